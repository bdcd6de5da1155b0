package model_test

import (
	"slices"
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// Who says how far a task is has said that it began, and at 100 % that it ended: as planned, unless the
// same edit says when.
func TestProgressSaysWhatHappened(t *testing.T) {
	type set [2]string
	for _, c := range []struct {
		name          string
		first, then   []set
		percent       model.Pct
		begin, finish string // actual, in March; "" for none
	}{
		{"begun", nil, []set{{"percent", "40"}}, 40_00, "02 08:00", ""},
		{"done", nil, []set{{"percent", "100"}}, 100_00, "02 08:00", "05 17:00"},
		{"done, and when it began", nil, []set{{"percent", "100"}, {"actual_start", "2026-03-03"}}, 100_00, "03 08:00", "05 17:00"},
		{"done, and when it ended", nil, []set{{"percent", "100"}, {"actual_finish", "2026-03-04"}}, 100_00, "02 08:00", "04 17:00"},
		{"ended", nil, []set{{"actual_finish", "2026-03-04"}}, 100_00, "02 08:00", "04 17:00"},
		{"ended before it was to begin", nil, []set{{"actual_finish", "2026-02-27"}}, 100_00, "27 17:00", "27 17:00"},
		{"only a start", nil, []set{{"actual_start", "2026-03-03"}}, 0, "03 08:00", ""},
		{"less than done", []set{{"percent", "100"}}, []set{{"percent", "50"}}, 50_00, "02 08:00", ""},
		{"not begun after all", []set{{"percent", "100"}}, []set{{"percent", "0"}}, 0, "", ""},
		{"nothing done, but begun", []set{{"percent", "50"}}, []set{{"percent", "0"}, {"actual_start", "2026-03-04"}}, 0, "04 08:00", ""},
		{"another name", []set{{"percent", "50"}}, []set{{"name", "Dig"}}, 50_00, "02 08:00", ""},
	} {
		p := newPlanner(t)
		a := p.task("A", 4)
		p.settle()
		for _, sets := range [][]set{c.first, c.then} {
			if err := p.apply(func(e *model.Edit) error {
				for _, s := range sets {
					if err := e.Set(a, s[0], s[1]); err != nil {
						return err
					}
				}
				return nil
			}); err != nil {
				t.Fatal(c.name, err)
			}
		}
		x, f := p.get(a), "02 15:04"
		begin, finish := "", ""
		if x.ActualStart != 0 {
			begin = x.ActualStart.In(nil).Format(f)
		}
		if x.ActualFinish != 0 {
			finish = x.ActualFinish.In(nil).Format(f)
		}
		if x.Done != c.percent || begin != c.begin || finish != c.finish {
			t.Errorf("%s: %d, %q to %q; want %d, %q to %q", c.name, x.Done, begin, finish, c.percent, c.begin, c.finish)
		}
	}
}

// What is left of a new task stays as it was told, beside how much of it is done; where it was not told, it
// follows.
func TestNewTaskKeepsWhatIsLeft(t *testing.T) {
	for _, c := range []struct {
		name   string
		left   date.Span
		want   int64 // days
		finish string
	}{
		{"told", days(5), 5, "Mon 2 > Mon 9"},
		{"not told", date.Span{}, 3, "Mon 2 > Thu 5"},
	} {
		p := newPlanner(t)
		var id model.ID
		if err := p.apply(func(e *model.Edit) error {
			id = p.put(e, "A", 4, func(x *model.Task) { x.Done, x.ActualStart, x.Remaining = 25_00, march(2, 8, 0), c.left })
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if x := p.get(id); x.Remaining.N != days(c.want).N {
			t.Errorf("%s: %v is left", c.name, x.Remaining)
		}
		p.stored(id, c.finish)
	}
}

// The people of a task have done their share of what is done of it; what was said of one of them stays.
func TestPeopleHaveDoneTheirShare(t *testing.T) {
	p := newPlanner(t)
	var ada, bob model.ID
	p.edit(func(e *model.Edit) {
		ada = e.Put(model.PersonPrefix, &model.Person{Name: "Ada", Kind: "work", Capacity: 100_00})
		bob = e.Put(model.PersonPrefix, &model.Person{Name: "Bob", Kind: "work", Capacity: 100_00})
	})
	a := p.task("A", 4, func(x *model.Task) {
		x.Work = date.Span{N: 48 * 3600, Unit: date.Hours}
		x.Assignments = []model.Assignment{{Person: ada, Units: 100_00, Work: date.Span{N: 32 * 3600, Unit: date.Hours}, Remaining: date.Span{N: 32 * 3600, Unit: date.Hours}},
			{Person: bob, Units: 50_00, Work: date.Span{N: 16 * 3600, Unit: date.Hours}}}
	})
	p.settle()
	check := func(what string, want ...int64) { // done and left of each, in hours
		t.Helper()
		for i, x := range p.get(a).Assignments {
			if x.ActualWork.N != want[2*i]*3600 || x.Remaining.N != want[2*i+1]*3600 {
				t.Errorf("%s: %s has done %v and %v is left", what, x.Person, x.ActualWork, x.Remaining)
			}
		}
	}
	set := func(f func(x *model.Task)) {
		t.Helper()
		if err := p.apply(func(e *model.Edit) error { return model.Update(e, a, func(x *model.Task) error { f(x); return nil }) }); err != nil {
			t.Fatal(err)
		}
	}
	set(func(x *model.Task) { x.Done = 25_00 })
	check("a quarter", 8, 24, 4, 12)
	set(func(x *model.Task) {
		x.Done, x.Assignments = 50_00, slices.Clone(x.Assignments)
		x.Assignments[0].ActualWork.N, x.Assignments[0].Remaining.N = 20*3600, 12*3600
	})
	check("half, and of one it was said", 20, 12, 8, 8)
	set(func(x *model.Task) { x.Done = 100_00 })
	check("all", 32, 0, 16, 0)
	set(func(x *model.Task) { x.Done = 0 })
	check("nothing", 0, 32, 0, 16)
}
