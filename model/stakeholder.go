package model

import "tandem/model/date"

// Stakeholder is somebody who has a stake in a project: one of ours, of the customer's, or
// anybody else.
type Stakeholder struct {
	Meta
	Name                string
	Project             ID
	Person, Contact     ID
	Interest, Influence Degree
	RACI                RACI
	Attitude            Attitude
	Wants               string
	Cadence             int // days between two contacts; 0: none agreed
	Last                date.Day
}

// Degree is how much, in three steps.
type Degree string

// RACI is the part somebody has in a project.
type RACI string

// Attitude is how somebody stands to a project.
type Attitude string

// Owner is the project.
func (x *Stakeholder) Owner() ID { return x.Project }

// Heard is the last day somebody talked to them: what is noted here, or the newest interaction
// with the contact, in the zone of c. 0 for never.
func (x *Stakeholder) Heard(c *Ctx) date.Day {
	if at := c.LastTalk(x.Contact); at != 0 {
		return max(x.Last, at.Day(c.Loc))
	}
	return x.Last
}

// Due is the day by which they should hear from us again; 0 where no cadence is agreed.
func (x *Stakeholder) Due(c *Ctx) date.Day {
	if x.Cadence == 0 {
		return 0
	}
	from := x.Heard(c)
	if from == 0 {
		from = x.Created.Day(c.Loc)
	}
	return from + date.Day(x.Cadence)
}

// Standing hurts when they should have heard from us.
func (x *Stakeholder) Standing(c *Ctx) Standing { return standBy(false, x.Due(c), c) }

func stakeholderKind() *Kind {
	return define(func() *Stakeholder {
		return &Stakeholder{Interest: "medium", Influence: "medium", RACI: "informed"}
	}, Kind{
		Name: "stakeholder", Plural: "stakeholders", Prefix: StakeholderPrefix, Hat: PM,
		Help:    "Somebody with a stake in a project: how much say, how much interest, how often we talk.",
		Columns: []string{"name", "heard", "due", "project", "influence", "interest", "raci"},
		Sort:    "project,due,name",
		Fields: []Field{
			Text("name", func(x *Stakeholder) *string { return &x.Name }, Named()),
			Ref("project", func(x *Stakeholder) *ID { return &x.Project }, To(ProjectPrefix), OnDelete(Cascade), Required()),
			Ref("person", func(x *Stakeholder) *ID { return &x.Person }, To(PersonPrefix), OnDelete(Clear), Help("where it is one of ours")),
			Ref("contact", func(x *Stakeholder) *ID { return &x.Contact }, To(ContactPrefix), OnDelete(Clear), Help("where it is one of the customer's")),
			Enum("influence", func(x *Stakeholder) *Degree { return &x.Influence }, OneOf("high", "medium", "low"), Width(9)),
			Enum("interest", func(x *Stakeholder) *Degree { return &x.Interest }, OneOf("high", "medium", "low"), Width(8)),
			Enum("raci", func(x *Stakeholder) *RACI { return &x.RACI }, OneOf("responsible", "accountable", "consulted", "informed"), Label("RACI")),
			Enum("attitude", func(x *Stakeholder) *Attitude { return &x.Attitude }, OneOf("drives it", "supports", "neutral", "doubts", "against")),
			Text("wants", func(x *Stakeholder) *string { return &x.Wants }, Search(), Help("what they want from the project")),
			Int("cadence", func(x *Stakeholder) *int { return &x.Cadence }, Between(0, 999), Width(7), Help("days between two contacts")),
			Date("last_contact", func(x *Stakeholder) *date.Day { return &x.Last }, Help("where it is no interaction of the contact")),
			Calc("heard", func(c *Ctx, x *Stakeholder) Val { return ValDay(c, x.Heard(c)) }, Width(10), Help("when somebody last talked to them")),
			Calc("due", func(c *Ctx, x *Stakeholder) Val { return ValDay(c, x.Due(c)) }, Width(10), Help("when they should hear from us again")),
		},
		Check: func(_ *Ctx, r Record) []Problem {
			if x := r.(*Stakeholder); x.Person != 0 && x.Contact != 0 {
				return []Problem{{Field: "contact", Message: "is either one of ours or one of the customer's"}}
			}
			return nil
		},
	})
}
