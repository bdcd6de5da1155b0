package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"tandem/ui/form"
	"tandem/ui/palette"
	"tandem/ui/pane"
)

// findField asks for a field of the form in front by a few letters of its name, and goes to it; one
// that is folded away is unfolded.
func (m *Model) findField() tea.Cmd {
	f, ok := m.front().(*form.Form)
	if !ok {
		return nil
	}
	var items []palette.Item
	for i, fd := range f.Fields() {
		items = append(items, palette.Item{ID: fd.Name, Title: strings.ToLower(fd.Label), Detail: fd.Help, Effect: func() pane.Effect {
			f.Go(m.env, i)
			return nil
		}})
	}
	p := palette.New(m.env, items, nil)
	p.Name = "Find a field"
	return m.do(pane.Open{Overlay: p})
}
