package sample

import (
	"strconv"

	"github.com/govalues/decimal"

	"tandem/model"
	"tandem/model/date"
)

// service makes what the customers of the large workspace are owed, got and may want.
func (u *bulk) service() {
	u.agreements()
	u.measures()
	u.vendors()
	u.goods()
	for i := range u.share.chances {
		a := i % len(u.accounts)
		x := &model.Opportunity{Name: u.title(bulkOffer, " the "), Account: u.accounts[a], Contact: u.contact(a), Type: []model.OpportunityType{"renewal", "growth"}[i%2],
			Value: euros(int64(u.between(5, 400)) * 1000), Chance: model.Pct(u.between(1, 9) * 10_00), Stage: []model.Stage{"spotted", "talked about", "offered", "won", "lost"}[i%5],
			CloseDate: u.day(u.between(5, 200)), Owned: u.one(u.people)}
		u.put(model.OpportunityPrefix, x, -40)
	}
	for i := range u.share.reviews {
		a, due := i%len(u.accounts), u.between(-60, 60)
		x := &model.Review{Title: "The quarter" + number(i), Account: u.accounts[a], Type: "quarterly", Due: u.day(due), With: []model.ID{u.contact(a)}}
		if due < 0 && u.chance(90) {
			x.Held, x.HowSatisfied, x.WhichProcess, x.TeamAble = x.Due, u.pick(bulkNotes), u.pick(bulkCauses), "Yes."
		}
		u.put(model.ReviewPrefix, x, min(due, 0)-10)
	}
}

// agreements makes one for each account in turn, with three severities.
func (u *bulk) agreements() {
	hours := func(n int) date.Span { return date.Span{N: int64(n) * 3600, Unit: date.Hours} }
	for i := range u.share.agreements {
		from := -200 + 100*(i/len(u.accounts))
		x := &model.Agreement{Name: "Support agreement" + number(i), Account: u.accounts[i%len(u.accounts)], From: u.day(from), Pauses: model.Pauses{Customer: true},
			Penalty: euros(int64(u.between(0, 20)) * 100)}
		for sev := 1; sev <= 3; sev++ {
			x.Targets = append(x.Targets, model.Target{Severity: sev, FirstResponse: hours(sev), NextReply: hours(2 * sev), NextUpdate: hours(4 * sev), Resolve: hours(16 * sev)})
		}
		u.put(model.AgreementPrefix, x, min(from, 0))
	}
}

// measures makes standards and benefits and shares the readings out among them.
func (u *bulk) measures() {
	var of []model.ID
	for i := range u.share.standards {
		x := &model.Standard{Name: upper(bulkThings[i%len(bulkThings)]) + " on time" + number(i/len(bulkThings)), Account: u.accounts[i%len(u.accounts)], Measure: "Share of the month",
			Unit: "%", Target: decimal.MustNew(90, 0), Direction: "at least", Every: "monthly", From: u.day(-200), Owned: u.one(u.people)}
		of = append(of, u.put(model.StandardPrefix, x, -200))
	}
	for i := range u.share.benefits {
		p := i % len(u.projects)
		x := &model.Benefit{Name: "Less waiting for " + bulkThings[i%len(bulkThings)] + number(i/len(bulkThings)), Project: u.projects[p], Account: u.accounts[u.owner[p]],
			Measure: "Minutes a day", Unit: "minutes", Baseline: decimal.MustNew(100, 0), Target: decimal.MustNew(60, 0), From: u.day(-100), Planned: u.day(u.between(20, 200)),
			Value: euros(int64(u.between(1, 80)) * 1000), Status: "measured"}
		of = append(of, u.put(model.BenefitPrefix, x, -100))
	}
	for i := range u.share.readings {
		k := i % len(of)
		on := -1 - 20*(i/len(of)%8)
		x := &model.Reading{Of: of[k], Date: u.day(on), Value: decimal.MustNew(int64(u.between(89, 99)), 0), Comment: "Monthly figure"}
		if of[k].Is(model.BenefitPrefix) {
			x.Value = decimal.MustNew(int64(u.between(60, 80)), 0)
		}
		u.put(model.ReadingPrefix, x, on)
	}
}

// vendors makes suppliers, and purchases from them for the projects.
func (u *bulk) vendors() {
	var ids []model.ID
	for i := range u.share.vendors {
		x := &model.Vendor{Name: bulkFamily[i%len(bulkFamily)] + " " + bulkSecond[i/len(bulkFamily)%len(bulkSecond)] + number(i/(len(bulkFamily)*len(bulkSecond))),
			Supplies: upper(bulkThings[i%len(bulkThings)]), Lead: days(float64(u.between(2, 30))), Rating: u.between(1, 5), Status: "active"}
		ids = append(ids, u.put(model.VendorPrefix, x, -250))
	}
	for i := range u.share.purchases {
		vendor := u.one(ids)
		if vendor == 0 {
			vendor = u.b.ids[u.pick(bulkVendors)]
		}
		project, _, _ := u.place()
		due := u.between(-90, 40)
		x := &model.Purchase{Title: u.title(bulkMoney, " "), Number: "NB-" + strconv.Itoa(10_000+i), Vendor: vendor, Project: project, Amount: euros(int64(u.between(1, 200)) * 100),
			Ordered: u.day(due - 20), Due: u.day(due), Status: "ordered", Owned: u.one(u.people)}
		if due < 0 && u.chance(95) {
			x.Status, x.Received = "received", x.Due
		}
		u.put(model.PurchasePrefix, x, min(due, 0)-20)
	}
}

// goods makes items and what customers ordered of them.
func (u *bulk) goods() {
	var ids []model.ID
	for i := range u.share.items {
		x := &model.Item{Name: upper(bulkThings[i%len(bulkThings)]) + number(i/len(bulkThings)), Code: "X-" + strconv.Itoa(i+1), Unit: "piece", Stocked: i%2 == 0, Price: euros(int64(u.between(1, 900)))}
		if x.Stocked {
			x.OnHand, x.Reorder = decimal.MustNew(int64(u.between(0, 90)), 0), decimal.MustNew(10, 0)
		}
		ids = append(ids, u.put(model.ItemPrefix, x, -100))
	}
	for range u.share.orders {
		i := u.b.rng.IntN(len(u.projects))
		due := u.between(-90, 40)
		n := decimal.MustNew(int64(u.between(1, 80)), 0)
		x := &model.Order{Title: u.title(bulkMoney[3:4], " "), Account: u.accounts[u.owner[i]], Project: u.projects[i], Mode: "scheduled", Requested: u.day(due), Promised: u.day(due), Status: "open"}
		line := model.OrderLine{Item: u.one(ids), Ordered: n}
		if line.Item == 0 {
			line.Text = u.pick(bulkThings)
		}
		x.Lines = []model.OrderLine{line}
		if due < 0 && u.chance(95) {
			x.Deliver(x.Promised)
			x.Status, x.SignedOn, x.Signed = "accepted", x.Promised, u.contact(u.owner[i])
		}
		u.put(model.OrderPrefix, x, min(due, 0)-10)
	}
}
