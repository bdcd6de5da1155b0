package model

import (
	"strings"
	"time"

	"tandem/model/clock"
	"tandem/model/date"
	"tandem/model/worktime"
)

// MadeText says which escalation was made, and what is owed to its customer first: "made E-13 Gate 3 closed,
// first response Mon 10:00 New York". The record need not be stored yet.
func (c *Ctx) MadeText(id ID, e *Escalation) string {
	return "made " + id.String() + " " + e.Title + c.firstOwed(e)
}

// LevelText says who deals with an escalation from now on, and what is owed to its customer first:
// "Management, next update Mon 10:00 New York".
func (c *Ctx) LevelText(e *Escalation) string {
	return strings.TrimPrefix(e.Liaison+c.firstOwed(e), ", ")
}

// firstOwed is the word to the customer that is owed first by the clocks, a breached one included, behind a
// comma; "" where none is.
func (c *Ctx) firstOwed(e *Escalation) string {
	x := c.Clocks(e)
	var first *clock.Clock
	for _, w := range []clock.Which{clock.First, clock.Reply, clock.Update} {
		k := &x.All[w]
		if k.Going() && k.State != clock.Paused && k.Due != worktime.Never && (first == nil || k.Due < first.Due) {
			first = k
		}
	}
	if first == nil {
		return ""
	}
	was := " "
	if first.Due < c.Now {
		was = " was due "
	}
	return ", " + strings.TrimSuffix(first.Which.Title(), " owed") + was + c.MomentText(first.Due, first.Hours().Location())
}

// MomentText is a moment in a sentence with its time of day, the weekday alone of the six days ahead, and the
// zone as ClockTime names it: "Mon 10:00 New York", "3 Dec 17:00".
func (c *Ctx) MomentText(at date.Instant, loc *time.Location) string {
	if n := at.Day(loc) - c.Now.Day(loc); n > 0 && n < 7 {
		return at.In(loc).Format("Mon 15:04") + c.zoneOf(at, loc)
	}
	return c.momentText(at, loc) + c.zoneOf(at, loc)
}
