package model

import (
	"github.com/govalues/decimal"

	"tandem/model/date"
	"tandem/model/money"
)

// CostLine is a planned amount of a project, spread over a stretch of time.
type CostLine struct {
	Meta
	Name          string
	Project, Task ID
	Category      CostCategory
	Planned       money.Amount
	From, To      date.Day
	Spread        Spread
}

// CostCategory is what the money goes to.
type CostCategory string

// Spread is how a planned amount lies over its time.
type Spread string

// Owner is the project.
func (l *CostLine) Owner() ID { return l.Project }

func costLineKind() *Kind {
	return define(func() *CostLine { return &CostLine{Category: "labour", Spread: "even"} }, Kind{
		Name: "cost line", Plural: "cost lines", Prefix: CostLinePrefix, Hat: PM,
		Help:    "A planned amount of a project: what for, how much, over what time.",
		Columns: []string{"name", "project", "category", "planned", "spent", "left", "from", "to"},
		Sort:    "project,name",
		Fields: []Field{
			Text("name", func(l *CostLine) *string { return &l.Name }, Named()),
			Ref("project", func(l *CostLine) *ID { return &l.Project }, To(ProjectPrefix), OnDelete(Cascade), Required()),
			Ref("task", func(l *CostLine) *ID { return &l.Task }, To(TaskPrefix), OnDelete(Clear)),
			Enum("category", func(l *CostLine) *CostCategory { return &l.Category }, costCategories()),
			Money("planned", func(l *CostLine) *money.Amount { return &l.Planned }),
			Date("from", func(l *CostLine) *date.Day { return &l.From }),
			Date("to", func(l *CostLine) *date.Day { return &l.To }),
			Enum("spread", func(l *CostLine) *Spread { return &l.Spread }, OneOf("even", "start", "end", "front", "back")),
			Calc("spent", func(c *Ctx, l *CostLine) Val {
				sum, mixed := l.spent(c.Snap)
				return lineMoney(sum, mixed)
			}, Width(10), Help("invoices and actuals booked on it, in its own currency"), Adds()),
			Calc("left", func(c *Ctx, l *CostLine) Val {
				sum, mixed := l.spent(c.Snap)
				sum.Minor = l.Planned.Minor - sum.Minor
				if l.Planned.Code != "" {
					sum.Code = l.Planned.Code
				}
				return lineMoney(sum, mixed)
			}, Width(10), Adds()),
		},
		Check: func(_ *Ctx, r Record) []Problem {
			l := r.(*CostLine)
			return checkOrder("to", l.From.At(0, 0, nil), l.To.At(0, 0, nil))
		},
	})
}

func lineMoney(sum money.Amount, mixed bool) Val {
	if mixed {
		return Val{Text: "mixed currencies", Show: "mixed"}
	}
	return ValMoney(sum)
}

// spent adds up what was invoiced or paid on the line; mixed is set where currencies differ.
func (l *CostLine) spent(s *Snapshot) (sum money.Amount, mixed bool) {
	sum.Code = l.Planned.Code
	for r := range s.RefsTo(l.ID) {
		e, ok := r.(*LedgerEntry)
		if !ok || e.Line != l.ID || e.Kind != "invoice" && e.Kind != "actual" {
			continue
		}
		if e.Amount.Code != sum.Code && sum.Code != "" && e.Amount.Minor != 0 {
			return sum, true // never added up without a rate that is named
		}
		next, err := sum.Add(e.Amount)
		if err != nil {
			return sum, true
		}
		sum = next
	}
	return sum, false
}

// LedgerEntry is one movement of money: promised, invoiced, paid or expected.
type LedgerEntry struct {
	Meta
	Text                string
	Date                date.Day
	Project, Task, Line ID
	Kind                LedgerType
	Amount              money.Amount
	Rate                decimal.Decimal // to the project's currency; 0: the same
	Vendor              string          // as the document writes it
	Order               string          // as the document writes it
	Supplier            ID              // the vendor's record
	Purchase            ID
}

// LedgerType is the kind of a ledger entry.
type LedgerType string

// Owner is the project.
func (e *LedgerEntry) Owner() ID { return e.Project }

func ledgerKind() *Kind {
	return define(func() *LedgerEntry { return &LedgerEntry{Kind: "actual"} }, Kind{
		Name: "ledger entry", Plural: "ledger entries", Prefix: LedgerPrefix, Hat: PM,
		Help:    "Money that was committed, invoiced, paid, or is expected to be.",
		Columns: []string{"date", "text", "project", "entry", "amount", "vendor"},
		Sort:    "-date",
		Fields: []Field{
			Date("date", func(e *LedgerEntry) *date.Day { return &e.Date }, Required()),
			Text("text", func(e *LedgerEntry) *string { return &e.Text }, Named()),
			Ref("project", func(e *LedgerEntry) *ID { return &e.Project }, To(ProjectPrefix), OnDelete(Cascade), Required()),
			Ref("task", func(e *LedgerEntry) *ID { return &e.Task }, To(TaskPrefix), OnDelete(Clear)),
			Ref("line", func(e *LedgerEntry) *ID { return &e.Line }, To(CostLinePrefix), OnDelete(Clear)),
			Enum("entry", func(e *LedgerEntry) *LedgerType { return &e.Kind }, OneOf("commitment", "invoice", "actual", "forecast")),
			Money("amount", func(e *LedgerEntry) *money.Amount { return &e.Amount }, Required()),
			Number("rate", func(e *LedgerEntry) *decimal.Decimal { return &e.Rate }, Between(0, 1e9), Help("to the project's currency")),
			Text("vendor", func(e *LedgerEntry) *string { return &e.Vendor }, Search(), Help("as the document writes it")),
			Text("order", func(e *LedgerEntry) *string { return &e.Order }, Help("number of the order, as the document writes it")),
			Ref("supplier", func(e *LedgerEntry) *ID { return &e.Supplier }, To(VendorPrefix), OnDelete(Clear), Help("the vendor's own record")),
			Ref("purchase", func(e *LedgerEntry) *ID { return &e.Purchase }, To(PurchasePrefix), OnDelete(Clear), Help("the order it pays for")),
		},
	})
}
