package ui_test

import "testing"

// The border of a column follows the mouse, the width is kept when the button is let go, and
// undo brings the usual one back.
func TestDragColumn(t *testing.T) {
	d := start(t, 120, 36, true).Press("2")
	x, y := d.Find("score")
	d.Drag(x-1, y, x-11, y)
	if now, _ := d.Find("score"); now > x-9 || now < x-12 {
		t.Fatalf("score stands at %d after %d", now, x)
	}
	d.Press("u").Has("Columns of risks")
	if now, _ := d.Find("score"); now != x {
		t.Errorf("after undo score stands at %d, want %d", now, x)
	}
}

// A view saved by key shows by key, is offered by the palette, and lives through a filter.
func TestViewsByKey(t *testing.T) {
	d := start(t, 120, 36, true).Press("2", "/")
	d.Type("status:watched")
	d.Press("enter", "v", "s")
	d.Type("Watched ones")
	d.Press("enter").Has("Save view Watched ones of risks")
	d.Press("v", "x").Has("Carrier sends its sandbox key")
	d.Press("v", "1").Has("Watched ones", "of 14 found").Lacks("Carrier sends its sandbox key")
	d.Press("v", "x", ":")
	d.Type("view watched")
	d.Has("View Watched ones")
	d.Press("enter").Has("status:watched").Lacks("Carrier sends its sandbox key")
}
