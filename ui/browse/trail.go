package browse

import (
	"tandem/model"
	"tandem/ui/pane"
)

// What the root remembers of a list, to come back to it as a browser comes back to a page.

// Here is the page that shows: the kind, its filter, the record under the cursor and the one that
// lies open. ok is false while a filter is being typed: that is no page yet.
func (p *Pane) Here() (page pane.Page, ok bool) {
	l := p.list()
	if l == nil {
		return page, true
	}
	page.Kind, page.Query = l.kind.Prefix, l.query
	if id, ok := l.table.Current(); ok && !headed(model.ID(id)) {
		page.ID = model.ID(id)
	}
	if d := p.top(); d != nil {
		page.Open = d.id
	}
	return page, !p.typing
}

// OpenRecord opens a record over the list.
func (p *Pane) OpenRecord(env pane.Env, id model.ID) pane.Effect {
	if env.Snap.Get(id) == nil || p.list() == nil {
		return nil
	}
	p.env = env
	return p.push(env, id)
}

// Return brings the list back to a page: its kind, its filter, the cursor and what lay open. What
// is gone meanwhile is left out.
func (p *Pane) Return(env pane.Env, to pane.Page) pane.Effect {
	if to.Kind != "" {
		p.ShowKind(env, to.Kind)
	}
	l := p.list()
	if l == nil {
		return nil
	}
	p.detail = nil
	if l.query != to.Query {
		p.SetQuery(env, to.Query)
	}
	if to.ID != 0 {
		l.table.MoveTo(uint64(to.ID))
		l.table.Lift()
	}
	if to.Open != 0 {
		return p.OpenRecord(env, to.Open)
	}
	return pane.Select{ID: p.Selected()}
}

// ApplyView shows the list of a saved view as the view says.
func (p *Pane) ApplyView(env pane.Env, v model.SavedView) pane.Effect {
	if k, err := env.Snap.Schema().Named(v.Kind); err == nil {
		p.ShowKind(env, k.Prefix)
	}
	p.env = env
	return p.apply(env, v)
}

// ID is the record a sheet shows on top.
func (s *Sheet) ID() model.ID { return s.top().id }
