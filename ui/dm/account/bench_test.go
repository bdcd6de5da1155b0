package account

import (
	"testing"

	"tandem/model"
	"tandem/store/sample"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// BenchmarkPage: gathering the facts of a customer in a workspace of 100,000 records, and a frame.
func BenchmarkPage(b *testing.B) {
	e := model.NewEdit(model.NewSnapshot(model.Kinds()), moment)
	if err := sample.Build(e, sample.Options{Seed: 1, Records: 100_000}); err != nil {
		b.Fatal(err)
	}
	batch, err := e.Batch()
	if err != nil {
		b.Fatal(err)
	}
	s := model.NewSnapshot(model.Kinds()).With(batch.Changes)
	a, _ := model.Find[*model.Account](s, id(b, "A-1"))
	p := New()
	p.id = a.ID
	p.env = pane.Env{Snap: s, Now: moment, Theme: theme.New("dark", true, false, false), Rev: 1}
	since := moment - 7*86400
	b.Run("gather", func(b *testing.B) {
		for b.Loop() {
			p.facts = gather(s.Ctx(moment), a, s.Rewind(a.ID, since), since)
		}
	})
	b.Run("draw", func(b *testing.B) {
		for b.Loop() {
			p.env.Rev++
			p.Draw(p.env, 200, 50, true)
		}
	})
	b.Run("move", func(b *testing.B) {
		for b.Loop() {
			p.move(1)
			p.Draw(p.env, 200, 50, true)
		}
	})
}
