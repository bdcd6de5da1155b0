package layout

import (
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

// TestEasyAgrees holds the quick measure to the slow one, rune by rune and for any mix.
func TestEasyAgrees(t *testing.T) {
	for r := rune(0x20); r < 0x3000; r++ {
		s := "a" + string(r) + "b"
		if n, ok := easy(s); ok && n != ansi.StringWidth(s) {
			t.Errorf("%U: %d cells, want %d", r, n, ansi.StringWidth(s))
		}
	}
	piece := rapid.SampledFrom([]string{"a", " ", "é", "▶", "✓", "…", "€", "│", "\x1b[1m", "\x1b[m", "\x1b[38;5;7m", "\x1b[2J", "\x1b", "日", "e\u0301", "\u200d", "👩", "\ufe0f", "\x07", "~"})
	rapid.Check(t, func(t *rapid.T) {
		s := ""
		for range rapid.IntRange(0, 12).Draw(t, "n") {
			s += piece.Draw(t, "piece")
		}
		if n, ok := easy(s); ok && n != ansi.StringWidth(s) {
			t.Fatalf("%q: %d cells, want %d", s, n, ansi.StringWidth(s))
		}
	})
}

func BenchmarkFitStyled(b *testing.B) {
	s := "\x1b[1m▾ \x1b[38;5;71m✓ \x1b[mStage five: hypercare and handover \x1b[38;5;246m T-157\x1b[m  27 d  9 Dec"
	b.ReportAllocs()
	for b.Loop() {
		FitWith(s, 58, Left, Tail)
	}
}
