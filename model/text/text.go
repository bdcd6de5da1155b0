// Package text holds the few rules that any text obeys before it becomes data.
package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean makes s safe to keep and to draw on one line: escape sequences and
// control characters go, line breaks and tabs become one blank, broken UTF-8
// becomes U+FFFD. Clean text is returned as it is, without allocation.
func Clean(s string) string { return clean(s, false) }

// CleanLong is Clean for long text: line breaks and tabs stay, CRLF becomes LF.
func CleanLong(s string) string { return clean(s, true) }

func clean(s string, long bool) string {
	if isClean(s, long) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		if n := escape(s[i:]); n > 0 {
			i += n
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		switch {
		case r == '\r' && i < len(s) && s[i] == '\n':
		case r == '\n' || r == '\r' || r == '\t' || r == 0x85 || r == 0x2028 || r == 0x2029:
			if !long {
				b.WriteByte(' ')
			} else if r == '\t' {
				b.WriteByte('\t')
			} else {
				b.WriteByte('\n')
			}
		case bad(r):
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isClean(s string, long bool) bool {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c < 0x20 && (!long || c != '\n' && c != '\t') || c == 0x7f {
				return false
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 || bad(r) || r == 0x85 || r == 0x2028 || r == 0x2029 {
			return false
		}
		i += n
	}
	return true
}

// bad tells the runes that can steer a terminal or turn a line around.
func bad(r rune) bool {
	return r < 0x20 || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 ||
		r == 0x200e || r == 0x200f || r == 0x061c || r >= 0x206a && r <= 0x206f || r >= 0xfff9 && r <= 0xfffb || r == 0xfeff
}

// escape returns the length of the terminal escape sequence that s starts with, or 0. A
// sequence that does not end takes the rest of its line with it, as it would on a terminal.
// The single characters that stand for the same (U+0080 to U+009F) only go themselves: in a
// text read with the wrong character set they are letters, and what follows is text.
func escape(s string) int {
	if s[0] != 0x1b {
		return 0
	}
	if len(s) == 1 {
		return 1
	}
	switch kind := s[1]; {
	case kind == '[':
		return 2 + parameters(s[2:])
	case strings.IndexByte("]PX^_", kind) >= 0:
		return 2 + command(s[2:])
	case kind >= 0x20 && kind < 0x30: // such as ESC ( B
		n := 2
		for n < len(s) && s[n] >= 0x20 && s[n] < 0x30 {
			n++
		}
		if n < len(s) && s[n] >= 0x30 && s[n] < 0x7f {
			n++
		}
		return n
	case kind >= 0x30 && kind < 0x7f:
		return 2
	}
	return 1 // what follows is no part of it
}

// parameters is the length of a control sequence behind its "[".
func parameters(s string) int {
	for i := range len(s) {
		if s[i] >= 0x40 && s[i] <= 0x7e {
			return i + 1
		}
		if s[i] < 0x20 || s[i] > 0x7e {
			return i
		}
	}
	return len(s)
}

// command is the length of a string such as a window title, with its end: BEL or ST.
func command(s string) int {
	for i := range len(s) {
		switch {
		case s[i] == 0x07:
			return i + 1
		case s[i] == 0x1b && i+1 < len(s) && s[i+1] == '\\', s[i] == 0xc2 && i+1 < len(s) && s[i+1] == 0x9c:
			return i + 2
		case s[i] == 0x1b || s[i] == '\n' || s[i] == '\r':
			return i
		}
	}
	return len(s)
}

// Fold makes the form of s by which people look for it: lower case, accents kept.
func Fold(s string) string { return strings.ToLower(s) }

// Snake turns a title such as "Cost line" into the name scripts use: "cost_line".
func Snake(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '-' {
			return '_'
		}
		return unicode.ToLower(r)
	}, s)
}

// An puts "a" or "an" before a noun, by its first letter.
func An(noun string) string {
	if noun != "" && strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}
