package triage

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"tandem/model"
	"tandem/model/date"
)

// Verb is what can be decided.
type Verb string

// The verbs and what their argument is.
const (
	Accept   Verb = "accept"   // none: mine, to Doing
	Contact  Verb = "contact"  // the words to the customer, "": update sent
	Wait     Verb = "wait"     // c customer, v vendor, d department, t team; v NAME says which; until and a date says when to ask again
	Snooze   Verb = "snooze"   // 1-9 working days, h two hours of work, m Monday, d and a date
	Escalate Verb = "escalate" // 1-3 level
	Link     Verb = "link"     // 1-9 of the candidates of the first item, or a reference
	Close    Verb = "close"    // "" done, r resolved itself, n not ours, u duplicate, p declined, o and words: other
)

// Decision is a verb with its argument: data, so that it can be repeated.
type Decision struct {
	Verb Verb
	Arg  string
}

// ErrNothing is what a decision about no item gives.
var ErrNothing = errors.New("there is nothing to decide")

// Apply makes the decision about all items in one edit. The items may be of an older
// snapshot than the edit: records are read anew, and one that is gone is an error that
// names it, with nothing half done.
func (d Decision) Apply(e *model.Edit, q *Queue, items []*Item) error {
	if len(items) == 0 {
		return ErrNothing
	}
	act, ok := verbs[d.Verb]
	if !ok {
		return fmt.Errorf("%q is not a verb of triage", d.Verb)
	}
	k := newDesk(e, q, items)
	for _, it := range items {
		if e.Get(it.Subject) == nil || it.hand && e.Get(it.Blocker) == nil {
			return fmt.Errorf("%s is gone: it was deleted meanwhile", it.Key())
		}
		if it.View == Done {
			return fmt.Errorf("%s is closed already", it.Key())
		}
		if err := act(k, it, d.Arg); err != nil {
			return fmt.Errorf("%s: %w", it.Key(), err)
		}
	}
	return nil
}

var verbs = map[Verb]func(*desk, *Item, string) error{
	Accept: (*desk).accept, Contact: (*desk).contact, Wait: (*desk).wait, Snooze: (*desk).snooze,
	Escalate: (*desk).escalate, Link: (*desk).link, Close: (*desk).close,
}

// Enabled reports whether the decision can be made about the items and, if not, why.
func (d Decision) Enabled(q *Queue, items []*Item) (bool, string) {
	if len(items) == 0 {
		return false, "nothing is marked and the list is empty"
	}
	for _, it := range items {
		switch {
		case it.View == Done:
			return false, it.Key().String() + " is closed already"
		case d.Verb == Contact && it.acct == 0:
			return false, it.Key().String() + " belongs to no customer: give its project an account"
		case d.Verb == Escalate && q.levelOf(it) != 0 && fmt.Sprint(q.levelOf(it)) == d.Arg:
			return false, fmt.Sprintf("%s is at level %s already", it.Ref(), d.Arg)
		case d.Verb == Escalate && it.acct == 0 && it.project == 0:
			return false, it.Key().String() + " belongs to no project or account"
		}
	}
	if d.Verb == Close {
		if why := q.unclosable(items, d.Arg); why != "" {
			return false, why
		}
	}
	if d.Verb == Link && len(q.Candidates(items[0])) == 0 {
		return false, "nothing of the same project or customer to link it to"
	}
	return true, ""
}

// Label says what the decision does, in the words of the toast and of the journal.
func (d Decision) Label(q *Queue, items []*Item) string {
	what := "nothing"
	switch {
	case len(items) == 1:
		what = items[0].Ref().String()
	case len(items) > 1:
		what = plural(len(items), "item")
	}
	if len(items) == 0 {
		return string(d.Verb) + " " + what
	}
	switch d.Verb {
	case Accept:
		return "Accept " + what
	case Contact:
		return "Contact " + q.c.NameOf(items[0].acct) + " about " + what + q.nextSaid(items)
	case Wait:
		on, who, until, ok := waitOf(d.Arg)
		if len(items) == 1 && ok {
			return q.waitLabel(items[0], on, who, until)
		}
		return strings.TrimSpace("Wait on "+string(on)+" "+who) + " for " + what + q.soonerAll(items, until) + q.unknown(on, who)
	case Snooze:
		return q.snoozeLabel(items, what, d.Arg)
	case Escalate:
		return "Escalate " + what + " to level " + d.Arg + q.escalated(items, d.Arg)
	case Link:
		if c, ok := q.candidate(items[0], d.Arg); ok && c.Merge {
			return "Merge " + what + " into " + c.ID.String()
		} else if ok {
			return "Link " + what + " to " + c.ID.String()
		}
		return "Link " + what
	}
	return q.closeLabel(items, d.Arg)
}

// desk is where decisions are carried out: an edit, and how records look as it leaves them.
type desk struct {
	e      *model.Edit
	q      *Queue
	look   *look
	now    date.Instant
	me     model.ID
	items  []*Item
	joined map[model.ID]model.ID // owner -> the escalation made for it in this edit
	raised []model.ID            // the escalations made or joined in this edit, in order
}

func newDesk(e *model.Edit, q *Queue, items []*Item) *desk {
	k := &desk{e: e, q: q, now: e.Ctx.Now, items: items, look: newLook(e.Ctx, e.Get), joined: map[model.ID]model.ID{}}
	if w := e.Base().Workspace(); w != nil {
		k.me = w.Me
	}
	return k
}

// note writes the decision into the item's blocker, which is made if there is none, and
// keeps the state of the signals as the edit leaves them.
func (k *desk) note(it *Item, f func(*model.Blocker)) (model.ID, error) {
	id := it.Blocker
	if h := blockersOf(k.e.Base()).about[it.Subject]; id == 0 && h != nil && h.track != nil {
		id = h.track.ID
	}
	b, ok := k.e.Get(id).(*model.Blocker)
	if !ok || b.State == model.BlockerClosed && !it.hand {
		b = k.fresh(it)
		f(b)
		k.seal(it, b)
		return k.e.Put(model.BlockerPrefix, b), nil
	}
	return id, model.Update(k.e, id, func(b *model.Blocker) error {
		f(b)
		k.seal(it, b)
		return nil
	})
}

func (k *desk) fresh(it *Item) *model.Blocker {
	b := k.e.Base().Schema().Prefix(model.BlockerPrefix).New().(*model.Blocker)
	b.Title, b.About, b.Project, b.Account = it.Title(), it.Subject, it.project, it.acct
	b.Raised, b.Severity = k.now, severityOf(k.e.Get(it.Subject))
	return b
}

// seal keeps in the blocker which signals were decided.
func (k *desk) seal(it *Item, b *model.Blocker) {
	var marks []mark
	if it.hand {
		marks = k.look.read(nil, b).marks
	}
	if it.Subject != b.ID {
		marks = append(marks, k.look.read(nil, k.e.Get(it.Subject)).marks...)
	}
	for _, m := range it.marks {
		if !slices.Contains(marks, m) && it.hand {
			marks = append(marks, m)
		}
	}
	b.Fingerprint = fingerprint(marks)
	if !it.hand {
		b.Signal = strings.Join(it.Signals(), ", ")
	}
}

// severityOf is how severe a record is, 1 to 5, where nobody has said so.
func severityOf(r model.Record) int {
	switch x := r.(type) {
	case *model.Escalation:
		return x.Severity()
	case *model.Blocker:
		return min(max(x.Severity, 1), 5)
	case *model.Risk:
		if x.Impact() > 0 {
			return min(max(6-x.Impact(), 1), 5)
		}
	case *model.Task:
		if x.Milestone {
			return 2
		}
	case *model.Project, *model.Account, *model.Order:
		return 2
	case *model.Action:
		return 4
	}
	return 3
}

// source is the record decided about: the blocker itself where it is by hand.
func (k *desk) source(it *Item) model.Record {
	if it.hand {
		return k.e.Get(it.Blocker)
	}
	return k.e.Get(it.Subject)
}

// hours are the working hours of the customer, or of the project.
func (k *desk) hours(it *Item) hours { return k.look.hoursOf(k.source(it)) }

func (k *desk) accept(it *Item, _ string) error {
	if err := k.resume(it); err != nil {
		return err
	}
	if _, ok := k.source(it).(*model.Action); ok {
		if err := model.Update(k.e, it.Subject, func(a *model.Action) error {
			a.State = "doing"
			if a.Owned == 0 {
				a.Owned = k.me
			}
			return nil
		}); err != nil {
			return err
		}
	}
	_, err := k.note(it, func(b *model.Blocker) {
		b.State, b.Owned, b.Until, b.Waiting = model.BlockerDoing, k.me, 0, model.Waiting{}
	})
	return err
}

// resume makes an escalation ours: it waits on nobody any more.
func (k *desk) resume(it *Item) error {
	x, ok := k.e.Get(it.Subject).(*model.Escalation)
	if !ok {
		return nil
	}
	return model.Update(k.e, x.ID, func(x *model.Escalation) error {
		if x.Owned == 0 {
			x.Owned = k.me
		}
		if x.Status == "waiting" {
			x.Status, x.Waiting = "open", model.Waiting{}
			x.Events = x.Log(model.Event{At: k.now, Kind: "resume"})
		}
		return nil
	})
}

// contact logs words to the customer, with the marks that such a sentence has in a list (channel, mood,
// @contact, !promise, ?action). It answers an escalation and sets its next update, and it is the
// follow-up of an unhappy answer; anything else is then ours to do.
func (k *desk) contact(it *Item, words string) error {
	said, _, err := readWords(k.e.Ctx, it, words)
	if err != nil {
		return err
	}
	talk := model.Talk{About: it.Subject, Account: it.acct, Project: it.project}
	then := k.mine
	switch x := k.e.Get(it.Subject).(type) {
	case *model.Escalation:
		talk.Contact, said.Escalation = x.Contact, x.ID
		then = func(it *Item) error { return k.answered(it, x, said.Words) }
	case *model.Answer:
		talk.Contact = x.Contact
		then = func(it *Item) error { return k.followUp(it, x, said.Words) }
	case *model.Promise:
		talk.Contact = x.To
	case *model.Account, *model.Stakeholder:
		talk.Contact = k.customer(it)
		then = k.heard
	}
	k.tell(talk.Say(said))
	return then(it)
}

// Words reads a sentence to the customer of an item as Contact would take it: with the marks it understood and
// what is wrong with it. A blank one is 'update sent'.
func (q *Queue) Words(it *Item, words string) (model.Talk, []model.Chip, error) {
	return readWords(q.c, it, words)
}

func readWords(c *model.Ctx, it *Item, words string) (model.Talk, []model.Chip, error) {
	if words = strings.TrimSpace(words); words == "" {
		words = "update sent"
	}
	if it.acct == 0 {
		return model.Talk{}, nil, errors.New("it belongs to no customer")
	}
	if a := c.Snap.Get(it.acct); a != nil {
		c = c.For(a)
	}
	said, chips, err := model.ReadTalk(c, it.acct, words)
	if err == nil && said.Direction == "in" {
		err = errors.New("here we tell the customer: what they said is logged on the record itself")
	}
	return said, chips, err
}

// tell writes down what the customer was told, and the promises and actions that came of it.
func (k *desk) tell(t model.Talk) {
	in := k.e.Base().Schema().Prefix(model.InteractionPrefix).New().(*model.Interaction)
	in.Summary, in.Account, in.Project, in.When, in.Direction = t.Words, t.Account, t.Project, k.now, t.Direction
	in.Contact, in.Escalation, in.Channel, in.Mood = t.Contact, t.Escalation, t.Channel, t.Mood
	k.e.FollowUps(t, k.e.Put(model.InteractionPrefix, in))
}

// mine makes an item ours to do, unless it waits or is being done already.
func (k *desk) mine(it *Item) error {
	_, err := k.note(it, func(b *model.Blocker) {
		if b.State == model.BlockerOpen || b.State == model.BlockerSnoozed || it.View == Now {
			b.State, b.Owned, b.Until = model.BlockerDoing, k.me, 0
		}
	})
	return err
}

func (k *desk) answered(it *Item, x *model.Escalation, words string) error {
	next := k.nextWord(x, k.hours(it))
	if err := model.Update(k.e, x.ID, func(x *model.Escalation) error {
		x.Events = x.Log(model.Event{At: k.now, Kind: "contact", Direction: "out", Text: words})
		if x.Open() {
			x.NextUpdate = next
		}
		return nil
	}); err != nil {
		return err
	}
	if it.hand {
		return k.mine(it)
	}
	if b, ok := k.e.Get(it.Blocker).(*model.Blocker); !ok || b.State == model.BlockerClosed {
		return nil
	}
	_, err := k.note(it, func(b *model.Blocker) {
		switch {
		case b.State == model.BlockerSnoozed:
			b.State, b.Until = model.BlockerOpen, 0
		case b.State == model.BlockerWaiting && b.Waiting.Nudge <= k.now:
			b.Waiting.Nudge = k.hours(it).workdays(k.now, nudgeDays)
		}
	})
	return err
}

func (k *desk) followUp(it *Item, x *model.Answer, words string) error {
	if err := model.Update(k.e, x.ID, func(a *model.Answer) error {
		a.FollowedUp, a.FollowUp = k.now, words
		return nil
	}); err != nil {
		return err
	}
	if it.hand {
		return k.mine(it)
	}
	return k.shut(it, "done", "", false)
}

// levelOf is the level of an escalation, 0 for anything else.
func (q *Queue) levelOf(it *Item) int {
	if x, ok := model.Find[*model.Escalation](q.c.Snap, it.Subject); ok && x.Open() {
		return x.Level
	}
	return 0
}
