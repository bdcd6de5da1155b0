package sample

import (
	"strings"

	"github.com/govalues/decimal"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
)

// money makes cost lines and the ledger. Labour is taken from the plans, so that cost and
// progress tell one story.
func (b *builder) money() {
	lines := map[string]*model.CostLine{}
	for _, t := range lineRows {
		l := &model.CostLine{Name: t.name, Project: b.id(t.project), Task: b.id(t.task), Category: t.category, Planned: euros(t.planned),
			From: b.day(t.from), To: b.day(t.to), Spread: t.spread}
		if t.planned == 0 {
			planned, _ := b.labour(t.project)
			l.Planned = euros(planned)
		}
		l.Created = b.opening(t.from)
		lines[t.key] = l
		b.put(model.CostLinePrefix, t.key, l)
	}
	b.purchases()
	for _, t := range labourRows {
		project, _, _ := strings.Cut(t.line, " ")
		_, earned := b.labour(project)
		part := earned * t.percent / 100 / int64(len(t.on))
		for _, on := range t.on {
			d := b.day(on)
			b.entry(&model.LedgerEntry{Text: "Hours of the team to " + d.Time().Format("2 Jan"), Date: d, Kind: "actual", Amount: euros(part)}, t.line)
		}
	}
	for _, t := range entryRows {
		x := &model.LedgerEntry{Text: t.text, Date: b.day(t.on), Kind: t.kind, Amount: euros(t.amount), Vendor: t.vendor, Order: t.order}
		x.Supplier, x.Purchase = b.id(t.vendor), b.ids[t.order] // a purchase may be too small for a record
		if t.task != "" {
			x.Task = b.id(t.task)
		} else if l := lines[t.line]; l != nil {
			x.Task = l.Task
		}
		if t.code != "" {
			x.Amount = money.Amount{Minor: t.amount * 100, Code: money.Code(t.code)}
			x.Rate = decimal.MustParse(t.rate)
		}
		b.entry(x, t.line)
	}
}

// entry books on a line of its project.
func (b *builder) entry(x *model.LedgerEntry, line string) {
	project, _, _ := strings.Cut(line, " ")
	x.Project, x.Line = b.id(project), b.id(line)
	x.Created = min(x.Date.At(12, 0, b.berlin.loc), b.now)
	b.put(model.LedgerPrefix, "", x)
}

// labour is what the people of a project's plan cost in whole euros, and how much of it is
// earned by progress so far.
func (b *builder) labour(project string) (planned, earned int64) {
	p := b.plans[project]
	if p == nil {
		b.fail("no plan is called %q", project)
		return 0, 0
	}
	for i, t := range p.tasks {
		if p.sum[i] || t.Inactive {
			continue
		}
		n := t.PlannedCost.Minor - t.FixedCost.Minor
		planned += n
		earned += n * int64(t.Done) / 100_00
	}
	return planned / 100, earned / 100
}

// opening is the start of the n-th working day from today, never after now.
func (b *builder) opening(n int) date.Instant { return min(b.berlin.open(b.day(n)), b.now) }

// risks makes the register of risks. Three points of zero stay empty: not every risk costs
// both time and money.
func (b *builder) risks() {
	for _, t := range riskRows {
		r := &model.Risk{Title: t.title, Project: b.id(t.project), Account: b.id(t.account), Cause: t.cause, Event: t.event, Effect: t.effect,
			Category: t.category, Opportunity: t.response == "enhance" || t.response == "exploit" || t.response == "share",
			Probability: t.score[0], Time: t.score[1], Cost: t.score[2], Quality: t.score[3], Satisfaction: t.score[4], Chance: model.Pct(t.chance * 100),
			Tasks: b.some(t.tasks), Response: t.response, Owned: b.id(t.owner), Trigger: t.trigger, Contingency: t.contingency,
			ResidualProbability: t.residual[0], ResidualImpact: t.residual[1], Proximity: b.day(t.proximity), Review: b.day(t.review), Status: t.status}
		if t.delay[2] > 0 {
			r.DelayLow, r.DelayLikely, r.DelayHigh = days(t.delay[0]), days(t.delay[1]), days(t.delay[2])
		}
		r.CostLow, r.CostLikely, r.CostHigh = euros(t.cost[0]*1000), euros(t.cost[1]*1000), euros(t.cost[2]*1000)
		r.Created = b.opening(-40)
		b.put(model.RiskPrefix, t.key, r)
	}
}

// escalations makes escalations with their logs. What they are about is told afterwards,
// since blockers and escalations name one another.
func (b *builder) escalations() {
	for _, t := range escRows {
		w := b.accountWalk(t.account)
		x := &model.Escalation{Title: t.title, Account: b.id(t.account), Project: b.id(t.project), Contact: b.id(t.contact), Type: t.typ,
			Impact: t.impact, Urgency: t.urgency, ByHand: t.byHand, Why: t.why, Level: t.level, Liaison: t.liaison, Owned: b.id(t.owner),
			Status: t.status, Waiting: b.waiting(w, t.waits), Cause: t.cause, PostMortem: t.post}
		if t.next != "" {
			x.NextUpdate = b.ahead(w, t.next)
		}
		for _, v := range t.events {
			at := b.ago(w, v.ago)
			x.Events = append(x.Events, model.Event{At: at, Kind: v.kind, Direction: model.Direction(v.dir), Who: v.who, Text: v.text})
			if v.kind == "resolved" {
				x.Resolved = at
			}
		}
		x.Opened = x.Events[0].At
		x.Created = x.Opened
		b.put(model.EscalationPrefix, t.key, x)
	}
}

// escalationLinks says what escalations are about.
func (b *builder) escalationLinks() {
	for _, t := range escRows {
		if x, ok := b.e.Get(b.id(t.key)).(*model.Escalation); ok {
			x.About = b.some(t.about)
		}
	}
}

// waiting is on whom something waits, with the next question due in w's working time.
func (b *builder) waiting(w *walk, t wait) model.Waiting {
	if t.on == "" {
		return model.Waiting{}
	}
	out := model.Waiting{On: t.on, Who: t.who, What: t.what, Nudge: b.ahead(w, t.when)}
	if name, _, _ := strings.Cut(t.who, ","); t.on == "vendor" {
		out.From = b.id(name)
	}
	return out
}

// accountWalk is the working time of a customer; of home where there is none.
func (b *builder) accountWalk(key string) *walk {
	for _, t := range accountRows {
		if t.key == key {
			return b.walkOf(t.place)
		}
	}
	return b.berlin
}

// past reads "3d 2h" of working time or "@41" calendar days before now, a few minutes
// earlier by chance.
func (b *builder) past(w *walk, s string) date.Instant {
	if n, ok := strings.CutPrefix(s, "@"); ok {
		d := b.today()
		for range b.number(n) {
			d--
		}
		return d.At(15, b.rng.IntN(50), b.berlin.loc)
	}
	return w.sub(b.ago(w, s), 60*b.rng.Int64N(12))
}

// number reads digits.
func (b *builder) number(s string) int {
	n := 0
	for _, c := range s {
		n = 10*n + int(c-'0')
	}
	return n
}

// interactions makes the contacts with customers.
func (b *builder) interactions() {
	for _, t := range talkRows {
		x := &model.Interaction{Summary: t.summary, Account: b.id(t.account), Contact: b.id(t.contact), When: b.past(b.accountWalk(t.account), t.ago),
			Channel: t.channel, Direction: t.dir, Mood: t.mood, Project: b.id(t.project), Escalation: b.id(t.esc)}
		x.Created = x.When
		b.put(model.InteractionPrefix, "", x)
	}
}

// promises makes what customers were told they would get. A promise was given eight working
// days before it was due, or before now.
func (b *builder) promises() {
	for _, t := range promiseRows {
		p := &model.Promise{What: t.what, Account: b.id(t.account), To: b.id(t.to), Due: b.day(t.due), Task: b.id(t.task), Owned: b.id(t.owner),
			State: t.state, Condition: t.condition}
		if t.monday {
			p.Due = b.today() + 1
			for p.Due.Weekday() != 1 {
				p.Due++
			}
		}
		if t.closed != 0 {
			p.ClosedOn = b.day(t.closed)
		}
		p.Created = b.opening(min(t.due, 0) - 8)
		b.put(model.PromisePrefix, t.key, p)
	}
}

// answers makes what customers answered, each measure on the scale it is usually asked on.
func (b *builder) answers() {
	scales := map[model.Measure]model.Scale{"NPS": "0-10", "CSAT": "1-5", "CES": "1-7"}
	for _, t := range answerRows {
		w := b.accountWalk(t.account)
		a := &model.Answer{Measure: t.measure, Scale: scales[t.measure], Score: t.score, Verbatim: t.verbatim, Contact: b.id(t.contact),
			Account: b.id(t.account), Project: b.id(t.project), Touchpoint: t.touch, When: b.past(w, t.ago), FollowUp: t.follow}
		if t.when != "" {
			a.FollowedUp = b.past(w, t.when)
		}
		a.Created = a.When
		b.put(model.AnswerPrefix, "", a)
	}
}

// blockers makes what is stuck. Times run in the project's calendar; in the home office's where
// a blocker is about an account.
func (b *builder) blockers() {
	for _, t := range blockRows {
		w := b.berlin
		if p := b.plans[t.project]; p != nil {
			w = p.w
		}
		x := &model.Blocker{Title: t.title, About: b.id(t.about), Project: b.id(t.project), Account: b.id(t.account), Blocks: b.some(t.blocks),
			Severity: t.severity, Level: t.level, Owned: b.id(t.owner), State: t.state, Raised: b.ago(w, t.raised), Waiting: b.waiting(w, t.waits),
			Escalation: b.id(t.esc), Resolution: t.resolution}
		if t.due != "" {
			x.Due = b.ahead(w, t.due)
		}
		if t.until != "" {
			x.Until = b.ahead(w, t.until)
		}
		if t.closed != "" {
			x.Closed = b.ago(w, t.closed)
		}
		x.Created = x.Raised
		b.put(model.BlockerPrefix, t.key, x)
	}
}

// actions makes what is to be done, and what was.
func (b *builder) actions() {
	for _, t := range actionRows {
		a := &model.Action{What: t.what, For: b.id(t.about), Type: t.typ, Owned: b.id(t.owner), Due: b.day(t.due), State: t.state,
			Effect: t.effect, Project: b.id(t.project), Account: b.id(t.account)}
		if t.done != 0 {
			a.DoneOn = b.day(t.done)
		}
		if t.typ == "corrective" {
			a.MeasureAfter = 90
		}
		a.Created = b.opening(min(t.due, 0) - 5)
		b.put(model.ActionPrefix, "", a)
	}
}
