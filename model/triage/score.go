package triage

import (
	"cmp"
	"time"

	"tandem/model"
	"tandem/model/date"
)

// The rank for now: how much is owed and how late it is, how severe, how old, what waits
// behind it, for whom. A later rank in money replaces these weights, not the shape.

// termKind says what a term stands for; its texts are in text.go.
type termKind uint8

const (
	termSignal termKind = iota
	termSeverity
	termLevel
	termAge
	termDownstream
	termTier
	termMilestone
	termRisk
	termVerdict
	termNudge
	termBack
	termChanged
	termOver
	termStake
)

// term is a Term before its words are made.
type term struct {
	kind termKind
	sig  Signal
	pts  Points
	at   date.Instant
	n    int
	ref  model.ID
}

// weight is what a signal is worth at once, and more with every day it is late.
type weight struct{ base, perDay, most Points }

var signalWeights = [...]weight{
	UpdateOverdue:  {400, 20, 200},
	ClockBreached:  {300, 15, 150},
	Unanswered:     {150, 10, 100},
	PromiseOverdue: {250, 10, 150},
	StuckOverdue:   {200, 10, 150},
	UpdateSoon:     {200, 0, 0},
	ClockSoon:      {160, 0, 0},
	PromiseDue:     {180, 0, 0},
	StuckDue:       {150, 0, 0},
	RiskTriggered:  {250, 0, 0},
	TargetPassed:   {200, 5, 150},
	TaskLate:       {100, 10, 150},
	TaskBlocked:    {150, 0, 0},
	PromiseBreaks:  {140, 0, 0},
	VendorOverdue:  {110, 10, 80},
	VendorTooLate:  {90, 0, 0},
	HypercareOpen:  {150, 5, 100},
	HandoverDue:    {90, 4, 80},
	WarrantyOpen:   {80, 0, 0},
	PurchaseHolds:  {110, 0, 0},
	DeadlineSlips:  {120, 0, 0},
	Detractor:      {120, 2, 40},
	OrderLate:      {180, 10, 120},
	DecisionLate:   {120, 8, 100},
	PurchaseLate:   {110, 8, 100},
	RenewalNear:    {150, 0, 0},
	ChangeWaits:    {70, 4, 80},
	StandardMissed: {120, 2, 60},
	BenefitBehind:  {100, 2, 60},
	SponsorSilent:  {130, 2, 80},
	MeetingLate:    {80, 3, 60},
	ContactLate:    {60, 3, 60},
	ActionOverdue:  {120, 5, 100},
	ActionDue:      {100, 0, 0},
	EffectDue:      {70, 1, 40},
	RiskNear:       {120, 2, 60},
	StartOverdue:   {50, 5, 60},
	ReviewOverdue:  {50, 2, 50},
	Stuck:          {60, 0, 0},
	Open:           {40, 0, 0},
	Planned:        {0, 0, 0},
}

var (
	severityPoints = [...]Points{1: 300, 2: 180, 3: 90, 4: 40, 5: 15}
	tierPoints     = map[model.Tier]Points{"strategic": 60, "key": 40, "standard": 15}
)

const (
	levelPoints      Points = 30
	agePoints        Points = 3 // a day
	ageMost          Points = 60
	downstreamPoints Points = 8 // a task
	milestonePoints  Points = 60
	nudgePoints      Points = 100
	backPoints       Points = 20
	changedPoints    Points = 50
	overPoints       Points = 50
)

// score adds up the terms of an item. Where one is worth nothing it is left out.
func (b *builder) score(it *Item, r model.Record, blk *model.Blocker, at standing) {
	from := len(b.terms)
	add := func(t term) {
		if t.pts != 0 {
			b.terms = append(b.terms, t)
			it.Score += t.pts
		}
	}
	for _, m := range it.marks {
		add(b.signalTerm(it, m))
	}
	if it.View == Now {
		add(term{kind: termNudge, pts: points(at.nudge != 0, nudgePoints), at: at.nudge, ref: cmp.Or(it.Blocker, it.Subject)})
		add(term{kind: termBack, pts: points(at.back != 0, backPoints), at: at.back, ref: it.Blocker})
		add(term{kind: termChanged, pts: points(at.changed, changedPoints), ref: it.Subject})
	}
	if at.over {
		add(term{kind: termOver, pts: overPoints, ref: blk.Escalation})
	}
	b.severity(it, r, blk, add)
	b.content(r, add)
	b.stakes(it, r, add)
	if days := days(b.now, it.Since); days > 0 {
		add(term{kind: termAge, pts: min(Points(days)*agePoints, ageMost), n: days, at: it.Since, ref: it.Key()})
	}
	if n := b.waiting(r, blk); n > 0 {
		add(term{kind: termDownstream, pts: Points(n) * downstreamPoints, n: n, ref: it.Subject})
	}
	if a, ok := model.Find[*model.Account](b.s, it.acct); ok {
		add(term{kind: termTier, pts: tierPoints[a.Tier], ref: a.ID})
	}
	it.terms = b.terms[from:len(b.terms):len(b.terms)]
}

func points(on bool, p Points) Points {
	if on {
		return p
	}
	return 0
}

func (b *builder) signalTerm(it *Item, m mark) term {
	w := signalWeights[m.sig]
	p := w.base
	if late := days(b.now, m.at); m.at != 0 && late > 0 {
		p += min(Points(late)*w.perDay, w.most)
	}
	ref := it.Subject
	if m.sig == Stuck || m.sig == StuckDue || m.sig == StuckOverdue {
		ref = it.Blocker
	}
	return term{kind: termSignal, sig: m.sig, pts: p, at: m.at, ref: ref}
}

// severity adds what people judged: severity and level.
func (b *builder) severity(it *Item, r model.Record, blk *model.Blocker, add func(term)) {
	sev, level, ref := 0, 0, it.Subject
	if x, ok := r.(*model.Escalation); ok {
		sev, level = x.Severity(), x.Level
	}
	if it.hand {
		sev, level, ref = blk.Severity, max(blk.Level, level), blk.ID
	}
	if sev > 0 && sev < len(severityPoints) {
		add(term{kind: termSeverity, pts: severityPoints[sev], n: sev, ref: ref})
	}
	add(term{kind: termLevel, pts: Points(max(level-1, 0)) * levelPoints, n: level, ref: ref})
}

// content adds what the record itself weighs.
func (b *builder) content(r model.Record, add func(term)) {
	switch x := r.(type) {
	case *model.Task:
		add(term{kind: termMilestone, pts: points(x.Milestone, milestonePoints), ref: x.ID})
	case *model.Risk:
		hundredths := int(x.Score()*100 + .5)
		add(term{kind: termRisk, pts: Points(3 * hundredths), n: hundredths, ref: x.ID})
	case *model.Answer:
		if x.Measure == "NPS" {
			add(term{kind: termVerdict, pts: Points(max(0, 6-x.Score)) * 10, n: x.Score, ref: x.ID})
		}
	}
}

// waiting counts the tasks that cannot go on: those a blocker names, and all that come
// after them or after the stuck task.
func (b *builder) waiting(r model.Record, blk *model.Blocker) int {
	var room [8]model.ID
	from := room[:0]
	n := 0
	if t, ok := r.(*model.Task); ok {
		from = append(from, t.ID)
	}
	if p, ok := r.(*model.Purchase); ok {
		if t, ok := model.Find[*model.Task](b.s, p.Task); ok && !t.Complete() && !t.Inactive {
			from = append(from, t.ID)
			n++
		}
	}
	if blk != nil {
		for _, id := range blk.Blocks {
			if t, ok := model.Find[*model.Task](b.s, id); ok && !t.Complete() && !t.Inactive {
				from = append(from, id)
				n++
			}
		}
	}
	if len(from) == 0 {
		return 0
	}
	return min(n+b.tasks.downstream(b.s, from), maxDownstream)
}

// days is the whole days of clock time from then to now, 0 where then lies ahead or is none.
func days(now, then date.Instant) int {
	if then == 0 || then > now {
		return 0
	}
	return int(now.Sub(then) / (24 * time.Hour))
}
