package triage

import (
	"tandem/model"
	"tandem/model/date"
)

// Heard is what a customer said last.
type Heard struct {
	At    date.Instant // 0: nothing is known
	Words string       // not cleaned
	Who   string       // "" where nobody was named
	About bool         // said of the record asked for, and not only by its customer
}

// LastHeard is what the customer said last about a record: by its own log or a contact noted with it, else
// by any contact with the account. Only what came in counts; what we said does not.
func LastHeard(c *model.Ctx, about, account model.ID) Heard {
	var own, any Heard
	take := func(to *Heard, h Heard) {
		if h.Words != "" && h.At >= to.At && h.At <= c.Now {
			*to = h
		}
	}
	if e, ok := model.Find[*model.Escalation](c.Snap, about); ok {
		for _, x := range e.Events {
			if x.Kind == "contact" && x.Direction == "in" {
				take(&own, Heard{At: x.At, Words: x.Text, Who: x.Who, About: true})
			}
		}
	}
	for _, id := range []model.ID{about, account} {
		if id == 0 {
			continue
		}
		for r := range c.Snap.RefsTo(id) {
			in, ok := r.(*model.Interaction)
			if !ok || in.Direction != "in" {
				continue
			}
			h := Heard{At: in.When, Words: in.Summary, Who: c.NameOf(in.Contact), About: id == about}
			if h.About && about != account {
				take(&own, h)
			} else {
				take(&any, h)
			}
		}
	}
	if own.At != 0 {
		return own
	}
	return any
}
