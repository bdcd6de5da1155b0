package browse

import (
	"strings"
	"testing"

	"tandem/model"
)

// TestWaitByKey: w records a wait on an escalation in its list and on its card, as one step of undo; on
// anything else it says why not.
func TestWaitByKey(t *testing.T) {
	for _, open := range []bool{false, true} {
		d := newDriver(t, "E").on("E-2")
		if open {
			d.press("enter")
		}
		d.press("w v")
		e := d.escalation("E-2")
		if e.Status != "waiting" || e.Waiting.On != "vendor" || e.Waiting.Nudge <= moment || !strings.Contains(d.label, "Wait on vendor") {
			t.Errorf("card %t: %s %+v, %q %q", open, e.Status, e.Waiting, d.label, d.toast)
		}
		if d.press("u"); d.escalation("E-2").Status == "waiting" {
			t.Error("undo leaves it waiting")
		}
	}
	d := newDriver(t, "A").on("A-1").press("w")
	if !strings.Contains(d.toast, "only an escalation") || !strings.Contains(d.toast, "triage (t)") {
		t.Errorf("on an account: %q", d.toast)
	}
}

// TestUntimedSaysSo: the card of an escalation without an agreement says that nothing is timed.
func TestUntimedSaysSo(t *testing.T) {
	d := newDriver(t, "A")
	e := model.NewEdit(d.env.Snap, moment)
	e.Put(model.AccountPrefix, &model.Account{Name: "Acme", Status: "active", Tier: "standard"})
	first, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	s := d.env.Snap.With(first.Changes)
	acme := model.NewID(model.AccountPrefix, s.Last(model.AccountPrefix))
	e = model.NewEdit(s, moment)
	_, err = e.Raise(model.Raising{About: acme, Title: "Portal down", Impact: 1, Urgency: 1})
	if err != nil {
		t.Fatal(err)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	d = driverOn(t, s.With(b.Changes), "E")
	for _, c := range b.Changes {
		if c.ID.Is(model.EscalationPrefix) {
			d.p.Show(d.env, c.ID, true)
		}
	}
	d.sees("no agreement with Acme: nothing is timed", "tandem agree A-")
}
