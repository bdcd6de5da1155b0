package chart

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"tandem/model/date"
	"tandem/ui/theme"
)

// What would be lies over what is: hatched where a bar would be, a shadow where it would be no more.
func TestWouldBe(t *testing.T) {
	d := func(n, h int) date.Instant { return on(2026, 11, n, h) }
	bar := Row{Shape: Bar, Start: d(4, 0), Finish: d(7, 0)}
	moved := func(r Row, from, to date.Instant) Row { r.GhostStart, r.GhostFinish = from, to; return r }
	for _, c := range []struct {
		name                string
		row                 Row
		coloured, grey, raw string
	}{
		{"longer", moved(bar, d(4, 0), d(9, 0)), "  ░░░▓▓", "  ░░░▓▓", "  ###%%"},
		{"later", moved(bar, d(6, 0), d(9, 0)), "  ██░▓▓", "  ··░▓▓", "  --#%%"},
		{"shorter", moved(bar, d(4, 0), d(5, 0)), "  ░██", "  ░··", "  #--"},
		{"a milestone", moved(Row{Shape: Milestone, Start: d(4, 17), Finish: d(4, 17)}, d(6, 17), d(6, 17)), "  ◆ ◈", "  ◆ ◈", "  * %"},
		{"a summary", moved(Row{Shape: Summary, Start: d(2, 8), Finish: d(5, 17)}, d(2, 8), d(7, 17)), "━━━━━━", "━━━━━━", "======"},
	} {
		for _, th := range []struct {
			*theme.Theme
			want string
		}{{dark, c.coloured}, {grey, c.grey}, {plain, c.raw}} {
			p := &Picture{Axis: november(), Rows: []Row{c.row}, Cursor: -1, Off: nobodyIsOff}
			if got := text(p, th.Theme); got != th.want {
				t.Errorf("%s, %s: %q, want %q", c.name, th.Name, got, th.want)
			}
		}
	}
}

// What steps back loses its colour and its float, and its links too; what is lit keeps both.
func TestSteppingBack(t *testing.T) {
	d := func(n int) date.Instant { return on(2026, 11, n, 0) }
	p := &Picture{Axis: november(), Cursor: -1, Off: nobodyIsOff, Rows: []Row{
		{Shape: Bar, Start: d(2), Finish: d(4), Critical: true}, {Shape: Bar, Start: d(4), Finish: d(6), Critical: true, Slack: d(9)}},
		Links: []Link{{From: 0, To: 1, ToStart: true, Critical: true}}}
	lit := p.Draw(2, dark)
	p.Rows[0].Back, p.Rows[1].Back, p.Links[0].Back = true, true, true
	back := p.Draw(2, dark)
	hot := strings.TrimPrefix(theme.NewStyle(dark.Hot.Foreground(), theme.Color{}, 0).Open(), "\x1b[")
	hot = strings.TrimSuffix(hot, "m")
	for i := range back {
		if strings.Contains(back[i], hot) || lit[i] == back[i] {
			t.Errorf("row %d does not step back: %q", i, back[i])
		}
	}
	if strings.Contains(ansi.Strip(back[1]), "╌") {
		t.Errorf("the float stays: %q", back[1])
	}
	p.Links[0].Lit = true
	if again := p.Draw(2, dark); again[0] == back[0] {
		t.Error("a lit link looks like any other")
	}
}

// Ghosts of any size keep the lines as wide as they are.
func TestGhostGeometry(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	p := &Picture{}
	for w := 0; w <= 200; w += 1 + w/10 {
		p.Axis = Axis{From: on(2026, 11, 2, 0), Scale: r.IntN(Scales), W: w}
		p.Rows, p.Links = wild(r, p.Axis, 20)
		for i := range p.Rows {
			p.Rows[i].GhostStart, p.Rows[i].GhostFinish, p.Rows[i].Back = p.Axis.At(r.IntN(w+9)-4), p.Axis.At(r.IntN(w+9)-4), r.IntN(3) == 0
		}
		for _, th := range []*theme.Theme{dark, light, grey, plain} {
			for _, line := range p.Draw(20, th) {
				if got := ansi.StringWidth(line); got != w {
					t.Fatalf("%d %s: %q is %d wide", w, th.Name, line, got)
				}
			}
		}
	}
}
