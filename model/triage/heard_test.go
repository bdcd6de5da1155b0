package triage

import (
	"testing"
	"time"

	"tandem/model"
)

// TestLastHeard: what is said of the record comes before what the customer said of another; what we said and
// what is dated ahead does not count.
func TestLastHeard(t *testing.T) {
	c, acct, esc := heardWorld(t)
	h := LastHeard(c, esc, acct)
	if h.Words != "still down" || !h.About || h.At != c.Now.Add(-2*time.Hour) {
		t.Errorf("of the escalation: %+v", h)
	}
	if h = LastHeard(c, acct, acct); h.Words != "we meet on Friday" || h.At != c.Now.Add(-time.Hour) || h.Who != "Ada Byron" {
		t.Errorf("of the account: %+v", h)
	}
	if h = LastHeard(c, idOf(t, "T-99"), acct); h.Words != "we meet on Friday" || h.About {
		t.Errorf("of a record nobody spoke of: %+v", h)
	}
	if h = LastHeard(c, idOf(t, "T-99"), 0); h.At != 0 {
		t.Errorf("of nobody's record: %+v", h)
	}
}

func heardWorld(t *testing.T) (c *model.Ctx, acct, esc model.ID) {
	t.Helper()
	now := at("2026-11-20 09:12")
	s := model.NewSnapshot(model.Kinds())
	e := model.NewEdit(s, now)
	acct = e.Put(model.AccountPrefix, &model.Account{Name: "Northwind"})
	who := e.Put(model.ContactPrefix, &model.Contact{Name: "Ada Byron", Account: acct})
	esc = e.Put(model.EscalationPrefix, &model.Escalation{Title: "Printer", Account: acct, Status: "open", Impact: 2, Urgency: 2, Level: 1, Opened: now.Add(-3 * time.Hour), Events: []model.Event{
		{At: now.Add(-2 * time.Hour), Kind: "contact", Direction: "in", Text: "still down"},
		{At: now.Add(-time.Hour), Kind: "contact", Direction: "out", Text: "the part is on its way"},
	}})
	say := func(words string, ago time.Duration, d model.Direction) {
		e.Put(model.InteractionPrefix, &model.Interaction{Summary: words, Account: acct, Contact: who, When: now.Add(-ago), Channel: "phone", Direction: d})
	}
	say("we meet on Friday", time.Hour, "in")
	say("our word", time.Minute, "out")
	say("not yet said", -time.Hour, "in")
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	return s.With(b.Changes).Ctx(now), acct, esc
}

func idOf(t *testing.T, ref string) model.ID {
	t.Helper()
	id, err := model.ParseID(ref)
	if err != nil {
		t.Fatal(err)
	}
	return id
}
