package triage

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"tandem/model"
)

// escalate raises an item to a level. An escalation is raised itself and its project, if
// it has one, gets a blocker; anything else becomes an escalation, or joins an open one
// about the same matter, and waits for its answer. Both sides name one another.
func (k *desk) escalate(it *Item, arg string) error {
	if len(arg) != 1 || arg[0] < '1' || arg[0] > '3' {
		return fmt.Errorf("%q is not a level: 1, 2 or 3", arg)
	}
	level := int(arg[0] - '0')
	if x, ok := k.e.Get(it.Subject).(*model.Escalation); ok && x.Open() {
		return k.raise(it, x, level)
	}
	if it.project == 0 && it.acct == 0 {
		return errors.New("it belongs to no project or account")
	}
	esc := k.partner(it)
	var err error
	if esc == 0 {
		esc = k.open(it, level)
	} else {
		err = k.lift(esc, level)
	}
	if err != nil {
		return err
	}
	if !slices.Contains(k.raised, esc) {
		k.raised = append(k.raised, esc)
	}
	return k.handOver(it, esc, level)
}

// raise lifts an escalation and carries it to its project's side.
func (k *desk) raise(it *Item, x *model.Escalation, level int) error {
	if err := k.lift(x.ID, level); err != nil {
		return err
	}
	for _, b := range blockersOf(k.e.Base()).hand {
		if x.Project == 0 || b.Project != x.Project || b.Escalation != x.ID && !slices.Contains(x.About, b.ID) {
			continue
		}
		if err := model.Update(k.e, b.ID, func(b *model.Blocker) error {
			b.Level, b.Escalation = level, x.ID
			return nil
		}); err != nil {
			return err
		}
	}
	return k.handOver(it, x.ID, level)
}

// lift sets the level of an escalation, who deals with it, and when the customer hears next.
func (k *desk) lift(id model.ID, level int) error {
	return model.Update(k.e, id, func(x *model.Escalation) error {
		x.Level = level
		x.Liaison = model.LiaisonAt(level, x.Liaison)
		x.Events = x.Log(model.Event{At: k.now, Kind: "level", Who: x.Liaison, Text: fmt.Sprintf("level %d", level)})
		next := k.nextWord(x, k.look.hoursOf(x))
		if x.NextUpdate <= k.now || next < x.NextUpdate {
			x.NextUpdate = next
		}
		return nil
	})
}

// open makes the escalation of an item.
func (k *desk) open(it *Item, level int) model.ID {
	x := k.e.Base().Schema().Prefix(model.EscalationPrefix).New().(*model.Escalation)
	sev := severityOf(k.source(it))
	if b, ok := k.e.Get(it.Blocker).(*model.Blocker); ok {
		sev = b.Severity
	}
	x.Title, x.Project, x.Account = it.Title(), it.project, it.acct
	x.Impact = [...]int{1: 1, 2: 1, 3: 2, 4: 2, 5: 3}[min(max(sev, 1), 5)]
	x.Urgency = min(max(sev, 1), 5) + 1 - x.Impact
	x.Level, x.Liaison, x.Owned, x.Opened = level, model.LiaisonAt(level, ""), k.me, k.now
	x.Events = []model.Event{{At: k.now, Kind: "opened", Text: it.Title()}}
	x.Events = x.Log(model.Event{At: k.now, Kind: "level", Who: x.Liaison, Text: fmt.Sprintf("level %d", level)})
	x.NextUpdate = k.nextWord(x, k.look.hoursOf(x))
	id := k.e.Put(model.EscalationPrefix, x)
	k.joined[cmp.Or(it.project, it.acct)] = id
	return id
}

// partner is the open escalation an item belongs to: the one its blocker names, one made
// for the same project or customer in this very edit, or one of the same project or
// customer that is about the same record or has much the same title. 0 if there is none.
func (k *desk) partner(it *Item) model.ID {
	if b, ok := k.e.Get(it.Blocker).(*model.Blocker); ok {
		if x, ok := k.e.Get(b.Escalation).(*model.Escalation); ok && x.Open() {
			return x.ID
		}
	}
	if id := k.joined[cmp.Or(it.project, it.acct)]; id != 0 {
		return id
	}
	mine := wordsOf(it.Title())
	for x := range model.Each[*model.Escalation](k.e.Base(), model.EscalationPrefix) {
		near := x.Project != 0 && x.Project == it.project || x.Account != 0 && x.Account == it.acct && (x.Project == 0 || it.project == 0)
		if !near || !x.Open() {
			continue
		}
		theirs := wordsOf(x.Title)
		if slices.Contains(x.About, it.Subject) || slices.Contains(x.About, it.Blocker) && it.Blocker != 0 ||
			2*shared(mine, theirs) >= max(2, min(len(mine), len(theirs))+1) {
			return x.ID
		}
	}
	return 0
}

// handOver puts the item on the waiting list for its escalation, and links the two.
func (k *desk) handOver(it *Item, esc model.ID, level int) error {
	x, ok := k.e.Get(esc).(*model.Escalation)
	if !ok {
		return fmt.Errorf("%s: no such escalation", esc)
	}
	on := model.Party("department")
	if level == 1 {
		on = "team"
	}
	id, err := k.note(it, func(b *model.Blocker) {
		b.Level, b.Escalation, b.State, b.Until = level, esc, model.BlockerWaiting, 0
		b.Waiting = model.Waiting{On: on, Who: x.Liaison, What: "a decision", Nudge: x.NextUpdate}
		b.Project, b.Account = cmp.Or(b.Project, x.Project), cmp.Or(b.Account, x.Account)
	})
	if err != nil || esc == it.Subject {
		return err
	}
	return model.Update(k.e, esc, func(x *model.Escalation) error {
		x.About = withAbout(x.About, it.Subject, id)
		return nil
	})
}

// withAbout returns the list with the ids added that an escalation may be about.
func withAbout(list []model.ID, ids ...model.ID) []model.ID {
	out := slices.Clone(list)
	for _, id := range ids {
		fits := id.Is(model.TaskPrefix) || id.Is(model.RiskPrefix) || id.Is(model.BlockerPrefix)
		if fits && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}
