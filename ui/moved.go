package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/store"
	"tandem/ui/layout"
	"tandem/ui/pane"
)

// told is the toast after an edit that is durable: what was done, and what of the plan moved with it. Of
// an edit whose rows say enough themselves just what they cannot.
func (m *Model) told(e pane.Edit, what model.Moved, op store.Op) tea.Cmd {
	more := what.Words()
	switch {
	case e.Quiet && (what.Summary != "" || what.Finish != "" || what.Code != ""):
		return m.done(more, op)
	case e.Quiet || e.Label == "":
		m.toast = toast{n: m.toast.n} // what was said of the change before is no longer true of this one
		return nil
	case e.Told || more == "":
		return m.done(e.Label, op)
	}
	room := max(m.w-undoRoom-layout.Width(more)-2, 12)
	return m.done(layout.TruncateWith(layout.Clean(e.Label), room, m.env.Theme.Glyphs.Ellipsis)+"; "+more, op)
}

// plansTouched reports whether an edit changed tasks at all, before anything is compared.
func plansTouched(ids []model.ID) bool {
	return slices.ContainsFunc(ids, func(id model.ID) bool { return id.Is(model.TaskPrefix) || id.Is(model.ProjectPrefix) })
}
