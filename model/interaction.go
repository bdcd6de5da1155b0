package model

import "tandem/model/date"

// Interaction is one contact with a customer.
type Interaction struct {
	Meta
	Summary             string
	Account, Contact    ID
	When                date.Instant
	Channel             Channel
	Direction           Direction
	Mood                int // -2 .. 2
	Escalation, Project ID
}

// Channel is how people talked.
type Channel string

// Direction is who spoke to whom: in is the customer to us.
type Direction string

// Owner is the account.
func (x *Interaction) Owner() ID { return x.Account }

func interactionKind() *Kind {
	return define(func() *Interaction { return &Interaction{Channel: "mail", Direction: "out"} }, Kind{
		Name: "interaction", Plural: "interactions", Prefix: InteractionPrefix, Hat: DM,
		Help:    "A contact with a customer: when, how, who spoke, in what mood.",
		Columns: []string{"when", "summary", "account", "contact", "channel", "direction", "mood"},
		Sort:    "-when",
		Fields: []Field{
			Time("when", func(x *Interaction) *date.Instant { return &x.When }, Required()),
			Text("summary", func(x *Interaction) *string { return &x.Summary }, Named()),
			Ref("account", func(x *Interaction) *ID { return &x.Account }, To(AccountPrefix), OnDelete(Cascade), Required()),
			Ref("contact", func(x *Interaction) *ID { return &x.Contact }, To(ContactPrefix), OnDelete(Clear)),
			Enum("channel", func(x *Interaction) *Channel { return &x.Channel }, OneOf("mail", "phone", "meeting", "chat", "visit", "portal"), Width(8)),
			Enum("direction", func(x *Interaction) *Direction { return &x.Direction }, OneOf("in: the customer to us", "out: we to the customer"), Width(4), Label("Dir")),
			Int("mood", func(x *Interaction) *int { return &x.Mood }, Between(-2, 2), Width(5), Help("-2 furious .. 2 delighted")),
			Ref("escalation", func(x *Interaction) *ID { return &x.Escalation }, To(EscalationPrefix), OnDelete(Clear)),
			Ref("project", func(x *Interaction) *ID { return &x.Project }, To(ProjectPrefix), OnDelete(Clear)),
		},
	})
}
