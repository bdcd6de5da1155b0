package model

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tandem/model/clock"
	"tandem/model/date"
	"tandem/model/worktime"
)

// TalkAbout is what a contact logged on a record is with: its customer, its project, and the contact
// that the record names; ok is false where it belongs to no customer.
func (c *Ctx) TalkAbout(id ID) (t Talk, ok bool) {
	t = Talk{About: id, Channel: "mail", Direction: "out"}
	at := id
	for range 8 {
		switch r := c.Snap.Get(at).(type) {
		case *Account:
			t.Account, at = r.ID, 0
		case *Project:
			t.Project = cmp.Or(t.Project, r.ID)
			at = r.Account
		case *Escalation:
			t.Escalation, t.Contact, t.Project = r.ID, r.Contact, cmp.Or(t.Project, r.Project)
			at = r.Owner()
		case interface{ Owner() ID }:
			at = r.Owner()
		default:
			at = 0
		}
		if at == 0 {
			break
		}
	}
	switch r := c.Snap.Get(id).(type) {
	case *Contact:
		t.Contact = r.ID
	case *Promise:
		t.Contact = r.To
	case *Answer:
		t.Contact, t.Project = r.Contact, cmp.Or(t.Project, r.Project)
	case *Stakeholder:
		t.Contact = r.Contact
	case *Interaction:
		t.Contact, t.Project, t.Escalation = r.Contact, r.Project, r.Escalation
	case *Order:
		t.Project = cmp.Or(t.Project, r.Project)
	}
	return t, t.Account != 0
}

// Say is what is logged where t is known from the record and a sentence says the rest; what the
// sentence names goes before what the record does.
func (t Talk) Say(said Talk) Talk {
	said.About, said.Account, said.Project = t.About, t.Account, t.Project
	said.Contact, said.Escalation = cmp.Or(said.Contact, t.Contact), cmp.Or(said.Escalation, t.Escalation)
	return said
}

// Matters are the escalations that a contact may be about, the likeliest first, with 0 for none of
// them before those that are hardly meant: the first is taken unless somebody chooses another. Open ones
// of the account are meant where the record itself says so (it is the escalation, names
// it, or is of its project or contact), and all of them where the contact is logged on the account;
// among those, one whose customer waits for an answer goes first, then the one due first.
func (c *Ctx) Matters(t Talk) []ID {
	var list []ID
	var likely, rest []*Escalation
	for x := range Each[*Escalation](c.Snap, EscalationPrefix) {
		switch {
		case c.Snap.accountOf(x) != t.Account || !x.Open() && x.ID != t.Escalation:
		case c.meant(t, x):
			likely = append(likely, x)
		default:
			rest = append(rest, x)
		}
	}
	rank := func(a, b *Escalation) int {
		return cmp.Or(-yes(a.ID == t.Escalation)+yes(b.ID == t.Escalation), -yes(a.Contact != 0 && a.Contact == t.Contact)+yes(b.Contact != 0 && b.Contact == t.Contact),
			-yes(c.unanswered(a))+yes(c.unanswered(b)), cmp.Compare(c.nextDue(a), c.nextDue(b)), cmp.Compare(a.ID, b.ID))
	}
	slices.SortFunc(likely, rank)
	slices.SortFunc(rest, rank)
	for _, x := range likely {
		list = append(list, x.ID)
	}
	list = append(list, 0)
	for _, x := range rest {
		list = append(list, x.ID)
	}
	return list
}

func yes(b bool) int {
	if b {
		return 1
	}
	return 0
}

// meant reports whether a contact logged on a record speaks of an escalation, by what both name.
func (c *Ctx) meant(t Talk, x *Escalation) bool {
	if t.Escalation != 0 {
		return x.ID == t.Escalation
	}
	switch r := c.Snap.Get(t.About).(type) {
	case *Account:
		return true
	case *Contact:
		return x.Contact == r.ID || x.Contact == 0
	case *Project:
		return x.Project == r.ID
	case *Promise, *Stakeholder, *Opportunity, *Agreement, *Standard:
		return false
	case *Answer:
		return r.Contact != 0 && x.Contact == r.Contact && r.Touchpoint == "support"
	case *Action:
		return r.For == x.ID
	case *Blocker:
		return r.Escalation == x.ID || r.About == x.ID
	}
	return slices.Contains(x.About, t.About)
}

// unanswered reports whether the customer wrote and waits for our answer.
func (c *Ctx) unanswered(x *Escalation) bool {
	k := &c.Clocks(x).All[clock.Reply]
	return k.Going() && k.State != clock.Paused
}

// nextDue is when the next clock is due; the far future where none goes on.
func (c *Ctx) nextDue(x *Escalation) date.Instant {
	if k := c.Clocks(x).Next(); k != nil {
		return k.Due
	}
	return 1<<63 - 1
}

// LogTalk logs a contact at the moment of the edit, all in one: the interaction, the line in the log
// of the escalation it is about, the promises and actions that came of it. Logged on an unhappy
// answer our word is its follow-up, on a stakeholder it ends the silence. A promise made on a task
// is delivered by that task. It returns the interaction.
func (e *Edit) LogTalk(t Talk) (ID, error) {
	if t.Account == 0 {
		return 0, fmt.Errorf("%s belongs to no customer", t.About)
	}
	id, err := e.logInteraction(t)
	if err != nil {
		return 0, err
	}
	e.FollowUps(t, id)
	return id, e.heard(t)
}

// FollowUps makes the promises and actions that came of a contact, which links to its interaction.
func (e *Edit) FollowUps(t Talk, interaction ID) {
	for _, p := range t.Promises {
		x := e.base.schema.Prefix(PromisePrefix).New().(*Promise)
		x.What, x.Account, x.To, x.Due, x.Owned = p.What, t.Account, t.Contact, p.On, e.Ctx.me()
		if t.About.Is(TaskPrefix) {
			x.Task = t.About
		}
		x.Links = t.cameOf(interaction)
		e.Put(PromisePrefix, x)
	}
	for _, a := range t.Actions {
		x := e.base.schema.Prefix(ActionPrefix).New().(*Action)
		x.What, x.Due, x.Owned, x.Project, x.Account = a.What, a.On, e.Ctx.me(), t.Project, t.Account
		x.For = cmp.Or(t.Escalation, t.About)
		if x.For.Is(AccountPrefix) || x.For.Is(ProjectPrefix) {
			x.For = 0
		}
		x.Links = t.cameOf(interaction)
		e.Put(ActionPrefix, x)
	}
}

// cameOf links what came of a contact to it.
func (t Talk) cameOf(interaction ID) []Link {
	return []Link{{To: interaction, Title: "came of"}}
}

// logInteraction puts the interaction, by way of the escalation's log where it is about one.
func (e *Edit) logInteraction(t Talk) (ID, error) {
	if t.Escalation == 0 {
		x := e.base.schema.Prefix(InteractionPrefix).New().(*Interaction)
		x.When = e.Ctx.Now
		t.fill(x)
		return e.Put(InteractionPrefix, x), nil
	}
	if err := e.LogContact(t.Escalation, t.Direction, t.Words); err != nil {
		return 0, err
	}
	id := NewID(InteractionPrefix, e.lastOf(InteractionPrefix))
	return id, Update(e, id, func(x *Interaction) error {
		t.fill(x)
		return nil
	})
}

// fill writes what was said into its interaction.
func (t Talk) fill(x *Interaction) {
	x.Summary, x.Account, x.Channel, x.Direction, x.Mood = t.Words, t.Account, t.Channel, t.Direction, t.Mood
	x.Escalation = cmp.Or(t.Escalation, x.Escalation)
	x.Project, x.Contact = cmp.Or(t.Project, x.Project), cmp.Or(t.Contact, x.Contact)
}

// heard ends what waited for this contact on the record it was logged on.
func (e *Edit) heard(t Talk) error {
	switch x := e.Get(t.About).(type) {
	case *Answer:
		if t.Direction == "in" || x.FollowedUp != 0 {
			return nil
		}
		return Update(e, x.ID, func(a *Answer) error {
			a.FollowedUp, a.FollowUp = e.Ctx.Now, cmp.Or(a.FollowUp, t.Words)
			return nil
		})
	case *Stakeholder:
		return Update(e, x.ID, func(s *Stakeholder) error {
			s.Last = e.Ctx.today(s)
			return nil
		})
	}
	return nil
}

// TalkLabel says what logging a contact does, in the words of the toast and of the journal: on what
// it is logged, which promises and actions come of it, and which clocks of the escalation stop or
// start: "Log call on E-7: update clock now due 15:40". It carries the contact out on the snapshot
// of c to see, and changes nothing.
func (c *Ctx) TalkLabel(t Talk) string {
	what := map[Channel]string{"phone": "call", "portal": "portal message", "mail": "contact"}[t.Channel]
	label := "Log " + cmp.Or(what, string(t.Channel))
	switch {
	case t.Escalation != 0:
		label += " on " + t.Escalation.String()
	case t.Contact != 0:
		label += " with " + c.NameOf(t.Contact)
	default:
		label += " with " + c.NameOf(t.Account)
	}
	var more []string
	if n := len(t.Promises); n > 0 {
		more = append(more, fmt.Sprintf("promise for %s", t.Promises[0].On.Short(c.Now.Day(c.Loc))))
	}
	if n := len(t.Actions); n > 0 {
		more = append(more, fmt.Sprintf("action for %s", t.Actions[0].On.Short(c.Now.Day(c.Loc))))
	}
	more = append(c.TalkMoves(t), more...)
	if len(more) == 0 {
		return label
	}
	return label + ": " + strings.Join(more, ", ")
}

// TalkMoves says which clocks of its escalation a contact logged now would stop or start, and for
// when. It tries the contact out on an edit that is thrown away, and replays one log: quick enough
// to be asked at every key.
func (c *Ctx) TalkMoves(t Talk) []string {
	x, ok := Find[*Escalation](c.Snap, t.Escalation)
	if !ok {
		return nil
	}
	e := NewEdit(c.Snap, c.Now)
	if err := e.LogContact(t.Escalation, t.Direction, cmp.Or(t.Words, "-")); err != nil {
		return nil
	}
	return clockMoves(c, c.Clocks(x), c.Clocks(e.Get(x.ID).(*Escalation)))
}

// clockNames are the clocks as a short sentence names them.
var clockNames = [clock.Count]string{"first response", "reply clock", "update clock", "resolution clock"}

// clockMoves says which clocks differ between two looks at a matter: stopped, started, due at
// another time.
func clockMoves(c *Ctx, was, is *clock.Clocks) []string {
	var out []string
	for i := range is.All {
		a, b := &was.All[i], &is.All[i]
		switch {
		case b.Going() && (!a.Going() || a.Due != b.Due || a.State != b.State && a.State == clock.Paused):
			if b.Hours() == nil || b.Due == worktime.Never {
				continue
			}
			at := c.ClockTime(b.Due, b.Hours().Location())
			if b.State == clock.Paused {
				out = append(out, clockNames[i]+" paused")
			} else {
				out = append(out, clockNames[i]+" now due "+at)
			}
		case a.Going() && !b.Going():
			s := clockNames[i] + " stopped"
			if b.State == clock.Breached {
				s += ", too late"
			} else if b.State == clock.Met {
				s += " in time"
			}
			out = append(out, s)
		}
	}
	return out
}
