package model

import (
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"tandem/model/date"
	"tandem/model/worktime"
)

// How an exception repeats, as an import writes it: "type=6 period=2 days=42". The numbers are
// those of Microsoft Project XML (Exception.Type and its neighbours):
//
//	type         1 days, 2 yearly by day, 3 yearly by position, 4 monthly by day,
//	             5 monthly by position, 6 weekly, 7 days, 8 weekdays
//	period       every so many days, weeks, months
//	days         weekdays of a week, bits from 1 for Sunday
//	month        0 January ..; monthday, the day of the month
//	item         0 day, 1 weekday, 2 weekend day, 3 Sunday .. 9 Saturday
//	position     0 first .. 3 fourth, 4 last
//	occurrences  at most so many

func parseRecurrence(s string) date.Recurrence {
	r := date.Recurrence{Period: 1}
	for _, part := range strings.Fields(s) {
		name, value, _ := strings.Cut(part, "=")
		n, err := strconv.Atoi(value)
		if err != nil {
			continue
		}
		switch name {
		case "type":
			r.Type = n
		case "period":
			r.Period = max(n, 1)
		case "days":
			r.Days = n
		case "month":
			r.Month = n
		case "monthday":
			r.MonthDay = n
		case "item":
			r.Item = n
		case "position":
			r.Position = n
		case "occurrences":
			r.Occurrences = n
		}
	}
	return r
}

// maxRepeats bounds the days of a recurrence: a century.
const maxRepeats = 36525

// repeating reads how an exception repeats, and the last day on which it may. Besides the text of
// an import it is one word, from the first day on: daily, weekly, monthly or yearly. ok is false
// for other words, which are kept but mean nothing to us.
func (x *Exception) repeating() (r date.Recurrence, last date.Day, ok bool) {
	last = max(x.To, x.From)
	_, month, day := x.From.Time().Date()
	r = date.Recurrence{Period: 1, Days: 1 << x.From.Weekday(), Month: int(month) - 1, MonthDay: day}
	switch strings.ToLower(strings.TrimSpace(x.Repeat)) {
	case "daily":
		r.Type = date.Daily
	case "weekly":
		r.Type = date.Weekly
	case "monthly":
		r.Type = date.MonthlyByDay
	case "yearly":
		r.Type = date.YearlyByDay
	default:
		r = parseRecurrence(x.Repeat)
		if x.To != 0 || r.Occurrences == 0 {
			return r, min(last, x.From+maxRepeats), r.Type != 0 && x.From != 0
		}
	}
	if x.To == 0 {
		last = x.From + maxRepeats
	}
	return r, min(last, x.From+maxRepeats), x.From != 0
}

// Recurs is how an exception repeats; false for one that is a plain run of days, or says so in
// words that mean nothing to us.
func (x *Exception) Recurs() (date.Recurrence, bool) {
	if x.Repeat == "" {
		return date.Recurrence{}, false
	}
	r, _, ok := x.repeating()
	return r, ok
}

// Days yields the days of an exception that repeats, in order, at most a century of them.
func (x *Exception) Days() iter.Seq[date.Day] {
	r, last, ok := x.repeating()
	return func(yield func(date.Day) bool) {
		found := 0
		for d := x.From; ok && d <= last; d++ {
			if !r.On(d, x.From) {
				continue
			}
			if found++; !yield(d) || found == r.Occurrences {
				return
			}
		}
	}
}

const workWeekPrefix = "work week "

func hasWorkWeek(c *Calendar) bool {
	return slices.ContainsFunc(c.Custom, func(x Custom) bool { return strings.HasPrefix(x.Name, workWeekPrefix) })
}

// workWeeks reads the weeks that hold for a stretch of dates, as an import keeps them:
// "2026-01-05..2026-02-06 mon 09:00-12:00; tue off".
func workWeeks(c *Calendar) []worktime.WorkWeek {
	var out []worktime.WorkWeek
	for _, x := range c.Custom {
		name, ok := strings.CutPrefix(x.Name, workWeekPrefix)
		span, days, ok2 := strings.Cut(x.Value, " ")
		a, b, ok3 := strings.Cut(span, "..")
		from, err := date.ParseDay(a, 1)
		to, err2 := date.ParseDay(b, 1)
		if !ok || !ok2 || !ok3 || err != nil || err2 != nil || to < from {
			continue
		}
		w := worktime.WorkWeek{Name: name, From: from, To: to, Days: map[time.Weekday][]worktime.Interval{}}
		for _, part := range strings.Split(days, ";") {
			day, text, _ := strings.Cut(strings.TrimSpace(part), " ")
			if text == "off" {
				text = ""
			}
			if h, err := ParseHours(text); err == nil && slices.Contains(Weekdays, Weekday(day)) {
				w.Days[Weekday(day).weekday()] = seconds(h)
			}
		}
		out = append(out, w)
	}
	return out
}
