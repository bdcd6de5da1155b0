package layout

import "unicode/utf8"

// easy measures text that needs no tables: ASCII, colour sequences, and signs and letters that
// take one cell everywhere and never join with what stands beside them. That is nearly every
// line of a screen. ok is false where the text holds anything else.
func easy(s string) (width int, ok bool) {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c >= 0x20 && c < 0x7f:
			width++
			i++
		case c == 0x1b:
			n := colour(s[i:])
			if n == 0 {
				return 0, false
			}
			i += n
		case c < utf8.RuneSelf:
			return 0, false
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			if !oneCell(r) {
				return 0, false
			}
			width++
			i += n
		}
	}
	return width, true
}

// colour is the length of the colour sequence (SGR) that s starts with, or 0.
func colour(s string) int {
	if len(s) < 3 || s[1] != '[' {
		return 0
	}
	for i := 2; i < len(s); i++ {
		switch c := s[i]; {
		case c == 'm':
			return i + 1
		case (c < '0' || c > '9') && c != ';':
			return 0
		}
	}
	return 0
}

// oneCell tells the letters and signs that are one cell wide and stand alone: Latin, dashes
// and quotes, currency signs, arrows, lines, blocks, braille, the check mark.
func oneCell(r rune) bool {
	switch {
	case r >= 0xa1 && r <= 0x24f:
		return r != 0xad && r != 0xa9 && r != 0xae
	case r >= 0x2010 && r <= 0x2027, r >= 0x20a0 && r <= 0x20bf, r >= 0x2190 && r <= 0x2193, r >= 0x2500 && r <= 0x25fc, r >= 0x2800 && r <= 0x28ff:
		return true
	}
	return r == 0x2713 || r == 0x2192
}
