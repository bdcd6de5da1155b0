package model

import (
	"fmt"
	"time"

	"tandem/model/date"
)

// settler is a record that keeps something of itself in step when an edit replaces it. was is the
// record before, c the context of the edit: its moment, and the zones in which that has a day.
type settler interface {
	settle(was Record, c *Ctx)
}

// settle writes into the log what an edit changed of the escalation and did not log itself, so that
// its clocks can be replayed: status, whom it waits for, severity, level. Where only the log was
// written, by hand or a script, the status follows it. What was logged before is never touched.
func (e *Escalation) settle(old Record, c *Ctx) {
	was, ok := old.(*Escalation)
	if !ok || was == e {
		return
	}
	now := c.Now
	e.stamp(was, now)
	e.heed(was)
	e.follow(was)
	note := func(kind EventKind, at date.Instant, who, text string) {
		if e.times(kind) == was.times(kind) {
			x := Event{At: at, Kind: kind, Who: who, Text: text}
			if at < now.Add(-ahead) {
				x.Told = now
			}
			e.Events = e.Log(x)
		}
	}
	if a, b := was.Severity(), e.Severity(); a != b {
		note("severity", now, "", fmt.Sprintf("severity %d, was %d", b, a))
	}
	if e.Level != was.Level {
		note("level", now, e.Liaison, fmt.Sprintf("level %d", e.Level))
	}
	if e.Major != was.Major || e.Major && e.Cadence != was.Cadence {
		note("major", now, "", majorText(e))
	}
	switch {
	case was.Open() && !e.Open():
		at := now
		if e.Resolved > e.Opened && e.Resolved < now {
			at = e.Resolved
		}
		if e.Resolved == 0 {
			e.Resolved = at
		}
		if e.times("merged") == was.times("merged") { // that line ends it too
			note(EventKind(e.Status), at, "", "")
		}
	case !was.Open() && e.Open():
		if e.Resolved == was.Resolved {
			e.Resolved = 0
		}
		note("reopened", now, "", "")
	}
	was = e.tellWait(was, now)
	w := e.Waiting
	switch waits := e.Status == "waiting" && w.On != ""; {
	case waits && (was.Status != "waiting" || was.Waiting.On != w.On || was.Waiting.Who != w.Who && was.Waiting.Who != ""):
		note("wait", now, w.Text(), w.What)
	case was.Status == "waiting" && e.Status == "open":
		note("resume", now, "", "")
	}
}

// tellWait logs the wait that a record began with, as one that came in or was written down waiting does,
// before anything else follows it: a log without it has nothing that could end. It returns was with that line.
func (e *Escalation) tellWait(was *Escalation, now date.Instant) *Escalation {
	begun := was.waitsFrom()
	if was.Status != "waiting" || was.Waiting.On == "" || begun == 0 || was.times("wait") > 0 || e.times("wait") > 0 ||
		len(e.Events) == len(was.Events) && e.Status == was.Status && e.Waiting.On == was.Waiting.On {
		return was
	}
	line, told := Event{At: begun, Kind: "wait", Who: was.Waiting.Text(), Text: was.Waiting.What, Told: max(now, begun)}, *was
	e.Events, told.Events = e.Log(line), was.Log(line)
	return &told
}

// waitsFrom is when a wait began that the record alone tells of: with what was logged last, or when it was opened.
func (e *Escalation) waitsFrom() date.Instant {
	last := e.Opened
	for i := range e.Events {
		last = max(last, e.Events[i].At)
	}
	return last
}

// heed sets the status by the party that is waited for, where somebody named one or took it away and left
// the status as it was: the clocks read the log, and would not hear of it.
func (e *Escalation) heed(was *Escalation) {
	switch named, before := e.Waiting.On != "", was.Waiting.On != ""; {
	case e.Status != was.Status || len(e.Events) != len(was.Events):
	case e.Status == "open" && named && !before:
		e.Status = "waiting"
	case e.Status == "waiting" && !named && before:
		e.Status, e.Waiting = "open", Waiting{}
	}
}

// follow sets the status by the newest line that was added, where nobody set the status itself.
func (e *Escalation) follow(was *Escalation) {
	if e.Status != was.Status || len(e.Events) <= len(was.Events) || e.Waiting != was.Waiting {
		return
	}
	for i := len(e.Events) - 1; i >= 0; i-- {
		x := &e.Events[i]
		if e.times(x.Kind) == was.times(x.Kind) {
			continue
		}
		switch x.Kind {
		case "resolved", "closed":
			e.Status, e.Waiting = EscalationStatus(x.Kind), Waiting{}
			if e.Resolved == was.Resolved {
				e.Resolved = x.At
			}
		case "reopened", "resume":
			e.Status, e.Waiting = "open", Waiting{}
			if x.Kind == "reopened" && e.Resolved == was.Resolved {
				e.Resolved = 0
			}
		case "wait":
			if on, who := x.Awaits(); on != "" {
				e.Status, e.Waiting = "waiting", Waiting{On: on, Who: who, What: x.Text}
			}
		case "contact":
			if x.Direction == "in" && e.Status == "waiting" && e.Waiting.On == "customer" && x.At >= e.waitsSince() {
				e.Status, e.Waiting = "open", Waiting{} // their word ends the wait on them: the clocks read it so
			}
		default:
			continue
		}
		return
	}
}

// waitsSince is when the newest wait of the log began; 0 where there is none.
func (e *Escalation) waitsSince() date.Instant {
	for i := len(e.Events) - 1; i >= 0; i-- {
		if e.Events[i].Kind == "wait" {
			return e.Events[i].At
		}
	}
	return 0
}

// times counts the lines of a kind.
func (e *Escalation) times(kind EventKind) int {
	n := 0
	for i := range e.Events {
		if e.Events[i].Kind == kind {
			n++
		}
	}
	return n
}

// LogContact logs words to the customer, or theirs to us, at the moment of the edit: a line of the
// log and an interaction. Our word also sets when the customer hears next, by the agreement's
// cadence; where there is none, a date that has come is cleared.
func (e *Edit) LogContact(id ID, d Direction, text string) error {
	x, ok := e.Get(id).(*Escalation)
	if !ok {
		return noSuch(id)
	}
	now := e.Ctx.Now
	if account := e.base.accountOf(x); account != 0 {
		in := e.base.schema.Prefix(InteractionPrefix).New().(*Interaction)
		in.Summary, in.Account, in.Project, in.Escalation, in.Contact, in.When, in.Direction = text, account, x.Project, id, x.Contact, now, d
		e.Put(InteractionPrefix, in)
	}
	next := e.Ctx.NextWord(x)
	return Update(e, id, func(x *Escalation) error {
		x.Events = x.Log(Event{At: now, Kind: "contact", Direction: d, Text: text})
		if d != "in" && (next != 0 || x.NextUpdate <= now) {
			x.NextUpdate = next
		}
		return nil
	})
}

// NextWord is when the customer is owed the next word after one now, by the agreement's cadence; 0
// where it has none.
func (c *Ctx) NextWord(x *Escalation) date.Instant {
	return c.Clocks(x).After(c.Now)
}

// spoken moves the date the customer was told for our next word, when a new interaction is that
// word: by the agreement's cadence. What is taken in long after it happened moves nothing.
func (e *Edit) spoken(r Record) {
	in, ok := r.(*Interaction)
	if !ok || in.Escalation == 0 || in.Direction == "in" || in.When == 0 || e.Ctx.Now.Sub(in.When) > 24*time.Hour {
		return
	}
	x, ok := e.Get(in.Escalation).(*Escalation)
	if !ok || !x.Open() || x.NextUpdate == 0 {
		return
	}
	if next := e.Ctx.Clocks(x).After(in.When); next != 0 {
		_ = Update(e, x.ID, func(x *Escalation) error { // it was just found
			x.NextUpdate = next
			return nil
		})
	}
}
