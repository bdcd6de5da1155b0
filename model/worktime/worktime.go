// Package worktime knows when work is done: hours of the day, days of the week, holidays, extra
// working days, weeks that hold for a while, and the zone in which a clock on the wall shows
// them. It knows times and lengths, never records.
//
// A [Calendar] is made from a [Spec] by [New], never changes and may be used from any goroutine.
// All of its arithmetic rests on one number: [Calendar.Pos], the working seconds from a fixed
// moment up to an instant. It never falls, and it stands still outside of working hours. So 17:00
// and the next 08:00 have the same position, a length of work is a difference of two positions,
// and [Calendar.At] is the way back, to the closing or to the opening end of a pause in work.
// A schedule that runs on one calendar can be computed in positions alone.
//
// Instants count seconds in UTC, so both changes of the clock in a year are right by
// construction: hours are laid on the wall clock of the zone day by day. An hour that a change
// skips has no length; an hour that comes twice is worked twice where it lies within an interval,
// and an interval that begins or ends in it does so the first time.
//
// Lengths of work are whole seconds as int64. "1 day" of work is Scale().MinutesPerDay, not 24 h.
package worktime

import (
	"math"
	"time"

	"tandem/model/date"
)

// Never is the instant of what does not happen: work that a calendar has no time for between the
// years 1 and 9999. Arithmetic on Never gives Never; it cannot be shown as a date.
const Never date.Instant = math.MaxInt64

// Boundary says which end of a break in work is meant where both are the same work time.
type Boundary uint8

const (
	// Closing is the earlier end: work due when the day ends is due at 17:00.
	Closing Boundary = iota
	// Opening is the later end: it is due at the next 08:00. Some help desks count so.
	Opening
)

// maxWork bounds a length of work so that sums cannot overflow: some 30 million years.
const maxWork = int64(1e15)

// Location is the zone in which the hours are meant; never nil.
func (c *Calendar) Location() *time.Location { return c.loc }

// Scale is what a day, week and month of work mean here.
func (c *Calendar) Scale() date.Scale { return c.scale }

// Empty reports whether the calendar has no working time at all: everything is due never.
func (c *Calendar) Empty() bool { return c.empty }

// Pos is the working seconds between a fixed moment and t, negative before it. It is monotone,
// and only differences of positions of the same calendar mean something. t must not be Never or
// none (0); those count as the last and the first moment there is. It allocates nothing and takes
// some ten nanoseconds once a stretch of dates has been visited.
func (c *Calendar) Pos(t date.Instant) int64 {
	if c.empty {
		return 0
	}
	b := c.blockAt(t)
	return b.pos + c.spansOf(b).workBefore(t-b.start)
}

// At is the instant at a position: with Opening the last one (work goes on right after it), with
// Closing the first one (work was done right before it). Within working hours they are the same.
// It is Never where there is no such work.
func (c *Calendar) At(pos int64, side Boundary) date.Instant {
	if side == Closing {
		if t := c.at(pos - 1); t != Never {
			return t + 1
		}
		return Never
	}
	return c.at(pos)
}

// Add is the instant at which so much work after start is done; exactly at the end of a working
// stretch it is the closing instant. No work at all ends where it starts, but outside of working
// hours at the next opening (a closing instant is not outside). Negative work is taken back.
// It is Never where the calendar has not so much work, and none (0) for a start that is none.
func (c *Calendar) Add(start date.Instant, work int64) date.Instant {
	return c.Due(start, work, Pauses{}, Closing)
}

// Sub is the instant at which so much work must start to be done by end: the mirror of Add. Exactly
// at the start of a working stretch it is the opening instant; no work at all starts where it
// ends, but outside of working hours at the closing before it.
func (c *Calendar) Sub(end date.Instant, work int64) date.Instant {
	switch {
	case end == 0 || end == Never:
		return end
	case work < 0:
		return c.Add(end, -work)
	case work == 0 && c.touches(end):
		return end
	case work == 0:
		return c.Prev(end)
	}
	return c.At(c.Pos(end)-min(work, maxWork), Opening)
}

// Between is the working seconds from a to b; 0 where b is not after a.
func (c *Calendar) Between(a, b date.Instant) int64 { return max(0, c.Diff(a, b)) }

// Diff is the working seconds from a to b, negative where b lies before a. It is 0 where one of
// them is none. Of floats and variances this is the measure; elapsed clocks want Between.
func (c *Calendar) Diff(a, b date.Instant) int64 {
	if a == 0 || b == 0 {
		return 0
	}
	return c.Pos(b) - c.Pos(a)
}

// Same reports whether two instants are the same in work time: no work lies between them.
func (c *Calendar) Same(a, b date.Instant) bool {
	return a == b || c.Diff(a, b) == 0 && a != 0 && b != 0
}

// Next is the first instant at or after t right after which work is done: t itself within working
// hours and at an opening, else the next opening; Never where there is none.
func (c *Calendar) Next(t date.Instant) date.Instant {
	if t == 0 || t == Never {
		return t
	}
	return c.At(c.Pos(t), Opening)
}

// Prev is the last instant at or before t right before which work is done: t itself within working
// hours and at a closing, else the closing before it; Never where there is none.
func (c *Calendar) Prev(t date.Instant) date.Instant {
	if t == 0 || t == Never {
		return t
	}
	return c.At(c.Pos(t), Closing)
}

// Open reports whether work is done right after t.
func (c *Calendar) Open(t date.Instant) bool { return t != 0 && t != Never && c.Next(t) == t }

// touches reports whether t lies within working hours, their first and last instant included.
func (c *Calendar) touches(t date.Instant) bool { return c.Next(t) == t || c.Prev(t) == t }

// Elapse adds clock seconds, whoever works or not: two elapsed days are 48 hours.
func (c *Calendar) Elapse(t date.Instant, seconds int64) date.Instant {
	if t == 0 || t == Never {
		return t
	}
	return t + date.Instant(seconds)
}

// ElapseWall adds seconds on the clock on the wall, as tools without time zones do: two elapsed
// days after Friday 17:00 it is Sunday 17:00, also where the clocks change in between.
func (c *Calendar) ElapseWall(t date.Instant, seconds int64) date.Instant {
	if t == 0 || t == Never {
		return t
	}
	wall := int64(t) + int64(offset(c.loc, t)) + seconds
	return firstReach(c.loc, wall)
}
