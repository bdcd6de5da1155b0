package ics_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tandem/store/transfer/ics"
)

var berlin, _ = time.LoadLocation("Europe/Berlin")

// file joins lines as a calendar does.
func file(lines ...string) []byte {
	return []byte("BEGIN:VCALENDAR\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VCALENDAR\r\n")
}

func window(from, to string) ics.Window {
	a, _ := time.Parse(time.DateOnly, from)
	b, _ := time.Parse(time.DateOnly, to)
	return ics.Window{From: a, To: b, Limit: 100, Own: berlin}
}

// begins lists when the first series of a calendar takes place, in UTC.
func begins(t *testing.T, data []byte, w ics.Window) (out []string, problems []ics.Problem) {
	t.Helper()
	f := ics.Parse(data)
	if len(f.Calendars) == 0 {
		t.Fatal("no calendar")
	}
	for _, s := range f.Series(f.Calendars[0]) {
		list, _ := s.Expand(w)
		for _, in := range list {
			if in.WholeDays > 0 {
				out = append(out, fmt.Sprintf("%s+%d", in.Day.Format("20060102"), in.WholeDays))
				continue
			}
			out = append(out, in.Begin.UTC().Format("20060102T1504"))
		}
	}
	return out, f.Problems
}

// custom is a zone of nobody's: an hour and a half east, two and a half in summer.
const custom = "BEGIN:VTIMEZONE\r\nTZID:Nowhere\r\nBEGIN:STANDARD\r\nDTSTART:19961027T030000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\n" +
	"TZOFFSETFROM:+0230\r\nTZOFFSETTO:+0130\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\nDTSTART:19810329T020000\r\n" +
	"RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nTZOFFSETFROM:+0130\r\nTZOFFSETTO:+0230\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE"

func TestExpand(t *testing.T) {
	ev := func(lines ...string) string {
		return "BEGIN:VEVENT\r\nUID:1\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VEVENT"
	}
	for _, x := range []struct{ name, event, want string }{
		{"utc", ev("DTSTART:20261125T140000Z"), "20261125T1400"},
		{"floating is of the own zone", ev("DTSTART:20261125T140000"), "20261125T1300"},
		{"zone", ev("DTSTART;TZID=America/New_York:20261125T140000"), "20261125T1900"},
		{"zone with a prefix", ev("DTSTART;TZID=/mozilla.org/20050126_1/America/New_York:20261125T140000"), "20261125T1900"},
		{"zone by another name", ev("DTSTART;TZID=W. Europe Standard Time:20260725T140000"), "20260725T1200"},
		{"zone of the file, winter", custom + "\r\n" + ev("DTSTART;TZID=Nowhere:20261125T140000"), "20261125T1230"},
		{"zone of the file, summer", custom + "\r\n" + ev("DTSTART;TZID=Nowhere:20260725T140000"), "20260725T1130"},
		{"zone of the file behind the event", ev("DTSTART;TZID=Nowhere:20260725T140000") + "\r\n" + custom, "20260725T1130"},
		{"before the first rule", custom + "\r\n" + ev("DTSTART;TZID=Nowhere:19700101T000000"), "19691231T2230"},
		{"leapt over", ev("DTSTART;TZID=Europe/Berlin:20260329T023000"), "20260329T0130"},
		{"twice", ev("DTSTART;TZID=Europe/Berlin:20261025T023000"), "20261025T0030"},
		{"whole day", ev("DTSTART;VALUE=DATE:20261125"), "20261125+1"},
		{"whole days", ev("DTSTART;VALUE=DATE:20261125", "DTEND;VALUE=DATE:20261128"), "20261125+3"},
		{"days by length", ev("DTSTART;VALUE=DATE:20261125", "DURATION:P2D"), "20261125+2"},
		{"day announced, time written", ev("DTSTART;VALUE=DATE:20261125T000000"), "20261125+1"},
		{"day unannounced", ev("DTSTART:20261125"), "20261125+1"},
		{"count over a change of clocks", ev("DTSTART;TZID=Europe/Berlin:20261018T090000", "RRULE:FREQ=WEEKLY;COUNT=3"), "20261018T0700 20261025T0800 20261101T0800"},
		{"until, told in UTC", ev("DTSTART;TZID=America/New_York:20261101T200000", "RRULE:FREQ=DAILY;UNTIL=20261103T010000Z"), "20261102T0100 20261103T0100"},
		{"until a day", ev("DTSTART:20261101T200000Z", "RRULE:FREQ=DAILY;UNTIL=20261102"), "20261101T2000 20261102T2000"},
		{"exceptions", ev("DTSTART:20261101T090000Z", "RRULE:FREQ=DAILY;COUNT=5", "EXDATE:20261102T090000Z,20261104T090000Z", "EXDATE;VALUE=DATE:20261105"), "20261101T0900 20261103T0900"},
		{"exception in another zone", ev("DTSTART;TZID=Europe/Berlin:20261101T090000", "RRULE:FREQ=DAILY;COUNT=2", "EXDATE:20261102T080000Z"), "20261101T0800"},
		{"dates of their own", ev("DTSTART:20261101T090000Z", "RDATE:20261110T120000Z,20261101T090000Z", "RDATE;VALUE=PERIOD:20261111T090000Z/PT1H", "RDATE;VALUE=DATE:20261112"),
			"20261101T0900 20261110T1200 20261111T0900 20261112T0900"},
		{"last Friday", ev("DTSTART:20260130T090000Z", "RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=3"), "20260130T0900 20260227T0900 20260327T0900"},
		{"for ever, in the window", ev("DTSTART;VALUE=DATE:20040917", "RRULE:FREQ=YEARLY"), "20040917+1 20260917+1 20270917+1"},
		{"never", ev("DTSTART:20261101T090000Z", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"), "20261101T0900"},
		{"within the day", ev("DTSTART:20261101T090000Z", "RRULE:FREQ=HOURLY;INTERVAL=3;COUNT=3"), "20261101T0900 20261101T1200 20261101T1500"},
		{"moved", ev("DTSTART:20261101T090000Z", "RRULE:FREQ=DAILY;COUNT=3") + "\r\n" + ev("RECURRENCE-ID:20261102T090000Z", "DTSTART:20261102T150000Z"), "20261101T0900 20261102T1500 20261103T0900"},
		{"moved, told first", ev("RECURRENCE-ID:20261102T090000Z", "DTSTART:20261102T150000Z") + "\r\n" + ev("DTSTART:20261101T090000Z", "RRULE:FREQ=DAILY;COUNT=2"), "20261101T0900 20261102T1500"},
		{"moved alone", ev("RECURRENCE-ID:20261102T090000Z", "DTSTART:20261102T150000Z"), "20261102T1500"},
	} {
		t.Run(x.name, func(t *testing.T) {
			got, problems := begins(t, file(x.event), window("2026-01-01", "2028-01-01"))
			if strings.Join(got, " ") != x.want || len(problems) > 0 {
				t.Errorf("got %v, want %s; %+v", got, x.want, problems)
			}
		})
	}
}

// TestProblems: what is wrong is told at its line, and the rest is taken.
func TestProblems(t *testing.T) {
	good := "BEGIN:VEVENT\r\nUID:9\r\nDTSTART:20261101T090000Z\r\nEND:VEVENT"
	for _, x := range []struct {
		name, part, say string
		line, want      int
	}{
		{"no property", "BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261101T090000Z\r\nnonsense\r\nEND:VEVENT", "is no property", 5, 2},
		{"no value", "BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261101T090000Z\r\nORGANIZER;CN=X\r\nEND:VEVENT", "is no property", 5, 2},
		{"bad rule", "BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261101T090000Z\r\nRRULE:FREQ=SOMETIMES\r\nEND:VEVENT", "no rule", 5, 2},
		{"rule that spins", "BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261101T040000Z\r\nRRULE:FREQ=HOURLY;INTERVAL=24;BYHOUR=5\r\nEND:VEVENT", "not worked out", 5, 2},
		{"bad end", "BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261101T090000Z\r\nDTEND:later\r\nEND:VEVENT", "no date", 5, 2},
		{"no start", "BEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT", "no DTSTART", 2, 1},
		{"unknown zone", "BEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Mars/Base:20261101T090000\r\nEND:VEVENT", "is not known", 4, 2},
		{"no end", "BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261101T090000Z", "has no end", 2, 2},
		{"end of nothing", "END:VALARM", "does not begin", 2, 1},
		{"alarm without end", "BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261101T090000Z\r\nBEGIN:VALARM\r\nEND:VEVENT", "has no end", 5, 2},
		{"busy", "BEGIN:VFREEBUSY\r\nEND:VFREEBUSY", "free or busy", 2, 1},
		{"other", "BEGIN:X-PARTY\r\nEND:X-PARTY", "not known", 2, 1},
		{"bad bytes", "BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261101T090000Z\r\nSUMMARY:t\xe4sk\r\nEND:VEVENT", "no UTF-8", 5, 2},
	} {
		t.Run(x.name, func(t *testing.T) {
			got, problems := begins(t, file(x.part, good), window("2026-01-01", "2028-01-01"))
			at := slices.IndexFunc(problems, func(p ics.Problem) bool { return strings.Contains(p.Message, x.say) })
			if len(got) != x.want || at < 0 || problems[at].Line != x.line {
				t.Errorf("%d taken, want %d; %+v", len(got), x.want, problems)
			}
		})
	}
}

func TestTruncated(t *testing.T) {
	whole := string(file("BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261101T090000Z\r\nEND:VEVENT", "BEGIN:VEVENT\r\nUID:2\r\nDTSTART:20261102T090000Z\r\nEND:VEVENT"))
	got, problems := begins(t, []byte(whole[:strings.Index(whole, "20261102")]), window("2026-01-01", "2028-01-01"))
	if len(got) != 1 || len(problems) != 2 || !problems[0].Lost || !strings.Contains(problems[0].Message, "in the middle") {
		t.Errorf("%v, %+v", got, problems)
	}
}

func TestUnfoldAndText(t *testing.T) {
	f := ics.Parse([]byte("\ufeffBEGIN:VCALENDAR\nX-WR-CALNAME;VALUE=TEXT:A\\, b\\;\\\\ c\\nd\n\te\n  f\nCATEGORIES:one\\,1,two , three\nORGANIZER;CN=\"X: y\";EMAIL=a@b:urn:x\nEND:VCALENDAR"))
	c := f.Calendars[0]
	if got := c.Text("X-WR-CALNAME"); got != "A, b;\\ c\nde f" {
		t.Errorf("%q", got)
	}
	if got := c.Prop("CATEGORIES").Texts(); !slices.Equal(got, []string{"one,1", "two", "three"}) {
		t.Errorf("%q", got)
	}
	if p := c.Prop("ORGANIZER"); p.Line != 6 || p.Param("CN") != "X: y" || p.Param("EMAIL") != "a@b" || p.Value != "urn:x" {
		t.Errorf("%+v", p)
	}
}

func TestParseLength(t *testing.T) {
	for s, want := range map[string]string{"P1D": "1 0s", "PT30M": "0 30m0s", "-P1W": "-7 0s", "-P0DT0H30M0S": "0 -30m0s", "PT86400S": "0 24h0m0s", "P1DT12H": "1 12h0m0s",
		"P": "", "": "", "PT": "", "-PT": "", "+PT": "", "P1DT": "1 0s", "1D": "", "P1H": "", "PT1D": "", "P1": "", "PT9999999999S": "", "P99999999D": ""} {
		d, err := ics.ParseLength(s)
		if got := fmt.Sprint(d.Days, " ", d.Clock); (err != nil) != (want == "") || err == nil && got != want {
			t.Errorf("%q: %s, %v, want %s", s, got, err, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(file(custom, "BEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Nowhere:20261125T140000\r\nRRULE:FREQ=DAILY;BYMONTH=2;COUNT=5\r\nEND:VEVENT"))
	f.Add(file("BEGIN:VTODO\r\nDUE:20261125\r\nRDATE;VALUE=PERIOD:20261111T090000Z/PT1H\r\nDTSTART:00010101T000000\r\nEND:VTODO"))
	f.Add([]byte("BEGIN:VEVENT\nDTSTART:20261125T140000\nRRULE:FREQ=SECONDLY;INTERVAL=7;UNTIL=99991231\nDTEND:00010101\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		x := ics.Parse(data)
		n := strings.Count(string(data), "\n") + strings.Count(string(data), "\r") + 1
		for _, cal := range x.Calendars {
			for _, s := range x.Series(cal) {
				list, _ := s.Expand(window("2026-01-01", "2028-01-01"))
				for _, in := range list {
					if in.Finish.Before(in.Begin) {
						t.Errorf("%v ends before it begins", in)
					}
				}
			}
		}
		for _, p := range x.Problems {
			if p.Line < 1 || p.Line > n {
				t.Errorf("line %d of %d: %+v", p.Line, n, p)
			}
		}
	})
}
