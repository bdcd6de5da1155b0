package ui

import (
	"os"
	"runtime/debug"
	"runtime/metrics"
)

// roomy is how many bytes the program may hold before it looks for garbage at once, whatever the
// share of it: a workspace of 100,000 records lies below it with all that is derived from them.
const roomy = 180 << 20

// keepSmall bounds what the program holds. A bound nearer than half as much again as what is in
// use would only make it look for garbage all day, so a larger workspace moves it. Somebody who
// sets GOMEMLIMIT means it.
func keepSmall() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(max(roomy, inUse()*3/2))
	}
}

// small is a workspace whose memory is looked through in a few milliseconds.
const small = 64 << 20

// held is how many bytes the program has in objects, garbage among them.
func held() int64 { return gauge("/memory/classes/heap/objects:bytes") }

// inUse is how many bytes were in use when last counted.
func inUse() int64 { return gauge("/gc/heap/live:bytes") }

// gauge reads a measure of the runtime; 0 where it has none of the name.
func gauge(name string) int64 {
	s := []metrics.Sample{{Name: name}}
	metrics.Read(s)
	if s[0].Value.Kind() != metrics.KindUint64 {
		return 0
	}
	return int64(min(s[0].Value.Uint64(), 1<<50))
}

// A file of this size takes so long to read that making room for it is worth its while; with all that is
// derived from its records it takes up about this many times its size in memory.
const (
	enoughForBig = 16 << 20
	roomPerByte  = 6
	mostRoom     = 1 << 30
)
