//go:build !linux

package ui

// bigPages does nothing where the system grants no pages of another size.
func bigPages(string) {}
