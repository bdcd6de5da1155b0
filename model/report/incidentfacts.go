package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tandem/model"
	"tandem/model/clock"
	"tandem/model/date"
)

// unknown stands where a post-mortem wants what nobody has told: to be filled in by hand.
const unknown = "_to be filled in_"

// duration is how long it took from opened to its end, or so far: in working time, with and without
// the time it was closed in between, and by the clock on the wall.
func (x *Incident) duration(w *writer) {
	c := x.Clocks
	w.head("Duration")
	if c.Opened == 0 {
		w.line("- When it was opened: %s", unknown)
		return
	}
	end, until := c.Ended, "resolved"
	if end == 0 {
		end, until = x.ctx.Now, "now (it is not resolved)"
	}
	w.line("- From opened to %s: **%s** by the clock", until, wall(end.Sub(c.Opened)))
	if c.Hours == nil || c.Hours.Empty() {
		w.line("- Working time: none, for the calendar has no hours")
		return
	}
	total := c.Hours.Between(c.Opened, end)
	w.line("- Working time: **%s**", model.ClockLength(total, x.ctx.Scale))
	if c.Life < total {
		w.line("- Working time less what it was closed in between: %s", model.ClockLength(c.Life, x.ctx.Scale))
	}
}

// wall words a length by the clock on the wall, to the minute: "2 days 3 h 05".
func wall(d time.Duration) string {
	min := int64(max(d, 0) / time.Minute)
	switch days := min / (24 * 60); {
	case min < 60:
		return fmt.Sprintf("%d min", min)
	case days == 0:
		return fmt.Sprintf("%d h %02d", min/60, min%60)
	case days == 1:
		return fmt.Sprintf("1 day %d h %02d", min/60%24, min%60)
	default:
		return fmt.Sprintf("%d days %d h %02d", days, min/60%24, min%60)
	}
}

// impact is how grave it was, what it was charged with, and who told us when.
func (x *Incident) impact(w *writer) {
	e := x.Escalation
	grave := [...]string{1: "critical", 2: "medium", 3: "low"}
	w.head("Impact and detection")
	w.line("- Impact %d (%s), urgency %d (%s), severity %d%s", e.Impact, grave[min(max(e.Impact, 1), 3)], e.Urgency, grave[min(max(e.Urgency, 1), 3)], e.Severity(), lead(" by hand: ", escape(e.Why)))
	w.line("- What the customer could not do: %s", unknown)
	if name := x.ctx.NameOf(e.EscapedFrom); name != "" {
		w.line("- Let through by the tests of %s %s", e.EscapedFrom, escape(name))
	}
	who, at := x.detected()
	if who == "" {
		who = unknown
	}
	line := "- Told by: " + who
	if at != 0 {
		line += ", " + x.at(at)
	}
	w.line("%s", line)
	if k := &x.Clocks.All[clock.First]; k.State != clock.None && k.Stop != 0 {
		w.line("- First answered %s, %s after it was opened", x.at(k.Stop), model.ClockLength(k.Elapsed, x.ctx.Scale))
	}
}

// detected is who told us and when: the line of the log that opened it where it names somebody, the
// customer's first word, or the contact. Who is empty where nothing says it.
func (x *Incident) detected() (who string, at date.Instant) {
	at = x.Clocks.Opened
	contact := escape(x.ctx.NameOf(x.Escalation.Contact))
	for _, l := range x.Log {
		switch {
		case l.Kind == "opened" && l.Who != "":
			return escape(l.Who), l.At
		case l.Kind == "contact" && l.Direction == "in":
			who = "the customer"
			if name := escape(l.Who); name != "" {
				who += " (" + name + ")"
			} else if contact != "" {
				who += " (" + contact + ")"
			}
			return who, l.At
		}
	}
	if contact != "" {
		who = "the customer (" + contact + ")"
	}
	return who, at
}

// doneBefore reports a task that was finished when the escalation was opened.
func (x *Incident) doneBefore(id model.ID) bool {
	t, ok := model.Find[*model.Task](x.ctx.Snap, id)
	if !ok || !t.Complete() || x.Clocks.Opened == 0 {
		return false
	}
	done := t.ActualFinish
	if done == 0 {
		done = t.Finish // it is complete, and nobody wrote down when
	}
	return done != 0 && done < x.Clocks.Opened
}

// lessons are the lessons that came from the escalation or are linked with it, either way.
func (x *Incident) lessons(w *writer) {
	w.head("Lessons")
	var list []*model.Lesson
	for r := range x.ctx.Snap.RefsTo(x.Escalation.ID) {
		if l, ok := r.(*model.Lesson); ok {
			list = append(list, l)
		}
	}
	for _, to := range x.Escalation.Links {
		if l, ok := model.Find[*model.Lesson](x.ctx.Snap, to.To); ok && !slices.Contains(list, l) {
			list = append(list, l)
		}
	}
	for _, l := range list {
		lesson(w, l)
	}
	if len(list) == 0 {
		w.line("- What went well: %s\n- What went wrong: %s\n- What we do next time: %s", unknown, unknown, unknown)
	}
}

// lesson writes one.
func lesson(w *writer, l *model.Lesson) {
	kind := "to avoid"
	if l.Good {
		kind = "to do again"
	}
	w.line("- %s %s (%s)%s%s", l.ID, escape(l.Title), kind, lead("; because: ", strings.TrimRight(escape(l.Cause), ".")), lead("; next time: ", escape(l.Next)))
}
