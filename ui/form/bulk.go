package form

import (
	"errors"
	"fmt"

	"tandem/model"
	"tandem/ui/pane"
)

// NewBulk makes a form for several records of one kind, or nil where there are none. A value they
// share is shown, others as (various); only what is touched is written, to all of them, as one
// change. The name is left out, for each has its own.
func NewBulk(env pane.Env, ids []model.ID) *Form {
	if len(ids) == 0 || env.Snap.Get(ids[0]) == nil {
		return nil
	}
	k := env.Snap.Schema().Of(ids[0])
	rec := env.Snap.Get(ids[0])
	f := &Form{kind: k, id: ids[0], ids: ids, stored: rec, scratch: k.Copy(rec), preset: map[string]string{}, labels: map[string]model.ID{}}
	c := env.Ctx().For(rec)
	for i := range k.Fields {
		fd := &k.Fields[i]
		if fd.Title || !offered(fd, rec) {
			continue
		}
		in := newInput(fd, f.editText(c, fd, rec))
		if differs(env, fd, ids) {
			in = newInput(fd, "")
			in.various = true
		}
		in.opened = in.raw()
		f.inputs = append(f.inputs, in)
	}
	f.arrange()
	f.evaluate(env, nil)
	f.focus(env, 0)
	return f
}

// differs reports whether the records hold different values in a field.
func differs(env pane.Env, fd *model.Field, ids []model.ID) bool {
	first, seen := "", false
	for _, id := range ids {
		r := env.Snap.Get(id)
		if r == nil {
			continue
		}
		text := fd.Text(env.Ctx().For(r), r)
		if seen && text != first {
			return true
		}
		first, seen = text, true
	}
	return false
}

// Say shows a line below the fields until the next key.
func (f *Form) Say(note string) { f.note = note }

// setting is a field with the value to write. For several records it is what was typed: a day of
// work or an amount without a currency means what it means in each of them.
func (f *Form) setting(env pane.Env, in *input) setting {
	if f.ids == nil {
		return setting{in.f, in.exact}
	}
	return setting{in.f, f.plain(env.Ctx(), in)}
}

// writeAll sets the fields on all records. It runs off the event loop. An error names the record.
func (f *Form) writeAll(e *model.Edit, set []setting) error {
	for _, id := range f.ids {
		err := model.Update(e, id, func(r model.Record) error { return f.apply(e, r, set) })
		var p model.Problem
		if err != nil && !errors.As(err, &p) {
			return fmt.Errorf("%w; nothing was changed", err)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
