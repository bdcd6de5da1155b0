package sample

import (
	"fmt"
	"strings"

	"github.com/govalues/decimal"

	"tandem/model"
	"tandem/model/date"
)

// vendors makes our suppliers, by their names.
func (b *builder) vendors() {
	for _, t := range vendorRows {
		v := &model.Vendor{Name: t.name, Supplies: t.supplies, Contact: t.contact, Lead: days(t.lead), Rating: t.rating, Status: t.status,
			Owned: b.id(t.owner), Calendar: b.berlin.id, Email: "service@" + strings.ReplaceAll(strings.ToLower(t.name), " ", "-") + ".example"}
		if t.times != "" {
			for i, s := range strings.Split(t.times, " / ") {
				first, solved, _ := strings.Cut(s, " ")
				v.Targets = append(v.Targets, model.Target{Severity: i + 1, FirstResponse: b.span(first), Resolve: b.span(solved)})
			}
		}
		v.Created = b.ago(b.berlin, "180d")
		b.put(model.VendorPrefix, t.name, v)
	}
}

// purchases makes our orders, by their numbers. They belong to the project of their cost line.
func (b *builder) purchases() {
	for _, t := range purchaseRows {
		project, _, _ := strings.Cut(t.line, " ")
		x := &model.Purchase{Title: t.title, Number: t.number, Vendor: b.id(t.vendor), Project: b.id(project), Line: b.id(t.line), Task: b.id(t.task),
			Amount: euros(t.amount), Ordered: b.day(t.ordered), Due: b.day(t.due), Status: "ordered", Owned: b.id(t.owner)}
		if t.received != 0 {
			x.Status, x.Received = "received", b.day(t.received)
		}
		x.Created = b.opening(t.ordered)
		b.put(model.PurchasePrefix, t.number, x)
	}
}

// targets reads "30m 1h 2h 8h", one for each severity from 1.
func (b *builder) targets(rows []string) (out []model.Target) {
	for i, s := range rows {
		w := strings.Fields(s)
		if len(w) != 4 {
			b.fail("targets %q", s)
			return nil
		}
		out = append(out, model.Target{Severity: i + 1, FirstResponse: b.span(w[0]), NextReply: b.span(w[1]), NextUpdate: b.span(w[2]), Resolve: b.span(w[3])})
	}
	return out
}

// agreements makes what customers are owed.
func (b *builder) agreements() {
	for _, t := range agreementRows {
		x := &model.Agreement{Name: t.name, Account: b.id(t.account), Project: b.id(t.project), From: b.today() + date.Day(t.from), Calendar: b.accountWalk(t.account).id,
			Targets: b.targets(t.targets), Pauses: model.Pauses{Customer: true, Vendor: t.vendor}, Penalty: euros(t.penalty), PenaltyCap: euros(t.ceiling), Terms: t.terms}
		if t.until != 0 {
			x.Until = b.today() + date.Day(t.until)
		}
		x.Created = min(x.From.At(9, 0, b.berlin.loc), b.now)
		b.put(model.AgreementPrefix, t.name, x)
	}
}

// standards makes the service standards with their values.
func (b *builder) standards() {
	for _, t := range standardRows {
		x := &model.Standard{Name: t.name, Account: b.id(t.account), Agreement: b.id(t.agreement), Project: b.id(t.project), Measure: t.measure, Unit: t.unit,
			Target: b.decimal(t.target), Direction: t.aim, Every: "monthly", From: b.day(-120), Owned: b.id(t.owner)}
		x.Created = b.opening(-120)
		b.readings(b.put(model.StandardPrefix, t.key, x), t.name, t.owner, t.values)
	}
}

// apart is how many working days lie between two readings; the last one is two days old.
const apart, newest = 21, -2

func (b *builder) readings(of model.ID, name, by string, values []string) {
	for i, v := range values {
		on := newest - apart*(len(values)-1-i)
		x := &model.Reading{Of: of, Date: b.day(on), Value: b.decimal(v), Comment: fmt.Sprintf("Reading %d of %s", i+1, name)}
		if id := b.id(by); id.Is(model.PersonPrefix) {
			x.Read = id
		}
		x.Created = b.opening(on)
		b.put(model.ReadingPrefix, "", x)
	}
}

// benefits makes what customers should get out of it all, with values.
func (b *builder) benefits() {
	for _, t := range benefitRows {
		x := &model.Benefit{Name: t.name, Project: b.id(t.project), Account: b.id(t.account), Measure: t.measure, Unit: t.unit, Baseline: b.decimal(t.baseline),
			Target: b.decimal(t.target), From: b.day(t.from), Planned: b.day(t.planned), Owned: b.id(t.owner), Value: euros(t.value), Status: "planned"}
		if len(t.values) > 0 {
			x.Status = "measured"
		}
		x.Created = b.opening(t.from)
		b.readings(b.put(model.BenefitPrefix, t.key, x), t.name, "", t.values)
	}
}

// items makes what is delivered and kept in stock.
func (b *builder) items() {
	for _, t := range itemRows {
		x := &model.Item{Name: t.name, Code: t.code, Unit: t.unit, Stocked: t.stock >= 0, Price: euros(t.price), Vendor: b.id(t.vendor)}
		if x.Stocked {
			x.OnHand, x.Reorder = decimal.MustNew(t.stock, 0), decimal.MustNew(t.reorder, 0)
		}
		x.Created = b.opening(-100)
		b.put(model.ItemPrefix, t.key, x)
	}
}

// orders makes what customers ordered.
func (b *builder) orders() {
	for _, t := range orderRows {
		x := &model.Order{Title: t.title, Number: t.number, Account: b.id(t.account), Project: b.id(t.project), Mode: t.mode, Requested: b.day(t.requested),
			Promised: b.day(t.promised), Stop: t.stop, Window: t.window, Task: b.id(t.task), Criteria: t.criteria, Evidence: t.evidence, Signed: b.id(t.by), Status: t.status}
		for _, l := range t.lines {
			w := strings.Fields(l) // "IT scanner 70 35"
			x.Lines = append(x.Lines, model.OrderLine{Item: b.id(strings.Join(w[:2], " ")), Ordered: b.decimal(w[2]), Delivered: b.decimal(w[3])})
		}
		if t.delivered != 0 {
			x.Delivered = b.day(t.delivered)
		}
		if t.signed != 0 {
			x.SignedOn = b.day(t.signed)
		}
		x.Created = b.opening(min(t.requested, 0) - 10)
		b.put(model.OrderPrefix, t.title, x)
	}
}

// chances makes the opportunities.
func (b *builder) chances() {
	for _, t := range chanceRows {
		x := &model.Opportunity{Name: t.name, Account: b.id(t.account), Contact: b.id(t.contact), Type: t.typ, Value: euros(t.value), Chance: model.Pct(t.chance * 100),
			Stage: t.stage, CloseDate: b.today() + date.Day(t.on), Owned: b.id(t.owner), NextStep: t.next, LostTo: t.lost}
		x.Created = b.opening(-60)
		b.put(model.OpportunityPrefix, t.name, x)
	}
}

// reviews makes the looks back, held and to be held.
func (b *builder) reviews() {
	for _, t := range reviewRows {
		x := &model.Review{Title: t.title, Account: b.id(t.account), Project: b.id(t.project), Type: t.typ, Due: b.day(t.due), With: b.some(t.with),
			Evidence: t.evidence, HowSatisfied: t.how, WhichProcess: t.process, TeamAble: t.able, Result: t.result}
		if t.held != 0 {
			x.Held = b.day(t.held)
		}
		x.Created = b.opening(min(t.due, 0) - 10)
		b.put(model.ReviewPrefix, t.title, x)
	}
}

// rates makes what currencies were worth, three weeks apart.
func (b *builder) rates() {
	for _, t := range rateRows {
		for i, v := range t.rates {
			on := -1 - 15*(len(t.rates)-1-i)
			x := &model.Rate{From: t.from, To: "EUR", Date: b.day(on), Rate: b.decimal(v), Origin: "Middle rate of the house bank"}
			x.Created = b.opening(on)
			b.put(model.RatePrefix, "", x)
		}
	}
}

// templates makes the patterns to begin from.
func (b *builder) templates() {
	for _, t := range templateRows {
		x := &model.Template{Name: t.name, Of: t.of, Method: t.method, Targets: b.targets(t.targets), Penalty: euros(t.penalty), Body: t.body,
			Pauses: model.Pauses{Customer: t.of == "agreement"}}
		for _, s := range t.tasks {
			number, rest, _ := strings.Cut(s, " ")
			w := append(strings.Split(rest, ";"), "", "", "")
			task := model.TemplateTask{Number: number, Name: w[0], After: w[2], Role: w[3], Milestone: w[1] == "0"}
			if w[1] != "" && w[1] != "0" {
				task.Duration = days(float64(b.number(w[1])))
			}
			x.Tasks = append(x.Tasks, task)
		}
		for _, s := range t.questions {
			q, evidence, _ := strings.Cut(s, ";")
			x.Questions = append(x.Questions, model.TemplateQuestion{Question: q, Evidence: evidence})
		}
		x.Created = b.opening(-110)
		b.put(model.TemplatePrefix, t.name, x)
	}
}
