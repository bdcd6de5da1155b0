package triage

import (
	"slices"

	"tandem/model"
	"tandem/model/date"
)

// promised reports an item that is a promise itself.
func (it *Item) promised() bool { return !it.hand && it.Subject.Is(model.PromisePrefix) }

// Owed is when the item itself is owed: of a promise its own date, though the item waits or was put away and
// Due is when to ask again. 0 if never.
func (it *Item) Owed() date.Instant { return it.own }

// Breaks tells of an open promise whose day is still ahead that it is forecast to be broken, and by how many
// working days of its customer: at least one. ok is false for any other item.
func (it *Item) Breaks() (days int, ok bool) {
	if !it.promised() || it.View == Done || !slices.ContainsFunc(it.marks, func(m mark) bool { return m.sig == PromiseBreaks }) {
		return 0, false
	}
	p, is := it.record().(*model.Promise)
	if !is {
		return 0, false
	}
	return breakDays(it.q.c, p), true
}

// breakDays is by how many working days of its customer a promise is forecast to be missed, to the nearest
// whole one and at least one; 0 where it is not.
func breakDays(c *model.Ctx, p *model.Promise) int {
	slack, ok := c.PromiseSlack(p)
	if !ok || slack >= 0 {
		return 0
	}
	day := max(c.HoursOf(p).Scale().Seconds(date.Days), 1)
	return max(1, int((-slack+day/2)/day))
}
