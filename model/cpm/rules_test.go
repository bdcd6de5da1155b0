package cpm_test

import (
	"slices"
	"testing"
	"time"

	"tandem/model/cpm"
	"tandem/model/date"
	"tandem/model/worktime"
)

// TestChain is the plainest plan: two tasks, a milestone between them, a weekend.
func TestChain(t *testing.T) {
	n := plan(3, 0, 4, 1)
	link(n, 0, 1, cpm.FS, 0)
	link(n, 1, 2, cpm.FS, 0)
	link(n, 0, 3, cpm.FS, 0)
	s := cpm.Solve(n)
	want(t, s, 0, "Mon 2 08:00", "Wed 4 17:00", "Mon 2 08:00", "Wed 4 17:00")
	want(t, s, 1, "Wed 4 17:00", "Wed 4 17:00", "Wed 4 17:00", "Wed 4 17:00") // at the closing of its predecessor
	want(t, s, 2, "Thu 5 08:00", "Tue 10 17:00", "Thu 5 08:00", "Tue 10 17:00")
	want(t, s, 3, "Thu 5 08:00", "Thu 5 17:00", "Tue 10 08:00", "Tue 10 17:00")
	if s.TotalFloat(3) != 3*day || s.FreeFloat(3) != 3*day || s.Critical(3) || !s.Critical(2) {
		t.Error(s.TotalFloat(3), s.FreeFloat(3), s.Critical(3), s.Critical(2))
	}
	if clock(s.Finish) != "Tue 10 17:00" {
		t.Error(clock(s.Finish))
	}
	if why, l := s.Driver(2); why != cpm.ByLink || n.Links[l].From != 1 {
		t.Error(why, l)
	}
}

// TestLinks is each type of link with a lag of each sign. The successor takes two days.
func TestLinks(t *testing.T) {
	for _, c := range []struct {
		typ     cpm.LinkType
		lag     int64
		elapsed bool
		start   string
	}{
		{cpm.FS, 0, false, "Thu 5 08:00"}, {cpm.FS, 2 * day, false, "Mon 9 08:00"}, {cpm.FS, -day, false, "Wed 4 08:00"}, {cpm.FS, -9 * day, false, "Mon 2 08:00"},
		{cpm.SS, 0, false, "Mon 2 08:00"}, {cpm.SS, day + 4*hour, false, "Tue 3 13:00"}, {cpm.SS, -day, false, "Mon 2 08:00"},
		{cpm.FF, 0, false, "Tue 3 08:00"}, {cpm.FF, day, false, "Wed 4 08:00"}, {cpm.FF, -day, false, "Mon 2 08:00"},
		{cpm.SF, 0, false, "Mon 2 08:00"}, {cpm.SF, 3 * day, false, "Tue 3 08:00"},
		{cpm.FS, 24 * hour, true, "Fri 6 08:00"}, {cpm.FS, 48 * hour, true, "Mon 9 08:00"}, {cpm.FS, 2 * hour, true, "Thu 5 08:00"},
	} {
		n := plan(3, 2)
		link(n, 0, 1, c.typ, c.lag)
		n.Links[0].Elapsed = c.elapsed
		if s := cpm.Solve(n); clock(s.EarlyStart(1)) != c.start {
			t.Errorf("%v %+d: starts %s, want %s", c.typ, c.lag, clock(s.EarlyStart(1)), c.start)
		}
	}
}

// TestConstraints is each constraint on the second of two tasks of two days, which the link would
// have start on Wed 4; with and without honouring dates that pull a task ahead of its link.
func TestConstraints(t *testing.T) {
	for _, c := range []struct {
		c           cpm.Constraint
		d           date.Instant
		start, soft string
		float       int64 // of the first task, honoured
	}{
		{cpm.SNET, at(6, 8, 0), "Fri 6 08:00", "Fri 6 08:00", 2 * day},
		{cpm.SNET, at(3, 8, 0), "Wed 4 08:00", "Wed 4 08:00", 0},
		{cpm.FNET, at(10, 17, 0), "Mon 9 08:00", "Mon 9 08:00", 3 * day},
		{cpm.SNLT, at(3, 8, 0), "Tue 3 08:00", "Wed 4 08:00", -day},
		{cpm.SNLT, at(9, 8, 0), "Wed 4 08:00", "Wed 4 08:00", 0},
		{cpm.FNLT, at(4, 17, 0), "Tue 3 08:00", "Wed 4 08:00", -day},
		{cpm.MSO, at(9, 8, 0), "Mon 9 08:00", "Mon 9 08:00", 3 * day},
		{cpm.MSO, at(2, 8, 0), "Mon 2 08:00", "Wed 4 08:00", -2 * day},
		{cpm.MFO, at(10, 17, 0), "Mon 9 08:00", "Mon 9 08:00", 3 * day},
		{cpm.MFO, at(4, 17, 0), "Tue 3 08:00", "Wed 4 08:00", -day},
	} {
		n := plan(2, 2)
		link(n, 0, 1, cpm.FS, 0)
		n.Tasks[1].More = &cpm.More{Constraint: c.c, Date: c.d}
		s := cpm.Solve(n)
		if clock(s.EarlyStart(1)) != c.start || s.TotalFloat(0) != c.float {
			t.Errorf("%v %s: starts %s, want %s; float %d, want %d", c.c, clock(c.d), clock(s.EarlyStart(1)), c.start, s.TotalFloat(0)/hour, c.float/hour)
		}
		if c.float < 0 && !s.Critical(0) {
			t.Errorf("%v %s: negative float is not critical", c.c, clock(c.d))
		}
		n.Soft = true
		if s = cpm.Solve(n); clock(s.EarlyStart(1)) != c.soft {
			t.Errorf("%v %s: keeps to links at %s, want %s", c.c, clock(c.d), clock(s.EarlyStart(1)), c.soft)
		}
		if c.float < 0 && s.TotalFloat(0) != c.float {
			t.Errorf("%v %s: keeping to links its float is %d", c.c, clock(c.d), s.TotalFloat(0)/hour)
		}
	}
}

// TestDeadline moves no date but takes float, down below zero.
func TestDeadline(t *testing.T) {
	n := plan(2, 5)
	n.Tasks[0].More = &cpm.More{Deadline: at(2, 17, 0)}
	s := cpm.Solve(n)
	want(t, s, 0, "Mon 2 08:00", "Tue 3 17:00", "Fri 27 08:00", "Mon 2 17:00")
	if s.TotalFloat(0) != -day || s.FreeFloat(0) != 0 {
		t.Error(s.TotalFloat(0), s.FreeFloat(0))
	}
}

// TestLate puts a task as late as it can be and pushes what waits for it.
func TestLate(t *testing.T) {
	n := plan(2, 1, 5)
	link(n, 0, 1, cpm.FS, 0)
	n.Tasks[0].More = &cpm.More{Constraint: cpm.ALAP}
	s := cpm.Solve(n)
	want(t, s, 0, "Wed 4 08:00", "Thu 5 17:00", "Wed 4 08:00", "Thu 5 17:00")
	want(t, s, 1, "Fri 6 08:00", "Fri 6 17:00", "Fri 6 08:00", "Fri 6 17:00")
	if why, _ := s.Driver(0); why != cpm.ByLateness || s.TotalFloat(0) != 0 || clock(s.Finish) != "Fri 6 17:00" {
		t.Error(why, s.TotalFloat(0), clock(s.Finish))
	}
}

// TestProgress: what is done stands, what has begun goes on from its start.
func TestProgress(t *testing.T) {
	n := plan(2, 2, 1, 9)
	link(n, 0, 1, cpm.FS, 0)
	link(n, 1, 2, cpm.FS, 0)
	n.Tasks[0].More = &cpm.More{ActualStart: at(3, 10, 30), ActualFinish: at(4, 12, 0)}
	n.Tasks[1].More = &cpm.More{ActualStart: at(4, 13, 0)}
	s := cpm.Solve(n)
	want(t, s, 0, "Tue 3 10:30", "Wed 4 12:00", "Tue 3 10:30", "Wed 4 12:00")
	want(t, s, 1, "Wed 4 13:00", "Fri 6 12:00", "Wed 4 13:00", "Wed 11 17:00")
	want(t, s, 2, "Fri 6 13:00", "Mon 9 12:00", "Thu 12 08:00", "Thu 12 17:00")
	if s.Critical(0) || s.TotalFloat(1) != 3*day+4*hour || s.StartFloat(1) != 0 {
		t.Error(s.Critical(0), s.TotalFloat(1), s.StartFloat(1))
	}
	n.Tasks[1].More.Resume, n.Tasks[1].More.Remaining = at(9, 8, 0), day
	if s = cpm.Solve(n); clock(s.EarlyFinish(1)) != "Mon 9 17:00" {
		t.Error(clock(s.EarlyFinish(1)))
	}
	n.Tasks[1].Dur = 2 * day // shared: half of it is left, and so half of each part
	n.Tasks[1].More.Parts = []cpm.Part{{Cal: 0, Dur: 2 * day}, {Cal: 0, Dur: day}}
	if s = cpm.Solve(n); clock(s.EarlyFinish(1)) != "Mon 9 17:00" {
		t.Error("shared", clock(s.EarlyFinish(1)))
	}
}

// TestByHand: dates set by hand stand, though they break a link and lie before the start.
func TestByHand(t *testing.T) {
	n := plan(1, 1, 1)
	link(n, 0, 1, cpm.FS, 0)
	link(n, 1, 2, cpm.FS, 0)
	n.Tasks[1].More = &cpm.More{Manual: true, Start: date.YMD(2026, time.February, 27).At(8, 0, nil), Finish: date.YMD(2026, time.February, 27).At(20, 0, nil)}
	s := cpm.Solve(n)
	if clock(s.EarlyStart(1)) != "Fri 27 08:00" || clock(s.EarlyFinish(1)) != "Fri 27 20:00" || clock(s.EarlyStart(2)) != "Mon 2 08:00" {
		t.Error(clock(s.EarlyStart(1)), clock(s.EarlyFinish(1)), clock(s.EarlyStart(2)))
	}
	if s.FreeFloat(0) != 0 {
		t.Error(s.FreeFloat(0))
	}
	n.Tasks[1].More = &cpm.More{Manual: true, Finish: at(5, 17, 0)}
	if s = cpm.Solve(n); clock(s.EarlyStart(1)) != "Thu 5 08:00" {
		t.Error(clock(s.EarlyStart(1)))
	}
	n.Tasks[1].More = &cpm.More{Manual: true} // not said yet: as the links ask
	if s = cpm.Solve(n); clock(s.EarlyStart(1)) != "Tue 3 08:00" {
		t.Error(clock(s.EarlyStart(1)))
	}
}

// TestInactive tasks hold up nobody and make no finish.
func TestInactive(t *testing.T) {
	n := plan(1, 9, 1)
	link(n, 0, 1, cpm.FS, 0)
	link(n, 1, 2, cpm.FS, 0)
	n.Tasks[1].Flags = cpm.Inactive
	s := cpm.Solve(n)
	want(t, s, 2, "Mon 2 08:00", "Mon 2 17:00", "Mon 2 08:00", "Mon 2 17:00")
	if clock(s.EarlyStart(1)) != "Tue 3 08:00" || clock(s.Finish) != "Mon 2 17:00" || s.Critical(1) || s.TotalFloat(0) != 0 {
		t.Error(clock(s.EarlyStart(1)), clock(s.Finish), s.Critical(1), s.TotalFloat(0))
	}
}

// TestElapsed runs through nights and weekends and may end there.
func TestElapsed(t *testing.T) {
	n := plan(5, 0, 1)
	n.Tasks[1] = cpm.Task{Cal: 1, Meter: 1, Dur: 36 * hour}
	link(n, 0, 1, cpm.FS, 0)
	link(n, 1, 2, cpm.FS, 0)
	s := cpm.Solve(n)
	want(t, s, 1, "Fri 6 17:00", "Sun 8 05:00", "Sat 7 20:00", "Mon 9 08:00")
	want(t, s, 2, "Mon 9 08:00", "Mon 9 17:00", "Mon 9 08:00", "Mon 9 17:00")
	if s.TotalFloat(1) != 27*hour || s.TotalFloat(0) != 0 {
		t.Error(s.TotalFloat(1)/hour, s.TotalFloat(0)/hour)
	}
}

// TestShared: two people at different times; the last one ends the task.
func TestShared(t *testing.T) {
	n := plan(1, 1, 1)
	var week worktime.Week
	week[time.Sunday] = []worktime.Interval{{From: 9 * 3600, To: 11 * 3600}}
	sundays, err := worktime.New(worktime.Spec{Week: week})
	if err != nil {
		t.Fatal(err)
	}
	n.Calendars = append(n.Calendars, office{sundays})
	n.Tasks[1] = cpm.Task{Cal: 1, More: &cpm.More{Parts: []cpm.Part{{Cal: 0, Dur: 4 * hour}, {Cal: 2, Dur: 3 * hour}}}}
	link(n, 0, 1, cpm.FS, 0)
	link(n, 1, 2, cpm.FS, 0)
	s := cpm.Solve(n)
	if clock(s.EarlyStart(1)) != "Tue 3 08:00" || clock(s.EarlyFinish(1)) != "Sun 15 10:00" || clock(s.EarlyStart(2)) != "Mon 16 08:00" {
		t.Error(clock(s.EarlyStart(1)), clock(s.EarlyFinish(1)), clock(s.EarlyStart(2)))
	}
	if s.LateFinish(1) < s.EarlyFinish(1) || s.TotalFloat(1) != 0 {
		t.Error(clock(s.LateStart(1)), clock(s.LateFinish(1)), s.TotalFloat(1))
	}
}

// TestFromTheFinish puts everything as late as the finish allows.
func TestFromTheFinish(t *testing.T) {
	n := plan(2, 3, 1)
	link(n, 0, 1, cpm.FS, 0)
	n.FromFinish, n.Finish = true, at(13, 17, 0)
	s := cpm.Solve(n)
	for i, w := range [][2]string{{"Fri 6 08:00", "Mon 9 17:00"}, {"Wed 11 08:00", "Fri 13 17:00"}, {"Fri 13 08:00", "Fri 13 17:00"}} {
		w[0] = [...]string{"Mon 9 08:00", "Wed 11 08:00", "Fri 13 08:00"}[i]
		w[1] = [...]string{"Tue 10 17:00", "Fri 13 17:00", "Fri 13 17:00"}[i]
		if clock(s.StartOf(i)) != w[0] || clock(s.FinishOf(i)) != w[1] {
			t.Errorf("task %d: %s to %s, want %v", i, clock(s.StartOf(i)), clock(s.FinishOf(i)), w)
		}
	}
	if clock(s.Start) != "Mon 9 08:00" || s.TotalFloat(2) != 4*day {
		t.Error(clock(s.Start), s.TotalFloat(2)/day)
	}
}

// TestGates are how summaries are linked: what leads in holds all, what leads out waits for the
// last, or the first.
func TestGates(t *testing.T) {
	n := plan(2, 1, 3, 1, 1)
	n.Tasks = append(n.Tasks, cpm.Task{Cal: 1, Flags: cpm.Gate}, cpm.Task{Cal: 1, Flags: cpm.Gate}, cpm.Task{Cal: 1, Flags: cpm.Gate | cpm.Earliest})
	const in, end, first = 5, 6, 7
	link(n, 0, in, cpm.FS, 0)
	for _, child := range []int32{1, 2} {
		link(n, in, child, cpm.FS, 0)
		link(n, child, end, cpm.FF, 0)
		link(n, child, first, cpm.SS, 0)
	}
	link(n, end, 3, cpm.FS, 0)
	link(n, first, 4, cpm.SS, 0)
	n.Tasks[1].More = &cpm.More{Constraint: cpm.SNET, Date: at(5, 8, 0)}
	s := cpm.Solve(n)
	want(t, s, 1, "Thu 5 08:00", "Thu 5 17:00", "Fri 6 08:00", "Fri 6 17:00")
	want(t, s, 2, "Wed 4 08:00", "Fri 6 17:00", "Wed 4 08:00", "Fri 6 17:00")
	want(t, s, 3, "Mon 9 08:00", "Mon 9 17:00", "Mon 9 08:00", "Mon 9 17:00")
	want(t, s, 4, "Wed 4 08:00", "Wed 4 17:00", "Mon 9 08:00", "Mon 9 17:00")
	if s.FreeFloat(1) != day || s.FreeFloat(0) != 0 || s.FreeFloat(2) != 0 {
		t.Error(s.FreeFloat(1), s.FreeFloat(0), s.FreeFloat(2))
	}
	if by, ok := s.NeededBy(end); !ok || clock(by) != "Mon 9 08:00" {
		t.Error(clock(by), ok)
	}
	if _, ok := s.NeededBy(1); ok {
		t.Error("a task is no gate")
	}
}

// TestLoops names each circle and schedules everything else.
func TestLoops(t *testing.T) {
	n := plan(1, 1, 1, 1, 1, 1)
	for _, l := range [][2]int32{{0, 1}, {1, 2}, {2, 3}, {3, 1}, {3, 4}, {5, 5}} {
		link(n, l[0], l[1], cpm.FS, 0)
	}
	s := cpm.Solve(n)
	if len(s.Loops) != 2 || !slices.Equal(s.Loops[0].Tasks, []int32{1, 2, 3}) || !slices.Equal(s.Loops[1].Tasks, []int32{5}) {
		t.Fatal(s.Loops)
	}
	want(t, s, 0, "Mon 2 08:00", "Mon 2 17:00", "Mon 2 08:00", "Mon 2 17:00")
	if clock(s.EarlyStart(1)) != "Tue 3 08:00" || clock(s.EarlyStart(4)) != "Tue 3 08:00" || len(s.Order()) != 6 {
		t.Error(clock(s.EarlyStart(1)), clock(s.EarlyStart(4)), s.Order())
	}
}

// TestDelay puts a task off by clock time.
func TestDelay(t *testing.T) {
	n := plan(1)
	n.Tasks[0].More = &cpm.More{Delay: 5 * 24 * hour}
	s := cpm.Solve(n)
	if why, _ := s.Driver(0); clock(s.EarlyStart(0)) != "Mon 9 08:00" || why != cpm.ByLevelling {
		t.Error(clock(s.EarlyStart(0)), why)
	}
}

// TestWallClock counts what the clock on the wall shows, over a change of the clocks.
func TestWallClock(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip(err)
	}
	c := cpm.Clock{Loc: berlin}
	fri := date.YMD(2026, time.March, 27).At(17, 0, berlin)
	if got := c.Closing(c.Work(fri) + 72*hour); got != date.YMD(2026, time.March, 30).At(17, 0, berlin) {
		t.Error(got.In(berlin))
	}
	autumn := date.YMD(2026, time.October, 23).At(17, 0, berlin)
	if got := c.Opening(c.Work(autumn) + 72*hour); got != date.YMD(2026, time.October, 26).At(17, 0, berlin) {
		t.Error(got.In(berlin))
	}
	for h := range 24 * 8 {
		at := fri + date.Instant(h*3600)
		if got := c.Closing(c.Work(at)); got != at {
			t.Errorf("%v came back as %v", at.In(berlin), got.In(berlin))
		}
	}
}

// TestHugeAndEmpty: nothing, nought, and lengths beyond all calendars do no harm.
func TestHugeAndEmpty(t *testing.T) {
	if s := cpm.Solve(plan()); s.Finish != monday || s.Count() != 0 {
		t.Error(s.Finish, s.Count())
	}
	n := plan(1<<40, 0)
	link(n, 0, 1, cpm.FS, 1<<50)
	if s := cpm.Solve(n); s.EarlyFinish(1).In(nil).Year() > 9999 {
		t.Error(s.EarlyFinish(1).In(nil))
	}
}
