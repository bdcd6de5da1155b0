package store

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"tandem/model"
)

// PurgeLeft is a part of a name that stays where it stands by itself: another person may bear it, and a
// purge is not undone, so it is told instead of taken.
type PurgeLeft struct {
	Word    string
	Records int // of today in which it still stands
}

// nameForms are other ways to write the name of a person: "Brandt, Helene", "Brandt Helene", "H. Brandt".
// What is no name of two words or more has none.
func nameForms(name string) []string {
	parts := nameParts(name)
	if len(parts) < 2 {
		return nil
	}
	last := parts[len(parts)-1]
	rest := strings.Join(parts[:len(parts)-1], " ")
	_, n := utf8.DecodeRuneInString(rest)
	return []string{last + ", " + rest, last + " " + rest, rest[:n] + ". " + last}
}

// nameParts are the words of a person's name; none for an address or a number.
func nameParts(name string) []string {
	if strings.ContainsAny(name, "@0123456789,") {
		return nil
	}
	return strings.Fields(name)
}

// forms are the other ways to write the names of the people that go.
func (p *purger) forms(past *past) []string {
	var out []string
	for _, id := range p.plan.Records {
		if id.Is(model.PersonPrefix) || id.Is(model.ContactPrefix) {
			for _, name := range past.words[id] {
				out = append(out, nameForms(name)...)
			}
		}
	}
	return out
}

// left counts in how many records of today parts of the names still stand by themselves, as they are
// written in the name.
func (p *purger) left(s *model.Snapshot, past *past) []PurgeLeft {
	var parts []string
	for _, id := range p.plan.Records {
		if !id.Is(model.PersonPrefix) && !id.Is(model.ContactPrefix) {
			continue
		}
		for _, name := range past.words[id] {
			for _, w := range nameParts(name) {
				if utf8.RuneCountInString(strings.Trim(w, ".")) > shortestWord && !slices.Contains(parts, w) && !p.words.is(w) {
					parts = append(parts, w)
				}
			}
		}
	}
	var out []PurgeLeft
	for _, w := range parts {
		if n := p.standing(s, w); n > 0 {
			out = append(out, PurgeLeft{Word: w, Records: n})
		}
	}
	slices.SortFunc(out, func(a, b PurgeLeft) int { return cmp.Or(b.Records-a.Records, strings.Compare(a.Word, b.Word)) })
	return out
}

// standing is the number of records that hold a word when the purge is done.
func (p *purger) standing(s *model.Snapshot, word string) int {
	n := 0
	for _, k := range s.Schema().Kinds {
		for r := range s.All(k.Prefix) {
			if p.gone[r.Base().ID] {
				continue
			}
			found := false
			k.MapText(k.Copy(r), func(text string) string {
				if !found && strings.Contains(text, word) {
					cut := p.words.cut(text)
					found = cutWord(cut, word, false) != cut
				}
				return text
			})
			if found {
				n++
			}
		}
	}
	return n
}
