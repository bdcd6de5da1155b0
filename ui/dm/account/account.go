// Package account shows a customer on one page: health and what it is made of, what changed since
// the last visit, what they wait for and were promised, their projects, people, contacts, contracts
// and money.
//
// The facts are gathered off the event loop whenever the records or the minute are other ones;
// until they are there the page shows the ones before. Drawing only words them.
package account

import (
	"context"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/act"
	"tandem/ui/pane"
)

// Pane is the page. Its zero value is not ready: use New.
type Pane struct {
	env    pane.Env
	id     model.ID
	facts  *facts // nil until they are gathered
	asked  ask    // what is being gathered
	since  date.Instant
	byHand bool // since was asked for
	visits map[string]pane.Seen
	folded map[string]bool

	rows   []row // all of them, in the order of the cursor
	cursor int
	seek   model.ID // to put the cursor on once it is there
	grid   grid     // where they were drawn
	built  build
}

// ask names what facts are gathered from.
type ask struct {
	id    model.ID
	snap  *model.Snapshot
	now   date.Instant
	since date.Instant
}

// build names what the rows were laid out for.
type build struct {
	facts *facts
	rev   uint64
	w, h  int
	folds int
}

// New makes an empty page; Return says about whom it is.
func New() *Pane {
	return &Pane{visits: map[string]pane.Seen{}, folded: map[string]bool{}}
}

var (
	_ pane.Placed   = (*Pane)(nil)
	_ pane.Mouser   = (*Pane)(nil)
	_ pane.Selecter = (*Pane)(nil)
	_ pane.Needer   = (*Pane)(nil)
)

// Recall gives the page the visits of earlier runs.
func (p *Pane) Recall(v map[string]pane.Seen) {
	for ref, at := range v {
		p.visits[ref] = at
	}
}

// Visits are when each customer was looked at last, for the next run.
func (p *Pane) Visits() map[string]pane.Seen { return p.visits }

// visitGap ends a visit: who comes back later than this sees as new what happened since.
const visitGap = 3600

// visit notes that a customer is looked at, and tells until when their news are known; 0: never
// looked at before.
func (p *Pane) visit(id model.ID, now date.Instant) date.Instant {
	v := p.visits[id.String()]
	if v.At != 0 && now-v.At > visitGap {
		v.From = v.At
	}
	v.At = max(v.At, now)
	p.visits[id.String()] = v
	return v.From
}

// Here implements pane.Placed: the customer, and the record under the cursor.
func (p *Pane) Here() (pane.Page, bool) {
	page := pane.Page{Open: p.id}
	if p.cursor < len(p.rows) {
		page.ID = p.rows[p.cursor].id
	}
	return page, true
}

// Return implements pane.Placed.
func (p *Pane) Return(env pane.Env, to pane.Page) pane.Effect {
	if to.Open != 0 && to.Open != p.id {
		p.id, p.facts, p.rows, p.cursor, p.byHand = to.Open, nil, nil, 0, false
		delete(p.folded, allNews)
		p.since = p.visit(to.Open, env.Now)
	}
	p.seek = to.ID
	p.find()
	return p.gather(env)
}

// Sync implements pane.Pane.
func (p *Pane) Sync(env pane.Env) {
	p.env = env
	if p.id != 0 && !p.byHand {
		p.since = p.visit(p.id, env.Now)
	}
}

// Needs implements pane.Needer: facts for this snapshot and minute, where there are none yet.
func (p *Pane) Needs(env pane.Env, _, _ int) pane.Effect { return p.gather(env) }

// gather asks for the facts, unless they are there or under way. They are held against the workspace
// of the moment that news count from.
func (p *Pane) gather(env pane.Env) pane.Effect {
	a, ok := model.Find[*model.Account](env.Snap, p.id)
	want := ask{p.id, env.Snap, env.Now, p.since}
	if !ok || env.Cold || want == p.asked {
		return nil
	}
	p.asked = want
	c := env.Ctx()
	from, visited := p.since, p.since != 0
	if !visited {
		from = usualSince(c, a)
	}
	return pane.Before{Owner: p, Account: a.ID, At: from, Work: func(_ context.Context, was *model.Snapshot, byDates bool) (pane.Effect, error) {
		f := gather(c, a, was, from)
		f.byDates, f.visited = byDates, visited
		return pane.Run(func() pane.Effect {
			if want == p.asked {
				p.facts = f
				p.lay()
			}
			return nil
		}), nil
	}}
}

// Scopes implements pane.Pane.
func (p *Pane) Scopes() []act.Scope {
	s := act.ScopeOf("account")
	s.Enabled = p.enabled
	return []act.Scope{s}
}

// Selected implements pane.Selecter: the record under the cursor, else the customer.
func (p *Pane) Selected() model.ID {
	if p.cursor < len(p.rows) && p.rows[p.cursor].id != 0 {
		return p.rows[p.cursor].id
	}
	return p.id
}

// Title implements pane.Pane.
func (p *Pane) Title(env pane.Env) string {
	if a, ok := model.Find[*model.Account](env.Snap, p.id); ok {
		return a.Name
	}
	return "Customer"
}

// find puts the cursor on the record that is sought, if it is there.
func (p *Pane) find() {
	if p.seek == 0 {
		return
	}
	for i, r := range p.rows {
		if r.id == p.seek && !r.head {
			p.cursor, p.seek = i, 0
			return
		}
	}
}
