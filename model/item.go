package model

import (
	"github.com/govalues/decimal"

	"tandem/model/money"
)

// Item is something that is delivered and perhaps kept in stock.
type Item struct {
	Meta
	Name, Code, Unit string
	OnHand, Reorder  decimal.Decimal
	Stocked          bool
	Price            money.Amount
	Vendor           ID
}

// Low reports whether the stock has come down to the point where more is to be bought.
func (x *Item) Low() bool { return x.Stocked && x.OnHand.Cmp(x.Reorder) <= 0 }

// Standing is soon where stock is low.
func (x *Item) Standing(*Ctx) Standing {
	if x.Low() {
		return Soon
	}
	return Calm
}

func itemKind() *Kind {
	return define(func() *Item { return &Item{Unit: "piece"} }, Kind{
		Name: "item", Plural: "items", Prefix: ItemPrefix, Hat: DM,
		Help:    "Something that is delivered: its unit, its price, and the stock on hand.",
		Columns: []string{"name", "code", "unit", "on_hand", "reorder_point", "low", "vendor"},
		Sort:    "name",
		Fields: []Field{
			Text("name", func(x *Item) *string { return &x.Name }, Named()),
			Text("code", func(x *Item) *string { return &x.Code }, Search(), Width(10)),
			Text("unit", func(x *Item) *string { return &x.Unit }, Width(8)),
			Flag("stocked", func(x *Item) *bool { return &x.Stocked }, Help("kept in stock")),
			Number("on_hand", func(x *Item) *decimal.Decimal { return &x.OnHand }),
			Number("reorder_point", func(x *Item) *decimal.Decimal { return &x.Reorder }, Between(0, 1e12), Help("buy more when the stock has come down to this")),
			Money("price", func(x *Item) *money.Amount { return &x.Price }, Help("for one unit")),
			Ref("vendor", func(x *Item) *ID { return &x.Vendor }, To(VendorPrefix), OnDelete(Clear)),
			Calc("low", func(_ *Ctx, x *Item) Val {
				if !x.Stocked {
					return None()
				}
				return valYes(x.Low())
			}, Width(5), Help("down to the reorder point")),
		},
		Check: func(c *Ctx, r Record) []Problem {
			x := r.(*Item)
			if !x.Stocked && !x.Reorder.IsZero() {
				return []Problem{{Field: "stocked", Message: "has a reorder point but is not kept in stock"}}
			}
			for o := range Each[*Item](c.Snap, ItemPrefix) {
				if x.Code != "" && o.ID != x.ID && o.Code == x.Code {
					return []Problem{{Field: "code", Message: "is taken by " + o.ID.String()}}
				}
			}
			return nil
		},
	})
}
