package store

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// wordCutter takes words out of texts: whole words only, so that Li goes and Limit stays, in
// any case where the word is long enough not to be another one by chance.
type wordCutter struct {
	words []string // longest first
	fold  []bool   // whatever case it is in
}

const (
	shortestWord = 2 // letters; one letter is nobody's name
	foldFrom     = 5
)

func newWordCutter(words []string) *wordCutter {
	w := &wordCutter{}
	for _, s := range words {
		if s = strings.TrimSpace(s); utf8.RuneCountInString(s) >= shortestWord && !slices.Contains(w.words, s) {
			w.words = append(w.words, s)
		}
	}
	slices.SortFunc(w.words, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), strings.Compare(a, b)) })
	for _, s := range w.words {
		w.fold = append(w.fold, utf8.RuneCountInString(s) >= foldFrom || strings.ContainsAny(s, " @"))
	}
	return w
}

// is reports whether a text is one of the words.
func (w *wordCutter) is(s string) bool {
	s = strings.TrimSpace(s)
	for i, word := range w.words {
		if s == word || w.fold[i] && strings.EqualFold(s, word) {
			return true
		}
	}
	return false
}

// in reports whether a text holds one of the words, as part of others too.
func (w *wordCutter) in(s string) bool {
	for i, word := range w.words {
		if strings.Contains(s, word) || w.fold[i] && strings.Contains(strings.ToLower(s), strings.ToLower(word)) {
			return true
		}
	}
	return false
}

// cut replaces every word of a text.
func (w *wordCutter) cut(s string) string {
	for i, word := range w.words {
		s = cutWord(s, word, w.fold[i])
	}
	return s
}

func cutWord(s, word string, fold bool) string {
	hay, needle := s, word
	if fold {
		hay, needle = strings.ToLower(s), strings.ToLower(word)
		if len(hay) != len(s) { // a letter whose lower case is longer: then as it is
			hay, needle = s, word
		}
	}
	if !strings.Contains(hay, needle) {
		return s
	}
	var b strings.Builder
	from := 0
	for at := 0; ; {
		i := strings.Index(hay[at:], needle)
		if i < 0 {
			break
		}
		lo, hi := at+i, at+i+len(needle)
		if bounded(hay, lo, hi) {
			b.WriteString(s[from:lo])
			if lo > 0 && hi < len(s) && s[lo-1] == '(' && s[hi] == ')' { // it stands in brackets already
				b.WriteString(strings.Trim(purgeWord, "()"))
			} else {
				b.WriteString(purgeWord)
			}
			from, at = hi, hi
			continue
		}
		_, n := utf8.DecodeRuneInString(hay[lo:])
		at = lo + n
	}
	b.WriteString(s[from:])
	return b.String()
}

// bounded reports whether hay[lo:hi] is no part of a longer word.
func bounded(hay string, lo, hi int) bool {
	before, _ := utf8.DecodeLastRuneInString(hay[:lo])
	first, _ := utf8.DecodeRuneInString(hay[lo:])
	last, _ := utf8.DecodeLastRuneInString(hay[:hi])
	after, _ := utf8.DecodeRuneInString(hay[hi:])
	joins := func(a, b rune) bool { return letter(a) && letter(b) }
	return (lo == 0 || !joins(before, first)) && (hi == len(hay) || !joins(last, after))
}

func letter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }
