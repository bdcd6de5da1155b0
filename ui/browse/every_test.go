package browse

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/form"
	"tandem/ui/layout"
)

// Every action that the key table offers in a list does something sensible in the list of every
// kind, or says why it cannot.
func TestEveryActionInEveryKind(t *testing.T) {
	for _, prefix := range everyKind {
		for _, b := range act.Bindings() {
			if b.Scope != "browse" {
				continue
			}
			if prefix == model.SourceFilePrefix {
				continue // those come with an import alone; the sample has none
			}
			d := newDriver(t, prefix)
			d.screen(100, 40)
			if _, ok := handlers[b.Action]; !ok {
				t.Fatalf("nobody does %s", b.Action)
			}
			n := d.env.Snap.Count(prefix)
			d.press(b.Keys[0])
			d.screen(100, 40)
			switch b.Action {
			case "record.open":
				if d.p.top() == nil {
					t.Errorf("%s: %s opens nothing", prefix, b.Keys[0])
				}
			case "record.edit":
				if _, ok := d.opens.(*form.Form); !ok {
					t.Errorf("%s: %s opens %T", prefix, b.Keys[0], d.opens)
				}
			case "record.new":
				if (d.opens == nil) != d.p.Kind().Single {
					t.Errorf("%s: n opens %T %q", prefix, d.opens, d.toast)
				}
			case "record.delete":
				if d.env.Snap.Count(prefix) == n && d.toast == "" {
					t.Errorf("%s: nothing is deleted and nothing said", prefix)
				}
			case "record.copy":
				if d.press(b.Keys[0]); !strings.HasPrefix(d.copy, prefix+"-") {
					t.Errorf("%s: copied %q", prefix, d.copy)
				}
			case "record.contact", "record.source", "record.why", "list.columns":
				if d.opens == nil && d.toast == "" && d.p.top() == nil {
					t.Errorf("%s: %s does nothing and says nothing", prefix, b.Action)
				}
			}
		}
	}
}

// Every record can be shown from outside, opened, and left again with the cursor on it.
func TestShowEveryRecord(t *testing.T) {
	for _, prefix := range everyKind {
		d := newDriver(t, prefix)
		for r := range d.env.Snap.All(prefix) {
			id := r.Base().ID
			if !d.p.Show(d.env, id, true) || d.p.Selected() != id || d.p.top() == nil {
				t.Fatalf("%s is not shown", id)
			}
			if d.press("esc"); d.p.top() != nil || d.p.Selected() != id || d.picks != id {
				t.Fatalf("%s: esc leaves the cursor on %s", id, d.p.Selected())
			}
		}
	}
}

// Whatever is selected on one side, the other goes to something of the same customer, or stays.
func TestFollowEverything(t *testing.T) {
	s, err := life()
	if err != nil {
		t.Fatal(err)
	}
	for _, prefix := range []string{"P", "R", "CL", "AC", "B", "A", "C", "I", "M", "E", "N", "H"} {
		d := newDriver(t, prefix)
		for _, from := range everyKind {
			for r := range s.All(from) {
				id, before := r.Base().ID, d.p.Selected()
				d.p.Follow(d.env, id)
				after := d.p.Selected()
				if after == before {
					continue
				}
				want, _ := belongs(s, id)
				if got, _ := belongs(s, after); got != want {
					t.Fatalf("%s: %s leads from %s to %s of another customer", prefix, id, before, after)
				}
			}
		}
	}
}

// At every width a list shows its names first and as many columns as fit, each of them named.
func TestColumnsAtEveryWidth(t *testing.T) {
	for _, prefix := range everyKind {
		d := newDriver(t, prefix)
		last := 0
		for w := 40; w <= 240; w += 4 {
			head := d.p.list().table.Draw(w, 5, d.env.Theme, true)[0]
			n := 0
			for _, c := range d.p.list().table.Columns() {
				if strings.Contains(head, c.Title) {
					n++
				}
			}
			if n == 0 || !strings.Contains(head, d.p.list().table.Columns()[0].Title) {
				t.Fatalf("%s %d wide: the heading is %q", prefix, w, head)
			}
			if n < last-1 {
				t.Errorf("%s %d wide: %d columns, %d where it was narrower", prefix, w, n, last)
			}
			last = max(n, last)
		}
		if last < len(d.p.list().columns) && prefix != "CAL" {
			t.Errorf("%s: %d of %d columns at most", prefix, last, len(d.p.list().columns))
		}
	}
}

// What no longer passes the filter leaves the list; the cursor stays at its place.
func TestEditUnderAFilter(t *testing.T) {
	d := newDriver(t, "B")
	d.p.SetQuery(d.env, "state=open")
	l := d.p.list()
	n := l.rows.Len()
	d.press("j")
	on, next := d.p.Selected(), l.rows.ids[2]
	d.edit(func(e *model.Edit) {
		if err := e.Set(on, "state", "doing"); err != nil {
			t.Fatal(err)
		}
	})
	if l.rows.Len() != n-1 || d.p.Selected() != next {
		t.Errorf("%d rows, on %s, want %s", l.rows.Len(), d.p.Selected(), next)
	}
	d.sees("/ state=open", "found")
	d.edit(func(e *model.Edit) {
		for r := range d.env.Snap.All("B") {
			_ = e.Set(r.Base().ID, "state", "doing")
		}
	})
	if d.p.Selected() != 0 {
		t.Errorf("on %s in an empty list", d.p.Selected())
	}
	d.sees("No blockers pass the filter.")
	d.press("/ esc")
	if l.rows.Len() != d.env.Snap.Count("B") || d.p.Selected() == 0 {
		t.Error("without the filter they are not back")
	}
}

// Marks that a filter hides are not acted on.
func TestHiddenMarks(t *testing.T) {
	d := newDriver(t, "E").press("*")
	all := d.p.list().table.MarkCount()
	d.press("/").types("label").press("enter")
	if got := d.p.Marked(); len(got) != 1 || d.p.list().table.MarkCount() != all {
		t.Errorf("%d are acted on, %d marked", len(got), d.p.list().table.MarkCount())
	}
	n := d.env.Snap.Count("E")
	if d.press("D"); d.env.Snap.Count("E") != n-1 {
		t.Errorf("%d of %d are left", d.env.Snap.Count("E"), n)
	}
}

// Moving a task under another summary takes the cursor along.
func TestMovedTask(t *testing.T) {
	d := newDriver(t, "P").on("T-24")
	d.edit(func(e *model.Edit) {
		if err := e.Set(model.NewID("T", 24), "parent", "T-34"); err != nil {
			t.Fatal(err)
		}
	})
	l := d.p.list()
	row := l.table.Cursor()
	if d.p.Selected() != model.NewID("T", 24) {
		t.Fatalf("on %s", d.p.Selected())
	}
	for row--; row > 0 && l.rows.depth[row] >= l.rows.depth[l.table.Cursor()]; row-- {
	}
	if l.rows.ids[row] != model.NewID("T", 34) {
		t.Errorf("it stands under %s", l.rows.ids[row])
	}
}

// Folds that somebody made outlive edits, filters and other orders.
func TestFoldsAreKept(t *testing.T) {
	d := newDriver(t, "P").on("T-34").press("h")
	n := d.p.list().rows.Len()
	d.press("/").types("carrier").press("esc")
	for range d.p.list().columns {
		d.press("s")
	}
	d.press("s")
	if d.p.list().sort != "" {
		d.press("s")
	}
	d.edit(func(e *model.Edit) { _ = e.Set(model.NewID("T", 16), "notes", "changed") })
	if d.p.list().rows.Len() != n {
		t.Errorf("%d rows, want %d", d.p.list().rows.Len(), n)
	}
}

// Nothing that stands beside the list is drawn over it, nor the other way round.
func TestPartsMakeTheWhole(t *testing.T) {
	for _, prefix := range []string{"A", "E", "M", "BL", "CAL"} {
		d := newDriver(t, prefix)
		for h := 5; h < 60; h++ {
			d.p.Draw(d.env, 90, h, true)
			x := d.p.drawn
			if got := len(x.head) + len(x.rows) + len(x.below) + len(x.foot); got != h {
				t.Fatalf("%s %d high: the parts have %d lines", prefix, h, got)
			}
			if len(x.rows) < min(h-len(x.head), d.p.list().rows.Len()+1) {
				t.Fatalf("%s %d high: %d lines for %d rows", prefix, h, len(x.rows), d.p.list().rows.Len())
			}
			for _, l := range x.all {
				if layout.Width(l) != 90 {
					t.Fatalf("%s %d high: %q", prefix, h, l)
				}
			}
		}
	}
}
