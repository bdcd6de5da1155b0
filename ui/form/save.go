package form

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"tandem/model"
	"tandem/ui/pane"
)

// setting is one value to write, in its exact form.
type setting struct {
	f     *model.Field
	value string
}

// save asks for the changed fields to be set. A value that could not be understood stops it:
// the first such field gets the focus. A form without a change just closes.
func (f *Form) save(env pane.Env) pane.Effect {
	f.take(env)
	f.evaluate(env, nil)
	for i, in := range f.inputs {
		f.tidy(env, in)
		in.refused = ""
		if in.err != "" {
			f.jump(i)
			return nil
		}
	}
	var set []setting
	for _, in := range f.inputs {
		if in.dirty() {
			set = append(set, f.setting(env, in))
		}
	}
	if f.id != 0 && len(set) == 0 && len(f.preset) == 0 {
		f.saved = true
		return pane.Close{}
	}
	f.busy, f.note = true, ""
	id, made := f.id, model.ID(0)
	fn := func(e *model.Edit) error { return f.write(e, id, set, &made) }
	if f.ids != nil {
		fn = func(e *model.Edit) error { return f.writeAll(e, set) }
	}
	edit := pane.Change(f.editLabel(env, set), env.Now, fn)
	edit.Then = func(ids []model.ID) pane.Effect { return f.done(id, made, ids) }
	edit.Fail = func(err error) pane.Effect { f.fail(err, id, made); return nil }
	return edit
}

// write sets the fields on the record as the edit finds it, or on a new one. It runs off the
// event loop: of the form it reads only what never changes.
func (f *Form) write(e *model.Edit, id model.ID, set []setting, made *model.ID) error {
	apply := func(r model.Record) error { return f.apply(e, r, set) }
	if id != 0 {
		return model.Update(e, id, apply)
	}
	r := f.kind.New()
	if err := apply(r); err != nil {
		return err
	}
	if t, ok := r.(*model.Task); ok {
		e.GoUnder(t, slices.ContainsFunc(set, func(s setting) bool { return s.f.Name == "duration" }))
	}
	*made = e.Put(f.kind.Prefix, r)
	return e.StartFromNow(*made)
}

// apply sets the fields of one record.
func (f *Form) apply(e *model.Edit, r model.Record, set []setting) error {
	for name, v := range f.preset {
		if err := put(e, f.kind.Field(name), r, v); err != nil {
			return err
		}
	}
	for _, refs := range []bool{true, false} { // references first: what a day of work is hangs on them
		for _, s := range set {
			if isRef(s.f) != refs {
				continue
			}
			if err := put(e, s.f, r, s.value); err != nil {
				return err
			}
		}
	}
	return nil
}

// put parses a value into a field of a record; the error names the field, so that it can be
// shown there.
func put(e *model.Edit, f *model.Field, r model.Record, value string) error {
	if err := f.Amend(e.Ctx.For(r), r, value); err != nil {
		return model.Problem{ID: r.Base().ID, Field: f.Name, Message: err.Error()}
	}
	return nil
}

// editLabel is what the journal and the toast say: Edit R-3 owner, due.
func (f *Form) editLabel(env pane.Env, set []setting) string {
	if f.id == 0 {
		title := ""
		if t := f.kind.TitleField(); t != nil {
			title = t.Show(env.Ctx().For(f.scratch), f.scratch)
		}
		if title == "" {
			return "Add " + f.kind.Name
		}
		if t, ok := f.scratch.(*model.Task); ok {
			return fmt.Sprintf("Add %s %q", f.kind.Name, title) + env.Ctx().NotBeforeWords(t)
		}
		return fmt.Sprintf("Add %s %q", f.kind.Name, title)
	}
	var names []string
	for i, s := range set {
		if i == 3 && len(set) > 4 {
			names = append(names, fmt.Sprintf("%d more", len(set)-i))
			break
		}
		names = append(names, strings.ToLower(s.f.Label))
	}
	what := f.id.String()
	if f.ids != nil {
		what = fmt.Sprintf("%d %s", len(f.ids), f.kind.Plural)
	}
	return "Edit " + what + " " + strings.Join(names, ", ")
}

// done closes the form after its edit is durable, unless it was closed before.
func (f *Form) done(id, made model.ID, ids []model.ID) pane.Effect {
	f.busy, f.saved = false, true
	if id == 0 {
		id = made
	}
	if id == 0 && len(ids) > 0 {
		id = ids[0]
	}
	if f.ids != nil {
		id = 0 // the cursor stays where it is
	}
	if f.left {
		return pane.Select{ID: id}
	}
	return pane.Effects{pane.Close{}, pane.Select{ID: id}}
}

// fail puts what was wrong at its fields and goes to the first. What has no field here is
// said below them all.
func (f *Form) fail(err error, id, made model.ID) {
	f.busy = false
	var list model.Problems
	var one model.Problem
	if !errors.As(err, &list) {
		if errors.As(err, &one) {
			list = model.Problems{one}
		} else {
			f.note = err.Error()
			return
		}
	}
	first := -1
	for _, p := range list {
		i := f.index(p.Field)
		if i < 0 || p.ID != 0 && p.ID != id && p.ID != made && !slices.Contains(f.ids, p.ID) {
			if f.note == "" {
				f.note = p.Error()
			}
			continue
		}
		in := f.inputs[i]
		if in.refused == "" {
			in.refused, in.refuAt = p.Message, in.raw()
			if f.ids != nil {
				in.refused = p.ID.String() + " " + p.Message
			}
		}
		if first < 0 || i < first {
			first = i
		}
	}
	if first >= 0 {
		f.jump(first)
	}
}

// index is the place of a field in the form, -1 where the form does not show it.
func (f *Form) index(field string) int {
	for i, in := range f.inputs {
		if in.f.Name == field {
			return i
		}
	}
	return -1
}

// jump puts the focus on a field without touching what is typed.
func (f *Form) jump(i int) {
	f.more = f.more || i >= f.first
	f.at, f.matches, f.pick = i, nil, 0
	f.stale, f.view.reveal = true, true
	f.cur().line.Marked = false
}
