package baseline

import (
	"strings"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/table"
	"tandem/ui/theme"
)

// The columns, in their order on the page.
const (
	colTask = iota
	colFinish
	colCost
	colStart
	colWork
	colLength
	colWas
	colIs
)

// columns are those of the table. Where the page is narrow the last ones of low priority go first:
// how much later and dearer stays.
func columns() []table.Column {
	return []table.Column{
		{Name: "task", Title: "task", Width: 40, Min: 30, Flex: 1, Priority: 9},
		{Name: "finish", Title: "finish", Width: 9, Align: layout.Right, Priority: 8},
		{Name: "cost", Title: "cost", Width: 11, Align: layout.Right, Priority: 7},
		{Name: "start", Title: "start", Width: 9, Align: layout.Right, Priority: 5},
		{Name: "work", Title: "work", Width: 9, Align: layout.Right, Priority: 6},
		{Name: "length", Title: "duration", Width: 9, Align: layout.Right, Priority: 4},
		{Name: "was", Title: "was to end", Width: 10, Align: layout.Right, Priority: 2},
		{Name: "is", Title: "ends", Width: 10, Align: layout.Right, Priority: 3},
	}
}

// Len implements table.Source.
func (p *Pane) Len() int { return len(p.rows) }

// ID implements table.Source.
func (p *Pane) ID(i int) uint64 { return uint64(p.rows[i].Task) }

// Cell implements table.Source.
func (p *Pane) Cell(i, col int) table.Cell {
	v, th := &p.rows[i], p.env.Theme
	c := p.env.Ctx().For(p.cmp.Project)
	switch col {
	case colTask:
		return p.nameCell(i, v, th)
	case colFinish:
		return p.delta(v, v.Finish, date.Days, c, th)
	case colStart:
		return p.delta(v, v.Start, date.Days, c, th)
	case colLength:
		return p.delta(v, v.Duration, date.Days, c, th)
	case colWork:
		return p.delta(v, v.Work, date.Hours, c, th)
	case colCost:
		if v.Cost.Minor == 0 {
			return quiet(th)
		}
		return table.Cell{Text: spell(model.SignedMoney(v.Cost), th), Style: mood(float64(v.Cost.Minor), v.Critical, th), Whole: true}
	case colWas:
		return day(v.Was.Finish, v.State == model.VarianceNew, c, th)
	case colIs:
		return day(v.Is.Finish, v.State == model.VarianceGone, c, th)
	}
	return table.Cell{}
}

// nameCell is the name, indented, with its reference, which stays where the name is cut.
func (p *Pane) nameCell(i int, v *model.Variance, th *theme.Theme) table.Cell {
	name := layout.Clean(p.env.Ctx().NameOf(v.Task))
	ref := " " + v.Task.String()
	lead := strings.Repeat("  ", v.Depth)
	st, sign := th.Text, "  "
	switch {
	case i == 0:
		st, lead = th.Title, ""
	case v.Summary:
		st = th.Accent
	case v.State == model.VarianceNew:
		sign = "+ "
	case v.State == model.VarianceGone:
		sign, st = "x ", th.Dim
	case v.Milestone:
		sign = th.Glyphs.Risk + " "
	case v.Critical && v.Finish > 0: // the sign says late, here as elsewhere
		sign = th.Glyphs.Breach + " "
	case v.Complete:
		sign, st = th.Glyphs.Check+" ", th.Dim
	}
	if v.Zero() { // the eye should find what differs
		st = th.Dim
	}
	text := sign + lead + name
	out := table.Cell{Text: text + ref, Style: st, Keep: len(ref)}
	signStyle := th.Dim
	if v.Critical && v.Finish > 0 && i > 0 && !v.Summary {
		signStyle = th.Hot
	}
	out.Spans = []table.Span{{From: 0, To: len(sign), Style: signStyle}, {From: len(sign), To: len(text), Style: st}, {From: len(text), To: len(out.Text), Style: th.Faint}}
	return out
}

// delta is a difference of lengths.
func (p *Pane) delta(v *model.Variance, n int64, u date.Unit, c *model.Ctx, th *theme.Theme) table.Cell {
	if n == 0 {
		return quiet(th)
	}
	return table.Cell{Text: model.SignedSpan(c, n, u), Style: mood(float64(n), v.Critical, th), Whole: true}
}

// quiet is where nothing differs.
func quiet(th *theme.Theme) table.Cell { return table.Cell{Text: th.Glyphs.Dot, Style: th.Faint} }

// mood colours what is worse, hot where nothing can give way, and what is better.
func mood(n float64, critical bool, th *theme.Theme) theme.Style {
	switch {
	case n < 0:
		return th.Ok
	case critical:
		return th.Hot
	}
	return th.Warm
}

func day(at date.Instant, absent bool, c *model.Ctx, th *theme.Theme) table.Cell {
	if at == 0 || absent {
		return table.Cell{Text: th.Glyphs.Dash, Style: th.Faint}
	}
	return table.Cell{Text: at.Day(c.Loc).Short(c.Now.Day(c.Loc)), Style: th.Dim}
}

// spell writes amounts with the codes of their currencies where signs cannot be drawn.
func spell(s string, th *theme.Theme) string {
	if th.ASCII {
		return money.Spell(s)
	}
	return s
}

// headLines stand above the table, footLines below it where there is room.
const (
	headLines = 2
	footLines = 2
	roomy     = 10
)

// Draw implements pane.Pane.
func (p *Pane) Draw(env pane.Env, w, h int, focused bool) []string {
	p.env = env
	if h <= headLines {
		return layout.Block(nil, w, h)
	}
	th := env.Theme
	lines := p.head(env, w)
	foot := 0
	if h >= roomy && p.cmp != nil {
		foot = footLines
	}
	p.table.Empty = p.empty(env)
	p.table.NoHeader = p.cmp == nil // headings of nothing would be read first
	lines = append(lines, p.table.Draw(w-1, h-headLines-foot, th, focused)...)
	if foot > 0 {
		lines = append(lines, p.foot(env, w)...)
	}
	return layout.Block(lines, w, h)
}

// head says what is compared, and what it comes to.
func (p *Pane) head(env pane.Env, w int) []string {
	th := env.Theme
	name, about := env.Ctx().NameOf(p.project), p.project.String()+" "+th.Glyphs.Dot+" "
	if p.cmp == nil {
		if p.project == 0 {
			name, about = p.Title(env), ""
		}
		return []string{layout.Headline(w, name, about+"variances", "", th.Dim, th), layout.Blank(w)}
	}
	c := env.Ctx().For(p.cmp.Project)
	t := &p.cmp.Total
	right := "finish " + model.SignedSpan(c, t.Finish, date.Days) + "   work " + model.SignedSpan(c, t.Work, date.Hours)
	if cost := spell(model.SignedMoney(t.Cost), th); cost != "" { // no currency: nothing of it has a cost
		right += "   cost " + cost
	}
	st := th.Ok
	if t.Finish > 0 || t.Cost.Minor > 0 {
		st = th.Hot
	}
	first := layout.Headline(w, name, about+p.cmp.Name(), right, st, th)
	sub := " taken " + p.cmp.Base.Taken.Day(c.Loc).Short(c.Now.Day(c.Loc)) + "   " + orderNames[p.order]
	if p.cmp.Base.Taken == 0 {
		sub = " " + orderNames[p.order]
	}
	switch {
	case p.cmp.PerDay.IsZero():
		sub += "   no cost of a day's delay is known: only what costs more counts"
	case p.cmp.Assumed:
		sub += "   a day's delay is taken as " + spell(p.cmp.PerDay.Short(), th) + ", cost over days: none is told"
	default:
		sub += "   a day's delay costs " + spell(p.cmp.PerDay.Short(), th)
	}
	for _, code := range p.cmp.Unpriced {
		sub += "   no rate for " + string(code) + ": left out"
	}
	return []string{first, th.Dim.Render(layout.FitWith(layout.Clean(sub), w, layout.Left, th.Glyphs.Ellipsis))}
}

// foot says in words what the row under the cursor is.
func (p *Pane) foot(env pane.Env, w int) []string {
	th := env.Theme
	v := p.current()
	if v == nil {
		return []string{layout.Blank(w), layout.Blank(w)}
	}
	c := env.Ctx().For(p.cmp.Project)
	text := " " + v.Task.String() + " " + env.Ctx().NameOf(v.Task) + ": " + spell(v.Words(c), th) + "."
	return []string{th.Border.Render(strings.Repeat(th.Glyphs.Horizontal, w)),
		th.Text.Render(layout.FitWith(layout.Clean(text), w, layout.Left, th.Glyphs.Ellipsis))}
}

// empty says what belongs here.
func (p *Pane) empty(env pane.Env) []string {
	switch {
	case p.project == 0:
		return []string{"Go to a project first."}
	case p.note == "none":
		return []string{"There is no baseline of this project yet.", "", env.Key("variance", "baseline.take", "b") + " " + env.Key("variance", "baseline.take", "b") +
			" keeps the plan as it is now; from then on", "this page says what is later, longer and dearer than planned."}
	case p.note != "":
		return []string{p.note}
	case p.asked != p.got:
		return []string{"Comparing ..."}
	}
	return []string{"Nothing is compared."}
}
