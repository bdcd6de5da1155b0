package sprint

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"tandem/model"
	"tandem/model/flow"
)

// TestScopeThatMoved: what came in after the first day and what left is told beside the points, with the
// signs of the terminal; where nothing moved nothing is said.
func TestScopeThatMoved(t *testing.T) {
	d := newDesk(t, 3)
	x := d.P.current()
	if x == nil || d.P.known.burn == nil {
		t.Fatalf("no burn-down of %v is known", x)
	}
	burn := *d.P.known.burn
	burn.Added, burn.Removed = nil, nil
	d.P.known.burn = &burn
	if s := ansi.Strip(d.P.numbers(x, 130)); strings.Contains(s, "scope") {
		t.Errorf("nothing moved: %q", s)
	}
	burn.Added, burn.Removed = []flow.Change{{Size: 3}, {Size: 2}}, []flow.Change{{Size: 1.5}}
	if s := ansi.Strip(d.P.numbers(x, 130)); !strings.Contains(s, "scope +5 −1.5") {
		t.Errorf("%q", s)
	}
	plain := *d.P.env.Theme
	plain.ASCII = true
	d.P.env.Theme = &plain
	if s := ansi.Strip(d.P.numbers(x, 130)); !strings.Contains(s, "scope +5 -1.5") {
		t.Errorf("without signs: %q", s)
	}
	if s := ansi.Strip(d.P.numbers(x, 30)); strings.Contains(s, "scope") || len([]rune(s)) > 30 {
		t.Errorf("in 30 cells: %q", s)
	}
}

// TestWhichSprint: a name with a number says itself which it is; any other is counted.
func TestWhichSprint(t *testing.T) {
	d := newDesk(t, 3)
	d.Sees("3 sprints")
	d.edited(func(e *model.Edit) error { return e.Set(second, "name", "Returns without a receipt") })
	d.Sees("sprint 2 of 3")
	d.edited(func(e *model.Edit) error { return e.Set(second, "goal", "") })
	d.Sees("no goal is written down")
}

// TestMarkAndUnmark: the same key takes the mark off again, and what is not marked is not planned.
func TestMarkAndUnmark(t *testing.T) {
	d := newDesk(t, 3)
	d.Press("h g space g space")
	if len(d.P.marked) != 0 {
		t.Fatalf("%d are marked", len(d.P.marked))
	}
	d.Press("G space >")
	if d.sprintOf(7) == "S-2" || d.sprintOf(8) != "S-2" {
		t.Errorf("planned: %s and %s", d.sprintOf(7), d.sprintOf(8))
	}
}
