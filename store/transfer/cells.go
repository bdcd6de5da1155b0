package transfer

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"tandem/model"
	"tandem/model/date"
)

// DateOrder is how a date of numbers alone is written in a file.
type DateOrder string

// The orders; the empty one is told from the column, day first where nothing tells.
const (
	DayFirst   DateOrder = "dmy"
	MonthFirst DateOrder = "mdy"
	YearFirst  DateOrder = "ymd"
)

// guarded reports whether a spreadsheet would take the cell for a formula: what begins with
// = + - @ or a control character. A plain number is none.
func guarded(s string) bool {
	if s == "" {
		return false
	}
	switch s[0] {
	case '=', '@', '\t', '\r':
		return true
	case '+', '-':
		return !plainNumber(s)
	}
	return false
}

func plainNumber(s string) bool {
	digits, dots := 0, 0
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c == '.':
			dots++
		case c == '-' && i == 0:
		default:
			return false
		}
	}
	return digits > 0 && dots < 2
}

// neutral writes a cell so that no spreadsheet runs it: with an apostrophe before it. One that
// begins with apostrophes and then so gets one more, so that plainCell undoes it exactly.
func neutral(s string) string {
	if guarded(strings.TrimLeft(s, "'")) {
		return "'" + s
	}
	return s
}

// plainCell undoes neutral, and the ="007" by which people keep a spreadsheet from counting.
func plainCell(s string) string {
	if s == "" || s[0] != '\'' && s[0] != '=' {
		return s
	}
	if s[0] == '\'' && guarded(strings.TrimLeft(s, "'")) {
		return s[1:]
	}
	if len(s) > 3 && strings.HasPrefix(s, `="`) && strings.HasSuffix(s, `"`) && !strings.Contains(s[2:len(s)-1], `"`) {
		return s[2 : len(s)-1]
	}
	return s
}

// local rewrites a cell as a field reads it, where it is written as spreadsheets of some country
// do. What it does not know it leaves alone: the field will say what is wrong.
func local(f *model.Field, s string, order DateOrder) string {
	switch f.Type {
	case model.TypeDate, model.TypeTime:
		if len(s) >= 10 && s[4] == '-' && s[7] == '-' { // as machines write
			return s
		}
		return localDate(s, order, f.Type == model.TypeTime)
	case model.TypeInt, model.TypeNumber:
		if n := priorityOf(s); n > 0 && f.Name == "priority" {
			return itoa(n)
		}
		return localNumber(s, f.Type == model.TypeInt)
	case model.TypePercent:
		t := strings.TrimSpace(s)
		num, isShare := strings.CutSuffix(t, "%")
		if num = localNumber(num, false); isShare {
			return num + "%"
		}
		return num
	case model.TypeMoney:
		if t := strings.TrimSpace(s); len(t) > 2 && t[0] == '(' && t[len(t)-1] == ')' {
			return "-" + t[1:len(t)-1]
		}
	case model.TypeFlag:
		return localFlag(s)
	case model.TypeEnum:
		return localChoice(f, s)
	}
	return s
}

var flagWords = map[string]string{"x": "yes", "✓": "yes", "✔": "yes", "wahr": "yes", "ja": "yes", "j": "yes", "oui": "yes", "si": "yes", "sí": "yes", "vrai": "yes",
	"t": "yes", "f": "no", "falsch": "no", "nein": "no", "non": "no", "faux": "no", "-": "no", "–": "no", "n/a": "no"}

func localFlag(s string) string {
	if w := flagWords[strings.ToLower(strings.TrimSpace(s))]; w != "" {
		return w
	}
	return s
}

var thinBlanks = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "\u2009", "", "'", "", "’", "")

// localNumber takes out marks of thousands and makes the decimal mark a point: 1.234,5 1,234.5
// 1 234,5 1'234.5 (12) 12-.
func localNumber(s string, whole bool) string {
	t := thinBlanks.Replace(s)
	if t == "" {
		return s
	}
	neg := false
	if len(t) > 2 && t[0] == '(' && t[len(t)-1] == ')' {
		neg, t = true, t[1:len(t)-1]
	} else if len(t) > 1 && t[len(t)-1] == '-' {
		neg, t = true, t[:len(t)-1]
	}
	dot, comma := strings.LastIndexByte(t, '.'), strings.LastIndexByte(t, ',')
	switch {
	case dot >= 0 && comma > dot: // 1.234,5
		t = strings.ReplaceAll(strings.ReplaceAll(t, ".", ""), ",", ".")
	case comma >= 0 && dot > comma: // 1,234.5
		t = strings.ReplaceAll(t, ",", "")
	case strings.Count(t, ",") > 1 || comma > 0 && whole && len(t)-comma == 4:
		t = strings.ReplaceAll(t, ",", "")
	case strings.Count(t, ".") > 1 || dot > 0 && whole && len(t)-dot == 4:
		t = strings.ReplaceAll(t, ".", "")
	case comma >= 0:
		t = strings.Replace(t, ",", ".", 1)
	}
	if whole { // 12.0 is how a spreadsheet keeps 12
		if head, frac, ok := strings.Cut(t, "."); ok && strings.Trim(frac, "0") == "" && head != "" {
			t = head
		}
	}
	if _, err := strconv.ParseFloat(t, 64); err != nil {
		return s
	}
	if neg {
		t = "-" + t
	}
	return t
}

var monthNames = map[string]time.Month{
	"jan": 1, "feb": 2, "fév": 2, "fev": 2, "mar": 3, "mär": 3, "mrz": 3, "apr": 4, "avr": 4, "abr": 4, "may": 5, "mai": 5, "mag": 5, "mei": 5,
	"jun": 6, "giu": 6, "jul": 7, "lug": 7, "aug": 8, "aoû": 8, "ago": 8, "sep": 9, "set": 9, "oct": 10, "okt": 10, "ott": 10, "out": 10,
	"nov": 11, "dec": 12, "dez": 12, "déc": 12, "dic": 12, "ene": 1, "gen": 1,
}

// monthOf reads the name of a month by its first letters, in the languages of most offices.
func monthOf(s string) time.Month {
	r := []rune(strings.ToLower(strings.TrimSuffix(s, ".")))
	if len(r) < 3 {
		return 0
	}
	if m := string(r[:4:4][:min(len(r), 4)]); m == "juin" || m == "juni" {
		return 6
	} else if m == "juil" || m == "juli" {
		return 7
	}
	return monthNames[string(r[:3])]
}

// localDate rewrites a day, perhaps with a time of day, as 2026-03-12 or 2026-03-12T15:04:05.
// moment tells that a time of day is wanted. Excel's count of days is read too.
func localDate(s string, order DateOrder, moment bool) string {
	t := strings.TrimSpace(s)
	if t == "" {
		return s
	}
	if n, err := strconv.ParseFloat(t, 64); err == nil && n >= 20000 && n < 80000 {
		return excelDay(n, moment)
	}
	t, zone := cutZone(plainDay(t))
	day, rest, ok := cutDay(t, order)
	if !ok || zone != "" && !isClock(rest) {
		return s
	}
	if rest == "" || !moment {
		if rest != "" && !isClock(rest) {
			return s
		}
		return day.String()
	}
	h, m, sec, ok := clockOf(rest)
	if !ok {
		return s
	}
	return fmt.Sprintf("%sT%02d:%02d:%02d%s", day, h, m, sec, zone)
}

// plainDay writes a day without what only people need: the day of the week before it, and the marks
// between its numbers in the East.
func plainDay(t string) string {
	if strings.ContainsAny(t, "年月日") {
		t = strings.TrimSpace(strings.NewReplacer("年", "-", "月", "-", "日", " ").Replace(t))
	}
	word, rest, ok := strings.Cut(t, " ")
	if !ok || hasDigit(word) || monthOf(strings.Trim(word, ".,")) != 0 || strings.IndexFunc(rest, unicode.IsDigit) < 0 {
		return t
	}
	return strings.TrimSpace(rest)
}

// cutZone takes the zone off the end of a moment: +0100, +01:00, Z, UTC or GMT become what machines
// write; without one the moment is one of the own zone.
func cutZone(t string) (moment, zone string) {
	if i := strings.LastIndexAny(t, "+-"); i > 10 && strings.Contains(t[:i], ":") {
		digits := strings.Replace(t[i+1:], ":", "", 1)
		if len(digits) == 4 && strings.Trim(digits, "0123456789") == "" {
			return strings.TrimSpace(t[:i]), t[i:i+1] + digits[:2] + ":" + digits[2:]
		}
	}
	for _, name := range []string{"Z", "UTC", "GMT"} {
		if head, ok := strings.CutSuffix(t, name); ok && strings.Contains(head, ":") {
			return strings.TrimSpace(head), "Z"
		}
	}
	return t, ""
}

// excelDay is a count of days since the last day of 1899, the fraction a time of day.
func excelDay(n float64, moment bool) string {
	whole := int(n)
	day := date.YMD(1899, 12, 30) + date.Day(whole)
	sec := int((n-float64(whole))*86400 + 0.5)
	if sec == 0 || !moment {
		return day.String()
	}
	if sec >= 86400 {
		day, sec = day+1, sec-86400
	}
	return fmt.Sprintf("%sT%02d:%02d:%02d", day, sec/3600, sec/60%60, sec%60)
}

// cutDay reads the day that a text begins with.
func cutDay(t string, order DateOrder) (date.Day, string, bool) {
	var part [3]string
	n, i := 0, 0
	for n < 3 {
		from := i
		for i < len(t) && !strings.ContainsRune("/-. ,", rune(t[i])) {
			i++
		}
		if part[n] = t[from:i]; part[n] == "" {
			return 0, "", false
		}
		n++
		for n < 3 && i < len(t) && strings.ContainsRune("/-. ,", rune(t[i])) {
			i++
		}
	}
	if n = i; n < len(t) && t[n] != ' ' && t[n] != ',' && t[n] != 'T' {
		return 0, "", false
	}
	d, ok := dayOfParts(part, order)
	return d, strings.Trim(t[n:], " ,T"), ok
}

// dayOfParts puts three parts into order: the one with letters is the month, one of four digits
// the year, and order tells the rest.
func dayOfParts(p [3]string, order DateOrder) (date.Day, bool) {
	var num [3]int
	named := -1
	for i, s := range p {
		n, err := strconv.Atoi(strings.TrimRight(s, "stndrhº"))
		switch {
		case err == nil && n >= 0 && n <= 9999:
			num[i] = n
		case named < 0 && monthOf(s) > 0:
			named = i
		default:
			return 0, false
		}
	}
	y, m, d := num[2], num[1], num[0]
	switch {
	case len(p[0]) == 4 || order == YearFirst:
		y, d = num[0], num[2]
		if named == 2 {
			return 0, false
		}
	case named == 0: // Mar 12 2026
		d = num[1]
	case named < 0 && order == MonthFirst:
		d, m = num[1], num[0]
	}
	if named >= 0 {
		if m = int(monthOf(p[named])); named == 2 {
			return 0, false
		}
	}
	if len(p[2]) <= 2 && len(p[0]) <= 2 || order == YearFirst && len(p[0]) == 2 {
		if y += 2000; y >= 2070 {
			y -= 100
		}
	}
	if m < 1 || m > 12 || d < 1 || d > 31 || y < 1900 || y > 2999 {
		return 0, false
	}
	day := date.YMD(y, time.Month(m), d)
	return day, day.Time().Day() == d
}

var clockForms = []string{"15:04", "15:04:05", "3:04 PM", "3:04:05 PM", "3:04PM", "15.04", "15:04:05.000"}

func clockOf(s string) (h, m, sec int, ok bool) {
	s = strings.ToUpper(strings.TrimSpace(strings.ReplaceAll(strings.ReplaceAll(s, "\u202f", " "), "\u00a0", " ")))
	for _, f := range clockForms {
		if t, err := time.Parse(f, s); err == nil {
			return t.Hour(), t.Minute(), t.Second(), true
		}
	}
	return 0, 0, 0, false
}

func isClock(s string) bool { _, _, _, ok := clockOf(s); return ok }

// orderOf tells from the values of a column whether days or months stand first. sure is false
// where every one could be both.
func orderOf(values []string) (order DateOrder, sure bool) {
	doubt := false
	for _, v := range values {
		var a, b, c int
		sep := strings.IndexAny(v, "/-.")
		if sep < 1 || sep > 2 {
			continue
		}
		f := strings.FieldsFunc(v, func(r rune) bool { return strings.ContainsRune("/-. ,", r) })
		if len(f) < 3 {
			continue
		}
		a, _ = strconv.Atoi(f[0])
		b, _ = strconv.Atoi(f[1])
		c, _ = strconv.Atoi(f[2])
		switch {
		case a == 0 || b == 0 || c == 0:
		case a > 12 && b <= 12:
			return DayFirst, true
		case b > 12 && a <= 12:
			return MonthFirst, true
		case v[sep] != '.' && a != b: // a point is a day's mark
			doubt = true
		}
	}
	return DayFirst, !doubt
}
