package model

import (
	"iter"
	"sync"
	"time"

	"tandem/model/date"
	"tandem/model/worktime"
)

// hours lets the network of a plan count in the working time of a calendar.
type hours struct{ cal *worktime.Calendar }

// Work is the position of a moment.
func (h hours) Work(t date.Instant) int64 { return h.cal.Pos(t) }

// Closing is the first moment of a position.
func (h hours) Closing(w int64) date.Instant { return inTime(h.cal.At(w, worktime.Closing)) }

// Opening is the last moment of a position.
func (h hours) Opening(w int64) date.Instant { return inTime(h.cal.At(w, worktime.Opening)) }

// inTime keeps what never happens within the time there is.
func inTime(t date.Instant) date.Instant { return min(t, date.End) }

type hoursKey struct{}

// workHours are the calendars of one state of the calendars' table, compiled when first asked for.
type workHours struct {
	mu   sync.Mutex
	cals map[hoursOf]*worktime.Calendar
}

// hoursOf names working time: a calendar, cut with another one where both are set. A calendar
// without a zone of its own is meant in loc.
type hoursOf struct {
	cal, with ID
	loc       *time.Location
}

// Hours is the compiled working time of a calendar, with that of the calendars it is based on. A
// calendar that does not exist has office hours; one without any working time is empty, and what
// is due in it is due never. A calendar without a zone is meant in loc (UTC where nil).
func (s *Snapshot) Hours(id ID, loc *time.Location) *worktime.Calendar {
	return s.exactHours(hoursOf{cal: id, loc: loc})
}

// hoursOf is working time for a plan, which must be drawn even where a calendar has none.
func (s *Snapshot) hoursOf(k hoursOf) *worktime.Calendar {
	c := s.exactHours(k)
	if c.Empty() {
		return worktime.Office(c.Location())
	}
	return c
}

func (s *Snapshot) exactHours(k hoursOf) *worktime.Calendar {
	all := Memo(s, CalendarPrefix, hoursKey{}, func(iter.Seq[Record]) *workHours {
		return &workHours{cals: map[hoursOf]*worktime.Calendar{}}
	})
	all.mu.Lock()
	defer all.mu.Unlock()
	return s.compiled(all.cals, k)
}

func (s *Snapshot) compiled(known map[hoursOf]*worktime.Calendar, k hoursOf) *worktime.Calendar {
	if c := known[k]; c != nil {
		return c
	}
	var c *worktime.Calendar
	if k.with != 0 {
		c = worktime.Intersect(s.compiled(known, hoursOf{cal: k.cal, loc: k.loc}), s.compiled(known, hoursOf{cal: k.with, loc: k.loc}))
	} else {
		c = s.compileHours(k.cal, k.loc)
	}
	known[k] = c
	return c
}

// plainHours is the calendar that a calendar means: one that says nothing of its own is its base.
func (s *Snapshot) plainHours(id ID) ID {
	for range maxBases {
		c, ok := Find[*Calendar](s, id)
		if !ok || c.BasedOn == 0 || len(c.Week)+len(c.Exceptions)+len(c.Worked) > 0 || c.Country != "" || hasWorkWeek(c) || s.Get(c.BasedOn) == nil {
			return id
		}
		id = c.BasedOn
	}
	return id
}

// compileHours compiles what CalendarSpec tells; office hours where the calendar does not exist.
func (s *Snapshot) compileHours(id ID, loc *time.Location) *worktime.Calendar {
	spec, ok := s.CalendarSpec(id, loc)
	if !ok {
		return worktime.Office(loc)
	}
	c, err := worktime.New(spec)
	if err != nil {
		return worktime.Office(spec.Zone) // Validate refuses such hours; a plan must still be drawn
	}
	return c
}

// weekday is the day as the standard library counts.
func (d Weekday) weekday() time.Weekday {
	for i, name := range Weekdays {
		if name == d {
			return time.Weekday((i + 1) % 7)
		}
	}
	return time.Sunday
}

func seconds(list []Interval) []worktime.Interval {
	out := make([]worktime.Interval, len(list))
	for i, h := range list {
		out[i] = worktime.Interval{From: h.From * 60, To: h.To * 60}
	}
	return out
}

// daysOff are the days an exception covers: one run, or each day of a recurrence.
func daysOff(x *Exception) []worktime.Exception {
	h, err := ParseHours(x.Hours)
	if err != nil || x.From == 0 {
		return nil
	}
	if x.Repeat == "" {
		return []worktime.Exception{{Name: x.Name, From: x.From, To: x.To, Hours: seconds(h)}}
	}
	var out []worktime.Exception
	for d := range x.Days() {
		out = append(out, worktime.Exception{Name: x.Name, From: d, Hours: seconds(h)})
	}
	return out
}
