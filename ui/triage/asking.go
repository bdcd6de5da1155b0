package triage

import (
	"fmt"

	"tandem/ui/act"
	"tandem/ui/pane"
)

// Asking implements pane.Asker: what would be linked, as the candidates stand elsewhere on the page.
func (p *Pane) Asking(_ pane.Env, verb act.Name) []string {
	it := p.current()
	if verb != "triage.link" || it == nil {
		return nil
	}
	if n := p.marked(); n > 0 {
		return []string{fmt.Sprintf("Link or merge %d marked", n)}
	}
	return []string{"Link or merge " + it.Ref().String() + " " + it.Title(), "Link or merge " + it.Ref().String()}
}
