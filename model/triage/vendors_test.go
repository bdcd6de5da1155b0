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
