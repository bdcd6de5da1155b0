// Package search finds records of every kind by the words in them while somebody types.
//
// An Index is made of blocks, one for each run of a kind's records (model.Snapshot.Run). A block
// knows the words of its records, sorted, and for each word the records that hold it and where:
// in the name, in another searched field, or in the notes. That is a fraction of the text, and
// an edit makes one block anew. An Index never changes; Grow makes the next one and may be asked
// for a part at a time, so that the first hits are there before all records are read.
//
// Words fit by their beginning, from three letters on anywhere inside, and where nothing fits,
// with a typing mistake. Case and accents never matter (text.Plain).
package search

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"tandem/model"
)

// Index is the words of a workspace at one moment. It may be used from any goroutine.
type Index struct {
	blocks  []*block
	order   []place // every record, the one changed last first
	total   int     // records of the snapshot
	pending int     // of them, records whose block is not made yet, or is of an older snapshot
}

// place is a record in the index: its block and its slot there.
type place uint32

const slotBits = 12

func (p place) block() int { return int(p >> slotBits) }
func (p place) slot() int  { return int(p & (model.RunSize - 1)) }

// key names the run of records a block is made of.
type key struct {
	prefix string
	run    int
}

// Total is the number of records of the snapshot, Pending how many of them are still to be read.
func (x *Index) Total() int   { return x.total }
func (x *Index) Pending() int { return x.pending }

// Fresh reports whether the index tells all of the snapshot and nothing older.
func (x *Index) Fresh(s *model.Snapshot) bool {
	if x == nil || x.pending > 0 {
		return false
	}
	n := 0
	for _, k := range s.Schema().Kinds {
		for i := range s.Runs(k.Prefix) {
			if stamp := s.RunStamp(k.Prefix, i); stamp != 0 {
				if n >= len(x.blocks) || x.blocks[n].key != (key{k.Prefix, i}) || x.blocks[n].stamp != stamp {
					return false
				}
				n++
			}
		}
	}
	return n == len(x.blocks)
}

// Grow brings an index nearer to a snapshot: it keeps the blocks of old whose records are
// untouched and makes up to most others (0: all that are missing), the smallest kinds first, on
// all processors. Until its turn comes a changed run is searched as old has it. The error is
// that of ctx, and then old is as good as ever.
func Grow(ctx context.Context, s *model.Snapshot, old *Index, most int) (*Index, error) {
	next, todo := plan(s, old)
	if most > 0 && len(todo) > most {
		for _, t := range todo[most:] {
			next.pending += t.count
		}
		todo = todo[:most]
	}
	var wg sync.WaitGroup
	var at atomic.Int64
	for range min(runtime.GOMAXPROCS(0), len(todo)) {
		wg.Go(func() {
			var w writer
			for i := int(at.Add(1)) - 1; i < len(todo) && ctx.Err() == nil; i = int(at.Add(1)) - 1 {
				t := todo[i]
				next.blocks[t.at] = w.make(s, s.Schema().Prefix(t.key.prefix), t)
			}
		})
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	next.blocks = slices.DeleteFunc(next.blocks, func(b *block) bool { return b == nil })
	next.rank()
	return next, nil
}

// task is a block to be made and its place in the index.
type task struct {
	key   key
	stamp uint64
	at    int
	count int // about how many records
}

// plan lists the blocks a snapshot wants: those that old has are there already.
func plan(s *model.Snapshot, old *Index) (*Index, []task) {
	have := map[key]*block{}
	if old != nil {
		for _, b := range old.blocks {
			have[b.key] = b
		}
	}
	next := &Index{total: s.Total()}
	var todo []task
	for _, k := range s.Schema().Kinds {
		n := s.Runs(k.Prefix)
		for i := range n {
			t := task{key: key{k.Prefix, i}, stamp: s.RunStamp(k.Prefix, i), at: len(next.blocks)}
			if t.stamp == 0 {
				continue
			}
			b := have[t.key]
			next.blocks = append(next.blocks, b)
			if b == nil || b.stamp != t.stamp {
				t.count = max(1, s.Count(k.Prefix)/n)
				todo = append(todo, t)
			}
		}
	}
	slices.SortStableFunc(todo, func(a, b task) int {
		return cmp.Compare(s.Count(a.key.prefix), s.Count(b.key.prefix))
	})
	return next, todo
}

// rank numbers all records by when they were changed, the newest first, and tells the blocks.
// A block is shared with older indexes, so the numbers are kept in copies of its head.
func (x *Index) rank() {
	type dated struct {
		changed int64
		at      place
	}
	n := 0
	for _, b := range x.blocks {
		n += b.count
	}
	all := make([]dated, 0, n)
	for i, b := range x.blocks {
		for slot, changed := range b.changed {
			if changed != absent {
				all = append(all, dated{changed, place(i<<slotBits | slot)})
			}
		}
	}
	slices.SortFunc(all, func(a, b dated) int {
		return cmp.Or(cmp.Compare(b.changed, a.changed), cmp.Compare(a.at, b.at))
	})
	x.order = make([]place, len(all))
	for i, b := range x.blocks {
		c := *b
		c.ranks = make([]uint32, len(b.changed))
		x.blocks[i] = &c
	}
	for i, d := range all {
		x.order[i] = d.at
		x.blocks[d.at.block()].ranks[d.at.slot()] = uint32(i)
	}
}

// Size is about how many bytes the index takes.
func (x *Index) Size() int {
	n := 4 * len(x.order)
	for _, b := range x.blocks {
		n += len(b.words) + len(b.posts) + 4*(len(b.wordAt)+len(b.postAt)+len(b.ranks)) + 8*len(b.changed)
	}
	return n
}
