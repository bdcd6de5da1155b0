package ics_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tandem/store/transfer/ics"
)

// TestRules: recurrences whose days can be read off a calendar. 1 November 2026 is a Sunday; clocks in
// Berlin go forward on 29 March and back on 25 October 2026.
func TestRules(t *testing.T) {
	ev := func(lines ...string) string {
		return "BEGIN:VEVENT\r\nUID:1\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VEVENT"
	}
	for _, x := range []struct{ name, event, want string }{
		// UNTIL is 18:30 UTC; clocks of the file's own zone are 1 h 30 ahead in winter, so it is 20:00 there,
		// and the one of that very moment is still in.
		{"until in a zone of the file", custom + "\r\n" + ev("DTSTART;TZID=Nowhere:20261101T200000", "RRULE:FREQ=DAILY;UNTIL=20261102T183000Z"), "20261101T1830 20261102T1830"},
		{"until, a second before", custom + "\r\n" + ev("DTSTART;TZID=Nowhere:20261101T200000", "RRULE:FREQ=DAILY;UNTIL=20261102T182959Z"), "20261101T1830"},
		// in summer it is 2 h 30 ahead: 17:30 UTC is 20:00
		{"until in summer of that zone", custom + "\r\n" + ev("DTSTART;TZID=Nowhere:20260701T200000", "RRULE:FREQ=DAILY;UNTIL=20260702T173000Z"), "20260701T1730 20260702T1730"},
		{"every other week", ev("DTSTART:20261102T090000Z", "RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=3"), "20261102T0900 20261116T0900 20261130T0900"},
		{"Mondays and Wednesdays", ev("DTSTART:20261102T090000Z", "RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4"), "20261102T0900 20261104T0900 20261109T0900 20261111T0900"},
		{"the 31st, where there is one", ev("DTSTART:20260131T090000Z", "RRULE:FREQ=MONTHLY;COUNT=4"), "20260131T0900 20260331T0900 20260531T0900 20260731T0900"},
		{"the last day of the month", ev("DTSTART:20260131T090000Z", "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3"), "20260131T0900 20260228T0900 20260331T0900"},
		{"the second Tuesday", ev("DTSTART:20261110T090000Z", "RRULE:FREQ=MONTHLY;BYDAY=2TU;COUNT=2"), "20261110T0900 20261208T0900"},
		{"the last working day", ev("DTSTART:20261030T090000Z", "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2"), "20261030T0900 20261130T0900"},
		{"29 February waits for a leap year", ev("DTSTART;VALUE=DATE:20240229", "RRULE:FREQ=YEARLY;COUNT=2"), "20240229+1 20280229+1"},
		{"count with an exception counts it", ev("DTSTART:20261101T090000Z", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20261102T090000Z"), "20261101T0900 20261103T0900"},
		{"over spring, by the clock", ev("DTSTART;TZID=Europe/Berlin:20260328T090000", "RRULE:FREQ=DAILY;COUNT=3"), "20260328T0800 20260329T0700 20260330T0700"},
		{"hours until", ev("DTSTART:20261101T090000Z", "RRULE:FREQ=HOURLY;INTERVAL=6;UNTIL=20261101T210000Z"), "20261101T0900 20261101T1500 20261101T2100"},
		{"minutes", ev("DTSTART:20261101T090000Z", "RRULE:FREQ=MINUTELY;INTERVAL=30;COUNT=3"), "20261101T0900 20261101T0930 20261101T1000"},
		{"two rules", ev("DTSTART:20261102T090000Z", "RRULE:FREQ=DAILY;COUNT=2", "RRULE:FREQ=WEEKLY;COUNT=2"), "20261102T0900 20261103T0900 20261109T0900"},
		{"words of other programs are passed over", ev("DTSTART:20261101T090000Z", "RRULE:FREQ=DAILY;COUNT=2;X-NOTE=1;RSCALE=GREGORIAN;SKIP=OMIT"), "20261101T0900 20261102T0900"},
		{"this and all behind it", ev("DTSTART:20261101T090000Z", "RRULE:FREQ=DAILY;COUNT=4") + "\r\n" + ev("RECURRENCE-ID;RANGE=THISANDFUTURE:20261103T090000Z", "DTSTART:20261103T110000Z"),
			"20261101T0900 20261102T0900 20261103T1100 20261104T1100"},
		{"and one of those by itself", ev("DTSTART;TZID=Europe/Berlin:20261023T090000", "RRULE:FREQ=DAILY;COUNT=4") + "\r\n" + ev("RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261024T090000", "DTSTART;TZID=Europe/Berlin:20261024T100000") +
			"\r\n" + ev("RECURRENCE-ID;TZID=Europe/Berlin:20261025T090000", "DTSTART;TZID=Europe/Berlin:20261025T200000"), "20261023T0700 20261024T0800 20261025T1900 20261026T0900"},
		{"a leap second", ev("DTSTART:20261101T235960Z"), "20261101T2359"},
		{"no seconds", ev("DTSTART:20261101T0930Z"), "20261101T0930"},
		{"dashes and colons", ev("DTSTART:2026-11-01T09:30:00"), "20261101T0830"},
		{"a day with dashes", ev("DTSTART:2026-11-01"), "20261101+1"},
		{"end before the start is no length", ev("DTSTART:20261101T090000Z", "DTEND:20261101T080000Z"), "20261101T0900"},
	} {
		t.Run(x.name, func(t *testing.T) {
			got, problems := begins(t, file(x.event), window("2026-01-01", "2028-01-01"))
			if strings.Join(got, " ") != x.want || len(problems) > 0 {
				t.Errorf("got %v, want %s; %+v", got, x.want, problems)
			}
		})
	}
}

// TestBadRules: a rule that cannot be worked out is told, and the event takes place once.
func TestBadRules(t *testing.T) {
	for _, x := range []struct{ rule, say string }{
		{"FREQ=DAILY;UNTIL=never", "UNTIL"},
		{"FREQ=DAILY;INTERVAL=99999", "reaches beyond any calendar"},
		{"FREQ=HOURLY;BYDAY=MO", "not worked out"},
		{"COUNT=3;NOTHING", "no rule"},
		{"FREQ=DAILY;BYDAY=XX", "no rule"},
	} {
		got, problems := begins(t, file("BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261101T090000Z\r\nRRULE:"+x.rule+"\r\nEND:VEVENT"), window("2026-01-01", "2028-01-01"))
		if len(got) != 1 || len(problems) != 1 || problems[0].Line != 5 || problems[0].Lost || !strings.Contains(problems[0].Message, x.say) {
			t.Errorf("%s: %v, %+v", x.rule, got, problems)
		}
	}
}

// TestZoneProblems: a zone of the file that cannot be read is told at its line; what refers to it is
// taken for a time of the reader's own zone, and that is told too.
func TestZoneProblems(t *testing.T) {
	zone := func(lines ...string) string {
		return "BEGIN:VTIMEZONE\r\nTZID:Nowhere\r\nBEGIN:STANDARD\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n" +
			"BEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Nowhere:20261101T090000\r\nEND:VEVENT"
	}
	for _, x := range []struct{ name, zone, say, want string }{
		{"no offset", zone("DTSTART:19700101T000000", "TZOFFSETFROM:+0100"), "no offset", "20261101T0800"},
		{"an offset without a sign", zone("DTSTART:19700101T000000", "TZOFFSETFROM:+0100", "TZOFFSETTO:0200"), "no offset", "20261101T0800"},
		{"an offset of more than a day", zone("DTSTART:19700101T000000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+2500"), "no offset", "20261101T0800"},
		{"letters in an offset", zone("DTSTART:19700101T000000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0x00"), "no offset", "20261101T0800"},
		{"no begin", zone("TZOFFSETFROM:+0100", "TZOFFSETTO:+0200"), "no DTSTART", "20261101T0800"},
		{"a begin that is none", zone("DTSTART:early", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200"), "left out", "20261101T0800"},
		{"a rule that is none", zone("DTSTART:19700101T000000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0300", "RRULE:FREQ=SOMETIMES"), "no rule", "20261101T0600"},
		{"a date that is none", zone("DTSTART:19700101T000000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0300", "RDATE:never"), "no date", "20261101T0600"},
	} {
		t.Run(x.name, func(t *testing.T) {
			got, problems := begins(t, file(x.zone), window("2026-01-01", "2028-01-01"))
			told := false
			for _, p := range problems {
				told = told || strings.Contains(p.Message, x.say)
			}
			if strings.Join(got, " ") != x.want || !told {
				t.Errorf("got %v, want %s; %+v", got, x.want, problems)
			}
		})
	}
	// a zone by dates of its own: half an hour more from the 15th on, told to the second
	got, problems := begins(t, file("BEGIN:VTIMEZONE\r\nTZID:Nowhere\r\nBEGIN:STANDARD\r\nDTSTART:20261101T000000\r\nTZOFFSETFROM:-010000\r\nTZOFFSETTO:-010000\r\nEND:STANDARD\r\n"+
		"BEGIN:DAYLIGHT\r\nDTSTART:20261115T000000\r\nRDATE:20261115T000000\r\nTZOFFSETFROM:-010000\r\nTZOFFSETTO:-003000\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE",
		"BEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Nowhere:20261114T120000\r\nRDATE;TZID=Nowhere:20261115T120000\r\nEND:VEVENT"), window("2026-01-01", "2028-01-01"))
	if strings.Join(got, " ") != "20261114T1300 20261115T1230" || len(problems) > 0 {
		t.Errorf("%v, %+v", got, problems)
	}
}

// TestLimits: what goes on for ever is cut by the window and by its limit, and says so.
func TestLimits(t *testing.T) {
	series := func(rule string) *ics.Series {
		f := ics.Parse(file("BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261101T090000Z\r\nRRULE:" + rule + "\r\nEND:VEVENT"))
		return f.Series(f.Calendars[0])[0]
	}
	w := window("2026-11-01", "2026-11-11")
	if list, more := series("FREQ=DAILY").Expand(w); len(list) != 10 || !more {
		t.Errorf("%d of ten days, more %v", len(list), more)
	}
	if list, more := series("FREQ=DAILY;COUNT=4").Expand(w); len(list) != 4 || more {
		t.Errorf("%d of four, more %v", len(list), more)
	}
	w.Limit = 3
	if list, more := series("FREQ=DAILY").Expand(w); len(list) != 3 || !more {
		t.Errorf("%d of three, more %v", len(list), more)
	}
}

// TestEveryDayIsThere: a daily series of any length in any zone is there once a day, at the same reading
// of the clock, whatever the clocks do in between.
func TestEveryDayIsThere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone := rapid.SampledFrom([]string{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Tokyo", "Pacific/Auckland"}).Draw(t, "zone")
		start := time.Date(2026, time.Month(rapid.IntRange(1, 12).Draw(t, "month")), rapid.IntRange(1, 28).Draw(t, "day"), rapid.IntRange(5, 23).Draw(t, "hour"), 30, 0, 0, time.UTC)
		n := rapid.IntRange(1, 90).Draw(t, "n")
		f := ics.Parse(file("BEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=" + zone + ":" + start.Format("20060102T150405") + "\r\nRRULE:FREQ=DAILY;COUNT=" + strconv.Itoa(n) + "\r\nEND:VEVENT"))
		list, _ := f.Series(f.Calendars[0])[0].Expand(window("2026-01-01", "2028-01-01"))
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		if len(list) != n {
			t.Fatalf("%d of %d", len(list), n)
		}
		for i, in := range list {
			if got, want := in.Begin.In(loc).Format("20060102T1504"), start.AddDate(0, 0, i).Format("20060102T1504"); got != want {
				t.Fatalf("day %d: %s, want %s", i, got, want)
			}
		}
	})
}
