package mspdi

import (
	"math"
	"testing"
	"time"
)

func TestParseWall(t *testing.T) {
	for _, c := range []struct {
		text, want string // want "" is a refusal
	}{
		{"2026-11-20T09:00:00", "2026-11-20T09:00:00"},
		{"2026-11-20T09:00", "2026-11-20T09:00:00"},
		{"2026-11-20 09:00:01", "2026-11-20T09:00:01"},
		{"2026-11-20", "2026-11-20T00:00:00"},
		{"2026-11-20T09:00:00.750", "2026-11-20T09:00:00"},
		{"2026-11-20T24:00:00", "2026-11-21T00:00:00"},
		{"2026-12-31T24:00:00", "2027-01-01T00:00:00"},
		{"2024-02-29T00:00:00", "2024-02-29T00:00:00"},
		{"2000-02-29T00:00:00", "2000-02-29T00:00:00"},
		{"1984-01-01T00:00:00", "1984-01-01T00:00:00"},
		{"9999-12-31T23:59:59", "9999-12-31T23:59:59"},
		{"2026-11-20T09:00:00Z", "2026-11-20T09:00:00+00:00"},
		{"2026-11-20T09:00:00+01:00", "2026-11-20T09:00:00+01:00"},
		{"2026-11-20T09:00:00-0330", "2026-11-20T09:00:00-03:30"},
		{"2026-02-29T00:00:00", ""},
		{"1900-02-29T00:00:00", ""},
		{"2026-13-01T00:00:00", ""},
		{"2026-00-01T00:00:00", ""},
		{"2026-04-31T00:00:00", ""},
		{"0000-01-01T00:00:00", ""},
		{"2026-11-20T25:00:00", ""},
		{"2026-11-20T24:00:01", ""},
		{"2026-11-20T09:60:00", ""},
		{"2026-11-20T09:00:61", ""},
		{"2026-11-20T", ""},
		{"2026-11-20T09", ""},
		{"2026-11-20T09:00:00X", ""},
		{"2026-11-20T09:00:00+1", ""},
		{"2026-11-20T09:00:00+01:00:00", ""},
		{"2026-11-20T09:00:00+20:00", ""},
		{"20.11.2026", ""},
		{"yesterday", ""},
		{"2026-1-2", ""},
		{"-026-11-20", ""},
		{"NA", ""},
	} {
		got, ok := parseWall([]byte(c.text))
		if ok != (c.want != "") || ok && got.String() != c.want {
			t.Errorf("parseWall(%q) = %v, %v, want %q", c.text, got, ok, c.want)
		}
	}
}

// Days are counted as the standard library counts them.
func TestDayOf(t *testing.T) {
	first := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, year := range []int{1, 2, 4, 5, 99, 100, 101, 400, 401, 1582, 1899, 1900, 2000, 2023, 2024, 2100, 9999} {
		for month := time.January; month <= time.December; month++ {
			for _, day := range []int{1, 15, daysIn(year, int(month))} {
				date := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
				want := (date.Unix() - first.Unix()) / daySeconds
				if got := dayOf(year, month, day); got != want {
					t.Errorf("dayOf(%d, %d, %d) = %d, want %d", year, month, day, got, want)
				}
				if y, m, d := wallOfDay(want).utc().Date(); y != year || m != month || d != day {
					t.Errorf("day %d is %d-%d-%d, want %d-%d-%d", want, y, m, d, year, month, day)
				}
			}
		}
	}
}

func TestWallTime(t *testing.T) {
	zone := time.FixedZone("x", 3600)
	plain, _ := parseWall([]byte("2026-11-20T09:30:00"))
	if got := plain.Time(zone); !got.Equal(time.Date(2026, 11, 20, 9, 30, 0, 0, zone)) {
		t.Errorf("plain: %v", got)
	}
	zoned, _ := parseWall([]byte("2026-11-20T09:30:00-05:00"))
	if got := zoned.Time(zone); !got.Equal(time.Date(2026, 11, 20, 14, 30, 0, 0, time.UTC)) {
		t.Errorf("zoned: %v", got)
	}
	if !(Wall{}).Time(zone).IsZero() || (Wall{}).String() != "" {
		t.Error("the zero Wall must show as nothing")
	}
	if plain == zoned {
		t.Error("a zone makes a difference")
	}
	if plain.Clock() != 9*3600+30*60 {
		t.Errorf("clock %d", plain.Clock())
	}
}

// On a day when the clock jumps, the wall still shows what the plan says.
func TestWallTimeAcrossClockChange(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip("no time zone data")
	}
	wall, _ := parseWall([]byte("2026-03-29T17:00:00"))
	if got := wall.Time(berlin).Format("2006-01-02T15:04:05"); got != "2026-03-29T17:00:00" {
		t.Errorf("got %s", got)
	}
}

func TestParseTimeOfDay(t *testing.T) {
	for _, c := range []struct {
		text string
		want int // -1 is a refusal
	}{
		{"08:00:00", 8 * 3600},
		{"08:30", 8*3600 + 1800},
		{"00:00:00", 0},
		{"24:00:00", daySeconds},
		{"23:59:59.9", daySeconds - 1},
		{"08:00:00Z", 8 * 3600},
		{"2000-01-01T17:00:00", 17 * 3600},
		{"8:00", -1},
		{"24:01:00", -1},
		{"noon", -1},
		{"", -1},
		{"08:00:00 uhr", -1},
	} {
		got, ok := parseTimeOfDay([]byte(c.text))
		if ok != (c.want >= 0) || ok && got != c.want {
			t.Errorf("parseTimeOfDay(%q) = %d, %v, want %d", c.text, got, ok, c.want)
		}
	}
}

func TestParseDuration(t *testing.T) {
	const bad = math.MinInt64
	for _, c := range []struct {
		text string
		want int64
	}{
		{"PT8H0M0S", 28800},
		{"PT0H0M0S", 0},
		{"PT37H30M0S", 135000},
		{"PT480M", 28800},
		{"PT30S", 30},
		{"P1D", 86400},
		{"P1DT2H", 93600},
		{"P2W", 14 * 86400},
		{"PT1.5H", 5400},
		{"PT0.25H0M0S", 900},
		{"PT0H0M9.4S", 9},
		{"PT0H0M9.5S", 10},
		{"PT1,5H", 5400},
		{"PT0.333333H", 1200},
		{"-PT8H0M0S", -28800},
		{"+PT1M", 60},
		{"PT100000H0M0S", 360000000},
		{"PT0H0M0.000001S", 0},
		{"", bad},
		{"P", bad},
		{"PT", bad},
		{"T8H", bad},
		{"8H", bad},
		{"PT8", bad},
		{"PTH", bad},
		{"P8H", bad},
		{"PT8D", bad},
		{"P1Y", bad},
		{"P1M", bad},
		{"PT1HT2M", bad},
		{"PT8X", bad},
		{"PT-8H", bad},
		{"PT1.2.3H", bad},
		{"PT99999999999999999999H", bad},
		{"PT9999999999999999H", bad},
		{"PT99999999999H99999999999H", bad},
		{"5 days", bad},
	} {
		got, ok := parseDuration([]byte(c.text))
		if ok != (c.want != bad) || ok && got != c.want {
			t.Errorf("parseDuration(%q) = %d, %v, want %d", c.text, got, ok, c.want)
		}
	}
}

func TestParseDecimal(t *testing.T) {
	const bad = math.MinInt64
	for _, c := range []struct {
		text  string
		scale int
		want  int64
	}{
		{"0", 0, 0},
		{"64000", 2, 6400000},
		{"480000.0", 0, 480000},
		{"-50", 0, -50},
		{"+50", 0, 50},
		{"0.5", 4, 5000},
		{".5", 4, 5000},
		{"5.", 1, 50},
		{"1.005", 2, 101},
		{"1.004", 2, 100},
		{"-1.005", 2, -101},
		{"12.5", 0, 13},
		{"-12.5", 0, -13},
		{"1e3", 0, 1000},
		{"1.5E-1", 2, 15},
		{"9223372036854775806", 0, bad}, // refused a little early, which nobody will miss
		{"922337203685477580", 2, bad},
		{"99999999999999999999", 0, bad},
		{"1e30", 0, bad},
		{"NaN", 0, bad},
		{"1e", 0, bad},
		{"", 0, bad},
		{"-", 0, bad},
		{".", 0, bad},
		{"1,5", 0, bad},
		{"12 ", 0, bad},
		{"0x10", 0, bad},
		{"1.2.3", 2, bad},
	} {
		got, ok := parseDecimal([]byte(c.text), c.scale)
		if ok != (c.want != bad) || ok && got != c.want {
			t.Errorf("parseDecimal(%q, %d) = %d, %v, want %d", c.text, c.scale, got, ok, c.want)
		}
	}
}

func TestParseUIDAndFlag(t *testing.T) {
	for text, want := range map[string]bool{"12": true, "-65535": true, "0": true, "1.5": false, "": false, "-": false, "1e3": false, "+1": false} {
		if _, ok := parseUID([]byte(text)); ok != want {
			t.Errorf("parseUID(%q) ok = %v, want %v", text, ok, want)
		}
	}
	for text, want := range map[string]string{"1": "yes", "true": "yes", "-1": "yes", "0": "no", "false": "no", "2": "", "yes": "", "": ""} {
		v, ok := parseFlag([]byte(text))
		got := ""
		if ok {
			got = map[bool]string{true: "yes", false: "no"}[v]
		}
		if got != want {
			t.Errorf("parseFlag(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestMoney(t *testing.T) {
	for _, c := range []struct {
		hundredths string
		digits     int
		want       int64
	}{
		{"64000", 2, 64000},
		{"64000", 0, 640},
		{"64050", 0, 641},
		{"64049", 0, 640},
		{"-64050", 0, -641},
		{"64000", 3, 640000},
		{"1234.5", 3, 12345},
		{"1234.5", 2, 1235},
		{"-1234.5", 2, -1235},
		{"1", 4, 100},
		{"1", 9, 100},
	} {
		v, ok := parseDecimal([]byte(c.hundredths), 2)
		if got := Money(v).Minor(c.digits); !ok || got != c.want {
			t.Errorf("%s hundredths with %d digits: %d, want %d", c.hundredths, c.digits, got, c.want)
		}
	}
}

func TestFormats(t *testing.T) {
	for _, c := range []struct {
		format                      Format
		unit                        string
		elapsed, estimated, percent bool
	}{
		{3, "m", false, false, false},
		{4, "m", true, false, false},
		{5, "h", false, false, false},
		{6, "h", true, false, false},
		{7, "d", false, false, false},
		{8, "d", true, false, false},
		{9, "w", false, false, false},
		{10, "w", true, false, false},
		{11, "mo", false, false, false},
		{12, "mo", true, false, false},
		{19, "%", false, false, true},
		{20, "%", true, false, true},
		{21, "", false, false, false},
		{35, "m", false, true, false},
		{39, "d", false, true, false},
		{40, "d", true, true, false},
		{44, "mo", true, true, false},
		{51, "%", false, true, true},
		{52, "%", true, true, true},
		{53, "", false, true, false},
		{0, "", false, false, false},
		{13, "", false, false, false},
	} {
		d := Duration{Format: c.format}
		if d.Unit() != c.unit || d.Elapsed() != c.elapsed || d.Estimated() != c.estimated || d.Percent() != c.percent {
			t.Errorf("format %d: %q elapsed %v estimated %v percent %v", c.format, d.Unit(), d.Elapsed(), d.Estimated(), d.Percent())
		}
	}
}

func TestLagHelpers(t *testing.T) {
	plain := Link{Lag: 4800, LagFormat: 7}
	if s, ok := plain.LagSeconds(); !ok || s != 28800 {
		t.Errorf("plain lag %d %v", s, ok)
	}
	if _, ok := plain.LagPercent(); ok || plain.LagElapsed() {
		t.Error("a plain lag is neither percent nor elapsed")
	}
	share := Link{Lag: -50, LagFormat: 19}
	if p, ok := share.LagPercent(); !ok || p != -50 {
		t.Errorf("percent lag %d %v", p, ok)
	}
	if _, ok := share.LagSeconds(); ok {
		t.Error("a percentage has no seconds")
	}
	if !(Link{LagFormat: 8}).LagElapsed() {
		t.Error("format 8 is elapsed")
	}
	if Tenths(15).Minutes() != 1.5 {
		t.Error("tenths")
	}
}

func TestNames(t *testing.T) {
	for c, want := range map[Constraint]string{0: "ASAP", 1: "ALAP", 2: "MSO", 3: "MFO", 4: "SNET", 5: "SNLT", 6: "FNET", 7: "FNLT", 8: "?", -1: "?"} {
		if c.String() != want {
			t.Errorf("constraint %d: %s, want %s", c, c, want)
		}
		if c.NeedsDate() != (c >= 2) {
			t.Errorf("constraint %d needs a date: %v", c, c.NeedsDate())
		}
	}
	for l, want := range map[LinkType]string{0: "FF", 1: "FS", 2: "SF", 3: "SS", 4: "?", -1: "?"} {
		if l.String() != want {
			t.Errorf("link type %d: %s, want %s", l, l, want)
		}
	}
	if Warning.String() != "warning" || Rejected.String() != "rejected" {
		t.Error("levels")
	}
}
