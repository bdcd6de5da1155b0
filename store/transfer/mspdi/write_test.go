package mspdi

import (
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestTexts(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{DurationText(0), "PT0H0M0S"}, {DurationText(28800), "PT8H0M0S"}, {DurationText(90061), "PT25H1M1S"}, {DurationText(-60), "-PT0H1M0S"},
		{TenthsText(0), "0"}, {TenthsText(28800), "4800"}, {TenthsText(-28800), "-4800"}, {TenthsText(3), "1"}, {TenthsText(-3), "-1"}, {TenthsText(2), "0"},
		{MoneyText(150000, 2), "150000"}, {MoneyText(1500, 0), "150000"}, {MoneyText(1234, 3), "123.4"}, {MoneyText(-12345, 4), "-123.45"}, {MoneyText(5, 3), "0.5"},
		{RateText(9950, 2), "99.5"}, {RateText(7, 0), "7"}, {RateText(-5, 2), "-0.05"}, {RateText(0, 2), "0"},
		{UnitsText(10000), "1"}, {UnitsText(5000), "0.5"}, {UnitsText(1), "0.0001"}, {UnitsText(25000), "2.5"},
		{FlagText(true), "1"}, {FlagText(false), "0"}, {ClockText(480), "08:00:00"}, {ClockText(1440), "00:00:00"}, {ClockText(17*60 + 30), "17:30:00"},
		{WallText(time.Time{}, time.UTC), ""}, {WallText(time.Date(2026, 11, 20, 9, 12, 0, 0, time.UTC), time.FixedZone("", 3600)), "2026-11-20T10:12:00"},
		{WallText(time.Date(12026, 1, 1, 0, 0, 0, 0, time.UTC), time.UTC), "9999-12-31T23:59:59"},
		{WallText(time.Date(-4, 1, 1, 0, 0, 0, 0, time.UTC), time.UTC), "0001-01-01T00:00:01"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

// TestTextsComeBack: what is written is what the reader's parsers make of it.
func TestTextsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(0, 50_000_000_000).Draw(t, "seconds")
		if s, ok := parseDuration([]byte(DurationText(n))); !ok || s != n {
			t.Fatalf("%d seconds are %s, and that %d", n, DurationText(n), s)
		}
		minor, digits := rapid.Int64Range(-1<<40, 1<<40).Draw(t, "minor"), rapid.IntRange(0, 4).Draw(t, "digits")
		m, ok := parseDecimal([]byte(MoneyText(minor, digits)), 2)
		if !ok || Money(m).Minor(digits) != minor {
			t.Fatalf("%d with %d decimals is %s, and that %d", minor, digits, MoneyText(minor, digits), Money(m).Minor(digits))
		}
		u := rapid.Int64Range(0, 1<<40).Draw(t, "units")
		if v, ok := parseDecimal([]byte(UnitsText(u)), 4); !ok || v != u {
			t.Fatalf("%d is %s, and that %d", u, UnitsText(u), v)
		}
		w := Wall{Sec: rapid.Int64Range(1, 9998*365*daySeconds).Draw(t, "wall")}
		if v, ok := parseWall([]byte(WallText(w.Time(time.UTC), time.UTC))); !ok || v != w {
			t.Fatalf("%s is %s", w, v)
		}
	})
}

// TestFormatOf: a unit is the code that is read as that unit, all of them.
func TestFormatOf(t *testing.T) {
	for _, unit := range []string{"m", "h", "d", "w", "mo", "%"} {
		for _, elapsed := range []bool{false, true} {
			for _, est := range []bool{false, true} {
				f := FormatOf(unit, elapsed, est)
				if f.Unit() != unit || f.Elapsed() != elapsed || f.Estimated() != est || !f.valid() {
					t.Errorf("%s %v %v is %d", unit, elapsed, est, f)
				}
			}
		}
	}
	if FormatOf("y", false, false) != 0 {
		t.Error("a unit that is none has a code")
	}
}

// TestTextFields holds the numbers of the thirty text fields against a few that are known, and all
// against being there twice.
func TestTextFields(t *testing.T) {
	for n, want := range map[int]string{1: "188743731", 2: "188743734", 5: "188743743", 6: "188743746", 7: "188743747", 10: "188743750", 11: "188743997", 30: "188744016"} {
		if id, name, ok := TextField(n); !ok || id != want || name != "Text"+strconv.Itoa(n) {
			t.Errorf("text field %d is %s %s, want %s", n, id, name, want)
		}
	}
	seen := map[string]bool{}
	for n := 1; n <= 30; n++ {
		id, _, _ := TextField(n)
		if seen[id] {
			t.Errorf("%s is there twice", id)
		}
		seen[id] = true
	}
	for _, n := range []int{0, 31, -1} {
		if _, _, ok := TextField(n); ok {
			t.Errorf("there is a text field %d", n)
		}
	}
}
