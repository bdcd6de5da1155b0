package store

import (
	"bytes"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"tandem/model"
)

// TestCutWhileOpen cuts the file under an open store: an error, no crash, no hang.
func TestCutWhileOpen(t *testing.T) {
	for _, size := range []int64{0, 4096, 20000} {
		s, _ := openNew(t)
		fillWith(t, s, 500)
		before := s.Snapshot()
		if err := os.Truncate(s.Path(), size); err != nil {
			t.Fatal(err)
		}
		done := make(chan bool)
		go func() {
			defer close(done)
			var d *DamageError
			if _, err := s.Log(0, 100); !errors.As(err, &d) {
				t.Errorf("log of a file cut to %d: %v", size, err)
			}
			_, err := edit(s, "x", func(e *model.Edit) error { return e.Set(model.NewID("T", 400), "name", "x") })
			if !errors.As(err, &d) {
				t.Errorf("edit of a file cut to %d: %v", size, err)
			}
			if _, again := s.Undo(); again == nil {
				t.Error("undo after damage is accepted")
			}
			if err := s.AutoBackup(); err == nil {
				t.Error("a backup of a cut file")
			}
			_ = s.Close()
		}()
		select {
		case <-done:
		case <-time.After(20 * time.Second):
			t.Fatalf("cut to %d: hangs", size)
		}
		if s.Snapshot() != before || len(Backups(s.Path())) > 0 {
			t.Errorf("cut to %d: the snapshot changed, or there is a backup", size)
		}
	}
}

// TestFallBack takes away the newest header: the change before it is there, and it is said.
func TestFallBack(t *testing.T) {
	for _, c := range []struct {
		name   string
		seen   bool
		newest bool
		want   string
	}{
		{"newest, with the witness", true, true, "1 changes are missing"},
		{"newest, without", false, true, "may be missing"},
		{"the other, with the witness", true, false, "no change is missing"},
		{"the other, without", false, false, "may be missing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, clock := openNew(t)
			_, id := addPerson(t, s, "Ana")
			must[Changed](t)(rename(s, id, "Bo"))
			_ = s.Close()
			b := readFile(t, s.Path())
			p, other := 0, 4096
			if native.Uint64(b[pageHead+48:]) < native.Uint64(b[4096+pageHead+48:]) {
				p, other = other, p
			}
			if !c.newest {
				p = other
			}
			b[p+pageHead+17] ^= 0x10
			_ = os.WriteFile(s.Path(), b, 0o600)
			if !c.seen {
				_ = os.Remove(s.Path() + seenSuffix)
			}
			s = openAt(t, s.Path(), clock)
			if len(s.Warnings()) != 1 || !strings.Contains(s.Warnings()[0], c.want) {
				t.Errorf("%q", s.Warnings())
			}
			if got, want := name(s.Snapshot(), id), map[bool]string{true: "Ana", false: "Bo"}[c.newest]; got != want {
				t.Errorf("%q", got)
			}
			must[Changed](t)(rename(s, id, "Cy"))
			_ = s.Close()
			if s := openAt(t, s.Path(), clock); len(s.Warnings()) != 0 || name(s.Snapshot(), id) != "Cy" {
				t.Errorf("after an edit: %q", s.Warnings())
			}
		})
	}
}

// TestOlderFile puts an older copy in the place of the file: whole in itself, and noticed.
func TestOlderFile(t *testing.T) {
	s, c := openNew(t)
	_, id := addPerson(t, s, "Ana")
	if err := s.AutoBackup(); err != nil {
		t.Fatal(err)
	}
	old := filepath.Join(t.TempDir(), "old.db")
	if err := s.Backup(old); err != nil {
		t.Fatal(err)
	}
	must[Changed](t)(rename(s, id, "Bo"))
	c.add(time.Hour)
	if err := s.AutoBackup(); err != nil {
		t.Fatal(err)
	}
	must[Changed](t)(rename(s, id, "Cy"))
	_ = s.Close()
	_ = os.WriteFile(s.Path(), readFile(t, old), 0o600)
	s = openAt(t, s.Path(), c)
	if w := strings.Join(s.Warnings(), ""); !strings.Contains(w, "2 changes are missing") || !strings.Contains(w, "holds change number 3") {
		t.Errorf("%q", w)
	}
	_ = s.Close()
	_ = os.Remove(s.Path())
	_ = os.WriteFile(s.Path()+seenSuffix, []byte("0000000000000001 0000000000000009 0000000000000001\n"), 0o600)
	s = openAt(t, s.Path(), c)
	if w := strings.Join(s.Warnings(), ""); !strings.Contains(w, "9 changes") || !strings.Contains(w, "is gone") {
		t.Errorf("%q", w)
	}
}

// TestStaleState puts back the page of an older root whose checksums are all right.
func TestStaleKind(t *testing.T) {
	s, c := openNew(t)
	_, id := addPerson(t, s, "Ana")
	_ = s.Close()
	db, err := bbolt.Open(s.Path(), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	// A record that is right in itself, but not the one that the state counts.
	if err := db.Update(func(tx *bbolt.Tx) error {
		k := model.Kinds().Prefix("H")
		v, _ := sealRecord(nameSum("H"), keyOf(id.Num()), linked, 2, k.Append(nil, &model.Person{Name: "Eve"}))
		return tx.Bucket([]byte("H")).Put(keyOf(id.Num()), v)
	}); err != nil {
		t.Fatal(err)
	}
	_ = db.Close()
	_, err = Open(Options{Path: s.Path(), Now: c.now})
	var d *DamageError
	if !errors.As(err, &d) || d.Kind != Stale || !strings.Contains(err.Error(), "another moment") {
		t.Errorf("%v", err)
	}
}

func TestForeignDatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "other.db")
	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = db.Update(func(tx *bbolt.Tx) error { _, err := tx.CreateBucket([]byte("things")); return err })
	_ = db.Close()
	before := readFile(t, path)
	_, err = Open(Options{Path: path})
	var d *DamageError
	if !errors.As(err, &d) || d.Kind != NotOurs || !strings.Contains(err.Error(), "another program") {
		t.Errorf("%v", err)
	}
	if !bytes.Equal(before, readFile(t, path)) {
		t.Error("another program's file was written to")
	}
}

func TestGuard(t *testing.T) {
	var d *DamageError
	if err := guard("x", func() error { panic("page 3 makes no sense") }); !errors.As(err, &d) || d.Detail != "page 3 makes no sense" {
		t.Errorf("%v", err)
	}
	want := errors.New("plain")
	if err := guard("x", func() error { return want }); !errors.Is(err, want) {
		t.Errorf("%v", err)
	}
	if err := guard("x", func() error { inParallel(8, func(i int) { panic(i) }); return nil }); !errors.As(err, &d) {
		t.Errorf("a panic of a worker: %v", err)
	}
}

func TestDoctor(t *testing.T) {
	s, _ := openNew(t)
	fillWith(t, s, 200)
	_, err := s.Undo()
	n := s.Snapshot().Total()
	_ = s.Close()
	rep, err2 := Doctor(s.Path())
	if errors.Join(err, err2) != nil || !rep.OK || rep.Entries != 3 || rep.Records != n || len(rep.Findings) > 0 {
		t.Errorf("%+v, %v", rep, err2)
	}
	before := readFile(t, s.Path())
	b := bytes.ReplaceAll(before, []byte("New workspace"), []byte("Old workspace")) // in pages that are free, too
	_ = os.WriteFile(s.Path(), b, 0o600)
	rep, err = Doctor(s.Path())
	if err != nil || rep.OK || len(rep.Findings) != 1 || rep.Findings[0].Level != Error || !strings.Contains(rep.Findings[0].String(), "journal entry 1") {
		t.Errorf("%+v, %v", rep, err)
	}
	if !bytes.Equal(b, readFile(t, s.Path())) {
		t.Error("the doctor writes")
	}
	if _, err := Doctor(s.Path() + "x"); err == nil {
		t.Error("of no file")
	}
	if Error.String() != "error" || Warning.String() != "warning" {
		t.Error("names of levels")
	}
}

// TestDoctorRules finds a record that breaks the rules of its kind though it is whole.
func TestDoctorRules(t *testing.T) {
	s, _ := openNew(t)
	_, id := addPerson(t, s, "Ana")
	snap := s.Snapshot().With([]model.Change{{ID: id, After: &model.Person{Meta: model.Meta{ID: id, Links: []model.Link{{To: model.NewID("T", 9)}}}}}})
	list := rules(snap, s.Now())
	if len(list) != 2 || list[0].Where != id.String() || list[0].Level != Warning {
		t.Errorf("%+v", list)
	}
	if !maps.Equal(packed(s.Snapshot()), packed(s.Snapshot())) {
		t.Error("the check changes what it checks")
	}
}
