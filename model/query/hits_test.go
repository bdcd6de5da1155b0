package query_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/query"
)

// What is found in one go, on all processors and from what was found before, is what a plain
// look at each record finds, however a filter is typed and taken back.
func TestRunFindsWhatBindFinds(t *testing.T) {
	c, recs := many(t, 9_000) // more than two runs
	k := model.Kinds().Prefix("T")
	letters := []string{"p", "pa", "par", "part 1", "1", "14", "t", "t1", "t14", "t-14", "customer", "-lorry", "name:part", "or", "(", "\"part 1", " 7", "priority>500", "", "zz"}
	rng := rand.New(rand.NewPCG(3, 3))
	var old *query.Hits
	line := ""
	for step := range 150 {
		if rng.IntN(3) == 0 && line != "" {
			line = line[:rng.IntN(len(line))]
		}
		line += letters[rng.IntN(len(letters))]
		if len(line) > 20 {
			line = ""
		}
		q, _ := query.Lenient(line, k)
		old = query.Run(c, q, k, old)
		fits, n := q.Bind(c), 0
		for _, r := range recs {
			if fits(r) {
				n++
			}
			if fits(r) != old.Fits(r) {
				t.Fatalf("step %d, %q: %s is %v, want %v", step, line, r.Base().ID, old.Fits(r), fits(r))
			}
		}
		if old.Len() != n {
			t.Fatalf("%q: %d found, want %d", line, old.Len(), n)
		}
	}
	if old.Has(model.NewID("R", 1)) || old.Has(model.NewID("T", 1<<30)) {
		t.Error("a record of another kind, or none, is found")
	}
}

// A reference is found as it is typed letter by letter: what stands before its number finds nothing
// that it could go on from.
func TestRunTypedReference(t *testing.T) {
	c, _ := many(t, 200)
	k := model.Kinds().Prefix("T")
	for _, line := range []string{"T-92", "t92", "part T-92"} {
		var old *query.Hits
		for n := 1; n <= len(line); n++ {
			q, _ := query.Lenient(line[:n], k)
			old = query.Run(c, q, k, old)
		}
		q, _ := query.Lenient(line, k)
		if want := query.Run(c, q, k, nil); old.Len() != want.Len() || old.Has(model.NewID("T", 92)) != want.Has(model.NewID("T", 92)) || line[0] != 'p' && !old.Has(model.NewID("T", 92)) {
			t.Errorf("%q typed finds %d, at once %d", line, old.Len(), want.Len())
		}
	}
	for word, want := range map[string]bool{"p-3": true, "P3": true, "p": false, "3": false, "P-4": false, "T-3": false} {
		if query.Refers(word, model.NewID("P", 3)) != want {
			t.Errorf("%q refers to P-3: %v", word, !want)
		}
	}
}

// An edit in between is seen: what was found before is of the records as they were.
func TestRunAfterAnEdit(t *testing.T) {
	c, _ := many(t, 100)
	k := model.Kinds().Prefix("T")
	q := func(s string) *query.Query { q, _ := query.Lenient(s, k); return q }
	old := query.Run(c, q("zeb"), k, nil)
	e := model.NewEdit(c.Snap, now)
	if err := e.Set(model.NewID("T", 5), "name", "A zebra"); err != nil {
		t.Fatal(err)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	next := query.Run(c.Snap.With(b.Changes).Ctx(now), q("zebr"), k, old)
	if old.Len() != 0 || next.Len() != 1 || !next.Has(model.NewID("T", 5)) {
		t.Errorf("%d, then %d", old.Len(), next.Len())
	}
}

// BenchmarkType is what each key of a filter costs over 100,000 records.
func BenchmarkType(b *testing.B) {
	c, _ := many(b, 100_000)
	k := model.Kinds().Prefix("T")
	for _, line := range []string{"customer 99", "zebra", "project:roll 7", "priority>500 or lorry"} {
		b.Run(strings.ReplaceAll(line, " ", "_"), func(b *testing.B) {
			for b.Loop() {
				var old *query.Hits
				for i := range len(line) {
					q, _ := query.Lenient(line[:i+1], k)
					old = query.Run(c, q, k, old)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(b.N*len(line)), "ms/key")
		})
	}
}
