package model

import (
	"time"

	"tandem/model/date"
	"tandem/model/worktime"
)

// CalendarSpec is what a calendar and those it is based on say together, ready to be compiled: its
// week where it tells a day, else theirs; its exceptions before theirs, and any exception before
// any week, so that a base's holiday holds for whoever works on that weekday too. That is
// how Microsoft Project reads derived calendars. Exceptions that repeat are told day by day. A
// calendar without a zone is meant in loc (UTC where nil). ok is false where there is none.
func (s *Snapshot) CalendarSpec(id ID, loc *time.Location) (spec worktime.Spec, ok bool) {
	cal, ok := Find[*Calendar](s, id)
	if !ok {
		return spec, false
	}
	spec = worktime.Spec{Zone: loc, Scale: cal.Scale()}
	if l := cal.Location(); l != nil {
		spec.Zone = l
	}
	var told [7]bool
	chain := cal.chain(s)
	spec.Holidays = holidayRuleOf(chain).days()
	for _, x := range chain {
		for _, w := range x.Week {
			i := int(w.Day.weekday())
			if h, err := ParseHours(w.Hours); err == nil && !told[i] {
				spec.Week[i], told[i] = seconds(h), true
			}
		}
		for i := range x.Exceptions {
			spec.Exceptions = append(spec.Exceptions, daysOff(&x.Exceptions[i])...)
		}
		spec.Weeks = append(spec.Weeks, workWeeks(x)...)
	}
	return spec, true
}

// HoursOf is the working time a record lives in: that of its own calendar (a person, an account,
// a task, a project, an agreement) or of whatever it belongs to, else the workspace's, else office
// hours in the zone of the context.
func (c *Ctx) HoursOf(r Record) *worktime.Calendar {
	own := c.For(r)
	if own.Calendar == nil {
		return c.Snap.Hours(0, own.Loc)
	}
	return c.Snap.Hours(own.Calendar.ID, own.Loc)
}

// exceptionOn is what one calendar itself, not its bases, says of a day by exception: hours, or none for
// a holiday. told is false where no exception covers it.
func (c *Calendar) exceptionOn(d date.Day) (hours []Interval, told bool) {
	for i := range c.Exceptions {
		if x := &c.Exceptions[i]; x.covers(d) {
			hours, _ = ParseHours(x.Hours)
			return hours, true
		}
	}
	return nil, false
}

// covers reports whether the exception holds on a day, as it repeats.
func (x *Exception) covers(d date.Day) bool {
	if x.From == 0 || d < x.From {
		return false
	}
	if x.Repeat == "" {
		return d <= max(x.To, x.From)
	}
	r, last, ok := x.repeating()
	if !ok || d > last || !r.On(d, x.From) {
		return false
	}
	if r.Occurrences == 0 {
		return true
	}
	for on := range x.Days() {
		if on >= d {
			return on == d
		}
	}
	return false // it had happened often enough before
}

// weekOn is the work week of one calendar that holds on a day, or nil.
func (c *Calendar) weekOn(d date.Day) *worktime.WorkWeek {
	for _, w := range workWeeks(c) {
		if d >= w.From && d <= w.To {
			return &w
		}
	}
	return nil
}

func minutes(list []worktime.Interval) []Interval {
	out := make([]Interval, len(list))
	for i, h := range list {
		out[i] = Interval{h.From / 60, h.To / 60}
	}
	return out
}
