package layout

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// hidden says that a rune moves the cursor, turns the reading direction or
// breaks the line: it may not reach the screen from data.
func hidden(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7f && r < 0xa0:
		return true
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
		return true
	case r == 0x2028, r == 0x2029:
		return true
	case r == 0x200b, r == 0x200e, r == 0x200f, r == 0x2060, r == 0xfeff, r == 0x061c:
		return true
	}
	return false
}

// gap says that a hidden rune stood for white space and leaves a blank behind.
func gap(r rune) bool {
	return r >= '\t' && r <= '\r' || r == 0x85 || r == 0x2028 || r == 0x2029
}

// clean says that there is nothing to strip; it allocates nothing.
func clean(s string) bool {
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if c < 0x20 || c == 0x7f {
				return false
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 || hidden(r) {
			return false
		}
		i += n
	}
	return true
}

// Clean makes text from data safe to draw on one line: escape sequences,
// controls, direction overrides and invisible breaks go, bytes that are no UTF-8
// become the replacement sign, and each run of line breaks and tabs becomes one
// blank. Clean text comes back as it is, without allocating.
func Clean(s string) string {
	if clean(s) {
		return s
	}
	s = strings.ToValidUTF8(s, "\ufffd")
	s = stripSequences(s)
	var b strings.Builder
	b.Grow(len(s))
	blank := false
	for _, r := range s {
		if gap(r) {
			if !blank {
				b.WriteByte(' ')
			}
			blank = true
			continue
		}
		if hidden(r) {
			continue
		}
		blank = false
		b.WriteRune(r)
	}
	return b.String()
}

// stripSequences removes escape sequences. C1 controls in their UTF-8 form start
// sequences too on some terminals, so they are put in the two-byte form first.
func stripSequences(s string) string {
	if strings.IndexByte(s, 0x1b) < 0 && strings.IndexByte(s, 0xc2) < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if r >= 0x80 && r < 0xa0 && r != 0x85 {
			b.WriteByte(0x1b)
			b.WriteByte(byte(r - 0x40))
			continue
		}
		b.WriteRune(r)
	}
	return ansi.Strip(b.String())
}
