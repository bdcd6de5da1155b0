package model

import (
	"errors"
	"fmt"
	"slices"

	"tandem/model/date"
	"tandem/model/worktime"
)

// Ghost is what would come of an edit of a plan, beside what is: nothing of it is stored.
type Ghost struct {
	Was, Now *Schedule
	Moved    []ID  // tasks, no summaries, that would start or finish at another moment, in outline order
	Slip     int64 // of the project's finish, in seconds of its working time; below 0 it comes earlier
	// Critical reports whether another set of tasks would drive the finish.
	Critical bool

	then    *Snapshot // with the edit made, its dates not settled
	changed map[ID]bool
	hours   *worktime.Calendar // of the project
}

// Supposed is a task as it would be: what the edit changes of it, and the dates and the length that would
// come of it. False where it stays as it is.
func (g *Ghost) Supposed(id ID) (*Task, bool) {
	was, had := g.Was.Of(id)
	now, has := g.Now.Of(id)
	t, ok := Find[*Task](g.then, id)
	if !ok || !has {
		return nil, false
	}
	x := *t
	if had && was.Start == now.Start && was.Finish == now.Finish {
		return &x, g.changed[id]
	}
	x.Start, x.Finish = now.Start, now.Finish
	if g.then.Plan(x.Project).Summary(id) {
		x.span(g.hours)
	}
	return &x, true
}

// Try works out what an edit would move in the plan of a project. The snapshot stays as it is; some
// milliseconds for a plan of thousands.
func (s *Snapshot) Try(project ID, now date.Instant, change func(*Edit) error) (*Ghost, error) {
	e := NewEdit(s, now)
	if err := change(e); err != nil {
		return nil, err
	}
	b, err := e.Batch()
	if err != nil {
		return nil, err
	}
	then := s.With(newFollower(s, b, now).changes)
	g := &Ghost{Was: s.Schedule(project), Now: then.Schedule(project), then: then, changed: map[ID]bool{}}
	for _, c := range b.Changes {
		g.changed[c.ID] = true
	}
	if g.Now.Stored != "" {
		return nil, errors.New(g.Now.Stored)
	}
	lines := g.Now.at.Lines
	for i, t := range g.Now.tasks {
		d := &g.Now.dates[i]
		old, ok := g.Was.Of(t.ID)
		if !lines[i].Summary && (!ok || old.Start != d.Start || old.Finish != d.Finish) {
			g.Moved = append(g.Moved, t.ID)
		}
	}
	p, ok := Find[*Project](s, project)
	if ok {
		g.hours = e.Ctx.HoursOf(p)
	}
	if ok && g.Was.Finish != 0 {
		g.Slip = e.Ctx.HoursOf(p).Diff(g.Was.Finish, g.Now.Finish)
	}
	a, c := g.Was.Critical(), g.Now.Critical()
	slices.Sort(a)
	slices.Sort(c)
	g.Critical = !slices.Equal(a, c)
	return g, nil
}

// Beyond says why the plan would have no finish that anybody can mean: with such a length the new dates
// are none. It is "" where they are, or where the plan was like that before.
func (g *Ghost) Beyond() string {
	at := g.Now.Finish
	was := g.Was.Finish
	if was == 0 || !was.Day(g.Was.Loc).Meant() || at != 0 && at.Day(g.Now.Loc).Meant() {
		return ""
	}
	for _, x := range g.Now.Issues {
		if len(x.Tasks) == 1 && !slices.ContainsFunc(g.Was.Issues, func(o ScheduleIssue) bool { return o.Message == x.Message }) {
			return x.Tasks[0].String() + " " + x.Message
		}
	}
	return "the plan would end outside the years 1900 to 2199"
}

// Stretch makes a task longer and starts it later, each by seconds of working time; below 0 shorter
// and earlier. A later start is a constraint; an earlier one only takes such a constraint back: a
// task that waits for another cannot start before that, and the error names it.
func Stretch(e *Edit, id ID, longer, later int64) error {
	t, ok := e.Get(id).(*Task)
	switch {
	case !ok:
		return noSuch(id)
	case t.Complete():
		return fmt.Errorf("%s is done", id)
	case longer != 0 && e.base.Plan(t.Project).Summary(id):
		return fmt.Errorf("%s is a summary: its length follows from what is under it", id)
	case t.Duration.N+longer < 0:
		return fmt.Errorf("%s cannot be shorter than nothing", id)
	case later != 0 && t.Started():
		return fmt.Errorf("%s has begun: its start stays", id)
	}
	return Update(e, id, func(t *Task) error {
		t.Duration.N += longer
		if later == 0 {
			return nil
		}
		return t.shiftStart(e, later)
	})
}

// shiftStart moves the start by working time.
func (t *Task) shiftStart(e *Edit, by int64) error {
	x := e.base.Schedule(t.Project)
	d, ok := x.Of(t.ID)
	if !ok || d.Start == 0 {
		return fmt.Errorf("%s has no start to move", t.ID)
	}
	cal := e.Ctx.HoursOf(t)
	shift := func(at date.Instant) date.Instant {
		if by < 0 {
			return cal.Next(cal.Sub(at, -by))
		}
		return cal.Next(cal.Add(at, by))
	}
	switch t.Constraint {
	case "", "ASAP", "SNET":
		if by < 0 && d.Driver.Cause != CauseConstraint {
			return fmt.Errorf("it cannot start earlier: it %s", x.words(e.Ctx.For(t), t.ID, d))
		}
		t.Constraint, t.ConstraintDate = "SNET", shift(d.Start)
	case "MSO", "MFO", "FNET":
		t.ConstraintDate = shift(t.ConstraintDate)
	default:
		return fmt.Errorf("its constraint says otherwise: %s; change that first", t.Constraint)
	}
	if t.Manual {
		t.Start, t.Finish = shift(t.Start), shift(t.Finish)
	}
	return nil
}
