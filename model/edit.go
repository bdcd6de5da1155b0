package model

import (
	"fmt"
	"strings"

	"tandem/model/date"
)

// Change is what one edit does to one record: Before is nil where it is new, After where it
// is deleted.
type Change struct {
	ID            ID
	Before, After Record
}

// Batch is a set of changes that become durable together or not at all.
type Batch struct{ Changes []Change }

// Invert returns the batch that takes this one back.
func (b Batch) Invert() Batch {
	out := make([]Change, len(b.Changes))
	for i, c := range b.Changes {
		out[len(out)-1-i] = Change{ID: c.ID, Before: c.After, After: c.Before}
	}
	return Batch{out}
}

// Edit gathers changes against a snapshot. Reads through it see what was already changed.
type Edit struct {
	Ctx   *Ctx
	base  *Snapshot
	index map[ID]int
	list  []Change
	last  map[string]uint64
}

// NewEdit starts an edit at a moment, which becomes the records' changed time.
func NewEdit(s *Snapshot, now date.Instant) *Edit {
	return &Edit{Ctx: s.Ctx(now), base: s, index: map[ID]int{}, last: map[string]uint64{}}
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
		m.ID = e.next(prefix)
	}
	if m.Created == 0 {
		m.Created = e.Ctx.Now
	}
	m.Changed = e.Ctx.Now
	e.set(m.ID, r)
	return m.ID
}

// NextID reserves the next number of a kind, for records that must name one another before
// they are put.
func (e *Edit) NextID(prefix string) ID { return e.next(prefix) }

func (e *Edit) next(prefix string) ID {
	n, ok := e.last[prefix]
	if !ok {
		n = e.base.Last(prefix)
	}
	e.last[prefix] = n + 1
	return NewID(prefix, n+1)
}

func (e *Edit) set(id ID, r Record) {
	if i, ok := e.index[id]; ok {
		e.list[i].After = r
		return
	}
	e.index[id] = len(e.list)
	e.list = append(e.list, Change{ID: id, Before: e.base.Get(id), After: r})
}

// Update changes a copy of the record by f and puts it. It fails where there is no such record.
func Update[T Record](e *Edit, id ID, f func(T) error) error {
	r, ok := e.Get(id).(T)
	if !ok {
		return fmt.Errorf("%s: no such record", id)
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
		return fmt.Errorf("%s: no such record", id)
	}
	f := k.FindField(field)
	if f == nil {
		return Problem{ID: id, Field: field, Message: "no such field of a " + k.Name}
	}
	if f.Type == TypeCalc || f.ReadOnly {
		return Problem{ID: id, Field: f.Name, Message: "is computed or kept by the program; it cannot be set"}
	}
	return Update(e, id, func(r Record) error {
		if err := f.Parse(e.Ctx.For(r), r, value); err != nil {
			return Problem{ID: id, Field: f.Name, Message: err.Error()}
		}
		return nil
	})
}

// Delete removes a record and does to those that name it what their fields say: forget it,
// go with it, or refuse, in which case nothing is deleted and the error names the holder.
func (e *Edit) Delete(id ID) error {
	k := e.base.schema.Of(id)
	if k == nil || e.Get(id) == nil {
		return fmt.Errorf("%s: no such record", id)
	}
	if k.Single {
		return fmt.Errorf("%s cannot be deleted: every workspace has one %s", id, k.Name)
	}
	e.set(id, nil)
	for _, holder := range e.holders(id) {
		hk := e.base.schema.Of(holder)
		for i := range hk.Fields {
			if err := e.release(hk, &hk.Fields[i], holder, id); err != nil {
				return err
			}
		}
	}
	return nil
}

// holders lists the records that name id in the state the edit has reached.
func (e *Edit) holders(id ID) []ID {
	var out []ID
	for r := range e.base.RefsTo(id) {
		out = append(out, r.Base().ID)
	}
	for _, c := range e.list {
		if c.After == nil {
			continue
		}
		k := e.base.schema.Of(c.ID)
		for i := range k.Fields {
			k.Fields[i].EachRef(c.After, func(to ID) {
				if to == id {
					out = append(out, c.ID)
				}
			})
		}
	}
	return out
}

func (e *Edit) release(k *Kind, f *Field, holder, id ID) error {
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
		return e.Delete(holder)
	case f.OnDelete == Restrict:
		return fmt.Errorf("%s is still the %s of %s %q: change that first", id, strings.ToLower(f.Label), holder, k.Title(e.Ctx, r))
	}
	return Update(e, holder, func(c Record) error {
		f.ops.unref(c, id)
		return nil
	})
}

// Batch returns the changes, checked: every value, every reference, every rule of the kinds
// touched. Changes that change nothing are left out. The error is a Problems.
func (e *Edit) Batch() (Batch, error) {
	var b Batch
	for _, c := range e.list {
		if c.Before == nil && c.After == nil || c.Before != nil && c.After != nil && e.base.schema.Of(c.ID).Equal(c.Before, c.After) {
			continue
		}
		b.Changes = append(b.Changes, c)
	}
	return b, Validate(e.base.With(b.Changes), b, e.Ctx.Now)
}

// Equal reports whether two records of the kind hold the same, their changed times aside.
func (k *Kind) Equal(a, b Record) bool {
	x, y := k.copy(a), k.copy(b)
	y.Base().Changed = x.Base().Changed
	return string(k.Append(nil, x)) == string(k.Append(nil, y))
}

// Validate checks the records a batch leaves behind, in the snapshot that holds them.
func Validate(next *Snapshot, b Batch, now date.Instant) error {
	var out Problems
	ctx := next.Ctx(now)
	for _, c := range b.Changes {
		k := next.schema.Of(c.ID)
		if k == nil {
			return fmt.Errorf("%s is of a kind this version does not know", c.ID)
		}
		if c.After == nil {
			for r := range next.RefsTo(c.ID) {
				out = append(out, Problem{ID: r.Base().ID, Message: "names " + c.ID.String() + ", which is deleted"})
			}
			continue
		}
		out = append(out, k.Problems(ctx, c.After)...)
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// Problems lists what is wrong with a record that c.Snap holds (or could): missing values,
// references to nothing or to the wrong kind, and what the kind's own check finds.
func (k *Kind) Problems(c *Ctx, r Record) Problems {
	var out Problems
	id := r.Base().ID
	for i := range k.Fields {
		f := &k.Fields[i]
		if f.Required && f.IsZero(r) && f.Type != TypeInt && f.Type != TypePercent {
			out = append(out, Problem{id, f.Name, "is missing"})
		}
		if !f.HasRefs() {
			continue
		}
		f.EachRef(r, func(to ID) {
			switch {
			case c.Snap.Get(to) == nil:
				out = append(out, Problem{id, f.Name, to.String() + " does not exist"})
			case len(f.Rows) == 0 && !f.Allows(to):
				out = append(out, Problem{id, f.Name, fmt.Sprintf("%s is a %s; %s is wanted", to, c.Snap.schema.Of(to).Name, c.kindNames(f.Kinds))})
			}
		})
	}
	if k.Check != nil {
		for _, p := range k.Check(c, r) {
			p.ID = id
			out = append(out, p)
		}
	}
	return out
}
