package handover

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/pane"
)

// TestEachKeySaysWhyNot: of what cannot be done on a row the footer and the help know the reason, and
// nothing is written when the key is pressed all the same.
func TestEachKeySaysWhyNot(t *testing.T) {
	d := newDriver(t)
	for _, x := range []struct {
		row  string
		key  act.Name
		ok   bool
		says string
	}{
		{"A service owner", "handover.tick", false, "the program sees that for itself: "},
		{"A service owner", "record.set", true, ""},
		{"A service owner", "record.delete", false, "only the project's own items"},
		{"A service owner", "record.act", false, "not done: "},
		{"Access and accounts", "handover.tick", true, ""},
		{"Access and accounts", "record.set", true, ""},
		{"Access and accounts", "record.open", false, "no record stands under the cursor"},
		{"Night rota", "record.delete", true, ""},
		{"Access and accounts", "handover.none", false, "note each as met"},
	} {
		d.on(x.row)
		if ok, why := d.P.enabled(x.key); ok != x.ok || !strings.Contains(why, x.says) {
			t.Errorf("%s on %q: %v, %q", x.key, x.row, ok, why)
		}
	}
	d.on("A service owner").press("x").press("D").press("a")
	if len(d.Undo) != 0 {
		t.Errorf("%d steps were written: %q", len(d.Undo), d.Label())
	}
}

// TestEnterOpensWhatMoves: a record that moves is opened, a heading and an item of the list are not; what
// became of the page meanwhile does not matter.
func TestEnterOpensWhatMoves(t *testing.T) {
	d := newDriver(t)
	id := d.P.made.Moves[0].ID
	for i := range d.P.rows {
		if d.P.rows[i].id == id {
			d.P.table.MoveToRow(i)
		}
	}
	if got := d.P.open(d.Env); got != pane.Record(id) {
		t.Errorf("%#v", got)
	}
	d.on("Access and accounts")
	if got := d.P.open(d.Env); got != nil {
		t.Errorf("an item without a record opens %#v", got)
	}
	if got := d.P.Title(d.Env); got != "Handover of Patient portal" {
		t.Errorf("%q", got)
	}
	d.Edited(func(e *model.Edit) error { return e.Delete(d.P.id) })
	if got := d.P.Title(d.Env); got != "Handover" {
		t.Errorf("of a project that is gone: %q", got)
	}
	for _, key := range []act.Name{"handover.tick", "handover.none", "record.act", "record.new", "record.set", "record.edit", "record.delete", "record.open"} {
		if _, writes := d.P.Handle(d.Env, act.Result{Kind: act.Run, Action: key}).(pane.Edit); writes {
			t.Errorf("%s writes to a project that is gone", key)
		}
	}
}
