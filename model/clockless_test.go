package model_test

import (
	"testing"

	"tandem/model"
)

// TestUntimed: an escalation without clocks says why, and on which record that is put right.
func TestUntimed(t *testing.T) {
	now := berlinAt("2026-11-20 09:12")
	s := edited(t, model.NewSnapshot(model.Kinds()), "2026-11-18 09:00", func(e *model.Edit) error {
		e.Put(model.AccountPrefix, &model.Account{Name: "Acme", Status: "active", Tier: "standard"})
		e.Put(model.ProjectPrefix, &model.Project{Name: "Inside", Phase: "executing", Method: "waterfall"})
		return nil
	})
	for _, x := range []struct {
		about, why string
		on         model.ID
	}{
		{"A-1", "no agreement with Acme: nothing is timed", id("A-1")},
		{"P-1", "no customer: nobody can be told about it, and nothing is timed", id("P-1")},
	} {
		e := model.NewEdit(s, now)
		made, err := e.Raise(model.Raising{About: id(x.about), Title: "Portal down", Impact: 1, Urgency: 1})
		if err != nil {
			t.Fatal(err)
		}
		b, err := e.Batch()
		if err != nil {
			t.Fatal(err)
		}
		after := s.With(b.Changes)
		esc, _ := model.Find[*model.Escalation](after, made)
		if why, on := after.Ctx(now).Untimed(esc); why != x.why || on != x.on {
			t.Errorf("%s: %q on %s", x.about, why, on)
		}
		over := *esc
		over.Status = "resolved"
		if why, _ := after.Ctx(now).Untimed(&over); why != "" {
			t.Errorf("%s: over, and it says %q", x.about, why)
		}
	}
	timed := desk(t)
	for e := range model.Each[*model.Escalation](timed, model.EscalationPrefix) {
		if why, _ := timed.Ctx(now).Untimed(e); why != "" {
			t.Errorf("%s under an agreement: %q", e.ID, why)
		}
	}
}
