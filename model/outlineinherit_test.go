package model_test

import (
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// The first task under one with a length takes that length over, and the plan does not get shorter;
// a length that was given, a second task and one under a done task keep their own.
func TestFirstUnderInherits(t *testing.T) {
	day := int64(8 * 3600)
	for _, x := range []struct {
		name  string
		given int64
		done  bool
		twice bool
		want  int64
	}{
		{"first", 0, false, false, 5}, {"given", 2, false, false, 2}, {"done", 0, true, false, 1}, {"second", 0, false, true, 1},
	} {
		e := model.NewEdit(model.NewSnapshot(model.Kinds()), date.YMD(2026, 11, 23).At(8, 0, nil))
		p := model.Kinds().Prefix(model.ProjectPrefix).New().(*model.Project)
		p.Name, p.Start = "Crane", date.YMD(2026, 11, 23).At(8, 0, nil)
		project := e.Put(model.ProjectPrefix, p)
		up := model.Kinds().Prefix(model.TaskPrefix).New().(*model.Task)
		up.Name, up.Project, up.Duration.N = "Dig", project, 5*day
		if x.done {
			up.Done = 100_00
		}
		over := e.Put(model.TaskPrefix, up)
		b, err := e.Settled()
		if err != nil {
			t.Fatal(err)
		}
		s := e.Base().With(b.Changes)
		add := func() *model.Task {
			e := model.NewEdit(s, e.Ctx.Now)
			o := model.NewOutliner(e)
			id, err := o.Add(model.Place{Anchor: over, Where: model.Under}, func(t *model.Task) {
				if t.Name = "Sub"; x.given > 0 {
					t.Duration.N = x.given * day
				}
			})
			if err == nil {
				err = o.Save()
			}
			if err != nil {
				t.Fatal(err)
			}
			b, err := e.Settled()
			if err != nil {
				t.Fatal(err)
			}
			s = s.With(b.Changes)
			return s.Get(id).(*model.Task)
		}
		was := s.Schedule(project).Finish
		got := add()
		if x.twice {
			got = add()
		}
		if got.Duration.N != x.want*day {
			t.Errorf("%s: %d d long, want %d", x.name, got.Duration.N/day, x.want)
		}
		if x.name == "first" && (was == 0 || s.Schedule(project).Finish != was) {
			t.Errorf("the project ends %d, not %d", s.Schedule(project).Finish, was)
		}
	}
}
