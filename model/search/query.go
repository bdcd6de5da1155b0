package search

import (
	"fmt"
	"strings"

	"tandem/model"
	"tandem/model/text"
)

// Query is what somebody looks for: words that must all be in a record, and the kinds it may be
// of. "kind:risk" among the words narrows to risks, "kind:risk,task" to both.
type Query struct {
	// Bad says what is wrong with a kind: that none is called so. The rest is looked for.
	Bad    string
	groups []group
	kinds  map[string]bool // prefixes; nil: any
}

// group is what was typed between two blanks: one word or, with a hyphen or a dot in it, several.
// It may be the reference of a record as well.
type group struct {
	words []string
	ref   refWord
}

// Parse reads what was typed.
func Parse(s string, schema *model.Schema) *Query {
	q := &Query{}
	var t tokens
	for _, part := range strings.Fields(text.Clean(s)) {
		if name, ok := kindOf(part); ok {
			q.narrow(name, schema)
			continue
		}
		g := group{ref: parseRef(part, schema)}
		t.each(part, func(word []byte, _, _ int) {
			if w := string(word); len(g.words) < 16 {
				g.words = append(g.words, w)
			}
		})
		if len(g.words) > 0 && len(q.groups) < 16 {
			q.groups = append(q.groups, g)
		}
	}
	return q
}

// kindOf cuts the name of a kind off "kind:name".
func kindOf(part string) (string, bool) {
	head, name, ok := strings.Cut(part, ":")
	return name, ok && strings.EqualFold(head, "kind")
}

// narrow admits the kinds that are named, parted by commas; while a name is being typed all that
// begin so. One that names none leaves the others.
func (q *Query) narrow(names string, schema *model.Schema) {
	for _, name := range strings.Split(names, ",") {
		name = strings.NewReplacer("_", " ", "-", " ").Replace(strings.ToLower(name))
		if name == "" {
			continue
		}
		hit := map[string]bool{}
		for _, k := range schema.Kinds {
			exact := name == k.Name || name == k.Plural || name == strings.ToLower(k.Prefix)
			if exact {
				hit = map[string]bool{k.Prefix: true}
				break
			}
			if strings.HasPrefix(k.Name, name) || strings.HasPrefix(k.Plural, name) {
				hit[k.Prefix] = true
			}
		}
		if len(hit) == 0 {
			q.Bad = fmt.Sprintf("no kind of record is called %q", name)
		}
		q.Only(hit)
	}
}

// Only admits kinds by their prefixes besides those that the query admits already.
func (q *Query) Only(prefixes map[string]bool) {
	for p := range prefixes {
		if q.kinds == nil {
			q.kinds = map[string]bool{}
		}
		q.kinds[p] = true
	}
}

// Empty reports a query without a word.
func (q *Query) Empty() bool { return len(q.groups) == 0 }

// admits reports whether records of the kind may be found.
func (q *Query) admits(prefix string) bool { return q.kinds == nil || q.kinds[prefix] }

// refWord is a word that may be a reference, or the beginning of one: T-14, t14, or only its
// number, 14. The zero value is none.
type refWord struct {
	prefix string // "" for any
	num    uint64
}

func parseRef(s string, schema *model.Schema) refWord {
	if id, err := model.ParseID(s); err == nil {
		if schema.Of(id) == nil {
			return refWord{}
		}
		return refWord{id.Prefix(), id.Num()}
	}
	if id, err := model.ParseID("A" + s); err == nil && s[0] >= '1' && s[0] <= '9' {
		return refWord{"", id.Num()}
	}
	return refWord{}
}

// cost tells how well a record's number fits the reference; ok is false where it does not.
func (r refWord) cost(prefix string, num uint64) (cost uint16, ok bool) {
	switch {
	case r.num == 0 || r.prefix != "" && r.prefix != prefix:
		return 0, false
	case num == r.num && r.prefix != "":
		return costRef, true
	case num == r.num:
		return costNumber, true
	case r.prefix == "":
		return 0, false
	}
	for num > r.num {
		num /= 10
	}
	return costRefStart, num == r.num
}
