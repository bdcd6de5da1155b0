package triage

import (
	"strconv"

	"tandem/model"
	"tandem/model/triage"
	"tandem/ui/pane"
)

// Here implements pane.Placed: the view, by its number, the filter, and the item under the cursor.
func (p *Pane) Here() (pane.Page, bool) {
	page := pane.Page{Kind: strconv.Itoa(int(p.view)), Query: p.filter.Value()}
	if it := p.current(); it != nil {
		page.ID = it.Key()
	}
	return page, p.typing == inList
}

// Return implements pane.Placed.
func (p *Pane) Return(_ pane.Env, to pane.Page) pane.Effect {
	p.typing = inList
	if to.Query != p.filter.Value() {
		p.filter.Set(to.Query)
		p.fill()
	}
	if v, err := strconv.Atoi(to.Kind); err == nil && triage.View(v) != p.view && v >= 0 && v <= int(triage.Done) {
		p.show(triage.View(v))
	}
	if to.ID != model.ID(0) {
		p.table.MoveTo(uint64(to.ID))
	}
	return nil
}

var _ pane.Placed = (*Pane)(nil)
