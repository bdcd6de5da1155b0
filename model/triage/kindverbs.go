package triage

import (
	"strings"

	"tandem/model"
	"tandem/model/date"
)

// What the verbs do to the newer kinds, where it is more than to note a decision.

// heard ends the silence of a customer's sponsor or a stakeholder who was contacted just now. A
// customer of whom something else is left to decide is then ours to do.
func (k *desk) heard(it *Item) error {
	if x, ok := k.e.Get(it.Subject).(*model.Stakeholder); ok {
		today := k.now.Day(k.hours(it).loc)
		if err := model.Update(k.e, x.ID, func(x *model.Stakeholder) error { x.Last = today; return nil }); err != nil {
			return err
		}
	} else if len(it.marks) != 1 || it.marks[0].sig != SponsorSilent {
		return k.mine(it)
	}
	if it.hand {
		return k.mine(it)
	}
	return k.shut(it, "done", "", false)
}

// supplier is the record of the vendor waited for, where there is one of that name.
func (k *desk) supplier(on model.Party, who string) model.ID {
	if on != "vendor" || who == "" {
		return 0
	}
	for v := range model.Each[*model.Vendor](k.e.Base(), model.VendorPrefix) {
		if strings.EqualFold(v.Name, who) || strings.HasPrefix(strings.ToLower(who), strings.ToLower(v.Name)+",") {
			return v.ID
		}
	}
	return 0
}

// endMore closes a record of the newer kinds, and reports whether that ends its signals for good.
// One that cannot be ended without being asked what came of it (a decision, a change to approve,
// a benefit) stays as it is and only leaves the queue.
func (k *desk) endMore(it *Item, why model.Resolution, today date.Day) (bool, error) {
	solved, declined := why == "done" || why == "resolved itself", why == "declined"
	switch x := k.e.Get(it.Subject).(type) {
	case *model.Order:
		return solved || declined, model.Update(k.e, x.ID, func(x *model.Order) error {
			if solved {
				x.Deliver(today)
			} else if declined {
				x.Status = "cancelled"
			}
			return nil
		})
	case *model.Purchase:
		return solved || declined, model.Update(k.e, x.ID, func(x *model.Purchase) error {
			if solved {
				x.Status, x.Received = "received", max(today, x.Ordered)
			} else if declined {
				x.Status = "cancelled"
			}
			return nil
		})
	case *model.Review:
		if solved {
			return true, model.Update(k.e, x.ID, func(x *model.Review) error { x.Held = today; return nil })
		}
	case *model.Stakeholder:
		if solved {
			return true, model.Update(k.e, x.ID, func(x *model.Stakeholder) error { x.Last = today; return nil })
		}
	case *model.Decision:
		if declined {
			return true, model.Update(k.e, x.ID, func(x *model.Decision) error { x.Status, x.DecidedOn = "dropped", today; return nil })
		}
	case *model.ChangeRequest:
		if declined {
			return true, k.e.Act(x.ID, "reject")
		}
	}
	return false, nil
}
