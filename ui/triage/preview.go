package triage

import (
	"fmt"
	"slices"
	"strings"

	"tandem/model"
	"tandem/model/triage"
	"tandem/ui/layout"
	"tandem/ui/theme"
)

// preview remembers the last reason drawn.
type preview struct {
	key   model.ID
	gen   uint64
	w, h  int
	why   bool
	th    *theme.Theme
	lines []string
}

// preview gives h lines about the item under the cursor: why it stands where it stands,
// what takes it away, what was said last, what it may belong with.
func (p *Pane) preview(w, h int) []string {
	it := p.current()
	if it == nil {
		return layout.Block(nil, w, h)
	}
	m := &p.memo
	if m.key == it.Key() && m.gen == p.gen && m.w == w && m.h == h && m.why == p.why && m.th == p.env.Theme {
		return m.lines
	}
	lines := p.reason(it, w, h)
	if p.why {
		lines = p.ledger(it, w)
	}
	if l := p.belongs(it, w); l != "" {
		lines = append(lines, l)
	}
	lines = append(lines, p.log(it, w, h-len(lines))...)
	*m = preview{it.Key(), p.gen, w, h, p.why, p.env.Theme, layout.Block(lines, w, h)}
	return m.lines
}

// reason is the score in words, wrapped, with what takes the item away at the end.
func (p *Pane) reason(it *triage.Item, w, h int) []string {
	th := p.env.Theme
	terms := it.Terms()
	parts := make([]string, len(terms))
	for i, t := range terms {
		parts[i] = layout.Clean(t.Evidence) + " (" + t.Points.String() + ")"
	}
	text := p.standing(it) + it.Score.String() + " points: " + strings.Join(parts, "; ")
	if it.View == triage.Done {
		text = p.ended(it)
	}
	lines := layout.Wrap(text, max(w-2, 1))
	if n := max(1, min(3, h-2)); len(lines) > n {
		lines = lines[:n]
		lines[n-1] = layout.TruncateWith(lines[n-1]+" more", max(layout.Width(lines[n-1])-1, 0), th.Glyphs.Ellipsis)
	}
	for i, l := range lines {
		lines[i] = th.Text.Render(" " + l)
	}
	if leaves := it.LeavesWhen(); leaves != "" && it.View != triage.Done {
		lines = p.right(lines, "leaves when: "+leaves+" ", w)
	}
	return lines
}

// standing says why an item stands above others that have more points; "" where none of those that
// show has, and the points tell all.
func (p *Pane) standing(it *triage.Item) string {
	more := func(x *triage.Item) bool { return !x.First && x.Score > it.Score }
	switch {
	case it.Breached && it.Decided() && it.Held() != "":
		return "Breached still, and " + it.Held() + ". "
	case !it.First || it.View != triage.Now && it.View != triage.Doing || !slices.ContainsFunc(p.rows, more):
		return ""
	case it.Breached:
		return "Breached, so it comes before more points. "
	}
	return "Due today, so it comes before more points. "
}

// right sets a dim remark at the right end of the last line, or on one of its own.
func (p *Pane) right(lines []string, s string, w int) []string {
	th := p.env.Theme
	n, last := layout.Width(s), len(lines)-1
	if layout.Width(lines[last])+n+2 > w {
		lines = append(lines, "")
		last++
	}
	gap := w - layout.Width(lines[last]) - n
	if gap < 0 {
		lines[last] = th.Dim.Render(layout.TruncateWith(s, w, th.Glyphs.Ellipsis))
		return lines
	}
	lines[last] += layout.Blank(gap) + th.Dim.Render(s)
	return lines
}

// ended says how and by what a closed item was closed.
func (p *Pane) ended(it *triage.Item) string {
	s := "closed at " + it.DueText()
	if b, ok := model.Find[*model.Blocker](p.snap, it.Blocker); ok {
		s += ": " + it.Outcome()
		if b.MergedInto != 0 {
			s += ", merged into " + b.MergedInto.String()
		}
	}
	return s
}

// ledger lists the terms one to a line, as they add up.
func (p *Pane) ledger(it *triage.Item, w int) []string {
	th := p.env.Theme
	lines := []string{th.Title.Render(fmt.Sprintf(" %6s", it.Score)) + th.Dim.Render("  points are the sum of")}
	for _, t := range it.Terms() {
		line := fmt.Sprintf(" %6s  ", t.Points) + layout.Fit(layout.Clean(t.Label), 16, layout.Left) + "  " + layout.Clean(t.Evidence)
		lines = append(lines, th.Text.Render(layout.TruncateWith(line, max(w-10, 0), th.Glyphs.Ellipsis))+"  "+th.Faint.Render(t.Ref.String()))
	}
	if leaves := it.LeavesWhen(); leaves != "" {
		lines = append(lines, th.Dim.Render(layout.TruncateWith(" leaves when: "+leaves, w, th.Glyphs.Ellipsis)))
	}
	return lines
}

// belongs lists the candidates of the link key on one line.
func (p *Pane) belongs(it *triage.Item, w int) string {
	if it.View == triage.Done {
		return ""
	}
	th := p.env.Theme
	line, x := th.Key.Render(" L")+" ", 3
	list := p.candidates(it)
	const usual = 24 // cells of a title
	free := w - x
	for _, c := range list {
		free -= min(layout.Width(layout.Clean(c.Title)), usual) + layout.Width(c.ID.String()) + 6 // with number and blanks
		if c.Merge {
			free -= len(" (merge)")
		}
	}
	more := max(free, 0) / max(len(list), 1)
	for i, c := range list {
		s := fmt.Sprintf("%d %s %s", i+1, c.ID, layout.TruncateWith(layout.Clean(c.Title), usual+more, th.Glyphs.Ellipsis))
		if c.Merge {
			s += " (merge)"
		}
		if x += layout.Width(s) + 3; x > w && i > 0 {
			break
		}
		line += th.Dim.Render(s) + "   "
	}
	if x == 3 {
		return ""
	}
	return line
}

// log is what is known of the item besides, at most n lines of its story.
func (p *Pane) log(it *triage.Item, w, n int) []string {
	var out []string
	th := p.env.Theme
	for _, s := range it.Story() {
		if len(out) >= n {
			break
		}
		out = append(out, th.Dim.Render(layout.TruncateWith(" "+layout.Clean(s), w, th.Glyphs.Ellipsis)))
	}
	return out
}
