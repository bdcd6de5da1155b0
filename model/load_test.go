package model_test

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// loaded is a plan in which Ann has tasks of 2 March on, and how her load reads on the eve of it.
func loaded(t *testing.T, person func(*model.Person), days ...float64) (*planner, model.ID) {
	p := newPlanner(t)
	var ann model.ID
	p.edit(func(e *model.Edit) {
		x := &model.Person{Name: "Ann", Kind: "work", Capacity: 100_00, Calendar: p.office}
		if person != nil {
			person(x)
		}
		ann = e.Put(model.PersonPrefix, x)
	})
	for _, n := range days {
		p.task("Work", n, func(x *model.Task) { x.Assignments = []model.Assignment{{Person: ann, Units: 100_00}} })
	}
	p.settle()
	return p, ann
}

func (p *planner) load(who model.ID, at date.Instant) (shown string, lines []string) {
	p.t.Helper()
	c := p.snap.Ctx(at)
	x, ok := model.Find[*model.Person](p.snap, who)
	if !ok {
		p.t.Fatal("nobody")
	}
	return p.snap.Schema().Prefix(model.PersonPrefix).Field("load").Show(c, x), c.LoadLines(x)
}

// TestLoad: the worst day of the eight weeks counts, by the hours of the day and the capacity of the person.
func TestLoad(t *testing.T) {
	half := func(p *model.Person) { p.Capacity = 50_00 }
	for _, x := range []struct {
		name   string
		person func(*model.Person)
		days   []float64
		at     date.Instant
		want   string
		on     string
	}{
		{"nothing to do", nil, nil, march(2, 7, 0), "", ""},
		{"one task", nil, []float64{2}, march(2, 7, 0), "100%", ": today, Tue 3."},
		{"three on one day", nil, []float64{1, 1, 1}, march(2, 7, 0), "300%", ": today."},
		{"three quarters of a day in all", nil, []float64{.25, .25, .25}, march(2, 7, 0), "75%", ": today."},
		{"the last two days of three are worse than none", nil, []float64{3, 1}, march(3, 7, 0), "100%", ": today, Wed 4."},
		{"half time", half, []float64{1}, march(2, 7, 0), "200%", ": today."},
		{"all of it is over", nil, []float64{1, 1}, march(9, 7, 0), "", ""},
		{"further away than eight weeks", nil, []float64{1, 1}, march(2, 7, 0) - 57*86400, "", ""},
		{"in the last of the eight weeks", nil, []float64{1, 1}, march(2, 7, 0) - 55*86400, "200%", ""},
		{"a machine has a load, material none", func(p *model.Person) { p.Kind = "material" }, []float64{1}, march(2, 7, 0), "", ""},
	} {
		p, ann := loaded(t, x.person, x.days...)
		got, lines := p.load(ann, x.at)
		if got != x.want || (len(lines) > 0) != (x.want != "") {
			t.Errorf("%s: %q, want %q: %q", x.name, got, x.want, lines)
			continue
		}
		if len(lines) > 0 && (!strings.HasPrefix(lines[0], "Load "+x.want+": ") || !strings.Contains(lines[0], x.on)) {
			t.Errorf("%s: %q, want %q", x.name, lines[0], x.on)
		}
	}
}

// TestLoadWhy: the evidence names the days of the peak and its tasks, and no others.
func TestLoadWhy(t *testing.T) {
	p, ann := loaded(t, nil, 1, 1, 3)
	_, lines := p.load(ann, march(1, 7, 0))
	if len(lines) != 4 || !strings.HasSuffix(lines[0], ": tomorrow.") && !strings.HasSuffix(lines[0], ": Mon 2.") || lines[1] != " 100%  T-1 Work" || lines[3] != " 100%  T-3 Work" {
		t.Errorf("%q", lines)
	}
	if _, lines = p.load(ann, march(3, 7, 0)); len(lines) != 2 || lines[1] != " 100%  T-3 Work" {
		t.Errorf("on the second day: %q", lines)
	}
}

// TestLoadLeavesOut: what is done, inactive, a summary or of a project that is over asks for nobody, and a
// change is seen at once.
func TestLoadLeavesOut(t *testing.T) {
	for _, x := range []struct {
		name string
		do   func(e *model.Edit, p *planner)
		want string
	}{
		{"nothing", func(*model.Edit, *planner) {}, "200%"},
		{"done", func(e *model.Edit, _ *planner) {
			_ = model.Update(e, id("T-1"), func(t *model.Task) error {
				t.Done, t.ActualStart, t.ActualFinish = 100_00, t.Start, t.Finish
				return nil
			})
		}, "100%"},
		{"inactive", func(e *model.Edit, _ *planner) {
			_ = model.Update(e, id("T-1"), func(t *model.Task) error { t.Inactive = true; return nil })
		}, "100%"},
		{"a summary", func(e *model.Edit, _ *planner) {
			_ = model.Update(e, id("T-2"), func(t *model.Task) error { t.Parent = id("T-1"); return nil })
		}, "100%"},
		{"closed", func(e *model.Edit, p *planner) {
			_ = model.Update(e, p.project, func(x *model.Project) error { x.Phase = "closed"; return nil })
		}, ""},
		{"half of each", func(e *model.Edit, _ *planner) {
			for _, of := range []string{"T-1", "T-2"} {
				_ = model.Update(e, id(of), func(t *model.Task) error {
					t.Assignments = []model.Assignment{{Person: t.Assignments[0].Person, Units: 50_00}}
					return nil
				})
			}
		}, "100%"},
		{"more capacity", func(e *model.Edit, p *planner) {
			for x := range model.Each[*model.Person](p.snap, model.PersonPrefix) {
				_ = model.Update(e, x.ID, func(y *model.Person) error { y.Capacity = 200_00; return nil })
			}
		}, "100%"},
	} {
		p, ann := loaded(t, nil, 1, 1)
		if got, _ := p.load(ann, march(2, 7, 0)); got != "200%" {
			t.Fatalf("before: %q", got)
		}
		p.edit(func(e *model.Edit) {
			x.do(e, p)
		})
		if got, _ := p.load(ann, march(2, 7, 0)); got != x.want {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
	}
}

// BenchmarkLoads counts the loads of a workspace of 100,000 records anew.
func BenchmarkLoads(b *testing.B) {
	s := sampleOf(b, 100_000)
	c := s.Ctx(healthNow)
	c.WarmLoads()
	for i := 0; b.Loop(); i++ {
		s.Ctx(healthNow + date.Instant(i+1)*86400).WarmLoads() // another day: nothing is remembered of it
	}
}
