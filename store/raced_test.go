//go:build race

package store_test

// raced tells that the race detector is at work, under which times say nothing.
const raced = true
