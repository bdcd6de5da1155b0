package model

import (
	"github.com/govalues/decimal"

	"tandem/model/date"
	"tandem/model/money"
)

// Benefit is what a customer gets out of a project, measured. Its values are Readings.
type Benefit struct {
	Meta
	Name             string
	Project, Account ID
	Measure, Unit    string
	Baseline, Target decimal.Decimal
	From, Planned    date.Day // when the baseline was taken, when the target is to be reached
	Owned            ID
	Value            money.Amount // a year, once it is reached
	Status           BenefitStatus
}

// BenefitStatus is where a benefit stands.
type BenefitStatus string

// Owner is the project, or the account.
func (x *Benefit) Owner() ID {
	if x.Project != 0 {
		return x.Project
	}
	return x.Account
}

// Realised is how much of the way from the baseline to the target a value has come, as a share:
// (value - baseline) / (target - baseline), so it serves measures that are to fall as well. ok
// is false where baseline and target are the same.
func (x *Benefit) Realised(value decimal.Decimal) (share float64, ok bool) {
	b, _ := x.Baseline.Float64()
	t, _ := x.Target.Float64()
	v, _ := value.Float64()
	if t == b {
		return 0, false
	}
	return (v - b) / (t - b), true
}

// Expected is the share a steady way from the baseline to the target would have come by a day;
// 1 from the planned day on, 0 where no planned day is set.
func (x *Benefit) Expected(d date.Day) float64 {
	switch {
	case x.Planned == 0, d <= x.From && x.From != 0:
		return 0
	case d >= x.Planned:
		return 1
	case x.From == 0:
		return 0
	}
	return float64(d-x.From) / float64(x.Planned-x.From)
}

// behindBy is how far below a steady way a benefit may lie before it counts as behind: early
// readings jump about.
const behindBy = .25

// Behind reports whether a benefit that is awaited lies behind: its planned day has passed and
// the target is not reached (or was never read), or the newest reading lies more than a quarter
// of the way below a steady course on the day it was taken.
func (x *Benefit) Behind(s *Snapshot, today date.Day) bool {
	if x.Status != "planned" && x.Status != "measured" || x.Planned == 0 {
		return false
	}
	last := s.LastReading(x.ID)
	if last == nil {
		return x.Planned < today
	}
	got, ok := x.Realised(last.Value)
	if !ok {
		return false
	}
	if x.Planned < today {
		return got < 1
	}
	return got < x.Expected(last.Date)-behindBy
}

// Standing hurts when it is behind, and is over once reached or given up.
func (x *Benefit) Standing(c *Ctx) Standing {
	switch {
	case x.Status == "reached" || x.Status == "given up":
		return Over
	case x.Behind(c.Snap, c.Now.Day(c.Loc)):
		return Hurts
	}
	return Calm
}

func benefitKind() *Kind {
	return define(func() *Benefit { return &Benefit{Status: "planned"} }, Kind{
		Name: "benefit", Plural: "benefits", Prefix: BenefitPrefix, Hat: DM,
		Help:    "What a customer gets out of a project: the measure, where it began, where it should be, by when.",
		Columns: []string{"name", "realised", "planned", "latest", "target", "account", "baseline", "status"},
		Sort:    "planned,name",
		Fields: []Field{
			Text("name", func(x *Benefit) *string { return &x.Name }, Named()),
			Ref("project", func(x *Benefit) *ID { return &x.Project }, To(ProjectPrefix), OnDelete(Orphan)),
			Ref("account", func(x *Benefit) *ID { return &x.Account }, To(AccountPrefix), OnDelete(Cascade)),
			Text("measure", func(x *Benefit) *string { return &x.Measure }, Search(), Help("what is counted, and where")),
			Text("unit", func(x *Benefit) *string { return &x.Unit }, Width(8)),
			Number("baseline", func(x *Benefit) *decimal.Decimal { return &x.Baseline }, Required(), Help("where it began")),
			Number("target", func(x *Benefit) *decimal.Decimal { return &x.Target }, Required(), Help("where it should be")),
			Date("from", func(x *Benefit) *date.Day { return &x.From }, Help("when the baseline was taken")),
			Date("planned", func(x *Benefit) *date.Day { return &x.Planned }, Help("when the target is to be reached")),
			Ref("owner", func(x *Benefit) *ID { return &x.Owned }, To(PersonPrefix, ContactPrefix), OnDelete(Clear)),
			Money("value", func(x *Benefit) *money.Amount { return &x.Value }, Help("a year, once it is reached")),
			Enum("status", func(x *Benefit) *BenefitStatus { return &x.Status }, OneOf("planned", "measured", "reached", "given up")),
			Calc("latest", func(c *Ctx, x *Benefit) Val { return latestValue(c, x.ID) }, Width(8), Help("the newest reading")),
			Calc("realised", func(c *Ctx, x *Benefit) Val {
				last := c.Snap.LastReading(x.ID)
				if last == nil {
					return None()
				}
				share, ok := x.Realised(last.Value)
				if !ok {
					return None()
				}
				v := ValNum(100*share, 0)
				v.Show += "%"
				return v
			}, Width(8), Help("(latest - baseline) / (target - baseline), in percent")),
		},
		Check: func(c *Ctx, r Record) []Problem {
			x := r.(*Benefit)
			out := checkDays("planned", x.From, x.Planned)
			if x.Project == 0 && x.Account == 0 {
				out = append(out, Problem{Field: "project", Message: "a benefit comes from a project or belongs to an account"})
			}
			return out
		},
	})
}
