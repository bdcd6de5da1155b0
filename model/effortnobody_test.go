package model_test

import (
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// Work of nobody in particular follows the length as a person's does; once somebody is assigned, it is
// that one's work that counts.
func TestWorkOfNobody(t *testing.T) {
	hours := func(n int64) date.Span { return date.Span{N: n * 3600, Unit: date.Hours} }
	row := func(person model.ID, n int64) model.Assignment {
		return model.Assignment{Person: person, Units: 100_00, Work: hours(n), Remaining: hours(n)}
	}
	p := newPlanner(t)
	var ada model.ID
	p.edit(func(e *model.Edit) {
		x := model.Kinds().Prefix(model.PersonPrefix).New().(*model.Person)
		x.Name = "Ada"
		ada = e.Put(model.PersonPrefix, x)
	})
	sum := p.task("Sum", 2)
	under := func(x *model.Task) { x.Parent = sum }
	lone := p.task("Lone", 1, under, func(x *model.Task) { x.Assignments = []model.Assignment{row(0, 8)} })
	two := p.task("Two", 1, under, func(x *model.Task) { x.Assignments = []model.Assignment{row(0, 8), row(0, 8)} })
	effort := func(id model.ID) int64 { return p.snap.Effort(p.get(id)).N / 3600 }
	set := func(id model.ID, field, value string) {
		t.Helper()
		if err := p.apply(func(e *model.Edit) error { return e.Set(id, field, value) }); err != nil {
			t.Fatal(err)
		}
	}
	if effort(lone) != 8 || effort(two) != 16 || effort(sum) != 24 {
		t.Fatalf("%d %d %d hours", effort(lone), effort(two), effort(sum))
	}
	set(lone, "duration", "4d")
	set(two, "duration", "2d")
	if a := p.get(lone).Assignments[0]; a.Work != hours(32) || a.Remaining.N != 32*3600 || effort(lone) != 32 {
		t.Errorf("alone for 4 days: %+v", a)
	}
	if a := p.get(two).Assignments; a[0].Work != hours(16) || a[1].Work != hours(16) || effort(two) != 32 {
		t.Errorf("two for 2 days: %+v", a)
	}
	if effort(sum) != 64 || p.get(sum).Work.N != 0 {
		t.Errorf("the summary has %d hours, %v of its own", effort(sum), p.get(sum).Work)
	}
	if err := p.apply(func(e *model.Edit) error {
		return model.Update(e, lone, func(x *model.Task) error {
			x.Assignments = append(x.Assignments[:1:1], model.Assignment{Person: ada, Units: 100_00})
			return nil
		})
	}); err != nil {
		t.Fatal(err)
	}
	x := p.get(lone)
	if x.Assignments[1].Work.N != 32*3600 || x.Duration.N != 32*3600 {
		t.Errorf("with Ada: %+v, %v long", x.Assignments, x.Duration)
	}
}

// A summary that has work of its own is kept in line as before, by what the work under it changes.
func TestOwnWorkOfASummaryStaysInLine(t *testing.T) {
	p := newPlanner(t)
	sum := p.task("Sum", 2, func(x *model.Task) { x.Work = date.Span{N: 40 * 3600, Unit: date.Hours} })
	leaf := p.task("Leaf", 1, func(x *model.Task) {
		x.Parent = sum
		x.Assignments = []model.Assignment{{Units: 100_00, Work: date.Span{N: 8 * 3600, Unit: date.Hours}}}
	})
	if err := p.apply(func(e *model.Edit) error { return e.Set(leaf, "duration", "3d") }); err != nil {
		t.Fatal(err)
	}
	if got := p.get(sum).Work.N / 3600; got != 56 || p.snap.Effort(p.get(sum)).N != 56*3600 {
		t.Errorf("40 h and 16 more are %d h", got)
	}
}
