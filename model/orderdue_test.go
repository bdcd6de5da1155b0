package model_test

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// TestDelivery: an order is held against the day it was promised for, else the one it was requested for;
// one that is not there in full is out until that day is over, and a refused one is not there.
func TestDelivery(t *testing.T) {
	today := healthNow.Day(nil)
	part := []model.OrderLine{{Text: "x", Ordered: num("4"), Delivered: num("2")}}
	for _, x := range []struct {
		name  string
		o     model.Order
		known bool
		score int
		why   string // of the part
		said  string // of the order
		late  bool
	}{
		{"requested only, not there", model.Order{Requested: today - 30, Status: "open"}, true, 0, "against the requested day", "not delivered, requested for ", true},
		{"promised, not there", model.Order{Requested: today - 40, Promised: today - 30, Status: "open"}, true, 0, "against the promised day", "not delivered, promised for ", true},
		{"promised later than requested", model.Order{Requested: today - 5, Promised: today + 5, Status: "open"}, false, 0, "no order was due", "", false},
		{"requested for today", model.Order{Requested: today, Status: "open"}, false, 0, "no order was due", "", false},
		{"in time by the requested day", model.Order{Requested: today - 3, Delivered: today - 3, Status: "delivered"}, true, 100, "against the requested day", "on time in full", false},
		{"in part, due in five days", model.Order{Promised: today + 5, Delivered: today - 1, Status: "open", Lines: part}, false, 0, "no order was due", "", false},
		{"in part, due yesterday", model.Order{Promised: today - 1, Delivered: today - 2, Status: "open", Lines: part}, true, 0, "0 of 1 order", "not in full", true},
		{"all of it, due in five days", model.Order{Promised: today + 5, Delivered: today - 1, Status: "delivered"}, true, 100, "1 of 1 order", "on time in full", false},
		{"refused, was in time", model.Order{Promised: today - 5, Delivered: today - 6, Status: "refused"}, true, 0, "0 of 1 order", "refused", false},
		{"refused, not yet due", model.Order{Promised: today + 5, Delivered: today - 6, Status: "refused"}, false, 0, "no order was due", "", false},
	} {
		o := x.o
		o.Meta, o.Title, o.Account = meta("O-1"), "Printers", id("A-1")
		s := with(&model.Account{Meta: meta("A-1"), Name: "Northwind"}, &o)
		c := s.Ctx(healthNow)
		a, _ := model.Find[*model.Account](s, id("A-1"))
		h := c.Health(a)
		found := false
		for _, p := range h.Parts {
			if p.Name != "delivery" {
				continue
			}
			if found = true; p.Known != x.known || p.Known && int(p.Value) != x.score || !strings.Contains(p.Why, x.why) {
				t.Errorf("%s: %v %.0f %q", x.name, p.Known, p.Value, p.Why)
			}
			said := ""
			for _, term := range c.HealthEvidence(a, "delivery") {
				said += term.Text
			}
			if !strings.HasPrefix(said, x.said) || x.said == "" && said != "" {
				t.Errorf("%s: %q, want %q", x.name, said, x.said)
			}
		}
		if got := o.Late(today); !found || got != x.late {
			t.Errorf("%s: late: %v", x.name, got)
		}
		if hurts := o.Standing(c) == model.Hurts; hurts != x.late {
			t.Errorf("%s: it hurts: %v", x.name, hurts)
		}
	}
}

// TestRewindToTheFirstDate: a promise whose only move is taken back was never renegotiated.
func TestRewindToTheFirstDate(t *testing.T) {
	today := healthNow.Day(nil)
	move := func(on, from, to date.Day) model.PromiseMove {
		return model.PromiseMove{On: today + on, From: today + from, To: today + to}
	}
	for _, x := range []struct {
		name  string
		moves []model.PromiseMove
		state model.PromiseState
		due   date.Day
	}{
		{"the only one", []model.PromiseMove{move(-3, -1, 5)}, "open", -1},
		{"both", []model.PromiseMove{move(-3, -1, 2), move(-2, 2, 5)}, "open", -1},
		{"the second", []model.PromiseMove{move(-20, -1, 2), move(-2, 2, 5)}, "renegotiated", 2},
		{"none", []model.PromiseMove{move(-20, -1, 5)}, "renegotiated", 5},
	} {
		p := &model.Promise{Meta: model.Meta{ID: id("M-1"), Created: daysAgo(99)}, What: "A plan", Account: id("A-1"), State: "renegotiated", Due: today + 5, Moves: x.moves}
		if got, there := rewound[*model.Promise](t, p); !there || got.State != x.state || got.Due != today+x.due {
			t.Errorf("%s: %v, %+v", x.name, there, got)
		}
	}
}

// TestRewindToBetweenTwoWaits: whom an escalation waited for a week ago is what its log said then, whatever
// it has waited for since.
func TestRewindToBetweenTwoWaits(t *testing.T) {
	at := func(days int, kind model.EventKind, who string) model.Event {
		return model.Event{At: daysAgo(days), Kind: kind, Who: who, Text: "a part"}
	}
	vendor := model.Waiting{On: "vendor", Who: "Shipfast", What: "a part"}
	for _, x := range []struct {
		name   string
		e      model.Escalation
		status model.EscalationStatus
		waits  model.Waiting
	}{
		{"resumed, waits again since", model.Escalation{Status: "waiting", Waiting: vendor, Events: []model.Event{at(20, "wait", "vendor: Shipfast"), at(10, "resume", ""), at(3, "wait", "vendor: Shipfast")}}, "open", model.Waiting{}},
		{"reopened, waits again since", model.Escalation{Status: "waiting", Waiting: vendor,
			Events: []model.Event{at(20, "wait", "vendor: Shipfast"), at(15, "resolved", ""), at(10, "reopened", ""), at(3, "wait", "vendor: Shipfast")}}, "open", model.Waiting{}},
		{"waits on another since", model.Escalation{Status: "waiting", Waiting: vendor, Events: []model.Event{at(20, "wait", "customer: Sam"), at(3, "wait", "vendor: Shipfast")}},
			"waiting", model.Waiting{On: "customer", Who: "Sam", What: "a part"}},
		{"waited, resumed since", model.Escalation{Status: "open", Events: []model.Event{at(20, "wait", "vendor: Shipfast"), at(3, "resume", "")}}, "waiting", vendor},
		{"waited, ended since", model.Escalation{Status: "closed", Resolved: daysAgo(2), Events: []model.Event{at(20, "wait", "vendor: Shipfast"), at(2, "closed", "")}}, "waiting", vendor},
		{"waits all along", model.Escalation{Status: "waiting", Waiting: vendor, Events: []model.Event{at(20, "wait", "vendor: Shipfast"), at(3, "note", "")}}, "waiting", vendor},
	} {
		e := x.e
		e.Meta, e.Title, e.Account, e.Impact, e.Urgency, e.Opened = meta("E-1"), "Printer", id("A-1"), 1, 1, daysAgo(25)
		if got, there := rewound[*model.Escalation](t, &e); !there || got.Status != x.status || got.Waiting != x.waits {
			t.Errorf("%s: %v, %s, waits on %+v", x.name, there, got.Status, got.Waiting)
		}
	}
}
