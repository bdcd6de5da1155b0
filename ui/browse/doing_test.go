package browse

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/dialog"
	"tandem/ui/pane"
)

// The key a approves what can be approved, in the list and in the record, and says why it cannot.
func TestApproveByKey(t *testing.T) {
	d := newDriver(t, "CR")
	open := 0
	for x := range model.Each[*model.ChangeRequest](d.env.Snap, "CR") {
		if x.Open() {
			open++
		}
	}
	if !d.p.Show(d.env, model.NewID("CR", 1), false) {
		t.Fatal("CR-1 is not shown")
	}
	d.press("a")
	if x, _ := model.Find[*model.ChangeRequest](d.env.Snap, model.NewID("CR", 1)); x.Status != "approved" || x.Applied == 0 {
		t.Fatalf("CR-1 is %s; %q", x.Status, d.toast)
	}
	d.press("a")
	if !strings.Contains(d.toast, "in the plan already") {
		t.Errorf("a second time: %q", d.toast)
	}
	d.press("* a") // the others, in one step
	left := 0
	for x := range model.Each[*model.ChangeRequest](d.env.Snap, "CR") {
		if x.Open() {
			left++
		}
	}
	if open < 3 || left != 0 {
		t.Errorf("%d of %d are still open: %q", left, open, d.toast)
	}
	v := newDriver(t, "PU")
	v.p.Show(v.env, model.NewID("PU", 9), true)
	v.press("a")
	if x, _ := model.Find[*model.Purchase](v.env.Snap, model.NewID("PU", 9)); x.Status != "received" {
		t.Errorf("the purchase is %s: %q", x.Status, v.toast)
	}
	one := newDriver(t, "R").press("a")
	if !strings.Contains(one.toast, "nothing to approve") {
		t.Errorf("a risk: %q", one.toast)
	}
}

// A verb that wants to be told something asks in a line, says what the answer means, and is one step.
func TestAskingVerb(t *testing.T) {
	d := newDriver(t, "M")
	id := find(t, d.env.Snap, "M", "Revised cut-over plan")
	was, _ := model.Find[*model.Promise](d.env.Snap, id)
	v := d.env.Snap.Schema().Prefix("M").Verb("renegotiate")
	d.do(Act(d.env, id, v))
	a, ok := d.opens.(*dialog.AskView)
	if !ok {
		t.Fatalf("it opens %T", d.opens)
	}
	tell := func(text string) {
		a.Handle(d.env, act.Result{Action: "entry.clear"})
		for _, r := range text {
			a.Key(d.env, tea.KeyPressMsg{Code: r, Text: string(r)})
		}
		if e, ok := a.Handle(d.env, act.Result{Action: "palette.run"}).(pane.Effects); ok {
			d.do(e[1])
		}
	}
	tell("soon")
	if len(d.undo) != 0 {
		t.Error("a date that is none is taken")
	}
	tell("+3w the key came late")
	p, _ := model.Find[*model.Promise](d.env.Snap, id)
	if p.State != "renegotiated" || len(p.Moves) != len(was.Moves)+1 || p.Moves[len(p.Moves)-1].Why != "the key came late" || !strings.Contains(d.label, "Renegotiate") || !strings.Contains(d.label, "from ") {
		t.Errorf("%+v, %q", p, d.label)
	}
	d.press("u")
	if p, _ := model.Find[*model.Promise](d.env.Snap, id); p.Due != was.Due || len(p.Moves) != len(was.Moves) {
		t.Error("it is not taken back as one")
	}
	d.on(id.String()).press("a")
	if p, _ := model.Find[*model.Promise](d.env.Snap, id); p.State != "kept" {
		t.Errorf("a leaves it %s (%s)", p.State, d.toast)
	}
}

// TestResolveAsks: an escalation is resolved by two keys, with a word on what solved it or without; marked
// ones are asked about once. Each is one step.
func TestResolveAsks(t *testing.T) {
	last := func(d *driver, id model.ID) (model.EscalationStatus, string) {
		e, _ := model.Find[*model.Escalation](d.env.Snap, id)
		return e.Status, e.Events[len(e.Events)-1].Text
	}
	for _, text := range []string{"", "A new print head"} {
		d := newDriver(t, "E")
		id := model.NewID("E", 2)
		d.on(id.String()).press("a")
		a, ok := d.opens.(*dialog.AskView)
		if st, _ := last(d, id); !ok || st != "open" {
			t.Fatalf("it opens %T, and is %s", d.opens, st)
		}
		for _, r := range text {
			a.Key(d.env, tea.KeyPressMsg{Code: r, Text: string(r)})
		}
		d.do(a.Handle(d.env, act.Result{Action: "palette.run"}).(pane.Effects)[1])
		if st, said := last(d, id); st != "resolved" || said != text {
			t.Errorf("%q: it is %s, %q", text, st, said)
		}
		if !strings.HasPrefix(d.label, "Resolve ") || strings.Contains(d.label, "print head") != (text != "") {
			t.Errorf("%q: the step is called %q", text, d.label)
		}
		d.press("u")
		if st, _ := last(d, id); st != "open" {
			t.Errorf("%q: undone it is %s", text, st)
		}
	}
	d := newDriver(t, "E")
	ids := []model.ID{model.NewID("E", 1), model.NewID("E", 2), model.NewID("E", 6)} // the last is resolved: it is closed
	d.do(ActOn(d.env, ids))
	a, ok := d.opens.(*dialog.AskView)
	if !ok {
		t.Fatalf("of several it opens %T (%s)", d.opens, d.toast)
	}
	for _, r := range "power is back" {
		a.Key(d.env, tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	d.do(a.Handle(d.env, act.Result{Action: "palette.run"}).(pane.Effects)[1])
	for _, id := range ids[:2] {
		if st, said := last(d, id); st != "resolved" || said != "power is back" {
			t.Errorf("%s is %s, %q", id, st, said)
		}
	}
}
