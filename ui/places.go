package ui

import (
	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/ui/browse"
	"tandem/ui/pane"
)

// trail is where the person has been, for going back and forth as in a browser. Every place, tab,
// kind, filter and opened record is a page of its own; the cursor moves within one.
type trail struct {
	pages []pane.Page
	at    int
}

// longestTrail is how many pages are kept.
const longestTrail = 200

func (t *trail) can(step int) bool { return t.at+step >= 0 && t.at+step < len(t.pages) }

// note remembers a page after the present one, and then what was ahead is forgotten; or, where
// only the cursor has moved, where it is now.
func (t *trail) note(p pane.Page) {
	if len(t.pages) > 0 {
		now := t.pages[t.at]
		now.ID = p.ID
		if now == p {
			t.pages[t.at] = p
			return
		}
	}
	t.pages = append(t.pages[:min(t.at+1, len(t.pages))], p)
	if len(t.pages) > longestTrail {
		t.pages = append(t.pages[:0], t.pages[1:]...)
	}
	t.at = len(t.pages) - 1
}

// here is the address of what shows; false while something is typed or asked.
func (m *Model) here() (pane.Page, bool) {
	p, ok := pane.Page{}, true
	if x, is := m.behind().(pane.Placed); is {
		p, ok = x.Here()
	}
	p.Place = m.place
	if m.place == "home" {
		p.Tab = m.focus*5 + m.sides[m.focus].at + 1
	}
	if n := len(m.overlays); n > 0 {
		sheet, is := m.overlays[n-1].(*browse.Sheet)
		if !is {
			return p, false
		}
		p.Open, p.Sheet = sheet.ID(), true
	}
	return p, ok
}

// note keeps the trail up to what shows. It is called after every message.
func (m *Model) note() {
	if m.store == nil || m.busy || m.later != nil {
		return
	}
	if p, ok := m.here(); ok {
		m.trail.note(p)
	}
}

// walk goes back and forth on the trail.
func (m *Model) walk(step int) tea.Cmd {
	m.note()
	if !m.trail.can(step) {
		return nil
	}
	m.trail.at += step
	cmd := m.returnTo(m.trail.pages[m.trail.at])
	if p, ok := m.here(); ok {
		m.trail.pages[m.trail.at] = p // what is gone meanwhile is not looked for again
	}
	return cmd
}

// returnTo shows a page just as it was left: what it does not name is not there.
func (m *Model) returnTo(p pane.Page) tea.Cmd {
	for n := len(m.overlays); n > 0; n = len(m.overlays) {
		if _, ok := m.overlays[n-1].(*browse.Sheet); !ok {
			break
		}
		m.overlays = m.overlays[:n-1]
	}
	sheet := p.Open
	if p.Sheet {
		p.Open = 0
	}
	m.place = p.Place
	if p.Place == "home" && p.Tab > 0 {
		m.focus, m.sides[(p.Tab-1)/5].at = (p.Tab-1)/5, (p.Tab-1)%5
	}
	m.sync()
	var cmds []tea.Cmd
	if x, ok := m.behind().(pane.Placed); ok {
		cmds = append(cmds, m.do(x.Return(m.env, p)))
	}
	if p.Sheet && m.env.Snap.Get(sheet) != nil {
		cmds = append(cmds, m.openRecord(sheet))
	}
	return tea.Batch(cmds...)
}

// goTo shows a page; where one comes from stays on the trail.
func (m *Model) goTo(p pane.Page) tea.Cmd {
	m.note()
	return m.show(p)
}

func (m *Model) show(p pane.Page) tea.Cmd {
	if p.Place == "record" {
		return m.openRecord(p.ID)
	}
	if pageNamed(p.Place) != nil {
		return m.showPage(p)
	}
	m.place = "home"
	if p.Tab == 0 && p.Kind != "" {
		if s, t, ok := m.sideOf(p.Kind); ok {
			p.Tab = s*5 + t + 1
		}
	}
	if p.Tab > 0 {
		m.focus, m.sides[(p.Tab-1)/5].at = (p.Tab-1)/5, (p.Tab-1)%5
	}
	for i := range m.sides {
		m.sides[i].pane().Sync(m.env)
	}
	b := m.sides[m.focus].pane()
	if p.Kind != "" {
		b.ShowKind(m.env, p.Kind)
	}
	if p.Query != "" {
		b.SetQuery(m.env, p.Query)
	}
	if p.ID != 0 {
		b.Show(m.env, p.ID, false)
	}
	m.follow(b.Selected())
	if p.Open != 0 {
		return m.do(b.OpenRecord(m.env, p.Open))
	}
	return nil
}

// find shows a record in its list, with the cursor on it.
func (m *Model) find(id model.ID) tea.Cmd {
	k := m.env.Snap.Schema().Of(id)
	if k == nil {
		return nil
	}
	prefix := k.Prefix
	if prefix == model.TaskPrefix {
		if s, t, ok := m.sideOf(model.ProjectPrefix); ok { // the outline shows a task in its place
			m.place, m.focus, m.sides[s].at = "home", s, t
			m.sides[s].pane().Sync(m.env)
			m.sides[s].pane().ShowKind(m.env, model.ProjectPrefix)
			m.sides[s].pane().Reveal(m.env, id)
			m.follow(id)
			return nil
		}
	}
	return m.goTo(pane.Page{Place: "home", Kind: prefix, ID: id})
}
