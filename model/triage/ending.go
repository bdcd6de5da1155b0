package triage

import (
	"fmt"
	"slices"
	"strings"

	"tandem/model"
	"tandem/model/date"
)

// What closing an item does at its source: one table for carrying it out and for saying so beforehand, so
// that the two cannot part.

// reviewDays is how far the next look at a risk moves when the due one is done.
const reviewDays = 28

// fate is what closing does to a source.
type fate struct {
	ended bool   // its signals end with it for good; else it is put away as it is
	said  string // in words behind its reference: "resolved"; "": put away
	do    func(*model.Edit) error
	not   string // why it cannot be closed so; "" where it can
}

// reasonOf reads the argument of Close: the resolution, and the words where it is given in words.
func reasonOf(arg string) (why model.Resolution, words string, ok bool) {
	if words, said := strings.CutPrefix(arg, InWords+" "); said && strings.TrimSpace(words) != "" {
		return "other", strings.TrimSpace(words), true
	}
	why, ok = resolutions[arg]
	return why, "", ok
}

// solved reports a reason by which the matter came to its good end.
func solved(why model.Resolution) bool { return why == "done" || why == "resolved itself" }

// change is a fate that ends the source by changing it.
func change[T model.Record](x T, said string, f func(T)) fate {
	return fate{ended: true, said: said, do: func(e *model.Edit) error {
		return model.Update(e, x.Base().ID, func(x T) error { f(x); return nil })
	}}
}

// end closes the source, and reports whether that ends its signals for good.
func (k *desk) end(it *Item, why model.Resolution) (bool, error) {
	f := k.fate(it, why)
	if f.not != "" {
		return false, fmt.Errorf("%s", f.not)
	}
	if f.do == nil {
		return f.ended, nil
	}
	return f.ended, f.do(k.e)
}

// fate is what closing an item for a reason comes to.
func (k *desk) fate(it *Item, why model.Resolution) fate {
	today := k.now.Day(k.hours(it).loc)
	switch x := k.e.Get(it.Subject).(type) {
	case *model.Escalation:
		status, kind := model.EscalationStatus("closed"), model.EventKind("closed")
		if solved(why) && x.Open() {
			status, kind = "resolved", "resolved"
		}
		return change(x, string(status), func(x *model.Escalation) {
			if x.Open() {
				x.Resolved = max(k.now, x.Opened)
			}
			x.Status, x.Waiting = status, model.Waiting{}
			x.Events = x.Log(model.Event{At: k.now, Kind: kind, Text: string(why)})
		})
	case *model.Promise:
		return k.fateOfPromise(x, why, today)
	case *model.Action:
		if !x.Open() { // it was done long ago: what is left to tell is whether it helped
			return fate{}
		}
		state := model.ActionState("done")
		if !solved(why) {
			state = "dropped"
		}
		return change(x, string(state), func(a *model.Action) { a.State, a.DoneOn = state, today })
	case *model.Answer:
		return change(x, "noted as followed up", func(a *model.Answer) {
			a.FollowedUp = k.now
			if a.FollowUp == "" {
				a.FollowUp = string(why)
			}
		})
	case *model.Risk:
		return fateOfRisk(x, why, today)
	}
	return k.fateMore(it, why, today)
}

// fateOfPromise: one whose day has passed is kept late and counts as not kept; one whose task is forecast
// after its day was not kept yet, and closing it does not make it so.
func (k *desk) fateOfPromise(x *model.Promise, why model.Resolution, today date.Day) fate {
	state, said := model.PromiseState("kept"), "noted as kept"
	switch n := breakDays(k.e.Ctx, x); {
	case why == "declined":
		state, said = "broken", "noted as broken"
	case !solved(why):
		return fate{}
	case x.Due != 0 && x.Due < today:
		said = "noted as kept late, which counts as not kept"
	case n > 0:
		at, _ := k.e.Ctx.PromiseForecast(x)
		return fate{not: fmt.Sprintf("%s is forecast for %s, %d d late: agree a new date, keep it in its card, or close it as declined, which notes it as broken",
			x.ID, at.Day(k.look.zone(x)).Short(today), n)}
	}
	return change(x, said, func(p *model.Promise) { p.State, p.ClosedOn = state, today })
}

// fateOfRisk closes a risk that has happened or gone by; one whose review is due, or whose
// date has passed without it, stays open and is looked at again in four weeks.
func fateOfRisk(x *model.Risk, why model.Resolution, today date.Day) fate {
	if x.Status == "triggered" || why != "done" {
		return change(x, "closed", func(r *model.Risk) { r.Status = "closed" })
	}
	if x.Review > today {
		return fate{}
	}
	next := today + reviewDays
	f := change(x, "looked at, next review "+next.Short(today), func(r *model.Risk) { r.Review = next })
	f.ended = false
	return f
}

// fateMore is that of the newer kinds. One that cannot be ended without being asked what came of it (a
// decision, a change to approve, a benefit) stays as it is and only leaves the queue.
func (k *desk) fateMore(it *Item, why model.Resolution, today date.Day) fate {
	solved, declined := solved(why), why == "declined"
	switch x := k.e.Get(it.Subject).(type) {
	case *model.Order:
		if solved {
			return change(x, "noted as delivered", func(x *model.Order) { x.Deliver(today) })
		} else if declined {
			return change(x, "cancelled", func(x *model.Order) { x.Status = "cancelled" })
		}
	case *model.Purchase:
		if solved {
			return change(x, "noted as received", func(x *model.Purchase) { x.Status, x.Received = "received", max(today, x.Ordered) })
		} else if declined {
			return change(x, "cancelled", func(x *model.Purchase) { x.Status = "cancelled" })
		}
	case *model.Review:
		if solved {
			return change(x, "noted as held today", func(x *model.Review) { x.Held = today })
		}
	case *model.Stakeholder:
		if solved {
			return change(x, "noted as contacted today", func(x *model.Stakeholder) { x.Last = today })
		}
	case *model.Decision:
		if declined {
			return change(x, "dropped", func(x *model.Decision) { x.Status, x.DecidedOn = "dropped", today })
		}
	case *model.ChangeRequest:
		if declined {
			return fate{ended: true, said: "rejected", do: func(e *model.Edit) error { return e.Act(x.ID, "reject") }}
		}
	}
	return fate{}
}

// closeWords say what closing the item for a reason does: "E-2 resolved", "T-33 put away, still late".
func (k *desk) closeWords(it *Item, arg string) string {
	why, words, ok := reasonOf(arg)
	said := k.closeSaid(it, why, words)
	switch {
	case !ok || arg == "" || said == string(why):
	case words != "":
		said += ": " + words
	default:
		said += ": " + string(why)
	}
	if it.hand {
		return it.Key().String() + " " + said
	}
	return it.Ref().String() + " " + said
}

// closeSaid is closeWords without reference and reason.
func (k *desk) closeSaid(it *Item, why model.Resolution, words string) string {
	if it.hand {
		return "closed"
	}
	f := k.fate(it, why)
	if f.said != "" {
		return f.said
	}
	if a, ok := k.e.Get(it.Subject).(*model.Action); ok && !a.Open() {
		if words != "" {
			return "effect noted"
		}
		return "put away, its effect not told"
	}
	return "put away, " + it.still()
}

// stillWords say how what was put away stands all the same, where the name of the signal does not.
var stillWords = map[Signal]string{
	PromiseOverdue: "still overdue", OrderLate: "still not delivered", PurchaseLate: "still not received", PurchaseHolds: "still too late for its task",
	TargetPassed: "still past its target", TaskLate: "still late", TaskBlocked: "still blocked", DeadlineSlips: "still past its deadline",
	DecisionLate: "still to be decided", ChangeWaits: "still to be decided", StandardMissed: "still missed", BenefitBehind: "still behind",
	SponsorSilent: "its sponsor still silent", StartOverdue: "still not begun", MeetingLate: "still not held", ContactLate: "still not contacted",
	RenewalNear: "its renewal still at risk", HandoverDue: "still not handed over", HypercareOpen: "still open", WarrantyOpen: "still open",
}

// still says how the item stands that is put away.
func (it *Item) still() string {
	for _, m := range it.marks {
		if s := stillWords[m.sig]; s != "" {
			return s
		}
	}
	return "still open"
}

// closeLabel says what closing does: of one item in full, of several how many come to what.
func (q *Queue) closeLabel(items []*Item, arg string) string {
	k := newDesk(model.NewEdit(q.c.Snap, q.c.Now), q, items)
	if len(items) == 1 {
		return k.closeWords(items[0], arg)
	}
	why, words, _ := reasonOf(arg)
	counts, order := map[string]int{}, []string{}
	for _, it := range items {
		said, _, _ := strings.Cut(k.closeSaid(it, why, words), ",")
		if counts[said]++; counts[said] == 1 {
			order = append(order, said)
		}
	}
	slices.SortStableFunc(order, func(a, b string) int { return counts[b] - counts[a] })
	for i, said := range order {
		order[i] = fmt.Sprintf("%d %s", counts[said], said)
	}
	s := "Close " + plural(len(items), "item") + ": " + strings.Join(order, ", ")
	if words != "" {
		return s + "; " + words
	} else if arg != "" {
		return s + "; " + string(why)
	}
	return s
}

// unclosable says why one of the items cannot be closed for a reason; "" where all can.
func (q *Queue) unclosable(items []*Item, arg string) string {
	k := newDesk(model.NewEdit(q.c.Snap, q.c.Now), q, items)
	why, _, _ := reasonOf(arg)
	for _, it := range items {
		if it.hand || !it.Subject.Is(model.PromisePrefix) || k.e.Get(it.Subject) == nil {
			continue
		}
		if f := k.fate(it, why); f.not != "" {
			return f.not
		}
	}
	return ""
}

// Outcome says in a word or two how a closed item ended: by its resolution, or "put away" where its source
// goes on as it was; "" for one that was not closed here.
func (it *Item) Outcome() string {
	b := it.blocker()
	switch {
	case b == nil || it.View != Done:
		return ""
	case it.hand || b.Fingerprint == "":
		return string(b.Resolution)
	case b.Resolution == "done":
		return "put away"
	}
	return "put away, " + string(b.Resolution)
}
