// Package handover shows a project on its way from those who built it to those who run it: the
// checklist, what is open and moves with it, what would be lost and becomes an action instead, and
// what the service gets to know. One key ticks an item, another completes it all as one step.
//
// What is open is gathered off the event loop, for it looks at every kind of record; until it is
// there the page shows what it had.
package handover

import (
	"context"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/act"
	"tandem/ui/pane"
	"tandem/ui/table"
	"tandem/ui/theme"
)

// Pane is the page. Its zero value is not ready: use New.
type Pane struct {
	env   pane.Env
	theme *theme.Theme
	id    model.ID
	made  *model.Handover // nil until it is gathered
	why   error           // why it could not be
	asked ask
	rows  []row
	table *table.Table
	seek  model.ID
	w     int
	wide  [3]int // the widest item, what it says, who
}

// ask names what was gathered from.
type ask struct {
	id   model.ID
	snap *model.Snapshot
	now  date.Instant
}

var (
	_ pane.Pane     = (*Pane)(nil)
	_ pane.Placed   = (*Pane)(nil)
	_ pane.Mouser   = (*Pane)(nil)
	_ pane.Selecter = (*Pane)(nil)
	_ pane.Needer   = (*Pane)(nil)
	_ table.Source  = (*Pane)(nil)
)

// New makes an empty page; Return says about which project it is.
func New() *Pane { return &Pane{table: table.NewList()} }

// Sync implements pane.Pane.
func (p *Pane) Sync(env pane.Env) {
	p.env, p.theme = env, env.Theme
	p.lay()
}

// Needs implements pane.Needer: how the handover stands in this snapshot, where that is not known.
func (p *Pane) Needs(env pane.Env, _, _ int) pane.Effect {
	want := ask{p.id, env.Snap, env.Now}
	if p.id == 0 || env.Cold || want == p.asked {
		return nil
	}
	p.asked = want
	c := env.Ctx()
	return pane.Ask{Owner: p, Run: func(context.Context) (pane.Effect, error) {
		h, err := c.Handover(want.id)
		return pane.Run(func() pane.Effect {
			if want == p.asked {
				p.made, p.why = h, err
				p.lay()
			}
			return nil
		}), nil
	}}
}

// Here implements pane.Placed: the project, and the record under the cursor.
func (p *Pane) Here() (pane.Page, bool) { return pane.Page{Open: p.id, ID: p.Selected()}, true }

// Return implements pane.Placed.
func (p *Pane) Return(env pane.Env, to pane.Page) pane.Effect {
	if to.Open != 0 && to.Open != p.id {
		p.id, p.made, p.why, p.asked = to.Open, nil, nil, ask{}
		p.Sync(env)
		p.table.Home()
	}
	p.seek = to.ID
	p.Sync(env)
	return nil
}

// Selected implements pane.Selecter: the record under the cursor, else the project.
func (p *Pane) Selected() model.ID {
	if r := p.under(); r != nil && r.id != 0 {
		return r.id
	}
	return p.id
}

// under is the row under the cursor, or nil.
func (p *Pane) under() *row {
	if i := p.table.Cursor(); i >= 0 && i < len(p.rows) {
		return &p.rows[i]
	}
	return nil
}

// Title implements pane.Pane.
func (p *Pane) Title(env pane.Env) string {
	if x, ok := model.Find[*model.Project](env.Snap, p.id); ok {
		return "Handover of " + x.Name
	}
	return "Handover"
}

// Scopes implements pane.Pane.
func (p *Pane) Scopes() []act.Scope {
	s := act.ScopeOf("handover")
	s.Enabled, s.Short = p.enabled, short
	return []act.Scope{s}
}

// short words the keys of this page for the footer.
func short(a act.Name) string {
	if a == "record.act" {
		return "hand over"
	}
	return ""
}

// enabled says why an action cannot run now.
func (p *Pane) enabled(a act.Name) (bool, string) {
	r := p.under()
	if p.made == nil {
		return false, "the project is still being looked at"
	}
	switch a {
	case "record.act":
		return p.made.Why == "", p.made.Why
	case "record.open":
		if r == nil || r.id == 0 {
			return false, "no record stands under the cursor"
		}
	case "handover.tick":
		if r == nil || r.tick == nil {
			return false, p.cannotTick(r)
		}
	case "handover.none":
		if p.openCheck() == nil {
			return false, agreedAlready
		}
	case "record.set":
		if r == nil || r.tick == nil && !r.service {
			return false, p.cannotTick(r)
		}
	case "record.delete":
		if r == nil || r.own < 0 {
			return false, "only the project's own items can be taken off the list"
		}
	}
	return true, ""
}

func (p *Pane) cannotTick(r *row) string {
	if r != nil && r.seen {
		return "the program sees that for itself: " + r.says
	}
	return "put the cursor on an item of the checklist or on an exit criterion"
}
