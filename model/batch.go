package model

// Batch is a set of changes that become durable together or not at all.
type Batch struct {
	Changes []Change
	checked *checked // nil: not known to hold
}

// checked says of which changes, against which snapshot, Validate has found nothing.
type checked struct {
	base, next *Snapshot
	first      *Change
	n          int
}

// holds marks the batch as one in which Validate found nothing.
func (b *Batch) holds(base, next *Snapshot) {
	if len(b.Changes) > 0 {
		b.checked = &checked{base, next, &b.Changes[0], len(b.Changes)}
	}
}

// Checked is the snapshot after the batch if an Edit has checked these very changes against s, which
// then need not be done again; else nil.
func (b Batch) Checked(s *Snapshot) *Snapshot {
	c := b.checked
	if c == nil || c.base != s || len(b.Changes) != c.n || &b.Changes[0] != c.first {
		return nil
	}
	return c.next
}

// Invert returns the batch that takes this one back.
func (b Batch) Invert() Batch {
	out := make([]Change, len(b.Changes))
	for i, c := range b.Changes {
		out[len(out)-1-i] = Change{ID: c.ID, Before: c.After, After: c.Before}
	}
	return Batch{Changes: out}
}

// Check is Validate for changes of the edit, and marks the batch where nothing is wrong with it.
func (e *Edit) Check(b *Batch) error {
	next := e.base.With(b.Changes)
	err := Validate(next, *b, e.Ctx.Now)
	if err == nil {
		b.holds(e.base, next)
	}
	return err
}
