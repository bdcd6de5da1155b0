package model

import (
	"cmp"

	"github.com/govalues/decimal"

	"tandem/model/date"
)

// Order is what a customer wants delivered: by when, what exactly, and whether it was accepted.
type Order struct {
	Meta
	Title            string
	Number           string // theirs
	Account, Project ID
	Mode             OrderMode
	Requested        date.Day // when they want it
	Promised         date.Day // when we said it comes
	Delivered        date.Day // when all of it was there
	Lines            []OrderLine
	Stop, Window     string // where, and between which hours
	Task             ID     // that delivers it
	Criteria         string
	Evidence         string
	Signed           ID // the contact who accepted it
	SignedOn         date.Day
	Status           OrderStatus
}

// OrderMode tells what comes by a plan from what comes when asked for.
type OrderMode string

// OrderStatus is where an order stands.
type OrderStatus string

// OrderLine is one thing of an order.
type OrderLine struct {
	Item               ID
	Text               string // where it is no item
	Ordered, Delivered decimal.Decimal
}

// Owner is the account.
func (x *Order) Owner() ID { return x.Account }

// Open reports whether something is still to be delivered or accepted.
func (x *Order) Open() bool { return x.Status == "open" || x.Status == "delivered" }

// InFull reports whether each line was delivered in the quantity ordered, or more.
func (x *Order) InFull() bool {
	for _, l := range x.Lines {
		if l.Delivered.Cmp(l.Ordered) < 0 {
			return false
		}
	}
	return true
}

// Due is the day an order is held against, in every count and every list: the promised day, else the
// requested one, for what nobody promised is still wanted; 0 where there is neither.
func (x *Order) Due() date.Day { return cmp.Or(x.Promised, x.Requested) }

// DueWord says which day Due is: "promised" or "requested".
func (x *Order) DueWord() string {
	if x.Promised == 0 && x.Requested != 0 {
		return "requested"
	}
	return "promised"
}

// There reports whether the customer has all of it: a delivery in part or refused is none.
func (x *Order) There() bool { return x.Delivered != 0 && x.InFull() && x.Status != "refused" }

// Late reports whether the day it is due (see Due) has passed and the order is not there in full.
func (x *Order) Late(today date.Day) bool {
	due := x.Due()
	return x.Status == "open" && due != 0 && due < today && !x.There()
}

// Standing is over once accepted or cancelled, and hurts when it is late.
func (x *Order) Standing(c *Ctx) Standing {
	if x.Status == "open" && !x.There() {
		return standBy(false, x.Due(), c)
	}
	return standBy(!x.Open(), 0, c)
}

// Deliver sets an open order to delivered in full on a day. Lines are replaced, not written to.
func (x *Order) Deliver(on date.Day) {
	x.Delivered, x.Status = on, "delivered"
	lines := append([]OrderLine(nil), x.Lines...)
	for i := range lines {
		if lines[i].Delivered.Cmp(lines[i].Ordered) < 0 {
			lines[i].Delivered = lines[i].Ordered
		}
	}
	x.Lines = lines
}

func orderKind() *Kind {
	return define(func() *Order { return &Order{Mode: "scheduled", Status: "open"} }, Kind{
		Name: "order", Plural: "orders", Prefix: OrderPrefix, Hat: DM,
		Help:    "What a customer wants delivered: by when, what exactly, and whether it was accepted.",
		Columns: []string{"title", "promised", "status", "account", "delivered", "in_full", "requested"},
		Sort:    "status,promised",
		Fields:  orderFields(),
		Verbs: []Verb{
			{Name: "accept", Title: "Accept", Help: "Notes that the customer accepted the delivery today.", Why: func(_ *Ctx, r Record) string {
				switch x := r.(*Order); {
				case x.Status == "accepted":
					return "it is accepted already"
				case x.Delivered == 0:
					return "it is not delivered yet: set when it was"
				}
				return ""
			}, Do: func(e *Edit, id ID) error {
				return Update(e, id, func(x *Order) error {
					x.Status, x.SignedOn = "accepted", e.Ctx.today(x)
					return nil
				})
			}},
			{Name: "deliver", Title: "Deliver", Help: "Notes that all of it was delivered today.", Why: func(_ *Ctx, r Record) string {
				if x := r.(*Order); x.Status != "open" || x.Delivered != 0 && x.InFull() {
					return "it is delivered already, or cancelled"
				}
				return ""
			}, Do: func(e *Edit, id ID) error {
				return Update(e, id, func(x *Order) error { x.Deliver(e.Ctx.today(x)); return nil })
			}},
		},
		Check: checkDelivery,
	})
}

func orderFields() []Field {
	return []Field{
		Text("title", func(x *Order) *string { return &x.Title }, Named()),
		Text("number", func(x *Order) *string { return &x.Number }, Search(), Width(10), Help("as the customer calls it")),
		Ref("account", func(x *Order) *ID { return &x.Account }, To(AccountPrefix), OnDelete(Cascade), Required()),
		Ref("project", func(x *Order) *ID { return &x.Project }, To(ProjectPrefix), OnDelete(Clear)),
		Enum("mode", func(x *Order) *OrderMode { return &x.Mode }, OneOf("scheduled: by a plan", "on demand: when asked for")),
		Date("requested", func(x *Order) *date.Day { return &x.Requested }, Help("when the customer wants it")),
		Date("promised", func(x *Order) *date.Day { return &x.Promised }, Help("when we said it comes")),
		Date("delivered", func(x *Order) *date.Day { return &x.Delivered }, Help("when the last of it was there")),
		List("lines", func(x *Order) *[]OrderLine { return &x.Lines }, []Field{
			Ref("item", func(l *OrderLine) *ID { return &l.Item }, To(ItemPrefix), OnDelete(Restrict)),
			Text("text", func(l *OrderLine) *string { return &l.Text }),
			Number("ordered", func(l *OrderLine) *decimal.Decimal { return &l.Ordered }, Between(0, 1e12)),
			Number("delivered", func(l *OrderLine) *decimal.Decimal { return &l.Delivered }, Between(0, 1e12)),
		}, Help("one line a thing: IT-1 | | 70 | 35 (ordered, delivered)")),
		Text("stop", func(x *Order) *string { return &x.Stop }, Help("where it goes")),
		Text("window", func(x *Order) *string { return &x.Window }, Help("between which hours: 08:00-10:00")),
		Ref("task", func(x *Order) *ID { return &x.Task }, To(TaskPrefix), OnDelete(Clear), Help("the task that delivers it")),
		Long("criteria", func(x *Order) *string { return &x.Criteria }, Search(), Help("when is it accepted?")),
		Long("evidence", func(x *Order) *string { return &x.Evidence }, Search(), Help("what shows that it is as agreed")),
		Ref("signed_by", func(x *Order) *ID { return &x.Signed }, To(ContactPrefix), OnDelete(Clear)),
		Date("signed_on", func(x *Order) *date.Day { return &x.SignedOn }),
		Enum("status", func(x *Order) *OrderStatus { return &x.Status }, OneOf("open", "delivered: not accepted yet", "accepted", "refused", "cancelled")),
		Calc("in_full", func(_ *Ctx, x *Order) Val {
			if x.Delivered == 0 {
				return None()
			}
			return valYes(x.InFull())
		}, Width(7), Help("each line as ordered")),
		Calc("on_time", func(_ *Ctx, x *Order) Val {
			if x.Delivered == 0 || x.Due() == 0 {
				return None()
			}
			return valYes(x.Delivered <= x.Due() && x.Status != "refused")
		}, Width(7), Help("by the day it was promised for, else the one it was requested for")),
	}
}

func checkDelivery(c *Ctx, r Record) []Problem {
	x := r.(*Order)
	var out []Problem
	bad := func(field, msg string) { out = append(out, Problem{Field: field, Message: msg}) }
	if h, err := ParseHours(x.Window); err != nil || len(h) > 1 {
		bad("window", "wants two times of day: 08:00-10:00")
	}
	for i, l := range x.Lines {
		if l.Item == 0 && l.Text == "" {
			bad("lines", rowOf(i)+"names nothing")
		}
	}
	switch {
	case x.Status == "delivered" && x.Delivered == 0:
		bad("delivered", "the day of the delivery is missing")
	case x.Status == "accepted" && x.SignedOn == 0:
		bad("signed_on", "the day of the acceptance is missing")
	case x.SignedOn != 0 && x.Delivered > x.SignedOn:
		bad("signed_on", "lies before the delivery")
	}
	if p, ok := Find[*Contact](c.Snap, x.Signed); ok && p.Account != x.Account {
		bad("signed_by", "is a contact of another account")
	}
	return append(out, checkTaskOf(c, "task", x.Task, x.Project)...)
}
