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

// bavaria is a calendar of Bavaria that works on Corpus Christi, with a day off of its own, and one
// based on it that works on Labour Day 2026 and on a holiday by exception.
func bavaria() *model.Snapshot {
	return with(
		&model.Calendar{Meta: meta("CAL-1"), Name: "Munich", Zone: "Europe/Berlin", Week: model.OfficeWeek(), Country: "DE", Region: "BY",
			Worked: []model.WorkedHoliday{{Name: "fronleichnam"}}, Exceptions: []model.Exception{{Name: "Works outing", From: date.YMD(2026, 6, 12)}}},
		&model.Calendar{Meta: meta("CAL-2"), Name: "Night watch", BasedOn: id("CAL-1"), Worked: []model.WorkedHoliday{{Name: "Tag der Arbeit", Year: 2026}},
			Exceptions: []model.Exception{{Name: "Stock count", From: date.YMD(2026, 1, 6), Hours: "08:00-12:00"}}},
		&model.Calendar{Meta: meta("CAL-3"), Name: "Plain", Week: model.OfficeWeek()},
		&model.Calendar{Meta: meta("CAL-4"), Name: "Never", Week: []model.WorkDay{{Day: "mon"}}},
		&model.Account{Meta: meta("A-1"), Name: "Northwind", Calendar: id("CAL-4")})
}

// TestHolidaysOfCalendars: days off by country and region, with people's own added and taken away, read
// the same day by day and in the compiled hours.
func TestHolidaysOfCalendars(t *testing.T) {
	s := bavaria()
	loc, _ := time.LoadLocation("Europe/Berlin")
	for _, x := range []struct {
		cal  string
		day  date.Day
		want int // hours of work
	}{
		{"CAL-1", date.YMD(2026, 5, 14), 0},  // Ascension, all of Germany
		{"CAL-1", date.YMD(2026, 8, 14), 8},  // a Friday
		{"CAL-1", date.YMD(2026, 11, 18), 8}, // Repentance Day is one of Saxony
		{"CAL-1", date.YMD(2026, 1, 6), 0},   // Epiphany, of Bavaria
		{"CAL-1", date.YMD(2026, 6, 4), 8},   // Corpus Christi is worked here
		{"CAL-1", date.YMD(2026, 6, 12), 0},  // its own
		{"CAL-1", date.YMD(2026, 5, 1), 0},
		{"CAL-1", date.YMD(2031, 5, 1), 0},
		{"CAL-2", date.YMD(2026, 5, 1), 8}, // worked in that year alone
		{"CAL-2", date.YMD(2028, 5, 1), 0},
		{"CAL-2", date.YMD(2026, 1, 6), 4}, // an exception goes before a holiday
		{"CAL-2", date.YMD(2026, 6, 4), 8}, // what the base works on
		{"CAL-2", date.YMD(2026, 6, 12), 0},
		{"CAL-3", date.YMD(2026, 5, 14), 8},
	} {
		cal, _ := model.Find[*model.Calendar](s, id(x.cal))
		minutes := 0
		for _, h := range cal.DayHours(s, x.day) {
			minutes += h.To - h.From
		}
		c := s.Hours(cal.ID, loc)
		if got := c.Between(x.day.At(0, 0, loc), (x.day+1).At(0, 0, loc)); int(got) != x.want*3600 || minutes != x.want*60 {
			t.Errorf("%s on %s: %d h compiled, %d h by the day, want %d", x.cal, x.day, got/3600, minutes/60, x.want)
		}
	}
	var total int64 // a year by the compiled hours is the sum of its days
	cal, _ := model.Find[*model.Calendar](s, id("CAL-2"))
	for d := date.YMD(2027, 1, 1); d <= date.YMD(2027, 12, 31); d++ {
		for _, h := range cal.DayHours(s, d) {
			total += int64(h.To-h.From) * 60
		}
	}
	if got := s.Hours(cal.ID, loc).Between(date.YMD(2027, 1, 1).At(0, 0, loc), date.YMD(2028, 1, 1).At(0, 0, loc)); got != total {
		t.Errorf("2027 has %d h compiled, %d h by its days", got/3600, total/3600)
	}
}

// TestDaysOff lists what a calendar keeps, with what is worked and what people added.
func TestDaysOff(t *testing.T) {
	s := bavaria()
	cal, _ := model.Find[*model.Calendar](s, id("CAL-2"))
	var got []string
	for _, d := range cal.DaysOff(s, 2026) {
		line := d.Day.String() + " " + d.Name
		if d.Worked {
			line += ", worked"
		}
		if d.Own {
			line += fmt.Sprint(", own ", d.Hours)
		}
		got = append(got, line)
	}
	all := strings.Join(got, "\n")
	for _, want := range []string{"2026-01-06 Heilige Drei Könige", "2026-01-06 Stock count, own [{480 720}]", "2026-05-01 Tag der Arbeit, worked", "2026-06-04 Fronleichnam, worked", "2026-06-12 Works outing, own []", "2026-12-25 Weihnachtstag"} {
		if !strings.Contains(all, want) {
			t.Errorf("no %q in\n%s", want, all)
		}
	}
	if len(got) != 14 {
		t.Errorf("%d days:\n%s", len(got), all)
	}
	us := &model.Calendar{Country: "US"}
	found := false
	for _, d := range us.DaysOff(s, 2026) {
		found = found || d.Day == date.YMD(2026, 7, 3) && d.For == date.YMD(2026, 7, 4)
	}
	if !found {
		t.Error("a day off that makes up for another one does not say so")
	}
}

// TestBadCalendars: what is wrong is said at its field and row; no working time at all is taken, and
// said wherever something is due.
func TestBadCalendars(t *testing.T) {
	week := func(rows ...model.WorkDay) func(*model.Calendar) { return func(c *model.Calendar) { c.Week = rows } }
	for want, f := range map[string]func(*model.Calendar){
		`week: row 2: tue, "09:00-12:00, 11:00-13:00": the intervals overlap`: week(model.WorkDay{Day: "mon"}, model.WorkDay{Day: "tue", Hours: "09:00-12:00, 11:00-13:00"}),
		`week: row 1: mon, "09:00-09:00" is empty`:                            week(model.WorkDay{Day: "mon", Hours: "09:00-09:00"}),
		`week: row 1: mon, "22:00-06:00" is empty`:                            week(model.WorkDay{Day: "mon", Hours: "22:00-06:00"}),
		`week: row 2: mon is told twice`:                                      week(model.WorkDay{Day: "mon", Hours: "08:00-12:00"}, model.WorkDay{Day: "mon", Hours: "13:00-17:00"}),
		`zone: "Mars/Base" is not a known time zone`:                          func(c *model.Calendar) { c.Zone = "Mars/Base" },
		`country: the holidays of "XX" are not known: write one of AR`:        func(c *model.Calendar) { c.Country = "XX" },
		`region: "QQ" is not a region of DE: write one of BB`:                 func(c *model.Calendar) { c.Country, c.Region = "DE", "QQ" },
		`region: is one of no country`:                                        func(c *model.Calendar) { c.Region = "BY" },
		`worked_holidays: row 1: "Carnival" is not a holiday of DE`:           func(c *model.Calendar) { c.Country, c.Worked = "DE", []model.WorkedHoliday{{Name: "Carnival"}} },
		`worked_holidays: there are none to work on`:                          func(c *model.Calendar) { c.Worked = []model.WorkedHoliday{{Name: "Carnival"}} },
		`exceptions: row 1: "9-5" is not working time`: func(c *model.Calendar) {
			c.Exceptions = []model.Exception{{Name: "x", From: 5, Hours: "9-5"}}
		},
	} {
		got := refused(t, bavaria(), "2026-11-20 10:00", func(e *model.Edit) error {
			return model.Update(e, id("CAL-3"), func(c *model.Calendar) error { f(c); return nil })
		})
		if !strings.Contains(got, want) {
			t.Errorf("%q: %s", want, got)
		}
	}
	s := bavaria()
	c := s.Ctx(berlinAt("2026-11-20 10:00"))
	if got := s.Schema().Of(id("CAL-4")).Field("hours_a_week").Show(c, s.Get(id("CAL-4"))); got != "none: nothing is ever due" {
		t.Error(got)
	}
	if got := s.Schema().Of(id("CAL-2")).Field("hours_a_week").Show(c, s.Get(id("CAL-2"))); got != "40" {
		t.Error(got)
	}
	agreement := &model.Agreement{Account: id("A-1")}
	if got := s.Schema().Prefix("AG").Field("hours").Show(c, agreement); got != "none: never due" {
		t.Error(got)
	}
	if s.Hours(id("CAL-4"), nil).Add(1e9, 60) != worktime.Never {
		t.Error("something is due without working time")
	}
}
