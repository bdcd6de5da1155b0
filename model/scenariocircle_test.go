package model_test

import (
	"slices"
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// TestScenarioRefusesCircle: a link that closes a circle is refused at once, with the circle named,
// whether through the plan or through what the scenario adds; a link that does not is taken.
func TestScenarioRefusesCircle(t *testing.T) {
	p, walls, roof, garden, keys := cottage(t)
	id := p.branch("Circle")
	link := func(of model.ScenarioRef, to string) error {
		b, err := p.try(march(2, 9, 0), func(e *model.Edit) error { return model.ScenarioLink(e, id, of, to) })
		if err == nil {
			p.snap = p.snap.With(b.Changes)
		}
		return err
	}
	want := walls.String() + " would wait for itself: " + strings.Join([]string{walls.String(), roof.String(), keys.String(), walls.String()}, " > ")
	if err := link(model.ScenarioRef{ID: walls}, keys.String()); err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
	if err := link(model.ScenarioRef{ID: garden}, keys.String()); err != nil {
		t.Error(err)
	}
	var n model.ScenarioRef
	p.at(march(2, 9, 0), func(e *model.Edit) (err error) { n, err = model.ScenarioAdd(e, id, "", "Audit"); return err })
	if err := link(n, keys.String()); err != nil {
		t.Fatal(err)
	}
	if err := link(model.ScenarioRef{ID: walls}, "N1"); err == nil || !strings.Contains(err.Error(), "> N1 > "+walls.String()) {
		t.Errorf("through N1: %v", err)
	}
	p.at(march(2, 9, 0), func(e *model.Edit) error {
		return model.ScenarioUnlink(e, id, model.ScenarioRef{ID: keys}, roof.String())
	})
	if err := link(model.ScenarioRef{ID: walls}, keys.String()); err != nil {
		t.Errorf("the scenario has cut it before: %v", err)
	}
}

// TestScenarioWithCircleIsNotComputed: one that has a circle all the same is no choice: no date of it
// is held beside the plan, and it cannot be adopted; the circle is named once, of however many links.
func TestScenarioWithCircleIsNotComputed(t *testing.T) {
	p, walls, roof, garden, keys := cottage(t)
	id := p.branch("Circle")
	p.at(march(2, 9, 0), func(e *model.Edit) error {
		return model.Update(e, id, func(x *model.Scenario) error {
			for _, l := range [][2]model.ID{{walls, garden}, {garden, keys}, {garden, roof}} {
				x.Steps = append(x.Steps, model.ScenarioStep{Do: model.DoLink, Of: l[0], Value: l[1].String()})
			}
			return nil
		})
	})
	live, x := p.contrast(id)
	if !strings.Contains(x.Stored, "would wait for itself: ") || x.FinishBy != 0 || len(x.Moved) != 0 || len(x.OnPath)+len(x.OffPath) != 0 {
		t.Errorf("%q, by %d, moved %v", x.Stored, x.FinishBy, x.Moved)
	}
	if live.Stored != "" {
		t.Errorf("the plan itself: %s", live.Stored)
	}
	c := p.ctx(march(2, 10, 0))
	lines := model.ContrastLines(c, live, []*model.Contrast{x})
	if got := lines[0].Cells[0]; got.Text != "not computable" || got.Worse <= 0 || got.By != "" {
		t.Errorf("the finish reads %+v", got)
	}
	for _, l := range lines[1:] {
		if slices.Contains([]string{"against target", "critical tasks", "float, mean", "under 2 d of float", "tasks moved", "risk, delay"}, l.Name) && l.Cells[0] != (model.ContrastCell{Text: "-"}) {
			t.Errorf("%s reads %+v", l.Name, l.Cells[0])
		}
	}
	if s := model.ContrastMarkdown(c, live, []*model.Contrast{x}); !strings.Contains(s, "not computable: ") {
		t.Errorf("the report says\n%s", s)
	}
	_, err := p.try(march(2, 10, 0), func(e *model.Edit) error { return model.AdoptScenario(e, id) })
	if err == nil || strings.Count(err.Error(), "would wait for itself") != 1 {
		t.Errorf("adopted: %v", err)
	}
}

// TestCircleNamedOnce: four new links that close one circle are one problem.
func TestCircleNamedOnce(t *testing.T) {
	p := newPlanner(t)
	ids := []model.ID{p.task("A", 1), p.task("B", 1), p.task("C", 1), p.task("D", 1)}
	e := model.NewEdit(p.snap, march(1, 0, 0))
	for i, id := range ids {
		if err := e.Set(id, "links", ids[(i+3)%4].String()); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := e.Batch(); err == nil || strings.Count(err.Error(), "would wait for itself") != 1 {
		t.Errorf("%v", err)
	}
	if _, err := model.LinkTasks(model.NewEdit(p.snap, 0), ids[:1], ids[:1], model.FS, date.Span{}); err == nil || err.Error() != ids[0].String()+" cannot wait for itself" {
		t.Errorf("to itself: %v", err)
	}
}

// TestBeyond: a length that no year has room for is said in one sentence; two days more are none.
func TestBeyond(t *testing.T) {
	p, walls, _, _, _ := cottage(t)
	for more, wrong := range map[int64]bool{2 * 8 * 3600: false, 999999999 * 8 * 3600: true} {
		g, err := p.snap.Try(p.project, march(2, 9, 0), func(e *model.Edit) error { return model.Stretch(e, walls, more, 0) })
		if err != nil {
			t.Fatal(err)
		}
		if why := g.Beyond(); (why != "") != wrong || wrong && !strings.HasPrefix(why, walls.String()+" its duration: ") {
			t.Errorf("%d: %q", more, why)
		}
	}
}

// TestScenarioRefusesCircleByParent: a task put under a summary that waits for it, through what the
// scenario adds, is refused at once by the names of the scenario.
func TestScenarioRefusesCircleByParent(t *testing.T) {
	p, walls, roof, _, keys := cottage(t)
	id := p.branch("Circle")
	var sum model.ScenarioRef
	p.at(march(2, 9, 0), func(e *model.Edit) (err error) {
		if sum, err = model.ScenarioAdd(e, id, "", "Phase"); err != nil {
			return err
		}
		return model.ScenarioLink(e, id, sum, keys.String())
	})
	set := func(of model.ID) error {
		_, err := p.try(march(2, 9, 0), func(e *model.Edit) error {
			return model.ScenarioSet(e, id, model.ScenarioRef{ID: of}, "parent", "N1")
		})
		return err
	}
	want := walls.String() + " would wait for itself: " + strings.Join([]string{walls.String(), roof.String(), keys.String(), "N1", walls.String()}, " > ")
	if err := set(walls); err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}
