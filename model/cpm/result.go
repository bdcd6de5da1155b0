package cpm

import "tandem/model/date"

// floats computes the free float of every task: the least gap to a task that waits for it, never
// negative; without any, its total float. A gap is measured on the calendar of who waits. For a
// gate it keeps the time by which the gate must be passed: it stands for those behind it.
func (s *Schedule) floats() {
	for at := len(s.order) - 1; at >= 0; at-- {
		i := s.order[at]
		switch t := &s.net.Tasks[i]; {
		case t.Flags&Gate != 0:
			s.free[i] = s.room(i, t)
		case t.More != nil && t.More.ActualFinish != 0:
			s.free[i] = 0
		default:
			if s.free[i] = s.room(i, t); s.free[i] == none {
				s.free[i] = s.TotalFloat(int(i))
			}
			s.free[i] = max(0, s.free[i])
		}
	}
}

// room is the least gap to what waits for a task, or the time by which a gate must be passed;
// none where nobody waits.
func (s *Schedule) room(i int32, t *Task) int64 {
	n, least := s.net, int64(none)
	for _, li := range s.out(i) {
		l := &n.Links[li]
		to := &n.Tasks[l.To]
		if to.Flags != 0 && s.skips(li, l, to) {
			continue
		}
		if l.Type == FS && !l.Elapsed && l.Cal == t.Cal && to.Cal == t.Cal && to.Meter == t.Cal && (t.Flags|to.Flags)&Gate == 0 {
			if by := s.es[l.To] - l.Lag - s.ef[i]; least == none || by < least {
				least = by
			}
			continue
		}
		start, finish := s.es[l.To], s.ef[l.To]
		if to.Flags&Gate != 0 {
			if s.free[l.To] == none {
				continue // it holds nobody up
			}
			start, finish = s.free[l.To], s.free[l.To]
		}
		by := s.pull(l, t, to, start, finish)
		switch {
		case t.Flags&Gate != 0:
		case to.Meter == t.Cal:
			by -= s.ef[i]
		default:
			m := n.Calendars[to.Meter]
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
	if s.shut[i]&milestoneShut != 0 {
		return cal.Closing(s.es[i])
	}
	return cal.Opening(s.es[i])
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
	if s.es[i] == s.ef[i] && s.shut[i]&milestoneShut == 0 || s.es[i] < s.ef[i] && s.shut[i]&finishOpen != 0 {
		return cal.Opening(s.ef[i])
	}
	return cal.Closing(s.ef[i])
}

// LateStart is when the task must start at the latest for the project to end in time.
func (s *Schedule) LateStart(i int) date.Instant {
	t := &s.net.Tasks[i]
	if t.More != nil && (t.More.ActualStart != 0 || t.More.ActualFinish != 0) {
		return s.earlyStart(int32(i))
	}
	if s.ls[i] == s.lf[i] {
		return s.LateFinish(i)
	}
	return s.net.Calendars[t.Cal].Opening(s.ls[i])
}

// LateFinish is when the task must end at the latest. A task without length that others wait for
// must be there at their opening.
func (s *Schedule) LateFinish(i int) date.Instant {
	t := &s.net.Tasks[i]
	if t.More != nil && t.More.ActualFinish != 0 {
		return t.More.ActualFinish
	}
	cal := s.net.Calendars[t.Cal]
	if s.ls[i] == s.lf[i] && s.lf[i] != s.end[t.Cal] && (t.More == nil || t.More.Deadline == 0) && s.shut[i]&milestoneShut == 0 {
		return cal.Opening(s.lf[i])
	}
	return cal.Closing(s.lf[i])
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
	if !s.net.FromFinish || s.ls[i] < s.es[i] {
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
		return s.ls[i] - s.es[i]
	}
	m := s.net.Calendars[t.Meter]
	return m.Work(s.LateStart(i)) - m.Work(s.EarlyStart(i))
}

// FinishFloat is the work between early and late finish.
func (s *Schedule) FinishFloat(i int) int64 {
	t := &s.net.Tasks[i]
	if t.Meter == t.Cal {
		return s.lf[i] - s.ef[i]
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

// FreeFloat is by how much the task can slip before a task that waits for it does; never negative.
func (s *Schedule) FreeFloat(i int) int64 { return s.free[i] }

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
	return s.cause[i], int(s.driver[i])
}

// Holder is the successor's link that decides a task's late finish, -1 where it is the finish of
// the project or a date of its own.
func (s *Schedule) Holder(i int) int {
	n := s.net
	t := &n.Tasks[i]
	best, lf := -1, s.end[t.Cal]
	for _, li := range s.out(int32(i)) {
		l := &n.Links[li]
		to := &n.Tasks[l.To]
		if s.skips(li, l, to) {
			continue
		}
		if by := s.pull(l, t, to, s.ls[l.To], s.lf[l.To]); by < lf || by == lf && best < 0 {
			best, lf = int(li), by
		}
	}
	return best
}

// NeededBy is when a gate must be passed for nobody behind it to slip; false where nobody waits.
func (s *Schedule) NeededBy(gate int) (date.Instant, bool) {
	if s.net.Tasks[gate].Flags&Gate == 0 || s.free[gate] == none {
		return 0, false
	}
	return s.net.Calendars[s.net.Tasks[gate].Cal].Closing(s.free[gate]), true
}
