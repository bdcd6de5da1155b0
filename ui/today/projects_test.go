package today

import (
	"context"
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/report"
	"tandem/ui/pane"
)

var _ pane.Needer = (*Pane)(nil)

// ask does what the page needs, as the root does off the event loop.
func (d *driver) ask() *driver {
	d.t.Helper()
	a, ok := d.p.Needs(d.env, 80, 24).(pane.Ask)
	if !ok {
		return d
	}
	e, err := a.Run(context.Background())
	if err != nil {
		d.t.Fatal(err)
	}
	e.(pane.Run)()
	return d
}

// TestColoursAreLabelled: each colour says whether somebody reported it or it is computed; where the two differ
// both show, at 80 columns as well: what is done and the date give way before the name, the name before a colour.
func TestColoursAreLabelled(t *testing.T) {
	d := newDriver(t, true)
	if s := strings.Join(d.lines(120, 40), "\n"); strings.Contains(s, "computed") || !strings.Contains(s, "reported amber") {
		t.Errorf("before the colours are worked out:\n%s", s)
	}
	d.ask()
	if d.p.Needs(d.env, 80, 24) != nil {
		t.Error("it asks again for what it has")
	}
	c, differ := d.env.Ctx(), 0
	for _, w := range []int{60, 80, 120, 200} {
		lines := d.lines(w, 60)
		for i, r := range d.p.rows {
			pr, ok := model.Find[*model.Project](d.env.Snap, r.id)
			if !ok {
				continue
			}
			told, line := report.Colours(c, pr), lines[headLines+i]
			want := []string{", reported " + string(pr.Reported)}
			switch {
			case told.Differ() && w < 80: // the worse one has room
				want = []string{", computed " + string(told.Computed)}
			case told.Differ():
				differ++
				want = []string{", reported " + string(told.Reported), ", computed " + string(told.Computed)}
			}
			if w >= 80 {
				want = append(want, pr.Name[:min(len(pr.Name), 20)])
			}
			if w >= 120 {
				want = append(want, "% done", told.ReportedWords(c.Now.Day(c.Loc)))
			}
			for _, x := range want {
				if !strings.Contains(line, x) {
					t.Errorf("%d wide: no %q in %q", w, x, line)
				}
			}
		}
	}
	if differ == 0 {
		t.Error("the sample has no project whose colours differ")
	}
}

// TestLateColours: an answer for a workspace that is gone changes nothing.
func TestLateColours(t *testing.T) {
	d := newDriver(t, true)
	late := d.p.Needs(d.env, 80, 24).(pane.Ask)
	e := model.NewEdit(d.env.Snap, moment)
	e.Put(model.PersonPrefix, &model.Person{Name: "Ada", Kind: "work"})
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	d.env.Snap, d.env.Rev = d.env.Snap.With(b.Changes), d.env.Rev+1
	d.p.Sync(d.env)
	answer, err := late.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	answer.(pane.Run)()
	if d.p.told.colours != nil {
		t.Error("colours of a workspace that is gone are shown")
	}
	if d.ask(); len(d.p.told.colours) == 0 {
		t.Error("the colours of now are not asked for")
	}
}
