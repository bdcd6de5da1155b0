package ui

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/ui/pane"
)

// TestShowRefByKey: a key that two records have, or none, is said; a reference of ours that is gone
// never turns into the record that another program calls so.
func TestShowRefByKey(t *testing.T) {
	s := model.NewSnapshot(model.Kinds())
	var list []model.Change
	for i, key := range []string{"CRM-7", "crm-7", "T-9"} {
		r := &model.Task{Name: "x"}
		r.ID, r.ExternalID = model.NewID("T", uint64(i+1)), key
		list = append(list, model.Change{ID: r.ID, After: r})
	}
	m := &Model{}
	m.env.Snap = s.With(list)
	for arg, want := range map[string]string{" CRM-7 ": "CRM-7 is the key of 2 records: T-1, T-2", "T-9": "T-9 does not exist", "CRM-8": "CRM-8", "no such": "no such"} {
		got, ok := m.showRef(arg).(pane.Toast)
		if !ok || !got.Bad || !strings.Contains(got.Text, want) {
			t.Errorf("%q: %+v", arg, got)
		}
	}
}
