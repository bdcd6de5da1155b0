package triage

import (
	"strings"
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
)

// Where a blocker written by hand stands, by its state and its dates.
func TestStandingOfABlocker(t *testing.T) {
	past, ahead := at("2026-11-19 08:00"), at("2026-11-25 08:00")
	tests := []struct {
		name   string
		change func(*model.Blocker)
		want   View
		due    date.Instant
		term   string
	}{
		{"open", func(b *model.Blocker) {}, Now, 0, "stuck"},
		{"open and due ahead", func(b *model.Blocker) { b.Due = ahead }, Now, ahead, "stuck"},
		{"doing", func(b *model.Blocker) { b.State = "doing" }, Doing, 0, "stuck"},
		{"waiting without a nudge", func(b *model.Blocker) { b.State = "waiting" }, Waiting, 0, "stuck"},
		{"waiting, nudge ahead", func(b *model.Blocker) { b.State, b.Waiting.Nudge = "waiting", ahead }, Waiting, ahead, "stuck"},
		{"waiting, nudge passed", func(b *model.Blocker) { b.State, b.Waiting.Nudge = "waiting", past }, Now, 0, "nudge due"},
		{"waiting, nudge this second", func(b *model.Blocker) { b.State, b.Waiting.Nudge = "waiting", now }, Now, 0, "nudge due"},
		{"snoozed", func(b *model.Blocker) { b.State, b.Until = "snoozed", ahead }, Scheduled, ahead, "stuck"},
		{"snoozed, time passed", func(b *model.Blocker) { b.State, b.Until = "snoozed", past }, Now, 0, "back"},
		{"snoozed without a date", func(b *model.Blocker) { b.State = "snoozed" }, Now, 0, "stuck"},
		{"closed today", func(b *model.Blocker) { b.State, b.Closed = "closed", at("08:00") }, Done, 0, ""},
		{"closed yesterday", func(b *model.Blocker) { b.State, b.Closed = "closed", past }, 0, 0, ""},
		{"doing, decided in this state", func(b *model.Blocker) {
			b.State, b.Fingerprint = "doing", fingerprint([]mark{{Stuck, b.Raised}})
		}, Doing, 0, "stuck"},
		{"doing, and due since", func(b *model.Blocker) {
			b.State, b.Due, b.Fingerprint = "doing", past, fingerprint([]mark{{Stuck, b.Raised}})
		}, Now, past, "changed"},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			w := newWorld(t)
			id := w.blocker("No key", tc.change)
			if v := w.view(id); v != tc.want {
				t.Fatalf("stands in %q, want %q", v, tc.want)
			}
			if tc.want == 0 || tc.want == Done {
				return
			}
			it := w.item(id)
			if it.Due != tc.due {
				t.Errorf("due %s, want %s", it.Due.In(berlin), tc.due.In(berlin))
			}
			labels := ""
			for _, x := range it.Terms() {
				labels += x.Label + ";"
			}
			if !strings.Contains(labels, tc.term+";") {
				t.Errorf("terms %s, want %s", labels, tc.term)
			}
			checkTerms(t, it)
		})
	}
}

// Where an escalation stands that waits although nobody decided so here.
func TestStandingOfAWaitingEscalation(t *testing.T) {
	tests := []struct {
		name   string
		change func(*model.Escalation)
		want   View
	}{
		{"without a nudge", func(x *model.Escalation) {}, Waiting},
		{"nudge ahead", func(x *model.Escalation) { x.Waiting.Nudge = at("2026-11-25 08:00") }, Waiting},
		{"nudge passed", func(x *model.Escalation) { x.Waiting.Nudge = at("08:00") }, Now},
		{"the update is overdue", func(x *model.Escalation) { x.NextUpdate = at("08:00") }, Now},
		{"the update is overdue, but it waits on the customer", func(x *model.Escalation) {
			x.NextUpdate, x.Waiting.On = at("08:00"), "customer"
		}, Waiting},
		{"the customer wrote", func(x *model.Escalation) {
			x.Waiting.On, x.Events = "customer", []model.Event{{At: at("08:00"), Kind: "contact", Direction: "in"}}
		}, Now},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			w := newWorld(t)
			id := w.escalation("e", func(x *model.Escalation) {
				x.Status, x.Waiting = "waiting", model.Waiting{On: "vendor", Who: "Shipfast"}
				tc.change(x)
			})
			it := w.item(id)
			if it.View != tc.want {
				t.Errorf("stands in %s, want %s", it.View, tc.want)
			}
			if !strings.HasPrefix(it.WaitingOn(), string(get[*model.Escalation](w, id).Waiting.On)) {
				t.Errorf("waits on %q", it.WaitingOn())
			}
			checkTerms(t, it)
		})
	}
}

// A blocker by hand about an escalation: what is decided about it reaches the escalation.
func TestBlockerAboutAnEscalation(t *testing.T) {
	w := newWorld(t)
	esc := w.escalation("Printer", func(x *model.Escalation) { x.NextUpdate = at("2026-11-19 16:00") })
	id := w.blocker("No spare part", func(b *model.Blocker) { b.About = esc })
	if n := w.queue().Count(Now, model.Both); n != 1 {
		t.Fatalf("%d items, want 1", n)
	}
	w.decide(Contact, "part is on its way", id)
	x := get[*model.Escalation](w, esc)
	if len(x.Events) != 1 || x.NextUpdate <= now || w.view(id) != Doing {
		t.Errorf("contact: %+v in %s", x, w.view(id))
	}
	w.decide(Wait, "v", id)
	if x := get[*model.Escalation](w, esc); x.Status != "waiting" || w.view(id) != Waiting {
		t.Errorf("wait: %+v in %s", x, w.view(id))
	}
	w.decide(Accept, "", id)
	if x := get[*model.Escalation](w, esc); x.Status != "open" || w.view(id) != Doing {
		t.Errorf("accept: %+v in %s", x, w.view(id))
	}
	w.decide(Escalate, "3", id)
	if x := get[*model.Escalation](w, esc); x.Level != 3 || w.snap.Count(model.EscalationPrefix) != 1 {
		t.Errorf("escalate: %+v", x)
	}
	w.decide(Close, "", id)
	if x := get[*model.Escalation](w, esc); !x.Open() {
		t.Error("closing the blocker ended the escalation")
	}
}

func TestReopenedEscalationComesBack(t *testing.T) {
	w := newWorld(t)
	id := w.escalation("e", nil)
	w.decide(Close, "r", id)
	w.now = w.now.Add(time.Hour)
	w.edit(func(e *model.Edit) error {
		return model.Update(e, id, func(x *model.Escalation) error {
			x.Status, x.Resolved, x.Events = "open", 0, x.Log(model.Event{At: w.now, Kind: "reopened"})
			return nil
		})
	})
	if v := w.view(id); v != Now {
		t.Errorf("reopened, it stands in %s", v)
	}
}

func TestPlannedItems(t *testing.T) {
	w := newWorld(t)
	act := w.put(model.ActionPrefix, &model.Action{What: "a", For: rollout, State: "open", Type: "follow-up", Due: day("2026-11-27")})
	far := w.put(model.ActionPrefix, &model.Action{What: "far", For: rollout, State: "open", Type: "follow-up", Due: day("2027-03-01")})
	risk := w.put(model.RiskPrefix, &model.Risk{Title: "r", Project: rollout, Status: "open", Category: "cost", Review: day("2026-11-24")})
	pro := w.promise("2026-12-04")
	for id, want := range map[model.ID]View{act: Scheduled, far: 0, risk: Scheduled, pro: Promised} {
		if v := w.view(id); v != want {
			t.Errorf("%s stands in %q, want %q", id, v, want)
		}
	}
	w.decide(Accept, "", act, pro)
	for _, id := range []model.ID{act, pro} {
		if v := w.view(id); v != Doing {
			t.Errorf("accepted ahead of time, %s stands in %s", id, v)
		}
	}
	w.now = at("2026-11-27 08:30")
	if it := w.item(act); it.View != Now || !it.First || it.Signals()[0] != "action due" {
		t.Errorf("on its day the action stands in %s", it.View)
	}
	w.now = at("2026-12-03 23:30")
	if v := w.view(pro); v != Doing {
		t.Errorf("more than a day before, the promise stands in %s", v)
	}
	w.now = at("2026-12-04 00:30")
	if it := w.item(pro); it.View != Now || !it.First || it.DueText() != "today" {
		t.Errorf("on its day the promise stands in %s: %s", it.View, it.DueText())
	}
	if got := w.queue().Count(Promised, model.Both); got != 1 {
		t.Errorf("%d promises", got)
	}
}

func TestDoneToday(t *testing.T) {
	w := newWorld(t)
	w.put(model.PromisePrefix, &model.Promise{What: "kept by hand", Account: northwind, Due: day("today"), State: "kept", ClosedOn: day("today")})
	w.put(model.PromisePrefix, &model.Promise{What: "kept before", Account: northwind, Due: day("today"), State: "kept", ClosedOn: day("today") - 1})
	w.put(model.ActionPrefix, &model.Action{What: "done", Project: rollout, State: "done", Type: "follow-up", DoneOn: day("today")})
	esc := w.escalation("e", nil)
	w.decide(Close, "", esc)
	q := w.queue()
	if n := q.Count(Done, model.Both); n != 3 || q.Decided != 3 {
		t.Fatalf("%d done, %d decided, want 3", n, q.Decided)
	}
	first := q.Items(Done, model.Both)[0]
	if first.Subject != esc || first.DueText() != "09:12" || first.WaitingOn() != "" || len(first.Terms()) != 0 || first.Title() != "e" {
		t.Errorf("first %s at %s", first.Subject, first.DueText())
	}
	if n := q.Count(Done, model.PM); n != 1 {
		t.Errorf("%d on the PM side", n)
	}
}

// The order of dated lists: by date, what has none last.
func TestDatedOrder(t *testing.T) {
	w := newWorld(t)
	var want []model.ID
	for _, nudge := range []string{"2026-11-24 08:00", "2026-11-25 08:00", "2026-11-30 08:00"} {
		want = append(want, w.blocker(nudge, func(b *model.Blocker) { b.State, b.Waiting.Nudge = "waiting", at(nudge) }))
	}
	want = append(want, w.blocker("none", func(b *model.Blocker) { b.State = "waiting" }))
	for i, it := range w.queue().Items(Waiting, model.Both) {
		if it.Key() != want[i] {
			t.Errorf("row %d is %s, want %s", i, it.Key(), want[i])
		}
	}
}

// Times are those of the customer's own calendar.
func TestCustomersClock(t *testing.T) {
	w := newWorld(t)
	var acct model.ID
	w.edit(func(e *model.Edit) error {
		cal := e.Put(model.CalendarPrefix, &model.Calendar{Name: "Tokyo", Zone: "Asia/Tokyo", Week: model.OfficeWeek(), MinutesPerDay: 480})
		acct = e.Put(model.AccountPrefix, &model.Account{Name: "Kestrel", Calendar: cal, Tier: "standard", Status: "active"})
		return nil
	})
	esc := w.escalation("e", func(x *model.Escalation) { x.Account = acct; x.Impact, x.Urgency = 1, 1 })
	w.decide(Contact, "", esc) // Friday 09:12 in Berlin is 17:12 in Tokyo, after hours
	tokyo := mustZone("Asia/Tokyo")
	if got := get[*model.Escalation](w, esc).NextUpdate.In(tokyo).Format("Mon 15:04"); got != "Mon 12:00" {
		t.Errorf("the next update is owed %s in Tokyo, want Mon 12:00", got)
	}
	pro := w.put(model.PromisePrefix, &model.Promise{What: "p", Account: acct, Due: day("2026-11-20"), State: "open"})
	w.now = at("2026-11-20 16:01") // midnight has passed in Tokyo, but nobody works
	if it := w.item(pro); it.Breached {
		t.Errorf("promise told overdue in the night before a Saturday")
	}
	w.now = at("2026-11-23 00:00") // Monday, 08:00 in Tokyo
	if it := w.item(pro); !it.Breached || it.DueText() != "3 d late" {
		t.Errorf("promise %v %s", it.Breached, it.DueText())
	}
}

// Across both changes of the clock a day's work stays a day's work.
func TestHoursAcrossClockChanges(t *testing.T) {
	w := newWorld(t)
	h := newLook(w.snap.Ctx(now), w.snap.Get).hoursOf(w.snap.Get(rollout))
	for from, want := range map[string]string{"2026-03-27 16:00": "2026-03-30 15:00", "2026-10-23 16:00": "2026-10-26 15:00"} {
		if got := h.add(at(from), 7*time.Hour); got != at(want) {
			t.Errorf("%s + 7 h = %s, want %s", from, got.In(berlin), want)
		}
		if got := h.workdays(at(from), 1); got.In(berlin).Format("15:04") != "08:00" {
			t.Errorf("a working day after %s is %s", from, got.In(berlin))
		}
	}
	h.cal = &model.Calendar{Week: model.OfficeWeek(), Exceptions: []model.Exception{{From: day("2026-11-23"), To: day("2026-11-24")}}}
	if got := h.monday(now); got != at("2026-11-25 08:00") {
		t.Errorf("the Monday is a holiday: %s", got.In(berlin))
	}
	if got := h.workdays(now, 1); got != at("2026-11-25 08:00") {
		t.Errorf("over two holidays: %s", got.In(berlin))
	}
}

func TestHoursOfRecordsWithoutACalendar(t *testing.T) {
	s := model.NewSnapshot(model.Kinds())
	s = s.With([]model.Change{{ID: model.NewID("A", 1), After: &model.Account{Meta: model.Meta{ID: model.NewID("A", 1)}, Name: "x"}}})
	l := newLook(s.Ctx(now), s.Get)
	h := l.hoursOf(s.Get(model.NewID("A", 1)))
	if h.cal != nil || h.dayWork() != 8*time.Hour || len(h.day(day("2026-11-21"))) != 0 || len(h.day(day("2026-11-20"))) != 2 {
		t.Errorf("hours %+v", h)
	}
	if h := l.hoursOf(nil); h.cal != nil {
		t.Error("no record has a calendar")
	}
}
