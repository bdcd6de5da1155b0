package transfer

import (
	"fmt"
	"slices"
	"strings"

	"tandem/model"
)

// What a value of a column means here: a pair of a mapping whose name is a column, or the field that it
// fills, and behind a colon one of its values ("tier:Gold=strategic").

// splitValues parts the pairs that are about columns from those about values. A heading that has a colon
// of its own goes before a value.
func splitValues(k *model.Kind, header []string, pairs []Pair) (columns, values []Pair) {
	for _, p := range pairs {
		whole := slices.ContainsFunc(header, func(h string) bool { return plainName(h) == plainName(p.Name) })
		if name, _, ok := cutValue(k, header, p.Name); ok && name != "" && !whole {
			values = append(values, p)
		} else {
			columns = append(columns, p)
		}
	}
	return columns, values
}

// cutValue cuts "tier:Gold" behind a heading or a field; not ok where nothing before a colon is one.
func cutValue(k *model.Kind, header []string, s string) (column, value string, ok bool) {
	for i := range len(s) {
		if s[i] != ':' {
			continue
		}
		name := strings.TrimSpace(s[:i])
		if name != "" && (slices.ContainsFunc(header, func(h string) bool { return plainName(h) == plainName(name) }) || k.FindField(name) != nil) {
			return name, strings.TrimSpace(s[i+1:]), true
		}
	}
	return "", "", false
}

// translate writes the values of a table as the mapping says, those that were chosen before those that
// were kept, and returns the pairs that hold for it. The error is for a pair that was chosen: of a
// column that is not there, or of a word that its field does not know.
func translate(k *model.Kind, t *table, cols []Column, chosen, kept []Pair) ([]Pair, error) {
	_, asked := splitValues(k, t.header, chosen)
	_, before := splitValues(k, t.header, kept)
	words := make([]map[string]string, len(cols))
	var out []Pair
	for n, p := range slices.Concat(asked, before) {
		name, value, _ := cutValue(k, t.header, p.Name)
		hit := false
		for i, c := range cols {
			if !fills(k, c, name) {
				continue
			}
			hit = true
			if why := unknownWord(k, c, p.Value); why != "" {
				if n < len(asked) {
					return nil, &OptionError{"--map", fmt.Sprintf("%s: %s", p.Name, why)}
				}
				continue
			}
			if words[i] == nil {
				words[i] = map[string]string{}
			}
			if key := strings.ToLower(value); words[i][key] == "" {
				words[i][key] = p.Value
				out = append(out, p)
			}
		}
		if !hit && n < len(asked) {
			return nil, &OptionError{"--map", fmt.Sprintf("%s: no column fills %q; there are %s", p.Name, name, headings(cols))}
		}
	}
	for r := range t.rows {
		cells := t.rows[r].cells
		for i := range min(len(cells), len(words)) {
			if to, ok := words[i][strings.ToLower(strings.TrimSpace(cells[i]))]; ok {
				cells[i] = to
			}
		}
	}
	return out, nil
}

// fills reports whether a column is called so, or becomes the field of that name.
func fills(k *model.Kind, c Column, name string) bool {
	if plainName(c.Heading) == plainName(name) {
		return true
	}
	f := k.FindField(name)
	return f != nil && f.Name == c.Field
}

// unknownWord says why the field of a column cannot take a word; "" where it can, or it takes any.
func unknownWord(k *model.Kind, c Column, word string) string {
	f := k.Field(c.Field)
	if f == nil || f.Type != model.TypeEnum {
		return ""
	}
	if err := f.Parse(&model.Ctx{}, k.New(), local(f, word, "")); err != nil {
		return err.Error()
	}
	return ""
}
