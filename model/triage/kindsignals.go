package triage

import (
	"cmp"
	"iter"
	"strconv"
	"strings"
	"time"

	"tandem/model"
	"tandem/model/date"
)

// The signals of what surrounds the plan and the customer: decisions, changes, deliveries,
// purchases, standards, benefits, reviews, the people who have a say.

// How long is long, where the settings do not tell (weights silent_days and renewal_days).
const (
	silentDays  = 30 // without a word to or from the sponsor
	renewalDays = 60 // before the renewal, poor signs want an answer
	signDays    = 90 // how far back a broken promise or an unhappy answer is a sign
)

// newerEndings tell how those kinds come to their end.
var newerEndings = []ending{
	{model.OrderPrefix, func(r model.Record) (closing, bool) {
		x := r.(*model.Order)
		return closing{day: cmp.Or(x.SignedOn, x.Delivered)}, x.Status == "open" && x.Due() != 0
	}},
	{model.DecisionPrefix, func(r model.Record) (closing, bool) {
		x := r.(*model.Decision)
		return closing{day: x.DecidedOn}, x.Open() && x.NeededBy != 0
	}},
	{model.ChangeRequestPrefix, func(r model.Record) (closing, bool) {
		x := r.(*model.ChangeRequest)
		return closing{day: x.DecidedOn}, x.Open() && x.Status != "draft"
	}},
	{model.PurchasePrefix, func(r model.Record) (closing, bool) {
		x := r.(*model.Purchase)
		return closing{day: x.Received}, x.Open() && x.Due != 0
	}},
	{model.StandardPrefix, func(model.Record) (closing, bool) { return closing{}, true }},
	{model.BenefitPrefix, func(r model.Record) (closing, bool) {
		x := r.(*model.Benefit)
		return closing{}, x.Planned != 0 && (x.Status == "planned" || x.Status == "measured")
	}},
	{model.ReviewPrefix, func(r model.Record) (closing, bool) {
		x := r.(*model.Review)
		return closing{day: x.Held}, x.Open() && x.Due != 0
	}},
	{model.StakeholderPrefix, func(r model.Record) (closing, bool) {
		return closing{}, r.(*model.Stakeholder).Cadence > 0
	}},
	{model.AccountPrefix, func(r model.Record) (closing, bool) {
		x := r.(*model.Account)
		return closing{}, ours(x) && (x.Sponsor != 0 || x.Renewal != 0)
	}},
}

// ours reports a customer that is one.
func ours(a *model.Account) bool { return a.Status != "prospect" && a.Status != "former" }

// more reads the signals of the newer kinds.
func (l *look) more(rd *reading, r model.Record) {
	switch x := r.(type) {
	case *model.Order:
		if x.Status == "open" {
			l.owed(rd, x, x.Due(), OrderLate)
		}
	case *model.Decision:
		if x.Open() && l.live(x.Project) {
			l.owed(rd, x, x.NeededBy, DecisionLate)
		}
	case *model.Purchase:
		if x.Open() && l.live(x.Project) {
			l.owed(rd, x, x.Due, PurchaseLate)
		}
	case *model.Review:
		if x.Open() {
			l.owed(rd, x, x.Due, MeetingLate)
		}
	case *model.ChangeRequest:
		l.change(rd, x)
	case *model.Stakeholder:
		l.stakeholder(rd, x)
	case *model.Standard:
		l.standard(rd, x)
	case *model.Benefit:
		l.benefit(rd, x)
	case *model.Account:
		l.account(rd, x)
	}
}

// owed gives the signal once the day has passed; until then it is planned.
func (l *look) owed(rd *reading, r model.Record, day date.Day, sig Signal) {
	end := dayEnd(day, l.zone(r))
	switch {
	case end == 0:
	case l.alert(end, r) <= l.c.Now:
		rd.add(sig, end)
		rd.due, rd.dayDue, rd.since = end, true, end
	default:
		l.plan(rd, end)
	}
}

// change: one that was asked for, or approved and is not in the plan yet, waits for somebody.
func (l *look) change(rd *reading, x *model.ChangeRequest) {
	if !x.Open() || x.Status == "draft" || !l.live(x.Project) {
		return
	}
	loc := l.zone(x)
	rd.add(ChangeWaits, dayEnd(cmp.Or(x.NeededBy, x.Raised), loc))
	rd.since = cmp.Or(x.Raised.At(0, 0, loc), x.Created)
	rd.due, rd.dayDue = dayEnd(x.NeededBy, loc), true
}

// stakeholder: the cadence has run out. The sponsor of a customer who has gone silent has an
// item with the customer, and none besides for each project.
func (l *look) stakeholder(rd *reading, x *model.Stakeholder) {
	if !l.live(x.Project) {
		return
	}
	loc := l.zone(x)
	c := *l.c
	c.Loc = loc
	end := dayEnd(x.Due(&c), loc)
	if end == 0 || end >= l.c.Now {
		return
	}
	if p, ok := l.get(x.Project).(*model.Project); ok && x.Contact != 0 {
		if a, ok := l.get(p.Account).(*model.Account); ok && a.Sponsor == x.Contact && l.silent(a) != 0 {
			return
		}
	}
	rd.add(ContactLate, end)
	rd.due, rd.dayDue, rd.since = end, true, end
}

// standard: the newest reading misses the target while the standard counts. A new reading that
// misses is a new signal.
func (l *look) standard(rd *reading, x *model.Standard) {
	loc := l.zone(x)
	last := x.Missed(l.c.Snap)
	if last == nil || !x.In(l.c.Now.Day(loc)) {
		return
	}
	rd.add(StandardMissed, dayEnd(last.Date, loc))
	rd.since = last.Date.At(0, 0, loc)
}

func (l *look) benefit(rd *reading, x *model.Benefit) {
	loc := l.zone(x)
	if !x.Behind(l.c.Snap, l.c.Now.Day(loc)) {
		return
	}
	at := x.Planned
	if last := l.c.Snap.LastReading(x.ID); last != nil {
		at = last.Date
	}
	rd.add(BenefitBehind, dayEnd(at, loc))
	rd.since = at.At(0, 0, loc)
}

// account: the sponsor is silent, or the renewal is near and the signs are poor.
func (l *look) account(rd *reading, x *model.Account) {
	if !ours(x) {
		return
	}
	if at := l.silent(x); at != 0 {
		rd.add(SponsorSilent, at)
		rd.since = at
	}
	end := dayEnd(x.Renewal, l.zone(x))
	near := date.Instant(l.days("renewal_days", renewalDays)) * 86400
	if end != 0 && end >= l.c.Now && end-near <= l.c.Now && len(l.signs(x)) > 0 {
		rd.add(RenewalNear, end)
		rd.due, rd.dayDue = end, true
		rd.since = cmp.Or(rd.since, end-near)
	}
}

// days is a setting in days.
func (l *look) days(name string, usual int) int {
	return int(l.c.Snap.Workspace().Weight(name, float64(usual)))
}

// silent is since when a customer's sponsor counts as silent; 0 where they do not.
func (l *look) silent(a *model.Account) date.Instant {
	if a.Sponsor == 0 || !ours(a) {
		return 0
	}
	last := cmp.Or(l.c.LastTalk(a.Sponsor), a.Created)
	at := last + date.Instant(l.days("silent_days", silentDays))*86400
	if last == 0 || at >= l.c.Now {
		return 0
	}
	return at
}

// signs are what speaks against a renewal, in words.
func (l *look) signs(a *model.Account) []string {
	var out []string
	if a.Status == "at risk" || a.Status == "leaving" {
		out = append(out, "the account is "+string(a.Status))
	}
	if n := severeOf(l.c.Snap)[a.ID]; n > 0 {
		out = append(out, plural(n, "severe escalation")+" open")
	}
	from := l.c.Now - signDays*86400
	if day := brokenOf(l.c.Snap)[a.ID]; day != 0 && day.At(0, 0, nil) > from {
		out = append(out, "a promise was broken")
	}
	n := 0
	for _, at := range unhappyOf(l.c.Snap)[a.ID] {
		if at > from {
			n++
		}
	}
	if n > 1 {
		out = append(out, strconv.Itoa(n)+" unhappy answers")
	}
	if l.silent(a) != 0 {
		out = append(out, "the sponsor is silent")
	}
	return out
}

type severeKey struct{}

// severeOf counts the open escalations of severity 1 and 2 of each account.
func severeOf(s *model.Snapshot) map[model.ID]int {
	return model.Memo(s, model.EscalationPrefix, severeKey{}, func(all iter.Seq[model.Record]) map[model.ID]int {
		m := map[model.ID]int{}
		for r := range all {
			if x := r.(*model.Escalation); x.Open() && x.Severity() <= 2 {
				m[x.Account]++
			}
		}
		return m
	})
}

type brokenKey struct{}

// brokenOf is the last day a promise to each account was broken.
func brokenOf(s *model.Snapshot) map[model.ID]date.Day {
	return model.Memo(s, model.PromisePrefix, brokenKey{}, func(all iter.Seq[model.Record]) map[model.ID]date.Day {
		m := map[model.ID]date.Day{}
		for r := range all {
			if x := r.(*model.Promise); x.State == "broken" {
				m[x.Account] = max(m[x.Account], cmp.Or(x.ClosedOn, x.Due))
			}
		}
		return m
	})
}

type unhappyKey struct{}

// unhappyOf lists when each account gave an unhappy answer.
func unhappyOf(s *model.Snapshot) map[model.ID][]date.Instant {
	return model.Memo(s, model.AnswerPrefix, unhappyKey{}, func(all iter.Seq[model.Record]) map[model.ID][]date.Instant {
		m := map[model.ID][]date.Instant{}
		for r := range all {
			if x := r.(*model.Answer); x.Detractor() {
				m[x.Account] = append(m[x.Account], x.When)
			}
		}
		return m
	})
}

// homeOf is the project and the account of a record of the newer kinds; next is what to ask
// where it names neither.
func (l *look) homeOf(r model.Record) (project, account, next model.ID) {
	switch x := r.(type) {
	case *model.Order:
		return x.Project, x.Account, 0
	case *model.Decision:
		return x.Project, x.Account, 0
	case *model.Standard:
		return x.Project, x.Account, 0
	case *model.Benefit:
		return x.Project, x.Account, 0
	case *model.Review:
		return x.Project, x.Account, 0
	case *model.ChangeRequest:
		return x.Project, 0, 0
	case *model.Stakeholder:
		return x.Project, 0, 0
	case *model.Purchase:
		return x.Project, 0, 0
	case interface{ Owner() model.ID }:
		return 0, 0, x.Owner()
	}
	return 0, 0, 0
}

// moreDue is the due text of a signal that is about no date ahead.
func (it *Item) moreDue(m mark) (string, bool) {
	switch m.sig {
	case SponsorSilent:
		if a, ok := it.record().(*model.Account); ok {
			last := cmp.Or(it.q.c.LastTalk(a.Sponsor), a.Created)
			return strconv.Itoa(days(it.q.c.Now, last)) + " d silent", true
		}
	case StandardMissed, BenefitBehind:
		return ago(it.q.c.Now, m.at), true
	case ChangeWaits:
		if it.Due == 0 {
			return ago(it.q.c.Now, m.at), true
		}
	}
	return "", false
}

// moreEvidence says what makes a signal of the newer kinds true.
func (it *Item) moreEvidence(t term, day string, loc *time.Location) string {
	s := it.q.c.Snap
	switch x := it.record().(type) {
	case *model.Order:
		if n := len(x.Lines); n > 0 && !x.InFull() && t.sig == OrderLate {
			return "was " + x.DueWord() + " for " + day + " and is not there in full"
		}
		return "was " + x.DueWord() + " for " + day
	case *model.Decision:
		return "was needed by " + day
	case *model.Purchase:
		return it.q.c.NameOf(x.Vendor) + " said it comes " + day
	case *model.Review:
		return "was to be held " + day
	case *model.ChangeRequest:
		if x.Status == "approved" {
			return "is approved but not in the plan"
		}
		if x.NeededBy != 0 {
			return "was asked for and is to be decided by " + x.NeededBy.Short(it.q.c.Now.Day(loc))
		}
		return "was asked for and is not decided"
	case *model.Stakeholder:
		return "should have heard from us by " + day + ", every " + plural(x.Cadence, "day")
	case *model.Standard:
		if last := x.Missed(s); last != nil {
			return strings.TrimSpace(last.Value.String()+" "+x.Unit) + ", " + string(x.Direction) + " " + x.Target.String() + " was agreed"
		}
	case *model.Benefit:
		return benefitEvidence(s, x, day)
	case *model.Account:
		if t.sig == RenewalNear {
			return "renews " + day + "; " + strings.Join(it.q.look.signs(x), ", ")
		}
		if at := it.q.c.LastTalk(x.Sponsor); at != 0 {
			return "the last word with " + it.q.c.NameOf(x.Sponsor) + " was " + at.Day(loc).Short(it.q.c.Now.Day(loc))
		}
		return "nobody has ever talked with " + it.q.c.NameOf(x.Sponsor)
	}
	return ""
}

func benefitEvidence(s *model.Snapshot, x *model.Benefit, day string) string {
	last := s.LastReading(x.ID)
	if last == nil {
		return "was to be reached " + day + " and was never measured"
	}
	got, _ := x.Realised(last.Value)
	return strconv.Itoa(int(100*got)) + "% of the way on " + day + ", " + strconv.Itoa(int(100*x.Expected(last.Date))) + "% would be on course"
}

// moreLeaves says what takes an item of the newer kinds out of the queue.
var moreLeaves = map[Signal]string{
	OrderLate:      "delivered, or a new date promised",
	DecisionLate:   "decided, or its date moves",
	PurchaseLate:   "received, or a new date agreed",
	RenewalNear:    "renewed, or the signs are better",
	ChangeWaits:    "approved or rejected",
	StandardMissed: "the next reading meets the target",
	BenefitBehind:  "the next reading is on course",
	SponsorSilent:  "a contact with the sponsor is logged",
	MeetingLate:    "the review is held or its date moves",
	ContactLate:    "a contact is logged",
}
