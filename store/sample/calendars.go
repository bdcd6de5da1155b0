package sample

import (
	"time"

	"tandem/model"
	"tandem/model/date"
)

// holiday is a day off by rule. One of the rules is set: a fixed day (Month, Day), the Nth
// weekday of a month (negative: from its end), or days from Easter Sunday.
type holiday struct {
	name    string
	month   time.Month
	day     int
	nth     int
	weekday time.Weekday
	easter  int
}

// on is the holiday's day in a year.
func (h holiday) on(year int) date.Day {
	switch {
	case h.day > 0:
		return date.YMD(year, h.month, h.day)
	case h.nth > 0:
		d := date.YMD(year, h.month, 1)
		d += date.Day((int(h.weekday) - int(d.Weekday()) + 7) % 7)
		return d + date.Day(7*(h.nth-1))
	case h.nth < 0:
		d := date.YMD(year, h.month+1, 1) - 1
		d -= date.Day((int(d.Weekday()) - int(h.weekday) + 7) % 7)
		return d + date.Day(7*(h.nth+1))
	}
	return easter(year) + date.Day(h.easter)
}

// easter is Easter Sunday of the western churches, by the Gregorian computus: the golden
// number gives the full moon, and the Sunday after it is the feast.
func easter(year int) date.Day {
	golden := year % 19
	century := year / 100
	moon := (19*golden + century - century/4 - (8*century+13)/25 + 15) % 30
	moon -= moon / 28 * (1 - 29/(moon+1)*((21-golden)/11))
	full := date.YMD(year, time.March, 21) + date.Day(moon)
	return full + date.Day(7-int(full.Weekday()))
}

// exceptions lists the holidays of the years around a day, each year's in the table's order.
// Days that fall on a weekend are not moved: the sample does without substitute days.
func exceptions(rules []holiday, around date.Day) []model.Exception {
	var out []model.Exception
	year := around.Time().Year()
	for y := year - 2; y <= year+2; y++ {
		for _, h := range rules {
			d := h.on(y)
			out = append(out, model.Exception{Name: h.name, From: d, To: d})
		}
	}
	return out
}

// week is the same hours from Monday to Friday.
func week(hours string) []model.WorkDay {
	out := model.OfficeWeek()
	for i := range out[:5] {
		out[i].Hours = hours
	}
	return out
}

// calendars makes the three calendars and their walks.
func (b *builder) calendars() {
	b.berlin = b.calendar("cal berlin", "Berlin office", "Europe/Berlin", "08:00-12:00, 13:00-17:00", holidaysBerlin)
	b.london = b.calendar("cal london", "London office", "Europe/London", "09:00-17:00", holidaysLondon)
	b.york = b.calendar("cal york", "New York office", "America/New_York", "09:00-17:00", holidaysYork)
}

// calendar makes one calendar with holidays two years to each side of now, so that plans which
// reach over a year's end meet them.
func (b *builder) calendar(key, name, zone, hours string, rules []holiday) *walk {
	c := &model.Calendar{Name: name, Zone: zone, Week: week(hours), MinutesPerDay: 480, MinutesPerWk: 2400, DaysPerMonth: 20,
		Exceptions: exceptions(rules, b.now.Day(time.UTC))}
	b.put(model.CalendarPrefix, key, c)
	return newWalk(b.e.Base(), c)
}

// walkOf is the working time of a place of the tables.
func (b *builder) walkOf(place string) *walk {
	switch place {
	case "london":
		return b.london
	case "york":
		return b.york
	}
	return b.berlin
}

// The days off of the three offices.
var holidaysBerlin = []holiday{
	{name: "New Year", month: time.January, day: 1},
	{name: "Good Friday", easter: -2},
	{name: "Easter Monday", easter: 1},
	{name: "Labour Day", month: time.May, day: 1},
	{name: "Ascension Day", easter: 39},
	{name: "Whit Monday", easter: 50},
	{name: "Day of German Unity", month: time.October, day: 3},
	{name: "Christmas Day", month: time.December, day: 25},
	{name: "Second Day of Christmas", month: time.December, day: 26},
}

var holidaysLondon = []holiday{
	{name: "New Year", month: time.January, day: 1},
	{name: "Good Friday", easter: -2},
	{name: "Easter Monday", easter: 1},
	{name: "Early May bank holiday", month: time.May, nth: 1, weekday: time.Monday},
	{name: "Spring bank holiday", month: time.May, nth: -1, weekday: time.Monday},
	{name: "Summer bank holiday", month: time.August, nth: -1, weekday: time.Monday},
	{name: "Christmas Day", month: time.December, day: 25},
	{name: "Boxing Day", month: time.December, day: 26},
}

var holidaysYork = []holiday{
	{name: "New Year", month: time.January, day: 1},
	{name: "Martin Luther King Day", month: time.January, nth: 3, weekday: time.Monday},
	{name: "Memorial Day", month: time.May, nth: -1, weekday: time.Monday},
	{name: "Juneteenth", month: time.June, day: 19},
	{name: "Independence Day", month: time.July, day: 4},
	{name: "Labor Day", month: time.September, nth: 1, weekday: time.Monday},
	{name: "Thanksgiving", month: time.November, nth: 4, weekday: time.Thursday},
	{name: "Christmas Day", month: time.December, day: 25},
}
