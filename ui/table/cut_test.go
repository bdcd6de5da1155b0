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
