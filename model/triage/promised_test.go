package triage

import (
	"strings"
	"testing"

	"tandem/model"
)

// breaking is a promise for Friday 27 whose task is forecast two working days later.
func breaking(w *world) model.ID {
	task := w.work("Carrier", 7, nil)
	return w.put(model.PromisePrefix, &model.Promise{What: "Interface", Account: northwind, Due: day("2026-11-27"), Task: task, State: "open"})
}

// TestPromiseKeepsItsDate: when to ask again about a promise is not when it is owed.
func TestPromiseKeepsItsDate(t *testing.T) {
	for _, d := range []Decision{{Accept, ""}, {Wait, "v"}, {Snooze, "1"}} {
		w := owing(t)
		early := w.promise("2026-11-25")
		p := breaking(w)
		if it := w.item(p); it.DueText() != "breaks +2 d" {
			t.Errorf("undecided it is due %q", it.DueText())
		}
		w.decide(d.Verb, d.Arg, p)
		it := w.item(p)
		if n, ok := it.Breaks(); !ok || n != 2 || it.OwedText() != "breaks +2 d" || it.Owed().Day(berlin) != day("2026-11-27") {
			t.Errorf("%s: breaks %d %t, owed %q on %s", d.Verb, n, ok, it.OwedText(), it.Owed().Day(berlin))
		}
		if d.Verb != Accept && it.Due.Day(berlin) >= day("2026-11-25") {
			t.Errorf("%s: asked again %s, which tries nothing", d.Verb, it.Due.Day(berlin))
		}
		list := w.queue().Items(Promised, model.Both)
		if len(list) != 2 || list[0].Subject != early || list[1].Subject != p {
			t.Errorf("%s: promises are not in the order of their own dates", d.Verb)
		}
		stake := ""
		for _, x := range it.Terms() {
			if x.Label == "promise" {
				stake = x.Evidence
			}
		}
		if !strings.Contains(stake, "a day from Fri 27 on") {
			t.Errorf("%s: stake %q", d.Verb, stake)
		}
	}
	w := owing(t)
	p := w.promise("2026-11-25")
	if it := w.item(p); it.OwedText() != "Wed 25" {
		t.Errorf("a promise in time is owed %q", it.OwedText())
	}
	if _, ok := w.item(p).Breaks(); ok {
		t.Error("a promise without a forecast breaks")
	}
}

// TestBreakingPromiseIsNotKept: closing does not make it so; it says what can be done.
func TestBreakingPromiseIsNotKept(t *testing.T) {
	w := owing(t)
	p := breaking(w)
	q := w.queue()
	items := []*Item{q.Find(p)}
	for _, arg := range []string{"", "r"} {
		ok, why := Decision{Close, arg}.Enabled(q, items)
		if ok || !strings.Contains(why, "M-1 is forecast for 1 Dec, 2 d late") || !strings.Contains(why, "new date") {
			t.Errorf("close %q: %t %q", arg, ok, why)
		}
		if err := (Decision{Close, arg}).Apply(model.NewEdit(w.snap, w.now), q, items); err == nil {
			t.Errorf("close %q is carried out", arg)
		}
	}
	if ok, why := (Decision{Close, "p"}).Enabled(q, items); !ok {
		t.Error(why)
	}
	if got := (Decision{Close, "p"}).Label(q, items); got != "M-1 noted as broken: declined" {
		t.Errorf("label %q", got)
	}
	w.decide(Close, "p", p)
	if x := get[*model.Promise](w, p); x.State != "broken" {
		t.Errorf("it is %s", x.State)
	}
	w = owing(t)
	late := w.promise("2026-11-18")
	w.decide(Close, "", late)
	if x := get[*model.Promise](w, late); x.Verdict(day("today")) != model.Late {
		t.Errorf("closed after its day it is %s", x.Verdict(day("today")))
	}
	if k := w.snap.Ctx(w.now).PromisesKept(northwind, 0); k.Kept != 0 || k.N != 1 {
		t.Errorf("it counts as %+v", k)
	}
}

// TestCloseSays what it does, which is what it then does: the label is from the same table.
func TestCloseSays(t *testing.T) {
	w := owing(t)
	put := func(prefix string, r model.Record) model.ID { return w.put(prefix, r) }
	promise, over := w.promise("2026-11-20"), w.promise("2026-11-18")
	act := put(model.ActionPrefix, &model.Action{What: "a", Project: rollout, State: "open", Type: "follow-up", Due: day("2026-11-18")})
	review := put(model.RiskPrefix, &model.Risk{Title: "r2", Project: rollout, Status: "open", Category: "cost", Review: day("2026-11-10")})
	fired := put(model.RiskPrefix, &model.Risk{Title: "r", Project: rollout, Status: "triggered", Category: "cost"})
	order := put(model.OrderPrefix, &model.Order{Title: "o", Account: northwind, Status: "open", Promised: day("2026-11-16"), Requested: day("2026-11-10")})
	dec := put(model.DecisionPrefix, &model.Decision{Question: "q?", Project: rollout, Status: "open", NeededBy: day("2026-11-16")})
	esc, task, hand := w.escalation("e", nil), w.lateTask(), w.blocker("b", nil)
	q := w.queue()
	for _, x := range []struct {
		id        model.ID
		arg, want string
		outcome   string
	}{
		{promise, "", "M-1 noted as kept", "done"},
		{over, "", "M-2 noted as kept late, which counts as not kept", "done"},
		{over, "n", "M-2 put away, still overdue: not ours", "put away, not ours"},
		{act, "", "AC-1 done", "done"},
		{act, "p", "AC-1 dropped: declined", "declined"},
		{review, "", "R-1 looked at, next review 18 Dec", "done"},
		{fired, "", "R-2 closed", "done"},
		{order, "", "O-1 noted as delivered", "done"},
		{dec, "", "D-1 put away, still to be decided", "put away"},
		{esc, "r", "E-1 resolved: resolved itself", "resolved itself"},
		{esc, "n", "E-1 closed: not ours", "not ours"},
		{task, "", "T-1 put away, still late", "put away"},
		{task, "o no matter", "T-1 put away, still late: no matter", "put away, other"},
		{hand, "", "B-1 closed", "done"},
	} {
		it := q.Find(x.id)
		if it == nil {
			t.Fatalf("%s is not in the queue", x.id)
		}
		d := Decision{Close, x.arg}
		if got := d.Label(q, []*Item{it}); got != x.want {
			t.Errorf("label %q, want %q", got, x.want)
		}
		e := model.NewEdit(w.snap, w.now)
		if err := d.Apply(e, q, []*Item{it}); err != nil {
			t.Errorf("%s: %v", x.want, err)
			continue
		}
		b, err := e.Batch()
		if err != nil {
			t.Fatal(err)
		}
		after := Build(w.snap.With(b.Changes).Ctx(w.now)).Find(x.id)
		if after == nil || after.Outcome() != x.outcome {
			t.Errorf("%s: afterwards %+v", x.want, after)
		}
	}
	many := []*Item{q.Find(task), q.Find(dec), q.Find(esc)}
	if got := (Decision{Close, ""}).Label(q, many); got != "Close 3 items: 2 put away, 1 resolved" {
		t.Errorf("label %q", got)
	}
}

// TestToldOfABreach: an escalation whose clock ran out and whose customer was told comes back at the next
// clock ahead, in one row, and says what takes it away.
func TestToldOfABreach(t *testing.T) {
	for _, byHand := range []bool{false, true} {
		w := newWorld(t)
		agreed(w)
		w.now = at("2026-11-20 09:12")
		esc := w.escalation("Printer", func(x *model.Escalation) { x.Opened = at("2026-11-16 09:00") })
		key, want := esc, Scheduled
		if byHand {
			key, want = w.blocker("No part", func(b *model.Blocker) { b.About = esc }), Doing
		}
		label := Decision{Contact, "x"}.Label(w.queue(), []*Item{w.item(key)})
		if label != "Contact Northwind about E-1, next update today 11:12" {
			t.Errorf("label %q", label)
		}
		w.decide(Contact, "part at noon", key)
		q := w.queue()
		rows := 0
		for _, v := range []View{Now, Doing, Waiting, Scheduled} {
			rows += q.Count(v, model.Both)
		}
		it := q.Find(key)
		if rows != 1 || it == nil || it.View != want || !it.Breached {
			t.Fatalf("by hand %t: %d rows, %+v", byHand, rows, it)
		}
		if byHand {
			if it.OwedText() != "3 d late" {
				t.Errorf("in hand it is owed %q", it.OwedText())
			}
			w.now = at("2026-11-20 11:13")
			if it := w.item(key); it.View != Now {
				t.Errorf("the next update is owed and it stands in %s", it.View)
			}
			continue
		}
		if it.Due != at("2026-11-20 11:12") || it.DueText() != "today 11:12" || it.OwedText() == it.DueText() {
			t.Errorf("it comes back %q, owed %q", it.DueText(), it.OwedText())
		}
		if got := it.LeavesWhen(); got != "it is resolved; the next update is due today 11:12" {
			t.Errorf("it leaves when %q", got)
		}
	}
}

// TestLoadedDecisions: what came into the workspace decided was not decided today.
func TestLoadedDecisions(t *testing.T) {
	w := newWorld(t)
	w.blocker("old", func(b *model.Blocker) { b.State, b.Created = model.BlockerDoing, at("2026-11-16 10:00") })
	fresh := w.blocker("new", nil)
	if q := w.queue(); q.Decided != 0 || q.Count(Doing, model.Both) != 1 {
		t.Errorf("%d decided before the first decision, %d in hand", q.Decided, q.Count(Doing, model.Both))
	}
	w.decide(Accept, "", fresh) // within the same second
	if q := w.queue(); q.Decided != 1 {
		t.Errorf("%d decided after one decision", q.Decided)
	}
}
