package model_test

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// fortnight is a plan on office hours with a sprint from Monday 2 to Friday 13 March 2026, one after it that is
// planned, one before it that is closed, and three tasks.
func fortnight(t *testing.T) (p *planner, sprint model.ID, tasks []model.ID) {
	p = newPlanner(t)
	for _, n := range []string{"a", "b", "c"} {
		tasks = append(tasks, p.task(n, 1))
	}
	p.edit(func(e *model.Edit) {
		day := func(d int) date.Day { return date.YMD(2026, 3, d) }
		e.Put(model.SprintPrefix, &model.Sprint{Name: "Before", Project: p.project, Start: day(2) - 14, Finish: day(2) - 3, Status: "closed"})
		sprint = e.Put(model.SprintPrefix, &model.Sprint{Name: "Now", Project: p.project, Start: day(2), Finish: day(13), Status: "active"})
		e.Put(model.SprintPrefix, &model.Sprint{Name: "Next", Project: p.project, Start: day(16), Finish: day(27), Status: "planned"})
	})
	return p, sprint, tasks
}

// TestSprintDay counts working days: 0 before it begins, all of them after its end, none more over a weekend
// or a holiday.
func TestSprintDay(t *testing.T) {
	p, sprint, _ := fortnight(t)
	x := p.snap.Get(sprint).(*model.Sprint)
	for _, c := range []struct{ d, want int }{{1, 0}, {2, 1}, {4, 3}, {6, 5}, {7, 5}, {8, 5}, {9, 6}, {13, 10}, {14, 10}, {28, 10}} {
		if day, of := p.snap.Ctx(march(c.d, 9, 0)).SprintDay(x); day != c.want || of != 10 {
			t.Errorf("on %d March it is day %d of %d, want %d of 10", c.d, day, of, c.want)
		}
	}
	p.edit(func(e *model.Edit) {
		_ = model.Update(e, p.office, func(c *model.Calendar) error {
			c.Exceptions = []model.Exception{{Name: "Feast", From: date.YMD(2026, 3, 5)}}
			return nil
		})
	})
	if day, of := p.snap.Ctx(march(5, 9, 0)).SprintDay(x); day != 3 || of != 9 {
		t.Errorf("on the holiday it is day %d of %d, want 3 of 9", day, of)
	}
}

// TestWhichSprint: the one under way, else the next planned, else the last.
func TestWhichSprint(t *testing.T) {
	p, sprint, _ := fortnight(t)
	is := func(want string) {
		t.Helper()
		got := ""
		if x := p.snap.CurrentSprint(p.project); x != nil {
			got = x.Name
		}
		if got != want {
			t.Errorf("it is %q, want %q", got, want)
		}
	}
	is("Now")
	p.edit(func(e *model.Edit) { _ = e.Set(sprint, "status", "closed") })
	is("Next")
	p.edit(func(e *model.Edit) { _ = e.Set(model.NewID("S", 3), "status", "closed") })
	is("Next") // the last by its first day
	if other := p.snap.CurrentSprint(model.NewID("P", 99)); other != nil {
		t.Errorf("a project without sprints has %s", other.Name)
	}
}

// TestPlanInto: what is closed stays as it is; all of a list goes, or nothing.
func TestPlanInto(t *testing.T) {
	p, sprint, tasks := fortnight(t)
	closed := model.NewID("S", 1)
	p.edit(func(e *model.Edit) {
		_ = model.Update(e, tasks[2], func(x *model.Task) error { x.Sprint, x.Done = closed, 100_00; return nil })
	})
	for _, x := range []struct {
		into model.ID
		ids  []model.ID
		want string // "": it is done
	}{
		{sprint, tasks[:2], ""},
		{0, tasks[:2], ""},
		{closed, tasks[:1], "S-1 is closed"},
		{sprint, tasks[2:], "was done in S-1, which is closed"},
		{0, tasks[2:], "was done in S-1, which is closed"},
		{model.NewID("S", 99), tasks[:1], "no such record"},
		{sprint, []model.ID{model.NewID("T", 99)}, "no such record"},
	} {
		e := model.NewEdit(p.snap, march(3, 9, 0))
		err := e.PlanInto(x.into, x.ids...)
		if (err == nil) != (x.want == "") || err != nil && !strings.Contains(err.Error(), x.want) {
			t.Errorf("%v into %s: %v, want %q", x.ids, x.into, err, x.want)
		}
		for _, id := range x.ids {
			if y, ok := e.Get(id).(*model.Task); err == nil && (!ok || y.Sprint != x.into) {
				t.Errorf("%s is not in %s", id, x.into)
			}
		}
	}
}

// TestRankInSprint: a task is moved among those of its own sprint, or of the backlog, and stops at the ends.
func TestRankInSprint(t *testing.T) {
	p, sprint, tasks := fortnight(t)
	p.edit(func(e *model.Edit) { _ = e.PlanInto(sprint, tasks[0], tasks[2]) })
	order := func() string {
		var out []string
		for _, x := range p.snap.SprintTasks(sprint) {
			out = append(out, x.Name)
		}
		out = append(out, "|")
		for _, x := range p.snap.Backlog(p.project) {
			out = append(out, x.Name)
		}
		return strings.Join(out, " ")
	}
	for _, x := range []struct {
		id   model.ID
		by   int
		want string
	}{{tasks[0], 1, "c a | b"}, {tasks[0], 5, "c a | b"}, {tasks[0], -1, "a c | b"}, {tasks[1], 1, "a c | b"}, {tasks[2], -9, "c a | b"}} {
		p.edit(func(e *model.Edit) {
			if err := e.RankTask(x.id, x.by); err != nil {
				t.Error(err)
			}
		})
		if got := order(); got != x.want {
			t.Errorf("%s by %d: %s, want %s", x.id, x.by, got, x.want)
		}
	}
}

// TestDaysOfAnException: on which days one that repeats falls, until its last day; words that mean nothing to
// us fall on none.
func TestDaysOfAnException(t *testing.T) {
	for _, x := range []struct {
		repeat, from, to, want string
	}{
		{"weekly", "2026-03-02", "2026-03-31", "03-02 03-09 03-16 03-23 03-30"},
		{" Monthly ", "2026-01-31", "2026-06-30", "01-31 02-28 03-31 04-30 05-31 06-30"},
		{"yearly", "2024-02-29", "2028-12-31", "02-29 02-28 02-28 02-28 02-29"},
		{"daily", "2026-03-02", "2026-03-05", "03-02 03-03 03-04 03-05"},
		{"type=6 period=2 days=42", "2026-03-02", "2026-03-20", "03-02 03-04 03-06 03-16 03-18 03-20"}, // Mon 2, Wed 8, Fri 32
		{"type=1 period=3 occurrences=4", "2026-03-02", "", "03-02 03-05 03-08 03-11"},
		{"every blue moon", "2026-03-02", "2026-12-31", ""},
	} {
		e := model.Exception{Name: "Off", Repeat: x.repeat, From: dayOf(t, x.from)}
		if x.to != "" {
			e.To = dayOf(t, x.to)
		}
		var got []string
		for d := range e.Days() {
			got = append(got, d.Time().Format("01-02"))
		}
		if s := strings.Join(got, " "); s != x.want {
			t.Errorf("%q from %s: %s, want %s", x.repeat, x.from, s, x.want)
		}
		if _, ok := e.Recurs(); ok != (x.want != "") {
			t.Errorf("%q repeats: %v", x.repeat, ok)
		}
	}
	once := model.Exception{Name: "Off", From: dayOf(t, "2026-03-02")}
	if _, ok := once.Recurs(); ok {
		t.Error("a plain run of days repeats")
	}
	n := 0
	for range (&model.Exception{Repeat: "weekly", From: dayOf(t, "2026-03-02")}).Days() {
		n++
	}
	if n != 36525/7+1 {
		t.Errorf("without an end it falls on %d days of a century", n)
	}
}
