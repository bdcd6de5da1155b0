package ui_test

import (
	"path/filepath"
	"testing"
	"time"

	"tandem/model"
	"tandem/store"
	"tandem/ui"
	"tandem/ui/uitest"
)

// A large step of an earlier run is not taken back by one key: the program says what it was and asks.
// Steps of this run, and small ones, are taken back at once.
func TestUndoOfAnEarlierRunAsks(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t.db")
	st := open(t, path)
	t.Cleanup(func() { _ = st.Close() })
	fill(t, st, 0)
	was := st.Snapshot().Count(model.TaskPrefix)
	m, err := ui.New(ui.Options{Open: func([]string) (*store.Store, error) { return st, nil }, Path: path, Now: func() time.Time { return clock }, Tick: noTick})
	if err != nil {
		t.Fatal(err)
	}
	d := uitest.New(t, m, 120, 36)
	left := func(when string, want int) {
		t.Helper()
		if got := st.Snapshot().Count(model.TaskPrefix); got != want {
			t.Fatalf("%s: %d tasks, want %d", when, got, want)
		}
	}
	d.Press("u").Has("earlier run", "sample: ", "records", "Keep it", "Take it back")
	left("asked", was)
	d.Press("esc").Lacks("Take it back")
	d.Press("u", "enter").Lacks("Take it back")
	left("enter keeps it", was)

	d.Press("1", ":").Type("set tags=urgent").Press("enter") // a step of this run goes at once
	if step, _ := st.NextUndo(); step.Records != 1 || step.Seq != st.Snapshot().Seq {
		t.Fatalf("%+v is next to be undone", step)
	}
	d.Press("u").Has("Undone").Lacks("Take it back")
	left("its own step", was)

	d.Press("u", "u", "u").Has("Take it back")
	left("the same key does not answer", was)
	d.Press("t").Has("Undone: sample")
	left("taken back", 0)
	d.Press("U").Has("Redone")
	left("made again", was)
	d.Press("u").Lacks("Take it back") // made again in this run
	left("a redo of this run", 0)
}
