package date

import (
	"strconv"
	"strings"
	"time"
)

// plain puts what people say in several words into the words that the parser reads:
//
//	in 3 days, 3 days ago, +3 days     +3d, -3d, +3d
//	next fri, this fri, last fri       the coming one, never today; the one before today
//	next week, last month              +1w, -1m: that far from today, the same weekday or day of the month
//	end of month                       eom; so week, quarter, year
//
// Words that are no such phrase stay as they are.
func (p *parser) plain(words []string) []string {
	if len(words) < 2 {
		return words
	}
	var out []string
	for i := 0; i < len(words); {
		said, n := p.phrase(words[i:])
		if n == 0 {
			said, n = words[i:i+1], 1
		}
		out = append(out, said...)
		i += n
	}
	return out
}

// phrase reads one at the front: what it comes to and how many words it takes, 0 where there is none.
func (p *parser) phrase(w []string) (said []string, n int) {
	if len(w) < 2 {
		return nil, 0
	}
	switch w[0] {
	case "in":
		if len(w) > 2 && allDigits(w[1]) && unitOf(w[2]) != "" {
			return []string{"+" + w[1] + unitOf(w[2])}, 3
		}
	case "next", "this", "coming", "last":
		return p.near(w[0], w[1])
	case "end":
		return ending(w)
	}
	number := strings.TrimLeft(w[0], "+-")
	if len(w[0])-len(number) > 1 || !allDigits(number) || unitOf(w[1]) == "" {
		return nil, 0
	}
	switch {
	case number != w[0]:
		return []string{w[0] + unitOf(w[1])}, 2
	case len(w) > 2 && w[2] == "ago":
		return []string{"-" + number + unitOf(w[1])}, 3
	}
	return nil, 0
}

// near reads a weekday or a stretch of time beside today.
func (p *parser) near(which, what string) ([]string, int) {
	if d, ok := weekdayOf(what); ok {
		switch {
		case which != "last":
			return []string{what}, 2
		case d == p.today.Weekday(): // the coming one is a week ahead
			return []string{what, "-2w"}, 2
		}
		return []string{what, "-1w"}, 2
	}
	unit := unitOf(what)
	switch {
	case unit == "" || which == "this" || unit == "d" || unit == "h":
		return nil, 0
	case which == "last":
		return []string{"-1" + unit}, 2
	}
	return []string{"+1" + unit}, 2
}

// ending reads "end of the month".
func ending(w []string) ([]string, int) {
	n := 2
	if w[1] != "of" || len(w) < 3 {
		return nil, 0
	}
	if w[2] == "the" || w[2] == "this" {
		n++
	}
	if n == len(w) {
		return nil, 0
	}
	switch w[n] {
	case "week", "month", "quarter", "year":
		return []string{"eo" + w[n][:1]}, n + 1
	}
	return nil, 0
}

// unitOf is the short unit of an offset that a word names, "" where it names none.
func unitOf(word string) string {
	switch word {
	case "day", "days":
		return "d"
	case "week", "weeks":
		return "w"
	case "month", "months":
		return "m"
	case "quarter", "quarters":
		return "q"
	case "year", "years":
		return "y"
	case "hour", "hours":
		return "h"
	}
	return ""
}

// weekdayOf reads the name of a weekday, whole or cut to three letters or more.
func weekdayOf(w string) (time.Weekday, bool) {
	if len(w) < 3 {
		return 0, false
	}
	d, ok := weekdays[w[:3]]
	return d, ok && strings.HasPrefix(strings.ToLower(d.String()), w)
}

// weekdayDate reads "fri 20 nov", as screens show it, and says so where that day is another weekday. It
// returns the words used.
func (p *parser) weekdayDate(words []string) int {
	d, ok := weekdayOf(words[0])
	if !ok || len(words) < 2 {
		return 0
	}
	n := 0
	if p.numeric(words[1]) {
		n = 1
	} else {
		n = p.dayMonth(words[1:])
	}
	if n == 0 {
		return 0
	}
	if p.day.Weekday() != d {
		p.noSuchReason = p.day.Time().Format("2 January 2006 is a Monday")
		return 0
	}
	return n + 1
}

// isoWeek reads the weeks and their days as ISO 8601 writes them: 2026-w48, 2026w48, 2026-w48-3.
func (p *parser) isoWeek(w string) bool {
	year, rest, ok := strings.Cut(w, "w")
	year = strings.TrimSuffix(year, "-")
	if !ok || len(year) != 4 || !allDigits(year) {
		return false
	}
	week, day, named := strings.Cut(rest, "-")
	if len(week) != 2 || !allDigits(week) || named && (len(day) != 1 || day < "1" || day > "7") {
		return false
	}
	y, _ := strconv.Atoi(year)
	n, _ := strconv.Atoi(week)
	if !p.weekOf(y, n) {
		return false
	}
	if named {
		p.day, p.days = p.day+Day(day[0]-'1'), 0
	}
	return true
}
