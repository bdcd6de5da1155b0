// Package cpm computes the critical path of a network: when each task can start and finish at
// the earliest and at the latest, how much float that leaves, and what decides its date.
//
// It knows moments, numbers and calendars, never records. The rules are those of Microsoft
// Project (its stored dates are the known answers of the tests): four types of link with a lag,
// eight constraints, deadlines, progress, tasks with dates set by hand, plans from the finish.
//
// Times inside are work: the seconds of working time that a task's calendar holds before a
// moment. The closing of a day and the next opening are then one number, adding a duration is
// one addition, and moments are looked up only where calendars meet and where they are asked
// for. All functions are pure; the same network gives the same schedule in whatever order its
// tasks and links are listed.
package cpm

import (
	"math"
	"time"

	"tandem/model/date"
)

// Calendar turns moments into work and back. It may be asked from several goroutines.
type Calendar interface {
	// Work is the working time in seconds before a moment, from an origin of the calendar's own.
	// It never falls.
	Work(date.Instant) int64
	// Closing is the first moment with so much work before it, Opening the last: the closing
	// of a day and the opening of the next one.
	Closing(work int64) date.Instant
	Opening(work int64) date.Instant
}

// Clock is the calendar of elapsed time: every second works, as the clock on the wall in Loc
// counts them (nil: as they pass). Two elapsed days after Friday 17:00 it is then Sunday 17:00,
// also where the clocks change in between.
type Clock struct{ Loc *time.Location }

// Work is the moment as the clock shows it.
func (c Clock) Work(t date.Instant) int64 { return int64(t) + c.offset(t) }

// Closing is the moment at which the clock shows so much; past a gap by its length. It stays
// within the years 1 to 9999.
func (c Clock) Closing(w int64) date.Instant {
	w = min(max(w, 1), int64(lastInstant))
	if c.Loc == nil {
		return date.Instant(w)
	}
	before, after := c.offset(date.Instant(w-26*3600)), c.offset(date.Instant(w+26*3600))
	if at := w - after; before != after && c.offset(date.Instant(at)) == after && c.offset(date.Instant(w-before)) == after {
		return date.Instant(at)
	}
	return date.Instant(max(w-before, 1))
}

// Opening is as Closing.
func (c Clock) Opening(w int64) date.Instant { return c.Closing(w) }

func (c Clock) offset(t date.Instant) int64 {
	if c.Loc == nil || t <= 0 {
		return 0
	}
	_, off := t.In(c.Loc).Zone()
	return int64(off)
}

// lastInstant is the end of the year 9999: no date is later.
var lastInstant = date.YMD(9999, 12, 31).At(23, 59, nil)

// LinkType is what of the successor waits for what of the predecessor.
type LinkType uint8

// Finish to start, start to start, finish to finish, start to finish.
const (
	FS LinkType = iota
	SS
	FF
	SF
)

// Link makes a task wait for another.
type Link struct {
	From, To int32 // indexes of tasks
	Type     LinkType
	Elapsed  bool  // the lag is clock time
	Cal      int32 // in whose work the lag is counted: the successor's calendar, or the project's
	Lag      int64 // seconds, negative for a lead
}

// Constraint is a limit on a task's dates.
type Constraint uint8

// As soon and as late as possible; start and finish no earlier and no later than; must start
// and must finish on.
const (
	ASAP Constraint = iota
	ALAP
	SNET
	SNLT
	FNET
	FNLT
	MSO
	MFO
)

// Flags are what a task is besides its length.
type Flags uint8

const (
	// Inactive tasks get dates but hold up nobody.
	Inactive Flags = 1 << iota
	// Gate is no task but a point that links meet in, such as the end of a summary. It has no
	// length, does not wait for the start of the project and does not make its finish.
	Gate
	// Earliest makes a gate the earliest of what leads to it, not the latest.
	Earliest
)

// Task is a node of the network.
type Task struct {
	Cal   int32 // index of its calendar; a task with Parts has a Clock
	Meter int32 // the calendar its floats are measured on
	Flags Flags
	Dur   int64 // seconds of work on its calendar
	More  *More // nil for a plain task
}

// More is what few tasks have.
type More struct {
	Constraint Constraint
	Date       date.Instant // of the constraint
	Deadline   date.Instant

	ActualStart, ActualFinish date.Instant
	Resume                    date.Instant // a started task that was interrupted goes on then
	Remaining                 int64        // seconds of work from Resume on; of a task with Parts the same share of each

	Manual        bool         // Start and Finish stand, whatever the links say
	Start, Finish date.Instant // of a manual task; 0: not said
	Delay         int64        // clock seconds the start is put off, by levelling

	// Parts are the shares of people who work at different times: the task starts with the
	// first of them and ends with the last.
	Parts []Part
}

// Part is one person's share of a task.
type Part struct {
	Cal   int32
	Delay int64 // work after the start of the task
	Dur   int64 // work
}

// Network is all that the dates follow from.
type Network struct {
	Start      date.Instant
	Finish     date.Instant // of a plan from the finish
	FromFinish bool         // the finish is given, tasks lie as late as they can
	Soft       bool         // SNLT, FNLT, MSO and MFO do not pull a task ahead of its links
	Limit      int64        // tasks with no more float are critical; seconds of work
	Clock      Clock        // of elapsed lags and delays
	Calendars  []Calendar
	Tasks      []Task
	Links      []Link
}

// Cause is what decided a task's early start.
type Cause uint8

// The causes: the start (or, scheduled backwards, the finish) of the project, a link, the
// task's constraint, what has happened, dates set by hand, levelling, and "as late as possible".
const (
	ByProject Cause = iota
	ByLink
	ByConstraint
	ByActual
	ByHand
	ByLevelling
	ByLateness
)

// none marks a time that nothing has set.
const none = math.MinInt64

// Schedule is what a network comes to.
type Schedule struct {
	Start, Finish date.Instant // of the project
	Loops         []Loop       // links that go round in a circle, left out

	net   *Network
	order []int32 // every task after those it waits for
	edges []edge  // links by their From: edges[at[i]:at[i+1]]
	at    []int32
	dates []dates
	gated bool    // there are gates
	need  []int64 // by when each must be passed, work on its calendar
	base  []int64 // the start of the project by calendar
	end   []int64 // its finish by calendar
}

// dates is what the passes find of a task; times are work on its own calendar. They lie beside one
// another, since whoever asks for one of a task's times mostly asks for others too.
type dates struct {
	es, ef, ls, lf int64
	driver         int32 // the edge that decided, or -1
	cause          Cause // ByProject with a driver means ByLink
	shut           side
}

// side says on which side of a pause a time lies that work alone cannot tell.
type side uint8

const (
	milestoneShut side = 1 << iota // a task without length ends at the closing
	milestoneOpen                  // something it waits for is at the opening
	finishOpen                     // a task ends at an opening: somebody's start
)

// Loop is a circle of links: each task waits for the one before, the first for the last.
type Loop struct{ Tasks []int32 }

// Solve computes the schedule. Links that go round in a circle are left out and reported; all
// else is scheduled.
func Solve(n *Network) *Schedule {
	s := &Schedule{net: n, Start: n.Start, dates: make([]dates, len(n.Tasks))}
	s.base, s.end = make([]int64, len(n.Calendars)), make([]int64, len(n.Calendars))
	s.forward(nil, s.adjacency(nil))
	if len(s.order) < len(n.Tasks) { // some wait for themselves
		s.forward(nil, s.adjacency(s.knots()))
	}
	if n.FromFinish {
		s.solveBack()
	} else {
		s.finish()
		s.backward()
		if late := s.late(); late != nil {
			s.forward(late, nil)
		}
	}
	s.needs()
	return s
}

// solveBack schedules from the finish: the late dates first, then the start they call for and
// the early dates from there. The early dates it finds tell how long is what has happened or was
// set by hand.
func (s *Schedule) solveBack() {
	n := s.net
	s.setEnd(n.Finish)
	s.backward()
	first := date.Instant(0)
	for i := range n.Tasks {
		if n.Tasks[i].Flags&(Gate|Inactive) != 0 {
			continue
		}
		if at := s.LateStart(i); first == 0 || at < first {
			first = at
		}
	}
	if first != 0 {
		s.Start = first
	}
	s.forward(nil, nil)
}

// late lists the tasks that are put as late as they can; nil where there are none.
func (s *Schedule) late() []bool {
	var out []bool
	for i := range s.net.Tasks {
		m := s.net.Tasks[i].More
		if m == nil || m.Constraint != ALAP || m.ActualStart != 0 || m.Manual {
			continue
		}
		if out == nil {
			out = make([]bool, len(s.net.Tasks))
		}
		out[i] = true
	}
	return out
}
