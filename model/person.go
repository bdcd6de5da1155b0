package model

import "tandem/model/money"

// Person is somebody (or something: a machine, a material) that does work.
type Person struct {
	Meta
	Name, Role, Department string
	Email                  string
	Kind                   PersonType
	Skills                 []string
	Rate                   money.Amount // an hour
	Overtime               money.Amount // an hour
	PerUse                 money.Amount
	Capacity               Pct // 100 % is full time
	Calendar               ID
	Initials               string
}

// PersonType tells people from material and cost resources.
type PersonType string

// CalendarID is the person's own calendar.
func (p *Person) CalendarID() ID { return p.Calendar }

func personKind() *Kind {
	return define(func() *Person { return &Person{Kind: "work", Capacity: 100_00} }, Kind{
		Name: "person", Plural: "people", Prefix: PersonPrefix,
		Help:    "Somebody who does work: role, department, rate, capacity, calendar.",
		Columns: []string{"name", "role", "department", "capacity", "rate", "calendar"},
		Sort:    "name",
		Fields: []Field{
			Text("name", func(p *Person) *string { return &p.Name }, Named()),
			Text("role", func(p *Person) *string { return &p.Role }, Search()),
			Text("department", func(p *Person) *string { return &p.Department }, Search()),
			Text("email", func(p *Person) *string { return &p.Email }, Search()),
			Enum("type", func(p *Person) *PersonType { return &p.Kind }, OneOf("work", "material", "cost")),
			tags("skills", func(o any) *[]string { return &o.(*Person).Skills }, Search()),
			Money("rate", func(p *Person) *money.Amount { return &p.Rate }, PerOne(), Help("an hour")),
			Money("overtime_rate", func(p *Person) *money.Amount { return &p.Overtime }, PerOne()),
			Money("cost_per_use", func(p *Person) *money.Amount { return &p.PerUse }),
			Percent("capacity", func(p *Person) *Pct { return &p.Capacity }, Width(8), Help("100% is full time")),
			Ref("calendar", func(p *Person) *ID { return &p.Calendar }, To(CalendarPrefix), OnDelete(Clear)),
			Calc("load", func(c *Ctx, p *Person) Val {
				if c == nil || c.Snap == nil || c.Cold {
					return None()
				}
				l := c.Load(p)
				if l == nil {
					return None()
				}
				v := ValNum(float64(l.Peak), 0)
				v.Show += "%"
				return v
			}, Width(6), Help("percent of the capacity that the plans ask for on the worst day of the next 8 weeks: above 100 is too much")),
			Text("initials", func(p *Person) *string { return &p.Initials }, Width(8)),
		},
	})
}
