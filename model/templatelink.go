package model

import (
	"fmt"
	"strings"

	"tandem/model/date"
)

// afterLink is a predecessor in a template: the number of a row instead of a task.
type afterLink struct {
	number string
	typ    LinkType
	lag    date.Span
}

// parseAfter reads a predecessor of a template: 1.2, 1.3SS+2d, 2.1FF, 1.4FS+5ed, 1.5SS+50%, 2.1-1d.
// The number comes first, then the type (FS where none is told), then the lag with its sign.
func parseAfter(s string, scale date.Scale) (afterLink, error) {
	n := 0
	for n < len(s) && (s[n] == '.' || s[n] >= '0' && s[n] <= '9') {
		n++
	}
	l := afterLink{number: s[:n], typ: FS}
	rest := s[n:]
	if len(rest) >= 2 {
		switch t := LinkType(strings.ToUpper(rest[:2])); t {
		case FS, SS, FF, SF:
			l.typ, rest = t, rest[2:]
		}
	}
	if n == 0 || rest != "" && rest[0] != '+' && rest[0] != '-' {
		return l, fmt.Errorf("%q is no predecessor: write a number, the type of link and the lag, as in 1.3SS+2d", s)
	}
	if rest != "" {
		lag, err := date.ParseSpan(rest, scale)
		if err != nil {
			return l, fmt.Errorf("%q: %w", s, err)
		}
		l.lag = lag
	}
	return l, nil
}

// text writes a predecessor so that parseAfter reads it back.
func (l afterLink) text(scale date.Scale) string {
	s := l.number
	if l.typ != FS {
		s += string(l.typ)
	}
	if l.lag.N == 0 {
		return s
	}
	lag := strings.ReplaceAll(l.lag.Text(scale), " ", "")
	if l.lag.N > 0 {
		lag = "+" + lag
	}
	return s + lag
}
