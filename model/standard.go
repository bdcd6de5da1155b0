package model

import (
	"github.com/govalues/decimal"

	"tandem/model/date"
)

// Standard is what quality was agreed with a customer: a measure, a target and how often it is
// read. The values are Readings.
type Standard struct {
	Meta
	Name               string
	Account, Agreement ID
	Project            ID
	Measure, Unit      string
	Target             decimal.Decimal
	Direction          Aim
	Every              Cadence
	From, Until        date.Day
	Owned              ID
}

// Aim is which side of a target is the good one.
type Aim string

// Cadence is how often something is done.
type Cadence string

// Met reports whether a value is on the good side of a target. The target itself is.
func (a Aim) Met(value, target decimal.Decimal) bool {
	if a == "at most" {
		return value.Cmp(target) <= 0
	}
	return value.Cmp(target) >= 0
}

// Days is the length of a cadence in calendar days; 0 for none.
func (c Cadence) Days() int {
	return map[Cadence]int{"daily": 1, "weekly": 7, "monthly": 31, "quarterly": 92, "yearly": 366}[c]
}

// Owner is the account.
func (x *Standard) Owner() ID { return x.Account }

// In reports whether it counts on a day.
func (x *Standard) In(d date.Day) bool { return d >= x.From && (x.Until == 0 || d <= x.Until) }

// Missed is the newest reading where it misses the target, else nil.
func (x *Standard) Missed(s *Snapshot) *Reading {
	if last := s.LastReading(x.ID); last != nil && !x.Direction.Met(last.Value, x.Target) {
		return last
	}
	return nil
}

// Standing hurts when the newest reading misses the target, and is over once it counts no more.
func (x *Standard) Standing(c *Ctx) Standing {
	switch {
	case x.Until != 0 && x.Until < c.Now.Day(c.Loc):
		return Over
	case x.Missed(c.Snap) != nil:
		return Hurts
	}
	return Calm
}

func cadences() Opt { return OneOf("daily", "weekly", "monthly", "quarterly", "yearly") }

func standardKind() *Kind {
	return define(func() *Standard { return &Standard{Direction: "at least", Every: "monthly"} }, Kind{
		Name: "standard", Plural: "standards", Prefix: StandardPrefix, Hat: DM,
		Help:    "What quality was agreed with a customer: a measure, a target, how often it is read.",
		Columns: []string{"name", "latest", "target", "met", "account", "every"},
		Sort:    "account,name",
		Fields: []Field{
			Text("name", func(x *Standard) *string { return &x.Name }, Named()),
			Ref("account", func(x *Standard) *ID { return &x.Account }, To(AccountPrefix), OnDelete(Cascade), Required()),
			Ref("agreement", func(x *Standard) *ID { return &x.Agreement }, To(AgreementPrefix), OnDelete(Clear)),
			Ref("project", func(x *Standard) *ID { return &x.Project }, To(ProjectPrefix), OnDelete(Clear)),
			Text("measure", func(x *Standard) *string { return &x.Measure }, Search(), Help("what is counted, and where")),
			Text("unit", func(x *Standard) *string { return &x.Unit }, Width(8), Help("%, minutes, errors ...")),
			Number("target", func(x *Standard) *decimal.Decimal { return &x.Target }, Required()),
			Enum("direction", func(x *Standard) *Aim { return &x.Direction }, OneOf("at least", "at most"), Required()),
			Enum("every", func(x *Standard) *Cadence { return &x.Every }, cadences(), Help("how often it is read")),
			Date("from", func(x *Standard) *date.Day { return &x.From }),
			Date("until", func(x *Standard) *date.Day { return &x.Until }),
			Ref("owner", func(x *Standard) *ID { return &x.Owned }, To(PersonPrefix), OnDelete(Clear)),
			Calc("latest", func(c *Ctx, x *Standard) Val { return latestValue(c, x.ID) }, Width(8), Help("the newest reading")),
			Calc("met", func(c *Ctx, x *Standard) Val {
				switch {
				case c.Snap.LastReading(x.ID) == nil:
					return None()
				case x.Missed(c.Snap) != nil:
					return ValText("missed")
				}
				return ValText("met")
			}, Width(6)),
		},
		Check: func(c *Ctx, r Record) []Problem {
			x := r.(*Standard)
			out := checkDays("until", x.From, x.Until)
			if a, ok := Find[*Agreement](c.Snap, x.Agreement); ok && a.Account != x.Account {
				out = append(out, Problem{Field: "agreement", Message: "is an agreement with another account"})
			}
			return out
		},
	})
}
