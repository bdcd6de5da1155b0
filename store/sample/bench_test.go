package sample

import (
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
)

var fri = date.Of(time.Date(2026, 11, 20, 8, 12, 0, 0, time.UTC))

// BenchmarkBuild100k makes and validates a hundred thousand records: at most 3 s.
func BenchmarkBuild100k(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		e := model.NewEdit(model.NewSnapshot(model.Kinds()), fri)
		if err := Build(e, Options{Seed: 1, Records: 100_000}); err != nil {
			b.Fatal(err)
		}
		if _, err := e.Batch(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBuildOnly100k(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		e := model.NewEdit(model.NewSnapshot(model.Kinds()), fri)
		if err := Build(e, Options{Seed: 1, Records: 100_000}); err != nil {
			b.Fatal(err)
		}
	}
}
