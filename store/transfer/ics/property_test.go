package ics_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tandem/store/transfer/ics"
)

// berlinRules are the rules of Europe/Berlin since 1996, under a name of nobody's.
const berlinRules = "BEGIN:VTIMEZONE\r\nTZID:Rules\r\nBEGIN:DAYLIGHT\r\nDTSTART:19810329T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n" +
	"TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:DAYLIGHT\r\nBEGIN:STANDARD\r\nDTSTART:19961027T030000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n" +
	"TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE"

func wall(t *rapid.T, label string, from, to int) time.Time {
	return time.Date(rapid.IntRange(from, to).Draw(t, label+" year"), time.Month(rapid.IntRange(1, 12).Draw(t, label+" month")), rapid.IntRange(1, 28).Draw(t, label+" day"),
		rapid.IntRange(0, 23).Draw(t, label+" hour"), rapid.IntRange(0, 59).Draw(t, label+" minute"), 0, 0, time.UTC)
}

// only is the one series of a calendar.
func only(t *rapid.T, data []byte) *ics.Series {
	f := ics.Parse(data)
	list := f.Series(f.Calendars[0])
	if len(list) != 1 || len(f.Problems) > 0 {
		t.Fatalf("%d series, %+v", len(list), f.Problems)
	}
	return list[0]
}

// TestRulesOfTheFile: the rules a file brings give the moments that the zone database gives.
func TestRulesOfTheFile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := wall(t, "wall", 1997, 2090)
		at := func(zone string) time.Time {
			s := only(t, file(berlinRules, "BEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID="+zone+":"+w.Format("20060102T150405")+"\r\nEND:VEVENT"))
			list, _ := s.Expand(window("2026-01-01", "2027-01-01"))
			return list[0].Begin
		}
		if a, b := at("Rules"), at("Europe/Berlin"); !a.Equal(b) {
			t.Fatalf("%v: %v by the rules, %v by the database", w, a.UTC(), b.UTC())
		}
	})
}

// TestLeapOfTheFilesRules: a time that clocks leap over is read by the offset before the leap, one
// that they show twice by its first reading; by rules of the file as by the zone database.
func TestLeapOfTheFilesRules(t *testing.T) {
	for wall, want := range map[string]string{
		"19990328T015900": "00:59", "19990328T020000": "01:00", "19990328T023000": "01:30", "19990328T025900": "01:59", "19990328T030000": "01:00",
		"20261025T015900": "23:59", "20261025T020000": "00:00", "20261025T025900": "00:59", "20261025T030000": "02:00",
	} {
		for _, zone := range []string{"Rules", "Europe/Berlin"} {
			f := ics.Parse(file(berlinRules, "BEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID="+zone+":"+wall+"\r\nEND:VEVENT"))
			list, _ := f.Series(f.Calendars[0])[0].Expand(window("2026-01-01", "2027-01-01"))
			if got := list[0].Begin.UTC().Format("15:04"); got != want {
				t.Errorf("%s in %s: %s, want %s", wall, zone, got, want)
			}
		}
	}
}

// TestDailyAgainstSums: a rule of every so many days gives what plain sums of days give, by the
// clock of its zone, less what is excepted.
func TestDailyAgainstSums(t *testing.T) {
	ny, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		start := wall(t, "start", 2020, 2030)
		if start.Hour() == 2 || start.Hour() == 1 { // clocks change then
			start = start.Add(3 * time.Hour)
		}
		step, count := rapid.IntRange(1, 40).Draw(t, "interval"), rapid.IntRange(1, 30).Draw(t, "count")
		var want []string
		except := ""
		for i := range count {
			d := start.AddDate(0, 0, i*step)
			if i > 0 && rapid.IntRange(0, 3).Draw(t, "except") == 0 {
				except += "EXDATE;TZID=America/New_York:" + d.Format("20060102T150405") + "\r\n"
				continue
			}
			want = append(want, time.Date(d.Year(), d.Month(), d.Day(), d.Hour(), d.Minute(), 0, 0, ny).UTC().Format(time.RFC3339))
		}
		s := only(t, file(fmt.Sprintf("BEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=America/New_York:%s\r\nRRULE:FREQ=DAILY;INTERVAL=%d;COUNT=%d\r\n%sDURATION:PT1H\r\nEND:VEVENT", start.Format("20060102T150405"), step, count, except)))
		list, more := s.Expand(window("2026-01-01", "2027-01-01"))
		var got []string
		for _, in := range list {
			got = append(got, in.Begin.UTC().Format(time.RFC3339))
			if in.Finish.Sub(in.Begin) != time.Hour {
				t.Fatalf("%v lasts %v", in.Begin, in.Finish.Sub(in.Begin))
			}
		}
		if more || !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v, more %v", got, want, more)
		}
	})
}

// TestFoldedAnywhere: where a line is folded makes no difference.
func TestFoldedAnywhere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-zäöü漢 .:]{0,60}`).Draw(t, "text")
		line := []byte("SUMMARY:" + text)
		var b strings.Builder
		for i, c := range line {
			if i > 0 && rapid.IntRange(0, 6).Draw(t, "fold") == 0 {
				b.WriteString(rapid.SampledFrom([]string{"\r\n ", "\n\t", "\n "}).Draw(t, "by"))
			}
			b.WriteByte(c)
		}
		s := only(t, file("BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260101T000000Z", b.String(), "END:VEVENT"))
		if s.Summary != text {
			t.Fatalf("%q, want %q", s.Summary, text)
		}
	})
}

// TestWindow: what recurs for ever is cut at both ends and at the limit; what ends is not.
func TestWindow(t *testing.T) {
	for _, x := range []struct {
		name, rule   string
		w            ics.Window
		n            int
		more         bool
		first, final string
	}{
		{"for ever", "FREQ=DAILY", window("2026-02-01", "2026-02-10"), 11, true, "20260101", "20260210"},
		{"limit", "FREQ=DAILY", window("2026-02-01", "2027-02-10"), 101, true, "20260101", "20260511"},
		{"ends by itself", "FREQ=DAILY;COUNT=40", window("2027-02-01", "2027-02-10"), 40, false, "20260101", "20260209"},
		{"ends far away", "FREQ=DAILY;COUNT=400", window("2027-02-01", "2027-02-10"), 100, true, "20260101", "20260410"},
		{"begins behind the window", "FREQ=DAILY", window("2020-02-01", "2020-02-10"), 1, true, "20260101", "20260101"},
		{"hours", "FREQ=HOURLY;INTERVAL=6", window("2026-01-03", "2026-01-04"), 6, true, "20260101", "20260104"},
	} {
		t.Run(x.name, func(t *testing.T) {
			f := ics.Parse(file("BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260101T000000Z\r\nRRULE:" + x.rule + "\r\nEND:VEVENT"))
			list, more := f.Series(f.Calendars[0])[0].Expand(x.w)
			if len(list) != x.n || more != x.more || list[0].Begin.UTC().Format("20060102") != x.first || list[len(list)-1].Begin.UTC().Format("20060102") != x.final {
				t.Errorf("%d from %v to %v, more %v", len(list), list[0].Begin, list[len(list)-1].Begin, more)
			}
			seen := map[string]bool{}
			for _, in := range list {
				if in.ID == "" || seen[in.ID] {
					t.Errorf("%v has the id %q", in.Begin, in.ID)
				}
				seen[in.ID] = true
			}
		})
	}
}

func TestZonesByName(t *testing.T) {
	f := ics.Parse(file("BEGIN:VTIMEZONE\r\nTZID:Ours\r\nX-LIC-LOCATION:Asia/Tokyo\r\nEND:VTIMEZONE", "BEGIN:VTIMEZONE\r\nTZID:Broken\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+01\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE",
		"BEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Ours:20260101T090000\r\nEND:VEVENT", "BEGIN:VEVENT\r\nUID:2\r\nDTSTART;TZID=Broken:20260101T090000\r\nEND:VEVENT",
		"BEGIN:VEVENT\r\nUID:3\r\nDTSTART;TZID=\"Tokyo Standard Time\":20260101T090000\r\nEND:VEVENT", "BEGIN:VEVENT\r\nUID:4\r\nDTSTART;TZID=../../etc/passwd:20260101T090000\r\nEND:VEVENT"))
	var got []string
	for _, s := range f.Series(f.Calendars[0]) {
		list, _ := s.Expand(window("2026-01-01", "2027-01-01"))
		got = append(got, list[0].Begin.UTC().Format("15:04"))
	}
	if want := []string{"00:00", "08:00", "00:00", "08:00"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if len(f.Problems) != 3 {
		t.Errorf("%+v", f.Problems)
	}
}

// TestSeriesOfOneUID: entries of one UID belong together, of whatever kind and in any order.
func TestSeriesOfOneUID(t *testing.T) {
	f := ics.Parse(file("BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260101T090000Z\r\nEND:VEVENT", "BEGIN:VTODO\r\nUID:1\r\nDUE:20260101T090000Z\r\nEND:VTODO",
		"BEGIN:VEVENT\r\nDTSTART:20260101T090000Z\r\nEND:VEVENT", "BEGIN:VEVENT\r\nDTSTART:20260102T090000Z\r\nEND:VEVENT",
		"BEGIN:VJOURNAL\r\nUID:1\r\nEND:VJOURNAL", "BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260103T090000Z\r\nEND:VEVENT"))
	list := f.Series(f.Calendars[0])
	if len(list) != 5 || len(f.Problems) != 1 || f.Problems[0].Line != 19 || !f.Problems[0].Lost {
		t.Errorf("%d series, %+v", len(list), f.Problems)
	}
	if list[1].Name != "VTODO" || list[1].Due.IsZero() || !list[1].Start.IsZero() {
		t.Errorf("%+v", list[1])
	}
}

// TestParties reads who takes part from all the ways it is written.
func TestParties(t *testing.T) {
	f := ics.Parse(file("BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260101T090000Z", "ORGANIZER;CN=\"Byron, Ada\":MAILTO:ada@x.example", "ATTENDEE;PARTSTAT=DECLINED;CN=Bo:mailto:bo@x.example",
		"ATTENDEE;EMAIL=cy@x.example:urn:uuid:1", "ATTENDEE:dee@x.example", "ATTENDEE;CN=Room 5:invalid:nomail", "END:VEVENT"))
	e := f.Series(f.Calendars[0])[0]
	want := []ics.Party{{Name: "Bo", Mail: "bo@x.example", Status: "DECLINED"}, {Mail: "cy@x.example"}, {Mail: "dee@x.example"}, {Name: "Room 5"}}
	if e.Organizer != (ics.Party{Name: "Byron, Ada", Mail: "ada@x.example"}) || !slices.Equal(e.Attendees, want) {
		t.Errorf("%+v\n%+v", e.Organizer, e.Attendees)
	}
}
