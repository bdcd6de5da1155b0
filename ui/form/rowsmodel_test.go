package form

import (
	"fmt"
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/pane"
)

// grid is a plain table of two columns, by the rules that a person is told: tab and shift+tab go cell by
// cell, enter and the arrows row by row, ctrl+o adds a row, ctrl+d takes one away, alt and an arrow move one.
type grid struct {
	cells [][2]string
	r, c  int
}

func (g *grid) blank(r int) bool { return g.cells[r] == [2]string{} }

func (g *grid) add(at int) {
	g.cells = slices.Insert(g.cells, at, [2]string{})
	g.r, g.c = at, 0
}

func (g *grid) key(name string) {
	last := len(g.cells) - 1
	switch name {
	case "tab":
		switch {
		case g.c == 0:
			g.c = 1
		case g.r < last:
			g.r, g.c = g.r+1, 0
		case g.blank(last): // an empty row at the end is enough: round to the first cell
			g.r, g.c = 0, 0
		default:
			g.add(last + 1)
		}
	case "shift+tab":
		switch {
		case g.c == 1:
			g.c = 0
		case g.r > 0:
			g.r, g.c = g.r-1, 1
		}
	case "enter":
		switch {
		case g.r < last:
			g.r++
		case !g.blank(last):
			g.add(last + 1)
		}
	case "ctrl+o":
		g.add(g.r + 1)
	case "ctrl+d":
		if g.cells = slices.Delete(g.cells, g.r, g.r+1); len(g.cells) == 0 {
			g.cells = make([][2]string, 1)
		}
		g.r = min(g.r, len(g.cells)-1)
	case "alt+up", "alt+down":
		to := g.r - 1
		if name == "alt+down" {
			to = g.r + 1
		}
		if to >= 0 && to <= last {
			g.cells[g.r], g.cells[to] = g.cells[to], g.cells[g.r]
			g.r = to
		}
	case "down":
		g.r = min(g.r+1, last)
	case "up":
		g.r = max(g.r-1, 0)
	case "ctrl+u":
		g.cells[g.r][g.c] = ""
	default:
		g.cells[g.r][g.c] += name
	}
}

// rowKeys are the keys of the table, with what the terminal sends for them.
var rowKeys = map[string]tea.KeyPressMsg{
	"tab": named["tab"], "shift+tab": named["shift+tab"], "enter": named["enter"], "up": named["up"], "down": named["down"], "ctrl+u": named["ctrl+u"],
	"ctrl+o": {Code: 'o', Mod: tea.ModCtrl}, "ctrl+d": {Code: 'd', Mod: tea.ModCtrl},
	"alt+up": {Code: tea.KeyUp, Mod: tea.ModAlt}, "alt+down": {Code: tea.KeyDown, Mod: tea.ModAlt},
	"a": {Code: 'a', Text: "a"}, "b": {Code: 'b', Text: "b"}, "é": {Code: 'é', Text: "é"},
}

// TestRowsAreAPlainTable: whatever is pressed, the rows are those of a plain table, the cursor is on the same
// cell, and what is given back are the rows that hold something.
func TestRowsAreAPlainTable(t *testing.T) {
	d := small(t)
	var names []string
	for name := range rowKeys {
		names = append(names, name)
	}
	slices.Sort(names)
	d.change(riskOne)
	rapid.Check(t, func(rt *rapid.T) {
		in := d.in("custom")
		in.set("")
		r := newRows(d.form, in)
		r.done = func(pane.Env) pane.Effect { return nil }
		g := &grid{cells: make([][2]string, 1)}
		for i, name := range rapid.SliceOfN(rapid.SampledFrom(names), 1, 60).Draw(rt, "keys") {
			k := rowKeys[name]
			switch res := d.disp.Press(act.Chain(r.Scopes()), k.String(), k.Text); res.Kind {
			case act.Run:
				d.do(r.Handle(d.env, res))
			default:
				d.do(r.Key(d.env, k))
			}
			g.key(name)
			var got [][2]string
			for _, row := range r.cells {
				got = append(got, [2]string{row[0].raw(), row[1].raw()})
			}
			if !slices.Equal(got, g.cells) || r.r != g.r || r.c != g.c {
				rt.Fatalf("key %d, %s: %q at %d, %d; a plain table has %q at %d, %d", i, name, got, r.r, r.c, g.cells, g.r, g.c)
			}
			if foot := fmt.Sprintf("%d/%d", g.r+1, len(g.cells)); r.Foot() != foot {
				rt.Fatalf("key %d, %s: the foot says %s, want %s", i, name, r.Foot(), foot)
			}
		}
		d.do(r.finish(d.env))
		var want [][]string
		for _, row := range g.cells {
			if row != [2]string{} {
				want = append(want, row[:])
			}
		}
		if got := in.raw(); got != model.JoinRows(want) {
			rt.Fatalf("given back is %q, want %q", got, model.JoinRows(want))
		}
	})
}

// TestRowsPaste: a table copied elsewhere fills the cells from the cursor on; lines go in between the rows
// that are there, and columns that are too many are left out.
func TestRowsPaste(t *testing.T) {
	d := small(t)
	for _, x := range []struct {
		name, had, at string
		paste         string
		want          string
	}{
		{"a word into a cell", "Team | Blue", "", "Light", "TeamLight | Blue"},
		{"a column", "Team | Blue\nSeen | yes", "", "One\nTwo\n", "One | Blue\nTwo |\nSeen | yes"},
		{"a table", "Seen | yes", "", "A\t1\r\nB\t2\r\n", "A | 1\nB | 2"},
		{"from the second column", "Seen | yes", "tab", "1\tlost\n2\tlost", "Seen | 1\n | 2"},
		{"more columns than there are", "", "", "A\t1\tx\ty", "A | 1"},
	} {
		d.change(riskOne)
		in := d.in("custom")
		in.set(x.had)
		r := newRows(d.form, in)
		r.done = func(pane.Env) pane.Effect { return nil }
		if x.at != "" {
			d.on(r, x.at)
		}
		d.do(r.Paste(d.env, x.paste))
		var got [][]string
		for _, row := range r.cells {
			got = append(got, []string{row[0].raw(), row[1].raw()})
		}
		if model.JoinRows(got) != model.JoinRows(model.SplitRows(x.want)) {
			t.Errorf("%s: %q, want %q", x.name, model.JoinRows(got), x.want)
		}
	}
}
