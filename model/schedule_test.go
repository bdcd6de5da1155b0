package model_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
)

// planner builds the plan of one project on office hours in UTC, starting Mon 2 March 2026.
type planner struct {
	t       testing.TB
	snap    *model.Snapshot
	project model.ID
	office  model.ID
	n       int
}

func march(d, h, m int) date.Instant { return date.YMD(2026, time.March, d).At(h, m, nil) }

func newPlanner(t testing.TB, fill ...func(*model.Project)) *planner {
	p := &planner{t: t, snap: model.NewSnapshot(model.Kinds())}
	p.edit(func(e *model.Edit) {
		cal := model.Kinds().Prefix(model.CalendarPrefix).New().(*model.Calendar)
		cal.Name, cal.Zone = "Office", "UTC"
		p.office = e.Put(model.CalendarPrefix, cal)
		x := model.Kinds().Prefix(model.ProjectPrefix).New().(*model.Project)
		x.Name, x.Start, x.Calendar = "Plan", march(2, 8, 0), p.office
		for _, f := range fill {
			f(x)
		}
		p.project = e.Put(model.ProjectPrefix, x)
	})
	return p
}

func (p *planner) edit(f func(*model.Edit)) {
	p.t.Helper()
	e := model.NewEdit(p.snap, march(1, 0, 0))
	e.KeepLoops() // as an import does
	f(e)
	b, err := e.Batch()
	if err != nil {
		p.t.Fatal(err)
	}
	p.snap = p.snap.With(b.Changes)
}

// task adds a task of so many days.
func (p *planner) task(name string, days float64, fill ...func(*model.Task)) model.ID {
	p.t.Helper()
	var id model.ID
	p.edit(func(e *model.Edit) { id = p.put(e, name, days, fill...) })
	return id
}

func (p *planner) put(e *model.Edit, name string, days float64, fill ...func(*model.Task)) model.ID {
	x := model.Kinds().Prefix(model.TaskPrefix).New().(*model.Task)
	p.n++
	x.Name, x.Project, x.Order = name, p.project, p.n
	x.Duration = date.Span{N: int64(days * 8 * 3600), Unit: date.Days}
	for _, f := range fill {
		f(x)
	}
	return e.Put(model.TaskPrefix, x)
}

func after(id model.ID) func(*model.Task) { return linked(id, model.FS, date.Span{}) }

func linked(id model.ID, typ model.LinkType, lag date.Span) func(*model.Task) {
	return func(t *model.Task) {
		t.Links = append(t.Links, model.TaskLink{Predecessor: id, Type: typ, Lag: lag})
	}
}

func under(id model.ID) func(*model.Task) { return func(t *model.Task) { t.Parent = id } }

func (p *planner) schedule() *model.Schedule { return p.snap.Schedule(p.project) }

// want checks scheduled start and finish: "Mon 2 08:00 > Tue 3 17:00".
func (p *planner) want(id model.ID, want string) {
	p.t.Helper()
	d, ok := p.schedule().Of(id)
	f := "Mon 2 15:04"
	if got := d.Start.In(nil).Format(f) + " > " + d.Finish.In(nil).Format(f); !ok || got != want {
		p.t.Errorf("%s: %s, want %s", id, got, want)
	}
}

func (p *planner) driver(id model.ID, want string) {
	p.t.Helper()
	d, _ := p.schedule().Of(id)
	if got := d.Driver.Text(p.snap.Ctx(march(1, 0, 0))); got != want {
		p.t.Errorf("%s is driven by %q, want %q", id, got, want)
	}
}

func days(n int64) date.Span { return date.Span{N: n * 8 * 3600, Unit: date.Days} }

// TestScheduleOfAPlan: links, summaries and the critical path; then one edit moves all that hangs
// on it.
func TestScheduleOfAPlan(t *testing.T) {
	p := newPlanner(t)
	design := p.task("Design", 0)
	a := p.task("Sketch", 2, under(design))
	b := p.task("Draw", 3, under(design), after(a))
	build := p.task("Build", 4, after(design))
	side := p.task("Order bricks", 1, linked(a, model.SS, days(1)))
	done := p.task("Done", 0, after(build))
	p.want(design, "Mon 2 08:00 > Fri 6 17:00")
	p.want(a, "Mon 2 08:00 > Tue 3 17:00")
	p.want(b, "Wed 4 08:00 > Fri 6 17:00")
	p.want(build, "Mon 9 08:00 > Thu 12 17:00")
	p.want(side, "Tue 3 08:00 > Tue 3 17:00")
	p.want(done, "Thu 12 17:00 > Thu 12 17:00")
	p.driver(build, fmt.Sprintf("%s FS via %s", b, design))
	p.driver(side, fmt.Sprintf("%s SS +1d", a))
	p.driver(a, "project")
	p.driver(design, "under it "+a.String())
	x := p.schedule()
	if got := x.Critical(); !slices.Equal(got, []model.ID{a, b, build, done}) {
		t.Error(got)
	}
	if d, _ := x.Of(side); d.TotalFloat != 7*8*3600 || d.FreeFloat != d.TotalFloat || d.Critical {
		t.Error(d)
	}
	if p.schedule() != x {
		t.Error("it was computed twice")
	}
	p.edit(func(e *model.Edit) {
		if err := e.Set(a, "duration", "4d"); err != nil {
			t.Fatal(err)
		}
	})
	p.want(done, "Mon 16 17:00 > Mon 16 17:00")
	if p.schedule().Finish != march(16, 17, 0) || x.Finish != march(12, 17, 0) {
		t.Error("the edit did not move the finish, or moved the past")
	}
}

// TestScheduleIsKept while nothing it rests on changes, also over edits of other projects, and is
// computed anew once a calendar or the project changes.
func TestScheduleIsKept(t *testing.T) {
	p := newPlanner(t)
	p.task("A", 1)
	before := p.schedule()
	mine := p.project
	p.edit(func(e *model.Edit) {
		x := model.Kinds().Prefix(model.ProjectPrefix).New().(*model.Project)
		x.Name, x.Start = "Other", march(2, 8, 0)
		p.project = e.Put(model.ProjectPrefix, x)
	})
	p.task("B", 2)
	p.project = mine
	if p.schedule() != before {
		t.Error("an edit of another project cost this one its schedule")
	}
	p.edit(func(e *model.Edit) {
		if err := e.Set(p.office, "exceptions", "Holiday | 2026-03-02 | | "); err != nil {
			t.Fatal(err)
		}
	})
	if p.schedule() == before || p.schedule().Finish != march(3, 17, 0) {
		t.Error(p.schedule().Finish.In(nil))
	}
	p.edit(func(e *model.Edit) {
		if err := e.Set(mine, "start", "2026-03-05"); err != nil {
			t.Fatal(err)
		}
	})
	if p.schedule().Finish != march(5, 17, 0) {
		t.Error(p.schedule().Finish.In(nil))
	}
}

// TestScheduleLags: work, elapsed and percent.
func TestScheduleLags(t *testing.T) {
	p := newPlanner(t)
	a := p.task("A", 4)
	for _, c := range []struct {
		lag  date.Span
		want string
	}{
		{days(2), "Tue 10 08:00 > Tue 10 17:00"},
		{days(-1), "Thu 5 08:00 > Thu 5 17:00"},
		{date.Span{N: 48 * 3600, Unit: date.ElapsedDays}, "Mon 9 08:00 > Mon 9 17:00"},
		{date.Span{N: 50_00, Unit: date.Percent}, "Tue 10 08:00 > Tue 10 17:00"},
		{date.Span{N: -25_00, Unit: date.Percent}, "Thu 5 08:00 > Thu 5 17:00"},
	} {
		p.want(p.task("B", 1, linked(a, model.FS, c.lag)), c.want)
	}
}

// TestScheduleCalendars: the task's own calendar, its people's, both, and people who work at
// different times.
func TestScheduleCalendars(t *testing.T) {
	p := newPlanner(t)
	person := func(name, week string) model.ID {
		var id model.ID
		p.edit(func(e *model.Edit) {
			cal := model.Kinds().Prefix(model.CalendarPrefix).New().(*model.Calendar)
			cal.Name, cal.Zone = name, "UTC"
			c := e.Put(model.CalendarPrefix, cal)
			if err := e.Set(c, "week", week); err != nil {
				t.Fatal(err)
			}
			h := model.Kinds().Prefix(model.PersonPrefix).New().(*model.Person)
			h.Name, h.Calendar = name, c
			id = e.Put(model.PersonPrefix, h)
		})
		return id
	}
	mornings := person("Ada", "mon | 08:00-12:00\ntue | 08:00-12:00\nwed | 08:00-12:00\nthu | 08:00-12:00\nfri | 08:00-12:00")
	weekend := person("Bob", "sat | 08:00-16:00\nsun | 08:00-16:00")
	by := func(ids ...model.ID) func(*model.Task) {
		return func(t *model.Task) {
			for _, id := range ids {
				t.Assignments = append(t.Assignments, model.Assignment{Person: id, Units: 100_00})
			}
		}
	}
	h, _ := model.Find[*model.Person](p.snap, mornings)
	half := h.Calendar
	p.want(p.task("by Ada", 1, by(mornings)), "Mon 2 08:00 > Tue 3 12:00")
	p.want(p.task("by both", 1, by(mornings, weekend)), "Mon 2 08:00 > Sat 7 16:00")
	p.want(p.task("own", 1, func(t *model.Task) { t.Calendar = half }), "Mon 2 08:00 > Tue 3 12:00")
	long := func(t *model.Task) { t.Calendar = p.office }
	p.want(p.task("own and Ada", 1, by(mornings), long), "Mon 2 08:00 > Tue 3 12:00")
	p.want(p.task("own, not Ada", 1, by(mornings), long, func(t *model.Task) { t.IgnoreResources = true }), "Mon 2 08:00 > Mon 2 17:00")
	p.want(p.task("elapsed", 1, by(mornings), func(t *model.Task) { t.Duration = date.Span{N: 86400, Unit: date.ElapsedDays} }), "Mon 2 08:00 > Tue 3 08:00")
}

// TestScheduleKeepsWhatHappened: actuals, dates by hand, inactive tasks, levelling.
func TestScheduleKeepsWhatHappened(t *testing.T) {
	p := newPlanner(t)
	done := p.task("Done", 2, func(t *model.Task) { t.ActualStart, t.ActualFinish, t.Done = march(3, 8, 0), march(5, 12, 0), 100_00 })
	begun := p.task("Begun", 2, after(done), func(t *model.Task) {
		t.ActualStart, t.Done, t.Remaining = march(4, 8, 0), 50_00, days(3)
	})
	hand := p.task("By hand", 2, after(begun), func(t *model.Task) { t.Manual, t.Start, t.Finish = true, march(2, 8, 0), march(4, 17, 0) })
	idle := p.task("Idle", 9, after(done), func(t *model.Task) { t.Inactive = true })
	off := p.task("Put off", 1, func(t *model.Task) { t.Delay = date.Span{N: 2 * 86400, Unit: date.ElapsedDays} })
	p.want(done, "Tue 3 08:00 > Thu 5 12:00")
	p.want(begun, "Wed 4 08:00 > Mon 9 17:00") // a day done, three left
	p.want(hand, "Mon 2 08:00 > Wed 4 17:00")
	p.want(off, "Wed 4 08:00 > Wed 4 17:00")
	p.driver(done, "actual")
	p.driver(hand, "manual")
	p.driver(off, "levelling")
	if p.schedule().Finish != march(9, 17, 0) {
		t.Error("an inactive task makes the finish")
	}
	if d, _ := p.schedule().Of(idle); d.Start != march(5, 13, 0) || d.Critical {
		t.Error(d)
	}
}

// TestScheduleOfSummaries: a constraint and a deadline of a summary hold what is under it, at any
// depth, and so do its links.
func TestScheduleOfSummaries(t *testing.T) {
	p := newPlanner(t)
	first := p.task("First", 1)
	top := p.task("Top", 0, func(t *model.Task) {
		t.Constraint, t.ConstraintDate, t.Deadline = "SNET", march(5, 8, 0), march(5, 17, 0)
	})
	mid := p.task("Mid", 0, under(top), after(first))
	leaf := p.task("Leaf", 2, under(mid))
	next := p.task("Next", 1, linked(top, model.SS, date.Span{}))
	p.want(leaf, "Thu 5 08:00 > Fri 6 17:00")
	p.want(next, "Thu 5 08:00 > Thu 5 17:00")
	p.driver(leaf, "constraint via "+top.String())
	from := p.task("From", 1, func(t *model.Task) { t.Constraint, t.ConstraintDate = "SNET", march(10, 8, 0) })
	held := p.task("Held", 0, linked(from, model.SS, days(1)))
	in := p.task("In", 1, under(p.task("Deeper", 0, under(held))))
	p.want(in, "Wed 11 08:00 > Wed 11 17:00")
	p.driver(in, from.String()+" SS +1d via "+held.String())
	end := p.task("End", 0, linked(from, model.FF, days(1)))
	p.want(p.task("Last", 1, under(end)), "Wed 11 08:00 > Wed 11 17:00")
	if d, _ := p.schedule().Of(leaf); d.TotalFloat != -8*3600 || !d.Critical {
		t.Error(d.TotalFloat)
	}
	if d, _ := p.schedule().Of(top); d.TotalFloat != -8*3600 || d.EarlyStart != march(5, 8, 0) {
		t.Error(d)
	}
}

// TestScheduleIssues: whatever is wrong is named, and all else is scheduled.
func TestScheduleIssues(t *testing.T) {
	p := newPlanner(t)
	a := p.task("A", 1)
	b := p.task("B", 1, after(a))
	p.edit(func(e *model.Edit) {
		if err := model.Update(e, a, func(t *model.Task) error {
			t.Links = []model.TaskLink{{Predecessor: b, Type: model.FS}}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	})
	sum := p.task("Sum", 0)
	child := p.task("Child", 1, under(sum), after(sum))
	old := p.task("Old", 1, func(t *model.Task) {
		t.Constraint, t.ConstraintDate = "SNET", date.YMD(1822, 1, 3).At(8, 0, nil)
	})
	away := p.task("Away", 1, func(t *model.Task) {
		t.Links, t.Start = []model.TaskLink{{External: "other.xml\\4", Type: model.FS}}, march(11, 8, 0)
	})
	p.want(a, "Mon 2 08:00 > Mon 2 17:00")
	p.want(child, "Mon 2 08:00 > Mon 2 17:00")
	p.want(old, "Mon 2 08:00 > Mon 2 17:00")
	p.want(away, "Wed 11 08:00 > Wed 11 17:00")
	p.driver(away, "task of another file FS")
	text := ""
	for _, i := range p.schedule().Issues {
		text += i.Message + "\n"
	}
	for _, want := range []string{fmt.Sprintf("%s > %s > %s", a, b, a), "a summary and what is under it", "1822"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
}

// TestScheduleAcrossProjects: a link to a task of another project holds by its stored date.
func TestScheduleAcrossProjects(t *testing.T) {
	p := newPlanner(t)
	there := p.task("There", 1, func(t *model.Task) { t.Start, t.Finish = march(9, 8, 0), march(10, 17, 0) })
	p.edit(func(e *model.Edit) {
		x := model.Kinds().Prefix(model.ProjectPrefix).New().(*model.Project)
		x.Name, x.Start, x.Calendar = "Here", march(2, 8, 0), p.office
		p.project = e.Put(model.ProjectPrefix, x)
	})
	here := p.task("Here", 1, after(there))
	p.want(here, "Wed 11 08:00 > Wed 11 17:00")
	p.driver(here, there.String()+" FS")
	p.edit(func(e *model.Edit) {
		if err := e.Set(there, "finish", "2026-03-12T17:00"); err != nil {
			t.Fatal(err)
		}
	})
	p.want(here, "Fri 13 08:00 > Fri 13 17:00")
	chain := p.schedule().Why(p.snap.Ctx(march(1, 0, 0)), here)
	if len(chain) != 2 || !strings.Contains(chain[1].Words, "its date there stands") {
		t.Error(chain)
	}
}

// TestScheduleFromTheFinish computes backwards, and says so where it cannot.
func TestScheduleFromTheFinish(t *testing.T) {
	p := newPlanner(t, func(x *model.Project) { x.FromFinish, x.Finish = true, march(13, 17, 0) })
	a := p.task("A", 2)
	b := p.task("B", 3, after(a))
	p.want(a, "Mon 9 08:00 > Tue 10 17:00")
	p.want(b, "Wed 11 08:00 > Fri 13 17:00")
	p.driver(a, "late")
	q := newPlanner(t, func(x *model.Project) { x.FromFinish = true })
	c := q.task("C", 1, func(t *model.Task) { t.Start, t.Finish = march(4, 8, 0), march(4, 17, 0) })
	q.want(c, "Wed 4 08:00 > Wed 4 17:00")
	if x := q.schedule(); !strings.Contains(x.Stored, "from its finish") {
		t.Error(x.Stored)
	}
	if _, err := q.snap.Reschedule(model.NewEdit(q.snap, 1), q.project); err == nil {
		t.Error("a plan that cannot be computed was written")
	}
}

// TestWhy walks back to where a date comes from, in words.
func TestWhy(t *testing.T) {
	p := newPlanner(t)
	a := p.task("Approval", 1, func(t *model.Task) { t.Constraint, t.ConstraintDate = "SNET", march(6, 8, 0) })
	b := p.task("Build", 2, linked(a, model.FS, days(1)))
	c := p.task("Test", 1, linked(b, model.FF, date.Span{}))
	chain := p.schedule().Why(p.snap.Ctx(march(1, 0, 0)), c)
	var got []string
	for _, s := range chain {
		got = append(got, s.Task.String()+" "+s.Words)
	}
	want := []string{c.String() + " ends when Build (" + b.String() + ") finishes",
		b.String() + " starts when Approval (" + a.String() + ") finishes, and 1d later",
		a.String() + " must not start before Fri 6 Mar 2026 08:00"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// TestReschedule makes the computed dates the stored ones, and nothing else.
func TestReschedule(t *testing.T) {
	p := newPlanner(t)
	a := p.task("A", 2)
	b := p.task("B", 1, after(a), func(t *model.Task) { t.Start, t.Finish = march(4, 8, 0), march(4, 17, 0) })
	e := model.NewEdit(p.snap, march(1, 0, 0))
	n, err := p.snap.Reschedule(e, p.project)
	if err != nil || n != 1 {
		t.Fatal(n, err)
	}
	batch, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	next := p.snap.With(batch.Changes)
	x, _ := model.Find[*model.Task](next, a)
	y, _ := model.Find[*model.Task](next, b)
	if x.Start != march(2, 8, 0) || x.Finish != march(3, 17, 0) || y.Start != march(4, 8, 0) {
		t.Error(x.Start.In(nil), x.Finish.In(nil))
	}
	if z, _ := model.Find[*model.Project](next, p.project); z.Finish != march(4, 17, 0) {
		t.Error(z.Finish.In(nil))
	}
}

// TestScheduleAhead computes what Schedule then finds at hand, and no more once it is enough.
func TestScheduleAhead(t *testing.T) {
	p := newPlanner(t)
	p.task("Dig", 3)
	first := p.project
	p.edit(func(e *model.Edit) {
		x := model.Kinds().Prefix(model.ProjectPrefix).New().(*model.Project)
		x.Name, x.Start, x.Calendar = "Other", march(2, 8, 0), p.office
		p.project = e.Put(model.ProjectPrefix, x)
	})
	p.task("Build", 2)
	enough := make(chan struct{})
	close(enough)
	p.snap.ScheduleAhead(enough)
	for _, id := range []model.ID{first, p.project} {
		if _, ok := p.snap.ScheduleAtHand(id); ok {
			t.Errorf("%s was scheduled though nobody asked", id)
		}
	}
	p.snap.ScheduleAhead(nil)
	for _, id := range []model.ID{first, p.project} {
		x, ok := p.snap.ScheduleAtHand(id)
		if !ok || x != p.snap.Schedule(id) {
			t.Errorf("%s is not at hand", id)
		}
	}
}
