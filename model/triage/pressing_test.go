package triage

import (
	"testing"

	"tandem/model"
)

// TestBreachStays: whatever is decided about a breach, it is counted as one until what is owed is done.
func TestBreachStays(t *testing.T) {
	for _, tc := range []struct {
		verb  Verb
		arg   string
		held  string
		ended bool
	}{
		{Accept, "", "in hand", false}, {Wait, "v", "waiting", false}, {Snooze, "3", "put away", false}, {Snooze, "h", "put away", false},
		{Contact, "", "", true}, {Close, "", "", true},
	} {
		w := newWorld(t)
		e := w.escalation("Printer offline", func(x *model.Escalation) { x.Opened, x.NextUpdate = at("2026-11-18 10:00"), at("2026-11-19 16:00") })
		if list, p := w.queue().Pressing(model.Both); p != (Press{1, 0}) || len(list) != 1 || p.Text() != "1 breached or due today" {
			t.Fatalf("before: %+v", p)
		}
		w.decide(tc.verb, tc.arg, e)
		list, p := w.queue().Pressing(model.Both)
		if tc.ended {
			if p.Total() != 0 {
				t.Errorf("%s: %+v is left", tc.verb, p)
			}
			continue
		}
		if p != (Press{0, 1}) || p.Text() != "1 breached or due today, 1 in hand" || p.Short() != "1 due, 1 in hand" {
			t.Errorf("%s %s: %+v, %q, %q", tc.verb, tc.arg, p, p.Text(), p.Short())
			continue
		}
		it := list[0]
		if !it.Breached || !it.Decided() || it.Held() != tc.held || it.OwedText() != "1 d late" {
			t.Errorf("%s %s: breached %v, %q, owed %q", tc.verb, tc.arg, it.Breached, it.Held(), it.OwedText())
		}
		if _, p := w.queue().Pressing(model.PM); p.Total() != 0 {
			t.Errorf("%s: %+v on the other side", tc.verb, p)
		}
	}
}

// TestBreachBehindABlocker: a blocker about an escalation that is closed does not close the escalation; its
// customer still waits.
func TestBreachBehindABlocker(t *testing.T) {
	w := newWorld(t)
	e := w.escalation("Printer offline", func(x *model.Escalation) { x.Opened, x.NextUpdate = at("2026-11-18 10:00"), at("2026-11-19 16:00") })
	b := w.blocker("Nobody decides", func(b *model.Blocker) { b.About, b.Project, b.Account = e, 0, northwind })
	if _, p := w.queue().Pressing(model.Both); p != (Press{1, 0}) {
		t.Fatalf("one matter counts as %+v", p)
	}
	w.decide(Close, "", b)
	list, p := w.queue().Pressing(model.Both)
	if p.Total() != 1 || list[0].Subject != e {
		t.Errorf("%+v: the breach of an open escalation is forgotten", p)
	}
}

// TestPressOrder: what waits for a decision stands first, each part by rank.
func TestPressOrder(t *testing.T) {
	w := newWorld(t)
	var ids []model.ID
	for range 4 {
		ids = append(ids, w.promise("2026-11-18"))
	}
	w.decide(Accept, "", ids[0])
	w.decide(Snooze, "1", ids[2])
	list, p := w.queue().Pressing(model.Both)
	if p != (Press{2, 2}) || list[0].Decided() || list[1].Decided() || !list[2].Decided() || byRank(list[0], list[1]) >= 0 || byRank(list[2], list[3]) >= 0 {
		t.Errorf("%+v", p)
	}
}
