package browse

import (
	"errors"
	"fmt"
	"strings"

	"tandem/model"
	"tandem/ui/layout"
	"tandem/ui/pane"
)

// past lists what happened to the record: when, by whose hand, which value from what to what, and
// as part of what. A preview has it as one of its fields.
func (d *Detail) past(c *model.Ctx) {
	if d.brief {
		return
	}
	d.gapBefore()
	d.add(line{label: "history", head: true})
	here := d.env.Ctx().Loc // what was done here is told by the clock on this wall
	if !d.loaded {
		rec := d.env.Snap.Get(d.id).Base()
		d.add(line{label: rec.Changed.Short(c.Now, here), text: "last changed", style: d.env.Theme.Dim})
		return
	}
	for i := range d.history {
		r := &d.history[i]
		text := r.Label
		if r.Field != "" {
			name := strings.ReplaceAll(r.Field, "_", " ")
			text = name + ": " + quote(r.From) + " " + d.env.Theme.Glyphs.Then + " " + quote(r.To)
		}
		if i > 0 && r.Field != "" && d.history[i-1].At == r.At && d.history[i-1].Label == r.Label {
			d.revision(r, "", text, "") // one of several values changed together
			continue
		}
		said := r.Who
		if r.Field != "" && !strings.HasPrefix(r.Label, "Edit "+d.id.String()) {
			said = strings.TrimPrefix(said+", ", "you, ") + layout.Clean(r.Label)
		}
		d.revision(r, r.At.Short(c.Now, here), text, said)
	}
}

// revision adds a line of the history; said stands behind it as far as there is room.
func (d *Detail) revision(r *pane.Revision, when, text, said string) {
	l := line{label: when, style: d.env.Theme.Text, rev: r}
	text = layout.Clean(text)
	if room := d.room(); said != "" && layout.Width(text)+layout.Width(said)+5 <= room {
		text += "   (" + said + ")"
	}
	for _, s := range layout.Wrap(text, d.room()) {
		l.text = s
		d.add(l)
		l.label, l.rev = "", nil
	}
}

func quote(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}

// restore gives the field under the cursor the value it had before the change: one edit, which
// undo takes back like any other.
func (d *Detail) restore(env pane.Env) pane.Effect {
	l := d.under()
	if l == nil || l.rev == nil || l.rev.Name == "" {
		return nil
	}
	r, id := *l.rev, d.id
	f := env.Snap.Schema().Of(id).Field(r.Name)
	if f == nil {
		return pane.Toast{Text: "There is no such field any more.", Bad: true}
	}
	if err := canRestore(env, f, id, r); err != nil {
		return pane.Toast{Text: err.Error(), Bad: true}
	}
	label := fmt.Sprintf("Restore %s %s to %s", id, labelOf(f), shorten(quote(r.From)))
	e := pane.Change(label, env.Now, func(e *model.Edit) error {
		return model.Update(e, id, func(rec model.Record) error { return f.Parse(e.Ctx.For(rec), rec, r.Was) })
	})
	e.Then = func([]model.ID) pane.Effect { return d.Load() }
	return e
}

func shorten(s string) string { return layout.TruncateWith(layout.Clean(s), 40, "...") }

// canRestore says kindly why an earlier value cannot be had back.
func canRestore(env pane.Env, f *model.Field, id model.ID, r pane.Revision) error {
	rec := env.Snap.Get(id)
	if rec == nil {
		return errors.New(id.String() + " is gone; undo brings it back")
	}
	k := env.Snap.Schema().Of(id)
	probe := k.Copy(rec)
	c := env.Ctx().For(rec)
	err := f.Parse(c, probe, r.Was)
	if err == nil && f.Text(c, probe) == f.Text(c, rec) {
		return fmt.Errorf("%s is %s already", labelOf(f), shorten(quote(r.From)))
	}
	if err == nil {
		f.EachRef(probe, func(to model.ID) {
			if err == nil && env.Snap.Get(to) == nil {
				err = errors.New(to.String() + " was deleted")
			}
		})
	}
	if err != nil && f.HasRefs() {
		return fmt.Errorf("%s was %s, which is not there any more; nothing was changed", labelOf(f), shorten(quote(r.From)))
	}
	if err != nil {
		return fmt.Errorf("%s cannot be %s any more: %w", labelOf(f), shorten(quote(r.From)), err)
	}
	return nil
}
