package triage

import (
	"slices"
	"strings"
	"testing"

	"tandem/model"
)

// TestVendors: a vendor is taken from the item itself only; else those waited for nearby are offered
// before all others.
func TestVendors(t *testing.T) {
	w := newWorld(t)
	for _, name := range []string{"Zeta", "acme", "Shipfast"} {
		w.put(model.VendorPrefix, &model.Vendor{Name: name})
	}
	w.blocker("older", func(b *model.Blocker) { b.State, b.Waiting = "doing", model.Waiting{On: "vendor", Who: "shipfast"} })
	id := w.lateTask()
	q := w.queue()
	if got, want := q.Vendors([]*Item{q.Find(id)}), []string{"shipfast", "acme", "Zeta"}; !slices.Equal(got, want) {
		t.Errorf("offers %q, want %q", got, want)
	}
	w.decide(Wait, "v", id)
	if got := get[*model.Blocker](w, w.item(id).Blocker).Waiting; got.Who != "" || got.From != 0 {
		t.Errorf("nothing names a vendor, and %+v was recorded", got)
	}
	w.decide(Wait, "v Zeta", id)
	it := w.item(id)
	if got := get[*model.Blocker](w, it.Blocker).Waiting; got.Who != "Zeta" || got.From != model.NewID(model.VendorPrefix, 1) {
		t.Errorf("it waits for %+v", got)
	}
	q = w.queue()
	if got := q.Vendors([]*Item{q.Find(id)}); got != nil {
		t.Errorf("the item names Zeta, and %q are offered", got)
	}
}

// TestReadVendor: on a command line the vendor follows its party.
func TestReadVendor(t *testing.T) {
	for words, want := range map[string]string{"": "c", "vendor": "v", "Vendor Ship Fast": "v Ship Fast", "d Logistics": "d Logistics"} {
		if d, err := Read("wait", strings.Fields(words), now); err != nil || d.Arg != want {
			t.Errorf("%q: %q %v, want %q", words, d.Arg, err, want)
		}
	}
}

// TestSnoozeNeverBack: no day that is over is taken, though the next working day is still ahead.
func TestSnoozeNeverBack(t *testing.T) {
	w := newWorld(t)
	id := w.lateTask()
	w.now = at("2026-11-22 12:00") // a Sunday
	q := w.queue()
	for arg, ahead := range map[string]bool{"d yesterday": false, "d 20 nov 2026": false, "d 1 jan 2020": false, "d tomorrow": true} {
		if got := q.SnoozeUntil(q.Find(id), arg); (got != 0) != ahead {
			t.Errorf("%s comes back %v", arg, got)
		}
		err := Decision{Verb: Snooze, Arg: arg}.Apply(model.NewEdit(w.snap, w.now), q, []*Item{q.Find(id)})
		if ahead != (err == nil) || err != nil && !strings.Contains(err.Error(), "is no time to come back") {
			t.Errorf("%s: %v", arg, err)
		}
	}
}

// TestWaitUntil: a wait asks again when it was told to, in the hours of the item, never later than the item is
// due; it always names a party, in the log of an escalation as well.
func TestWaitUntil(t *testing.T) {
	for arg, want := range map[string]struct{ on, who, nudge string }{
		"c":                              {"customer", "Sam", "2026-11-24 08:00"},
		"c until thu":                    {"customer", "Sam", "2026-11-26 08:00"},
		"v Shipfast until 27 nov 14:00":  {"vendor", "Shipfast", "2026-11-27 14:00"},
		"v Until Further Ltd until +10d": {"vendor", "Until Further Ltd", "2026-11-30 08:00"},
		"v Shipfast":                     {"vendor", "Shipfast", "2026-11-24 08:00"},
		"d until mon":                    {"department", "", "2026-11-23 08:00"},
		"t until 1 dec":                  {"team", "Grace", "2026-12-01 08:00"},
	} {
		w := newWorld(t)
		id := w.lateTask()
		_, _, until, _ := waitOf(arg)
		if got := w.queue().AskAgain(w.item(id), until); got != at(want.nudge) {
			t.Errorf("%s: would ask again %s", arg, got.In(berlin))
		}
		w.decide(Wait, arg, id)
		b := get[*model.Blocker](w, w.item(id).Blocker)
		if string(b.Waiting.On) != want.on || b.Waiting.Who != want.who || b.Waiting.Nudge != at(want.nudge) {
			t.Errorf("%s: %+v, nudge %s", arg, b.Waiting, b.Waiting.Nudge.In(berlin))
		}
		e := w.escalation("Printer offline", nil)
		w.decide(Wait, arg, e)
		for _, s := range w.snap.Ctx(w.now).Clocks(get[*model.Escalation](w, e)).Waited {
			if s.Party != want.on {
				t.Errorf("%s: waited for party %q", arg, s.Party)
			}
		}
	}
	w := newWorld(t)
	id := w.lateTask()
	for _, arg := range []string{"c until yesterday", "v X until never-ever", "until fri", "", "x"} {
		q := w.queue()
		if err := (Decision{Wait, arg}).Apply(model.NewEdit(w.snap, w.now), q, []*Item{q.Find(id)}); err == nil {
			t.Errorf("%q was taken", arg)
		}
	}
	due := w.promise("2026-11-23")
	w.decide(Wait, "t until 1 dec", due)
	if b := get[*model.Blocker](w, w.item(due).Blocker); b.Waiting.Nudge.Day(berlin) != day("2026-11-23") {
		t.Errorf("it comes back %s, after it is due", b.Waiting.Nudge.In(berlin))
	}
}

// TestReadWait: the same in words, as scripts write it.
func TestReadWait(t *testing.T) {
	for words, want := range map[string]string{"": "c", "until fri": "c until fri", "vendor until +3d": "v until +3d", "vendor Ship fast until 1 dec": "v Ship fast until 1 dec", "team": "t"} {
		if d, err := Read("wait", strings.Fields(words), now); err != nil || d.Arg != want {
			t.Errorf("%q: %q, %v", words, d.Arg, err)
		}
	}
	for _, words := range []string{"nobody", "vendor until gone"} {
		if d, err := Read("wait", strings.Fields(words), now); err == nil {
			t.Errorf("%q is read as %q", words, d.Arg)
		}
	}
}
