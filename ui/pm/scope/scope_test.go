package scope

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/ui/pane"
	"tandem/ui/table"
	"tandem/ui/uitest"
)

var (
	_ pane.Pane     = (*Pane)(nil)
	_ pane.Mouser   = (*Pane)(nil)
	_ pane.Selecter = (*Pane)(nil)
	_ pane.Placed   = (*Pane)(nil)
	_ table.Source  = (*Pane)(nil)
)

// TestPage: the statement, the deliverables with their states, and the criteria of the one under
// the cursor.
func TestPage(t *testing.T) {
	d := uitest.NewDesk(t, New(), true)
	d.Sees("Warehouse rollout  P-1 · scope", "Objectives", "In scope", "Out of scope", "Depot West (next year)", "deliverables accepted", "Solution design document T-7", "✓ accepted",
		"Carrier API connection T-24", "Read and commented by all three")
	if s := d.Screen(60, 30); !strings.Contains(s, "Objectives") || !strings.Contains(s, "Out of scope") || !strings.Contains(s, "state") {
		t.Errorf("60 wide:\n%s", s)
	}
}

// TestRoomIsUsed: no line of the statement or of the criteria is cut while lines are free.
func TestRoomIsUsed(t *testing.T) {
	d := uitest.NewDesk(t, New(), true)
	for _, size := range [][2]int{{80, 22}, {80, 40}, {120, 34}, {200, 48}} {
		lines := strings.Split(d.Screen(size[0], size[1]), "\n")
		free, cut := 0, 0
		for i, l := range lines {
			if l = strings.TrimSpace(l); l == "" && i > 0 && strings.TrimSpace(lines[i-1]) == "" {
				free++
			}
			if strings.HasSuffix(l, "…") && !strings.Contains(l, " T-") { // rows of the table name more than fits
				cut++
			}
		}
		if cut > 0 && free > 1 {
			t.Errorf("%v: %d lines cut above %d free ones:\n%s", size, cut, free, strings.Join(lines, "\n"))
		}
	}
	d.SeesAt(120, 34, "T-7 is accepted when", "T-14 is accepted when", "24 printers and 6 docks print a", "No paper at the benches", "T-51 is accepted when", "nobody has said it: e writes its")
	d.SeesAt(80, 22, "In scope", "Read and commented by all three depots")
	d.Press("G").SeesAt(80, 22, "nobody has said it: e writes its acceptance")
	if got := share(7, [statementParts]int{9, 1, 3}); got != [statementParts]int{3, 1, 3} {
		t.Errorf("seven lines are shared as %v", got)
	}
}

// TestAccept notes the deliverable as accepted once, and not without criteria.
func TestAccept(t *testing.T) {
	d := uitest.NewDesk(t, New(), true)
	at := -1
	for i := range d.P.scope.Deliverables {
		if x := &d.P.scope.Deliverables[i]; !x.Accepted && x.Task.Acceptance != "" {
			at = i
		}
	}
	if at < 0 {
		t.Fatal("everything is accepted already")
	}
	d.P.table.MoveToRow(at)
	id, was := d.P.Selected(), d.P.scope.Accepted
	d.Press("a")
	if x, _ := model.Find[*model.Task](d.Env.Snap, id); x.AcceptedOn != uitest.Moment.Day(nil) || x.AcceptedBy == 0 || d.P.scope.Accepted != was+1 {
		t.Errorf("%v by %s, %d accepted; %q", x.AcceptedOn, x.AcceptedBy, d.P.scope.Accepted, d.Said)
	}
	if d.Press("a"); !strings.Contains(d.Said, "already") {
		t.Errorf("accepted twice: %q", d.Said)
	}
}

func TestKeys(t *testing.T) {
	d := uitest.NewDesk(t, New(), true).Press("j enter")
	if d.Went.ID != d.P.Selected() || !d.Went.ID.Is("T") {
		t.Errorf("went to %+v", d.Went)
	}
	if d.Press("y m"); !strings.HasPrefix(d.Copied, "# Scope of Warehouse rollout") {
		t.Errorf("copied %q", d.Copied)
	}
	if d.Press("e"); d.Overlay == nil {
		t.Error("no form")
	}
	page, _ := d.P.Here()
	p := New()
	p.Sync(d.Env)
	if p.Return(d.Env, page); p.Selected() != d.P.Selected() || p.Title(d.Env) != d.P.Title(d.Env) {
		t.Errorf("returned to %s", p.Selected())
	}
}

func TestMouse(t *testing.T) {
	d := uitest.NewDesk(t, New(), true)
	d.Screen(120, 36)
	d.Do(d.P.Click(d.Env, 5, d.P.top+2, false))
	if d.P.table.Cursor() != 1 {
		t.Errorf("a click goes to row %d", d.P.table.Cursor())
	}
	d.Do(d.P.Wheel(d.Env, 0, 0, 1))
	d.Do(d.P.Click(d.Env, 5, d.P.top+1, true))
	if d.Went.ID != d.P.Selected() {
		t.Errorf("a double click goes to %+v", d.Went)
	}
	d.Do(d.P.Click(d.Env, 5, 0, false))
}

func TestEmpty(t *testing.T) {
	d := uitest.NewDesk(t, New(), false)
	d.Sees("not written yet", "Nothing is handed over yet", "0 of 0 deliverables")
	if d.Press("a"); d.Why == "" {
		t.Error("accepts nothing without a word")
	}
}

// The page in every size.
func TestGeometry(t *testing.T) { uitest.Geometry(t, New) }
