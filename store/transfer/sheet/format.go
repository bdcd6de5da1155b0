package sheet

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Class is what a number stands for.
type Class uint8

// Classes of numbers, told by how they are shown.
const (
	Plain   Class = iota
	Share         // shown as hundredths, with a percent sign
	Moment        // a day, perhaps with a time of day
	Clock         // a time of day
	Elapsed       // a length of time, [h]:mm
)

// Look is what the format of a cell says of its number.
type Look struct {
	Class Class
	// Unit is the currency that is shown beside the number, a sign or a code of three capitals,
	// or a percent sign that is mere text; "": none. Other words beside a number are its looks.
	Unit string
}

// Format is a number format: a look each for positive, negative and zero, or by conditions.
type Format struct{ sections []section }

// section is a look and when it is used.
type section struct {
	look  Look
	op    string // of a condition: < <= = <> >= >; "": by the sign
	limit float64
}

// Look is the look of a number; a nil format is the general one.
func (f *Format) Look(n float64) Look {
	if f == nil || len(f.sections) == 0 {
		return Look{}
	}
	last := len(f.sections) - 1
	for i, s := range f.sections[:last] {
		switch {
		case s.op != "" && holds(n, s.op, s.limit), s.op == "" && i == 0 && (n > 0 || n == 0 && last < 2), s.op == "" && i == 1 && n < 0:
			return s.look
		}
	}
	return f.sections[last].look
}

func holds(n float64, op string, limit float64) bool {
	switch op {
	case "<":
		return n < limit
	case "<=":
		return n <= limit
	case ">":
		return n > limit
	case ">=":
		return n >= limit
	case "<>":
		return n != limit
	}
	return n == limit
}

// builtin is the code of a format that every program knows by its number. Those that the country
// of a program decides about (5 to 8, 23 to 36, 50 and up) are told by the file or not at all.
func builtin(id int) string {
	switch id {
	case 9, 10:
		return "0%"
	case 14, 15, 16, 17:
		return "d-m-y"
	case 18, 19, 20, 21, 45, 47:
		return "h:m:s"
	case 22:
		return "d/m/y h:m"
	case 42, 44:
		return `"$"0`
	case 46:
		return "[h]:m:s"
	}
	return ""
}

// ParseForm reads the code of a format; nil for one that shows numbers as they are.
func ParseForm(code string) *Format {
	f := &Format{}
	plain := true
	for len(f.sections) < 4 {
		var p formatParser
		code = p.section(code)
		if p.words && (len(f.sections) > 0 || code == "") { // the section of texts, not of numbers
			break
		}
		s := section{look: p.look(), op: p.op, limit: p.limit}
		plain = plain && s.look == Look{}
		f.sections = append(f.sections, s)
		if code == "" {
			break
		}
		code = code[1:]
	}
	if plain {
		return nil
	}
	return f
}

// formatParser takes a section of a format apart.
type formatParser struct {
	around []byte // what is shown, with one 0 for the number
	dates  []byte // letters of parts of dates, one for each run
	prev   rune   // the date letter just before
	digits bool
	words  bool // it shows text
	share  bool
	long   bool // [h]
	op     string
	limit  float64
}

// section reads up to the semicolon, which is where the rest begins.
func (p *formatParser) section(s string) string {
	for s != "" {
		r, n := utf8.DecodeRuneInString(s)
		was := p.prev
		p.prev = 0
		switch {
		case r == ';':
			return s
		case r == '"':
			end := strings.IndexByte(s[1:], '"')
			if end < 0 {
				end = len(s) - 1
			}
			p.around = append(p.around, s[1:end+1]...)
			n = min(end+2, len(s))
		case r == '\\' || r == '_' || r == '*':
			n += p.escaped(r, s[n:])
		case r == '[':
			end := strings.IndexByte(s, ']')
			if end < 0 {
				return ""
			}
			p.bracket(s[1:end])
			n = end + 1
		case len(s) >= 7 && strings.EqualFold(s[:7], "general"):
			p.digit()
			n = 7
		default:
			n = p.letter(r, n, was, s)
		}
		s = s[n:]
	}
	return ""
}

// escaped takes the character behind a mark: shown, only its width shown, or filled with.
func (p *formatParser) escaped(mark rune, s string) int {
	_, n := utf8.DecodeRuneInString(s)
	if mark == '\\' {
		p.around = append(p.around, s[:n]...)
	} else {
		p.around = append(p.around, ' ')
	}
	return n
}

// digit stands for the number.
func (p *formatParser) digit() {
	if !p.digits {
		p.around = append(p.around, '0')
	}
	p.digits = true
}

// letter takes a character that is a sign of its own, or text; it returns its length.
func (p *formatParser) letter(r rune, n int, was rune, s string) int {
	switch low := unicode.ToLower(r); {
	case r == '0' || r == '#' || r == '?':
		p.digit()
	case r == '%':
		p.share = true
	case r == '@':
		p.words = true
	case low == 'e' && p.digits && len(s) > 1 && (s[1] == '+' || s[1] == '-'):
		return 2
	case low == 'a' && len(s) >= 5 && strings.EqualFold(s[:5], "am/pm"):
		p.dates = append(p.dates, 'a')
		return 5
	case low == 'a' && len(s) >= 3 && strings.EqualFold(s[:3], "a/p"):
		p.dates = append(p.dates, 'a')
		return 3
	case strings.ContainsRune("ymdhsebg", low):
		if was != low {
			p.dates = append(p.dates, byte(low))
		}
		p.prev = low
	default:
		p.around = utf8.AppendRune(p.around, r)
	}
	return n
}

// bracket takes what stands in brackets: a currency, a length of time, a condition; colours and
// numerals change nothing.
func (p *formatParser) bracket(s string) {
	low := strings.ToLower(s)
	switch {
	case s == "":
	case s[0] == '$':
		unit, _, _ := strings.Cut(s[1:], "-")
		p.around = append(p.around, unit...)
	case strings.Trim(low, "h") == "" || strings.Trim(low, "m") == "" || strings.Trim(low, "s") == "":
		p.long = true
		p.dates = append(p.dates, low[0])
	case strings.ContainsRune("<>=", rune(s[0])):
		num := strings.TrimLeft(s, "<>=")
		if limit, err := strconv.ParseFloat(strings.TrimSpace(num), 64); err == nil {
			p.op, p.limit = s[:len(s)-len(num)], limit
		}
	}
}

// look is what the section says of its numbers.
func (p *formatParser) look() Look {
	day, clock := false, p.long
	for i, c := range p.dates {
		switch c {
		case 'h', 's', 'a':
			clock = true
		case 'm': // minutes, where hours stand before or seconds behind
			if i > 0 && p.dates[i-1] == 'h' || i+1 < len(p.dates) && p.dates[i+1] == 's' || p.long {
				clock = true
			} else {
				day = true
			}
		default:
			day = true
		}
	}
	switch {
	case day && (!p.digits || clock):
		return Look{Class: Moment}
	case p.long:
		return Look{Class: Elapsed}
	case clock:
		return Look{Class: Clock}
	case p.share:
		return Look{Class: Share}
	case p.digits:
		return Look{Unit: unitOf(string(p.around))}
	}
	return Look{}
}

// unitOf finds the currency in what is shown around a number.
func unitOf(around string) string {
	const signs = "€$£¥₹₩"
	if strings.Contains(around, "%") {
		return "%"
	}
	edge := strings.TrimFunc(around, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("-()", r) })
	if !strings.ContainsAny(around, signs) && !capitals(edge[max(0, len(edge)-3):]) &&
		(len(edge) < 4 || !capitals(edge[:3]) || unicode.IsLetter(rune(edge[3])) || unicode.IsDigit(rune(edge[3])) || edge[3] == '_') {
		return ""
	}
	for _, w := range strings.FieldsFunc(around, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("-0123456789.,()'", r)
	}) {
		return strings.Trim(w, `"[]`)
	}
	return ""
}

func capitals(s string) bool {
	for i := range len(s) {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return len(s) == 3
}
