package config

import (
	"strings"
)

// places finds the line of each key of a file that is known to be good TOML: the parser gives
// positions for its own errors only. Keys are written with their parts parted by a NUL, which
// no part has.
func places(text string) map[string]int {
	out := map[string]int{}
	var section []string
	sc := &scanner{text: text, line: 1}
	for sc.blank(); sc.at < len(sc.text); sc.blank() {
		from := sc.line
		if sc.text[sc.at] == '[' {
			for sc.at < len(sc.text) && sc.text[sc.at] == '[' {
				sc.at++
			}
			section = sc.key()
			sc.note(out, section, from)
			sc.rest()
			continue
		}
		before := sc.at
		sc.note(out, append(append([]string(nil), section...), sc.key()...), from)
		sc.value()
		if sc.at == before {
			sc.at++ // nothing this scanner knows; the next line will do
		}
	}
	return out
}

// place joins the parts of a key the way places writes them.
func place(parts []string) string { return strings.Join(parts, "\x00") }

// scanner walks over good TOML and counts lines.
type scanner struct {
	text     string
	at, line int
}

// note keeps the line of a key and of every section it stands in, the first time each is met.
func (s *scanner) note(out map[string]int, parts []string, line int) {
	for i := range parts {
		if p := place(parts[:i+1]); out[p] == 0 {
			out[p] = line
		}
	}
}

// step goes on by n bytes and counts the lines among them.
func (s *scanner) step(n int) {
	n = min(n, len(s.text)-s.at)
	s.line += strings.Count(s.text[s.at:s.at+n], "\n")
	s.at += n
}

// blank skips blanks, line breaks and comments.
func (s *scanner) blank() {
	for s.at < len(s.text) {
		switch s.text[s.at] {
		case ' ', '\t', '\r', '\n':
			s.step(1)
		case '#':
			s.rest()
		default:
			return
		}
	}
}

// rest skips what is left of the line.
func (s *scanner) rest() {
	if i := strings.IndexByte(s.text[s.at:], '\n'); i >= 0 {
		s.step(i + 1)
		return
	}
	s.at = len(s.text)
}

// key reads a key with its parts, up to the sign behind it.
func (s *scanner) key() []string {
	var parts []string
	for s.at < len(s.text) {
		switch c := s.text[s.at]; c {
		case ' ', '\t', '.':
			s.at++
		case '"', '\'':
			parts = append(parts, s.quoted(c))
		case '=', ']', '\n', '#':
			return parts
		default:
			n := strings.IndexAny(s.text[s.at:], " \t.=]\n#")
			if n < 0 {
				n = len(s.text) - s.at
			}
			parts = append(parts, s.text[s.at:s.at+n])
			s.at += n
		}
	}
	return parts
}

// quoted reads a text in quotes of one line. Escapes stay as they are written: no name of a
// setting needs one.
func (s *scanner) quoted(quote byte) string {
	from := s.at + 1
	for i := from; i < len(s.text) && s.text[i] != '\n'; i++ {
		if s.text[i] == '\\' && quote == '"' {
			i++
			continue
		}
		if s.text[i] == quote {
			s.at = i + 1
			return s.text[from:i]
		}
	}
	s.at = len(s.text)
	return ""
}

// value skips the sign and the value behind a key, over lines where lists and long texts have
// several.
func (s *scanner) value() {
	depth := 0
	for s.at < len(s.text) {
		switch c := s.text[s.at]; c {
		case '"', '\'':
			if long := strings.Repeat(string(c), 3); strings.HasPrefix(s.text[s.at:], long) {
				s.long(long)
				continue
			}
			s.quoted(c)
		case '[', '{':
			depth++
			s.at++
		case ']', '}':
			depth--
			s.at++
		case '#':
			if i := strings.IndexByte(s.text[s.at:], '\n'); i >= 0 {
				s.at += i
			} else {
				s.at = len(s.text)
			}
		case '\n':
			s.step(1)
			if depth <= 0 {
				return
			}
		default:
			s.at++
		}
	}
}

// long skips a text in triple quotes.
func (s *scanner) long(quote string) {
	s.at += 3
	for s.at < len(s.text) {
		switch {
		case s.text[s.at] == '\\' && quote[0] == '"':
			s.step(2)
		case strings.HasPrefix(s.text[s.at:], quote):
			s.at += 3
			for s.at < len(s.text) && s.text[s.at] == quote[0] {
				s.at++ // up to two quotes may stand before the closing three
			}
			return
		default:
			s.step(1)
		}
	}
}
