package worktime

import (
	"time"

	"tandem/model/date"
)

// offset is by how many seconds a clock on the wall is ahead of UTC at an instant.
func offset(loc *time.Location, t date.Instant) int {
	if loc == time.UTC {
		return 0
	}
	_, o := wallTime(loc, t).Zone()
	return o
}

// unixEpoch is 1 January 1970 in seconds since year 1.
const unixEpoch = 62135596800

// wallTime is an instant in a zone; unlike date.Instant.In it knows no none.
func wallTime(loc *time.Location, t date.Instant) time.Time {
	return time.Unix(int64(t)-unixEpoch, 0).In(loc)
}

// firstReach is the first instant at which the clock on the wall shows wall (seconds since 1
// January of year 1) or more: the first of two where it is set back, the moment of the change
// where it is set forward past it.
func firstReach(loc *time.Location, wall int64) date.Instant {
	if loc == time.UTC {
		return date.Instant(wall)
	}
	const reach = 26 * 3600 // farther from UTC than any zone ever was, and a day's change
	before, after := offset(loc, date.Instant(wall-reach)), offset(loc, date.Instant(wall+reach))
	early, late := date.Instant(wall-int64(before)), date.Instant(wall-int64(after))
	switch {
	case before == after:
		return early
	case offset(loc, early) == before && (after < before || offset(loc, late) != after):
		return early
	case offset(loc, late) == after:
		return late
	}
	// Both readings miss: wall lies in the gap, which ends where early's offset began.
	from, _ := wallTime(loc, early).ZoneBounds()
	return date.Of(from)
}

// change is a stretch of days on which the zone changes its offset, and the offset after it.
type change struct {
	first, last date.Day
	after       int
}

// changes lists the days in [first, last] on which the clock is changed, in order, joined where
// they touch. The days between them have 24 hours.
func changes(loc *time.Location, first, last date.Day) []change {
	if loc == time.UTC {
		return nil
	}
	var out []change
	t := dayStart(first-1) - daySeconds
	end := dayStart(last+2) + daySeconds
	for {
		_, e := wallTime(loc, t).ZoneBounds()
		if e.IsZero() || date.Of(e) >= end {
			return out
		}
		at := date.Of(e)
		if at <= t {
			// On the last day of a leap year the standard library ends the year a day early.
			t += daySeconds
			continue
		}
		before, after := offset(loc, at-1), offset(loc, at)
		t = at
		if before == after {
			continue
		}
		a := dayAt(int64(at) - 1 + int64(before))
		b := dayAt(int64(at) + int64(after))
		c := change{max(min(a, b), first), min(max(a, b), last), after}
		if n := len(out); n > 0 && c.first <= out[n-1].last {
			out[n-1].last, out[n-1].after = max(out[n-1].last, c.last), after
			continue
		}
		if c.first <= c.last {
			out = append(out, c)
		}
	}
}

// sameZone reports whether two locations tell the same time: of one name, and not made by hand.
func sameZone(a, b *time.Location) bool {
	const winter, summer = date.Instant(63_873_000_000), date.Instant(63_888_000_000) // of 2025
	return a == b || a.String() == b.String() && offset(a, winter) == offset(b, winter) && offset(a, summer) == offset(b, summer)
}

// dayStart is the midnight of a day as if in UTC.
func dayStart(d date.Day) date.Instant { return date.Instant((int64(d) - 1) * daySeconds) }

// dayAt is the day of so many seconds on the wall clock since year 1.
func dayAt(wall int64) date.Day { return date.Day(floorDiv(wall, daySeconds) + 1) }

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
