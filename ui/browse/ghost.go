package browse

import (
	"context"
	"fmt"
	"strings"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/act"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/table"
	"tandem/ui/theme"
)

// ghost is a task tried longer, shorter, later or earlier: what would move stands on the chart
// beside what is, until it is accepted or left. Nothing is stored before.
type ghost struct {
	task, project model.ID
	longer, later int64    // days
	good          [2]int64 // what of these was last worked out
	seen          *model.Ghost
	wrong         error // why the last step could not be done
	snap          *model.Snapshot
}

// startGhost begins to try out the task under the cursor.
func startGhost(p *Pane, env pane.Env, _ act.Result) pane.Effect {
	t, ok := model.Find[*model.Task](env.Snap, p.Selected())
	if !ok {
		return pane.Toast{Text: "Go to a task first: then its length and start can be tried out."}
	}
	if t.Complete() {
		return pane.Toast{Text: "This task is done: nothing of it can move."}
	}
	p.ghost = &ghost{task: t.ID, project: t.Project, snap: env.Snap}
	if p.chain != nil {
		p.leaveChain()
	}
	p.gantt.gen++
	p.Lift() // what would move comes mostly after it
	return p.try(env)
}

// ghostSteps are the days by which each action makes a task longer, or later.
var ghostSteps = map[act.Name][2]int64{"ghost.longer": {1, 0}, "ghost.shorter": {-1, 0}, "ghost.longer5": {5, 0}, "ghost.shorter5": {-5, 0},
	"ghost.later": {0, 1}, "ghost.earlier": {0, -1}, "ghost.later5": {0, 5}, "ghost.earlier5": {0, -5}}

// handleGhost does the actions of the scope ghost; ok is false for those that steer list and chart.
func (p *Pane) handleGhost(env pane.Env, r act.Result) (e pane.Effect, ok bool) {
	g := p.ghost
	if by, ok := ghostSteps[r.Action]; ok {
		g.longer, g.later = g.longer+by[0], g.later+by[1]
		p.gantt.gen++
		return p.try(env), true
	}
	switch r.Action {
	case "ghost.leave":
		p.leaveGhost()
		return nil, true
	case "ghost.accept":
		return p.acceptGhost(env), true
	}
	return nil, false
}

func (p *Pane) leaveGhost() {
	p.ghost = nil
	p.haunt(nil)
	p.gantt.gen++
}

// change is what the ghost does to its task, to be tried or accepted.
func (g *ghost) change(c *model.Ctx) func(*model.Edit) error {
	id, longer, later := g.task, g.longer, g.later
	return func(e *model.Edit) error {
		day := c.Scale.Seconds(date.Days)
		return model.Stretch(e, id, longer*day, later*day)
	}
}

// try works out off the event loop what would move.
func (p *Pane) try(env pane.Env) pane.Effect {
	g := p.ghost
	was := *g
	snap, now, change := env.Snap, env.Now, g.change(env.Ctx().For(env.Snap.Get(g.task)))
	return pane.Ask{Owner: &p.ghost, Run: func(ctx context.Context) (pane.Effect, error) {
		seen, err := snap.Try(was.project, now, change)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return pane.Run(func() pane.Effect { return p.tried(was, seen, err) }), nil
	}}
}

// tried takes the answer over. A step that cannot be done is taken back, and said.
func (p *Pane) tried(was ghost, seen *model.Ghost, err error) pane.Effect {
	g := p.ghost
	if g == nil || g.task != was.task || g.longer != was.longer || g.later != was.later {
		return nil
	}
	p.gantt.gen++
	if err != nil {
		g.wrong, g.longer, g.later = err, g.good[0], g.good[1]
		return nil
	}
	g.wrong, g.seen = nil, seen
	g.good = [2]int64{was.longer, was.later}
	p.haunt(seen)
	return nil
}

// acceptGhost does what was tried, as one step.
func (p *Pane) acceptGhost(env pane.Env) pane.Effect {
	g := p.ghost
	if g.longer == 0 && g.later == 0 {
		p.leaveGhost()
		return nil
	}
	t := env.Snap.Get(g.task)
	label := Describe(env, g.task) + ": " + g.words(env)
	if g.seen != nil {
		label += p.effectWords(env)
	}
	e := pane.Change(label, env.Now, g.change(env.Ctx().For(t)))
	e.Told = g.seen != nil
	e.Then = func([]model.ID) pane.Effect {
		if p.ghost == g {
			p.leaveGhost()
		}
		return nil
	}
	return e
}

// words say what is tried: "2 d longer, 1 d later".
func (g *ghost) words(env pane.Env) string {
	scale := env.Ctx().For(env.Snap.Get(g.task)).Scale
	var out []string
	say := func(n int64, more, less string) {
		if n == 0 {
			return
		}
		word := more
		if n < 0 {
			n, word = -n, less
		}
		out = append(out, date.Span{N: n * scale.Seconds(date.Days), Unit: date.Days}.Show(scale)+" "+word)
	}
	say(g.longer, "longer", "shorter")
	say(g.later, "later", "earlier")
	return strings.Join(out, ", ")
}

// effectWords say what of it the project feels, for the label of the step.
func (p *Pane) effectWords(env pane.Env) string {
	g := p.ghost
	n := len(g.seen.Moved)
	s := fmt.Sprintf("; %s", count(n, "task moves", "tasks move"))
	if g.seen.Slip != 0 {
		s += ", finish " + slipText(env, g.project, g.seen.Slip)
	}
	return s
}

// dayOf is a working day of a project in seconds.
func dayOf(env pane.Env, project model.ID) int64 {
	return env.Ctx().For(env.Snap.Get(project)).Scale.Seconds(date.Days)
}

// slipText is a change of a finish in working days: "+2 d".
func slipText(env pane.Env, project model.ID, seconds int64) string {
	scale := env.Ctx().For(env.Snap.Get(project)).Scale
	sign := "+"
	if seconds < 0 {
		sign, seconds = "-", -seconds
	}
	return sign + date.Span{N: seconds, Unit: date.Days}.Show(scale)
}

// tellGhost puts what is tried, and what would come of it, where the headline is; in a low pane below
// the list, the answer before the question.
func (p *Pane) tellGhost(env pane.Env, n *drawn, w, h int) {
	lines := p.ghostLines(env, w)
	switch {
	case len(n.head) > 2:
		n.head = append(lines, n.head[2:]...)
	case h >= 6:
		n.foot = lines
	default:
		n.foot = lines[1:]
	}
}

// haunt gives the rows the dates that something tried would bring; nil takes them away again.
func (p *Pane) haunt(seen *model.Ghost) {
	l := p.list()
	if l == nil || l.rows.ghost == seen {
		return
	}
	if l.rows.ghost = seen; p.ghost != nil {
		l.rows.ghostOf = p.ghost.project
	}
	l.rows.gen++
	l.table.SetSource(l.rows, p.env.Rev<<16|uint64(l.rows.gen&0xffff))
}

// ghostCell is a moved date of a task in the list, with a sign before it; ok is false for what stays.
func (r *rows) ghostCell(id model.ID, field string) (c table.Cell, ok bool) {
	if r.ghost != nil && field == "duration" {
		return r.ghostLength(id)
	}
	if r.ghost == nil || field != "start" && field != "finish" {
		return c, false
	}
	was, had := r.ghost.Was.Of(id)
	now, has := r.ghost.Now.Of(id)
	from, to := was.Start, now.Start
	if field == "finish" {
		from, to = was.Finish, now.Finish
	}
	if id == r.ghostOf && field == "finish" {
		had, has, from, to = true, true, r.ghost.Was.Finish, r.ghost.Now.Finish
	}
	if !had || !has || from == to || to == 0 {
		return c, false
	}
	day := to.Day(r.ghost.Now.Loc).Short(r.ctx.Now.Day(r.ghost.Now.Loc))
	return table.Cell{Text: r.theme.Glyphs.Right + " " + day, Style: r.theme.Warm}, true
}

// ghostLength is the length that a task would have, where it is another one: that of the task that is
// tried, and of the summaries around what moves.
func (r *rows) ghostLength(id model.ID) (c table.Cell, ok bool) {
	t, ok := model.Find[*model.Task](r.ctx.Snap, id)
	if !ok || t.Project != r.ghostOf {
		return c, false
	}
	x, ok := r.ghost.Supposed(id)
	if !ok || x.Duration == t.Duration {
		return c, false
	}
	return table.Cell{Text: r.theme.Glyphs.Right + " " + x.Duration.Show(r.ctx.For(t).Scale), Style: r.theme.Warm, Whole: true}, true
}

// supposedFloat is the total float that a task would have, where it is another one.
func (r *rows) supposedFloat(t *model.Task, d model.Dates) (int64, bool) {
	if r.ghost == nil || t.Project != r.ghostOf {
		return 0, false
	}
	now, ok := r.ghost.Now.Of(t.ID)
	return now.TotalFloat, ok && now.TotalFloat != d.TotalFloat
}

// Supposed is what is tried out in this pane, nil for nothing: a record shown beside it tells what of it
// would be another.
func (p *Pane) Supposed() *model.Ghost {
	if p.ghost == nil {
		return nil
	}
	return p.ghost.seen
}

// Suppose shows behind the dates and the length of a task what they would be in a plan that is tried out;
// nil takes that away again.
func (d *Detail) Suppose(g *model.Ghost) {
	if d.ghost != g {
		d.ghost, d.width = g, 0
	}
}

// supposed is a value with what it would be behind it; ok is false where nothing is tried, or it stays.
func (d *Detail) supposed(f *model.Field, c *model.Ctx, rec model.Record, text string) (said string, ok bool) {
	t, is := rec.(*model.Task)
	if d.ghost == nil || !is || f.Name != "start" && f.Name != "finish" && f.Name != "duration" {
		return text, false
	}
	x, is := d.ghost.Supposed(t.ID)
	if !is || x.Project != t.Project || f.Text(c, x) == f.Text(c, t) {
		return text, false
	}
	to := f.Show(c, x)
	if k := f.Key(c, x); f.Type == model.TypeTime && k.Set {
		to = instantOf(k).Day(c.Loc).Short(c.Now.Day(c.Loc))
		text = instantOf(f.Key(c, t)).Day(c.Loc).Short(c.Now.Day(c.Loc))
	}
	return text + " " + d.env.Theme.Glyphs.Right + " " + to + ", what if", true
}

// ghostLines are the two lines above the chart while something is tried: what, and what would come
// of it.
func (p *Pane) ghostLines(env pane.Env, w int) []string {
	g := p.ghost
	th := env.Theme
	left := []piece{{" What if ", th.Accent.With(theme.Bold)}, {layout.Clean(env.Ctx().NameOf(g.task)), th.Title}, {" " + g.task.String(), th.Faint}}
	right := piece{"  " + env.Key("ghost", "ghost.longer", "+") + " " + env.Key("ghost", "ghost.shorter", "-") + " length, arrows start ", th.Dim}
	if said := g.words(env); said != "" {
		right = piece{"  " + said + " ", th.Warm}
	}
	first := stretch(th, w, left, right) // the name gives way to what is tried
	switch {
	case g.wrong != nil:
		return []string{first, spread(th, w, []piece{{" " + layout.Clean(g.wrong.Error()), th.Warm}}, nil)}
	case g.seen == nil || g.longer == 0 && g.later == 0:
		return []string{first, spread(th, w, []piece{{" nothing has moved yet", th.Dim}}, nil)}
	}
	loc := env.Ctx().For(env.Snap.Get(g.project)).Loc
	today := env.Now.Day(loc)
	x := g.seen
	second := []piece{{" finish ", th.Dim}, {x.Was.Finish.Day(loc).Short(today), th.Text}}
	if x.Slip != 0 {
		st := th.Hot
		if x.Slip < 0 {
			st = th.Ok
		}
		second = append(second, piece{" " + th.Glyphs.Right + " ", th.Dim}, piece{x.Now.Finish.Day(loc).Short(today) + " (" + slipText(env, g.project, x.Slip) + ")", st})
	} else {
		second = append(second, piece{" stays", th.Ok})
	}
	second = append(second, piece{"   " + count(len(x.Moved), "task moves", "tasks move"), th.Text})
	if x.Critical {
		second = append(second, piece{"   critical path changes", th.Warm})
	}
	return []string{first, spread(th, w, second, nil)}
}
