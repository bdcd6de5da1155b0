package transfer

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"tandem/model"
	"tandem/model/date"
)

// What a column can be besides a field.
const (
	ToCustom = "*" // kept with the record as a custom value; people write custom
	ToNone   = "-" // left out
	ToID     = "external_id"
	ToRef    = "ref" // the reference the record has here
)

// Column is a column of a table and what becomes of it.
type Column struct {
	Heading string
	Field   string   // a field's name, or ToCustom, ToNone, ToRef
	Samples []string // the first values that are not empty, three at most
	How     string   // "chosen", "kept from last time", "by its name", "guessed", "no field fits"
}

// ParseMap reads "Summary=title, Due Date=deadline". A comma, an equals sign or a backslash in a
// heading is written after a backslash.
func ParseMap(s string) ([]Pair, error) {
	var out []Pair
	for _, part := range splitEscaped(s, ',') {
		if strings.TrimSpace(part) == "" {
			continue
		}
		kv := splitEscaped(part, '=')
		if len(kv) != 2 || strings.TrimSpace(kv[0]) == "" {
			return nil, fmt.Errorf("%q: write HEADING=FIELD, several parted by commas, as in 'Summary=title,Due Date=deadline'", strings.TrimSpace(part))
		}
		out = append(out, Pair{unescape(strings.TrimSpace(kv[0])), unescape(strings.TrimSpace(kv[1]))})
	}
	return out, nil
}

// FormatMap writes what ParseMap reads.
func FormatMap(list []Pair) string {
	esc := strings.NewReplacer(`\`, `\\`, ",", `\,`, "=", `\=`)
	out := make([]string, len(list))
	for i, p := range list {
		out[i] = esc.Replace(p.Name) + "=" + esc.Replace(p.Value)
	}
	return strings.Join(out, ", ")
}

// splitEscaped cuts at a mark that no backslash stands before; the backslashes stay.
func splitEscaped(s string, mark byte) []string {
	var out []string
	from := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case mark:
			out = append(out, s[from:i])
			from = i + 1
		}
	}
	return append(out, s[from:])
}

func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// plainName is a heading without what people write differently: case, blanks, marks.
func plainName(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '%' || r == '#':
			return r
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// fieldFor is the field of a kind that a heading means, and how sure that is; nil where none is.
// A table that was exported here may have computed fields; in any other a heading such as Summary
// means something else first.
func fieldFor(k *model.Kind, heading string, exported bool) (f *model.Field, how string) {
	name := plainName(heading)
	if name == "" {
		return nil, ""
	}
	var computed *model.Field
	for i := range k.Fields {
		f := &k.Fields[i]
		if plainName(f.Name) != name && plainName(f.Label) != name {
			continue
		}
		if f.Stored() {
			return f, "by its name"
		}
		computed = f
	}
	if computed != nil && exported {
		return computed, "by its name"
	}
	if f := k.TitleField(); f != nil && f.Stored() && (name == plainName(k.Name) || kindsAlso[name] == k.Prefix) {
		return f, "guessed" // what a risk register heads with Risk is what the risk is
	}
	for _, want := range synonymsOf(name) {
		if want == "title" {
			if f := k.TitleField(); f != nil {
				return f, "guessed"
			}
		}
		if f := k.Field(want); f != nil && f.Stored() {
			return f, "guessed"
		}
	}
	return computed, "guessed"
}

// mapColumns decides what becomes of each column: as chosen, else as kept, else by its name or
// what it is often called, else a custom value. The error names a choice that cannot be.
func mapColumns(k *model.Kind, t *table, chosen, kept []Pair) ([]Column, error) {
	chosen, _ = splitValues(k, t.header, chosen)
	kept, _ = splitValues(k, t.header, kept)
	cols := make([]Column, len(t.header))
	for i, h := range t.header {
		cols[i] = Column{Heading: t.heading(i + 1), Samples: samples(t, i)}
		if h == "" && len(cols[i].Samples) == 0 {
			cols[i].Field, cols[i].How = ToNone, "empty"
		}
	}
	for _, list := range []struct {
		pairs []Pair
		how   string
	}{{chosen, "chosen"}, {kept, "kept from last time"}} {
		if err := choose(k, cols, list.pairs, list.how); err != nil && list.how == "chosen" {
			return nil, err
		}
	}
	taken := map[string]string{} // field, the heading it is from
	for _, c := range cols {
		if c.Field != "" {
			taken[c.Field] = c.Heading
		}
	}
	guessColumns(k, cols, taken)
	return cols, nil
}

// guessColumns fills in what nobody chose; a field's own name goes before a guess.
func guessColumns(k *model.Kind, cols []Column, taken map[string]string) {
	for i := range cols {
		switch c := &cols[i]; {
		case c.Field != "":
		case isCustomHeading(c.Heading):
			c.Field, c.How = ToCustom, "by its name"
		case plainName(c.Heading) == "error" || i == len(cols)-1 && strings.HasPrefix(c.Heading, leftoverHeading+" ("):
			c.Field, c.How = ToNone, "what was wrong last time"
		case plainName(c.Heading) == "ref" && refsOf(k, c.Samples) && taken[ToRef] == "":
			c.Field, c.How = ToRef, "by its name"
			taken[ToRef] = c.Heading
		}
	}
	for _, pass := range []string{"by its name", "guessed"} {
		for i := range cols {
			c := &cols[i]
			if c.Field != "" {
				continue
			}
			f, how := fieldFor(k, c.Heading, taken[ToRef] != "")
			if f == nil || how != pass || how == "guessed" && !fits(k, f, c.Samples) {
				continue
			}
			if h, ok := taken[f.Name]; ok && h != c.Heading {
				continue
			}
			taken[f.Name] = c.Heading
			c.Field, c.How = f.Name, how
			if !f.Stored() {
				c.Field, c.How = ToNone, "computed here"
			}
		}
	}
	for i := range cols {
		if cols[i].Field == "" {
			cols[i].Field, cols[i].How = ToCustom, "no field fits"
		}
	}
}

// fits reports whether a guess is any good: whether the field can read one of the first values.
func fits(k *model.Kind, f *model.Field, values []string) bool {
	switch f.Type {
	case model.TypeRef, model.TypeRefs, model.TypeList, model.TypeCalc:
		return true // what they name is not known yet
	}
	order, _ := orderOf(values)
	c, rec := &model.Ctx{Currency: "EUR", Loc: time.UTC, Now: date.YMD(2026, 1, 1).At(0, 0, nil)}, k.New()
	for _, v := range values {
		if f.Parse(c, rec, local(f, v, order)) == nil {
			return true
		}
	}
	return len(values) == 0
}

// refsOf reports whether all values are references of the kind.
func refsOf(k *model.Kind, values []string) bool {
	for _, v := range values {
		if id, err := model.ParseID(v); err != nil || !id.Is(k.Prefix) {
			return false
		}
	}
	return len(values) > 0
}

// choose applies what somebody wrote. A heading is matched as written, else by its plain name.
func choose(k *model.Kind, cols []Column, pairs []Pair, how string) error {
	for _, p := range pairs {
		field, err := choice(k, p.Value)
		if err != nil {
			return err
		}
		hit := false
		for _, same := range []func(a, b string) bool{func(a, b string) bool { return a == b },
			func(a, b string) bool { return plainName(a) == plainName(b) }} {
			for i := range cols {
				if cols[i].Field == "" && same(cols[i].Heading, p.Name) {
					cols[i].Field, cols[i].How, hit = field, how, true
				}
			}
			if hit {
				break
			}
		}
		if !hit && how == "chosen" && !slices.ContainsFunc(cols, func(c Column) bool { return plainName(c.Heading) == plainName(p.Name) }) {
			return fmt.Errorf("no column is called %q; there are %s", p.Name, headings(cols))
		}
	}
	return nil
}

// choice is what a column may be: a field as people write it, custom, - for nothing, ref.
func choice(k *model.Kind, s string) (string, error) {
	switch low := strings.ToLower(strings.TrimSpace(s)); low {
	case ToCustom, "custom":
		return ToCustom, nil
	case ToNone, ToRef:
		return low, nil
	case "", "none", "skip", "ignore":
		return ToNone, nil
	case "id", "key":
		return ToID, nil
	case "title":
		if f := k.TitleField(); f != nil {
			return f.Name, nil
		}
	}
	f := k.FindField(s)
	if f == nil || !f.Stored() {
		return "", fmt.Errorf("%s have no field %q to fill; there are %s, custom, and - for none", k.Plural, s, strings.Join(Choices(k), ", "))
	}
	return f.Name, nil
}

// Choices are the fields of a kind that a column can fill, in their order.
func Choices(k *model.Kind) []string {
	var out []string
	for i := range k.Fields {
		if f := &k.Fields[i]; f.Stored() && f.Name != "changed" && f.Name != "custom" { // custom is what ToCustom is called
			out = append(out, f.Name)
		}
	}
	return out
}

func headings(cols []Column) string {
	out := make([]string, 0, len(cols))
	for _, c := range cols {
		if !slices.Contains(out, c.Heading) {
			out = append(out, c.Heading)
		}
	}
	if len(out) > 20 {
		out = append(out[:20], "...")
	}
	return strings.Join(out, ", ")
}

// samples are the first values of a column.
func samples(t *table, i int) []string {
	var out []string
	for n := range t.rows {
		if v := strings.TrimSpace(t.rows[n].cell(i)); v != "" {
			if len(v) > 200 {
				v = v[:200]
			}
			if out = append(out, oneLine(v)); len(out) == 3 {
				break
			}
		}
		if n > 2000 {
			break
		}
	}
	return out
}
