package model_test

import (
	"strings"
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
)

// TestHoursOfACalendar: hours come from the calendar, its base, weeks that hold for a while and
// exceptions that repeat.
func TestHoursOfACalendar(t *testing.T) {
	p := newPlanner(t)
	var mine, plain model.ID
	p.edit(func(e *model.Edit) {
		cal := model.Kinds().Prefix(model.CalendarPrefix).New().(*model.Calendar)
		cal.Name, cal.Zone, cal.BasedOn, cal.Week = "Mine", "UTC", p.office, []model.WorkDay{{Day: "fri", Hours: "08:00-10:00"}}
		cal.Custom = []model.Custom{{Name: "work week Spring", Value: "2026-03-09..2026-03-13 mon 09:00-12:00; tue off"}}
		mine = e.Put(model.CalendarPrefix, cal)
		bare := model.Kinds().Prefix(model.CalendarPrefix).New().(*model.Calendar)
		bare.Name, bare.BasedOn, bare.Week = "Plain", mine, nil
		plain = e.Put(model.CalendarPrefix, bare)
	})
	for _, id := range []model.ID{mine, plain} {
		h := p.snap.Hours(id, nil)
		for _, c := range []struct {
			day   int
			hours int64
		}{{5, 8}, {6, 2}, {7, 0}, {9, 3}, {10, 0}, {11, 8}, {16, 8}} {
			if got := h.Between(march(c.day, 0, 0), march(c.day+1, 0, 0)) / 3600; got != c.hours {
				t.Errorf("%s on 2026-03-%d: %d hours, want %d", id, c.day, got, c.hours)
			}
		}
	}
	if first := p.snap.Hours(mine, nil); p.snap.Hours(mine, nil) != first {
		t.Error("compiled twice")
	}
	if h := p.snap.Hours(0, time.UTC); h.Between(march(2, 0, 0), march(3, 0, 0)) != 8*3600 {
		t.Error("no calendar is not office hours")
	}
}

// TestRepeats lists the days off of each recurrence.
func TestRepeats(t *testing.T) {
	for _, c := range []struct{ repeat, to, want string }{
		{"type=1 period=3", "2026-03-10", "02 05"}, // the 8th is a Sunday
		{"type=6 period=2 days=10", "2026-03-31", "02 04 16 18 30"},
		{"type=8", "2026-03-06", "02 03 04 05 06"},
		{"type=4 monthday=31", "2026-03-31", "31"},
		{"type=5 item=4 position=1", "2026-03-31", "09"},
		{"type=5 item=8 position=4", "2026-03-31", "27"},
		{"type=5 item=1 position=0", "2026-03-31", "02"},
		{"type=2 month=2 monthday=17", "2027-12-31", "17"},
		{"type=3 month=2 item=3 position=3", "2026-12-31", ""}, // a Sunday is off anyway
		{"type=1 period=1 occurrences=2", "2026-03-31", "02 03"},
	} {
		p := newPlanner(t)
		to, err := date.ParseDay(c.to, 1)
		if err != nil {
			t.Fatal(err)
		}
		p.edit(func(e *model.Edit) {
			if err := model.Update(e, p.office, func(x *model.Calendar) error {
				x.Exceptions = []model.Exception{{Name: "Off", From: date.YMD(2026, 3, 2), To: to, Repeat: c.repeat}}
				return nil
			}); err != nil {
				t.Fatal(err)
			}
		})
		h, got := p.snap.Hours(p.office, nil), []string{}
		for d := 1; d <= 31; d++ {
			day := date.YMD(2026, 3, d)
			if w := day.Weekday(); w != time.Saturday && w != time.Sunday && h.Between(march(d, 0, 0), march(d+1, 0, 0)) == 0 {
				got = append(got, day.Time().Format("02"))
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: off on %q, want %q", c.repeat, s, c.want)
		}
	}
}
