package ui_test

import (
	"strings"
	"testing"
)

// cursor is the line of the cursor in the pane on the left, or of a zoomed one.
func cursor(d desk) string {
	for _, l := range d.Lines() {
		if _, rest, ok := strings.Cut(l, "▶"); ok {
			return rest
		}
	}
	return ""
}

// After an undo the cursor stands on the record that came back, or on the one that was moved or changed,
// wherever it went meanwhile; and a redo leads there too.
func TestUndoLeadsBack(t *testing.T) {
	for _, c := range []struct {
		name, tab, ref string
		does           []string
	}{
		{"delete a task", "1", "T-24", []string{"D"}},
		{"delete a summary", "1", "T-34", []string{"D"}},
		{"delete a task and go on", "1", "T-24", []string{"D", "j", "j", "j"}},
		{"move a task", "1", "T-24", []string{"J"}},
		{"move a task and go on", "1", "T-24", []string{"J", "j", "j"}},
		{"move it up and go back", "1", "T-24", []string{"K", "k", "k"}},
		{"outdent a task and go on", "1", "T-24", []string{"<", "j"}},
		{"a longer task and go on", "1", "T-24", []string{"W", "+", "enter", "j"}},
		{"delete a risk", "2", "R-3", []string{"D"}},
		{"delete a risk and go on", "2", "R-3", []string{"D", "k", "k"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := start(t, 120, 36, true)
			d.Press(c.tab, "ctrl+f").Type(c.ref).Press("ctrl+o", "z")
			if !strings.Contains(cursor(d), c.ref) {
				t.Fatalf("the cursor is not on %s:\n%s", c.ref, d.Screen())
			}
			was := d.store.Snapshot()
			d.Press(c.does...)
			if d.store.Snapshot() == was {
				t.Fatalf("nothing was done:\n%s", d.Screen())
			}
			d.Press("u")
			if !strings.Contains(cursor(d), " "+c.ref+" ") {
				t.Errorf("after the undo it stands on %q", cursor(d))
			}
			d.Press("j", "j", "U")
			if d.Press("k", "u"); !strings.Contains(cursor(d), " "+c.ref+" ") {
				t.Errorf("after redo and undo it stands on %q", cursor(d))
			}
		})
	}
}

// Of marked records that are deleted the cursor stands on one of them after the undo.
func TestUndoOfMarkedLeadsToOne(t *testing.T) {
	d := start(t, 120, 36, true)
	d.Press("2", "z", "g", "space", "space", "j", "j", "D", "j", "u")
	if line := cursor(d); !strings.Contains(line, "R-") {
		t.Fatalf("it stands on %q", line)
	}
	first := d.Lines()
	at := -1
	for i, l := range first {
		if strings.Contains(l, "▶") {
			at = i
		}
	}
	d.Press("g")
	top := -1
	for i, l := range d.Lines() {
		if strings.Contains(l, "▶") {
			top = i
		}
	}
	if at-top > 1 {
		t.Errorf("it stands %d rows below the first of them", at-top)
	}
}
