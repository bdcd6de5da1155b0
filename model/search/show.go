package search

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"tandem/model"
	"tandem/model/text"
)

// Span is a run of bytes of a text that was looked for.
type Span struct{ From, To int }

// Shown is why a record was found, as people read it.
type Shown struct {
	Title    string
	TitleLit []Span
	Ref      bool // its reference was typed
	// Field is where else the words are, where the name does not hold them all; else nil. Text is
	// the piece of it around the first word; Cut says that text before it was left out.
	Field   *model.Field
	Text    string
	TextLit []Span
	Cut     bool
}

// Show finds the words of the query in a record and what is to be lit. loose is Results.Loose.
// It reads one record and is meant for those on the screen.
func (q *Query) Show(c *model.Ctx, k *model.Kind, r model.Record, loose bool) Shown {
	l := lamp{loose: loose}
	for _, g := range q.groups {
		l.words = append(l.words, g.words...)
	}
	l.found = make([]bool, len(l.words))
	out := Shown{Title: text.Clean(k.Title(c, r))}
	out.TitleLit = l.light(out.Title)
	for i, left := 0, l.found; i < len(q.groups); i++ {
		n := len(q.groups[i].words)
		if _, ok := q.groups[i].ref.cost(k.Prefix, r.Base().ID.Num()); ok {
			out.Ref = true
			for j := range n {
				left[j] = true
			}
		}
		left = left[n:]
	}
	if !l.missing() {
		return out
	}
	most := 0
	titled := l.found
	sources := sourcesOf(k)
	for i := range sources {
		if sources[i].class <= inTitle {
			continue
		}
		sources[i].each(r, func(s string) {
			l.found = append([]bool(nil), titled...)
			s = text.Clean(s)
			if lits := l.light(s); l.count(titled) > most {
				most = l.count(titled)
				out.Field, out.Text, out.TextLit = sources[i].field, s, lits
			}
		})
	}
	out.crop()
	return out
}

// before and after are how many bytes of a text are shown around the first word that is lit.
const (
	before = 28
	after  = 240
)

// crop leaves the piece of the text around its first match.
func (s *Shown) crop() {
	if s.Field == nil || len(s.TextLit) == 0 {
		return
	}
	from, to := 0, len(s.Text)
	if first := s.TextLit[0].From; first > before+before/2 {
		from = first - before
		if i := strings.IndexByte(s.Text[from:first], ' '); i >= 0 {
			from += i + 1
		}
		for from < first && !utf8.RuneStart(s.Text[from]) {
			from++
		}
		s.Cut = true
	}
	if to > from+after {
		to = from + after
		for to > from && !utf8.RuneStart(s.Text[to]) {
			to--
		}
	}
	var lits []Span
	for _, l := range s.TextLit {
		if l.From >= from && l.To <= to {
			lits = append(lits, Span{l.From - from, l.To - from})
		}
	}
	s.Text, s.TextLit = s.Text[from:to], lits
}

// lamp lights the words of a query in texts and remembers which of them it has found.
type lamp struct {
	tokens
	words []string
	found []bool
	loose bool
}

func (l *lamp) missing() bool {
	for _, ok := range l.found {
		if !ok {
			return true
		}
	}
	return false
}

// count is how many words were found that were not before.
func (l *lamp) count(had []bool) (n int) {
	for i, ok := range l.found {
		if ok && !had[i] {
			n++
		}
	}
	return n
}

// light returns the pieces of s that the words stand for, in order. Typing mistakes are looked for
// only for words that s holds in no other way.
func (l *lamp) light(s string) []Span {
	out := l.pass(s, false)
	if len(out) == 0 && l.loose {
		out = l.pass(s, true)
	}
	return out
}

func (l *lamp) pass(s string, loose bool) []Span {
	var out []Span
	l.each(s, func(token []byte, from, to int) {
		a, b := len(token), 0
		for i, w := range l.words {
			if x, y, ok := within(token, w, loose); ok {
				a, b = min(a, x), max(b, y)
				l.found[i] = true
			}
		}
		if a < b {
			x, y := lit(s[from:to], a, b)
			out = append(out, Span{from + x, from + y})
		}
	})
	return out
}

// within tells which bytes of a token a word stands for: its beginning, a part of it, or, where
// loose is set, all of it.
func within(token []byte, word string, loose bool) (a, b int, ok bool) {
	switch i := bytes.Index(token, []byte(word)); {
	case i == 0 || i > 0 && len(word) >= inside:
		return i, i + len(word), true
	case !loose || mistakes(word) == 0:
		return 0, 0, false
	}
	most := mistakes(word)
	return 0, len(token), distance([]rune(word), string(token), most) <= most
}
