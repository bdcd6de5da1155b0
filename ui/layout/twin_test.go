package layout

import (
	"slices"
	"testing"
)

func TestTwins(t *testing.T) {
	in := []string{"plain", "cut off…", "a · b — c", "\x1b[1m▶ Größe 日本\x1b[m", "“so” × 2 → ✓"}
	kept := slices.Clone(in)
	want := []string{"plain", "cut off~", "a . b - c", "\x1b[1m> Größe 日本\x1b[m", "\"so\" x 2 > +"}
	got := Twins(in)
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("line %d = %q, want %q", i, got[i], want[i])
		}
		if Width(got[i]) != Width(in[i]) {
			t.Errorf("line %d went from %d to %d cells", i, Width(in[i]), Width(got[i]))
		}
	}
	if !slices.Equal(in, kept) {
		t.Error("Twins changed the lines of a pane")
	}
}

// Each sign keeps its room, whatever a line holds.
func TestTwinsKeepWidths(t *testing.T) {
	for r := rune(0x20); r < 0x3000; r++ {
		if to := twin(r); to != r && (Width(string(r)) != 1 || to > 0x7e) {
			t.Errorf("%U becomes %U: not one cell for one cell", r, to)
		}
	}
}

// What Block cuts is marked in ASCII too.
func TestTwinsOfBlock(t *testing.T) {
	if got := Twins(Block([]string{"too long for it"}, 8, 1))[0]; got != "too lon~" {
		t.Errorf("got %q", got)
	}
}
