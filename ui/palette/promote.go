package palette

import (
	"cmp"
	"slices"
	"strings"

	"tandem/ui/entry"
)

// promote moves records whose name begins with what is typed, or whose reference it is, before the
// commands in which it stands only letter by letter: who types a name means the record. Commands of
// which a word begins with it, and those with their argument, stay first; where the whole name is
// typed, only commands that begin with it do.
func (p *Palette) promote(q string) {
	typed := strings.TrimSpace(q)
	if typed == "" || !slices.ContainsFunc(p.found, func(h hit) bool { return h.record && called(h.Item, typed) }) {
		return
	}
	whole := slices.ContainsFunc(p.found, func(h hit) bool { return h.record && strings.EqualFold(typed, h.Title) })
	rank := func(h hit) int {
		switch {
		case !h.record && h.score > -spokenOnly && strings.EqualFold(typed, h.Title[:min(len(typed), len(h.Title))]):
			return 0
		case h.given, !whole && !h.record && h.score > -spokenOnly && entry.Begins(typed, h.Title):
			return 0
		case h.record && called(h.Item, typed):
			return 1
		}
		return 2
	}
	slices.SortStableFunc(p.found, func(a, b hit) int { return cmp.Compare(rank(a), rank(b)) })
}

// fewest is how many letters of a name mean the name: fewer are more often short for a command.
const fewest = 3

// called reports whether what is typed is the reference or the name of a record, or how its name
// begins.
func called(it Item, typed string) bool {
	if strings.EqualFold(typed, it.ID) || strings.EqualFold(typed, it.Title) {
		return true
	}
	return len(typed) >= fewest && strings.HasPrefix(strings.ToLower(it.Title), strings.ToLower(typed))
}
