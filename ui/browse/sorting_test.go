package browse

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"tandem/model"
	"tandem/model/query"
	"tandem/ui/pane"
)

// long is a workspace with so many lessons that they are not sorted on the event loop.
func long(t testing.TB, n int) *model.Snapshot {
	t.Helper()
	s := model.NewSnapshot(model.Kinds())
	changes := make([]model.Change, n)
	for i := range changes {
		id := model.NewID(model.LessonPrefix, uint64(i+1))
		changes[i] = model.Change{ID: id, After: &model.Lesson{Meta: model.Meta{ID: id}, Title: fmt.Sprintf("Lesson %d", (i*7919)%n), Next: fmt.Sprint((i * 31) % 97), Category: "process"}}
	}
	return s.With(changes)
}

// work does what the root does with the pane's work: it runs it, and brings it back.
func (d *driver) work() (asked bool) {
	d.t.Helper()
	e := d.p.Work(d.env)
	if e == nil {
		return false
	}
	back, err := e.(pane.Ask).Run(context.Background())
	if err != nil {
		d.t.Fatal(err)
	}
	d.do(back)
	return true
}

// inOrder fails the test unless the list shows all records in the order it says.
func (d *driver) inOrder() {
	d.t.Helper()
	l := d.p.list()
	want := slices.Collect(d.env.Snap.All(l.kind.Prefix))
	if err := query.Sort(d.env.Ctx(), l.kind, want, l.sort); err != nil {
		d.t.Fatal(err)
	}
	if len(l.rows.ids) != len(want) {
		d.t.Fatalf("%d rows of %d", len(l.rows.ids), len(want))
	}
	for i, r := range want {
		if l.rows.ids[i] != r.Base().ID {
			d.t.Fatalf("by %q row %d is %s, want %s", l.sort, i, l.rows.ids[i], r.Base().ID)
		}
	}
}

// TestLongListSortsAside: a long list is sorted off the event loop. Until that is done all of it
// is there in the order it had, keys work, and the cursor stays on its record.
func TestLongListSortsAside(t *testing.T) {
	s := long(t, longList+100)
	d := driverOn(t, s, model.LessonPrefix)
	l := d.p.list()
	if len(l.rows.ids) != s.Count(model.LessonPrefix) || !l.order.rough {
		t.Fatalf("%d rows, rough %v", len(l.rows.ids), l.order.rough)
	}
	if !d.work() || d.work() || l.order.rough || l.table.Cursor() != 0 {
		t.Fatalf("rough %v, row %d", l.order.rough, l.table.Cursor())
	}
	d.inOrder()
	before := slices.Clone(l.rows.ids)
	d.press("j j j j j")
	at := d.p.Selected()
	if d.press("S"); !slices.Equal(before, l.rows.ids) || d.p.Selected() != at {
		t.Fatal("turned round at once, or the cursor moved")
	}
	ask := d.p.Work(d.env).(pane.Ask)
	if d.p.Work(d.env) != nil {
		t.Error("the same is asked twice")
	}
	back, _ := ask.Run(context.Background())
	d.press("j") // while it is worked out
	at = d.p.Selected()
	d.do(back)
	if d.p.Selected() != at || d.work() {
		t.Errorf("the cursor went from %s to %s", at, d.p.Selected())
	}
	d.inOrder()

	// An answer that nobody wants any more is left alone.
	d.press("s")
	old := d.p.Work(d.env).(pane.Ask)
	stale, _ := old.Run(context.Background())
	d.press("s")
	d.do(stale)
	if !l.order.rough || !d.work() {
		t.Error("an answer to another question was taken")
	}
	d.inOrder()
}

// TestLongListAfterEdits: what is new, changed and gone shows at once, and comes into order aside.
func TestLongListAfterEdits(t *testing.T) {
	d := driverOn(t, long(t, longList+100), model.LessonPrefix)
	d.work()
	l := d.p.list()
	d.press("j j")
	at := d.p.Selected()
	gone, moved := l.rows.ids[7], l.rows.ids[9]
	var made model.ID
	d.edit(func(e *model.Edit) {
		if err := e.Delete(gone); err != nil {
			t.Fatal(err)
		}
		if err := e.Set(moved, l.kind.TitleField().Name, "Zzz, the very last"); err != nil {
			t.Fatal(err)
		}
		made = e.Put(model.LessonPrefix, &model.Lesson{Title: "Aaa, the very first", Next: "look"})
	})
	if slices.Contains(l.rows.ids, gone) || !slices.Contains(l.rows.ids, made) || d.p.Selected() != at || len(l.rows.ids) != d.env.Snap.Count(model.LessonPrefix) {
		t.Errorf("%d rows, cursor on %s, was on %s", len(l.rows.ids), d.p.Selected(), at)
	}
	if !d.work() || d.p.Selected() != at {
		t.Error("not sorted again, or the cursor moved")
	}
	d.inOrder()
	d.press("/")
	for _, r := range "first" {
		d.press(string(r))
	}
	if d.work() || l.found != 1 || l.rows.ids[0] != made {
		t.Errorf("a filter sorts again, or finds %d", l.found)
	}
}

// TestShortListSortsAtOnce asks nobody.
func TestShortListSortsAtOnce(t *testing.T) {
	d := driverOn(t, long(t, 300), model.LessonPrefix)
	d.press("s")
	if d.work() {
		t.Error("a short list is sorted aside")
	}
	d.inOrder()
}

// BenchmarkFirstSort is what the event loop spends on the first sort of a long list by each column.
func BenchmarkFirstSort(b *testing.B) {
	s := long(b, 100_000)
	d := driverOn(b, s, model.LessonPrefix)
	d.work()
	l := d.p.list()
	for b.Loop() {
		l.order.rough = true
		l.reverse(d.env)
	}
}
