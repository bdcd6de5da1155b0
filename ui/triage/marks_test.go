package triage

import (
	"strings"
	"testing"

	"tandem/model"
)

// Marks that the filter hides are told in the first line; a verb acts on those in sight, else on the line
// under the cursor, and the hidden ones stay for when they are seen again.
func TestMarksTheFilterHides(t *testing.T) {
	d := newDriver(t, 12)
	d.press("space space space")
	keys := d.p.table.Marked()
	it := d.p.q.Find(d.p.rows[len(d.p.rows)-1].Key())
	d.p.filter.Set(`"` + it.Title() + `"`)
	d.p.fill()
	if len(d.p.rows) != 1 {
		t.Fatalf("%d rows are called %q", len(d.p.rows), it.Title())
	}
	if s := d.screen(120, 30); !strings.Contains(s, "0 marked, 3 hidden") {
		t.Errorf("it is not told:\n%s", s)
	}
	if x := d.p.targets(); len(x) != 1 || x[0].Key() != it.Key() {
		t.Fatalf("verbs act on %v", x)
	}
	d.press("a")
	for _, k := range keys {
		if !d.p.table.IsMarked(k) {
			t.Error("a hidden mark is gone")
		}
	}
	d.press("/ esc")
	if s := d.screen(120, 30); !strings.Contains(s, "3 marked ") {
		t.Errorf("they are not back:\n%s", s)
	}
	if len(d.p.targets()) != 3 {
		t.Errorf("verbs act on %d", len(d.p.targets()))
	}
}

// TestCursorUnderTheFilter: the cursor stays on its item while that passes, whatever passed while a word was
// half typed, and goes to the first one where it does not.
func TestCursorUnderTheFilter(t *testing.T) {
	d := newDriver(t, 40)
	d.press("j j j j j")
	at := d.p.rows[5]
	title := d.p.rows[20].Title()
	d.press("/")
	for i := range title { // a key at a time
		d.p.filter.Set(`"` + title[:i])
		d.p.refill()
	}
	if d.p.table.Cursor() != 0 {
		t.Errorf("in row %d of %d", d.p.table.Cursor(), len(d.p.rows))
	}
	d.press("ctrl+u")
	if id, _ := d.p.table.Current(); id != uint64(at.Key()) {
		t.Errorf("not back on %s", at.Key())
	}
	d.p.Paste(d.env, `"`+title+`"`)
	d.press("esc")
	if id, _ := d.p.table.Current(); id != uint64(at.Key()) {
		t.Errorf("not on %s after esc", at.Key())
	}
}

// A verb that cannot be done to one of the marked items is done to the others: the one stays marked, and it
// is said why. Where it can be done to none, nothing happens.
func TestMarksThatAVerbCannotTake(t *testing.T) {
	d := newDriver(t, 10)
	e := model.NewEdit(d.env.Snap, moment)
	lone := e.Put(model.BlockerPrefix, &model.Blocker{Title: "Nobody's", Severity: 1, State: "open", Raised: moment})
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	d.env.Snap = d.env.Snap.With(b.Changes)
	d.env.Rev++
	d.p.Sync(d.env)
	for _, it := range d.p.rows {
		d.p.table.SetMark(uint64(it.Key()), true)
	}
	n := len(d.p.rows)
	d.press("c enter")
	if !strings.HasPrefix(d.label, "Contact ") || strings.Contains(d.label, "marked") {
		t.Errorf("the journal says %q", d.label)
	}
	if !strings.Contains(d.toast, "; 1 left marked: "+lone.String()+" belongs to no customer") {
		t.Errorf("it says %q", d.toast)
	}
	if left := d.p.table.Marked(); len(left) != 1 || left[0] != uint64(lone) {
		t.Errorf("%v stay marked of %d", left, n)
	}
	d.label, d.toast = "", ""
	d.press("c enter")
	if d.label != "" || !strings.Contains(d.toast, "belongs to no customer") || len(d.p.table.Marked()) != 1 {
		t.Errorf("none could be: %q, %q", d.label, d.toast)
	}
}
