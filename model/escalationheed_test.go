package model_test

import (
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
)

// TestNamedPartyIsWaitedFor: to name a party, another one, and to take it away are lines of the log, whether
// or not the status was set along; a name that is filled in later is none.
func TestNamedPartyIsWaitedFor(t *testing.T) {
	now := date.Of(time.Date(2026, 11, 20, 9, 12, 0, 0, time.UTC))
	edit := model.NewEdit(model.NewSnapshot(model.Kinds()), now)
	a := edit.Put(model.AccountPrefix, &model.Account{Name: "Northwind"})
	id := edit.Put(model.EscalationPrefix, &model.Escalation{Title: "Down", Account: a, Impact: 1, Urgency: 1, Level: 1, Status: "open", Opened: now})
	b, err := edit.Batch()
	if err != nil {
		t.Fatal(err)
	}
	s := edit.Base().With(b.Changes)
	for i, x := range []struct {
		set    func(*model.Escalation)
		status model.EscalationStatus
		line   string // the newest of the log; "": none came
	}{
		{func(e *model.Escalation) { e.Waiting.On = "vendor" }, "waiting", "wait vendor"},
		{func(e *model.Escalation) { e.Waiting.Who = "Shipfast" }, "waiting", ""},
		{func(e *model.Escalation) { e.Waiting.Who = "Grauwerk" }, "waiting", "wait vendor: Grauwerk"},
		{func(e *model.Escalation) { e.Title = "Still down" }, "waiting", ""},
		{func(e *model.Escalation) { e.Waiting.On = "customer" }, "waiting", "wait customer: Grauwerk"},
		{func(e *model.Escalation) { e.Waiting.On = "" }, "open", "resume "},
		{func(e *model.Escalation) { e.Status, e.Waiting.On = "waiting", "team" }, "waiting", "wait team"},
		{func(e *model.Escalation) { e.Status = "open" }, "open", "resume "},
	} {
		now = now.Add(time.Hour)
		edit := model.NewEdit(s, now)
		was := s.Get(id).(*model.Escalation)
		if err := model.Update(edit, id, func(e *model.Escalation) error { x.set(e); return nil }); err != nil {
			t.Fatal(err)
		}
		b, err := edit.Batch()
		if err != nil {
			t.Fatal(i, err)
		}
		s = s.With(b.Changes)
		e := s.Get(id).(*model.Escalation)
		got := ""
		if n := len(e.Events); n > len(was.Events) {
			got = string(e.Events[n-1].Kind) + " " + e.Events[n-1].Who
		}
		if e.Status != x.status || got != x.line {
			t.Errorf("step %d: %s, %q; want %s, %q", i, e.Status, got, x.status, x.line)
		}
	}
}

// TestTheirWordEndsTheWaitOnThem: as the clocks read it, so does the record: what the customer says ends
// a wait on the customer and no other, and a new wait may begin at once.
func TestTheirWordEndsTheWaitOnThem(t *testing.T) {
	start := date.Of(time.Date(2026, 11, 20, 9, 12, 0, 0, time.UTC))
	for _, x := range []struct {
		party  model.Party
		dir    model.Direction
		hours  int // when it was said, from the beginning of the wait on
		status model.EscalationStatus
	}{
		{"customer", "in", 1, "open"}, {"customer", "in", -1, "waiting"}, {"customer", "out", 1, "waiting"}, {"vendor", "in", 1, "waiting"},
	} {
		edit := model.NewEdit(model.NewSnapshot(model.Kinds()), start)
		a := edit.Put(model.AccountPrefix, &model.Account{Name: "Northwind"})
		id := edit.Put(model.EscalationPrefix, &model.Escalation{Title: "Down", Account: a, Impact: 1, Urgency: 1, Level: 1, Status: "open", Opened: start.Add(-2 * time.Hour)})
		s := landed(t, edit)
		waits := func(at date.Instant) int {
			e := model.NewEdit(s, at)
			if err := model.Update(e, id, func(e *model.Escalation) error { e.Status, e.Waiting.On = "waiting", x.party; return nil }); err != nil {
				t.Fatal(err)
			}
			s = landed(t, e)
			n := 0
			for _, l := range s.Get(id).(*model.Escalation).Events {
				if l.Kind == "wait" {
					n++
				}
			}
			return n
		}
		waits(start)
		e := model.NewEdit(s, start.Add(2*time.Hour))
		said := start.Add(time.Duration(x.hours) * time.Hour)
		if err := model.Update(e, id, func(e *model.Escalation) error {
			e.Events = e.Log(model.Event{At: said, Kind: "contact", Direction: x.dir, Text: "word"})
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		s = landed(t, e)
		got := s.Get(id).(*model.Escalation)
		if got.Status != x.status || (got.Waiting.On == "") != (x.status == "open") {
			t.Errorf("%s, %s after %d h: %s on %q", x.party, x.dir, x.hours, got.Status, got.Waiting.On)
		}
		if n, again := waits(start.Add(3*time.Hour)), x.status == "open"; (n == 2) != again {
			t.Errorf("%s, %s after %d h: %d waits in the log", x.party, x.dir, x.hours, n)
		}
	}
}

// landed is the snapshot after an edit.
func landed(t *testing.T, e *model.Edit) *model.Snapshot {
	t.Helper()
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	return e.Base().With(b.Changes)
}

// TestWaitFromTheBeginning: an escalation that is written down waiting keeps that wait from its opening on,
// whatever is logged afterwards, until something ends it.
func TestWaitFromTheBeginning(t *testing.T) {
	nine := date.Of(time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC))
	for _, x := range []struct {
		name   string
		then   func(e *model.Edit, id model.ID) error
		waited int64 // seconds of work at 12:00, an hour after it
	}{
		{"we spoke", func(e *model.Edit, id model.ID) error { return e.LogContact(id, "out", "still waiting") }, 3 * 3600},
		{"they spoke", func(e *model.Edit, id model.ID) error { return e.LogContact(id, "in", "well?") }, 3 * 3600},
		{"it ended", func(e *model.Edit, id model.ID) error { return e.Set(id, "status", "open") }, 2 * 3600},
		{"another party", func(e *model.Edit, id model.ID) error { return e.Set(id, "waiting_on", "team") }, 2 * 3600},
		{"another title", func(e *model.Edit, id model.ID) error { return e.Set(id, "title", "Down again") }, 3 * 3600},
	} {
		e := model.NewEdit(model.NewSnapshot(model.Kinds()), nine)
		a := e.Put(model.AccountPrefix, &model.Account{Name: "Northwind"})
		ag := e.Put(model.AgreementPrefix, &model.Agreement{Name: "Gold", Account: a})
		for field, v := range map[string]string{"targets": "1 | 30m | 1h | 2h | 1d", "pause_vendor": "yes"} {
			if err := e.Set(ag, field, v); err != nil {
				t.Fatal(err)
			}
		}
		id := e.Put(model.EscalationPrefix, &model.Escalation{Title: "Down", Account: a, Impact: 1, Urgency: 1, Level: 1, Status: "waiting", Waiting: model.Waiting{On: "vendor", Who: "Shipfast"}, Opened: nine})
		e = model.NewEdit(landed(t, e), nine.Add(2*time.Hour))
		if err := x.then(e, id); err != nil {
			t.Fatal(err)
		}
		s := landed(t, e)
		c := s.Ctx(nine.Add(3 * time.Hour)).Clocks(s.Get(id).(*model.Escalation))
		if len(c.Waited) != map[bool]int{true: 2, false: 1}[x.name == "another party"] || c.Waited[0].Work != x.waited || len(c.Issues) > 0 {
			t.Errorf("%s: waited %+v, want %d s; %v", x.name, c.Waited, x.waited, c.Issues)
		}
	}
}
