package worktime_test

import (
	"slices"
	"testing"
	"time"

	"tandem/model/date"
	"tandem/model/worktime"
)

// zone loads a zone; the test ends where there is none.
func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// week reads hours as people write them.
func week(t testing.TB, s string) worktime.Week {
	t.Helper()
	w, err := worktime.ParseWeek(s)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// build compiles a spec that must be right.
func build(t testing.TB, s worktime.Spec) *worktime.Calendar {
	t.Helper()
	c, err := worktime.New(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// at reads an instant in a zone.
func at(t testing.TB, s string, loc *time.Location) date.Instant {
	t.Helper()
	i, err := date.Parse(s, 0, loc)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func day(t testing.TB, s string) date.Day {
	t.Helper()
	d, err := date.ParseDay(s, 0)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// slow is working time by the plainest rule there is: it looks at the clock on the wall once a
// minute. It knows no positions, tables or changes of the clock.
type slow struct {
	spec worktime.Spec
	loc  *time.Location
}

func (s slow) works(t date.Instant) bool {
	wall := t.In(s.loc)
	d := date.DayOf(wall)
	sec := wall.Hour()*3600 + wall.Minute()*60
	for _, x := range s.spec.Exceptions {
		if d >= x.From && d <= max(x.From, x.To) {
			return within(x.Hours, sec)
		}
	}
	if s.spec.Holidays != nil && slices.Contains(s.spec.Holidays(wall.Year()), d) {
		return false
	}
	w := s.spec.Week
	for _, x := range s.spec.Weeks {
		if d >= x.From && (x.To == 0 || d <= x.To) {
			for n, h := range x.Days {
				w[n] = h
			}
			break
		}
	}
	return within(w[d.Weekday()], sec) || within(w[(d.Weekday()+6)%7], sec+86400)
}

func within(hours []worktime.Interval, sec int) bool {
	for _, h := range hours {
		if sec >= h.From && sec < h.To {
			return true
		}
	}
	return false
}

// minutes counts the minutes of work from a to b outside of pauses; both are whole minutes.
func (s slow) minutes(a, b date.Instant, pauses []worktime.Span) int64 {
	var n int64
	for t := a; t < b; t += 60 {
		if s.works(t) && !paused(t, pauses) {
			n++
		}
	}
	return n
}

func paused(t date.Instant, pauses []worktime.Span) bool {
	for _, p := range pauses {
		if t >= p.From && (p.To == 0 || t < p.To) {
			return true
		}
	}
	return false
}

// due finds the minute at which so many minutes of work are done, at most a year away.
func (s slow) due(start date.Instant, minutes int64, pauses []worktime.Span, b worktime.Boundary) date.Instant {
	left := minutes
	for t := start; t < start+370*86400; t += 60 {
		worked := s.works(t) && !paused(t, pauses)
		if left == 0 && (b == worktime.Closing && minutes > 0 || worked) {
			return t
		}
		if worked {
			left--
		}
	}
	return worktime.Never
}
