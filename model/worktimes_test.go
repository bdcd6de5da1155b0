package model_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/worktime"
)

// withCalendars is a small workspace with more calendars; they come as CAL-2 and on.
func withCalendars(t *testing.T, list ...*model.Calendar) *model.Snapshot {
	t.Helper()
	e := model.NewEdit(small(t), now)
	for _, c := range list {
		e.Put("CAL", c)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	return e.Base().With(b.Changes)
}

func calID(n uint64) model.ID { return model.NewID("CAL", n) }

func dayOf(t *testing.T, s string) date.Day {
	t.Helper()
	d, err := date.ParseDay(s, 0)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestRepeatingExceptions holds each way of repeating against dates from a printed calendar.
func TestRepeatingExceptions(t *testing.T) {
	for _, x := range []struct{ repeat, from, to, want string }{
		{"yearly", "2024-12-25", "", "2024-12-25 2025-12-25 2026-12-25"},
		{"Yearly", "2024-02-29", "2027-01-01", "2024-02-29 2025-02-28 2026-02-28"},
		{"monthly", "2026-10-31", "2027-03-01", "2026-10-31 2026-11-30 2026-12-31"},
		{"weekly", "2026-12-04", "2026-12-18", "2026-12-04 2026-12-11 2026-12-18"},
		{"daily", "2026-12-26", "2026-12-28", "2026-12-26 2026-12-27 2026-12-28"},
		{"type=1 period=3", "2026-12-01", "2026-12-08", "2026-12-01 2026-12-04 2026-12-07"},
		{"type=7 period=2 occurrences=2", "2026-12-01", "2026-12-31", "2026-12-01 2026-12-03"},
		{"type=2 month=4 monthday=1", "2024-01-01", "2026-12-31", "2024-05-01 2025-05-01 2026-05-01"},
		{"type=3 month=10 item=7 position=3", "2024-01-01", "2026-12-31", "2024-11-28 2025-11-27 2026-11-26"}, // fourth Thursday of November
		{"type=3 month=4 item=4 position=4", "2024-01-01", "2026-12-31", "2024-05-27 2025-05-26 2026-05-25"},  // last Monday of May
		{"type=4 period=2 monthday=31", "2026-08-01", "2026-12-31", "2026-08-31 2026-10-31 2026-12-31"},
		{"type=5 item=8 position=4", "2026-10-01", "2026-12-31", "2026-10-30 2026-11-27 2026-12-25"}, // last Friday
		{"type=5 item=1", "2026-10-01", "2026-12-31", "2026-10-01 2026-11-02 2026-12-01"},            // first weekday
		{"type=5 item=2", "2026-10-01", "2026-12-31", "2026-10-03 2026-11-01 2026-12-05"},            // first weekend day
		{"type=6 days=34", "2026-12-07", "2026-12-14", "2026-12-07 2026-12-11 2026-12-14"},           // Monday and Friday
		{"type=6 period=2 days=2 occurrences=2", "2026-11-30", "", "2026-11-30 2026-12-14"},
		{"type=8", "2026-12-25", "2026-12-29", "2026-12-25 2026-12-28 2026-12-29"},
		{"each full moon", "2026-12-25", "2026-12-29", ""},
	} {
		c := &model.Calendar{Name: "x", Week: []model.WorkDay{}, Exceptions: []model.Exception{{Name: "r", From: dayOf(t, x.from), Repeat: x.repeat, Hours: "01:00-02:00"}}}
		if x.to != "" {
			c.Exceptions[0].To = dayOf(t, x.to)
		}
		s := withCalendars(t, c)
		hours := s.Hours(calID(2), nil)
		var walked, compiled []string
		for d := date.YMD(2024, time.January, 1); d <= date.YMD(2026, time.December, 31); d++ {
			if len(c.DayHours(s, d)) > 0 {
				walked = append(walked, d.String())
			}
			if len(hours.Hours(d)) > 0 {
				compiled = append(compiled, d.String())
			}
		}
		if got := strings.Join(compiled, " "); got != x.want {
			t.Errorf("%s: compiled %s, want %s", x.repeat, got, x.want)
		}
		if got := strings.Join(walked, " "); got != x.want {
			t.Errorf("%s: walked %s, want %s", x.repeat, got, x.want)
		}
	}
}

// derived is a base with holidays and summer hours (CAL-2), a part-timer on it (CAL-3), and one on
// that again (CAL-4).
func derived(t *testing.T) *model.Snapshot {
	day := func(s string) date.Day { return dayOf(t, s) }
	base := &model.Calendar{Name: "base", Zone: "Europe/Berlin", Week: model.OfficeWeek(), MinutesPerDay: 480, Exceptions: []model.Exception{
		{Name: "New Year", From: day("2026-01-01"), Repeat: "yearly"},
		{Name: "closed", From: day("2026-12-28"), To: day("2026-12-31")},
		{Name: "fair", From: day("2026-10-10"), Hours: "10:00-14:00"}}}
	base.Custom = []model.Custom{{Name: "work week summer", Value: "2026-07-01..2026-08-31 fri 08:00-12:00; mon off"}}
	part := &model.Calendar{Name: "part-timer", BasedOn: calID(2), MinutesPerDay: 300, Week: []model.WorkDay{{Day: "thu", Hours: "09:00-14:00"}, {Day: "fri"}},
		Exceptions: []model.Exception{{Name: "stand-in", From: day("2026-12-29"), Hours: "10:00-12:00"}, {Name: "leave", From: day("2026-10-10")}}}
	third := &model.Calendar{Name: "third", BasedOn: calID(3), Zone: "America/New_York", Week: []model.WorkDay{}}
	return withCalendars(t, base, part, third)
}

func TestDerivedCalendars(t *testing.T) {
	s := derived(t)
	for _, x := range []struct {
		cal       uint64
		day, want string
	}{
		{2, "2026-11-19", "[08:00-12:00 13:00-17:00]"}, {2, "2026-10-10", "[10:00-14:00]"}, {2, "2027-01-01", "[]"}, {2, "2026-07-03", "[08:00-12:00]"}, {2, "2026-07-06", "[]"},
		{3, "2026-11-18", "[08:00-12:00 13:00-17:00]"}, // not told: as in the base
		{3, "2026-11-19", "[09:00-14:00]"}, {3, "2026-11-20", "[]"},
		{3, "2026-12-31", "[]"}, // a Thursday on which the base is closed
		{3, "2026-12-29", "[10:00-12:00]"}, {3, "2026-10-10", "[]"}, {3, "2026-12-30", "[]"},
		{3, "2026-07-06", "[]"}, // the base's summer
		{4, "2026-11-19", "[09:00-14:00]"}, {4, "2026-12-29", "[10:00-12:00]"}, {4, "2032-01-01", "[]"}, {4, "2025-01-02", "[09:00-14:00]"},
	} {
		if got := fmt.Sprint(s.Hours(calID(x.cal), nil).Hours(dayOf(t, x.day))); got != x.want {
			t.Errorf("CAL-%d on %s: %s, want %s", x.cal, x.day, got, x.want)
		}
	}
	for n := uint64(2); n <= 4; n++ {
		cal, _ := model.Find[*model.Calendar](s, calID(n))
		hours := s.Hours(calID(n), nil)
		for d := date.YMD(2025, 6, 1); d < date.YMD(2028, 2, 1); d++ {
			var walked []worktime.Interval
			for _, h := range cal.DayHours(s, d) {
				walked = append(walked, worktime.Interval{From: h.From * 60, To: h.To * 60})
			}
			if a, b := fmt.Sprint(walked), fmt.Sprint(hours.Hours(d)); a != b {
				t.Errorf("%s on %s: walked %s, compiled %s", cal.Name, d, a, b)
			}
		}
	}
	if z := s.Hours(calID(4), nil).Location().String(); z != "America/New_York" {
		t.Errorf("the zone is %s", z)
	}
	berlin, _ := time.LoadLocation("Europe/Berlin")
	if h := s.Hours(calID(3), berlin); h.Location() != berlin || h.Scale().MinutesPerDay != 300 {
		t.Errorf("a calendar without a zone is in %s, its day %d", h.Location(), h.Scale().MinutesPerDay)
	}
	if h := s.Hours(calID(99), berlin); h.Empty() || h.Location() != berlin {
		t.Error("a calendar that does not exist has no office hours")
	}
}

// TestHoursAreKept holds that a calendar is compiled once, and again when calendars change.
func TestHoursAreKept(t *testing.T) {
	s := derived(t)
	h := s.Hours(calID(3), nil)
	if s.Hours(calID(3), nil) != h {
		t.Error("compiled twice")
	}
	e := model.NewEdit(s, now)
	e.Put("P", &model.Project{Name: "another"})
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	if s.With(b.Changes).Hours(calID(3), nil) != h {
		t.Error("compiled again though no calendar changed")
	}
	base, _ := model.Find[*model.Calendar](s, calID(2))
	c := *base
	c.Exceptions = append([]model.Exception{{Name: "strike", From: dayOf(t, "2026-11-18")}}, c.Exceptions...)
	after := s.With([]model.Change{{ID: c.ID, Before: base, After: &c}})
	if n := len(after.Hours(calID(3), nil).Hours(dayOf(t, "2026-11-18"))); n != 0 || len(h.Hours(dayOf(t, "2026-11-18"))) != 2 {
		t.Errorf("a change of the base is not seen, or was seen by the past: %d", n)
	}
}

// TestNoWorkingTime holds that an empty calendar is told as such and not filled with office hours.
func TestNoWorkingTime(t *testing.T) {
	s := withCalendars(t, &model.Calendar{Name: "closed", Week: []model.WorkDay{{Day: "mon"}}})
	h := s.Hours(calID(2), nil)
	if !h.Empty() || h.Add(date.YMD(2026, 11, 20).At(9, 0, nil), 60) != worktime.Never {
		t.Error("a closed shop has hours")
	}
	if _, ok := s.CalendarSpec(calID(7), nil); ok {
		t.Error("there is a spec of no calendar")
	}
}

// TestHoursOfARecord follows a record to whatever tells its calendar.
func TestHoursOfARecord(t *testing.T) {
	s := derived(t)
	c := s.Ctx(now)
	thursday := dayOf(t, "2026-11-19")
	person := &model.Person{Name: "Ada", Calendar: calID(3)}
	if got := fmt.Sprint(c.HoursOf(person).Hours(thursday)); got != "[09:00-14:00]" {
		t.Errorf("a part-timer works %s", got)
	}
	if got := c.HoursOf(&model.Account{Name: "Far", Calendar: calID(4)}).Location().String(); got != "America/New_York" {
		t.Errorf("an account's zone is %s", got)
	}
	if h := (&model.Ctx{Snap: s}).HoursOf(&model.Person{Name: "Bob"}); h.Empty() || len(h.Hours(thursday)) != 2 {
		t.Error("somebody without a calendar has no office hours")
	}
}
