package triage

import (
	"fmt"
	"strconv"
	"strings"

	"tandem/model"
	"tandem/model/triage"
	"tandem/ui/layout"
	"tandem/ui/pane"
)

// Draw implements pane.Pane: header, list, reason. Short screens lose the reason first,
// then the rules between the parts.
func (p *Pane) Draw(env pane.Env, w, h int, focused bool) []string {
	p.caret = [2]int{-1, -1}
	p.top = 0
	if p.q == nil || w <= 0 || h <= 0 {
		return layout.Block(nil, w, h)
	}
	line := p.entryLine(w)
	under := p.room(h)
	out := make([]string, 0, h)
	out = append(out, p.header(w))
	if h >= 8 {
		out = append(out, p.rule(w))
	}
	p.top = len(out)
	body := h - len(out) - len(line)
	if under > 0 {
		body -= under + 1
	}
	out = append(out, p.list(w, max(body, 0), focused && p.typing == inList)...)
	if under > 0 {
		out = append(out, p.ruleSaying(p.calm(), w))
		out = append(out, p.preview(w, under)...)
	}
	out = append(out, line...)
	if len(line) > 0 && len(out) <= h {
		p.caret[1] = len(out) - len(line)
	}
	if len(out) != h { // each line is exact already; only a short screen has too many
		return layout.Block(out, w, h)
	}
	return out
}

// room is how many lines the reason gets.
func (p *Pane) room(h int) int {
	switch {
	case h < 12:
		return 0
	case p.why:
		return h / 2
	}
	return min(max(h/4, 3), 8)
}

func (p *Pane) rule(w int) string {
	return p.env.Theme.Border.Render(strings.Repeat(p.env.Theme.Glyphs.Horizontal, w))
}

// ruleSaying is a rule with words in it, where there is something to say and room for it.
func (p *Pane) ruleSaying(words string, w int) string {
	th := p.env.Theme
	n := layout.Width(words)
	if n == 0 || n+6 > w {
		return p.rule(w)
	}
	line := func(n int) string { return th.Border.Render(strings.Repeat(th.Glyphs.Horizontal, n)) }
	return line(2) + " " + th.Accent.Render(words) + " " + line(w-n-4)
}

// header names the views with their counts, the hat, and how far the day has come. Where
// it is narrow the names get shorter, then only digits and counts are left.
func (p *Pane) header(w int) string {
	th := p.env.Theme
	hat := [...]string{model.Both: "all", model.PM: "PM", model.DM: "DM"}[p.hat] + " " + th.Glyphs.Open
	total := p.q.Decided + p.q.Count(triage.Now, model.Both)
	done := fmt.Sprintf("%d of %d decided ", p.q.Decided, total)
	if w < 100 {
		done = fmt.Sprintf("%d/%d ", p.q.Decided, total)
	}
	if p.table.MarkCount() > 0 {
		done = p.markedWords() + " "
	}
	lead, size := " triage  ", fullNames
	for room := w - layout.Width(hat) - layout.Width(done) - 2; size > digitsOnly && layout.Width(lead)+p.tabsWidth(size) > room; size-- {
		lead = " "
	}
	var b strings.Builder
	x := 0
	put := func(s string, render func(string) string) {
		b.WriteString(render(s))
		x += layout.Width(s)
	}
	put(lead, th.Title.Render)
	for _, v := range triage.Views {
		s := p.tabText(v, size)
		style := th.Tab
		if v == p.view {
			style = th.TabFocus
		}
		p.heads[v] = layout.Rect{X: x, Y: 0, W: layout.Width(s), H: 1}
		put(s, style.Render)
		put("  ", th.Tab.Render)
	}
	put(hat, th.Dim.Render)
	if gap := w - x - layout.Width(done); gap > 0 {
		put(layout.Blank(gap), th.Dim.Render)
		put(done, th.Dim.Render)
	}
	return layout.FitWith(b.String(), w, layout.Left, th.Glyphs.Ellipsis)
}

// How the views are named in the header, by the room there is.
const (
	digitsOnly = iota
	shortNames
	fullNames
)

var shorts = [...]string{triage.Now: "Now", triage.Doing: "Do", triage.Waiting: "Wait", triage.Promised: "Prom", triage.Scheduled: "Sched", triage.Done: "Done"}

func (p *Pane) tabText(v triage.View, size int) string {
	s := strconv.Itoa(int(v)) + " "
	switch {
	case size == fullNames:
		s += v.String() + " "
	case size == shortNames || v == p.view:
		s += shorts[v] + " "
	}
	return s + strconv.Itoa(p.q.Count(v, p.hat))
}

func (p *Pane) tabsWidth(size int) int {
	n := 0
	for _, v := range triage.Views {
		n += layout.Width(p.tabText(v, size)) + 2
	}
	return n
}

// entryLine is the line that is typed in, or the filter that is in force.
func (p *Pane) entryLine(w int) []string {
	switch p.typing {
	case inWords:
		return []string{p.input(" to "+p.toWhom()+": ", w), p.wordsNote(w)}
	case inFilter:
		return p.filterLines(w)
	}
	if p.filter.Value() != "" {
		return p.filterLines(w)
	}
	return nil
}

// input draws a lead and the line behind it, and notes where its text cursor is.
func (p *Pane) input(lead string, w int) string {
	th := p.env.Theme
	lead = layout.TruncateWith(layout.Clean(lead), w/2, th.Glyphs.Ellipsis)
	e := p.words
	if p.typing == inFilter {
		e = p.filter
	}
	n := layout.Width(lead)
	s := th.Accent.Render(lead) + e.Draw(max(w-n, 0), th, true)
	p.caret[0] = n + e.Cursor()
	return layout.Fit(s, w, layout.Left)
}

// toWhom names whose customers the words go to.
func (p *Pane) toWhom() string {
	items := p.targets()
	if len(items) == 0 {
		return "the customer"
	}
	name := p.q.Ctx().NameOf(items[0].Account())
	if len(items) > 1 {
		return fmt.Sprintf("%s about %d items", name, len(items))
	}
	return name + " about " + items[0].Ref().String()
}
