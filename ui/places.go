package ui

import (
	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/ui/pane"
)

// trail is where the person has been, for going back and forth as in a browser.
type trail struct {
	pages []pane.Page
	at    int
}

func (t *trail) can(step int) bool { return t.at+step >= 0 && t.at+step < len(t.pages) }

// add remembers a page after the present one; what was ahead is forgotten.
func (t *trail) add(p pane.Page) {
	if len(t.pages) > 0 && t.pages[t.at] == p {
		return
	}
	t.pages = append(t.pages[:min(t.at+1, len(t.pages))], p)
	if len(t.pages) > 200 {
		t.pages = t.pages[1:]
	}
	t.at = len(t.pages) - 1
}

// here is the address of what shows.
func (m *Model) here() pane.Page {
	p := pane.Page{Place: m.place}
	if m.place == "home" {
		p.Tab = m.focus*5 + m.sides[m.focus].at + 1
		if k := m.sides[m.focus].pane().Kind(); k != nil {
			p.Kind = k.Prefix
		}
	}
	return p
}

func (m *Model) remember() { m.trail.add(m.here()) }

// walk goes back and forth on the trail.
func (m *Model) walk(step int) tea.Cmd {
	if !m.trail.can(step) {
		return nil
	}
	m.trail.at += step
	return m.show(m.trail.pages[m.trail.at])
}

// goTo shows a page and remembers it.
func (m *Model) goTo(p pane.Page) tea.Cmd {
	cmd := m.show(p)
	if p.Place != "record" {
		m.remember()
	}
	return cmd
}

func (m *Model) show(p pane.Page) tea.Cmd {
	switch p.Place {
	case "triage":
		m.place = "triage"
		m.triage.Sync(m.env)
		return nil
	case "today":
		m.place = "today"
		m.today.Sync(m.env)
		return nil
	case "record":
		return m.openRecord(p.ID)
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
			m.remember()
			m.follow(id)
			return nil
		}
	}
	return m.goTo(pane.Page{Place: "home", Kind: prefix, ID: id})
}
