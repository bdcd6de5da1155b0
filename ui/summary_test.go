package ui_test

import (
	"testing"

	"tandem/model"
)

// A length typed into a summary is refused where it is typed, in words that say where to set it: in the line, in
// the cell and in the form. Nothing is changed.
func TestLengthOfASummary(t *testing.T) {
	d := start(t, 120, 36, true)
	was := d.store.Snapshot()
	sum := model.NewID(model.TaskPrefix, 9)
	if x := was.Get(sum).(*model.Task); !was.Plan(x.Project).Summary(sum) {
		t.Fatal("T-9 is no summary any more")
	}
	d.Press(":").Type("T-9").Press("enter", "esc")
	d.Press(":").Type("set duration=9d").Press("enter").Has("it is a summary: how long it takes follows")
	d.Press(":").Type("set start=2026-12-24").Press("enter").Has("it is a summary: it starts with the first")
	if d.store.Snapshot() != was {
		t.Error("something was changed")
	}
}
