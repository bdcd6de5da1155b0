package model

import (
	"slices"

	"tandem/model/worktime"
)

// carryPeople moves the dates of who is at a task along with the task's own: whoever began and ended
// with it still does, and whoever comes later still comes as much working time later, for as long.
// Dates that were typed in the same edit stay, as does the start of work that has begun; that is
// how Microsoft Project moves assignments. Assignments without dates are those of the task anyway.
func (f *follower) carryPeople(next *Snapshot, t *Task) {
	i, changed := f.at[t.ID]
	if !changed {
		return
	}
	was, ok := f.changes[i].Before.(*Task)
	if !ok || was.Start == 0 || was.Start == t.Start && was.Finish == t.Finish {
		return
	}
	var rows []Assignment // a copy, once one of them moves
	for j, a := range t.Assignments {
		old := sameRow(was.Assignments, j, a)
		if old == nil || a.Start == 0 || old.Start != a.Start || old.Finish != a.Finish {
			continue
		}
		b := a
		carry{next.Ctx(f.now), was, t}.row(&b, old)
		if b == a {
			continue
		}
		if rows == nil {
			rows = slices.Clone(t.Assignments)
		}
		rows[j] = b
	}
	if rows != nil {
		f.own(t).(*Task).Assignments = rows
	}
}

// sameRow is what an assignment, the i-th, was before, or nil.
func sameRow(list []Assignment, i int, a Assignment) *Assignment {
	same := func(b Assignment) bool { return a.Person == b.Person && a.ExternalID == b.ExternalID }
	if i >= len(list) || !same(list[i]) {
		i = slices.IndexFunc(list, same)
	}
	if i < 0 {
		return nil
	}
	return &list[i]
}

// carry is a task before and after it moved.
type carry struct {
	c        *Ctx
	was, now *Task
}

// row moves one assignment; old is what it was.
func (m carry) row(a, old *Assignment) {
	begun := a.ActualWork.N > 0
	switch {
	case begun:
	case a.Start == m.was.Start:
		a.Start = m.now.Start
	default:
		h := m.hours(a)
		a.Start = h.At(h.Pos(m.now.Start)+h.Pos(a.Start)-h.Pos(m.was.Start), worktime.Opening)
	}
	switch {
	case a.Finish == 0 || begun && a.Remaining.N <= 0:
	case a.Finish == m.was.Finish:
		a.Finish = m.now.Finish
	case begun:
	default:
		h := m.hours(a)
		n := h.Pos(a.Finish) - h.Pos(old.Start)
		if a.Work.N != old.Work.N || a.Units != old.Units {
			n = share(m.now, a)
		}
		a.Finish = h.Add(a.Start, n)
	}
	a.Start, a.Finish = inTime(a.Start), inTime(a.Finish)
	if a.Finish != 0 {
		a.Finish = max(a.Start, a.Finish)
	}
}

// hours is the working time of an assignment: that of the person, else the task's.
func (m carry) hours(a *Assignment) *worktime.Calendar {
	c := m.c.For(m.now)
	if m.now.Duration.Elapsed() {
		return worktime.Always(c.Loc)
	}
	if p, ok := Find[*Person](m.c.Snap, a.Person); ok && p.Calendar != 0 && !m.now.IgnoreResources {
		return m.c.Snap.hoursOf(hoursOf{cal: p.Calendar, loc: c.Loc})
	}
	return m.c.HoursOf(m.now)
}
