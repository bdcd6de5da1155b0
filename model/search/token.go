package search

import (
	"unicode"
	"unicode/utf8"

	"tandem/model/text"
)

// longest is how many bytes of a word are kept; what is longer is cut into several.
const longest = 96

// isWord tells the runes that words are made of; a mark belongs to the letter before it.
func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// tokens cuts texts into words. It keeps its buffer from one text to the next.
type tokens struct{ buf []byte }

// each calls yield with every word of s in its plain form and the bytes of s it stands in. The
// word is valid until the next one.
func (t *tokens) each(s string, yield func(word []byte, from, to int)) {
	t.buf = t.buf[:0]
	from := 0
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		if word := isWord(r); !word || len(t.buf) >= longest {
			if len(t.buf) > 0 {
				yield(t.buf, from, i)
				t.buf = t.buf[:0]
			}
			if !word {
				i += n
				from = i
				continue
			}
			from = i
		}
		t.buf = text.AppendPlain(t.buf, r)
		i += n
	}
	if len(t.buf) > 0 {
		yield(t.buf, from, len(s))
	}
}

// lit finds the bytes of s that became the bytes a to b of its plain form.
func lit(s string, a, b int) (from, to int) {
	var buf [16]byte
	n := 0
	from, to = len(s), len(s)
	for i, r := range s {
		if n >= b && len(text.AppendPlain(buf[:0], r)) > 0 { // a mark stays with its letter
			return from, i
		}
		if n <= a {
			from = i
		}
		n += len(text.AppendPlain(buf[:0], r))
	}
	return from, to
}
