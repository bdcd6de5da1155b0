// Package measured tells tests that measure time whether times mean anything.
package measured

import (
	"runtime/debug"
	"slices"
	"testing"
)

// Instrumented reports whether the compiler has added so much to the code under test (race detector,
// coverage) that times say nothing.
func Instrumented() bool {
	info, ok := debug.ReadBuildInfo()
	return testing.CoverMode() != "" || ok && slices.ContainsFunc(info.Settings, func(x debug.BuildSetting) bool {
		return x.Key == "-race" && x.Value == "true"
	})
}
