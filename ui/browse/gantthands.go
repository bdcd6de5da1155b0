package browse

import (
	"tandem/model"
	"tandem/model/date"
	"tandem/ui/act"
	"tandem/ui/chart"
	"tandem/ui/pane"
)

// chartHandlers is what the actions of the scope chart do.
func chartHandlers() map[act.Name]handler {
	return map[act.Name]handler{
		"scale.in":     placed(zoomChart(1)),
		"scale.out":    placed(zoomChart(-1)),
		"chart.left":   placed(panChart(-1)),
		"chart.right":  placed(panChart(1)),
		"chart.today":  placed(chartToday),
		"chart.fit":    placed(chartFit),
		"chart.toggle": toggleChart,
	}
}

// placed gives the axis its place first: keys may come faster than frames.
func placed(f handler) handler {
	return func(p *Pane, env pane.Env, r act.Result) pane.Effect {
		p.place(env, p.gantt.room-ganttLeft(p.gantt.room)-floatWidth)
		return f(p, env, r)
	}
}

// chartScope is the scope of the keys that steer the chart.
func (p *Pane) chartScope() act.Scope {
	s := act.ScopeOf("chart")
	s.Enabled = func(a act.Name) (bool, string) {
		switch {
		case p.charted(p.gantt.room):
		case p.gantt.hidden && a != "chart.toggle":
			return false, "the chart is switched off: " + p.env.Key("chart", "chart.toggle", "C") + " shows it"
		case !p.gantt.hidden:
			return false, "the chart wants more room: " + p.env.Key(act.Global, "pane.zoom", "z") + " gives the pane the whole screen"
		}
		return true, ""
	}
	return s
}

// anchor is the moment that stays in its place while the scale changes: where the row under the
// cursor begins, else now.
func (p *Pane) anchor(env pane.Env) date.Instant {
	g, l := &p.gantt, p.list()
	if row := l.table.Cursor(); row < l.rows.Len() {
		r := g.row(env, l, row)
		if x := g.pic.Axis.X(r.Start); r.Start != 0 && x >= 0 && x < g.pic.Axis.W {
			return r.Start
		}
	}
	return chart.Wall(env.Now, env.Ctx().Loc)
}

func zoomChart(n int) handler {
	return func(p *Pane, env pane.Env, _ act.Result) pane.Effect {
		a := &p.gantt.pic.Axis
		if to := a.Scale - n; to < 0 || to >= chart.Scales {
			return pane.Toast{Text: map[bool]string{true: "This is the finest time scale.", false: "This is the coarsest time scale."}[n > 0]}
		}
		p.gantt.steered = true
		*a = a.Zoom(n, p.anchor(env))
		return nil
	}
}

// panChart moves by a quarter of the width: enough to get on, little enough to follow.
func panChart(dir int) handler {
	return func(p *Pane, _ pane.Env, _ act.Result) pane.Effect {
		p.slide(dir * max(p.gantt.pic.Axis.W/4, 1))
		return nil
	}
}

func (p *Pane) slide(n int) {
	p.gantt.steered = true
	a := &p.gantt.pic.Axis
	*a = a.Pan(n)
}

func chartToday(p *Pane, env pane.Env, _ act.Result) pane.Effect {
	p.gantt.steered = true
	a := &p.gantt.pic.Axis
	*a = a.Center(chart.Wall(env.Now, env.Ctx().Loc), 33)
	return nil
}

// chartFit shows all of the project at hand; where it does already, the task under the cursor.
func chartFit(p *Pane, env pane.Env, _ act.Result) pane.Effect {
	g, l := &p.gantt, p.list()
	_, project := belongs(env.Snap, p.Selected())
	from, to, ok := g.extent(env, project)
	if !ok {
		return pane.Toast{Text: "This row has no dates to show."}
	}
	fit := chart.Fit(from, to, g.pic.Axis.W)
	if fit == g.pic.Axis {
		r := g.row(env, l, l.table.Cursor())
		if t, is := model.Find[*model.Task](env.Snap, p.Selected()); is && r.Start != 0 && t.ID != 0 {
			fit = chart.Fit(r.Start, max(r.Finish, r.Start), g.pic.Axis.W)
		}
	}
	g.steered, g.pic.Axis = true, fit
	return nil
}

func toggleChart(p *Pane, _ pane.Env, _ act.Result) pane.Effect {
	p.gantt.hidden = !p.gantt.hidden
	return nil
}

// ChartHidden reports whether the chart was switched off by hand, to be remembered.
func (p *Pane) ChartHidden() bool { return p.gantt.hidden }

// HideChart switches the chart off, or on again, as it was left the last time.
func (p *Pane) HideChart(hidden bool) { p.gantt.hidden = hidden }

// Slide implements pane.Slider: the wheel moves time sideways over the chart, columns elsewhere.
func (p *Pane) Slide(_ pane.Env, x, _, n int) pane.Effect {
	l := p.list()
	switch {
	case l == nil || p.top() != nil:
	case p.gantt.left > 0 && x >= p.gantt.left:
		p.slide(n)
	default:
		l.table.Scroll(map[bool]int{true: 1, false: -1}[n > 0])
	}
	return nil
}
