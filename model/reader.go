package model

import (
	"fmt"
	"sync"
)

// reader fills records or rows of one make from packed ones. What it asks of a field for every value
// lies side by side: the fields themselves are large, and most would be fetched to be passed over.
type reader struct {
	fields []*Field // those that are stored, in order
	tags   []uint16
	lates  []*late
}

// lateReader is a reader that is made when first used.
type lateReader struct {
	once sync.Once
	r    reader
}

func (l *lateReader) of(fields []Field) *reader {
	l.once.Do(func() {
		for i := range fields {
			if f := &fields[i]; f.Stored() {
				l.r.fields = append(l.r.fields, f)
				l.r.tags = append(l.r.tags, f.wire)
				l.r.lates = append(l.r.lates, f.late)
			}
		}
	})
	return &l.r
}

// fill fills the zero struct o. Fields come in the order they were written, so the next one is
// nearly always found at once.
func (r *reader) fill(b string, o any) error {
	next := 0
	for len(b) > 0 {
		tag, v, rest, err := nextField(b)
		if err != nil {
			return err
		}
		b = rest
		i := r.find(tag, next)
		if i < 0 {
			return fmt.Errorf("a field this version does not know (tag %04x)", tag)
		}
		next = i + 1
		p := r.lates[i].ops.Load()
		if p == nil {
			p = r.lates[i].build()
		}
		if err := p.get(o, v); err != nil {
			return fmt.Errorf("%s: %w", r.fields[i].Name, err)
		}
	}
	return nil
}

// find is the position of a tag, first looked for from next on, or less than 0.
func (r *reader) find(tag uint16, next int) int {
	for i := next; i < len(r.tags); i++ {
		if r.tags[i] == tag {
			return i
		}
	}
	for i := range next {
		if r.tags[i] == tag {
			return i
		}
	}
	return -1
}
