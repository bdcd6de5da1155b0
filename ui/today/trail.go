package today

import (
	"tandem/model"
	"tandem/ui/pane"
)

// Here implements pane.Placed: the record under the cursor.
func (p *Pane) Here() (pane.Page, bool) {
	if id, ok := p.table.Current(); ok {
		return pane.Page{ID: model.ID(id)}, true
	}
	return pane.Page{}, true
}

// Return implements pane.Placed.
func (p *Pane) Return(_ pane.Env, to pane.Page) pane.Effect {
	if to.ID != 0 {
		p.table.MoveTo(uint64(to.ID))
	}
	return nil
}

var _ pane.Placed = (*Pane)(nil)
