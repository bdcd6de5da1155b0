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

// recurrence is such a text, read.
type recurrence struct {
	typ, period, days, month, monthDay, item, position, occurrences int
}

func parseRecurrence(s string) recurrence {
	r := recurrence{period: 1}
	for _, part := range strings.Fields(s) {
		name, value, _ := strings.Cut(part, "=")
		n, err := strconv.Atoi(value)
		if err != nil {
			continue
		}
		switch name {
		case "type":
			r.typ = n
		case "period":
			r.period = max(n, 1)
		case "days":
			r.days = n
		case "month":
			r.month = n
		case "monthday":
			r.monthDay = n
		case "item":
			r.item = n
		case "position":
			r.position = n
		case "occurrences":
			r.occurrences = n
		}
	}
	return r
}

// maxRepeats bounds the days of a recurrence: a century.
const maxRepeats = 36525

// repeating reads how an exception repeats, and the last day on which it may. Besides the text of
// an import it is one word, from the first day on: daily, weekly, monthly or yearly. ok is false
// for other words, which are kept but mean nothing to us.
func (x *Exception) repeating() (r recurrence, last date.Day, ok bool) {
	last = max(x.To, x.From)
	_, month, day := x.From.Time().Date()
	r = recurrence{period: 1, days: 1 << x.From.Weekday(), month: int(month) - 1, monthDay: day}
	switch strings.ToLower(strings.TrimSpace(x.Repeat)) {
	case "daily":
		r.typ = 1
	case "weekly":
		r.typ = 6
	case "monthly":
		r.typ = 4
	case "yearly":
		r.typ = 2
	default:
		r = parseRecurrence(x.Repeat)
		if x.To != 0 || r.occurrences == 0 {
			return r, min(last, x.From+maxRepeats), r.typ != 0 && x.From != 0
		}
	}
	if x.To == 0 {
		last = x.From + maxRepeats
	}
	return r, min(last, x.From+maxRepeats), x.From != 0
}

// repeatDays yields the days of an exception that repeats, in order.
func repeatDays(x *Exception) iter.Seq[date.Day] {
	r, last, ok := x.repeating()
	return func(yield func(date.Day) bool) {
		found := 0
		for d := x.From; ok && d <= last; d++ {
			if !r.on(d, x.From) {
				continue
			}
			if found++; !yield(d) || found == r.occurrences {
				return
			}
		}
	}
}

// on reports whether a recurrence that began on a day falls on d.
func (r recurrence) on(d, first date.Day) bool {
	w := d.Weekday()
	switch r.typ {
	case 2, 3, 4, 5:
		return r.inMonth(d, first)
	case 6:
		week := func(d date.Day) int { return int(d) / 7 } // day 7 was a Sunday
		return (week(d)-week(first))%r.period == 0 && r.days&(1<<w) != 0
	case 8:
		return w != time.Saturday && w != time.Sunday
	}
	return int(d-first)%r.period == 0
}

func (r recurrence) inMonth(d, first date.Day) bool {
	y, m, day := d.Time().Date()
	if r.typ <= 3 && int(m) != r.month+1 {
		return false
	}
	if fy, fm, _ := first.Time().Date(); r.typ >= 4 && ((y-fy)*12+int(m)-int(fm))%r.period != 0 {
		return false
	}
	length := date.YMD(y, m+1, 0).Time().Day()
	if r.typ == 2 || r.typ == 4 {
		return day == min(r.monthDay, length)
	}
	return day == r.place(date.YMD(y, m, 1), length)
}

// place is the day of the month that is the first, .. or last of its kind; 0 where there is none.
func (r recurrence) place(first date.Day, length int) int {
	at, n := 0, 0
	for day := 1; day <= length; day++ {
		w := (first + date.Day(day-1)).Weekday()
		weekend := w == time.Saturday || w == time.Sunday
		if r.item == 1 && weekend || r.item == 2 && !weekend || r.item > 2 && int(w) != r.item-3 {
			continue
		}
		if at = day; n == r.position && r.position < 4 {
			return at
		}
		n++
	}
	if r.position < 4 {
		return 0
	}
	return at
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
