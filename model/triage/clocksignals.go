package triage

import (
	"cmp"
	"time"

	"tandem/model"
	"tandem/model/clock"
	"tandem/model/date"
	"tandem/model/worktime"
)

// escalation: an open one wants a decision until the customer knows when they hear from us next.
// From our last word or raise on it is quiet until half of the time to the next update is over, or
// until it is soon, whichever comes later; a clock that became soon or was breached before that
// word is known to the customer and does not break the quiet. A customer's word that we have not
// answered always counts. Signals begin inside the hours of the account: what was due at closing
// is told at the next opening.
func (l *look) escalation(rd *reading, x *model.Escalation) {
	if !x.Open() {
		l.afterwards(rd, x)
		return
	}
	clocks := l.c.Clocks(x)
	rd.add(Open, reopened(x))
	rd.since = cmp.Or(x.Opened, x.Created)
	_, out := x.LastWords()
	out = max(out, clocks.All[clock.Update].Start)
	wrote := l.c.Unanswered(x)
	answered := wrote == 0
	if !answered {
		rd.add(Unanswered, wrote)
	}
	spoke := max(out, raised(x))
	awake := l.clockSignals(rd, clocks, spoke)
	quiet := l.updateSignal(rd, x, clocks, spoke, answered)
	if k := clocks.Next(); k != nil && k.State != clock.Paused && k.Due != worktime.Never && (rd.due == 0 || k.Due < rd.due) {
		rd.due = k.Due // owed when the first clock is, soon or not
	}
	if answered && !awake {
		rd.wake = quiet
	}
}

// afterwards: a resolved one wants a decision where the customer wrote since and nobody has answered. It
// may be thanks, or that it is broken again: only somebody who reads it can tell.
func (l *look) afterwards(rd *reading, x *model.Escalation) {
	if !wroteAfter(x) {
		return
	}
	k := &l.c.Clocks(x).All[clock.Reply]
	if k.Start == 0 || k.Stop != 0 {
		return
	}
	rd.add(Unanswered, k.Start)
	rd.since = k.Start
	if k.Going() && k.Due != worktime.Never {
		rd.due = k.Due
	}
}

// wroteAfter reports a word of the customer after the end of a matter that is resolved and not closed.
func wroteAfter(x *model.Escalation) bool {
	in, out := x.LastWords()
	return x.Status == "resolved" && in > max(x.Resolved, out)
}

// clockSignals adds what the clocks say but the update's, which has signals of its own. awake
// reports that one of them became true after our last word.
func (l *look) clockSignals(rd *reading, clocks *clock.Clocks, spoke date.Instant) (awake bool) {
	for i := range clocks.All {
		k := &clocks.All[i]
		if k.Which == clock.Update || !k.Going() || k.State == clock.Paused || k.Due == worktime.Never {
			continue
		}
		sig, since := ClockSoon, max(l.soonAt(0, k.Due, clocks.Hours), min(k.Half(), k.Due))
		if late := lateAt(k.Due, clocks.Hours); late <= l.c.Now {
			sig, since = ClockBreached, late
		} else if since > l.c.Now {
			continue
		}
		rd.add(sig, k.Due)
		awake = awake || since > spoke
		if rd.due == 0 || k.Due < rd.due {
			rd.due = k.Due
		}
	}
	return awake
}

// updateSignal adds what is owed next to the customer, and tells until when nothing need be done
// about it (0: something is).
func (l *look) updateSignal(rd *reading, x *model.Escalation, clocks *clock.Clocks, spoke date.Instant, answered bool) (quiet date.Instant) {
	owed, paused := l.c.UpdateDue(x)
	if owed == 0 || owed == worktime.Never || paused {
		return 0
	}
	from := spoke
	if !answered {
		from = 0
	}
	soon := l.soonAt(from, owed, clocks.Hours)
	sig := UpdateSoon
	switch {
	case lateAt(owed, clocks.Hours) <= l.c.Now:
		sig = UpdateOverdue
	case soon > l.c.Now:
		if rd.due == 0 {
			rd.due = owed
		}
		return soon
	}
	rd.add(sig, owed)
	if rd.due == 0 || owed < rd.due {
		rd.due = owed
	}
	return 0
}

// soonAt is from when on something due is soon: the workspace's usual time ahead of it, but not
// before half of its own time is over (from 0: unknown), inside working hours where there are any
// before it is due.
func (l *look) soonAt(from, due date.Instant, hours *worktime.Calendar) date.Instant {
	window := l.soon
	if from != 0 {
		window = min(window, max(due.Sub(from), 0)/2)
	}
	at := due.Add(-window)
	if hours != nil {
		if open := hours.Next(at); open < due {
			return open
		}
	}
	return at
}

// lateAt is from when on something due is told to be late: strictly after it, inside working hours.
func lateAt(due date.Instant, hours *worktime.Calendar) date.Instant {
	if hours == nil || hours.Empty() {
		return due + 1
	}
	return hours.Next(due + 1)
}

// clockDue words a clock that is soon or breached: which one, and what is left.
func (it *Item) clockDue(at date.Instant, loc *time.Location) string {
	x, ok := it.record().(*model.Escalation)
	if !ok {
		return ""
	}
	clocks := it.q.c.Clocks(x)
	for i := range clocks.All {
		if k := &clocks.All[i]; k.Going() && k.Which != clock.Update && k.Due == at {
			verb := "is due "
			if at < it.q.c.Now {
				verb = "was due "
			}
			return k.Which.Title() + " " + verb + it.q.c.ClockTime(at, loc) + ", " + model.ClockSaid(k)
		}
	}
	return "was due " + it.q.c.ClockTime(at, loc)
}

// nextWord is when the customer hears next after a word now: by the agreement's cadence, else by
// the usual one.
func (k *desk) nextWord(x *model.Escalation, h hours) date.Instant {
	if at := k.e.Ctx.NextWord(x); at != 0 {
		return at
	}
	return h.cadence(k.now, x.Severity())
}

// nextSaid names the clock that a word to the customer moves, for the label of a contact about one
// escalation: ", next update Mon 17:00"; "" for anything else.
func (q *Queue) nextSaid(items []*Item) string {
	x, ok := model.Find[*model.Escalation](q.c.Snap, items[0].Subject)
	if len(items) != 1 || !ok || !x.Open() {
		return ""
	}
	k := newDesk(model.NewEdit(q.c.Snap, q.c.Now), q, items)
	at, loc := k.nextWord(x, k.hours(items[0])), items[0].zone()
	when := at.Short(q.c.Now, loc)
	if n := at.Day(loc) - q.c.Now.Day(loc); n > 0 && n < 7 {
		when = at.In(loc).Format("Mon 15:04")
	}
	return ", next update " + when
}

// effect writes down what an action has changed, in the words that close its item; without words the
// reason alone is kept with the item. It reports whether that ends the signal.
func (k *desk) effect(it *Item, words string) (bool, error) {
	a, ok := k.e.Get(it.Subject).(*model.Action)
	if !ok || a.Open() || words == "" {
		return false, nil
	}
	return true, model.Update(k.e, a.ID, func(a *model.Action) error {
		a.Effect = words
		return nil
	})
}
