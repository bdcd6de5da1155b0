package ui

import (
	tea "charm.land/bubbletea/v2"

	"tandem/ui/layout"
	"tandem/ui/pane"
)

// needs starts what the panes in sight miss, such as the schedule of a plan that shows.
func (m *Model) needs() tea.Cmd {
	if m.env.Snap == nil {
		return nil
	}
	if m.place != "home" {
		if x, ok := m.behind().(pane.Needer); ok {
			r := m.lay().place
			return m.do(x.Needs(m.env, r.W, r.H))
		}
		return nil
	}
	var cmds []tea.Cmd
	r := m.lay()
	for i := range m.sides {
		if in := layout.Inner(r.side[i]); !in.Empty() {
			if e := m.sides[i].pane().Needs(m.env, in.W, in.H); e != nil {
				cmds = append(cmds, m.do(e))
			}
		}
	}
	return tea.Batch(cmds...)
}

// slid passes the wheel, turned sideways or with shift held, to the pane under it.
func (m *Model) slid(p pane.Pane, ev tea.Mouse, x, y int) tea.Cmd {
	s, ok := p.(pane.Slider)
	if !ok || m.job != nil {
		return nil
	}
	n := 3
	if ev.Button == tea.MouseWheelUp || ev.Button == tea.MouseWheelLeft {
		n = -3
	}
	return m.do(s.Slide(m.env, x, y, n))
}
