package model_test

import (
	"slices"
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// Runs hold every record once, in order, and only the run that an edit touches gets a new stamp.
func TestRuns(t *testing.T) {
	s := model.NewSnapshot(model.Kinds())
	var changes []model.Change
	for n := uint64(1); n <= 2*model.RunSize+5; n++ {
		if n%3 != 0 {
			a := &model.Account{Name: "x", Meta: model.Meta{ID: model.NewID("A", n), Changed: date.Instant(n)}}
			changes = append(changes, model.Change{ID: a.ID, After: a})
		}
	}
	s = s.With(changes)
	if s.Runs("A") != 3 || s.Runs("R") != 0 || s.RunStamp("R", 0) != 0 || s.RunStamp("A", 3) != 0 {
		t.Fatalf("%d runs", s.Runs("A"))
	}
	var ids, all []model.ID
	for i := range s.Runs("A") {
		for r := range s.Run("A", i) {
			if got := int(r.Base().ID.Num() / model.RunSize); got != i {
				t.Fatalf("%s lies in run %d", r.Base().ID, i)
			}
			ids = append(ids, r.Base().ID)
		}
	}
	for r := range s.All("A") {
		all = append(all, r.Base().ID)
	}
	if !slices.Equal(ids, all) {
		t.Errorf("%d records in runs, %d in all", len(ids), len(all))
	}
	id := model.NewID("A", model.RunSize+7)
	next := s.With([]model.Change{{ID: id, Before: s.Get(id), After: &model.Account{Name: "y", Meta: model.Meta{ID: id}}}})
	gone := s.With([]model.Change{{ID: id, Before: s.Get(id)}})
	for i := range 3 {
		if same := s.RunStamp("A", i) == next.RunStamp("A", i); same != (i != 1) {
			t.Errorf("run %d: untouched %v", i, same)
		}
		if same := s.RunStamp("A", i) == gone.RunStamp("A", i); same != (i != 1) {
			t.Errorf("run %d after a deletion: untouched %v", i, same)
		}
	}
}
