package text

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Plain makes the form of s by which a search finds it however it was typed: lower case, and
// letters without their accents, so that "Zürich" is found as zurich and "Łódź" as lodz. What
// has no simpler form stays.
func Plain(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' {
			b := append(make([]byte, 0, len(s)), s[:i]...)
			for _, r := range s[i:] {
				b = AppendPlain(b, r)
			}
			return string(b)
		}
	}
	return s
}

// AppendPlain appends the plain form of one rune. An accent that stands alone, as in text of
// separate letters and accents, gives nothing; some letters give two.
func AppendPlain(b []byte, r rune) []byte {
	if r < utf8.RuneSelf {
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return append(b, byte(r))
	}
	r = unicode.ToLower(r)
	if s, ok := spelt[r]; ok {
		return append(b, s...)
	}
	if unicode.Is(unicode.Mn, r) {
		return b
	}
	var raw [utf8.UTFMax]byte
	parts := norm.NFD.Properties(raw[:utf8.EncodeRune(raw[:], r)]).Decomposition()
	if len(parts) == 0 || r >= 0xac00 && r <= 0xd7a3 { // the syllables of Korean stay whole
		return utf8.AppendRune(b, r)
	}
	for len(parts) > 0 {
		x, n := utf8.DecodeRune(parts)
		if !unicode.Is(unicode.Mn, x) {
			b = utf8.AppendRune(b, unicode.ToLower(x))
		}
		parts = parts[n:]
	}
	return b
}

// spelt are the letters that are no letter with an accent, and how they are typed without them.
var spelt = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ð': "d", 'đ': "d", 'þ': "th", 'ł': "l", 'ħ': "h", 'ı': "i", 'ŋ': "n", 'ŧ': "t",
	'ĳ': "ij", 'ŀ': "l", 'ſ': "s", '\u2019': "'",
}
