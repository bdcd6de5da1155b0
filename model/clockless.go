package model

import (
	"cmp"

	"tandem/model/clock"
)

// Untimed says why no clock of an open escalation runs, and the record to put that right on: it has no
// customer whom one could tell (its project or 0), or no agreement with its customer held when it was
// opened. why is "" where a clock runs or ran, and for one that is over.
func (c *Ctx) Untimed(e *Escalation) (why string, on ID) {
	if !e.Open() {
		return "", 0
	}
	x := c.Clocks(e)
	for i := range x.All {
		if x.All[i].State != clock.None {
			return "", 0
		}
	}
	account := e.Account
	if p, ok := Find[*Project](c.Snap, e.Project); ok {
		account = cmp.Or(account, p.Account)
	}
	switch {
	case account == 0:
		return "no customer: nobody can be told about it, and nothing is timed", e.Project
	case c.Snap.Agreement(e, c) == nil:
		return "no agreement with " + c.NameOf(account) + ": nothing is timed", account
	}
	return "", 0
}
