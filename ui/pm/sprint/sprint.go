// Package sprint shows the sprints of a project one by one: the goal, what the people can give
// against what they took on, how it burns down, and beside it the backlog to plan from.
package sprint

import (
	"context"
	"slices"
	"strings"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/act"
	"tandem/ui/layout"
	"tandem/ui/pane"
)

// The two lists of the page.
const (
	backlog = iota
	planned
)

// Pane is the page of one project's sprints.
type Pane struct {
	env     pane.Env
	snap    *model.Snapshot
	project model.ID
	sprints []*model.Sprint
	sprint  model.ID // the one shown; 0: there is none

	lists  [2][]*model.Task
	side   int
	row    [2]int // of the cursor; in the sprint's list row 0 is the sprint itself
	top    [2]int
	at     model.ID
	marked map[model.ID]bool

	asked askedFor
	known facts
	spots []spot
	fkey  frameKey
	frame []string
	gen   int
}

// askedFor is what the facts were asked of.
type askedFor struct {
	snap   *model.Snapshot
	sprint model.ID
	day    date.Day
}

// facts are what is worked out off the event loop.
type facts struct {
	of       askedFor
	burn     *model.BurnDown
	capacity model.Capacity
	forecast float64
	journal  date.Day
	velocity []bar
	mean     float64
}

// bar is what a closed sprint finished.
type bar struct {
	name       string
	took, done float64
}

// New makes the page over nothing; Return tells which project it is about.
func New() *Pane { return &Pane{marked: map[model.ID]bool{}} }

// Sync implements pane.Pane: sprint and cursor stay.
func (p *Pane) Sync(env pane.Env) {
	warm := p.env.Cold && !env.Cold // the snapshot is the same one
	p.env = env
	p.gen++
	if env.Snap != nil && (env.Snap != p.snap || warm) {
		p.snap = env.Snap
		p.read()
	}
}

// read lists the sprints, and the tasks of the one shown and of the backlog.
func (p *Pane) read() {
	p.gen++
	p.sprints, p.lists = nil, [2][]*model.Task{}
	if p.project == 0 || p.snap == nil || p.env.Cold {
		return
	}
	p.sprints = p.snap.Sprints(p.project)
	if p.current() == nil {
		p.sprint = 0
		if x := p.snap.CurrentSprint(p.project); x != nil {
			p.sprint = x.ID
		}
	}
	p.lists[backlog] = p.snap.Backlog(p.project)
	if p.sprint != 0 {
		p.lists[planned] = p.snap.SprintTasks(p.sprint)
	}
	for id := range p.marked {
		if p.snap.Get(id) == nil {
			delete(p.marked, id)
		}
	}
	p.find(p.at)
}

// current is the sprint shown, or nil.
func (p *Pane) current() *model.Sprint {
	for _, x := range p.sprints {
		if x.ID == p.sprint {
			return x
		}
	}
	return nil
}

// rows is how many rows a list has.
func (p *Pane) rows(side int) int {
	n := len(p.lists[side])
	if side == planned && p.sprint != 0 {
		n++
	}
	return n
}

// idAt is the record of a row; 0 where there is none.
func (p *Pane) idAt(side, row int) model.ID {
	if side == planned && p.sprint != 0 {
		if row == 0 {
			return p.sprint
		}
		row--
	}
	if row < 0 || row >= len(p.lists[side]) {
		return 0
	}
	return p.lists[side][row].ID
}

// find puts the cursor on a record; where that is gone it stays at its place.
func (p *Pane) find(id model.ID) {
	for side := range p.lists {
		for row := range p.rows(side) {
			if id != 0 && p.idAt(side, row) == id {
				p.side, p.row[side] = side, row
			}
		}
	}
	p.settle()
}

func (p *Pane) settle() {
	p.row[p.side] = max(min(p.row[p.side], p.rows(p.side)-1), 0)
	p.at = p.idAt(p.side, p.row[p.side])
}

// Needs implements pane.Needer: the burn-down and what people can give, off the event loop.
func (p *Pane) Needs(env pane.Env, _, _ int) pane.Effect {
	if p.sprint == 0 || env.Cold {
		return nil
	}
	want := askedFor{env.Snap, p.sprint, env.Now.Day(env.Ctx().Loc)}
	if p.asked == want {
		return nil
	}
	p.asked = want
	c, project := env.Ctx(), p.project
	return pane.Past{Owner: p, Project: project, Work: func(_ context.Context, past *model.Past) pane.Effect {
		f := gather(c, project, want, past)
		return pane.Run(func() pane.Effect {
			p.known = f
			p.gen++
			return nil
		})
	}}
}

// gather works out what the page shows of a sprint.
func gather(c *model.Ctx, project model.ID, want askedFor, past *model.Past) facts {
	f := facts{of: want, burn: model.BurnDownOf(c, want.sprint, past)}
	if x, ok := model.Find[*model.Sprint](c.Snap, want.sprint); ok {
		f.capacity, f.forecast = c.SprintCapacity(x), c.SprintForecast(x)
	}
	if past != nil {
		f.journal = past.From.Day(c.Loc)
	}
	sprints, points, _ := c.Snap.Velocity(project, 6)
	for i, x := range sprints {
		took, _ := x.Committed.Float64()
		f.velocity = append(f.velocity, bar{layout.Clean(x.Name), took, points[i]})
	}
	shorten(f.velocity)
	_, _, f.mean = c.Snap.Velocity(project, 3)
	return f
}

// shorten takes away the words that all names begin with.
func shorten(list []bar) {
	if len(list) < 2 {
		return
	}
	common := list[0].name
	for _, b := range list[1:] {
		n := 0
		for n < min(len(common), len(b.name)) && common[n] == b.name[n] {
			n++
		}
		common = common[:n]
	}
	common = common[:strings.LastIndexByte(common, ' ')+1]
	if cut := strings.LastIndexAny(strings.TrimRight(common, " "), ",:"); cut >= 0 { // keep what numbers them: "sprint 4"
		common = common[:cut+1]
	} else {
		common = ""
	}
	for i := range list {
		list[i].name = strings.TrimSpace(list[i].name[len(common):])
	}
}

// Scopes implements pane.Pane.
func (p *Pane) Scopes() []act.Scope {
	s := act.ScopeOf("sprint")
	s.Enabled, s.Short = p.enabled, p.short
	return []act.Scope{s}
}

// short says in the footer what the key of a sprint does to the one that shows.
func (p *Pane) short(a act.Name) string {
	x := p.current()
	switch {
	case a != "sprint.act" || x == nil:
		return ""
	case x.Status == "planned":
		return "start"
	}
	return "close"
}

// Title implements pane.Pane.
func (p *Pane) Title(pane.Env) string { return "sprints" }

// Selected implements pane.Selecter.
func (p *Pane) Selected() model.ID { return p.at }

// Here implements pane.Placed.
func (p *Pane) Here() (pane.Page, bool) {
	return pane.Page{Open: p.project, ID: p.at, Query: p.sprint.String()}, true
}

// Return implements pane.Placed.
func (p *Pane) Return(env pane.Env, to pane.Page) pane.Effect {
	p.env = env
	if to.Open != 0 && to.Open != p.project {
		p.project, p.sprint, p.at, p.side, p.row, p.top = to.Open, 0, 0, planned, [2]int{}, [2]int{}
		p.known, p.asked = facts{}, askedFor{}
		clear(p.marked)
	}
	p.snap = env.Snap
	for _, x := range p.snap.Sprints(p.project) {
		if x.ID == to.ID || to.Query != "" && x.ID.String() == to.Query {
			p.sprint = x.ID
		}
	}
	p.read()
	switch {
	case to.ID != 0 && env.Cold: // looked for when the records are there
		p.at = to.ID
	case to.ID != 0:
		p.find(to.ID)
	}
	return nil
}

// targets are the tasks of a list that a verb acts on: the marked ones, else that under the cursor.
func (p *Pane) targets(side int) []model.ID {
	var out []model.ID
	for _, t := range p.lists[side] {
		if p.marked[t.ID] {
			out = append(out, t.ID)
		}
	}
	if len(out) == 0 && p.side == side && p.at != 0 && p.at != p.sprint {
		out = []model.ID{p.at}
	}
	return out
}

// place is which of the sprints shows, from 0.
func (p *Pane) place() int {
	return slices.IndexFunc(p.sprints, func(x *model.Sprint) bool { return x.ID == p.sprint })
}

var (
	_ pane.Placed   = (*Pane)(nil)
	_ pane.Needer   = (*Pane)(nil)
	_ pane.Mouser   = (*Pane)(nil)
	_ pane.Selecter = (*Pane)(nil)
)
