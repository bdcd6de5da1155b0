package triage

import (
	"slices"

	"tandem/model"
	"tandem/model/clock"
	"tandem/model/date"
	"tandem/model/worktime"
)

// standing is the view an item belongs to (0: none, it was dealt with), why it came back,
// and the date that counts there, where it is not its own.
type standing struct {
	view    View
	nudge   date.Instant // the time to ask again has come
	back    date.Instant // it was put away until then
	changed bool         // a signal is new since the decision
	over    bool         // the escalation it waited for is over
	due     date.Instant
}

// place says where an item stands: by its blocker (nil: none yet), the one closed last, and
// what its signals say now.
func (b *builder) place(r model.Record, rd reading, blk, closed *model.Blocker) standing {
	quiet := rd.wake > b.now
	undecided := standing{view: Now}
	if quiet {
		undecided.view, undecided.due = Scheduled, b.nextClock(r, rd)
		if _, ok := r.(*model.Promise); ok {
			undecided.view = Promised
		}
	}
	if blk == nil || blk.State == model.BlockerOpen {
		if x, ok := r.(*model.Escalation); ok && x.Status == "waiting" && blk == nil {
			return b.waitsByItself(x, rd)
		}
		if blk == nil && news(rd.marks, closed, closed) == nil {
			if _, ok := r.(*model.Escalation); ok && slices.ContainsFunc(rd.marks, func(m mark) bool { return m.sig.late() }) {
				return standing{view: Scheduled, due: b.nextClock(r, rd)} // dealt with, but the customer still waits and the clock goes on
			}
			return standing{}
		}
		return undecided
	}
	if fresh := news(rd.marks, blk, closed); fresh != nil && blk.Fingerprint != "" {
		undecided.changed = !quiet
		return undecided
	}
	switch blk.State {
	case model.BlockerDoing:
		return standing{view: Doing}
	case model.BlockerSnoozed:
		if blk.Until > b.now {
			return standing{view: Scheduled, due: blk.Until}
		}
		undecided.back = blk.Until
		return undecided
	case model.BlockerWaiting:
		return b.waits(blk, undecided)
	}
	return undecided
}

// nextClock is when an escalation comes back of which a clock ran out that the customer has heard of: at the
// first clock that is still ahead. 0 where its own date lies ahead, and for any other record.
func (b *builder) nextClock(r model.Record, rd reading) (at date.Instant) {
	x, ok := r.(*model.Escalation)
	if !ok || rd.due > b.now {
		return 0
	}
	try := func(due date.Instant) {
		if due > b.now && due != worktime.Never && (at == 0 || due < at) {
			at = due
		}
	}
	clocks := b.q.c.Clocks(x)
	for i := range clocks.All {
		if k := &clocks.All[i]; k.Going() && k.State != clock.Paused {
			try(k.Due)
		}
	}
	if owed, paused := b.q.c.UpdateDue(x); !paused {
		try(owed)
	}
	if at == 0 && rd.wake > b.now {
		at = rd.wake
	}
	return at
}

// waits places what waits on somebody: until the nudge, or until the escalation it was
// handed to is over.
func (b *builder) waits(blk *model.Blocker, undecided standing) standing {
	if x, ok := model.Find[*model.Escalation](b.s, blk.Escalation); ok && !x.Open() {
		undecided.over = true
		return undecided
	}
	if n := blk.Waiting.Nudge; n != 0 && n <= b.now {
		return standing{view: Now, nudge: n}
	}
	return standing{view: Waiting, due: blk.Waiting.Nudge}
}

// waitsByItself places an escalation that waits without a decision made here.
func (b *builder) waitsByItself(x *model.Escalation, rd reading) standing {
	n := x.Waiting.Nudge
	for _, m := range rd.marks {
		if m.sig == Unanswered || m.sig == UpdateOverdue || m.sig == ClockBreached || m.sig == VendorOverdue || m.sig == VendorTooLate {
			return standing{view: Now}
		}
	}
	if n != 0 && n <= b.now {
		return standing{view: Now, nudge: n}
	}
	return standing{view: Waiting, due: n}
}

// news finds a signal that neither the decision nor the last closing knew; nil if there is
// none. A blocker may be nil.
func news(marks []mark, decided, closed *model.Blocker) *mark {
	for i, m := range marks {
		if decided != nil && holds(decided.Fingerprint, m) || closed != nil && closed != decided && holds(closed.Fingerprint, m) {
			continue
		}
		return &marks[i]
	}
	return nil
}
