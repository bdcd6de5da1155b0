package browse

import (
	"tandem/model"
	"tandem/ui/chart"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// headState is all that the lines above the chart depend on.
type headState struct {
	under   *string // the headline they were put in
	n, w    int
	upper   string
	gen     int
	ghost   *ghost
	project model.ID
	th      *theme.Theme
}

// chartHead puts into the headline what a plan is asked first: how long its critical path is and
// when it ends, beside the baseline; while something is tried, what would come of it. Its last
// line has the upper labels of the chart.
func (p *Pane) chartHead(env pane.Env, head []string, w int) []string {
	g := &p.gantt
	if len(head) == 0 {
		return head
	}
	_, project := belongs(env.Snap, p.Selected())
	key := headState{under: &head[0], n: len(head), w: w, upper: g.upper, gen: g.gen, ghost: p.ghost, project: project, th: env.Theme}
	if g.under == key && len(g.head) == len(head) {
		return g.head
	}
	g.under = key
	g.head = append([]string(nil), head...)
	g.head[len(head)-1] = layout.Blank(w-g.pic.Axis.W) + g.upper
	switch {
	case p.ghost != nil && len(head) > 2:
		copy(g.head, p.ghostLines(env, w))
	case len(head) > 2:
		if line, ok := g.planLine(env, project, w); ok {
			g.head[1] = line
		}
	}
	return g.head
}

// planLine is the critical path and the finish of a project, as the schedule has them.
func (g *gantt) planLine(env pane.Env, id model.ID, w int) (string, bool) {
	p, ok := model.Find[*model.Project](env.Snap, id)
	f := g.facts[id]
	if !ok || f.sched == nil || f.sched.Stored != "" || f.sched.Finish == 0 {
		return "", false
	}
	th := env.Theme
	loc := f.sched.Loc
	today := env.Now.Day(loc)
	left := []piece{}
	if n := len(f.critical); n > 0 {
		left = append(left, piece{" critical path ", th.Dim}, piece{count(n, "task", "tasks"), th.Text})
	}
	left = append(left, piece{" " + th.Glyphs.Dot + " finish ", th.Dim}, piece{f.sched.Finish.Day(loc).Short(today), th.Title})
	if f.finish != 0 {
		slip := env.Ctx().DaysLate(p, f.finish, f.sched.Finish) // whole days, as the status report tells them
		left = append(left, piece{" (baseline " + f.finish.Day(loc).Short(today), th.Dim})
		if day := f.finish.Day(loc); day != f.sched.Finish.Day(loc) && slip != 0 {
			st := th.Warm
			if slip < 0 {
				st = th.Ok
			}
			left = append(left, piece{" " + slipText(env, id, int64(slip)*dayOf(env, id)), st})
		}
		left = append(left, piece{")", th.Dim})
	}
	if p.TargetFinish != 0 {
		st := th.Dim
		if f.sched.Finish > p.TargetFinish {
			st = th.Hot
		}
		left = append(left, piece{" " + th.Glyphs.Dot + " target " + p.TargetFinish.Day(loc).Short(today), st})
	}
	var right []piece
	if n := len(f.sched.Issues); n > 0 {
		right = append(right, piece{th.Glyphs.Breach + " " + count(n, "thing", "things") + " wrong with the plan ", th.Warm})
	} else if p.StatusDate != 0 {
		right = append(right, piece{"status " + p.StatusDate.Day(loc).Short(today) + " ", th.Dim})
	}
	return spread(th, w, left, right), true
}

// light puts a row of the chart into the light a mode asks for: what is not in the chain steps back, and
// what is in it shows in the accent, for red says critical here as anywhere; what a ghost moves shows where it would be.
func (p *Pane) light(id model.ID, r *chart.Row, env pane.Env) {
	if p.chain != nil {
		r.Lit = p.chain.step(id) >= 0
		r.Back = !r.Lit
	}
	if p.ghost == nil || p.ghost.seen == nil {
		return
	}
	x := p.ghost.seen
	was, ok := x.Was.Of(id)
	now, ok2 := x.Now.Of(id)
	if ok2 && (!ok || was.Start != now.Start || was.Finish != now.Finish) {
		r.GhostStart, r.GhostFinish = chart.Wall(now.Start, x.Now.Loc), chart.Wall(now.Finish, x.Now.Loc)
	}
}
