package flow

import (
	"fmt"
	"strings"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/chart"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// spot is where an item under way was drawn.
type spot struct{ row, x, y, w int }

// frameKey is all that a drawn page depends on.
type frameKey struct {
	w, h, row int
	focused   bool
	gen       int
	rev       uint64
	th        *theme.Theme
}

const (
	head    = 3 // lines: the project and its measures, where they come from, a rule
	fourW   = 96
	fourH   = 22 // from this size on the four pictures show together
	tooFew  = 5  // finished items that say nothing of percentiles
	barName = 8
)

// Draw implements pane.Pane.
func (p *Pane) Draw(env pane.Env, w, h int, focused bool) []string {
	key := frameKey{w, h, p.row, focused, p.gen, env.Rev, env.Theme}
	if key == p.fkey && p.frame != nil {
		return p.frame
	}
	p.env, p.fkey, p.spots = env, key, p.spots[:0]
	th := env.Theme
	if th == nil || w <= 0 || h <= 0 || p.known.flow == nil {
		p.frame = layout.Block(p.nothing(), w, h)
		return p.frame
	}
	out := []string{p.headline(w), "", th.Border.Render(strings.Repeat(th.Glyphs.Horizontal, w))}
	room := max(h-head, 0)
	view := p.view
	if p.small = w < fourW || room < fourH; p.small && view == all {
		view = cumulative
	}
	if view == all {
		lw, top := (w-1)/2, (room+1)/2
		rw := w - lw - 1
		upper := beside(p.cumulative(lw, top), p.cycles(rw, top), th)
		lower := beside(p.throughput(lw, room-top), p.ages(rw, room-top, lw+1, head+top, focused), th)
		out = append(append(out, upper...), lower...)
	} else {
		out = append(out, [...]func() []string{
			cumulative: func() []string { return p.cumulative(w, room) },
			cycles:     func() []string { return p.cycles(w, room) },
			throughput: func() []string { return p.throughput(w, room) },
			ages:       func() []string { return p.ages(w, room, 0, head, focused) },
		}[view]()...)
	}
	out[1] = p.source(w, view)
	p.frame = layout.Block(out, w, h)
	return p.frame
}

func beside(left, right []string, th *theme.Theme) []string {
	line := th.Border.Render(th.Glyphs.Vertical)
	out := make([]string, len(left))
	for i := range left {
		out[i] = left[i] + line + right[i]
	}
	return out
}

func (p *Pane) nothing() []string {
	if p.env.Theme == nil {
		return nil
	}
	return []string{"", p.env.Theme.Dim.Render("  The journal is being read " + p.env.Theme.Glyphs.Ellipsis)}
}

// headline names the project and the measures of the time looked at.
func (p *Pane) headline(w int) string {
	th := p.env.Theme
	g := &th.Glyphs
	f := &p.known
	left := " " + layout.Clean(p.env.Ctx().NameOf(p.project))
	parts := []string{fmt.Sprintf("  %s %s %d weeks", p.project, g.Dot, spans[f.of.span]), fmt.Sprintf("%.1f done a week", float64(len(f.done))/float64(spans[f.of.span]))}
	if len(f.done) >= tooFew {
		parts = append(parts, fmt.Sprintf("cycle time %d d, 85 %% within %d", f.p50, f.p85))
	}
	parts = append(parts, fmt.Sprintf("%d under way", len(f.old)))
	left = layout.TruncateWith(left, w, g.Ellipsis)
	return th.Title.Render(left) + th.Dim.Render(layout.FitWith(strings.Join(parts, " "+g.Dot+" "), w-layout.Width(left), layout.Left, g.Ellipsis))
}

// source says where the figures come from, and what Little's law makes of them; of one picture alone
// it says which it is, and how to see the others.
func (p *Pane) source(w, view int) string {
	th := p.env.Theme
	f := &p.known
	text := " from the journal"
	switch {
	case f.flow.Dated > 0 && f.flow.Journal == 0:
		text = fmt.Sprintf(" %d of %d cards by their actual dates", f.flow.Dated, f.flow.Told+f.flow.Dated)
	case f.flow.Dated > 0:
		text = fmt.Sprintf(" from the journal; before %[3]s, %[1]d of %[2]d cards by their actual dates", f.flow.Dated, f.flow.Told+f.flow.Dated, p.day(f.flow.Journal))
	}
	right := ""
	if l := f.little; l.Finished >= tooFew {
		right = fmt.Sprintf("Little's law: %.1f / %.2f = %.0f d, measured %.0f d ", l.WIP, l.Rate, l.Law(), l.Days)
	}
	if view != all {
		right = fmt.Sprintf("%d of %d  %s %s others ", view, views-1, p.env.Key("flow", "move.left", "h"), p.env.Key("flow", "move.right", "l"))
		text = layout.TruncateWith(text, max(w-layout.Width(right)-1, 0), th.Glyphs.Ellipsis)
	}
	if gap := w - layout.Width(text) - layout.Width(right); gap > 0 {
		return th.Faint.Render(text + layout.Blank(gap) + right)
	}
	return th.Faint.Render(layout.FitWith(text, w, layout.Left, th.Glyphs.Ellipsis))
}

func (p *Pane) day(d date.Day) string { return d.Short(p.known.last) }

// tone is how a column is drawn: by its stage, neighbours apart.
func tone(b *model.Board, column int) chart.Tone {
	n := 0
	for i := range column {
		if b.Columns[i].Stage == b.Columns[column].Stage {
			n++
		}
	}
	switch b.Columns[column].Stage {
	case model.StageWaiting:
		return [...]chart.Tone{chart.Calm, chart.Calmer}[n%2]
	case model.StageDone:
		return chart.Good
	}
	return [...]chart.Tone{chart.Busy, chart.Busier}[n%2]
}

// title is the heading of a picture and what its colours mean, as far as there is room.
func (p *Pane) title(text string, legend []string, w int) string {
	th := p.env.Theme
	out := th.Header.Render(layout.TruncateWith(" "+text+" ", w, th.Glyphs.Ellipsis))
	room := w - layout.Width(out)
	for _, l := range legend {
		if n := layout.Width(l) + 1; n <= room {
			out += " " + l
			room -= n
		}
	}
	return out + layout.Blank(max(room, 0))
}

// cumulative draws the cumulative flow diagram, what is done at the foot.
func (p *Pane) cumulative(w, h int) []string {
	th, f := p.env.Theme, &p.known
	inks := chart.Colours(th)
	var bands []chart.Band
	var legend []string
	top := 0.0
	for c := len(f.flow.Line) - 1; c >= 0; c-- {
		t := tone(f.flow.Board, c)
		band := chart.Band{Tone: t, Values: make([]float64, len(f.table))}
		for d, row := range f.table {
			band.Values[d] = float64(row[c])
		}
		bands = append(bands, band)
		legend = append(legend, inks[t].Render(chart.Fill(th, t))+" "+th.Dim.Render(layout.Clean(f.flow.Board.Columns[c].Name)))
	}
	for _, row := range f.table {
		sum := 0
		for _, n := range row {
			sum += n
		}
		top = max(top, float64(sum))
	}
	out := []string{p.title("cumulative flow", legend, w)}
	plane := chart.Plane{First: f.first, Days: len(f.table), Top: chart.Up(top)}
	return layout.Block(append(out, chart.Area(plane, bands, w, max(h-1, 0), th)...), w, h)
}

// cycles draws how many days each finished item took, by the day it was finished.
func (p *Pane) cycles(w, h int) []string {
	th, f := p.env.Theme, &p.known
	var points []chart.Point
	top := 1.0
	for _, s := range f.done {
		t := chart.Busy
		if f.p85 > 0 && s.Days() > f.p85 {
			t = chart.Hurt
		}
		points = append(points, chart.Point{Day: int(s.Finished - f.first), Value: float64(s.Days()), Tone: t})
		top = max(top, float64(s.Days()))
	}
	if len(points) == 0 {
		return layout.Block([]string{p.title("cycle time", nil, w), "", th.Dim.Render(layout.FitWith("  Nothing was finished in this time.", w, layout.Left, th.Glyphs.Ellipsis))}, w, h)
	}
	var levels []chart.Level
	note := []string{th.Dim.Render(fmt.Sprintf("n %d", len(points)))}
	if len(points) >= tooFew {
		for _, l := range []struct {
			name string
			v    int
			t    chart.Tone
		}{{"50 %", f.p50, chart.Calmer}, {"85 %", f.p85, chart.Warn}, {"95 %", f.p95, chart.Hurt}} {
			levels = append(levels, chart.Level{Value: float64(l.v), Name: fmt.Sprintf("%s %d d", l.name, l.v), Tone: l.t})
		}
	} else {
		note = append(note, th.Faint.Render("too few for percentiles"))
	}
	out := []string{p.title("cycle time in days, by day of finish", note, w)}
	plane := chart.Plane{First: f.first, Days: int(f.last-f.first) + 1, Top: chart.Up(top)}
	return layout.Block(append(out, chart.Scatter(plane, points, levels, w-1, max(h-1, 0), th)...), w, h)
}

// throughput draws a bar for each week, the newest first.
func (p *Pane) throughput(w, h int) []string {
	th, f := p.env.Theme, &p.known
	most := 1
	for _, n := range f.weeks {
		most = max(most, n)
	}
	out := []string{p.title("throughput: finished in the week to", []string{th.Dim.Render(fmt.Sprintf("mean %.1f", float64(len(f.done))/float64(max(len(f.weeks), 1))))}, w)}
	for i := len(f.weeks) - 1; i >= 0 && len(out) < h; i-- {
		n := f.weeks[i]
		end := f.last - date.Day(7*(len(f.weeks)-1-i))
		room := max(w-barName-6, 0)
		text := layout.Fit(" "+end.Time().Format("2 Jan"), barName, layout.Left)
		full := n * room / most
		out = append(out, layout.FitWith(th.Dim.Render(text)+th.BarFull.Render(strings.Repeat(th.Glyphs.BarFull, full))+" "+th.Text.Render(fmt.Sprint(n)), w, layout.Left, ""))
	}
	return layout.Block(out, w, h)
}

// ages lists what is under way, the oldest first, with its days as a bar.
func (p *Pane) ages(w, h, x, y int, focused bool) []string {
	th, f := p.env.Theme, &p.known
	legend := []string{}
	if len(f.done) >= tooFew {
		legend = append(legend, th.Warm.Render(fmt.Sprintf("older than 85 %% were (%d d)", f.p85)))
	}
	out := []string{p.title("age of what is under way, in days", legend, w)}
	if len(f.old) == 0 {
		return layout.Block(append(out, th.Dim.Render(layout.FitWith("  Nothing is under way.", w, layout.Left, th.Glyphs.Ellipsis))), w, h)
	}
	room := max(h-1, 0)
	if p.row < p.top {
		p.top = p.row
	}
	if p.row >= p.top+room {
		p.top = p.row - room + 1
	}
	p.top = max(min(p.top, len(f.old)-room), 0)
	most := max(f.old[0].days, 1)
	for i := p.top; i < min(len(f.old), p.top+room); i++ {
		p.spots = append(p.spots, spot{i, x, y + len(out), w})
		fill := theme.Style{}
		if i == p.row {
			fill = th.SelectDim
			if focused {
				fill = th.Select
			}
		}
		out = append(out, p.aged(f.old[i], most, w, fill))
	}
	return layout.Block(out, w, h)
}

// aged is the line of one item.
func (p *Pane) aged(a aged, most, w int, fill theme.Style) string {
	th, f := p.env.Theme, &p.known
	st, sign := th.BarFull, " "
	if len(f.done) >= tooFew && a.days > f.p85 {
		st, sign = th.Warm, th.Glyphs.Breach
	}
	column := ""
	if c := f.flow.Board.Of(a.id); c >= 0 {
		column = layout.Clean(f.flow.Board.Columns[c].Name)
	}
	name := fmt.Sprintf("%s%s %s", sign, a.id, layout.Clean(p.env.Ctx().NameOf(a.id)))
	nw := w * 55 / 100
	bar := max(w-nw-16, 0)
	full := a.days * bar / most
	var b strings.Builder
	th.Text.On(fill).Append(&b, layout.FitWith(name, nw, layout.Left, th.Glyphs.Ellipsis))
	th.Dim.On(fill).Append(&b, layout.FitWith(" "+column, min(10, max(w-nw, 0)), layout.Left, th.Glyphs.Ellipsis))
	st.On(fill).Append(&b, layout.Fit(strings.Repeat(th.Glyphs.BarFull, full), bar, layout.Left))
	th.Text.On(fill).Append(&b, layout.Fit(fmt.Sprint(a.days)+" ", max(w-nw-10-bar, 0), layout.Right))
	return layout.Fit(b.String(), w, layout.Left)
}
