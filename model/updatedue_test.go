package model_test

import (
	"testing"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/worktime"
)

// TestUpdateDue: our next word is owed when the clock says, whatever moment is stored; what was told
// and then answered binds nobody any more.
func TestUpdateDue(t *testing.T) {
	at := berlinAt
	word := func(when string) model.Event {
		return model.Event{At: at(when), Kind: "contact", Direction: "out", Text: "so"}
	}
	wait := model.Event{At: at("2026-11-20 10:00"), Kind: "wait", Who: "customer: Sven"}
	for name, x := range map[string]struct {
		agreed bool
		told   string
		events []model.Event
		due    string // "" for none
		paused bool
	}{
		"agreed, nothing told":           {true, "", []model.Event{word("2026-11-20 09:10")}, "2026-11-20 11:10", false},
		"told earlier than agreed":       {true, "2026-11-20 10:30", []model.Event{word("2026-11-20 09:10")}, "2026-11-20 10:30", false},
		"told later than agreed":         {true, "2026-11-20 16:00", []model.Event{word("2026-11-20 09:10")}, "2026-11-20 11:10", false},
		"told and answered, agreed":      {true, "2026-11-20 09:30", []model.Event{word("2026-11-20 09:10"), word("2026-11-20 09:45")}, "2026-11-20 11:45", false},
		"told and answered, none agreed": {false, "2026-11-20 09:30", []model.Event{word("2026-11-20 09:10"), word("2026-11-20 09:45")}, "", false},
		"told, none agreed":              {false, "2026-11-20 10:30", []model.Event{word("2026-11-20 09:10")}, "2026-11-20 10:30", false},
		"told at the opening":            {false, "2026-11-20 10:30", nil, "2026-11-20 10:30", false},
		"waiting for the customer":       {false, "2026-11-20 11:30", []model.Event{word("2026-11-20 09:10"), wait}, "2026-11-20 11:30", true},
	} {
		s := desk(t)
		e := &model.Escalation{Meta: meta("E-1"), Title: "Printer", Account: id("A-1"), Impact: 1, Urgency: 1, Status: "open", Level: 1, Opened: at("2026-11-20 09:00"), Events: x.events}
		if x.told != "" {
			e.NextUpdate = at(x.told)
		}
		list := []model.Change{{ID: e.ID, After: e}}
		if !x.agreed {
			list = append(list, model.Change{ID: id("AG-1"), Before: s.Get(id("AG-1"))})
		}
		want := date.Instant(0)
		if x.due != "" {
			want = at(x.due)
		}
		due, paused := s.With(list).Ctx(at("2026-11-20 11:00")).UpdateDue(e)
		if paused != x.paused || due != want {
			t.Errorf("%s: %s, paused %v", name, due.RFC3339(nil), paused)
		}
	}
	c := desk(t).Ctx(at("2026-11-20 11:00"))
	for name, x := range map[string]struct {
		e    model.Escalation
		want date.Instant
	}{
		"no log at all: what was told": {model.Escalation{Status: "open", NextUpdate: 7}, 7},
		"closed":                       {model.Escalation{Status: "closed", NextUpdate: 7}, 0},
		"not opened yet":               {model.Escalation{Status: "open", Opened: at("2026-11-20 12:00"), NextUpdate: at("2026-11-20 13:00")}, 0},
	} {
		if got, _ := c.UpdateDue(&x.e); got != x.want || got == worktime.Never {
			t.Errorf("%s: %d", name, got)
		}
		if got := c.NextDue(&x.e); got != x.want {
			t.Errorf("%s: next due %d", name, got)
		}
	}
}

// TestToldEndangersNothing: what the customer was told and has heard since is in no danger from a vendor.
func TestToldEndangersNothing(t *testing.T) {
	s := waiting(t, suppliers(t), "2026-11-20 10:00", "Shipfast")
	s = s.With([]model.Change{{ID: id("AG-1"), Before: s.Get(id("AG-1"))}})
	e := *s.Get(id("E-1")).(*model.Escalation)
	e.NextUpdate = berlinAt("2026-11-20 10:20")
	dangers := func(e *model.Escalation) (n int) {
		s := s.With([]model.Change{{ID: e.ID, After: e}})
		for _, w := range s.Ctx(berlinAt("2026-11-20 11:00")).VendorWaits(e) {
			n += len(w.Dangers)
		}
		return n
	}
	if dangers(&e) == 0 {
		t.Error("what was told is in no danger")
	}
	e.Events = append(e.Events[:len(e.Events):len(e.Events)], model.Event{At: berlinAt("2026-11-20 10:30"), Kind: "contact", Direction: "out", Text: "he comes"})
	if n := dangers(&e); n != 0 {
		t.Errorf("%d dangers of what was told and answered", n)
	}
}

// TestRewindTold: what the customer was told by words that are taken back was not told then; what was
// told before stays, and no past moment is owed an update at that very moment.
func TestRewindTold(t *testing.T) {
	s := edited(t, desk(t), "2026-11-20 09:10", func(e *model.Edit) error { return e.LogContact(id("E-1"), "out", "on it") })
	s = edited(t, s, "2026-11-20 10:30", func(e *model.Edit) error { return e.LogContact(id("E-1"), "in", "well?") })
	then := berlinAt("2026-11-20 10:00")
	due := func(s *model.Snapshot) string {
		s = s.Rewind(id("A-1"), then)
		at, _ := s.Ctx(then).UpdateDue(s.Get(id("E-1")).(*model.Escalation))
		return at.RFC3339(s.Ctx(then).Clocks(s.Get(id("E-1")).(*model.Escalation)).Hours.Location())
	}
	if got := due(s); got != "2026-11-20T11:10:00+01:00" {
		t.Error("told before, then their word:", got)
	}
	told := edited(t, s, "2026-11-20 10:35", func(e *model.Edit) error { return e.Set(id("E-1"), "next_update", "10:45") })
	if got := due(told); got != "2026-11-20T10:45:00+01:00" {
		t.Error("told, and only their word since:", got)
	}
	s = edited(t, s, "2026-11-20 10:40", func(e *model.Edit) error { return e.LogContact(id("E-1"), "out", "soon") })
	if got := due(s); got != "2026-11-20T11:10:00+01:00" {
		t.Error("told by a word taken back:", got)
	}
}
