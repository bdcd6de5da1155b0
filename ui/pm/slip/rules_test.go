package slip

import (
	"strings"
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/pane"
	"tandem/ui/uitest"
)

var project = model.NewID(model.ProjectPrefix, 1)

// page is the pane over a plan of three steps, each with its milestone, that is kept as a baseline; the
// first is done. The plan begins on Monday 30 November 2026; the steps take 2, 3 and 4 days.
func page(t *testing.T) *uitest.Desk[*Pane] {
	t.Helper()
	return uitest.DeskOn(t, New(), uitest.Snapshot(t, func(e *model.Edit) error {
		e.Put(model.ProjectPrefix, &model.Project{Name: "Docks", Method: "waterfall", Phase: "executing", Start: date.YMD(2026, 11, 30).At(8, 0, time.Local)})
		for i, days := range []int64{2, 3, 4} {
			x := model.Kinds().Prefix(model.TaskPrefix).New().(*model.Task)
			x.Name, x.Project, x.Order, x.Duration = "Step", project, 2*i+1, date.Span{N: days * 8 * 3600, Unit: date.Days}
			step := e.Put(model.TaskPrefix, x)
			m := model.Kinds().Prefix(model.TaskPrefix).New().(*model.Task)
			m.Name, m.Project, m.Order, m.Milestone, m.Duration = "Gate "+string(rune('A'+i)), project, 2*i+2, true, date.Span{Unit: date.Days}
			m.Links = []model.TaskLink{{Predecessor: step, Type: model.FS}}
			e.Put(model.TaskPrefix, m)
		}
		return nil
	}), project)
}

// changed makes a change under the page, as one made elsewhere, and returns it.
func changed(d *uitest.Desk[*Pane], f func(e *model.Edit) error) model.Batch {
	d.T.Helper()
	e := model.NewEdit(d.Env.Snap, uitest.Moment)
	if err := f(e); err != nil {
		d.T.Fatal(err)
	}
	b, err := e.Settled()
	if err != nil {
		d.T.Fatal(err)
	}
	d.Take(b)
	return b
}

// line is what is known of a milestone.
func line(d *uitest.Desk[*Pane], id model.ID) *model.Slip {
	d.T.Helper()
	for i := range d.P.slips {
		if d.P.slips[i].Task == id {
			return &d.P.slips[i]
		}
	}
	d.T.Fatalf("%s has no line in %+v", id, d.P.slips)
	return nil
}

// TestWorst: the open milestone that slipped most; what is reached does not count; the first of equals.
func TestWorst(t *testing.T) {
	s := func(by int64, reached bool) model.Slip { return model.Slip{By: by, Reached: reached} }
	for _, x := range []struct {
		name string
		list []model.Slip
		want int
	}{
		{"none", nil, 0},
		{"the most", []model.Slip{s(1, false), s(9, false), s(5, false)}, 1},
		{"not what is reached", []model.Slip{s(9, true), s(1, false), s(2, false)}, 2},
		{"all are reached", []model.Slip{s(9, true), s(1, true)}, 0},
		{"the least ahead", []model.Slip{s(-5, false), s(-2, false)}, 1},
		{"the first of equals", []model.Slip{s(0, true), s(3, false), s(3, false)}, 1},
	} {
		if got := worst(x.list); got != x.want {
			t.Errorf("%s: %d, want %d", x.name, got, x.want)
		}
	}
}

// TestSlipsByHand: the second step takes 3 days and was to end on Wednesday 2 December; of 8 days it ends
// on Wednesday 9, five working days later. The baseline is the first look, today the last.
func TestSlipsByHand(t *testing.T) {
	d := page(t)
	gate := model.NewID("T", 4)
	if x := line(d, gate); x.By != 0 || x.Moves != 0 || x.Trend() != "steady" {
		t.Fatalf("%+v", x)
	}
	changed(d, func(e *model.Edit) error { _, err := model.TakeBaseline(e, project, 0, "As agreed"); return err })
	b := changed(d, func(e *model.Edit) error { return e.Set(model.NewID("T", 3), "duration", "8d") })
	x := line(d, gate)
	if x.By != 5*8*3600 || x.Moves != 1 || x.Trend() != "slipping" || x.Points[0].Label == "" {
		t.Errorf("%+v", x)
	}
	first, now := x.Points[0].Finish.Day(time.Local), x.Points[len(x.Points)-1].Finish.Day(time.Local)
	if first != date.YMD(2026, 12, 2) || now != date.YMD(2026, 12, 9) {
		t.Errorf("from %s to %s", first, now)
	}
	d.Sees("Gate B T-4", "+5 d", "slipping", "2 Dec", "9 Dec")
	// the other gates hang on other steps, and the project on its longest: it goes along
	if line(d, model.NewID("T", 2)).By != 0 || line(d, project).By <= 0 {
		t.Errorf("%+v", d.P.slips)
	}
	d.Take(b.Invert())
	if x := line(d, gate); x.By != 0 || x.Moves != 0 {
		t.Errorf("after an undo %+v", x)
	}
}

// TestCorrectiveAction: ! begins an action about the milestone under the cursor that says how far it
// slipped; one undo takes it away; of the project there is none.
func TestCorrectiveAction(t *testing.T) {
	d := page(t)
	changed(d, func(e *model.Edit) error { _, err := model.TakeBaseline(e, project, 0, "As agreed"); return err })
	changed(d, func(e *model.Edit) error { return e.Set(model.NewID("T", 3), "duration", "8d") })
	d.Do(d.P.Return(d.Env, pane.Page{Open: project, ID: model.NewID("T", 4)}))
	d.Press("!")
	var made *model.Action
	for x := range model.Each[*model.Action](d.Env.Snap, model.ActionPrefix) {
		made = x
	}
	if made == nil || d.Label() != "Corrective action for T-4" {
		t.Fatalf("%+v, %q, %q", made, d.Label(), d.Said)
	}
	d.Take(d.Batches[0].Invert())
	for x := range model.Each[*model.Action](d.Env.Snap, model.ActionPrefix) {
		t.Errorf("after an undo %+v", x)
	}
	d.Do(d.P.Return(d.Env, pane.Page{Open: project, ID: project}))
	if d.Press("!"); len(d.Edits) != 1 || !strings.Contains(d.Why, "go to a milestone first") {
		t.Errorf("%q, %q", d.Edits, d.Why)
	}
}

// TestTheCursorStays: what moves elsewhere leaves the cursor on its milestone; one that is deleted lets it go.
func TestTheCursorStays(t *testing.T) {
	d := page(t)
	d.Do(d.P.Return(d.Env, pane.Page{Open: project, ID: model.NewID("T", 6)}))
	d.Settle()
	changed(d, func(e *model.Edit) error { return e.Set(model.NewID("T", 1), "duration", "9d") })
	if d.P.Selected() != model.NewID("T", 6) {
		t.Errorf("on %s", d.P.Selected())
	}
	n := len(d.P.slips)
	changed(d, func(e *model.Edit) error { return e.Delete(model.NewID("T", 6)) })
	if len(d.P.slips) != n-1 || d.P.Selected() == model.NewID("T", 6) {
		t.Errorf("%d lines, on %s", len(d.P.slips), d.P.Selected())
	}
}

// TestReached: a milestone that is done says so, and is none the worst of.
func TestReached(t *testing.T) {
	d := page(t)
	changed(d, func(e *model.Edit) error {
		return model.Update(e, model.NewID("T", 2), func(x *model.Task) error {
			x.Done, x.ActualStart, x.ActualFinish = 100_00, uitest.Moment-3600, uitest.Moment-3600
			return nil
		})
	})
	if x := line(d, model.NewID("T", 2)); !x.Reached || x.Trend() != "reached" {
		t.Errorf("%+v", x)
	}
	d.Sees("reached")
}
