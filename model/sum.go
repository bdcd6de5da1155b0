package model

import (
	"math"
	"slices"
	"strings"

	"tandem/model/date"
	"tandem/model/money"
)

// PerOne says that the field is a rate, a mark or a place in an order: adding it up over
// records says nothing.
func PerOne() Opt { return func(f *Field) { f.PerOne = true } }

// Adds says that a computed number or amount may be added up over records.
func Adds() Opt { return func(f *Field) { f.Adds = true } }

// Sums reports whether the values of the field can be added up over records: money, lengths of
// work and plain numbers can; scales with two ends, such as a severity, and rates cannot.
func (f *Field) Sums() bool {
	switch f.Type {
	case TypeMoney:
		return !f.PerOne
	case TypeSpan:
		return !f.PerOne && !f.Share
	case TypeInt, TypeNumber:
		return !f.PerOne && !f.Bounded && !f.Hidden
	case TypeCalc:
		return f.Adds
	}
	return false
}

// Sum adds up the values of one field over records. Amounts are kept apart by currency and
// clock time apart from work: neither is ever turned into the other. The zero Sum is nothing.
type Sum struct {
	Amounts       []money.Amount // one a currency, in the order of their codes
	Work, Elapsed date.Span
	Number        float64
	Count         int  // values that were added
	Over          bool // an amount grew beyond what can be written
	Mixed         bool // a computed value was no number: it is itself a sum over currencies
	amount, span  bool
}

// Add adds the field's value of a record. c is the context of the workspace: no value of a
// field that sums depends on whose record it is.
func (s *Sum) Add(c *Ctx, f *Field, o any) {
	switch {
	case f.op().amount != nil:
		s.add(f.op().amount(o))
	case f.op().span != nil:
		s.length(f.op().span(o))
	case f.op().number != nil:
		if x, ok := f.op().number(o); ok {
			s.Number, s.Count = s.Number+x, s.Count+1
		}
	case f.Type == TypeCalc:
		s.computed(f.op().text(c, o), f.op().key(c, o))
	default:
		if k := f.Key(c, o); k.Set {
			s.Number, s.Count = s.Number+k.Num, s.Count+1
		}
	}
}

// computed adds a computed value: an amount where its text says so, else a number.
func (s *Sum) computed(text string, k Key) {
	if !k.Set || k.Str != "" {
		s.Mixed = s.Mixed || text != ""
		return
	}
	if a, err := money.Parse(text, ""); err == nil && a.Code != "" {
		s.add(a)
		return
	}
	s.Number, s.Count = s.Number+k.Num, s.Count+1
}

func (s *Sum) add(a money.Amount) {
	s.amount = true
	if a.IsZero() {
		return
	}
	s.Count++
	i, found := slices.BinarySearchFunc(s.Amounts, a.Code, func(x money.Amount, c money.Code) int { return strings.Compare(string(x.Code), string(c)) })
	if !found {
		s.Amounts = slices.Insert(s.Amounts, i, a)
		return
	}
	sum, err := s.Amounts[i].Add(a)
	if err != nil {
		s.Over = true
		return
	}
	s.Amounts[i] = sum
}

// length adds a length; the widest unit met is the one it is shown in.
func (s *Sum) length(v date.Span) {
	s.span = true
	if v.Unit == date.Percent || v.N == 0 {
		return
	}
	to := &s.Work
	if v.Elapsed() {
		to = &s.Elapsed
	}
	if v.N > 0 && to.N > math.MaxInt64-v.N || v.N < 0 && to.N < math.MinInt64-v.N {
		s.Over = true
		return
	}
	if to.N == 0 || v.Unit > to.Unit {
		to.Unit = v.Unit
	}
	to.N += v.N
	s.Count++
}

// Parts are the sums in words, one for each currency and each manner of time; nothing where
// nothing was added. A sum that grew beyond what can be written is said to have.
func (s *Sum) Parts(c *Ctx) []string {
	var out []string
	for _, a := range s.Amounts {
		t := a.Short()
		if c.ASCII {
			t = money.Spell(t)
		}
		out = append(out, t)
	}
	for _, v := range []date.Span{s.Work, s.Elapsed} {
		if v.N != 0 {
			out = append(out, v.Show(c.Scale))
		}
	}
	if !s.amount && !s.span && s.Count > 0 {
		out = append(out, trimFloat(s.Number, 2))
	}
	if s.Mixed {
		out = append(out, "mixed")
	}
	if s.Over {
		out = append(out, "too much to add")
	}
	return out
}
