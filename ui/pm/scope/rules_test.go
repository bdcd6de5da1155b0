package scope

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tandem/model"
	"tandem/ui/pane"
	"tandem/ui/uitest"
)

var project = model.NewID(model.ProjectPrefix, 1)

// page is the pane over a project with what is in scope and deliverables by their criteria.
func page(t *testing.T, criteria ...string) *uitest.Desk[*Pane] {
	t.Helper()
	return uitest.DeskOn(t, New(), uitest.Snapshot(t, func(e *model.Edit) error {
		e.Put(model.ProjectPrefix, &model.Project{Name: "Docks", Method: "waterfall", Phase: "executing", Objectives: "Every dock prints", ScopeIn: "Docks 1 to 6\n\n  Docks 7 to 9", ScopeOut: "The yard"})
		for i, c := range criteria {
			x := model.Kinds().Prefix(model.TaskPrefix).New().(*model.Task)
			x.Name, x.Project, x.Order, x.Deliverable, x.Acceptance = "Thing "+string(rune('A'+i)), project, i+1, true, c
			e.Put(model.TaskPrefix, x)
		}
		return nil
	}), project)
}

func task(d *uitest.Desk[*Pane], n uint64) *model.Task {
	x, _ := model.Find[*model.Task](d.Env.Snap, model.NewID("T", n))
	return x
}

// TestShare: a line each, then one more in turn to those that need one.
func TestShare(t *testing.T) {
	for _, x := range []struct {
		room       int
		need, want [statementParts]int
	}{
		{0, [3]int{4, 4, 4}, [3]int{0, 0, 0}},
		{2, [3]int{4, 4, 4}, [3]int{1, 1, 0}},
		{5, [3]int{1, 9, 1}, [3]int{1, 3, 1}},
		{8, [3]int{9, 9, 9}, [3]int{3, 3, 2}},
		{99, [3]int{2, 0, 7}, [3]int{2, 0, 7}},
	} {
		if got := share(x.room, x.need); got != x.want {
			t.Errorf("%d lines for %v: %v, want %v", x.room, x.need, got, x.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		var need [statementParts]int
		all := 0
		for i := range need {
			need[i] = rapid.IntRange(0, 20).Draw(t, "need")
			all += need[i]
		}
		room := rapid.IntRange(0, 70).Draw(t, "room")
		got, sum := share(room, need), 0
		for i, n := range got {
			sum += n
			for k, m := range got { // whoever wants more has at least as much as any other, but for the last round
				if n < need[i] && m > n+1 {
					t.Fatalf("part %d has %d of %d, part %d has %d", i, n, need[i], k, m)
				}
			}
			if n > need[i] {
				t.Fatalf("part %d needs %d and has %d", i, need[i], n)
			}
		}
		if sum != min(room, all) {
			t.Fatalf("%d of %d lines are given to %v", sum, room, need)
		}
	})
}

// TestAcceptanceIsOneStep: accepting notes day and person, counts, and one undo takes it back; the key
// tells what it did not do, and the cursor stays.
func TestAcceptanceIsOneStep(t *testing.T) {
	d := page(t, "it prints", "it scans")
	d.Sees("0 of 2 deliverables", "it prints", "it scans", "Docks 1 to 6", "Docks 7 to 9", "The yard")
	d.Press("j a")
	if x := task(d, 2); x.AcceptedOn != uitest.Moment.Day(nil) || task(d, 1).AcceptedOn != 0 || d.Label() != "Accept Thing B" {
		t.Fatalf("%v, %q, %q", x.AcceptedOn, d.Label(), d.Said)
	}
	d.Sees("1 of 2 deliverables")
	if d.P.Selected() != model.NewID("T", 2) {
		t.Errorf("on %s", d.P.Selected())
	}
	d.Take(d.Batches[0].Invert())
	if d.Sees("0 of 2 deliverables"); task(d, 2).AcceptedOn != 0 || task(d, 2).AcceptedBy != 0 {
		t.Errorf("%+v", task(d, 2))
	}
}

// TestWithoutCriteria: what nobody has said when it is good cannot be accepted, and the reason is told.
func TestWithoutCriteria(t *testing.T) {
	d := page(t, "")
	d.Press("a")
	if task(d, 1).AcceptedOn != 0 || len(d.Edits) > 0 || d.Said == "" {
		t.Errorf("%v, %q, %q", task(d, 1).AcceptedOn, d.Edits, d.Said)
	}
	d.Sees("nobody has said it")
}

// TestKeysGoWithTheCursor: copying gives the whole statement, editing the form of the deliverable, and
// where there is none that of the project.
func TestKeysGoWithTheCursor(t *testing.T) {
	d := page(t, "it prints", "it scans")
	d.Press("G e")
	if d.Overlay == nil || !strings.Contains(d.Overlay.Title(d.Env), "T-2") {
		t.Errorf("%v", d.Overlay)
	}
	d.Overlay = nil
	d.Press("y m")
	for _, want := range []string{"# Scope of Docks", "Every dock prints", "Docks 7 to 9", "Thing A", "it scans"} {
		if !strings.Contains(d.Copied, want) {
			t.Errorf("no %q in\n%s", want, d.Copied)
		}
	}
	d = page(t)
	if d.Press("e"); d.Overlay == nil || !strings.Contains(d.Overlay.Title(d.Env), "P-1") {
		t.Errorf("%v", d.Overlay)
	}
	d.Overlay = nil
	if d.Press("enter"); d.Went.ID != project {
		t.Errorf("opened %s", d.Went.ID)
	}
	if d.Press("a"); !strings.Contains(d.Why, "there is no deliverable here") {
		t.Errorf("%q", d.Why)
	}
}

// TestChangedElsewhere: a deliverable that is deleted leaves the page; the way back to a task finds it.
func TestChangedElsewhere(t *testing.T) {
	d := page(t, "a", "b", "c")
	d.Do(d.P.Return(d.Env, pane.Page{Open: project, ID: model.NewID("T", 2)}))
	if d.P.Selected() != model.NewID("T", 2) {
		t.Fatalf("on %s", d.P.Selected())
	}
	e := model.NewEdit(d.Env.Snap, uitest.Moment)
	if err := e.Delete(model.NewID("T", 1)); err != nil {
		t.Fatal(err)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	d.Take(b)
	if d.P.Len() != 2 || d.P.Selected() != model.NewID("T", 2) {
		t.Errorf("%d deliverables, on %s", d.P.Len(), d.P.Selected())
	}
	d.Take(b.Invert())
	if d.P.Len() != 3 {
		t.Errorf("%d deliverables", d.P.Len())
	}
}
