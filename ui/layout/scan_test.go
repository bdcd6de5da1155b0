package layout

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

// pieces splits text with the scanner; invisible bytes are joined to one piece.
func pieces(s string) (visible []string, sum int) {
	k := scan{s: s}
	for {
		p, w, v, ok := k.next()
		if !ok {
			return visible, sum
		}
		if v {
			visible = append(visible, p)
		}
		sum += w
	}
}

func TestScan(t *testing.T) {
	tests := []struct {
		name, in string
		want     string
		width    int
	}{
		{"letters", "abc", "a|b|c", 3},
		{"colour", "a\x1b[31mb\x1b[m", "a|b", 2},
		{"accent joins", "e\u0301x", "e\u0301|x", 2},
		{"wide", "日本", "日|本", 4},
		{"joined emoji", "👩‍💻x", "👩‍💻|x", 3},
		{"link", "\x1b]8;;http://x\x07t\x1b]8;;\x07", "t", 1},
		{"torn sequence", "a\x1b[3", "a", 1},
		{"empty", "", "", 0},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			got, width := pieces(tc.in)
			if strings.Join(got, "|") != tc.want || width != tc.width {
				t.Errorf("pieces %q width %d, want %q and %d", got, width, tc.want, tc.width)
			}
		})
	}
}

// The scanner loses nothing and agrees with Width.
func TestScanAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := messy().Draw(t, "s")
		var all strings.Builder
		sum := 0
		k := scan{s: s}
		for {
			p, w, _, ok := k.next()
			if !ok {
				break
			}
			all.WriteString(p)
			sum += w
		}
		if all.String() != s || sum != ansi.StringWidth(s) {
			t.Fatalf("%q became %q, width %d of %d", s, all.String(), sum, ansi.StringWidth(s))
		}
	})
}

// Cutting anywhere and laying the pieces side by side gives the whole width, and
// the same text where no wide rune was torn.
func TestCutsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := tidy().Draw(t, "s")
		whole := Width(s)
		at := rapid.IntRange(0, whole).Draw(t, "at")
		left, right := Cut(s, 0, at), Cut(s, at, whole)
		if Width(left) != at || Width(right) != whole-at {
			t.Fatalf("Cut(%q) at %d: %q is %d wide, %q is %d", s, at, left, Width(left), right, Width(right))
		}
		joined, text := ansi.Strip(left)+ansi.Strip(right), ansi.Strip(s)
		if !slices.Contains([]int{0, 2}, strings.Count(joined, " ")-strings.Count(text, " ")) {
			t.Fatalf("Cut(%q) at %d: %q and %q", s, at, left, right)
		}
	})
}

// The last resort is exact, whatever it is given.
func TestRough(t *testing.T) {
	if got, n := rough("a日\x1b[31mb\u0600c", 4); got != "a?b?" || n != 4 {
		t.Errorf("rough = %q, %d", got, n)
	}
	if got, n := rough("ab", 9); got != "ab" || n != 2 {
		t.Errorf("rough = %q, %d", got, n)
	}
}

func BenchmarkFitPlain(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Fit("Carrier API blocked: no sandbox key", 30, Left)
	}
}

func BenchmarkFitWide(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Fit("Größe der Lieferung 日本 – Lager", 24, Left)
	}
}

func BenchmarkClean(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Clean("Größe der Lieferung an Rampe 4, Lager Süd")
	}
}
