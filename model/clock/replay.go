package clock

import (
	"cmp"
	"fmt"
	"slices"
	"sync"

	"tandem/model/date"
	"tandem/model/worktime"
)

// lap is one turn of a clock: from what started it to what stopped it. ended says that the matter
// ended rather than that the thing owed was done.
type lap struct {
	from, to date.Instant
	ended    bool
	silent   bool // we have not spoken yet: only what was told or declared is owed
}

// story is what a log comes to, before anything is measured.
type story struct {
	opened, ended date.Instant
	first         lap
	replies       []lap
	updates       []lap
	waits         []Pause
	closed        []Pause
	severity      []Event
	issues        []Issue

	wrote   date.Instant // the oldest word of the customer without an answer
	spoke   date.Instant // our last word
	waiting bool
	over    bool
}

// Replay says how the clocks stand at now. terms are in order of From; where none is in force
// nothing is owed, and where one has no targets only what the customer was told. Nothing in a log stops it: events out of order are put in order,
// those ahead of now do not count yet, and both are told as issues.
func Replay(log Log, terms []Terms, now date.Instant) *Clocks {
	d := desks.Get().(*desk)
	defer d.leave()
	d.log = log
	s, m := &d.story, &d.meter
	s.opened = log.Opened
	s.tell(log.Events, now)
	if s.spoke == 0 && !s.over {
		s.updates = append(s.updates, lap{from: s.opened, silent: true})
	}
	out := &Clocks{Opened: s.opened, Issues: s.issues}
	if s.over {
		out.Ended = s.ended
	}
	m.log, m.story, m.terms, m.now = &d.log, s, terms, now
	m.cuts = m.room[:0]
	for w := First; w < Count; w++ {
		out.All[w].Which, out.All[w].State, out.All[w].now = w, None, now
	}
	if s.opened == 0 || s.opened > now {
		return out
	}
	m.lap(&out.All[First], s.first, true)
	m.measure(&out.All[Reply], s.replies)
	m.measure(&out.All[Update], s.updates)
	m.lap(&out.All[Resolution], lap{from: s.opened, to: out.Ended}, true)
	m.life(out)
	return out
}

// desk is what a replay works on. Desks are used again, for ten thousand logs are replayed at a look.
type desk struct {
	log   Log
	story story
	meter meter
}

var desks = sync.Pool{New: func() any { return new(desk) }}

// leave clears a desk for the next replay. What the clocks keep, closed times and issues, is not
// written over.
func (d *desk) leave() {
	s := &d.story
	d.story = story{replies: s.replies[:0], updates: s.updates[:0], waits: s.waits[:0], severity: s.severity[:0]}
	d.meter, d.log = meter{}, Log{}
	desks.Put(d)
}

// tell goes through the events once.
func (s *story) tell(list []Event, now date.Instant) {
	events := s.inOrder(list, now)
	for i := range events {
		if events[i].Kind == Opened && s.opened == 0 {
			s.opened = events[i].At
		}
	}
	if s.opened == 0 && len(events) > 0 {
		s.opened = events[0].At
	}
	s.first.from = s.opened
	for i := range events {
		s.event(&events[i])
	}
	if s.wrote != 0 {
		s.replies = append(s.replies, lap{from: s.wrote})
	}
	if s.spoke != 0 && !s.over {
		s.updates = append(s.updates, lap{from: s.spoke})
	}
}

// inOrder puts the events in order of time, leaves out those that are ahead of now, and
// tells what it did. A log that needs nothing is used as it is.
func (s *story) inOrder(list []Event, now date.Instant) []Event {
	sorted, future := true, false
	for i := range list {
		if i > 0 && list[i].At < list[i-1].At {
			sorted = false
			if !list[i].Late && !list[i-1].Late {
				s.issues = append(s.issues, Issue{list[i].Line, "lies before the line above it; it is counted where it belongs"})
			}
		}
		if list[i].At > now {
			future = true
			s.issues = append(s.issues, Issue{list[i].Line, "lies in the future; it does not count yet"})
		}
		if list[i].Kind == Wait && list[i].Party == "" {
			s.issues = append(s.issues, Issue{list[i].Line, "is a wait that names no party; it stops no clock"})
		}
	}
	if sorted && !future {
		return list
	}
	out := make([]Event, 0, len(list))
	for _, x := range list {
		if x.At <= now {
			out = append(out, x)
		}
	}
	slices.SortStableFunc(out, func(a, b Event) int { return cmp.Compare(a.At, b.At) })
	return out
}

// event takes one line in.
func (s *story) event(x *Event) {
	switch x.Kind {
	case In:
		s.in(x)
	case Out:
		s.out(x)
	case Wait:
		s.resume(x.At)
		if !s.over {
			s.waits = append(s.waits, Pause{From: x.At, Party: x.Party, Who: x.Who, What: x.What})
			s.waiting = true
		}
	case Resume:
		s.resume(x.At)
	case Severity:
		s.severity = append(s.severity, *x)
	case Closed:
		s.close(x)
	case Reopened:
		if s.over {
			s.over = false
			s.closed = append(s.closed, Pause{From: s.ended, To: x.At, What: "closed"})
			if s.first.ended {
				s.first.to, s.first.ended = 0, false
			}
			if n := len(s.updates); n > 0 && s.updates[n-1].ended {
				s.updates = s.updates[:n-1] // it goes on from our last word
			}
		}
	}
}

func (s *story) in(x *Event) {
	if n := len(s.waits); s.waiting && s.waits[n-1].Party == "customer" {
		s.resume(x.At)
	}
	if s.wrote == 0 {
		s.wrote = x.At
	}
}

func (s *story) out(x *Event) {
	if s.first.to == 0 || s.first.ended {
		s.first.to, s.first.ended = x.At, false
	}
	if s.wrote != 0 {
		s.replies = append(s.replies, lap{from: s.wrote, to: x.At})
		s.wrote = 0
	}
	switch {
	case s.over: // a word after the end owes no further one
		if n := len(s.updates); n > 0 && s.updates[n-1].ended && s.ended == x.At {
			s.updates[n-1] = lap{from: s.updates[n-1].from, to: x.At}
		}
	case s.spoke != 0 && s.spoke != x.At:
		s.updates = append(s.updates, lap{from: s.spoke, to: x.At})
	}
	s.spoke = x.At
}

func (s *story) resume(at date.Instant) {
	if s.waiting {
		s.waits[len(s.waits)-1].To = at
		s.waiting = false
	}
}

func (s *story) close(x *Event) {
	if s.over { // resolved, then closed: it ended with the first, and closing answers what they wrote since
		if s.wrote != 0 {
			s.replies = append(s.replies, lap{from: s.wrote, to: x.At})
			s.wrote = 0
		}
		return
	}
	s.resume(x.At)
	s.over, s.ended = true, x.At
	if s.first.to == 0 {
		s.first.to, s.first.ended = x.At, true
	}
	if s.wrote != 0 {
		s.replies = append(s.replies, lap{from: s.wrote, to: x.At})
		s.wrote = 0
	}
	if s.spoke != 0 {
		s.updates = append(s.updates, lap{from: s.spoke, to: x.At, ended: true})
	}
}

// meter measures the laps of a story.
type meter struct {
	log   *Log
	story *story
	terms []Terms
	now   date.Instant
	cuts  []cut
	room  [2]cut // for cuts: there are rarely more
}

// cut is which pauses hold for a clock under some terms.
type cut struct {
	terms *Terms
	mode  uint8 // 0: closed time alone, 1: and waits, 2: and those that stop updates
	still *still
}

// termsAt are those a clock that stops at t is held to; nil where there are none.
func (m *meter) termsAt(t date.Instant) *Terms {
	for i := len(m.terms) - 1; i >= 0; i-- {
		x := &m.terms[i]
		if x.From <= t && !(x.Lapsed && x.From > m.story.opened) {
			return x
		}
	}
	return nil
}

// severityAt is how severe it was at t.
func (m *meter) severityAt(t date.Instant) int {
	list := m.story.severity
	if t >= m.now || len(list) == 0 || list[len(list)-1].At <= t {
		return m.log.Severity
	}
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].At <= t {
			return list[i].Severity
		}
	}
	if list[0].Was != 0 {
		return list[0].Was
	}
	return list[0].Severity
}

// pauses are those that stop a clock under some terms; nil where there are none. What lasts is cut off
// at now: a clock that stands is measured as if it went on at this moment.
func (m *meter) pauses(w Which, t *Terms) *still {
	mode, stops := uint8(0), t.Pauses
	switch {
	case w == Update && t.UpdatePauses != nil:
		mode, stops = 2, t.UpdatePauses
	case t.Pauses != nil && (w == Resolution || w == Update && t.Updates):
		mode = 1
	}
	if len(m.story.closed) == 0 && (mode == 0 || len(m.story.waits) == 0) {
		return nil
	}
	for i := range m.cuts {
		if m.cuts[i].terms == t && m.cuts[i].mode == mode {
			return m.cuts[i].still
		}
	}
	list := m.story.closed
	if mode > 0 && len(m.story.waits) > 0 {
		list = slices.Clone(list)
		for _, p := range m.story.waits {
			if p.Party != "" && stops(p.Party) {
				list = append(list, p)
			}
		}
		slices.SortStableFunc(list, func(a, b Pause) int { return cmp.Compare(a.From, b.From) })
	}
	var x *still
	if len(list) > 0 {
		spans := make([]worktime.Span, len(list))
		for i, p := range list {
			if spans[i] = (worktime.Span{From: p.From, To: p.To}); p.To == 0 {
				spans[i].To = max(m.now, p.From)
			}
		}
		x = &still{list: list}
		x.cut, _ = worktime.Pause(spans...) // each has a start and ends after it
	}
	m.cuts = append(m.cuts, cut{t, mode, x})
	return x
}

// pauses are what is cut out; nothing for nil.
func (s *still) pauses() worktime.Pauses {
	if s == nil {
		return worktime.Pauses{}
	}
	return s.cut
}

// lasts reports that it stands now.
func (s *still) lasts() bool { return s != nil && s.list[len(s.list)-1].To == 0 }

// measure fills in a clock: it shows its last lap and counts them all.
func (m *meter) measure(c *Clock, laps []lap) {
	for i := range laps {
		last := i == len(laps)-1
		m.lap(c, laps[i], last)
	}
}

// lap measures one turn.
func (m *meter) lap(c *Clock, l lap, show bool) {
	end := l.to
	if end == 0 {
		end = m.now
	}
	t := m.termsAt(end)
	var span date.Span
	if t != nil {
		span = m.span(c.Which, l, t, end)
	}
	said := c.Which == Update && show && l.to == 0 && m.log.Said > l.from
	if span.IsZero() && !said || t == nil {
		if show && !l.silent {
			c.Start, c.Stop = l.from, l.to
		}
		return
	}
	hours := t.counting(span)
	halt := m.pauses(c.Which, t)
	if l.silent && halt.lasts() {
		return // whoever waits before our first word is owed none
	}
	p := halt.pauses()
	due := m.owed(c.Which, l, t, end)
	if said && (due == 0 || m.log.Said < due) {
		due, c.Said = m.log.Said, true
	} else {
		said = false
	}
	moved := c.Which == Update && t.Since > l.from
	if moved {
		due = max(due, t.Since)
	}
	late := end > due
	if l.to != 0 && !(l.ended && !late) {
		if late {
			c.Missed++
		} else {
			c.Kept++
		}
	}
	if !show {
		return
	}
	c.Start, c.Stop, c.Due, c.Target, c.hours, c.still = l.from, l.to, due, span.N, hours, halt
	c.Elapsed = hours.Spent(l.from, end, p)
	if c.Whole = c.Elapsed; halt != nil {
		c.Whole = hours.Between(l.from, end)
	}
	if (said || moved) && due != worktime.Never {
		c.Target = hours.Spent(l.from, due, p) // the work until the moment that was told, or came of a declaration
	}
	if due != worktime.Never {
		c.Left = c.Target - c.Elapsed
	}
	m.state(c, l, late)
}

// state says how the clock stands after its last lap.
func (m *meter) state(c *Clock, l lap, late bool) {
	switch {
	case late:
		c.State = Breached
	case l.ended:
		c.State = Stopped
	case l.to != 0:
		c.State = Met
	default:
		c.State = Running
		if c.still.lasts() {
			c.State = Paused
		}
	}
	if c.Due == worktime.Never && l.to == 0 && c.hours.Empty() {
		c.State = Running // it runs, and nothing will ever be due
	}
}

// life fills in how long it took so far, and who was waited for.
func (m *meter) life(out *Clocks) {
	s, end := m.story, m.now
	if out.Ended != 0 {
		end = out.Ended
	}
	t := m.termsAt(end)
	if t == nil {
		return
	}
	out.Hours, out.Under, out.terms = t.Hours, t.Name, t
	if t.Targets != nil {
		out.cadence = t.Targets(m.log.Severity)[Update]
	}
	if t.Hours.Empty() {
		out.Issues = append(out.Issues, Issue{Message: "the calendar has no working time: nothing is ever due"})
	}
	closed := m.pauses(First, t).pauses()
	out.Life = t.Hours.Spent(s.opened, end, closed)
	for _, w := range s.waits {
		to := w.To
		if to == 0 {
			to = end
		}
		i := slices.IndexFunc(out.Waited, func(x Share) bool { return x.Party == w.Party })
		if i < 0 {
			i = len(out.Waited)
			out.Waited = append(out.Waited, Share{Party: w.Party})
		}
		work := t.Hours.Spent(max(w.From, s.opened), to, closed)
		out.Waited[i].Work += work
		out.Waited[i].Last = w
		out.Spells = append(out.Spells, Spell{w, work})
	}
}

// Text is the issue with its place.
func (i Issue) Text() string {
	if i.Line == 0 {
		return i.Message
	}
	return fmt.Sprintf("line %d %s", i.Line, i.Message)
}
