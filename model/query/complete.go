package query

import (
	"slices"
	"strings"

	"tandem/model"
)

// Term returns where the term under the cursor (a byte offset) starts and the cursor's own
// place: what a completion replaces. A "-" or "(" before it is not part of it.
func Term(q string, pos int) (from, to int) {
	pos = min(max(pos, 0), len(q))
	quoted := false
	for i := 0; i < pos; i++ {
		switch c := q[i]; {
		case c == '"':
			quoted = !quoted
		case !quoted && (blank(c) || c == '('):
			from = i + 1
		case !quoted && c == '-' && i == from:
			from = i + 1
		}
	}
	return from, pos
}

// Complete lists what the term under the cursor could become: names of fields with their ":",
// or values where a field and its operator stand already. Each is a whole term to put in
// place of Term's range.
func Complete(q string, pos int, k *model.Kind) []string {
	from, to := Term(q, pos)
	word := q[from:to]
	p := newParser(word, k)
	if name, op, next := p.fieldOp(); op != "" {
		return completeValue(k, word[:next], name, word[next:])
	}
	return completeName(k, word)
}

func completeName(k *model.Kind, word string) []string {
	names := []string{"tag", "ref"}
	if k != nil {
		names = append(k.FieldNames(), names...)
		if word != "" { // they stand for fields that are listed already
			names = append(names, aliases(k)...)
		}
	} else {
		names = append(names, "due", "status", "kind", "notes", "created", "changed", "source")
	}
	low := strings.ReplaceAll(strings.ToLower(word), "-", "_")
	var first, later []string
	for _, n := range names {
		switch {
		case strings.HasPrefix(n, low):
			first = append(first, n+":")
		case len(low) > 1 && strings.Contains(n, "_"+low):
			later = append(later, n+":")
		}
	}
	return append(first, later...)
}

func completeValue(k *model.Kind, head, name, value string) []string {
	var values []string
	if k == nil {
		if strings.EqualFold(name, "kind") {
			for _, x := range model.Kinds().Kinds {
				values = append(values, x.Slug())
			}
		}
	} else {
		values = valuesNamed(k, strings.ToLower(name))
	}
	before := ""
	if i := strings.LastIndexByte(value, ','); i >= 0 {
		before, value = value[:i+1], value[i+1:]
	}
	n := newNeedle(strings.TrimPrefix(value, `"`))
	var first, later []string
	for _, v := range values {
		v = strings.ReplaceAll(v, " ", "_")
		if low := strings.ToLower(v); strings.HasPrefix(low, n.low) {
			first = append(first, head+before+v)
		} else if n.in(v) {
			later = append(later, head+before+v)
		}
	}
	return append(first, later...)
}

// valuesNamed suggests values for the field that a name means. Of kinds whose state is by no choice
// called open, open is one too.
func valuesNamed(k *model.Kind, name string) []string {
	f := Named(k, name)
	var out []string
	if f != nil {
		out = valuesOf(f)
	}
	switch {
	case f == nil && isAlias(k, name):
		return []string{"open", "done"}
	case f == nil:
		return nil
	case isAlias(k, name) && name == "due":
		return usualDays()
	case f == k.StateField() && k.HasState() && !slices.Contains(out, "open"):
		return append([]string{"open"}, out...)
	}
	return out
}

func usualDays() []string { return []string{"today", "tomorrow", "+7d", "+2w", "eow", "eom", "eoq"} }

// valuesOf suggests values of a field: its choices, or the usual words for a date.
func valuesOf(f *model.Field) []string {
	switch f.Type {
	case model.TypeEnum:
		out := make([]string, len(f.Choices))
		for i, c := range f.Choices {
			out[i] = c.Value
		}
		return out
	case model.TypeFlag:
		return []string{"yes", "no"}
	case model.TypeDate, model.TypeTime:
		return usualDays()
	}
	return nil
}
