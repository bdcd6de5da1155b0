package form

import (
	"strings"
	"testing"

	"tandem/model"
)

// An answer has no score until somebody gives one, and is asked on the usual scale of its measure.
func TestAnswerAwaitsItsScore(t *testing.T) {
	d := small(t)
	d.put("A", &model.Account{Name: "Brightside"})
	d.create("N", map[string]string{"account": "A-1", "when": "yesterday"})
	if in := d.in("score"); in.raw() != "" {
		t.Fatalf("a new answer has the score %q", in.raw())
	}
	d.press("ctrl+s")
	if in := d.in("score"); !d.open || !strings.Contains(in.problem(), "missing") {
		t.Fatalf("saved without a score: open %v, problem %q", d.open, in.problem())
	}
	d.fill("score", "0")
	d.press("ctrl+s")
	a, ok := d.env.Snap.Get(model.NewID("N", 1)).(*model.Answer)
	if !ok || a.Score != 0 {
		t.Fatalf("0 was typed: %+v", a)
	}
}

// The scale follows the measure until somebody changes it.
func TestScaleFollowsMeasure(t *testing.T) {
	d := small(t)
	d.put("A", &model.Account{Name: "Brightside"})
	d.create("N", map[string]string{"account": "A-1", "when": "yesterday"})
	for _, c := range []struct{ field, typed, scale string }{
		{"measure", "CSAT", "1-5"}, {"measure", "CES", "1-7"}, {"measure", "CSAT", "1-5"}, {"scale", "1-10", "1-10"}, {"measure", "CES", "1-10"},
		{"measure", "CSAT", "1-10"}, {"scale", "1-5", "1-5"},
	} {
		d.fill(c.field, c.typed)
		if got := d.in("scale").raw(); got != c.scale {
			t.Fatalf("%s %s: the scale is %q, not %q", c.field, c.typed, got, c.scale)
		}
	}
	d.fill("score", "4")
	d.press("ctrl+s")
	if a, ok := d.env.Snap.Get(model.NewID("N", 1)).(*model.Answer); !ok || a.Scale != "1-5" || a.Measure != "CSAT" {
		t.Fatalf("kept %+v", a)
	}
}

// In its place, a new measure takes the usual scale along.
func TestMeasureInItsPlace(t *testing.T) {
	d := small(t)
	d.put("A", &model.Account{Name: "Brightside"})
	d.put("N", &model.Answer{Measure: "NPS", Scale: "0-10", Score: 3, When: now, Account: model.NewID("A", 1)})
	id := model.NewID("N", 1)
	c := NewCell(d.env, []model.ID{id}, []string{"measure"}, "measure")
	c.f.cur().set("CSAT")
	d.do(c.save(d.env, nil))
	if a := d.env.Snap.Get(id).(*model.Answer); a.Scale != "1-5" || a.Measure != "CSAT" {
		t.Fatalf("kept %+v", a)
	}
}
