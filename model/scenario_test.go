package model_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tandem/model"
	"tandem/model/date"
)

// branch begins a scenario of the plan.
func (p *planner) branch(name string) model.ID {
	p.t.Helper()
	var id model.ID
	p.at(march(2, 9, 0), func(e *model.Edit) (err error) { id, err = model.BranchPlan(e, p.project, name); return err })
	return id
}

// at makes an edit at a moment, checked, and takes it over.
func (p *planner) at(now date.Instant, f func(e *model.Edit) error) model.Batch {
	p.t.Helper()
	b, err := p.try(now, f)
	if err != nil {
		p.t.Fatal(err)
	}
	p.snap = p.snap.With(b.Changes)
	return b
}

func (p *planner) try(now date.Instant, f func(e *model.Edit) error) (model.Batch, error) {
	e := model.NewEdit(p.snap, now)
	if err := f(e); err != nil {
		return model.Batch{}, err
	}
	return e.Batch()
}

func (p *planner) scenario(id model.ID) *model.Scenario {
	x, ok := model.Find[*model.Scenario](p.snap, id)
	if !ok {
		p.t.Fatalf("there is no %s", id)
	}
	return x
}

// contrast works a scenario out against the live plan.
func (p *planner) contrast(id model.ID) (*model.Outcome, *model.Contrast) {
	p.t.Helper()
	c := p.ctx(march(2, 10, 0))
	live, err := c.Outcome(p.project)
	if err != nil {
		p.t.Fatal(err)
	}
	x, err := c.Contrast(live, p.scenario(id))
	if err != nil {
		p.t.Fatal(err)
	}
	return live, x
}

func set(id model.ID, of model.ID, field, value string) func(*model.Edit) error {
	return func(e *model.Edit) error { return model.ScenarioSet(e, id, model.ScenarioRef{ID: of}, field, value) }
}

// every is all records of a snapshot as bytes, by reference; moments of change are left out where
// told.
func every(s *model.Snapshot, but ...model.ID) map[model.ID]string {
	out := map[model.ID]string{}
	for _, k := range model.Kinds().Kinds {
		for r := range s.All(k.Prefix) {
			if !slices.Contains(but, r.Base().ID) {
				out[r.Base().ID] = string(k.Append(nil, r))
			}
		}
	}
	return out
}

func same(t interface{ Errorf(string, ...any) }, what string, a, b map[model.ID]string) {
	for id, x := range a {
		if b[id] != x {
			t.Errorf("%s: %s is not the same", what, id)
		}
	}
	if len(a) != len(b) {
		t.Errorf("%s: %d records and %d", what, len(a), len(b))
	}
}

// cottage is a plan of four tasks with a person: walls, roof after them, garden beside, keys at the end.
func cottage(t testing.TB) (p *planner, walls, roof, garden, keys model.ID) {
	p = newPlanner(t, func(x *model.Project) {
		x.Currency, x.DelayCost, x.TargetFinish = "EUR", euro(500), march(6, 17, 0)
	})
	var ada model.ID
	p.edit(func(e *model.Edit) {
		ada = e.Put(model.PersonPrefix, &model.Person{Name: "Ada", Rate: euro(50), Capacity: 100_00})
	})
	walls = p.task("Walls", 2, func(x *model.Task) {
		x.Work = date.Span{N: 16 * 3600, Unit: date.Hours}
		x.Assignments = []model.Assignment{{Person: ada, Units: 100_00, Work: x.Work}}
		x.PlannedCost = euro(1000)
	})
	roof = p.task("Roof", 3, after(walls), costs(2000))
	garden = p.task("Garden", 1, costs(300))
	keys = p.task("Keys", 0, after(roof), func(x *model.Task) { x.Milestone, x.Duration = true, date.Span{} })
	p.at(march(1, 9, 0), func(e *model.Edit) error { _, err := p.snap.Reschedule(e, p.project); return err })
	return p, walls, roof, garden, keys
}

// TestScenarioBesideThePlan: a scenario shows nothing of itself in the live plan; beside it, it says
// what finish, cost, path and float would be, and which tasks move.
func TestScenarioBesideThePlan(t *testing.T) {
	p, walls, roof, garden, keys := cottage(t)
	id := p.branch("No overtime")
	before := every(p.snap, id)
	p.at(march(2, 9, 30), set(id, walls, "duration", "4d"))
	p.at(march(2, 9, 31), set(id, garden, "duration", "9d"))
	same(t, "the live plan", before, every(p.snap, id))
	live, x := p.contrast(id)
	day := int64(8 * 3600)
	if live.Finish != march(6, 17, 0) || x.Finish != march(12, 17, 0) || x.FinishBy != 4*day || x.Late != 4*day || live.Late != 0 {
		t.Errorf("finish %v, %v by %d, late %d", live.Finish.In(nil), x.Finish.In(nil), x.FinishBy, x.Late)
	}
	if want := []model.ID{walls, roof, garden, keys}; !slices.Equal(x.Moved, want) {
		t.Errorf("moved %v, want %v", x.Moved, want)
	}
	if x.CostBy != euro(16*50) { // Ada works two days more
		t.Errorf("cost by %v", x.CostBy)
	}
	if !slices.Equal(x.Critical, []model.ID{garden}) || !slices.Equal(x.OnPath, []model.ID{garden}) || !slices.Contains(x.OffPath, roof) {
		t.Errorf("critical %v, new %v, gone %v", x.Critical, x.OnPath, x.OffPath)
	}
	if live.Open != 4 || live.Float != day || live.Near != 3 {
		t.Errorf("open %d, float %d, near %d", live.Open, live.Float, live.Near)
	}
	if got := p.scenario(id).Steps[0].Text(); got != walls.String()+" Walls: duration 4d" {
		t.Errorf("the step reads %q", got)
	}
}

// TestScenarioSteps: a value set twice is one step, one set back is none; what is added can be
// linked, put under something, and taken away with all that hangs on it.
func TestScenarioSteps(t *testing.T) {
	p, walls, roof, _, keys := cottage(t)
	id := p.branch("More")
	p.at(march(2, 9, 0), set(id, walls, "dur", "4 days"))
	p.at(march(2, 9, 0), set(id, walls, "duration", "5d"))
	if s := p.scenario(id).Steps; len(s) != 1 || s[0].Value != "5d" || s[0].Was != "2d" || s[0].Field != "duration" {
		t.Fatalf("%+v", s)
	}
	p.at(march(2, 9, 0), set(id, walls, "duration", "2d"))
	if s := p.scenario(id).Steps; len(s) != 0 {
		t.Fatalf("set back, and still %+v", s)
	}
	var n model.ScenarioRef
	p.at(march(2, 9, 0), func(e *model.Edit) (err error) { n, err = model.ScenarioAdd(e, id, "", "Inspection"); return err })
	p.at(march(2, 9, 0), func(e *model.Edit) error { return model.ScenarioSet(e, id, n, "duration", "2d") })
	p.at(march(2, 9, 0), func(e *model.Edit) error { return model.ScenarioLink(e, id, n, roof.String()+" FS +1d") })
	p.at(march(2, 9, 0), func(e *model.Edit) error {
		return model.ScenarioLink(e, id, model.ScenarioRef{ID: keys}, "N1")
	})
	live, x := p.contrast(id)
	if n.String() != "N1" || x.Added != 1 || x.Finish != march(11, 17, 0) || len(x.Branch.Made) != 1 || x.Branch.Ref(x.Branch.Made[1]) != n {
		t.Errorf("%s: %d added, finish %v, live %v", n, x.Added, x.Finish.In(nil), live.Finish.In(nil))
	}
	for text, want := range map[string]model.ScenarioRef{"n1": n, "inspection": n, "Roof": {ID: roof}, roof.String(): {ID: roof}} {
		if got, err := p.ctx(march(2, 9, 0)).ParseScenarioRef(p.scenario(id), text); err != nil || got != want {
			t.Errorf("%q means %v, %v", text, got, err)
		}
	}
	p.at(march(2, 9, 0), func(e *model.Edit) error { return model.ScenarioDrop(e, id, n) })
	if s := p.scenario(id).Steps; len(s) != 0 {
		t.Errorf("what hung on N1 is still there: %+v", s)
	}
	p.at(march(2, 9, 0), func(e *model.Edit) error { return model.ScenarioDrop(e, id, model.ScenarioRef{ID: roof}) })
	p.at(march(2, 9, 0), func(e *model.Edit) error {
		return model.ScenarioUnlink(e, id, model.ScenarioRef{ID: keys}, roof.String())
	})
	if _, x = p.contrast(id); x.Dropped != 1 || x.CostBy != euro(-2000) || len(x.Branch.Problems) != 0 {
		t.Errorf("%d dropped, cost %v, %v", x.Dropped, x.CostBy, x.Branch.Problems)
	}
	p.at(march(2, 9, 0), func(e *model.Edit) error { return model.ScenarioRevert(e, id, 0) })
	if s := p.scenario(id).Steps; len(s) != 1 || s[0].Do != model.DoUnlink {
		t.Errorf("after reverting: %+v", s)
	}
}

// TestScenarioRefuses names what cannot be: nothing of it is kept.
func TestScenarioRefuses(t *testing.T) {
	p, walls, roof, _, _ := cottage(t)
	id := p.branch("What if")
	foreign := model.ID(0)
	p.edit(func(e *model.Edit) {
		other := e.Put(model.ProjectPrefix, &model.Project{Name: "Other", Method: "waterfall", Phase: "planning"})
		x := model.Kinds().Prefix("T").New().(*model.Task)
		x.Name, x.Project = "Far", other
		foreign = e.Put(model.TaskPrefix, x)
	})
	for name, c := range map[string]struct {
		do   func(*model.Edit) error
		want string
	}{
		"a field that is none": {set(id, walls, "colour", "red"), "no such field"},
		"a value that is none": {set(id, walls, "duration", "soon"), "not a duration"},
		"another project":      {set(id, walls, "project", "P-2"), "cannot be changed"},
		"a link to nothing":    {func(e *model.Edit) error { return model.ScenarioLink(e, id, model.ScenarioRef{ID: roof}, "T-99") }, "T-99"},
		"a link that is none": {func(e *model.Edit) error {
			return model.ScenarioLink(e, id, model.ScenarioRef{ID: roof}, walls.String()+" XX")
		}, "neither FS"},
		"no link to take away": {func(e *model.Edit) error {
			return model.ScenarioUnlink(e, id, model.ScenarioRef{ID: walls}, roof.String())
		}, "does not wait"},
		"a number that is none": {func(e *model.Edit) error {
			return model.ScenarioSet(e, id, model.ScenarioRef{New: 7}, "duration", "1d")
		}, "gone"},
		"a name that is none": {func(e *model.Edit) error { _, err := model.ScenarioAdd(e, id, "task", " "); return err }, "needs a name"},
		"a kind that is none": {func(e *model.Edit) error { _, err := model.ScenarioAdd(e, id, "risk", "X"); return err }, "not \"risk\""},
		"the same name":       {func(e *model.Edit) error { _, err := model.BranchPlan(e, p.project, "what IF"); return err }, "already"},
		"no name":             {func(e *model.Edit) error { _, err := model.BranchPlan(e, p.project, ""); return err }, "needs a name"},
		"a foreign task":      {set(id, foreign, "duration", "5d"), "another project"},
	} {
		if _, err := p.try(march(2, 9, 0), c.do); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

// TestScenarioClashes: what the live plan changed since the branch is said before it is adopted:
// a changed value, a task that is gone, and other tasks that moved.
func TestScenarioClashes(t *testing.T) {
	p, walls, roof, garden, _ := cottage(t)
	id := p.branch("Faster")
	p.at(march(2, 9, 30), set(id, walls, "duration", "1d"))
	p.at(march(2, 9, 31), set(id, garden, "planned_cost", "100"))
	adopt := func(e *model.Edit) error { return e.Act(id, "adopt") }
	p.at(march(3, 9, 0), func(e *model.Edit) error { return e.Set(walls, "duration", "3d") })
	p.at(march(3, 9, 1), func(e *model.Edit) error { return e.Set(roof, "name", "Slate roof") })
	b := p.ctx(march(3, 10, 0)).Branch(p.scenario(id))
	if len(b.Clashes) != 1 || !strings.Contains(b.Clashes[0].Message, "duration was 2d and is 3d now; the scenario says 1d") {
		t.Errorf("%+v", b.Clashes)
	}
	if !slices.Equal(b.Since, []model.ID{roof}) {
		t.Errorf("changed since: %v", b.Since)
	}
	if _, err := p.try(march(3, 10, 0), adopt); err == nil || !strings.Contains(err.Error(), "changed since the branch") {
		t.Errorf("adopted blindly: %v", err)
	}
	p.at(march(3, 9, 2), func(e *model.Edit) error { return e.Delete(garden) })
	b = p.ctx(march(3, 10, 0)).Branch(p.scenario(id))
	if len(b.Problems) != 1 || !strings.Contains(b.Problems[0].Message, "gone") || !strings.Contains(b.Problems[0].Message, "Garden") {
		t.Errorf("%+v", b.Problems)
	}
	if _, err := p.try(march(3, 10, 0), func(e *model.Edit) error { return model.AdoptScenario(e, id) }); err == nil {
		t.Error("adopted with a task that is gone")
	}
	p.at(march(3, 11, 0), func(e *model.Edit) error { return model.ScenarioRevert(e, id, 1) })
	p.at(march(3, 12, 0), func(e *model.Edit) error { return model.AdoptScenario(e, id) })
	if x, _ := model.Find[*model.Task](p.snap, walls); x.Duration.N != 8*3600 {
		t.Errorf("the walls take %v", x.Duration)
	}
	if _, err := p.try(march(3, 13, 0), set(id, walls, "duration", "2d")); err == nil || !strings.Contains(err.Error(), "adopted already") {
		t.Errorf("edited after the decision: %v", err)
	}
}

// TestScenarioAdopt moves plan and budget in one batch, and its inverse restores every byte.
func TestScenarioAdopt(t *testing.T) {
	p, walls, roof, garden, keys := cottage(t)
	var line model.ID
	p.edit(func(e *model.Edit) {
		line = e.Put(model.CostLinePrefix, &model.CostLine{Name: "Scaffold", Project: p.project, Category: "labour", Spread: "even", Planned: euro(700)})
	})
	id := p.branch("Prefabricated")
	p.at(march(2, 9, 0), set(id, walls, "duration", "1d"))
	p.at(march(2, 9, 0), set(id, line, "planned", "200"))
	p.at(march(2, 9, 0), func(e *model.Edit) error { return model.ScenarioDrop(e, id, model.ScenarioRef{ID: garden}) })
	p.at(march(2, 9, 0), func(e *model.Edit) error { _, err := model.ScenarioAdd(e, id, "task", "Crane"); return err })
	p.at(march(2, 9, 0), func(e *model.Edit) error { return model.ScenarioLink(e, id, model.ScenarioRef{ID: roof}, "N1") })
	live, x := p.contrast(id)
	if x.BudgetBy != euro(-500) || live.Budget != euro(700) || x.Added != 1 || x.Dropped != 1 {
		t.Errorf("budget by %v of %v", x.BudgetBy, live.Budget)
	}
	was := p.snap
	b := p.at(march(2, 11, 0), func(e *model.Edit) error { return e.Act(id, "adopt") })
	if got := p.schedule().Finish; got != x.Finish {
		t.Errorf("the plan ends %v, the scenario said %v", got.In(nil), x.Finish.In(nil))
	}
	task := func(id model.ID) *model.Task { y, _ := model.Find[*model.Task](p.snap, id); return y }
	if w := task(walls); w.Duration.N != 8*3600 || w.Work.N != 8*3600 || w.PlannedCost != euro(600) || w.Finish != march(2, 17, 0) {
		t.Errorf("walls: %+v", w)
	}
	if r := task(roof); r.Start != march(3, 8, 0) || len(r.Links) != 2 || r.Constraint != "ASAP" {
		t.Errorf("roof: %+v", r)
	}
	if !task(garden).Inactive || task(keys).Finish != march(5, 17, 0) {
		t.Errorf("garden %v, keys %v", task(garden).Inactive, task(keys).Finish.In(nil))
	}
	if l, _ := model.Find[*model.CostLine](p.snap, line); l.Planned != euro(200) {
		t.Errorf("the cost line: %v", l.Planned)
	}
	if s := p.scenario(id); s.Status != model.ScenarioAdopted || s.Decided != march(2, 11, 0) {
		t.Errorf("%+v", s)
	}
	same(t, "undo", every(was), every(p.snap.With(b.Invert().Changes)))
}

// TestScenarioDropped keeps what was thought of and leaves the plan alone.
func TestScenarioDropped(t *testing.T) {
	p, walls, _, _, _ := cottage(t)
	id := p.branch("Slower")
	p.at(march(2, 9, 0), set(id, walls, "duration", "8d"))
	before := every(p.snap, id)
	p.at(march(2, 9, 0), func(e *model.Edit) error { return e.Act(id, "drop") })
	same(t, "dropping", before, every(p.snap, id))
	if s := p.scenario(id); s.Open() || s.Status != model.ScenarioDropped || len(s.Steps) != 1 {
		t.Errorf("%+v", s)
	}
	if got := p.snap.Scenarios(p.project, false); len(got) != 0 {
		t.Errorf("still open: %v", got)
	}
}

// TestExposure: chance times impact of the open risks, opportunities less than nothing, and none of
// what can no longer hit.
func TestExposure(t *testing.T) {
	p, walls, _, garden, _ := cottage(t)
	p.edit(func(e *model.Edit) {
		risk := func(title string, f func(*model.Risk)) {
			x := &model.Risk{Title: title, Project: p.project, Status: "open", Category: "technical", Chance: 50_00}
			f(x)
			e.Put(model.RiskPrefix, x)
		}
		risk("Rain", func(x *model.Risk) {
			x.Tasks, x.CostLow, x.CostLikely, x.CostHigh, x.DelayLikely = []model.ID{walls}, euro(100), euro(400), euro(700), days(2)
		})
		risk("Moles", func(x *model.Risk) { x.Tasks, x.CostLikely, x.DelayLikely = []model.ID{garden}, euro(200), days(4) })
		risk("Early", func(x *model.Risk) { x.Opportunity, x.CostLikely = true, euro(100) })
		risk("Over", func(x *model.Risk) { x.Status, x.CostLikely = "closed", euro(9999) })
	})
	id := p.branch("No garden")
	p.at(march(2, 9, 0), func(e *model.Edit) error { return model.ScenarioDrop(e, id, model.ScenarioRef{ID: garden}) })
	live, x := p.contrast(id)
	if live.Exposure.Money != euro(250) || live.Exposure.Delay != 8*3600 || live.Exposure.Risks != 3 {
		t.Errorf("live: %+v", live.Exposure)
	}
	if x.Exposure.Money != euro(150) || x.RiskBy != euro(-100) || x.Exposure.Risks != 2 {
		t.Errorf("without the garden: %+v", x.Exposure)
	}
}

// TestScenarioProperties: for any plan and any edits, adopting a scenario without edits changes
// nothing else; adopting any other gives the finish it showed, and undo restores every byte.
func TestScenarioProperties(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		p := newPlanner(t)
		n := rapid.IntRange(1, 12).Draw(r, "tasks")
		var ids []model.ID
		p.edit(func(e *model.Edit) {
			for i := range n {
				x := p.put(e, fmt.Sprint("Task ", i), float64(rapid.IntRange(0, 5).Draw(r, "days")), costs(rapid.Int64Range(0, 900).Draw(r, "cost")))
				if i > 0 && rapid.Bool().Draw(r, "linked") {
					_ = model.Update(e, x, func(y *model.Task) error {
						y.Links = []model.TaskLink{{Predecessor: ids[rapid.IntRange(0, i-1).Draw(r, "to")], Type: rapid.SampledFrom([]model.LinkType{"FS", "SS", "FF", "SF"}).Draw(r, "type")}}
						return nil
					})
				}
				ids = append(ids, x)
			}
		})
		id := p.branch("What if")
		was := every(p.snap, id)
		b, err := p.try(march(2, 10, 0), func(e *model.Edit) error { return model.AdoptScenario(e, id) })
		if err != nil || len(b.Changes) != 1 {
			r.Fatalf("adopting nothing: %d changes, %v", len(b.Changes), err)
		}
		same(r, "adopting nothing", was, every(p.snap.With(b.Changes), id))
		for range rapid.IntRange(1, 4).Draw(r, "edits") {
			at := model.ScenarioRef{ID: rapid.SampledFrom(ids).Draw(r, "task")}
			b, err := p.try(march(2, 10, 0), func(e *model.Edit) error {
				switch rapid.IntRange(0, 3).Draw(r, "what") {
				case 0:
					return model.ScenarioSet(e, id, at, "duration", fmt.Sprint(rapid.IntRange(0, 9).Draw(r, "days"), "d"))
				case 1:
					return model.ScenarioDrop(e, id, at)
				case 2:
					_, err := model.ScenarioAdd(e, id, "task", "New")
					return err
				}
				return model.ScenarioLink(e, id, at, rapid.SampledFrom(ids).Draw(r, "from").String())
			})
			if err == nil { // a link to itself, or dropping twice, is refused
				p.snap = p.snap.With(b.Changes)
			}
		}
		_, x := p.contrast(id)
		before := every(p.snap)
		b, err = p.try(march(2, 10, 0), func(e *model.Edit) error { return model.AdoptScenario(e, id) })
		if err != nil {
			return // such as a circle of its own: the reason is told, nothing is changed
		}
		next := p.snap.With(b.Changes)
		if got := next.Schedule(p.project).Finish; got != x.Finish {
			r.Errorf("adopted it ends %v, beside the plan it ended %v", got.In(nil), x.Finish.In(nil))
		}
		same(r, "undo", before, every(next.With(b.Invert().Changes)))
	})
}

// TestAdoptIsSettled: what adopting stores is what follows from it, so that settling it once more,
// as the screen does with every edit, changes nothing: dates that moved are nobody's typing.
func TestAdoptIsSettled(t *testing.T) {
	p, walls, _, garden, _ := cottage(t)
	id := p.branch("Slower")
	p.at(march(2, 9, 0), set(id, walls, "duration", "4d"))
	p.at(march(2, 9, 0), set(id, garden, "constraint_date", "2026-03-12"))
	b, err := p.try(march(2, 11, 0), func(e *model.Edit) error { return model.AdoptScenario(e, id) })
	if err != nil {
		t.Fatal(err)
	}
	once := p.snap.With(b.Changes)
	same(t, "settled again", every(once), every(p.snap.With(model.Settle(p.snap, b, march(2, 11, 0)).Changes)))
	for x := range once.TasksOf(p.project) {
		if x.Constraint != "ASAP" {
			t.Errorf("%s got the constraint %s", x.Name, x.Constraint)
		}
	}
}

// A scenario takes no more of a summary than the live plan does.
func TestScenarioOfASummary(t *testing.T) {
	p := newPlanner(t)
	sum := p.task("Build", 0)
	part := p.task("Wall", 2, under(sum))
	other := p.task("Roof", 2)
	p.settle()
	sc := p.branch("Faster")
	set := func(id model.ID, field, value string) error {
		b, err := p.try(march(2, 9, 0), func(e *model.Edit) error { return model.ScenarioSet(e, sc, model.ScenarioRef{ID: id}, field, value) })
		if err == nil {
			p.snap = p.snap.With(b.Changes)
		}
		return err
	}
	for field, value := range map[string]string{"duration": "1d", "start": "2026-03-20", "finish": "2026-03-20", "percent": "50", "remaining": "1d"} {
		if err := set(sum, field, value); err == nil || !strings.Contains(err.Error(), "it is a summary") {
			t.Errorf("%s of a summary: %v", field, err)
		}
	}
	if n := len(p.scenario(sc).Steps); n != 0 {
		t.Errorf("%d steps of what was refused", n)
	}
	for _, c := range [][2]string{{"deadline", "2026-03-20"}, {"name", "Build it"}} {
		if err := set(sum, c[0], c[1]); err != nil {
			t.Errorf("%s of a summary: %v", c[0], err)
		}
	}
	if err := set(part, "duration", "1d"); err != nil {
		t.Error(err)
	}
	if err := set(part, "parent", other.String()); err != nil {
		t.Error(err)
	}
	if err := set(sum, "duration", "1d"); err != nil {
		t.Errorf("a summary that is none in the scenario: %v", err)
	}
}
