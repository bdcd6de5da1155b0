package store

import (
	"testing"

	"tandem/model"
)

// What undo would take back is known without the file: its label, its number, when it was made, and how
// many records it touches; after a restart too. A purge stays, and counts none.
func TestNextUndo(t *testing.T) {
	s, c := openNew(t)
	if step, ok := s.NextUndo(); ok {
		t.Fatalf("a new workspace would take back %+v", step)
	}
	var ids []model.ID
	must[Changed](t)(edit(s, "Three people", func(e *model.Edit) error {
		for _, n := range []string{"Ada", "Bo", "Cy"} {
			ids = append(ids, e.Put(model.PersonPrefix, &model.Person{Name: n, Kind: "work"}))
		}
		return nil
	}))
	three := s.Snapshot().Seq
	c.add(3600e9)
	must[Changed](t)(rename(s, ids[0], "Ada L."))
	check := func(when, label string, records int, seq uint64) {
		t.Helper()
		step, ok := s.NextUndo()
		if !ok || label != "" && step.Label != label || step.Records != records || seq != 0 && step.Seq != seq || step.At == 0 {
			t.Errorf("%s: %+v %v, want %q of %d records", when, step, ok, label, records)
		}
	}
	check("after an edit", "", 1, s.Snapshot().Seq)
	must[Changed](t)(s.Undo())
	check("after its undo", "Three people", 3, three)
	path := s.Path()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openAt(t, path, c)
	check("after a restart", "Three people", 3, three)
	must[Changed](t)(s.Redo())
	check("after a redo", "", 1, s.Snapshot().Seq)
	must[PurgePlan](t)(s.Purge(PurgeOptions{ID: ids[2]}))
	check("at a purge", "", 0, 0)
}
