package model

import (
	"iter"
	"sync/atomic"
)

// What is derived from all records, such as the index of the search, is kept by runs: stretches
// of a kind's records by number. An edit leaves all runs but its own as they were, and a run's
// stamp tells so without keeping an old snapshot alive.

// RunSize is how many record numbers a run covers.
const RunSize = 64 * chunkSize

const runChunks = RunSize / chunkSize

// stamps numbers the chunks of all snapshots of the process. Only equality means anything.
var stamps atomic.Uint64

func nextStamp() uint64 { return stamps.Add(1) }

// Runs is how many runs the records of a kind lie in; run i holds the numbers from i*RunSize.
func (s *Snapshot) Runs(prefix string) int {
	if t := s.table(NewID(prefix, 1)); t != nil {
		return (len(t.chunks) + runChunks - 1) / runChunks
	}
	return 0
}

// Run yields the records of one run in the order of their numbers.
func (s *Snapshot) Run(prefix string, i int) iter.Seq[Record] {
	t := s.table(NewID(prefix, 1))
	if t == nil {
		return func(func(Record) bool) {}
	}
	part := table{chunks: t.run(i)}
	return part.all
}

// RunStamp is a number that changes when a record of the run does: two equal ones mean that the
// run holds the very same records. It is 0 for a run that never held any.
func (s *Snapshot) RunStamp(prefix string, i int) uint64 {
	t := s.table(NewID(prefix, 1))
	if t == nil {
		return 0
	}
	var sum uint64
	for at, c := range t.run(i) {
		if c == nil {
			continue
		}
		sum = (sum ^ (c.stamp<<8 | uint64(at))) * 0x9e3779b97f4a7c15
		sum ^= sum >> 29
	}
	return sum
}

func (t *table) run(i int) []*chunk {
	from := min(max(i, 0)*runChunks, len(t.chunks))
	return t.chunks[from:min(from+runChunks, len(t.chunks))]
}

// EachRow calls yield with every row of a field that is a list, for reading its Rows; a field
// of any other type has none.
func (f *Field) EachRow(o any, yield func(row any)) {
	if f.op().rows != nil {
		f.op().rows(o, func(_ int, row any) { yield(row) })
	}
}
