package form

import (
	"testing"

	"tandem/model"
)

// A form on a record, saved as it is, changes nothing and asks for no edit.
func TestSaveWithoutChange(t *testing.T) {
	d := world(t)
	for _, k := range model.Kinds().Kinds {
		for r := range d.env.Snap.All(k.Prefix) {
			d.edits = 0
			d.change(r.Base().ID)
			for range d.form.inputs { // a walk through all fields touches none
				d.press("tab")
			}
			for _, in := range d.form.inputs {
				if in.dirty() || in.problem() != "" {
					t.Errorf("%s.%s changed by a walk: %q, was %q; %s", k.Name, in.f.Name, in.raw(), in.start, in.problem())
				}
			}
			d.press("ctrl+s")
			if d.open || d.edits != 0 {
				t.Errorf("%s: open %v, %d edits", r.Base().ID, d.open, d.edits)
			}
		}
	}
}

// Typing the exact text of each field of one record into the form of a new one makes a record
// with the same stored bytes.
func TestFormWritesWhatTheTableShows(t *testing.T) {
	d := world(t)
	for _, k := range model.Kinds().Kinds {
		from := d.env.Snap.Get(model.NewID(k.Prefix, 1))
		c := d.env.Ctx().For(from)
		blank := d.env
		if k.Single || k.Name == "account" || k.Name == "baseline" || k.Name == "item" { // a second one like it may not be
			r := k.New()
			r.Base().ID = from.Base().ID
			d.env.Snap = d.env.Snap.With([]model.Change{{ID: from.Base().ID, After: r}})
			d.env.Rev++
			d.change(from.Base().ID)
		} else {
			d.create(k.Prefix, nil)
		}
		for i := range k.Fields {
			f := &k.Fields[i]
			if d.form.index(f.Name) < 0 {
				continue
			}
			d.fill(f.Name, f.Text(c, from))
		}
		d.press("ctrl+s")
		if d.open {
			t.Errorf("%s is not saved: %v\n%v", k.Name, d.form.note, d.screen(120, 60))
			continue
		}
		same(t, d, k, from, d.env.Snap.Get(d.sel))
		d.env.Snap = blank.Snap
		d.env.Rev++
	}
}

// same compares the stored fields that a form offers, byte by byte.
func same(t *testing.T, d *desk, k *model.Kind, want, got model.Record) {
	t.Helper()
	if got == nil {
		t.Errorf("%s: no record was made", k.Name)
		return
	}
	c := d.env.Ctx().For(want)
	for i := range k.Fields {
		f := &k.Fields[i]
		if !offered(f, want) || f.Name == "custom" {
			continue
		}
		if a, b := f.Text(c, want), f.Text(c, got); a != b {
			t.Errorf("%s.%s = %q, want %q", k.Name, f.Name, b, a)
		}
	}
	a, b := k.Copy(want), k.Copy(got)
	for _, m := range []*model.Meta{a.Base(), b.Base()} {
		m.ID, m.Created, m.Changed, m.Custom = 0, 0, 0, nil
	}
	if x, ok := b.(*model.Task); ok { // a new task comes last, which the one it is like does not
		x.Order = a.(*model.Task).Order
	}
	if x, y := string(k.Append(nil, a)), string(k.Append(nil, b)); x != y {
		t.Errorf("%s: the stored bytes differ\n%q\n%q", k.Name, x, y)
	}
}
