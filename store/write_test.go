package store

import (
	"fmt"
	"path/filepath"
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// Tasks that moved are stored as any other change is: the file, opened anew, has what memory has,
// with what was changed otherwise in the same edit, and undo brings the former dates back.
func TestMovedTasks(t *testing.T) {
	for _, n := range []int{1, 7, 2_500} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			c := newClock()
			path := filepath.Join(t.TempDir(), "tandem.db")
			s := openAt(t, path, c)
			fillWith(t, s, n)
			first := s.Snapshot()
			k := first.Schema().Prefix(model.TaskPrefix)
			if _, err := s.Do("Move", func(snap *model.Snapshot) (model.Batch, error) {
				var b model.Batch
				i := 0
				for r := range snap.All(model.TaskPrefix) {
					x := k.Copy(r).(*model.Task)
					x.Start, x.Finish, x.Changed = date.Instant(63_950_000_000+i*60), date.Instant(63_950_003_600+i*60), date.Of(c.now())
					moved := i%10 != 3
					if !moved {
						x.Name += ", and more"
					}
					b.Changes = append(b.Changes, model.Change{ID: x.ID, Before: r, After: x, Moved: moved})
					i++
				}
				return b, nil
			}); err != nil {
				t.Fatal(err)
			}
			moved := s.Snapshot()
			same := func(what string, want, got *model.Snapshot) {
				t.Helper()
				met := 0
				for r := range want.All(model.TaskPrefix) {
					if met++; !k.Equal(r, got.Get(r.Base().ID)) {
						t.Fatalf("%s: %s is %+v, want %+v", what, r.Base().ID, got.Get(r.Base().ID), r)
					}
				}
				if met != n || got.Count(model.TaskPrefix) != n {
					t.Fatalf("%s: %d tasks, want %d", what, met, n)
				}
			}
			_ = s.Close()
			s = openAt(t, path, c)
			same("opened anew", moved, s.Snapshot())
			if _, err := s.Undo(); err != nil {
				t.Fatal(err)
			}
			same("undone", first, s.Snapshot())
			if _, err := s.Redo(); err != nil {
				t.Fatal(err)
			}
			same("done again", moved, s.Snapshot())
			_ = s.Close()
			if rep, err := Doctor(path); err != nil || !rep.OK || len(rep.Findings) > 0 {
				t.Errorf("the doctor says %+v, %v", rep, err)
			}
		})
	}
}
