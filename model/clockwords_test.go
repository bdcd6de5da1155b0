package model_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tandem/model"
	"tandem/model/clock"
	"tandem/model/date"
)

// TestClockLeft follows the clocks of the desk's escalation, opened on Friday at nine in Berlin: a first
// response within 30 minutes, an update every 2 hours, a solution within 8 of office time (8-12, 13-17).
func TestClockLeft(t *testing.T) {
	talk := func(e *model.Edit) error { return e.LogContact(id("E-1"), "out", "on it") }
	wait := func(e *model.Edit) error {
		return model.Update(e, id("E-1"), func(x *model.Escalation) error {
			x.Status, x.Waiting = "waiting", model.Waiting{On: "vendor", Who: "Shipfast", What: "spare part"}
			return nil
		})
	}
	type step struct {
		when string
		do   func(*model.Edit) error
	}
	for _, x := range []struct {
		name  string
		steps []step
		now   string
		which clock.Which
		left  string
		share float64
	}{
		{"ten minutes to go", nil, "09:20", clock.First, "10 min left", 20. / 30},
		{"at the very minute", nil, "09:30", clock.First, "0 min left", 1},
		{"a minute later", nil, "09:31", clock.First, "1 min over", 1},
		{"over lunch nothing runs", nil, "12:45", clock.First, "2 h 30 over", 1},
		{"answered in time", []step{{"09:14", talk}}, "15:00", clock.First, "14 min of 30 min", 14. / 30},
		{"answered too late", []step{{"09:45", talk}}, "15:00", clock.First, "45 min of 30 min, too late", 1},
		{"the next word", []step{{"09:14", talk}}, "10:14", clock.Update, "1 h 00 left", .5},
		{"the next word, over lunch", []step{{"11:30", talk}}, "12:30", clock.Update, "1 h 30 left", .25},
		{"a solution", nil, "13:00", clock.Resolution, "5 h 00 left", 3. / 8},
		{"a solution while it waits", []step{{"10:00", wait}}, "11:00", clock.Resolution, "paused, 7 h 00 left", 1. / 8},
		{"nobody wrote", nil, "11:00", clock.Reply, "", 0},
	} {
		s := desk(t)
		for _, st := range x.steps {
			s = edited(t, s, "2026-11-20 "+st.when, st.do)
		}
		_, c, _ := clocksAt(t, s, "2026-11-20 "+x.now)
		k := &c.All[x.which]
		if got := model.ClockLeft(k); got != x.left {
			t.Errorf("%s: %q, want %q", x.name, got, x.left)
		}
		if got := model.ClockShare(k); got < x.share-1e-9 || got > x.share+1e-9 {
			t.Errorf("%s: %g of its time is used, want %g", x.name, got, x.share)
		}
	}
}

// TestClockWithoutHours: where nobody ever works nothing is due, and none of it is used.
func TestClockWithoutHours(t *testing.T) {
	s := edited(t, desk(t), "2026-11-20 09:05", func(e *model.Edit) error {
		return model.Update(e, id("CAL-1"), func(c *model.Calendar) error { c.Week = nil; return nil })
	})
	c, x, _ := clocksAt(t, s, "2026-11-20 11:00")
	k := &x.All[clock.Resolution]
	if got := model.ClockLeft(k); got != "never due: no working time" {
		t.Errorf("%q", got)
	}
	if model.ClockShare(k) != 0 || c.ClockWhy(k) != "" || model.ClockBar(k, 4, true) != "----" {
		t.Errorf("share %g, %q, %q", model.ClockShare(k), c.ClockWhy(k), model.ClockBar(k, 4, true))
	}
}

// TestClockBarCells: a bar has its cells whatever is used; one that has begun shows a cell, one that is not
// over leaves one, and more time used never makes it shorter.
func TestClockBarCells(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 60).Draw(t, "cells")
		target := rapid.Int64Range(1, 1_000_000).Draw(t, "target")
		used := rapid.Int64Range(0, target-1).Draw(t, "used")
		more := rapid.Int64Range(used, target).Draw(t, "later")
		full := func(k clock.Clock) int {
			bar := model.ClockBar(&k, n, true)
			if len(bar) != n || strings.Trim(bar, "#-") != "" || len([]rune(model.ClockBar(&k, n, false))) != n {
				t.Fatalf("%+v in %d cells: %q", k, n, bar)
			}
			return strings.Count(bar, "#")
		}
		k := clock.Clock{State: clock.Running, Elapsed: used, Target: target, Due: 1}
		switch f := full(k); {
		case used > 0 && f == 0:
			t.Fatalf("%d of %d used: no cell shows", used, target)
		case f >= n:
			t.Fatalf("%d of %d used: no cell is left", used, target)
		}
		later := k
		if later.Elapsed = more; full(later) < full(k) {
			t.Fatalf("%d of %d fill fewer cells than %d", more, target, used)
		}
		for _, none := range []int{0, -1} { // where there is no room there is no bar
			if bar := model.ClockBar(&clock.Clock{State: clock.Breached, Elapsed: used, Target: target, Due: 1}, none, true) + model.ClockBar(&k, none, true); bar != "" {
				t.Fatalf("%d cells are %q", none, bar)
			}
		}
		if over := (clock.Clock{State: clock.Breached, Elapsed: used, Target: target, Due: 1}); full(over) != n {
			t.Fatalf("one that is over leaves a cell of %d", n)
		}
	})
}

// TestClockLengthOfDays: from two days on a length is told in days of the scale, one of short days too.
func TestClockLengthOfDays(t *testing.T) {
	short, round := date.Scale{MinutesPerDay: 240, MinutesPerWeek: 1200, DaysPerMonth: 20}, date.Scale{MinutesPerDay: 1440, MinutesPerWeek: 7 * 1440, DaysPerMonth: 30}
	for _, x := range []struct {
		sec   int64
		scale date.Scale
		want  string
	}{
		{16*3600 - 60, date.Usual, "15 h 59"}, {16 * 3600, date.Usual, "2 d"}, {17*3600 + 1800, date.Usual, "2 d 1 h"}, {-16 * 3600, date.Usual, "2 d"},
		{9*3600 + 3540, short, "9 h 59"}, {10 * 3600, short, "2 d 2 h"}, // two such days are eight hours, which are told as hours
		{47*3600 + 3540, round, "47 h 59"}, {48 * 3600, round, "2 d"}, {1, round, "1 s"},
	} {
		if got := model.ClockLength(x.sec, x.scale); got != x.want {
			t.Errorf("%d s: %q, want %q", x.sec, got, x.want)
		}
	}
}

// TestClockWhyNamesGoneDays: a weekday alone is one ahead; a day that has gone by has its date, so that no two
// days of one text are called the same.
func TestClockWhyNamesGoneDays(t *testing.T) {
	c, x, _ := clocksAt(t, desk(t), "2026-11-25 09:00") // a Wednesday; owed since Friday 18 hours of work ago
	why := c.ClockWhy(&x.All[clock.First])
	if !strings.Contains(why, " = 20 Nov 09:30-12:00, 13:00-17:00, 23 Nov 08:00-12:00") || strings.Contains(why, "Fri") || strings.Contains(why, "Mon") {
		t.Errorf("%q", why)
	}
	if got := model.ClockSaid(&x.All[clock.First]); got != "2 d 7 h of working time over" {
		t.Errorf("%q", got)
	}
	c, x, _ = clocksAt(t, desk(t), "2026-11-20 16:00")
	if why := c.ClockWhy(&x.All[clock.Resolution]); !strings.Contains(why, "today 16:00-17:00, Mon 08:00-09:00") {
		t.Errorf("ahead: %q", why)
	}
	if got := model.ClockSaid(&x.All[clock.Resolution]); got != "2 h 00 left" {
		t.Errorf("%q", got)
	}
}

// TestWaitLines: each wait has its own vendor and time; the same one twice is told once with both times.
func TestWaitLines(t *testing.T) {
	s := desk(t)
	log := func(when, kind, who, text string) {
		s = edited(t, s, "2026-11-20 "+when, func(e *model.Edit) error {
			return model.Update(e, id("E-1"), func(x *model.Escalation) error {
				x.Events = x.Log(model.Event{At: e.Ctx.Now, Kind: model.EventKind(kind), Who: who, Text: text})
				return nil
			})
		})
	}
	log("09:10", "wait", "vendor: Grauwerk", "Print head.")
	log("09:40", "wait", "vendor: Shipfast", "")
	log("10:00", "resume", "", "")
	log("10:30", "wait", "vendor: Grauwerk", "Print head")
	log("10:40", "resume", "", "")
	_, x, _ := clocksAt(t, s, "2026-11-20 11:00")
	lines := model.WaitLines(x)
	if len(lines) != 2 || lines[0] != (model.WaitLine{Text: "vendor 40 min (Print head, Grauwerk)", Work: 2400}) ||
		lines[1] != (model.WaitLine{Text: "vendor 20 min (Shipfast)", Work: 1200}) {
		t.Errorf("%+v", lines)
	}
	if sum := lines[0].Work + lines[1].Work; len(x.Waited) != 1 || sum != x.Waited[0].Work {
		t.Errorf("%d of %+v", sum, x.Waited)
	}
}

// TestMadeText: what was made is named with what is owed first, also before it is stored.
func TestMadeText(t *testing.T) {
	e := model.NewEdit(desk(t), berlinAt("2026-11-20 16:50"))
	made, err := e.Raise(model.Raising{About: id("A-1"), Title: "Gate closed", Impact: 1, Urgency: 1})
	if err != nil {
		t.Fatal(err)
	}
	x := e.Get(made).(*model.Escalation)
	if got, want := e.Ctx.MadeText(made, x), "made "+made.String()+" Gate closed, first response Mon 08:20"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := e.Ctx.LevelText(x); got != strings.TrimPrefix(x.Liaison+", first response Mon 08:20", ", ") {
		t.Errorf("%q", got)
	}
}
