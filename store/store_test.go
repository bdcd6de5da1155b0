package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tandem/model"
)

// testClock is a clock that moves only when told to.
type testClock struct{ t time.Time }

func newClock() *testClock               { return &testClock{time.Date(2026, 11, 20, 9, 12, 0, 0, time.UTC)} }
func (c *testClock) now() time.Time      { return c.t }
func (c *testClock) add(d time.Duration) { c.t = c.t.Add(d) }

func openAt(t testing.TB, path string, c *testClock) *Store {
	t.Helper()
	s, err := Open(Options{Path: path, Now: c.now, Timeout: 100 * time.Millisecond})
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func openNew(t testing.TB) (*Store, *testClock) {
	t.Helper()
	c := newClock()
	return openAt(t, filepath.Join(t.TempDir(), "tandem.db"), c), c
}

// edit makes one edit.
func edit(s *Store, label string, fn func(e *model.Edit) error) (Changed, error) {
	return s.Do(label, func(snap *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(snap, s.Now())
		if err := fn(e); err != nil {
			return model.Batch{}, err
		}
		return e.Batch()
	})
}

func must[T any](t testing.TB) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// addPerson adds a person and returns the edit and the ID.
func addPerson(t testing.TB, s *Store, name string) (Changed, model.ID) {
	t.Helper()
	ch, err := edit(s, "Add "+name, func(e *model.Edit) error {
		e.Put(model.PersonPrefix, &model.Person{Name: name})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return ch, ch.IDs[0]
}

func rename(s *Store, id model.ID, name string) (Changed, error) {
	return edit(s, "Rename to "+name, func(e *model.Edit) error {
		return model.Update(e, id, func(p *model.Person) error { p.Name = name; return nil })
	})
}

func name(s *model.Snapshot, id model.ID) string {
	if p, ok := model.Find[*model.Person](s, id); ok {
		return p.Name
	}
	return ""
}

// packed is every record of a snapshot as its bytes, by reference.
func packed(s *model.Snapshot) map[string]string {
	out := map[string]string{}
	for _, k := range s.Schema().Kinds {
		for r := range s.All(k.Prefix) {
			out[r.Base().ID.String()] = string(k.Append(nil, r))
		}
	}
	return out
}

func TestNewWorkspace(t *testing.T) {
	s, _ := openNew(t)
	w := s.Snapshot().Workspace()
	if w == nil {
		t.Fatal("no settings record")
	}
	cal, ok := model.Find[*model.Calendar](s.Snapshot(), w.Calendar)
	if !ok || cal.Name != "Standard" || len(cal.Week) != 7 || cal.Zone != "UTC" {
		t.Errorf("the calendar is %+v", cal)
	}
	if _, ok := s.CanUndo(); ok {
		t.Error("a new workspace offers to undo")
	}
	if _, err := s.Undo(); !errors.Is(err, ErrNothingToUndo) {
		t.Errorf("undo of nothing: %v", err)
	}
	if _, err := s.Redo(); !errors.Is(err, ErrNothingToRedo) {
		t.Errorf("redo of nothing: %v", err)
	}
}

func TestPrivateModes(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "tandem")
	s := openAt(t, filepath.Join(dir, "tandem.db"), newClock())
	if err := s.AutoBackup(); err != nil {
		t.Fatal(err)
	}
	want := map[string]os.FileMode{dir: 0o700, filepath.Join(dir, "backups"): 0o700, s.Path(): 0o600, s.Path() + lockSuffix: 0o600,
		s.Path() + seenSuffix: 0o600, Backups(s.Path())[0].Path: 0o600}
	for p, mode := range want {
		st, err := os.Stat(p)
		if err != nil {
			t.Error(err)
		} else if st.Mode().Perm() != mode {
			t.Errorf("%s is %v, want %v", p, st.Mode().Perm(), mode)
		}
	}
	_ = s.Close()
	_ = os.Chmod(s.Path(), 0o644)
	openAt(t, s.Path(), newClock())
	if st, _ := os.Stat(s.Path()); st.Mode().Perm() != 0o600 {
		t.Error("a readable file is not made private")
	}
}

func TestDoUndoRedoAcrossRestarts(t *testing.T) {
	s, c := openNew(t)
	ch, id := addPerson(t, s, "Ana")
	if ch.Seq != 2 || ch.Snap.Seq != 2 || s.Snapshot() != ch.Snap {
		t.Errorf("the edit is number %d of snapshot %d", ch.Seq, ch.Snap.Seq)
	}
	for i := range 5 {
		c.add(time.Minute)
		must[Changed](t)(rename(s, id, fmt.Sprint("Ana ", i)))
	}
	reopen := func() {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		s = openAt(t, s.Path(), c)
	}
	for i := 4; i > 0; i-- {
		if l, ok := s.CanUndo(); !ok || l != fmt.Sprint("Rename to Ana ", i) {
			t.Errorf("undo would take back %q", l)
		}
		ch := must[Changed](t)(s.Undo())
		if got := name(s.Snapshot(), id); got != fmt.Sprint("Ana ", i-1) || ch.Kind != Undo || ch.Undoes != uint64(3+i) {
			t.Errorf("after undo %d: %q, %+v", i, got, ch)
		}
		reopen()
	}
	must[Changed](t)(s.Redo())
	reopen()
	must[Changed](t)(s.Redo())
	if got := name(s.Snapshot(), id); got != "Ana 2" {
		t.Errorf("after two redos: %q", got)
	}
	must[Changed](t)(rename(s, id, "Bo"))
	if _, err := s.Redo(); !errors.Is(err, ErrNothingToRedo) {
		t.Errorf("redo after an edit: %v", err)
	}
	for range 4 {
		must[Changed](t)(s.Undo())
	}
	if got := name(s.Snapshot(), id); got != "Ana" {
		t.Errorf("after undo of all renames: %q", got)
	}
	must[Changed](t)(s.Undo())
	if s.Snapshot().Get(id) != nil {
		t.Error("undo of the add leaves the record")
	}
	reopen()
	if _, next := addPerson(t, s, "Cy"); next == id {
		t.Errorf("%s is given twice", next)
	}
}

func TestEmptyAndRefusedEdits(t *testing.T) {
	s, _ := openNew(t)
	before := s.Snapshot()
	ch, err := edit(s, "nothing", func(*model.Edit) error { return nil })
	if err != nil || ch.Seq != 0 || ch.Snap != before {
		t.Errorf("an empty edit: %+v, %v", ch, err)
	}
	_, err = edit(s, "bad", func(e *model.Edit) error {
		e.Put(model.TaskPrefix, &model.Task{Name: "no project", Project: model.NewID("P", 77)})
		return nil
	})
	var p model.Problems
	if !errors.As(err, &p) {
		t.Errorf("a task of no project: %v", err)
	}
	raw := func(c ...model.Change) error {
		_, err := s.Do("raw", func(*model.Snapshot) (model.Batch, error) { return model.Batch{Changes: c}, nil })
		return err
	}
	h := func(n uint64) *model.Person {
		return &model.Person{Meta: model.Meta{ID: model.NewID("H", n)}, Name: "x"}
	}
	for what, err := range map[string]error{
		"twice":          raw(model.Change{ID: model.NewID("H", 1), After: h(1)}, model.Change{ID: model.NewID("H", 1), After: h(1)}),
		"wrong id":       raw(model.Change{ID: model.NewID("H", 1), After: h(2)}),
		"unknown kind":   raw(model.Change{ID: model.NewID("ZZ", 1), After: h(1)}),
		"not there":      raw(model.Change{ID: model.NewID("H", 1), Before: h(1), After: h(1)}),
		"missing a name": raw(model.Change{ID: model.NewID("H", 1), After: &model.Person{Meta: model.Meta{ID: model.NewID("H", 1)}}}),
	} {
		if err == nil {
			t.Errorf("%s: accepted", what)
		}
	}
	if s.Snapshot() != before {
		t.Error("a refused edit made a snapshot")
	}
	if _, err := s.Do("panic", func(*model.Snapshot) (model.Batch, error) { return model.Batch{}, errors.New("no") }); err == nil {
		t.Error("an error of fn is lost")
	}
	addPerson(t, s, "still works")
}

func TestClosed(t *testing.T) {
	s, _ := openNew(t)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Errorf("second close: %v", err)
	}
	if _, err := rename(s, model.WorkspaceID, "x"); err == nil {
		t.Error("an edit of a closed store is accepted")
	}
	if _, err := s.Log(0, 1); !errors.Is(err, ErrClosed) {
		t.Errorf("log of a closed store: %v", err)
	}
	if _, err := os.Stat(s.Path() + lockSuffix); err == nil {
		t.Error("the lock's side file stays")
	}
}

func TestDefaultPath(t *testing.T) {
	t.Setenv("HOME", "/h")
	for _, x := range []struct{ db, xdg, want string }{
		{"/x/y.db", "/d", "/x/y.db"},
		{"", "/d", "/d/tandem/tandem.db"},
		{"", "relative", "/h/.local/share/tandem/tandem.db"},
		{"", "", "/h/.local/share/tandem/tandem.db"},
	} {
		t.Setenv("TANDEM_DB", x.db)
		t.Setenv("XDG_DATA_HOME", x.xdg)
		if got, err := DefaultPath(); got != x.want || err != nil {
			t.Errorf("%+v: %q, %v", x, got, err)
		}
	}
}

// Whoever wants to know is told what the workspace will be when an edit is checked, and before it
// is durable; an edit that is refused is told to nobody.
func TestDoTelling(t *testing.T) {
	s, _ := openNew(t)
	was := s.Snapshot()
	var told *model.Snapshot
	tell := func(next *model.Snapshot, changes int) {
		if told = next; s.Snapshot() != was || changes != 1 {
			t.Errorf("told of %d changes when the store was at %d", changes, s.Snapshot().Seq)
		}
	}
	put := func(name string) func(*model.Snapshot) (model.Batch, error) {
		return func(snap *model.Snapshot) (model.Batch, error) {
			k := snap.Schema().Prefix(model.PersonPrefix)
			p := k.New().(*model.Person)
			p.ID, p.Name = model.NewID(model.PersonPrefix, snap.Last(model.PersonPrefix)+1), name
			return model.Batch{Changes: []model.Change{{ID: p.ID, After: p}}}, nil
		}
	}
	if _, err := s.DoTelling("nameless", put(""), tell); err == nil || told != nil {
		t.Fatalf("a person without a name: %v, told %v", err, told)
	}
	ch, err := s.DoTelling("Ana", put("Ana"), tell)
	if err != nil || told == nil || told != ch.Snap || told != s.Snapshot() || told.Seq != ch.Seq {
		t.Fatalf("%v: told %p, stored %p", err, told, ch.Snap)
	}
}
