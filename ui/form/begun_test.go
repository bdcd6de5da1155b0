package form

import (
	"strings"
	"testing"

	"tandem/model"
)

// The start of a task that has begun is refused in the form at its field, and in the entry on the
// value, with what to set instead; nothing is saved.
func TestStartOfABegunTask(t *testing.T) {
	d := small(t)
	e := model.NewEdit(d.env.Snap, now)
	p := model.Kinds().Prefix(model.ProjectPrefix).New().(*model.Project)
	p.Name, p.Start = "Quay", now
	x := model.Kinds().Prefix(model.TaskPrefix).New().(*model.Task)
	x.Name, x.Project, x.ActualStart = "Survey", e.Put(model.ProjectPrefix, p), now
	id := e.Put(model.TaskPrefix, x)
	b, err := e.Settled()
	if err != nil {
		t.Fatal(err)
	}
	d.env.Snap = d.env.Snap.With(b.Changes)
	d.env.Rev++
	d.change(id)
	d.fill("start", "+9d")
	d.press("ctrl+s")
	if p := d.in("start").problem(); !d.open || !strings.Contains(p, "set actual_start instead") {
		t.Errorf("the form: open %v, %q, note %q", d.open, p, d.form.note)
	}
	c := NewCell(d.env, []model.ID{id}, []string{"start"}, "start")
	d.open = true
	d.on(c, "ctrl+u")
	d.types(c, "+9d")
	d.on(c, "enter")
	if p := c.f.cur().problem(); !d.open || !strings.Contains(p, "set actual_start instead") {
		t.Errorf("the entry: open %v, %q", d.open, p)
	}
	if is, _ := model.Find[*model.Task](d.env.Snap, id); is.Start != b.Changes[1].After.(*model.Task).Start {
		t.Errorf("it starts %v now", is.Start.In(nil))
	}
}
