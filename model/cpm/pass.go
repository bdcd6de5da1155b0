package cpm

import "tandem/model/date"

// forward computes the early dates, each task after those it waits for. late, where given, are
// tasks that are to start no earlier than the late date of the pass before.
func (s *Schedule) forward(late []bool) {
	n := s.net
	for c, cal := range n.Calendars {
		s.base[c] = cal.Work(s.Start)
	}
	for i := range n.Tasks {
		t := &n.Tasks[i]
		s.es[i], s.driver[i], s.cause[i], s.shut[i] = s.base[t.Cal], -1, ByProject, 0
		if t.Flags&Gate != 0 {
			s.es[i] = none
		}
	}
	for _, i := range s.order {
		t := &n.Tasks[i]
		if s.es[i] == none && t.More == nil {
			s.ef[i] = none
			continue
		}
		if t.More == nil {
			s.ef[i] = s.es[i] + t.Dur
			if s.driver[i] >= 0 {
				s.sideOf(i, t)
			}
		} else {
			s.place(i, t, late != nil && late[i])
		}
		for _, l := range s.out(i) {
			s.push(l)
		}
	}
}

// sideOf settles on which side of a pause a task that follows links lies: one without length at
// the closing, unless somebody it waits for is at the opening.
func (s *Schedule) sideOf(i int32, t *Task) {
	if t.Dur == 0 && s.shut[i]&milestoneOpen == 0 && s.es[i] > s.base[t.Cal] {
		s.shut[i] |= milestoneShut
	}
}

// side is on which side of a pause a link puts its successor, at work that leaves it open.
func (s *Schedule) side(l *Link, i int32, t *Task, at int64, near bool) side {
	var out side
	if l.Type == SF {
		out = finishOpen
	}
	if t.Dur != 0 {
		return out
	}
	starts := l.Type == SS || l.Type == SF
	open := starts
	switch {
	case !near:
		moment := s.earlyFinish(i)
		if starts {
			moment = s.earlyStart(i)
		}
		open = s.lagged(l, moment, l.Lag, starts) > s.net.Calendars[t.Cal].Closing(at)
	case l.Lag != 0:
	case starts:
		open = s.shut[i]&milestoneShut == 0
	default:
		open = s.es[i] == s.ef[i] && s.shut[i]&milestoneShut == 0
	}
	if open {
		out |= milestoneOpen
	}
	return out
}

// push makes the successor of a link wait. Of two links that ask for the same, the one that asks
// for the opening decides, then the one from the task listed first.
func (s *Schedule) push(li int32) {
	l := &s.net.Links[li]
	i, to := l.From, l.To
	if s.ef[i] == none {
		return
	}
	t := &s.net.Tasks[to]
	at := s.es[i]
	if l.Type == FS || l.Type == FF {
		at = s.ef[i]
	}
	from := s.net.Tasks[i].Cal
	near := from == t.Cal && l.Cal == from && !l.Elapsed
	if near {
		at += l.Lag
	} else {
		at = s.ahead(l, i, t)
	}
	if l.Type >= FF {
		at = s.startFor(t, at)
	}
	switch {
	case s.es[to] == none:
	case t.Flags&Earliest != 0:
		if at > s.es[to] {
			return
		}
	case at < s.es[to]:
		return
	}
	on := side(0)
	if t.Dur == 0 || l.Type == SF {
		on = s.side(l, i, t, at, near)
	}
	if d := s.driver[to]; d >= 0 && at == s.es[to] {
		was, is := s.shut[to]&milestoneOpen, on&milestoneOpen
		if is > was || is == was && s.net.Links[d].From > i {
			s.driver[to] = li
		}
		s.shut[to] |= on
		return
	}
	s.es[to], s.driver[to], s.cause[to], s.shut[to] = at, li, ByLink, on
}

// ahead is the work on the successor's calendar before what the link asks for, where calendars
// meet or the lag is clock time.
func (s *Schedule) ahead(l *Link, i int32, to *Task) int64 {
	at := s.earlyStart(i)
	if l.Type == FS || l.Type == FF {
		at = s.earlyFinish(i)
	}
	return s.net.Calendars[to.Cal].Work(s.lagged(l, at, l.Lag, l.Type == SS || l.Type == SF))
}

// lagged moves a moment by a lag, which may be negative. What starts is opened, what ends closed.
func (s *Schedule) lagged(l *Link, at date.Instant, lag int64, open bool) date.Instant {
	if lag == 0 {
		return at
	}
	cal := s.net.Calendars[l.Cal]
	if l.Elapsed {
		cal = s.net.Clock
	}
	w := cal.Work(at) + lag
	if open {
		return cal.Opening(w)
	}
	return cal.Closing(w)
}

// startFor is when a task must start to end at a finish, both as work on its calendar.
func (s *Schedule) startFor(t *Task, finish int64) int64 {
	if t.More == nil || len(t.More.Parts) == 0 {
		return finish - t.Dur
	}
	end := s.net.Calendars[t.Cal].Closing(finish)
	var first date.Instant
	for _, p := range t.More.Parts {
		cal := s.net.Calendars[p.Cal]
		if at := cal.Opening(cal.Work(end) - p.Delay - p.Dur); first == 0 || at < first {
			first = at
		}
	}
	return s.net.Calendars[t.Cal].Work(first)
}

// finishFor is when a task that starts at a time ends.
func (s *Schedule) finishFor(t *Task, start int64) int64 {
	if t.More == nil || len(t.More.Parts) == 0 {
		return start + t.Dur
	}
	begin := s.net.Calendars[t.Cal].Opening(start)
	var last date.Instant
	for _, p := range t.More.Parts {
		cal := s.net.Calendars[p.Cal]
		last = max(last, cal.Closing(cal.Work(begin)+p.Delay+p.Dur))
	}
	return s.net.Calendars[t.Cal].Work(last)
}

// opened moves the start of shared work to the first moment that one of the people works.
func (s *Schedule) opened(t *Task, start int64) int64 {
	if len(t.More.Parts) == 0 {
		return start
	}
	at := s.net.Calendars[t.Cal].Opening(start)
	var first date.Instant
	for _, p := range t.More.Parts {
		cal := s.net.Calendars[p.Cal]
		if open := cal.Opening(cal.Work(at) + p.Delay); first == 0 || open < first {
			first = open
		}
	}
	return s.net.Calendars[t.Cal].Work(first)
}

// place settles the early dates of a task that has more than links and a length: its constraint,
// what has happened, dates set by hand.
func (s *Schedule) place(i int32, t *Task, late bool) {
	m, cal := t.More, s.net.Calendars[t.Cal]
	switch {
	case m.ActualStart != 0 || m.ActualFinish != 0:
		s.happened(i, t)
		return
	case m.Manual && m.Start != 0:
		s.es[i], s.driver[i], s.cause[i] = cal.Work(m.Start), -1, ByHand
		s.ef[i] = s.finishFor(t, s.es[i])
		if m.Finish != 0 {
			s.ef[i] = max(cal.Work(m.Finish), s.es[i])
		}
		return
	case m.Manual && m.Finish != 0:
		s.ef[i], s.driver[i], s.cause[i] = cal.Work(m.Finish), -1, ByHand
		s.es[i] = s.startFor(t, s.ef[i])
		return
	}
	if s.es[i] == none {
		s.es[i] = s.base[t.Cal]
	}
	if s.driver[i] >= 0 {
		s.sideOf(i, t)
	}
	s.constrain(i, t)
	if m.Delay != 0 {
		wall := s.net.Clock
		s.es[i] = cal.Work(wall.Opening(wall.Work(cal.Opening(s.es[i])) + m.Delay))
		s.cause[i] = ByLevelling
	}
	if late && s.ls[i] > s.es[i] {
		s.es[i], s.driver[i], s.cause[i] = s.ls[i], -1, ByLateness
	}
	s.es[i] = s.opened(t, s.es[i])
	s.ef[i] = s.finishFor(t, s.es[i])
}

// constrain applies the constraint to the early start that the links ask for. A date that must
// be kept beats the links, unless the project keeps to its links.
func (s *Schedule) constrain(i int32, t *Task) {
	m := t.More
	if m.Constraint <= ALAP || m.Date == 0 {
		return
	}
	at := s.net.Calendars[t.Cal].Work(m.Date)
	if m.Constraint == FNET || m.Constraint == FNLT || m.Constraint == MFO {
		at = s.startFor(t, at)
	}
	set := false
	switch m.Constraint {
	case SNET, FNET:
		set = at > s.es[i]
	case SNLT, FNLT:
		set = at < s.es[i] && !s.net.Soft
	default:
		set = at > s.es[i] || at < s.es[i] && !s.net.Soft
	}
	if !set {
		return
	}
	s.es[i], s.driver[i], s.cause[i], s.shut[i] = at, -1, ByConstraint, 0
	if cal := s.net.Calendars[t.Cal]; t.Dur == 0 && cal.Closing(cal.Work(m.Date)) == m.Date {
		s.shut[i] = milestoneShut
	}
}

// happened places a task by what has happened: as it was where it is done, else from its actual
// start by the work that is left.
func (s *Schedule) happened(i int32, t *Task) {
	m, cal := t.More, s.net.Calendars[t.Cal]
	s.driver[i], s.cause[i] = -1, ByActual
	switch {
	case m.ActualFinish != 0:
		s.ef[i] = cal.Work(m.ActualFinish)
		s.es[i] = s.ef[i]
		if m.ActualStart != 0 {
			s.es[i] = min(cal.Work(m.ActualStart), s.ef[i])
		}
	default:
		s.es[i] = cal.Work(m.ActualStart)
		s.ef[i] = s.finishFor(t, s.es[i])
		if m.Resume != 0 {
			s.ef[i] = max(cal.Work(m.Resume)+m.Remaining, s.es[i])
		}
	}
}

// finish finds the end of the project: the last early finish of a task that counts. Times of one
// calendar are compared as work, and only the last of each is looked up.
func (s *Schedule) finish() {
	n := s.net
	last := make([]int64, len(n.Calendars))
	for c := range last {
		last[c] = none
	}
	end := date.Instant(0)
	for i := range n.Tasks {
		t := &n.Tasks[i]
		if t.Flags&(Gate|Inactive) != 0 {
			continue
		}
		if t.More != nil || t.Dur == 0 {
			end = max(end, s.earlyFinish(int32(i)))
			continue
		}
		last[t.Cal] = max(last[t.Cal], s.ef[i])
	}
	for c, w := range last {
		if w != none {
			end = max(end, n.Calendars[c].Closing(w))
		}
	}
	if end == 0 {
		end = s.Start
	}
	s.setEnd(end)
}

func (s *Schedule) setEnd(end date.Instant) {
	s.Finish = end
	for c, cal := range s.net.Calendars {
		s.end[c] = cal.Work(end)
	}
}

// backward computes the late dates from the finish of the project, each task before those it
// waits for.
func (s *Schedule) backward() {
	n := s.net
	for at := len(s.order) - 1; at >= 0; at-- {
		i := s.order[at]
		t := &n.Tasks[i]
		lf := s.end[t.Cal]
		for _, li := range s.out(i) {
			l := &n.Links[li]
			to := &n.Tasks[l.To]
			if to.Flags != 0 && s.skips(li, l, to) {
				continue
			}
			if l.Type == FS && !l.Elapsed && l.Cal == t.Cal && to.Cal == t.Cal { // nearly all are
				lf = min(lf, s.ls[l.To]-l.Lag)
				continue
			}
			lf = min(lf, s.pull(l, t, to, s.ls[l.To], s.lf[l.To]))
		}
		if t.More == nil {
			s.lf[i], s.ls[i] = lf, lf-t.Dur
			continue
		}
		s.placeLate(i, t, lf)
	}
}

// skips reports whether a link holds nobody: it leads to an inactive task, to a gate nobody has
// reached, or to one that waits for the earliest, which is another.
func (s *Schedule) skips(li int32, l *Link, to *Task) bool {
	return to.Flags&Inactive != 0 || s.ef[l.To] == none || to.Flags&Earliest != 0 && s.driver[l.To] != li
}

// pull is how late the predecessor of a link may end, as work on its calendar, if the successor
// starts and ends at the given work of its own.
func (s *Schedule) pull(l *Link, t, to *Task, start, finish int64) int64 {
	at := start
	if l.Type == FF || l.Type == SF {
		at = finish
	}
	if t.Cal == to.Cal && l.Cal == t.Cal && !l.Elapsed {
		at -= l.Lag
	} else {
		// The last moment will do: what is done by an opening is done by the closing before it.
		moment := s.lagged(l, s.net.Calendars[to.Cal].Opening(at), -l.Lag, true)
		at = s.net.Calendars[t.Cal].Work(moment)
	}
	if l.Type == SS || l.Type == SF {
		if t.Flags&Earliest != 0 {
			return at
		}
		return s.finishFor(t, at)
	}
	return at
}

// placeLate settles the late dates of a task that has more than links and a length. What has
// begun keeps its start, what is done its dates.
func (s *Schedule) placeLate(i int32, t *Task, lf int64) {
	m, cal := t.More, s.net.Calendars[t.Cal]
	if m.ActualFinish != 0 {
		s.ls[i], s.lf[i] = s.es[i], s.ef[i]
		return
	}
	if !m.Manual && m.Date != 0 {
		at := cal.Work(m.Date)
		switch m.Constraint {
		case MSO:
			lf = s.finishFor(t, at)
		case MFO:
			lf = at
		case SNLT:
			lf = min(lf, s.finishFor(t, at))
		case FNLT:
			lf = min(lf, at)
		}
	}
	if m.Deadline != 0 {
		lf = min(lf, cal.Work(m.Deadline))
	}
	s.lf[i] = lf
	switch {
	case m.ActualStart != 0:
		s.ls[i] = s.es[i]
	case m.Manual:
		s.ls[i] = lf - (s.ef[i] - s.es[i])
	default:
		s.ls[i] = s.startFor(t, lf)
	}
}
