// Package baseline holds the plan of a project against a baseline: how much later, longer and
// dearer each task is than it was to be, what hurts most first.
package baseline

import (
	"context"
	"fmt"
	"slices"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/dialog"
	"tandem/ui/form"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/table"
)

// order is how the rows are sorted.
type order uint8

// The orders: by what hurts on each level of the outline, by what hurts whatever the outline says,
// as the outline has them.
const (
	byHurt order = iota
	flat
	outline
)

var orderNames = [...]string{"what hurts first", "tasks alone, what hurts first", "outline order"}

// Pane is the page. It is about one project; which baselines it compares are kept by their numbers.
type Pane struct {
	table   *table.Table
	project model.ID
	base    int // the number compared with; -1: the newest
	with    int // the number compared; -1: the plan as it is now
	order   order

	cmp   *model.Comparison
	rows  []model.Variance // the whole first
	note  string           // why there is nothing to see
	asked question
	got   question
	env   pane.Env
}

// question is what a comparison depends on.
type question struct {
	snap       *model.Snapshot
	project    model.ID
	base, with int
}

// answer is a comparison, or why there is none.
type answer struct {
	cmp  *model.Comparison
	note string
}

// New makes an empty page; Return says which project it is about.
func New() *Pane {
	return &Pane{table: table.New(columns()...), base: -1, with: -1}
}

// Sync implements pane.Pane.
func (p *Pane) Sync(env pane.Env) { p.env = env }

// Needs implements pane.Needer: the comparison is worked out off the event loop.
func (p *Pane) Needs(env pane.Env, _, _ int) pane.Effect {
	q := question{env.Snap, p.project, p.base, p.with}
	if env.Cold || p.project == 0 || q == p.asked {
		return nil
	}
	p.asked = q
	c := env.Ctx()
	return pane.Ask{Owner: p, Run: func(context.Context) (pane.Effect, error) {
		a := compare(c, q)
		return pane.Run(func() pane.Effect { p.learn(q, a); return nil }), nil
	}}
}

// compare works the question out. For a baseline that is gone by now stands the newest, for one to
// compare that is gone, or is the one compared with, the plan of now.
func compare(c *model.Ctx, q question) answer {
	var base *model.Baseline
	if q.base >= 0 {
		base = c.Snap.BaselineNumbered(q.project, q.base)
	}
	if base == nil {
		base = c.Snap.NewestBaseline(q.project)
	}
	if base == nil {
		return answer{note: "none"}
	}
	var with *model.Baseline
	if q.with >= 0 {
		with = c.Snap.BaselineNumbered(q.project, q.with)
	}
	if with != nil && with.ID == base.ID {
		with = nil
	}
	x, err := c.CompareBaseline(base, with)
	if err != nil {
		return answer{note: err.Error()}
	}
	return answer{cmp: x}
}

// learn takes an answer over. One to a question that is not asked any more is dropped.
func (p *Pane) learn(q question, a answer) {
	if q != p.asked {
		return
	}
	p.got, p.cmp, p.note = q, a.cmp, a.note
	p.lay()
}

// lay puts the rows in their order.
func (p *Pane) lay() {
	p.rows = nil
	if p.cmp != nil {
		p.rows = append(p.rows, p.cmp.Total)
		switch p.order {
		case flat:
			p.rows = append(p.rows, p.cmp.Flat()...)
		case outline:
			p.rows = append(p.rows, p.cmp.Rows...)
		default:
			p.rows = append(p.rows, p.cmp.ByHurt()...)
		}
	}
	p.table.SetSource(p, p.env.Rev)
}

// Here implements pane.Placed.
func (p *Pane) Here() (pane.Page, bool) {
	return pane.Page{Open: p.project, ID: p.Selected(), Query: fmt.Sprintf("%d %d", p.base, p.with)}, true
}

// Return implements pane.Placed.
func (p *Pane) Return(env pane.Env, to pane.Page) pane.Effect {
	if to.Open != 0 && to.Open != p.project {
		p.project, p.base, p.with = to.Open, -1, -1
		p.cmp, p.rows, p.asked = nil, nil, question{}
		p.table.SetSource(p, env.Rev)
	}
	if to.Query != "" {
		if n, err := fmt.Sscanf(to.Query, "%d %d", &p.base, &p.with); n != 2 || err != nil {
			p.base, p.with = -1, -1
		}
	}
	if to.ID != 0 {
		p.table.MoveTo(uint64(to.ID))
	}
	return nil
}

// Selected implements pane.Selecter.
func (p *Pane) Selected() model.ID {
	if i := p.table.Cursor(); i < len(p.rows) {
		return p.rows[i].Task
	}
	return p.project
}

// current is the row under the cursor.
func (p *Pane) current() *model.Variance {
	if i := p.table.Cursor(); i < len(p.rows) {
		return &p.rows[i]
	}
	return nil
}

// Scopes implements pane.Pane.
func (p *Pane) Scopes() []act.Scope {
	s := act.ScopeOf("variance")
	s.Enabled = func(a act.Name) (bool, string) {
		none := "there is no baseline yet: " + p.env.Key("variance", "baseline.take", "b") + " takes one"
		switch a {
		case "plan.correct":
			if v := p.current(); v == nil || !v.Task.Is(model.TaskPrefix) {
				return false, "go to a task first"
			}
		case "variance.base", "variance.with":
			if n := len(p.env.Snap.Baselines(p.project)); n == 0 {
				return false, none
			} else if n == 1 {
				return false, "there is just one baseline: " + p.env.Key("variance", "baseline.take", "b") + " takes another"
			}
		case "record.delete", "list.sort", "record.copy", "record.why":
			if p.cmp == nil {
				return false, none
			}
		}
		return true, ""
	}
	return []act.Scope{s}
}

// handlers is what each action does.
var handlers = map[act.Name]func(*Pane, pane.Env) pane.Effect{
	"record.open":   func(p *Pane, _ pane.Env) pane.Effect { return pane.Record(p.Selected()) },
	"record.edit":   func(p *Pane, env pane.Env) pane.Effect { return form.Edit(env, p.Selected()) },
	"record.delete": (*Pane).delete,
	"record.copy": func(p *Pane, env pane.Env) pane.Effect {
		return pane.Copy{Text: p.cmp.Markdown(env.Ctx().For(p.cmp.Project))}
	},
	"record.why":    (*Pane).why,
	"list.sort":     (*Pane).sort,
	"variance.base": (*Pane).nextBase,
	"variance.with": (*Pane).nextWith,
	"plan.correct":  (*Pane).correct,
}

// Handle implements pane.Pane.
func (p *Pane) Handle(env pane.Env, r act.Result) pane.Effect {
	if p.table.Do(string(r.Action)) {
		return nil
	}
	if f := handlers[r.Action]; f != nil {
		return f(p, env)
	}
	return nil
}

// delete takes the baseline that is compared with away.
func (p *Pane) delete(env pane.Env) pane.Effect {
	b := p.cmp.Base
	p.base, p.with = -1, -1
	return pane.Change(fmt.Sprintf("Delete %s %s (%d)", b.ID, b.Name, b.Number), env.Now, func(e *model.Edit) error { return e.Delete(b.ID) })
}

// sort goes to the next order.
func (p *Pane) sort(pane.Env) pane.Effect {
	p.order = (p.order + 1) % order(len(orderNames))
	p.lay()
	return pane.Toast{Text: "In order: " + orderNames[p.order] + "."}
}

// nextBase compares with the next baseline.
func (p *Pane) nextBase(env pane.Env) pane.Effect {
	list := env.Snap.Baselines(p.project)
	at := slices.IndexFunc(list, func(b *model.Baseline) bool { return p.cmp != nil && b.ID == p.cmp.Base.ID })
	p.base = list[(at+1)%len(list)].Number
	if p.with == p.base {
		p.with = -1
	}
	return nil
}

// nextWith compares the next other baseline, then the plan as it is now again.
func (p *Pane) nextWith(env pane.Env) pane.Effect {
	var numbers []int
	for _, b := range env.Snap.Baselines(p.project) {
		if p.cmp == nil || b.ID != p.cmp.Base.ID {
			numbers = append(numbers, b.Number)
		}
	}
	at := slices.Index(numbers, p.with)
	if p.with = -1; at+1 < len(numbers) {
		p.with = numbers[at+1]
	}
	if p.base < 0 && p.cmp != nil { // the newest stays what is compared with
		p.base = p.cmp.Base.Number
	}
	return nil
}

// correct adds the corrective action for the row under the cursor.
func (p *Pane) correct(env pane.Env) pane.Effect {
	v := p.current()
	c := env.Ctx().For(p.cmp.Project)
	why := v.Words(c) + " than " + p.cmp.Base.Name
	if v.Zero() {
		why = ""
	}
	id := v.Task
	return pane.Change("Corrective action for "+id.String(), env.Now, func(e *model.Edit) error {
		_, err := model.Correct(e, id, why)
		return err
	})
}

// why tells what the number that orders the rows is made of.
func (p *Pane) why(env pane.Env) pane.Effect {
	v := p.current()
	if v == nil {
		return nil
	}
	return pane.Open{Overlay: dialog.Message("Why this hurts", p.cmp.Why(env.Ctx().For(p.cmp.Project), v))}
}

// Click implements pane.Mouser.
func (p *Pane) Click(_ pane.Env, x, y int, double bool) pane.Effect {
	if !p.table.Pick(x, y-headLines) || !double {
		return nil
	}
	return pane.Record(p.Selected())
}

// Wheel implements pane.Mouser.
func (p *Pane) Wheel(_ pane.Env, _, _, lines int) pane.Effect {
	p.table.Move(lines)
	return nil
}

// Title implements pane.Pane.
func (p *Pane) Title(env pane.Env) string {
	return "Variances of " + layout.Clean(env.Ctx().NameOf(p.project))
}

// Foot implements pane.Footer.
func (p *Pane) Foot() string { return p.table.Position() }
