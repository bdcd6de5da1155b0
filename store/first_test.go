package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"tandem/model"
)

// A large file hands out its first kinds before the rest is read: the same records and outlines
// as the whole has. A small one is handed out whole.
func TestFirstKinds(t *testing.T) {
	c := newClock()
	for _, n := range []int{100, 40_000} {
		s := openAt(t, filepath.Join(t.TempDir(), "tandem.db"), c)
		fillWith(t, s, n)
		path := s.Path()
		_ = s.Close()
		var first *model.Snapshot
		open := func() (*Store, error) {
			first = nil
			return Open(Options{Path: path, Now: c.now, Packed: true, First: []string{model.ProjectPrefix, model.TaskPrefix}, Warm: func(s *model.Snapshot, _ bool) {
				s.Plan(0)
				first = s
			}})
		}
		s, err := open()
		if err != nil {
			t.Fatal(err)
		}
		all, p := s.Snapshot(), model.NewID(model.ProjectPrefix, 1)
		if first == nil || first.Count(model.TaskPrefix) != n || (n < 1000) != (first == all) {
			t.Fatalf("%d tasks: handed out %v", n, first)
		}
		if first.Plan(p) != all.Plan(p) {
			t.Error("the outlines were made twice")
		}
		k := all.Schema().Prefix(model.TaskPrefix)
		for r := range all.All(model.TaskPrefix) {
			if !k.Equal(r, first.Get(r.Base().ID)) {
				t.Fatalf("%s is another at the first look", r.Base().ID)
			}
		}
		_ = s.Close()
		if n < 1000 {
			continue
		}
		// Damage in a record is told, whatever the first look has shown.
		b, _ := os.ReadFile(path)
		at := bytes.LastIndex(b, []byte("Task 39000 of"))
		b[at+5]++
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		var damage *DamageError
		if s, err = open(); !errors.As(err, &damage) {
			t.Errorf("damage is not told: %v", err)
			_ = s.Close()
		}
		// What lies open for the first look does not keep the file from being mended.
		unlock, err := lockPath(path, 0)
		if err != nil {
			t.Fatalf("the damaged file is still locked: %v", err)
		}
		unlock()
	}
}
