package model

import "tandem/model/date"

// Vendor is a supplier of ours, with the times it has promised us.
type Vendor struct {
	Meta
	Name, Supplies  string
	Contact         string
	Email, Phone    string
	Calendar        ID        // its business hours
	Targets         []Target  // what it owes us, by severity
	Response        date.Span // to an answer, where no promised time tells it
	Lead            date.Span
	Rating          int // 1 poor .. 5 excellent
	Status          VendorStatus
	Contract, Until date.Day
	Owned           ID // who of ours looks after it
}

// VendorStatus is where the relation stands.
type VendorStatus string

// CalendarID is the vendor's calendar.
func (x *Vendor) CalendarID() ID { return x.Calendar }

// Target returns what the vendor owes us for a severity; where it does not tell it, the next
// milder one it does tell counts. ok is false where there is none.
func (x *Vendor) Target(severity int) (Target, bool) {
	return (&Agreement{Targets: x.Targets}).Target(severity)
}

// Standing is over once it is left.
func (x *Vendor) Standing(*Ctx) Standing { return standBy(x.Status == "left", 0, nil) }

func vendorKind() *Kind {
	return define(func() *Vendor { return &Vendor{Status: "active"} }, Kind{
		Name: "vendor", Plural: "vendors", Prefix: VendorPrefix,
		Help:    "A supplier: what it supplies, whom to call, what times it has promised us.",
		Columns: []string{"name", "supplies", "lead_time", "rating", "open_purchases", "status"},
		Sort:    "name",
		Fields: []Field{
			Text("name", func(x *Vendor) *string { return &x.Name }, Named()),
			Text("supplies", func(x *Vendor) *string { return &x.Supplies }, Search(), Width(24)),
			Text("contact", func(x *Vendor) *string { return &x.Contact }, Search(), Help("whom to call there")),
			Text("email", func(x *Vendor) *string { return &x.Email }, Search()),
			Text("phone", func(x *Vendor) *string { return &x.Phone }),
			Ref("calendar", func(x *Vendor) *ID { return &x.Calendar }, To(CalendarPrefix), OnDelete(Clear), Help("its business hours")),
			List("targets", func(x *Vendor) *[]Target { return &x.Targets }, targetFields(), Label("Promised times"), Help("one line a severity: 1 | 1h | | | 8h (first response, reply, update, resolution)")),
			Work("response", func(x *Vendor) *date.Span { return &x.Response }, Help("how fast it answers, where the promised times do not tell it")),
			Work("lead_time", func(x *Vendor) *date.Span { return &x.Lead }, Help("from order to delivery")),
			Int("rating", func(x *Vendor) *int { return &x.Rating }, Between(0, 5), Help("1 poor .. 5 excellent")),
			Enum("status", func(x *Vendor) *VendorStatus { return &x.Status }, OneOf("candidate", "active", "on watch", "left")),
			Date("contract_from", func(x *Vendor) *date.Day { return &x.Contract }),
			Date("contract_until", func(x *Vendor) *date.Day { return &x.Until }),
			Ref("owner", func(x *Vendor) *ID { return &x.Owned }, To(PersonPrefix), OnDelete(Clear), Help("who of ours looks after it")),
			Calc("open_purchases", func(c *Ctx, x *Vendor) Val {
				if n := c.Snap.openPurchases()[x.ID]; n > 0 {
					return ValNum(float64(n), 0)
				}
				return None()
			}, Width(5), Label("Open"), Help("purchases on their way")),
		},
		Check: func(_ *Ctx, r Record) []Problem {
			x := r.(*Vendor)
			out := append(checkTargets("targets", x.Targets), checkDays("contract_until", x.Contract, x.Until)...)
			if x.Response.N < 0 || x.Lead.N < 0 {
				out = append(out, Problem{Field: "response", Message: "is less than nothing"})
			}
			return out
		},
	})
}
