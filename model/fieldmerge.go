package model

import (
	"slices"
	"strconv"
	"strings"
)

// Clash is what two sides have made of the same value, each differently: as text, "" for nothing.
type Clash struct{ Mine, Theirs string }

// Same reports whether two records of the field's kind hold the same in it, to the bit, as they are
// packed. A computed field is never a difference: it follows from others.
func (f *Field) Same(o, other any) bool {
	p := f.op()
	if p.put == nil {
		return true
	}
	if none := f.IsZero(o); none || f.IsZero(other) { // nothing is not packed
		return none && f.IsZero(other)
	}
	both := p.put(make([]byte, 0, 64), o)
	n := len(both)
	both = p.put(both, other)
	return string(both[:n]) == string(both[n:])
}

// Merge brings into o what theirs has made of base, and keeps what o has made of it: a merge of three.
// Where both have changed the value, and not to the same, o keeps its own and that is returned as a
// clash. Lists, tags and references are merged row by row: a row is known by its first value, such
// as the predecessor of a link or the name of a custom value. All three are of one kind.
func (f *Field) Merge(c *Ctx, o, base, theirs any) []Clash {
	switch {
	case f.Same(o, theirs) || f.Same(base, theirs):
		return nil
	case f.Same(o, base):
		f.Take(o, theirs)
		return nil
	}
	if merge := f.op().merge; merge != nil {
		return merge(c, o, base, theirs)
	}
	return []Clash{{f.Show(c, o), f.Show(c, theirs)}}
}

// mergeRows is Merge for the rows of a list. text is a row as text, by which rows are compared, and
// key what a row is known by; a second row of the same key is another one. The rows of mine stay in
// their order, and those that only theirs has come behind them.
func mergeRows[R any](mine, base, theirs []R, key, text func(*R) string) ([]R, []Clash) {
	b, t := keyedRows(base, key), keyedRows(theirs, key)
	said := func(m map[string]*R, k string) string {
		if r := m[k]; r != nil {
			return text(r)
		}
		return ""
	}
	var out []R
	var clashes []Clash
	seen := map[string]bool{}
	add := func(k string, own *R) {
		seen[k] = true
		is, was, theirs := "", said(b, k), said(t, k)
		if own != nil {
			is = text(own)
		}
		switch {
		case is == theirs || was == theirs: // as it is here
		case is == was:
			own = t[k]
		default:
			clashes = append(clashes, Clash{is, theirs})
		}
		if own != nil {
			out = append(out, *own)
		}
	}
	eachKeyed(mine, key, add)
	for _, rows := range [][]R{theirs, base} { // what is not here: new there, or taken away here
		eachKeyed(rows, key, func(k string, _ *R) {
			if !seen[k] {
				add(k, nil)
			}
		})
	}
	return out, clashes
}

// eachKeyed calls yield with each row and what it is known by.
func eachKeyed[R any](rows []R, key func(*R) string, yield func(k string, r *R)) {
	times := map[string]int{}
	for i := range rows {
		k := key(&rows[i])
		if times[k]++; times[k] > 1 {
			k += "\x00" + strconv.Itoa(times[k])
		}
		yield(k, &rows[i])
	}
}

func keyedRows[R any](rows []R, key func(*R) string) map[string]*R {
	out := make(map[string]*R, len(rows))
	eachKeyed(rows, key, func(k string, r *R) { out[k] = r })
	return out
}

// mergeOf is Merge for a value that is a list of single things: tags, references.
func mergeOf[R any](at func(any) *[]R, text func(*Ctx, *R) string) func(c *Ctx, o, base, theirs any) []Clash {
	return func(c *Ctx, o, base, theirs any) []Clash {
		said := func(r *R) string { return text(c, r) }
		out, clashes := mergeRows(*at(o), *at(base), *at(theirs), said, said)
		*at(o) = slices.Clip(out)
		return clashes
	}
}

func (l lister[R]) merge(c *Ctx, o, base, theirs any) []Clash {
	key := func(r *R) string {
		for i := range l.f.Rows {
			if sub := &l.f.Rows[i]; sub.Stored() && !sub.IsZero(r) {
				return strconv.Itoa(i) + " " + sub.Text(c, r)
			}
		}
		return ""
	}
	text := func(r *R) string { return strings.Join(l.cells(c, r), " | ") }
	out, clashes := mergeRows(*l.at(o), *l.at(base), *l.at(theirs), key, text)
	*l.at(o) = out
	return clashes
}
