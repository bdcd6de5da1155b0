package store

import (
	"fmt"
	"path/filepath"
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// fillWith puts n tasks into a workspace in one edit, of a size that is usual.
func fillWith(t testing.TB, s *Store, n int) {
	t.Helper()
	_, err := edit(s, "Fill", func(e *model.Edit) error {
		p := e.Put(model.ProjectPrefix, &model.Project{Name: "Harbour crane"})
		for i := range n {
			k := s.Snapshot().Schema().Prefix(model.TaskPrefix)
			r := k.New().(*model.Task)
			r.Name, r.Project, r.Order = fmt.Sprintf("Task %d of the harbour crane", i), p, i
			r.Start = date.Instant(63_900_000_000 + 3600*i)
			r.Finish = r.Start + 28800
			r.Notes = "what was said about it, in a sentence or two of usual length"
			r.Tags = []string{"site", "north"}
			if i > 0 {
				r.Links = []model.TaskLink{{Predecessor: model.NewID(model.TaskPrefix, uint64(i)), Type: model.FS}}
			}
			e.Put(model.TaskPrefix, r)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func benchmarkOpen(b *testing.B, n int) {
	c := newClock()
	s := openAt(b, filepath.Join(b.TempDir(), "tandem.db"), c)
	fillWith(b, s, n)
	_ = s.Close()
	b.ReportAllocs()
	for b.Loop() {
		s, err := Open(Options{Path: s.Path(), Now: c.now})
		if err != nil {
			b.Fatal(err)
		}
		_ = s.Close()
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/open")
}

func BenchmarkOpen1k(b *testing.B)   { benchmarkOpen(b, 1_000) }
func BenchmarkOpen10k(b *testing.B)  { benchmarkOpen(b, 10_000) }
func BenchmarkOpen100k(b *testing.B) { benchmarkOpen(b, 100_000) }

// BenchmarkDo is one small edit of a workspace of 10,000 records, disk included.
func BenchmarkDo(b *testing.B) {
	c := newClock()
	s := openAt(b, filepath.Join(b.TempDir(), "tandem.db"), c)
	fillWith(b, s, 10_000)
	id := model.NewID(model.TaskPrefix, 5000)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		i++
		if _, err := edit(s, "Rename", func(e *model.Edit) error { return e.Set(id, "name", fmt.Sprint("Task ", i)) }); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAsOf rewinds a thousand edits.
func BenchmarkAsOf(b *testing.B) {
	c := newClock()
	s := openAt(b, filepath.Join(b.TempDir(), "tandem.db"), c)
	fillWith(b, s, 1000)
	id := model.NewID(model.TaskPrefix, 500)
	for i := range 1000 {
		if _, err := edit(s, "Rename", func(e *model.Edit) error { return e.Set(id, "name", fmt.Sprint("Task ", i)) }); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.AsOfSeq(3); err != nil {
			b.Fatal(err)
		}
	}
}
