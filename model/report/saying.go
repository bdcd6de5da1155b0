package report

import (
	"fmt"
	"strings"

	"tandem/model/date"
	"tandem/model/money"
)

// How things are said aloud: days and times in plain words, numbers with their nouns, a customer's
// own words in quotation marks.

// sayDay is a day as it still reads right a week later: "on Friday 27 November", with the year where
// it is another one than today's. Never "tomorrow".
func sayDay(d, today date.Day) string {
	layout := "on Monday 2 January"
	if d.Time().Year() != today.Time().Year() {
		layout = "on Monday 2 January 2006"
	}
	return d.Time().Format(layout)
}

// shortDay is a day without the word before it: "Thursday 3 December".
func shortDay(d, today date.Day) string { return strings.TrimPrefix(sayDay(d, today), "on ") }

// sayMoney says an amount without the cents nobody says: "€1,450,000".
func sayMoney(a money.Amount) string { return strings.TrimSuffix(a.Show(), ".00") }

// sentence makes a text end like one, whatever it ended with.
func sentence(s string) string {
	s = strings.TrimSpace(strings.Join(strings.Fields(s), " "))
	if s == "" || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") ||
		strings.HasSuffix(s, ".\"") || strings.HasSuffix(s, "!\"") || strings.HasSuffix(s, "?\"") {
		return s
	}
	return s + "."
}

// quoted puts somebody's own words in quotation marks, as a sentence.
func quoted(s string) string {
	s = strings.ReplaceAll(strings.Join(strings.Fields(s), " "), "\"", "'")
	return "\"" + sentence(s) + "\""
}

// bare is a title as part of a sentence: without what it ends with.
func bare(s string) string { return strings.TrimRight(strings.Join(strings.Fields(s), " "), ".!? ") }

// lower begins a text with a small letter, unless it begins like a name or an abbreviation: with
// two capitals, or a digit.
func lower(s string) string {
	r := []rune(s)
	if len(r) < 2 || strings.ToUpper(string(r[1])) == string(r[1]) && r[1] != ' ' {
		return s
	}
	return strings.ToLower(string(r[0])) + string(r[1:])
}

// upper begins a text with a capital.
func upper(s string) string {
	if r := []rune(s); len(r) > 0 {
		return strings.ToUpper(string(r[0])) + string(r[1:])
	}
	return s
}

// numbers are those that are said as words.
func sayNumber(n int) string {
	words := [...]string{"none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}
	if n >= 0 && n < len(words) {
		return words[n]
	}
	return fmt.Sprint(n)
}

// many is a number in words with its noun: "one person", "three people".
func many(n int, one, more string) string {
	if n == 1 {
		return "one " + one
	}
	return sayNumber(n) + " " + more
}

// list joins texts as people do: "a, b and c".
func listed(s []string) string {
	switch len(s) {
	case 0:
		return ""
	case 1:
		return s[0]
	}
	return strings.Join(s[:len(s)-1], ", ") + " and " + s[len(s)-1]
}

// sayScore says a number that may be below zero.
func sayScore(x float64) string {
	if x <= -.5 {
		return fmt.Sprintf("minus %.0f", -x)
	}
	return fmt.Sprintf("%.0f", max(x, 0))
}
