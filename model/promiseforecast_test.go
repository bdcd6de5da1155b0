package model_test

import (
	"slices"
	"testing"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/query"
)

// TestPromiseOutlook: a plan that says last Friday of work that is still open is not believed. What is left
// of it cannot be done before so much of the task's hours has gone by from now on.
func TestPromiseOutlook(t *testing.T) {
	due := date.YMD(2026, 12, 8)
	under := func(x *model.Task) {
		x.Done, x.ActualStart, x.Remaining = 20_00, berlinAt("2026-11-23 08:00"), date.Span{N: 4 * 8 * 3600, Unit: date.Days}
	}
	for _, x := range []struct {
		name, now, show, outlook string
		change                   func(*model.Task)
		standing                 model.Standing
	}{
		{"the plan is believed until its finish", "2026-11-27 10:00", "today", "", under, model.Calm},
		{"20 % done, four days left", "2026-12-01 08:00", "Fri 4+", "late, not rescheduled: at the earliest Fri 4", under, model.Soon},
		{"not begun at all", "2026-12-01 08:00", "Mon 7+", "late, not rescheduled: at the earliest Mon 7", nil, model.Soon},
		{"too late by now", "2026-12-04 08:00", "Wed 9+", "late, not rescheduled: at the earliest Wed 9", under, model.Hurts},
		{"elapsed time runs at night too", "2026-12-01 08:00", "Thu 3+", "late, not rescheduled: at the earliest Thu 3",
			func(x *model.Task) { x.Duration = date.Span{N: 48 * 3600, Unit: date.ElapsedDays} }, model.Soon},
		{"a milestone that was missed", "2026-12-01 08:00", "today+", "late, not rescheduled: at the earliest today",
			func(x *model.Task) { x.Duration, x.Milestone = date.Span{}, true }, model.Soon},
		{"done when the plan said", "2026-12-01 08:00", "27 Nov", "", func(x *model.Task) {
			x.Done, x.ActualStart, x.ActualFinish = 100_00, berlinAt("2026-11-23 08:00"), berlinAt("2026-11-27 17:00")
		}, model.Calm},
	} {
		s := promised(t, 5, due)
		if x.change != nil {
			s = edited(t, s, "2026-11-23 09:00", func(e *model.Edit) error {
				return model.Update(e, id("T-1"), func(k *model.Task) error { x.change(k); return nil })
			})
		}
		p := theProm(t, s)
		c := s.Ctx(berlinAt(x.now)).For(p)
		k := s.Schema().Prefix(model.PromisePrefix)
		if got := k.Field("forecast").Show(c, p); got != x.show {
			t.Errorf("%s: forecast %q, want %q", x.name, got, x.show)
		}
		if got := k.Field("outlook").Text(c, p); got != x.outlook {
			t.Errorf("%s: %q, want %q", x.name, got, x.outlook)
		}
		if got := p.Standing(c); got != x.standing {
			t.Errorf("%s: standing %d, want %d", x.name, got, x.standing)
		}
	}
}

// TestOutlookOfSummary: a summary is delivered with the last task under it; those that are done, left out
// or under another one say nothing.
func TestOutlookOfSummary(t *testing.T) {
	s := promised(t, 5, date.YMD(2026, 12, 8))
	s = edited(t, s, "2026-11-18 10:00", func(e *model.Edit) error {
		for i, n := range []int64{1, 3, 9, 2, 20} {
			x := &model.Task{Name: "Part", Project: id("P-1"), Parent: id("T-1"), Order: 2 + i, Constraint: "ASAP", Type: "fixed units",
				Duration: date.Span{N: n * 8 * 3600, Unit: date.Days}, Inactive: n == 9}
			if n == 20 {
				x.Parent = 0
			}
			e.Put(model.TaskPrefix, x)
		}
		return nil
	})
	p := theProm(t, s)
	f, ok := s.Ctx(berlinAt("2026-12-01 08:00")).PromiseOutlook(p)
	if want := date.YMD(2026, 12, 3); !ok || !f.Late || f.At.Day(nil) != want || f.Plan.Day(nil) != date.YMD(2026, 11, 25) {
		t.Errorf("%t %+v: %s, plan %s, want %s", ok, f, f.At.Day(nil), f.Plan.Day(nil), want)
	}
}

// TestOutlookOfClosed: what was kept while its task went on shows the finish of the plan, which does not
// move from day to day.
func TestOutlookOfClosed(t *testing.T) {
	s := promised(t, 5, date.YMD(2026, 12, 8))
	s = edited(t, s, "2026-11-26 10:00", func(e *model.Edit) error { return e.Act(id("M-1"), "keep") })
	f, ok := s.Ctx(berlinAt("2026-12-01 08:00")).PromiseOutlook(theProm(t, s))
	if !ok || f.Late || f.At.Day(nil) != date.YMD(2026, 11, 27) {
		t.Errorf("%t %+v", ok, f)
	}
}

// TestPromisesInOrder: the usual order has those to be kept first, by their date, and then what is over, the
// newest first.
func TestPromisesInOrder(t *testing.T) {
	s := promised(t, 5, date.YMD(2026, 12, 8))
	s = edited(t, s, "2026-11-18 10:00", func(e *model.Edit) error {
		for _, p := range []model.Promise{{Due: date.YMD(2025, 3, 1), State: "kept"}, {Due: date.YMD(2026, 11, 20), State: "renegotiated"},
			{Due: date.YMD(2026, 11, 1), State: "broken"}, {Due: date.YMD(2026, 11, 30), State: "open"}} {
			p.What, p.Account, p.ClosedOn = "x", id("A-1"), p.Due
			if p.Open() {
				p.ClosedOn = 0
			}
			e.Put(model.PromisePrefix, &p)
		}
		return nil
	})
	k := s.Schema().Prefix(model.PromisePrefix)
	recs := slices.Collect(s.All(model.PromisePrefix))
	if err := query.Sort(s.Ctx(berlinAt("2026-11-18 12:00")), k, recs, k.Sort); err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, r := range recs {
		got += r.Base().ID.String() + " "
	}
	if got != "M-3 M-5 M-1 M-4 M-2 " {
		t.Errorf("sorted %s", got)
	}
}
