package query

import (
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"tandem/model"
)

// Hits are the records of a kind that a filter lets through, as a set by number. They are found
// on all processors, and while a filter is being typed among those of the key before: a longer
// word lets through no record that a shorter one did not.
type Hits struct {
	query  *Query
	snap   *model.Snapshot
	prefix string
	bits   []uint64
	count  int
}

// Run finds the records of the kind that pass. old is what was found at the key before, or nil; it
// is of use where the records are the same and the filter goes on from where it was.
func Run(c *model.Ctx, q *Query, k *model.Kind, old *Hits) *Hits {
	const words = model.RunSize / 64
	runs := c.Snap.Runs(k.Prefix)
	h := &Hits{query: q, snap: c.Snap, prefix: k.Prefix, bits: make([]uint64, runs*words)}
	if !old.covers(h) {
		old = nil
	}
	var at, count atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), runs) {
		wg.Go(func() {
			fits, n := q.Bind(c), 0
			for i := int(at.Add(1)) - 1; i < runs; i = int(at.Add(1)) - 1 {
				bits := h.bits[i*words : (i+1)*words]
				for r := range c.Snap.Run(k.Prefix, i) {
					num := r.Base().ID.Num() % model.RunSize
					if (old == nil || old.bits[i*words+int(num/64)]>>(num%64)&1 == 1) && fits(r) {
						bits[num/64] |= 1 << (num % 64)
						n++
					}
				}
			}
			count.Add(int64(n))
		})
	}
	wg.Wait()
	h.count = int(count.Load())
	return h
}

// Has reports whether a record passed.
func (h *Hits) Has(id model.ID) bool {
	n := id.Num()
	return id.Is(h.prefix) && n/64 < uint64(len(h.bits)) && h.bits[n/64]>>(n%64)&1 == 1
}

// Fits is Has for a record.
func (h *Hits) Fits(r model.Record) bool { return h.Has(r.Base().ID) }

// Len is how many records passed.
func (h *Hits) Len() int { return h.count }

// covers reports whether every record that the next filter lets through must be among these.
func (h *Hits) covers(next *Hits) bool {
	if h == nil || h.prefix != next.prefix || len(h.bits) != len(next.bits) || !h.snap.SameTable(next.snap, h.prefix) {
		return false
	}
	before, ok := plainWords(h.query)
	after, ok2 := plainWords(next.query)
	if !ok || !ok2 || len(before) == 0 || len(after) < len(before) || h.query.kind != next.query.kind {
		return false
	}
	for i, w := range before {
		// A number alone is a reference too, and 14 does not go on from the record 1. Nor does T-1 go
		// on from T-, which is no reference yet.
		ref, next := newRefNeedle(w), newRefNeedle(after[i])
		if ref.num != 0 && !ref.scale || ref.num == 0 && next.num != 0 || !strings.HasPrefix(after[i], w) {
			return false
		}
	}
	return true
}

// plainWords are the words of a filter that is nothing but words that must all be there.
func plainWords(q *Query) (out []string, ok bool) {
	list := []node{q.root}
	if all, is := q.root.(and); is {
		list = all
	}
	for _, n := range list {
		t, is := n.(*term)
		if !is || t.name != "" {
			return nil, false
		}
		out = append(out, t.value)
	}
	return out, true
}
