package mspdi

import (
	"fmt"
	"time"
)

// daySeconds is the length of a wall-clock day; MSPDI knows no leap seconds and
// a wall clock knows no summer time.
const daySeconds = 86400

// Wall is a date and time as the plan shows it, without a place on the world's
// clock. Two Walls are equal when they show the same and name the same zone.
// The zero value means that the file gave no time (0001-01-01, which some
// writers use for "none", therefore reads as none too).
type Wall struct {
	Sec   int64 // seconds since 0001-01-01T00:00:00 on the same clock
	Zone  int16 // minutes east of UTC; of meaning only where Zoned
	Zoned bool  // the file itself named an offset, which MS Project never does
}

// IsZero reports that no time was given.
func (w Wall) IsZero() bool { return w.Sec == 0 }

// unusual reports a time that no plan means: outside the years 1900 to 2199.
func (w Wall) unusual() bool {
	return !w.IsZero() && (w.Sec < dayOf(1900, 1, 1)*daySeconds || w.Sec >= dayOf(2200, 1, 1)*daySeconds)
}

// Day is the number of days since 0001-01-01, for comparing dates alone.
func (w Wall) Day() int64 { return w.Sec / daySeconds }

// Clock is the time of day in seconds since midnight.
func (w Wall) Clock() int { return int(w.Sec % daySeconds) }

// Time places the wall time in loc, or at the file's own offset where it names
// one. It is the zero time for a zero Wall.
func (w Wall) Time(loc *time.Location) time.Time {
	if w.IsZero() {
		return time.Time{}
	}
	if w.Zoned {
		loc = time.FixedZone("", int(w.Zone)*60)
	}
	return time.Date(1, 1, 1+int(w.Day()), 0, 0, w.Clock(), 0, loc)
}

// String shows the time as MSPDI writes it, "" where there is none.
func (w Wall) String() string {
	if w.IsZero() {
		return ""
	}
	text := w.utc().Format("2006-01-02T15:04:05")
	if !w.Zoned {
		return text
	}
	zone, sign := int(w.Zone), '+'
	if zone < 0 {
		zone, sign = -zone, '-'
	}
	return fmt.Sprintf("%s%c%02d:%02d", text, sign, zone/60, zone%60)
}

// utc is the wall time on a clock without jumps, for calendar arithmetic only.
func (w Wall) utc() time.Time {
	return time.Date(1, 1, 1+int(w.Day()), 0, 0, w.Clock(), 0, time.UTC)
}

// wallOfDay is the midnight that begins a day counted from 0001-01-01.
func wallOfDay(day int64) Wall { return Wall{Sec: day * daySeconds} }

// dayOf counts the days from 0001-01-01 to a date of the civil calendar.
func dayOf(year int, month time.Month, day int) int64 {
	y, m := int64(year), int64(month)
	if m <= 2 {
		y, m = y-1, m+12
	}
	// Days before the March-based year y, then before the month, less the 306
	// days that lie between 0000-03-01 and 0001-01-01.
	return 365*y + y/4 - y/100 + y/400 + (153*(m-3)+2)/5 + int64(day) - 1 - 306
}

var monthDays = [13]int{0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// daysIn is the length of a month, leap years included.
func daysIn(year, month int) int {
	if month == 2 && year%4 == 0 && (year%100 != 0 || year%400 == 0) {
		return 29
	}
	return monthDays[month]
}

// parseWall reads "2026-11-20", "2026-11-20T09:00[:00[.5]]", with an optional
// "Z" or offset. It is strict about the calendar (no 31 February) and lenient
// about a space for the T. Fractions of a second are dropped.
func parseWall(text []byte) (Wall, bool) {
	year, rest, ok := digits(text, 4)
	if !ok || year == 0 {
		return Wall{}, false
	}
	month, rest, ok := digitsAfter(rest, '-', 2)
	if !ok || month < 1 || month > 12 {
		return Wall{}, false
	}
	day, rest, ok := digitsAfter(rest, '-', 2)
	if !ok || day < 1 || day > daysIn(year, month) {
		return Wall{}, false
	}
	wall := wallOfDay(dayOf(year, time.Month(month), day))
	if len(rest) > 0 && (rest[0] == 'T' || rest[0] == ' ') {
		var seconds int
		if seconds, rest, ok = parseClock(rest[1:]); !ok {
			return Wall{}, false
		}
		wall.Sec += int64(seconds)
	}
	return withZone(wall, rest)
}

// withZone takes the "Z" or "+hh:mm" that may end a time.
func withZone(wall Wall, rest []byte) (Wall, bool) {
	if len(rest) == 0 {
		return wall, true
	}
	if len(rest) == 1 && (rest[0] == 'Z' || rest[0] == 'z') {
		wall.Zoned = true
		return wall, true
	}
	sign := 1
	if rest[0] == '-' {
		sign = -1
	} else if rest[0] != '+' {
		return Wall{}, false
	}
	hours, rest, ok := digits(rest[1:], 2)
	if !ok || hours > 15 {
		return Wall{}, false
	}
	if len(rest) > 0 && rest[0] == ':' {
		rest = rest[1:]
	}
	minutes, rest, ok := digits(rest, 2)
	if !ok || minutes > 59 || len(rest) > 0 {
		return Wall{}, false
	}
	wall.Zone, wall.Zoned = int16(sign*(hours*60+minutes)), true
	return wall, true
}

// parseClock reads "hh:mm[:ss[.fff]]" and hands back what follows it. 24:00:00
// is allowed: it is how some writers end a day.
func parseClock(text []byte) (seconds int, rest []byte, ok bool) {
	hour, rest, ok := digits(text, 2)
	if !ok || hour > 24 {
		return 0, nil, false
	}
	minute, rest, ok := digitsAfter(rest, ':', 2)
	if !ok || minute > 59 {
		return 0, nil, false
	}
	second := 0
	if len(rest) > 0 && rest[0] == ':' {
		if second, rest, ok = digits(rest[1:], 2); !ok || second > 59 {
			return 0, nil, false
		}
	}
	if len(rest) > 1 && rest[0] == '.' {
		rest = rest[1:]
		for len(rest) > 0 && rest[0] >= '0' && rest[0] <= '9' {
			rest = rest[1:]
		}
	}
	seconds = hour*3600 + minute*60 + second
	return seconds, rest, seconds <= daySeconds
}

// parseTimeOfDay reads a bare clock time; writers that give a full date with it
// are understood, and a zone at its end is of no meaning.
func parseTimeOfDay(text []byte) (int, bool) {
	if len(text) > 10 && text[4] == '-' {
		wall, ok := parseWall(text)
		return wall.Clock(), ok
	}
	seconds, rest, ok := parseClock(text)
	if !ok {
		return 0, false
	}
	_, ok = withZone(Wall{}, rest)
	return seconds, ok
}

// digits reads exactly n decimal digits.
func digits(text []byte, n int) (value int, rest []byte, ok bool) {
	if len(text) < n {
		return 0, nil, false
	}
	for _, c := range text[:n] {
		if c < '0' || c > '9' {
			return 0, nil, false
		}
		value = value*10 + int(c-'0')
	}
	return value, text[n:], true
}

// digitsAfter reads a separator and then exactly n digits.
func digitsAfter(text []byte, sep byte, n int) (value int, rest []byte, ok bool) {
	if len(text) == 0 || text[0] != sep {
		return 0, nil, false
	}
	return digits(text[1:], n)
}
