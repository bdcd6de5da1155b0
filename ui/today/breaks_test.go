package today

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/triage"
)

// TestBreakingPromise: a promise that is forecast to break is told with its own date, whoever is waited for and
// whenever we ask again; one that is put away stays under the week of its own date.
func TestBreakingPromise(t *testing.T) {
	for _, x := range []struct {
		d    triage.Decision
		held string
	}{{held: ""}, {triage.Decision{Verb: triage.Wait, Arg: "v"}, "waiting"}, {triage.Decision{Verb: triage.Snooze, Arg: "1"}, "put away"}, {triage.Decision{Verb: triage.Accept}, "in hand"}} {
		d := newDriver(t, true)
		id := model.NewID(model.PromisePrefix, 5)
		if x.d.Verb != "" {
			q := triage.Build(d.env.Ctx())
			e := model.NewEdit(d.env.Snap, moment)
			if err := x.d.Apply(e, q, q.About(id)); err != nil {
				t.Fatal(err)
			}
			b, err := e.Batch()
			if err != nil {
				t.Fatal(err)
			}
			d.env.Snap = d.env.Snap.With(b.Changes)
			d.p.Sync(d.env)
		}
		head, rows := "", 0
		for _, r := range d.p.rows {
			if r.head != "" {
				head = r.head
			}
			if r.id != id {
				continue
			}
			rows++
			if !strings.HasPrefix(head, "promises that will break") || r.due != "breaks +10 d" || r.held != x.held {
				t.Errorf("%s: %q, %q, %q", x.d.Verb, head, r.due, r.held)
			}
		}
		if rows != 1 {
			t.Errorf("%s: it stands in %d rows", x.d.Verb, rows)
		}
	}
}
