package cpm

import "tandem/model/date"

// finish finds the end of the project: the last early finish of a task that counts. Times of one
// calendar are compared as work, those at its closings apart from those at its openings, and only
// the last of each is looked up.
func (s *Schedule) finish() {
	n := s.net
	type last struct{ closing, opening int64 }
	lasts := make([]last, len(n.Calendars))
	for c := range lasts {
		lasts[c] = last{none, none}
	}
	end := date.Instant(0)
	for i := range n.Tasks {
		t, d := &n.Tasks[i], &s.dates[i]
		switch x := &lasts[t.Cal]; {
		case t.Flags&(Gate|Inactive) != 0:
		case t.More != nil:
			end = max(end, s.earlyFinish(int32(i)))
		case t.Dur == 0 && d.shut&milestoneShut == 0:
			x.opening = max(x.opening, d.ef)
		default:
			x.closing = max(x.closing, d.ef)
		}
	}
	for c, x := range lasts {
		if x.closing != none {
			end = max(end, n.Calendars[c].Closing(x.closing))
		}
		if x.opening != none {
			end = max(end, n.Calendars[c].Opening(x.opening))
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
	tasks, all := s.net.Tasks, s.dates
	for k := len(s.order) - 1; k >= 0; k-- {
		i := s.order[k]
		t, d := &tasks[i], &all[i]
		lf := s.end[t.Cal]
		for at := s.at[i]; at < s.at[i+1]; at++ {
			e := &s.edges[at]
			if e.to >= 0 {
				lf = min(lf, all[e.to].ls-int64(e.lag))
			} else if to := ^e.to; !s.skips(at, to) {
				lf = min(lf, s.pull(&s.net.Links[e.link], t, &tasks[to], all[to].ls, all[to].lf))
			}
		}
		if t.More == nil {
			d.lf, d.ls = lf, lf-t.Dur
		} else {
			s.placeLate(d, t, lf)
		}
	}
}

// skips reports whether a link holds nobody: it leads to an inactive task, to a gate nobody has
// reached, or to one that waits for the earliest, which is another.
func (s *Schedule) skips(edge, to int32) bool {
	flags, d := s.net.Tasks[to].Flags, &s.dates[to]
	return flags != 0 && (flags&Inactive != 0 || d.ef == none || flags&Earliest != 0 && d.driver != edge)
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
func (s *Schedule) placeLate(d *dates, t *Task, lf int64) {
	m, cal := t.More, s.net.Calendars[t.Cal]
	if m.ActualFinish != 0 {
		d.ls, d.lf = d.es, d.ef
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
	d.lf = lf
	switch {
	case m.ActualStart != 0:
		d.ls = d.es
	case m.Manual:
		d.ls = lf - (d.ef - d.es)
	default:
		d.ls = s.startFor(t, lf)
	}
}
