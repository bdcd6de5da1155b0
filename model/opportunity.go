package model

import (
	"math"

	"tandem/model/date"
	"tandem/model/money"
)

// Opportunity is business that may come: the renewal of what a customer has, or more of it.
type Opportunity struct {
	Meta
	Name      string
	Account   ID
	Contact   ID // who decides
	Type      OpportunityType
	Value     money.Amount // a year
	Chance    Pct
	Stage     Stage
	CloseDate date.Day
	Owned     ID
	NextStep  string
	LostTo    string
}

// OpportunityType tells keeping from growing.
type OpportunityType string

// Stage is how far an opportunity has come.
type Stage string

// Owner is the account.
func (x *Opportunity) Owner() ID { return x.Account }

// Open reports whether it is neither won nor lost.
func (x *Opportunity) Open() bool { return x.Stage != "won" && x.Stage != "lost" }

// Weighted is its value times its chance, to the minor unit.
func (x *Opportunity) Weighted() money.Amount {
	share := float64(x.Chance) / 100_00
	switch x.Stage {
	case "won":
		share = 1
	case "lost":
		share = 0
	}
	return money.Amount{Minor: int64(math.Round(float64(x.Value.Minor) * share)), Code: x.Value.Code}
}

// Standing is over once won or lost, and hurts when its day has passed without either.
func (x *Opportunity) Standing(c *Ctx) Standing { return standBy(!x.Open(), x.CloseDate, c) }

func opportunityKind() *Kind {
	return define(func() *Opportunity {
		return &Opportunity{Type: "growth", Stage: "spotted", Chance: 20_00}
	}, Kind{
		Name: "opportunity", Plural: "opportunities", Prefix: OpportunityPrefix, Hat: DM,
		Help:    "Business that may come: a renewal or growth, its value, its chance, when it is decided.",
		Columns: []string{"name", "value", "chance", "close_date", "stage", "account", "type", "weighted"},
		Sort:    "close_date,name",
		Fields: []Field{
			Text("name", func(x *Opportunity) *string { return &x.Name }, Named()),
			Ref("account", func(x *Opportunity) *ID { return &x.Account }, To(AccountPrefix), OnDelete(Cascade), Required()),
			Ref("contact", func(x *Opportunity) *ID { return &x.Contact }, To(ContactPrefix), OnDelete(Clear), Help("who decides")),
			Enum("type", func(x *Opportunity) *OpportunityType { return &x.Type }, OneOf("renewal", "growth"), Width(8)),
			Money("value", func(x *Opportunity) *money.Amount { return &x.Value }, Help("a year")),
			Percent("chance", func(x *Opportunity) *Pct { return &x.Chance }, Between(0, 100), Width(6)),
			Enum("stage", func(x *Opportunity) *Stage { return &x.Stage }, OneOf("spotted", "talked about", "offered", "negotiated", "won", "lost"), Width(11)),
			Date("close_date", func(x *Opportunity) *date.Day { return &x.CloseDate }, Label("Decided by"), Help("when it is decided")),
			Ref("owner", func(x *Opportunity) *ID { return &x.Owned }, To(PersonPrefix), OnDelete(Clear)),
			Text("next_step", func(x *Opportunity) *string { return &x.NextStep }, Search()),
			Text("lost_to", func(x *Opportunity) *string { return &x.LostTo }, Help("to whom, or why")),
			Calc("weighted", func(_ *Ctx, x *Opportunity) Val { return ValMoney(x.Weighted()) }, Width(10), Help("value x chance")),
		},
		Check: func(c *Ctx, r Record) []Problem {
			x := r.(*Opportunity)
			if p, ok := Find[*Contact](c.Snap, x.Contact); ok && p.Account != x.Account {
				return []Problem{{Field: "contact", Message: "is a contact of another account"}}
			}
			if x.Value.Minor < 0 {
				return []Problem{{Field: "value", Message: "is less than nothing"}}
			}
			return nil
		},
	})
}
