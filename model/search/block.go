package search

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"

	"tandem/model"
)

// block is the words of one run of records. words holds them sorted, each behind a zero byte;
// wordAt says where each begins. posts holds, from postAt[i] to postAt[i+1], the records with
// word i: for each the distance from the one before and, in the two lowest bits, the best class.
type block struct {
	key     key
	kind    *model.Kind
	stamp   uint64
	count   int     // records
	changed []int64 // when each slot was changed; absent where there is no record
	ranks   []uint32
	words   string
	wordAt  []uint32
	posts   []byte
	postAt  []uint32
}

// absent is the time of a slot without a record.
const absent = math.MinInt64

// Where a word stands, the best first.
const (
	inStart = iota // it begins the name
	inTitle
	inField
	inNotes
)

// word returns word i.
func (b *block) word(i int) string {
	end := len(b.words)
	if i+1 < len(b.wordAt) {
		end = int(b.wordAt[i+1]) - 1
	}
	return b.words[b.wordAt[i]:end]
}

// id is the record of a slot.
func (b *block) id(slot int) model.ID {
	return model.NewID(b.key.prefix, uint64(b.key.run)*model.RunSize+uint64(slot))
}

// each calls yield with the records that hold word i, and where in them it stands.
func (b *block) each(i int, yield func(slot int, class uint16)) {
	slot := 0
	for p := b.posts[b.postAt[i]:b.postAt[i+1]]; len(p) > 0; {
		v, n := uint64(p[0]), 1
		if v >= 0x80 {
			v, n = binary.Uvarint(p)
		}
		p = p[n:]
		slot += int(v >> 2)
		yield(slot, uint16(v&3))
	}
}

// writer makes blocks one after another and keeps its room between them.
type writer struct {
	tokens
	index   map[string]uint32 // word -> its number
	words   []string
	last    []int32 // of each word, its newest entry
	entries []entry
	slot    uint32
	class   uint32
	first   bool // the next word begins the name
}

// entry is a word in a record: its number, the slot, and the best class it was seen in.
type entry struct {
	word uint32
	at   uint32 // slot<<2 | class
}

// make reads a run of records and gives their block.
func (w *writer) make(s *model.Snapshot, k *model.Kind, t task) *block {
	if w.index == nil {
		w.index = make(map[string]uint32, 8192)
	}
	clear(w.index)
	w.words, w.last, w.entries = w.words[:0], w.last[:0], w.entries[:0]
	b := &block{key: t.key, kind: k, stamp: t.stamp, changed: make([]int64, 0, model.RunSize)}
	sources := sourcesOf(k)
	for r := range s.Run(t.key.prefix, t.key.run) {
		slot := int(r.Base().ID.Num() % model.RunSize)
		for len(b.changed) < slot {
			b.changed = append(b.changed, absent)
		}
		b.changed = append(b.changed, int64(r.Base().Changed))
		b.count++
		w.slot = uint32(slot)
		for i := range sources {
			w.class, w.first = uint32(sources[i].class), true
			sources[i].each(r, func(text string) { w.each(text, w.add) })
		}
	}
	w.finish(b)
	return b
}

// add notes a word of the record under way.
func (w *writer) add(word []byte, _, _ int) {
	class := w.class
	if class == inTitle && w.first {
		class = inStart
	}
	w.first = false
	n, ok := w.index[string(word)]
	if !ok {
		n = uint32(len(w.words))
		own := string(word)
		w.index[own] = n
		w.words, w.last = append(w.words, own), append(w.last, -1)
	}
	if i := w.last[n]; i >= 0 && w.entries[i].at>>2 == w.slot {
		w.entries[i].at = w.slot<<2 | min(w.entries[i].at&3, class)
		return
	}
	w.last[n] = int32(len(w.entries))
	w.entries = append(w.entries, entry{n, w.slot<<2 | class})
}

// finish sorts the words and packs which records hold them.
func (w *writer) finish(b *block) {
	sorted := make([]uint32, len(w.words))
	for i := range sorted {
		sorted[i] = uint32(i)
	}
	slices.SortFunc(sorted, func(x, y uint32) int { return strings.Compare(w.words[x], w.words[y]) })
	by := make([]uint32, len(w.words)) // of each word its place in the order
	size := 0
	for place, n := range sorted {
		by[n] = uint32(place)
		size += len(w.words[n]) + 1
	}
	all := make([]byte, 0, size)
	b.wordAt = make([]uint32, len(sorted))
	for i, n := range sorted {
		all = append(all, 0)
		b.wordAt[i] = uint32(len(all))
		all = append(all, w.words[n]...)
	}
	b.words = string(all)
	at, starts := grouped(w.entries, by)
	b.postAt = make([]uint32, len(sorted)+1)
	posts := make([]byte, 0, len(at)*5/4)
	for i := range sorted {
		before := uint32(0)
		for _, x := range at[starts[i]:starts[i+1]] {
			slot := x >> 2
			posts = binary.AppendUvarint(posts, uint64((slot-before)<<2|x&3))
			before = slot
		}
		b.postAt[i+1] = uint32(len(posts))
	}
	b.posts = slices.Clip(posts)
	if cap(posts) > len(posts)+len(posts)/8 {
		b.posts = slices.Clone(posts)
	}
}

// grouped brings the entries of each word together, in the order of the words; those of word i
// lie from starts[i] to starts[i+1], in the order of the records.
func grouped(entries []entry, by []uint32) (at, starts []uint32) {
	starts = make([]uint32, len(by)+1)
	for _, e := range entries {
		starts[by[e.word]+1]++
	}
	for i := range by {
		starts[i+1] += starts[i]
	}
	at = make([]uint32, len(entries))
	next := slices.Clone(starts)
	for _, e := range entries {
		p := by[e.word]
		at[next[p]] = e.at
		next[p]++
	}
	return at, starts
}
