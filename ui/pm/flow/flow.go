// Package flow shows how work flows through a project: what lay in each column day by day, how long
// finished items took, how many are finished in a week, and how old is what is under way.
package flow

import (
	"cmp"
	"context"
	"slices"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/flow"
	"tandem/ui/act"
	"tandem/ui/pane"
)

// The pictures of the page; all shows them together where there is room.
const (
	all = iota
	cumulative
	cycles
	throughput
	ages
	views
)

// spans are the periods that can be looked at, in weeks.
var spans = [...]int{4, 8, 12, 26, 52, 104}

// Pane is the flow of one project.
type Pane struct {
	env     pane.Env
	snap    *model.Snapshot
	project model.ID
	view    int
	small   bool // there is no room for all pictures at once
	span    int  // of spans
	row     int  // of the list of what is under way
	top     int
	at      model.ID

	asked asked
	known facts
	spots []spot
	fkey  frameKey
	frame []string
	gen   int
}

// asked is what the facts were asked of.
type asked struct {
	snap *model.Snapshot
	day  date.Day
	span int
}

// facts are what is worked out off the event loop.
type facts struct {
	of          asked
	flow        *model.Flow
	first, last date.Day
	table       [][]int // items in each column, by day
	done        []flow.Span
	p50         int
	p85         int
	p95         int
	weeks       []int
	little      flow.Little
	old         []aged
}

// aged is an item under way and how many days it has been so.
type aged struct {
	id   model.ID
	days int
}

// New makes the page over nothing; Return tells which project it is about.
func New() *Pane { return &Pane{span: 2} }

// Sync implements pane.Pane.
func (p *Pane) Sync(env pane.Env) {
	p.env, p.snap = env, env.Snap
	p.gen++
}

// Needs implements pane.Needer: all that is measured is so off the event loop.
func (p *Pane) Needs(env pane.Env, _, _ int) pane.Effect {
	if p.project == 0 || env.Cold {
		return nil
	}
	want := asked{env.Snap, env.Now.Day(env.Ctx().Loc), p.span}
	if p.asked == want {
		return nil
	}
	p.asked = want
	c, project := env.Ctx(), p.project
	return pane.Past{Owner: p, Project: project, Work: func(_ context.Context, past *model.Past) pane.Effect {
		f := measure(c, project, want, past)
		return pane.Run(func() pane.Effect {
			p.known = f
			p.gen++
			p.find(p.at)
			return nil
		})
	}}
}

// measure works out everything the page shows.
func measure(c *model.Ctx, project model.ID, want asked, past *model.Past) facts {
	x := model.FlowOf(c, project, past)
	f := facts{of: want, flow: x, last: x.Last, first: x.Last - date.Day(7*spans[want.span]) + 1}
	f.table = flow.Cumulative(x.Items, len(x.Line), f.first, f.last)
	days, done := x.Cycles(f.first, f.last)
	f.done = done
	f.p50, f.p85, f.p95 = flow.Percentile(days, 50), flow.Percentile(days, 85), flow.Percentile(days, 95)
	f.weeks = flow.Throughput(x.Spans, spans[want.span], f.last)
	f.little = x.Line.Averages(x.Items, x.Spans, max(f.first, x.First), f.last)
	for i, s := range x.Spans {
		if now := x.Items[i].At(f.last); now >= 0 && s.Started != 0 && s.Finished == 0 && x.Line[now] == flow.Working {
			f.old = append(f.old, aged{model.ID(s.ID), int(f.last-s.Started) + 1})
		}
	}
	slices.SortFunc(f.old, func(a, b aged) int { return cmp.Or(b.days-a.days, cmp.Compare(a.id, b.id)) })
	return f
}

// find puts the cursor on an item; where it is gone it stays at its place.
func (p *Pane) find(id model.ID) {
	if i := slices.IndexFunc(p.known.old, func(a aged) bool { return a.id == id }); i >= 0 {
		p.row = i
	}
	p.settle()
}

func (p *Pane) settle() {
	p.row = max(min(p.row, len(p.known.old)-1), 0)
	p.at = 0
	if p.row < len(p.known.old) {
		p.at = p.known.old[p.row].id
	}
}

type handler = func(*Pane) pane.Effect

// handlers is what each action does here.
var handlers = map[act.Name]handler{
	"move.down":     func(p *Pane) pane.Effect { return p.along(1) },
	"move.up":       func(p *Pane) pane.Effect { return p.along(-1) },
	"move.pagedown": func(p *Pane) pane.Effect { return p.along(10) },
	"move.pageup":   func(p *Pane) pane.Effect { return p.along(-10) },
	"move.halfdown": func(p *Pane) pane.Effect { return p.along(5) },
	"move.halfup":   func(p *Pane) pane.Effect { return p.along(-5) },
	"move.top":      func(p *Pane) pane.Effect { return p.along(-1 << 30) },
	"move.bottom":   func(p *Pane) pane.Effect { return p.along(1 << 30) },
	"move.right":    func(p *Pane) pane.Effect { return p.turn(1) },
	"move.left":     func(p *Pane) pane.Effect { return p.turn(views - 1) },
	"scale.in":      func(p *Pane) pane.Effect { return p.scale(-1) },
	"scale.out":     func(p *Pane) pane.Effect { return p.scale(1) },
	"record.open":   func(p *Pane) pane.Effect { return p.open() },
}

// Handle implements pane.Pane.
func (p *Pane) Handle(_ pane.Env, r act.Result) pane.Effect {
	if f := handlers[r.Action]; f != nil {
		return f(p)
	}
	return nil
}

func (p *Pane) along(by int) pane.Effect {
	p.row = max(min(p.row+by, len(p.known.old)-1), 0)
	p.settle()
	return pane.Select{ID: p.at}
}

// turn goes on to another picture. Where there is no room for all of them that one is left out: the first
// stands for it.
func (p *Pane) turn(by int) pane.Effect {
	if p.small && p.view == all {
		p.view = cumulative
	}
	if p.view = (p.view + by) % views; p.small && p.view == all {
		p.view = (p.view + by) % views
	}
	p.gen++
	return nil
}

// scale looks at a shorter or longer time.
func (p *Pane) scale(by int) pane.Effect {
	p.span = min(max(p.span+by, 0), len(spans)-1)
	return nil
}

func (p *Pane) open() pane.Effect {
	return pane.Record(p.at)
}

// Scopes implements pane.Pane.
func (p *Pane) Scopes() []act.Scope {
	s := act.ScopeOf("flow")
	s.Enabled = func(a act.Name) (bool, string) {
		switch a {
		case "record.open":
			return p.at != 0, "nothing is under way"
		case "scale.in":
			return p.span > 0, "this is the shortest time"
		case "scale.out":
			return p.span < len(spans)-1, "this is the longest time"
		}
		return true, ""
	}
	return []act.Scope{s}
}

// Title implements pane.Pane.
func (p *Pane) Title(pane.Env) string { return "flow of work" }

// Selected implements pane.Selecter.
func (p *Pane) Selected() model.ID { return p.at }

// Here implements pane.Placed.
func (p *Pane) Here() (pane.Page, bool) { return pane.Page{Open: p.project, ID: p.at}, true }

// Return implements pane.Placed.
func (p *Pane) Return(env pane.Env, to pane.Page) pane.Effect {
	p.env, p.snap = env, env.Snap
	if to.Open != 0 && to.Open != p.project {
		p.project, p.at, p.row, p.top = to.Open, 0, 0, 0
		p.known, p.asked = facts{}, asked{}
	}
	p.gen++
	if to.ID != 0 {
		p.at = to.ID
		p.find(to.ID)
	}
	return nil
}

// Click implements pane.Mouser: an item takes the cursor, twice opens it.
func (p *Pane) Click(_ pane.Env, x, y int, double bool) pane.Effect {
	for _, s := range p.spots {
		if y == s.y && x >= s.x && x < s.x+s.w {
			p.row = s.row
			p.settle()
			if double {
				return p.open()
			}
			return pane.Select{ID: p.at}
		}
	}
	return nil
}

// Wheel implements pane.Mouser.
func (p *Pane) Wheel(_ pane.Env, _, _, lines int) pane.Effect { return p.along(lines) }

var (
	_ pane.Placed   = (*Pane)(nil)
	_ pane.Needer   = (*Pane)(nil)
	_ pane.Mouser   = (*Pane)(nil)
	_ pane.Selecter = (*Pane)(nil)
)
