package mspdi

// Calendar is a week of working hours and the days that differ from it. A
// calendar with a base says only what differs from that.
type Calendar struct {
	UID             int64
	GUID, Name      string
	Line            int
	IsBase          bool
	BaseCalendarUID int64 // NoUID for none; a loop of bases has been cut
	WeekDays        []WeekDay
	Exceptions      []Exception // where two cover a day, the earlier one counts
	WorkWeeks       []WorkWeek
	Extra           []KV

	uidSet bool
	legacy []Exception
}

// Day finds what the calendar itself says about a day of the week, 1 for Sunday
// to 7 for Saturday. Where it says nothing, its base or the default holds.
func (c *Calendar) Day(dayType int) (WeekDay, bool) {
	for _, day := range c.WeekDays {
		if day.DayType == dayType {
			return day, true
		}
	}
	return WeekDay{}, false
}

// WeekDay is one day of the week, 1 for Sunday to 7 for Saturday. A working day
// without times has the hours of the default calendar.
type WeekDay struct {
	DayType int
	Working bool
	Times   []Interval
}

// WorkWeek is a week that holds for a stretch of dates, both ends included.
type WorkWeek struct {
	Name     string
	From, To Wall
	WeekDays []WeekDay
	Extra    []KV
	Line     int
}

// Recurrence says how an exception repeats between its first and last day.
type Recurrence int

// The recurrences, by MSPDI's numbers. Zero, as in the old form, is Daily.
const (
	Daily Recurrence = iota + 1
	YearlyByDay
	YearlyByPosition
	MonthlyByDay
	MonthlyByPosition
	Weekly
	ByDayCount
	ByWeekdayCount
	NoRecurrence
)

// Exception is a set of days on which other hours, or none, hold. Which days is
// what [Exception.Expand] works out; a range may span centuries.
type Exception struct {
	Name                 string
	From, To             Wall // first and last day, both included
	Working              bool
	Times                []Interval // none on a working day: the hours of that weekday
	Type                 Recurrence
	EnteredByOccurrences bool
	Occurrences          int
	Period               int // every so many days, weeks, months
	DaysOfWeek           int // bits from 1 for Sunday to 64 for Saturday
	MonthItem            int // 0 day, 1 weekday, 2 weekend day, 3 Sunday … 9 Saturday
	MonthPosition        int // 0 first … 3 fourth, 4 last
	Month                int // 0 January … 11 December
	MonthDay             int
	Legacy               bool // said only in the form of Project 2003
	Extra                []KV
	Line                 int
}

// sameHours reports that two exceptions do the same to a day.
func (e *Exception) sameHours(o *Exception) bool {
	if e.Working != o.Working || len(e.Times) != len(o.Times) {
		return false
	}
	for i := range e.Times {
		if e.Times[i] != o.Times[i] {
			return false
		}
	}
	return true
}

// lastDay is the last day of the range, the first where no end is given.
func (e *Exception) lastDay() int64 { return max(e.From.Day(), e.To.Day()) }

// maxCoverage bounds the days that are compared when the old and the new form
// of a calendar are laid over one another.
const maxCoverage = 20000

// mergeLegacy joins the two forms in which newer files say their exceptions:
// the new list first, then what only the old one knows. An old exception is a
// repetition when new ones do the same on each of its days. It returns how
// often that was so, and the old exceptions that contradict new ones.
func (c *Calendar) mergeLegacy() (repeated int, conflicts []Exception) {
	if len(c.legacy) == 0 {
		return 0, nil
	}
	modern := coverageOf(c.Exceptions)
	for _, old := range c.legacy {
		switch same, other := modern.compare(&old); {
		case same:
			repeated++
			continue
		case other:
			conflicts = append(conflicts, old)
		}
		c.Exceptions = append(c.Exceptions, old)
	}
	c.legacy = nil
	return repeated, conflicts
}

// coverage is what a list of exceptions does, by day and by range. Its pointers
// lead into a copy of the list, which grows while the comparison runs.
type coverage struct {
	days   map[int64]*Exception
	ranges map[[2]int64]*Exception
}

func coverageOf(list []Exception) coverage {
	c := coverage{days: make(map[int64]*Exception), ranges: make(map[[2]int64]*Exception)}
	list = append([]Exception(nil), list...)
	for i := range list {
		e := &list[i]
		if e.daily() && e.step() == 1 {
			c.ranges[[2]int64{e.From.Day(), e.lastDay()}] = e
		}
		room := maxCoverage - len(c.days)
		if room <= 0 {
			continue
		}
		for _, day := range e.Expand(room) {
			if key := day.Date.Day(); c.days[key] == nil {
				c.days[key] = e
			}
		}
	}
	return c
}

// compare tells whether every day of an old exception is covered alike (same),
// and whether any day is covered otherwise (other).
func (c coverage) compare(old *Exception) (same, other bool) {
	first, last := old.From.Day(), old.lastDay()
	if twin := c.ranges[[2]int64{first, last}]; twin != nil && twin.sameHours(old) {
		return true, false
	}
	same = last-first < maxCoverage
	for day := first; day <= last && (same || !other) && day-first < maxCoverage; day++ {
		found := c.days[day]
		alike := found != nil && found.sameHours(old)
		same = same && alike
		other = other || found != nil && !alike
	}
	return same, other
}
