package sample

import (
	"strconv"

	"tandem/model"
)

// place is a project of the large workspace, its account and one of its tasks, by chance.
func (u *bulk) place() (project, account model.ID, task *model.Task) {
	i := u.b.rng.IntN(len(u.projects))
	if n := len(u.tasks[i]); n > 0 {
		task = u.tasks[i][u.b.rng.IntN(n)]
	}
	return u.projects[i], u.accounts[u.owner[i]], task
}

// contact is one of the two contacts kept for each account, in the accounts' order.
func (u *bulk) contact(account int) model.ID { return u.contacts[2*account+u.b.rng.IntN(2)] }

// idOf is the task's reference, or none.
func idOf(t *model.Task) model.ID {
	if t == nil {
		return 0
	}
	return t.ID
}

// money makes cost lines and ledger entries. An entry is booked on a line and so belongs to the
// line's project; only forecasts lie ahead.
func (u *bulk) money() {
	categories := []model.CostCategory{"labour", "material", "equipment", "software", "subcontract", "travel"}
	for range u.share.lines {
		project, _, task := u.place()
		from := u.between(-120, 20)
		l := &model.CostLine{Name: u.title(bulkMoney, " "), Project: project, Task: idOf(task), Category: categories[u.b.rng.IntN(len(categories))],
			Planned: euros(int64(u.between(5, 400)) * 100), From: u.day(from), To: u.day(from + u.between(5, 80)), Spread: "even"}
		u.lines = append(u.lines, u.put(model.CostLinePrefix, l, from-5))
	}
	types := []model.LedgerType{"actual", "actual", "invoice", "commitment", "forecast"}
	for range u.share.ledger {
		kind := types[u.b.rng.IntN(len(types))]
		on := -u.between(1, 120)
		if kind == "forecast" {
			on = u.between(1, 60)
		}
		x := &model.LedgerEntry{Text: u.title(bulkMoney, " "), Date: u.day(on), Kind: kind, Amount: euros(int64(u.between(1, 300)) * 50)}
		if line, ok := u.b.e.Get(u.one(u.lines)).(*model.CostLine); ok {
			x.Project, x.Line, x.Task = line.Project, line.ID, line.Task
		} else {
			x.Project, _, _ = u.place()
		}
		if kind != "actual" {
			x.Vendor, x.Order = u.pick(bulkVendors), "NB-"+strconv.Itoa(u.between(3000, 9999))
		}
		u.put(model.LedgerPrefix, x, on)
	}
}

// troubles makes risks, escalations and blockers.
func (u *bulk) troubles() {
	categories := []model.RiskCategory{"technical", "schedule", "cost", "quality", "people", "supplier"}
	for range u.share.risks {
		project, _, task := u.place()
		r := &model.Risk{Title: u.title(bulkRisky, " "), Project: project, Category: categories[u.b.rng.IntN(len(categories))], Probability: u.between(1, 5),
			Time: u.between(1, 5), Cost: u.between(1, 5), Quality: u.between(1, 4), Satisfaction: u.between(1, 4), Owned: u.one(u.people),
			Response: "mitigate", Proximity: u.day(u.between(3, 90)), Review: u.day(u.between(-4, 40)), Status: []model.RiskStatus{"open", "watched", "open", "closed"}[u.b.rng.IntN(4)]}
		if u.chance(40) {
			r.Chance = model.Pct(u.between(1, 19) * 5_00)
			d, c := u.between(1, 6), int64(u.between(1, 40)*500)
			r.DelayLow, r.DelayLikely, r.DelayHigh = days(float64(d)), days(float64(2*d)), days(float64(4*d))
			r.CostLow, r.CostLikely, r.CostHigh = euros(c), euros(2*c), euros(4*c)
		}
		if task != nil {
			r.Tasks = []model.ID{task.ID}
		}
		u.risks = append(u.risks, u.put(model.RiskPrefix, r, -u.between(5, 80)))
	}
	for range u.share.escs {
		u.escalation()
	}
	for range u.share.blockers {
		u.blocker()
	}
}

// escalation makes one with its opening, our answer and perhaps its end.
func (u *bulk) escalation() {
	i := u.b.rng.IntN(len(u.projects))
	ago := u.between(2, 90)
	e := &model.Escalation{Title: u.title(bulkCases, " "), Account: u.accounts[u.owner[i]], Project: u.projects[i], Contact: u.contact(u.owner[i]),
		Type: []model.EscalationType{"complaint", "incident", "support", "request"}[u.b.rng.IntN(4)], Impact: u.between(1, 3), Urgency: u.between(1, 3),
		Level: 1, Owned: u.one(u.people), Status: "open", Opened: u.moment(-ago)}
	e.Events = []model.Event{{At: e.Opened, Kind: "opened", Direction: "in", Who: "Customer", Text: "Reported: " + e.Title},
		{At: e.Opened + 3600, Kind: "contact", Direction: "out", Who: "Service desk", Text: "We look into it."}}
	switch {
	case u.chance(65):
		e.Status, e.Resolved = "resolved", u.moment(-u.between(1, ago-1))
		if e.Resolved < e.Opened+7200 {
			e.Resolved = e.Opened + 7200
		}
		e.Cause = u.pick(bulkCauses)
		e.Events = append(e.Events, model.Event{At: e.Resolved, Kind: "resolved", Who: "Service desk", Text: "Solved and confirmed."})
	case u.chance(30):
		e.Status, e.Waiting = "waiting", model.Waiting{On: "vendor", Who: u.pick(bulkVendors), What: "an answer", Nudge: u.moment(u.between(1, 5))}
		fallthrough
	default:
		e.NextUpdate = u.moment(u.between(-1, 6))
	}
	u.escs = append(u.escs, u.put(model.EscalationPrefix, e, -ago))
}

// blocker makes one about a task: half are open, the rest closed, waiting, snoozed or in hand.
func (u *bulk) blocker() {
	project, account, task := u.place()
	ago := u.between(1, 60)
	x := &model.Blocker{Title: u.title(bulkStuck, " "), About: idOf(task), Project: project, Account: account, Severity: u.between(1, 5), Owned: u.one(u.people),
		State: model.BlockerOpen, Raised: u.moment(-ago)}
	switch n := u.b.rng.IntN(10); {
	case n < 3:
		x.State, x.Closed, x.Resolution = model.BlockerClosed, max(x.Raised, u.moment(-u.between(1, ago))), "done"
	case n < 5:
		x.State, x.Waiting = model.BlockerWaiting, model.Waiting{On: "vendor", Who: u.pick(bulkVendors), What: "an answer", Nudge: u.moment(u.between(1, 6))}
	case n == 5:
		x.State, x.Until = model.BlockerSnoozed, u.open[u.at(u.between(1, 8))]
	case n == 6:
		x.State = model.BlockerDoing
	}
	if x.State != model.BlockerClosed && u.chance(70) {
		x.Due = u.moment(u.between(-2, 20))
	}
	u.put(model.BlockerPrefix, x, -ago)
}

// voices makes interactions, promises and answers.
func (u *bulk) voices() {
	channels := []model.Channel{"mail", "phone", "meeting", "chat"}
	for range u.share.talks {
		i := u.b.rng.IntN(len(u.projects))
		ago := u.between(1, 150)
		x := &model.Interaction{Summary: u.title(bulkTalks, " "), Account: u.accounts[u.owner[i]], Contact: u.contact(u.owner[i]), When: u.moment(-ago),
			Channel: channels[u.b.rng.IntN(4)], Direction: []model.Direction{"in", "out"}[u.b.rng.IntN(2)], Mood: u.between(-2, 2), Project: u.projects[i]}
		u.put(model.InteractionPrefix, x, -ago)
	}
	for range u.share.promises {
		i := u.b.rng.IntN(len(u.projects))
		due := u.between(-60, 40)
		p := &model.Promise{What: u.title(bulkPledge, " the "), Account: u.accounts[u.owner[i]], To: u.contact(u.owner[i]), Due: u.day(due), Owned: u.one(u.people), State: "open"}
		if due < 0 && u.chance(90) {
			p.State, p.ClosedOn = "kept", p.Due
			if u.chance(15) {
				p.State = "broken"
			}
		}
		u.put(model.PromisePrefix, p, min(due, 0)-10)
	}
	for range u.share.answers {
		u.answer()
	}
}

// answer makes one on one of the three scales; most of the unhappy ones were called.
func (u *bulk) answer() {
	i := u.b.rng.IntN(len(u.projects))
	ago := u.between(2, 150)
	a := &model.Answer{Measure: "NPS", Scale: "0-10", Score: min(10, u.between(2, 12)), Verbatim: u.pick(bulkWords), Contact: u.contact(u.owner[i]),
		Account: u.accounts[u.owner[i]], Project: u.projects[i], Touchpoint: "quarterly", When: u.moment(-ago)}
	switch u.b.rng.IntN(3) {
	case 0:
		a.Measure, a.Scale, a.Score, a.Touchpoint = "CSAT", "1-5", u.between(1, 5), "milestone"
	case 1:
		a.Measure, a.Scale, a.Score, a.Touchpoint = "CES", "1-7", u.between(1, 7), "support"
	}
	if a.Detractor() && u.chance(80) {
		a.FollowUp, a.FollowedUp = "Called them", u.moment(-ago+1)
	}
	u.put(model.AnswerPrefix, a, -ago)
}

// todos makes actions for escalations and risks, in turn; what is past due is mostly done.
func (u *bulk) todos() {
	for i := range u.share.actions {
		due := u.between(-40, 30)
		a := &model.Action{What: u.title(bulkDeeds, " the "), Type: "follow-up", Owned: u.one(u.people), Due: u.day(due), State: "open"}
		if i%2 == 0 {
			a.For, a.Type = u.one(u.escs), "corrective"
		} else {
			a.For, a.Type = u.one(u.risks), "mitigation"
		}
		if a.For == 0 && len(u.projects) > 0 {
			a.Project, _, _ = u.place()
		}
		if due < 0 && u.chance(90) {
			a.State, a.DoneOn = "done", a.Due
		}
		u.put(model.ActionPrefix, a, min(due, 0)-5)
	}
}
