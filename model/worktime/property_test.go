package worktime_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tandem/model/date"
	"tandem/model/worktime"
)

var zones = []string{"UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Apia", "Asia/Kathmandu"}

// drawHours draws the hours of a day: up to four intervals, on the quarter of an hour.
func drawHours(t *rapid.T, label string) []worktime.Interval {
	n := rapid.IntRange(0, 4).Draw(t, label)
	var out []worktime.Interval
	at := 0
	for range n {
		from := at + rapid.IntRange(0, 24).Draw(t, "gap")
		to := from + rapid.IntRange(1, 40).Draw(t, "length")
		if to > 96 {
			break
		}
		out = append(out, worktime.Interval{From: from * 900, To: to * 900})
		at = to
	}
	return out
}

// drawSpec draws a calendar that differs from the week now and then, around 2015 to 2030.
func drawSpec(t *rapid.T) worktime.Spec {
	loc, err := time.LoadLocation(rapid.SampledFrom(zones).Draw(t, "zone"))
	if err != nil {
		t.Fatal(err)
	}
	s := worktime.Spec{Zone: loc}
	for d := range s.Week {
		s.Week[d] = drawHours(t, time.Weekday(d).String())
	}
	first := rapid.IntRange(int(date.YMD(2015, 1, 1)), int(date.YMD(2030, 1, 1)))
	for range rapid.IntRange(0, 2).Draw(t, "weeks") {
		from := date.Day(first.Draw(t, "from"))
		w := worktime.WorkWeek{From: from, To: from + date.Day(rapid.IntRange(0, 200).Draw(t, "days")), Days: map[time.Weekday][]worktime.Interval{}}
		w.Days[time.Weekday(rapid.IntRange(0, 6).Draw(t, "day"))] = drawHours(t, "hours")
		s.Weeks = append(s.Weeks, w)
	}
	for range rapid.IntRange(0, 6).Draw(t, "exceptions") {
		from := date.Day(first.Draw(t, "from"))
		s.Exceptions = append(s.Exceptions, worktime.Exception{From: from, To: from + date.Day(rapid.IntRange(0, 9).Draw(t, "days")), Hours: drawHours(t, "hours")})
	}
	if n := rapid.IntRange(0, 30).Draw(t, "holidays"); n > 0 {
		s.Holidays = func(y int) (out []date.Day) { // some days of any year, in no order, a few twice
			for i := range n {
				out = append(out, date.YMD(y, 1, 1)+date.Day((y*7919+i*i*131+i*17)%365))
			}
			return out
		}
	}
	return s
}

// drawInstant draws a moment between 2014 and 2031, often near a change of the clock.
func drawInstant(t *rapid.T, label string, loc *time.Location) date.Instant {
	day := date.Day(rapid.IntRange(int(date.YMD(2014, 1, 1)), int(date.YMD(2031, 1, 1))).Draw(t, label))
	i := day.At(0, 0, loc) + date.Instant(rapid.IntRange(0, 86399).Draw(t, label+" second"))
	if rapid.Bool().Draw(t, label+" near a change") {
		if _, end := i.In(loc).ZoneBounds(); !end.IsZero() {
			return date.Of(end) + date.Instant(rapid.IntRange(-90000, 90000).Draw(t, label+" off"))
		}
	}
	return i
}

func drawWork(t *rapid.T, label string) int64 {
	return int64(rapid.OneOf(rapid.IntRange(0, 4*86400), rapid.IntRange(0, 3*365*86400)).Draw(t, label))
}

// TestLaws holds what is true of working time on any calendar: Add and Between are inverse, both
// are monotone and additive over a split, and Sub mirrors Add.
func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := drawSpec(t)
		c, err := worktime.New(spec)
		if err != nil {
			t.Fatal(err)
		}
		a, b := drawInstant(t, "a", spec.Zone), drawInstant(t, "b", spec.Zone)
		v, w := drawWork(t, "v"), drawWork(t, "w")
		due := c.Add(a, w)
		if c.Empty() {
			if due != worktime.Never || c.Between(a, b) != 0 || c.Next(a) != worktime.Never {
				t.Fatalf("an empty calendar works: %s", show(due, spec.Zone))
			}
			return
		}
		if due == worktime.Never {
			return // it works for a few days only
		}
		if got := c.Between(a, due); got != w {
			t.Fatalf("Between(a, Add(a, %d)) = %d", w, got)
		}
		if due < a || v >= w && c.Add(a, v) < due || b >= a && c.Add(b, w) < due {
			t.Fatal("Add is not monotone")
		}
		if split := c.Add(c.Add(a, v), w); split != c.Add(a, v+w) {
			t.Fatalf("Add in two steps %s, in one %s", show(split, spec.Zone), show(c.Add(a, v+w), spec.Zone))
		}
		if d1, d2 := c.Diff(a, b), c.Diff(b, a); d1 != -d2 || c.Between(a, b) != max(0, d1) || c.Diff(a, due)+c.Diff(due, b) != d1 {
			t.Fatal("Diff is not additive")
		}
		if start := c.Sub(due, w); start != worktime.Never && (c.Between(start, due) != w || w > 0 && !c.Same(start, a)) {
			t.Fatalf("Sub(Add(a, w), w) = %s, a = %s", show(start, spec.Zone), show(a, spec.Zone))
		}
		if c.Open(a) && w > 0 && c.Sub(due, w) != a {
			t.Fatal("Add and Sub are not inverse within working hours")
		}
		checkEnds(t, c, a)
	})
}

// checkEnds holds the two ends of a break against one another.
func checkEnds(t *rapid.T, c *worktime.Calendar, a date.Instant) {
	next, prev := c.Next(a), c.Prev(a)
	if next < a || prev != worktime.Never && prev > a || next != worktime.Never && (!c.Open(next) || c.Between(next, next+1) != 1 || c.Between(a, next) != 0) {
		t.Fatal("Next is no opening")
	}
	if prev != worktime.Never && (c.Between(prev-1, prev) != 1 || c.Between(prev, a) != 0) {
		t.Fatal("Prev is no closing")
	}
}

// TestAgainstThePlainWalk holds the compiled calendar against one that looks at the clock on the
// wall once a minute, over the changes of the clock too.
func TestAgainstThePlainWalk(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := drawSpec(t)
		wholeFold(&spec)
		c, err := worktime.New(spec)
		if err != nil {
			t.Fatal(err)
		}
		plain := slow{spec, spec.Zone}
		a := drawInstant(t, "a", spec.Zone) / 60 * 60
		b := a + date.Instant(rapid.IntRange(0, 6*1440).Draw(t, "minutes"))*60
		var spans []worktime.Span
		for range rapid.IntRange(0, 3).Draw(t, "pauses") {
			from := a + date.Instant(rapid.IntRange(-600, 4*1440).Draw(t, "from"))*60
			spans = append(spans, worktime.Span{From: from, To: from + date.Instant(rapid.IntRange(0, 1440).Draw(t, "pause"))*60})
		}
		p, err := worktime.Pause(spans...)
		if err != nil {
			t.Fatal(err)
		}
		want := plain.minutes(a, b, spans) * 60
		if got := c.Spent(a, b, p); got != want {
			t.Fatalf("%s..%s: %d seconds, walked %d", show(a, spec.Zone), show(b, spec.Zone), got, want)
		}
		var sum int64
		last := a
		for s := range c.Spans(a, b, p) {
			if s.From < last || s.To <= s.From || s.To > b {
				t.Fatalf("stretches out of order: %v", s)
			}
			sum, last = sum+int64(s.To-s.From), s.To
		}
		if sum != want {
			t.Fatalf("the stretches add up to %d, walked %d", sum, want)
		}
		if want == 0 {
			return
		}
		for _, rule := range []worktime.Boundary{worktime.Closing, worktime.Opening} {
			if got, want := c.Due(a, want, p, rule), plain.due(a, want/60, spans, rule); got != want && want != worktime.Never {
				t.Fatalf("due %s, walked %s", show(got, spec.Zone), show(want, spec.Zone))
			}
		}
	})
}

// wholeFold takes out the edges that lie within an hour that comes twice, where the walk on the
// wall and the rule of the first time differ on purpose.
func wholeFold(s *worktime.Spec) {
	smooth := func(list []worktime.Interval) []worktime.Interval {
		var out []worktime.Interval
		for _, h := range list {
			inside := func(sec int) bool { return sec > 0 && sec < 4*3600 || sec > 23*3600 && sec < 86400 }
			if !inside(h.From) && !inside(h.To) {
				out = append(out, h)
			}
		}
		return out
	}
	for d := range s.Week {
		s.Week[d] = smooth(s.Week[d])
	}
	for i := range s.Weeks {
		for d, h := range s.Weeks[i].Days {
			s.Weeks[i].Days[d] = smooth(h)
		}
	}
	for i := range s.Exceptions {
		s.Exceptions[i].Hours = smooth(s.Exceptions[i].Hours)
	}
}

// TestIntersectionLaws holds a cut of two calendars against both of them, also over zones.
func TestIntersectionLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sa, sb := drawSpec(t), drawSpec(t)
		a, err1 := worktime.New(sa)
		b, err2 := worktime.New(sb)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		c := worktime.Intersect(a, b)
		i := drawInstant(t, "i", sa.Zone)
		end := i + 30*86400
		var want int64
		for x := range a.Spans(i, end, worktime.Pauses{}) {
			want += b.Between(x.From, x.To)
		}
		if got := c.Between(i, end); got != want {
			t.Fatalf("%d seconds in both, want %d", got, want)
		}
		for s := range c.Spans(i, end, worktime.Pauses{}) {
			n := int64(s.To - s.From)
			if a.Between(s.From, s.To) != n || b.Between(s.From, s.To) != n {
				t.Fatalf("%v is not in both", s)
			}
		}
	})
}

// TestEveryDayOfAZone adds up the days of 40 years in every kind of zone: what the blocks say by
// arithmetic is what their stretches say.
func TestEveryDayOfAZone(t *testing.T) {
	for _, name := range zones {
		loc := zone(t, name)
		c := worktime.Always(loc)
		for y := 1995; y < 2040; y += 3 {
			a, b := date.YMD(y, 1, 1).At(0, 0, loc), date.YMD(y+3, 1, 1).At(0, 0, loc)
			if got := c.Between(a, b); got != int64(b-a) {
				t.Errorf("%s %d: %d seconds around the clock, want %d", name, y, got, b-a)
			}
		}
		var days int64
		for d := date.YMD(2010, 1, 1); d < date.YMD(2030, 1, 1); d++ {
			days += c.Between(d.At(0, 0, loc), (d+1).At(0, 0, loc))
		}
		if want := int64(date.YMD(2030, 1, 1).At(0, 0, loc) - date.YMD(2010, 1, 1).At(0, 0, loc)); days != want {
			t.Errorf("%s: the days of 20 years add up to %d, want %d", name, days, want)
		}
	}
}

func ExampleCalendar_Add() {
	w, _ := worktime.ParseWeek("Mon-Fri 09:00-17:00")
	c, _ := worktime.New(worktime.Spec{Week: w})
	friday := date.YMD(2026, 11, 20).At(16, 0, nil)
	fmt.Println(c.Add(friday, 2*3600).RFC3339(nil))
	// Output: 2026-11-23T10:00:00Z
}
