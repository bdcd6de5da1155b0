package model_test

import (
	"testing"

	"tandem/model"
)

// A project that is put off goes as a whole: its finish is that of its plan, and no reason to refuse a
// start behind it. A finish that somebody set holds, and one typed before the start is refused.
func TestPutOffAProject(t *testing.T) {
	for _, c := range []struct {
		name   string
		fill   func(*model.Project)
		tasks  bool
		start  string
		finish string // typed in the same edit; "" for none
		want   string // of the finish, or ""
		bad    bool
	}{
		{name: "within the plan", tasks: true, start: "2026-03-03 08:00", want: "09 17:00"},
		{name: "behind the plan", tasks: true, start: "2026-03-16 08:00", want: "20 17:00"},
		{name: "behind the plan, with a finish", tasks: true, start: "2026-03-16 08:00", finish: "2026-03-10 17:00", bad: true},
		{name: "a finish before the start", tasks: true, finish: "2026-02-10 17:00", bad: true},
		{name: "nothing planned", fill: func(p *model.Project) { p.Finish = march(6, 17, 0) }, start: "2026-03-16 08:00", bad: true},
		{name: "a finish of its own", fill: func(p *model.Project) { p.Finish = march(10, 17, 0) }, tasks: true, start: "2026-03-16 08:00", bad: true},
	} {
		p := newPlanner(t)
		if c.tasks {
			p.task("A", 5)
		}
		p.settle()
		if c.fill != nil {
			p.edit(func(e *model.Edit) {
				if err := model.Update(e, p.project, func(x *model.Project) error { c.fill(x); return nil }); err != nil {
					t.Fatal(err)
				}
			})
		}
		err := p.apply(func(e *model.Edit) error {
			for _, s := range [][2]string{{"start", c.start}, {"finish", c.finish}} {
				if s[1] == "" {
					continue
				}
				if err := e.Set(p.project, s[0], s[1]); err != nil {
					return err
				}
			}
			return nil
		})
		if (err != nil) != c.bad {
			t.Errorf("%s: %v", c.name, err)
		}
		x, _ := model.Find[*model.Project](p.snap, p.project)
		if got := x.Finish.In(nil).Format("02 15:04"); err == nil && got != c.want {
			t.Errorf("%s: the finish is %s, want %s", c.name, got, c.want)
		}
	}
}
