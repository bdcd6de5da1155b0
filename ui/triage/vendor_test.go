package triage

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/triage"
	"tandem/ui/act"
	"tandem/ui/palette"
	"tandem/ui/pane"
)

// TestWaitOnAVendor: where nothing names the vendor it is asked for, and only what was chosen is
// recorded.
func TestWaitOnAVendor(t *testing.T) {
	d := newDriver(t, 10)
	e := model.NewEdit(d.env.Snap, moment)
	for _, name := range []string{"Shipfast", "Acme"} {
		e.Put(model.VendorPrefix, &model.Vendor{Name: name})
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	d.env.Snap = d.env.Snap.With(b.Changes)
	d.env.Rev++
	d.p.Sync(d.env)
	it := d.p.current()
	open, ok := d.p.Handle(d.env, act.Result{Action: "triage.wait", Arg: "v"}).(pane.Open)
	if !ok {
		t.Fatal("it is not asked which vendor")
	}
	pick := open.Overlay.(*palette.Palette)
	if s := strings.Join(pick.Draw(d.env, 60, 8, true), "\n"); !strings.Contains(s, "Acme") || !strings.Contains(s, "None in particular") {
		t.Errorf("it offers\n%s", s)
	}
	pick.Type("ship")
	for _, x := range pick.Handle(d.env, act.Result{Action: "palette.run"}).(pane.Effects) {
		if x, ok := x.(pane.Edit); ok {
			d.do(x)
		}
	}
	got := d.p.q.Find(it.Key())
	if got.View != triage.Waiting || got.WaitingOn() != "vendor: Shipfast" || !strings.Contains(d.label, "Wait on vendor Shipfast for ") {
		t.Errorf("%s: in %s, on %q, %q", it.Key(), got.View, got.WaitingOn(), d.label)
	}
	if _, ok := d.p.Handle(d.env, act.Result{Action: "triage.wait", Arg: "c"}).(pane.Edit); !ok {
		t.Error("a wait for the customer asks something")
	}
}
