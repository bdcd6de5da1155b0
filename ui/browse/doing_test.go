package browse

import (
	"strings"
	"testing"

	"tandem/model"
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
