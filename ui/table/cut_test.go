package table

import (
	"strings"
	"testing"
	"unicode/utf8"

	"tandem/ui/layout"
	"tandem/ui/theme"
)

// TestSpanAcrossTheCut cuts a text inside a span: the span ends there and no rune is torn.
func TestSpanAcrossTheCut(t *testing.T) {
	th := theme.New("dark", true, false, false)
	text := "Service desk takes over  T-160"
	c := Cell{Text: text, Style: th.Text, Spans: []Span{{From: len(text) - 5, To: len(text), Style: th.Warm}}}
	for w := 1; w <= len(text)+3; w++ {
		var b strings.Builder
		drawCell(&b, c, w, layout.Left, theme.Style{}, th)
		if !utf8.ValidString(b.String()) || layout.Width(b.String()) != w {
			t.Errorf("width %d: %q has %d cells", w, b.String(), layout.Width(b.String()))
		}
	}
}

// A cell that is too narrow gives up what comes before the end that is to stay.
func TestKeepsTheEnd(t *testing.T) {
	bold := theme.NewStyle(theme.Color{}, theme.Color{}, theme.Bold)
	c := Cell{Text: "! Interfaces agreed with the carrier T-17", Keep: 5, Spans: []Span{{From: 0, To: 2, Style: bold}, {From: 36, To: 41, Style: bold}}}
	for w, want := range map[int]string{41: c.Text, 60: c.Text, 40: "! Interfaces agreed with the carri… T-17", 20: "! Interfaces a… T-17", 14: "! Interf… T-17", 13: c.Text} {
		got := c.keepEnd(w, "…")
		if got.Text != want {
			t.Errorf("%d wide: %q, want %q", w, got.Text, want)
		}
		if last := got.Spans[1]; got.Text[last.From:last.To] != " T-17" {
			t.Errorf("%d wide: the last span is %q", w, got.Text[last.From:last.To])
		}
	}
	if got := (Cell{Text: "日本語日本語日本語 T-1", Keep: 4}).keepEnd(14, "…").Text; got != "日本語日… T-1" {
		t.Errorf("wide runes: %q", got)
	}
}
