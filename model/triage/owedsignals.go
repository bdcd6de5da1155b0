package triage

import (
	"cmp"
	"strings"
	"time"

	"tandem/model"
	"tandem/model/date"
)

// The signals of what is owed from one to the other: a promise that will break, a vendor whose own
// time comes too late for ours, goods that come after the work that needs them, the end of hypercare
// and of a warranty with something still open.

// How many days before the end what is open is told, where the settings (hypercare_days,
// warranty_days) do not say.
const (
	hypercareDays = 10
	warrantyDays  = 30
)

// alert is from when on something that has come true is told: strictly after its moment, inside the
// business hours the record lives in, so that nothing is told in the middle of the night.
func (l *look) alert(at date.Instant, r model.Record) date.Instant { return lateAt(at, l.c.HoursOf(r)) }

// owedTo adds the signals of this file to what a record says already.
func (l *look) owedTo(rd *reading, r model.Record) {
	switch x := r.(type) {
	case *model.Promise:
		l.promiseBreaks(rd, x)
	case *model.Escalation:
		if x.Open() {
			l.vendor(rd, x, nil)
		}
	case *model.Blocker:
		l.vendor(rd, x, nil)
	case *model.Task:
		if len(rd.marks) > 0 { // a blocker by hand and an escalation speak for themselves
			l.vendor(rd, x, func(w *model.VendorWait) bool {
				b, ok := l.get(w.Holder).(*model.Blocker)
				return ok && b.Signal != ""
			})
		}
	case *model.Purchase:
		l.holdsUp(rd, x)
	case *model.Project:
		l.delivered(rd, x)
	}
}

// promiseBreaks: the task that delivers it is forecast to end after the promised day, so that there
// is time to do something about it, or to agree on another date.
func (l *look) promiseBreaks(rd *reading, p *model.Promise) {
	if !p.Open() || len(rd.marks) == 0 || rd.due < l.c.Now {
		return
	}
	slack, ok := l.c.PromiseSlack(p)
	if !ok || slack >= 0 {
		return
	}
	f, _ := l.c.PromiseOutlook(p) // by the plan's finish: that of late work moves on with each minute, which is no news
	rd.add(PromiseBreaks, dayEnd(f.Plan.Day(l.zone(p)), l.zone(p)))
	rd.wake = 0
}

// vendor: the time a vendor has promised is over, or comes later than what we owe. ours says which
// waits count; nil: all.
func (l *look) vendor(rd *reading, r model.Record, ours func(*model.VendorWait) bool) {
	list := l.c.VendorWaits(r)
	over, late := false, false
	for i := range list {
		w := &list[i]
		if w.By == 0 || ours != nil && !ours(w) {
			continue
		}
		if !over && w.Over(l.c.Now) && l.alert(w.By, r) <= l.c.Now {
			over = true
			rd.add(VendorOverdue, w.By)
			rd.wake = 0
		}
		if d, ok := w.Late(); ok && d > 0 && !late && w.Dangers[0].Due >= l.c.Now {
			late = true
			rd.add(VendorTooLate, w.By)
		}
	}
}

// holdsUp: what was bought comes later than the task that waits for it needs it. Once its own day has
// passed it is late in any case.
func (l *look) holdsUp(rd *reading, x *model.Purchase) {
	if !x.Open() || !l.live(x.Project) {
		return
	}
	for _, w := range l.c.VendorWaits(x) {
		late, ok := w.Late()
		if !ok || late <= 0 {
			continue
		}
		rd.add(PurchaseHolds, w.By)
		if rd.due == 0 {
			rd.due, rd.dayDue = dayEnd(w.By.Day(l.zone(x)), l.zone(x)), true
		}
		rd.wake = 0
		rd.since = cmp.Or(rd.since, l.c.Now)
		return
	}
}

// delivered: hypercare ends soon, or has ended, with exit criteria unmet; it has ended with all met
// and nobody has handed the project over; a warranty ends with cases open.
func (l *look) delivered(rd *reading, p *model.Project) {
	for _, h := range l.c.HypercareEnds(p) {
		end := dayEnd(h.Until, l.zone(p))
		sig, near := HypercareOpen, l.days("hypercare_days", hypercareDays)
		switch {
		case h.What == "warranty" && len(h.Cases) == 0:
			continue
		case h.What == "warranty":
			sig, near = WarrantyOpen, l.days("warranty_days", warrantyDays)
		case len(h.Unmet) == 0:
			sig, near = HandoverDue, 0
		}
		at := (h.Until-date.Day(near)).At(0, 0, l.zone(p)) - 1
		if near == 0 {
			at = end
		}
		if l.alert(at, p) > l.c.Now || sig == WarrantyOpen && end < l.c.Now {
			continue
		}
		rd.add(sig, end)
		if rd.due == 0 || end < rd.due {
			rd.due, rd.dayDue = end, true
		}
		rd.since = cmp.Or(rd.since, at+1)
	}
}

// owedEvidence says what makes a signal of this file true; ok is false for any other.
func (it *Item) owedEvidence(t term, loc *time.Location) (s string, ok bool) {
	c := *it.q.c
	c.Loc = loc
	switch t.sig {
	case PromiseBreaks:
		p, is := it.record().(*model.Promise)
		if !is {
			return "", true
		}
		return breakText(&c, p), true
	case VendorOverdue, VendorTooLate:
		return it.vendorText(&c, t), true
	case PurchaseHolds:
		if x, is := it.record().(*model.Purchase); is {
			for _, w := range c.VendorWaits(x) {
				return c.VendorText(&w), true
			}
		}
		return "", true
	case HypercareOpen, HandoverDue, WarrantyOpen:
		p, is := it.record().(*model.Project)
		if !is {
			return "", true
		}
		return afterText(&c, p, t), true
	}
	return "", false
}

// breakText: "promised Fri 27, T-14 Carrier API is forecast for Tue 1, 2 working days late: it breaks
// in 5 working days"; of late work the earliest day it can still be done.
func breakText(c *model.Ctx, p *model.Promise) string {
	today := c.Now.Day(c.Loc)
	f, ok := c.PromiseOutlook(p)
	slack, _ := c.PromiseSlack(p)
	if !ok {
		return ""
	}
	hours := c.HoursOf(p)
	day := hours.Scale().Seconds(date.Days)
	is := " is forecast for " + f.At.Day(c.Loc).Short(today)
	if f.Late {
		is = " is " + f.Words(c)
	}
	s := "promised " + p.Due.Short(today) + ", " + p.Task.String() + " " + c.NameOf(p.Task) + is + ", " + model.ClockLength(slack, hours.Scale()) + " of work late"
	left := hours.Between(c.Now, dayEnd(p.Due, c.Loc))
	if n := int((left + day/2) / max(day, 1)); n > 0 {
		s += ": it breaks in " + plural(n, "working day")
	} else {
		s += ": it breaks today"
	}
	return s
}

// vendorText is the wait that a signal is about.
func (it *Item) vendorText(c *model.Ctx, t term) string {
	for _, id := range []model.ID{it.Subject, it.Blocker} {
		r := c.Snap.Get(id)
		if r == nil {
			continue
		}
		list := c.VendorWaits(r)
		for i := range list {
			if list[i].By == t.at {
				return c.VendorText(&list[i])
			}
		}
	}
	return "a vendor's own time is over"
}

func afterText(c *model.Ctx, p *model.Project, t term) string {
	today := c.Now.Day(c.Loc)
	for _, h := range c.HypercareEnds(p) {
		if (h.What == "warranty") != (t.sig == WarrantyOpen) {
			continue
		}
		verb := " ends "
		if h.Until < today {
			verb = " ended "
		}
		s := h.What + verb + h.Until.Short(today)
		if open := h.Open(); open != "" {
			s += " with " + open
		}
		if t.sig == HandoverDue {
			s += ", and the project is not handed over"
		}
		return s
	}
	return strings.TrimSpace(string(p.Phase))
}

// owedLeaves says what takes an item of these signals out of the queue.
func owedLeaves(sig Signal) string {
	switch sig {
	case PromiseBreaks:
		return "its task is forecast in time, or a new date is agreed"
	case VendorOverdue:
		return "the vendor answers, or is no longer waited for"
	case VendorTooLate:
		return "the vendor answers, or the customer hears from us"
	case PurchaseHolds:
		return "received, due sooner, or the task needs it later"
	case HypercareOpen:
		return "the exit criteria are met, or hypercare is extended"
	case HandoverDue:
		return "handed over to service"
	case WarrantyOpen:
		return "the cases are closed"
	}
	return ""
}
