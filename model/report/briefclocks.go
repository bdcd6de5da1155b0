package report

import (
	"cmp"
	"fmt"
	"slices"

	"tandem/model"
	"tandem/model/clock"
	"tandem/model/date"
	"tandem/model/worktime"
)

// clocks adds to text what an open escalation's clocks say to the customer: each that is late, then each
// that still runs, in the order they are due; those that stand still only where no other goes on. A word of
// theirs that no clock asks us to answer is told too, for they wait all the same. It returns when the
// first of those told is due (0: none is) and whether one is late.
func (b *Brief) clocks(e *model.Escalation, text *string) (due date.Instant, late bool) {
	var over, goes, still []*clock.Clock
	x := b.ctx.Clocks(e)
	for i := range x.All {
		k := &x.All[i]
		switch {
		case !k.Going() || k.State == clock.None || k.Due == worktime.Never:
		case k.State == clock.Breached:
			over = append(over, k)
		case k.State == clock.Paused:
			still = append(still, k)
		default:
			goes = append(goes, k)
		}
	}
	wrote := b.ctx.Unanswered(e)
	if k := &x.All[clock.Reply]; wrote != 0 && (!k.Going() || k.Due == worktime.Never) {
		*text += fmt.Sprintf(" Your message %s has no answer from us yet.", b.of(wrote))
	}
	if len(over)+len(goes) > 0 {
		still = nil
	}
	for _, said := range []struct {
		list       []*clock.Clock
		verb, tail string
	}{{over, "was due", lateTail(len(over))}, {goes, "is due", ""}, {still, "would be due", stillTail(len(still))}} {
		if len(said.list) > 0 {
			*text += " " + b.clockWords(said.list, said.verb) + said.tail + "."
			due = cmp.Or(due, said.list[0].Due)
		}
	}
	if e.NextUpdate != 0 && due == 0 && x.Opened == 0 { // no clock began, and what they were told stands
		due, late = e.NextUpdate, e.NextUpdate < b.At
		verb, tail := "is due", ""
		if late {
			verb, tail = "was due", lateTail(1)
		}
		*text += fmt.Sprintf(" %s %s %s%s.", upper(clockNouns[clock.Update]), verb, b.moment(due, false), tail)
	}
	if due == 0 && wrote == 0 && x.Next() == nil {
		*text += " Nothing is agreed about when you hear from us next."
	}
	return due, late || len(over) > 0
}

var clockNouns = [clock.Count]string{"our first word to you", "our answer to your last message", "our next update", "the solution"}

// clockWords say in one sentence without its end what is owed and by when: the day is said once for
// those that share it.
func (b *Brief) clockWords(list []*clock.Clock, verb string) string {
	slices.SortStableFunc(list, func(x, y *clock.Clock) int { return cmp.Compare(x.Due, y.Due) })
	parts := make([]string, len(list))
	for i, k := range list {
		when := b.moment(k.Due, k.Hours().Location() == nil)
		switch {
		case i == 0:
			parts[i] = upper(clockNouns[k.Which]) + " " + verb + " " + when
			continue
		case k.Due.Day(b.ctx.Loc) != list[i-1].Due.Day(b.ctx.Loc):
		case b.near(k.Due):
			when = "at " + k.Due.In(b.ctx.Loc).Format("15:04")
		default:
			when = "on the same day"
		}
		parts[i] = clockNouns[k.Which] + " " + when
	}
	return listed(parts)
}

// lateTail says of so many clocks that they are late.
func lateTail(n int) string {
	switch n {
	case 1:
		return " and is late"
	case 2:
		return "; both are late"
	}
	return fmt.Sprintf("; all %s are late", sayNumber(n))
}

// stillTail says of so many clocks that they stand still.
func stillTail(n int) string {
	if n == 1 {
		return ", but that clock stands still while we wait"
	}
	return ", but those clocks stand still while we wait"
}

// of names the day of something said: "of Friday 20 November".
func (b *Brief) of(t date.Instant) string { return "of " + shortDay(t.Day(b.ctx.Loc), b.today) }

// near reports whether a moment lies within a week, so that its time of day is said.
func (b *Brief) near(t date.Instant) bool {
	n := t.Day(b.ctx.Loc) - b.today
	return n > -7 && n < 7
}
