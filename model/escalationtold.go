package model

import (
	"tandem/model/clock"
	"tandem/model/worktime"
)

// ToldWords say what the moment at which the customer was told to hear from us (Escalation.NextUpdate) is
// worth beside the clock of the agreement: it counts where it comes first, and only until we have spoken
// again. "" where there is none, or nothing is owed any more.
func (c *Ctx) ToldWords(e *Escalation) string {
	if e.NextUpdate == 0 || !e.Open() {
		return ""
	}
	x := c.Clocks(e)
	k := &x.All[clock.Update]
	_, spoke := e.LastWords()
	switch {
	case k.Going() && k.Said:
		return "which counts"
	case x.Opened == 0 && !k.Going():
		return "which counts, for nothing is timed"
	case spoke >= e.NextUpdate && spoke != 0:
		return "past, for we have spoken since"
	case k.Going() && k.Due != worktime.Never && k.Due < e.NextUpdate:
		return "but the agreement asks for " + c.ClockTime(k.Due, k.Hours().Location()) + ", which counts"
	}
	return ""
}
