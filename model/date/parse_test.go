package date_test

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"pgregory.net/rapid"

	"tandem/model/date"
)

var today = date.YMD(2026, 11, 20) // a Friday in week 47

func TestParseDay(t *testing.T) {
	for _, x := range []struct{ in, want string }{
		{"today", "2026-11-20"},
		{"now", "2026-11-20"},
		{"tomorrow", "2026-11-21"},
		{"tom", "2026-11-21"},
		{"yesterday", "2026-11-19"},
		{" TODAY ", "2026-11-20"},
		{"fri", "2026-11-27"},
		{"Friday", "2026-11-27"},
		{"sat", "2026-11-21"},
		{"sun", "2026-11-22"},
		{"mon", "2026-11-23"},
		{"tues", "2026-11-24"},
		{"wednesday", "2026-11-25"},
		{"thurs", "2026-11-26"},
		{"eow", "2026-11-22"},
		{"eom", "2026-11-30"},
		{"eoq", "2026-12-31"},
		{"eoy", "2026-12-31"},
		{"som", "2026-12-01"},
		{"w48", "2026-11-23"},
		{"w47", "2026-11-16"},
		{"w35", "2026-08-24"},
		{"w34", "2027-08-23"},
		{"w1", "2027-01-04"},
		{"w53", "2026-12-28"},
		{"W48", "2026-11-23"},
		{"12 jan", "2027-01-12"},
		{"jan 12", "2027-01-12"},
		{"12 Jan 2028", "2028-01-12"},
		{"January 12, 2028", "2028-01-12"},
		{"12th january", "2027-01-12"},
		{"1st dec", "2026-12-01"},
		{"2nd dec", "2026-12-02"},
		{"3rd dec", "2026-12-03"},
		{"12. dec.", "2026-12-12"},
		{"sept 9", "2026-09-09"},
		{"9 sep", "2026-09-09"},
		{"22 aug", "2026-08-22"},
		{"21 aug", "2027-08-21"},
		{"20 nov", "2026-11-20"},
		{"29 feb 2028", "2028-02-29"},
		{"31 dec", "2026-12-31"},
		{"1 jan", "2027-01-01"},
		{"2026-11-20", "2026-11-20"},
		{"2026-1-2", "2026-01-02"},
		{"20.11.2026", "2026-11-20"},
		{"2.1.26", "2026-01-02"},
		{"20261120", "2026-11-20"},
		{"2028-02-29", "2028-02-29"},
		{"Fri 20 Nov", "2026-11-20"},
		{"thu 12 jan 2028 +1d", "?12 January 2028 is a Wednesday"},
		{"wed 12 jan 2028 +1d", "2028-01-13"},
		{"fri 2026-11-20", "2026-11-20"},
		{"2026/11/20", "2026-11-20"},
		{"2026/1/2", "2026-01-02"},
		{"w48 2027", "2027-11-29"},
		{"w53 2027", "?2027 has no week 53"},
		{"2026-w48", "2026-11-23"},
		{"2026-W48-3", "2026-11-25"},
		{"2026W01", "2025-12-29"},
		{"2026-w54", "?w1 to w53"},
		{"2026-w48-8", "?write today"},
		{"in 3 days", "2026-11-23"},
		{"in 1 week", "2026-11-27"},
		{"in 2 weeks +1d", "2026-12-05"},
		{"3 days ago", "2026-11-17"},
		{"+3 days", "2026-11-23"},
		{"-2 weeks", "2026-11-06"},
		{"3 days", "?write today"},
		{"in 3", "?write today"},
		{"ago", "?write today"},
		{"next fri", "2026-11-27"},
		{"this sun", "2026-11-22"},
		{"last fri", "2026-11-13"},
		{"last mon", "2026-11-16"},
		{"last sat", "2026-11-14"},
		{"next week", "2026-11-27"},
		{"last month", "2026-10-20"},
		{"next year", "2027-11-20"},
		{"next day", "?write today"},
		{"end of month", "2026-11-30"},
		{"end of the year", "2026-12-31"},
		{"end of", "?write today"},
		{"dec 2026", "?which day of December 2026"},
		{"mon fri", "?write today"},
		{"+3d", "2026-11-23"},
		{"-3d", "2026-11-17"},
		{"+2w", "2026-12-04"},
		{"-2w", "2026-11-06"},
		{"+1m", "2026-12-20"},
		{"+1mo", "2026-12-20"},
		{"+1q", "2027-02-20"},
		{"+1y", "2027-11-20"},
		{"-1y", "2025-11-20"},
		{"+1wd", "2026-11-23"},
		{"+5wd", "2026-11-27"},
		{"-1wd", "2026-11-19"},
		{"-5wd", "2026-11-13"},
		{"+1day", "2026-11-21"},
		{"+2days", "2026-11-22"},
		{"+0d", "2026-11-20"},
		{"fri +2w", "2026-12-11"},
		{"eom +1d", "2026-12-01"},
		{"+1m +3d", "2026-12-23"},
		{"2026-01-31 +1m", "2026-02-28"},
		{"2028-01-31 +1m", "2028-02-29"},
		{"2026-03-31 -1m", "2026-02-28"},
		{"2026-11-20 +10wd", "2026-12-04"},
		{"2026-11-20T23:30:00-05:00", "2026-11-20"},
		{"2026-11-20 14:30", "2026-11-20"},
		{"2026-11-20T14:30", "2026-11-20"},
		{"2026-11-20T23:30:00.123Z", "2026-11-20"},
		{"2026-11-20t23:30:00z", "2026-11-20"},
		{"2026-11-20T23:30:00+0200", "2026-11-20"},
		{"1.1.0001", "0001-01-01"},
		{"9999-12-31", "9999-12-31"},
		// wrong
		{"", "?a date is missing"},
		{" , ", "?a date is missing"},
		{"x", "?write today, fri, +3d"},
		{"3d", "?write today"},
		{"+3", "?write today"},
		{"+d", "?write today"},
		{"fri mon", "?write today"},
		{"+2w fri", "?write today"},
		{"fri x", "?write today"},
		{"12", "?write today"},
		{"12 ja", "?write today"},
		{"12 january2", "?write today"},
		{"32 jan", "?January 2027 has no day 32"},
		{"0 jan", "?write today"},
		{"29 feb", "?February 2027 has no day 29"},
		{"29 feb 2027", "?February 2027 has no day 29"},
		{"31 apr 2027", "?April 2027 has no day 31"},
		{"2027-02-29", "?write today"},
		{"31.2.2026", "?write today"},
		{"2026-13-01", "?write today"},
		{"w54", "?w1 to w53"},
		{"w0", "?w1 to w53"},
		{"w+5", "?write today"},
		{"w", "?write today"},
		{"14:30", "?time of day"},
		{"fri 14:30", "?time of day"},
		{"9am", "?time of day"},
		{"+4h", "?time of day"},
		{"+30min", "?time of day"},
		{"fri +2h", "?time of day"},
		{"25:00", "?write today"},
		{"2026-11-20T25:30", "?write 2026-11-20T09:30"},
		{"2026-11-20Tx9:30:00", "?write 2026-11-20T09:30"},
		{"+100000y", "?years 1 to 9999"},
		{"-3000y", "?years 1 to 9999"},
		{"0001-01-01 -1d", "?years 1 to 9999"},
		{"9999-12-31 +1d", "?years 1 to 9999"},
		{strings.Repeat("+100000y ", 100), "?years 1 to 9999"}, {"+1000000d", "?write today"}, {"friends", "?write today"}, {"tuesdayx", "?write today"}, {"mo", "?write today"}, {"日本", "?write today"}, {"12 日本", "?write today"}, {"0000-01-01T00:00Z", "?years 1 to 9999"},
	} {
		d, err := date.ParseDay(x.in, today)
		if why, bad := strings.CutPrefix(x.want, "?"); bad {
			if err == nil || !strings.Contains(err.Error(), why) {
				t.Errorf("%q: %s and %v, want %q", x.in, d, err, why)
			}
			continue
		}
		if err != nil || d.String() != x.want {
			t.Errorf("%q: %s %v, want %s", x.in, d, err, x.want)
		}
	}
}

func TestWeeks(t *testing.T) {
	for _, x := range []struct{ today, in, want string }{
		{"2027-01-02", "w53", "2026-12-28"}, // still in week 53 of 2026
		{"2027-01-05", "w53", "?2027 has no week 53"},
		{"2027-01-05", "w52", "2027-12-27"},
		{"2026-01-01", "w1", "2025-12-29"},
		{"2024-12-31", "w1", "2024-12-30"}, // already week 1 of 2025
		{"2026-11-22", "sun", "2026-11-29"},
		{"2026-11-22", "eow", "2026-11-22"},
		{"2026-11-23", "eow", "2026-11-29"},
		{"2028-01-15", "29 feb", "2028-02-29"},
		{"2028-05-29", "29 feb", "2028-02-29"},
		{"2028-05-30", "29 feb", "?February 2029 has no day 29"},
		{"2026-01-31", "+1m", "2026-02-28"},
		{"2026-02-10", "eoq", "2026-03-31"},
		{"2026-12-05", "som", "2027-01-01"},
		{"2028-02-01", "eom", "2028-02-29"},
		{"2026-02-01", "25 dec", "2025-12-25"},
		{"2026-02-01", "5 nov", "2025-11-05"},
		{"2026-02-01", "3 nov", "2026-11-03"},
		{"2026-02-01", "4 nov", "2025-11-04"},
	} {
		d, err := date.ParseDay(x.today, today)
		if err != nil {
			t.Fatal(err)
		}
		got, err := date.ParseDay(x.in, d)
		if why, bad := strings.CutPrefix(x.want, "?"); bad {
			if err == nil || !strings.Contains(err.Error(), why) {
				t.Errorf("%q on %s: %s and %v, want %q", x.in, x.today, got, err, why)
			}
		} else if err != nil || got.String() != x.want {
			t.Errorf("%q on %s: %s %v, want %s", x.in, x.today, got, err, x.want)
		}
	}
}

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func TestParse(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	now := date.Of(time.Date(2026, 11, 20, 9, 12, 30, 0, berlin))
	for _, x := range []struct{ in, want string }{
		{"today", "2026-11-20T00:00:00+01:00"},
		{"now", "2026-11-20T09:12:30+01:00"},
		{"fri", "2026-11-27T00:00:00+01:00"},
		{"now +1d", "2026-11-21T09:12:30+01:00"},
		{"now +2h", "2026-11-20T11:12:30+01:00"},
		{"+3d", "2026-11-23T00:00:00+01:00"},
		{"+4h", "2026-11-20T13:12:30+01:00"},
		{"-4h", "2026-11-20T05:12:30+01:00"},
		{"+0h", "2026-11-20T09:12:30+01:00"},
		{"+30min", "2026-11-20T09:42:30+01:00"},
		{"+3d +4h", "2026-11-23T13:12:30+01:00"},
		{"+1hour", "2026-11-20T10:12:30+01:00"},
		{"fri +4h", "2026-11-27T04:00:00+01:00"},
		{"14:30", "2026-11-20T14:30:00+01:00"},
		{"fri noon", "2026-11-27T12:00:00+01:00"},
		{"14:30:15", "2026-11-20T14:30:15+01:00"},
		{"9am", "2026-11-20T09:00:00+01:00"},
		{"9:30pm", "2026-11-20T21:30:00+01:00"},
		{"12am", "2026-11-20T00:00:00+01:00"},
		{"12pm", "2026-11-20T12:00:00+01:00"},
		{"24:00", "2026-11-21T00:00:00+01:00"},
		{"9:05", "2026-11-20T09:05:00+01:00"},
		{"12 jan 14:30", "2027-01-12T14:30:00+01:00"},
		{"jan 12, 2028 9am", "2028-01-12T09:00:00+01:00"},
		{"fri 14:30", "2026-11-27T14:30:00+01:00"},
		{"fri 24:00", "2026-11-28T00:00:00+01:00"},
		{"9am tomorrow", "2026-11-21T09:00:00+01:00"},
		{"+2w 9am", "2026-12-04T09:00:00+01:00"},
		{"fri +2w 9am +1h", "2026-12-11T10:00:00+01:00"},
		{"12 jan +2w", "2027-01-26T00:00:00+01:00"},
		{"w48 8:00", "2026-11-23T08:00:00+01:00"},
		{"2026-07-01", "2026-07-01T00:00:00+02:00"},
		{"20.11.2026 9:00", "2026-11-20T09:00:00+01:00"},
		{"2026-11-20T09:30:00+01:00", "2026-11-20T09:30:00+01:00"},
		{"2026-11-20T09:30:00Z", "2026-11-20T10:30:00+01:00"},
		{"2026-11-20T09:30:00-05:00", "2026-11-20T15:30:00+01:00"},
		{"2026-11-20T09:30Z", "2026-11-20T10:30:00+01:00"},
		{"2026-11-20T09:30:00.999Z", "2026-11-20T10:30:00+01:00"},
		{"2026-11-20T09:30:00+0100", "2026-11-20T09:30:00+01:00"},
		{"2026-11-20t09:30:00z", "2026-11-20T10:30:00+01:00"},
		{"2026-11-20T09:30", "2026-11-20T09:30:00+01:00"},
		{"2026-11-20 09:30:15", "2026-11-20T09:30:15+01:00"},
		{"2026-11-20 9:30:15", "2026-11-20T09:30:15+01:00"},
		{"2026-11-20 +10wd", "2026-12-04T00:00:00+01:00"},
		{"2026-11-20 09:30 +1h", "2026-11-20T10:30:00+01:00"},
		// the clocks go forward on 29 March and back on 25 October 2026
		{"2026-03-29 01:59", "2026-03-29T01:59:00+01:00"},
		{"2026-03-29 02:30", "2026-03-29T03:30:00+02:00"},
		{"29 mar 2026 2:30", "2026-03-29T03:30:00+02:00"},
		{"2026-03-29 03:00", "2026-03-29T03:00:00+02:00"},
		{"2026-10-25 02:30", "2026-10-25T02:30:00+02:00"},
		{"25 oct 2026 2:30", "2026-10-25T02:30:00+02:00"},
		{"2026-10-25 03:00", "2026-10-25T03:00:00+01:00"},
		{"2026-10-25T02:30:00+01:00", "2026-10-25T02:30:00+01:00"},
		{"2026-10-25 01:30 +1h", "2026-10-25T02:30:00+02:00"},
		{"2026-10-25 02:30 +1h", "2026-10-25T02:30:00+01:00"},
		// wrong
		{"", "?a date is missing"},
		{",", "?a date is missing"},
		{"soon", "?write today"},
		{"25:00", "?write today"},
		{"9:60", "?write today"},
		{"14:30 15:30", "?write today"},
		{"now 14:30", "?write today"},
		{"2026-11-20T9", "?write today"},
		{"2026-11-20T09:61", "?write 2026-11-20T09:30"},
		{"0001-01-01", "?years 1 to 9999"},
		{"9999-12-31 +100000h", "?years 1 to 9999"}, {strings.Repeat("+100000h ", 30), "?years 1 to 9999"},
		{"13pm", "?write today"},
	} {
		i, err := date.Parse(x.in, now, berlin)
		if why, bad := strings.CutPrefix(x.want, "?"); bad {
			if err == nil || !strings.Contains(err.Error(), why) {
				t.Errorf("%q: %s and %v, want %q", x.in, i.RFC3339(berlin), err, why)
			}
			continue
		}
		if err != nil || i.RFC3339(berlin) != x.want {
			t.Errorf("%q: %s %v, want %s", x.in, i.RFC3339(berlin), err, x.want)
		}
	}
	noon := date.YMD(2026, 11, 20).At(12, 0, nil)
	if i, err := date.Parse("now +2h", noon, nil); err != nil || i != noon.Add(2*time.Hour) {
		t.Errorf("from noon in UTC: %s %v", i.RFC3339(nil), err)
	}
}

func TestNowInTheHourThatComesTwice(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	for _, s := range []string{"2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"} {
		now, err := date.Parse(s, 1, berlin)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := date.Parse("now", now, berlin); err != nil || got != now {
			t.Errorf("now is %s at %s", got.RFC3339(berlin), s)
		}
	}
}

func TestParseRange(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	now := date.Of(time.Date(2026, 11, 20, 9, 12, 30, 0, berlin))
	for _, x := range []struct{ in, first, last string }{
		{"today", "2026-11-20T00:00:00+01:00", "2026-11-20T23:59:59+01:00"},
		{"w48", "2026-11-23T00:00:00+01:00", "2026-11-29T23:59:59+01:00"},
		{"w48 +1d", "2026-11-24T00:00:00+01:00", "2026-11-24T23:59:59+01:00"},
		{"2026-10-25", "2026-10-25T00:00:00+02:00", "2026-10-25T23:59:59+01:00"},
		{"now", "2026-11-20T09:12:30+01:00", "2026-11-20T09:12:30+01:00"},
		{"+2h", "2026-11-20T11:12:30+01:00", "2026-11-20T11:12:30+01:00"},
		{"fri 14:30", "2026-11-27T14:30:00+01:00", "2026-11-27T14:30:00+01:00"},
		{"2026-11-20T09:30:00Z", "2026-11-20T10:30:00+01:00", "2026-11-20T10:30:00+01:00"},
	} {
		a, b, err := date.ParseRange(x.in, now, berlin)
		if err != nil || a.RFC3339(berlin) != x.first || b.RFC3339(berlin) != x.last {
			t.Errorf("%q: %s to %s, %v", x.in, a.RFC3339(berlin), b.RFC3339(berlin), err)
		}
	}
}

// A day that starts with a gap has no midnight; its first moment stands for it.
func TestMidnightGap(t *testing.T) {
	loc := zone(t, "America/Santiago")
	d := date.YMD(2026, 9, 6)
	if got := d.At(0, 0, loc).RFC3339(loc); got != "2026-09-06T01:00:00-03:00" {
		t.Errorf("starts at %s", got)
	}
	if got := d.At(0, 0, loc).Day(loc); got != d {
		t.Errorf("lies on %s", got)
	}
}

// What Day and Instant write is read back, in any zone, and lies on the day it says.
func TestRoundTrip(t *testing.T) {
	zones := []string{"UTC", "Europe/Berlin", "America/Los_Angeles", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "America/Santiago", "Pacific/Kiritimati"}
	rapid.Check(t, func(t *rapid.T) {
		d := date.Day(rapid.IntRange(int(date.YMD(1, 1, 2)), int(date.YMD(9999, 12, 31))).Draw(t, "day"))
		if got, err := date.ParseDay(d.String(), today); err != nil || got != d {
			t.Fatalf("%s reads %s %v", d, got, err)
		}
		if y, m, n := d.Time().Date(); date.YMD(y, m, n) != d || date.DayOf(d.Time()) != d {
			t.Fatalf("%s", d)
		}
		loc, err := time.LoadLocation(rapid.SampledFrom(zones).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		i := date.Instant(rapid.Int64Range(int64(date.YMD(1990, 1, 1).At(0, 0, nil)), int64(date.YMD(2200, 1, 1).At(0, 0, nil))).Draw(t, "instant"))
		if got, err := date.Parse(i.RFC3339(loc), 1, nil); err != nil || got != i {
			t.Fatalf("%s reads %s %v", i.RFC3339(loc), got.RFC3339(loc), err)
		}
		h, m := rapid.IntRange(0, 23).Draw(t, "h"), rapid.IntRange(0, 59).Draw(t, "m")
		day := i.Day(loc)
		at := day.At(h, m, loc)
		if w := at.In(loc); w.Hour() == h && w.Minute() == m && at.Day(loc) != day {
			t.Fatalf("%s at %d:%d is %s", day, h, m, at.RFC3339(loc))
		}
		if later := at.In(loc); later.Hour()*60+later.Minute() < h*60+m && at.Day(loc) == day {
			t.Fatalf("%s at %d:%d is earlier: %s", day, h, m, at.RFC3339(loc))
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add("fri +2w 14:30")
	f.Add("12 jan, 2028")
	f.Fuzz(func(t *testing.T, s string) {
		now := today.At(9, 0, nil)
		if i, err := date.Parse(s, now, nil); err == nil {
			if j, err := date.Parse(i.RFC3339(nil), now, nil); err != nil || i != j {
				t.Errorf("%q: %s and %s, %v", s, i.RFC3339(nil), j.RFC3339(nil), err)
			}
		}
		if d, err := date.ParseDay(s, today); err == nil {
			if e, err := date.ParseDay(d.String(), today); err != nil || d != e {
				t.Errorf("%q: %s and %s, %v", s, d, e, err)
			}
		}
	})
}
