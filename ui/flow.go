package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"tandem/ui/pane"
)

// projectPast reads what the tasks of a project went through, off the event loop, and lets the pane
// that asked measure it there. Before the store is open there is nothing to read.
func (m *Model) projectPast(e pane.Past) tea.Cmd {
	st := m.store
	if st == nil {
		return nil
	}
	return m.ask(pane.Ask{Owner: e.Owner, Run: func(ctx context.Context) (pane.Effect, error) {
		past, err := st.Past(e.Project, func(uint64, uint64) error { return ctx.Err() })
		if err != nil {
			return nil, err
		}
		return e.Work(ctx, past), ctx.Err()
	}})
}
