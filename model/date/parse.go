package date

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Rules of what people write for a date. Words are read from left to right; one of them
// may be a day, the others are offsets or a time of day. A day comes before its offsets.
//
//	today now tomorrow yesterday      mon .. sunday: the next one, never today
//	eow eom eoq eoy                   last day of the week (Sunday), month, quarter, year
//	som                               first day of the next month
//	w48                               Monday of ISO week 48, this year or the next if long past
//	12 jan, jan 12, 12 jan 2027       without a year: the one from 90 days ago to 275 days on
//	fri 20 nov                        the same with its weekday, which must be right
//	2026-11-20, 20.11.2026            ISO (also 2026/11/20), and day.month.year
//	w48 2027, 2026-w48, 2026-w48-3    a week of a year, and a day of it
//	+3d -2w +1m +1q +1y +5wd +4h      calendar days, weeks, months..., working days (Mon-Fri), hours
//	14:30, 9am, noon                  time of day
//	in 3 days, next fri, end of month and their like: see plain
//
// An offset alone counts from today; hours count from now. A time of day that a change of
// the clocks skips is moved on by what was skipped; one that comes twice is the first.

var weekdays = map[string]time.Weekday{"mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6, "sun": 0}

var months = map[string]time.Month{"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
	"jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12}

const wants = "write today, fri, +3d, +2w, eom, w48, 12 jan or 2026-11-20"

// ParseDay reads a day as people write it, relative to today. Of a moment that a machine
// wrote (2026-11-20T09:30:00+01:00) it takes the day as written.
func ParseDay(s string, today Day) (Day, error) {
	p := parser{today: today, day: today, loc: time.UTC, now: today.At(0, 0, nil), text: s}
	if err := p.run(s); err != nil {
		return 0, err
	}
	if p.clock && !p.exact || p.hoursGiven {
		return 0, fmt.Errorf("%q names a time of day where only a date is wanted: %s", s, wants)
	}
	return p.day, nil
}

// Parse reads a moment as people write it, relative to now, in loc (UTC where nil). A day
// without a time of day means 00:00. RFC 3339 and "2006-01-02T15:04[:05]" are read exactly.
func Parse(s string, now Instant, loc *time.Location) (Instant, error) {
	at, _, err := ParseRange(s, now, loc)
	return at, err
}

// ParseRange is Parse for filters: what is written without a time of day stands for the
// whole day, w48 for the whole week. It returns the first and the last second of it.
func ParseRange(s string, now Instant, loc *time.Location) (first, last Instant, err error) {
	if loc == nil {
		loc = time.UTC
	}
	p := parser{today: now.Day(loc), day: now.Day(loc), loc: loc, now: now, text: s}
	if err := p.run(s); err != nil {
		return 0, 0, err
	}
	first, last = p.moment()
	if first <= 0 || last >= End || last.In(loc).Year() > 9999 {
		return 0, 0, p.outside()
	}
	return first, last, nil
}

type parser struct {
	text         string
	today, day   Day
	loc          *time.Location
	now, at      Instant
	h, m, sec    int
	hours        time.Duration
	days         Day // how many days the named day stands for, 0 is one
	clock        bool
	exact        bool // at is the answer
	fromNow      bool // the word "now"
	dayGiven     bool
	offsetGiven  bool
	hoursGiven   bool
	noSuchReason string
}

// moment is what the words have led to: the first and last second of it.
func (p *parser) moment() (first, last Instant) {
	switch {
	case p.exact:
		return p.at, p.at
	case p.clock:
		first = wall(p.day, p.h, p.m, p.sec, p.loc).Add(p.hours)
	case p.fromNow || p.hoursGiven && !p.dayGiven:
		first = p.now
		if p.day != p.today {
			t := p.now.In(p.loc)
			first = wall(p.day, t.Hour(), t.Minute(), t.Second(), p.loc)
		}
		first = first.Add(p.hours)
	case p.hoursGiven:
		first = wall(p.day, 0, 0, 0, p.loc).Add(p.hours)
	default:
		return wall(p.day, 0, 0, 0, p.loc), wall(p.day+max(p.days, 1), 0, 0, 0, p.loc) - 1
	}
	return first, first
}

// wall is the instant of a wall-clock time; time.Date does not say which one it picks where
// the clocks change.
func wall(d Day, h, m, sec int, loc *time.Location) Instant {
	y, mo, dd := d.Time().Date()
	utc := time.Date(y, mo, dd, h, m, sec, 0, time.UTC)
	if loc == nil || loc == time.UTC {
		return Of(utc)
	}
	_, before := utc.Add(-26 * time.Hour).In(loc).Zone()
	_, after := utc.Add(26 * time.Hour).In(loc).Zone()
	early := utc.Add(-time.Duration(before) * time.Second)
	late := utc.Add(-time.Duration(after) * time.Second)
	_, got := early.In(loc).Zone()
	if _, o := late.In(loc).Zone(); got != before && o == after {
		return Of(late)
	}
	return Of(early) // the only one, the first of two, or past a gap by its length
}

func (p *parser) outside() error {
	return fmt.Errorf("%q lies outside the years 1 to 9999", p.text)
}

func (p *parser) run(s string) error {
	if p.iso(s) {
		return nil
	}
	t := strings.ToLower(strings.TrimSpace(s))
	words := strings.Fields(strings.ReplaceAll(t, ",", " "))
	if len(words) == 0 {
		return fmt.Errorf("a date is missing: %s", wants)
	}
	if ok, err := p.stamp(strings.ToUpper(t)); ok || err != nil {
		return err
	}
	words = p.plain(words)
	for i := 0; i < len(words); {
		n := p.word(words[i:])
		if n == 0 && p.noSuchReason != "" {
			return fmt.Errorf("%q is not a date: %s", s, p.noSuchReason)
		}
		if n == 0 {
			return fmt.Errorf("%q is not a date: %s", s, wants)
		}
		if p.day < YMD(1, 1, 1) || p.day > YMD(9999, 12, 31) || p.hours.Abs() > 100_000*time.Hour {
			return p.outside()
		}
		i += n
	}
	return nil
}

// iso reads the commonest form, 2026-11-20, by itself: an import has a hundred thousand of them.
func (p *parser) iso(s string) bool {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' || !allDigits(s[:4]) || !allDigits(s[5:7]) || !allDigits(s[8:]) {
		return false
	}
	n := func(a, b byte) int { return int(a-'0')*10 + int(b-'0') }
	y, m, d := n(s[0], s[1])*100+n(s[2], s[3]), n(s[5], s[6]), n(s[8], s[9])
	if y < 1 || m < 1 || m > 12 || d < 1 || d > 31 {
		return false
	}
	day := YMD(y, time.Month(m), d)
	if d > 28 && day.Time().Day() != d {
		return false // there is no such day; what is said of it is said elsewhere
	}
	p.day, p.dayGiven = day, true
	return true
}

var stamps = []string{time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z0700", "2006-01-02T15:04:05", "2006-01-02T15:04"}

// stamp reads the exact forms machines write.
func (p *parser) stamp(t string) (bool, error) {
	if len(t) < 16 || t[10] != 'T' && t[10] != ' ' || t[4] != '-' {
		return false, nil
	}
	iso := t[:10] + "T" + t[11:]
	for i, f := range stamps {
		v, err := time.Parse(f, iso)
		if err != nil {
			continue
		}
		p.at, p.exact, p.clock, p.day = Of(v), true, true, DayOf(v)
		if i > 2 { // without an offset: the rule for changes of the clocks is ours
			p.at = wall(p.day, v.Hour(), v.Minute(), v.Second(), p.loc)
		}
		if v.Year() < 1 {
			return false, p.outside()
		}
		return true, nil
	}
	if t[10] == ' ' { // perhaps words after the day
		return false, nil
	}
	return false, fmt.Errorf("%q is not a time: write 2026-11-20T09:30 or 2026-11-20T09:30:00+01:00", p.text)
}

// word reads the next word or words and returns how many; 0 where they mean nothing.
func (p *parser) word(words []string) int {
	w := words[0]
	if p.offset(w) || p.timeOfDay(w) {
		return 1
	}
	if p.dayGiven || p.offsetGiven {
		return 0
	}
	n := p.weekdayDate(words)
	switch {
	case n > 0 || p.noSuchReason != "":
	case p.weekYear(words):
		n = 2
	case p.named(w) || p.numeric(w):
		n = 1
	default:
		n = p.dayMonth(words)
	}
	p.dayGiven = n > 0
	return n
}

func (p *parser) named(w string) bool {
	y, m, _ := p.today.Time().Date()
	switch w {
	case "today":
	case "now":
		p.fromNow = true
	case "tomorrow", "tom":
		p.day++
	case "yesterday":
		p.day--
	case "eow":
		p.day += Day((7 - int(p.today.Weekday())) % 7)
	case "som":
		p.day = YMD(y, m+1, 1)
	case "eom":
		p.day = YMD(y, m+1, 0)
	case "eoq":
		p.day = YMD(y, (m-1)/3*3+4, 0)
	case "eoy":
		p.day = YMD(y, 12, 31)
	default:
		return p.weekday(w) || p.week(w) || p.isoWeek(w)
	}
	return true
}

func (p *parser) weekday(w string) bool {
	d, ok := weekdayOf(w)
	if !ok {
		return false
	}
	n := (int(d) - int(p.today.Weekday()) + 7) % 7
	if n == 0 {
		n = 7
	}
	p.day += Day(n)
	return true
}

func (p *parser) week(w string) bool {
	if len(w) < 2 || w[0] != 'w' || !allDigits(w[1:]) {
		return false
	}
	n, err := strconv.Atoi(w[1:])
	if err != nil {
		n = -1
	}
	year, _ := p.today.Time().ISOWeek()
	if p.today-monday(year, n) > 90 {
		year++
	}
	return p.weekOf(year, n)
}

// weekYear reads "w48 2027".
func (p *parser) weekYear(words []string) bool {
	if len(words) < 2 || len(words[1]) != 4 || !allDigits(words[1]) || words[0][0] != 'w' || !allDigits(words[0][1:]) {
		return false
	}
	y, _ := strconv.Atoi(words[1])
	n, err := strconv.Atoi(words[0][1:])
	return err == nil && p.weekOf(y, n)
}

// monday is the first day of an ISO week.
func monday(year, n int) Day {
	jan4 := YMD(year, 1, 4)
	return jan4 - Day((int(jan4.Weekday())+6)%7) + Day(7*(n-1))
}

// weekOf takes an ISO week of a year, if the year has it.
func (p *parser) weekOf(year, n int) bool {
	if n < 1 || n > 53 {
		p.noSuchReason = "weeks run from w1 to w53"
		return false
	}
	day := monday(year, n)
	if y, _ := day.Time().ISOWeek(); y != year {
		p.noSuchReason = fmt.Sprintf("%d has no week %d", year, n)
		return false
	}
	p.day, p.days = day, 7
	return true
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

func (p *parser) numeric(w string) bool {
	for _, f := range []string{"2006-1-2", "2006/1/2", "2.1.2006", "2.1.06", "20060102"} {
		if v, err := time.Parse(f, w); err == nil {
			p.day = DayOf(v)
			return true
		}
	}
	return false
}

// dayMonth reads "12 jan", "jan 12" and either with a year; it returns the words used.
func (p *parser) dayMonth(words []string) int {
	if len(words) < 2 {
		return 0
	}
	a, b := strings.TrimRight(words[0], "."), strings.TrimRight(words[1], ".")
	if len(a) >= 3 && a[0] >= 'a' {
		a, b = b, a
	}
	digits := strings.TrimRight(a, "stndrh")
	d, err := strconv.Atoi(digits)
	if err != nil || !allDigits(digits) || len(b) < 3 || d < 1 {
		return 0
	}
	m, ok := months[b[:3]]
	if !ok || !strings.HasPrefix(strings.ToLower(m.String()), b) && b != "sept" {
		return 0
	}
	y, n := p.today.Time().Year(), 2
	if len(words) > 2 && len(words[2]) == 4 && allDigits(words[2]) {
		y, _ = strconv.Atoi(words[2])
		n = 3
	} else if near := YMD(y, m, d); p.today-near > 90 {
		y++
	} else if near-p.today > 275 {
		y--
	}
	if len(digits) == 4 {
		p.noSuchReason = fmt.Sprintf("which day of %s %s?", m, digits)
		return 0
	}
	day := YMD(y, m, d)
	if day.Time().Day() != d {
		p.noSuchReason = fmt.Sprintf("%s %d has no day %d", m, y, d)
		return 0
	}
	p.day = day
	return n
}

func (p *parser) offset(w string) bool {
	if len(w) < 3 || w[0] != '+' && w[0] != '-' {
		return false
	}
	i := 1
	for i < len(w) && w[i] >= '0' && w[i] <= '9' {
		i++
	}
	n, err := strconv.Atoi(w[:i])
	if err != nil || n > 100_000 || n < -100_000 {
		return false
	}
	switch w[i:] {
	case "d", "day", "days":
		p.day += Day(n)
	case "w", "week", "weeks":
		p.day += Day(7 * n)
	case "m", "mo", "month", "months":
		p.day = p.day.AddMonths(n)
	case "q":
		p.day = p.day.AddMonths(3 * n)
	case "y", "year", "years":
		p.day = p.day.AddMonths(12 * n)
	case "wd", "bd":
		p.day = p.day.AddWorkdays(n)
	case "h", "hour", "hours":
		p.hours += time.Duration(n) * time.Hour
		p.hoursGiven = true
	case "min":
		p.hours += time.Duration(n) * time.Minute
		p.hoursGiven = true
	default:
		return false
	}
	p.days, p.offsetGiven = 0, true
	return true
}

func (p *parser) timeOfDay(w string) bool {
	if p.clock || p.fromNow {
		return false
	}
	for _, f := range []string{"15:04", "15:04:05", "3pm", "3:04pm"} {
		if v, err := time.Parse(f, w); err == nil {
			p.h, p.m, p.sec, p.clock = v.Hour(), v.Minute(), v.Second(), true
			return true
		}
	}
	switch w {
	case "noon":
		p.h, p.clock = 12, true
		return true
	case "24:00":
		p.h, p.clock = 24, true
		return true
	}
	return false
}
