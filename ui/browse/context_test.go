package browse

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"tandem/model"
)

// counts is how many projects and tasks there are.
func (d *driver) counts() (projects, tasks int) {
	return d.env.Snap.Count(model.ProjectPrefix), d.env.Snap.Count(model.TaskPrefix)
}

// A filter puts the cursor on the first hit, while it is typed and after: what one does then is done
// to it, and never to the project it lies in.
func TestFilterActsOnHits(t *testing.T) {
	d := planOf(t)
	d.p.list().table.Home()
	pour := d.task("Pour").ID
	d.press("/").types("Pour")
	if d.p.Selected() != pour {
		t.Fatalf("while typing the cursor is on %s", Describe(d.env, d.p.Selected()))
	}
	d.press("enter")
	if d.p.Selected() != pour || d.p.Foot() != "1/1" {
		t.Fatalf("after enter the cursor is on %s, foot %q", Describe(d.env, d.p.Selected()), d.p.Foot())
	}
	d.press("D")
	if p, n := d.counts(); p != 1 || n != 4 || d.env.Snap.Get(pour) != nil {
		t.Fatalf("%d projects and %d tasks are left", p, n)
	}
}

// The cursor that stood on a hit already stays there, and goes to another hit where its own no
// longer passes; on a row of context it is only where somebody moved it.
func TestCursorAmongHits(t *testing.T) {
	d := planOf(t).goes("Mount")
	d.p.SetQuery(d.env, "duration>=1d")
	if d.p.Selected() != d.task("Mount").ID {
		t.Fatalf("the cursor left its hit for %s", Describe(d.env, d.p.Selected()))
	}
	l := d.p.list()
	l.table.Home()
	d.p.Draw(d.env, 100, 30, true)
	d.edit(func(e *model.Edit) { _ = e.Set(d.task("Test").ID, "name", "Trial") })
	if !l.context(d.p.Selected()) {
		t.Fatal("a change elsewhere moves the cursor")
	}
	d.goes("Dig").edit(func(e *model.Edit) { _ = e.Set(d.task("Dig").ID, "duration", "1h") })
	if id := d.p.Selected(); l.context(id) || id != d.task("Pour").ID {
		t.Fatalf("the cursor is on %s", Describe(d.env, id))
	}
}

// Marks are for hits: * leaves the rows above them out, space refuses them, and marks made before do
// not count for verbs while their rows are context.
func TestMarksOfHits(t *testing.T) {
	d := planOf(t)
	d.p.SetQuery(d.env, "duration>=1d")
	d.press("*")
	l := d.p.list()
	if got := d.p.Foot(); got != "5 marked  1/5" {
		t.Errorf("the foot says %q in\n%s", got, d.rowsOf())
	}
	for _, id := range d.p.Marked() {
		if l.context(id) {
			t.Errorf("%s is marked", Describe(d.env, id))
		}
	}
	if n := len(d.p.Marked()); n != l.found+l.projects || l.table.MarkCount() != n {
		t.Fatalf("%d marked of %d found", n, l.found)
	}
	l.table.ClearMarks()
	l.table.Home()
	for !l.context(d.p.Selected()) {
		l.table.Move(1)
	}
	d.press("space")
	if l.table.MarkCount() != 0 || !strings.Contains(d.toast, "does not pass") {
		t.Errorf("%d marked, %q", l.table.MarkCount(), d.toast)
	}
	l.table.SetMark(uint64(d.p.Selected()), true) // as before the filter
	l.table.SetMark(uint64(d.task("Pour").ID), true)
	if ids := d.p.Marked(); len(ids) != 1 || ids[0] != d.task("Pour").ID {
		t.Errorf("verbs act on %v", ids)
	}
	if got := d.p.Foot(); !strings.HasPrefix(got, "1 marked, 1 hidden") {
		t.Errorf("the foot says %q", got)
	}
}

// To delete a row that shows only for what is under it is a question that says how much goes.
func TestDeleteOfContextAsks(t *testing.T) {
	d := planOf(t).press("/").types("Pour").press("enter")
	d.p.list().table.Home()
	d.press("D")
	if d.opens == nil {
		t.Fatal("nothing is asked")
	}
	said := ansi.Strip(strings.Join(d.opens.Draw(d.env, 70, 12, true), "\n"))
	for _, want := range []string{"5 records go with it", "Keep it", "Delete 6 records", "does not pass the filter"} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in\n%s", want, said)
		}
	}
	if p, n := d.counts(); p != 1 || n != 5 {
		t.Fatalf("%d projects and %d tasks are left before the answer", p, n)
	}
}

// Lists of escalations and of answers say which customer, in half a screen and in 80 cells too.
func TestCustomerInLists(t *testing.T) {
	for _, prefix := range []string{"E", "N"} {
		for _, w := range []int{58, 71, 78, 118} {
			d := newDriver(t, prefix)
			d.has(d.screen(w, 30), "account", "Northwind", "Corvid", "Brightsi")
		}
	}
}

// A filter that a project's name passes too marks the tasks it found, not the project; and a list that
// follows the other pane goes to the project's first hit.
func TestProjectsAmongHits(t *testing.T) {
	d := planOf(t).press("/").types("ou").press("enter *")
	l := d.p.list()
	if l.projects != 1 || l.found != 2 || l.table.MarkCount() != 2 {
		t.Fatalf("%d marked of %d tasks and %d projects", l.table.MarkCount(), l.found, l.projects)
	}
	d = planOf(t)
	d.p.SetQuery(d.env, "name:mount")
	d.p.list().table.Home()
	project := d.task("Mount").Project
	d.p.Follow(d.env, project)
	if d.p.Selected() != d.task("Mount").ID {
		t.Errorf("it follows to %s", Describe(d.env, d.p.Selected()))
	}
}
