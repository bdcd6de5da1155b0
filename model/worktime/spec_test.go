package worktime_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"tandem/model/date"
	"tandem/model/worktime"
)

func TestParseWeek(t *testing.T) {
	for in, want := range map[string]string{
		"Mon-Fri 09:00-12:00,13:00-17:00":           "Mon-Fri 09:00-12:00 13:00-17:00",
		"mon 9-17":                                  "Mon 09:00-17:00",
		"Monday-Tuesday: 09:00-10:00":               "Mon-Tue 09:00-10:00",
		"Mon,Wed-Thu 07:00-17:00; Sat 10:00-11:00;": "Mon 07:00-17:00; Wed-Thu 07:00-17:00; Sat 10:00-11:00",
		"Mon, Tue 07:00-17:00":                      "Mon-Tue 07:00-17:00",
		"Fri-Mon 10:00-11:00":                       "Sun-Mon 10:00-11:00; Fri-Sat 10:00-11:00",
		"00:00-24:00":                               "Sun-Sat 00:00-24:00",
		"Sun 22:00-06:00":                           "Sun 22:00-30:00",
		"Sat 22:00-24:00; Sun 00:00-06:00":          "Sun 00:00-06:00; Sat 22:00-24:00",
		"Mon 08:00-10:00; Mon 14:00-16:00":          "Mon 08:00-10:00 14:00-16:00",
		"Mon 10:00-12:00, 08:00-09:00":              "Mon 10:00-12:00 08:00-09:00",
		"Mon 08:00:30-08:01":                        "Mon 08:00:30-08:01",
		"Mon–Tue 08:00–09:00":                       "Mon-Tue 08:00-09:00",
		"Mon off":                                   "",
		"off":                                       "",
		"Mon-Fri OFF; Sat 9:00-10:00":               "Sat 09:00-10:00",
		"":                                          "! no hours",
		"Mon":                                       `! "Mon" has no hours`,
		"Mon-Fri":                                   "! has no hours",
		"Mo-Fr 08:00-09:00":                         "Mon-Fri 08:00-09:00",
		"M 08:00-09:00":                             `! "m" is not a day`,
		"Foo 08:00-09:00":                           `! "foo" is not a day`,
		"Mon- 08:00-09:00":                          `! "" is not a day`,
		"Mon 08:00":                                 "! not an interval",
		"Mon 08:00-08:00":                           "! is empty",
		"Mon 24:00-02:00":                           "! begins when the day has ended",
		"Mon 08:00-25:00":                           "! not an interval",
		"Mon 08:60-09:00":                           "! not an interval",
		"Mon 08:00-24:01":                           "! not an interval",
		"Mon 08:00-09:00:00:00":                     "! not an interval",
		"Mon 08:00-12:00,11:00-13:00":               "! week.Mon: 11:00-13:00 overlaps 08:00-12:00",
		"Mon 08:00-12:00; Mon 11:00-13:00":          "! overlaps",
		"Mon 22:00-06:00; Tue 05:00-09:00":          "! week.Mon: 22:00-30:00 overlaps 05:00-09:00 of the next day",
		"Sat 22:00-06:00; Sun 05:59-09:00":          "! of the next day",
		"Mon 9999999999-2":                          "! not an interval",
	} {
		w, err := worktime.ParseWeek(in)
		if fault, bad := strings.CutPrefix(want, "! "); bad {
			if err == nil || !strings.Contains(strings.ToLower(err.Error()), strings.ToLower(fault)) {
				t.Errorf("%q: %v, want %s", in, err, fault)
			}
			continue
		}
		if err != nil {
			t.Errorf("%q: %v", in, err)
		}
		if got := showWeek(w); got != want {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
	}
}

// showWeek writes a week the way people do, days of the same hours as a range.
func showWeek(w worktime.Week) string {
	var out []string
	for d := 0; d < 7; {
		last := d
		for last < 6 && fmt.Sprint(w[last+1]) == fmt.Sprint(w[d]) {
			last++
		}
		if len(w[d]) > 0 {
			name := time.Weekday(d).String()[:3]
			if last > d {
				name += "-" + time.Weekday(last).String()[:3]
			}
			out = append(out, name+" "+strings.Trim(fmt.Sprint(w[d]), "[]"))
		}
		d = last + 1
	}
	return strings.Join(out, "; ")
}

// FuzzParseWeek holds that whatever is read compiles, and reads the same when written again.
func FuzzParseWeek(f *testing.F) {
	for _, s := range []string{"Mon-Fri 09:00-12:00,13:00-17:00", "22:00-06:00", "Sat off; 1-2", "Mon 24:00-00:00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		w, err := worktime.ParseWeek(s)
		if err != nil {
			return
		}
		if _, err := worktime.New(worktime.Spec{Week: w}); err != nil {
			t.Errorf("%q is read but not taken: %v", s, err)
		}
	})
}

func TestFaultsAreSaidAtTheirPlace(t *testing.T) {
	h := func(from, to int) worktime.Interval { return worktime.Interval{From: from * 3600, To: to * 3600} }
	var s worktime.Spec
	s.Week[time.Monday] = []worktime.Interval{h(8, 12), h(11, 13)}
	s.Week[time.Tuesday] = []worktime.Interval{h(9, 9)}
	s.Week[time.Wednesday] = []worktime.Interval{h(22, 30)}
	s.Week[time.Thursday] = []worktime.Interval{h(5, 7), h(-1, 2), h(24, 25)}
	s.Weeks = []worktime.WorkWeek{
		{From: 5, To: 4},
		{From: 1, To: 4, Days: map[time.Weekday][]worktime.Interval{time.Friday: {h(8, 10), h(9, 11)}, time.Saturday: {h(0, 49)}}},
	}
	s.Exceptions = []worktime.Exception{{}, {From: 9, To: 8}, {From: 9, Hours: []worktime.Interval{h(22, 26)}}, {From: 9, Hours: []worktime.Interval{h(2, 4), h(3, 5)}}}
	_, err := worktime.New(s)
	if err == nil {
		t.Fatal("nothing is found")
	}
	text := "\n" + err.Error() + "\n"
	for _, want := range []string{
		"week.Mon: 11:00-13:00 overlaps 08:00-12:00", "week.Tue: 09:00-09:00 is empty: an interval ends after it starts",
		"week.Wed: 22:00-30:00 overlaps 05:00-07:00 of the next day", "week.Thu: 24:00-25:00 does not fit in the day",
		"weeks[0]: ends before it starts", "weeks[1].Fri: 09:00-11:00 overlaps 08:00-10:00", "weeks[1].Sat: 00:00-49:00 does not fit in the day",
		"exceptions[0]: has no first day", "exceptions[1]: ends before it starts", "exceptions[2]: 22:00-26:00 does not fit in the day",
		"exceptions[3]: 03:00-05:00 overlaps 02:00-04:00",
	} {
		if !strings.Contains(text, "\n"+want+"\n") {
			t.Errorf("%q is not said in %s", want, text)
		}
	}
	var at *worktime.Error
	if !errors.As(err, &at) || at.Place != "week.Mon" {
		t.Errorf("the first place is %+v", at)
	}
	_, err = worktime.Pause(worktime.Span{From: 5, To: 6}, worktime.Span{To: 6}, worktime.Span{From: 6, To: 5})
	if err == nil || err.Error() != "pauses[1]: has no start\npauses[2]: ends before it starts" {
		t.Errorf("pauses: %v", err)
	}
}

func TestLayersOfACalendar(t *testing.T) {
	loc := zone(t, "Europe/Berlin")
	hours := func(s string) []worktime.Interval { return week(t, s)[0] }
	d := func(s string) date.Day { return day(t, s) }
	c := build(t, worktime.Spec{Zone: loc, Week: week(t, "Mon-Fri 08:00-16:00"),
		Weeks: []worktime.WorkWeek{
			{Name: "summer", From: d("2026-07-01"), To: d("2026-07-31"), Days: map[time.Weekday][]worktime.Interval{time.Friday: hours("08:00-12:00"), time.Saturday: hours("10:00-11:00")}},
			{Name: "less", From: d("2026-07-20"), Days: map[time.Weekday][]worktime.Interval{time.Monday: nil}},
		},
		Exceptions: []worktime.Exception{
			{Name: "open", From: d("2026-07-14"), Hours: hours("09:00-10:00")},
			{Name: "holidays", From: d("2026-07-13"), To: d("2026-07-17")},
			{Name: "hidden", From: d("2026-07-15"), Hours: hours("01:00-02:00")},
		}})
	for on, want := range map[string]string{
		"2026-06-30": "[08:00-16:00]", "2026-06-26": "[08:00-16:00]", "2026-06-27": "[]", "2026-07-03": "[08:00-12:00]", "2026-07-04": "[10:00-11:00]",
		"2026-07-06": "[08:00-16:00]", "2026-07-13": "[]", "2026-07-14": "[09:00-10:00]", "2026-07-15": "[]", "2026-07-17": "[]", "2026-07-18": "[10:00-11:00]",
		"2026-07-20": "[08:00-16:00]", "2026-08-03": "[]", "2026-08-07": "[08:00-16:00]", "2126-08-05": "[]", "2126-08-06": "[08:00-16:00]",
	} {
		if got := fmt.Sprint(c.Hours(d(on))); got != want {
			t.Errorf("%s: %s, want %s", on, got, want)
		}
	}
	if len(c.Hours(0)) != 0 || len(c.Hours(4_000_000)) != 0 {
		t.Error("there are hours outside of the years 1 to 9999")
	}
	if got := c.Between(at(t, "2026-07-01", loc), at(t, "2026-08-01", loc)); got != (8+8+4+1+5*8-4+1+1+1+5*8-4+1+5*8-4)*3600 {
		t.Errorf("July has %v hours", float64(got)/3600)
	}
}

func TestScaleAndZone(t *testing.T) {
	c := build(t, worktime.Spec{Scale: date.Scale{MinutesPerDay: 450}})
	if c.Scale() != (date.Scale{MinutesPerDay: 450, MinutesPerWeek: 2400, DaysPerMonth: 20}) || c.Location() != time.UTC || !c.Empty() {
		t.Errorf("%+v %v", c.Scale(), c.Location())
	}
	if o := worktime.Office(nil); o.Empty() || o.Location() != time.UTC || o.Scale() != date.Usual {
		t.Errorf("%+v", o)
	}
}
