package model_test

import (
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
)

// manned is a plan of two tasks of two days each, one after the other, whose people have dates of
// their own: one as long as Pour, one who comes half a day later, one who has begun, and one whose
// day is half a day.
func manned(t *testing.T) (s *model.Snapshot, dig, pour model.ID) {
	t.Helper()
	at := func(day, hour int) date.Instant { return date.Of(time.Date(2026, 7, day, hour, 0, 0, 0, time.UTC)) }
	e := model.NewEdit(model.NewSnapshot(model.Kinds()), at(13, 8))
	p := model.Kinds().Prefix(model.ProjectPrefix).New().(*model.Project)
	p.Name, p.Start = "Harbour", at(13, 9)
	project := e.Put(model.ProjectPrefix, p)
	task := func(name string, order int, links ...model.TaskLink) *model.Task {
		x := model.Kinds().Prefix(model.TaskPrefix).New().(*model.Task)
		x.Name, x.Project, x.Order, x.Duration, x.Links = name, project, order, date.Span{N: 2 * 8 * 3600, Unit: date.Days}, links
		return x
	}
	dig = e.Put(model.TaskPrefix, task("Dig", 1))
	pour = e.Put(model.TaskPrefix, task("Pour", 2, model.TaskLink{Predecessor: dig, Type: model.FS}))
	b, err := e.Settled()
	if err != nil {
		t.Fatal(err)
	}
	s = e.Base().With(b.Changes)
	e = model.NewEdit(s, at(13, 8))
	person := func(name string) model.ID {
		x := model.Kinds().Prefix(model.PersonPrefix).New().(*model.Person)
		x.Name = name
		return e.Put(model.PersonPrefix, x)
	}
	x, _ := model.Find[*model.Task](s, pour)
	_ = model.Update(e, pour, func(n *model.Task) error {
		h := func(n int64) date.Span { return date.Span{N: n * 3600, Unit: date.Hours} }
		half := s.Ctx(0).HoursOf(x)
		n.Work = h(48)
		n.Assignments = []model.Assignment{
			{Person: person("Ada"), Units: 100_00, Work: h(16), Start: x.Start, Finish: x.Finish},
			{Person: person("Bo"), Units: 100_00, Work: h(8), Start: half.Add(x.Start, 3*3600), Finish: half.Add(x.Start, 11*3600)},
			{Person: person("Cy"), Units: 100_00, Work: h(16), ActualWork: h(1), Remaining: h(15), Start: x.Start, Finish: x.Finish},
			{Person: person("Dee"), Units: 100_00, Work: h(8)},
		}
		return nil
	})
	return s.With(must(e.Batch())(t).Changes), dig, pour
}

// must fails the test on an error.
func must(b model.Batch, err error) func(*testing.T) model.Batch {
	return func(t *testing.T) model.Batch {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
}

// Who is at a task moves with it when a task before it grows: by the same working time, but for the
// start of what has begun and for what somebody types in the same step.
func TestAssignmentsMoveWithTheirTask(t *testing.T) {
	s, dig, pour := manned(t)
	was, _ := model.Find[*model.Task](s, pour)
	now := date.Of(time.Date(2026, 7, 13, 8, 0, 0, 0, time.UTC))
	typed := was.Assignments[0].Finish + 9*86400
	for _, c := range []struct {
		name string
		also func(e *model.Edit)
		hand bool
	}{
		{"by its predecessor", func(*model.Edit) {}, false},
		{"and one set by hand", func(e *model.Edit) {
			if err := model.Update(e, pour, func(n *model.Task) error {
				n.Assignments = append([]model.Assignment(nil), n.Assignments...)
				n.Assignments[0].Finish = typed
				return nil
			}); err != nil {
				t.Fatal(err)
			}
		}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := model.NewEdit(s, now)
			if err := e.Set(dig, "duration", "3d"); err != nil {
				t.Fatal(err)
			}
			c.also(e)
			b := must(e.Settled())(t)
			next := s.With(b.Changes)
			x, _ := model.Find[*model.Task](next, pour)
			if x.Start == was.Start {
				t.Fatalf("Pour has not moved from %v", was.Start)
			}
			cal := next.Ctx(now).HoursOf(x)
			ada, bo, cy, dee := x.Assignments[0], x.Assignments[1], x.Assignments[2], x.Assignments[3]
			if !c.hand && (ada.Start != x.Start || ada.Finish != x.Finish) {
				t.Errorf("Ada is at it from %v to %v, the task from %v to %v", ada.Start, ada.Finish, x.Start, x.Finish)
			}
			if c.hand && (ada.Start != was.Start || ada.Finish != typed) {
				t.Errorf("what was typed for Ada became %v to %v", ada.Start, ada.Finish)
			}
			if d := cal.Between(x.Start, bo.Start); d != 3*3600 || cal.Between(bo.Start, bo.Finish) != 8*3600 {
				t.Errorf("Bo comes %d seconds of work later for %d", d, cal.Between(bo.Start, bo.Finish))
			}
			if cy.Start != was.Start || cy.Finish != x.Finish {
				t.Errorf("Cy, who has begun, is at it from %v to %v", cy.Start, cy.Finish)
			}
			if dee.Start != 0 || dee.Finish != 0 {
				t.Errorf("Dee had no dates and has %v to %v", dee.Start, dee.Finish)
			}
			if y, _ := model.Find[*model.Task](s, pour); y.Assignments[0] != was.Assignments[0] || y.Assignments[0].Start != y.Start {
				t.Error("the snapshot before was written to")
			}
		})
	}
}

// A longer task keeps its people to its end, in the same step.
func TestAssignmentsGrowWithTheirTask(t *testing.T) {
	s, _, pour := manned(t)
	e := model.NewEdit(s, date.Of(time.Date(2026, 7, 13, 8, 0, 0, 0, time.UTC)))
	if err := e.Set(pour, "duration", "5d"); err != nil {
		t.Fatal(err)
	}
	x, _ := model.Find[*model.Task](s.With(must(e.Settled())(t).Changes), pour)
	if a := x.Assignments[0]; a.Start != x.Start || a.Finish != x.Finish {
		t.Errorf("Ada is at it from %v to %v, the task from %v to %v", a.Start, a.Finish, x.Start, x.Finish)
	}
}
