// Package date holds moments, days and lengths of work as small comparable
// values, and reads them as people write them. It has no clock: now is an argument.
package date

import "time"

// Instant is a moment in whole seconds since 1 January of year 1, UTC; 0 is none.
// It keeps no zone: a record's calendar says in which zone it is shown.
type Instant int64

// Day is a calendar day: days since 1 January of year 1, plus one; 0 is none.
type Day int32

const unixEpoch = 62135596800

// Of returns the instant of t, fractions of a second cut off.
func Of(t time.Time) Instant {
	if t.IsZero() {
		return 0
	}
	return Instant(t.Unix() + unixEpoch)
}

// IsZero reports whether there is no instant.
func (i Instant) IsZero() bool { return i == 0 }

// In returns the instant as a time in loc (UTC where loc is nil); the zero time for none.
func (i Instant) In(loc *time.Location) time.Time {
	if i == 0 {
		return time.Time{}
	}
	if loc == nil {
		loc = time.UTC
	}
	return time.Unix(int64(i)-unixEpoch, 0).In(loc)
}

// Add returns the instant so many clock seconds later.
func (i Instant) Add(d time.Duration) Instant {
	if i == 0 {
		return 0
	}
	return i + Instant(d/time.Second)
}

// Sub returns the clock time from j to i.
func (i Instant) Sub(j Instant) time.Duration { return time.Duration(i-j) * time.Second }

// End is the end of time, as the year 10000 begins in UTC: RFC 3339 has no room for a fifth digit of
// a year. What never happens is End, and it has no date.
const End Instant = 315537897600

// RFC3339 is the form scripts read, at the offset of loc; "" for none, and for an instant that the
// form has no room for: it begins with four digits of a year.
func (i Instant) RFC3339(loc *time.Location) string {
	if i == 0 || i >= End {
		return ""
	}
	t := i.In(loc)
	if y := t.Year(); y < 1 || y > 9999 {
		return ""
	}
	return t.Format(time.RFC3339)
}

// Day returns the calendar day of the instant in loc.
func (i Instant) Day(loc *time.Location) Day {
	if i == 0 {
		return 0
	}
	return DayOf(i.In(loc))
}

// DayOf returns the calendar day that t shows in its own zone.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return YMD(y, m, d)
}

// YMD returns the day of a year, month and day of the month.
func YMD(y int, m time.Month, d int) Day {
	return Day((time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix()+unixEpoch)/86400) + 1
}

// IsZero reports whether there is no day.
func (d Day) IsZero() bool { return d == 0 }

// Time returns midnight of the day in UTC, for arithmetic on its parts.
func (d Day) Time() time.Time {
	return time.Unix((int64(d)-1)*86400-unixEpoch, 0).UTC()
}

// At returns the instant of the wall-clock time h:m of the day in loc (UTC where nil).
func (d Day) At(h, m int, loc *time.Location) Instant {
	if d == 0 {
		return 0
	}
	return wall(d, h, m, 0, loc)
}

// Weekday returns the day of the week.
func (d Day) Weekday() time.Weekday { return d.Time().Weekday() }

// AddMonths moves by calendar months, to the month's last day where the day does not exist.
func (d Day) AddMonths(n int) Day {
	t := d.Time()
	y, m, dd := t.Date()
	first := time.Date(y, m+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return DayOf(first.AddDate(0, 0, min(dd, last)-1))
}

// AddWorkdays moves by days from Monday to Friday; holidays are a calendar's business.
func (d Day) AddWorkdays(n int) Day {
	step := Day(1)
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		d += step
		if w := d.Weekday(); w != time.Saturday && w != time.Sunday {
			n--
		}
	}
	return d
}

// String is the canonical form, 2026-11-20; "" for none.
func (d Day) String() string {
	if d == 0 {
		return ""
	}
	return d.Time().Format("2006-01-02")
}

// The years that somebody can mean: FirstYear and those up to EndYear, itself left out.
const (
	FirstYear = 1900
	EndYear   = 2200
)

// Meant reports whether a day lies in the years that somebody can mean. Others are slips of the
// hand, or what follows from one. No day is none.
func (d Day) Meant() bool {
	return d == 0 || d >= YMD(FirstYear, 1, 1) && d < YMD(EndYear, 1, 1)
}

// lastDay is 31 December 9999.
const lastDay = Day(End / 86400)

// fullFrom is how many days from today on two digits of a year do not tell which century is meant.
const fullFrom = 50 * 365

// Short is the form of a table: Fri 27 within a week of today, 3 Dec within ten months, else
// 3 Dec 27; from 50 years on the month with the year in full, Dec 2127, which has room in the same cells;
// past 9999 it is never.
func (d Day) Short(today Day) string {
	if d == 0 {
		return ""
	}
	t := d.Time()
	switch n := d - today; {
	case n == 0:
		return "today"
	case n > 0 && n <= 7:
		return t.Format("Mon 2")
	case n > -300 && n < 300:
		return t.Format("2 Jan")
	case d > lastDay:
		return "never"
	case n >= fullFrom || n <= -fullFrom:
		return t.Format("Jan 2006")
	}
	return t.Format("2 Jan 06")
}

// Short is the form of a table: today 11:30, Fri 27 or 3 Dec; the time of day only near today.
func (i Instant) Short(now Instant, loc *time.Location) string {
	if i == 0 {
		return ""
	}
	t, today := i.In(loc), now.Day(loc)
	switch d := i.Day(loc); d - today {
	case 0:
		return "today " + t.Format("15:04")
	case 1, -1:
		return t.Format("Mon 15:04")
	default:
		return d.Short(today)
	}
}
