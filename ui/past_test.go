package ui_test

import (
	"path/filepath"
	"testing"
	"time"

	"tandem/model"
	"tandem/store"
	"tandem/ui"
)

// Looking back shows every place as it was, says so, refuses to change anything, and returns.
func TestLookBack(t *testing.T) {
	at := clock
	path := filepath.Join(t.TempDir(), "past.db")
	st, err := store.Open(store.Options{Path: path, Now: func() time.Time { return at }, NoBackup: true})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	fill(t, st, 0)
	at = at.Add(48 * time.Hour)
	_, err = st.Do("Edit A-1 name", func(s *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(s, st.Now())
		if err := e.Set(model.NewID("A", 1), "name", "Renamed since"); err != nil {
			return model.Batch{}, err
		}
		return e.Batch()
	})
	if err != nil {
		t.Fatal(err)
	}
	d := start(t, 120, 36, false, func(o *ui.Options) {
		o.Open, o.Now = func([]string) (*store.Store, error) { return st, nil }, func() time.Time { return at }
	})
	d.Press("6").Has("Renamed since").Lacks("AS OF")
	d.Press("@").Has("As of").Type("-1d").Has("= ").Press("enter")
	d.Has("AS OF Sat 21 Nov 2026", "read-only", "Northwind Logist").Lacks("Renamed since").Lacks("n new", "e edit", "u undo").Has("enter open").Fits()
	d.Press("e").Has("cannot be changed").Press("D").Has("Northwind Logist")
	d.Press("u").Has("cannot be changed")
	seq := st.Snapshot().Seq
	d.Press("enter").Has("AS OF").Press("i").Has("cannot be changed").Press("esc")
	d.Press("t").Has("AS OF").Press("a").Press("esc").Lacks("AS OF").Has("Back to now")
	if st.Snapshot().Seq != seq {
		t.Error("the past was changed")
	}
	d.Press("esc", "6").Has("Renamed since")
	d.Press("@").Type("2001-01-01").Press("enter").Has("did not exist then").Lacks("AS OF")
	d.Press("@").Type("tomorrow").Press("enter").Has("still to come").Press("esc")
	d.Press("@").Type("-1d").Press("enter").Has("AS OF").Press("@").Lacks("AS OF").Has("Renamed since")
}
