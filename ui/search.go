package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/model/search"
	"tandem/ui/browse"
	"tandem/ui/palette"
	"tandem/ui/pane"
)

// finder is the index of the search. It is read when first needed, a part at a time and off the
// event loop, and then kept: an edit costs it the records that lie beside the changed one.
type finder struct {
	index   *search.Index
	preview *browse.Detail // of the hit under the cursor
	rev     uint64
}

// indexOwner tells the reading of the index from other questions.
type indexOwner struct{}

// runsAtOnce is how many runs of records are read before what is found in them is shown.
const runsAtOnce = 6

// openSearch finds records of every kind while you type.
func (m *Model) openSearch() tea.Cmd {
	s := palette.NewSearch(m.env, palette.Desk{
		Find: m.findFor, Preview: m.previewHit,
		Open:  func(id model.ID) pane.Effect { return m.visit(id, true) },
		Place: func(id model.ID) pane.Effect { return m.visit(id, false) },
	})
	return tea.Batch(m.do(pane.Open{Overlay: s}), m.do(s.Ask()), m.readIndex())
}

// visit goes to a record in its list, and opens it there.
func (m *Model) visit(id model.ID, open bool) pane.Effect {
	return pane.Run(func() pane.Effect {
		m.wanted = append(m.wanted, m.find(id))
		if open && m.place == "home" {
			return m.sides[m.focus].pane().OpenRecord(m.env, id)
		}
		return nil
	})
}

// findFor looks for a query of the search overlay in what is read so far.
func (m *Model) findFor(s *palette.Search, q *search.Query) pane.Effect {
	x := m.finder.index
	if x == nil {
		return nil // asked again when the first part is read
	}
	return pane.Ask{Owner: s, Run: func(ctx context.Context) (pane.Effect, error) {
		r, err := x.Find(ctx, q)
		if err != nil {
			return nil, err
		}
		return pane.Run(func() pane.Effect {
			if m.front() != pane.Pane(s) {
				return nil // closed meanwhile
			}
			return s.Answer(q, r, x.Total()-x.Pending(), x.Total())
		}), nil
	}}
}

// previewHit draws the record under the cursor of the search.
func (m *Model) previewHit(env pane.Env, id model.ID, w, h int) []string {
	f := &m.finder
	if f.preview == nil || f.preview.ID() != id || f.rev != env.Rev {
		f.preview, f.rev = browse.NewPreview(env, id), env.Rev
	}
	return f.preview.Draw(env, w, h, false)
}

// searching reports whether something in front looks into the index.
func (m *Model) searching() bool {
	switch m.front().(type) {
	case *palette.Search, *palette.Palette:
		return true
	}
	return false
}

// readIndex brings the index up to the snapshot, part by part, and lets what is in front look
// again after each.
func (m *Model) readIndex() tea.Cmd {
	snap, old := m.env.Snap, m.finder.index
	if old.Fresh(snap) {
		return nil
	}
	return m.do(pane.Ask{Owner: indexOwner{}, Run: func(ctx context.Context) (pane.Effect, error) {
		x, err := search.Grow(ctx, snap, old, runsAtOnce)
		if err != nil {
			return nil, err
		}
		return pane.Run(func() pane.Effect {
			m.finder.index = x
			if !m.searching() {
				return nil // the rest can wait until somebody searches
			}
			m.wanted = append(m.wanted, m.readIndex())
			switch o := m.front().(type) {
			case *palette.Search:
				return o.Ask()
			case *palette.Palette:
				return o.Again()
			}
			return nil
		}), nil
	}})
}
