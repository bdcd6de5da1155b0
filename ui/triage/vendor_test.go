package triage

import (
	"slices"
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/triage"
	"tandem/ui/act"
	"tandem/ui/palette"
	"tandem/ui/pane"
)

// TestWaitOnAVendor: where nothing names the vendor a wait until asks for it, and only what was chosen is
// recorded. A plain wait asks nothing and names none.
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
	d.press("w v")
	if got := d.p.q.Find(it.Key()); d.over != nil || got.View != triage.Waiting || got.WaitingOn() != "vendor" || d.p.current() == it {
		t.Fatalf("w v: in %s, on %q, a question open: %v", got.View, got.WaitingOn(), d.over != nil)
	}
	it = d.p.current()
	open, ok := d.p.Handle(d.env, act.Result{Action: "triage.waituntil", Arg: "v"}).(pane.Open)
	if !ok {
		t.Fatal("it is not asked which vendor")
	}
	pick := open.Overlay.(*palette.Palette)
	if s := strings.Join(pick.Draw(d.env, 60, 8, true), "\n"); !strings.Contains(s, "Acme") || !strings.Contains(s, "None in particular") {
		t.Errorf("it offers\n%s", s)
	}
	pick.Type("ship")
	d.do(pick.Handle(d.env, act.Result{Action: "palette.run"}))
	d.press("enter")
	got := d.p.q.Find(it.Key())
	if got.View != triage.Waiting || got.WaitingOn() != "vendor: Shipfast" || !strings.Contains(d.label, "Wait on vendor Shipfast for ") {
		t.Errorf("%s: in %s, on %q, %q", it.Key(), got.View, got.WaitingOn(), d.label)
	}
}

// TestAskAgainWhen: a wait until asks when to ask again. Enter alone takes the usual time and a date is taken as it is
// written; what is no date ahead is said and decides nothing, and esc leaves all as it was.
func TestAskAgainWhen(t *testing.T) {
	for keys, want := range map[string]string{"W W enter": "Tue 24", "W t + 6 d enter": "Thu 26", "W d m o n enter": "Mon 23"} {
		d := newDriver(t, 10)
		at := slices.IndexFunc(d.p.rows, func(it *triage.Item) bool { return it.Key().Is(model.TaskPrefix) }) // late, and owed at no time ahead
		it := d.p.rows[at]
		d.p.table.MoveToRow(at)
		d.press(keys)
		got := d.p.q.Find(it.Key())
		b, ok := model.Find[*model.Blocker](d.env.Snap, got.Blocker)
		if !ok || got.View != triage.Waiting || b.Waiting.On == "" || !strings.HasPrefix(b.Waiting.Nudge.In(nil).Format("Mon 2"), want) || !strings.Contains(d.label, ", ask again "+want) {
			t.Errorf("%s: %s in %s, %+v, %q", keys, it.Key(), got.View, b, d.label)
		}
		if d.over != nil {
			t.Errorf("%s: the question is still there", keys)
		}
		d.press("j .") // again: with the same date
		if n := d.count(triage.Waiting); n != 2 {
			t.Errorf("%s: %d wait after a repeat", keys, n)
		}
	}
	d := newDriver(t, 10)
	d.press("W c")
	said := func() string { return strings.Join(d.over.Draw(d.env, 72, 4, true), "\n") }
	if s := said(); !strings.Contains(s, "enter alone: ") || !strings.Contains(s, "Nov 2026") {
		t.Errorf("the usual time is not named:\n%s", s)
	}
	d.press("1 n o v 2 0 2 0 enter")
	if s := said(); !strings.Contains(s, "is no date ahead") || d.label != "" {
		t.Errorf("a day gone by: %q\n%s", d.label, s)
	}
	if d.press("esc"); d.over != nil || d.count(triage.Waiting) != 0 || d.label != "" {
		t.Errorf("esc: %q", d.label)
	}
}

// TestAskAgainSooner: a date that lies after what is owed is not overruled in silence: the question and the toast
// name both.
func TestAskAgainSooner(t *testing.T) {
	d := newDriver(t, 40)
	at := slices.IndexFunc(d.p.rows, func(it *triage.Item) bool { return d.p.q.Sooner(it, "+20d") != "" })
	if at < 0 {
		t.Fatal("nothing is owed within twenty days")
	}
	why := d.p.q.Sooner(d.p.rows[at], "+20d")
	d.p.table.MoveToRow(at)
	d.press("W c + 2 0 d")
	if s := strings.Join(d.over.Draw(d.env, 110, 6, true), "\n"); !strings.Contains(s, ": "+why) || strings.Contains(s, "sooner where") {
		t.Errorf("%q is not told:\n%s", why, s)
	}
	if d.press("enter"); !strings.HasSuffix(d.label, ": "+why) {
		t.Errorf("%q lacks %q", d.label, why)
	}
}
