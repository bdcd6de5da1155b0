package form

import (
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
)

// A moment stands in a form as people write it, and keeps its seconds while nobody touches it.
func TestMomentIsReadable(t *testing.T) {
	d := small(t)
	d.put("A", &model.Account{Name: "Brightside"})
	at := date.Of(time.Date(2026, 11, 22, 16, 22, 29, 0, time.UTC))
	d.put("N", &model.Answer{Measure: "NPS", Scale: "0-10", Score: 3, When: at, Account: model.NewID("A", 1)})
	id := model.NewID("N", 1)
	d.change(id)
	if got := d.in("when").raw(); got != "22 Nov 2026 16:22" {
		t.Fatalf("the moment reads %q", got)
	}
	d.fill("verbatim", "too slow")
	d.press("ctrl+s")
	if got := d.env.Snap.Get(id).(*model.Answer); got.When != at || got.Verbatim != "too slow" {
		t.Errorf("left as it was, it is %v", got)
	}
	for typed, want := range map[string]time.Time{
		"23 Nov 2026 08:15":         time.Date(2026, 11, 23, 8, 15, 0, 0, time.UTC),
		"2026-11-24T09:10:11+01:00": time.Date(2026, 11, 24, 8, 10, 11, 0, time.UTC),
	} {
		d.change(id)
		d.fill("when", typed)
		d.press("ctrl+s")
		if got := d.env.Snap.Get(id).(*model.Answer).When; got != date.Of(want) {
			t.Errorf("%q: kept %v, not %v", typed, got, date.Of(want))
		}
	}
}

// What a form is opened with is shown and kept the same way.
func TestMomentGivenToANewForm(t *testing.T) {
	d := small(t)
	d.put("A", &model.Account{Name: "Brightside"})
	d.create("N", map[string]string{"account": "A-1", "when": "2026-11-22T16:22:29Z"})
	if got := d.in("when").raw(); got != "22 Nov 2026 16:22" {
		t.Fatalf("the moment reads %q", got)
	}
	d.fill("score", "7")
	d.press("ctrl+s")
	want := date.Of(time.Date(2026, 11, 22, 16, 22, 29, 0, time.UTC))
	if a, ok := d.env.Snap.Get(model.NewID("N", 1)).(*model.Answer); !ok || a.When != want {
		t.Errorf("kept %+v", a)
	}
}
