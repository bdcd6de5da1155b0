package sample

import (
	"math/rand/v2"
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
)

func testWalk(t testing.TB, zone, hours string, off ...date.Day) *walk {
	t.Helper()
	c := &model.Calendar{Name: "x", Zone: zone, Week: week(hours)}
	for _, d := range off {
		c.Exceptions = append(c.Exceptions, model.Exception{From: d, To: d})
	}
	return newWalk(model.NewSnapshot(model.Kinds()), c)
}

func TestWalkSteps(t *testing.T) {
	w := testWalk(t, "Europe/Berlin", "08:00-12:00, 13:00-17:00", date.YMD(2026, 12, 25))
	for _, c := range []struct {
		from string
		secs int64
		want string
	}{
		{"2026-11-20T08:00:00+01:00", 4 * 3600, "2026-11-20T12:00:00+01:00"},
		{"2026-11-20T08:00:00+01:00", 4*3600 + 60, "2026-11-20T13:01:00+01:00"},
		{"2026-11-20T08:00:00+01:00", 8 * 3600, "2026-11-20T17:00:00+01:00"},
		{"2026-11-20T16:00:00+01:00", 2 * 3600, "2026-11-23T09:00:00+01:00"},
		{"2026-12-24T17:00:00+01:00", 3600, "2026-12-28T09:00:00+01:00"},
		{"2026-03-27T16:00:00+01:00", 2 * 3600, "2026-03-30T09:00:00+02:00"},
		{"2026-11-23T09:00:00+01:00", -2 * 3600, "2026-11-20T16:00:00+01:00"},
		{"2026-11-23T08:00:00+01:00", -8 * 3600, "2026-11-20T08:00:00+01:00"},
		{"2026-11-22T03:00:00+01:00", -3600, "2026-11-20T16:00:00+01:00"},
		{"2026-11-20T10:00:00+01:00", 0, "2026-11-20T10:00:00+01:00"},
	} {
		if got := w.add(instant(t, c.from), c.secs); got != instant(t, c.want) {
			t.Errorf("%s + %d s = %s, want %s", c.from, c.secs, got.RFC3339(w.loc), c.want)
		}
	}
	lunch, night := instant(t, "2026-11-20T12:30:00+01:00"), instant(t, "2026-11-21T02:00:00+01:00")
	if w.next(lunch) != instant(t, "2026-11-20T13:00:00+01:00") || w.prev(lunch) != instant(t, "2026-11-20T12:00:00+01:00") {
		t.Error("lunch is worked through")
	}
	if w.next(night) != instant(t, "2026-11-23T08:00:00+01:00") || w.prev(night) != instant(t, "2026-11-20T17:00:00+01:00") {
		t.Error("the night is worked through")
	}
}

// TestWalkInverse: sub undoes add in work time, and between measures both.
func TestWalkInverse(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, w := range []*walk{testWalk(t, "Europe/Berlin", "08:00-12:00, 13:00-17:00"), testWalk(t, "America/New_York", "09:00-17:00"), testWalk(t, "Europe/London", "00:00-24:00")} {
		for range 500 {
			at := w.next(date.YMD(2026, 1, 1).At(0, 0, w.loc) + date.Instant(rng.IntN(300*86400)))
			n := int64(rng.IntN(40 * 8 * 3600))
			to := w.add(at, n)
			if got := w.between(at, to); got != n {
				t.Fatalf("%s + %d s is %d s later", at.RFC3339(w.loc), n, got)
			}
			if back := w.sub(to, n); w.next(back) != at {
				t.Fatalf("%s + %d s - %d s = %s", at.RFC3339(w.loc), n, n, back.RFC3339(w.loc))
			}
		}
	}
}

// TestWalkNeverWorks: a calendar without work ends every search.
func TestWalkNeverWorks(t *testing.T) {
	w := testWalk(t, "Europe/Berlin", "")
	at := instant(t, "2026-11-20T10:00:00+01:00")
	if w.next(at) != at || w.prev(at) != at || w.add(at, 60) != at || w.sub(at, 60) != at || w.between(at, at+9999) != 0 {
		t.Error("time passes in a calendar that never works")
	}
	d := at.Day(w.loc)
	if w.open(d) != w.close(d) || w.workday(d, 1) <= d {
		t.Error("a day off opens")
	}
}

func TestHolidays(t *testing.T) {
	for _, c := range []struct {
		rules []holiday
		name  string
		want  date.Day
	}{
		{holidaysBerlin, "Easter Monday", date.YMD(2026, time.April, 6)},
		{holidaysBerlin, "Ascension Day", date.YMD(2026, time.May, 14)},
		{holidaysBerlin, "Whit Monday", date.YMD(2026, time.May, 25)},
		{holidaysBerlin, "Day of German Unity", date.YMD(2026, time.October, 3)},
		{holidaysLondon, "Early May bank holiday", date.YMD(2026, time.May, 4)},
		{holidaysLondon, "Spring bank holiday", date.YMD(2026, time.May, 25)},
		{holidaysLondon, "Summer bank holiday", date.YMD(2026, time.August, 31)},
		{holidaysYork, "Thanksgiving", date.YMD(2026, time.November, 26)},
		{holidaysYork, "Martin Luther King Day", date.YMD(2026, time.January, 19)},
		{holidaysYork, "Labor Day", date.YMD(2026, time.September, 7)},
	} {
		for _, h := range c.rules {
			if h.name == c.name && h.on(2026) != c.want {
				t.Errorf("%s is on %s, want %s", c.name, h.on(2026), c.want)
			}
		}
	}
	for year, want := range map[int]date.Day{2024: date.YMD(2024, 3, 31), 2025: date.YMD(2025, 4, 20), 2027: date.YMD(2027, 3, 28), 2038: date.YMD(2038, 4, 25), 1981: date.YMD(1981, 4, 19)} {
		if got := easter(year); got != want {
			t.Errorf("Easter %d is %s, want %s", year, got, want)
		}
	}
}

// TestCalendars: three zones, holidays on both sides of now, one lunch break.
func TestCalendars(t *testing.T) {
	s := made(t, fri, Options{})
	zones, lunch := map[string]bool{}, 0
	for c := range model.Each[*model.Calendar](s, "CAL") {
		zones[c.Zone] = true
		monday := fri.Day(c.Location()) + 3
		switch h := c.DayHours(s, monday); {
		case len(h) == 2:
			lunch++
		case len(h) != 1:
			t.Errorf("%s works %v on a Monday", c.Name, h)
		}
		if len(c.DayHours(s, date.YMD(2026, 12, 25))) != 0 || len(c.DayHours(s, date.YMD(2027, 1, 1))) != 0 || len(c.DayHours(s, monday+5)) != 0 {
			t.Errorf("%s works on a day off", c.Name)
		}
	}
	if len(zones) != 3 || lunch != 1 || !zones["Europe/Berlin"] || !zones["Europe/London"] || !zones["America/New_York"] {
		t.Errorf("zones %v, %d with a lunch break", zones, lunch)
	}
}
