package model_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/govalues/decimal"
	"pgregory.net/rapid"

	"tandem/model"
	"tandem/model/date"
)

// use makes a project of a template, checked, and returns it.
func (p *planner) use(x *model.Template, how model.TemplateUse) model.ID {
	p.t.Helper()
	var id model.ID
	p.at(march(2, 9, 0), func(e *model.Edit) (err error) { id, err = model.UseTemplate(e, x, how); return err })
	return id
}

// save makes a template of a project and returns it.
func (p *planner) save(project model.ID, name string) *model.Template {
	p.t.Helper()
	var id model.ID
	p.at(march(2, 9, 0), func(e *model.Edit) (err error) { id, err = model.SaveTemplate(e, project, name); return err })
	x, _ := model.Find[*model.Template](p.snap, id)
	return x
}

// TestBuiltinTemplates: each method has one; it reads without an error, passes the check of its
// kind, makes a plan that can be computed without a word of complaint, and saved again is itself.
func TestBuiltinTemplates(t *testing.T) {
	var methods []string
	for _, x := range model.BuiltinTemplates() {
		methods = append(methods, string(x.Method))
		t.Run(string(x.Method), func(t *testing.T) {
			p := newPlanner(t)
			if bad := model.Kinds().Prefix(model.TemplatePrefix).Problems(p.ctx(march(2, 9, 0)), x); len(bad) > 0 {
				t.Fatal(bad)
			}
			id := p.use(x, model.TemplateUse{Start: march(9, 8, 0)})
			pr, _ := model.Find[*model.Project](p.snap, id)
			sched := p.snap.Schedule(id)
			if sched.Stored != "" || len(sched.Issues) > 0 || len(sched.Critical()) == 0 {
				t.Errorf("%q %v, %d critical", sched.Stored, sched.Issues, len(sched.Critical()))
			}
			if pr.Start != march(9, 8, 0) || pr.Finish <= pr.Start || pr.Method != x.Method || pr.Notes != x.Body {
				t.Errorf("%+v", pr)
			}
			roles, sprints, deliverables, ceremonies, gates := 0, 0, 0, 0, 0
			for y := range p.snap.TasksOf(id) {
				if d, _ := sched.Of(y.ID); y.Start == 0 || y.Start != d.Start || y.Finish != d.Finish {
					t.Errorf("%s %s: stored %v, computed %v", y.WBS, y.Name, y.Start.In(nil), d.Start.In(nil))
				}
				for _, n := range []struct {
					yes bool
					at  *int
				}{{y.Role != "", &roles}, {y.Sprint != 0, &sprints}, {y.Deliverable, &deliverables}, {y.Recurring, &ceremonies}, {y.Milestone, &gates}} {
					if n.yes {
						*n.at++
					}
				}
				if y.Deliverable && y.Acceptance == "" {
					t.Errorf("%s %s: when is it accepted?", y.WBS, y.Name)
				}
			}
			if roles == 0 || deliverables == 0 || gates == 0 {
				t.Errorf("%d roles, %d deliverables, %d gates", roles, deliverables, gates)
			}
			if n := p.snap.Count(model.SprintPrefix); (x.Method == "scrum" || x.Method == "hybrid") != (n > 0) || (sprints > 0) != (n > 0) {
				t.Errorf("%d sprints", n)
			}
			again := p.save(id, x.Name)
			if d := cmp.Diff(x, again, cmpopts.IgnoreFields(model.Template{}, "Meta"), cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Cmp(b) == 0 })); d != "" {
				t.Errorf("saved again it is another one:\n%s", d)
			}
		})
	}
	if want := []string{"waterfall", "scrum", "kanban", "lean", "hybrid"}; !slices.Equal(methods, want) {
		t.Errorf("%v", methods)
	}
}

// TestUseTemplate fills an empty project, gives roles to those who alone have them, and refuses
// what would mix two plans.
func TestUseTemplate(t *testing.T) {
	p := newPlanner(t)
	var tester model.ID
	p.edit(func(e *model.Edit) {
		tester = e.Put(model.PersonPrefix, &model.Person{Name: "Tess", Role: "tester"})
		e.Put(model.PersonPrefix, &model.Person{Name: "Dee", Role: "Developer"})
		e.Put(model.PersonPrefix, &model.Person{Name: "Dan", Role: "developer"})
	})
	x, err := p.ctx(march(2, 9, 0)).TemplateNamed("waterfall")
	if err != nil {
		t.Fatal(err)
	}
	if id := p.use(x, model.TemplateUse{Project: p.project, Start: march(16, 8, 0)}); id != p.project {
		t.Fatalf("made %s", id)
	}
	for y := range p.snap.TasksOf(p.project) {
		switch {
		case y.Role == "Tester" && (len(y.Assignments) != 1 || y.Assignments[0].Person != tester || y.Work.N != y.Duration.N):
			t.Errorf("%s is not the tester's: %+v", y.Name, y.Assignments)
		case y.Role == "Developer" && len(y.Assignments) != 0:
			t.Errorf("%s: which developer?", y.Name)
		}
	}
	pr, _ := model.Find[*model.Project](p.snap, p.project)
	if pr.Start != march(16, 8, 0) || pr.Name != "Plan" {
		t.Errorf("%s from %v", pr.Name, pr.Start.In(nil))
	}
	for name, c := range map[string]struct {
		x    *model.Template
		how  model.TemplateUse
		want string
	}{
		"a plan that is there": {x, model.TemplateUse{Project: p.project}, "tasks already"},
		"no project":           {x, model.TemplateUse{Project: model.NewID("P", 99)}, "no such record"},
		"another kind":         {&model.Template{Name: "Review", Of: "review"}, model.TemplateUse{}, "no template of a project"},
		"nothing above":        {&model.Template{Name: "Odd", Of: "project", Tasks: []model.TemplateTask{{Number: "1.1", Name: "x"}}}, model.TemplateUse{}, "no 1 above"},
		"waits for nothing":    {&model.Template{Name: "Odd", Of: "project", Tasks: []model.TemplateTask{{Number: "1", Name: "x", After: "7"}}}, model.TemplateUse{}, "no 7"},
		"no such link":         {&model.Template{Name: "Odd", Of: "project", Tasks: []model.TemplateTask{{Number: "1", Name: "x", After: "soon"}}}, model.TemplateUse{}, "predecessor"},
	} {
		if _, err := p.try(march(2, 9, 0), func(e *model.Edit) error { _, err := model.UseTemplate(e, c.x, c.how); return err }); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	if _, err := p.ctx(march(2, 9, 0)).TemplateNamed("nothing like it"); err == nil || !strings.Contains(err.Error(), `"Three sprints"`) {
		t.Errorf("an unknown one: %v", err)
	}
}

// TestSaveTemplate leaves out dates, people, progress, what is inactive and links out of the plan;
// a second time it replaces the one of that name.
func TestSaveTemplate(t *testing.T) {
	p, walls, roof, _, keys := cottage(t)
	p.edit(func(e *model.Edit) {
		_ = model.Update(e, roof, func(x *model.Task) error {
			x.Links = append(x.Links, model.TaskLink{External: "other.mpp"})
			x.Links[0].Type, x.Links[0].Lag = "SS", date.Span{N: 50_00, Unit: date.Percent}
			return nil
		})
		_ = model.Update(e, walls, func(x *model.Task) error { x.Done, x.Role, x.Milestone = 40_00, "Mason", false; return nil })
	})
	x := p.save(p.project, "Cottage")
	want := []model.TemplateTask{
		{Number: "1", Name: "Walls", Duration: days(2), Role: "Mason"},
		{Number: "2", Name: "Roof", Duration: days(3), After: "1SS+50%"},
		{Number: "3", Name: "Garden", Duration: days(1)},
		{Number: "4", Name: "Keys", After: "2", Milestone: true},
	}
	if d := cmp.Diff(want, x.Tasks, cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Cmp(b) == 0 })); d != "" {
		t.Error(d)
	}
	p.edit(func(e *model.Edit) { _ = e.Delete(keys) })
	if again := p.save(p.project, "cottage"); again.ID != x.ID || len(again.Tasks) != 3 {
		t.Errorf("%s with %d tasks", again.ID, len(again.Tasks))
	}
	names := p.snap.Templates()
	if names[0].Name != "cottage" || len(names) != 6 {
		t.Errorf("%d templates, %q first", len(names), names[0].Name)
	}
	empty := newPlanner(t)
	if _, err := empty.try(march(2, 9, 0), func(e *model.Edit) error { _, err := model.SaveTemplate(e, empty.project, ""); return err }); err == nil {
		t.Error("a template of nothing")
	}
}

// TestTemplateProperties: whatever the outline and the links, template to project to template is
// the same template.
func TestTemplateProperties(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		x := &model.Template{Name: "Any", Of: "project", Method: rapid.SampledFrom([]model.Method{"waterfall", "kanban"}).Draw(r, "method"), Body: "Roles"}
		var numbers []string
		for top := range rapid.IntRange(1, 4).Draw(r, "phases") {
			up := string(rune('1' + top))
			row := func(number string, leaf bool) {
				y := model.TemplateTask{Number: number, Name: rapid.SampledFrom([]string{"Walls", "Roof", "Keys"}).Draw(r, "name"),
					Role: rapid.SampledFrom([]string{"", "Mason"}).Draw(r, "role"), Recurring: rapid.Bool().Draw(r, "recurring")}
				if leaf {
					y.Duration = date.Span{N: rapid.Int64Range(1, 40).Draw(r, "halves") * 4 * 3600, Unit: rapid.SampledFrom([]date.Unit{date.Hours, date.Days, date.Weeks, date.ElapsedDays}).Draw(r, "unit")}
					y.Deliverable = rapid.Bool().Draw(r, "deliverable")
					if n := len(numbers); n > 0 && rapid.Bool().Draw(r, "linked") {
						y.After = rapid.SampledFrom(numbers).Draw(r, "to") + rapid.SampledFrom([]string{"", "SS", "FF", "SF", "+2d", "SS-4h", "+1d4h", "+3ed", "FF+50%"}).Draw(r, "link")
					}
					numbers = append(numbers, number)
				}
				x.Tasks = append(x.Tasks, y)
			}
			n := rapid.IntRange(0, 3).Draw(r, "children")
			row(up, n == 0)
			for i := range n {
				row(up+"."+string(rune('1'+i)), true)
			}
		}
		p := newPlanner(t)
		id := p.use(x, model.TemplateUse{Start: march(2, 8, 0)})
		again := p.save(id, "Any")
		if d := cmp.Diff(x, again, cmpopts.IgnoreFields(model.Template{}, "Meta"), cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Cmp(b) == 0 })); d != "" {
			r.Errorf("another one:\n%s", d)
		}
		if w := p.save(id, "Any"); w.ID != again.ID {
			r.Errorf("saved twice as %s and %s", again.ID, w.ID)
		}
	})
}

// TestMethods: each method has its first place and its measures.
func TestMethods(t *testing.T) {
	for m, want := range map[model.Method]string{"waterfall": "", "hybrid": "", "scrum": "sprint", "kanban": "board", "lean": "board"} {
		if got := m.FirstPlace(); got != want {
			t.Errorf("%s opens %q, want %q", m, got, want)
		}
	}
	p, walls, roof, _, _ := cottage(t)
	measures := func(m model.Method) string {
		p.edit(func(e *model.Edit) {
			_ = model.Update(e, p.project, func(x *model.Project) error { x.Method = m; return nil })
		})
		var out []string
		for _, x := range p.ctx(march(9, 12, 0)).Measures(p.project) {
			bad := ""
			if x.Bad {
				bad = "!"
			}
			out = append(out, x.Name+" "+x.Value+bad)
		}
		return strings.Join(out, ", ")
	}
	if got := measures("waterfall"); got != "baseline none taken, critical 3, milestones late 1!" {
		t.Errorf("without a baseline: %s", got)
	}
	p.take(0, "", march(2, 9, 0))
	p.edit(func(e *model.Edit) { _ = e.Set(roof, "duration", "5d") })
	if got := measures("waterfall"); !strings.HasPrefix(got, "baseline +2 d!, critical 3") {
		t.Errorf("slipped: %s", got)
	}
	p.edit(func(e *model.Edit) {
		_ = model.Update(e, walls, func(x *model.Task) error {
			x.ActualStart, x.ActualFinish, x.Done = march(2, 8, 0), march(4, 17, 0), 100_00
			return nil
		})
		_ = model.Update(e, roof, func(x *model.Task) error { x.ActualStart, x.Done = march(5, 8, 0), 10_00; return nil })
	})
	for _, m := range []model.Method{"kanban", "lean"} {
		if got := measures(m); got != "in progress 1, done in 4 weeks 1, cycle 3 d" {
			t.Errorf("%s: %s", m, got)
		}
	}
	if got := measures("scrum"); got != "sprint none is running" {
		t.Errorf("no sprint: %s", got)
	}
	p.edit(func(e *model.Edit) {
		s := e.Put(model.SprintPrefix, &model.Sprint{Name: "Sprint 1", Project: p.project, Start: date.YMD(2026, 3, 2), Finish: date.YMD(2026, 3, 13), Status: "active"})
		for id, n := range map[model.ID]int64{walls: 5, roof: 8} {
			_ = model.Update(e, id, func(x *model.Task) error { x.Sprint, x.Points = s, decimal.MustNew(n, 0); return nil })
		}
	})
	if got := measures("hybrid"); got != "baseline +2 d!, Sprint 1 5 of 13 points" && !strings.Contains(got, "Sprint 1 5 of 13 points") {
		t.Errorf("hybrid: %s", got)
	}
}
