package cpm

import "tandem/model/date"

// forward computes the early dates, each task after those it waits for. waits, where given, is how
// many links lead to each task: the order is then found on the way, by Kahn's rule, and ends short
// of the tasks in or behind a circle. late, where given, are tasks that are to start no earlier
// than the late date of the pass before.
func (s *Schedule) forward(late []bool, waits []int32) {
	s.reset(waits)
	tasks, all, order := s.net.Tasks, s.dates, s.order
	for k := 0; k < len(order); k++ {
		i := order[k]
		t, d := &tasks[i], &all[i]
		switch {
		case t.More != nil:
			s.place(i, t, late != nil && late[i])
		case d.es == none: // a gate that nobody has reached
			d.ef = none
		default:
			d.ef = d.es + t.Dur
			s.sideOf(d, t)
		}
		open := d.es == d.ef && d.shut&milestoneShut == 0
		for at := s.at[i]; at < s.at[i+1]; at++ {
			e := &s.edges[at]
			to := e.to
			if to >= 0 {
				by, on := d.ef+int64(e.lag), side(0)
				if open && e.lag == 0 && tasks[to].Dur == 0 {
					on = milestoneOpen
				}
				if x := &all[to]; by >= x.es {
					x.wait(by, at, on)
				}
			} else {
				to = ^to
				s.push(at, i, to)
			}
			if waits != nil {
				if waits[to]--; waits[to] == 0 {
					order = append(order, to)
				}
			}
		}
	}
	s.order = order
}

// reset puts every task at the start of the project, and first in order those that wait for nobody.
func (s *Schedule) reset(waits []int32) {
	for c, cal := range s.net.Calendars {
		s.base[c] = cal.Work(s.Start)
	}
	for i := range s.net.Tasks {
		t, d := &s.net.Tasks[i], &s.dates[i]
		d.es, d.driver, d.cause, d.shut = s.base[t.Cal], -1, ByProject, 0
		if t.Flags&Gate != 0 {
			d.es, s.gated = none, true
		}
	}
	if waits == nil {
		return
	}
	s.order = make([]int32, 0, len(waits))
	for i, w := range waits {
		if w == 0 {
			s.order = append(s.order, int32(i))
		}
	}
}

// wait makes a task wait for a link that asks for no less than those before. Of two that ask for
// the same, the one that asks for the opening decides, then the one from the task listed first. A
// task has one kind of opening: of its finish where it has length, else of itself.
func (d *dates) wait(by int64, at int32, on side) {
	if d.driver >= 0 && by == d.es {
		was, is := d.shut&(milestoneOpen|finishOpen), on&(milestoneOpen|finishOpen)
		if is > was || is == was && at < d.driver {
			d.driver = at
		}
		d.shut |= on
		return
	}
	d.es, d.driver, d.shut = by, at, on
}

// sideOf settles on which side of a pause a task that follows links lies: one without length at
// the closing, unless somebody it waits for is at the opening.
func (s *Schedule) sideOf(d *dates, t *Task) {
	if t.Dur == 0 && d.driver >= 0 && d.shut&milestoneOpen == 0 && d.es > s.base[t.Cal] {
		d.shut |= milestoneShut
	}
}

// side is on which side of a pause a link puts its successor, at work that leaves it open.
func (s *Schedule) side(l *Link, i int32, t *Task, at int64, near bool) side {
	switch {
	case t.Dur == 0:
	case l.Type == SF:
		return finishOpen
	default:
		return 0
	}
	starts := l.Type == SS || l.Type == SF
	open := starts
	d := &s.dates[i]
	switch {
	case !near:
		moment := s.earlyFinish(i)
		if starts {
			moment = s.earlyStart(i)
		}
		open = s.lagged(l, moment, l.Lag, starts) > s.net.Calendars[t.Cal].Closing(at)
	case l.Lag != 0:
	case starts:
		open = d.shut&milestoneShut == 0
	default:
		open = d.es == d.ef && d.shut&milestoneShut == 0
	}
	if open {
		return milestoneOpen
	}
	return 0
}

// push makes the successor of a link that is not plain wait.
func (s *Schedule) push(edge, i, to int32) {
	l, from, d := &s.net.Links[s.edges[edge].link], &s.dates[i], &s.dates[to]
	if from.ef == none {
		return
	}
	t := &s.net.Tasks[to]
	at := from.es
	if l.Type == FS || l.Type == FF {
		at = from.ef
	}
	cal := s.net.Tasks[i].Cal
	near := cal == t.Cal && l.Cal == cal && !l.Elapsed
	if near {
		at += l.Lag
	} else {
		at = s.ahead(l, i, t)
	}
	if l.Type >= FF {
		at = s.startFor(t, at)
	}
	switch {
	case d.es == none:
	case t.Flags&Earliest != 0:
		if at > d.es {
			return
		}
	case at < d.es:
		return
	}
	on := side(0)
	if t.Dur == 0 || l.Type == SF {
		on = s.side(l, i, t, at, near)
	}
	d.wait(at, edge, on)
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
	m, cal, d := t.More, s.net.Calendars[t.Cal], &s.dates[i]
	switch {
	case m.ActualStart != 0 || m.ActualFinish != 0:
		s.happened(d, t)
		return
	case m.Manual && m.Start != 0:
		d.es, d.driver, d.cause = cal.Work(m.Start), -1, ByHand
		d.ef = s.finishFor(t, d.es)
		if m.Finish != 0 {
			d.ef = max(cal.Work(m.Finish), d.es)
		}
		return
	case m.Manual && m.Finish != 0:
		d.ef, d.driver, d.cause = cal.Work(m.Finish), -1, ByHand
		d.es = s.startFor(t, d.ef)
		return
	}
	if d.es == none {
		d.es = s.base[t.Cal]
	}
	s.sideOf(d, t)
	s.constrain(d, t)
	if m.Delay != 0 {
		wall := s.net.Clock
		d.es = cal.Work(wall.Opening(wall.Work(cal.Opening(d.es)) + m.Delay))
		d.cause = ByLevelling
	}
	if late && d.ls > d.es {
		d.es, d.driver, d.cause = d.ls, -1, ByLateness
	}
	d.es = s.opened(t, d.es)
	d.ef = s.finishFor(t, d.es)
}

// constrain applies the constraint to the early start that the links ask for. A date that must
// be kept beats the links, unless the project keeps to its links.
func (s *Schedule) constrain(d *dates, t *Task) {
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
		set = at > d.es
	case SNLT, FNLT:
		set = at < d.es && !s.net.Soft
	default:
		set = at > d.es || at < d.es && !s.net.Soft
	}
	if !set {
		return
	}
	d.es, d.driver, d.cause, d.shut = at, -1, ByConstraint, 0
	if cal := s.net.Calendars[t.Cal]; t.Dur == 0 && cal.Closing(cal.Work(m.Date)) == m.Date {
		d.shut = milestoneShut
	}
}

// happened places a task by what has happened: as it was where it is done, else from its actual
// start by the work that is left.
func (s *Schedule) happened(d *dates, t *Task) {
	m, cal := t.More, s.net.Calendars[t.Cal]
	d.driver, d.cause = -1, ByActual
	switch {
	case m.ActualFinish != 0:
		d.ef = cal.Work(m.ActualFinish)
		d.es = d.ef
		if m.ActualStart != 0 {
			d.es = min(cal.Work(m.ActualStart), d.ef)
		}
	default:
		d.es = cal.Work(m.ActualStart)
		d.ef = s.finishFor(t, d.es)
		if m.Resume != 0 {
			d.ef = max(s.resumed(t), d.es)
		}
	}
}

// resumed is when a task that was interrupted ends: what is left of it is done from Resume on, of a shared one
// by each in the proportion of the whole.
func (s *Schedule) resumed(t *Task) int64 {
	m, cal := t.More, s.net.Calendars[t.Cal]
	if len(m.Parts) == 0 {
		return cal.Work(m.Resume) + m.Remaining
	}
	begin := cal.Opening(cal.Work(m.Resume))
	var last date.Instant
	for _, p := range m.Parts {
		own := s.net.Calendars[p.Cal]
		last = max(last, own.Closing(own.Work(begin)+p.Dur*m.Remaining/max(t.Dur, 1)))
	}
	return cal.Work(last)
}
