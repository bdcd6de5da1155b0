package ui_test

import (
	"testing"

	"tandem/model"
)

// TestPlanPages: the pages about the plan of the project at hand come with their second keys, from
// wherever one is, and esc leads back.
func TestPlanPages(t *testing.T) {
	d := start(t, 140, 40, true)
	d.Press("1")
	onWarehouse(d)
	for key, want := range map[string]string{"v": "now against After the wireless survey (1)", "m": "later than first told", "c": "A second engineer", "o": "deliverables accepted"} {
		d.Press("p", key).Has(want).Fits().Press("esc").Lacks(want)
	}
}

// onWarehouse puts the cursor on the project that has it all.
func onWarehouse(d desk) {
	d.Press("1", "ctrl+f").Type("Warehouse rollout").Press("ctrl+o")
}

// TestTakeBaseline: b b keeps the plan under the next free number, b 3 under that; u takes it back.
func TestTakeBaseline(t *testing.T) {
	d := start(t, 140, 40, true)
	onWarehouse(d)
	numbers := func() (out []int) {
		for _, b := range d.store.Snapshot().Baselines(model.NewID("P", 1)) {
			out = append(out, b.Number)
		}
		return out
	}
	d.Press("b", "b").Has("Take baseline 2 of Warehouse rollout")
	d.Press("b", "7").Has("Take baseline 7 of Warehouse rollout")
	d.Press("b", "t").Has("Take baseline 10 of")
	if got := numbers(); len(got) != 5 || got[2] != 2 || got[3] != 7 || got[4] != 10 {
		t.Errorf("%v", got)
	}
	d.Press("u", "u", "u")
	if got := numbers(); len(got) != 2 {
		t.Errorf("after undo: %v", got)
	}
}

// TestTemplates: P n asks for a template, a day and a name, makes the plan and opens it as its
// method does; P s makes a template of the project at hand.
func TestTemplates(t *testing.T) {
	d := start(t, 140, 40, true)
	onWarehouse(d)
	d.Press("P", "s").Has("Save Warehouse rollout as a template")
	d.Press("P", "n").Has("Begin a new project from a template", "Warehouse rollout", "Three sprints")
	for range 2 + 1 + 2 { // the three of the workspace, the new one among them, then the built-in ones
		d.Press("down")
	}
	d.Press("enter").Has("When does it start?").Type("someday").Press("enter").Has("When does it start?")
	d.Press("ctrl+u").Type("2026-12-07").Has("Mon 7 Dec 2026").Press("enter").Has("What is the project called?")
	d.Type("Second depot").Press("enter")
	var made *model.Project
	for p := range model.Each[*model.Project](d.store.Snapshot(), model.ProjectPrefix) {
		if p.Name == "Second depot" {
			made = p
		}
	}
	if made == nil {
		t.Fatalf("no such project:\n%s", d.Screen())
	}
	if n := len(d.store.Snapshot().Plan(made.ID).Lines); n < 13 || made.Start == 0 {
		t.Errorf("%d tasks from %v", n, made.Start.In(nil))
	}
	d.Press("u")
	if d.store.Snapshot().Get(made.ID) != nil {
		t.Error("one undo leaves the project")
	}
}

// TestOpenProject: O goes to the outline, the sprint or the board, as the method says.
func TestOpenProject(t *testing.T) {
	d := start(t, 140, 40, true)
	onWarehouse(d)
	d.Press("O").Has("Warehouse rollout", "Initiation and design")
	d.Press("z", "ctrl+f").Type("Mobile returns").Press("ctrl+o", "O").Has("In the sprint")
	d.Press("esc", "ctrl+f").Type("Store support improvements").Press("ctrl+o", "O").Has("Doing")
}

// TestOpenPreviewedProject: where a filter leaves nothing under the cursor, O takes the project that
// still shows in the preview, not one of the other side.
func TestOpenPreviewedProject(t *testing.T) {
	d := start(t, 180, 40, true)
	d.Press("1").Has("│▶ ▾ ↑ Patient portal").Press("/").Type("~~").Press("enter")
	d.Has("No tasks pass the filter", "P-5  Patient portal").Press("O")
	d.Has("│ Patient portal  P-5", "Stage 5: hypercare").Lacks("Go to a project first", "│ Warehouse rollout  P-1").Fits()
}
