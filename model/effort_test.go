package model_test

import (
	"fmt"
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// crew is a plan with a task of four days, of Ada alone, 32 hours of work.
func crew(t *testing.T, typ model.TaskType, driven bool) (p *planner, task model.ID, who []model.ID) {
	p = newPlanner(t)
	p.edit(func(e *model.Edit) {
		for _, n := range []string{"Ada", "Bob"} {
			who = append(who, e.Put("H", &model.Person{Name: n, Kind: "work"}))
		}
		who = append(who, e.Put("H", &model.Person{Name: "Concrete", Kind: "material"}))
	})
	task = p.task("Task", 4, func(t *model.Task) {
		t.Type, t.EffortDriven, t.Work = typ, driven, date.Span{N: 32 * 3600, Unit: date.Hours}
		t.Assignments = []model.Assignment{{Person: who[0], Units: 100_00, Work: date.Span{N: 32 * 3600, Unit: date.Hours}}}
	})
	p.settle()
	return p, task, who
}

// equation is a task's work equation in days, hours and percent: "4d 32h 100%".
func equation(t *model.Task) string {
	s := fmt.Sprintf("%gd %gh", float64(t.Duration.N)/28800, float64(t.Work.N)/3600)
	for _, a := range t.Assignments {
		s += fmt.Sprintf(" %g%%/%gh", float64(a.Units)/100, float64(a.Work.N)/3600)
	}
	return s
}

// TestWorkEquation is the matrix of Microsoft Project: three types of task, and what follows when
// one of duration, work and units is changed.
func TestWorkEquation(t *testing.T) {
	duration := func(t *model.Task, _ []model.ID) { t.Duration = days(8) }
	work := func(t *model.Task, _ []model.ID) { t.Work.N = 64 * 3600 }
	units := func(t *model.Task, _ []model.ID) {
		t.Assignments = []model.Assignment{t.Assignments[0]}
		t.Assignments[0].Units = 50_00
	}
	both := func(t *model.Task, _ []model.ID) { t.Duration, t.Work.N = days(8), 16*3600 }
	own := func(t *model.Task, _ []model.ID) {
		t.Assignments = []model.Assignment{t.Assignments[0]}
		t.Assignments[0].Work.N = 16 * 3600
	}
	join := func(t *model.Task, who []model.ID) {
		t.Assignments = append([]model.Assignment{t.Assignments[0]}, model.Assignment{Person: who[1], Units: 100_00})
	}
	half := func(t *model.Task, who []model.ID) {
		t.Assignments = append([]model.Assignment{t.Assignments[0]}, model.Assignment{Person: who[1], Units: 50_00})
	}
	material := func(t *model.Task, who []model.ID) {
		t.Assignments = append([]model.Assignment{t.Assignments[0]}, model.Assignment{Person: who[2], Units: 700_00})
	}
	leave := func(t *model.Task, _ []model.ID) { t.Assignments = nil }
	for _, c := range []struct {
		typ    model.TaskType
		driven bool
		what   string
		change func(*model.Task, []model.ID)
		want   string
	}{
		{model.FixedUnits, false, "duration", duration, "8d 64h 100%/64h"},
		{model.FixedUnits, false, "work", work, "8d 64h 100%/64h"},
		{model.FixedUnits, false, "units", units, "8d 32h 50%/32h"},
		{model.FixedDuration, false, "duration", duration, "8d 64h 100%/64h"},
		{model.FixedDuration, false, "work", work, "4d 64h 200%/64h"},
		{model.FixedDuration, false, "units", units, "4d 16h 50%/16h"},
		{model.FixedWork, true, "duration", duration, "8d 32h 50%/32h"},
		{model.FixedWork, true, "work", work, "8d 64h 100%/64h"},
		{model.FixedWork, true, "units", units, "8d 32h 50%/32h"},

		{model.FixedUnits, true, "somebody joins", join, "2d 32h 100%/16h 100%/16h"},
		{model.FixedUnits, false, "somebody joins", join, "4d 64h 100%/32h 100%/32h"},
		{model.FixedDuration, true, "somebody joins", join, "4d 32h 50%/16h 50%/16h"},
		{model.FixedDuration, false, "somebody joins", join, "4d 64h 100%/32h 100%/32h"},
		{model.FixedWork, true, "somebody joins", join, "2d 32h 100%/16h 100%/16h"},
		{model.FixedWork, true, "half of somebody joins", half, "2.6666666666666665d 32h 100%/21.333333333333332h 50%/10.666666666666666h"},
		{model.FixedUnits, true, "everybody leaves", leave, "4d 32h"},
		{model.FixedUnits, true, "material", material, "4d 32h 100%/32h 700%/0h"},

		{model.FixedUnits, false, "duration and work", both, "8d 16h 25%/16h"},
		{model.FixedUnits, false, "own work", own, "2d 16h 100%/16h"},
		{model.FixedDuration, false, "own work", own, "4d 16h 50%/16h"},
	} {
		p, id, who := crew(t, c.typ, c.driven)
		if err := p.apply(func(e *model.Edit) error {
			return model.Update(e, id, func(t *model.Task) error { c.change(t, who); return nil })
		}); err != nil {
			t.Fatal(err)
		}
		if got := equation(p.get(id)); got != c.want {
			t.Errorf("%s, effort-driven %v, %s: %s, want %s", c.typ, c.driven, c.what, got, c.want)
		}
	}
}

// Somebody leaves again: what an effort-driven task gave away comes back.
func TestLeavingBringsTheWorkBack(t *testing.T) {
	for _, typ := range []model.TaskType{model.FixedUnits, model.FixedWork} {
		p, id, who := crew(t, typ, true)
		set := func(people ...model.ID) {
			if err := p.apply(func(e *model.Edit) error {
				return model.Update(e, id, func(t *model.Task) error {
					var out []model.Assignment
					for _, h := range people {
						a := model.Assignment{Person: h, Units: 100_00}
						for _, b := range t.Assignments {
							if b.Person == h {
								a = b
							}
						}
						out = append(out, a)
					}
					t.Assignments = out
					return nil
				})
			}); err != nil {
				t.Fatal(err)
			}
		}
		set(who[0], who[1])
		set(who[1])
		if got := equation(p.get(id)); got != "4d 32h 100%/32h" {
			t.Errorf("%s: %s", typ, got)
		}
	}
}

// The first people of a task take its work, or where it has none its duration.
func TestFirstPeople(t *testing.T) {
	for _, c := range []struct {
		typ  model.TaskType
		work int64
		want string
	}{{model.FixedUnits, 0, "4d 16h 50%/16h"}, {model.FixedUnits, 40, "10d 40h 50%/40h"}, {model.FixedDuration, 40, "4d 40h 125%/40h"}, {model.FixedWork, 16, "4d 16h 50%/16h"}} {
		p, _, who := crew(t, model.FixedUnits, false)
		id := p.task("Fresh", 4, func(t *model.Task) { t.Type, t.Work = c.typ, date.Span{N: c.work * 3600, Unit: date.Hours} })
		if err := p.apply(func(e *model.Edit) error {
			return model.Update(e, id, func(t *model.Task) error {
				t.Assignments = []model.Assignment{{Person: who[1], Units: 50_00}}
				return nil
			})
		}); err != nil {
			t.Fatal(err)
		}
		if got := equation(p.get(id)); got != c.want {
			t.Errorf("%s with %d h: %s, want %s", c.typ, c.work, got, c.want)
		}
	}
}

// A longer task that has begun has more left, so that its finish moves.
func TestRemainingFollowsTheDuration(t *testing.T) {
	p := newPlanner(t)
	id := p.task("A", 10, func(t *model.Task) { t.ActualStart, t.Done, t.Remaining = march(2, 8, 0), 40_00, days(6) })
	p.settle()
	p.stored(id, "Mon 2 > Fri 13")
	if err := p.apply(func(e *model.Edit) error { return e.Set(id, "duration", "15d") }); err != nil {
		t.Fatal(err)
	}
	p.stored(id, "Mon 2 > Fri 20")
	if got := p.get(id).Remaining.N; got != days(9).N {
		t.Errorf("%d seconds are left", got)
	}
}

// TestFollow: what an edit moves is stored with it; dates that somebody typed become constraints.
func TestFollow(t *testing.T) {
	p := newPlanner(t)
	a := p.task("A", 2)
	b := p.task("B", 2, after(a))
	dated := p.task("Dated elsewhere", 2, func(t *model.Task) { t.Start, t.Finish = march(16, 8, 0), march(17, 17, 0) })
	p.settle2()
	set := func(id model.ID, field, v string) {
		t.Helper()
		if err := p.apply(func(e *model.Edit) error { return e.Set(id, field, v) }); err != nil {
			t.Fatal(err)
		}
	}
	p.stored(b, "Wed 4 > Thu 5")
	set(a, "duration", "4d")
	p.stored(a, "Mon 2 > Thu 5")
	p.stored(b, "Fri 6 > Mon 9")
	p.stored(dated, "Mon 16 > Tue 17")
	if x, _ := model.Find[*model.Project](p.snap, p.project); x.Finish.In(nil).Format("Mon 2") != "Mon 9" {
		t.Errorf("the project ends %s", x.Finish.In(nil))
	}
	set(dated, "duration", "3d")
	p.stored(dated, "Mon 16 > Wed 18")
	set(b, "start", "2026-03-12")
	p.stored(b, "Thu 12 > Fri 13")
	if x := p.get(b); x.Constraint != "SNET" || x.ConstraintDate != march(12, 8, 0) {
		t.Errorf("constraint %s %s", x.Constraint, x.ConstraintDate.In(nil))
	}
	set(b, "finish", "2026-03-17")
	p.stored(b, "Thu 12 > Tue 17")
	if got := p.get(b).Duration.N; got != days(4).N {
		t.Errorf("it lasts %d seconds", got)
	}
	set(a, "notes", "said")
	if x, ok := p.snap.ScheduleAtHand(p.project); ok {
		if d, _ := x.Of(b); d.Start != p.get(b).Start {
			t.Error("the schedule at hand is another one")
		}
	}
	cal, _ := model.Find[*model.Calendar](p.snap, p.office)
	if err := p.apply(func(e *model.Edit) error {
		return model.Update(e, cal.ID, func(c *model.Calendar) error {
			c.Exceptions = append(c.Exceptions[:0:0], model.Exception{Name: "Closed", From: march(12, 0, 0).Day(nil), To: march(13, 0, 0).Day(nil)})
			return nil
		})
	}); err != nil {
		t.Fatal(err)
	}
	p.stored(b, "Thu 12 > Thu 19") // 08:00 on a day off is the next opening to a plan, so what was typed stands
}

// settle2 stores the scheduled dates of all but what has dates already, as an import leaves them.
func (p *planner) settle2() {
	p.t.Helper()
	x := p.schedule()
	p.edit(func(e *model.Edit) {
		for _, t := range x.Tasks() {
			if t.Start == 0 {
				d, _ := x.Of(t.ID)
				_ = model.Update(e, t.ID, func(t *model.Task) error { t.Start, t.Finish = d.Start, d.Finish; return nil })
			}
		}
	})
}

// What was worked out within an edit is the very schedule of the state it leads to.
func TestScheduleAtHandIsTheSchedule(t *testing.T) {
	p, ids := bigPlan(t, 300)
	p.settle()
	if err := p.apply(func(e *model.Edit) error { return e.Set(ids[5], "duration", "9d") }); err != nil {
		t.Fatal(err)
	}
	quick, ok := p.snap.ScheduleAtHand(p.project)
	if !ok {
		t.Fatal("it is not at hand")
	}
	cal, _ := model.Find[*model.Calendar](p.snap, p.office)
	c := *cal
	slow := p.snap.With([]model.Change{{ID: cal.ID, Before: cal, After: &c}}).Schedule(p.project)
	for _, x := range slow.Tasks() {
		a, _ := quick.Of(x.ID)
		b, _ := slow.Of(x.ID)
		if a != b || x.Start != b.Start || x.Finish != b.Finish {
			t.Fatalf("%s: at hand %+v, anew %+v", x.ID, a, b)
		}
	}
}

// Three estimates give a mean and a deviation; two do where the duration stands for the third.
func TestPERT(t *testing.T) {
	p := newPlanner(t)
	id := p.task("A", 5, func(t *model.Task) { t.Optimistic, t.Pessimistic = days(2), days(14) })
	k := p.snap.Schema().Prefix("T")
	show := func(name string) string { return k.Field(name).Show(p.snap.Ctx(1), p.get(id)) }
	if a, b := show("pert_mean"), show("pert_sd"); a != "6 d" || b != "2 d" {
		t.Errorf("mean %s, deviation %s", a, b)
	}
	p.edit(func(e *model.Edit) { _ = e.Set(id, "likely", "8d") })
	if a := show("pert_mean"); a != "8 d" {
		t.Errorf("mean %s", a)
	}
	p.edit(func(e *model.Edit) { _ = e.Set(id, "optimistic", "") })
	if a := strings.TrimSpace(show("pert_mean")); a != "" {
		t.Errorf("mean %q of two estimates", a)
	}
}
