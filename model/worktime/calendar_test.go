package worktime_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"tandem/model/date"
	"tandem/model/worktime"
)

func TestNextPrevAndSame(t *testing.T) {
	loc := zone(t, "Europe/Berlin")
	c := build(t, worktime.Spec{Zone: loc, Week: week(t, "Mon-Fri 08:00-12:00,13:00-17:00")})
	for _, x := range []struct {
		at, next, prev string
		open           bool
	}{
		{"2026-11-20 09:00", "2026-11-20 09:00", "2026-11-20 09:00", true},
		{"2026-11-20 08:00", "2026-11-20 08:00", "2026-11-19 17:00", true},
		{"2026-11-20 12:00", "2026-11-20 13:00", "2026-11-20 12:00", false},
		{"2026-11-20 12:30", "2026-11-20 13:00", "2026-11-20 12:00", false},
		{"2026-11-20 17:00", "2026-11-23 08:00", "2026-11-20 17:00", false},
		{"2026-11-22 00:00", "2026-11-23 08:00", "2026-11-20 17:00", false},
	} {
		i := at(t, x.at, loc)
		next, prev := c.Next(i), c.Prev(i)
		if next != at(t, x.next, loc) || prev != at(t, x.prev, loc) || c.Open(i) != x.open {
			t.Errorf("%s: next %s, prev %s, open %v", x.at, show(next, loc), show(prev, loc), c.Open(i))
		}
		if !c.Same(next, prev) || !c.Same(i, next) || c.Same(i, next+1) || c.Same(prev-1, i) {
			t.Errorf("%s: what is the same in work time is not, or the other way round", x.at)
		}
	}
	if got := c.Diff(at(t, "2026-11-23 09:00", loc), at(t, "2026-11-20 16:00", loc)); got != -7200 {
		t.Errorf("back over the weekend: %d", got)
	}
}

// TestNoneAndNever holds that what is no moment stays none, and nothing is added to never.
func TestNoneAndNever(t *testing.T) {
	c := worktime.Office(nil)
	now := date.YMD(2026, 11, 20).At(9, 0, nil)
	for _, i := range []date.Instant{0, worktime.Never} {
		for name, got := range map[string]date.Instant{"Add": c.Add(i, 60), "Add back": c.Add(i, -60), "Sub": c.Sub(i, 60), "Next": c.Next(i), "Prev": c.Prev(i), "Elapse": c.Elapse(i, 60), "ElapseWall": c.ElapseWall(i, 60)} {
			if got != i {
				t.Errorf("%s of %d: %d", name, i, got)
			}
		}
		if c.Open(i) {
			t.Errorf("%d is open", i)
		}
	}
	if c.Between(0, now) != 0 || c.Between(now, 0) != 0 || c.Diff(0, now) != 0 || c.Same(0, now) || !c.Same(0, 0) {
		t.Error("work lies between a moment and none")
	}
	if got := c.Between(now, worktime.Never); got < 8000*52*30*3600 {
		t.Errorf("%d seconds lie before the end of time", got)
	}
	if c.Add(now, 1<<62) != worktime.Never || c.Sub(now, 1<<62) != worktime.Never || c.Add(now, -1<<62) != worktime.Never {
		t.Error("there is time for everything")
	}
	if c.Pos(-5) != c.Pos(0) || c.Pos(worktime.Never) != c.Pos(worktime.Never-1) {
		t.Error("positions go on beyond the first and the last moment")
	}
}

func TestAddBackwardsIsSub(t *testing.T) {
	c := worktime.Office(nil)
	now := date.YMD(2026, 11, 20).At(9, 0, nil)
	if c.Add(now, -3600*9) != c.Sub(now, 3600*9) || c.Sub(now, -3600*9) != c.Add(now, 3600*9) {
		t.Error("less than nothing is not the other way")
	}
}

func TestElapsed(t *testing.T) {
	loc := zone(t, "Europe/Berlin")
	c := worktime.Office(loc)
	for _, x := range []struct{ from, clock, wall string }{
		{"2026-03-27 17:00", "2026-03-29 18:00", "2026-03-29 17:00"},
		{"2026-10-23 17:00", "2026-10-25 16:00", "2026-10-25 17:00"},
		{"2026-11-20 17:00", "2026-11-22 17:00", "2026-11-22 17:00"},
		{"2026-03-27 02:30", "2026-03-29 03:30", "2026-03-29 03:00"}, // 02:30 does not exist that day
	} {
		from := at(t, x.from, loc)
		if a, b := c.Elapse(from, 2*86400), c.ElapseWall(from, 2*86400); a != at(t, x.clock, loc) || b != at(t, x.wall, loc) {
			t.Errorf("two days after %s: %s by the clock, %s on the wall", x.from, show(a, loc), show(b, loc))
		}
	}
}

func TestIntersect(t *testing.T) {
	berlin, york := zone(t, "Europe/Berlin"), zone(t, "America/New_York")
	early := build(t, worktime.Spec{Zone: berlin, Week: week(t, "Mon-Thu 06:00-14:00"), Exceptions: []worktime.Exception{{From: day(t, "2026-11-24")}}, Scale: date.Scale{MinutesPerDay: 420}})
	office := build(t, worktime.Spec{Zone: zone(t, "Europe/Berlin"), Week: week(t, "Tue-Fri 08:00-12:00,13:00-17:00"), Exceptions: []worktime.Exception{{From: day(t, "2026-11-25"), Hours: week(t, "00:00-24:00")[0]}}})
	c := worktime.Intersect(early, office)
	for on, want := range map[string]string{"2026-11-23": "[]", "2026-11-24": "[]", "2026-11-25": "[06:00-14:00]", "2026-11-26": "[08:00-12:00 13:00-14:00]", "2026-11-27": "[]", "2026-12-01": "[08:00-12:00 13:00-14:00]"} {
		if got := fmt.Sprint(c.Hours(day(t, on))); got != want {
			t.Errorf("%s: %s, want %s", on, got, want)
		}
	}
	if c.Scale().MinutesPerDay != 420 || worktime.Intersect(c, c) != c {
		t.Error("the first calendar's scale is not kept")
	}
	nights := build(t, worktime.Spec{Zone: berlin, Week: week(t, "20:00-04:00")})
	if !worktime.Intersect(early, nights).Empty() || worktime.Intersect(early, nights).Next(at(t, "2026-11-20", berlin)) != worktime.Never {
		t.Error("day and night have time in common")
	}

	// New York opens at 15:00 in Berlin, but at 14:00 for two weeks in March.
	a := build(t, worktime.Spec{Zone: berlin, Week: week(t, "Mon-Fri 09:00-17:00")})
	b := build(t, worktime.Spec{Zone: york, Week: week(t, "Mon-Fri 09:00-17:00")})
	ab, ba := worktime.Intersect(a, b), worktime.Intersect(b, a)
	for on, want := range map[string]string{"2026-03-06": "[15:00-17:00]", "2026-03-09": "[14:00-17:00]", "2026-03-27": "[14:00-17:00]", "2026-03-30": "[15:00-17:00]", "2026-03-28": "[]", "2026-10-26": "[14:00-17:00]"} {
		if got := fmt.Sprint(ab.Hours(day(t, on))); got != want {
			t.Errorf("%s in Berlin: %s, want %s", on, got, want)
		}
	}
	if got := fmt.Sprint(ba.Hours(day(t, "2026-03-09"))); got != "[09:00-12:00]" {
		t.Errorf("in New York: %s", got)
	}
	start := at(t, "2026-03-06 16:00", berlin)
	if got := ab.Add(start, 3*3600); got != at(t, "2026-03-09 16:00", berlin) || ba.Add(start, 3*3600) != got {
		t.Errorf("three hours together end %s", show(got, berlin))
	}
	tokyo := build(t, worktime.Spec{Zone: zone(t, "Asia/Tokyo"), Week: week(t, "Mon-Fri 09:00-17:00")})
	if got := worktime.Intersect(ab, tokyo).Add(start, 60); got != worktime.Never {
		t.Errorf("Berlin, New York and Tokyo meet %s", show(got, berlin))
	}
}

// TestManyReaders asks one calendar for far and near dates from many goroutines at once.
func TestManyReaders(t *testing.T) {
	c := worktime.Office(zone(t, "Europe/Berlin"))
	fresh := worktime.Office(zone(t, "Europe/Berlin"))
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for n := range 200 {
				start := date.YMD(1990+(g*37+n*13)%120, time.Month(1+n%12), 1+n%28).At(n%24, 0, time.UTC)
				due := c.Add(start, int64(n)*7200)
				if got := c.Between(start, due); got != int64(n)*7200 {
					t.Errorf("%d seconds before the due time of %d", got, n*7200)
				}
			}
		})
	}
	wg.Wait()
	i := date.YMD(2031, 3, 3).At(11, 11, time.UTC)
	if c.Add(i, 1e6) != fresh.Add(i, 1e6) {
		t.Error("the order of questions changes the answer")
	}
}

// TestUnevenYears finds the way back from every position where years differ much in the work they
// hold: a block of dates is then far from where it would be were all alike.
func TestUnevenYears(t *testing.T) {
	w := week(t, "Mon 08:00-09:00")
	full := map[time.Weekday][]worktime.Interval{}
	for d := time.Sunday; d <= time.Saturday; d++ {
		full[d] = []worktime.Interval{{From: 0, To: 24 * 3600}}
	}
	none := map[time.Weekday][]worktime.Interval{time.Monday: nil}
	c := build(t, worktime.Spec{Week: w, Weeks: []worktime.WorkWeek{
		{From: date.YMD(2031, 1, 1), To: date.YMD(2034, 12, 31), Days: full},
		{From: date.YMD(2040, 1, 1), To: date.YMD(2060, 12, 31), Days: none},
	}})
	for y := 1990; y < 2100; y++ {
		for _, at := range []date.Instant{date.YMD(y, 3, 1).At(12, 0, nil), date.YMD(y, 12, 31).At(23, 59, nil)} {
			pos := c.Pos(at)
			first, last := c.At(pos, worktime.Closing), c.At(pos, worktime.Opening)
			if first > at || last < at || c.Pos(first) != pos || c.Pos(last) != pos || c.Pos(first-1) != pos-1 || c.Pos(last+1) != pos+1 {
				t.Fatalf("%v has %d seconds of work before it, found from %v to %v", at.In(nil), pos, first.In(nil), last.In(nil))
			}
		}
	}
}
