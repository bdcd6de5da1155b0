package mspdi

import "time"

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
	for day := first; day <= last && len(days) < limit; {
		if e.holds(day, first) {
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

// holds reports whether a recurrence that began on first falls on day.
func (e *Exception) holds(day, first int64) bool {
	weekday := int((day + 1) % 7) // 0001-01-01 was a Monday; 0 is Sunday
	switch e.Type {
	case Weekly:
		week := (day+1)/7 - (first+1)/7
		return week%e.step() == 0 && e.DaysOfWeek&(1<<weekday) != 0
	case ByWeekdayCount:
		return weekday != 0 && weekday != 6
	case MonthlyByDay, MonthlyByPosition, YearlyByDay, YearlyByPosition:
		return e.inMonth(day, first)
	}
	return true
}

// inMonth decides the recurrences that count in months.
func (e *Exception) inMonth(day, first int64) bool {
	year, month, date := wallOfDay(day).utc().Date()
	switch e.Type {
	case YearlyByDay, YearlyByPosition:
		if int(month) != e.Month+1 {
			return false
		}
	case MonthlyByDay, MonthlyByPosition:
		y, m, _ := wallOfDay(first).utc().Date()
		if int64((year-y)*12+int(month)-int(m))%e.step() != 0 {
			return false
		}
	}
	length := daysIn(year, int(month))
	if e.Type == YearlyByDay || e.Type == MonthlyByDay {
		return date == min(e.MonthDay, length)
	}
	return date == e.position(dayOf(year, month, 1), length)
}

// position finds the date of the nth, or last, day of a kind in a month.
func (e *Exception) position(firstOfMonth int64, length int) int {
	found, count := 0, 0
	for date := 1; date <= length; date++ {
		weekday := time.Weekday((firstOfMonth + int64(date)) % 7)
		if !e.matches(weekday) {
			continue
		}
		found = date
		if count == e.MonthPosition && e.MonthPosition < 4 {
			return found
		}
		count++
	}
	if e.MonthPosition < 4 {
		return 0
	}
	return found
}

// matches reports days of the kind that MonthItem names.
func (e *Exception) matches(weekday time.Weekday) bool {
	weekend := weekday == time.Saturday || weekday == time.Sunday
	switch e.MonthItem {
	case 0:
		return true
	case 1:
		return !weekend
	case 2:
		return weekend
	}
	return int(weekday) == e.MonthItem-3
}
