package ui_test

import (
	"regexp"
	"strings"
	"testing"
)

// TestHeaderKeepsItsCounts: what hurts is counted on the first line at every size that one works on;
// words, the day and the name of the workspace give way first.
func TestHeaderKeepsItsCounts(t *testing.T) {
	all := regexp.MustCompile(`\d+ (breached or )?due( today)?(, \d+ in hand)?   . \d+ blocked   \d+ to decide `)
	d := start(t, 120, 24, true)
	d.Press("t", "a", "esc") // the numbers follow a change
	for w := 64; w <= 200; w += 4 {
		d.Resize(w, 24).Fits()
		first := d.Lines()[0]
		if !all.MatchString(first) || w >= 72 && !strings.Contains(first, ":12 ") {
			t.Errorf("%d cells: %q", w, first)
		}
		if w >= 132 && !strings.Contains(first, "breached or due today") {
			t.Errorf("%d cells: words are saved without need: %q", w, first)
		}
		if w >= 80 && !strings.Contains(first, "Northbound delivery ") {
			t.Errorf("%d cells: the workspace has lost its name: %q", w, first)
		}
	}
	d.Resize(40, 10).Has(" due").Fits()
}
