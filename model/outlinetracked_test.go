package model_test

import (
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// A start that a tracker tells holds its task, follows the tracker and goes with it; nobody's own
// constraint is touched, and what has begun or is set by hand needs none.
func TestHoldStart(t *testing.T) {
	at, later := march(9, 8, 0), march(16, 8, 0)
	for _, c := range []struct {
		name string
		task model.Task
		was  date.Instant
		want model.Constraint
		date date.Instant
	}{
		{"new", model.Task{Start: at}, 0, "SNET", at},
		{"moved in the tracker", model.Task{Start: later, Constraint: "SNET", ConstraintDate: at}, at, "SNET", later},
		{"gone from the tracker", model.Task{Constraint: "SNET", ConstraintDate: at}, at, "ASAP", 0},
		{"never had one", model.Task{Constraint: "ASAP"}, 0, "ASAP", 0},
		{"a constraint of its own without a start", model.Task{Constraint: "SNET", ConstraintDate: later}, at, "SNET", later},
		{"another constraint", model.Task{Start: at, Constraint: "MFO", ConstraintDate: later}, 0, "MFO", later},
		{"begun", model.Task{Start: at, Constraint: "ASAP", Done: 1_00}, 0, "ASAP", 0},
		{"done", model.Task{Start: at, Constraint: "ASAP", ActualFinish: later}, 0, "ASAP", 0},
		{"by hand", model.Task{Start: at, Constraint: "ASAP", Manual: true}, 0, "ASAP", 0},
	} {
		if c.task.HoldStart(c.was); c.task.Constraint != c.want || c.task.ConstraintDate != c.date {
			t.Errorf("%s: %s %v, want %s %v", c.name, c.task.Constraint, c.task.ConstraintDate.In(nil), c.want, c.date.In(nil))
		}
	}
}

// What of a list of issues gets dates when one of them is edited: what was planned, and nothing else.
func TestWhatOfAListIsDated(t *testing.T) {
	issue := func(fill ...func(*model.Task)) []func(*model.Task) {
		return append([]func(*model.Task){func(t *model.Task) { t.Source = "jira" }}, fill...)
	}
	for _, c := range []struct {
		name  string
		other []func(*model.Task)
		edit  func(e *model.Edit, one, other model.ID) error
		dated bool
	}{
		{"nothing is known of it", issue(), func(e *model.Edit, one, _ model.ID) error { return e.Set(one, "duration", "3d") }, false},
		{"begun, nobody knows when", issue(func(x *model.Task) { x.Done = 1_00 }), func(e *model.Edit, one, _ model.ID) error { return e.Set(one, "duration", "3d") }, false},
		{"assigned, but not for how long", issue(func(x *model.Task) { x.Assignments = []model.Assignment{{Units: 100_00}} }),
			func(e *model.Edit, one, _ model.ID) error { return e.Set(one, "duration", "3d") }, false},
		{"it has a length", issue(func(x *model.Task) { x.Duration.N *= 2 }), func(e *model.Edit, one, _ model.ID) error { return e.Set(one, "duration", "3d") }, false},
		{"it waits for what was edited", issue(func(x *model.Task) { x.Links = []model.TaskLink{{Predecessor: model.NewID("T", 1)}} }),
			func(e *model.Edit, one, _ model.ID) error { return e.Set(one, "duration", "3d") }, true},
		{"it waits, and nothing moves it", issue(func(x *model.Task) { x.Links = []model.TaskLink{{Predecessor: model.NewID("T", 1)}} }),
			func(e *model.Edit, one, _ model.ID) error { return e.Set(one, "deadline", "2026-03-20") }, false},
		{"a length, and only a deadline was set", issue(func(x *model.Task) { x.Duration.N *= 2 }), func(e *model.Edit, one, _ model.ID) error { return e.Set(one, "deadline", "2026-03-20") }, false},
		{"its own deadline", issue(), func(e *model.Edit, _, other model.ID) error { return e.Set(other, "deadline", "2026-03-20") }, false},
		{"its own length", issue(), func(e *model.Edit, _, other model.ID) error { return e.Set(other, "duration", "3d") }, true},
		{"its own start", issue(), func(e *model.Edit, _, other model.ID) error { return e.Set(other, "start", "2026-03-10") }, true},
		{"a link to it", issue(), func(e *model.Edit, one, other model.ID) error { return e.Set(other, "links", one.String()) }, true},
		{"indented", issue(), func(e *model.Edit, _, other model.ID) error {
			o := model.NewOutliner(e)
			if err := o.Indent([]model.ID{other}); err != nil {
				return err
			}
			return o.Save()
		}, true},
		{"rescheduled", issue(), func(e *model.Edit, _, other model.ID) error {
			x, _ := e.Get(other).(*model.Task)
			_, err := e.Base().Reschedule(e, x.Project)
			return err
		}, true},
		{"made here", nil, func(e *model.Edit, one, _ model.ID) error { return e.Set(one, "duration", "3d") }, true},
		{"a plan of Microsoft Project", []func(*model.Task){func(x *model.Task) { x.Source = "ms-project:1" }}, func(e *model.Edit, one, _ model.ID) error { return e.Set(one, "duration", "3d") }, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newPlanner(t)
			one := p.task("One", 1, issue()...)
			other := p.task("Other", 1, c.other...)
			if err := p.apply(func(e *model.Edit) error { return c.edit(e, one, other) }); err != nil {
				t.Fatal(err)
			}
			if x := p.get(other); (x.Start != 0 && x.Finish != 0) != c.dated || !c.dated && (x.Start != 0 || x.Finish != 0) {
				t.Errorf("%v to %v, dated should be %t", x.Start.In(nil), x.Finish.In(nil), c.dated)
			}
		})
	}
}

// An epic is undated while all of its issues are, and is dated with the first.
func TestEpicsFollowTheirIssues(t *testing.T) {
	p := newPlanner(t)
	from := func(x *model.Task) { x.Source = "jira" }
	epic := p.task("Epic", 1, from)
	under := func(x *model.Task) { x.Parent = epic }
	first, second := p.task("First", 1, from, under), p.task("Second", 1, from, under)
	alone := p.task("Alone", 1, from)
	set := func(id model.ID) {
		t.Helper()
		if err := p.apply(func(e *model.Edit) error { return e.Set(id, "duration", "3d") }); err != nil {
			t.Fatal(err)
		}
	}
	if set(alone); p.get(epic).Start != 0 || p.get(first).Start != 0 {
		t.Error("an epic nobody planned has dates")
	}
	if set(first); p.get(epic).Start == 0 || p.get(epic).Finish != p.get(first).Finish || p.get(second).Start != 0 {
		t.Errorf("epic %v to %v, second from %v", p.get(epic).Start.In(nil), p.get(epic).Finish.In(nil), p.get(second).Start.In(nil))
	}
}
