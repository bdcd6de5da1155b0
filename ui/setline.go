package ui

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"tandem/model"
	"tandem/ui/pane"
)

// given is a value for a field, as it was typed.
type given struct{ field, value string }

// setValue changes fields of the marked records, or of the one under the cursor, as one step.
func (m *Model) setValue(arg string) pane.Effect {
	ids := m.sides[m.focus].pane().Marked()
	if len(ids) == 0 {
		return pane.Toast{Text: "There is no record under the cursor.", Bad: true}
	}
	values, err := assigned(m.env.Snap.Schema().Of(ids[0]), arg)
	if err != nil {
		return pane.Toast{Text: err.Error(), Bad: true}
	}
	var names []string
	for _, v := range values {
		names = append(names, v.field)
	}
	label := fmt.Sprintf("Set %s of %s", strings.Join(names, ", "), ids[0])
	if len(ids) > 1 {
		label = fmt.Sprintf("Set %s of %d records", strings.Join(names, ", "), len(ids))
	}
	return pane.Change(label, m.env.Now, func(e *model.Edit) error {
		for _, id := range ids {
			for _, v := range values {
				if err := e.Set(id, v.field, v.value); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// assigned parts a line into values as the command line does: FIELD=VALUE, several of them parted by
// blanks, a value with blanks in quotes. Without quotes a value goes on until the next word that
// starts with a field of the kind and a sign of equality. References come first, for they decide
// zone and currency of the others.
func assigned(k *model.Kind, line string) ([]given, error) {
	words, err := unquoted(line)
	if err != nil {
		return nil, err
	}
	var out []given
	for _, w := range words {
		name, value, ok := strings.Cut(w, "=")
		switch {
		case ok && name != "" && (len(out) == 0 || k != nil && k.FindField(name) != nil):
			out = append(out, given{name, value})
		case len(out) == 0:
			return nil, errors.New(`write set FIELD=VALUE, such as set owner=me or set deadline="fri +2w" tags=x; an empty value takes it away`)
		default:
			out[len(out)-1].value += " " + w
		}
	}
	for i := range out {
		out[i].value = strings.TrimSpace(out[i].value)
	}
	if len(out) == 0 {
		return nil, errors.New("write set FIELD=VALUE, such as set owner=me; an empty value takes it away")
	}
	slices.SortStableFunc(out, func(a, b given) int { return rank(k, a.field) - rank(k, b.field) })
	return out, nil
}

func rank(k *model.Kind, field string) int {
	if k != nil {
		if f := k.FindField(field); f != nil && (f.Type == model.TypeRef || f.Name == "currency" || f.Leads()) {
			return 0
		}
	}
	return 1
}

// unquoted parts a line at its blanks, but for those between quotes, which are left out. A quote
// inside a word, as in don't, is a letter: one opens at the start of a word or behind an equals
// sign.
func unquoted(line string) ([]string, error) {
	var out []string
	var word strings.Builder
	var quote, last rune
	in := false
	for _, r := range line {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case (r == '"' || r == '\'') && (!in || last == '='):
			quote, in = r, true
		case unicode.IsSpace(r):
			if in {
				out = append(out, word.String())
			}
			word.Reset()
			in = false
		default:
			word.WriteRune(r)
			in = true
		}
		last = r
	}
	if quote != 0 {
		return nil, fmt.Errorf("a quote is open: %c is missing at the end", quote)
	}
	if in {
		out = append(out, word.String())
	}
	return out, nil
}
