package chart

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"tandem/model/date"
	"tandem/ui/theme"
)

// november is an axis of 28 days, a day a cell, from Monday 2 November 2026.
func november() Axis { return Axis{From: on(2026, 11, 2, 0), Scale: 7, W: 28} }

// nobodyIsOff keeps weekends out of pictures that are about something else.
func nobodyIsOff(_, _ date.Instant) bool { return false }

func text(p *Picture, th *theme.Theme) string {
	var out []string
	for _, line := range p.Draw(len(p.Rows), th) {
		out = append(out, strings.TrimRight(ansi.Strip(line), " "))
	}
	return strings.Join(out, "\n")
}

func TestBars(t *testing.T) {
	d := func(n, h int) date.Instant { return on(2026, 11, n, h) }
	for _, c := range []struct {
		name                string
		row                 Row
		coloured, grey, raw string
	}{
		{"whole days", Row{Shape: Bar, Start: d(4, 0), Finish: d(7, 0)}, "  ███", "  ▒▒▒", "  :::"},
		{"half done", Row{Shape: Bar, Start: d(4, 0), Finish: d(8, 0), Done: .5}, "  ████", "  ██▒▒", "  ##::"},
		{"done to an eighth", Row{Shape: Bar, Start: d(2, 0), Finish: d(4, 0), Done: .6875}, "█▍", "█▒", "#:"},
		{"ends at 9", Row{Shape: Bar, Start: d(2, 0), Finish: d(3, 9)}, "█▍", "▒", ":"},
		{"begins at 9", Row{Shape: Bar, Start: d(2, 9), Finish: d(4, 0)}, "▍█", "▒▒", "::"},
		{"begins at noon", Row{Shape: Bar, Start: d(2, 12), Finish: d(4, 0)}, "▐█", "▒▒", "::"},
		{"an hour", Row{Shape: Bar, Start: d(3, 0), Finish: d(3, 1)}, " ▌", " ▒", " :"},
		{"across midnight", Row{Shape: Bar, Start: d(3, 18), Finish: d(4, 6)}, " ▊▎", " ▒", " :"},
		{"critical", Row{Shape: Bar, Start: d(2, 0), Finish: d(4, 0), Done: .5, Critical: true}, "██", "█▓", "Xx"},
		{"interrupted", Row{Shape: Bar, Start: d(2, 0), Stop: d(4, 0), Resume: d(6, 0), Finish: d(8, 0), Done: .5}, "██╌╌██", "██╌╌▒▒", "##..::"},
		{"float", Row{Shape: Bar, Start: d(2, 0), Finish: d(4, 0), Slack: d(7, 0)}, "██╌╌╌", "▒▒╌╌╌", "::..."},
		{"baseline before", Row{Shape: Bar, Start: d(5, 0), Finish: d(7, 0), BaseStart: d(3, 0), BaseFinish: d(5, 0)}, " ▁▁██", " ▁▁▒▒", " __::"},
		{"baseline behind", Row{Shape: Bar, Start: d(2, 0), Finish: d(6, 0), BaseStart: d(3, 0), BaseFinish: d(5, 0)}, "█▁▁█", "▒▒▒▒", "::::"},
		{"milestone", Row{Shape: Milestone, Start: d(4, 17), Finish: d(4, 17)}, "  ◆", "  ◆", "  *"},
		{"reached", Row{Shape: Milestone, Start: d(4, 17), Finish: d(4, 17), Done: 1}, "  ◇", "  ◇", "  o"},
		{"deadline", Row{Shape: Bar, Start: d(2, 0), Finish: d(4, 0), Deadline: d(6, 17)}, "██  ↓", "▒▒  ↓", "::  v"},
		{"summary", Row{Shape: Summary, Start: d(2, 8), Finish: d(5, 17)}, "┏━━┓", "┏━━┓", "[==]"},
		{"a day's summary", Row{Shape: Summary, Start: d(2, 8), Finish: d(2, 17)}, "▾", "▾", "="},
		{"status", Row{Status: d(4, 17)}, "  ┊", "  ┊", "  ;"},
		{"before", Row{Shape: Bar, Start: on(2025, 1, 1, 0), Finish: on(2025, 2, 1, 0)}, "‹", "‹", "<"},
		{"no dates", Row{Shape: Bar}, "", "", ""},
		{"finish alone", Row{Shape: Bar, Finish: d(3, 0)}, " ▌", " ▒", " :"},
	} {
		for _, th := range []struct {
			*theme.Theme
			want string
		}{{dark, c.coloured}, {light, c.coloured}, {grey, c.grey}, {plain, c.raw}} {
			p := &Picture{Axis: november(), Rows: []Row{c.row}, Cursor: -1, Off: nobodyIsOff}
			if got := text(p, th.Theme); got != th.want {
				t.Errorf("%s, %s: %q, want %q", c.name, th.Name, got, th.want)
			}
		}
	}
}

// A bar that begins within a cell shows its tone as the ground around the block.
func TestLeftEndsAreTurnedRound(t *testing.T) {
	p := &Picture{Axis: november(), Rows: []Row{{Shape: Bar, Start: on(2026, 11, 2, 9), Finish: on(2026, 11, 4, 0)}}, Cursor: -1, Off: nobodyIsOff}
	line := p.Draw(1, dark)[0]
	if !strings.HasPrefix(line, "\x1b[7;") {
		t.Errorf("the first cell is not reversed: %q", line)
	}
}

func TestLinks(t *testing.T) {
	d := func(n int) date.Instant { return on(2026, 11, n, 0) }
	bar := func(from, to int) Row { return Row{Shape: Bar, Start: d(from), Finish: d(to)} }
	for _, c := range []struct {
		name string
		rows []Row
		link Link
		want string
	}{
		{"next day", []Row{bar(2, 4), bar(4, 6)}, Link{From: 0, To: 1, ToStart: true}, "██┐\n  ██"},
		{"later", []Row{bar(2, 4), {}, bar(7, 9)}, Link{From: 0, To: 2, ToStart: true}, "██───┐\n     ▾\n     ██"},
		{"upwards", []Row{bar(7, 9), {}, bar(2, 4)}, Link{From: 2, To: 0, ToStart: true}, "     ██\n     ▴\n██───┘"},
		{"start to start", []Row{bar(4, 6), bar(5, 8)}, Link{From: 0, To: 1, AtStart: true, ToStart: true}, " ┌██\n └▸███"},
		{"finish to finish", []Row{bar(2, 6), bar(2, 4)}, Link{From: 0, To: 1}, "████┐\n██◂─┘"},
		{"start to finish", []Row{bar(5, 7), bar(2, 3)}, Link{From: 0, To: 1, AtStart: true}, "  ┌██\n█◂┘"},
		{"overlapping", []Row{bar(2, 8), bar(4, 5)}, Link{From: 0, To: 1, ToStart: true}, "██████┐\n  █◂──┘"},
		{"from out of sight", []Row{bar(2, 4), bar(4, 6)}, Link{From: 0, To: 7, ToStart: true}, "██\n  ██"},
		{"from a row without dates", []Row{{Shape: Bar}, bar(4, 6)}, Link{From: 0, To: 1, ToStart: true}, "\n  ██"},
	} {
		p := &Picture{Axis: november(), Rows: c.rows, Links: []Link{c.link}, Cursor: -1, Off: nobodyIsOff}
		if got := text(p, dark); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestCrossingLinksJoin(t *testing.T) {
	d := func(n int) date.Instant { return on(2026, 11, n, 0) }
	p := &Picture{Axis: november(), Cursor: -1, Off: nobodyIsOff, Rows: []Row{
		{Shape: Bar, Start: d(2), Finish: d(4)}, {Shape: Bar, Start: d(4), Finish: d(6)}, {Shape: Bar, Start: d(7), Finish: d(8)}},
		Links: []Link{{From: 0, To: 1, ToStart: true}, {From: 0, To: 2, ToStart: true}}}
	if got, want := text(p, dark), "██┬──┐\n  ██ ▾\n     █"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got, want := text(p, plain), "::+--+\n  :: v\n     :"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestFreeTimeAndTheCalendar(t *testing.T) {
	p := &Picture{Axis: november(), Rows: []Row{{}}, Cursor: -1, Now: on(2026, 11, 20, 9)}
	if got := text(p, dark); got != "     ░░     ░░    ╎░░     ░░" {
		t.Errorf("weekends: %q", got)
	}
	if got := text(p, grey); got != "     ··     ··    ╎··     ··" {
		t.Errorf("weekends without colour: %q", got)
	}
	line := p.Draw(1, light)[0]
	if !strings.Contains(line, "48;") {
		t.Errorf("weekends have no ground: %q", line)
	}
	p.Axis = Axis{From: on(2026, 11, 2, 0), Scale: 10, W: 20} // weeks: the months are ruled
	if got := text(p, dark); got != "  ╎ ┊   ┊    ┊   ┊" && strings.Count(got, "┊") < 3 {
		t.Errorf("months: %q", got)
	}
}

// The selected row has one ground from end to end, and its link stands out.
func TestTheSelectedRow(t *testing.T) {
	d := func(n int) date.Instant { return on(2026, 11, n, 0) }
	p := &Picture{Axis: november(), Focus: true, Rows: []Row{{Shape: Bar, Start: d(2), Finish: d(4)}, {Shape: Bar, Start: d(4), Finish: d(6)}},
		Links: []Link{{From: 0, To: 1, ToStart: true, Lit: true}}}
	lit := p.Draw(2, dark)
	fill := strings.TrimPrefix(theme.NewStyle(theme.Color{}, dark.Select.Background(), 0).Open(), "\x1b[")
	for _, run := range strings.Split(strings.TrimSuffix(lit[0], "\x1b[m"), "\x1b[m") {
		if !strings.Contains(run, fill) {
			t.Errorf("a hole in the ground: %q of %q", run, lit[0])
		}
	}
	p.Links[0].Lit, p.Cursor = false, 1
	if dull := p.Draw(2, dark); dull[0] == lit[0] || !strings.Contains(dull[1], fill) {
		t.Errorf("the other row looks the same: %q", dull)
	}
}

// wild makes rows of all kinds, most of them somewhere near the axis.
func wild(r *rand.Rand, a Axis, n int) (rows []Row, links []Link) {
	at := func() date.Instant {
		if r.IntN(9) == 0 {
			return 0
		}
		return a.From + date.Instant(r.Int64N(int64(a.W+40)*a.Cell())) - date.Instant(20*a.Cell())
	}
	for range n {
		rows = append(rows, Row{Shape: Shape(r.IntN(4)), Start: at(), Finish: at(), Done: r.Float64()*1.4 - .2, Slack: at(), Stop: at(), Resume: at(), BaseStart: at(), BaseFinish: at(),
			Deadline: at(), Status: at(), Critical: r.IntN(3) == 0, Dim: r.IntN(5) == 0})
		links = append(links, Link{From: r.IntN(n + 3), To: r.IntN(n+3) - 1, AtStart: r.IntN(2) == 0, ToStart: r.IntN(2) == 0, Critical: r.IntN(2) == 0, Lit: r.IntN(4) == 0})
	}
	return rows, links
}

// Every size, scale and theme: exact lines, always.
func TestGeometry(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	p := &Picture{}
	for w := 0; w <= 250; w += 1 + w/20 {
		for h := 0; h <= 60; h += 1 + h/8 {
			p.Axis = Axis{From: on(2026, 11, 2, 0), Scale: r.IntN(Scales), W: w}
			p.Rows, p.Links = wild(r, p.Axis, h+r.IntN(3))
			p.Now, p.Cursor, p.Focus = p.Axis.At(w/2), r.IntN(h+2)-1, h&1 == 0
			for _, th := range []*theme.Theme{dark, light, grey, plain} {
				lines := p.Draw(h, th)
				if len(lines) != h {
					t.Fatalf("%dx%d: %d lines", w, h, len(lines))
				}
				for _, line := range lines {
					if got := ansi.StringWidth(line); got != w {
						t.Fatalf("%dx%d %s: %q is %d wide", w, h, th.Name, line, got)
					}
					if th.ASCII && strings.ContainsFunc(line, func(c rune) bool { return c > 126 }) {
						t.Fatalf("no ASCII: %q", line)
					}
					if th.NoColor && (strings.Contains(line, "38;") || strings.Contains(line, "48;")) {
						t.Fatalf("a colour: %q", line)
					}
				}
			}
		}
	}
}

// The cost of a frame does not grow with what was drawn before.
func TestFramesAllocateLittle(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	p := &Picture{Axis: Axis{From: on(2026, 11, 2, 0), Scale: 7, W: 120}}
	p.Rows, p.Links = wild(r, p.Axis, 45)
	p.Draw(45, dark)
	if n := testing.AllocsPerRun(20, func() { p.Cursor = (p.Cursor + 1) % 45; p.Draw(45, dark) }); n > 6*45 {
		t.Errorf("%v allocations a frame of 45 rows", n)
	}
}

func BenchmarkDraw(b *testing.B) {
	p := &Picture{Axis: Axis{From: on(2026, 11, 2, 0), Scale: 7, W: 120}}
	p.Rows, p.Links = wild(rand.New(rand.NewPCG(3, 4)), p.Axis, 45)
	b.ReportAllocs()
	for b.Loop() {
		p.Draw(45, dark)
	}
}
