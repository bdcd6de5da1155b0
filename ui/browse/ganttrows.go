package browse

import (
	"time"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/chart"
	"tandem/ui/pane"
)

// gather turns the rows in sight into those of the picture, and the links between them.
func (g *gantt) gather(env pane.Env, p *Pane, l *list, h int, focused bool) {
	pic, from := &g.pic, l.table.Offset()
	to := min(from+max(h, 0), l.rows.Len())
	pic.Rows, pic.Links = pic.Rows[:0], pic.Links[:0]
	// The band of the cursor ends with the outline: through the chart it would cost as many bytes a
	// key as the whole list does. What lights up is the cursor's links.
	cursor := l.table.Cursor() - from
	pic.Cursor, pic.Focus = -1, focused
	at := make(map[model.ID]int, to-from)
	for row := from; row < to; row++ {
		at[l.rows.ids[row]] = row - from
		r := g.row(env, l, row)
		p.light(l.rows.ids[row], &r, env)
		pic.Rows = append(pic.Rows, r)
	}
	for row := from; row < to; row++ {
		t, ok := model.Find[*model.Task](env.Snap, l.rows.ids[row])
		if !ok {
			continue
		}
		for _, k := range t.Links {
			first, ok := at[k.Predecessor]
			if !ok || k.Predecessor == 0 {
				continue
			}
			pic.Links = append(pic.Links, chart.Link{From: first, To: row - from,
				AtStart: k.Type == model.SS || k.Type == model.SF, ToStart: k.Type != model.FF && k.Type != model.SF,
				Critical: pic.Rows[first].Critical && pic.Rows[row-from].Critical,
				Lit:      p.chain == nil && (first == cursor || row-from == cursor) || p.chain.leads(k.Predecessor, t.ID),
				Back:     p.chain != nil})
		}
	}
	pic.Now = chart.Wall(env.Now, env.Ctx().Loc)
}

// row is one line of the chart: a task or a project. The lines of groups have none.
func (g *gantt) row(env pane.Env, l *list, row int) chart.Row {
	id := l.rows.ids[row]
	switch r := env.Snap.Get(id).(type) {
	case *model.Project:
		return g.projectRow(env, r)
	case *model.Task:
		out := g.taskRow(env, l, row, r)
		out.Dim = r.Inactive || l.rows.dim[id]
		return out
	}
	return chart.Row{}
}

func (g *gantt) projectRow(env pane.Env, p *model.Project) chart.Row {
	loc := env.Ctx().For(p).Loc
	start, finish := g.span(p)
	return chart.Row{Shape: chart.Summary, Start: chart.Wall(start, loc), Finish: chart.Wall(finish, loc), Deadline: chart.Wall(p.TargetFinish, loc),
		Status: chart.Wall(p.StatusDate, loc)}
}

// span is when a project begins and ends: as stored, else as computed.
func (g *gantt) span(p *model.Project) (start, finish date.Instant) {
	start, finish = p.Start, p.Finish
	if f := g.facts[p.ID]; f.sched != nil {
		if start == 0 {
			start = f.sched.Start
		}
		if finish == 0 {
			finish = f.sched.Finish
		}
	}
	return start, max(start, finish)
}

func (g *gantt) taskRow(env pane.Env, l *list, row int, t *model.Task) chart.Row {
	loc := env.Ctx().For(t).Loc
	wall := func(i date.Instant) date.Instant { return chart.Wall(i, loc) }
	out := chart.Row{Shape: chart.Bar, Start: wall(t.Start), Finish: wall(t.Finish), Done: float64(t.Done) / 100_00, Deadline: wall(t.Deadline)}
	switch {
	case t.Complete():
		out.Done = 1
	case t.Resume != 0:
		out.Stop, out.Resume = wall(env.Ctx().DoneUntil(t)), wall(t.Resume)
	}
	switch {
	case env.Snap.Plan(t.Project).Summary(t.ID):
		out.Shape = chart.Summary
	case t.Milestone:
		out.Shape = chart.Milestone
	}
	if p, ok := model.Find[*model.Project](env.Snap, t.Project); ok {
		out.Status = wall(p.StatusDate)
	}
	if _, d, ok := g.dates(env, l, row); ok {
		if out.Start == 0 {
			out.Start = wall(d.Start)
		}
		if out.Finish == 0 {
			out.Finish = wall(d.Finish)
		}
		if !t.Complete() {
			out.Critical = d.Critical
			if d.TotalFloat > 0 && out.Shape != chart.Summary {
				out.Slack = wall(d.LateFinish)
			}
		}
	}
	if b := g.facts[t.Project].base[t.ID]; b != nil && out.Shape != chart.Summary {
		out.BaseStart, out.BaseFinish = wall(b.Start), wall(b.Finish)
	}
	return out
}

// place gives the axis its room. Until somebody moves it, it shows the project of the row under
// the cursor: all of it, in the finest scale that has room for that.
func (p *Pane) place(env pane.Env, w int) {
	g := &p.gantt
	a := &g.pic.Axis
	_, project := belongs(env.Snap, p.Selected())
	if g.steered {
		a.W = w
	} else if a.W != w || project != g.project {
		if from, to, ok := g.extent(env, project); ok && (a.W != w || to < a.From || from > a.To()) {
			*a = chart.Fit(from, to, w)
		} else if a.W == 0 || a.From == 0 {
			*a = chart.Axis{Scale: 7, W: w}.Center(chart.Wall(env.Now, env.Ctx().Loc), 30)
		}
		a.W = w
	}
	if project == g.project && g.pic.Off != nil {
		return
	}
	g.project = project
	g.pic.Forget()
	loc := env.Ctx().Loc
	var of model.Record = env.Snap.Get(project)
	if of == nil {
		g.pic.Off = nil
		return
	}
	ctx := env.Ctx()
	hours := ctx.HoursOf(of)
	loc = ctx.For(of).Loc
	g.pic.Off = func(from, to date.Instant) bool { return hours.Between(unwall(from, loc), unwall(to, loc)) == 0 }
}

// unwall is the moment at which a clock on the wall in loc shows i.
func unwall(i date.Instant, loc *time.Location) date.Instant {
	t := i.In(time.UTC)
	return date.Of(time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, loc))
}

// extent is the time a project takes, on the clock on its wall.
func (g *gantt) extent(env pane.Env, project model.ID) (from, to date.Instant, ok bool) {
	p, ok := model.Find[*model.Project](env.Snap, project)
	if !ok {
		return 0, 0, false
	}
	from, to = g.span(p)
	to = max(to, p.TargetFinish)
	loc := env.Ctx().For(p).Loc
	return chart.Wall(from, loc), chart.Wall(to, loc), from != 0
}
