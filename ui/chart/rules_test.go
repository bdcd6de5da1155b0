package chart

import (
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"tandem/model/date"
	"tandem/ui/theme"
)

func at(y, m, d, h int) date.Instant {
	return date.Of(time.Date(y, time.Month(m), d, h, 0, 0, 0, time.UTC))
}

// TestFloors: where each step of the calendar begins, and where the next one does. 20 November 2026 is a
// Friday.
func TestFloors(t *testing.T) {
	when := time.Date(2026, 11, 20, 13, 45, 0, 0, time.UTC)
	for _, x := range []struct {
		name        string
		u           unit
		floor, next string
		label       string
	}{
		{"three hours", stepped(3), "2026-11-20 12", "2026-11-20 15", "12"},
		{"half days", stepped(12), "2026-11-20 12", "2026-11-21 00", "12"},
		{"days", days, "2026-11-20 00", "2026-11-21 00", "20"},
		{"weeks begin on Monday", weeks, "2026-11-16 00", "2026-11-23 00", "16"},
		{"months", months(1, 4, format("Jan")), "2026-11-01 00", "2026-12-01 00", "Nov"},
		{"quarters begin in January", months(3, 3, format("Jan")), "2026-10-01 00", "2027-01-01 00", "Oct"},
		{"years", years(1), "2026-01-01 00", "2027-01-01 00", "2026"},
		{"five years", years(5), "2025-01-01 00", "2030-01-01 00", "2025"},
		{"twenty years", years(20), "2020-01-01 00", "2040-01-01 00", "2020"},
	} {
		f := x.u.floor(when)
		if got := f.Format("2006-01-02 15"); got != x.floor || x.u.label(f) != x.label {
			t.Errorf("%s: %s %q, want %s %q", x.name, got, x.u.label(f), x.floor, x.label)
		}
		if got := x.u.next(f).Format("2006-01-02 15"); got != x.next {
			t.Errorf("%s: after it %s, want %s", x.name, got, x.next)
		}
	}
	sunday := time.Date(2026, 11, 22, 23, 59, 0, 0, time.UTC)
	if got := monday(sunday); got.Day() != 16 {
		t.Errorf("the week of Sunday 22 begins on %d", got.Day())
	}
}

// TestFloorsHoldThemselves: whatever the moment, a step begins at or before it, the next one after it, and
// what begins a step begins its own.
func TestFloorsHoldThemselves(t *testing.T) {
	var units []unit
	for _, l := range levels {
		units = append(units, l.low, l.high)
	}
	rapid.Check(t, func(t *rapid.T) {
		u := rapid.SampledFrom(units).Draw(t, "unit")
		when := time.Unix(rapid.Int64Range(-40e9, 100e9).Draw(t, "seconds"), 0).UTC()
		f := u.floor(when)
		if f.After(when) || !u.next(f).After(when) || !u.floor(f).Equal(f) || !u.floor(u.next(f)).Equal(u.next(f)) {
			t.Fatalf("%s lies in %s to %s", when, f, u.next(f))
		}
	})
}

// TestFloorDiv divides towards below, so that what lies left of the axis is in a cell of its own.
func TestFloorDiv(t *testing.T) {
	for _, x := range [][3]int64{{7, 4, 1}, {8, 4, 2}, {0, 4, 0}, {-1, 4, -1}, {-4, 4, -1}, {-5, 4, -2}} {
		if got := floorDiv(x[0], x[1]); got != x[2] {
			t.Errorf("%d / %d: %d, want %d", x[0], x[1], got, x[2])
		}
	}
}

// TestCells: with a day to a cell, the cell of a moment is the days since the begin; the end is after the
// last cell; a scale that is none is the nearest.
func TestCells(t *testing.T) {
	a := Axis{From: at(2026, 11, 16, 0), Scale: 7, W: 10}
	if a.Cell() != day || a.To() != at(2026, 11, 26, 0) {
		t.Fatalf("a cell of %d s, to %v", a.Cell(), a.To().In(time.UTC))
	}
	for _, x := range []struct {
		at   date.Instant
		want int
	}{{at(2026, 11, 16, 0), 0}, {at(2026, 11, 16, 23), 0}, {at(2026, 11, 17, 0), 1}, {at(2026, 11, 25, 23), 9}, {at(2026, 11, 26, 0), 10}, {at(2026, 11, 15, 23), -1}} {
		if got := a.X(x.at); got != x.want {
			t.Errorf("%v is in cell %d, want %d", x.at.In(time.UTC), got, x.want)
		}
	}
	if (Axis{Scale: -5}).Cell() != hour/4 || (Axis{Scale: 99}).Cell() != year {
		t.Error("a scale beyond the ends")
	}
}

// TestCellsAndMoments: the cell that begins at a moment is the cell of that moment, on any axis; panned
// there and back it is the same axis.
func TestCellsAndMoments(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := Axis{From: date.Instant(rapid.Int64Range(3e9, 6e9).Draw(t, "from")), Scale: rapid.IntRange(0, Scales-1).Draw(t, "scale"), W: rapid.IntRange(1, 200).Draw(t, "w")}.snap()
		x := rapid.IntRange(0, a.W-1).Draw(t, "x")
		if got := a.X(a.At(x)); got != x {
			t.Fatalf("cell %d begins in cell %d", x, got)
		}
		if got := a.X(a.At(x) - 1); got != x-1 && x > 0 {
			t.Fatalf("a second before cell %d lies in cell %d", x, got)
		}
		n := rapid.IntRange(-50, 50).Draw(t, "n")
		if b := a.Pan(n).Pan(-n); b != a {
			t.Fatalf("%d there and back: from %v to %v", n, a, b)
		}
	})
}

// TestHeadSaysToday: the cell of now stands out in the lower line, with a sign where no label covers it,
// and nothing does where now is out of sight.
func TestHeadSaysToday(t *testing.T) {
	th := theme.New("dark", true, false, false)
	a := Axis{From: at(2026, 11, 16, 0), Scale: 7, W: 28}
	head := func(now date.Instant) string {
		_, low := a.Head(now, th)
		if ansi.StringWidth(low) != a.W {
			t.Errorf("%d cells", ansi.StringWidth(low))
		}
		return low
	}
	none := head(0)
	for now, differs := range map[date.Instant]bool{at(2026, 11, 15, 12): false, at(2026, 12, 14, 0): false, at(2026, 11, 16, 12): true, at(2026, 11, 19, 12): true, at(2026, 12, 13, 23): true} {
		if got := head(now); (got != none) != differs {
			t.Errorf("now at %v: %q", now.In(time.UTC), got)
		}
	}
	if got := ansi.Strip(head(at(2026, 11, 19, 12))); []rune(got)[3] != []rune(th.Glyphs.SortDown)[0] {
		t.Errorf("no sign in cell 3 of %q", got)
	}
}

// TestFitIsTheFinest: all of the time is in sight, and one scale finer it is not.
func TestFitIsTheFinest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := date.Instant(rapid.Int64Range(1e9, 3e9).Draw(t, "from"))
		to := from + date.Instant(rapid.Int64Range(0, 3e8).Draw(t, "length"))
		w := rapid.IntRange(20, 200).Draw(t, "w")
		a := Fit(from, to, w)
		if a.W != w || a.X(from) < 0 || a.X(to) >= w && a.Scale < Scales-1 {
			t.Fatalf("%+v shows cells %d to %d of %d", a, a.X(from), a.X(to), w)
		}
		if a.Scale > 0 {
			finer := scales[a.Scale-1]
			step := int64(day)
			if a.Scale-1 >= weekly {
				step = week
			}
			if need := (int64(to-from)+step)/finer + 1; need < int64(w)-4 {
				t.Fatalf("scale %d, and %d cells at the finer one would have been enough of %d", a.Scale, need, w)
			}
		}
	})
}
