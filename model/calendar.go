package model

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // zones must work on machines without a zone database

	"tandem/model/date"
	"tandem/model/holiday"
)

// Calendar says when people work: hours of each weekday, exceptions, time zone.
type Calendar struct {
	Meta
	Name          string
	Zone          string // IANA name, "Europe/Berlin"
	BasedOn       ID     // days not told here are as there
	Project       ID     // the project it came with; none: for everybody
	Week          []WorkDay
	Exceptions    []Exception
	Country       string // ISO code: its public holidays are days off
	Region        string // of the country, where holidays differ
	Worked        []WorkedHoliday
	MinutesPerDay int // what "1 day" of work means
	MinutesPerWk  int
	DaysPerMonth  int
}

// WorkDay is the working time of one weekday. No hours means a day off.
type WorkDay struct {
	Day   Weekday
	Hours string // "08:00-12:00, 13:00-17:00", several intervals in order
}

// Weekday is mon .. sun.
type Weekday string

// Exception is a day or a run of days that differs from the week.
type Exception struct {
	Name     string
	From, To date.Day
	Hours    string // empty: off
	Repeat   string // daily, weekly, monthly, yearly, or as an import wrote it; empty: every day from From to To
}

// Interval is a stretch of a day in minutes from midnight; To is at most 1440.
type Interval struct{ From, To int }

// Weekdays lists mon .. sun in the order of the week.
var Weekdays = []Weekday{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

// CalendarID makes a calendar's values be shown in its own zone.
func (c *Calendar) CalendarID() ID { return c.ID }

// Location returns the calendar's zone, or nil where none is set or it is not known.
func (c *Calendar) Location() *time.Location {
	if c.Zone == "" {
		return nil
	}
	loc, err := zone(c.Zone)
	if err != nil {
		return nil
	}
	return loc
}

// Scale is what a day, week and month of work mean here.
func (c *Calendar) Scale() date.Scale {
	s := date.Usual
	if c.MinutesPerDay > 0 {
		s.MinutesPerDay = c.MinutesPerDay
	}
	if c.MinutesPerWk > 0 {
		s.MinutesPerWeek = c.MinutesPerWk
	}
	if c.DaysPerMonth > 0 {
		s.DaysPerMonth = c.DaysPerMonth
	}
	return s
}

// ParseHours reads "08:00-12:00, 13:00-17:00": intervals in order that do not overlap.
// 24:00 is the end of the day.
func ParseHours(s string) ([]Interval, error) {
	var out []Interval
	for _, part := range strings.Split(s, ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		a, b, ok := strings.Cut(part, "-")
		from, err1 := clockMinutes(a)
		to, err2 := clockMinutes(b)
		if ok && err1 == nil && err2 == nil && to <= from {
			return nil, fmt.Errorf("%q is empty: an interval ends after it begins, and a night is told by two days", part)
		}
		if !ok || err1 != nil || err2 != nil {
			return nil, fmt.Errorf("%q is not working time: write 08:00-12:00, 13:00-17:00", part)
		}
		out = append(out, Interval{from, to})
	}
	if !slices.IsSortedFunc(out, func(a, b Interval) int { return cmp.Compare(a.From, b.From) }) {
		return nil, fmt.Errorf("%q: the intervals must be in order", s)
	}
	for i := 1; i < len(out); i++ {
		if out[i].From < out[i-1].To {
			return nil, fmt.Errorf("%q: the intervals overlap", s)
		}
	}
	return out, nil
}

func clockMinutes(s string) (int, error) {
	h, m, ok := strings.Cut(strings.TrimSpace(s), ":")
	hh, err1 := strconv.Atoi(h)
	mm, err2 := strconv.Atoi(m)
	if !ok || err1 != nil || err2 != nil || hh < 0 || mm < 0 || mm > 59 || hh*60+mm > 1440 {
		return 0, fmt.Errorf("%q is not a time of day", s)
	}
	return hh*60 + mm, nil
}

// maxBases is how many calendars one may rest on.
const maxBases = 8

// DayHours returns the working intervals of a day: the exception that covers it (the first one
// told wins), else none on a public holiday, else the work week that holds then, else the weekday; each of the calendar itself or
// else of the one it is based on, at most maxBases deep. For sums and due times there is Hours.
func (c *Calendar) DayHours(s *Snapshot, d date.Day) []Interval {
	chain := c.chain(s)
	for _, x := range chain {
		if h, told := x.exceptionOn(d); told {
			return h
		}
	}
	if holidayRuleOf(chain).off(d) {
		return nil
	}
	for _, x := range chain {
		if w := x.weekOn(d); w != nil {
			if h, told := w.Days[d.Weekday()]; told {
				return minutes(h)
			}
			break
		}
	}
	for _, x := range chain {
		if h, told := x.weekday(Weekdays[(int(d.Weekday())+6)%7]); told {
			return h
		}
	}
	return nil
}

// chain is the calendar and those it is based on, nearest first, at most maxBases of them.
func (c *Calendar) chain(s *Snapshot) []*Calendar {
	out := []*Calendar{c}
	for range maxBases {
		base, ok := Find[*Calendar](s, out[len(out)-1].BasedOn)
		if !ok {
			break
		}
		out = append(out, base)
	}
	return out
}

// weekday is what the calendar itself says of a weekday.
func (c *Calendar) weekday(name Weekday) (hours []Interval, told bool) {
	for _, w := range c.Week {
		if w.Day == name {
			hours, _ = ParseHours(w.Hours)
			return hours, true
		}
	}
	return nil, false
}

// OfficeWeek is Monday to Friday, 8 to 12 and 13 to 17.
func OfficeWeek() []WorkDay {
	var out []WorkDay
	for i, d := range Weekdays {
		h := "08:00-12:00, 13:00-17:00"
		if i > 4 {
			h = ""
		}
		out = append(out, WorkDay{d, h})
	}
	return out
}

func calendarKind() *Kind {
	return define(func() *Calendar {
		return &Calendar{Week: OfficeWeek(), MinutesPerDay: 480, MinutesPerWk: 2400, DaysPerMonth: 20}
	}, Kind{
		Name: "calendar", Plural: "calendars", Prefix: CalendarPrefix,
		Help:    "Working hours, holidays and time zone of projects, people and customers.",
		Columns: []string{"name", "zone", "week", "exceptions", "based_on"},
		Sort:    "name",
		Fields: []Field{
			Text("name", func(c *Calendar) *string { return &c.Name }, Named()),
			Text("zone", func(c *Calendar) *string { return &c.Zone }, Width(16), Help("IANA time zone, such as Europe/Berlin")),
			Ref("based_on", func(c *Calendar) *ID { return &c.BasedOn }, To(CalendarPrefix), OnDelete(Restrict)),
			Ref("project", func(c *Calendar) *ID { return &c.Project }, To(ProjectPrefix), OnDelete(Cascade), Help("the project it came with")),
			List("week", func(c *Calendar) *[]WorkDay { return &c.Week }, []Field{
				Enum("day", func(w *WorkDay) *Weekday { return &w.Day }, OneOf("mon", "tue", "wed", "thu", "fri", "sat", "sun"), Required()),
				Text("hours", func(w *WorkDay) *string { return &w.Hours }),
			}, Help("one line a weekday: mon | 08:00-12:00, 13:00-17:00")),
			List("exceptions", func(c *Calendar) *[]Exception { return &c.Exceptions }, []Field{
				Text("name", func(x *Exception) *string { return &x.Name }),
				Date("from", func(x *Exception) *date.Day { return &x.From }, Required()),
				Date("to", func(x *Exception) *date.Day { return &x.To }),
				Text("hours", func(x *Exception) *string { return &x.Hours }),
				Text("repeat", func(x *Exception) *string { return &x.Repeat }),
			}, Help("one line a holiday: name | from | to | hours (none: off) | yearly")),
			Text("country", func(c *Calendar) *string { return &c.Country }, Width(7), Help("whose public holidays are days off: DE, AT, US ...; none: only the exceptions")),
			Text("region", func(c *Calendar) *string { return &c.Region }, Width(6), Help("where holidays differ within the country: BY, NSW, ZH ...")),
			List("worked_holidays", func(c *Calendar) *[]WorkedHoliday { return &c.Worked }, []Field{
				Text("holiday", func(x *WorkedHoliday) *string { return &x.Name }, Required()),
				Int("year", func(x *WorkedHoliday) *int { return &x.Year }, Between(0, holiday.LastYear), Help("in that year alone; none: always")),
			}, Help("public holidays that are worked here, one a line: Fronleichnam, or Fronleichnam | 2027")),
			Int("minutes_per_day", func(c *Calendar) *int { return &c.MinutesPerDay }, Between(1, 1440), Help("what one day of work means (480)")),
			Int("minutes_per_week", func(c *Calendar) *int { return &c.MinutesPerWk }, Between(1, 10080)),
			Int("days_per_month", func(c *Calendar) *int { return &c.DaysPerMonth }, Between(1, 31)),
			Calc("hours_a_week", weekHours, Width(10), Help("working time of a usual week, with what it is based on")),
		},
		Check: checkCalendar,
	})
}

// weekHours is the working time of the week, holidays and exceptions aside. A calendar without any
// says what that means.
func weekHours(c *Ctx, cal *Calendar) Val {
	if c.Snap == nil {
		return None()
	}
	if cal.ID != 0 && c.Snap.Get(cal.ID) == Record(cal) && c.Snap.Hours(cal.ID, nil).Empty() {
		return Val{Key: Key{Num: 0, Set: true}, Text: "0", Show: "none: nothing is ever due"}
	}
	n := 0
	chain := cal.chain(c.Snap)
	for _, day := range Weekdays {
		for _, x := range chain {
			if h, told := x.weekday(day); told {
				for _, i := range h {
					n += i.To - i.From
				}
				break
			}
		}
	}
	return ValNum(float64(n)/60, 1)
}

func checkCalendar(c *Ctx, r Record) []Problem {
	cal := r.(*Calendar)
	var out []Problem
	if cal.Zone != "" && cal.Location() == nil {
		out = append(out, Problem{Field: "zone", Message: fmt.Sprintf("%q is not a known time zone: write Europe/Berlin", cal.Zone)})
	}
	out = append(out, checkHolidays(c.Snap, cal)...)
	told := map[Weekday]bool{}
	for i, w := range cal.Week {
		if _, err := ParseHours(w.Hours); err != nil {
			out = append(out, Problem{Field: "week", Message: rowOf(i) + string(w.Day) + ", " + err.Error()})
		}
		if told[w.Day] {
			out = append(out, Problem{Field: "week", Message: rowOf(i) + string(w.Day) + " is told twice: write its hours in one row, 08:00-12:00, 13:00-17:00"})
		}
		told[w.Day] = true
	}
	for i, x := range cal.Exceptions {
		if _, err := ParseHours(x.Hours); err != nil {
			out = append(out, Problem{Field: "exceptions", Message: rowOf(i) + err.Error()})
		}
		if x.To != 0 && x.To < x.From {
			out = append(out, Problem{Field: "exceptions", Message: rowOf(i) + fmt.Sprintf("%s ends before it starts", x.Name)})
		}
	}
	at := cal
	for n := 0; at != nil && at.BasedOn != 0; n++ {
		if n >= maxBases {
			out = append(out, Problem{Field: "based_on", Message: fmt.Sprintf("goes round in a circle, or rests on more than %d calendars", maxBases)})
			break
		}
		at, _ = Find[*Calendar](c.Snap, at.BasedOn)
	}
	return out
}
