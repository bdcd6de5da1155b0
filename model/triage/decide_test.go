package triage

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tandem/model"
	"tandem/model/date"
)

func TestAccept(t *testing.T) {
	w := newWorld(t)
	id := w.lateTask()
	w.decide(Accept, "", id)
	it := w.item(id)
	b := get[*model.Blocker](w, it.Blocker)
	if it.View != Doing || b.Owned != me || b.About != id || b.Signal != "late" || b.Fingerprint != it.Fingerprint() || it.WaitingOn() != "me" {
		t.Errorf("view %s, blocker %+v, on %q", it.View, b, it.WaitingOn())
	}
	a := w.put(model.ActionPrefix, &model.Action{What: "a", Project: rollout, State: "open", Type: "follow-up", Due: day("2026-11-18")})
	w.decide(Accept, "", a)
	if x := get[*model.Action](w, a); x.State != "doing" || x.Owned != me {
		t.Errorf("action %+v", x)
	}
	e := w.escalation("e", func(x *model.Escalation) {
		x.Status, x.Waiting = "waiting", model.Waiting{On: "vendor", Nudge: at("2026-11-19 08:00")}
	})
	w.decide(Accept, "", e)
	if x := get[*model.Escalation](w, e); x.Status != "open" || x.Waiting.On != "" || x.Events[0].Kind != "resume" || w.view(e) != Doing {
		t.Errorf("escalation %+v in %s", x, w.view(e))
	}
}

func TestContactAnswersAnEscalation(t *testing.T) {
	for sev, want := range map[int]string{1: "2026-11-20 14:12", 2: "2026-11-23 09:12", 3: "2026-11-24 09:12", 4: "2026-11-27 09:12", 5: "2026-12-04 09:12"} {
		w := newWorld(t)
		e := w.escalation("Printer offline", func(x *model.Escalation) {
			x.ByHand, x.Why, x.NextUpdate = sev, "because", at("2026-11-19 16:00")
		})
		w.decide(Contact, "", e)
		x := get[*model.Escalation](w, e)
		if x.NextUpdate != at(want) {
			t.Errorf("severity %d: next update %s, want %s", sev, x.NextUpdate.In(berlin), want)
		}
		in := get[*model.Interaction](w, model.NewID(model.InteractionPrefix, 1))
		if ev := x.Events[0]; ev.Kind != "contact" || ev.Direction != "out" || ev.Text != "update sent" || in.Summary != "update sent" || in.Escalation != e || in.Account != northwind {
			t.Errorf("event %+v, interaction %+v", ev, in)
		}
		if w.view(e) != Scheduled {
			t.Errorf("severity %d: stands in %s", sev, w.view(e))
		}
		w.now = x.NextUpdate.Add(-60 * 1e9)
		if it := w.item(e); it.View != Now || it.Signals()[0] != "update soon" {
			t.Errorf("severity %d: a minute before it is due it stands in %s", sev, it.View)
		}
		w.now = x.NextUpdate + 1
		if it := w.item(e); !it.Breached || it.Signals()[0] != "update overdue" {
			t.Errorf("severity %d: not breached", sev)
		}
	}
}

func TestContactElsewhere(t *testing.T) {
	w := newWorld(t)
	ans := w.put(model.AnswerPrefix, &model.Answer{Measure: "NPS", Scale: "0-10", Score: 3, Account: northwind, When: at("2026-11-17"), Touchpoint: "support"})
	w.decide(Contact, "called them", ans)
	if a := get[*model.Answer](w, ans); a.FollowUp != "called them" || a.FollowedUp != now || w.view(ans) != Done {
		t.Errorf("answer %+v in %s", a, w.view(ans))
	}
	id := w.lateTask()
	w.decide(Contact, "it will be late", id)
	in := get[*model.Interaction](w, model.NewID(model.InteractionPrefix, 2))
	if w.view(id) != Doing || in.Summary != "it will be late" || in.Project != rollout {
		t.Errorf("task in %s, %+v", w.view(id), in)
	}
	w.edit(func(e *model.Edit) error {
		return model.Update(e, rollout, func(p *model.Project) error { p.Account = 0; return nil })
	})
	q := w.queue()
	if ok, why := (Decision{Contact, ""}).Enabled(q, []*Item{q.Find(id)}); ok && q.Find(id).Account() == 0 || !ok && !strings.Contains(why, "no customer") {
		t.Errorf("contact without a customer: %v %q", ok, why)
	}
}

func TestWait(t *testing.T) {
	tests := []struct{ arg, party, who, what string }{
		{"c", "customer", "Sam", "their answer"}, {"v", "vendor", "", "their answer"}, {"v Shipfast", "vendor", "Shipfast", "their answer"},
		{"d", "department", "", "their answer"}, {"t", "team", "Grace", "the work"},
	}
	for _, tc := range tests {
		w := newWorld(t)
		w.blocker("older", func(b *model.Blocker) { b.State, b.Waiting = "doing", model.Waiting{On: "vendor", Who: "Shipfast"} })
		id := w.lateTask()
		w.decide(Wait, tc.arg, id)
		it := w.item(id)
		got := get[*model.Blocker](w, it.Blocker)
		want := model.Waiting{On: model.Party(tc.party), Who: tc.who, What: tc.what, Nudge: at("2026-11-24 08:00")}
		if it.View != Waiting || got.Waiting != want || !strings.HasPrefix(it.WaitingOn(), tc.party) {
			t.Errorf("%s: %s %+v", tc.arg, it.View, got.Waiting)
		}
		w.now = want.Nudge
		if it = w.item(id); it.View != Now || it.Terms()[1].Label != "nudge due" {
			t.Errorf("%s: at the nudge it stands in %s: %v", tc.arg, it.View, it.Terms())
		}
	}
	w := newWorld(t)
	e := w.escalation("e", func(x *model.Escalation) { x.NextUpdate = at("11:30") })
	w.decide(Wait, "v", e)
	x := get[*model.Escalation](w, e)
	if x.Status != "waiting" || x.Waiting.On != "vendor" || x.Waiting.Nudge != at("11:30") || x.Events[0].Kind != "wait" || w.view(e) != Waiting {
		t.Errorf("escalation %+v in %s", x, w.view(e))
	}
	w.edit(func(ed *model.Edit) error {
		return model.Update(ed, e, func(x *model.Escalation) error {
			x.Events = x.Log(model.Event{At: now + 60, Kind: "contact", Direction: "in", Text: "and now?"})
			return nil
		})
	})
	w.now += 120
	if it := w.item(e); it.View != Now || !slices.Contains(it.Signals(), "unanswered") {
		t.Errorf("the customer wrote and it stands in %s", it.View)
	}
}

func TestSnooze(t *testing.T) {
	for arg, want := range map[string]string{"1": "2026-11-23 08:00", "2": "2026-11-24 08:00", "9": "2026-12-03 08:00", "h": "2026-11-20 11:12", "m": "2026-11-23 08:00"} {
		w := newWorld(t)
		id := w.blocker("b", nil)
		if got := w.queue().SnoozeUntil(w.item(id), arg); got != at(want) {
			t.Errorf("%s: would come back %s, want %s", arg, got.In(berlin), want)
		}
		w.decide(Snooze, arg, id)
		if it := w.item(id); it.View != Scheduled || it.Due != at(want) {
			t.Errorf("%s: %s until %s", arg, it.View, it.Due.In(berlin))
		}
		w.now = at(want)
		if it := w.item(id); it.View != Now {
			t.Errorf("%s: does not come back", arg)
		} else {
			checkTerms(t, it)
		}
	}
	w := newWorld(t)
	id := w.promise("2026-11-20")
	w.decide(Snooze, "5", id)
	if b := get[*model.Blocker](w, w.item(id).Blocker); b.Until != at("2026-11-20 23:59")+59 {
		t.Errorf("comes back %s, after it is due", b.Until.In(berlin))
	}
	e := model.NewEdit(w.snap, w.now)
	if err := (Decision{Snooze, "x"}).Apply(e, w.queue(), []*Item{w.item(id)}); err == nil {
		t.Error("x is no time")
	}
}

func TestEscalateAProjectItem(t *testing.T) {
	w := newWorld(t)
	task := w.lateTask()
	other := w.blocker("No sandbox key", func(b *model.Blocker) { b.Severity = 2 })
	w.decide(Escalate, "2", task, other)
	esc := model.NewID(model.EscalationPrefix, 1)
	x := get[*model.Escalation](w, esc)
	if x.Level != 2 || x.Liaison != "department" || x.Account != northwind || x.Project != rollout || len(x.About) != 3 || x.NextUpdate <= now {
		t.Errorf("escalation %+v", x)
	}
	if w.snap.Count(model.EscalationPrefix) != 1 {
		t.Error("one edit for one project makes two escalations")
	}
	for _, key := range []model.ID{task, other} {
		it := w.item(key)
		b := get[*model.Blocker](w, it.Blocker)
		if it.View != Waiting || b.Escalation != esc || b.Level != 2 || b.Waiting.On != "department" {
			t.Errorf("%s in %s: %+v", key, it.View, b)
		}
	}
	if w.view(esc) == Now {
		t.Error("the escalation is to be decided again at once")
	}
	w.decide(Close, "", esc)
	for _, key := range []model.ID{task, other} {
		if it := w.item(key); it.View != Now {
			t.Errorf("its escalation is over and %s stands in %s", key, it.View)
		} else {
			checkTerms(t, it)
		}
	}
}

func TestEscalateAnEscalation(t *testing.T) {
	w := newWorld(t)
	e := w.escalation("Printer offline", func(x *model.Escalation) { x.Project, x.NextUpdate = rollout, at("2026-11-19 12:00") })
	w.decide(Escalate, "3", e)
	x, it := get[*model.Escalation](w, e), w.item(e)
	b := get[*model.Blocker](w, it.Blocker)
	if x.Level != 3 || x.Liaison != "directors" || x.NextUpdate <= now || x.Events[0].Kind != "level" {
		t.Errorf("escalation %+v", x)
	}
	if b.Project != rollout || b.Escalation != e || it.View != Waiting || it.Hat != model.Both {
		t.Errorf("blocker %+v, item in %s for %v", b, it.View, it.Hat)
	}
	w.decide(Escalate, "1", e)
	if x := get[*model.Escalation](w, e); x.Liaison != "team" || len(x.Events) != 2 {
		t.Errorf("lowered: %+v", x)
	}
	// a blocker of much the same name joins it
	id := w.blocker("Label printer offline again", nil)
	w.decide(Escalate, "2", id)
	if w.snap.Count(model.EscalationPrefix) != 1 || get[*model.Blocker](w, id).Escalation != e {
		t.Error("it did not join the open escalation")
	}
}

func TestLinkAndMerge(t *testing.T) {
	w := newWorld(t)
	task := w.lateTask()
	b1 := w.blocker("No sandbox key", func(b *model.Blocker) { b.About, b.Blocks = task, []model.ID{task} })
	b2 := w.blocker("no sandbox key ", func(b *model.Blocker) { b.Severity = 2 })
	esc := w.escalation("Carrier API down", nil)
	c := w.queue().Candidates(w.item(b2))
	if len(c) == 0 || c[0].ID != b1 || !c[0].Merge {
		t.Fatalf("candidates %+v", c)
	}
	w.decide(Link, "1", b2)
	old, kept := get[*model.Blocker](w, b2), get[*model.Blocker](w, b1)
	if old.MergedInto != b1 || old.Resolution != "duplicate" || old.State != "closed" || kept.Severity != 2 || w.view(b2) != Done {
		t.Errorf("merged %+v into %+v", old, kept)
	}
	w.decide(Link, esc.String(), b1)
	x := get[*model.Escalation](w, esc)
	kept = get[*model.Blocker](w, b1)
	if len(x.About) != 1 || x.About[0] != b1 || x.Links[0].To != b1 || kept.Escalation != esc || kept.Links[1].To != esc {
		t.Errorf("linked %+v and %+v", x, kept)
	}
	e := model.NewEdit(w.snap, w.now)
	if err := (Decision{Link, "9"}).Apply(e, w.queue(), []*Item{w.item(b1)}); err == nil {
		t.Error("there is no ninth candidate")
	}
}

func TestCloseAtTheSource(t *testing.T) {
	w := newWorld(t)
	w.escalation("e", nil)
	p1, p2, p3 := w.promise("2026-11-18"), w.promise("2026-11-17"), w.promise("2026-11-16")
	act := w.put(model.ActionPrefix, &model.Action{What: "a", Project: rollout, State: "open", Type: "follow-up", Due: day("2026-11-18")})
	fired := w.put(model.RiskPrefix, &model.Risk{Title: "r", Project: rollout, Status: "triggered", Category: "cost"})
	review := w.put(model.RiskPrefix, &model.Risk{Title: "r2", Project: rollout, Status: "open", Category: "cost", Review: day("2026-11-10")})
	ans := w.put(model.AnswerPrefix, &model.Answer{Measure: "NPS", Scale: "0-10", Score: 3, Account: northwind, When: at("2026-11-17"), Touchpoint: "support"})
	esc := model.NewID(model.EscalationPrefix, 1)
	for id, arg := range map[model.ID]string{esc: "r", p1: "", p2: "p", p3: "n", act: "", fired: "", review: "", ans: ""} {
		w.decide(Close, arg, id)
		if v := w.view(id); v != Done && v != Scheduled && v != Promised {
			t.Errorf("%s closed with %q stands in %s", id, arg, v)
		}
	}
	if x := get[*model.Escalation](w, esc); x.Status != "resolved" || x.Resolved != now || x.Events[0].Text != "resolved itself" {
		t.Errorf("escalation %+v", x)
	}
	for id, want := range map[model.ID]model.PromiseState{p1: "kept", p2: "broken", p3: "open"} {
		if got := get[*model.Promise](w, id).State; got != want {
			t.Errorf("%s is %s, want %s", id, got, want)
		}
	}
	if a := get[*model.Action](w, act); a.State != "done" || a.DoneOn != day("today") {
		t.Errorf("action %+v", a)
	}
	if r := get[*model.Risk](w, fired); r.Status != "closed" {
		t.Errorf("risk %+v", r)
	}
	if r := get[*model.Risk](w, review); r.Status != "open" || r.Review != day("today")+28 {
		t.Errorf("risk %+v", r)
	}
	if a := get[*model.Answer](w, ans); a.FollowedUp != now {
		t.Errorf("answer %+v", a)
	}
}

// What is dealt with leaves by itself and does not come back; a closed signal stays away
// until there is news.
func TestSignalsLeaveAndStayAway(t *testing.T) {
	w := newWorld(t)
	id := w.lateTask()
	w.decide(Close, "n", id)
	if w.view(id) != Done || get[*model.Task](w, id).Done != 40_00 {
		t.Fatalf("closed, it stands in %s", w.view(id))
	}
	w.now = w.now.Add(24 * 3600e9)
	if v := w.view(id); v != 0 {
		t.Errorf("a day later it stands in %s", v)
	}
	move := func(finish string, done model.Pct) {
		w.edit(func(e *model.Edit) error {
			return model.Update(e, id, func(x *model.Task) error { x.Finish, x.Done = at(finish), done; return nil })
		})
	}
	move("2026-11-20 17:00", 40_00)
	if v := w.view(id); v != Now {
		t.Errorf("late again with another finish, it stands in %s", v)
	}
	w.decide(Accept, "", id)
	move("2026-11-20 17:00", 100_00)
	if v := w.view(id); v != 0 {
		t.Errorf("done at its source it stands in %s", v)
	}
	move("2026-11-20 17:00", 50_00)
	if v := w.view(id); v != Doing {
		t.Errorf("reopened as it was decided, it stands in %s", v)
	}
	move("2026-11-21 08:00", 50_00)
	if it := w.item(id); it.View != Now || it.Blocker == 0 {
		t.Errorf("news, and it stands in %s", it.View)
	}
}

func TestReopenedSourceComesBack(t *testing.T) {
	w := newWorld(t)
	id := w.promise("2026-11-18")
	w.decide(Close, "", id)
	w.edit(func(e *model.Edit) error {
		return model.Update(e, id, func(p *model.Promise) error { p.State, p.ClosedOn = "open", 0; return nil })
	})
	if v := w.view(id); v != Now {
		t.Errorf("reopened by hand it stands in %s", v)
	}
}

func TestAlike(t *testing.T) {
	w := newWorld(t)
	task := w.lateTask()
	b1 := w.blocker("one", func(b *model.Blocker) { b.About = task })
	w.blocker("two", func(b *model.Blocker) { b.About = task })
	e1 := w.escalation("e1", func(x *model.Escalation) { x.Cause = "Bad cable" })
	w.escalation("e2", func(x *model.Escalation) { x.Cause = "bad cable " })
	w.promise("2026-11-18")
	q := w.queue()
	all := q.Items(Now, model.Both)
	for id, want := range map[model.ID]struct {
		n   int
		why string
	}{b1: {2, "task or cause"}, e1: {2, "task or cause"}, model.NewID(model.PromisePrefix, 1): {len(all), "customer"}} {
		got, why := q.Alike(q.Find(id), all)
		if len(got) != want.n || !strings.Contains(why, want.why) {
			t.Errorf("%s: %d alike by %q, want %d by %q", id, len(got), why, want.n, want.why)
		}
	}
}

// TestWaitSaysWhom: the label names who is waited for, as the decision then keeps it.
func TestWaitSaysWhom(t *testing.T) {
	w := newWorld(t)
	id := w.escalation("Printer", nil)
	near := w.escalation("Crate", nil)
	e := model.NewEdit(w.snap, now)
	if err := model.Update(e, near, func(x *model.Escalation) error {
		x.Waiting = model.Waiting{On: "vendor", Who: "Shipfast"}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	w.snap = w.snap.With(b.Changes)
	q := w.queue()
	one := []*Item{q.Find(id)}
	for arg, want := range map[string]string{
		"v":                "Wait on vendor for E-1, ask again Tue 24", // E-1 names none
		"v Acme Logistics": "Wait on vendor Acme Logistics for E-1, ask again Tue 24; no vendor is called Acme Logistics, kept as text",
	} {
		if got := (Decision{Wait, arg}).Label(q, one); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got, want := (Decision{Wait, "v"}).Label(q, []*Item{q.Find(near)}), "Wait on vendor Shipfast for E-2, ask again Tue 24"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestYearsLate: a delay of years is told in years.
func TestYearsLate(t *testing.T) {
	for n, want := range map[int]string{1: "1 d late", 729: "729 d late", 730: "730 d late", 731: "2 y late", 8361: "22 y late"} {
		if got := daysLate(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

func TestLabelsAndReasons(t *testing.T) {
	w := newWorld(t)
	e := w.escalation("Printer", nil)
	b := w.blocker("No key", nil)
	q := w.queue()
	one, two := []*Item{q.Find(e)}, []*Item{q.Find(b), q.Find(e)}
	for want, got := range map[string]string{
		"Snooze E-1 to Mon 23":                                            Decision{Snooze, "m"}.Label(q, one),
		"Snooze 2 items to Mon 23":                                        Decision{Snooze, "1"}.Label(q, two),
		"Contact Northwind about E-1, next update Tue 09:12":              Decision{Contact, "x"}.Label(q, one),
		"Wait on vendor for 2 items":                                      Decision{Wait, "v"}.Label(q, two),
		"Wait on vendor for E-1, ask again Tue 24":                        Decision{Wait, "v"}.Label(q, one),
		"Escalate B-1 to level 2: made E-2 No key, next update Tue 09:12": Decision{Escalate, "2"}.Label(q, two[:1]),
		"E-1 closed: not ours":                                            Decision{Close, "n"}.Label(q, one),
		"E-1 resolved":                                                    Decision{Close, ""}.Label(q, one),
		"Link B-1 to E-1":                                                 Decision{Link, "1"}.Label(q, two[:1]),
		"Accept 2 items":                                                  Decision{Accept, ""}.Label(q, two),
		"accept nothing":                                                  Decision{Accept, ""}.Label(q, nil),
	} {
		if got != want {
			t.Errorf("label %q, want %q", got, want)
		}
	}
	if ok, why := (Decision{Accept, ""}).Enabled(q, nil); ok || !strings.Contains(why, "empty") {
		t.Errorf("nothing: %v %q", ok, why)
	}
	if err := (Decision{"dance", ""}).Apply(model.NewEdit(w.snap, now), q, one); err == nil {
		t.Error("dance is no verb")
	}
	for verb, arg := range map[Verb]string{Wait: "x", Escalate: "4", Close: "z", Link: "zz"} {
		if err := (Decision{verb, arg}).Apply(model.NewEdit(w.snap, now), q, one); err == nil || !strings.Contains(err.Error(), "E-1") {
			t.Errorf("%s %q: %v", verb, arg, err)
		}
	}
	w.decide(Close, "", b)
	q = w.queue()
	if ok, why := (Decision{Accept, ""}).Enabled(q, []*Item{q.Find(b)}); ok || !strings.Contains(why, "closed") {
		t.Errorf("a closed one: %v %q", ok, why)
	}
	w.edit(func(ed *model.Edit) error { return ed.Delete(e) })
	if err := (Decision{Accept, ""}).Apply(model.NewEdit(w.snap, now), q, []*Item{q.Find(e)}); err == nil || !strings.Contains(err.Error(), "gone") {
		t.Errorf("deleted meanwhile: %v", err)
	}
}

var choices = []Decision{{Accept, ""}, {Contact, ""}, {Contact, "called"}, {Wait, "c"}, {Wait, "v"}, {Wait, "d"}, {Wait, "t"}, {Snooze, "1"}, {Snooze, "h"}, {Snooze, "m"},
	{Escalate, "1"}, {Escalate, "2"}, {Escalate, "3"}, {Link, "1"}, {Link, "3"}, {Close, ""}, {Close, "r"}, {Close, "n"}, {Close, "u"}, {Close, "p"}}

// Two hundred random decisions, taken back one by one, leave every record as it was.
func TestUndoRestoresEveryRecord(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(t)
		w.mix(60)
		before := dump(w.snap)
		var done []model.Batch
		for range 200 {
			w.now = w.now.Add(600e9)
			q := w.queue()
			items := pick(rt, q)
			d := rapid.SampledFrom(choices).Draw(rt, "decision")
			if ok, _ := d.Enabled(q, items); !ok {
				continue
			}
			e := model.NewEdit(w.snap, w.now)
			if d.Apply(e, q, items) != nil {
				continue
			}
			b, err := e.Batch()
			if err != nil {
				rt.Fatalf("%+v: %v", d, err)
			}
			w.snap, done = w.snap.With(b.Changes), append(done, b)
		}
		for len(done) > 0 {
			w.snap = w.snap.With(done[len(done)-1].Invert().Changes)
			done = done[:len(done)-1]
		}
		if !bytes.Equal(before, dump(w.snap)) {
			rt.Fatal("undo left records changed")
		}
	})
}

func pick(rt *rapid.T, q *Queue) []*Item {
	list := q.Items(rapid.SampledFrom(Views).Draw(rt, "view"), model.Both)
	if len(list) == 0 {
		return nil
	}
	i := rapid.IntRange(0, len(list)-1).Draw(rt, "item")
	return list[i:min(len(list), i+rapid.IntRange(1, 3).Draw(rt, "marks"))]
}

// dump writes every record of a snapshot as the store would.
func dump(s *model.Snapshot) []byte {
	var out []byte
	for _, k := range s.Schema().Kinds {
		for r := range s.All(k.Prefix) {
			out = append(out, r.Base().ID.String()...)
			out = k.Append(out, r)
		}
	}
	return out
}

// After any decision but a link an item is no longer in Now.
func TestDecisionsLeaveNow(t *testing.T) {
	for _, d := range choices {
		if d.Verb == Link {
			continue
		}
		w := newWorld(t)
		w.mix(48)
		for _, it := range w.queue().Items(Now, model.Both) {
			e := model.NewEdit(w.snap, w.now)
			if err := d.Apply(e, w.queue(), []*Item{it}); err != nil {
				t.Fatalf("%+v on %s: %v", d, it.Key(), err)
			}
			b, err := e.Batch()
			if err != nil {
				t.Fatalf("%+v on %s: %v", d, it.Key(), err)
			}
			after := Build(w.snap.With(b.Changes).Ctx(w.now))
			if x := after.Find(it.Key()); x != nil && x.View == Now {
				t.Errorf("%+v leaves %s in Now: %v %+v", d, it.Key(), x.Signals(), x.Terms())
			}
			if grown := after.Count(Now, model.Both); grown >= w.queue().Count(Now, model.Both) {
				t.Errorf("%+v on %s: Now has %d items", d, it.Key(), grown)
			}
		}
	}
}

func TestDecidedCounts(t *testing.T) {
	w := newWorld(t)
	w.mix(24)
	total := w.queue().Count(Now, model.Both)
	for n := 1; n <= 10; n++ {
		q := w.queue()
		d := []Decision{{Accept, ""}, {Snooze, "1"}, {Close, ""}, {Wait, "v"}}[n%4]
		w.edit(func(e *model.Edit) error { return d.Apply(e, q, q.Items(Now, model.Both)[:1]) })
		if q := w.queue(); q.Decided != n || q.Count(Now, model.Both) != total-n {
			t.Fatalf("after %d decisions: %d decided, %d left of %d", n, q.Decided, q.Count(Now, model.Both), total)
		}
	}
}

func TestHours(t *testing.T) {
	w := newWorld(t)
	l := newLook(w.snap.Ctx(now), w.snap.Get)
	h := l.hoursOf(w.snap.Get(northwind))
	for _, tc := range []struct {
		from string
		work date.Instant
		want string
	}{{"2026-11-20 09:12", 4 * 3600, "2026-11-20 14:12"}, {"2026-11-20 13:00", 4 * 3600, "2026-11-20 17:00"}, {"2026-11-20 16:00", 2 * 3600, "2026-11-23 09:00"},
		{"2026-11-21 10:00", 3600, "2026-11-23 09:00"}, {"2026-11-20 12:30", 60, "2026-11-20 13:01"}} {
		if got := h.add(at(tc.from), (at("today") + tc.work).Sub(at("today"))); got != at(tc.want) {
			t.Errorf("%s + %d s = %s, want %s", tc.from, tc.work, got.In(berlin), tc.want)
		}
	}
	if got := h.monday(at("2026-11-23 09:00")); got != at("2026-11-30 08:00") {
		t.Errorf("the next Monday of a Monday is %s", got.In(berlin))
	}
	never := hours{snap: w.snap, loc: berlin, cal: &model.Calendar{}}
	if got := never.add(now, 3600e9); got != now+3600 {
		t.Errorf("a calendar without work: %s", got.In(berlin))
	}
	if got := (hours{snap: w.snap, loc: berlin}).opening(day("2026-11-21")); got != at("2026-11-23 08:00") {
		t.Errorf("office week opens %s", got.In(berlin))
	}
}
