package model

import (
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"tandem/model/date"
	"tandem/model/text"
)

// CustomPrefix begins the name of the field that stands for a custom value: "custom.sprint".
const CustomPrefix = "custom."

// CustomName is how a custom value is called in filters, orders and columns: small letters and
// digits, anything else between them as one "_".
func CustomName(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range name {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte('_')
			gap = false
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// CustomField is the field of the custom value of that name in any record. It is read-only
// and of computed type, for only its values tell what they are: numbers and days compare as
// such, anything else as text.
func CustomField(name string) Field {
	slug := CustomName(name)
	return customField(slug, name, func(o any) string {
		for _, x := range o.(Record).Base().Custom {
			if x.Name == name || CustomName(x.Name) == slug {
				return x.Value
			}
		}
		return ""
	})
}

// CustomText is the custom value of that name in any record as a text that can be set: in the row
// that has it, else in a new one of that name; nothing takes the row away. The name may be the
// written one or that of a CustomField. The field is a way to the rows, not itself stored.
func CustomText(name string) Field {
	name, _ = strings.CutPrefix(name, CustomPrefix)
	slug := CustomName(name)
	at := func(o any) int {
		return slices.IndexFunc(o.(Record).Base().Custom, func(x Custom) bool { return CustomName(x.Name) == slug })
	}
	f := newField(TypeText, CustomPrefix+slug, 12, []Opt{Label(text.Clean(name)), Help("a value of your own, or kept from an import")})
	value := func(_ *Ctx, o any) string {
		if i := at(o); i >= 0 {
			return o.(Record).Base().Custom[i].Value
		}
		return ""
	}
	f.late = &late{make: func(p *ops) {
		*p = ops{
			text: value,
			show: func(_ *Ctx, o any) string { return text.Clean(value(nil, o)) },
			key:  func(_ *Ctx, o any) Key { return customKey(value(nil, o)) },
			zero: func(o any) bool { return value(nil, o) == "" },
			parse: func(_ *Ctx, o any, s string) error {
				s = strings.TrimSpace(oneLine(s))
				b, i := o.(Record).Base(), at(o)
				list := slices.Clone(b.Custom)
				switch {
				case i >= 0 && s == "":
					list = slices.Delete(list, i, i+1)
				case i >= 0:
					list[i].Value = s
				case s != "":
					list = append(list, Custom{Name: strings.TrimSpace(oneLine(name)), Value: s})
				}
				b.Custom = list
				return nil
			},
		}
	}}
	return *f
}

func customField(slug, label string, at func(any) string) Field {
	f := newField(TypeCalc, CustomPrefix+slug, 12, []Opt{ReadOnly(), Adds(), Label(text.Clean(label)), Help("kept from an import")})
	f.late = &late{make: func(p *ops) {
		*p = ops{
			text: func(_ *Ctx, o any) string { return at(o) },
			show: func(_ *Ctx, o any) string { return text.Clean(at(o)) },
			key:  func(_ *Ctx, o any) Key { return customKey(at(o)) },
			json: func(_ *Ctx, o any) any {
				if s := at(o); s != "" {
					return s
				}
				return nil
			},
			number: func(o any) (float64, bool) { return plainNumber(at(o)) },
		}
	}}
	return *f
}

// customKey reads a custom value as a number or a day where it is one.
func customKey(s string) Key {
	s = strings.TrimSpace(s)
	if s == "" {
		return Key{}
	}
	if x, ok := plainNumber(s); ok {
		return Key{Num: x, Set: true}
	}
	if len(s) >= 10 && s[4] == '-' && s[7] == '-' {
		if day, err := date.ParseDay(s[:10], 0); err == nil {
			return Key{Num: float64(day.At(0, 0, nil)), Set: true}
		}
	}
	return Key{Str: s, Set: true}
}

// plainNumber reads 12, -3.5 and 3,5; nothing else that a number may be written as.
func plainNumber(s string) (float64, bool) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > 20 || strings.Trim(s, "+-0123456789.,") != "" {
		return 0, false
	}
	x, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	return x, err == nil && !math.IsInf(x, 0)
}

type customKeyOf struct{}

// KindWithCustom is the kind of that prefix with one more field for each custom value that a
// record of it has, so that they can be filtered, sorted, completed and shown like any other.
// It is the kind itself where no record has any. The first call for a snapshot reads all
// records of the kind.
func (s *Snapshot) KindWithCustom(prefix string) *Kind {
	k := s.schema.Prefix(prefix)
	if k == nil {
		return nil
	}
	return Memo(s, prefix, customKeyOf{}, func(all iter.Seq[Record]) *Kind { return k.withCustom(all) })
}

// Closed is the kind as that of records of which none has a custom value: a name that begins with
// custom. is no field of it, where the kind itself takes any such name.
func (k *Kind) Closed() *Kind {
	if k.custom {
		return k
	}
	n := *k
	n.custom = true
	return &n
}

// mostCustom bounds the fields made: an import may name its values by record.
const mostCustom = 200

func (k *Kind) withCustom(all iter.Seq[Record]) *Kind {
	names := map[string][]string{} // as written, by name
	seen, worded := map[string]bool{}, map[string]bool{}
	var order []string
	for r := range all {
		for _, x := range r.Base().Custom {
			if _, ok := plainNumber(x.Value); !ok && x.Value != "" {
				worded[x.Name] = true
			}
			if seen[x.Name] || len(order) >= mostCustom {
				continue
			}
			seen[x.Name] = true
			slug := CustomName(x.Name)
			if slug == "" {
				continue
			}
			if names[slug] == nil {
				order = append(order, slug)
			}
			names[slug] = append(names[slug], x.Name)
		}
	}
	if len(order) == 0 {
		return k
	}
	slices.Sort(order)
	n := *k
	n.Fields = slices.Clone(k.Fields)
	n.byName = make(map[string]int, len(k.Fields)+len(order))
	for _, slug := range order {
		written := names[slug]
		f := customField(slug, written[0], func(o any) string {
			for i := range o.(Record).Base().Custom {
				if x := &o.(Record).Base().Custom[i]; slices.Contains(written, x.Name) {
					return x.Value
				}
			}
			return ""
		})
		if !slices.ContainsFunc(written, func(s string) bool { return worded[s] }) {
			f.Width = 10 // numbers alone: they stand right in a table
		}
		n.Fields = append(n.Fields, f)
	}
	for i := range n.Fields {
		n.byName[n.Fields[i].Name] = i
	}
	n.custom = true
	return &n
}

// customNamed makes the field of "custom.name" where the kind does not say which there are.
func (k *Kind) customNamed(name string) *Field {
	rest, ok := strings.CutPrefix(name, CustomPrefix)
	if !ok || k.custom || CustomName(rest) == "" || !utf8.ValidString(rest) {
		return nil
	}
	f := CustomField(rest)
	return &f
}
