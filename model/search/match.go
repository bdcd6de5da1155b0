package search

import (
	"context"
	"runtime"
	"slices"
	"sort"
	"strings"
	"sync"
	"sync/atomic"

	"tandem/model"
)

// What it costs a record that a word of the query is found in it only so well: the sum over all
// words is its rank, the least first. Equals stand by when they were changed.
const (
	costRef      = 0  // the reference itself
	costRefStart = 3  // a reference that begins so
	costNumber   = 5  // its number
	costPart     = 1  // the word goes on
	costInside   = 5  // the word begins before
	costTypo     = 20 // for each letter that is wrong
	none         = 0xffff
)

// classCost is the cost of where the word stands.
var classCost = [4]uint16{inStart: 2, inTitle: 4, inField: 10, inNotes: 16}

// inside is how many bytes a word needs to be looked for within others.
const inside = 3

// Results are the records found, the best first.
type Results struct {
	// Loose says that some word was found nowhere and others like it were taken.
	Loose bool
	index *Index
	hits  []uint64 // cost<<32 | rank
	kinds map[string]int
}

// Len is how many records were found.
func (r *Results) Len() int {
	if r == nil {
		return 0
	}
	return len(r.hits)
}

// ID is the record at a place.
func (r *Results) ID(i int) model.ID {
	at := r.index.order[uint32(r.hits[i])]
	return r.index.blocks[at.block()].id(at.slot())
}

// Kinds counts what was found of each kind, by prefix: also of the kinds that the query narrows
// out, to say what lies beside.
func (r *Results) Kinds() map[string]int { return r.kinds }

// Find looks for the query in all blocks, on all processors. A query without a word finds every
// record of its kinds, the one changed last first. The error is that of ctx.
func (x *Index) Find(ctx context.Context, q *Query) (*Results, error) {
	f := &finder{index: x, query: q, seen: make([][]atomic.Bool, len(q.groups))}
	for i, g := range q.groups {
		f.seen[i] = make([]atomic.Bool, len(g.words))
	}
	hits, err := f.run(ctx)
	if err == nil && len(hits) == 0 && f.loosen() {
		hits, err = f.run(ctx)
	}
	if err != nil {
		return nil, err
	}
	slices.Sort(hits)
	r := &Results{index: x, hits: hits, Loose: f.loose != nil && len(hits) > 0, kinds: map[string]int{}}
	for i, n := range f.counts {
		if n > 0 {
			r.kinds[x.blocks[i].key.prefix] += n
		}
	}
	return r, nil
}

// finder is one search. seen tells of each word whether any record has it; loose, where it is
// set, which words are taken with typing mistakes.
type finder struct {
	index  *Index
	query  *Query
	seen   [][]atomic.Bool
	loose  [][]bool
	counts []int // of each block, the records found
}

// loosen takes the words that were found nowhere with mistakes; false where there is none.
func (f *finder) loosen() bool {
	any := false
	f.loose = make([][]bool, len(f.seen))
	for i := range f.seen {
		f.loose[i] = make([]bool, len(f.seen[i]))
		for j := range f.seen[i] {
			f.loose[i][j] = !f.seen[i][j].Load() && mistakes(f.query.groups[i].words[j]) > 0
			any = any || f.loose[i][j]
		}
	}
	return any
}

// run searches every block; of those that the query narrows out it keeps only how many fit.
func (f *finder) run(ctx context.Context) ([]uint64, error) {
	var wg sync.WaitGroup
	var at atomic.Int64
	f.counts = make([]int, len(f.index.blocks))
	parts := make([][]uint64, min(runtime.GOMAXPROCS(0), len(f.index.blocks)))
	for p := range parts {
		wg.Go(func() {
			w := &worker{finder: f}
			for i := int(at.Add(1)) - 1; i < len(f.index.blocks) && ctx.Err() == nil; i = int(at.Add(1)) - 1 {
				b, had := f.index.blocks[i], len(w.hits)
				w.block(b)
				f.counts[i] = len(w.hits) - had
				if !f.query.admits(b.key.prefix) {
					w.hits = w.hits[:had]
				}
			}
			parts[p] = w.hits
		})
	}
	wg.Wait()
	return slices.Concat(parts...), ctx.Err()
}

// worker searches one block after another.
type worker struct {
	*finder
	hits             []uint64
	cost, part, word [model.RunSize]uint16
}

// block adds the records of a block in which every group of the query is found.
func (w *worker) block(b *block) {
	n := len(b.changed)
	for i := range n {
		w.cost[i] = 0
		if b.changed[i] == absent {
			w.cost[i] = none
		}
	}
	for i := range w.query.groups {
		w.group(b, i)
		left := false
		for s := range n {
			if w.cost[s] != none {
				if w.part[s] == none {
					w.cost[s] = none
				} else {
					w.cost[s] += w.part[s]
					left = true
				}
			}
		}
		if !left && w.loose != nil {
			return // the first time round, the words after it are still to be seen
		}
	}
	for s := range n {
		if w.cost[s] != none {
			w.hits = append(w.hits, uint64(w.cost[s])<<32|uint64(b.ranks[s]))
		}
	}
}

// group finds the records with all words of a group, or its reference, and leaves their cost in
// part.
func (w *worker) group(b *block, i int) {
	g := &w.query.groups[i]
	n := len(b.changed)
	for j, word := range g.words {
		for s := range n {
			w.word[s] = none
		}
		if w.loose != nil && w.loose[i][j] {
			w.typos(b, word)
		} else if w.fits(b, word) && !w.seen[i][j].Load() {
			w.seen[i][j].Store(true)
		}
		for s := range n {
			switch {
			case j == 0:
				w.part[s] = w.word[s]
			case w.part[s] == none || w.word[s] == none:
				w.part[s] = none
			default:
				w.part[s] += w.word[s]
			}
		}
	}
	if g.ref.num == 0 {
		return
	}
	for s := range n {
		if cost, ok := g.ref.cost(b.key.prefix, b.id(s).Num()); ok {
			w.part[s] = min(w.part[s], cost)
			for j := range w.seen[i] {
				w.seen[i][j].Store(true)
			}
		}
	}
}

// fits marks the records with words that begin with the word or, where it is long enough, hold
// it; false where there is none.
func (w *worker) fits(b *block, word string) bool {
	lo, hi := b.starting(word)
	for i := lo; i < hi; i++ {
		extra := uint16(0)
		if len(b.word(i)) > len(word) {
			extra = costPart
		}
		w.mark(b, i, extra)
	}
	found := hi > lo
	if len(word) < inside {
		return found
	}
	for at := 0; ; {
		next := strings.Index(b.words[at:], word)
		if next < 0 {
			return found
		}
		i := sort.Search(len(b.wordAt), func(i int) bool { return int(b.wordAt[i]) > at+next }) - 1
		if i < lo || i >= hi {
			w.mark(b, i, costInside)
			found = true
		}
		if i+1 >= len(b.wordAt) {
			return found
		}
		at = int(b.wordAt[i+1]) // once a word
	}
}

// starting returns the words that begin with s: from lo up to hi.
func (b *block) starting(s string) (lo, hi int) {
	n := len(b.wordAt)
	lo = sort.Search(n, func(i int) bool { return b.word(i) >= s })
	hi = lo + sort.Search(n-lo, func(i int) bool { return !strings.HasPrefix(b.word(lo+i), s) })
	return lo, hi
}

// mark notes that a word of the block stands for the one looked for.
func (w *worker) mark(b *block, i int, extra uint16) {
	b.each(i, func(slot int, class uint16) {
		w.word[slot] = min(w.word[slot], classCost[class]+extra)
	})
}
