package ui

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/store/sample"
	"tandem/ui/pane"
	"tandem/ui/uitest"
)

// TestPagesGrowWarm: a page that was opened while records were still being read, as after a restart,
// shows the same once they are there as one opened then.
func TestPagesGrowWarm(t *testing.T) {
	snap := uitest.Snapshot(t, func(e *model.Edit) error { return sample.Build(e, sample.Options{Seed: 1}) })
	for _, p := range pages {
		if p.of == "" {
			continue
		}
		var here pane.Page
		frame := func(cold bool) string {
			var d *uitest.Desk[uitest.Page]
			x, ok := p.make().(uitest.Page)
			if !ok {
				t.Fatalf("%s cannot stand on a desk", p.name)
			}
			d = uitest.DeskOn(t, x, snap, model.NewID(p.of, 2), func(d *uitest.Desk[uitest.Page]) { d.Env.Cold = cold; d.P.Sync(d.Env) })
			if cold {
				d.Do(d.P.Return(d.Env, here))
				d.P.Draw(d.Env, 120, 36, true)
				d.Env.Cold = false
				d.Settle()
			} else {
				here, _ = d.P.Here()
			}
			return strings.Join(d.P.Draw(d.Env, 120, 36, true), "\n")
		}
		warm := frame(false)
		if cold := frame(true); cold != warm {
			t.Errorf("%s, opened before the records were read:\n%s\nafter:\n%s", p.name, cold, warm)
		}
	}
}
