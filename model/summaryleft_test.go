package model_test

import (
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// TestSummaryLeftFollowsDates: what is left of a summary follows its length where a constraint below it
// changes that, of a plan that came in from a file too.
func TestSummaryLeftFollowsDates(t *testing.T) {
	for _, source := range []string{"", "ms-project:43bd"} {
		s, _, build, _, pour := rolled(t, func(e *model.Edit, build, _, _ model.ID) {
			e.KeepLoops()
			_ = model.Update(e, build, func(x *model.Task) error {
				x.Source, x.Remaining = source, date.Span{N: 5 * 8 * 3600, Unit: date.Days}
				return nil
			})
		})
		x, _ := model.Find[*model.Task](s, build)
		e := model.NewEdit(s, x.Start)
		if err := e.Set(pour, "constraint", "SNET"); err != nil {
			t.Fatal(err)
		}
		if err := e.Set(pour, "constraint_date", "2026-07-27T08:00"); err != nil {
			t.Fatal(err)
		}
		b, err := e.Settled()
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range b.Changes {
			if was, ok := c.Before.(*model.Task); ok && c.Moved && was.Remaining != c.After.(*model.Task).Remaining {
				t.Errorf("source %q: %s is stored as if only its dates had moved", source, c.ID)
			}
		}
		x, _ = model.Find[*model.Task](s.With(b.Changes), build)
		if x.Duration.N <= 5*8*3600 || x.Remaining.N != x.Duration.N {
			t.Errorf("source %q: duration %d min, remaining %d min", source, x.Duration.N/60, x.Remaining.N/60)
		}
	}
}
