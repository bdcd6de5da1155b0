package ui

import (
	tea "charm.land/bubbletea/v2"

	"tandem/model"
)

// A large workspace shows its first frame as soon as the kinds on it are read and checked; the
// other kinds follow. Until then there is no store: keys move about, and what is changed waits.

// look1 brings the snapshot of the first look to the event loop.
type look1 struct{ snap *model.Snapshot }

// firstKinds are the kinds on the two tabs that show first, old being the last run's memory.
func firstKinds(sides [2]side, old *memory) []string {
	var out []string
	for i := range sides {
		s := &sides[i]
		at := s.at
		if old != nil && old.Place.Place == "home" {
			if p := old.Place.page(); (p.Tab-1)/5 == i {
				at = (p.Tab - 1) % 5
			}
		}
		out = append(out, s.tabs[at].kinds[:min(2, len(s.tabs[at].kinds))]...)
	}
	return out
}

// awaitLook waits for the first look, unless Run has it already.
func (m *Model) awaitLook() tea.Msg {
	if m.seen != nil {
		return look1{m.seen}
	}
	if m.opt.Read == nil {
		return nil
	}
	if s, ok := <-m.opt.Read; ok && s != nil {
		return look1{s}
	}
	return nil
}

// firstLook shows what is read so far; the store, once there, shows everything.
func (m *Model) firstLook(s *model.Snapshot) {
	if m.store != nil || m.looked || s == nil || s.Total() <= quickly {
		return // a small one is read before a frame could be drawn
	}
	m.looked = true
	m.env.Snap, m.env.Cold = s, true
	m.recallTold(s, m.old)
	m.env.Rev++
	if m.old != nil && m.opt.Place == "" && m.old.Place.Place == "home" {
		p := m.old.Place.page()
		m.zoom = m.old.Zoom
		m.focus, m.sides[(p.Tab-1)/5].at = (p.Tab-1)/5, (p.Tab-1)%5
	}
	m.sync()
}
