// Package network shows the tasks of a project as a precedence network: what waits for what, from
// left to right, with the earliest and latest dates and the float of each, the critical path first.
package network

import (
	"context"
	"fmt"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/network"
	"tandem/ui/act"
	"tandem/ui/chart"
	"tandem/ui/layout"
	"tandem/ui/pane"
)

// Pane is the network of one project.
type Pane struct {
	env     pane.Env
	snap    *model.Snapshot
	project model.ID
	mode    model.NetworkScope
	small   bool // names alone

	at           model.ID
	x, y         int  // the cell of the network in the upper left corner
	free         bool // panned by hand: the cursor does not pull
	grabX, grabY int  // where the mouse holds the picture
	w, h         int  // of the picture, as last drawn
	asked        asked
	known        facts
	fkey         frameKey
	frame        []string
	gen          int
}

// asked is what the facts were asked of.
type asked struct {
	snap  *model.Snapshot
	mode  model.NetworkScope
	small bool
}

// facts are what is worked out off the event loop.
type facts struct {
	of     asked
	sched  *model.Schedule
	tasks  []*model.Task
	index  map[model.ID]int // of tasks
	before [][]int          // by task: what it waits for, and what waits for it
	after  [][]int
	lay    *network.Layout
	net    *chart.Net
	wide   int // cells of a box
	hidden int // tasks of the mode that do not show
}

// New makes the page over nothing; Return tells which project it is about.
func New() *Pane { return &Pane{} }

// Sync implements pane.Pane.
func (p *Pane) Sync(env pane.Env) {
	p.env, p.snap = env, env.Snap
	p.gen++
}

// Needs implements pane.Needer: schedule and layout come from off the event loop.
func (p *Pane) Needs(env pane.Env, _, _ int) pane.Effect {
	want := asked{env.Snap, p.mode, p.small}
	if p.project == 0 || env.Cold || p.asked == want {
		return nil
	}
	p.asked = want
	c, project := env.Ctx(), p.project
	return pane.Ask{Owner: p, Run: func(ctx context.Context) (pane.Effect, error) {
		f := gather(c, project, want)
		return pane.Run(func() pane.Effect {
			p.known = f
			p.gen++
			p.settle()
			return nil
		}), ctx.Err()
	}}
}

// gather lays the tasks of the mode out with what waits for what among them.
func gather(c *model.Ctx, project model.ID, want asked) facts {
	n := c.Snap.Network(project, want.mode)
	f := facts{of: want, sched: n.Schedule, tasks: n.Tasks, hidden: n.Hidden, index: map[model.ID]int{}}
	for i, t := range f.tasks {
		f.index[t.ID] = i
	}
	tall, wide := 5, usualBox
	if want.small {
		tall, wide = 3, smallBox
	}
	f.lay = network.Lay(len(f.tasks), n.Edges, tall, 1)
	f.before, f.after = make([][]int, len(f.tasks)), make([][]int, len(f.tasks))
	for _, e := range n.Edges {
		f.before[e.To], f.after[e.From] = append(f.before[e.To], e.From), append(f.after[e.From], e.To)
	}
	f.draft(c, wide)
	return f
}

// Cells of a box: as usual, of names alone, and the widest.
const (
	usualBox, smallBox = 28, 24
	widestBox          = 48
	wideShare          = 5 // a network that does not fit has boxes of at most such a part of a page
)

// draft makes the boxes of a width.
func (f *facts) draft(c *model.Ctx, wide int) {
	f.wide = wide
	f.net = chart.NewNet(f.lay, wide)
	for i, t := range f.tasks {
		f.net.Boxes[i] = f.box(c.For(t), t, f.of.small)
	}
}

// widen gives the boxes the width that is free, as far as their names want it: a network that does
// not fill the page cuts none. One that does has to be moved about in any case: on a wide page its boxes grow to a
// share of that which still leaves several beside one another, else they keep their usual width.
func (f *facts) widen(c *model.Ctx, w int) {
	least := usualBox
	if f.of.small {
		least = smallBox
	}
	layers := len(f.lay.Layers)
	usual := f.net.W - layers*(f.wide-least)
	want, most := least, least
	if !f.of.small {
		most = max(least, w/wideShare)
	}
	if spare := w - usual; spare >= 0 && layers > 0 {
		most = least + spare/layers
	}
	if most > least && layers > 0 {
		name := 0
		for _, t := range f.tasks {
			name = max(name, layout.Width(layout.Clean(t.ID.String()+" "+t.Name))+2)
		}
		want = min(max(name, least), most, widestBox)
	}
	if want != f.wide {
		f.draft(c, want)
	}
}

// box is what stands in the box of a task: early dates and length above its name, late dates and
// float below, as is usual for activities on nodes.
func (f *facts) box(c *model.Ctx, t *model.Task, small bool) chart.Box {
	d, _ := f.sched.Of(t.ID)
	b := chart.Box{Critical: d.Critical && !t.Complete(), Near: model.NearCritical(d), Done: t.Complete()}
	name := t.ID.String() + " " + t.Name
	if t.Complete() {
		b.Near = false
	}
	if small {
		b.Rows = []string{name}
		return b
	}
	day := func(at date.Instant) string {
		if at == 0 {
			return ""
		}
		return at.In(f.sched.Loc).Format("2 Jan")
	}
	length := t.Duration.Show(c.Scale)
	if t.Milestone {
		length = "milestone"
	}
	float := date.Span{N: d.TotalFloat, Unit: date.Days}.Show(c.Scale)
	b.Rows = []string{spread(day(d.EarlyStart), length, day(d.EarlyFinish), f.wide-2), name, spread(day(d.LateStart), "float "+float, day(d.LateFinish), f.wide-2)}
	return b
}

// spread writes three texts at the begin, the middle and the end of so many cells.
func spread(a, b, c string, w int) string {
	at := max((w-len(b))/2, len(a)+1)
	return fmt.Sprintf("%-*s%-*s%s", at, a, max(w-at-len(c), len(b)+1), b, c)
}

// settle keeps the cursor on a task that shows.
func (p *Pane) settle() {
	if _, ok := p.known.index[p.at]; ok {
		return
	}
	p.at = 0
	now := p.env.Now
	for _, t := range p.known.tasks { // the first that is not done
		if p.at == 0 || !t.Complete() {
			p.at = t.ID
		}
		if d, _ := p.known.sched.Of(t.ID); !t.Complete() && d.Finish >= now {
			break
		}
	}
	p.free = false
}

// Scopes implements pane.Pane.
func (p *Pane) Scopes() []act.Scope {
	s := act.ScopeOf("network")
	s.Enabled = func(a act.Name) (bool, string) {
		switch a {
		case "record.open":
			return p.at != 0, "there is nothing under the cursor"
		case "scale.in":
			return p.small, "the boxes tell all already"
		case "scale.out":
			return !p.small, "the boxes are as small as they get"
		}
		return true, ""
	}
	return []act.Scope{s}
}

// Title implements pane.Pane.
func (p *Pane) Title(pane.Env) string { return "network" }

// Selected implements pane.Selecter.
func (p *Pane) Selected() model.ID { return p.at }

// Here implements pane.Placed.
func (p *Pane) Here() (pane.Page, bool) { return pane.Page{Open: p.project, ID: p.at}, true }

// Return implements pane.Placed. A task that the network does not hold stays out of it.
func (p *Pane) Return(env pane.Env, to pane.Page) pane.Effect {
	p.env, p.snap = env, env.Snap
	if to.Open != 0 && to.Open != p.project {
		p.project, p.at, p.x, p.y, p.free = to.Open, 0, 0, 0, false
		p.known, p.asked = facts{}, asked{}
	}
	if to.ID != 0 {
		p.at, p.free = to.ID, false
		if p.known.lay != nil {
			p.settle()
		}
	}
	p.gen++
	return nil
}

var (
	_ pane.Placed   = (*Pane)(nil)
	_ pane.Needer   = (*Pane)(nil)
	_ pane.Mouser   = (*Pane)(nil)
	_ pane.Dragger  = (*Pane)(nil)
	_ pane.Slider   = (*Pane)(nil)
	_ pane.Selecter = (*Pane)(nil)
)
