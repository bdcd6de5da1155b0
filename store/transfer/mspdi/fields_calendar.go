package mspdi

var calendarTable = table[Calendar]{
	"UID":             identity(func(c *Calendar) (*int64, *bool) { return &c.UID, &c.uidSet }),
	"GUID":            line(func(c *Calendar) *string { return &c.GUID }),
	"Name":            line(func(c *Calendar) *string { return &c.Name }),
	"IsBaseCalendar":  flag(func(c *Calendar) *bool { return &c.IsBase }),
	"BaseCalendarUID": integer(func(c *Calendar) *int64 { return &c.BaseCalendarUID }),
	"WeekDays":        {nest: readCalendarDays},
	"Exceptions":      {nest: readExceptions},
	"WorkWeeks":       {nest: readWorkWeeks},
}

// dayRow is a WeekDay element, which in the old form may be an exception.
type dayRow struct {
	dayType  int
	working  bool
	times    []Interval
	from, to Wall
	extra    []KV
	line     int
}

var dayTable = table[dayRow]{
	"DayType":      within(func(d *dayRow) *int { return &d.dayType }, 0, 7, "a day from 1 (Sunday) to 7, or 0 for an exception"),
	"DayWorking":   flag(func(d *dayRow) *bool { return &d.working }),
	"TimePeriod":   {nest: func(r *reader, d *dayRow) error { return readPeriod(r, &d.from, &d.to) }},
	"WorkingTimes": {nest: func(r *reader, d *dayRow) error { return readTimes(r, &d.times) }},
}

// readDays reads a WeekDays list and hands each row on.
func readDays(r *reader, take func(dayRow)) error {
	return r.scan.children(func(name string, at int) error {
		if name != "WeekDay" {
			return nil
		}
		row := dayRow{dayType: -1, line: at}
		if err := readRecord(r, &row, dayTable, &row.extra); err != nil {
			return err
		}
		if row.dayType < 0 {
			r.problem(Problem{Line: at, Field: "DayType", Level: Rejected, Part: "working time", Message: "a WeekDay without a DayType is left out"})
			return nil
		}
		take(row)
		return nil
	})
}

// readCalendarDays sorts a calendar's rows into days of the week and, in the
// form of Project 2003, exceptions.
func readCalendarDays(r *reader, c *Calendar) error {
	return readDays(r, func(row dayRow) {
		if row.dayType > 0 {
			c.WeekDays = r.addDay(c.WeekDays, row)
			return
		}
		e := Exception{From: row.from, To: row.to, Working: row.working, Times: row.times,
			Type: Daily, Legacy: true, Extra: row.extra, Line: row.line}
		if r.usableException(&e) {
			c.legacy = append(c.legacy, e)
		}
	})
}

// addDay adds a day of the week; where one comes twice the first is kept.
func (r *reader) addDay(days []WeekDay, row dayRow) []WeekDay {
	for _, day := range days {
		if day.DayType == row.dayType {
			r.problem(Problem{Line: row.line, Field: "DayType", Level: Rejected, Part: "working time",
				Message: "day " + itoa(row.dayType) + " is given twice; the first one is kept"})
			return days
		}
	}
	return append(days, WeekDay{DayType: row.dayType, Working: row.working, Times: row.times})
}

var exceptionTable = table[Exception]{
	"Name":                 line(func(e *Exception) *string { return &e.Name }),
	"EnteredByOccurrences": flag(func(e *Exception) *bool { return &e.EnteredByOccurrences }),
	"Occurrences":          within(func(e *Exception) *int { return &e.Occurrences }, 0, 1_000_000, "a number of times"),
	"Type":                 within(func(e *Exception) *Recurrence { return &e.Type }, 0, 9, "a recurrence from 1 to 9"),
	"Period":               within(func(e *Exception) *int { return &e.Period }, 0, 100_000, "a period of days, weeks or months"),
	"DaysOfWeek":           within(func(e *Exception) *int { return &e.DaysOfWeek }, 0, 127, "days as bits, 0 to 127"),
	"MonthItem":            within(func(e *Exception) *int { return &e.MonthItem }, 0, 9, "a kind of day from 0 to 9"),
	"MonthPosition":        within(func(e *Exception) *int { return &e.MonthPosition }, 0, 4, "a position from 0 (first) to 4 (last)"),
	"Month":                within(func(e *Exception) *int { return &e.Month }, 0, 11, "a month from 0 (January) to 11"),
	"MonthDay":             within(func(e *Exception) *int { return &e.MonthDay }, 0, 31, "a day from 1 to 31"),
	"DayWorking":           flag(func(e *Exception) *bool { return &e.Working }),
	"TimePeriod":           {nest: func(r *reader, e *Exception) error { return readPeriod(r, &e.From, &e.To) }},
	"WorkingTimes":         {nest: func(r *reader, e *Exception) error { return readTimes(r, &e.Times) }},
}

// readExceptions reads the list that Project 2007 and later write.
func readExceptions(r *reader, c *Calendar) error {
	return r.scan.children(func(name string, at int) error {
		if name != "Exception" {
			return nil
		}
		e := Exception{Type: Daily, Line: at}
		if err := readRecord(r, &e, exceptionTable, &e.Extra); err != nil {
			return err
		}
		if r.usableException(&e) {
			c.Exceptions = append(c.Exceptions, e)
		}
		return nil
	})
}

// usableException rejects exceptions that name no day.
func (r *reader) usableException(e *Exception) bool {
	fault := ""
	switch {
	case e.From.IsZero() && e.To.IsZero():
		fault = "the exception has no FromDate; it is left out"
	case e.From.IsZero():
		e.From = e.To
	case !e.To.IsZero() && e.To.Day() < e.From.Day():
		fault = "the exception ends before it begins; it is left out"
	}
	if fault != "" {
		r.problem(Problem{Line: e.Line, Field: "TimePeriod", Level: Rejected, Part: "exception", Message: fault})
	}
	return fault == ""
}

var workWeekTable = table[WorkWeek]{
	"Name":       line(func(w *WorkWeek) *string { return &w.Name }),
	"TimePeriod": {nest: func(r *reader, w *WorkWeek) error { return readPeriod(r, &w.From, &w.To) }},
	"WeekDays": {nest: func(r *reader, w *WorkWeek) error {
		return readDays(r, func(row dayRow) { w.WeekDays = r.addDay(w.WeekDays, row) })
	}},
}

// readWorkWeeks reads weeks that hold for a stretch of dates.
func readWorkWeeks(r *reader, c *Calendar) error {
	return r.scan.children(func(name string, at int) error {
		if name != "WorkWeek" {
			return nil
		}
		w := WorkWeek{Line: at}
		if err := readRecord(r, &w, workWeekTable, &w.Extra); err != nil {
			return err
		}
		c.WorkWeeks = append(c.WorkWeeks, w)
		return nil
	})
}

// period is a TimePeriod element.
type period struct{ from, to Wall }

var periodTable = table[period]{
	"FromDate": wall(func(p *period) *Wall { return &p.from }),
	"ToDate":   wall(func(p *period) *Wall { return &p.to }),
}

func readPeriod(r *reader, from, to *Wall) error {
	var p period
	var extra []KV
	err := readRecord(r, &p, periodTable, &extra)
	*from, *to = p.from, p.to
	return err
}

// hours is a WorkingTime element, -1 for a side that is not given.
type hours struct{ from, to int }

var hoursTable = table[hours]{
	"FromTime": clock(func(h *hours) *int { return &h.from }),
	"ToTime":   clock(func(h *hours) *int { return &h.to }),
}

// readTimes reads intervals of a day. An end of 00:00 is midnight; an element
// without times is how MS Project fills unused places, and means nothing.
func readTimes(r *reader, list *[]Interval) error {
	return r.scan.children(func(name string, at int) error {
		if name != "WorkingTime" {
			return nil
		}
		h := hours{-1, -1}
		var extra []KV
		if err := readRecord(r, &h, hoursTable, &extra); err != nil {
			return err
		}
		if h.to == 0 {
			h.to = daySeconds
		}
		switch {
		case h.from < 0 && h.to < 0:
		case h.from < 0 || h.to <= h.from:
			r.problem(Problem{Line: at, Field: "WorkingTime", Level: Rejected, Part: "working time",
				Message: "a working time needs an end after its start; it is left out"})
		default:
			*list = append(*list, Interval{h.from, h.to})
		}
		return nil
	})
}
