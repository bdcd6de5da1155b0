package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"tandem/model"
)

// lived is a workspace with a past of all sorts: edits, undo, redo, deletions, long texts.
func lived(t testing.TB) (*Store, *testClock) {
	t.Helper()
	s, c := openNew(t)
	fillWith(t, s, 120)
	_, ana := addPerson(t, s, "Ana \"Zoë\" <a&b> é日")
	must[Changed](t)(rename(s, ana, "Bo"))
	must[Changed](t)(s.Undo())
	must[Changed](t)(s.Redo())
	must[Changed](t)(edit(s, "Delete", func(e *model.Edit) error { return e.Delete(model.NewID("T", 7)) }))
	must[Changed](t)(s.Undo())
	must[Changed](t)(edit(s, "Notes", func(e *model.Edit) error {
		return e.Set(ana, "notes", "line\n\n\ttab | pipe ; \\ back\n"+strings.Repeat("long ", 4000))
	}))
	must[Changed](t)(edit(s, "Delete for good", func(e *model.Edit) error { return e.Delete(model.NewID("T", 9)) }))
	must[Changed](t)(rename(s, ana, "Cy"))
	must[Changed](t)(s.Undo())
	return s, c
}

func exported(t testing.TB, s *Store) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := s.Export(&b, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestExportComesBackTheSame restores an export and exports the restored workspace: the same
// bytes, and a workspace that goes on where the first one was.
func TestExportComesBackTheSame(t *testing.T) {
	s, c := lived(t)
	first := exported(t, s)
	if !json.Valid(first) {
		t.Fatal("the export is no JSON")
	}
	if bytes.Contains(first, []byte(`"raw":`)) {
		t.Error("a record does not fit its fields")
	}
	from := filepath.Join(t.TempDir(), "all.json")
	_ = os.WriteFile(from, first, 0o600)
	to := filepath.Join(t.TempDir(), "deep", "back.db")
	steps := 0
	if err := ImportExport(to, from, func(done, total int64) { steps++ }); err != nil {
		t.Fatal(err)
	}
	back := openAt(t, to, c)
	if again := exported(t, back); !bytes.Equal(first, again) {
		t.Fatalf("the restored workspace exports otherwise: %d bytes, %d", len(first), len(again))
	}
	if !maps.Equal(packed(s.Snapshot()), packed(back.Snapshot())) || s.Snapshot().Last("T") != back.Snapshot().Last("T") {
		t.Error("the records differ")
	}
	a, b := must[[]Entry](t)(s.Log(0, 100)), must[[]Entry](t)(back.Log(0, 100))
	if fmt.Sprint(a) != fmt.Sprint(b) {
		t.Errorf("the journal differs: %v\n%v", a, b)
	}
	for range 30 { // both undo the same things, in the same order
		x, err1 := s.Undo()
		y, err2 := back.Undo()
		if x.Label != y.Label || fmt.Sprint(err1) != fmt.Sprint(err2) || !maps.Equal(packed(s.Snapshot()), packed(back.Snapshot())) {
			t.Fatalf("undo differs: %q %v, %q %v", x.Label, err1, y.Label, err2)
		}
	}
	_ = back.Close()
	if rep, err := Doctor(to); err != nil || !rep.OK || len(rep.Findings) > 0 {
		t.Errorf("%+v, %v", rep, err)
	}
	if err := ImportExport(to, from, nil); !errors.Is(err, ErrNotEmpty) {
		t.Errorf("into a workspace in use: %v", err)
	}
}

// TestRestoreFromExport puts an export in the place of a workspace in use, which is kept.
func TestRestoreFromExport(t *testing.T) {
	s, c := lived(t)
	want := packed(s.Snapshot())
	from := filepath.Join(t.TempDir(), "all.json")
	_ = os.WriteFile(from, exported(t, s), 0o600)
	addPerson(t, s, "later")
	_ = s.Close()
	if err := Restore(s.Path(), from); err != nil {
		t.Fatal(err)
	}
	if list := Backups(s.Path()); len(list) != 1 || list[0].Kind != kindAside {
		t.Errorf("%+v", list)
	}
	if s = openAt(t, s.Path(), c); !maps.Equal(want, packed(s.Snapshot())) {
		t.Error("not as it was exported")
	}
}

// TestDamagedExport names the line of what is wrong, for each sort of damage; nothing is made.
func TestDamagedExport(t *testing.T) {
	s, _ := lived(t)
	good := exported(t, s)
	lines := bytes.SplitAfter(good, []byte("\n"))
	lineOf := func(what string) int {
		for i, l := range lines {
			if bytes.Contains(l, []byte(what)) {
				return i + 1
			}
		}
		t.Fatalf("no line with %q", what)
		return 0
	}
	bo := lineOf(`"label":"Rename to Bo"`)
	without := func(i int) []byte {
		return bytes.Join(append(append([][]byte{}, lines[:i]...), lines[i+1:]...), nil)
	}
	for _, c := range []struct {
		name string
		b    []byte
		line int
		want string
	}{
		{"a letter", bytes.Replace(good, []byte("Rename to Bo"), []byte("Rename to Ba"), 1), bo, "sum does not fit"},
		{"a line is gone", without(bo - 1), bo, "one before it is missing"},
		{"cut in a line", good[:len(good)/2], bytes.Count(good[:len(good)/2], []byte("\n")) + 1, "cut short"},
		{"cut after a line", bytes.Join(lines[:bo], nil), bo + 1, "cut short"},
		{"newer", bytes.Replace(good, []byte(`"version":1`), []byte(`"version":2`), 1), 1, "update tandem"},
		{"newer records", bytes.Replace(good, []byte(`"packed":2`), []byte(`"packed":9`), 1), 1, "update tandem"},
		{"another file", []byte("[1,2,3]\n"), 1, "no full export"},
		{"laid out anew", bytes.Replace(good, []byte("\n"), []byte("\n\n"), 1), 2, "laid the file out anew"},
		{"empty", nil, 1, "cut short"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			from, to := filepath.Join(dir, "x.json"), filepath.Join(dir, "x.db")
			_ = os.WriteFile(from, c.b, 0o600)
			f := must[*os.File](t)(os.Open(from))
			defer f.Close()
			out := must[*os.File](t)(os.Create(filepath.Join(dir, "out")))
			defer out.Close()
			err := readExport(f, int64(len(c.b)), to, out, nil)
			var e *ExportError
			if !errors.As(err, &e) || e.Line != c.line || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v; wanted line %d, %q", err, c.line, c.want)
			}
			if err := ImportExport(to, from, nil); err == nil {
				t.Error("it is taken")
			}
			if left, _ := filepath.Glob(to + "*"); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

// TestExportOfWhatFieldsCannotHold keeps the packed form where the fields do not say all.
func TestExportOfWhatFieldsCannotHold(t *testing.T) {
	s, c := openNew(t)
	_, id := addPerson(t, s, "Ana")
	_, err := s.Do("raw", func(snap *model.Snapshot) (model.Batch, error) {
		old := snap.Get(id)
		p := *(old.(*model.Person))
		p.Notes = "bad \xff\xfe bytes and a bell \a"
		return model.Batch{Changes: []model.Change{{ID: id, Before: old, After: &p}}}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	b := exported(t, s)
	if !bytes.Contains(b, []byte(`"raw":`)) || !json.Valid(b) {
		t.Fatal("it was taken for text")
	}
	from := filepath.Join(t.TempDir(), "all.json")
	_ = os.WriteFile(from, b, 0o600)
	to := filepath.Join(t.TempDir(), "back.db")
	if err := ImportExport(to, from, nil); err != nil {
		t.Fatal(err)
	}
	if back := openAt(t, to, c); !bytes.Equal(b, exported(t, back)) || back.Snapshot().Get(id).Base().Notes != "bad \xff\xfe bytes and a bell \a" {
		t.Error("it is not the same")
	}
}

// TestExportAtSize holds export and restore to bounded memory at many records with a journal.
func TestExportAtSize(t *testing.T) {
	if testing.Short() {
		t.Skip("writes a large file")
	}
	s, c := openNew(t)
	for i := range 10 {
		fillMore(t, s, 3000, i)
	}
	from := filepath.Join(t.TempDir(), "all.json")
	f := must[*os.File](t)(os.Create(from))
	low := heap()
	if err := s.Export(f, nil); err != nil {
		t.Fatal(err)
	}
	_ = f.Close()
	size := fileSize(from)
	to := filepath.Join(t.TempDir(), "back.db")
	most := uint64(0)
	if err := ImportExport(to, from, func(done, total int64) {
		if done%(1<<22) < 1<<16 {
			most = max(most, heap())
		}
	}); err != nil {
		t.Fatal(err)
	}
	if most > low+uint64(size) {
		t.Errorf("reading %d MB took %d MB of memory", size>>20, (most-low)>>20)
	}
	if back := openAt(t, to, c); back.Snapshot().Total() != s.Snapshot().Total() {
		t.Error("not all of it came back")
	}
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// fillMore adds n people in one edit.
func fillMore(t testing.TB, s *Store, n, round int) {
	t.Helper()
	if _, err := edit(s, fmt.Sprint("More ", round), func(e *model.Edit) error {
		for i := range n {
			e.Put("H", &model.Person{Name: fmt.Sprint("Person ", round, " ", i), Meta: model.Meta{Notes: strings.Repeat("what is known ", 10)}})
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

func BenchmarkExport100k(b *testing.B) {
	s, _ := openNew(b)
	fillWith(b, s, 100_000)
	for b.Loop() {
		var n countWriter
		if err := s.Export(&n, nil); err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(n))
	}
}

type countWriter int64

func (c *countWriter) Write(p []byte) (int, error) { *c += countWriter(len(p)); return len(p), nil }

func BenchmarkRestoreExport100k(b *testing.B) {
	s, _ := openNew(b)
	fillWith(b, s, 100_000)
	from := filepath.Join(b.TempDir(), "all.json")
	_ = os.WriteFile(from, exported(b, s), 0o600)
	b.SetBytes(fileSize(from))
	for b.Loop() {
		to := filepath.Join(b.TempDir(), "x.db")
		if err := ImportExport(to, from, nil); err != nil {
			b.Fatal(err)
		}
	}
}
