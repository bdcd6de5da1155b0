package triage

import (
	"time"

	"tandem/model"
	"tandem/model/date"
)

// hours walks the working time of one calendar. The zero calendar is the office week.
type hours struct {
	snap *model.Snapshot
	cal  *model.Calendar
	loc  *time.Location
}

// hoursOf are the working hours a record lives in: the calendar of its owner (task,
// project, account), else the workspace's, else the office week in the workspace's zone.
func (l *look) hoursOf(r model.Record) hours {
	h := hours{snap: l.c.Snap, loc: l.c.Loc}
	for range 6 {
		if x, ok := r.(interface{ CalendarID() model.ID }); ok && h.use(l.get(x.CalendarID())) {
			return h
		}
		o, ok := r.(interface{ Owner() model.ID })
		if !ok {
			break
		}
		if r = l.get(o.Owner()); r == nil {
			break
		}
	}
	if w := l.c.Snap.Workspace(); w != nil {
		h.use(l.get(w.Calendar))
	}
	return h
}

func (h *hours) use(r model.Record) bool {
	cal, ok := r.(*model.Calendar)
	if !ok {
		return false
	}
	h.cal = cal
	if loc := cal.Location(); loc != nil {
		h.loc = loc
	}
	return true
}

var office = &model.Calendar{Week: model.OfficeWeek()}

func (h hours) day(d date.Day) []model.Interval {
	if h.cal == nil {
		return office.DayHours(h.snap, d)
	}
	return h.cal.DayHours(h.snap, d)
}

// farthest is how many days a walk looks ahead; a calendar without work within a year and
// more is treated as always open.
const farthest = 400

// add is the instant after so much working time. A result exactly at closing stays there.
func (h hours) add(start date.Instant, work time.Duration) date.Instant {
	first := start.Day(h.loc)
	left := work
	for d := first; d < first+farthest; d++ {
		for _, iv := range h.day(d) {
			from, to := h.at(d, iv.From), h.at(d, iv.To)
			from = max(from, start)
			if from >= to {
				continue
			}
			if room := to.Sub(from); left > room {
				left -= room
				continue
			}
			return from.Add(left)
		}
	}
	return start.Add(work)
}

func (h hours) at(d date.Day, minutes int) date.Instant {
	return d.At(minutes/60, minutes%60, h.loc)
}

// opening is when work begins on a day or, if it is off, on the next day that is not.
func (h hours) opening(d date.Day) date.Instant {
	for n := date.Day(0); n < farthest; n++ {
		if iv := h.day(d + n); len(iv) > 0 {
			return h.at(d+n, iv[0].From)
		}
	}
	return h.at(d, 8*60)
}

// workdays is opening time n working days after the day of now.
func (h hours) workdays(now date.Instant, n int) date.Instant {
	at, day := now, now.Day(h.loc)
	for range n {
		at = h.opening(day + 1)
		day = at.Day(h.loc)
	}
	return at
}

// monday is opening time of the next Monday, never today.
func (h hours) monday(now date.Instant) date.Instant {
	day := now.Day(h.loc)
	ahead := (8 - int(day.Weekday())) % 7
	if ahead == 0 {
		ahead = 7
	}
	return h.opening(day + date.Day(ahead))
}

// dayWork is the working time of a usual day here.
func (h hours) dayWork() time.Duration {
	if h.cal == nil {
		return 8 * time.Hour
	}
	return time.Duration(h.cal.Scale().MinutesPerDay) * time.Minute
}

// cadence is when a customer is owed the next word after one at now: by severity 1 to 5
// after 4 and 8 hours, 2, 5 and 10 days of working time.
func (h hours) cadence(now date.Instant, severity int) date.Instant {
	day := h.dayWork()
	spans := [...]time.Duration{1: 4 * time.Hour, 2: 8 * time.Hour, 3: 2 * day, 4: 5 * day, 5: 10 * day}
	return h.add(now, spans[min(max(severity, 1), 5)])
}
