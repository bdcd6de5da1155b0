package query_test

import (
	"fmt"
	"slices"
	"testing"

	"tandem/model"
	"tandem/model/query"
)

// many is a list of n tasks with names, notes and tags of usual length.
func many(b testing.TB, n int) (*model.Ctx, []model.Record) {
	b.Helper()
	e := model.NewEdit(model.NewSnapshot(model.Kinds()), now)
	e.Put("P", &model.Project{Name: "Rollout"})
	for i := range n {
		t := &model.Task{Name: fmt.Sprintf("Prepare the delivery of part %d to the customer", i*7919%n), Project: model.NewID("P", 1), Acceptance: "signed by the sponsor"}
		t.Notes = "Talk to the plant first, then book the lorry for the following week."
		t.Tags = []string{"logistics", "phase-2"}
		t.Start = now + 3600*24*30 - 60*60*24*7*7919*60%100
		t.Priority = i * 31 % 1000
		e.Put("T", t)
	}
	batch, err := e.Batch()
	if err != nil {
		b.Fatal(err)
	}
	c := e.Base().With(batch.Changes).Ctx(now)
	return c, list(c, "T")
}

func BenchmarkFilter(b *testing.B) {
	c, recs := many(b, 100_000)
	k := model.Kinds().Prefix("T")
	for _, s := range []string{"zebra", "part", "ökö", "customer -lorry", "tag:later", "project:roll", "start<+7d", "priority>500 or name:99", `"part 99 "`} {
		b.Run(s, func(b *testing.B) {
			q, err := query.Parse(s, k)
			if err != nil {
				b.Fatal(err)
			}
			fits := q.Bind(c)
			b.ReportAllocs()
			for b.Loop() {
				n := 0
				for _, r := range recs {
					if fits(r) {
						n++
					}
				}
			}
		})
	}
}

func BenchmarkSort(b *testing.B) {
	c, recs := many(b, 100_000)
	k := model.Kinds().Prefix("T")
	for _, by := range []string{"name", "-priority,name", "project,start"} {
		b.Run(by, func(b *testing.B) {
			for b.Loop() {
				if err := query.Sort(c, k, slices.Clone(recs), by); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// A filter that is typed runs over every record at each key: it must not make garbage.
func TestFilterAllocatesNothing(t *testing.T) {
	c, recs := many(t, 300)
	for _, s := range []string{"zebra", "ökö", "tag:later", "project:roll", "start<+7d", "priority>500", "name:zz", "type:work", "milestone:yes", "percent<5", "duration>5d", "links:", "t-99999", "fixed_cost>1k"} {
		q, err := query.Parse(s, model.Kinds().Prefix("T"))
		if err != nil {
			t.Fatal(err)
		}
		fits := q.Bind(c)
		fits(recs[0]) // names are learned once
		if n := testing.AllocsPerRun(10, func() {
			for _, r := range recs {
				fits(r)
			}
		}); n > 0 {
			t.Errorf("%q: %v allocations for %d records", s, n, len(recs))
		}
	}
}
