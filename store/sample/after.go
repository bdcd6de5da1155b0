package sample

import (
	"tandem/model"
	"tandem/model/date"
)

// What comes after delivery, and what was agreed anew: exit criteria and the way into service of the
// project in hypercare, defects that escaped its tests, a support case, promises of last year, and how
// the date of one moved.

// exitRow is an exit criterion of hypercare. met is working days from today, 0 for not yet.
type exitRow struct {
	what, measure, evidence string
	met                     int
	by                      string
}

var exitRows = []exitRow{
	{"Three weeks without a critical error", "Severity 1, by the log of the service desk", "", 0, ""},
	{"The service desk answers nine of ten calls alone", "Share of calls solved without the project, a week", "", 0, ""},
	{"Addresses are merged by number only", "Report to the privacy officer", "211 merges checked by two people", -7, "ines"},
	{"Eleven clinics have confirmed their letters", "A signature of each", "Eleven of eleven, in the project folder", -5, "dana"},
}

// handRow is an item of the handover list; done is working days from today, 0 for not yet.
type handRow struct {
	what, owner, evidence string
	done                  int
	by                    string
}

var handRows = []handRow{
	{"How to run it is written down", "ines", "Operations manual, version 3", -8, "ines"},
	{"The people in service are trained", "kofi", "One of two courses held", 0, ""},
	{"Night rota of the service desk agreed with the clinics", "kofi", "", 0, ""},
}

// moveRow is a renegotiation of a promise: agreed on, due before; working days from today.
type moveRow struct {
	key, with, why string
	on, from       int
}

var moveRows = []moveRow{
	{"M pilotdate", "helene", "The carrier key had not come", -4, -1},
}

// pastRow is a promise of an earlier year; due and closed are calendar days before today.
type pastRow struct {
	what, account, to, owner string
	due, closed              int
	state                    model.PromiseState
}

var pastRows = []pastRow{
	{"Report of the first quarter in person", "northwind", "helene", "mara", 590, 592, "kept"},
	{"Scanners for the trial shift", "northwind", "olaf", "carla", 520, 505, "kept"},
	{"Somebody on site for the stocktaking", "northwind", "sven", "carla", 470, 470, "kept"},
	{"One desk number for all stores", "brightside", "gareth", "kofi", 540, 541, "kept"},
	{"List of the open till errors each month", "brightside", "lucy", "kofi", 450, 440, "broken"},
	{"Measure the waits of a whole week", "corvid", "peter", "marcus", 480, 481, "kept"},
}

// afterDelivery adds all of it; what it names was made before.
func (b *builder) afterDelivery() {
	for _, t := range pastRows {
		today := b.today()
		p := &model.Promise{What: t.what, Account: b.id(t.account), To: b.id(t.to), Due: today - date.Day(t.due), ClosedOn: today - date.Day(t.closed), Owned: b.id(t.owner), State: t.state}
		p.Created = (min(p.Due, p.ClosedOn) - 20).At(9, 0, b.berlin.loc)
		b.put(model.PromisePrefix, "", p)
	}
	for _, t := range moveRows {
		b.change(model.Update(b.e, b.id(t.key), func(p *model.Promise) error {
			p.Moves = append(p.Moves, model.PromiseMove{On: b.day(t.on), From: b.day(t.from), To: p.Due, With: b.id(t.with), Why: t.why})
			return nil
		}))
	}
	b.supportCase()
	for _, key := range []string{"E accounts", "E letters"} {
		b.change(model.Update(b.e, b.id(key), func(x *model.Escalation) error { x.EscapedFrom = b.id("PP"); return nil }))
	}
	b.change(model.Update(b.e, b.id("PP"), func(p *model.Project) error {
		p.WarrantyUntil, p.Service = b.day(250), b.id("kofi")
		for _, t := range exitRows {
			x := model.Criterion{What: t.what, Measure: t.measure, Evidence: t.evidence, MetBy: b.id(t.by)}
			if t.met != 0 {
				x.MetOn = b.day(t.met)
			}
			p.Exit = append(p.Exit, x)
		}
		for _, t := range handRows {
			x := model.HandoverItem{What: t.what, Owned: b.id(t.owner), Evidence: t.evidence, By: b.id(t.by)}
			if t.done != 0 {
				x.DoneOn = b.day(t.done)
			}
			p.Handover = append(p.Handover, x)
		}
		return nil
	}))
}

// supportCase is a question of a customer's after delivery, with clocks as any other matter.
func (b *builder) supportCase() {
	w := b.accountWalk("corvid")
	at := func(span string) date.Instant { return b.ago(w, span) }
	x := &model.Escalation{Title: "Appointments show an hour early on one phone", Account: b.id("corvid"), Project: b.id("PP"), Contact: b.id("alan"), Type: "support",
		Impact: 3, Urgency: 2, Level: 1, Liaison: "Support", Owned: b.id("ines"), Status: "open", Opened: at("2d"), NextUpdate: b.ahead(w, "3d"), EscapedFrom: b.id("PP"),
		Events: []model.Event{
			{At: at("2d"), Kind: "opened", Direction: "in", Who: "Alan Birch", Text: "One patient sees every appointment an hour early."},
			{At: at("1d 6h"), Kind: "contact", Direction: "out", Who: "Ines Calloway", Text: "Her phone is set to another zone; the portal should not mind. A fix is in test."},
			{At: at("1d"), Kind: "contact", Direction: "out", Who: "Ines Calloway", Text: "The fix goes live with the release of next week. I write when it is there."},
		}}
	x.Created = x.Opened
	b.put(model.EscalationPrefix, "E hour", x)
}

// change keeps the first change that failed.
func (b *builder) change(err error) {
	if err != nil {
		b.fail("%v", err)
	}
}
