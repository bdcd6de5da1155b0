package search_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/search"
)

// library is a workspace of n records with notes of 30 words each, from a vocabulary in which few
// words are frequent and most are rare, as in any language.
func library(t testing.TB, n int) *desk {
	t.Helper()
	rng := rand.New(rand.NewPCG(1, 2))
	syllables := strings.Fields("ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo yu zen tor mal ser")
	vocabulary := make([]string, 30_000)
	for i := range vocabulary {
		for range 2 + rng.IntN(3) {
			vocabulary[i] += syllables[rng.IntN(len(syllables))]
		}
	}
	zipf := rand.NewZipf(rng, 1.07, 8, uint64(len(vocabulary)-1))
	phrase := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteString(vocabulary[zipf.Uint64()])
			b.WriteByte(' ')
		}
		return b.String()
	}
	var changes []model.Change
	add := func(r model.Record, id model.ID) {
		m := r.Base()
		m.ID, m.Changed, m.Notes = id, now-date.Instant(rng.Int64N(1000)*3600), phrase(30)
		changes = append(changes, model.Change{ID: id, After: r})
	}
	for i := range n {
		num := uint64(i/5 + 1)
		switch i % 5 {
		case 0:
			add(&model.Risk{Title: phrase(4), Cause: phrase(5)}, model.NewID("R", num))
		case 1:
			add(&model.Interaction{Summary: phrase(5)}, model.NewID("I", num))
		default:
			add(&model.Task{Name: phrase(4), Acceptance: phrase(5)}, model.NewID("T", uint64(i)))
		}
	}
	return &desk{t: t, snap: model.NewSnapshot(model.Kinds()).With(changes)}
}

// typed are the queries of somebody typing, each key of which counts.
var typed = []string{"b", "ba", "bac", "bace", "bace d", "bace di", "bace difo", "kind:risk ba", "to", "tor", "zenmal lo", "zenmla", "qzqzqzqz", "t-1", "12", "e", ""}

// BenchmarkKey is what one key costs over 100,000 records with notes.
func BenchmarkKey(b *testing.B) {
	d := library(b, 100_000)
	d.grow()
	b.ReportMetric(float64(d.index.Size())/(1<<20), "index-MiB")
	for _, q := range typed {
		b.Run(fmt.Sprintf("%q", q), func(b *testing.B) {
			var r *search.Results
			for b.Loop() {
				r, _ = d.index.Find(ctx, search.Parse(q, d.snap.Schema()))
			}
			b.ReportMetric(float64(r.Len()), "found")
		})
	}
	b.Run("p99", func(b *testing.B) {
		var all []time.Duration
		for b.Loop() {
			for _, q := range typed {
				from := time.Now()
				_, _ = d.index.Find(ctx, search.Parse(q, d.snap.Schema()))
				all = append(all, time.Since(from))
			}
		}
		slices.Sort(all)
		b.ReportMetric(float64(all[len(all)*99/100].Microseconds())/1000, "p99-ms")
		b.ReportMetric(0, "ns/op")
	})
}

// BenchmarkGrow reads 100,000 records, and reads anew what an edit has changed.
func BenchmarkGrow(b *testing.B) {
	d := library(b, 100_000)
	b.Run("all", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			d.index = nil
			d.grow()
		}
		b.ReportMetric(float64(d.index.Size())/(1<<20), "index-MiB")
	})
	b.Run("edit", func(b *testing.B) {
		n := uint64(0)
		for b.Loop() {
			n = n%50_000 + 7
			if r, ok := model.Find[*model.Task](d.snap, model.NewID("T", n)); ok {
				d.snap = d.snap.With([]model.Change{{ID: r.ID, Before: r, After: r}})
			}
			d.grow()
		}
	})
}

// BenchmarkShow is what a screen of hits costs.
func BenchmarkShow(b *testing.B) {
	d := library(b, 5_000)
	d.grow()
	q := search.Parse("bace di", d.snap.Schema())
	r, _ := d.index.Find(ctx, search.Parse("ba", d.snap.Schema()))
	c := d.snap.Ctx(now)
	for b.Loop() {
		for i := range 40 {
			id := r.ID(i)
			q.Show(c, d.snap.Schema().Of(id), d.snap.Get(id), false)
		}
	}
}

// TestSize holds what the index may cost: a few words of each record, far less than its text, also
// when it is read part by part and after edits.
func TestSize(t *testing.T) {
	if testing.Short() {
		t.Skip("20,000 records")
	}
	d := library(t, 20_000)
	d.grow()
	per := d.index.Size() / 20_000
	if per > 200 {
		t.Errorf("%d bytes of index a record", per)
	}
	for n := range uint64(20) {
		if r := d.snap.Get(model.NewID("T", 3+5*n)); r != nil {
			d.snap = d.snap.With([]model.Change{{ID: r.Base().ID, Before: r, After: r}})
			d.grow()
		}
	}
	if again := d.index.Size() / 20_000; again != per {
		t.Errorf("%d bytes a record after edits, %d before", again, per)
	}
}
