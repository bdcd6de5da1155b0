package model_test

import (
	"testing"
	"time"

	"tandem/model"
	"tandem/model/clock"
	"tandem/model/date"
)

// mergedPair is a customer with an agreement that lets a vendor's wait pause, and two escalations: the
// first of severity 2 at 09:00, the second of severity 1 at 11:00, both on a Monday in UTC.
func mergedPair(t *testing.T) (s *model.Snapshot, nine date.Instant, first, second model.ID) {
	t.Helper()
	nine = date.Of(time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC))
	e := model.NewEdit(model.NewSnapshot(model.Kinds()), nine)
	a := e.Put(model.AccountPrefix, &model.Account{Name: "Northwind"})
	ag := e.Put(model.AgreementPrefix, &model.Agreement{Name: "Gold", Account: a})
	if err := e.Set(ag, "targets", "1 | 30m | 1h | 2h | 1d\n2 | 1h | 2h | 4h | 2d"); err != nil {
		t.Fatal(err)
	}
	if err := e.Set(ag, "pause_vendor", "yes"); err != nil {
		t.Fatal(err)
	}
	first = e.Put(model.EscalationPrefix, &model.Escalation{Title: "Slow", Account: a, Impact: 1, Urgency: 2, Level: 1, Status: "open", Opened: nine})
	second = e.Put(model.EscalationPrefix, &model.Escalation{Title: "Down", Account: a, Impact: 1, Urgency: 1, Level: 1, Status: "open", Opened: nine.Add(2 * time.Hour)})
	return landed(t, e), nine, first, second
}

// TestMergeKeepsWhatWasMet: what was answered in time by the severity of then stays in time, though the two
// go on as the graver one.
func TestMergeKeepsWhatWasMet(t *testing.T) {
	s, nine, first, second := mergedPair(t)
	e := model.NewEdit(s, nine.Add(50*time.Minute))
	if err := e.LogContact(first, "out", "We look into it"); err != nil {
		t.Fatal(err)
	}
	e = model.NewEdit(landed(t, e), nine.Add(3*time.Hour))
	if err := e.Merge(first, second); err != nil {
		t.Fatal(err)
	}
	s = landed(t, e)
	x := s.Ctx(nine.Add(3 * time.Hour)).Clocks(s.Get(second).(*model.Escalation))
	if k := x.All[clock.First]; k.State != clock.Met || k.Target != 3600 || k.Elapsed != 3000 {
		t.Errorf("the first response is %s: %d of %d s", k.State, k.Elapsed, k.Target)
	}
	if k := x.All[clock.Resolution]; k.Start != nine || k.Target != 8*3600 {
		t.Errorf("the resolution counts from %d with %d s", k.Start-nine, k.Target)
	}
}

// TestMergeEndsTheWaitOfTheMerged: whom the merged one waited for stops the clock of the other up to the
// merge and not for ever; a wait of the one that goes on stays.
func TestMergeEndsTheWaitOfTheMerged(t *testing.T) {
	for _, own := range []bool{false, true} {
		s, nine, first, second := mergedPair(t)
		wait := func(id model.ID, at date.Instant) {
			e := model.NewEdit(s, at)
			if err := model.Update(e, id, func(e *model.Escalation) error {
				e.Status, e.Waiting = "waiting", model.Waiting{On: "vendor", Who: "Shipfast"}
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			s = landed(t, e)
		}
		wait(first, nine.Add(time.Hour)) // 10:00
		if own {
			wait(second, nine.Add(150*time.Minute)) // 11:30
		}
		e := model.NewEdit(s, nine.Add(3*time.Hour)) // 12:00
		if err := e.Merge(first, second); err != nil {
			t.Fatal(err)
		}
		s = landed(t, e)
		k := s.Ctx(nine.Add(6 * time.Hour)).Clocks(s.Get(second).(*model.Escalation)).All[clock.Resolution] // 15:00
		want, state := int64(3*3600), clock.Running                                                         // 09:00-10:00 and 13:00-15:00
		if own {
			want, state = 3600, clock.Paused
		}
		if k.State != state || k.Elapsed != want {
			t.Errorf("own wait %v: %s after %d s, want %s after %d s", own, k.State, k.Elapsed, state, want)
		}
	}
}
