package transfer

import (
	"tandem/model"
)

// Most columns say the same again and again: a date, a share, a person. So a goroutine that reads
// cells remembers what those of a column became, and takes the value from there.

// cellReader reads cells for one goroutine.
type cellReader struct {
	s   *sheetImport
	by  []*rowCtx // the contexts met, the newest first
	top *model.Ctx
	own *rowCtx // top itself: in which references are read
}

// rowCtx is a context in which rows are read, and what their cells became in it.
type rowCtx struct {
	ctx  *model.Ctx
	bare [2]model.Ctx // without records: for any value; for a moment of a sheet
	cols []colMemo    // of each column
}

// colMemo is what the cells of a column became.
type colMemo struct {
	of      map[string]model.Record // by text: a record that has nothing but the value
	hit, by int                     // how often it knew, and how often it was asked
}

const (
	memoValues = 512 // of a column
	memoCtxs   = 16
)

func newCellReader(s *sheetImport, top *model.Ctx) *cellReader {
	r := &cellReader{s: s, top: top}
	r.own = r.in(top)
	return r
}

// ctx is the context of a record.
func (r *cellReader) ctx(rec model.Record) *rowCtx {
	c := r.top.For(rec)
	for i, x := range r.by {
		if sameCtx(x.ctx, c) {
			if i > 0 {
				r.by[0], r.by[i] = r.by[i], r.by[0]
			}
			return x
		}
	}
	if len(r.by) == memoCtxs {
		r.by = r.by[:memoCtxs-1]
	}
	x := r.in(c)
	r.by = append([]*rowCtx{x}, r.by...)
	return x
}

// in makes a context to read in.
func (r *cellReader) in(c *model.Ctx) *rowCtx {
	x := &rowCtx{ctx: c, bare: [2]model.Ctx{*c, *c}, cols: make([]colMemo, len(r.s.cols))}
	x.bare[0].Snap, x.bare[1].Snap = nil, nil // what references there are is found out by the resolver
	x.bare[1].Loc = r.top.Loc                 // as a sheet writes moments: by the workspace's clock
	return x
}

// sameCtx reports whether values read the same in two contexts of one snapshot and moment.
func sameCtx(a, b *model.Ctx) bool {
	return a.Loc == b.Loc && a.Scale == b.Scale && a.Currency == b.Currency && a.Calendar == b.Calendar
}

// parse sets a field from the text that a cell became, as Field.Parse does without records.
func (r *cellReader) parse(x *rowCtx, f *model.Field, rec model.Record, text string) error {
	c := &x.bare[0]
	if r.s.t.sheet != "" && r.s.ref >= 0 && f.Type == model.TypeTime {
		c = &x.bare[1]
	}
	return f.Parse(c, rec, text)
}

// known sets a field as it was set for the same text before; false where it was not.
func (x *rowCtx) known(col int, f *model.Field, rec model.Record, text string) bool {
	m := &x.cols[col]
	if m.by++; m.of == nil {
		return false
	}
	was := m.of[text]
	if was == nil || !f.Take(rec, was) {
		return false
	}
	m.hit++
	return true
}

// note remembers what a text became, as long as that is of use.
func (x *rowCtx) note(k *model.Kind, col int, f *model.Field, rec model.Record, text string) {
	m := &x.cols[col]
	if len(m.of) >= memoValues {
		if m.hit*2 < m.by {
			m.of = nil // nearly every row says something else
			m.hit = -1 << 30
		}
		return
	}
	if m.hit < 0 {
		return
	}
	was := k.Blank()
	if !f.Take(was, rec) {
		return
	}
	if m.of == nil {
		m.of = map[string]model.Record{}
	}
	m.of[text] = was
}
