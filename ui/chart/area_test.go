package chart

import (
	"math"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"tandem/model/date"
	"tandem/ui/theme"
)

var (
	colour      = theme.New("auto", true, false, false)
	bare        = theme.New("auto", true, true, false)
	typed       = theme.New("auto", true, true, true)
	firstMonday = date.YMD(2026, 11, 2)
)

func bareLines(lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = ansi.Strip(l)
	}
	return out
}

// TestPlaneGeometry: every chart fills its room exactly, whatever the room and the values.
func TestPlaneGeometry(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(-1, 130).Draw(t, "w"), rapid.IntRange(-1, 40).Draw(t, "h")
		th := []*theme.Theme{colour, bare, typed}[rapid.IntRange(0, 2).Draw(t, "theme")]
		days := rapid.IntRange(0, 400).Draw(t, "days")
		values := rapid.SliceOfN(rapid.Float64Range(-5, 1e6), 0, days).Draw(t, "values")
		p := Plane{First: firstMonday, Days: days, Top: Up(rapid.Float64Range(-1, 1e6).Draw(t, "top")), Unit: "d"}
		var points []Point
		for i, v := range values {
			points = append(points, Point{i, v, Tone(i % int(tones))})
		}
		for name, got := range map[string][]string{
			"area":    Area(p, []Band{{Good, values}, {Busy, values}}, w, h, th),
			"lines":   Lines(p, []Line{{Tone: Calm, Values: values, Dashed: true}, {Tone: Hurt, Values: values, Step: true}}, w, h, th),
			"scatter": Scatter(p, points, []Level{{3, "50 %", Warn}, {3, "85 %", Hurt}, {1e7, "95 %", Hurt}}, w, h, th),
		} {
			if len(got) != max(h, 0) {
				t.Fatalf("%s: %d lines, want %d", name, len(got), h)
			}
			for _, l := range got {
				if ansi.StringWidth(l) != max(w, 0) {
					t.Fatalf("%s: %q is %d wide, want %d", name, l, ansi.StringWidth(l), w)
				}
				if th.ASCII && strings.IndexFunc(ansi.Strip(l), func(r rune) bool { return r > 126 }) >= 0 {
					t.Fatalf("%s: %q is not ASCII", name, l)
				}
			}
		}
	})
}

func TestUp(t *testing.T) {
	for v, want := range map[float64]float64{0: 1, -3: 1, 1: 1, 3: 3, 7: 8, 11: 15, 21: 25, 99: 100, 101: 150, 1234: 1500, math.Inf(1): 1} {
		if got := Up(v); got != want {
			t.Errorf("%v ends at %v, want %v", v, got, want)
		}
	}
}

// TestArea: bands lie upon one another, each as thick as its value.
func TestArea(t *testing.T) {
	p := Plane{First: firstMonday, Days: 4, Top: 4}
	got := bareLines(Area(p, []Band{{Good, []float64{0, 1, 2, 2}}, {Busy, []float64{1, 1, 2, 0}}, {Calm, []float64{3, 2, 0, 2}}}, 4, 4, typed))
	want := []string{"..#.", "..#.", ".#--", "#---"}
	for y := range want {
		if got[y] != want[y] {
			t.Errorf("row %d: %q, want %q", y, got[y], want[y])
		}
	}
}

// TestAreaSharesCells: where a cell holds the edge of two bands it shows both.
func TestAreaSharesCells(t *testing.T) {
	p := Plane{First: firstMonday, Days: 1, Top: 2}
	got := Area(p, []Band{{Good, []float64{1.5}}, {Busy, []float64{0.5}}}, 1, 2, colour)
	inks := Colours(colour)
	if want := theme.NewStyle(inks[Good].Foreground(), inks[Busy].Foreground(), 0).Render("▄"); got[0] != want {
		t.Errorf("%q, want %q", got[0], want)
	}
	if ansi.Strip(got[1]) != "█" {
		t.Errorf("%q is not filled", got[1])
	}
}

// TestLines: a line runs from corner to corner, and its ASCII twin beside it.
func TestLines(t *testing.T) {
	p := Plane{First: firstMonday, Days: 5, Top: 4}
	got := bareLines(Lines(p, []Line{{Tone: Busy, Values: []float64{4, 3, 2, 1, 0}}}, 5, 4, colour))
	if got[0][0] == ' ' || []rune(got[3])[4] == ' ' || []rune(got[0])[4] != ' ' {
		t.Errorf("%q does not fall", got)
	}
	if got := bareLines(Lines(p, []Line{{Tone: Busy, Values: []float64{4, 4, math.NaN(), 0}, Step: true}}, 5, 3, typed)); got[0] != "**   " || got[2] != "   * " {
		t.Errorf("%q", got)
	}
}

// TestScatter: points lie where they belong, and levels have their names beside them.
func TestScatter(t *testing.T) {
	p := Plane{First: firstMonday, Days: 10, Top: 10}
	got := bareLines(Scatter(p, []Point{{0, 0, Busy}, {9, 9, Busy}, {9, 9, Busy}}, []Level{{5, "85 %", Warn}}, 41, 13, typed))
	body := strings.Join(got[:12], "\n")
	if !strings.Contains(got[5], "85 %") || strings.Count(body, "o") != 1 || strings.Count(body, "O") != 1 {
		t.Errorf("\n%s", body)
	}
	if !strings.Contains(got[12], "2 Nov") {
		t.Errorf("no days below: %q", got[12])
	}
}

// TestDaysAreMondays: labels a week apart or more stand on Mondays.
func TestDaysAreMondays(t *testing.T) {
	got := bareLines(Area(Plane{First: firstMonday + 3, Days: 60, Top: 5}, nil, 60, 10, typed))
	foot := got[9]
	for _, want := range []string{"9 Nov", "23 Nov"} {
		if !strings.Contains(foot, want) {
			t.Errorf("%q lacks %s", foot, want)
		}
	}
	if strings.Contains(foot, "5 Nov ") {
		t.Errorf("%q begins on a Thursday", foot)
	}
}

func BenchmarkArea(b *testing.B) {
	values := make([]float64, 180)
	for i := range values {
		values[i] = float64(i % 17)
	}
	p := Plane{First: firstMonday, Days: 180, Top: 60}
	for b.Loop() {
		Area(p, []Band{{Good, values}, {Busy, values}, {Busier, values}, {Calm, values}}, 200, 45, colour)
	}
}

// TestLabelsOffTheEdge: no label of the values touches the edge, nor what stands left of it.
func TestLabelsOffTheEdge(t *testing.T) {
	p := Plane{First: firstMonday, Days: 30, Top: 1000, Unit: "d"}
	labels := 0
	for _, w := range []int{16, 40, 120} {
		for _, l := range bareLines(Area(p, []Band{{Good, make([]float64, 30)}}, w, 12, bare)) {
			if !strings.HasPrefix(l, " ") {
				t.Errorf("%d wide: %q", w, l)
			}
			if strings.Contains(l, " d ") {
				labels++
			}
		}
	}
	if labels < 9 {
		t.Errorf("%d labels", labels)
	}
}
