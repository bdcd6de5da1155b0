package sample

import (
	"time"

	"tandem/model"
	"tandem/model/date"
)

// walk steps through the working time of one calendar. It is plain on purpose: the sample needs
// some thousands of steps, and every step is a look at one day.
type walk struct {
	id   model.ID
	loc  *time.Location
	cal  *model.Calendar
	snap *model.Snapshot
	seen map[date.Day][]stretch
}

// stretch is a working interval as moments; to is just past its end.
type stretch struct{ from, to date.Instant }

// maxDays ends a search in a calendar that never works.
const maxDays = 4000

// newWalk walks a calendar. s is only asked for the calendars it is based on; a calendar must
// name a known zone.
func newWalk(s *model.Snapshot, c *model.Calendar) *walk {
	return &walk{id: c.ID, loc: c.Location(), cal: c, snap: s, seen: map[date.Day][]stretch{}}
}

// hours lists the working stretches of a day. A stretch is as long as the clock says, so that
// a change of the clocks within one (where a night is worked) counts right.
func (w *walk) hours(d date.Day) []stretch {
	if h, ok := w.seen[d]; ok {
		return h
	}
	var out []stretch
	for _, i := range w.cal.DayHours(w.snap, d) {
		out = append(out, stretch{d.At(i.From/60, i.From%60, w.loc), d.At(i.To/60, i.To%60, w.loc)})
	}
	w.seen[d] = out
	return out
}

// next is the first working moment at or after i. The end of a stretch is not one.
func (w *walk) next(i date.Instant) date.Instant {
	d := i.Day(w.loc)
	for n := range date.Day(maxDays) {
		for _, s := range w.hours(d + n) {
			if i < s.to {
				return max(i, s.from)
			}
		}
	}
	return i
}

// prev is the last working moment at or before i; the end of a stretch is one.
func (w *walk) prev(i date.Instant) date.Instant {
	d := i.Day(w.loc)
	for n := range date.Day(maxDays) {
		h := w.hours(d - n)
		for k := len(h) - 1; k >= 0; k-- {
			if i > h[k].from {
				return min(i, h[k].to)
			}
		}
	}
	return i
}

// add is the moment so many seconds of work after i. It ends at a closing time rather than
// at the opening that follows.
func (w *walk) add(i date.Instant, seconds int64) date.Instant {
	if seconds <= 0 {
		if seconds < 0 {
			return w.sub(i, -seconds)
		}
		return i
	}
	d := i.Day(w.loc)
	for n := range date.Day(maxDays) {
		for _, s := range w.hours(d + n) {
			if s.to <= i {
				continue
			}
			from := max(i, s.from)
			if left := int64(s.to - from); seconds > left {
				seconds -= left
				continue
			}
			return from + date.Instant(seconds)
		}
	}
	return i
}

// sub is the moment so many seconds of work before i. It ends at an opening time rather than
// at the closing before it.
func (w *walk) sub(i date.Instant, seconds int64) date.Instant {
	if seconds <= 0 {
		return i
	}
	d := i.Day(w.loc)
	for n := range date.Day(maxDays) {
		h := w.hours(d - n)
		for k := len(h) - 1; k >= 0; k-- {
			if h[k].from >= i {
				continue
			}
			to := min(i, h[k].to)
			if left := int64(to - h[k].from); seconds > left {
				seconds -= left
				continue
			}
			return to - date.Instant(seconds)
		}
	}
	return i
}

// between is the working time from a to b in seconds; 0 where b is not later.
func (w *walk) between(a, b date.Instant) int64 {
	var sum int64
	for d := a.Day(w.loc); d <= b.Day(w.loc); d++ {
		for _, s := range w.hours(d) {
			sum += max(0, int64(min(b, s.to)-max(a, s.from)))
		}
	}
	return sum
}

// workday is the n-th working day from d; n = 0 is d itself or the working day before it.
// In a calendar that never works every day counts.
func (w *walk) workday(d date.Day, n int) date.Day {
	today := d
	for left := maxDays; len(w.hours(d)) == 0; left-- {
		if left == 0 {
			return today + date.Day(n)
		}
		d--
	}
	step := date.Day(1)
	if n < 0 {
		step, n = -1, -n
	}
	for left := maxDays; n > 0 && left > 0; left-- {
		d += step
		if len(w.hours(d)) > 0 {
			n--
		}
	}
	return d
}

// open is when a working day begins; noon of a day off.
func (w *walk) open(d date.Day) date.Instant {
	if h := w.hours(d); len(h) > 0 {
		return h[0].from
	}
	return d.At(12, 0, w.loc)
}

// close is when a working day ends; noon of a day off.
func (w *walk) close(d date.Day) date.Instant {
	if h := w.hours(d); len(h) > 0 {
		return h[len(h)-1].to
	}
	return d.At(12, 0, w.loc)
}
