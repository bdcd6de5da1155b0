package ui

import (
	"slices"

	"tandem/model"
	"tandem/store"
	"tandem/ui/pane"
)

// whereabouts are the records that the cursor stood on when edits were made, by their number in the
// journal: an undo brings it back there. They are those of this run; of an older edit what came back says
// where it was.
type whereabouts map[uint64]model.ID

// mostPlaces is how many of them are remembered.
const mostPlaces = 1000

// note remembers where an edit was made.
func (w *whereabouts) note(seq uint64, id model.ID) {
	if *w == nil || len(*w) > mostPlaces {
		*w = whereabouts{}
	}
	if seq != 0 && id != 0 {
		(*w)[seq] = id
	}
}

// standing is the record under the cursor of the pane in focus, 0 on a page.
func (m *Model) standing() model.ID {
	if m.place != "home" {
		return 0
	}
	return m.sides[m.focus].pane().Selected()
}

// besides reports whether a task lies under the same summary as one of those changed: to move it may
// change the order of its neighbours and leave its own number as it is.
func (m *Model) besides(id model.ID, changed []model.ID) bool {
	t, ok := model.Find[*model.Task](m.env.Snap, id)
	return ok && slices.ContainsFunc(changed, func(other model.ID) bool {
		x, ok := model.Find[*model.Task](m.env.Snap, other)
		return ok && x.Project == t.Project && x.Parent == t.Parent
	})
}

// cameBack puts the cursor where an edit was that is taken back, or made again: on the record it stood on
// then, where that is one of those changed, else on the first that is there again.
func (m *Model) cameBack(ch store.Changed, before *model.Snapshot) pane.Effect {
	at := m.places[ch.Undoes]
	m.places.note(ch.Seq, at) // for the redo
	var first []model.ID
	if at != 0 && m.env.Snap.Get(at) != nil && (slices.Contains(ch.IDs, at) || m.besides(at, ch.IDs)) {
		first = append(first, at)
	}
	for _, id := range ch.IDs {
		if len(first) < pointed && before.Get(id) == nil && m.env.Snap.Get(id) != nil {
			first = append(first, id)
		}
	}
	return m.point(ch.IDs, first)
}
