package model

import (
	"cmp"
	"iter"
	"slices"

	"github.com/govalues/decimal"

	"tandem/model/date"
)

// Reading is a value of a standard or a benefit on a day.
type Reading struct {
	Meta
	Of      ID // a standard or a benefit
	Date    date.Day
	Value   decimal.Decimal
	Comment string
	Read    ID // by whom
}

// Owner is what it is a value of.
func (x *Reading) Owner() ID { return x.Of }

func readingKind() *Kind {
	return define(func() *Reading { return &Reading{Comment: "Reading"} }, Kind{
		Name: "reading", Plural: "readings", Prefix: ReadingPrefix, Hat: DM,
		Help:    "A value of a standard or of a benefit on a day.",
		Columns: []string{"date", "of", "value", "target", "met", "comment"},
		Sort:    "of,-date",
		Fields: []Field{
			Ref("of", func(x *Reading) *ID { return &x.Of }, To(StandardPrefix, BenefitPrefix), OnDelete(Cascade), Required(), Help("the standard or the benefit")),
			Date("date", func(x *Reading) *date.Day { return &x.Date }, Required()),
			Number("value", func(x *Reading) *decimal.Decimal { return &x.Value }, Required()),
			Text("comment", func(x *Reading) *string { return &x.Comment }, Named(), Help("how it was read, what explains it")),
			Ref("read_by", func(x *Reading) *ID { return &x.Read }, To(PersonPrefix), OnDelete(Clear)),
			Calc("target", func(c *Ctx, x *Reading) Val {
				switch o := c.Snap.Get(x.Of).(type) {
				case *Standard:
					return valNumber(o.Target)
				case *Benefit:
					return valNumber(o.Target)
				}
				return None()
			}, Width(8)),
			Calc("met", func(c *Ctx, x *Reading) Val {
				o, ok := Find[*Standard](c.Snap, x.Of)
				switch {
				case !ok:
					return None()
				case o.Direction.Met(x.Value, o.Target):
					return ValText("met")
				}
				return ValText("missed")
			}, Width(6)),
		},
	})
}

type readingKey struct{}

// ReadingsOf lists the values of a standard or a benefit by date, the oldest first; of two of one
// day the one written down later comes later. The list belongs to the snapshot.
func (s *Snapshot) ReadingsOf(of ID) []*Reading {
	return Memo(s, ReadingPrefix, readingKey{}, func(all iter.Seq[Record]) map[ID][]*Reading {
		m := map[ID][]*Reading{}
		for r := range all {
			x := r.(*Reading)
			m[x.Of] = append(m[x.Of], x)
		}
		for _, l := range m {
			slices.SortStableFunc(l, func(a, b *Reading) int { return cmp.Compare(a.Date, b.Date) })
		}
		return m
	})[of]
}

// LastReading is the newest value of a standard or a benefit, or nil.
func (s *Snapshot) LastReading(of ID) *Reading {
	if l := s.ReadingsOf(of); len(l) > 0 {
		return l[len(l)-1]
	}
	return nil
}

func latestValue(c *Ctx, of ID) Val {
	if last := c.Snap.LastReading(of); last != nil {
		return valNumber(last.Value)
	}
	return None()
}

// valNumber is a computed decimal; 0 is a value.
func valNumber(d decimal.Decimal) Val {
	x, _ := d.Float64()
	s := d.Trim(0).String()
	return Val{Key: Key{Num: x, Set: true}, Text: s, JSON: jsonNumber(s)}
}
