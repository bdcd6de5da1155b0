package browse

import (
	"context"
	"fmt"
	"slices"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/act"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// chain is the way from a task's date back to what decided it, step by step, while it is lit up on
// the chart and told below the list.
type chain struct {
	steps []model.Step
	at    int
	snap  *model.Snapshot
}

// whyOf shows why a task starts when it does; of anything else where its values come from.
func whyOf(p *Pane, env pane.Env, _ act.Result) pane.Effect {
	id := p.Selected()
	t, ok := model.Find[*model.Task](env.Snap, id)
	if l := p.list(); !ok || !l.tree {
		return Why(env, id)
	}
	show := func(x *model.Schedule) pane.Effect {
		if steps := x.Why(env.Ctx().For(t), id); len(steps) > 0 && p.Selected() == id {
			p.chain = &chain{steps: steps, snap: env.Snap}
			p.gantt.gen++
		}
		return nil
	}
	if x, ok := env.Snap.ScheduleAtHand(t.Project); ok {
		return show(x)
	}
	return pane.Ask{Owner: &p.chain, Run: func(context.Context) (pane.Effect, error) {
		x := env.Snap.Schedule(t.Project)
		return pane.Run(func() pane.Effect { return show(x) }), nil
	}}
}

// syncChain reads the chain again after a change; one whose task is gone ends.
func (p *Pane) syncChain(env pane.Env) {
	c := p.chain
	if c == nil || c.snap == env.Snap {
		return
	}
	t, ok := model.Find[*model.Task](env.Snap, c.steps[0].Task)
	if !ok {
		p.leaveChain()
		return
	}
	if x, ok := env.Snap.ScheduleAtHand(t.Project); ok {
		c.steps = x.Why(env.Ctx().For(t), t.ID)
		c.at = min(c.at, len(c.steps)-1)
	}
	c.snap = env.Snap
	p.gantt.gen++
}

func (p *Pane) leaveChain() {
	p.chain = nil
	p.gantt.gen++
}

// handleChain does the actions of the scope chain; ok is false for those of the chart.
func (p *Pane) handleChain(env pane.Env, r act.Result) (e pane.Effect, ok bool) {
	c := p.chain
	switch r.Action {
	case "chain.down", "chain.up":
		c.at = min(max(c.at+map[bool]int{true: 1, false: -1}[r.Action == "chain.down"], 0), len(c.steps)-1)
		p.list().reveal(env, c.steps[c.at].Task)
		p.gantt.gen++
		return pane.Select{ID: p.Selected()}, true
	case "chain.leave":
		p.leaveChain()
		return nil, true
	case "chain.values":
		return Why(env, c.steps[c.at].Task), true
	case "record.open":
		return p.push(env, c.steps[c.at].Task), true
	}
	return nil, false
}

// step is the place of a task in the chain; -1 where it is not in it.
func (c *chain) step(id model.ID) int {
	if c == nil {
		return -1
	}
	return slices.IndexFunc(c.steps, func(s model.Step) bool { return s.Task == id })
}

// leads reports whether the chain goes from one task to another.
func (c *chain) leads(from, to model.ID) bool {
	i := c.step(to)
	return i >= 0 && i+1 < len(c.steps) && c.steps[i+1].Task == from
}

// chainLines tells the chain below the list: what was asked, then one line for each step, the one
// at hand in sight.
func (p *Pane) chainLines(env pane.Env, w, h int) []string {
	c := p.chain
	th := env.Theme
	room := max(min(len(c.steps), h/3), 1)
	from := min(max(c.at-room/2, 0), max(len(c.steps)-room, 0))
	ctx := env.Ctx()
	loc := ctx.For(env.Snap.Get(c.steps[0].Task)).Loc
	today := ctx.Now.Day(loc)
	head := " Why " + c.steps[0].Task.String() + " starts " + startDay(c.steps[0].Start, today, ctx, c.steps[0].Task)
	out := []string{stretch(th, w, []piece{{layout.Clean(head), th.Title}, {"  " + count(len(c.steps), "step", "steps") + " back to what decided it", th.Dim}}, piece{})}
	for i := from; i < from+room; i++ {
		s := &c.steps[i]
		mark, st := "  ", th.Text
		if i == c.at {
			mark, st = th.Glyphs.Cursor+" ", th.Accent.With(theme.Bold)
		}
		name, words := layout.Clean(ctx.NameOf(s.Task)), layout.Clean(s.Words)
		day := piece{"  " + startDay(s.Start, today, ctx, s.Task) + " ", th.Dim}
		ref := " " + s.Task.String()
		free := w - 1 - layout.Width(mark+ref+" "+day.text)
		if short := max(free-layout.Width(words), min(leastName, layout.Width(name))); layout.Width(name) > short {
			name = layout.TruncateWith(name, short, th.Glyphs.Ellipsis) // the reason is what was asked for
		}
		cut := layout.Width(name)+layout.Width(words) > free
		if i != c.at || !cut {
			left := []piece{{mark, st}, {name, st}, {ref, th.Faint}, {" " + words, th.Dim}}
			out = append(out, stretch(th, w, left, day))
			continue
		}
		out = append(out, stretch(th, w, []piece{{mark, st}, {layout.Clean(ctx.NameOf(s.Task)), st}, {ref, th.Faint}}, day))
		for _, line := range layout.Wrap(words, max(w-5, 1)) {
			out = append(out, stretch(th, w, []piece{{"    " + line, th.Dim}}, piece{}))
		}
	}
	return out
}

// leastName is how much of a task's name stays beside the reason for its date; where a reason still has no
// room, that of the step at hand goes on below.
const leastName = 12

// stretch draws pieces with one at the right edge, and cuts what has no room.
func stretch(th *theme.Theme, w int, left []piece, right piece) string {
	n := layout.Width(right.text)
	used := 0
	out := ""
	for _, p := range left {
		text := layout.TruncateWith(p.text, max(w-n-1-used, 0), th.Glyphs.Ellipsis)
		used += layout.Width(text)
		out += p.style.Render(text)
	}
	if used+n > w {
		return layout.FitWith(out, w, layout.Left, th.Glyphs.Ellipsis)
	}
	return out + layout.Blank(w-used-n) + right.style.Render(right.text)
}

func startDay(at date.Instant, today date.Day, c *model.Ctx, id model.ID) string {
	if at == 0 {
		return "without a date"
	}
	d := at.Day(c.For(c.Snap.Get(id)).Loc)
	if s := d.Short(today); s[0] < '0' || s[0] > '9' {
		return s // it says the weekday already
	}
	return d.Weekday().String()[:3] + " " + d.Short(today)
}

// count writes a number and what is counted.
func count(n int, one, many string) string { return fmt.Sprintf("%d %s", n, plural(n, one, many)) }
