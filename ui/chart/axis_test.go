package chart

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"tandem/model/date"
	"tandem/ui/theme"
)

var (
	dark  = theme.New("dark", true, false, false)
	light = theme.New("light", false, false, false)
	grey  = theme.New("none", true, true, false)
	plain = theme.New("none", true, true, true)
)

// on is a moment of a day.
func on(y int, m time.Month, d, h int) date.Instant { return date.YMD(y, m, d).At(h, 0, nil) }

func TestHeadOfEachScale(t *testing.T) {
	for _, c := range []struct {
		scale     int
		from      date.Instant
		high, low string
	}{
		{0, on(2026, 11, 20, 8), "Fri 20 Nov 2026", "08  09  10  11  12"},
		{2, on(2026, 11, 20, 0), "Fri 20 Nov 2026", "00 03 06 09 12 15"},
		{4, on(2026, 11, 20, 0), "Nov 2026", "20    21    22"},
		{7, on(2026, 11, 16, 0), "Nov 2026", "16     23"},
		{9, on(2026, 11, 2, 0), "2026", "Nov     Dec"},
		{12, on(2026, 1, 1, 0), "2026        2027", "Q1 Q2 Q3 Q4 Q1 Q2"},
		{14, on(2020, 1, 1, 0), "", "2020 2025 2030"},
	} {
		a := Axis{From: c.from, Scale: c.scale, W: 18}
		high, low := a.Head(0, plain)
		high, low = strings.TrimRight(ansi.Strip(high), " "), strings.TrimRight(ansi.Strip(low), " ")
		t.Logf("%2d %q %q", c.scale, high, low)
		if !strings.HasPrefix(high, c.high) || !strings.HasPrefix(low, c.low) {
			t.Errorf("scale %d: %q over %q, want %q over %q", c.scale, high, low, c.high, c.low)
		}
	}
}

func anyAxis(r *rapid.T) Axis {
	day := date.Day(rapid.IntRange(1, 3_600_000).Draw(r, "day"))
	return Axis{From: day.At(rapid.IntRange(0, 23).Draw(r, "hour"), 0, nil), Scale: rapid.IntRange(0, Scales-1).Draw(r, "scale"), W: rapid.IntRange(0, 250).Draw(r, "w")}
}

// Labels never touch, never leave the axis, and stand in the cell of what they name.
func TestLabelsNeverCollide(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		a := anyAxis(r)
		low, high := a.level()
		for _, u := range []struct {
			unit
			sticky bool
		}{{low, false}, {high, true}} {
			free := 0
			for _, k := range a.ticks(u.unit, u.sticky) {
				if k.x < free || k.x+len(k.text) > a.W {
					r.Fatalf("%+v: %q at %d, free from %d, width %d", a, k.text, k.x, free, a.W)
				}
				free = k.x + len(k.text) + 1
				if start := u.floor(a.At(k.x + 1).In(time.UTC)); !u.sticky && u.label(start) != k.text {
					r.Fatalf("%+v: %q stands over %s", a, k.text, start)
				}
			}
		}
		hi, lo := a.Head(a.At(a.W/2), dark)
		if ansi.StringWidth(hi) != a.W || ansi.StringWidth(lo) != a.W {
			r.Fatalf("%+v: %q %q", a, hi, lo)
		}
	})
}

// There is always something to read on an axis of some width.
func TestEveryAxisIsLabelled(t *testing.T) {
	for scale := range Scales {
		for w := 20; w < 250; w += 23 {
			a := Axis{From: on(2026, 11, 20, 0), Scale: scale, W: w}
			low, _ := a.level()
			if n := len(a.ticks(low, false)); n == 0 {
				t.Errorf("scale %d, %d cells: no label", scale, w)
			}
		}
	}
}

func TestZoomKeepsThePlace(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		a := anyAxis(r)
		a.W = max(a.W, 10)
		a = a.snap()
		x := rapid.IntRange(0, a.W-1).Draw(r, "x")
		at := a.At(x)
		z := a.Zoom(rapid.SampledFrom([]int{-1, 1}).Draw(r, "n"), at)
		if z.From > first && z.From < last-week {
			slack := int(week/z.Cell()) + 1
			if got := z.X(at); got < x-1 || got > x+slack {
				r.Fatalf("%+v: cell %d became %d in %+v", a, x, got, z)
			}
		}
		if z.W != a.W || z.Scale < 0 || z.Scale >= Scales {
			r.Fatalf("%+v", z)
		}
	})
}

func TestFitShowsAll(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		from := on(2026, 1, 1, 8) + date.Instant(rapid.IntRange(0, 900).Draw(r, "start")*day)
		to := from + date.Instant(rapid.IntRange(0, 9000).Draw(r, "hours")*hour)
		w := rapid.IntRange(12, 250).Draw(r, "w")
		a := Fit(from, to, w)
		if a.X(from) < 0 || a.X(to) >= w {
			r.Fatalf("%s to %s in %d cells: %+v shows %d to %d", from.In(nil), to.In(nil), w, a, a.X(from), a.X(to))
		}
	})
	if a := Fit(on(2026, 11, 2, 8), on(2026, 11, 27, 17), 40); a.Cell() != day {
		t.Errorf("four weeks in 40 cells: %d seconds a cell", a.Cell())
	}
}

func TestPanAndCenter(t *testing.T) {
	a := Axis{From: on(2026, 11, 16, 0), Scale: 7, W: 40}
	if got := a.Pan(10); got.From != on(2026, 11, 26, 0) {
		t.Errorf("ten days on: %s", got.From.In(nil))
	}
	if got := a.Center(on(2026, 11, 20, 9), 50); got.X(on(2026, 11, 20, 9)) != 20 {
		t.Errorf("the middle is at %d", got.X(on(2026, 11, 20, 9)))
	}
	edge := Axis{From: first, Scale: Scales - 1, W: 40}.Pan(-99)
	if edge.From > first {
		t.Errorf("before the first year: %s", edge.From.In(nil))
	}
}

// A step to the side is as long to the right as to the left, in what the scale counts by: a cell of half a
// week moves by the week, and what is moved by more cells goes by so many weeks.
func TestPanByTheScale(t *testing.T) {
	for _, c := range []struct {
		scale, cells, days int
	}{{7, 1, 1}, {8, 1, 2}, {9, 1, 7}, {9, 2, 7}, {9, 3, 14}, {9, 14, 49}, {10, 1, 7}, {11, 3, 42}, {12, 1, 28}, {12, 2, 63}, {13, 1, 91}, {14, 1, 364}} {
		a := Axis{From: on(2026, 11, 16, 0), Scale: c.scale, W: 60}
		for _, sign := range []int{1, -1} {
			if got := int(a.Pan(sign*c.cells).From-a.From) / day; got != sign*c.days {
				t.Errorf("scale %d, %d cells: %d days, not %d", c.scale, sign*c.cells, got, sign*c.days)
			}
		}
	}
	hours := Axis{From: on(2026, 11, 16, 0), Scale: 2, W: 60}
	if got := hours.Pan(5).Pan(-3).From - hours.From; got != 2*hour {
		t.Errorf("five hours on and three back are %d seconds", got)
	}
}

func TestWall(t *testing.T) {
	berlin := time.FixedZone("", 3600)
	if got := Wall(on(2026, 11, 20, 23), berlin); got != on(2026, 11, 21, 0) {
		t.Errorf("got %s", got.In(nil))
	}
	if Wall(0, berlin) != 0 {
		t.Error("none became a moment")
	}
}
