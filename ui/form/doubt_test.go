package form

import (
	"strings"
	"testing"

	"tandem/model"
)

// A value that can hardly be meant is named at its field while it is typed, and saved all the same.
func TestDoubtIsSaidAndSaved(t *testing.T) {
	d := small(t)
	id := model.NewID("T", 3)
	d.change(id)
	d.fill("duration", "999999999d")
	if in := d.in("duration"); in.problem() != "" || !strings.Contains(in.doubt, "999999999d ends after the year 2199; ") {
		t.Errorf("%q, %q", in.problem(), in.doubt)
	}
	d.to("duration")
	d.sees(80, 24, "is the longest that does not")
	d.fill("deadline", "1 jan 1801")
	d.to("deadline")
	d.sees(120, 36, "1801-01-01 lies outside the years 1900 to 2199")
	d.to("name")
	d.sees(120, 36, "1801-01-01 lies") // beside the field that has it
	d.fill("duration", "3d")
	if in := d.in("duration"); in.doubt != "" {
		t.Errorf("3d: %q", in.doubt)
	}
	d.fill("duration", "88888888w")
	d.press("ctrl+s")
	x, _ := model.Find[*model.Task](d.env.Snap, id)
	if d.open || x.Duration.Text(d.env.Ctx().For(x).Scale) != "88888888w" || x.Deadline.Day(nil).String() != "1801-01-01" {
		t.Errorf("open %v, %v, %s", d.open, x.Duration, x.Deadline.Day(nil))
	}
}

// A circle of links is refused at its field, of one record and of several.
func TestLoopIsSaidAtLinks(t *testing.T) {
	d := small(t)
	d.change(model.NewID("T", 3))
	d.fill("links", "T-1 FS")
	d.press("ctrl+s")
	if d.open {
		t.Fatalf("not saved: %q %q", d.in("links").problem(), d.form.note)
	}
	d.change(model.NewID("T", 1))
	d.fill("links", "T-3 | SS")
	d.press("ctrl+s")
	if !d.open || d.in("links").problem() != "would wait for itself: T-1 > T-3 > T-1" {
		t.Errorf("open %v, %q, %q", d.open, d.in("links").problem(), d.form.note)
	}
	d.press("esc")
	ids := []model.ID{model.NewID("T", 1), model.NewID("T", 2)}
	d.form = NewBulk(d.env, ids)
	d.open = true
	d.fill("links", "T-3 FS")
	d.press("ctrl+s")
	if !d.open || !strings.Contains(d.in("links").problem(), "T-1 would wait for itself: T-1 > T-3 > T-1") {
		t.Errorf("open %v, %q, %q", d.open, d.in("links").problem(), d.form.note)
	}
	d.fill("links", "T-3 QQ")
	d.sees(120, 36, "unknown link type QQ")
	if p := d.in("links").problem(); p != "row 1: unknown link type QQ: FS, SS, FF or SF" {
		t.Error(p)
	}
}
