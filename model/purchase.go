package model

import (
	"iter"

	"tandem/model/date"
	"tandem/model/money"
)

// Purchase is an order of ours to a vendor.
type Purchase struct {
	Meta
	Title, Number string
	Vendor        ID
	Project, Line ID
	Task          ID // that waits for it
	Amount        money.Amount
	Ordered       date.Day
	Due, Received date.Day
	Status        PurchaseStatus
	Owned         ID
}

// PurchaseStatus is where a purchase stands.
type PurchaseStatus string

// Owner is the project, or the vendor.
func (x *Purchase) Owner() ID {
	if x.Project != 0 {
		return x.Project
	}
	return x.Vendor
}

// Open reports whether something is still to come.
func (x *Purchase) Open() bool { return x.Status == "planned" || x.Status == "ordered" }

// Standing is over once received or cancelled, and hurts when the due day has passed or lies behind
// the day its task needs it.
func (x *Purchase) Standing(c *Ctx) Standing {
	s := standBy(!x.Open(), x.Due, c)
	if s == Calm || s == Soon {
		for _, w := range c.VendorWaits(x) {
			if late, ok := w.Late(); ok && late > 0 {
				return Hurts
			}
		}
	}
	return s
}

func purchaseKind() *Kind {
	return define(func() *Purchase { return &Purchase{Status: "ordered"} }, Kind{
		Name: "purchase", Plural: "purchases", Prefix: PurchasePrefix,
		Help:    "An order of ours to a vendor: what for, how much, when it should be here.",
		Columns: []string{"title", "due", "needed_by", "amount", "status", "vendor", "project", "received"},
		Sort:    "status,due",
		Fields: append([]Field{
			Text("title", func(x *Purchase) *string { return &x.Title }, Named()),
			Text("number", func(x *Purchase) *string { return &x.Number }, Search(), Width(10)),
			Ref("vendor", func(x *Purchase) *ID { return &x.Vendor }, To(VendorPrefix), OnDelete(Restrict), Required()),
			Ref("project", func(x *Purchase) *ID { return &x.Project }, To(ProjectPrefix), OnDelete(Cascade)),
			Ref("line", func(x *Purchase) *ID { return &x.Line }, To(CostLinePrefix), OnDelete(Clear)),
			Ref("task", func(x *Purchase) *ID { return &x.Task }, To(TaskPrefix), OnDelete(Clear), Help("the task that waits for it")),
			Money("amount", func(x *Purchase) *money.Amount { return &x.Amount }),
			Date("ordered", func(x *Purchase) *date.Day { return &x.Ordered }),
			Date("due", func(x *Purchase) *date.Day { return &x.Due }, Help("when the vendor said it comes")),
			Date("received", func(x *Purchase) *date.Day { return &x.Received }),
			Enum("status", func(x *Purchase) *PurchaseStatus { return &x.Status }, OneOf("planned", "ordered", "received", "cancelled")),
			Ref("owner", func(x *Purchase) *ID { return &x.Owned }, To(PersonPrefix), OnDelete(Clear)),
			Calc("needed_by", func(c *Ctx, x *Purchase) Val {
				at, ok := c.NeededBy(x)
				if !ok || !x.Open() {
					return None()
				}
				return ValDay(c, at.Day(c.Loc))
			}, Width(10), Help("when the task that waits for it begins, or is to be done where it has begun without")),
		}, vendorFields[Purchase]()...),
		Verbs: []Verb{{Name: "receive", Title: "Receive", Help: "Notes that the goods came in today.", Why: func(_ *Ctx, r Record) string {
			if x := r.(*Purchase); !x.Open() {
				return "it is " + string(x.Status) + " already"
			}
			return ""
		}, Do: func(e *Edit, id ID) error {
			return Update(e, id, func(x *Purchase) error {
				x.Status, x.Received = "received", e.Ctx.today(x)
				return nil
			})
		}}},
		Check: func(c *Ctx, r Record) []Problem {
			x := r.(*Purchase)
			out := append(checkDays("received", x.Ordered, x.Received), checkTaskOf(c, "task", x.Task, x.Project)...)
			if l, ok := Find[*CostLine](c.Snap, x.Line); ok && x.Project != 0 && l.Project != x.Project {
				out = append(out, Problem{Field: "line", Message: "is a cost line of another project"})
			}
			if x.Status == "received" && x.Received == 0 {
				out = append(out, Problem{Field: "received", Message: "the day it came is missing"})
			}
			return out
		},
	})
}

type purchasesForKey struct{}

// purchasesFor are the purchases that are on their way for a task.
func (s *Snapshot) purchasesFor(task ID) []*Purchase {
	return Memo(s, PurchasePrefix, purchasesForKey{}, func(all iter.Seq[Record]) map[ID][]*Purchase {
		m := map[ID][]*Purchase{}
		for r := range all {
			if x := r.(*Purchase); x.Task != 0 && x.Open() {
				m[x.Task] = append(m[x.Task], x)
			}
		}
		return m
	})[task]
}

type purchaseKey struct{}

// openPurchases counts what is on its way from each vendor.
func (s *Snapshot) openPurchases() map[ID]int {
	return Memo(s, PurchasePrefix, purchaseKey{}, func(all iter.Seq[Record]) map[ID]int {
		n := map[ID]int{}
		for r := range all {
			if x := r.(*Purchase); x.Open() {
				n[x.Vendor]++
			}
		}
		return n
	})
}
