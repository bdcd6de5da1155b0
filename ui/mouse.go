package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"tandem/ui/layout"
	"tandem/ui/pane"
)

// click remembers the last click, to tell a double one.
type click struct {
	x, y int
	at   time.Time
}

// target finds the pane under a cell and its content's rectangle.
func (m *Model) target(x, y int) (pane.Pane, layout.Rect, int) {
	if n := len(m.overlays); n > 0 {
		o := m.overlays[n-1]
		return o, layout.Inner(m.overlayRect(o)), -1
	}
	r := m.lay()
	if m.place != "home" {
		return m.behind(), r.place, -1
	}
	for i := range m.sides {
		if r.side[i].Contains(x, y) {
			return m.sides[i].pane(), layout.Inner(r.side[i]), i
		}
	}
	return nil, layout.Rect{}, -1
}

func (m *Model) clicked(ev tea.Mouse) tea.Cmd {
	if ev.Button != tea.MouseLeft || m.w < minWidth || m.h < minHeight || m.job != nil {
		return nil
	}
	now := m.opt.Now()
	double := ev.X == m.click.x && ev.Y == m.click.y && now.Sub(m.click.at) < 400*time.Millisecond
	m.click = click{ev.X, ev.Y, now}
	if cmd, foot := m.clickHint(ev.X, m.h-1-ev.Y); foot {
		return cmd
	}
	p, in, side := m.target(ev.X, ev.Y)
	if side >= 0 && len(m.overlays) == 0 {
		r := m.lay()
		if m.onDivider(r, ev.X) {
			if double {
				m.split = half
			}
			m.drag = !double
			return m.dropSplit()
		}
		m.focus = side
		if ev.Y == r.side[side].Y {
			return m.clickTab(side, ev.X-r.side[side].X-1)
		}
	}
	mo, ok := p.(pane.Mouser)
	if !ok || !in.Contains(ev.X, ev.Y) {
		return nil
	}
	m.grab, m.grabbed = p, in
	return m.do(mo.Click(m.env, ev.X-in.X, ev.Y-in.Y, double))
}

// clickTab shows the tab whose name is drawn at x of the top border.
func (m *Model) clickTab(side, x int) tea.Cmd {
	s := &m.sides[side]
	in := layout.Inner(m.lay().side[side])
	at := layout.Width(s.hat) + 2
	for i, name := range s.names(in.W) {
		end := at + s.tabWidth(i, name)
		if x >= at && x < end {
			return m.goTo(pane.Page{Place: "home", Tab: side*5 + i + 1})
		}
		at = end
	}
	return nil
}

func (m *Model) onDivider(r rects, x int) bool {
	return !r.side[0].Empty() && !r.side[1].Empty() && (x == r.side[0].X+r.side[0].W-1 || x == r.side[1].X)
}

// dragged passes the movement of a pressed mouse to whatever was clicked: the line between the
// panes, or the pane itself. done is set when the button is let go.
func (m *Model) dragged(ev tea.Mouse, done bool) tea.Cmd {
	if m.drag && !done {
		m.dragTo(ev.X)
		return nil
	}
	d, ok := m.grab.(pane.Dragger)
	if done {
		m.grab = nil
	}
	if !ok || m.busy {
		return nil
	}
	return m.do(d.Drag(m.env, ev.X-m.grabbed.X, ev.Y-m.grabbed.Y, done))
}

// dragTo moves the line between the panes.
func (m *Model) dragTo(x int) {
	if !m.drag || m.w == 0 {
		return
	}
	w := m.w - m.previewWidth()
	m.split = min(max(100*x/max(w, 1), 25), 75)
}

// dropped ends a drag. Where the divider was left is remembered.
func (m *Model) dropped() tea.Cmd {
	if !m.drag {
		return nil
	}
	m.drag = false
	return m.dropSplit()
}

// dropSplit writes down where the divider stands, if that is new.
func (m *Model) dropSplit() tea.Cmd {
	at := m.split
	if at == half {
		at = 0
	}
	if at == m.look.state.Split {
		return nil
	}
	m.look.state.Split = at
	return m.keepState()
}

func (m *Model) wheeled(ev tea.Mouse) tea.Cmd {
	p, in, _ := m.target(ev.X, ev.Y)
	if ev.Mod.Contains(tea.ModShift) || ev.Button == tea.MouseWheelLeft || ev.Button == tea.MouseWheelRight {
		return m.slid(p, ev, ev.X-in.X, ev.Y-in.Y)
	}
	mo, ok := p.(pane.Mouser)
	if !ok || m.job != nil {
		return nil
	}
	n := 3
	if ev.Button == tea.MouseWheelUp {
		n = -3
	} else if ev.Button != tea.MouseWheelDown {
		return nil
	}
	return m.do(mo.Wheel(m.env, ev.X-in.X, ev.Y-in.Y, n))
}
