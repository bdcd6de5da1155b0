package model_test

import (
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
)

// rolled is a plan of a summary over a summary over two tasks, one after the other, and an edit of
// it that is settled.
func rolled(t *testing.T, change func(e *model.Edit, build, dig, pour model.ID)) (s *model.Snapshot, all, build, dig, pour model.ID) {
	t.Helper()
	now := date.Of(time.Date(2026, 7, 16, 8, 0, 0, 0, time.UTC))
	days := func(n int64) date.Span { return date.Span{N: n * 8 * 3600, Unit: date.Days} }
	settle := func(s *model.Snapshot, fn func(e *model.Edit)) *model.Snapshot {
		e := model.NewEdit(s, now)
		fn(e)
		b, err := e.Settled()
		if err != nil {
			t.Fatal(err)
		}
		return s.With(b.Changes)
	}
	s = settle(model.NewSnapshot(model.Kinds()), func(e *model.Edit) {
		k := model.Kinds().Prefix(model.TaskPrefix)
		p := model.Kinds().Prefix(model.ProjectPrefix).New().(*model.Project)
		p.Name, p.Start = "Harbour", now
		project := e.Put(model.ProjectPrefix, p)
		task := func(name string, parent model.ID, order int, n int64, after model.ID) model.ID {
			x := k.New().(*model.Task)
			x.Name, x.Project, x.Parent, x.Order, x.Duration, x.Work = name, project, parent, order, days(n), date.Span{N: n * 8 * 3600, Unit: date.Hours}
			if after != 0 {
				x.Links = []model.TaskLink{{Predecessor: after, Type: model.FS}}
			}
			return e.Put(model.TaskPrefix, x)
		}
		all = task("All", 0, 1, 0, 0)
		build = task("Build", all, 2, 0, 0)
		dig = task("Dig", build, 3, 2, 0)
		pour = task("Pour", build, 4, 3, dig)
	})
	return settle(s, func(e *model.Edit) { change(e, build, dig, pour) }), all, build, dig, pour
}

// What is above a task follows it: its length is that of its dates, its work grows by as much.
func TestSummariesRollUp(t *testing.T) {
	none := func(*model.Edit, model.ID, model.ID, model.ID) {}
	for _, c := range []struct {
		name              string
		change            func(e *model.Edit, build, dig, pour model.ID)
		length, work, all int64 // of Build in days and days of work, of All in days of work
	}{
		{"as planned", none, 5, 5, 5},
		{"a task grows", func(e *model.Edit, _, dig, _ model.ID) {
			_ = model.Update(e, dig, func(x *model.Task) error { x.Duration.N *= 3; x.Work.N *= 2; return nil })
		}, 9, 7, 7},
		{"a task goes elsewhere", func(e *model.Edit, _, _, pour model.ID) {
			_ = model.Update(e, pour, func(x *model.Task) error { x.Parent = 0; return nil })
		}, 2, 2, 2},
		{"a file says another length of the summary", func(e *model.Edit, build, _, _ model.ID) {
			e.KeepLoops()
			_ = model.Update(e, build, func(x *model.Task) error { x.Duration.N = 60; return nil })
		}, 5, 5, 5},
		{"a task is deleted", func(e *model.Edit, _, dig, _ model.ID) {
			if err := e.Delete(dig); err != nil {
				t.Fatal(err)
			}
		}, 3, 3, 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, all, build, _, _ := rolled(t, c.change)
			b, _ := model.Find[*model.Task](s, build)
			a, _ := model.Find[*model.Task](s, all)
			const day = 8 * 3600
			if b.Duration.N != c.length*day || b.Work.N != c.work*day || a.Work.N != c.all*day || a.Duration.N != c.length*day {
				t.Errorf("Build is %d days with %d of work, All %d with %d; want %d, %d and %d", b.Duration.N/day, b.Work.N/day, a.Duration.N/day, a.Work.N/day, c.length, c.work, c.all)
			}
		})
	}
}

// A summary that a longer task pushes apart has more left, though nothing under it was told of progress.
func TestWhatIsLeftOfASummaryFollowsItsLength(t *testing.T) {
	s, _, build, dig, pour := rolled(t, func(e *model.Edit, _, dig, _ model.ID) { _ = e.Set(dig, "percent", "50") })
	find := func() *model.Task { x, _ := model.Find[*model.Task](s, build); return x }
	const day = 8 * 3600
	if x := find(); x.Done != 20_00 || x.Remaining.N != 4*day {
		t.Fatalf("Build is at %d with %d s left", x.Done, x.Remaining.N)
	}
	e := model.NewEdit(s, pastMoment(s, dig))
	_ = model.Update(e, pour, func(x *model.Task) error { // it waits for what lies elsewhere: a knock-on
		x.Constraint, x.ConstraintDate = "SNET", x.Start+7*86400
		return nil
	})
	b, err := e.Settled()
	if err != nil {
		t.Fatal(err)
	}
	s = s.With(b.Changes)
	if x := find(); x.Duration.N != 10*day || x.Done != 20_00 || x.Remaining.N != 8*day {
		t.Errorf("Build is %d s long at %d with %d s left", x.Duration.N, x.Done, x.Remaining.N)
	}
}
