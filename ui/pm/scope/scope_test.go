package scope

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/ui/pane"
	"tandem/ui/table"
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
	d := on(t, true)
	d.sees("Scope of Warehouse rollout", "Objectives", "In scope", "Out of scope", "Depot West (next year)", "deliverables accepted", "Solution design document T-7", "✓ accepted",
		"Carrier API connection T-24", "Read and commented by all three depots")
	if s := d.screen(60, 30); !strings.Contains(s, "Objectives") || !strings.Contains(s, "Out of scope") || !strings.Contains(s, "state") {
		t.Errorf("60 wide:\n%s", s)
	}
}

// TestAccept notes the deliverable as accepted once, and not without criteria.
func TestAccept(t *testing.T) {
	d := on(t, true)
	at := -1
	for i := range d.p.scope.Deliverables {
		if x := &d.p.scope.Deliverables[i]; !x.Accepted && x.Task.Acceptance != "" {
			at = i
		}
	}
	if at < 0 {
		t.Fatal("everything is accepted already")
	}
	d.p.table.MoveToRow(at)
	id, was := d.p.Selected(), d.p.scope.Accepted
	d.press("a")
	if x, _ := model.Find[*model.Task](d.env.Snap, id); x.AcceptedOn != moment.Day(nil) || x.AcceptedBy == 0 || d.p.scope.Accepted != was+1 {
		t.Errorf("%v by %s, %d accepted; %q", x.AcceptedOn, x.AcceptedBy, d.p.scope.Accepted, d.said)
	}
	if d.press("a"); !strings.Contains(d.said, "already") {
		t.Errorf("accepted twice: %q", d.said)
	}
}

func TestKeys(t *testing.T) {
	d := on(t, true).press("j enter")
	if d.went.ID != d.p.Selected() || !d.went.ID.Is("T") {
		t.Errorf("went to %+v", d.went)
	}
	if d.press("y m"); !strings.HasPrefix(d.copied, "# Scope of Warehouse rollout") {
		t.Errorf("copied %q", d.copied)
	}
	if d.press("e"); d.overlay == nil {
		t.Error("no form")
	}
	page, _ := d.p.Here()
	p := New()
	p.Sync(d.env)
	if p.Return(d.env, page); p.Selected() != d.p.Selected() || p.Title(d.env) != d.p.Title(d.env) {
		t.Errorf("returned to %s", p.Selected())
	}
}

func TestMouse(t *testing.T) {
	d := on(t, true)
	d.screen(120, 36)
	d.do(d.p.Click(d.env, 5, d.p.top+2, false))
	if d.p.table.Cursor() != 1 {
		t.Errorf("a click goes to row %d", d.p.table.Cursor())
	}
	d.do(d.p.Wheel(d.env, 0, 0, 1))
	d.do(d.p.Click(d.env, 5, d.p.top+1, true))
	if d.went.ID != d.p.Selected() {
		t.Errorf("a double click goes to %+v", d.went)
	}
	d.do(d.p.Click(d.env, 5, 0, false))
}

func TestEmpty(t *testing.T) {
	d := on(t, false)
	d.sees("not written yet", "Nothing is handed over yet", "0 of 0 deliverables")
	if d.press("a"); d.why == "" {
		t.Error("accepts nothing without a word")
	}
}
