package form

import (
	"fmt"
	"slices"
	"strings"

	"tandem/model"
	"tandem/ui/pane"
)

// Draft is what was typed into a form that was left: what a store keeps as JSON. Values holds
// the changed fields by name, as understood, or as typed where that was wrong.
type Draft struct {
	Kind   string // the kind's prefix
	ID     model.ID
	IDs    []model.ID `json:",omitempty"` // all that were edited at once
	Field  string     `json:",omitempty"` // the one value that was edited in its place; "": a form
	Values map[string]string
}

// Same reports whether both were typed into the same form: that of the same record, or of the
// same records in whatever order.
func (d Draft) Same(o Draft) bool {
	if d.Kind != o.Kind || d.Field != o.Field || len(d.IDs) != len(o.IDs) {
		return false
	}
	if len(d.IDs) == 0 {
		return d.ID == o.ID
	}
	return slices.Equal(slices.Sorted(slices.Values(d.IDs)), slices.Sorted(slices.Values(o.IDs)))
}

// About names what the draft is of, for lists of drafts; s knows the kinds.
func (d Draft) About(s *model.Schema) string {
	name, k := d.ID.String(), s.Prefix(d.Kind)
	switch {
	case k == nil:
		return d.Kind
	case len(d.IDs) > 0:
		name = fmt.Sprintf("%d %s", len(d.IDs), k.Plural)
	case d.ID == 0:
		name = "new " + k.Name
	}
	if f := k.FindField(d.Field); f != nil {
		name += " " + strings.ToLower(strings.ReplaceAll(f.Label, "_", " "))
	}
	return name
}

// Draft returns what was typed and not saved; false where there is nothing to keep. What it says
// of the form itself holds either way.
func (f *Form) Draft() (Draft, bool) {
	d := Draft{Kind: f.kind.Prefix, ID: f.id, IDs: f.ids, Values: map[string]string{}}
	typed := false
	for _, in := range f.inputs {
		if in.dirty() {
			d.Values[in.f.Name] = f.kept(in)
		}
		typed = typed || in.raw() != in.opened || in.emptied
	}
	for name, v := range f.preset {
		d.Values[name] = v
	}
	return d, typed && !f.saved
}

// kept is what a draft remembers of a value. Of several records it is what was typed where that
// means something else in each of them.
func (f *Form) kept(in *input) string {
	if f.ids != nil && !isRef(in.f) && in.f.Type != model.TypeDate {
		return in.raw()
	}
	return in.keep()
}

// Restore opens the form a draft was left by. Where its record is gone the form makes a new
// one and says so. It is nil for a kind that is not known, and where of several records none is left.
func Restore(env pane.Env, d Draft) *Form {
	k := env.Snap.Schema().Prefix(d.Kind)
	if k == nil {
		return nil
	}
	if len(d.IDs) > 0 {
		return restoreBulk(env, d)
	}
	f := New(env, k, env.Snap.Get(d.ID), asRows(env, k, d))
	if d.ID != 0 && f.id == 0 {
		f.note = d.ID.String() + " is gone; saving makes a new " + k.Name
	}
	for _, in := range f.inputs {
		in.opened = in.start
	}
	return f
}

// asRows are the values of a draft as a form takes them: custom values, which a form has as rows,
// are put into the rows that the record has now.
func asRows(env pane.Env, k *model.Kind, d Draft) map[string]string {
	rec, rows := env.Snap.Get(d.ID), k.Field("custom")
	if !strings.HasPrefix(d.Field, model.CustomPrefix) || rec == nil || rows == nil {
		return d.Values
	}
	own := k.Copy(rec)
	at := slices.IndexFunc(own.Base().Custom, func(x model.Custom) bool { return model.CustomPrefix+model.CustomName(x.Name) == d.Field })
	name := d.Field
	if at >= 0 {
		name = own.Base().Custom[at].Name
	}
	f := model.CustomText(name)
	if f.Parse(env.Ctx().For(own), own, d.Values[d.Field]) != nil {
		return d.Values
	}
	return map[string]string{rows.Name: rows.Text(env.Ctx().For(own), own)}
}

// restoreBulk opens the form of those of several records that are still there.
func restoreBulk(env pane.Env, d Draft) *Form {
	var ids []model.ID
	for _, id := range d.IDs {
		if env.Snap.Get(id) != nil {
			ids = append(ids, id)
		}
	}
	f := NewBulk(env, ids)
	if f == nil {
		return nil
	}
	if gone := len(d.IDs) - len(ids); gone > 0 {
		f.note = fmt.Sprintf("%d of the %d records are gone", gone, len(d.IDs))
	}
	f.fill(env, d.Values)
	return f
}

// Resume puts what was typed before into a form that was just opened.
func (f *Form) Resume(env pane.Env, d Draft) {
	old := Restore(env, d)
	if old == nil {
		return
	}
	if old.note == "" {
		old.note = f.note
	}
	*f = *old
}

// fill sets values by field name as if they had been typed.
func (f *Form) fill(env pane.Env, values map[string]string) {
	for _, in := range f.inputs {
		if v, ok := values[in.f.Name]; ok {
			in.set(v)
			in.emptied = v == "" && in.various
			in.opened = in.start
		}
	}
	f.evaluate(env, nil)
	for _, in := range f.inputs {
		f.tidy(env, in)
	}
	f.more = f.tells(env)
	f.stale = true
}

// Draft returns what was typed into the one value and not saved, as that of a form.
func (c *Cell) Draft() (Draft, bool) {
	in := c.f.cur()
	d := Draft{Kind: c.f.kind.Prefix, ID: c.f.id, IDs: c.f.ids, Field: in.f.Name, Values: map[string]string{}}
	if !in.dirty() {
		return d, false
	}
	d.Values[in.f.Name] = c.f.kept(in)
	return d, true
}

// Resume puts what was typed before into the value.
func (c *Cell) Resume(env pane.Env, d Draft) {
	c.f.fill(env, d.Values)
	c.f.more = true
}
