package store

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tandem/model"
)

// TestWhatIsKept goes through ten weeks of runs and holds what is left of their copies.
func TestWhatIsKept(t *testing.T) {
	now := time.Date(2026, 11, 20, 18, 0, 0, 0, time.UTC)
	var list []BackupInfo
	for day := range 70 {
		for run := range 3 {
			list = append(list, BackupInfo{Path: fmt.Sprint(day, run), Kind: kindAuto, Time: now.Add(-time.Duration(24*day+run) * time.Hour)})
		}
	}
	list = append(list, BackupInfo{Path: "aside", Kind: kindAside, Time: now.AddDate(-3, 0, 0)}, BackupInfo{Path: "sealed", Kind: kindByHand, Sealed: true, Time: now.AddDate(-2, 0, 0)})
	gone := map[string]bool{}
	for _, b := range surplus(list, now, 0) {
		gone[b.Path] = true
	}
	kept, days, weeks := 0, map[string]bool{}, map[int]bool{}
	for _, b := range list {
		if gone[b.Path] {
			continue
		}
		kept++
		days[b.Time.Format(time.DateOnly)] = true
		_, w := b.Time.ISOWeek()
		weeks[w] = true
	}
	for i := range 10 {
		if gone[list[i].Path] {
			t.Errorf("run %d of the last ten is gone", i)
		}
	}
	for d := range 7 {
		if !days[now.AddDate(0, 0, -d).Format(time.DateOnly)] {
			t.Errorf("nothing of %d days ago", d)
		}
	}
	for w := range 4 {
		if _, n := now.AddDate(0, 0, -7*w).ISOWeek(); !weeks[n] {
			t.Errorf("nothing of %d weeks ago", w)
		}
	}
	if gone["aside"] || gone["sealed"] || kept > 10+7+4+2 {
		t.Errorf("%d are kept", kept)
	}
}

func TestBackupBeforeIsOneOfEachState(t *testing.T) {
	s, c := openNew(t)
	if p := must[string](t)(s.BackupBefore("import")); p != "" {
		t.Errorf("of an empty workspace: %s", p)
	}
	for range 6 {
		c.add(time.Minute)
		addPerson(t, s, "x")
		a, b := must[string](t)(s.BackupBefore("import")), must[string](t)(s.BackupBefore("compaction"))
		if a != b || a == "" {
			t.Errorf("%q and %q", a, b)
		}
	}
	list := Backups(s.Path())
	if len(list) != beforeKept || list[0].Why() != "before import" {
		t.Errorf("%+v", list)
	}
	for kind, want := range map[string]string{"before-v3": "before the change to format 3", "auto": "of a run", "aside": "what a restore replaced", "byhand": "by hand"} {
		if got := (BackupInfo{Kind: kind}).Why(); got != want {
			t.Errorf("%s: %q", kind, got)
		}
	}
}

func TestSealedBackup(t *testing.T) {
	s, c := lived(t)
	want := packed(s.Snapshot())
	path := must[string](t)(s.BackupSealed("", "correct horse"))
	if b := readFile(t, path); bytes.Contains(b, []byte("harbour crane")) || !Sealed(path) || Sealed(s.Path()) {
		t.Error("it is not encrypted")
	}
	if list := Backups(s.Path()); len(list) != 1 || !list[0].Sealed || list[0].Kind != kindByHand {
		t.Errorf("%+v", list)
	}
	if _, err := s.BackupSealed(path, "x"); err == nil {
		t.Error("a file is overwritten")
	}
	if _, err := s.BackupSealed("", ""); err == nil {
		t.Error("no passphrase will do")
	}
	addPerson(t, s, "later")
	_ = s.Close()
	dir := filepath.Dir(s.Path())
	if _, err := Unseal(path, "wrong", dir); !errors.Is(err, ErrPassphrase) {
		t.Errorf("%v", err)
	}
	if err := Restore(s.Path(), path); err == nil || !strings.Contains(err.Error(), "passphrase") {
		t.Errorf("%v", err)
	}
	plain := must[string](t)(Unseal(path, "correct horse", dir))
	if st := must[os.FileInfo](t)(os.Stat(plain)); st.Mode().Perm() != 0o600 {
		t.Errorf("%v", st.Mode())
	}
	in := must[Inside](t)(Look(plain, s.Path()))
	if in.Gone != 1 || in.Added+in.Changed != 0 || !in.Same || in.Records != len(want) || in.Label == "" {
		t.Errorf("%+v", in)
	}
	if err := Restore(s.Path(), plain); err != nil {
		t.Fatal(err)
	}
	if s := openAt(t, s.Path(), c); !maps.Equal(want, packed(s.Snapshot())) {
		t.Error("not as it was")
	}
	b := readFile(t, path)
	b[len(b)-9] ^= 1
	_ = os.WriteFile(path, b, 0o600)
	if _, err := Unseal(path, "correct horse", dir); err == nil || errors.Is(err, ErrPassphrase) {
		t.Errorf("a damaged one: %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*.part-*")); len(left) != 1 { // the one unsealed above
		t.Errorf("%v", left)
	}
}

func TestCompact(t *testing.T) {
	s, c := openNew(t)
	fillWith(t, s, 4000)
	for range 3 {
		must[Changed](t)(s.Undo())
		must[Changed](t)(s.Redo())
	}
	want := exported(t, s)
	done := must[Compacted](t)(s.Compact())
	if done.After >= done.Before {
		t.Errorf("%+v", done)
	}
	if !bytes.Equal(want, exported(t, s)) {
		t.Error("it is another workspace")
	}
	addPerson(t, s, "after") // the open store goes on in the new file
	must[Changed](t)(s.Undo())
	if rep := must[Report](t)(s.Doctor(nil)); !rep.OK || len(rep.Findings) > 0 {
		t.Errorf("%+v", rep.Findings)
	}
	if _, err := Open(Options{Path: s.Path(), Timeout: 50 * time.Millisecond}); err == nil {
		t.Error("a second process may open it")
	}
	_ = s.Close()
	if s = openAt(t, s.Path(), c); len(s.Warnings()) > 0 {
		t.Errorf("%q", s.Warnings())
	}
	if list := Backups(s.Path()); len(list) != 1 || list[0].Why() != "before compaction" {
		t.Errorf("%+v", list)
	}
}

// TestRepair spoils what is safe to repair, and holds what is said and what is left.
func TestRepair(t *testing.T) {
	s, c := openNew(t)
	_, ana := addPerson(t, s, "Ana")
	var task model.ID
	must[Changed](t)(edit(s, "Plan", func(e *model.Edit) error {
		p := e.Put("P", &model.Project{Name: "Harbour crane"})
		task = e.Put("T", &model.Task{Name: "Pour", Project: p})
		return nil
	}))
	if _, err := s.Do("dangling", func(snap *model.Snapshot) (model.Batch, error) { return model.Batch{}, nil }); err != nil {
		t.Fatal(err)
	}
	// A link to nothing, as a salvage may leave it.
	_, err := s.Do("link", func(snap *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(snap, s.Now())
		err := e.Set(task, "links_to", ana.String())
		b, _ := e.Batch()
		return b, err
	})
	if err != nil {
		t.Fatal(err)
	}
	s.mu.Lock()
	st := s.state.clone()
	e := &entry{seq: st.seq + 1, at: s.Now(), op: Do, label: "loses a person", below: st.undoTop}
	_, err = s.commit(e, st, []rawChange{{id: ana, before: []byte{}}}, s.Snapshot().With([]model.Change{{ID: ana, Before: s.Snapshot().Get(ana)}}))
	s.mu.Unlock()
	if err != nil {
		t.Fatal(err)
	}
	_ = s.Close()
	_ = os.WriteFile(s.Path()+lockSuffix, []byte("999999999\n2026-01-01T00:00:00Z\ntandem\n"), 0o644)
	_ = os.WriteFile(s.Path()+".part-12", []byte("half"), 0o600)
	_ = os.Chmod(s.Path(), 0o644)
	_ = os.WriteFile(s.Path()+seenSuffix, fmt.Appendf(nil, seenFormat, st.file, 99, 5), 0o600)
	b := readFile(t, s.Path())
	free := livePages(t, b, flagFree)[0] * 4096
	n := int(native.Uint16(b[free+10:]))
	if n > 1 {
		native.PutUint64(b[free+pageHead:], native.Uint64(b[free+pageHead+8:])) // a free page twice
	}
	_ = os.WriteFile(s.Path(), b, 0o644)
	before := must[Report](t)(Doctor(s.Path()))
	rep, err := Repair(s.Path(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range rep.Done {
		all.WriteString(f.String() + "\n")
	}
	for _, want := range []string{"is private again", "removed: a half-written file", "names process 999999999", "says what the file says", task.String() + ": cleared: links_to H-1", "which undo takes back"} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("not said: %q in\n%s", want, all.String())
		}
	}
	if n > 1 && (before.OK || rep.Kept == "" || !strings.Contains(all.String(), "written anew")) {
		t.Errorf("the list of free pages: %+v, %s", before, all.String())
	}
	if !rep.After.OK || len(rep.After.Findings) > 0 {
		t.Errorf("left: %v", rep.After.Findings)
	}
	s = openAt(t, s.Path(), c)
	if len(s.Warnings()) > 0 {
		t.Errorf("%q", s.Warnings())
	}
	if l, _ := s.CanUndo(); l != "repair: clear references to nothing" {
		t.Errorf("%q", l)
	}
	must[Changed](t)(s.Undo())
	_ = s.Close()
	bad := readFile(t, s.Path())
	_ = os.WriteFile(s.Path(), bytes.ReplaceAll(bad, []byte("Harbour crane"), []byte("harbour crane")), 0o600)
	if _, err := Repair(s.Path(), nil); err == nil || !strings.Contains(err.Error(), "--salvage") {
		t.Errorf("damaged records: %v", err)
	}
}

// TestHistoryIsShortAtSize: what it costs is what the record went through, not the journal.
func TestHistoryIsShortAtSize(t *testing.T) {
	s, _ := openNew(t)
	fillWith(t, s, 500)
	id := model.NewID("T", 1)
	must[Changed](t)(edit(s, "Once", func(e *model.Edit) error { return e.Set(id, "name", "once") }))
	for i := range 300 {
		must[Changed](t)(edit(s, "Else", func(e *model.Edit) error { return e.Set(model.NewID("T", 2), "name", fmt.Sprint(i)) }))
	}
	// A journal whose middle is damaged: the record's own entries are all that is read.
	_ = s.Close()
	b := readFile(t, s.Path())
	at := bytes.LastIndex(b[:], []byte("Else"))
	for at > 0 && bytes.Count(b[:at], []byte("Else")) > 150 {
		at = bytes.LastIndex(b[:at], []byte("Else"))
	}
	b[at] = 'e'
	_ = os.WriteFile(s.Path(), b, 0o600)
	s, err := Open(Options{Path: s.Path(), NoBackup: true})
	if err != nil {
		t.Skip("the damage hit more than an entry: ", err)
	}
	defer s.Close()
	if h := must[[]Revision](t)(s.History(id, 9)); len(h) != 2 || h[0].Label != "Once" {
		t.Errorf("%+v", h)
	}
}

// BenchmarkHistory100k reads the past of one record of 100,000 with 5,000 edits after it.
func BenchmarkHistory100k(b *testing.B) {
	s, _ := openNew(b)
	fillWith(b, s, 100_000)
	id := model.NewID("T", 7)
	must[Changed](b)(edit(s, "Once", func(e *model.Edit) error { return e.Set(id, "name", "once") }))
	for i := range 5000 {
		must[Changed](b)(edit(s, "Else", func(e *model.Edit) error { return e.Set(model.NewID("T", uint64(8+i)), "name", fmt.Sprint(i)) }))
	}
	for b.Loop() {
		if h, err := s.History(id, 1); err != nil || len(h) != 1 {
			b.Fatal(err)
		}
	}
}
