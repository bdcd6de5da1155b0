package form

import (
	"strings"
	"testing"

	"tandem/model"
)

// A length or start of a summary is refused in the form at its field, and in the entry on the value; the
// first task that a form makes under another one takes its length over, and its project.
func TestSummaryInForms(t *testing.T) {
	d := small(t)
	e := model.NewEdit(d.env.Snap, now)
	p := model.Kinds().Prefix(model.ProjectPrefix).New().(*model.Project)
	p.Name, p.Start = "Quay", now
	project := e.Put(model.ProjectPrefix, p)
	task := func(name string, days int64) *model.Task {
		x := model.Kinds().Prefix(model.TaskPrefix).New().(*model.Task)
		x.Name, x.Project, x.Duration.N = name, project, days*8*3600
		return x
	}
	over := e.Put(model.TaskPrefix, task("Survey", 5))
	b, err := e.Settled()
	if err != nil {
		t.Fatal(err)
	}
	d.env.Snap = d.env.Snap.With(b.Changes)
	d.env.Rev++

	// A new task under it, by what the form would write.
	made := func(set ...setting) *model.Task {
		e := model.NewEdit(d.env.Snap, now)
		k := model.Kinds().Prefix(model.TaskPrefix)
		f := &Form{kind: k}
		var id model.ID
		set = append(set, setting{k.Field("name"), "Sub"}, setting{k.Field("project"), project.String()}, setting{k.Field("parent"), over.String()})
		if err := f.write(e, 0, set, &id); err != nil {
			t.Fatal(err)
		}
		return e.Get(id).(*model.Task)
	}
	duration := model.Kinds().Prefix(model.TaskPrefix).Field("duration")
	if x := made(); x.Duration.N != 5*8*3600 {
		t.Errorf("the first under it takes %v", x.Duration)
	}
	if x := made(setting{duration, "1d"}); x.Duration.N != 8*3600 {
		t.Errorf("a length that was typed became %v", x.Duration)
	}

	e = model.NewEdit(d.env.Snap, now)
	sub := task("Sub", 5)
	sub.Parent = over
	e.Put(model.TaskPrefix, sub)
	if b, err = e.Settled(); err != nil {
		t.Fatal(err)
	}
	d.env.Snap = d.env.Snap.With(b.Changes)
	d.env.Rev++
	for field, value := range map[string]string{"duration": "9d", "start": "+9d", "finish": "+30d"} {
		d.change(over)
		d.fill(field, value)
		d.press("ctrl+s")
		if p := d.in(field).problem(); !d.open || !strings.Contains(p, "it is a summary") {
			t.Errorf("the form, %s: open %v, %q, note %q", field, d.open, p, d.form.note)
		}
		c := NewCell(d.env, []model.ID{over}, []string{field}, field)
		d.open = true
		d.on(c, "ctrl+u")
		d.types(c, value)
		d.on(c, "enter")
		if p := c.f.cur().problem(); !d.open || !strings.Contains(p, "it is a summary") {
			t.Errorf("the entry, %s: open %v, %q", field, d.open, p)
		}
	}
	if is, _ := model.Find[*model.Task](d.env.Snap, over); is.Duration.N != 5*8*3600 {
		t.Errorf("it takes %v now", is.Duration)
	}
}
