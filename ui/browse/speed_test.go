package browse

import (
	"testing"

	"tandem/model"
	"tandem/ui/theme"
)

// A move of the cursor and a fold cost the same however many records stand in groups.
func TestGroupedMoveCostsTheSame(t *testing.T) {
	if testing.Short() {
		t.Skip("builds 6,000 records")
	}
	allocs := func(s *model.Snapshot, keys string) float64 {
		d := driverOn(t, s, "T")
		d.env.Theme = theme.New("dark", true, false, false)
		d.env.Rev++
		d.p.Sync(d.env)
		d.group("percent")
		d.press("g")
		d.p.Draw(d.env, 100, 40, true)
		return testing.AllocsPerRun(50, func() {
			d.press(keys)
			d.p.Draw(d.env, 100, 40, true)
		})
	}
	few, err := life()
	if err != nil {
		t.Fatal(err)
	}
	many := big(t, 6000)
	if a, b := allocs(few, "j k j"), allocs(many, "j k j"); b > 1.5*a+120 {
		t.Errorf("moving: %.0f allocations with few records, %.0f with many", a, b)
	}
}

func BenchmarkGroup(b *testing.B) {
	s := big(b, 100_000)
	for _, field := range []string{"project", "finish", "assigned"} {
		b.Run(field, func(b *testing.B) {
			d := driverOn(b, s, "T")
			b.ReportAllocs()
			for b.Loop() {
				d.p.list().setGroup(d.env, field)
				d.p.Draw(d.env, 98, 46, true)
			}
		})
	}
	b.Run("fold", func(b *testing.B) {
		d := driverOn(b, s, "T")
		d.group("project").press("g")
		b.ReportAllocs()
		for b.Loop() {
			d.press("enter")
			d.p.Draw(d.env, 98, 46, true)
		}
	})
	b.Run("move", func(b *testing.B) {
		d := driverOn(b, s, "T")
		d.group("project").press("g")
		b.ReportAllocs()
		for b.Loop() {
			d.p.Handle(d.env, down)
			d.p.Draw(d.env, 98, 46, true)
		}
	})
	b.Run("filter", func(b *testing.B) {
		d := driverOn(b, s, "T")
		d.press("/")
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			d.p.filter.Set([]string{"a", "as", "ass", "due"}[i%4])
			d.p.typed(d.env)
			d.p.Draw(d.env, 98, 46, true)
		}
	})
}
