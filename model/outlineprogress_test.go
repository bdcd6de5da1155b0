package model_test

import (
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// A summary is as far as what is under it, in the same step; see model.Settle.
func TestSummariesFollowProgress(t *testing.T) {
	set := func(e *model.Edit, id model.ID, fields ...string) {
		t.Helper()
		for i := 0; i < len(fields); i += 2 {
			if err := e.Set(id, fields[i], fields[i+1]); err != nil {
				t.Fatal(err)
			}
		}
	}
	done := func(e *model.Edit, ids ...model.ID) {
		for _, id := range ids {
			set(e, id, "percent", "100", "actual_start", "2026-07-16T08:00", "actual_finish", "2026-07-17T17:00")
		}
	}
	type edit func(e *model.Edit, all, build, dig, pour model.ID)
	allDone := func(e *model.Edit, _, _, dig, pour model.ID) { done(e, dig, pour) }
	for _, c := range []struct {
		name           string
		first, then    edit
		percent        model.Pct // of Build
		all            model.Pct // of All
		left           int64     // of Build, in minutes
		began, through bool      // Build has an actual start, an actual finish
	}{
		{"half of the shorter", nil, func(e *model.Edit, _, _, dig, _ model.ID) { set(e, dig, "percent", "50") }, 20_00, 20_00, 4 * 480, true, false},
		{"one done", nil, func(e *model.Edit, _, _, dig, _ model.ID) { done(e, dig) }, 40_00, 40_00, 3 * 480, true, false},
		{"all done", nil, allDone, 100_00, 100_00, 0, true, true},
		{"all but a trifle", nil, func(e *model.Edit, _, _, dig, pour model.ID) { done(e, dig); set(e, pour, "percent", "99.99") }, 99_00, 99_00, 24, true, false},
		{"one opened again", allDone, func(e *model.Edit, _, _, _, pour model.ID) { set(e, pour, "percent", "50") }, 70_00, 70_00, 432, true, false},
		{"nothing begun any more", allDone, func(e *model.Edit, _, _, dig, pour model.ID) {
			for _, id := range []model.ID{dig, pour} {
				set(e, id, "percent", "0", "actual_start", "", "actual_finish", "")
			}
		}, 0, 0, 5 * 480, false, false},
		{"the open one is no part of the plan", nil, func(e *model.Edit, _, _, dig, pour model.ID) { done(e, dig); set(e, pour, "inactive", "yes") }, 100_00, 100_00, 0, true, true},
		{"the open one goes", func(e *model.Edit, _, _, dig, _ model.ID) { done(e, dig) }, func(e *model.Edit, _, _, _, pour model.ID) {
			if err := e.Delete(pour); err != nil {
				t.Fatal(err)
			}
		}, 100_00, 100_00, 0, true, true},
		{"only a name changes", nil, func(e *model.Edit, _, _, dig, _ model.ID) { set(e, dig, "name", "Excavate") }, 0, 0, 0, false, false},
		{"a file says how far the summary is", nil, func(e *model.Edit, _, build, dig, _ model.ID) {
			e.KeepLoops()
			set(e, build, "percent", "33")
			set(e, dig, "percent", "50")
		}, 33_00, 20_00, 0, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, all, build, dig, pour := rolled(t, func(e *model.Edit, build, dig, pour model.ID) {
				if c.first != nil {
					c.first(e, 0, build, dig, pour)
				}
			})
			e := model.NewEdit(s, pastMoment(s, dig))
			c.then(e, all, build, dig, pour)
			b, err := e.Settled()
			if err != nil {
				t.Fatal(err)
			}
			s = s.With(b.Changes)
			x, _ := model.Find[*model.Task](s, build)
			up, _ := model.Find[*model.Task](s, all)
			if x.Done != c.percent || up.Done != c.all || x.Remaining.N != c.left*60 || (x.ActualStart != 0) != c.began || (x.ActualFinish != 0) != c.through {
				t.Errorf("Build %d with %d minutes left, began %v, through %v; All %d: want %d, %d, %v, %v and %d", x.Done, x.Remaining.N/60, x.ActualStart != 0, x.ActualFinish != 0, up.Done,
					c.percent, c.left, c.began, c.through, c.all)
			}
			for _, ch := range b.Changes {
				if was, ok := ch.Before.(*model.Task); ok && ch.Moved && was.Done != ch.After.(*model.Task).Done {
					t.Errorf("%s counts as only moved, its share changed too", ch.ID)
				}
			}
		})
	}
}

// pastMoment is when a task was changed last.
func pastMoment(s *model.Snapshot, id model.ID) date.Instant { return s.Get(id).Base().Changed }

// A summary that was through is open again once an open task lies under it, and a leaf that is set below
// 100 % has no actual finish any more; one that is told in the same edit stays.
func TestOpenHasNoActualFinish(t *testing.T) {
	s, all, build, dig, pour := rolled(t, func(e *model.Edit, _, dig, pour model.ID) {
		for _, id := range []model.ID{dig, pour} {
			_ = model.Update(e, id, func(x *model.Task) error {
				x.Done, x.ActualStart, x.ActualFinish = 100_00, x.Start, x.Finish
				return nil
			})
		}
	})
	task := func(s *model.Snapshot, id model.ID) *model.Task { x, _ := model.Find[*model.Task](s, id); return x }
	settle := func(change func(e *model.Edit)) *model.Snapshot {
		t.Helper()
		e := model.NewEdit(s, pastMoment(s, dig))
		change(e)
		b, err := e.Settled()
		if err != nil {
			t.Fatal(err)
		}
		return s.With(b.Changes)
	}
	if x := task(s, build); !x.Complete() || x.ActualFinish != task(s, pour).Finish || x.ActualStart != task(s, dig).Start {
		t.Fatalf("Build is at %d, from %d to %d", x.Done, x.ActualStart, x.ActualFinish)
	}
	added := settle(func(e *model.Edit) {
		o := model.NewOutliner(e)
		if _, err := o.Add(model.Place{Anchor: build, Where: model.Under}, func(x *model.Task) { x.Name = "Sweep" }); err != nil {
			t.Fatal(err)
		}
		if err := o.Save(); err != nil {
			t.Fatal(err)
		}
	})
	for _, id := range []model.ID{build, all} {
		if x := task(added, id); x.Done != 83_33 || x.ActualFinish != 0 || x.ActualStart == 0 {
			t.Errorf("%s is at %d, to %d", id, x.Done, x.ActualFinish)
		}
	}
	half := settle(func(e *model.Edit) { _ = e.Set(pour, "percent", "50") })
	if x := task(half, pour); x.ActualFinish != 0 || x.ActualStart == 0 || x.Complete() {
		t.Errorf("a task set to 50%% keeps its actual finish %d", x.ActualFinish)
	}
	told := settle(func(e *model.Edit) {
		_ = model.Update(e, pour, func(x *model.Task) error { x.Done, x.ActualFinish = 50_00, x.ActualFinish+60; return nil })
	})
	if x := task(told, pour); x.ActualFinish == 0 {
		t.Error("an actual finish that was typed in the same edit is lost")
	}
}
