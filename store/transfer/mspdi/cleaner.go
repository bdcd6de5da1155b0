package mspdi

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// cleaner prepares UTF-8 for a strict XML decoder. Plans pasted together from
// e-mail hold control bytes that XML forbids; one of them would otherwise cost
// the rest of the file.
type cleaner struct {
	dropped int // control characters removed or replaced
	invalid int // bytes that were not UTF-8
}

// append cleans src behind dst and says how much of src it used. The rest is
// too short to judge and comes again in front of the next chunk.
func (c *cleaner) append(dst, src []byte, last bool) (out []byte, used int) {
	for i := 0; i < len(src); {
		size := 1
		switch b := src[i]; {
		case b == '&':
			if dst, size = c.reference(dst, src[i:], last); size == 0 {
				return dst, i
			}
		case b >= 0x80:
			if dst, size = c.wide(dst, src[i:], last); size == 0 {
				return dst, i
			}
		case byteKinds[b] == dropByte:
			dst = c.drop(dst, rune(b))
		default:
			size = plainRun(src[i:])
			dst = append(dst, src[i:i+size]...)
		}
		i += size
	}
	return dst, len(src)
}

// plainRun is the length of the run of ordinary bytes at the start of src.
func plainRun(src []byte) int {
	for i, b := range src {
		if byteKinds[b] != plainByte {
			return i
		}
	}
	return len(src)
}

// drop leaves a forbidden character out, or leaves a mark for the two that
// begin and end escape sequences.
func (c *cleaner) drop(dst []byte, r rune) []byte {
	c.dropped++
	switch r {
	case 0x1B:
		return utf8.AppendRune(dst, escMark)
	case 0x07:
		return utf8.AppendRune(dst, belMark)
	}
	return dst
}

// wide takes one character beyond ASCII.
func (c *cleaner) wide(dst, src []byte, last bool) ([]byte, int) {
	r, size := utf8.DecodeRune(src)
	switch {
	case r == utf8.RuneError && size == 1:
		if !last && !utf8.FullRune(src) {
			return dst, 0
		}
		c.invalid++
		return utf8.AppendRune(dst, utf8.RuneError), 1
	case !xmlAllows(r):
		return c.drop(dst, r), size
	}
	return append(dst, src[:size]...), size
}

// reference takes a '&'. A numeric reference to a forbidden character counts as
// that character; every other reference is the decoder's to understand.
func (c *cleaner) reference(dst, src []byte, last bool) ([]byte, int) {
	const longest = 12
	end := bytes.IndexByte(src[:min(len(src), longest)], ';')
	if end < 0 && len(src) < longest && !last {
		return dst, 0
	}
	if end > 2 && src[1] == '#' {
		digits, base := src[2:end], 10
		if digits[0] == 'x' || digits[0] == 'X' {
			digits, base = digits[1:], 16
		}
		code, err := strconv.ParseUint(string(digits), base, 32)
		if err == nil && (code > utf8.MaxRune || !xmlAllows(rune(code))) {
			return c.drop(dst, rune(code)), end + 1
		}
	}
	return append(dst, '&'), 1
}

// xmlAllows reports the characters that XML 1.0 lets a document hold.
func xmlAllows(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' ||
		r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= utf8.MaxRune
}

const (
	plainByte = iota
	stopByte
	dropByte
)

// byteKinds sorts bytes into those that pass, those that need a look, and those
// that XML forbids.
var byteKinds = func() (kinds [256]uint8) {
	for b := range kinds {
		switch {
		case b >= 0x80 || b == '&':
			kinds[b] = stopByte
		case b < 0x20 && b != '\t' && b != '\n' && b != '\r':
			kinds[b] = dropByte
		}
	}
	return kinds
}()
