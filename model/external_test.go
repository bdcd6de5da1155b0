package model_test

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// TestResolveExternal: what another program calls a record names it where it is the only one, and
// no reference or name of ours says so; a reference of ours that is gone never turns into another.
func TestResolveExternal(t *testing.T) {
	s := model.NewSnapshot(model.Kinds())
	var list []model.Change
	add := func(r model.Record, id model.ID, source, external string) {
		b := r.Base()
		b.ID, b.Source, b.ExternalID = id, source, external
		list = append(list, model.Change{ID: id, After: r})
	}
	add(&model.Task{Name: "About CRM-7 and CRM-1000"}, model.NewID("T", 1), "jira", "CRM-1")
	add(&model.Task{Name: "Second"}, model.NewID("T", 2), "jira", "CRM-1000")
	add(&model.Task{Name: "Third"}, model.NewID("T", 3), "jira", "T-9")
	add(&model.Task{Name: "Floor 12"}, model.NewID("T", 4), "plan", "12")
	add(&model.Task{Name: "Fifth"}, model.NewID("T", 5), "plan", "77")
	add(&model.Task{Name: "Sixth"}, model.NewID("T", 6), "other", "CRM-5")
	add(&model.Task{Name: "Seventh"}, model.NewID("T", 7), "jira", "crm-5")
	add(&model.Task{Name: "CRM-1"}, model.NewID("T", 8), "", "")
	c := s.With(list).Ctx(date.YMD(2026, 11, 20).At(9, 0, nil))
	for in, want := range map[string]string{"CRM-1000": "T-2", " crm-1000 ": "T-2", "CRM-7": "T-1", "77": "T-5", "12": "T-4", "CRM-1": "T-8", "T-3": "T-3"} {
		if id, err := c.Resolve(in, nil); err != nil || id.String() != want {
			t.Errorf("%s: %s %v", in, id, err)
		}
	}
	if id, err := c.Resolve("T-9", nil); err == nil {
		t.Errorf("T-9 is taken for %s", id)
	}
	if _, err := c.Resolve("CRM-5", nil); err == nil || !strings.Contains(err.Error(), "fits 2 records") {
		t.Error(err)
	}
	if id, err := c.Resolve("CRM-1000", []string{model.RiskPrefix}); err == nil {
		t.Errorf("a task is taken for a risk: %s", id)
	}
}
