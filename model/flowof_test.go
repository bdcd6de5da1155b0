package model_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/govalues/decimal"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/flow"
)

const oneDay = 24 * 3600

// stepsOf is the way of one card, by days before today.
func stepsOf(f *model.Flow, id model.ID) (out [][2]int) {
	for _, x := range f.Items {
		if x.ID == uint64(id) {
			for _, s := range x.Steps {
				out = append(out, [2]int{int(s.Day - f.Last), s.Column})
			}
		}
	}
	return out
}

// TestFlowFromDates: of a card that nothing else tells of, its dates do.
func TestFlowFromDates(t *testing.T) {
	s := moved(t, boarded(t, 3), now, func(e *model.Edit) error {
		for i, set := range []func(*model.Task){
			func(x *model.Task) {
				x.Created, x.ActualStart, x.ActualFinish, x.Done = now-20*oneDay, now-9*oneDay, now-4*oneDay, 100_00
			},
			func(x *model.Task) {
				x.Created, x.ActualStart, x.Done, x.Column = now-20*oneDay, now-2*oneDay, 30_00, "Review"
			},
			func(x *model.Task) { x.Created, x.Column = now-6*oneDay, "Ready" },
		} {
			if err := model.Update(e, model.NewID("T", uint64(i+1)), func(x *model.Task) error { set(x); return nil }); err != nil {
				return err
			}
		}
		return nil
	})
	f := model.FlowOf(s.Ctx(now), project1, nil)
	for i, want := range [][][2]int{{{-20, 0}, {-9, 2}, {-4, 4}}, {{-20, 0}, {-2, 3}}, {{-6, 1}}} {
		if got := stepsOf(f, model.NewID("T", uint64(i+1))); !slices.Equal(got, want) {
			t.Errorf("card %d: %v, want %v", i+1, got, want)
		}
	}
	if f.Dated != 3 || f.Told != 0 || f.Spans[0].Days() != 6 || f.Age(s.Ctx(now), model.NewID("T", 2)) != 3 {
		t.Errorf("dated %d, told %d, %+v, age %d", f.Dated, f.Told, f.Spans[0], f.Age(s.Ctx(now), model.NewID("T", 2)))
	}
}

// TestFlowFromMovesAndJournal: what the journal knows counts from its first word on; before it, the
// moves that the card noted.
func TestFlowFromMovesAndJournal(t *testing.T) {
	s := moved(t, boarded(t, 1), now, func(e *model.Edit) error {
		return model.Update(e, task1, func(x *model.Task) error {
			x.Created, x.Column, x.ActualStart, x.Done = now-30*oneDay, "Review", now-9*oneDay, 20_00
			x.Moves = []model.Move{{At: now - 10*oneDay, From: "Backlog", To: "Ready"}, {At: now - 8*oneDay, From: "Ready", To: "Doing"}, {At: now - oneDay, From: "Doing", To: "Review"}}
			return nil
		})
	})
	state := func(at date.Instant, column string, done bool) model.TaskState {
		return model.TaskState{At: at, There: true, Column: column, Started: true, Complete: done}
	}
	past := (*model.Past)(nil).Grow(project1, 9, now-5*oneDay, map[model.ID][]model.TaskState{task1: {
		state(now-5*oneDay, "Doing", false), state(now-4*oneDay, "Doing", false), state(now-3*oneDay, "Done", true), state(now-2*oneDay, "Doing", false), state(now-oneDay, "Review", false),
	}}, nil, nil)
	if n := len(past.Tasks[task1]); n != 4 {
		t.Errorf("%d states, one says nothing new", n)
	}
	f := model.FlowOf(s.Ctx(now), project1, past)
	if got, want := stepsOf(f, task1), [][2]int{{-30, 0}, {-10, 1}, {-8, 2}, {-3, 4}, {-2, 2}, {-1, 3}}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if f.Told != 1 || f.Dated != 0 || f.Spans[0].Started != f.Last-8 || f.Spans[0].Finished != 0 {
		t.Errorf("told %d, dated %d, %+v", f.Told, f.Dated, f.Spans[0])
	}
	if early := model.FlowOf(s.Ctx(now-4*oneDay), project1, past); len(stepsOf(early, task1)) != 3 {
		t.Errorf("four days ago: %v", stepsOf(early, task1))
	}
}

// sprinting is a workspace with a sprint of ten days under way, its fifth day today, with three
// tasks of three points in it and one in the backlog.
func sprinting(t *testing.T) (*model.Snapshot, model.ID) {
	s := boarded(t, 4)
	var id model.ID
	s = moved(t, s, now, func(e *model.Edit) error {
		today := now.Day(nil)
		id = e.Put(model.SprintPrefix, &model.Sprint{Name: "One", Project: project1, Start: today - 4, Finish: today + 5, Status: "active", Committed: decimal.MustNew(9, 0)})
		e.Put(model.SprintPrefix, &model.Sprint{Name: "Two", Project: project1, Start: today + 6, Finish: today + 15, Status: "planned"})
		for i := range 4 {
			if err := model.Update(e, model.NewID("T", uint64(i+1)), func(x *model.Task) error {
				x.Points, x.Created = decimal.MustNew(3, 0), now-20*oneDay
				if i < 3 {
					x.Sprint = id
				}
				return nil
			}); err != nil {
				return err
			}
		}
		return nil
	})
	return s, id
}

func TestBurnDownOf(t *testing.T) {
	s, id := sprinting(t)
	s = moved(t, s, now, func(e *model.Edit) error {
		return model.Update(e, task1, func(x *model.Task) error {
			x.Done, x.ActualStart, x.ActualFinish = 100_00, now-3*oneDay, now-2*oneDay
			return nil
		})
	})
	b := model.BurnDownOf(s.Ctx(now), id, nil)
	if want := []float64{9, 9, 9, 6, 6, 6}; !slices.Equal(b.Left, want) || !b.Points {
		t.Errorf("by dates: left %v, want %v", b.Left, want)
	}
	// The journal knows better: the third task came in two days ago, the second left at the close.
	in := func(at date.Instant, in, done bool) model.TaskState {
		st := model.TaskState{At: at, There: true, Points: 3, Complete: done}
		if in {
			st.Sprint = id
		}
		return st
	}
	past := (*model.Past)(nil).Grow(project1, 9, now-40*oneDay, map[model.ID][]model.TaskState{
		task1:               in2(in(now-10*oneDay, true, false), in(now-2*oneDay, true, true)),
		model.NewID("T", 2): in2(in(now-10*oneDay, true, false), in(now-oneDay, false, false)),
		model.NewID("T", 3): in2(in(now-10*oneDay, false, false), in(now-2*oneDay, true, false)),
	}, nil, map[model.ID]date.Instant{id: now - oneDay})
	b = model.BurnDownOf(s.Ctx(now), id, past)
	if want := []float64{6, 6, 6, 6, 6, 6}; !slices.Equal(b.Left, want) || len(b.Added) != 1 || len(b.Removed) != 0 {
		t.Errorf("by the journal: %+v", b.Burn)
	}
	if d := cmp.Diff([]flow.Change{{ID: uint64(model.NewID("T", 3)), Day: now.Day(nil) - 2, Size: 3}}, b.Added); d != "" {
		t.Error(d)
	}
	// A sprint that is started two days late took on what was in it then.
	past = past.Grow(project1, 10, 0, nil, map[model.ID]date.Instant{id: now - 2*oneDay + 60}, nil)
	if b = model.BurnDownOf(s.Ctx(now), id, past); len(b.Added) != 0 || b.Scope[0] != 9 || b.Left[1] != 6 {
		t.Errorf("started late: %+v", b.Burn)
	}
	if none := model.BurnDownOf(s.Ctx(now), 0, nil); none.Left != nil {
		t.Error("no sprint burns")
	}
}

func in2(list ...model.TaskState) []model.TaskState { return list }

// TestSprintLife: started, planned into, closed; what is not done goes on, in one edit.
func TestSprintLife(t *testing.T) {
	s, id := sprinting(t)
	next := s.NextSprint(s.CurrentSprint(project1))
	if next == nil || next.Name != "Two" || len(s.Backlog(project1)) != 1 || len(s.SprintTasks(id)) != 3 {
		t.Fatalf("next %v, backlog %d", next, len(s.Backlog(project1)))
	}
	if err := model.NewEdit(s, now).Act(next.ID, "start"); err == nil {
		t.Error("two sprints of a project are under way")
	}
	s = moved(t, s, now, func(e *model.Edit) error { return e.PlanInto(id, model.NewID("T", 4)) })
	s = moved(t, s, now, func(e *model.Edit) error {
		return model.Update(e, task1, func(x *model.Task) error { x.Done = 100_00; return nil })
	})
	open := s
	s = moved(t, s, now, func(e *model.Edit) error { return e.Act(id, "close") })
	if n := len(s.SprintTasks(next.ID)); n != 3 || len(s.SprintTasks(id)) != 1 {
		t.Errorf("%d went on", n)
	}
	if _, points, mean := s.Velocity(project1, 3); len(points) != 1 || mean != 3 || s.Ctx(now).SprintForecast(next) != 3 {
		t.Errorf("velocity %v, mean %v", points, mean)
	}
	if err := model.NewEdit(s, now).PlanInto(id, model.NewID("T", 4)); err == nil {
		t.Error("a closed sprint takes a task")
	}
	s = moved(t, s, now, func(e *model.Edit) error { return e.Act(next.ID, "start") })
	if x, _ := model.Find[*model.Sprint](s, next.ID); x.Status != "active" || x.Committed.String() != "9" {
		t.Errorf("%+v", x)
	}
	back := moved(t, open, now, func(e *model.Edit) error { return e.Act(id, "end") })
	if n := len(back.Backlog(project1)); n != 3 {
		t.Errorf("%d are back in the backlog", n)
	}
}

// TestSprintCapacity: each gives the share asked of them over their own working days.
func TestSprintCapacity(t *testing.T) {
	s, id := sprinting(t)
	s = moved(t, s, now, func(e *model.Edit) error {
		today := now.Day(nil)
		cal := e.Put(model.CalendarPrefix, &model.Calendar{Name: "Ada", Week: model.OfficeWeek(), MinutesPerDay: 480, Exceptions: []model.Exception{{Name: "away", From: today - 4, To: today + 5}}})
		ada := e.Put(model.PersonPrefix, &model.Person{Name: "Ada", Kind: "work", Capacity: 100_00, Calendar: cal})
		bob := e.Put(model.PersonPrefix, &model.Person{Name: "Bob", Kind: "work", Capacity: 50_00})
		return model.Update(e, task1, func(x *model.Task) error {
			x.Assignments = []model.Assignment{{Person: ada, Units: 100_00}, {Person: bob, Units: 80_00}}
			return nil
		})
	})
	x, _ := model.Find[*model.Sprint](s, id)
	c := s.Ctx(now).SprintCapacity(x)
	if len(c.People) != 2 || c.Hours <= 0 || c.Away != 2*c.Hours { // Bob gives half of what Ada would
		t.Errorf("%+v", c)
	}
}

// TestNetworkScopes: the critical path, what is near it, and all; links of summaries are those of
// what is under them.
func TestNetworkScopes(t *testing.T) {
	e := model.NewEdit(model.NewSnapshot(model.Kinds()), now)
	p := e.Put(model.ProjectPrefix, &model.Project{Name: "Plan", Method: "waterfall", Start: now})
	put := func(name string, days int64, parent model.ID, after ...model.ID) model.ID {
		x := model.Kinds().Prefix(model.TaskPrefix).New().(*model.Task)
		x.Name, x.Project, x.Parent, x.Order = name, p, parent, int(e.NextID("R").Num())
		x.Duration = date.Span{N: days * 8 * 3600, Unit: date.Days}
		for _, a := range after {
			x.Links = append(x.Links, model.TaskLink{Predecessor: a, Type: model.FS})
		}
		return e.Put(model.TaskPrefix, x)
	}
	a := put("a", 10, 0)
	sum := put("sum", 1, 0, a)
	b := put("b", 10, sum)
	put("c", 8, sum)  // two days of float
	put("d", 1, 0, a) // much float
	put("last", 5, 0, sum)
	batch, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	s := e.Base().With(batch.Changes)
	names := func(scope model.NetworkScope) (out string) {
		for _, x := range s.Network(p, scope).Tasks {
			out += x.Name + " "
		}
		return out
	}
	if got := [...]string{names(model.NetworkCritical), names(model.NetworkNear), names(model.NetworkAll)}; got != [...]string{"a b last ", "a b c last ", "a b c d last "} {
		t.Errorf("%q", got)
	}
	n := s.Network(p, model.NetworkCritical)
	if len(n.Edges) != 2 || n.Tasks[n.Edges[0].To].ID != b || n.Hidden != 0 {
		t.Errorf("%+v", n.Edges)
	}
}
