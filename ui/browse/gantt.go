package browse

import (
	"context"
	"strings"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/chart"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// gantt is the time chart beside the outline of the plan: what is drawn of it, and what of the
// schedule is known so far. A schedule is never computed while drawing: chartNeeds asks for it, and
// until the answer is there the stored dates stand alone, without float and critical path.
type gantt struct {
	hidden  bool // switched off by hand
	steered bool // moved by hand: from then on nothing else moves it
	pic     chart.Picture
	left    int // cells of the outline; 0 while no chart is drawn
	room    int // cells of the pane, as last told
	project model.ID

	facts map[model.ID]planFacts
	snap  *model.Snapshot // that the facts are of
	asked *model.Snapshot
	want  map[model.ID]bool // asked for
	gen   int               // grows with the facts

	key   ganttKey
	rows  []string
	upper string // the label line above
	head  []string
	under headState
}

// planFacts is what a chart wants to know of a project.
type planFacts struct {
	sched *model.Schedule
	base  map[model.ID]*model.BaselineTask // of its newest baseline

	critical []model.ID
	finish   date.Instant // of the baseline
}

// ganttKey is all that a drawn chart depends on.
type ganttKey struct {
	axis           chart.Axis
	w, h           int
	cursor, offset int
	focused        bool
	gen, rowGen    int
	snap           *model.Snapshot
	rev            uint64
	th             *theme.Theme
	table          *string // the first line of the outline beside it
}

// The room that a chart wants.
const (
	leastGantt = 76 // of a pane, for an outline and a chart side by side
	floatWidth = 10 // the column of floats and the line after it
)

// charted reports whether a pane of width w shows the chart.
func (p *Pane) charted(w int) bool {
	l := p.list()
	return l != nil && l.tree && !p.gantt.hidden && w >= leastGantt
}

// ganttLeft is how many cells of w the outline keeps.
func ganttLeft(w int) int { return max(38, min(w*9/20, 84)) }

// drawList draws the list, and beside it the chart where there is room for one.
func (p *Pane) drawList(env pane.Env, n *drawn, w int, focused bool) {
	l, g := p.list(), &p.gantt
	g.room = w
	on := p.charted(w)
	if l.charted != on {
		l.charted = on
		l.dress()
	}
	if !on {
		g.left = 0
		n.rows = l.table.Draw(w, n.body, env.Theme, focused)
		return
	}
	g.left = ganttLeft(w)
	rows := l.table.Draw(g.left, n.body, env.Theme, focused)
	p.place(env, w-g.left-floatWidth)
	n.rows = g.draw(env, p, rows, w, focused)
	n.head = p.chartHead(env, n.head, w)
}

// draw puts outline and chart together. While nothing changes the slice is the same.
func (g *gantt) draw(env pane.Env, p *Pane, rows []string, w int, focused bool) []string {
	l := p.list()
	var top *string
	if len(rows) > 0 {
		top = &rows[0]
	}
	key := ganttKey{g.pic.Axis, w, len(rows), l.table.Cursor(), l.table.Offset(), focused, g.gen, l.rows.gen, env.Snap, env.Rev, env.Theme, top}
	if g.key == key && len(g.rows) == len(rows) {
		return g.rows
	}
	g.key = key
	g.gather(env, p, l, len(rows)-1, focused)
	var low string
	g.upper, low = g.pic.Head(env.Theme)
	bars := g.pic.Draw(max(len(rows)-1, 0), env.Theme)
	out := make([]string, len(rows))
	for i, row := range rows {
		if i == 0 {
			out[0] = row + env.Theme.Header.Render(layout.FitWith("float", floatWidth-2, layout.Right, "")+"  ") + low
			continue
		}
		out[i] = row + g.floatCell(env, l, l.table.Offset()+i-1, focused) + bars[i-1]
	}
	g.rows = out
	return out
}

// floatCell is the total float of a row and the line between outline and chart. What drives the
// finish has a sign as well as a colour.
func (g *gantt) floatCell(env pane.Env, l *list, row int, focused bool) string {
	th := env.Theme
	fill := theme.Style{}
	if row == l.table.Cursor() && row < l.rows.Len() { // an empty list has a cursor on nothing
		fill = th.SelectDim
		if focused {
			fill = th.Select
		}
	}
	text, st := "", th.Dim
	if t, d, ok := g.dates(env, l, row); ok && !t.Complete() && !t.Inactive {
		text = floatText(env, t, d.TotalFloat)
		if d.Critical {
			text, st = "!"+text, th.Hot
		}
		if would, ok := l.rows.supposedFloat(t, d); ok {
			if text = th.Glyphs.Right + " " + floatText(env, t, would); layout.Width(text) > floatWidth-2 {
				text = th.Glyphs.Right + floatText(env, t, would)
			}
			st = th.Warm
		}
	}
	if !fill.Empty() {
		st = st.On(fill)
	}
	var b strings.Builder
	st.Append(&b, layout.FitWith(text, floatWidth-2, layout.Right, th.Glyphs.Ellipsis))
	fill.Append(&b, " ")
	line := th.Border
	if !fill.Empty() {
		line = line.On(fill)
	}
	line.Append(&b, th.Glyphs.Vertical)
	return b.String()
}

// floatText is a float in days, "3 d": the column is too narrow for more.
func floatText(env pane.Env, t *model.Task, seconds int64) string {
	day := env.Ctx().For(t).Scale.Seconds(date.Days)
	if n := seconds / day; n >= 1000 || n <= -100 {
		return date.Span{N: n / 5 * day * 5, Unit: date.Weeks}.Show(date.Usual)
	}
	s := date.Span{N: seconds, Unit: date.Days}
	if seconds%day != 0 && (seconds > 10*day || seconds < -10*day) {
		s.N = seconds / day * day
	}
	return s.Show(env.Ctx().For(t).Scale)
}

// dates is the task of a row and its place in the schedule, where that is known.
func (g *gantt) dates(env pane.Env, l *list, row int) (*model.Task, model.Dates, bool) {
	if row < 0 || row >= l.rows.Len() {
		return nil, model.Dates{}, false
	}
	t, ok := model.Find[*model.Task](env.Snap, l.rows.ids[row])
	if !ok {
		return nil, model.Dates{}, false
	}
	f := g.facts[t.Project]
	if f.sched == nil || f.sched.Stored != "" {
		return t, model.Dates{}, false
	}
	d, ok := f.sched.Of(t.ID)
	return t, d, ok && d.EarlyStart != 0
}

// chartNeeds are the schedules and baselines of the projects in sight, read off the
// event loop, once for each state of the workspace.
func (p *Pane) chartNeeds(env pane.Env, w, h int) pane.Effect {
	g, l := &p.gantt, p.list()
	if g.room = w; !p.charted(w) || env.Cold {
		return nil
	}
	need := map[model.ID]bool{}
	for row := l.table.Offset(); row < min(l.rows.Len(), l.table.Offset()+h); row++ {
		if t, ok := model.Find[*model.Task](env.Snap, l.rows.ids[row]); ok && (g.snap != env.Snap || g.facts[t.Project].sched == nil) {
			need[t.Project] = true
		}
	}
	missing := g.asked != env.Snap
	for id := range need {
		missing = missing || !g.want[id]
	}
	if len(need) == 0 || !missing {
		return nil
	}
	g.asked, g.want = env.Snap, need
	snap := env.Snap
	return pane.Ask{Owner: g, Run: func(ctx context.Context) (pane.Effect, error) {
		got := map[model.ID]planFacts{}
		for id := range need {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			got[id] = readFacts(snap, id)
		}
		return pane.Run(func() pane.Effect { g.learn(snap, got); return nil }), nil
	}}
}

// learn takes what was asked for. Facts of another state of the workspace are dropped, but those
// of projects that were not read again.
func (g *gantt) learn(snap *model.Snapshot, got map[model.ID]planFacts) {
	if g.snap != snap {
		g.facts, g.snap = map[model.ID]planFacts{}, snap
	}
	for id, f := range got {
		g.facts[id] = f
	}
	g.gen++
}

// readFacts is the narrow place where the chart meets the schedule. It may take a while.
func readFacts(s *model.Snapshot, project model.ID) planFacts {
	f := planFacts{sched: s.Schedule(project)}
	f.critical = f.sched.Critical()
	var newest *model.Baseline
	for b := range model.Each[*model.Baseline](s, model.BaselinePrefix) {
		if b.Project == project && (newest == nil || b.Taken > newest.Taken || b.Taken == newest.Taken && b.Number > newest.Number) {
			newest = b
		}
	}
	if newest != nil {
		if f.finish = newest.Finish; f.finish == 0 {
			for i := range newest.Tasks {
				f.finish = max(f.finish, newest.Tasks[i].Finish)
			}
		}
		f.base = make(map[model.ID]*model.BaselineTask, len(newest.Tasks))
		for i := range newest.Tasks {
			f.base[newest.Tasks[i].Task] = &newest.Tasks[i]
		}
	}
	return f
}
