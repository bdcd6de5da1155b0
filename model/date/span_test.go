package date_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tandem/model/date"
)

func TestParseSpan(t *testing.T) {
	for _, x := range []struct {
		in   string
		n    int64
		unit date.Unit
		est  bool
		text string
	}{
		{"", 0, 0, false, ""},
		{"3d", 3 * 28800, date.Days, false, "3d"},
		{"4h", 4 * 3600, date.Hours, false, "4h"},
		{"2w", 2 * 144000, date.Weeks, false, "2w"},
		{"1mo", 576000, date.Months, false, "1mo"},
		{"30m", 1800, date.Minutes, false, "30m"},
		{"45s", 45, date.Minutes, false, "0m 45s"},
		{"3d 4h", 3*28800 + 4*3600, date.Days, false, "3d 4h"},
		{"3d4h", 3*28800 + 4*3600, date.Days, false, "3d 4h"},
		{"3d, 4h", 3*28800 + 4*3600, date.Days, false, "3d 4h"},
		{"4h 3d", 3*28800 + 4*3600, date.Hours, false, "28h"},
		{"1.5d", 43200, date.Days, false, "1d 4h"},
		{"1,5d", 43200, date.Days, false, "1d 4h"},
		{".5d", 14400, date.Days, false, "0d 4h"},
		{"-2d", -57600, date.Days, false, "-2d"},
		{"- 2d 4h", -72000, date.Days, false, "-2d 4h"},
		{"+2d", 57600, date.Days, false, "2d"},
		{"2 days", 57600, date.Days, false, "2d"},
		{"1 week 2 hours", 144000 + 7200, date.Weeks, false, "1w 2h"},
		{"10 MIN", 600, date.Minutes, false, "10m"},
		{"3ed", 3 * 86400, date.ElapsedDays, false, "3ed"},
		{"2ew 12eh", 2*604800 + 43200, date.ElapsedWeeks, false, "2ew 12eh"},
		{"1emo", 30 * 86400, date.ElapsedMonths, false, "1emo"},
		{"5em 3es", 303, date.ElapsedMinutes, false, "5em 3es"},
		{"50%", 5000, date.Percent, false, "50%"},
		{"-12.5 %", -1250, date.Percent, false, "-12.5%"},
		{"5d?", 5 * 28800, date.Days, true, "5d?"},
		{"5d ?", 5 * 28800, date.Days, true, "5d?"},
		{"0d", 0, date.Days, false, "0d"},
		{"0m?", 0, date.Minutes, true, "0m?"},
		{"0", 0, date.Days, false, "0d"},
		{"2 wks", 288000, date.Weeks, false, "2w"},
		{"0.5m", 30, date.Minutes, false, "0m 30s"},
	} {
		s, err := date.ParseSpan(x.in, date.Usual)
		if want := (date.Span{N: x.n, Unit: x.unit, Est: x.est}); err != nil || s != want {
			t.Errorf("%q: %+v %v, want %+v", x.in, s, err, want)
		}
		if got := s.Text(date.Usual); got != x.text {
			t.Errorf("%q writes %q, want %q", x.in, got, x.text)
		}
	}
	for _, in := range []string{"5", "d", "x", "3x", "?", "-", "+", "--2d", "+-2d", "3d -4h", "3d 2ed", "2ed 3d", "50% 3d", "3d 50%", "50% 50%", "1.2.3d", "1,2,3d", ".", "3 4", "1e5d", "NaN d", "inf d",
		"99999999999999999d", strings.Repeat("9", 400) + "d", strings.Repeat("999999999999d ", 1000), "3d,", "3д", "٣d", "1_000d", "0x10d"} {
		if s, err := date.ParseSpan(in, date.Usual); err == nil || !strings.Contains(err.Error(), "write 3d, 4h") {
			t.Errorf("%q: %+v %v", in, s, err)
		}
	}
}

// Text writes and ParseSpan reads the same length, unit and mark, whatever the calendar.
func TestSpanRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := date.Span{Unit: date.Unit(rapid.IntRange(int(date.Minutes), int(date.Percent)).Draw(t, "unit")), Est: rapid.Bool().Draw(t, "est")}
		s.N = rapid.OneOf(rapid.Int64Range(-1e7, 1e7), rapid.Int64Range(-(1<<50), 1<<50), rapid.SampledFrom([]int64{0, 1, 59, 60, 3600, 28800, 86400, -1})).Draw(t, "n")
		c := date.Scale{MinutesPerDay: rapid.IntRange(0, 1440).Draw(t, "day"), MinutesPerWeek: rapid.IntRange(0, 10080).Draw(t, "week"), DaysPerMonth: rapid.IntRange(0, 31).Draw(t, "month")}
		got, err := date.ParseSpan(s.Text(c), c)
		if err != nil || got != s {
			t.Fatalf("%+v writes %q, which reads %+v (%v)", s, s.Text(c), got, err)
		}
		if show := s.Show(c); strings.HasPrefix(show, "-0 ") || (show == "") != s.IsZero() {
			t.Fatalf("%+v shows %q", s, show)
		}
	})
}

func TestSpanShow(t *testing.T) {
	for in, want := range map[string]string{"1920m": "32 h", "90m": "90 m", "120m": "2 h", "126m": "2.1 h", "121m": "121 m", "-150m": "-2.5 h", "180em": "3 eh", "": "", "3d": "3 d", "3d 4h": "3.5 d", "1h 5m": "1.1 h", "3ed?": "3 ed?", "50%": "50%", "-4h": "-4 h", "0d": "0 d", "2mo 1d": "2.1 mo"} {
		s, err := date.ParseSpan(in, date.Usual)
		if got := s.Show(date.Usual); err != nil || got != want {
			t.Errorf("%q shows %q, want %q (%v)", in, got, want, err)
		}
	}
	if got := (date.Span{N: -60, Unit: date.Days}).Show(date.Usual); got != "0 d" {
		t.Errorf("a minute less than nothing shows %q", got)
	}
}

func TestSpanMinutes(t *testing.T) {
	for in, want := range map[string]float64{"1d": 480, "1ed": 1440, "90s": 1.5, "50%": 0, "-1h": -60} {
		s, err := date.ParseSpan(in, date.Usual)
		if err != nil || s.Minutes() != want {
			t.Errorf("%q is %v minutes (%v)", in, s.Minutes(), err)
		}
	}
	if (date.Span{Unit: date.Days}).Elapsed() || !(date.Span{Unit: date.ElapsedDays}).Elapsed() || (date.Span{Unit: date.Percent}).Elapsed() {
		t.Error("Elapsed")
	}
}

func TestInstant(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	if i := date.Of(time.Time{}); !i.IsZero() || !i.In(nil).IsZero() || i.RFC3339(nil) != "" || i.Day(nil) != 0 || i.Add(time.Hour) != 0 || i.Short(5, nil) != "" {
		t.Error("no instant")
	}
	i := date.YMD(2026, 11, 20).At(23, 30, nil)
	if i.Day(nil) != today || i.Day(berlin) != today+1 || i.Add(90*time.Second).Sub(i) != 90*time.Second {
		t.Error("instant")
	}
	if date.Day(0).String() != "" || date.Day(0).Short(5) != "" || date.Day(0).At(1, 1, nil) != 0 || !date.Day(0).IsZero() {
		t.Error("no day")
	}
	huge := date.Instant(math.MaxInt64) // a damaged record may hold anything
	_ = huge.RFC3339(berlin) + huge.Short(1, berlin) + date.Day(math.MaxInt32).String() + date.Day(math.MinInt32).Short(today)
}

func TestShort(t *testing.T) {
	for d, want := range map[date.Day]string{today: "today", today + 1: "Sat 21", today + 7: "Fri 27", today + 8: "28 Nov", today - 1: "19 Nov", today + 299: "15 Sep", today + 300: "16 Sep 27", today - 400: "16 Oct 25",
		date.YMD(2076, 10, 1): "1 Oct 76", date.YMD(2076, 12, 1): "Dec 2076", date.YMD(2126, 11, 20): "Nov 2126", date.YMD(1901, 2, 3): "Feb 1901", date.YMD(9999, 12, 31): "Dec 9999", date.YMD(10000, 1, 1): "never", date.End.Day(nil): "never"} {
		if got := d.Short(today); got != want {
			t.Errorf("%s shows %q, want %q", d, got, want)
		}
	}
	now := today.At(9, 0, nil)
	for i, want := range map[date.Instant]string{today.At(11, 30, nil): "today 11:30", (today + 1).At(8, 0, nil): "Sat 08:00", (today - 1).At(8, 0, nil): "Thu 08:00", (today + 5).At(8, 0, nil): "Wed 25", (today + 20).At(8, 0, nil): "10 Dec"} {
		if got := i.Short(now, nil); got != want {
			t.Errorf("%s shows %q, want %q", i.RFC3339(nil), got, want)
		}
	}
}

// What RFC 3339 has no room for is written as nothing, never in a form that is none.
func TestRFC3339HasFourDigits(t *testing.T) {
	for i, want := range map[date.Instant]string{
		date.End - 1:                          "9999-12-31T23:59:59Z",
		date.End:                              "",
		date.End + 400*365*86400:              "",
		1:                                     "0001-01-01T00:00:01Z",
		-86400:                                "",
		date.YMD(2200, 1, 1).At(8, 0, nil):    "2200-01-01T08:00:00Z",
		date.YMD(10000, 1, 1).At(0, 0, nil):   "",
		date.YMD(9999, 12, 31).At(12, 0, nil): "9999-12-31T12:00:00Z",
	} {
		if got := i.RFC3339(nil); got != want {
			t.Errorf("%d is written %q, want %q", i, got, want)
		}
	}
	west, east := time.FixedZone("west", -5*3600), time.FixedZone("east", 3600)
	if got := (date.End - 1800).RFC3339(east) + date.End.RFC3339(west) + date.Instant(1).RFC3339(west); got != "" {
		t.Errorf("years before 1 or after 9999 on the clock on the wall: %q", got)
	}
}

func TestMeant(t *testing.T) {
	for d, want := range map[date.Day]bool{0: true, date.YMD(1899, 12, 31): false, date.YMD(1900, 1, 1): true, date.YMD(2199, 12, 31): true, date.YMD(2200, 1, 1): false, date.YMD(1, 1, 1): false} {
		if d.Meant() != want {
			t.Errorf("%s: %v", d, d.Meant())
		}
	}
}

func TestArithmetic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := today + date.Day(rapid.IntRange(-9000, 9000).Draw(t, "day"))
		n := rapid.IntRange(-2000, 2000).Draw(t, "n")
		m := d.AddMonths(n)
		y, mo, dd := d.Time().Date()
		y2, mo2, dd2 := m.Time().Date()
		if (y2*12+int(mo2))-(y*12+int(mo)) != n || dd2 > dd || dd2 < dd && (m+1).Time().Day() != 1 {
			t.Fatalf("%s %+d months is %s", d, n, m)
		}
		w := d.AddWorkdays(n)
		if n != 0 && (w.Weekday() == time.Saturday || w.Weekday() == time.Sunday) {
			t.Fatalf("%s %+d working days is %s", d, n, w)
		}
		if wd := d.Weekday(); wd != time.Saturday && wd != time.Sunday && w.AddWorkdays(-n) != d {
			t.Fatalf("%s %+d working days is %s, and back %s", d, n, w, w.AddWorkdays(-n))
		}
	})
}
