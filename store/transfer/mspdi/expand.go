package mspdi

import "tandem/model/date"

// ExceptionDay is one day on which an exception holds.
type ExceptionDay struct {
	Date    Wall // its midnight
	Working bool
	Times   []Interval
}

// defaultDays is what a limit of zero means, some 27 years of every day.
const defaultDays = 10000

// longestRange bounds the search for days of a recurrence that has no end, or
// none that is near: a century.
const longestRange = 36525

// daily reports an exception of plain consecutive (or every nth) days.
func (e *Exception) daily() bool {
	return e.Type <= Daily || e.Type == ByDayCount || e.Type >= NoRecurrence
}

// step is the period, at least 1.
func (e *Exception) step() int64 { return int64(max(e.Period, 1)) }

// Expand lists the days of the exception in order, at most limit of them (zero
// for some default). The caller owns the slice but shares Times. Positions in a
// month and the end of short months follow MS Project: the 31st of a month of
// 30 days is the 30th.
func (e *Exception) Expand(limit int) []ExceptionDay {
	if limit == 0 {
		limit = defaultDays
	}
	first, last := e.From.Day(), e.lastDay()
	if e.From.IsZero() || limit < 0 {
		return nil
	}
	if e.EnteredByOccurrences && e.Occurrences > 0 {
		limit = min(limit, e.Occurrences)
		if e.To.IsZero() {
			last = first + longestRange
		}
	}
	if !e.daily() {
		last = min(last, first+longestRange)
	}
	var days []ExceptionDay
	rule := e.rule()
	for day := first; day <= last && len(days) < limit; {
		if e.daily() || rule.On(date.Day(day+1), date.Day(first+1)) {
			days = append(days, ExceptionDay{Date: wallOfDay(day), Working: e.Working, Times: e.Times})
		}
		if e.daily() {
			day += e.step()
		} else {
			day++
		}
	}
	return days
}

// rule is the exception's recurrence in the numbers of the rule that all of the program shares.
func (e *Exception) rule() date.Recurrence {
	return date.Recurrence{Type: int(e.Type), Period: e.Period, Days: e.DaysOfWeek, Month: e.Month, MonthDay: e.MonthDay,
		Item: e.MonthItem, Position: e.MonthPosition}
}
