package model

import (
	"fmt"

	"tandem/model/cpm"
	"tandem/model/date"
)

// The first and the last month of time are where calendars stop, at the first or the last hour they
// know: what leads there leads anywhere, and is no date. It counts as a moment without one.
const (
	firstDates date.Instant = 31 * 86400
	noDate     date.Instant = -firstDates
	lastDates               = date.End - 31*86400
)

// certain is a computed moment; End or noDate where a calendar stopped on the way.
func certain(at date.Instant) date.Instant {
	switch {
	case at >= lastDates:
		return date.End
	case at < firstDates && at != 0:
		return noDate
	}
	return at
}

// dated is a moment as it can be stored and shown; none where there is no date for it.
func dated(at date.Instant) date.Instant {
	if at >= date.End || at < 0 {
		return 0
	}
	return at
}

// stored are start and finish as a task keeps them. A date past the end of time is none: no form
// that scripts read has room for it.
func (d *Dates) stored() (start, finish date.Instant) { return dated(d.Start), dated(d.Finish) }

// bounded reports whether all dates that floats are measured between are dates.
func (d *Dates) bounded() bool {
	return min(d.EarlyStart, d.LateStart) > 0 && max(d.EarlyFinish, d.LateFinish) < date.End
}

// longest bounds a length in a network, so that sums of them cannot overflow: whatever takes ten
// thousand years ends past the end of time.
const longest = 10_000 * 366 * 86400

func bounded(seconds int64) int64 { return min(max(seconds, -longest), longest) }

// percentOf is a share, in hundredths of a percent, of a length; no more than a thousandfold.
func percentOf(seconds, share int64) int64 {
	return bounded(bounded(seconds) * min(max(share, -1000_00_00), 1000_00_00) / 100_00)
}

// outlastShown is how many tasks are named that come to lie past 2199 through no fault of their own.
const outlastShown = 8

// outlast reports tasks that end after 2199 or begin before 1900: nobody plans for then, so a length
// is wrong. Those that are so long themselves are told the longest that would do; all that only
// follow are told in one line.
func (x *Schedule) outlast(scale date.Scale) {
	from, until := meantFrom(x.Loc), meantUntil(x.Loc)
	var late []ID
	more := 0
	for i, t := range x.tasks {
		d := &x.dates[i]
		n := x.nodes[i]
		if n < 0 || d.Start == 0 && d.Finish == 0 || d.Start >= from && d.Finish < until {
			continue
		}
		own := d.Start < until && d.Finish >= until || d.Start < from && d.Finish >= from
		switch {
		case own && t.Duration.N > 0 && !t.Manual:
			x.Issues = append(x.Issues, ScheduleIssue{Tasks: []ID{t.ID}, Message: x.tooLong(scale, t, d, x.net.Calendars[x.net.Tasks[n].Cal])})
		case len(late) < outlastShown:
			late = append(late, t.ID)
		default:
			more++
		}
	}
	if len(late) == 0 {
		return
	}
	text := "lies outside the years 1900 to 2199, by what it waits for or a date that was set"
	if len(late) > 1 {
		text = "lie outside the years 1900 to 2199, by what they wait for or a date that was set"
	}
	if more > 0 {
		text += fmt.Sprintf("; and so do %d more", more)
	}
	x.Issues = append(x.Issues, ScheduleIssue{Tasks: late, Message: text})
}

// tooLong says which is the longest that would do for a task that is too long.
func (x *Schedule) tooLong(scale date.Scale, t *Task, d *Dates, cal cpm.Calendar) string {
	from, until := max(d.Start, meantFrom(x.Loc)), min(d.Finish, meantUntil(x.Loc))
	most := cal.Work(until) - cal.Work(from)
	text := "its duration: " + tooLong(scale, t.Duration, max(most, 0))
	if d.Start < from {
		text = "its duration: " + tooEarly(scale, t.Duration, max(most, 0))
	}
	if d.Finish >= date.End {
		text += "; past 9999 there are no dates, and its finish is left empty"
	}
	return text
}
