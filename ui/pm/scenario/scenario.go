// Package scenario holds the branches of a plan side by side with the plan as it is: what each would
// do to finish, cost, critical path, float and risk, and which tasks it moves.
package scenario

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/chart"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/table"
)

// Pane is the page of one project.
type Pane struct {
	table   *table.Table
	project model.ID
	chosen  model.ID // the scenario whose tasks show; 0: the first
	all     bool     // the whole outline rather than what moves

	live  *model.Outcome
	list  []*model.Contrast
	rows  []row
	asked question
	got   question
	env   pane.Env
	pic   chart.Picture
	axis  struct {
		steered bool
		of      model.ID // the scenario the axis was fitted to
	}
	axisOf        question // what the axis was fitted to
	top, firstCol int      // where the table was drawn, and the first column of the block
	colW          int
}

// row is a task of the scenario that shows.
type row struct {
	task  *model.Task // as the scenario has it
	ref   model.ScenarioRef
	depth int
	sum   bool
	says  string // what the scenario says of it
	moved bool
}

// question is what the page depends on.
type question struct {
	snap    *model.Snapshot
	project model.ID
}

// New makes an empty page; Return says which project it is about.
func New() *Pane {
	return &Pane{table: table.New(
		table.Column{Name: "task", Title: "task", Width: 34, Min: 26, Flex: 2, Priority: 9},
		table.Column{Name: "by", Title: "moves", Width: 8, Align: layout.Right, Priority: 8},
		table.Column{Name: "finish", Title: "ends", Width: 9, Align: layout.Right, Priority: 7},
		table.Column{Name: "length", Title: "length", Width: 7, Align: layout.Right, Priority: 4},
		table.Column{Name: "says", Title: "the scenario says", Width: 26, Min: 18, Flex: 1, Priority: 6},
	)}
}

// Sync implements pane.Pane.
func (p *Pane) Sync(env pane.Env) {
	p.env = env
	p.pic.Forget()
}

// Needs implements pane.Needer: all scenarios are worked out off the event loop.
func (p *Pane) Needs(env pane.Env, _, _ int) pane.Effect {
	q := question{env.Snap, p.project}
	if env.Cold || p.project == 0 || q == p.asked {
		return nil
	}
	p.asked = q
	c := env.Ctx()
	return pane.Ask{Owner: p, Run: func(ctx context.Context) (pane.Effect, error) {
		live, err := c.Outcome(q.project)
		if err != nil {
			return nil, err
		}
		var list []*model.Contrast
		for _, x := range c.Snap.Scenarios(q.project, false) {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			y, err := c.Contrast(live, x)
			if err != nil {
				return nil, err
			}
			list = append(list, y)
		}
		return pane.Run(func() pane.Effect { p.learn(q, live, list); return nil }), nil
	}}
}

func (p *Pane) learn(q question, live *model.Outcome, list []*model.Contrast) {
	if q == p.asked {
		p.got, p.live, p.list = q, live, list
		p.lay()
	}
}

// current is the scenario that shows; nil where there is none.
func (p *Pane) current() *model.Contrast {
	i := slices.IndexFunc(p.list, func(x *model.Contrast) bool { return x.Scenario == p.chosen })
	switch {
	case i >= 0:
		return p.list[i]
	case len(p.list) > 0:
		return p.list[0]
	}
	return nil
}

// lay makes the rows of the scenario that shows.
func (p *Pane) lay() {
	p.rows = p.rows[:0]
	if x := p.current(); x != nil {
		p.chosen = x.Scenario
		moved := make(map[model.ID]bool, len(x.Moved))
		for _, id := range x.Moved {
			moved[id] = true
		}
		says := map[model.ScenarioRef]string{}
		for i := range x.Branch.Scenario.Steps {
			st := &x.Branch.Scenario.Steps[i]
			s := stepWords(st)
			if old := says[st.Ref()]; old != "" {
				s = old + ", " + s
			}
			says[st.Ref()] = s
		}
		for _, l := range x.Branch.After.Plan(p.project).Lines {
			t, ok := model.Find[*model.Task](x.Branch.After, l.ID)
			if !ok {
				continue
			}
			r := row{task: t, ref: x.Branch.Ref(l.ID), depth: l.Depth, sum: l.Summary, moved: moved[l.ID]}
			r.says = says[r.ref]
			if p.all || r.says != "" || r.moved && !r.sum {
				if !p.all {
					r.depth = 0
				}
				p.rows = append(p.rows, r)
			}
		}
	}
	p.table.SetSource(p, p.env.Rev+1)
}

// stepWords is what a step says, without what it is about.
func stepWords(st *model.ScenarioStep) string {
	switch st.Do {
	case model.DoSet:
		was, name := st.Was, strings.ReplaceAll(st.Field, "_", " ")
		if was == "" || len(was) > 16 {
			return name + " " + st.Value
		}
		return fmt.Sprintf("%s %s, was %s", name, st.Value, was)
	case model.DoAdd:
		return "new"
	case model.DoDrop:
		return "dropped"
	case model.DoLink:
		return "after " + st.Value
	}
	return "not after " + st.Value
}

// Here implements pane.Placed.
func (p *Pane) Here() (pane.Page, bool) {
	return pane.Page{Open: p.project, ID: p.Selected(), Kind: p.chosen.String()}, true
}

// Return implements pane.Placed.
func (p *Pane) Return(env pane.Env, to pane.Page) pane.Effect {
	if to.Open != 0 && to.Open != p.project {
		p.project, p.chosen = to.Open, 0
		p.live, p.list, p.rows, p.asked = nil, nil, nil, question{}
		p.axis.steered, p.axis.of = false, 0
		p.table.SetSource(p, env.Rev)
	}
	if id, err := model.ParseID(to.Kind); err == nil && env.Snap.Get(id) != nil {
		p.chosen = id
		p.lay()
	}
	if to.ID != 0 {
		p.table.MoveTo(uint64(to.ID))
	}
	return nil
}

// Selected implements pane.Selecter: the task under the cursor, where it is in the plan already;
// else the scenario.
func (p *Pane) Selected() model.ID {
	if r := p.at(); r != nil && r.ref.ID != 0 {
		return r.ref.ID
	}
	if p.chosen != 0 {
		return p.chosen
	}
	return p.project
}

func (p *Pane) at() *row {
	if i := p.table.Cursor(); i < len(p.rows) {
		return &p.rows[i]
	}
	return nil
}

// Scopes implements pane.Pane.
func (p *Pane) Scopes() []act.Scope {
	s := act.ScopeOf("scenario")
	s.Short = func(a act.Name) string {
		if a == "record.act" {
			return "adopt"
		}
		return ""
	}
	s.Enabled = func(a act.Name) (bool, string) {
		none := "there is no scenario yet: " + p.env.Key("scenario", "record.new", "n") + " begins one"
		switch a {
		case "record.new", "app.back":
		case "record.set", "record.link", "record.delete", "detail.restore", "record.open":
			if p.current() == nil {
				return false, none
			}
			if p.at() == nil {
				return false, "there is no task here: " + p.env.Key("scenario", "scenario.all", "v") + " shows them all"
			}
		default:
			if p.current() == nil {
				return false, none
			}
		}
		return true, ""
	}
	return []act.Scope{s}
}

// Handle implements pane.Pane.
func (p *Pane) Handle(env pane.Env, r act.Result) pane.Effect {
	switch { // sideways is the next column
	case r.Action == "move.right":
		return p.turn(1)
	case r.Action == "move.left":
		return p.turn(-1)
	case p.table.Do(string(r.Action)):
		return nil
	}
	if f := handlers[r.Action]; f != nil {
		return f(p, env)
	}
	return nil
}

// turn shows the scenario of another column.
func (p *Pane) turn(by int) pane.Effect {
	n := len(p.list)
	if n == 0 {
		return nil
	}
	i := slices.IndexFunc(p.list, func(x *model.Contrast) bool { return x.Scenario == p.chosen })
	p.chosen = p.list[((i+by)%n+n)%n].Scenario
	p.axis.steered = false
	p.lay()
	return nil
}

// Click implements pane.Mouser: a row, or the column of a scenario.
func (p *Pane) Click(env pane.Env, x, y int, double bool) pane.Effect {
	if y < p.top-1 && p.colW > 0 && x >= labelW+p.colW {
		if i := p.firstCol + (x-labelW-p.colW)/p.colW; i < len(p.list) {
			p.chosen = p.list[i].Scenario
			p.lay()
		}
		return nil
	}
	if !p.table.Pick(x, y-p.top) || !double {
		return nil
	}
	return openRow(p, env)
}

// Wheel implements pane.Mouser.
func (p *Pane) Wheel(_ pane.Env, _, _, lines int) pane.Effect {
	p.table.Move(lines)
	return nil
}

// Slide implements pane.Slider: time goes sideways.
func (p *Pane) Slide(_ pane.Env, _, _, n int) pane.Effect {
	p.axis.steered = true
	p.pic.Axis = p.pic.Axis.Pan(n * max(p.pic.Axis.W/8, 1))
	return nil
}

// Title implements pane.Pane.
func (p *Pane) Title(env pane.Env) string {
	return "Scenarios of " + layout.Clean(env.Ctx().NameOf(p.project))
}

// Foot implements pane.Footer.
func (p *Pane) Foot() string { return p.table.Position() }

// ctx is that of the project.
func (p *Pane) ctx(env pane.Env) *model.Ctx {
	if pr, ok := model.Find[*model.Project](env.Snap, p.project); ok {
		return env.Ctx().For(pr)
	}
	return env.Ctx()
}
