package browse

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"tandem/model"
	"tandem/store/sample"
	"tandem/ui/act"
	"tandem/ui/theme"
)

// Whatever keys come in whatever order, the picture is whole, the cursor is on a record that
// exists, and undoing everything brings the workspace back.
func TestRandomKeys(t *testing.T) {
	keys := strings.Fields("j j j k G g pgdown pgup ctrl+d ctrl+u h l left right space * s S v K B enter enter esc esc n e D y = c o > < J K N L f L s m c m s m p W + - right left A / x a : up down u tab shift+tab ctrl+n")
	for seed := range uint64(12) {
		rnd := rand.New(rand.NewPCG(seed, 7))
		d := newDriver(t, "P", "T", "E", "N", "M", "CL")
		start := d.env.Snap
		said := ""
		for step := range 250 {
			key := keys[rnd.IntN(len(keys))]
			if key == "u" && len(d.undo) == 0 || key == "/" && rnd.IntN(4) > 0 {
				continue
			}
			said += " " + key
			d.press(key)
			if step%7 == 0 {
				d.do(d.p.Click(d.env, rnd.IntN(90), rnd.IntN(30), rnd.IntN(3) == 0))
			}
			check(t, d, 1+rnd.IntN(160), 1+rnd.IntN(50), fmt.Sprintf("seed %d:%s", seed, said))
		}
		for len(d.undo) > 0 {
			d.takeBack()
		}
		for _, k := range start.Schema().Kinds {
			if a, b := start.Count(k.Prefix), d.env.Snap.Count(k.Prefix); a != b {
				t.Errorf("seed %d: %d %s of %d are back", seed, b, k.Plural, a)
			}
		}
	}
}

func check(t *testing.T, d *driver, w, h int, said string) {
	t.Helper()
	lines := d.p.Draw(d.env, w, h, true)
	if len(lines) != h {
		t.Fatalf("%s: %d lines of %d", said, len(lines), h)
	}
	for _, l := range lines {
		if ansi.StringWidth(l) != w {
			t.Fatalf("%s: a line of %d cells, want %d: %q", said, ansi.StringWidth(l), w, l)
		}
	}
	if id := d.p.Selected(); id != 0 && d.env.Snap.Get(id) == nil {
		t.Fatalf("%s: the cursor is on %s, which is gone", said, id)
	}
	for _, id := range d.p.Marked() {
		if d.env.Snap.Get(id) == nil {
			t.Fatalf("%s: %s is marked and gone", said, id)
		}
	}
}

// down is the key j.
var down = act.Result{Kind: act.Run, Action: "move.down", Scope: "browse"}

// big is a workspace of n records.
func big(t testing.TB, n int) *model.Snapshot {
	t.Helper()
	e := model.NewEdit(model.NewSnapshot(model.Kinds()), moment)
	if err := sample.Build(e, sample.Options{Seed: 1, Records: n}); err != nil {
		t.Fatal(err)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	return e.Base().With(b.Changes)
}

// A move of the cursor does not cost more because there are more records.
func TestMoveCostsTheSame(t *testing.T) {
	if testing.Short() {
		t.Skip("builds 6,000 records")
	}
	allocs := func(s *model.Snapshot) float64 {
		d := driverOn(t, s, "T")
		d.env.Theme = theme.New("dark", true, false, false)
		d.p.Draw(d.env, 100, 40, true)
		return testing.AllocsPerRun(200, func() {
			d.p.Handle(d.env, down)
			d.p.Draw(d.env, 100, 40, true)
		})
	}
	few, err := life()
	if err != nil {
		t.Fatal(err)
	}
	if a, b := allocs(few), allocs(big(t, 6000)); b > 1.5*a+60 {
		t.Errorf("%.0f allocations with few records, %.0f with many", a, b)
	}
}

// A frame in which nothing changed costs nothing.
func TestStillFrameIsFree(t *testing.T) {
	for _, keys := range []string{"", "enter"} {
		d := newDriver(t, "P", "E").press(keys)
		d.p.Draw(d.env, 100, 40, true)
		if n := testing.AllocsPerRun(50, func() { d.p.Draw(d.env, 100, 40, true) }); n > 4 {
			t.Errorf("after %q: %.0f allocations", keys, n)
		}
	}
}

func BenchmarkDown(b *testing.B) {
	for _, prefix := range []string{"P", "T", "E"} {
		b.Run(prefix, func(b *testing.B) {
			d := driverOn(b, big(b, 10_000), prefix)
			d.env.Theme = theme.New("dark", true, false, false)
			b.ReportAllocs()
			for b.Loop() {
				d.p.Handle(d.env, down)
				d.p.Draw(d.env, 98, 46, true)
			}
		})
	}
}

// BenchmarkFollow is what a key in one pane costs the other, and the record beside them.
func BenchmarkFollow(b *testing.B) {
	d := driverOn(b, big(b, 10_000), "A")
	d.env.Theme = theme.New("dark", true, false, false)
	ids := []model.ID{model.NewID("P", 1), model.NewID("P", 2), model.NewID("E", 1)}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		d.p.Follow(d.env, ids[i%3])
		d.p.Draw(d.env, 98, 46, false)
		NewDetail(d.env, ids[i%3]).Draw(d.env, 48, 46, false)
	}
}

func BenchmarkFilter(b *testing.B) {
	d := driverOn(b, big(b, 10_000), "P")
	for i := 0; b.Loop(); i++ {
		d.p.SetQuery(d.env, []string{"ship", "finish<+7d"}[i%2])
	}
}
