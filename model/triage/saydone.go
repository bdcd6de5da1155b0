package triage

import (
	"fmt"
	"strings"

	"tandem/model"
	"tandem/model/clock"
)

// waitLabel words a wait before it is carried out: on whom, who is likely where none is given, for
// what, when to ask again, and where that is not when it was asked for, or nobody is called so, that too.
func (q *Queue) waitLabel(it *Item, on model.Party, given, until string) string {
	k := newDesk(model.NewEdit(q.c.Snap, q.c.Now), q, []*Item{it})
	s, who := "Wait on "+string(on), given
	if who == "" {
		who, _ = k.who(it, on)
	}
	if who != "" {
		s += " " + who
	}
	s += " for " + it.Ref().String() + ", ask again " + k.nudge(it, until).Short(q.c.Now, it.zone())
	if why := q.Sooner(it, until); why != "" {
		s += ": " + why
	}
	return s + q.unknown(on, given)
}

// Sooner says why a wait comes back before the date of until that was asked for: "Fri 27 is after the next
// update owed then"; "" where it does not.
func (q *Queue) Sooner(it *Item, until string) string {
	k := newDesk(model.NewEdit(q.c.Snap, q.c.Now), q, []*Item{it})
	asked := k.hours(it).on(q.c.Now, OnDate+" "+until)
	if until == "" || asked == 0 || capped(asked, q.c.Now, it) == asked {
		return ""
	}
	return asked.Short(q.c.Now, it.zone()) + " is after " + it.owedWhat()
}

// soonerAll counts the items that come back before the date that was asked for; "" where none does.
func (q *Queue) soonerAll(items []*Item, until string) string {
	n := 0
	for _, it := range items {
		if q.Sooner(it, until) != "" {
			n++
		}
	}
	if until == "" || n == 0 {
		return ""
	}
	return fmt.Sprintf(", asked again %s; %d of them before, when due", until, n)
}

// owedWhat names what is due at the item's own due time: "the next update owed then".
func (it *Item) owedWhat() string {
	due := it.owed()
	if x, ok := it.record().(*model.Escalation); ok {
		clocks := it.q.c.Clocks(x)
		for i := range clocks.All {
			if k := &clocks.All[i]; k.Going() && k.Due == due {
				return "the " + strings.TrimSuffix(k.Which.Title(), " owed") + " owed then"
			}
		}
		if x.NextUpdate == due {
			return "the " + clock.Update.Title() + " owed then"
		}
	}
	if b := it.blocker(); it.hand && b != nil && b.Due == due {
		return b.ID.String() + " is due"
	}
	return it.Ref().String() + " is due"
}

// unknown says that no vendor has the name that was given for one; the wait keeps the name as text.
func (q *Queue) unknown(on model.Party, given string) string {
	k := newDesk(model.NewEdit(q.c.Snap, q.c.Now), q, nil)
	if on != "vendor" || given == "" || k.supplier(on, given) != 0 {
		return ""
	}
	return "; no vendor is called " + given + ", kept as text"
}

// escalated says what an escalation to a level would come to: what it makes with what is owed first, what it
// joins, or who deals with an escalation that goes up. It tries it out on an edit that is thrown away.
func (q *Queue) escalated(items []*Item, level string) string {
	e := model.NewEdit(q.c.Snap, q.c.Now)
	k := newDesk(e, q, items)
	for _, it := range items {
		if err := k.escalate(it, level); err != nil {
			return "" // the decision itself says why
		}
	}
	if len(items) == 1 && len(k.raised) == 0 {
		x, ok := e.Get(items[0].Subject).(*model.Escalation)
		if !ok {
			return ""
		}
		return nonEmpty(": ", e.Ctx.LevelText(x))
	}
	var said []string
	for i, id := range k.raised {
		x, ok := e.Get(id).(*model.Escalation)
		switch {
		case !ok:
		case i == mostNamed:
			said = append(said, fmt.Sprintf("%d more", len(k.raised)-i))
		case i > mostNamed:
		case q.c.Snap.Get(id) == nil && len(k.raised) == 1:
			said = append(said, e.Ctx.MadeText(id, x))
		case q.c.Snap.Get(id) == nil:
			said = append(said, "made "+id.String())
		default:
			said = append(said, "joined "+id.String()+" "+x.Title)
		}
	}
	return nonEmpty(": ", strings.Join(said, ", "))
}

// mostNamed is how many escalations a label names.
const mostNamed = 3
