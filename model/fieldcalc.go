package model

import (
	"encoding/json"
	"math"
	"strings"

	"tandem/model/date"
	"tandem/model/money"
)

// Val is a computed value in the forms surfaces need.
type Val struct {
	Key  Key
	Text string // exact
	Show string // for people; Text where empty
	JSON any    // Text where nil
}

// Calc is a read-only field that is computed from the record and the snapshot. It sorts,
// filters and exports as stored ones do.
func Calc[T any](name string, of func(c *Ctx, o *T) Val, opts ...Opt) Field {
	f := newField(TypeCalc, name, 8, append(opts, ReadOnly()))
	f.late = &late{make: func(p *ops) { calcOps(p, of) }}
	return *f
}

func calcOps[T any](p *ops, of func(c *Ctx, o *T) Val) {
	*p = ops{
		text: func(c *Ctx, o any) string { return of(c, o.(*T)).Text },
		show: func(c *Ctx, o any) string {
			v := of(c, o.(*T))
			if c.ASCII {
				v.Show = spell(v.Show)
			}
			if v.Show == "" || c.ASCII && !ascii(v.Show) {
				return v.Text
			}
			return v.Show
		},
		key: func(c *Ctx, o any) Key { return of(c, o.(*T)).Key },
		json: func(c *Ctx, o any) any {
			v := of(c, o.(*T))
			if v.JSON == nil && v.Key.Set {
				return v.Text
			}
			return v.JSON
		},
	}
}

// spell writes the signs of currencies and of bars in ASCII.
func spell(s string) string {
	s = strings.ReplaceAll(money.Spell(s), barFull, barFullASCII)
	return strings.ReplaceAll(s, barEmpty, barEmptyASCII)
}

// ascii reports whether a text has no sign beyond ASCII.
func ascii(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= 0x80 }) < 0
}

// None is the computed value that is not there.
func None() Val { return Val{} }

// ValText is a computed text.
func ValText(s string) Val { return Val{Key: Key{Str: s, Set: s != ""}, Text: s} }

// ValNum is a computed number, shown with at most the given decimals. Beyond the ninth decimal
// it is cut off, so that a filter finds 0.9 x 0.8 as 0.72.
func ValNum(x float64, decimals int) Val {
	if math.Abs(x) < 1e6 {
		x = math.Round(x*1e9) / 1e9
	}
	s := trimFloat(x, decimals)
	return Val{Key: Key{Num: x, Set: true}, Text: trimFloat(x, 9), Show: s, JSON: jsonNumber(trimFloat(x, 9))}
}

// ValMoney is a computed amount.
func ValMoney(a money.Amount) Val {
	return Val{Key: Key{Num: a.Float(), Set: true}, Text: a.String(), Show: a.Show()}
}

// ValTime is a computed moment; one that cannot be written, past the year 9999, is none.
func ValTime(c *Ctx, i date.Instant) Val {
	text := i.RFC3339(c.Loc)
	if text == "" {
		return None()
	}
	return Val{Key: Key{Num: float64(i), Set: true}, Text: text, Show: c.ShortTime(i, c.Loc)}
}

func jsonNumber(s string) json.Number { return json.Number(s) }
