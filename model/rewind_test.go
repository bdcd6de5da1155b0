package model_test

import (
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// weekAgo is the moment all tests of this file go back to: 13 November 2026, seven days before healthNow.
var weekAgo = daysAgo(7)

// rewound is a record of the customer as it was a week ago; nil where it was not there.
func rewound[T model.Record](t *testing.T, r model.Record, more ...model.Record) (x T, there bool) {
	t.Helper()
	s := with(append([]model.Record{&model.Account{Meta: meta("A-1"), Name: "Northwind"}, r}, more...)...)
	return model.Find[T](s.Rewind(id("A-1"), weekAgo), r.Base().ID)
}

// TestRewindPromise: a date moved since goes back to the one that was promised then, an end since is none,
// and what was written down since was not there, unless one of its own days says that it was.
func TestRewindPromise(t *testing.T) {
	today := healthNow.Day(nil)
	move := func(on, from, to date.Day) model.PromiseMove {
		return model.PromiseMove{On: today + on, From: today + from, To: today + to}
	}
	for _, x := range []struct {
		name   string
		p      model.Promise
		days   int // ago that it was written down
		gone   bool
		due    date.Day // from today
		state  model.PromiseState
		closed bool
		moves  int
	}{
		{"untouched", model.Promise{State: "open", Due: today + 5}, 99, false, 5, "open", false, 0},
		{"kept since", model.Promise{State: "kept", Due: today - 2, ClosedOn: today - 2}, 99, false, -2, "open", false, 0},
		{"broken since", model.Promise{State: "broken", Due: today - 9, ClosedOn: today - 6}, 99, false, -9, "open", false, 0},
		{"kept on that very day", model.Promise{State: "kept", Due: today - 7, ClosedOn: today - 7}, 99, false, -7, "kept", true, 0},
		{"kept long before", model.Promise{State: "kept", Due: today - 20, ClosedOn: today - 21}, 99, false, -20, "kept", true, 0},
		{"one of two moves since", model.Promise{State: "renegotiated", Due: today + 5, Moves: []model.PromiseMove{move(-20, -10, -5), move(-3, -5, 5)}}, 99, false, -5, "renegotiated", false, 1},
		{"two of two moves since", model.Promise{State: "kept", Due: today + 1, ClosedOn: today - 1, Moves: []model.PromiseMove{move(-5, -4, -2), move(-3, -2, 1)}}, 99, false, -4, "open", false, 0},
		{"moved before, kept since", model.Promise{State: "kept", Due: today - 3, ClosedOn: today - 3, Moves: []model.PromiseMove{move(-20, -10, -3)}}, 99, false, -3, "renegotiated", false, 1},
		{"written down since", model.Promise{State: "open", Due: today + 5}, 3, true, 0, "", false, 0},
		{"imported since, kept before", model.Promise{State: "kept", Due: today - 20, ClosedOn: today - 15}, 3, false, -20, "kept", true, 0},
		{"imported since, due before", model.Promise{State: "open", Due: today - 8}, 3, false, -8, "open", false, 0},
	} {
		p := x.p
		p.Meta, p.What, p.Account = model.Meta{ID: id("M-1"), Created: daysAgo(x.days)}, "A plan", id("A-1")
		got, there := rewound[*model.Promise](t, &p)
		if there == x.gone {
			t.Errorf("%s: it is there: %v", x.name, there)
		}
		if !there {
			continue
		}
		if got.Due != today+x.due || got.State != x.state || got.ClosedOn != 0 != x.closed || len(got.Moves) != x.moves {
			t.Errorf("%s: due %s, %s, closed %s, %d moves", x.name, got.Due, got.State, got.ClosedOn, len(got.Moves))
		}
		if p.Due != x.p.Due || p.State != x.p.State || len(p.Moves) != len(x.p.Moves) {
			t.Errorf("%s: the promise of today was written to: %+v", x.name, p)
		}
	}
}

// TestRewindAnswer: one that was given since is not there, one that was followed up since waits again.
func TestRewindAnswer(t *testing.T) {
	answer := func(given, followed int) *model.Answer {
		a := &model.Answer{Meta: meta("N-1"), Account: id("A-1"), Measure: "NPS", Scale: "0-10", Score: 3, When: daysAgo(given)}
		if followed > 0 {
			a.FollowedUp, a.FollowUp = daysAgo(followed), "called"
		}
		return a
	}
	for _, x := range []struct {
		given, followed int
		there           bool
		text            string
	}{{8, 3, true, ""}, {20, 10, true, "called"}, {20, 0, true, ""}, {3, 2, false, ""}, {7, 7, true, "called"}} {
		got, there := rewound[*model.Answer](t, answer(x.given, x.followed))
		if there != x.there || there && (got.FollowUp != x.text || got.FollowedUp != 0 != (x.text != "")) {
			t.Errorf("given %d and followed up %d days ago: %v %+v", x.given, x.followed, there, got)
		}
	}
}

// TestRewindOrder: a delivery and a signature of since are taken back one by one, with what each line had got.
func TestRewindOrder(t *testing.T) {
	today := healthNow.Day(nil)
	order := func(delivered, signed date.Day, status model.OrderStatus) *model.Order {
		return &model.Order{Meta: model.Meta{ID: id("O-1"), Created: daysAgo(60)}, Title: "Scanners", Account: id("A-1"), Promised: today - 9, Delivered: delivered, SignedOn: signed,
			Signed: id("C-1"), Status: status, Lines: []model.OrderLine{{Text: "x", Ordered: num("4"), Delivered: num("4")}}}
	}
	for _, x := range []struct {
		name    string
		o       *model.Order
		status  model.OrderStatus
		full    bool
		arrived bool
		signed  bool
	}{
		{"both since", order(today-3, today-1, "accepted"), "open", false, false, false},
		{"signed since", order(today-10, today-1, "accepted"), "delivered", true, true, false},
		{"neither since", order(today-10, today-8, "accepted"), "accepted", true, true, true},
		{"delivered since, not signed", order(today-6, 0, "delivered"), "open", false, false, false},
	} {
		got, there := rewound[*model.Order](t, x.o)
		if !there || got.Status != x.status || got.InFull() != x.full || got.Delivered != 0 != x.arrived || got.SignedOn != 0 != x.signed {
			t.Errorf("%s: %v, %+v", x.name, there, got)
		}
		if !x.o.InFull() {
			t.Errorf("%s: the order of today was written to", x.name)
		}
	}
}

// TestRewindReadings: the values of the customer's standards, of its benefits and of those of its projects
// are those read until then.
func TestRewindReadings(t *testing.T) {
	today := healthNow.Day(nil)
	list := []model.Record{
		&model.Account{Meta: meta("A-1"), Name: "Northwind"}, &model.Account{Meta: meta("A-2"), Name: "Corvid"},
		&model.Project{Meta: meta("P-1"), Name: "Rollout", Account: id("A-1")},
		&model.Standard{Meta: meta("ST-1"), Account: id("A-1"), Direction: "at least", Target: num("90")},
		&model.Standard{Meta: meta("ST-2"), Account: id("A-2"), Direction: "at least", Target: num("90")},
		&model.Benefit{Meta: meta("BF-1"), Project: id("P-1")}, &model.Benefit{Meta: meta("BF-2"), Account: id("A-1")},
	}
	for i, of := range []string{"ST-1", "ST-2", "BF-1", "BF-2"} {
		for j, ago := range []date.Day{8, 7, 6} {
			list = append(list, &model.Reading{Meta: model.Meta{ID: model.NewID("RD", uint64(10*i+j+1))}, Of: id(of), Date: today - ago, Value: num("95")})
		}
	}
	s := with(list...).Rewind(id("A-1"), weekAgo)
	for of, want := range map[string]int{"ST-1": 2, "ST-2": 3, "BF-1": 2, "BF-2": 2} {
		if got := len(s.ReadingsOf(id(of))); got != want {
			t.Errorf("%s has %d readings, want %d", of, got, want)
		}
	}
}

// TestRewindEscalation: the log ends with what was known then; one that waits only since then waited for
// nobody, and a word that was not spoken yet told of no next one.
func TestRewindEscalation(t *testing.T) {
	at := func(days int, kind model.EventKind, d model.Direction) model.Event {
		return model.Event{At: daysAgo(days), Kind: kind, Direction: d, Who: "vendor: Shipfast"}
	}
	vendor := model.Waiting{On: "vendor", Who: "Shipfast"}
	for _, x := range []struct {
		name   string
		e      model.Escalation
		events int
		status model.EscalationStatus
		waits  model.Party
		told   bool
	}{
		{"waits since", model.Escalation{Status: "waiting", Waiting: vendor, NextUpdate: healthNow + 9, Events: []model.Event{at(20, "opened", ""), at(9, "contact", "out"), at(3, "wait", "")}}, 2, "open", "", true},
		{"waited already", model.Escalation{Status: "waiting", Waiting: vendor, Events: []model.Event{at(20, "opened", ""), at(9, "wait", ""), at(3, "note", "")}}, 2, "waiting", "vendor", false},
		{"told since", model.Escalation{Status: "open", NextUpdate: healthNow + 9, Events: []model.Event{at(20, "opened", ""), at(3, "contact", "out")}}, 1, "open", "", false},
		{"they wrote since", model.Escalation{Status: "open", NextUpdate: healthNow + 9, Events: []model.Event{at(20, "opened", ""), at(3, "contact", "in")}}, 1, "open", "", true},
		{"ended since", model.Escalation{Status: "closed", Resolved: daysAgo(2), Events: []model.Event{at(20, "opened", ""), at(2, "resolved", "")}}, 1, "open", "", false},
		{"ended before", model.Escalation{Status: "closed", Resolved: daysAgo(9), Events: []model.Event{at(20, "opened", ""), at(9, "resolved", "")}}, 2, "closed", "", false},
	} {
		e := x.e
		e.Meta, e.Title, e.Account, e.Impact, e.Urgency, e.Opened = meta("E-1"), "Printer", id("A-1"), 1, 1, daysAgo(20)
		got, there := rewound[*model.Escalation](t, &e)
		if !there || len(got.Events) != x.events || got.Status != x.status || got.Waiting.On != x.waits || got.NextUpdate != 0 != x.told {
			t.Errorf("%s: %v, %d events, %s, waits on %q, told %d", x.name, there, len(got.Events), got.Status, got.Waiting.On, got.NextUpdate)
		}
		if len(e.Events) != len(x.e.Events) {
			t.Errorf("%s: the log of today was cut", x.name)
		}
	}
}
