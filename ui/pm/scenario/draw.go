package scenario

import (
	"fmt"
	"strings"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/chart"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/table"
	"tandem/ui/theme"
)

const (
	labelW   = 20 // of the measures' names
	leastCol = 16 // of a column
	mostCol  = 36
	chartMin = 34  // cells of a chart that says something
	chartAt  = 110 // from this width on there is one
	lowRows  = 5   // the least rows of tasks
	airy     = 26  // from this height on blank lines part head, measures and tasks
)

// Draw implements pane.Pane: the measures side by side, below them the tasks of one scenario, with
// its bars over those of the plan where there is width.
func (p *Pane) Draw(env pane.Env, w, h int, focused bool) []string {
	p.env = env
	if h < 1 {
		return nil
	}
	th := env.Theme
	lines := []string{p.head(env, w)}
	if len(p.list) == 0 {
		p.top = 2
		p.table.Empty = p.empty(env)
		p.colW = 0
		return fit(env.Theme, append(append(lines, layout.Blank(w)), p.table.Draw(w, max(h-2, 0), th, focused)...), w, h)
	}
	if h >= airy {
		lines = append(lines, layout.Blank(w))
	}
	lines = append(lines, p.block(env, w, h-len(lines)+1)...)
	if h >= airy {
		lines = append(lines, layout.Blank(w))
	}
	p.table.Empty = []string{"The scenario moves nothing yet. " + env.Key("scenario", "scenario.all", "v") + " shows all tasks; " + env.Key("scenario", "record.set", "i") +
		" sets a value, " + env.Key("scenario", "scenario.add", "N") + " adds a task."}
	rest := h - len(lines) - 1
	p.top = len(lines) + 1
	if rest < 2 {
		return fit(env.Theme, lines, w, h)
	}
	return fit(env.Theme, append(lines, p.tasks(env, w, rest+1, focused)...), w, h)
}

// head is the name of the project and of the scenario that shows.
func (p *Pane) head(env pane.Env, w int) string {
	if p.project == 0 {
		return layout.Headline(w, p.Title(env), "", "", env.Theme.Dim, env.Theme)
	}
	about := p.project.String() + " " + env.Theme.Glyphs.Dot + " scenarios"
	right := ""
	if _, n := p.columnsIn(w); n > 0 && n < len(p.list) {
		first := p.firstIn(n)
		right = fmt.Sprintf("%d-%d of %d   %s next", first+1, first+n, len(p.list), env.Key("scenario", "scenario.next", "}"))
		if n == 1 {
			right = strings.Replace(right, fmt.Sprintf("-%d of", first+n), " of", 1)
		}
	}
	return layout.Headline(w, env.Ctx().NameOf(p.project), about, right, env.Theme.Dim, env.Theme)
}

// firstIn is the first scenario that shows where so many do: that which is chosen is among them.
func (p *Pane) firstIn(n int) int {
	at := 0
	for i, x := range p.list {
		if x.Scenario == p.chosen {
			at = i
		}
	}
	return min(max(at-n+1, 0), max(len(p.list)-n, 0))
}

// columnsIn says how wide a column is and how many scenarios show beside the plan.
func (p *Pane) columnsIn(w int) (width, n int) {
	n = len(p.list)
	width = min(max((w-labelW)/(n+1), leastCol), mostCol)
	return width, max(min(n, (w-labelW)/width-1), 0)
}

// block is the measures, a column for the plan and one for each scenario; that which shows below is
// lit. Where the page is low the last measures go.
func (p *Pane) block(env pane.Env, w, h int) []string {
	th := env.Theme
	cw, n := p.columnsIn(w)
	p.colW = cw
	p.firstCol = p.firstIn(n)
	shown := p.list[p.firstCol : p.firstCol+n]
	cell := func(s string, st theme.Style) string {
		return st.Render(layout.FitWith(layout.Clean(s), cw-1, layout.Right, th.Glyphs.Ellipsis)) + " "
	}
	line := layout.Blank(labelW) + cell("as it is", th.Header)
	for _, x := range shown {
		st := th.Header
		if x.Scenario == p.chosen {
			st = th.Select
		}
		line += cell(x.Name, st)
	}
	out := []string{line}
	measures := model.ContrastLines(p.ctx(env), p.live, shown)
	if room := h - 2 - lowRows - 1; len(measures) > room {
		measures = measures[:max(room, min(len(measures), 3))]
	}
	by := behind(measures, n, cw-1)
	for _, m := range measures {
		line := th.Dim.Render(layout.FitWith(" "+m.Name, labelW, layout.Left, th.Glyphs.Ellipsis)) + cell(m.Live, th.Text)
		for k, c := range m.Cells {
			st := th.Text
			switch {
			case c.Worse > 0:
				st = th.Hot
			case c.Worse < 0:
				st = th.Ok
			}
			text := c.Text
			if c.By != "" {
				text += " " + c.By
			}
			n := by[k] - layout.Width(text) + layout.Width(c.Text)
			text += layout.Blank(min(n, cw-1-layout.Width(text)))
			if layout.Width(text) > cw-1 {
				text = strings.ReplaceAll(text, " ", "")
			}
			line += cell(text, st)
		}
		out = append(out, line)
	}
	if x := p.current(); x != nil && x.Branch.Scenario.Notes != "" && len(out) < h-lowRows-4 {
		note, _, _ := strings.Cut(x.Branch.Scenario.Notes, "\n")
		out = append(out, th.Dim.Render(layout.FitWith(" "+layout.Clean(x.Name+": "+note), w, layout.Left, th.Glyphs.Ellipsis)))
	}
	return out
}

// behind is for each of n columns how many cells its differences take: amounts stand below one another,
// differences behind them, as far as a column of so many cells lets them.
func behind(measures []model.ContrastLine, n, w int) []int {
	out := make([]int, n)
	for k := range out {
		text := 0
		for _, m := range measures {
			if c := m.Cells[k]; c.By != "" {
				out[k] = max(out[k], layout.Width(c.By)+1)
			}
			text = max(text, layout.Width(m.Cells[k].Text))
		}
		out[k] = max(min(out[k], w-text), 0)
	}
	return out
}

// tasks is the table and the chart beside it, h lines with the one above both.
func (p *Pane) tasks(env pane.Env, w, h int, focused bool) []string {
	th := env.Theme
	cw := 0
	x := p.current()
	broken := x != nil && x.Stored != "" // then there are no bars, and the reason wants the room
	if w >= chartAt && !broken {
		cw = max(w*2/5, chartMin)
	}
	tw := w
	if cw > 0 {
		tw = w - cw - 2
	}
	left := p.table.Draw(tw, h-1, th, focused)
	if broken {
		help := env.Key("scenario", "detail.restore", "r") + " takes back what the scenario says of a task, " + env.Key("scenario", "record.set", "i") + " and " +
			env.Key("scenario", "record.link", "&") + " say it in another way; the plan itself is as it was."
		for i, l := range layout.Wrap(help, max(tw-4, 1)) {
			if y := len(p.rows) + 2 + i; y < len(left) {
				left[y] = th.Dim.Render(layout.Fit("  "+l, tw, layout.Left))
			}
		}
	}
	sub := " tasks that it changes or moves"
	if x != nil {
		sub = " tasks that " + x.Name + " changes or moves"
	}
	if p.all {
		sub = " all tasks"
	}
	st := th.Dim
	if broken {
		sub, st = " "+x.Name+" cannot be computed: "+x.Stored, th.Hot
	}
	above := st.Render(layout.FitWith(layout.Clean(sub), tw, layout.Left, th.Glyphs.Ellipsis))
	out := make([]string, 0, h)
	if cw == 0 {
		out = append(append(out, above), left...)
	} else {
		right := p.chart(env, cw, h)
		for i := range h {
			l := above
			if i > 0 {
				l = left[i-1]
			}
			out = append(out, l+layout.Blank(2)+right[i])
		}
	}
	return out
}

// chart draws the bars of the scenario, the plan as it is as their ghosts.
func (p *Pane) chart(env pane.Env, w, h int) []string {
	th := env.Theme
	x := p.current()
	loc := p.ctx(env).Loc
	wall := func(t date.Instant) date.Instant { return chart.Wall(t, loc) }
	var from, to date.Instant
	first := p.table.Offset()
	p.pic.Rows, p.pic.Links = p.pic.Rows[:0], p.pic.Links[:0]
	for i := range p.rows {
		r := p.bar(x, i, wall)
		for _, t := range []date.Instant{r.Start, r.BaseStart} {
			if t != 0 && (from == 0 || t < from) {
				from = t
			}
		}
		to = max(to, r.Finish, r.BaseFinish)
		if i >= first && i < first+h-2 {
			p.pic.Rows = append(p.pic.Rows, r)
		}
	}
	if !p.axis.steered && from != 0 && (p.axis.of != x.Scenario || p.pic.Axis.W != w || p.axisOf != p.got) {
		p.pic.Axis, p.axis.of, p.axisOf = chart.Fit(from, to, w), x.Scenario, p.got
	}
	p.pic.Axis.W = w
	p.pic.Now, p.pic.Cursor = wall(env.Now), -1
	if from == 0 {
		return layout.Block(nil, w, h)
	}
	high, low := p.pic.Head(th)
	return layout.Block(append([]string{high, low}, p.pic.Draw(h-2, th)...), w, h)
}

// bar is one row of the chart.
func (p *Pane) bar(x *model.Contrast, i int, wall func(date.Instant) date.Instant) chart.Row {
	r := &p.rows[i]
	out := chart.Row{Shape: chart.Bar, Done: float64(r.task.Done) / 100_00, Dim: r.task.Inactive}
	switch {
	case r.sum:
		out.Shape = chart.Summary
	case r.task.Milestone:
		out.Shape = chart.Milestone
	}
	if d, ok := x.Schedule.Of(r.task.ID); ok && !r.task.Inactive && x.Stored == "" {
		out.Start, out.Finish, out.Critical = wall(d.Start), wall(d.Finish), d.Critical
	}
	if d, ok := p.live.Schedule.Of(r.task.ID); ok {
		out.BaseStart, out.BaseFinish = wall(d.Start), wall(d.Finish)
	}
	return out
}

// Len implements table.Source.
func (p *Pane) Len() int { return len(p.rows) }

// ID implements table.Source: a task that is only in the scenario has the number it would get.
func (p *Pane) ID(i int) uint64 { return uint64(p.rows[i].task.ID) }

// Cell implements table.Source.
func (p *Pane) Cell(i, col int) table.Cell {
	r, th := &p.rows[i], p.env.Theme
	x, c := p.current(), p.ctx(p.env)
	if x == nil {
		return table.Cell{}
	}
	is, ok := x.Schedule.Of(r.task.ID)
	if x.Stored != "" {
		is.Start, is.Finish, is.Critical = 0, 0, false
	}
	was, known := p.live.Schedule.Of(r.task.ID)
	switch col {
	case 0:
		st := th.Text
		switch {
		case r.task.Inactive:
			st = th.Dim
		case is.Critical && !r.sum:
			st = th.Hot
		case r.sum:
			st = th.Accent
		}
		ref := " " + r.ref.String()
		text := strings.Repeat("  ", r.depth) + layout.Clean(r.task.Name)
		return table.Cell{Text: text + ref, Style: st, Keep: len(ref), Spans: []table.Span{{From: 0, To: len(text), Style: st}, {From: len(text), To: len(text) + len(ref), Style: th.Faint}}}
	case 1:
		return p.moves(r, is, was, known, c, th)
	case 2:
		if !ok || is.Finish == 0 || r.task.Inactive {
			return table.Cell{Text: th.Glyphs.Dash, Style: th.Faint}
		}
		return table.Cell{Text: is.Finish.Day(c.Loc).Short(c.Now.Day(c.Loc)), Style: th.Dim}
	case 3:
		if r.sum {
			return table.Cell{}
		}
		return table.Cell{Text: r.task.Duration.Show(c.Scale), Style: th.Dim}
	}
	return table.Cell{Text: layout.Clean(r.says), Style: th.Info}
}

// moves is by how much a task ends later than in the plan as it is.
func (p *Pane) moves(r *row, is, was model.Dates, known bool, c *model.Ctx, th *theme.Theme) table.Cell {
	switch {
	case !known:
		return table.Cell{Text: "new", Style: th.Info}
	case r.task.Inactive:
		return table.Cell{Text: "out", Style: th.Dim}
	case is.Finish == 0 || was.Finish == 0:
		return table.Cell{Text: th.Glyphs.Dash, Style: th.Faint}
	}
	n := c.Hours().Diff(was.Finish, is.Finish)
	switch {
	case n > 0:
		return table.Cell{Text: model.SignedSpan(c, n, date.Days), Style: th.Hot, Whole: true}
	case n < 0:
		return table.Cell{Text: model.SignedSpan(c, n, date.Days), Style: th.Ok, Whole: true}
	}
	return table.Cell{Text: th.Glyphs.Dot, Style: th.Faint}
}

// empty says what belongs here.
func (p *Pane) empty(env pane.Env) []string {
	switch {
	case p.project == 0:
		return []string{"Go to a project first."}
	case p.asked != p.got:
		return []string{"Working the scenarios out ..."}
	}
	return []string{"There is no scenario of this project.", "", env.Key("scenario", "record.new", "n") + " branches the plan: change what you like, see finish, cost, path and risk beside",
		"the plan as it is, and adopt it or drop it in one step. The plan stays untouched until then."}
}

// fit makes exactly h lines of exactly w cells.
func fit(th *theme.Theme, lines []string, w, h int) []string {
	for i := range lines {
		lines[i] = layout.FitWith(lines[i], w, layout.Left, th.Glyphs.Ellipsis)
	}
	return layout.Block(lines, w, h)
}
