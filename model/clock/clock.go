// Package clock replays the log of a matter that a customer waits for, and says how its four
// clocks stand: first response, next reply owed, next update owed, resolution. It knows events,
// targets and working time, never records, and counts nothing that is stored: the same log, terms
// and moment always give the same clocks.
//
// A clock is due when its target of work is done, with pauses cut out, and is breached strictly
// after that instant. Where people disagree, this holds:
//
//   - A deadline exactly at closing is the closing instant; Terms.Boundary has the other rule.
//   - No time at all outside of working hours is the next opening.
//   - A second message of the customer does not move the reply clock.
//   - An answer outside of working hours answers.
//   - Closed and reopened: the time between is a pause, and what was spent before still counts.
//   - Terms or a severity that change are replayed over the log: a clock is held to those in force
//     when it stops, a running one to those of now.
//   - A cadence that is declared (Terms.Since) never dates back: see there.
//   - The customer's word ends a wait on the customer; a new wait ends the one before.
package clock

import (
	"cmp"
	"iter"

	"tandem/model/date"
	"tandem/model/worktime"
)

// Which is one of the four clocks.
type Which uint8

// The four clocks, in the order they are told.
const (
	First      Which = iota // opened, until the first word to the customer
	Reply                   // the oldest word of the customer without an answer, until our next one
	Update                  // our last word, until our next one
	Resolution              // opened, until resolved, less waiting
	Count      = 4
)

// names are what scripts read, titles what people do.
var (
	names  = [Count]string{"first_response", "next_reply", "next_update", "resolution"}
	titles = [Count]string{"first response", "next reply owed", "next update", "resolution"}
)

// String is the name scripts read.
func (w Which) String() string { return names[w%Count] }

// Title is the name people read.
func (w Which) Title() string { return titles[w%Count] }

// State is how a clock stands.
type State string

// The states of a clock. A clock that is breached may still go on (Clock.Stop is 0 then).
const (
	None     State = "none"     // nothing is owed, or the log has not come to it
	Running  State = "running"  // it goes on and is not due yet
	Paused   State = "paused"   // it stands still; Due is when it were due if it went on now
	Met      State = "met"      // done in time
	Breached State = "breached" // past its due time, done or not
	Stopped  State = "stopped"  // the matter ended in time before anything was owed
)

// Kind is what an event means to the clocks.
type Kind uint8

// The kinds of events. Note is anything that moves no clock.
const (
	Note     Kind = iota
	Opened        // the matter began
	In            // the customer spoke
	Out           // we spoke to the customer
	Wait          // somebody is waited for
	Resume        // nobody is waited for any more
	Severity      // from now on it is of another severity
	Closed        // resolved or closed
	Reopened      // it goes on
)

// Event is a line of the log.
type Event struct {
	At               date.Instant
	Kind             Kind
	Party, Who, What string // of a wait
	Severity, Was    int    // of a change; Was is 0 where it is not known
	Line             int    // where the log has it, from 1; 0 where it came from elsewhere
	Late             bool   // it was told later than it happened: to stand out of order is no fault of it
}

// Targets are what is owed for one severity. An empty length is not owed; one of elapsed time
// counts around the clock.
type Targets [Count]date.Span

// Terms are what is owed from a moment on.
type Terms struct {
	From    date.Instant // in force since; 0: always
	Name    string
	Lapsed  bool               // nothing is in force: what was before holds for what began under it
	Hours   *worktime.Calendar // never nil
	Targets func(severity int) Targets
	Pauses  func(party string) bool // whose waits stop the resolution clock
	Updates bool                    // they stop the update clock too
	// UpdatePauses is whose waits stop the update clock where they are not the same; nil: as Updates says.
	UpdatePauses func(party string) bool
	Boundary     worktime.Boundary
	// Since is when the cadence of updates of these terms was declared; 0: it was agreed. It counts from
	// there at the earliest: what was owed by then is due when it was, or one cadence after, whichever
	// comes first, and never before the declaration.
	Since date.Instant
}

// Log is what a replay rests on.
type Log struct {
	Opened   date.Instant // 0: the first event
	Severity int          // as it is now, 1 to 5
	Events   []Event      // in order of time; Replay mends and tells what is not, and keeps none of them
	// Said is the moment for which the customer was told our next word; 0: none. It binds where it
	// lies after our last word, or with none after the opening, and no target asks for an earlier one.
	Said date.Instant
}

// Pause is a stretch in which somebody was waited for, or the matter was closed (Party is empty).
type Pause struct {
	From, To         date.Instant // To is 0 while it lasts
	Party, Who, What string
}

// Of is the party waited for, as scripts read it: "none" where the matter was closed.
func (p Pause) Of() string { return cmp.Or(p.Party, "none") }

// Share is how much of the life of a matter was spent waiting for one party, in seconds of work.
type Share struct {
	Party string
	Work  int64
	Last  Pause // the newest wait on it
}

// Spell is a wait as the log tells it, with the seconds of work that it took of the life of the matter.
type Spell struct {
	Pause
	Work int64
}

// Issue is something in the log that was mended or left out.
type Issue struct {
	Line    int // 0: no line of its own
	Message string
}

// Clock is one of the four. Lengths are seconds of work in its hours.
type Clock struct {
	Which   Which
	Said    bool // due as the customer was told, not by a target
	State   State
	Start   date.Instant // what is measured now, or was last
	Stop    date.Instant // 0: it goes on
	Due     date.Instant // worktime.Never where the hours have no such time; 0: nothing is owed
	Target  int64
	Elapsed int64
	Whole   int64 // Elapsed with the pauses left in
	Left    int64 // until due, negative once over it; 0 where nothing is owed or due is never
	Kept    int   // how often it was met since the matter began
	Missed  int   // how often it stopped too late; a running breach is not among them

	now   date.Instant
	hours *worktime.Calendar
	still *still // nil: it never stood
}

// still are the times in which a clock stands, for people and for arithmetic.
type still struct {
	list []Pause
	cut  worktime.Pauses
}

// Clocks is how a matter stands at a moment. It does not change.
type Clocks struct {
	All    [Count]Clock
	Opened date.Instant
	Ended  date.Instant // 0: it is open
	Life   int64        // seconds of work from opened to ended or now, less closed time
	Waited []Share      // by party, in order of their first wait
	Spells []Spell      // the waits one by one, in order
	Issues []Issue
	Hours  *worktime.Calendar // of the terms in force; nil where nothing is known
	Under  string             // the name of the terms in force

	cadence date.Span
	terms   *Terms
}

// Going reports whether the clock has begun, something is owed, and it has not stopped.
func (c *Clock) Going() bool { return c.State != None && c.Stop == 0 }

// Hours is the working time the clock counts in; nil where nothing is owed.
func (c *Clock) Hours() *worktime.Calendar { return c.hours }

// end is where counting ends so far.
func (c *Clock) end() date.Instant {
	if c.Stop != 0 {
		return c.Stop
	}
	return c.now
}

// Spans yields the stretches that Elapsed is made of.
func (c *Clock) Spans() iter.Seq[worktime.Span] {
	if c.hours == nil {
		return func(func(worktime.Span) bool) {}
	}
	return c.hours.Spans(c.Start, c.end(), c.still.pauses())
}

// Ahead yields the stretches that Left is made of; past due, those it is over.
func (c *Clock) Ahead() iter.Seq[worktime.Span] {
	if c.hours == nil || c.Due == worktime.Never {
		return func(func(worktime.Span) bool) {}
	}
	from := max(c.end(), c.Start)
	return c.hours.Spans(min(from, c.Due), max(from, c.Due), c.still.pauses())
}

// Half is when half of its time is over, or was; 0 where nothing is owed.
func (c *Clock) Half() date.Instant {
	if c.hours == nil {
		return 0
	}
	return c.hours.Due(c.Start, c.Target/2, c.still.pauses(), worktime.Opening)
}

// Pauses yields the pauses that the clock stood still for, or stands, in order.
func (c *Clock) Pauses() iter.Seq[Pause] {
	return func(yield func(Pause) bool) {
		if c.still == nil {
			return
		}
		for _, p := range c.still.list {
			if p.From >= c.end() && p.To != 0 || p.To != 0 && p.To <= c.Start {
				continue
			}
			if !yield(p) {
				return
			}
		}
	}
}

// Next is the going clock that is due first; nil where none goes on. A paused one comes after all
// that run.
func (x *Clocks) Next() *Clock {
	var best *Clock
	for i := range x.All {
		c := &x.All[i]
		if !c.Going() {
			continue
		}
		if p := c.State == Paused; best == nil || p != (best.State == Paused) && !p || p == (best.State == Paused) && c.Due < best.Due {
			best = c
		}
	}
	return best
}

// After is when the next word is owed after one at t, by the cadence of now and without pauses; 0
// where none is agreed.
func (x *Clocks) After(t date.Instant) date.Instant {
	if x.terms == nil || x.cadence.IsZero() {
		return 0
	}
	hours := x.Hours
	if x.cadence.Elapsed() {
		hours = around(hours)
	}
	if due := hours.Due(t, x.cadence.N, worktime.Pauses{}, x.terms.Boundary); due != worktime.Never {
		return due
	}
	return 0
}

// WaitShare is which part of the life was spent waiting, 0 to 1; for one party, or for all where
// party is empty.
func (x *Clocks) WaitShare(party string) float64 {
	if x.Life <= 0 {
		return 0
	}
	var n int64
	for _, s := range x.Waited {
		if party == "" || s.Party == party {
			n += s.Work
		}
	}
	return float64(n) / float64(x.Life)
}
