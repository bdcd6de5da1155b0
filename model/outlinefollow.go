package model

import (
	"slices"

	"tandem/model/date"
)

// Settle adds to a batch what follows from it for the plans it touches, so that all of it is one
// step that one undo takes back: work, duration and units come in line again, dates that somebody
// typed become constraints or durations, WBS codes follow the outline, summaries are as far as what is under
// them, and the stored dates of all tasks that move are the
// scheduled ones. Tasks whose stored dates never were the scheduled ones, as in a list of dated
// tasks from another tool, keep theirs. A batch that touches no plan comes back as it is. s is the
// state the batch was made against.
func Settle(s *Snapshot, b Batch, now date.Instant) Batch {
	projects, outlines := touched(s, b), reshaped(b)
	if len(projects) == 0 && len(outlines) == 0 {
		return b
	}
	f := newFollower(s, b, now)
	next := f.number(outlines)
	for _, p := range projects {
		f.project(next, p)
	}
	return Batch{Changes: f.changes}
}

// Settled is Batch with what follows from it for plans; see Settle.
func (e *Edit) Settled() (Batch, error) {
	b, err := e.Batch()
	if err != nil {
		return b, err
	}
	return Settle(e.base, b, e.Ctx.Now), nil
}

// touched lists the projects whose plan a batch changes.
func touched(s *Snapshot, b Batch) (out []ID) {
	all := false
	add := func(id ID) {
		if id != 0 && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	for _, c := range b.Changes {
		for _, r := range []Record{c.Before, c.After} {
			switch x := r.(type) {
			case *Task:
				if c.Before == nil || c.After == nil || !samePlan(c.Before.(*Task), c.After.(*Task)) {
					add(x.Project)
				}
			case *Project:
				if c.Before != nil && c.After != nil && !sameFrame(c.Before.(*Project), c.After.(*Project)) {
					add(x.ID)
				}
			case *Calendar:
				all = all || c.Before != nil && c.After != nil
			case *Person:
				all = all || c.Before != nil && c.After != nil && c.Before.(*Person).Calendar != c.After.(*Person).Calendar
			}
		}
	}
	if all {
		for r := range s.All(ProjectPrefix) {
			add(r.Base().ID)
		}
	}
	return out
}

// samePlan reports whether two states of a task mean the same to a schedule.
func samePlan(a, b *Task) bool {
	return a.Project == b.Project && a.Parent == b.Parent && a.Duration == b.Duration && a.Work == b.Work && a.Remaining == b.Remaining &&
		a.Type == b.Type && a.Constraint == b.Constraint && a.ConstraintDate == b.ConstraintDate && a.Deadline == b.Deadline &&
		a.Start == b.Start && a.Finish == b.Finish && a.ActualStart == b.ActualStart && a.ActualFinish == b.ActualFinish &&
		a.Done == b.Done && a.Resume == b.Resume && a.Manual == b.Manual && a.Inactive == b.Inactive && a.Calendar == b.Calendar &&
		a.IgnoreResources == b.IgnoreResources && a.Delay == b.Delay && slices.Equal(a.Links, b.Links) && slices.Equal(a.Assignments, b.Assignments)
}

// sameFrame reports whether two states of a project give a plan the same frame.
func sameFrame(a, b *Project) bool {
	return a.Start == b.Start && a.Calendar == b.Calendar && a.FromFinish == b.FromFinish && a.IgnoreConstraints == b.IgnoreConstraints &&
		a.CriticalLimit == b.CriticalLimit && (!b.FromFinish || a.Finish == b.Finish && a.TargetFinish == b.TargetFinish)
}

// follower adds the changes that follow from others.
type follower struct {
	s       *Snapshot
	now     date.Instant
	changes []Change
	at      map[ID]int
	rolls   map[ID]bool // summaries under which progress changed
	given   *Snapshot   // the batch as it came, once it is asked for
}

// settledAlready reports whether a task's dates are those that the batch as it came is scheduled to:
// nobody typed them.
func (f *follower) settledAlready(t *Task) bool {
	if f.given == nil {
		f.given = f.s.With(f.changes)
	}
	d, ok := f.given.Schedule(t.Project).Of(t.ID)
	return ok && d.Start == t.Start && d.Finish == t.Finish
}

// newFollower begins with a batch, in which what was typed is settled.
func newFollower(s *Snapshot, b Batch, now date.Instant) *follower {
	f := &follower{s: s, now: now, at: map[ID]int{}, changes: slices.Clone(b.Changes)}
	for i, c := range f.changes {
		f.at[c.ID] = i
	}
	for i := range f.changes {
		f.typed(&f.changes[i])
	}
	f.rolls = f.aboveProgress()
	f.rollUp()
	return f
}

// own returns a copy of a record that may be written to, as the batch leaves it.
func (f *follower) own(r Record) Record {
	m := r.Base()
	i, ok := f.at[m.ID]
	if !ok {
		c := f.s.schema.Of(m.ID).Copy(r)
		c.Base().Changed = f.now
		f.at[m.ID] = len(f.changes)
		f.changes = append(f.changes, Change{ID: m.ID, Before: r, After: c})
		return c
	}
	return f.changes[i].After
}

// typed settles what somebody typed into one task.
func (f *follower) typed(c *Change) {
	now, ok := c.After.(*Task)
	if !ok {
		return
	}
	was, ok := c.Before.(*Task)
	if !ok {
		was = &Task{Duration: now.Duration, Work: now.Work, Remaining: now.Remaining}
		if !now.Remaining.IsZero() { // what is left was told too: nothing follows from what is done
			was.Done = now.Done
		}
		if len(now.Assignments) == 0 && now.Done == 0 {
			return
		}
	}
	if samePlan(was, now) || f.s.Plan(was.Project).Summary(was.ID) {
		return
	}
	x := f.s.schema.Of(c.ID).Copy(now).(*Task)
	if was.ID != 0 {
		f.typedDates(was, x)
		x.reopened(was)
		x.happened(was)
		if x.Resume != 0 {
			x.goesOn(was, f.s.Ctx(f.now).HoursOf(x))
		}
	}
	recompute(was, x, f.worker)
	if was.ID != 0 {
		x.worked(was, f.worker)
	}
	if was.Duration.N != x.Duration.N && was.Start == x.Start && was.Finish == x.Finish && x.Start != 0 && !x.Manual && !x.Complete() && !x.Duration.Elapsed() {
		x.Finish = f.s.Ctx(f.now).HoursOf(x).Add(x.Start, x.Duration.N)
	}
	c.After = x
}

// typedDates: a start that was typed becomes "start no earlier than", a finish the duration that
// leads there. A task of manual dates, one that has begun and one with a constraint that was set in
// the same edit take them as they are.
func (f *follower) typedDates(was, now *Task) {
	if now.Manual || was.Manual || now.Started() || was.Constraint != now.Constraint || was.ConstraintDate != now.ConstraintDate {
		return
	}
	if (was.Start != now.Start || was.Finish != now.Finish) && f.settledAlready(now) {
		return
	}
	if was.Start != now.Start && now.Start != 0 {
		now.Constraint, now.ConstraintDate = "SNET", now.Start
	}
	if was.Finish != now.Finish && now.Finish != 0 && was.Duration == now.Duration && now.Start != 0 && now.Finish > now.Start && !now.Duration.Elapsed() {
		if n := f.s.Ctx(f.now).HoursOf(now).Between(now.Start, now.Finish); n > 0 {
			if was.Start != now.Start && was.Finish-was.Start == now.Finish-now.Start { // moved as a whole
				now.Finish = f.s.Ctx(f.now).HoursOf(now).Add(now.Start, now.Duration.N)
				return
			}
			now.Duration.N = n
		}
	}
}

// settle keeps a task whole whose start alone was moved past its finish: it moves as a whole, and
// its length says the rest; see Settle.
func (t *Task) settle(old Record, _ *Ctx) {
	was, ok := old.(*Task)
	if ok && !t.Manual && t.Start != was.Start && t.Start != 0 && t.Finish == was.Finish && was.Finish > was.Start && was.Start != 0 && t.Finish <= t.Start {
		t.Finish = t.Start + was.Finish - was.Start
	}
}

func (f *follower) worker(id ID) bool {
	p, ok := Find[*Person](f.s, id)
	if !ok {
		i, changed := f.at[id]
		if !changed {
			return false
		}
		if p, ok = f.changes[i].After.(*Person); !ok {
			return false
		}
	}
	return p.Kind != "material" && p.Kind != "cost"
}

// project stores the scheduled dates of what moved in one project.
func (f *follower) project(next *Snapshot, id ID) {
	if _, ok := Find[*Project](next, id); !ok {
		return
	}
	was, now := f.s.Schedule(id), next.Schedule(id)
	if now.Stored != "" {
		return
	}
	tasks := slices.Clone(now.tasks)
	f.changes = slices.Grow(f.changes, len(tasks))
	hours := next.Hours(now.Project.Calendar, now.Loc)
	idle := now.idle(f.usual())
	for i, t := range tasks {
		d := &now.dates[i]
		start, finish := d.stored()
		sum := now.at.Lines[i].Summary && !t.Manual
		if sum && f.typedSpan(t) {
			f.own(t).(*Task).span(hours)
		}
		if d.Start == 0 || start == t.Start && finish == t.Finish || !f.follows(was, t, d, idle != nil && idle[i]) {
			continue
		}
		_, typed := f.at[t.ID]
		x := f.own(t).(*Task)
		left := x.Remaining
		x.Start, x.Finish = start, finish
		if sum {
			x.span(hours)
		}
		f.changes[f.at[t.ID]].Moved = !typed && x.Remaining == left // else more than MovedFields differs
		tasks[i] = x
	}
	f.rollProgress(now, tasks)
	for _, t := range tasks {
		if len(t.Assignments) > 0 {
			f.carryPeople(next, t)
		}
	}
	p := now.Project
	if q := f.frame(was, now); q != nil {
		p = q
	}
	next.keep(now, p, tasks)
}

// follows reports whether the stored dates of a task become the scheduled ones; idle says that
// nobody has planned it.
func (f *follower) follows(was *Schedule, t *Task, d *Dates, idle bool) bool {
	i, changed := f.at[t.ID]
	var before *Task
	if changed {
		before, _ = f.changes[i].Before.(*Task)
	} else {
		before = t
	}
	if before == nil { // new: what was typed stands
		return t.Start == 0 || t.Finish == 0
	}
	if before.Start == 0 || before.Finish == 0 {
		return !t.tracked() || f.dates(was, before, t, d, idle)
	}
	old, ok := was.Of(t.ID)
	if !ok || old.Start != before.Start || old.Finish != before.Finish {
		return changed && !samePlan(before, t) && (t.Constraint != before.Constraint || !slices.Equal(t.Links, before.Links))
	}
	return changed && !samePlan(before, t) || old.Start != d.Start || old.Finish != d.Finish
}

// frame moves the project's own finish where that was the scheduled one, or none; nil where it
// stays.
func (f *follower) frame(was, now *Schedule) *Project {
	p := now.Project
	before, ok := Find[*Project](f.s, p.ID)
	if !ok || p.FromFinish || now.Finish == 0 || p.Finish == dated(now.Finish) || before.Finish != p.Finish {
		return nil
	}
	if p.Finish != 0 && p.Finish != was.Finish || len(now.tasks) == 0 {
		return nil
	}
	x := f.own(p).(*Project)
	x.Finish = dated(now.Finish)
	return x
}

// keep makes a schedule known as that of the tasks with their stored dates moved to it: nothing
// else of them has changed, so it need not be computed again.
func (s *Snapshot) keep(x *Schedule, p *Project, tasks []*Task) {
	if _, ok := s.Get(x.Project.ID).(*Project); !ok {
		return
	}
	t := s.table(NewID(TaskPrefix, 1))
	n := *x
	n.Project, n.tasks = p, tasks
	t.plans.mu.Lock()
	defer t.plans.mu.Unlock()
	if t.plans.all == nil {
		t.plans.all = map[ID]*Schedule{}
	}
	t.plans.all[p.ID] = &n
}

// ScheduleAtHand is Schedule where that costs next to nothing: where it was asked for before, or
// the edit that made this snapshot worked it out.
func (s *Snapshot) ScheduleAtHand(project ID) (*Schedule, bool) {
	t := s.table(NewID(TaskPrefix, 1))
	p, ok := Find[*Project](s, project)
	if t == nil || !ok {
		return nil, false
	}
	t.plans.mu.Lock()
	x := t.plans.all[project]
	t.plans.mu.Unlock()
	if x == nil || x.Project != p || !x.from.same(s) {
		return nil, false
	}
	lines := s.Plan(project).Lines
	if len(lines) != len(x.tasks) {
		return nil, false
	}
	for i := range lines {
		if r, ok := Find[*Task](s, lines[i].ID); !ok || r != x.tasks[i] {
			return nil, false
		}
	}
	return x, true
}
