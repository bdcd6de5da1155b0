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

// A form offers the scales of the measure at hand, and refuses one of another at the field, while it is
// typed: NPS is asked on 0-10 only.
func TestScalesOfTheMeasure(t *testing.T) {
	d := small(t)
	d.put("A", &model.Account{Name: "Brightside"})
	d.create("N", map[string]string{"account": "A-1", "when": "yesterday"})
	offered := func() string {
		var out []string
		for _, c := range d.in("scale").choices() {
			out = append(out, c.Value)
		}
		return strings.Join(out, " ")
	}
	d.fill("score", "9")
	if got := offered(); got != "0-10" {
		t.Errorf("NPS: %s", got)
	}
	d.in("scale").cycle(1)
	if got := d.in("scale").raw(); got != "0-10" {
		t.Errorf("a step leads to %q", got)
	}
	for _, c := range []struct{ measure, scale, offered, says string }{
		{"NPS", "1-5", "0-10", "NPS is asked on 0-10"},
		{"CES", "1-5", "1-7", "CES is asked on 1-7"},
		{"CSAT", "7", "1-3 1-4 1-5 1-6 1-7 1-10", "wants one of 1-3, 1-4, 1-5, 1-6, 1-7, 1-10"},
	} {
		d.fill("measure", c.measure)
		d.fill("scale", c.scale)
		if in := d.in("scale"); !strings.Contains(in.problem(), c.says) || offered() != c.offered {
			t.Errorf("%s on %s: offered %s, %q", c.measure, c.scale, offered(), in.problem())
		}
	}
	d.press("ctrl+s")
	if !d.open || d.env.Snap.Count("N") != 0 {
		t.Fatal("a wrong scale was saved")
	}
	d.fill("measure", "NPS")
	d.fill("scale", "0-10")
	d.press("ctrl+s")
	if a, ok := d.env.Snap.Get(model.NewID("N", 1)).(*model.Answer); !ok || a.Score != 9 || a.Scale != "0-10" {
		t.Fatalf("kept %+v", a)
	}
}

// A chosen scale that the new measure does not have gives way to its usual one.
func TestScaleOfAnotherMeasureGivesWay(t *testing.T) {
	a := &model.Answer{Measure: "NPS", Scale: "1-10"}
	if a.FollowMeasure("CSAT"); a.Scale != "0-10" {
		t.Errorf("NPS on %s", a.Scale)
	}
	a.Measure, a.Scale = "CSAT", "1-7"
	if a.FollowMeasure("CES"); a.Scale != "1-5" {
		t.Errorf("from the usual scale of CES: %s", a.Scale)
	}
	a.Measure, a.Scale = "CES", "1-4"
	if a.FollowMeasure("CSAT"); a.Scale != "1-7" {
		t.Errorf("CES on %s", a.Scale)
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

// Beside the score stands its scale from the start, and at once what does not lie on it.
func TestScaleStandsBesideTheScore(t *testing.T) {
	d := small(t)
	d.put("A", &model.Account{Name: "Brightside"})
	d.create("N", map[string]string{"account": "A-1", "when": "yesterday"})
	row := func() string {
		for _, l := range d.form.Draw(d.env, 100, 30, true) {
			if strings.Contains(l, "Score") {
				return l
			}
		}
		return ""
	}
	for _, x := range []struct{ field, typed, want string }{
		{"verbatim", "", "0 to 10, promoter from 9"},
		{"measure", "CSAT", "1 to 5, satisfied from 4"},
		{"score", "7", "lies outside its scale 1-5"},
		{"scale", "1-7", "1 to 7, satisfied from 6"},
		{"score", "11", "lies outside its scale 1-7"},
		{"score", "6", "1 to 7, satisfied from 6"},
	} {
		d.fill(x.field, x.typed)
		if got := row(); !strings.Contains(got, x.want) {
			t.Errorf("%s %q: the line says %q, want %q", x.field, x.typed, got, x.want)
		}
	}
}
