package browse

import (
	"tandem/model"
	"tandem/ui/pane"
)

// Present is a list as it shows, for an export: what a filter, an order and columns make of the
// records of a kind.
type Present struct {
	Kind    *model.Kind
	Query   string // the filter in force
	Sort    string
	Columns []string
}

// Present tells what the pane lists; false where it lists nothing. Of an outline of projects it
// is the tasks.
func (p *Pane) Present(env pane.Env) (Present, bool) {
	l := p.list()
	if l == nil {
		return Present{}, false
	}
	out := Present{Kind: l.flatKind(), Query: l.applied, Sort: l.sort, Columns: l.columns}
	if l.tree {
		out.Sort = out.Kind.Sort
	}
	return out, true
}
