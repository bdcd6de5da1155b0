package entry

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sahilm/fuzzy"
)

// Match says how well what was typed fits a label: ok is false where its letters do not stand
// there in order. Of two labels the one with the higher score fits better; a label that holds
// what was typed in one piece beats one that does not, most where a word begins with it. at
// lists the bytes of label where the matched runes begin.
func Match(typed, label string) (score int, at []int, ok bool) {
	if typed == "" || !within(typed, label) {
		return 0, nil, false
	}
	m := fuzzy.FindNoSort(typed, []string{label})
	if len(m) == 0 {
		return 0, nil, false
	}
	score, at = m[0].Score, m[0].MatchedIndexes
	if i, lift := piece(typed, label); i >= 0 {
		score += lift
		at = at[:0:0]
		for n := range label[i : i+len(typed)] {
			at = append(at, i+n)
		}
	}
	return score, at, true
}

// Begins reports whether a word of a label begins with what was typed, whatever the case.
func Begins(typed, label string) bool {
	_, worth := piece(typed, label)
	return worth >= 60
}

// piece finds what was typed as it stands, at the beginning of a word if anywhere, and what
// that is worth; -1 where it does not stand in one piece.
func piece(typed, label string) (at, worth int) {
	low, want := strings.ToLower(label), strings.ToLower(typed)
	if len(low) != len(label) || len(want) != len(typed) {
		return -1, 0
	}
	first := strings.Index(low, want)
	for i := first; i >= 0; {
		before, _ := utf8.DecodeLastRuneInString(low[:i])
		switch {
		case i == 0:
			return i, 80
		case !unicode.IsLetter(before) && !unicode.IsDigit(before):
			return i, 60
		}
		next := strings.Index(low[i+1:], want)
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return first, 25
}

// within reports whether the letters of short stand in long in their order, whatever their
// case: the quick test before the careful one.
func within(short, long string) bool {
	for len(short) > 0 {
		want, n := utf8.DecodeRuneInString(short)
		low := unicode.ToLower(want)
		i := strings.IndexFunc(long, func(r rune) bool { return r == want || unicode.ToLower(r) == low })
		if i < 0 {
			return false
		}
		_, m := utf8.DecodeRuneInString(long[i:])
		short, long = short[n:], long[i+m:]
	}
	return true
}
