package table

import (
	"testing"
	"unicode/utf8"

	"tandem/ui/theme"
)

// TestKeepEndCutsBetweenSigns: however short a cell is cut, no span ends within the sign of the cut.
func TestKeepEndCutsBetweenSigns(t *testing.T) {
	th := theme.New("dark", true, false, false)
	text := "Infrastructure of the depots"
	for n := range len(text) {
		c := Cell{Text: text + " T-9", Keep: 4, Spans: []Span{{From: 0, To: n, Style: th.Dim}, {From: len(text), To: len(text) + 4, Style: th.Faint}}}
		for w := 8; w < len(text)+4; w++ {
			cut := c.keepEnd(w, th.Glyphs.Ellipsis)
			for _, s := range cut.Spans {
				if to := min(s.To, len(cut.Text)); s.From <= to && !utf8.ValidString(cut.Text[s.From:to]) {
					t.Fatalf("%d of %d cells: %q is cut at %d to %d", n, w, cut.Text, s.From, s.To)
				}
			}
		}
	}
}
