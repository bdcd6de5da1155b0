package triage

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// TestSameLevelIsNoEscalation refuses to raise an escalation to the level it has.
func TestSameLevelIsNoEscalation(t *testing.T) {
	now := date.YMD(2026, 11, 20).At(9, 0, nil)
	s := model.NewSnapshot(model.Kinds())
	e := model.NewEdit(s, now)
	a := e.Put("A", &model.Account{Name: "Harbour", Tier: "key", Status: "active"})
	x := model.Kinds().Prefix("E").New().(*model.Escalation)
	x.Title, x.Account, x.Level, x.Opened = "Down", a, 2, now-7200
	id := e.Put("E", x)
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	q := Build(s.With(b.Changes).Ctx(now))
	it := q.Find(id)
	if it == nil {
		t.Fatal("the escalation is not in the queue")
	}
	if ok, why := (Decision{Verb: Escalate, Arg: "2"}).Enabled(q, []*Item{it}); ok || !strings.Contains(why, "level 2 already") {
		t.Errorf("level 2 again: %v %q", ok, why)
	}
	if ok, why := (Decision{Verb: Escalate, Arg: "3"}).Enabled(q, []*Item{it}); !ok {
		t.Errorf("level 3: %s", why)
	}
}
