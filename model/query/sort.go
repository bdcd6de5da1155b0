package query

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tandem/model"
)

// Column is one field to sort by.
type Column struct {
	Field *model.Field
	Down  bool
}

// ParseSort reads "-severity,due": fields parted by commas, "-" before one that falls. The
// error is an *Error.
func ParseSort(by string, k *model.Kind) ([]Column, error) {
	var out []Column
	pos := 0
	for _, part := range strings.Split(by, ",") {
		name := strings.TrimSpace(part)
		at := pos + strings.Index(part, name)
		pos += len(part) + 1
		bare := strings.TrimLeft(name, "-+")
		if bare == "" {
			continue
		}
		f := Named(k, bare)
		if f == nil {
			near := nearest(bare, k.FieldNames())
			msg := fmt.Sprintf("%q is not a field of %s", bare, k.Plural)
			if len(near) > 0 {
				msg += ": did you mean " + strings.Join(near, " or ") + "?"
			}
			return nil, &Error{Pos: at + len(name) - len(bare), Len: len(bare), Message: msg, Expected: near}
		}
		out = append(out, Column{f, strings.HasPrefix(name, "-")})
	}
	return out, nil
}

// Sort puts the records of one kind in the order of "-severity,due". Records without a value
// come last both ways, equals by their ID; references sort by name, texts as people count (9
// before 10). On an error, an *Error, the order is as it was.
func Sort(c *model.Ctx, k *model.Kind, recs []model.Record, by string) error {
	cols, err := ParseSort(by, k)
	if err != nil {
		return err
	}
	SortBy(c, recs, cols)
	return nil
}

type sortRow struct {
	rec  model.Record
	id   model.ID
	keys []model.Key
}

// SortBy is Sort by columns.
func SortBy(c *model.Ctx, recs []model.Record, cols []Column) {
	m := len(cols)
	rows := make([]sortRow, len(recs))
	keys := make([]model.Key, len(recs)*m)
	for i, r := range recs {
		rows[i] = sortRow{rec: r, id: r.Base().ID, keys: keys[i*m : (i+1)*m : (i+1)*m]}
	}
	for j, col := range cols {
		key := keyOf(c, col.Field, recs)
		for i := range rows {
			rows[i].keys[j] = key(rows[i].rec)
		}
	}
	slices.SortFunc(rows, func(a, b sortRow) int {
		for j := range cols {
			if x := compare(&a.keys[j], &b.keys[j], cols[j].Down); x != 0 {
				return x
			}
		}
		return cmp.Compare(a.id, b.id)
	})
	for i := range rows {
		recs[i] = rows[i].rec
	}
}

func compare(a, b *model.Key, down bool) int {
	if a.Set != b.Set {
		if a.Set {
			return -1
		}
		return 1
	}
	if !a.Set {
		return 0
	}
	x := cmp.Compare(a.Num, b.Num)
	if x == 0 {
		x = strings.Compare(a.Str, b.Str)
	}
	if down {
		return -x
	}
	return x
}

// keyOf returns how a field's keys are made, once a record.
func keyOf(c *model.Ctx, f *model.Field, recs []model.Record) func(model.Record) model.Key {
	switch f.Type {
	case model.TypeRef, model.TypeRefs:
		rank := rankNames(c, f, recs)
		return func(r model.Record) (key model.Key) {
			f.EachRef(r, func(id model.ID) {
				if !key.Set {
					key = model.Key{Num: rank[id], Set: true}
				}
			})
			return key
		}
	case model.TypeEnum:
		return func(r model.Record) model.Key { k := f.Key(c, r); k.Str = ""; return k }
	}
	return func(r model.Record) model.Key {
		k := f.Key(c, r)
		k.Str = sortKey(k.Str)
		return k
	}
}

// rankNames numbers the records that a field names in the order of their names, so that two
// of the same name stay apart.
func rankNames(c *model.Ctx, f *model.Field, recs []model.Record) map[model.ID]float64 {
	type named struct {
		id   model.ID
		name string
	}
	rank := map[model.ID]float64{}
	var all []named
	for _, r := range recs {
		f.EachRef(r, func(id model.ID) {
			if _, ok := rank[id]; !ok {
				rank[id] = 0
				all = append(all, named{id, sortKey(c.NameOf(id))})
			}
		})
	}
	slices.SortFunc(all, func(a, b named) int {
		return cmp.Or(strings.Compare(a.name, b.name), cmp.Compare(a.id, b.id))
	})
	for i, n := range all {
		rank[n.id] = float64(i)
	}
	return rank
}

// sortKey makes a form of s that plain comparison puts in the order people expect: without
// regard to case, and each run of digits as a number: "0", how many digits, the digits.
func sortKey(s string) string {
	s = strings.ToLower(s)
	first := strings.IndexFunc(s, func(r rune) bool { return r >= '0' && r <= '9' })
	if first < 0 {
		return s
	}
	b := make([]byte, first, len(s)+8)
	copy(b, s)
	for i := first; i < len(s); {
		if !digit(s[i]) {
			b = append(b, s[i])
			i++
			continue
		}
		n := run(s[i:])
		digits := strings.TrimLeft(s[i:i+n], "0")
		b = append(append(b, '0', byte(min(len(digits), 255))), digits...)
		i += n
	}
	return string(b)
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

func run(s string) int {
	n := 0
	for n < len(s) && digit(s[n]) {
		n++
	}
	return n
}
