package ui

import (
	"tandem/ui/browse"
	"tandem/ui/palette"
	"tandem/ui/pane"
)

// deedItems are what can be done to the record in front besides editing it, by its kind's verbs:
// approve a change request, accept a delivery.
func (m *Model) deedItems() []palette.Item {
	if m.place != "home" {
		return nil
	}
	id := m.sides[m.focus].pane().Selected()
	r := m.env.Snap.Get(id)
	if r == nil {
		return nil
	}
	var out []palette.Item
	k := m.env.Snap.Schema().Of(id)
	for i := range k.Verbs {
		v := &k.Verbs[i]
		out = append(out, palette.Item{ID: "deed " + v.Name, Title: v.Title + " " + browse.Describe(m.env, id), Detail: v.Help, Group: "do",
			Why:    v.Why(m.env.Ctx().For(r), r),
			Effect: func() pane.Effect { return browse.Act(m.env, id, v) }})
	}
	return out
}
