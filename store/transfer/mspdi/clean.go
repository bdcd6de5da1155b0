package mspdi

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// XML forbids ESC and BEL outright, so source swaps them for two code points
// that Unicode sets aside for a program's own use; clean can then take a whole
// escape sequence out instead of leaving its tail behind as text.
const (
	escMark = '\uFDD0'
	belMark = '\uFDD1'
)

// cleanLine makes text safe for one line of a terminal: no control characters,
// no escape sequences, no overrides of direction. Line breaks around it go,
// those inside become a space; spaces are the author's and stay.
func cleanLine(raw []byte) string {
	raw = bytes.Trim(raw, "\r\n")
	if plainASCII(raw) {
		return string(raw)
	}
	return strip(raw, false)
}

// cleanNote is cleanLine for text of many lines: line breaks and tabs stay.
func cleanNote(raw []byte) string {
	raw = bytes.Trim(raw, "\r\n")
	if plainASCII(raw) {
		return string(raw)
	}
	return strip(raw, true)
}

// quote shows a value from the file in a message: cleaned, short, in quotes.
func quote(raw []byte) string {
	const most = 40
	text := cleanLine(raw)
	if utf8.RuneCountInString(text) > most {
		text = string([]rune(text)[:most]) + "…"
	}
	return `"` + text + `"`
}

// plainASCII reports text that needs no cleaning, which is nearly all of it.
func plainASCII(raw []byte) bool {
	for _, c := range raw {
		if c < 0x20 || c > 0x7E {
			return false
		}
	}
	return true
}

// strip does the work of cleanLine and cleanNote.
func strip(raw []byte, lines bool) string {
	var out strings.Builder
	out.Grow(len(raw))
	for len(raw) > 0 {
		r, size := utf8.DecodeRune(raw)
		switch {
		case r == escMark || r == 0x1B || r == 0x9B:
			size = sequenceLength(raw, r, size)
		case r == '\r':
			if len(raw) > 1 && raw[1] == '\n' {
				break
			}
			writeBreak(&out, '\n', lines)
		case r == '\n' || r == 0x2028 || r == 0x2029 || r == 0x85:
			writeBreak(&out, '\n', lines)
		case r == '\t':
			writeBreak(&out, '\t', lines)
		case unsafeRune(r):
		default:
			out.WriteRune(r)
		}
		raw = raw[size:]
	}
	return out.String()
}

// writeBreak writes white space that only text of many lines may hold.
func writeBreak(out *strings.Builder, r rune, lines bool) {
	if !lines {
		r = ' '
	}
	out.WriteRune(r)
}

// unsafeRune reports characters that steer a terminal or turn the reading
// direction around, which could make one text show as another.
func unsafeRune(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7F && r <= 0x9F:
		return true
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
		return true
	case r >= 0xFDD0 && r <= 0xFDEF, r == 0xFEFF, r&0xFFFE == 0xFFFE:
		return true
	}
	return false
}

// sequenceLength measures the escape sequence that begins raw. Where it has no
// end only the introducer counts: text must not vanish behind a stray byte.
func sequenceLength(raw []byte, r rune, size int) int {
	rest := raw[size:]
	if r != 0x9B {
		if len(rest) == 0 {
			return size
		}
		kind := rest[0]
		switch {
		case kind == '[':
			size, rest = size+1, rest[1:]
		case kind == ']' || kind == 'P' || kind == 'X' || kind == '^' || kind == '_':
			return size + stringLength(rest)
		case kind >= 0x30 && kind <= 0x7E:
			return size + 1
		default:
			return size
		}
	}
	for i, c := range rest {
		if c >= 0x40 && c <= 0x7E {
			return size + i + 1
		}
		if c < 0x20 || c > 0x7E {
			break
		}
	}
	return size
}

// stringLength measures a sequence that carries a string (a title, a link) up
// to its terminator, or just its first byte where the terminator is missing.
func stringLength(rest []byte) int {
	for i := 1; i < len(rest); {
		r, size := utf8.DecodeRune(rest[i:])
		switch r {
		case belMark, 0x07, 0x9C:
			return i + size
		case escMark, 0x1B:
			if i+size < len(rest) && rest[i+size] == '\\' {
				return i + size + 1
			}
		case '\n':
			return 1
		}
		i += size
	}
	return 1
}
