package triage

import (
	"fmt"
	"strconv"
	"time"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/worktime"
)

// record is the item's subject as it was when the queue was built; nil if it is gone.
func (it *Item) record() model.Record { return it.q.c.Snap.Get(it.Subject) }

func (it *Item) zone() *time.Location {
	if r := it.record(); r != nil {
		return it.q.look.zone(r)
	}
	return it.q.c.Loc
}

func (it *Item) blocker() *model.Blocker {
	b, _ := model.Find[*model.Blocker](it.q.c.Snap, it.Blocker)
	return b
}

// Title is what is stuck, in the words of the record.
func (it *Item) Title() string {
	if b := it.blocker(); it.hand && b != nil {
		return b.Title
	}
	if a, ok := it.record().(*model.Answer); ok {
		s := fmt.Sprintf("%s %d", a.Measure, a.Score)
		if a.Verbatim != "" {
			s += ": \"" + a.Verbatim + "\""
		}
		return s
	}
	return it.q.c.NameOf(it.Subject)
}

// Who is the customer or the project that waits.
func (it *Item) Who() string {
	if it.project != 0 && (it.acct == 0 || it.Hat == model.PM) {
		return it.q.c.NameOf(it.project)
	}
	return it.q.c.NameOf(it.acct)
}

// WaitingOn is on whom the item waits: "vendor: Shipfast", "me", or "" where nobody was named.
func (it *Item) WaitingOn() string {
	b := it.blocker()
	if b != nil && it.View != Done {
		switch b.State {
		case model.BlockerDoing:
			if w := it.q.c.Snap.Workspace(); b.Owned != 0 && (w == nil || b.Owned != w.Me) {
				return it.q.c.NameOf(b.Owned)
			}
			return "me"
		case model.BlockerWaiting:
			return party(b.Waiting)
		}
	}
	if x, ok := it.record().(*model.Escalation); ok && x.Status == "waiting" {
		return party(x.Waiting)
	}
	return ""
}

func party(w model.Waiting) string {
	if w.Who == "" || w.On == "" {
		return string(w.On) + w.Who
	}
	return string(w.On) + ": " + w.Who
}

// DueText is the due date as a table shows it: "today 11:30", "3 d late", "Mon 23".
func (it *Item) DueText() string {
	loc, now := it.zone(), it.q.c.Now
	switch it.View {
	case Done:
		return it.Since.In(loc).Format("15:04") + it.q.c.ZoneTag(it.Since, loc)
	case Waiting, Scheduled:
		return it.short(it.Due, loc)
	}
	return it.owedText(loc, now)
}

// OwedText is when the item is owed, also where its view shows when it comes back: "3 d late".
func (it *Item) OwedText() string {
	if it.First && (it.View == Waiting || it.View == Scheduled) {
		for _, m := range it.marks {
			if m.sig.late() || m.sig == ActionDue || m.sig == UpdateSoon || m.sig == ClockSoon || m.sig == PromiseDue || m.sig == StuckDue {
				return it.late(m.at, it.zone())
			}
		}
	}
	if it.promised() && (it.View == Waiting || it.View == Scheduled) {
		own := *it
		own.Due, own.DayDue = it.own, it.ownDay
		return own.owedText(it.zone(), it.q.c.Now)
	}
	return it.DueText()
}

func (it *Item) owedText(loc *time.Location, now date.Instant) string {
	if n, ok := it.Breaks(); ok && !it.First {
		return "breaks +" + strconv.Itoa(n) + " d"
	}
	if len(it.marks) == 0 {
		return it.short(it.Due, loc)
	}
	m := it.marks[0]
	switch m.sig {
	case RiskTriggered:
		return "triggered"
	case Detractor:
		return ago(now, m.at)
	case Unanswered:
		return ago(now, m.at)
	case StandardMissed, BenefitBehind, SponsorSilent, ChangeWaits:
		if s, ok := it.moreDue(m); ok {
			return s
		}
	case DeadlineSlips:
		if t, ok := it.record().(*model.Task); ok {
			return "slips " + strconv.Itoa(max(1, int(t.Finish.Day(loc)-t.Deadline.Day(loc)))) + " d"
		}
	}
	return it.late(it.Due, loc)
}

// late words a due date that may have passed.
func (it *Item) late(due date.Instant, loc *time.Location) string {
	if n := int(it.q.c.Now.Day(loc) - due.Day(loc)); due != 0 && n > 0 {
		return daysLate(n)
	}
	return it.short(due, loc)
}

// inYears is from how many days on a delay is told in whole years: by then no day of it matters.
const inYears = 731

// daysLate words a delay: "3 d late", "22 y late".
func daysLate(n int) string {
	if n >= inYears {
		return strconv.Itoa(n*4/1461) + " y late" // a year is 365.25 days
	}
	return strconv.Itoa(n) + " d late"
}

func (it *Item) short(at date.Instant, loc *time.Location) string {
	if it.DayDue {
		return at.Day(loc).Short(it.q.c.Now.Day(loc))
	}
	return it.q.c.ShortTime(at, loc)
}

// ago is how long ago something was, in the largest whole unit: "3 d ago".
func ago(now, then date.Instant) string {
	switch d := now.Sub(then); {
	case then == 0:
		return ""
	case d >= 24*time.Hour:
		return strconv.Itoa(int(d/(24*time.Hour))) + " d ago"
	case d >= time.Hour:
		return strconv.Itoa(int(d/time.Hour)) + " h ago"
	default:
		return strconv.Itoa(max(0, int(d/time.Minute))) + " min ago"
	}
}

// Terms are the parts of the score, which they sum to exactly, the weightiest signals first.
func (it *Item) Terms() []Term {
	out := make([]Term, len(it.terms))
	for i, t := range it.terms {
		out[i] = Term{Points: t.pts, Ref: t.ref}
		if t.kind == termSignal {
			out[i].Label, out[i].Evidence = t.sig.String(), it.signalEvidence(t)
		} else {
			out[i].Label, out[i].Evidence = it.words(t)
		}
		if it.hand && t.ref == it.Blocker && it.Subject != it.Blocker && out[i].Evidence != "" {
			out[i].Evidence = "blocker " + t.ref.String() + ": " + out[i].Evidence // what speaks is not the thing it is about
		}
	}
	return out
}

// signalEvidence says what makes a signal true.
func (it *Item) signalEvidence(t term) string {
	loc, now := it.zone(), it.q.c.Now
	at := it.q.c.ClockTime(t.at, loc)
	day := t.at.Day(loc).Short(now.Day(loc))
	if s, ok := it.owedEvidence(t, loc); ok {
		return s
	}
	switch t.sig {
	case UpdateOverdue:
		return "the next update was owed by " + at
	case UpdateSoon:
		return "the next update is owed by " + at
	case ClockBreached, ClockSoon:
		return it.clockDue(t.at, loc)
	case Unanswered:
		return "the customer wrote " + at + " and has no answer"
	case PromiseOverdue, ActionOverdue:
		return "was due " + day
	case PromiseDue, ActionDue:
		return "is due " + day
	case EffectDue:
		return "was done long enough ago to see whether it helped; to be looked at " + day
	case StuckOverdue:
		return "was due " + at
	case StuckDue:
		return "is due " + at
	case TargetPassed:
		return "should have been finished by " + day
	case TaskLate:
		return "planned finish " + day + " has passed" + it.percent()
	case StartOverdue:
		return "planned start " + day + " has passed and nothing holds it"
	case DeadlineSlips:
		return it.slip(loc)
	case Detractor:
		return "an unhappy answer of " + day + " without follow-up"
	case RiskNear:
		return "was to hit " + day + "; did it?"
	case ReviewOverdue:
		return "was to be looked at " + day
	case Open:
		return "opened " + at
	}
	if s, ok := plainEvidence[t.sig]; ok {
		return s
	}
	return it.moreEvidence(t, day, loc)
}

var plainEvidence = map[Signal]string{
	RiskTriggered: "the risk has happened", TaskBlocked: "its column or tag says blocked", Stuck: "somebody wrote it down as stuck",
}

func (it *Item) percent() string {
	if t, ok := it.record().(*model.Task); ok && t.Done > 0 {
		return fmt.Sprintf(", %d%% done", int(t.Done)/100)
	}
	return ""
}

func (it *Item) slip(loc *time.Location) string {
	t, ok := it.record().(*model.Task)
	if !ok {
		return ""
	}
	today := it.q.c.Now.Day(loc)
	return "finish " + t.Finish.Day(loc).Short(today) + " lies after the deadline " + t.Deadline.Day(loc).Short(today)
}

// words are label and evidence of a term that is no signal.
func (it *Item) words(t term) (label, evidence string) {
	at := it.q.c.ClockTime(t.at, it.zone())
	switch t.kind {
	case termSeverity:
		return "severity", "severity " + strconv.Itoa(t.n) + severityWords[min(t.n, 5)]
	case termLevel:
		return "level", "escalated to level " + strconv.Itoa(t.n)
	case termAge:
		return "age", plural(t.n, "day") + " old"
	case termDownstream:
		if t.n >= maxDownstream {
			return "downstream", strconv.Itoa(t.n) + " tasks or more wait behind it"
		}
		return "downstream", plural(t.n, "task") + " behind it"
	case termTier:
		a, _ := model.Find[*model.Account](it.q.c.Snap, t.ref)
		if a == nil {
			return "customer", ""
		}
		return "customer", a.Name + " is a " + string(a.Tier) + " customer"
	case termMilestone:
		return "milestone", "a milestone"
	case termRisk:
		return "risk score", fmt.Sprintf("probability x impact 0.%02d", t.n)
	case termVerdict:
		return "verdict", fmt.Sprintf("%d of 10", t.n)
	case termNudge:
		return "nudge due", "to ask again " + at
	case termBack:
		return "back", "put away until " + at
	case termChanged:
		return "changed", "something is new since it was decided"
	case termStake:
		return it.stakeWords(t)
	case termOver:
		return "answered", "the escalation it was handed to is over"
	}
	return "", ""
}

var severityWords = [...]string{"", ", critical", ", high", ", medium", ", low", ", minor"}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// LeavesWhen says what takes the item out of the queue.
func (it *Item) LeavesWhen() string {
	if it.hand && it.Subject != it.Blocker {
		return "its blocker " + it.Blocker.String() + " is closed"
	}
	if it.hand {
		return "the blocker is closed"
	}
	if len(it.marks) == 0 {
		return ""
	}
	switch it.marks[0].sig {
	case UpdateOverdue, UpdateSoon, ClockBreached, ClockSoon, Unanswered, Open:
		if s := it.toldLeaves(); s != "" {
			return s
		}
		return "update logged"
	case PromiseOverdue, PromiseDue:
		return "kept, or a new date agreed"
	case RiskTriggered:
		return "the risk is closed"
	case TargetPassed:
		return "the project ends or its target moves"
	case TaskLate:
		return "the task is done or its finish moves"
	case TaskBlocked:
		return "it is no longer marked blocked"
	case DeadlineSlips:
		return "its finish is back before the deadline"
	case Detractor:
		return "followed up"
	case ActionOverdue, ActionDue:
		return "the action is done"
	case EffectDue:
		return "its effect is told"
	case RiskNear:
		return "the risk is closed or its date moves"
	case StartOverdue:
		return "work starts or its start moves"
	case ReviewOverdue:
		return "the next review is set"
	}
	if s := owedLeaves(it.marks[0].sig); s != "" {
		return s
	}
	return moreLeaves[it.marks[0].sig]
}

// toldLeaves says what takes an escalation away whose customer was told and waits for the next word; ""
// for any other.
func (it *Item) toldLeaves() string {
	x, ok := it.record().(*model.Escalation)
	if !ok || it.View != Scheduled || it.q.c.Unanswered(x) != 0 {
		return ""
	}
	owed, paused := it.q.c.UpdateDue(x)
	if owed <= it.q.c.Now || owed == worktime.Never || paused {
		return "it is resolved"
	}
	return "it is resolved; the next update is due " + it.q.c.ClockTime(owed, it.zone())
}
