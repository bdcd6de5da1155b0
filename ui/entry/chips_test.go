package entry

import (
	"testing"

	"github.com/charmbracelet/x/ansi"

	"tandem/ui/theme"
)

// TestChips: a chip is whole or not there, the line is exact, and what comes from data draws no control
// characters.
func TestChips(t *testing.T) {
	list := []Chip{{"phone", false}, {"Helene\x1b[31m Brandt", false}, {"we said", true}}
	for _, th := range []*theme.Theme{theme.New("dark", true, false, false), theme.New("none", true, true, true)} {
		for w, want := range map[int]string{0: "", 3: "   ", 7: "[phone]", 22: "[phone]               ", 24: "[phone] [Helene Brandt] ", 33: "[phone] [Helene Brandt] [we said]"} {
			got := ansi.Strip(Chips(list, w, th))
			if got != want {
				t.Errorf("%d wide: %q, want %q", w, got, want)
			}
		}
	}
	dark := theme.New("dark", true, false, false)
	if Chips(list[:1], 10, dark) == Chips([]Chip{{"phone", true}}, 10, dark) {
		t.Error("what was typed looks like what was not")
	}
}
