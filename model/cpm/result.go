package cpm

import (
	"slices"

	"tandem/model/date"
)

// needs finds by when every gate must be passed for nobody behind it to slip; none where nobody
// waits.
func (s *Schedule) needs() {
	if !s.gated {
		return
	}
	tasks := s.net.Tasks
	s.need = make([]int64, len(tasks))
	for _, i := range slices.Backward(s.order) {
		if t := &tasks[i]; t.Flags&Gate != 0 {
			s.need[i] = s.room(i, t)
		}
	}
}

// room is the least gap between a task and what waits for it, in work on the calendar of who waits;
// of a gate the time by which it must be passed: it stands for those behind it. none where nobody
// waits.
func (s *Schedule) room(i int32, t *Task) int64 {
	n, d, least := s.net, &s.dates[i], int64(none)
	for at := s.at[i]; at < s.at[i+1]; at++ {
		e := &s.edges[at]
		to := e.task()
		if s.skips(at, to) {
			continue
		}
		l, w, x := &n.Links[e.link], &n.Tasks[to], &s.dates[to]
		start, finish := x.es, x.ef
		if w.Flags&Gate != 0 {
			if start = s.need[to]; start == none {
				continue // it holds nobody up
			}
			finish = start
		}
		by := s.pull(l, t, w, start, finish)
		switch {
		case t.Flags&Gate != 0:
		case w.Meter == t.Cal:
			by -= d.ef
		default:
			m := n.Calendars[w.Meter]
			by = m.Work(n.Calendars[t.Cal].Closing(by)) - m.Work(s.earlyFinish(i))
		}
		if least == none || by < least {
			least = by
		}
	}
	return least
}

// Count is the number of tasks.
func (s *Schedule) Count() int { return len(s.net.Tasks) }

// Order lists the tasks so that each comes after those it waits for.
func (s *Schedule) Order() []int32 { return s.order }

// EarlyStart is when the task can start at the earliest: an opening, or for a task without
// length that ends with its predecessor the closing.
func (s *Schedule) EarlyStart(i int) date.Instant { return s.earlyStart(int32(i)) }

// EarlyFinish is when the task can end at the earliest.
func (s *Schedule) EarlyFinish(i int) date.Instant { return s.earlyFinish(int32(i)) }

func (s *Schedule) earlyStart(i int32) date.Instant {
	t := &s.net.Tasks[i]
	if m := t.More; m != nil {
		switch {
		case m.ActualStart != 0:
			return m.ActualStart
		case m.ActualFinish != 0:
			return m.ActualFinish
		case m.Manual && m.Start != 0:
			return m.Start
		}
	}
	cal := s.net.Calendars[t.Cal]
	if s.dates[i].shut&milestoneShut != 0 {
		return cal.Closing(s.dates[i].es)
	}
	return cal.Opening(s.dates[i].es)
}

func (s *Schedule) earlyFinish(i int32) date.Instant {
	t := &s.net.Tasks[i]
	if m := t.More; m != nil {
		switch {
		case m.ActualFinish != 0:
			return m.ActualFinish
		case m.ActualStart == 0 && m.Manual && m.Finish != 0:
			return max(m.Finish, m.Start)
		}
	}
	cal := s.net.Calendars[t.Cal]
	if s.dates[i].es == s.dates[i].ef && s.dates[i].shut&milestoneShut == 0 || s.dates[i].es < s.dates[i].ef && s.dates[i].shut&finishOpen != 0 {
		return cal.Opening(s.dates[i].ef)
	}
	return cal.Closing(s.dates[i].ef)
}

// LateStart is when the task must start at the latest for the project to end in time.
func (s *Schedule) LateStart(i int) date.Instant {
	t := &s.net.Tasks[i]
	if t.More != nil && (t.More.ActualStart != 0 || t.More.ActualFinish != 0) {
		return s.earlyStart(int32(i))
	}
	if s.dates[i].ls == s.dates[i].lf {
		return s.LateFinish(i)
	}
	return s.net.Calendars[t.Cal].Opening(s.dates[i].ls)
}

// LateFinish is when the task must end at the latest. A task without length that others wait for
// must be there at their opening.
func (s *Schedule) LateFinish(i int) date.Instant {
	t := &s.net.Tasks[i]
	if t.More != nil && t.More.ActualFinish != 0 {
		return t.More.ActualFinish
	}
	cal := s.net.Calendars[t.Cal]
	if s.dates[i].ls == s.dates[i].lf && s.dates[i].lf != s.end[t.Cal] && (t.More == nil || t.More.Deadline == 0) && s.dates[i].shut&milestoneShut == 0 {
		return cal.Opening(s.dates[i].lf)
	}
	return cal.Closing(s.dates[i].lf)
}

// StartOf is when the task is scheduled to start: early, or in a plan from the finish late.
func (s *Schedule) StartOf(i int) date.Instant {
	if s.scheduledLate(i) {
		return s.LateStart(i)
	}
	return s.EarlyStart(i)
}

// FinishOf is when the task is scheduled to end.
func (s *Schedule) FinishOf(i int) date.Instant {
	if s.scheduledLate(i) {
		return s.LateFinish(i)
	}
	return s.EarlyFinish(i)
}

// scheduledLate reports whether a plan from the finish puts the task at its late dates: unless
// something keeps it from being that early.
func (s *Schedule) scheduledLate(i int) bool {
	if !s.net.FromFinish || s.dates[i].ls < s.dates[i].es {
		return false
	}
	m := s.net.Tasks[i].More
	return m == nil || m.ActualStart == 0 && m.ActualFinish == 0 && !m.Manual
}

// StartFloat is the work between early and late start, in seconds; negative where the task is
// already too late for a date that must be kept.
func (s *Schedule) StartFloat(i int) int64 {
	t := &s.net.Tasks[i]
	if t.Meter == t.Cal {
		return s.dates[i].ls - s.dates[i].es
	}
	m := s.net.Calendars[t.Meter]
	return m.Work(s.LateStart(i)) - m.Work(s.EarlyStart(i))
}

// FinishFloat is the work between early and late finish.
func (s *Schedule) FinishFloat(i int) int64 {
	t := &s.net.Tasks[i]
	if t.Meter == t.Cal {
		return s.dates[i].lf - s.dates[i].ef
	}
	m := s.net.Calendars[t.Meter]
	return m.Work(s.LateFinish(i)) - m.Work(s.EarlyFinish(i))
}

// TotalFloat is by how much the task can slip before the project or a date that must be kept
// does: the lesser of start and finish float, and once it has begun the finish float.
func (s *Schedule) TotalFloat(i int) int64 {
	m := s.net.Tasks[i].More
	if m != nil && (m.ActualStart != 0 || m.ActualFinish != 0) {
		return s.FinishFloat(i)
	}
	return min(s.StartFloat(i), s.FinishFloat(i))
}

// FreeFloat is by how much the task can slip before a task that waits for it does: the least gap
// to one, measured on its calendar; without any the total float. It is never negative, and 0 for a
// task that is done.
func (s *Schedule) FreeFloat(i int) int64 {
	t := &s.net.Tasks[i]
	if t.More != nil && t.More.ActualFinish != 0 {
		return 0
	}
	free := s.room(int32(i), t)
	if free == none {
		free = s.TotalFloat(i)
	}
	return max(0, free)
}

// Critical reports whether the task has no more float than the limit and is still to be done.
func (s *Schedule) Critical(i int) bool {
	t := &s.net.Tasks[i]
	if t.Flags&(Gate|Inactive) != 0 || t.More != nil && t.More.ActualFinish != 0 {
		return false
	}
	return s.TotalFloat(i) <= s.net.Limit
}

// Driver says what decided the task's start, and where that was a link, which: its index in the
// network, else -1.
func (s *Schedule) Driver(i int) (Cause, int) {
	if s.scheduledLate(i) {
		return ByLateness, -1
	}
	d := &s.dates[i]
	switch {
	case d.driver < 0:
		return d.cause, -1
	case d.cause == ByProject:
		return ByLink, int(s.edges[d.driver].link)
	}
	return d.cause, int(s.edges[d.driver].link)
}

// Holder is the successor's link that decides a task's late finish, -1 where it is the finish of
// the project or a date of its own.
func (s *Schedule) Holder(i int) int {
	n := s.net
	t := &n.Tasks[i]
	best, lf := -1, s.end[t.Cal]
	for at := s.at[i]; at < s.at[i+1]; at++ {
		link, to := int(s.edges[at].link), s.edges[at].task()
		if s.skips(at, to) {
			continue
		}
		x := &s.dates[to]
		if by := s.pull(&n.Links[link], t, &n.Tasks[to], x.ls, x.lf); by < lf || by == lf && best < 0 {
			best, lf = link, by
		}
	}
	return best
}

// NeededBy is when a gate must be passed for nobody behind it to slip; false where nobody waits.
func (s *Schedule) NeededBy(gate int) (date.Instant, bool) {
	if s.net.Tasks[gate].Flags&Gate == 0 || s.need[gate] == none {
		return 0, false
	}
	return s.net.Calendars[s.net.Tasks[gate].Cal].Closing(s.need[gate]), true
}
