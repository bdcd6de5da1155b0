package model

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"tandem/model/date"
	"tandem/model/text"
)

// Change is what one edit does to one record: Before is nil where it is new, After where it
// is deleted.
type Change struct {
	ID            ID
	Before, After Record
	// Moved says that only the stored dates of a task differ, those of who is at it and the length of
	// a summary with them, by a schedule: MovedFields.
	Moved bool
}

// MovedFields are the fields in which a task that moved differs from what it was.
func MovedFields() []string { return []string{"start", "finish", "duration", "assignments", "changed"} }

// Edit gathers changes against a snapshot. Reads through it see what was already changed.
type Edit struct {
	Ctx   *Ctx
	base  *Snapshot
	index map[ID]int
	list  []Change
	last  map[string]uint64
	named map[ID][]ID // which changed records may name a record; nil until the first Delete
	undo  []undone    // what a Delete that is refused takes back
	log   bool        // keep undo

	keepLoops bool // see KeepLoops
	pushes    bool // a push says the dates of all that moves, summaries too
	rolled    bool // how far summaries are came from Settle: nobody typed it
}

// undone is a change as it stood before a Delete touched it; fresh where there was none.
type undone struct {
	id    ID
	fresh bool
	after Record
}

// NewEdit starts an edit at a moment, which becomes the records' changed time.
func NewEdit(s *Snapshot, now date.Instant) *Edit {
	return &Edit{Ctx: s.Ctx(now), base: s, index: map[ID]int{}, last: map[string]uint64{}}
}

// Grow makes room for n more changes.
func (e *Edit) Grow(n int) {
	if len(e.index) == 0 {
		e.index = make(map[ID]int, n)
	}
	e.list = slices.Grow(e.list, n)
}

// Base is the snapshot the edit started from.
func (e *Edit) Base() *Snapshot { return e.base }

// Get returns the record as the edit has left it so far, or nil. It must not be written to.
func (e *Edit) Get(id ID) Record {
	if i, ok := e.index[id]; ok {
		return e.list[i].After
	}
	return e.base.Get(id)
}

// Put adds a new record (one without an ID gets the next of its kind, prefix) or replaces
// one. The edit owns r from now on.
func (e *Edit) Put(prefix string, r Record) ID {
	m := r.Base()
	if m.ID == 0 {
		m.ID = e.NextID(prefix)
		e.spoken(r)
	} else if p := m.ID.Prefix(); m.ID.Num() > e.lastOf(p) {
		e.last[p] = m.ID.Num()
	}
	if m.Created == 0 {
		m.Created = e.Ctx.Now
		if old := e.Get(m.ID); old != nil {
			m.Created = old.Base().Created
		}
	}
	m.Changed = e.Ctx.Now
	if x, ok := r.(settler); ok {
		if old := e.Get(m.ID); old != nil {
			x.settle(old, e.Ctx)
		}
	}
	e.set(m.ID, r)
	return m.ID
}

// NextID reserves the next number of a kind, for records that must name one another before
// they are put.
func (e *Edit) NextID(prefix string) ID {
	n := e.lastOf(prefix) + 1
	e.last[prefix] = n
	return NewID(prefix, n)
}

// lastOf is the highest number given so far.
func (e *Edit) lastOf(prefix string) uint64 {
	if n, ok := e.last[prefix]; ok {
		return n
	}
	return e.base.Last(prefix)
}

func (e *Edit) set(id ID, r Record) {
	i, ok := e.index[id]
	if e.log {
		u := undone{id: id, fresh: !ok}
		if ok {
			u.after = e.list[i].After
		}
		e.undo = append(e.undo, u)
	}
	if ok {
		e.list[i].After = r
	} else {
		e.index[id] = len(e.list)
		e.list = append(e.list, Change{ID: id, Before: e.base.Get(id), After: r})
	}
	if e.named != nil {
		e.note(id, r)
	}
}

// note remembers whom a changed record names.
func (e *Edit) note(id ID, r Record) {
	k := e.base.schema.Of(id)
	if r == nil || k == nil || !k.is(r) {
		return
	}
	for i := range k.Fields {
		k.Fields[i].EachRef(r, func(to ID) {
			if l := e.named[to]; len(l) == 0 || l[len(l)-1] != id {
				e.named[to] = append(l, id)
			}
		})
	}
}

// Update changes a copy of the record by f and puts it. It fails where there is no such record.
func Update[T Record](e *Edit, id ID, f func(T) error) error {
	r, ok := e.Get(id).(T)
	if !ok {
		return noSuch(id)
	}
	k := e.base.schema.Of(id)
	c := k.Copy(r)
	if err := f(c.(T)); err != nil {
		return err
	}
	e.Put(k.Prefix, c)
	return nil
}

// Set parses a typed value into one field of a record.
func (e *Edit) Set(id ID, field, value string) error {
	k := e.base.schema.Of(id)
	if k == nil || e.Get(id) == nil {
		return noSuch(id)
	}
	f := k.FindField(field)
	if f == nil {
		return Problem{ID: id, Field: field, Message: "no such field of " + text.An(k.Name)}
	}
	if f.Type == TypeCalc || f.ReadOnly {
		return Problem{ID: id, Field: f.Name, Message: "is computed or kept by the program; it cannot be set"}
	}
	return Update(e, id, func(r Record) error {
		ctx := e.Ctx.For(r)
		err := f.Amend(ctx, r, value)
		if err != nil && f.HasRefs() && len(e.list) > 0 { // it may name what this edit has added
			ctx.Snap = e.base.With(e.list)
			err = f.Parse(ctx, r, value)
		}
		if err != nil {
			return Problem{ID: id, Field: f.Name, Message: err.Error()}
		}
		return nil
	})
}

func noSuch(id ID) error {
	if id == 0 {
		return errors.New("no record is named")
	}
	return fmt.Errorf("%s: no such record", id)
}

// Deleted is the number of records the edit takes away.
func (e *Edit) Deleted() int {
	n := 0
	for _, c := range e.list {
		if c.Before != nil && c.After == nil {
			n++
		}
	}
	return n
}

// Delete removes a record and does to those that name it what their fields say: forget it,
// go with it, or refuse, in which case nothing is deleted and the error names the holder. A
// holder that goes too does not refuse.
func (e *Edit) Delete(id ID) error {
	k := e.base.schema.Of(id)
	if k == nil || e.Get(id) == nil {
		return noSuch(id)
	}
	if k.Single {
		return fmt.Errorf("%s cannot be deleted: every workspace has one %s", id, k.Name)
	}
	if e.named == nil {
		e.named = map[ID][]ID{}
		for _, c := range e.list {
			e.note(c.ID, c.After)
		}
	}
	e.log, e.undo = true, e.undo[:0]
	var kept []refusal
	err := e.remove(id, &kept)
	for _, x := range kept {
		if err == nil {
			err = e.refused(x)
		}
	}
	e.log = false
	if err != nil {
		e.rollback()
	}
	return err
}

// refusal is a field that does not let a record go while its holder stays.
type refusal struct {
	holder, id ID
	field      *Field
}

func (e *Edit) refused(x refusal) error {
	r := e.Get(x.holder)
	if r == nil {
		return nil
	}
	return fmt.Errorf("%s is still the %s of %s %q: change that first", x.id, strings.ToLower(x.field.Label), x.holder, e.base.schema.Of(x.holder).Title(e.Ctx, r))
}

func (e *Edit) rollback() {
	for i := len(e.undo) - 1; i >= 0; i-- {
		u := e.undo[i]
		if u.fresh {
			delete(e.index, u.id)
			e.list = e.list[:len(e.list)-1]
		} else {
			e.list[e.index[u.id]].After = u.after
		}
	}
}

func (e *Edit) remove(id ID, kept *[]refusal) error {
	if e.Get(id) == nil {
		return nil
	}
	e.set(id, nil)
	for _, holder := range e.holders(id) {
		hk := e.base.schema.Of(holder)
		for i := range hk.Fields {
			if err := e.release(&hk.Fields[i], holder, id, kept); err != nil {
				return err
			}
		}
	}
	return nil
}

// holders lists the records that may name id in the state the edit has reached.
func (e *Edit) holders(id ID) []ID {
	var out []ID
	for r := range e.base.RefsTo(id) {
		out = append(out, r.Base().ID)
	}
	return append(out, e.named[id]...)
}

// release does what the field says where the holder names id in it.
func (e *Edit) release(f *Field, holder, id ID, kept *[]refusal) error {
	r := e.Get(holder)
	if r == nil || !f.HasRefs() {
		return nil
	}
	hit := false
	f.EachRef(r, func(to ID) { hit = hit || to == id })
	switch {
	case !hit:
		return nil
	case f.OnDelete == Cascade:
		return e.remove(holder, kept)
	case f.OnDelete == Restrict:
		*kept = append(*kept, refusal{holder, id, f})
		return nil
	}
	err := Update(e, holder, func(c Record) error {
		f.op().unref(c, id)
		return nil
	})
	if o, ok := e.Get(holder).(owned); err == nil && f.OnDelete == Orphan && ok && o.Owner() == 0 {
		return e.remove(holder, kept)
	}
	return err
}

// Batch returns the changes, checked: every value, every reference, every rule of the kinds
// touched; a link that closes a circle, and a date that nothing would come of (refusedDates), and estimates out of order (refusedPoints) are
// refused unless KeepLoops was called. Changes that change nothing are left out. The error is a Problems.
func (e *Edit) Batch() (Batch, error) {
	b := Batch{Changes: make([]Change, 0, len(e.list))}
	for _, c := range e.list {
		if c.Before == nil && c.After == nil || c.Before != nil && c.After != nil && e.base.schema.Of(c.ID).Equal(c.Before, c.After) {
			continue
		}
		b.Changes = append(b.Changes, c)
	}
	e.carryFinish(&b)
	err := e.Check(&b)
	return b, withProblems(err, slices.Concat(e.amendments(b), e.refusedLoops(b.Changes), e.refusedDates(b.Changes), e.refusedShares(b.Changes), e.refusedPoints(b.Changes)))
}

// amender is a record that some of its past must not be taken from: a log. was is the record before,
// nil for a new one; undo and redo do not ask, for they add to the history what they take back.
type amender interface {
	amends(was Record, now date.Instant) []Problem
}

// amendments asks the records of a batch that have such a past.
func (e *Edit) amendments(b Batch) (out Problems) {
	for _, c := range b.Changes {
		if x, ok := c.After.(amender); ok {
			for _, p := range x.amends(c.Before, e.Ctx.Now) {
				p.ID = c.ID
				out = append(out, p)
			}
		}
	}
	return out
}

// withProblems adds problems to what Validate found; anything else it found comes first.
func withProblems(err error, more Problems) error {
	var list Problems
	if len(more) == 0 || err != nil && !errors.As(err, &list) {
		return err
	}
	return append(list, more...)
}

// Equal reports whether two records of the kind hold the same, their changed times aside.
func (k *Kind) Equal(a, b Record) bool {
	x, y := k.copy(a), k.copy(b)
	y.Base().Changed = x.Base().Changed
	return string(k.Append(nil, x)) == string(k.Append(nil, y))
}
