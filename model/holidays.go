package model

import (
	"fmt"
	"slices"
	"strings"

	"tandem/model/date"
	"tandem/model/holiday"
)

// WorkedHoliday is a public holiday on which a calendar works as on any other day.
type WorkedHoliday struct {
	Name string
	Year int // in this year alone; 0: always
}

// holidayRule is whose public holidays a calendar keeps.
type holidayRule struct {
	country, region string
	worked          []WorkedHoliday
}

// holidayRuleOf is the rule of a calendar and those it is based on, nearest first: the country of
// the nearest that names one, less what it and those before it say is worked.
func holidayRuleOf(chain []*Calendar) (r holidayRule) {
	for _, c := range chain {
		r.worked = append(r.worked, c.Worked...)
		if c.Country != "" {
			r.country, r.region = c.Country, c.Region
			return r
		}
	}
	return holidayRule{}
}

// in lists the holidays of a year, those that are worked too. A country that is not known has none:
// the check of the calendar says so.
func (r holidayRule) in(year int) []holiday.Day {
	if r.country == "" {
		return nil
	}
	list, _ := holiday.In(r.country, r.region, year)
	return list
}

// works reports whether a holiday is worked.
func (r holidayRule) works(d holiday.Day) bool {
	return slices.ContainsFunc(r.worked, func(w WorkedHoliday) bool {
		return strings.EqualFold(strings.TrimSpace(w.Name), d.Name) && (w.Year == 0 || w.Year == d.Off.Time().Year())
	})
}

// off reports whether a day is a holiday that is not worked.
func (r holidayRule) off(d date.Day) bool {
	if r.country == "" {
		return false
	}
	for _, x := range r.in(d.Time().Year()) {
		if x.Off == d && !r.works(x) {
			return true
		}
	}
	return false
}

// days is the rule as working time asks for it, year by year; nil where there is none.
func (r holidayRule) days() func(year int) []date.Day {
	if r.country == "" {
		return nil
	}
	return func(year int) []date.Day {
		var out []date.Day
		for _, x := range r.in(year) {
			if !r.works(x) {
				out = append(out, x.Off)
			}
		}
		return out
	}
}

// DayOff is a day on which a calendar does not work as its week says, and why.
type DayOff struct {
	Name   string
	Day    date.Day // the day that is off
	For    date.Day // the holiday it makes up for, where that is another day
	Worked bool     // a holiday that is worked after all
	Own    bool     // told by people, not by the country
	Hours  []Interval
}

// DaysOff lists the public holidays of a calendar in a year, with those that are worked, and the days
// people told themselves: days off and days with other hours. They are in order of the day.
func (c *Calendar) DaysOff(s *Snapshot, year int) []DayOff {
	chain := c.chain(s)
	r := holidayRuleOf(chain)
	var out []DayOff
	for _, x := range r.in(year) {
		d := DayOff{Name: x.Name, Day: x.Off, Worked: r.works(x)}
		if x.Day != x.Off {
			d.For = x.Day
		}
		out = append(out, d)
	}
	first, last := date.YMD(year, 1, 1), date.YMD(year, 12, 31)
	for _, cal := range chain {
		for i := range cal.Exceptions {
			x := &cal.Exceptions[i]
			for d := max(first, x.From); d <= last; d++ {
				if !x.covers(d) || slices.ContainsFunc(out, func(o DayOff) bool { return o.Own && o.Day == d }) {
					if x.Repeat == "" && d > max(x.To, x.From) {
						break
					}
					continue
				}
				hours, _ := ParseHours(x.Hours)
				out = append(out, DayOff{Name: x.Name, Day: d, Own: true, Hours: hours})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b DayOff) int { return int(a.Day - b.Day) })
	return out
}

// checkHolidays says at the field which country, region or holiday is not known.
func checkHolidays(s *Snapshot, c *Calendar) []Problem {
	if c.Country == "" {
		if c.Region != "" {
			return []Problem{{Field: "region", Message: "is one of no country: set the country first"}}
		}
	} else if _, err := holiday.Names(c.Country, ""); err != nil {
		return []Problem{{Field: "country", Message: err.Error()}}
	} else if _, err := holiday.Names(c.Country, c.Region); err != nil {
		return []Problem{{Field: "region", Message: err.Error()}}
	}
	if len(c.Worked) == 0 {
		return nil
	}
	r := holidayRuleOf(c.chain(s))
	names, err := holiday.Names(r.country, r.region)
	if err != nil {
		return []Problem{{Field: "worked_holidays", Message: "there are none to work on: set the country first"}}
	}
	var out []Problem
	for i, w := range c.Worked {
		if !slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, strings.TrimSpace(w.Name)) }) {
			out = append(out, Problem{Field: "worked_holidays", Message: rowOf(i) + fmt.Sprintf("%q is not a holiday of %s: write one of %s", w.Name, strings.TrimSpace(r.country+" "+r.region), strings.Join(names, ", "))})
		}
	}
	return out
}
