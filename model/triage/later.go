package triage

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"tandem/model"
	"tandem/model/date"
)

// nudgeDays is how many working days pass before we ask again.
const nudgeDays = 2

// parties are the choices of Wait; who it is there may follow behind a blank.
var parties = map[string]model.Party{"c": "customer", "v": "vendor", "d": "department", "t": "team"}

// awaited is what is known of what a party is waited for where nobody has said more: a team was handed the
// work, of anybody else no more than that they are to answer.
var awaited = map[model.Party]string{"customer": "their answer", "vendor": "their answer", "department": "their answer", "team": "the work"}

// OnDate is the argument of Snooze for a date, which follows it behind a blank as people write it.
const OnDate = "d"

// SnoozeUntil is when an item put away now would come back: opening time after 1 to 9
// working days, after two hours of work (h), on Monday (m) or on a date (d eom), in the hours of
// its owner, never later than it is due. 0 where arg is none of these or has passed.
func (q *Queue) SnoozeUntil(it *Item, arg string) date.Instant {
	r := it.record()
	if b := it.blocker(); it.hand && b != nil {
		r = b
	}
	return capped(snoozeUntil(q.look.hoursOf(r), q.c.Now, arg), q.c.Now, it)
}

// snoozeLabel says until when an item is put away, and why it comes back before the time that was asked for.
func (q *Queue) snoozeLabel(items []*Item, what, arg string) string {
	it, until := items[0], q.SnoozeUntil(items[0], arg)
	text := "Snooze " + what + " to " + until.Short(q.c.Now, it.zone())
	if len(items) == 1 && until != 0 && until == it.owed() {
		text += ", when it is due"
	}
	return text
}

// snoozeUntil is the time that an argument means, whenever the item is due.
func snoozeUntil(h hours, now date.Instant, arg string) date.Instant {
	var at date.Instant
	switch {
	case arg == "h":
		at = h.add(now, 2*time.Hour)
	case arg == "m":
		at = h.monday(now)
	case len(arg) == 1 && arg[0] >= '1' && arg[0] <= '9':
		at = h.workdays(now, int(arg[0]-'0'))
	default:
		at = h.on(now, arg)
	}
	return at
}

// on reads the date of an argument; a day is its opening time. 0 where it is none, or not ahead.
func (h hours) on(now date.Instant, arg string) date.Instant {
	words, ok := strings.CutPrefix(arg, OnDate+" ")
	if !ok {
		return 0
	}
	first, last, err := date.ParseRange(words, now, h.loc)
	if err != nil {
		return 0
	}
	if last <= now { // a day gone by would open on the next working day, which may lie ahead
		return 0
	}
	at := first
	if first != last {
		at = h.opening(first.Day(h.loc))
	}
	if at <= now {
		return 0
	}
	return at
}

// capped keeps a date from lying after the item's own due time, where that is still ahead.
func capped(at, now date.Instant, it *Item) date.Instant {
	if due := it.owed(); due > now && due < at {
		return due
	}
	return at
}

// owed is the item's own due time, whatever date its view shows.
func (it *Item) owed() date.Instant {
	var due date.Instant
	for _, m := range it.marks {
		switch m.sig {
		case UpdateSoon, ClockSoon, PromiseDue, StuckDue, ActionDue:
			if due == 0 || m.at < due {
				due = m.at
			}
		case Planned:
			due = m.at
		}
	}
	switch x := it.record().(type) {
	case *model.Escalation:
		if due == 0 {
			due = it.q.c.NextDue(x)
		}
	case *model.Task:
		if due == 0 {
			due = cmp.Or(x.Finish, x.Deadline)
		}
	}
	if b := it.blocker(); it.hand && b != nil && due == 0 {
		due = b.Due
	}
	return due
}

func (k *desk) snooze(it *Item, arg string) error {
	until := capped(snoozeUntil(k.hours(it), k.now, arg), k.now, it)
	if until == 0 {
		return fmt.Errorf("%q is no time to come back: 1-9 working days, h, m, or a date ahead", strings.TrimPrefix(arg, OnDate+" "))
	}
	_, err := k.note(it, func(b *model.Blocker) { b.State, b.Until = model.BlockerSnoozed, until })
	return err
}

// wait records on whom the item waits, from whom what is awaited, and when to ask again.
func (k *desk) wait(it *Item, arg string) error {
	on, given, until, ok := waitOf(arg)
	if !ok {
		return fmt.Errorf("%q is nobody to wait on: c, v, d or t", arg)
	}
	nudge := k.nudge(it, until)
	if nudge == 0 {
		return fmt.Errorf("%q is no date ahead to ask again: write fri, +3d, eom, 12 jan 9:00", until)
	}
	who, person := k.who(it, on)
	if given != "" {
		who, person = given, 0
	}
	w := model.Waiting{On: on, Who: who, What: cmp.Or(k.asked(it, on, who), awaited[on]), From: k.supplier(on, who), Nudge: nudge}
	if x, ok := k.e.Get(it.Subject).(*model.Escalation); ok && x.Open() {
		if err := model.Update(k.e, x.ID, func(x *model.Escalation) error {
			x.Status, x.Waiting = "waiting", w
			x.Events = x.Log(model.Event{At: k.now, Kind: "wait", Who: party(w), Text: w.What})
			return nil
		}); err != nil {
			return err
		}
	}
	_, err := k.note(it, func(b *model.Blocker) {
		b.State, b.Waiting, b.Until = model.BlockerWaiting, w, 0
		if on == "team" && person != 0 {
			b.Owned = person
		}
	})
	return err
}

// asked is what the same one is waited for already; "" where nobody has said it.
func (k *desk) asked(it *Item, on model.Party, who string) string {
	x, _ := k.e.Get(it.Subject).(*model.Escalation)
	b, _ := k.e.Get(it.Blocker).(*model.Blocker)
	switch {
	case x != nil && x.Open() && x.Status == "waiting" && x.Waiting.On == on && x.Waiting.Who == who:
		return x.Waiting.What
	case b != nil && b.State == model.BlockerWaiting && b.Waiting.On == on && b.Waiting.Who == who:
		return b.Waiting.What
	}
	return ""
}

// nudge is when to ask again: on the date of until as people write it, else after two working days; never
// later than the item is due. 0 where until is no date ahead.
func (k *desk) nudge(it *Item, until string) date.Instant {
	h := k.hours(it)
	if until == "" {
		return capped(h.workdays(k.now, nudgeDays), k.now, it)
	}
	at := h.on(k.now, OnDate+" "+until)
	if at == 0 {
		return 0
	}
	return capped(at, k.now, it)
}

// AskAgain is when a wait that is decided now would come back to ask again: on the date of until as people
// write it, or by the usual time where until is "". 0 where it is no date ahead.
func (q *Queue) AskAgain(it *Item, until string) date.Instant {
	return newDesk(model.NewEdit(q.c.Snap, q.c.Now), q, []*Item{it}).nudge(it, until)
}

// who is the likely one to wait for at a party, and the person's record where it is one.
func (k *desk) who(it *Item, on model.Party) (string, model.ID) {
	name := func(id model.ID) string { return k.e.Ctx.NameOf(id) }
	switch on {
	case "customer":
		return name(k.customer(it)), 0
	case "vendor":
		return k.vendor(it), 0
	case "department":
		if x, ok := k.source(it).(*model.Escalation); ok && x.Liaison != "" {
			return x.Liaison, 0
		}
		if b, ok := k.e.Get(it.Blocker).(*model.Blocker); ok && b.Waiting.On == on {
			return b.Waiting.Who, 0
		}
		return "", 0
	}
	if t, ok := k.e.Get(it.Subject).(*model.Task); ok {
		for _, a := range t.Assignments {
			if a.Person != 0 && a.Person != k.me {
				return name(a.Person), a.Person
			}
		}
	}
	if p, ok := k.e.Get(it.project).(*model.Project); ok {
		return name(p.Manager), p.Manager
	}
	return "", 0
}

// customer is whom to ask: the contact of the matter, else the sponsor.
func (k *desk) customer(it *Item) model.ID {
	switch x := k.e.Get(it.Subject).(type) {
	case *model.Escalation:
		if x.Contact != 0 {
			return x.Contact
		}
	case *model.Promise:
		if x.To != 0 {
			return x.To
		}
	case *model.Answer:
		if x.Contact != 0 {
			return x.Contact
		}
	case *model.Stakeholder:
		if x.Contact != 0 {
			return x.Contact
		}
	}
	if a, ok := k.e.Get(it.acct).(*model.Account); ok {
		return a.Sponsor
	}
	return 0
}

// resolutions are the choices of Close.
var resolutions = map[string]model.Resolution{
	"": "done", "r": "resolved itself", "n": "not ours", "u": "duplicate", "p": "declined",
}

// InWords is the argument of Close for a reason in one's own words, which follow it behind a blank.
const InWords = "o"

// close ends the item at its source where that has an end of its own; a blocker keeps the
// reason and, where the source stays open, the signals that are thereby dealt with.
func (k *desk) close(it *Item, arg string) error {
	why, words, ok := reasonOf(arg)
	if !ok {
		return fmt.Errorf("%q is no reason: r, n, u, p, or o and words", arg)
	}
	ended := false
	if !it.hand {
		var err error
		if ended, err = k.end(it, why); err == nil && !ended {
			ended, err = k.effect(it, words)
		}
		if err != nil {
			return err
		}
	}
	return k.shut(it, why, words, it.hand || !ended)
}

// shut closes the item's blocker; words, if any, go to its notes. keep says that its signals may still hold and must not
// come back as they are.
func (k *desk) shut(it *Item, why model.Resolution, words string, keep bool) error {
	id, err := k.note(it, func(b *model.Blocker) {
		b.State, b.Closed, b.Resolution, b.Until = model.BlockerClosed, k.now, why, 0
		if words != "" {
			b.Notes = strings.TrimSpace(b.Notes + "\n\nClosed: " + words)
		}
	})
	if err != nil || keep {
		return err
	}
	return model.Update(k.e, id, func(b *model.Blocker) error {
		b.Fingerprint = ""
		return nil
	})
}
