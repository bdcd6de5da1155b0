package model

import (
	"fmt"

	"tandem/model/date"
	"tandem/model/worktime"
)

// A plan never moves unfinished work past the status date by itself. Where work that was to be done by now
// is not, this puts it off: "reschedule uncompleted work to start after" of Microsoft Project.

// PutOff is what came of putting work off.
type PutOff struct {
	Moved []ID            // tasks that start later by it, in outline order; of one under way the rest
	Left  []ScheduleIssue // open work before the day that stays, and why
}

// PutOffFrom is the moment from which open work of a project goes on where nobody says otherwise: the
// status date, else the beginning of today.
func (c *Ctx) PutOffFrom(p *Project) date.Instant {
	if p.StatusDate != 0 {
		return p.StatusDate
	}
	own := c.For(p)
	return c.Now.Day(own.Loc).At(0, 0, own.Loc)
}

// PutOffWork lets all that is not done yet before a moment be done from its first working time on. Of
// ids a summary stands for the tasks under it, a project for all of its own. A task that has not begun is to
// start no earlier than that, but where it waits for another that is put off; of one under way what is left
// is done from then (Task.Resume), and what is done stays where it is. What a hard date holds and what has its
// dates by hand stays, and is named.
func PutOffWork(e *Edit, project ID, ids []ID, from date.Instant) (out PutOff, err error) {
	p, ok := e.Get(project).(*Project)
	switch x := e.base.Schedule(project); {
	case !ok:
		return out, noSuch(project)
	case p.FromFinish:
		return out, fmt.Errorf("%s is scheduled from its finish: its work lies as late as it can", project)
	case x.Stored != "":
		return out, fmt.Errorf("%s: %s", project, x.Stored)
	}
	w := putOff{e: e, project: project, from: from, in: map[ID]bool{}, seen: map[ID]bool{}, out: &out}
	for _, id := range ids {
		w.in[id] = true
	}
	for w.round() {
	}
	return out, w.err
}

// putOff is the work of PutOffWork.
type putOff struct {
	e       *Edit
	project ID
	from    date.Instant
	in      map[ID]bool // asked for
	seen    map[ID]bool // settled one way or the other
	out     *PutOff
	err     error
}

// round puts off what waits for nothing else that is to be put off, so that a link moves what follows
// and not a constraint; false once nothing is left.
func (w *putOff) round() bool {
	snap := w.e.base.With(w.e.list)
	x := snap.Schedule(w.project)
	early := map[ID]bool{}
	var list []*Task
	up := []bool{} // of the lines above: asked for
	for i, l := range x.at.Lines {
		up = up[:min(l.Depth, len(up))]
		asked := w.in[l.ID] || w.in[w.project] || len(up) > 0 && up[len(up)-1]
		up = append(up, asked)
		t, d := x.tasks[i], &x.dates[i]
		if !asked || l.Summary || l.Inactive || t.Complete() || w.seen[t.ID] || d.Start == 0 || d.Start >= w.from {
			continue
		}
		early[t.ID] = true
		list = append(list, t)
	}
	for _, t := range list {
		if d, _ := x.Of(t.ID); t.Started() || !early[d.Driver.Task] {
			w.seen[t.ID] = true
			w.one(t)
		}
	}
	return w.err == nil && len(list) > 0
}

// one puts off a task that starts before the moment.
func (w *putOff) one(t *Task) {
	hours := w.e.Ctx.HoursOf(t)
	at := hours.Next(w.from)
	stay := func(why string) { w.out.Left = append(w.out.Left, ScheduleIssue{Tasks: []ID{t.ID}, Message: why}) }
	move := func(id ID) {
		w.out.Moved = append(w.out.Moved, id)
		w.err = Update(w.e, id, func(t *Task) error {
			t.Constraint, t.ConstraintDate = "SNET", at
			return nil
		})
	}
	switch {
	case t.Manual:
		stay("its dates are set by hand")
	case !t.Started() && t.Constraint != "" && t.Constraint != "ASAP" && t.Constraint != "ALAP" && t.Constraint != "SNET":
		stay(fmt.Sprintf("a constraint holds it: %s", t.Constraint))
	case !t.Started():
		move(t.ID)
	case w.e.Ctx.Stopped(t) >= w.from: // what is done reaches up to there
	default:
		w.out.Moved = append(w.out.Moved, t.ID)
		w.err = Update(w.e, t.ID, func(t *Task) error { t.Resume = at; return nil })
	}
}

// Stopped is when the work that is done of a task under way ends: where it stands, as its length tells; of one
// that was interrupted, where it goes on.
func (c *Ctx) Stopped(t *Task) date.Instant {
	return max(t.Resume, c.DoneUntil(t))
}

// DoneUntil is where the work that is done of a task under way would end had it not been interrupted.
func (c *Ctx) DoneUntil(t *Task) date.Instant {
	return c.HoursOf(t).Add(t.began(), t.doneLength())
}

// goesOn moves on the time from which the rest of interrupted work is done by what was done since. What has
// ended, or has not begun after all, was not interrupted.
func (t *Task) goesOn(was *Task, hours *worktime.Calendar) {
	switch {
	case t.Complete() || !t.Started():
		t.Resume = 0
	case t.Done != was.Done && t.Resume == was.Resume:
		t.Resume = hours.Add(t.Resume, t.doneLength()-was.doneLength())
	}
}

// began is when a task that is under way began: as planned where nobody said.
func (t *Task) began() date.Instant {
	if t.ActualStart != 0 {
		return t.ActualStart
	}
	return t.Start
}
