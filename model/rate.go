package model

import (
	"iter"

	"github.com/govalues/decimal"

	"tandem/model/date"
	"tandem/model/money"
)

// Rate is what one unit of a currency was worth in another from a day on.
type Rate struct {
	Meta
	From, To string // currency codes
	Date     date.Day
	Rate     decimal.Decimal
	Origin   string
}

// Pair is the two currencies, "GBP/EUR".
func (x *Rate) Pair() string { return x.From + "/" + x.To }

func rateKind() *Kind {
	return define(func() *Rate { return &Rate{} }, Kind{
		Name: "rate", Plural: "rates", Prefix: RatePrefix,
		Help:    "What one unit of a currency is worth in another, from a day on.",
		Columns: []string{"pair", "date", "rate", "origin"},
		Sort:    "pair,-date",
		Fields: []Field{
			Text("from_currency", func(x *Rate) *string { return &x.From }, Required(), Search(), Width(8), Label("From"), Help("ISO 4217 code, such as GBP")),
			Text("to_currency", func(x *Rate) *string { return &x.To }, Required(), Search(), Width(8), Label("To"), Help("ISO 4217 code, such as EUR")),
			Date("date", func(x *Rate) *date.Day { return &x.Date }, Required(), Help("from this day on")),
			Number("rate", func(x *Rate) *decimal.Decimal { return &x.Rate }, Required(), Between(0, 1e9), Help("units of the second for one of the first")),
			Text("origin", func(x *Rate) *string { return &x.Origin }, Help("who published it")),
			Calc("pair", func(_ *Ctx, x *Rate) Val { return ValText(x.Pair()) }, Width(10), titled()),
		},
		Check: func(_ *Ctx, r Record) []Problem {
			x := r.(*Rate)
			var out []Problem
			for _, c := range []struct{ field, code string }{{"from_currency", x.From}, {"to_currency", x.To}} {
				for _, p := range checkCurrency(c.code) {
					out = append(out, Problem{Field: c.field, Message: p.Message})
				}
			}
			if x.From == x.To && x.From != "" {
				out = append(out, Problem{Field: "to_currency", Message: "is the same currency"})
			}
			if !x.Rate.IsPos() {
				out = append(out, Problem{Field: "rate", Message: "must be more than nothing"})
			}
			return out
		},
	})
}

type rateKey struct{}

// rates lists the rates by pair.
func (s *Snapshot) rates() map[string][]*Rate {
	return Memo(s, RatePrefix, rateKey{}, func(all iter.Seq[Record]) map[string][]*Rate {
		m := map[string][]*Rate{}
		for r := range all {
			x := r.(*Rate)
			m[x.Pair()] = append(m[x.Pair()], x)
		}
		return m
	})
}

// RateOn finds what one unit of a currency was worth in another on a day, by the newest rate of
// the pair not after it (of two of one day, the one written down later); the pair the other way round will do too. The record is the evidence;
// it is nil for one and the same currency. ok is false where no rate is known.
func (s *Snapshot) RateOn(from, to money.Code, d date.Day) (rate decimal.Decimal, by *Rate, ok bool) {
	if from == to {
		return decimal.One, nil, true
	}
	newest := func(pair string) *Rate {
		var best *Rate
		for _, x := range s.rates()[pair] {
			if x.Date <= d && x.Rate.IsPos() && (best == nil || x.Date >= best.Date) {
				best = x
			}
		}
		return best
	}
	straight, back := newest(string(from+"/"+to)), newest(string(to+"/"+from))
	if straight != nil && (back == nil || straight.Date >= back.Date) {
		return straight.Rate, straight, true
	}
	if back == nil {
		return decimal.Decimal{}, nil, false
	}
	inverse, err := back.Rate.Inv()
	return inverse, back, err == nil
}
