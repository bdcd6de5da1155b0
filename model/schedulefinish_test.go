package model_test

import (
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// A project without a finish of its own shows when its plan ends, and keeps storing none.
func TestProjectShowsWhenItsPlanEnds(t *testing.T) {
	for _, c := range []struct {
		name string
		fill func(x *model.Project)
		day  date.Day // 0: none is shown
	}{
		{"none stored", func(*model.Project) {}, date.YMD(2026, 3, 6)},
		{"one stored", func(x *model.Project) { x.Finish = march(30, 17, 0) }, date.YMD(2026, 3, 30)},
		{"nothing to schedule from", func(x *model.Project) { x.Start = 0 }, 0},
		{"nothing to schedule from but a file", func(x *model.Project) { x.Start, x.Source = 0, "ms-project:x" }, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newPlanner(t, c.fill)
			dig := p.task("Dig", 2)
			p.task("Pour", 3, after(dig))
			p.task("Dropped", 30, func(x *model.Task) { x.Inactive = true })
			r := p.snap.Get(p.project)
			f := model.Kinds().Prefix(model.ProjectPrefix).Field("finish")
			ctx := p.snap.Ctx(march(1, 0, 0)).For(r)
			key := date.Instant(f.Key(ctx, r).Num)
			switch {
			case c.day == 0 && (key != 0 || f.Show(ctx, r) != "" || model.Unsettled(ctx, r, "finish") != 0):
				t.Errorf("shows %q", f.Show(ctx, r))
			case c.day == 1 && key == 0:
				t.Error("shows none")
			case c.day > 1 && key.Day(nil) != c.day:
				t.Errorf("shows %q, sorts by %s, want %s", f.Show(ctx, r), key.Day(nil), c.day)
			}
			if stored := f.Text(ctx, r); (stored != "") != (r.(*model.Project).Finish != 0) {
				t.Errorf("stores %q", stored)
			}
		})
	}
}
