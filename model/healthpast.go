package model

import (
	"cmp"
	"slices"

	"github.com/govalues/decimal"

	"tandem/model/date"
)

// Rewind is the workspace with what the dates in the records of one customer place after a moment
// taken out: answers, contacts, deliveries, readings, what was raised, resolved, promised and kept
// since. It stands in for the journal where that does not reach back so far, as in a workspace that
// was filled by an import. What carries no date of its own, such as the plan, is as it is now.
func (s *Snapshot) Rewind(account ID, t date.Instant) *Snapshot {
	c := s.Ctx(t)
	if a, ok := Find[*Account](s, account); ok {
		c = c.For(a)
	}
	w := &rewind{t: t, day: t.Day(c.Loc)}
	i := s.theirIndex()
	own := i.of(account)
	for _, x := range own.answers {
		w.answer(x)
	}
	for _, x := range i.interactions[account] {
		w.dropAfter(x, x.When)
	}
	for _, x := range s.PromisesOf(account) {
		w.promise(x)
	}
	for _, x := range own.escalations {
		w.escalation(x)
	}
	for _, x := range own.orders {
		w.order(x)
	}
	for _, x := range own.standards {
		w.readings(s.ReadingsOf(x.ID))
	}
	for _, x := range own.benefits {
		w.readings(s.ReadingsOf(x.ID))
	}
	for _, x := range Theirs[*Opportunity](s, OpportunityPrefix, account) {
		w.dropAfter(x, x.Created)
	}
	return s.With(w.out)
}

// rewind gathers the changes that lead back to a moment.
type rewind struct {
	t   date.Instant
	day date.Day
	out []Change
}

// dropAfter takes a record out that is of later than the moment, and says so.
func (w *rewind) dropAfter(r Record, at date.Instant) bool {
	if at <= w.t {
		return false
	}
	w.out = append(w.out, Change{ID: r.Base().ID, Before: r})
	return true
}

// known is since when a record was there at the latest: when it was written down, or any of its own
// days that came before that, as with what was imported later.
func (w *rewind) known(created date.Instant, days ...date.Day) date.Instant {
	for _, d := range days {
		if d != 0 && d <= w.day {
			return min(created, w.t)
		}
	}
	return created
}

func (w *rewind) put(before, after Record) {
	w.out = append(w.out, Change{ID: before.Base().ID, Before: before, After: after})
}

func (w *rewind) answer(x *Answer) {
	if !w.dropAfter(x, x.When) && x.FollowedUp > w.t {
		y := *x
		y.FollowedUp, y.FollowUp = 0, ""
		w.put(x, &y)
	}
}

func (w *rewind) promise(x *Promise) {
	if w.dropAfter(x, w.known(x.Created, x.ClosedOn, x.Due)) || x.Open() && !slices.ContainsFunc(x.Moves, func(m PromiseMove) bool { return m.On > w.day }) {
		return
	}
	y := *x
	if y.ClosedOn > w.day {
		y.State, y.ClosedOn = "open", 0
	}
	for i, m := range x.Moves {
		if m.On > w.day {
			y.Moves, y.Due = x.Moves[:i:i], m.From
			break
		}
	}
	if y.Open() {
		if y.State = "open"; len(y.Moves) > 0 {
			y.State = "renegotiated"
		}
	}
	if y.State != x.State || y.Due != x.Due {
		w.put(x, &y)
	}
}

// escalation cuts the log off at the moment; one that ended later is open again.
func (w *rewind) escalation(x *Escalation) {
	if w.dropAfter(x, cmp.Or(x.Opened, x.Created)) {
		return
	}
	y := *x
	y.Events = x.Events[:len(x.Events):len(x.Events)]
	for len(y.Events) > 0 && y.Events[len(y.Events)-1].At > w.t {
		y.Events = y.Events[:len(y.Events)-1]
	}
	if y.Resolved > w.t {
		y.Status, y.Resolved = "open", 0
	}
	if len(y.Events) == len(x.Events) && y.Status == x.Status {
		return
	}
	if slices.ContainsFunc(x.Events[len(y.Events):], func(e Event) bool { return e.Kind == "contact" && e.Direction != "in" }) {
		y.NextUpdate = 0 // told by a word that was not spoken yet
	}
	if y.Open() {
		y.Status, y.Waiting = y.waited()
	}
	w.put(x, &y)
}

// waited is the status of an open escalation and whom it waits for by the last line of its log that
// tells; where it waits for whom the record says already, that stays, for it may say more.
func (e *Escalation) waited() (status EscalationStatus, w Waiting) {
	status = "open"
	for x := range e.Counted() {
		switch x.Kind {
		case "resume", "reopened":
			status, w = "open", Waiting{}
		case "wait":
			on, who := x.Awaits()
			status, w = "waiting", Waiting{On: on, Who: who, What: x.Text}
			if on == "" || on == e.Waiting.On && (who == "" || who == e.Waiting.Who) {
				w = e.Waiting
			}
		}
	}
	return status, w
}

func (w *rewind) order(x *Order) {
	if w.dropAfter(x, w.known(x.Created, x.Delivered, x.Promised, x.Requested)) || x.Delivered <= w.day && x.SignedOn <= w.day {
		return
	}
	y := *x
	if y.SignedOn > w.day {
		y.SignedOn, y.Signed, y.Status = 0, 0, "delivered"
	}
	if y.Delivered > w.day {
		y.Delivered, y.Status = 0, "open"
		y.Lines = slices.Clone(x.Lines)
		for i := range y.Lines {
			y.Lines[i].Delivered = decimal.Decimal{}
		}
	}
	w.put(x, &y)
}

func (w *rewind) readings(list []*Reading) {
	for _, x := range list {
		if x.Date > w.day {
			w.out = append(w.out, Change{ID: x.ID, Before: x})
		}
	}
}
