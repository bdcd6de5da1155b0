package model

import (
	"slices"

	"tandem/model/cpm"
	"tandem/model/date"
)

var constraintOf = map[Constraint]cpm.Constraint{"": cpm.ASAP, "ASAP": cpm.ASAP, "ALAP": cpm.ALAP, "SNET": cpm.SNET, "SNLT": cpm.SNLT,
	"FNET": cpm.FNET, "FNLT": cpm.FNLT, "MSO": cpm.MSO, "MFO": cpm.MFO}

// node is a task that is no summary, as the network sees it.
func (b *network) node(t *Task, idle bool) cpm.Task {
	n := cpm.Task{Cal: b.work, Meter: b.work, Dur: bounded(max(t.Duration.N, 0))}
	if idle {
		n.Flags |= cpm.Inactive
	}
	var m cpm.More
	if t.Calendar != 0 || len(t.Assignments) > 0 || t.Duration.Elapsed() {
		b.place(t, &n, &m)
	}
	if c := constraintOf[t.Constraint]; c != cpm.ASAP && (t.ConstraintDate != 0 || c == cpm.ALAP) {
		m.Constraint, m.Date = c, t.ConstraintDate
		b.unusual("constraint", t.ConstraintDate, t.ID)
	}
	m.Deadline = t.Deadline
	b.unusual("deadline", t.Deadline, t.ID)
	if t.Manual {
		m.Manual, m.Start, m.Finish = true, t.Start, t.Finish
	}
	if t.Delay.N > 0 {
		m.Delay = bounded(t.Delay.N)
	}
	b.progress(t, &n, &m)
	if len(t.Custom) > 0 && n.Cal > wallClock {
		n.Dur += split(t)
	}
	if m.Constraint != 0 || m.Deadline != 0 || m.Manual || m.Delay != 0 || m.ActualStart != 0 || m.ActualFinish != 0 || len(m.Parts) > 0 {
		n.More = &m
	}
	return n
}

// progress says what has happened. A task that has begun without anybody having written down
// when began as planned.
func (b *network) progress(t *Task, n *cpm.Task, m *cpm.More) {
	m.ActualStart, m.ActualFinish = t.ActualStart, t.ActualFinish
	if m.ActualStart == 0 && t.Started() {
		m.ActualStart = t.Start
	}
	if m.ActualFinish == 0 && t.Done >= 100_00 && m.ActualStart != 0 && t.Finish >= m.ActualStart {
		m.ActualFinish = t.Finish
	}
	if m.ActualStart == 0 || m.ActualFinish != 0 {
		return
	}
	b.unusual("actual start", m.ActualStart, t.ID)
	b.revised(t, n, m)
	if t.Resume != 0 {
		b.unusual("resume", t.Resume, t.ID)
		m.Resume, m.Remaining = t.Resume, n.Dur-n.Dur*int64(t.Done)/100_00
	}
}

// revised lengthens or shortens a task of which more or less is left than its length says.
func (b *network) revised(t *Task, n *cpm.Task, m *cpm.More) {
	if t.Remaining.N <= 0 || t.Done <= 0 || len(m.Parts) > 0 {
		return
	}
	// What is left may have been estimated anew since. Percentages are rounded: a small
	// difference says nothing.
	done := n.Dur * int64(t.Done) / 100_00
	if whole := done + bounded(t.Remaining.N); whole > n.Dur+n.Dur/50 || whole < n.Dur-n.Dur/50 {
		n.Dur = whole
	}
}

// place finds the calendar a task runs on: clock time where its length is elapsed; else its own,
// cut with those of its people unless it ignores them; else theirs; else the project's. People
// who work at different times each do their share, and the last one ends the task. Its floats
// are measured on its own calendar or the project's, never on people's.
func (b *network) place(t *Task, n *cpm.Task, m *cpm.More) {
	if t.Duration.Elapsed() {
		n.Cal, n.Meter = wallClock, wallClock
		return
	}
	own := ID(0)
	if _, ok := Find[*Calendar](b.snap, t.Calendar); ok {
		own = b.snap.plainHours(t.Calendar)
		n.Cal = b.calendar(hoursOf{cal: own, loc: b.x.Loc})
		n.Meter = n.Cal
	}
	if own != 0 && t.IgnoreResources {
		return
	}
	var cals []int32
	for i := range t.Assignments {
		c, ok := b.calendarFor(t.Assignments[i].Person, own)
		if ok && !slices.Contains(cals, c) {
			cals = append(cals, c)
		}
	}
	switch len(cals) {
	case 0:
	case 1:
		n.Cal = cals[0]
	default:
		n.Cal = absoluteClock
		for i := range t.Assignments {
			a := &t.Assignments[i]
			if c, ok := b.calendarFor(a.Person, own); ok {
				m.Parts = append(m.Parts, cpm.Part{Cal: c, Dur: share(t, a)})
			}
		}
	}
}

// share is how long somebody's part of a task takes: work by units, or the task's duration.
func share(t *Task, a *Assignment) int64 {
	if a.Work.N > 0 && a.Units > 0 && !a.Work.Elapsed() {
		return bounded(bounded(a.Work.N) * 100_00 / int64(a.Units))
	}
	return bounded(max(t.Duration.N, 0))
}

// calendarFor is the calendar of somebody's work on a task; false for what is no person, such as
// material.
func (b *network) calendarFor(person, own ID) (int32, bool) {
	p, ok := Find[*Person](b.snap, person)
	if !ok || p.Kind == "material" || p.Kind == "cost" {
		return 0, false
	}
	k := hoursOf{cal: b.home, loc: b.x.Loc}
	if _, ok := Find[*Calendar](b.snap, p.Calendar); ok {
		k.cal = b.snap.plainHours(p.Calendar)
	}
	if own != 0 && own != k.cal {
		k.cal, k.with = own, k.cal
	}
	return b.calendar(k), true
}

const splitName = "split"

// split is the working time within a task in which nothing is done, in seconds, as an import found
// it: the file has work spread over more time than it takes.
func split(t *Task) int64 {
	for _, x := range t.Custom {
		if x.Name == splitName {
			span, err := date.ParseSpan(x.Value, date.Usual)
			if err == nil && span.N > 0 {
				return span.N
			}
		}
	}
	return 0
}

// Splits returns a function that tells of a task, as it came in, whether its people are at it for
// longer than their work takes, as the Custom value that keeps the gap for the schedule. The
// snapshot must hold the project, its calendars and people.
func (s *Snapshot) Splits(project ID) func(*Task) (Custom, bool) {
	p, ok := Find[*Project](s, project)
	if !ok {
		return func(*Task) (Custom, bool) { return Custom{}, false }
	}
	ctx := s.Ctx(0).For(p)
	b := newNetwork(s, &Schedule{Project: p, Loc: ctx.Loc}, ctx)
	return func(t *Task) (Custom, bool) {
		if len(t.Assignments) == 0 || t.Start == 0 || t.Manual || t.Duration.Elapsed() {
			return Custom{}, false
		}
		var n cpm.Task
		var m cpm.More
		n.Cal = b.work
		if b.place(t, &n, &m); len(m.Parts) > 0 {
			return Custom{}, false
		}
		cal, apart := b.net.Calendars[n.Cal], false
		for i := range t.Assignments {
			a := &t.Assignments[i]
			apart = apart || a.Start != 0 && a.Work.N > 0 && cal.Work(a.Finish)-cal.Work(a.Start) > share(t, a)+60
		}
		gap := cal.Work(t.Finish) - cal.Work(t.Start) - t.Duration.N
		return Custom{Name: splitName, Value: date.Span{N: gap, Unit: date.Minutes}.Text(date.Usual)}, apart && gap > 60
	}
}
