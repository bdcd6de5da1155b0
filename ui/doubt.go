package ui

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/layout"
)

// mostDoubted is how many of the records of an edit are looked at for doubts: an edit by hand has
// few, and an import tells its own.
const mostDoubted = 50

// doubtOf says what an edit left in a record that can hardly be meant and was not there before: the
// first in words, and how many more there are; "" where there is none. It reads plans and
// calendars, so it is called off the event loop.
func doubtOf(before, after *model.Snapshot, now date.Instant, ids []model.ID) string {
	if before == nil || after == nil || before == after || len(ids) > mostDoubted {
		return ""
	}
	first, more := "", 0
	was, is := before.Ctx(now), after.Ctx(now)
	for _, id := range ids {
		k, r := after.Schema().Of(id), after.Get(id)
		if k == nil || r == nil {
			continue
		}
		found := k.Doubts(is, r)
		if len(found) == 0 {
			continue
		}
		var old model.Problems
		if x := before.Get(id); x != nil {
			old = k.Doubts(was, x)
		}
		for _, p := range found {
			switch {
			case slices.Contains(old, p):
			case first == "":
				first = layout.Clean(p.Error())
			default:
				more++
			}
		}
	}
	if more > 0 {
		return fmt.Sprintf("%s, and %d more", first, more)
	}
	return first
}

// doubt says what is doubtful about an edit that was made, in place of its name: the edit is
// kept, and the key that takes it back stands beside.
func (m *Model) doubt(why string) tea.Cmd {
	step, redo := m.toast.step, m.toast.redo
	cmd := m.say("Kept, but "+why, true)
	m.toast.step, m.toast.redo = step, redo
	return cmd
}
