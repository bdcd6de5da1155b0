package triage

import (
	"slices"
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// agreed gives the customer of the tests an agreement: 30 min, 1 h, 2 h, 8 h.
func agreed(w *world) {
	span := func(min int64) date.Span { return date.Span{N: min * 60, Unit: date.Minutes} }
	w.edit(func(e *model.Edit) error {
		e.Put(model.AgreementPrefix, &model.Agreement{Name: "Depot", Account: northwind, Pauses: model.Pauses{Vendor: true},
			Targets: []model.Target{{Severity: 5, FirstResponse: span(30), NextReply: span(60), NextUpdate: span(120), Resolve: span(480)}}})
		return nil
	})
}

// TestClockSignals: what the clocks say comes into the queue when it does, inside business hours.
func TestClockSignals(t *testing.T) {
	for _, x := range []struct {
		name, opened, at string
		events           []model.Event
		want, lacks      string
		first            bool
	}{
		{"just opened", "09:00", "09:05", nil, "open", "clock soon", false},
		{"half of the first response is over", "09:00", "09:20", nil, "clock soon", "clock breached", true},
		{"the first response is breached", "09:00", "09:31", nil, "clock breached", "", true},
		{"due at closing, told at the next opening", "2026-11-19 16:30", "2026-11-19 17:30", nil, "clock soon", "clock breached", true},
		{"and then it is", "2026-11-19 16:30", "08:01", nil, "clock breached", "clock soon", true},
		{"answered in time", "09:00", "09:31", []model.Event{{At: at("09:10"), Kind: "contact", Direction: "out"}}, "open", "clock", false},
		{"the reply is breached", "09:00", "11:30", []model.Event{{At: at("09:10"), Kind: "contact", Direction: "out"}, {At: at("10:00"), Kind: "contact", Direction: "in"}}, "clock breached", "", true},
		{"the update is breached", "09:00", "11:30", []model.Event{{At: at("09:10"), Kind: "contact", Direction: "out"}}, "update overdue", "", true},
	} {
		w := newWorld(t)
		agreed(w)
		w.now = at(x.at)
		id := w.escalation(x.name, func(e *model.Escalation) {
			e.Opened, e.Events, e.NextUpdate = at(x.opened), x.events, 0
		})
		it := w.item(id)
		all := it.Signals()
		if !slices.Contains(all, x.want) || x.lacks != "" && strings.Contains(strings.Join(all, ","), x.lacks) {
			t.Errorf("%s: %v, want %q", x.name, all, x.want)
		}
		if it.First != x.first {
			t.Errorf("%s: first is %v", x.name, it.First)
		}
		for _, term := range it.Terms() {
			if strings.HasPrefix(term.Label, "clock") && !strings.Contains(term.Evidence, "due") {
				t.Errorf("%s: evidence %q", x.name, term.Evidence)
			}
		}
	}
}

// TestContactFollowsTheAgreement: a word to the customer sets the next one by the agreed cadence,
// and quiets what was breached before it.
func TestContactFollowsTheAgreement(t *testing.T) {
	w := newWorld(t)
	agreed(w)
	id := w.escalation("e", func(e *model.Escalation) { e.Opened, e.NextUpdate = at("08:00"), 0 })
	w.now = at("09:00")
	if !slices.Contains(w.item(id).Signals(), "clock breached") {
		t.Fatal("not breached")
	}
	w.decide(Contact, "on it", id)
	if x := get[*model.Escalation](w, id); x.NextUpdate != at("11:00") {
		t.Errorf("next update %s", x.NextUpdate.In(berlin))
	}
	w.now = at("09:10")
	if it := w.item(id); it.View != Scheduled || slices.Contains(it.Signals(), "clock breached") {
		t.Errorf("in %s with %v", it.View, it.Signals())
	}
}

// TestEffectOfActions: 90 days after a corrective action was done triage asks whether it helped, once,
// also when its project is over; the words that close the item are the effect.
func TestEffectOfActions(t *testing.T) {
	w := newWorld(t)
	esc := w.escalation("printer", func(e *model.Escalation) { e.Project = rollout })
	var id model.ID
	w.edit(func(e *model.Edit) (err error) {
		id, err = e.ActOnCause(esc, "keep a spare print head", 0, me)
		return err
	})
	w.edit(func(e *model.Edit) error {
		return model.Update(e, id, func(a *model.Action) error {
			a.State, a.DoneOn = "done", day("2026-11-20")
			return nil
		})
	})
	w.edit(func(e *model.Edit) error {
		return model.Update(e, rollout, func(p *model.Project) error { p.Phase = "closed"; return nil })
	})
	for when, want := range map[string]string{"2026-11-25 09:00": "", "2027-02-10 09:00": "planned", "2027-02-18 09:00": "effect unmeasured", "2027-06-01 09:00": "effect unmeasured"} {
		w.now = at(when)
		got := ""
		if it := w.queue().Find(id); it != nil && it.View != Done {
			got = strings.Join(it.Signals(), ",")
		}
		if got != want {
			t.Errorf("%s: %q, want %q", when, got, want)
		}
	}
	w.now = at("2027-06-01 09:00")
	w.decide(Close, "o no stop at the docks since", id)
	if a := get[*model.Action](w, id); a.Effect != "no stop at the docks since" || a.State != "done" || a.DoneOn != day("2026-11-20") {
		t.Errorf("%+v", a)
	}
	if it := w.queue().Find(id); it != nil && it.View != Done {
		t.Errorf("still in the queue: %v", it.Signals())
	}
}

// TestCorrectedSignals: signals read the log as corrected.
func TestCorrectedSignals(t *testing.T) {
	w := newWorld(t)
	agreed(w)
	id := w.escalation("e", func(e *model.Escalation) {
		e.Opened, e.NextUpdate = at("08:00"), 0
		e.Events = []model.Event{{At: at("08:00"), Kind: "opened"}, {At: at("08:50"), Kind: "contact", Direction: "in", Text: "still down"}}
	})
	w.now = at("09:10")
	if !slices.Contains(w.item(id).Signals(), "unanswered") {
		t.Fatal(w.item(id).Signals())
	}
	w.edit(func(e *model.Edit) error {
		return e.Correct(id, model.Correction{Line: 2, Direction: "out", Text: "we rang"})
	})
	if got := w.item(id).Signals(); slices.Contains(got, "unanswered") {
		t.Error(got)
	}
}
