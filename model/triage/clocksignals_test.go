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

// TestToldAndAnswered: what the customer was told is owed until our next word, whoever logged that,
// and no longer: the stored moment alone is no signal.
func TestToldAndAnswered(t *testing.T) {
	w := newWorld(t)
	word := func(when string) model.Event {
		return model.Event{At: at(when), Kind: "contact", Direction: "out", Text: "so"}
	}
	id := w.escalation("e", func(e *model.Escalation) {
		e.Opened, e.NextUpdate, e.Events = at("08:00"), at("08:30"), []model.Event{word("08:10")}
	})
	w.now = at("09:30")
	if got := w.item(id).Signals(); !slices.Contains(got, "update overdue") {
		t.Errorf("told and not kept: %v", got)
	}
	w.edit(func(e *model.Edit) error { // logged elsewhere, as a calendar or a mail import does: the stored moment stays
		e.Put(model.InteractionPrefix, &model.Interaction{Summary: "on the phone", Account: northwind, Escalation: id, When: at("09:00"), Direction: "out", Channel: "phone"})
		return nil
	})
	if x := get[*model.Escalation](w, id); x.NextUpdate != at("08:30") {
		t.Fatalf("the stored moment went to %s", x.NextUpdate.In(berlin))
	}
	if got := w.item(id).Signals(); slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, "update") }) {
		t.Errorf("told and answered: %v", got)
	}
}

// TestContactReadsMarks: a sentence means the same here as in a list: channel, contact, what we promise
// and what is to be done; what is not understood is refused, and their words are logged elsewhere.
func TestContactReadsMarks(t *testing.T) {
	w := newWorld(t)
	w.edit(func(e *model.Edit) error {
		e.Put(model.ContactPrefix, &model.Contact{Name: "Sven Kowalke", Account: northwind})
		return nil
	})
	id := w.escalation("e", func(e *model.Escalation) { e.Opened, e.NextUpdate = at("08:00"), 0 })
	w.now = at("09:00")
	promises, actions := w.snap.Count(model.PromisePrefix), w.snap.Count(model.ActionPrefix)
	w.decide(Contact, "phone: told @Sven that a courier is on the way !fri spare part on site ?mon ask the vendor", id)
	x := get[*model.Escalation](w, id)
	in := get[*model.Interaction](w, model.NewID(model.InteractionPrefix, w.snap.Last(model.InteractionPrefix)))
	if in.Channel != "phone" || in.Contact == 0 || in.Escalation != id || in.Direction != "out" || strings.Contains(in.Summary, "@") || strings.Contains(in.Summary, "!") {
		t.Errorf("%+v", in)
	}
	if n := len(x.Events); n == 0 || x.Events[n-1].Kind != "contact" || x.Events[n-1].Text != in.Summary {
		t.Errorf("%+v, %q", x.Events, in.Summary)
	}
	if w.snap.Count(model.PromisePrefix) != promises+1 || w.snap.Count(model.ActionPrefix) != actions+1 {
		t.Errorf("%d promises, %d actions came of it", w.snap.Count(model.PromisePrefix)-promises, w.snap.Count(model.ActionPrefix)-actions)
	}
	q := w.queue()
	for words, want := range map[string]string{"told @Nobody": "no contact", "< it still stands": "on the record itself"} {
		err := Decision{Contact, words}.Apply(model.NewEdit(w.snap, w.now), q, []*Item{q.Find(id)})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", words, err)
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

// TestTheyWroteAfterTheEnd: a word of the customer on what is resolved wants a decision until it is answered
// or the matter is closed, and closing it does not move its end.
func TestTheyWroteAfterTheEnd(t *testing.T) {
	w := newWorld(t)
	agreed(w)
	make := func() model.ID {
		return w.escalation("label printer", func(e *model.Escalation) {
			e.Status, e.Opened, e.Resolved, e.NextUpdate = "resolved", at("2026-11-19 09:00"), at("2026-11-19 11:00"), 0
			e.Events = []model.Event{{At: at("2026-11-19 09:10"), Kind: "contact", Direction: "out", Text: "on it"}, {At: at("2026-11-19 11:00"), Kind: "resolved"}}
		})
	}
	wrote := func(id model.ID) {
		w.edit(func(e *model.Edit) error {
			return model.Update(e, id, func(x *model.Escalation) error {
				x.Events = x.Log(model.Event{At: at("09:00"), Kind: "contact", Direction: "in", Text: "it is down again"})
				return nil
			})
		})
	}
	w.now = at("08:30")
	one, two := make(), make()
	if w.queue().Find(one) != nil {
		t.Fatal("a resolved one is in the queue although nobody wrote")
	}
	w.now = at("09:30")
	wrote(one)
	wrote(two)
	it := w.item(one)
	if it.View != Now || !slices.Equal(it.Signals(), []string{"unanswered"}) || it.Due != at("10:00") {
		t.Errorf("in %v with %v, due %s", it.View, it.Signals(), it.Due.In(berlin))
	}
	w.decide(Contact, "a fitter comes at ten", one)
	if x := get[*model.Escalation](w, one); x.NextUpdate != 0 || x.Status != "resolved" {
		t.Errorf("%s, next update %v", x.Status, x.NextUpdate)
	}
	w.decide(Close, "", two)
	if x := get[*model.Escalation](w, two); x.Status != "closed" || x.Resolved != at("2026-11-19 11:00") {
		t.Errorf("%s, resolved %s", x.Status, x.Resolved.In(berlin))
	}
	for _, id := range []model.ID{one, two} {
		if it := w.queue().Find(id); it != nil && it.View != Done {
			t.Errorf("%s is still in %v", id, it.View)
		}
	}
}
