package query

import (
	"strings"

	"tandem/model"
)

// wordPred looks for a word in the name, the searched fields, the tags and the reference. What
// the program it came from calls a record fits by its beginning, unless the word is a number alone.
func wordPred(c *model.Ctx, k *model.Kind, word string) pred {
	n := newNeedle(word)
	ref := newRefNeedle(word)
	keyed := word != "" && (ref.num == 0 || ref.scale)
	var texts, tags []*model.Field
	for i := range k.Fields {
		switch f := &k.Fields[i]; {
		case !f.Searched && !f.Title:
		case f.Type == model.TypeTags:
			tags = append(tags, f)
		default:
			texts = append(texts, f)
		}
	}
	return func(r model.Record) bool {
		for _, f := range texts {
			if n.in(f.Text(c, r)) {
				return true
			}
		}
		for _, f := range tags {
			for _, tag := range f.Strings(r) {
				if n.in(tag) {
					return true
				}
			}
		}
		return ref.fits(r.Base().ID) || keyed && n.leads(r.Base().ExternalID)
	}
}

// refNeedle is a word that may be the beginning of a reference: T-14, t1, or its number, 14.
type refNeedle struct {
	prefix string // "" for any
	num    uint64 // 0: the word is no reference
	scale  bool   // numbers that begin with num fit too
}

func newRefNeedle(word string) refNeedle {
	w := strings.ToUpper(word)
	i := 0
	for i < len(w) && w[i] >= 'A' && w[i] <= 'Z' {
		i++
	}
	out := refNeedle{prefix: w[:i]}
	digits := w[i:]
	if i > 0 {
		digits = strings.TrimPrefix(digits, "-")
		out.scale = true
	}
	if i > 3 || digits == "" || len(digits) > 12 || digits[0] == '0' {
		return refNeedle{}
	}
	for _, d := range []byte(digits) {
		if d < '0' || d > '9' {
			return refNeedle{}
		}
		out.num = out.num*10 + uint64(d-'0')
	}
	return out
}

// Refers reports whether a word is the reference of a record, in any case and with or without its
// dash, or how one begins.
func Refers(word string, id model.ID) bool {
	n := newRefNeedle(word)
	return n.prefix != "" && n.fits(id)
}

func (n *refNeedle) fits(id model.ID) bool {
	if n.num == 0 || n.prefix != "" && !id.Is(n.prefix) {
		return false
	}
	x := id.Num()
	for n.scale && x > n.num {
		x /= 10
	}
	return x == n.num
}
