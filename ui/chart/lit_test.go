package chart

import (
	"strings"
	"testing"

	"tandem/model/date"
	"tandem/ui/theme"
)

// What is looked at is drawn in the accent, whatever its shape and done or not; only what is critical is
// hot, looked at or not.
func TestLitIsNotHot(t *testing.T) {
	d := func(n int) date.Instant { return on(2026, 11, n, 0) }
	sign := func(of theme.Style) string {
		return strings.TrimSuffix(strings.TrimPrefix(theme.NewStyle(of.Foreground(), theme.Color{}, 0).Open(), "\x1b["), "m")
	}
	for _, th := range []*theme.Theme{dark, light} {
		for _, shape := range []Shape{Bar, Summary, Milestone} {
			for _, c := range []struct {
				name string
				row  Row
				want theme.Style
				not  theme.Style
			}{
				{"with float", Row{Lit: true, Slack: d(12)}, th.Accent, th.Hot},
				{"critical", Row{Lit: true, Critical: true}, th.Hot, th.Accent},
			} {
				r := c.row
				r.Shape, r.Start, r.Finish, r.Done = shape, d(3), d(6), .5
				p := &Picture{Axis: november(), Cursor: -1, Off: nobodyIsOff, Rows: []Row{r}}
				if got := p.Draw(1, th)[0]; !strings.Contains(got, sign(c.want)) || strings.Contains(got, sign(c.not)) {
					t.Errorf("%s, shape %v, %s: %q", th.Name, shape, c.name, got)
				}
			}
		}
		done := Row{Shape: Bar, Start: d(3), Finish: d(6), Done: 1}
		p := &Picture{Axis: november(), Cursor: -1, Off: nobodyIsOff, Rows: []Row{done}}
		if got := p.Draw(1, th)[0]; strings.Contains(got, sign(th.Accent)) {
			t.Errorf("what is done does not recede: %q", got)
		}
		p.Rows[0].Lit = true
		if got := p.Draw(1, th)[0]; !strings.Contains(got, sign(th.Accent)) {
			t.Errorf("what is done and looked at recedes: %q", got)
		}
	}
}
