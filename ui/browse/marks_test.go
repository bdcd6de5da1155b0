package browse

import (
	"strings"
	"testing"

	"tandem/model"
)

// Marks that a filter or a fold hides are told, left alone by every verb, and there again when their rows
// are; what a verb acted on loses its mark.
func TestMarksOutOfSight(t *testing.T) {
	d := newDriver(t, "E")
	n := d.p.list().rows.Len()
	d.on("E-1").press("space").press("g space space").press("/").types("label").press("enter")
	hidden := 3 - len(visibleMarks(d))
	if got := d.p.Foot(); hidden == 0 || !strings.Contains(got, " hidden") {
		t.Fatalf("foot %q, %d hidden", got, hidden)
	}
	for range 2 { // all off, then those in sight on
		d.press("*")
	}
	if got, want := len(visibleMarks(d)), d.p.list().rows.Len(); got != want {
		t.Errorf("* marks %d of %d in sight", got, want)
	}
	d.press("/ esc *")
	if d.p.list().table.MarkCount() != 0 {
		t.Error("* leaves marks behind")
	}
	d.press("g space space").press("/").types("label").press("enter")
	before := d.p.list().table.MarkCount()
	d.press("D")
	if d.env.Snap.Count("E") != n-1 {
		t.Errorf("%d of %d are left", d.env.Snap.Count("E"), n)
	}
	d.press("/ esc")
	if got := d.p.list().table.MarkCount(); got < before-1 || got == 0 {
		t.Errorf("%d marks are left of %d: the hidden ones went too", got, before)
	}
}

// visibleMarks are the marked rows in sight.
func visibleMarks(d *driver) (out []model.ID) {
	for _, id := range d.p.list().table.Marked() {
		out = append(out, model.ID(id))
	}
	return out
}

// A fold hides marks as a filter does, and what is gone is no longer marked.
func TestMarksUnderAFold(t *testing.T) {
	d := planOf(t).goes("Pour").press("space space") // Pour and Mount
	if got := d.p.Foot(); !strings.HasPrefix(got, "2 marked  ") {
		t.Fatalf("foot %q", got)
	}
	d.goes("Phase").press("h")
	if got := d.p.Foot(); !strings.HasPrefix(got, "0 marked, 2 hidden") {
		t.Errorf("folded: %q", got)
	}
	if ids := d.p.Marked(); len(ids) != 1 || ids[0] != d.task("Phase").ID {
		t.Errorf("verbs act on %v", ids)
	}
	d.press("l")
	if got := d.p.Foot(); !strings.HasPrefix(got, "2 marked  ") {
		t.Errorf("unfolded: %q", got)
	}
	pour := d.task("Pour").ID
	d.edit(func(e *model.Edit) { _ = e.Delete(pour) })
	if got := d.p.Foot(); !strings.HasPrefix(got, "1 marked  ") {
		t.Errorf("one is gone: %q", got)
	}
}
