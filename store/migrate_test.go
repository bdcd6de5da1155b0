package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"tandem/model"
)

// louder turns the name Ana of any person into ANA, in place of a change of format.
func louder(version int, from, to string) migration {
	return migration{version: version, name: "names", record: func(id model.ID, b []byte) ([]byte, error) {
		if !id.Is("H") {
			return b, nil
		}
		return bytes.Replace(bytes.Clone(b), []byte(from), []byte(to), 1), nil
	}}
}

func openWith(path string, c *testClock, m ...migration) (*Store, error) {
	return Open(Options{Path: path, Now: c.now, migrations: append(slices.Clone(migrations), m...)})
}

func TestMigration(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tandem.db")
	c := newClock()
	s := must[*Store](t)(openWith(path, c))
	_, id := addPerson(t, s, "Ana")
	_, other := addPerson(t, s, "Cy")
	must[Changed](t)(rename(s, id, "Bo"))
	old := packed(s.Snapshot())
	_ = s.Close()

	ran := 0
	two, three := louder(3, "Ana", "ANA"), louder(4, "ANA", "Zoe")
	three.tx = func(*bbolt.Tx) error { ran++; return nil }
	s = must[*Store](t)(openWith(path, c, two, three))
	if ran != 1 || s.Snapshot().Seq != 4 || name(s.Snapshot(), id) != "Bo" || name(s.Snapshot(), other) != "Cy" {
		t.Errorf("after migration: %d, %q", ran, name(s.Snapshot(), id))
	}
	must[Changed](t)(s.Undo()) // reaches back across both
	if got := name(s.Snapshot(), id); got != "Zoe" {
		t.Errorf("undo across a migration gives %q", got)
	}
	if snap := must[*model.Snapshot](t)(s.AsOfSeq(2)); name(snap, id) != "Zoe" {
		t.Errorf("as of before: %q", name(snap, id))
	}
	if h := must[[]Revision](t)(s.History(id, 9)); len(h) != 3 || h[1].Fields[0].From != "Zoe" {
		t.Errorf("%+v", h)
	}
	_ = s.Close()
	s = must[*Store](t)(openWith(path, c, two, three))
	if ran != 1 {
		t.Error("a migration ran again")
	}
	_ = s.Close()

	list := Backups(path)
	if len(list) != 2 || list[0].Kind != "before-v4" || list[1].Kind != "before-v3" {
		t.Fatalf("%+v", list)
	}
	_, err := openWith(path, c)
	var n *NewerError
	if !errors.As(err, &n) || n.Have != 4 || n.Know != 2 || !strings.Contains(err.Error(), "newer") {
		t.Errorf("an old program opens a new file: %v", err)
	}
	if err := Restore(path, list[1].Path); err != nil {
		t.Fatal(err)
	}
	s = must[*Store](t)(openWith(path, c))
	defer s.Close()
	if !maps.Equal(packed(s.Snapshot()), old) {
		t.Error("the backup before the migration differs")
	}
}

// TestDoctorBeforeMigration: a file of an older format is counted, and said to wait.
func TestDoctorBeforeMigration(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tandem.db")
	c := newClock()
	s := must[*Store](t)(Open(Options{Path: path, Now: c.now, migrations: []migration{}}))
	addPerson(t, s, "Ana")
	addPerson(t, s, "Bo")
	total := s.Snapshot().Total()
	_ = s.Close()
	before := must[[]byte](t)(os.ReadFile(path))
	r := must[Report](t)(Doctor(path))
	i := slices.IndexFunc(r.Findings, func(f Finding) bool {
		return strings.Contains(f.Message, "format 1") && strings.Contains(f.Message, "waits")
	})
	if !r.OK || r.Records != total || total < 2 || i < 0 || r.Findings[i].Level != Warning {
		t.Errorf("%d records of %d: %+v", r.Records, total, r)
	}
	if !bytes.Equal(before, must[[]byte](t)(os.ReadFile(path))) {
		t.Error("doctor changed the file")
	}
	s = must[*Store](t)(openWith(path, c))
	_ = s.Close()
	if r := must[Report](t)(Doctor(path)); !r.OK || r.Records != total || len(r.Findings) > 0 {
		t.Errorf("after the migration: %+v", r)
	}
}

func TestMigrationFails(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tandem.db")
	c := newClock()
	s := must[*Store](t)(openWith(path, c))
	addPerson(t, s, "Ana")
	want := packed(s.Snapshot())
	_ = s.Close()
	bad := migration{version: 3, name: "bad", record: func(model.ID, []byte) ([]byte, error) { return nil, errors.New("cannot") }}
	if _, err := openWith(path, c, bad); err == nil || !strings.Contains(err.Error(), "version 3 (bad)") {
		t.Errorf("%v", err)
	}
	// No backup, no migration: a file lies where the folder should be.
	_ = os.RemoveAll(filepath.Join(filepath.Dir(path), backupFolder))
	_ = os.WriteFile(filepath.Join(filepath.Dir(path), backupFolder), nil, 0o600)
	if _, err := openWith(path, c, louder(3, "Ana", "ANA")); err == nil || !strings.Contains(err.Error(), "no backup") {
		t.Errorf("%v", err)
	}
	s = must[*Store](t)(openWith(path, c))
	defer s.Close()
	if !maps.Equal(packed(s.Snapshot()), want) {
		t.Error("a failed migration changed something")
	}
}

// TestUnknownField is a file of a newer program that did not change the version: its bytes
// are whole, yet not to be read.
func TestUnknownField(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tandem.db")
	c := newClock()
	s := must[*Store](t)(openWith(path, c))
	addPerson(t, s, "Ana")
	_ = s.Close()
	add := migration{version: 3, name: "new field", record: func(id model.ID, b []byte) ([]byte, error) {
		if !id.Is("H") {
			return b, nil
		}
		b = binary.LittleEndian.AppendUint16(bytes.Clone(b), 0xffee)
		return append(b, 1, 'x'), nil
	}}
	_, err := openWith(path, c, add)
	var n *NewerError
	if !errors.As(err, &n) || !strings.Contains(err.Error(), "H-1") {
		t.Errorf("%v", err)
	}
}

func TestUnknownKind(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tandem.db")
	c := newClock()
	s := must[*Store](t)(openWith(path, c))
	addPerson(t, s, "Ana")
	_ = s.Close()
	var fewer []*model.Kind
	for _, k := range model.Kinds().Kinds {
		if k.Prefix != "H" {
			fewer = append(fewer, k)
		}
	}
	_, err := Open(Options{Path: path, Now: c.now, Schema: model.NewSchema(fewer)})
	var n *NewerError
	if !errors.As(err, &n) || !strings.Contains(err.Error(), "kind H") {
		t.Errorf("%v", err)
	}
}
