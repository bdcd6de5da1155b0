package triage

import (
	"strings"

	"tandem/model"
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
