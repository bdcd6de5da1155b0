package model

import (
	"iter"
	"slices"
	"sync"
	"sync/atomic"
)

// A workspace is opened packed: the store has checked every record's bytes, and a record is
// decoded when somebody first looks at it, with the others of its chunk. A hundred rows
// are on the screen; the other hundred thousand records can wait.

// packed are the bytes of a chunk's records.
type packed struct {
	once   sync.Once
	done   atomic.Bool
	kind   *Kind
	first  uint64 // number of slot 0
	data   [chunkSize]string
	failed []Problem
}

func (c *chunk) unpack() {
	if p := c.packed; p != nil && !p.done.Load() {
		p.once.Do(func() { p.decode(&c.recs) })
	}
}

func (p *packed) decode(out *[chunkSize]Record) {
	for i, b := range p.data {
		if b == "" {
			continue
		}
		id := NewID(p.kind.Prefix, p.first+uint64(i))
		r, err := p.kind.Decode(id, b)
		if err != nil {
			p.failed = append(p.failed, Problem{ID: id, Message: err.Error()})
			continue
		}
		out[i] = r
	}
	p.done.Store(true)
}

// WithPacked returns the snapshot with records added as Kind.Append has packed them, of kinds
// that it holds none of. The texts of records are parts of the data, which must never change.
// Data that cannot be decoded is no record; Unpack tells of it.
func (s *Snapshot) WithPacked(records iter.Seq2[ID, string]) *Snapshot {
	n := &Snapshot{schema: s.schema, tables: append([]*table(nil), s.tables...), Seq: s.Seq}
	fresh := make([]bool, len(n.tables))
	for id, data := range records {
		ki, ok := s.schema.byCode[id.code()]
		if !ok {
			continue
		}
		if !fresh[ki] {
			fresh[ki] = true
			n.tables[ki] = &table{last: s.tables[ki].last, plans: s.tables[ki].plans}
		}
		t, num := n.tables[ki], id.Num()
		i := num >> chunkBits
		for uint64(len(t.chunks)) <= i {
			t.chunks = append(t.chunks, nil)
		}
		c := t.chunks[i]
		if c == nil {
			c = &chunk{stamp: nextStamp(), packed: &packed{kind: s.schema.Kinds[ki], first: i << chunkBits}}
			t.chunks[i] = c
		}
		c.packed.data[num&(chunkSize-1)] = data
		t.count++
		t.last = max(t.last, num)
	}
	return n
}

// Unpack decodes all that is still packed and lists the records that could not be.
func (s *Snapshot) Unpack() Problems {
	var out Problems
	for _, t := range slices.Backward(s.tables) {
		for _, c := range slices.Backward(t.chunks) {
			if c == nil {
				continue
			}
			c.unpack()
			if c.packed != nil {
				out = append(out, c.packed.failed...)
			}
		}
	}
	return out
}

// peek calls the yield of its part with every record of a kind, in the order of numbers within a
// part; the parts are looked at side by side. A packed record comes with only the named fields
// filled, in a record that is used again for the next.
func (s *Snapshot) peek(prefix string, names []string, parts int, yield func(part int) func(Record)) {
	t := s.table(NewID(prefix, 1))
	if t == nil {
		return
	}
	var wg sync.WaitGroup
	n := len(t.chunks)
	for i := range parts {
		wg.Go(func() { s.peekChunks(prefix, names, t.chunks[i*n/parts:(i+1)*n/parts], yield(i)) })
	}
	wg.Wait()
}

func (s *Snapshot) peekChunks(prefix string, names []string, chunks []*chunk, yield func(Record)) {
	k := s.schema.Prefix(prefix)
	fields := make([]*Field, 0, len(names))
	for _, n := range names {
		fields = append(fields, k.Field(n))
	}
	fields = slices.DeleteFunc(fields, func(f *Field) bool { return f == nil })
	scratch, empty := k.Blank(), k.Blank()
	eye := newPeeker(fields)
	for _, c := range chunks {
		if c == nil {
			continue
		}
		p := c.packed
		if p == nil || p.done.Load() {
			for _, r := range c.recs {
				if r != nil {
					yield(r)
				}
			}
			continue
		}
		for i, b := range p.data {
			if b == "" {
				continue
			}
			if eye.into(b, scratch, empty, k) == nil {
				scratch.Base().ID = NewID(prefix, p.first+uint64(i))
				yield(scratch)
			}
		}
	}
}
