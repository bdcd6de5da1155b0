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
)

func TestRotation(t *testing.T) {
	s, c := openNew(t)
	other := openAt(t, filepath.Join(filepath.Dir(s.Path()), "tandem-2.db"), c)
	if err := other.AutoBackup(); err != nil {
		t.Fatal(err)
	}
	for i := range 14 {
		c.add(time.Hour)
		if i == 6 {
			c.add(-100 * time.Hour) // the clock is set back: order and rotation stay right
		}
		addPerson(t, s, "x")
		for range 2 { // the second finds nothing new
			if err := s.AutoBackup(); err != nil {
				t.Fatal(err)
			}
		}
	}
	list := Backups(s.Path())
	if len(list) != 10 {
		t.Fatalf("%d backups are kept", len(list))
	}
	for i, b := range list {
		st, err := peek(b.Path)
		if err != nil || st.seq != uint64(15-i) || b.Kind != "auto" || b.Size == 0 {
			t.Errorf("backup %d: %+v, at %d, %v", i, b, st.seq, err)
		}
	}
	if n := len(Backups(other.Path())); n != 1 {
		t.Errorf("the other workspace in the folder has %d backups", n)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(s.Path()), "backups", "*.part-*")); len(left) > 0 {
		t.Errorf("left over: %v", left)
	}
}

// TestBackupAskedStays: a copy that somebody asked for is a copy of its own and is never rotated
// away, however many runs follow; asking twice for the same state makes one.
func TestBackupAskedStays(t *testing.T) {
	s, c := openNew(t)
	addPerson(t, s, "x")
	if err := s.AutoBackup(); err != nil {
		t.Fatal(err)
	}
	c.add(time.Second)
	path := must[string](t)(s.BackupAsked())
	if again := must[string](t)(s.BackupAsked()); again != path {
		t.Errorf("asked twice: %s and %s", path, again)
	}
	for range 14 {
		c.add(60 * 24 * time.Hour)
		addPerson(t, s, "y")
		if err := s.AutoBackup(); err != nil {
			t.Fatal(err)
		}
	}
	list := Backups(s.Path())
	last := list[len(list)-1]
	if last.Path != path || last.Kind != kindAsked || last.Why() != "asked for" {
		t.Errorf("what was asked for is not kept: %+v", last)
	}
}

func TestBackupRefusesToOverwrite(t *testing.T) {
	s, _ := openNew(t)
	to := filepath.Join(t.TempDir(), "b.db")
	if err := s.Backup(to); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(to); err == nil {
		t.Error("a file is overwritten")
	}
	if err := s.Backup(filepath.Join(t.TempDir(), "no", "such", "b.db")); err == nil {
		t.Error("a backup into nowhere")
	}
	if st, err := os.Stat(to); err != nil || st.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", st, err)
	}
}

func TestRestore(t *testing.T) {
	s, c := openNew(t)
	_, id := addPerson(t, s, "Ana")
	if err := s.AutoBackup(); err != nil {
		t.Fatal(err)
	}
	want := packed(s.Snapshot())
	c.add(time.Hour)
	must[Changed](t)(rename(s, id, "Bo"))
	later := packed(s.Snapshot())
	_ = s.Close()
	from := Backups(s.Path())[0].Path
	if err := Restore(s.Path(), from); err != nil {
		t.Fatal(err)
	}
	s = openAt(t, s.Path(), c)
	if len(s.Warnings()) > 0 || !maps.Equal(packed(s.Snapshot()), want) {
		t.Errorf("restored: %q", s.Warnings())
	}
	if l, ok := s.CanUndo(); !ok || l != "Add Ana" {
		t.Errorf("undo of the restored: %q", l)
	}
	_ = s.Close()
	list := Backups(s.Path())
	if len(list) != 2 || list[0].Kind != kindAside {
		t.Fatalf("%+v", list)
	}
	if err := Restore(s.Path(), list[0].Path); err != nil {
		t.Fatal(err)
	}
	s = openAt(t, s.Path(), c)
	if !maps.Equal(packed(s.Snapshot()), later) {
		t.Error("what was replaced cannot be had back")
	}
	_ = s.Close()
	if err := Restore(s.Path(), s.Path()); err == nil {
		t.Error("restored onto itself")
	}
}

func TestRestoreRefusesDamage(t *testing.T) {
	s, c := openNew(t)
	addPerson(t, s, "Ana")
	_ = s.Close()
	before := readFile(t, s.Path())
	bad := filepath.Join(t.TempDir(), "bad.db")
	_ = os.WriteFile(bad, bytes.ReplaceAll(before, []byte("Ana"), []byte("Eva")), 0o600)
	err := Restore(s.Path(), bad)
	if err == nil || !strings.Contains(err.Error(), "not restored") {
		t.Errorf("restore of a damaged copy: %v", err)
	}
	if err := Restore(s.Path(), bad+"x"); err == nil {
		t.Error("restore of nothing")
	}
	if !bytes.Equal(before, readFile(t, s.Path())) || len(Backups(s.Path())) > 0 {
		t.Error("a refused restore changed something")
	}
	fresh := filepath.Join(t.TempDir(), "deep", "new.db")
	if err := Restore(fresh, s.Path()); err != nil {
		t.Fatal(err)
	}
	if s := openAt(t, fresh, c); s.Snapshot().Seq != 2 {
		t.Error("restored to a new place, but not whole")
	}
}

func TestDamageNamesTheNewestGoodBackup(t *testing.T) {
	s, c := openNew(t)
	for range 3 {
		c.add(time.Hour)
		addPerson(t, s, "Ana")
		if err := s.AutoBackup(); err != nil {
			t.Fatal(err)
		}
	}
	_, id := addPerson(t, s, "Zacharias")
	_ = s.Close()
	list := Backups(s.Path())
	newest := readFile(t, list[0].Path)
	newest[len(newest)/2] ^= 0xff
	newest[pageHead+30] ^= 1
	newest[4096+pageHead+30] ^= 1
	_ = os.WriteFile(list[0].Path, newest, 0o600)
	b := readFile(t, s.Path())
	for i := range b {
		if bytes.HasPrefix(b[i:], []byte("Zacharias")) {
			b[i] = 'S'
		}
	}
	_ = os.WriteFile(s.Path(), b, 0o600)
	_, err := Open(Options{Path: s.Path()})
	var d *DamageError
	if !errors.As(err, &d) || d.Kind != Records || d.Good == nil || d.Good.Path != list[1].Path || len(d.Backups) != 3 {
		t.Fatalf("%v", err)
	}
	if !strings.Contains(err.Error(), id.String()+": the checksum does not fit") || !strings.Contains(err.Error(), "restore "+list[1].Path) {
		t.Error(err)
	}
	to, err := SetAside(s.Path())
	if err != nil || !bytes.Equal(readFile(t, to), b) {
		t.Errorf("set aside: %v", err)
	}
	if _, err := os.Stat(s.Path()); err == nil {
		t.Error("it is still there")
	}
	if err := Restore(s.Path(), d.Good.Path); err != nil {
		t.Fatal(err)
	}
	if s := openAt(t, s.Path(), c); len(s.Warnings()) > 0 || s.Snapshot().Seq != 3 {
		t.Errorf("%q, %d", s.Warnings(), s.Snapshot().Seq)
	}
}
