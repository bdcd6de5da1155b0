package palette

import (
	"strings"

	"tandem/ui/entry"
)

// holds reports whether the title of an item, or its name, has what is typed in one piece.
func holds(it Item, q string) bool {
	q = strings.ToLower(q)
	return strings.Contains(strings.ToLower(it.Title), q) || strings.Contains(strings.ToLower(it.Name), q)
}

// fewestOfWord is how many letters mean a word that an item is called elsewhere.
const fewestOfWord = 2

// meant reports whether every word that is typed begins a word of the title or one by which the item
// is known elsewhere; one of these at least.
func meant(it Item, words []string) bool {
	if it.Words == "" {
		return false
	}
	other := false
	for _, w := range words {
		switch {
		case len(w) >= fewestOfWord && entry.Begins(w, it.Words):
			other = true
		case !entry.Begins(w, it.Title):
			return false
		}
	}
	return other
}

// place is how far behind the words that an item is called elsewhere the one typed stands: those that
// name it best come first there.
func place(it Item, words []string) int {
	for i, known := range strings.Fields(it.Words) {
		for _, w := range words {
			if strings.HasPrefix(strings.ToLower(known), w) {
				return i * recents
			}
		}
	}
	return 0
}

// recents is more than the choices that are remembered: what was chosen lately comes first only among
// what a word names equally well.
const recents = 32

// byChoice adds the verbs with an argument of which a word begins with what is typed: post finds
// "Incident post-mortem". Arguments on digits are places in a list and say nothing.
func (p *Palette) byChoice(q string) {
	if len(q) <= fewestOfWord {
		return
	}
	for _, it := range p.items {
		for _, c := range it.Choices {
			if it.Words != "" && (c.Key < "0" || c.Key > "9") && entry.Begins(q, c.Title) {
				x := it.given(c)
				p.found = append(p.found, hit{Item: x, score: p.recency(x) - bySynonym + 1 - barred(it, q)})
			}
		}
	}
}
