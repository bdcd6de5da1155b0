package model

import (
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"tandem/model/cpm"
	"tandem/model/date"
)

// Schedule is the dates that follow from a project's plan: its links, constraints, calendars,
// people and progress. It stands beside the stored dates of the tasks and never changes them. It
// belongs to a snapshot and does not change.
type Schedule struct {
	Project       *Project
	Loc           *time.Location // in which its dates are meant
	Start, Finish date.Instant
	// Stored says why the plan could not be computed; its dates are then the stored ones. Empty
	// where it could.
	Stored string
	// Issues are what was found on the way and left out, such as links in a circle.
	Issues []ScheduleIssue

	tasks []*Task // in outline order
	dates []Dates
	at    *Plan
	net   *cpm.Network
	sol   *cpm.Schedule
	nodes []int32         // the node of each task; -1 for a summary
	owner []int32         // the task each node stands for; a gate's summary, or -1
	ends  map[int32]int32 // the gate at the end of a summary, by the summary
	inner map[int32]bool  // links of the outline, by index: between a summary's gate and its children
	afar  map[int32]ID    // the task of another project a node stands for
	from  scheduleBase
}

// ScheduleIssue is something about a plan that is wrong and was left out.
type ScheduleIssue struct {
	Tasks   []ID // whom it is about: the tasks of a circle in order
	Message string
}

// Dates are when a task can, must and is to be done. Floats are seconds of working time on the
// task's calendar.
type Dates struct {
	EarlyStart, EarlyFinish date.Instant
	LateStart, LateFinish   date.Instant
	Start, Finish           date.Instant // as scheduled
	StartFloat, FinishFloat int64
	TotalFloat, FreeFloat   int64
	Critical                bool
	Driver                  Driver
}

// Cause is what decided a task's start.
type Cause string

// The causes of a start.
const (
	CauseProject    Cause = "project"    // the start of the project; scheduled backwards: its finish
	CauseLink       Cause = "link"       // a predecessor
	CauseConstraint Cause = "constraint" // its own constraint, or that of a summary it is under
	CauseActual     Cause = "actual"     // it has begun
	CauseManual     Cause = "manual"     // its dates are set by hand
	CauseLevelling  Cause = "levelling"  // it was put off so that somebody is not needed twice
	CauseLate       Cause = "late"       // as late as possible
	CauseChildren   Cause = "children"   // a summary: what is under it
	CauseStored     Cause = "stored"     // the plan cannot be computed
)

// Driver says why a task starts when it does.
type Driver struct {
	Cause Cause
	Task  ID       // the predecessor, or of a summary the task that begins first
	Type  LinkType // of the link
	Lag   date.Span
	Via   ID // the summary that holds the link or the constraint, if it is not the task's own
}

// schedules are the newest schedule of each project. They are shared by all states of the tasks'
// table and checked against the records before they are used, so that an edit in one project
// does not cost the others theirs.
type schedules struct {
	mu  sync.Mutex
	all map[ID]*Schedule
}

// scheduleBase is what a schedule was made from.
type scheduleBase struct {
	calendars, people, workspace *table
	others                       []Record // tasks of other projects that are linked to
}

// Schedule returns the schedule of a project. It is computed when first asked for and again once
// a record it rests on has changed; some milliseconds for a plan of thousands.
func (s *Snapshot) Schedule(project ID) *Schedule {
	t := s.table(NewID(TaskPrefix, 1))
	p, ok := Find[*Project](s, project)
	if t == nil || !ok {
		return &Schedule{Project: &Project{}, Loc: time.UTC, at: noPlan, Stored: "there is no such project"}
	}
	type key struct{ project ID }
	got, ok := t.memo.Load(key{project})
	if !ok {
		got, _ = t.memo.LoadOrStore(key{project}, &scheduleSlot{})
	}
	slot := got.(*scheduleSlot)
	if x := slot.newest.Load(); x != nil && x.Project == p && x.from.same(s) {
		return x
	}
	slot.mu.Lock()
	defer slot.mu.Unlock()
	if x := slot.newest.Load(); x != nil && x.Project == p && x.from.same(s) {
		return x
	}
	x := s.reschedule(t, p)
	slot.newest.Store(x)
	return x
}

// ScheduleAhead computes the schedules of the projects, the last first, until nobody needs them any
// more: beside somebody who asks for one after the other from the first on.
func (s *Snapshot) ScheduleAhead(enough <-chan struct{}) {
	t := s.table(NewID(ProjectPrefix, 1))
	if t == nil {
		return
	}
	for _, c := range slices.Backward(t.chunks) {
		if c == nil {
			continue
		}
		c.unpack()
		for _, r := range slices.Backward(c.recs[:]) {
			select {
			case <-enough:
				return
			default:
			}
			if r != nil {
				s.Schedule(r.Base().ID)
			}
		}
	}
}

// scheduleSlot holds the schedule of a project for one state of the tasks. It changes only where
// the project, a calendar or a person does.
type scheduleSlot struct {
	mu     sync.Mutex
	newest atomic.Pointer[Schedule]
}

// reschedule takes the newest schedule of the project if it rests on these very records, else
// computes it.
func (s *Snapshot) reschedule(t *table, p *Project) *Schedule {
	t.plans.mu.Lock()
	old := t.plans.all[p.ID]
	t.plans.mu.Unlock()
	plan := s.Plan(p.ID)
	tasks := make([]*Task, 0, len(plan.Lines))
	for i := range plan.Lines {
		x, ok := Find[*Task](s, plan.Lines[i].ID)
		if !ok { // it could not be decoded
			x = &Task{Meta: Meta{ID: plan.Lines[i].ID}}
		}
		tasks = append(tasks, x)
	}
	if old != nil && old.Project == p && old.from.same(s) && slices.Equal(old.tasks, tasks) {
		return old
	}
	next := s.schedule(p, plan, tasks)
	t.plans.mu.Lock()
	if t.plans.all == nil {
		t.plans.all = map[ID]*Schedule{}
	}
	t.plans.all[p.ID] = next
	t.plans.mu.Unlock()
	return next
}

func (s *Snapshot) scheduleBase() scheduleBase {
	return scheduleBase{calendars: s.table(NewID(CalendarPrefix, 1)), people: s.table(NewID(PersonPrefix, 1)), workspace: s.table(WorkspaceID)}
}

func (b *scheduleBase) same(s *Snapshot) bool {
	now := s.scheduleBase()
	if b.calendars != now.calendars || b.people != now.people || b.workspace != now.workspace {
		return false
	}
	for _, r := range b.others {
		if s.Get(r.Base().ID) != r {
			return false
		}
	}
	return true
}

// Of returns the dates of a task of the project.
func (x *Schedule) Of(id ID) (Dates, bool) {
	i, ok := x.at.at.find(id)
	if !ok || i >= len(x.dates) {
		return Dates{}, false
	}
	return x.dates[i], true
}

// Tasks are the tasks of the plan in outline order. They belong to the snapshot.
func (x *Schedule) Tasks() []*Task { return x.tasks }

// Critical lists the critical path: the tasks without float that are still to be done, by their
// start. Summaries are not among them.
func (x *Schedule) Critical() []ID {
	var at []int
	for i := range x.dates {
		if x.dates[i].Critical && !x.at.Lines[i].Summary {
			at = append(at, i)
		}
	}
	slices.SortStableFunc(at, func(a, b int) int { return int(sign(x.dates[a].EarlyStart - x.dates[b].EarlyStart)) })
	out := make([]ID, len(at))
	for i, n := range at {
		out[i] = x.tasks[n].ID
	}
	return out
}

func sign(i date.Instant) date.Instant { return min(max(i, -1), 1) }

// schedule computes a schedule. It reads the snapshot only.
func (s *Snapshot) schedule(p *Project, plan *Plan, tasks []*Task) *Schedule {
	ctx := s.Ctx(0).For(p)
	x := &Schedule{Project: p, Loc: ctx.Loc, at: plan, tasks: tasks, from: s.scheduleBase(), dates: make([]Dates, len(tasks))}
	b := newNetwork(s, x, ctx)
	if x.Stored = b.cannot(); x.Stored != "" {
		x.keepStored()
		return x
	}
	b.build()
	x.net, x.nodes, x.owner, x.ends, x.afar, x.inner = &b.net, b.nodes, b.owner, b.gates[endGate], b.afar, b.inner
	x.sol = cpm.Solve(&b.net)
	x.Start, x.Finish = certain(x.sol.Start), certain(x.sol.Finish)
	b.loops()
	x.fill()
	x.rollUp(b.project)
	x.outlast(ctx.Scale)
	return x
}

// keepStored shows the dates that are stored, for a plan that cannot be computed.
func (x *Schedule) keepStored() {
	x.Start, x.Finish = x.Project.Start, x.Project.Finish
	for i, t := range x.tasks {
		x.dates[i] = Dates{EarlyStart: t.Start, EarlyFinish: t.Finish, LateStart: t.Start, LateFinish: t.Finish, Start: t.Start, Finish: t.Finish,
			Driver: Driver{Cause: CauseStored}}
	}
}

// Reschedule makes the computed dates of a project the stored ones, in an edit. It returns how many
// tasks that changed.
func (s *Snapshot) Reschedule(e *Edit, project ID) (int, error) {
	x := s.Schedule(project)
	if x.Stored != "" {
		return 0, errors.New(x.Stored)
	}
	n := 0
	for i, t := range x.tasks {
		start, finish := x.dates[i].stored()
		if x.dates[i].Start == 0 || start == t.Start && finish == t.Finish {
			continue
		}
		n++
		if err := Update(e, t.ID, func(t *Task) error {
			t.Start, t.Finish = start, finish
			return nil
		}); err != nil {
			return 0, err
		}
	}
	finish := dated(x.Finish)
	if p := x.Project; p.Finish != finish && !p.FromFinish || p.Start != x.Start {
		return n, Update(e, p.ID, func(p *Project) error {
			p.Start = x.Start
			if !p.FromFinish {
				p.Finish = finish
			}
			return nil
		})
	}
	return n, nil
}
