package triage

import (
	"slices"
	"strings"

	"tandem/model/triage"
	"tandem/ui/layout"
)

// partFrom is the height of the list from which a line of it can be spared for a rule.
const partFrom = 8

// list draws the rows in exactly h lines. A faint rule parts what is breached or due today, which comes
// first whatever its rank, from the rest: without it the ranks seem to be in no order. The line is kept
// free where the rule is out of sight, so that nothing jumps when it comes.
func (p *Pane) list(w, h int, focused bool) []string {
	th := p.env.Theme
	p.part = -1
	n := p.pressing()
	if n == 0 || n == len(p.rows) || h < partFrom {
		return p.table.Draw(w, h, th, focused)
	}
	lines := slices.Clone(p.table.Draw(w, h-1, th, focused))
	at := 1 + n - p.table.Offset() // below the heading
	if at <= 1 || at >= len(lines) {
		return append(lines, layout.Blank(w))
	}
	p.part = at
	rule := th.Faint.Render(strings.Repeat(th.Glyphs.Horizontal, max(w-4, 0)))
	return slices.Insert(lines, at, layout.Fit("  "+rule, w, layout.Left))
}

// pressing is how many rows, from the first on, are breached or due today, in the views that rank them.
func (p *Pane) pressing() int {
	if p.view != triage.Now && p.view != triage.Doing {
		return 0
	}
	n := slices.IndexFunc(p.rows, func(it *triage.Item) bool { return !it.First })
	if n < 0 {
		return len(p.rows)
	}
	return n
}

// lineAt is the line of the table at a line of the list; false on the rule.
func (p *Pane) lineAt(y int) (line int, ok bool) {
	switch {
	case p.part < 0 || y < p.part:
		return y, true
	case y == p.part:
		return 0, false
	}
	return y - 1, true
}
