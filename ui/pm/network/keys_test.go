package network

import (
	"slices"
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/pane"
	"tandem/ui/uitest"
)

// chain is a plan of so many tasks of a day each, one after the other; the first done of them are.
func chain(t *testing.T, n, done int) desk {
	t.Helper()
	e := model.NewEdit(model.NewSnapshot(model.Kinds()), moment)
	e.Put(model.ProjectPrefix, &model.Project{Name: "Chain", Method: "waterfall", Phase: "executing", Start: moment - 86400})
	for i := range n {
		x := model.Kinds().Prefix(model.TaskPrefix).New().(*model.Task)
		x.Name, x.Project, x.Duration = "Step", project, date.Span{N: 8 * 3600, Unit: date.Days}
		if i > 0 {
			x.Links = []model.TaskLink{{Predecessor: model.NewID("T", uint64(i)), Type: model.FS}}
		}
		if i < done {
			x.Done, x.ActualStart, x.ActualFinish = 100_00, moment-86400, moment-7200
		}
		e.Put(model.TaskPrefix, x)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	return uitest.DeskOn(t, New(), e.Base().With(b.Changes), project, func(d desk) { d.W, d.H = 100, 30 })
}

// take makes a change under the page, as one made elsewhere, and returns it.
func take(d desk, f func(e *model.Edit) error) model.Batch {
	d.T.Helper()
	e := model.NewEdit(d.Env.Snap, moment)
	if err := f(e); err != nil {
		d.T.Fatal(err)
	}
	b, err := e.Batch()
	if err != nil {
		d.T.Fatal(err)
	}
	d.Take(b)
	return b
}

func ids(d desk) (out []string) {
	for _, t := range d.P.known.tasks {
		out = append(out, t.ID.String())
	}
	return out
}

// TestBeginsAtWhatIsOpen: the cursor begins on the first task that is not done, and the key of today
// brings it back there from wherever it went.
func TestBeginsAtWhatIsOpen(t *testing.T) {
	d := chain(t, 6, 2)
	do(d, "network.more", "network.more")
	d.P.at = 0
	do(d, "chart.today")
	if d.P.Selected() != model.NewID("T", 3) {
		t.Fatalf("on %s", d.P.Selected())
	}
	if do(d, "move.bottom"); d.P.Selected() != model.NewID("T", 6) {
		t.Errorf("the last is %s", d.P.Selected())
	}
	if do(d, "chart.today"); d.P.Selected() != model.NewID("T", 3) {
		t.Errorf("today is %s", d.P.Selected())
	}
	if do(d, "move.top"); d.P.Selected() != model.NewID("T", 1) {
		t.Errorf("the first is %s", d.P.Selected())
	}
}

// TestKeysFollowLinks: l goes to what comes after, h to what comes before, one at a time, and both stay
// at the ends.
func TestKeysFollowLinks(t *testing.T) {
	d := chain(t, 4, 0)
	d.Press("g h")
	for n := uint64(1); n <= 4; n++ {
		if d.P.Selected() != model.NewID("T", n) {
			t.Fatalf("on %s, want T-%d", d.P.Selected(), n)
		}
		d.Press("l")
	}
	if d.P.Selected() != model.NewID("T", 4) {
		t.Errorf("behind the last is %s", d.P.Selected())
	}
	if d.Press("h h"); d.P.Selected() != model.NewID("T", 2) {
		t.Errorf("two back is %s", d.P.Selected())
	}
	if d.Press("enter"); d.Went.ID != model.NewID("T", 2) {
		t.Errorf("opened %s", d.Went.ID)
	}
}

// TestScopeGoesRound: critical, near critical, all, and again critical. In the plan of page Build takes
// ten days beside Paint's two that begin a day after Dig does: Dig 5 and Build 10 are critical, Paint may
// be late by 15 - 3 = 12 days and is in neither the first nor the second.
func TestScopeGoesRound(t *testing.T) {
	d := page(t, true)
	critical := []string{"T-1", "T-2", "T-4"}
	if got := ids(d); !slices.Equal(got, critical) {
		t.Fatalf("critical: %v", got)
	}
	do(d, "network.more")
	if got := ids(d); !slices.Equal(got, critical) {
		t.Errorf("near: %v", got)
	}
	do(d, "network.more")
	if got := ids(d); len(got) != 4 || !slices.Contains(got, "T-3") {
		t.Errorf("all: %v", got)
	}
	do(d, "network.more")
	if got := ids(d); !slices.Equal(got, critical) {
		t.Errorf("round again: %v", got)
	}
}

// TestTheCursorLeavesWhatLeaves: on a task that the next scope does not show it goes to one that it does.
func TestTheCursorLeavesWhatLeaves(t *testing.T) {
	d := page(t, true)
	do(d, "network.more", "network.more")
	d.Do(d.P.Return(d.Env, pane.Page{Open: project, ID: model.NewID("T", 3)}))
	if d.P.Selected() != model.NewID("T", 3) {
		t.Fatalf("on %s", d.P.Selected())
	}
	do(d, "network.more")
	if at := d.P.Selected(); !slices.Contains(ids(d), at.String()) {
		t.Errorf("on %s, which does not show: %v", at, ids(d))
	}
}

// TestWhatIsChangedElsewhere: a longer Paint makes it critical in the picture, an undo takes it out again.
// It begins a day after Dig; of 2 days it ends on day 3 of 15, of 14 days on day 15, as Build does, and is
// critical then.
func TestWhatIsChangedElsewhere(t *testing.T) {
	d := page(t, true)
	b := take(d, func(e *model.Edit) error { return e.Set(model.NewID("T", 3), "duration", "14d") })
	if !slices.Contains(ids(d), "T-3") {
		t.Errorf("of 14 days: %v", ids(d))
	}
	d.Take(b.Invert())
	if slices.Contains(ids(d), "T-3") {
		t.Errorf("of 2 days: %v", ids(d))
	}
	take(d, func(e *model.Edit) error { return e.Set(model.NewID("T", 3), "duration", "13d") })
	if slices.Contains(ids(d), "T-3") {
		t.Errorf("of 13 days it has one of float: %v", ids(d))
	}
	d.Press("G")
	take(d, func(e *model.Edit) error { return e.Delete(d.P.Selected()) })
	if at := d.P.Selected(); at == 0 || !slices.Contains(ids(d), at.String()) {
		t.Errorf("on %s of %v", at, ids(d))
	}
}

// TestSizesEnd: the boxes are as large and as small as they get, and it is said.
func TestSizesEnd(t *testing.T) {
	d := page(t, true)
	if d.Press("+"); !strings.Contains(d.Why, "the boxes tell all already") {
		t.Errorf("%q", d.Why)
	}
	d.Press("-")
	if d.Why = ""; !d.P.small {
		t.Error("still large")
	}
	if d.Press("-"); !strings.Contains(d.Why, "as small as they get") {
		t.Errorf("%q", d.Why)
	}
	if d.Press("+"); d.P.small {
		t.Error("still small")
	}
}

// TestPanStaysInside: the picture is moved without the cursor, never past its edges, and the next step of
// the cursor brings it back into sight.
func TestPanStaysInside(t *testing.T) {
	d := chain(t, 12, 0)
	d.Press("g")
	at := d.P.Selected()
	for range 40 {
		do(d, "chart.right")
	}
	if d.P.Selected() != at || d.P.x != d.P.known.net.W-d.P.w {
		t.Errorf("on %s, at %d of %d - %d", d.P.Selected(), d.P.x, d.P.known.net.W, d.P.w)
	}
	if n := strings.Count(d.Screen(100, 30), "T-1 Step"); n > 1 { // the line below the picture names it
		t.Error("the first box is still in sight")
	}
	d.Press("l")
	if d.Sees("T-2 Step"); d.P.Selected() != model.NewID("T", 2) {
		t.Errorf("on %s", d.P.Selected())
	}
	for range 40 {
		do(d, "chart.left")
	}
	if d.P.x != 0 {
		t.Errorf("at %d", d.P.x)
	}
}

// TestNoTasks: every key of an empty network does nothing, and opening says so.
func TestNoTasks(t *testing.T) {
	d := page(t, false)
	d.Press("h j k l g G t")
	if d.Press("enter"); d.P.Selected() != 0 || d.Went.ID != 0 || !strings.Contains(d.Why, "nothing under the cursor") {
		t.Errorf("%s, %q", d.P.Selected(), d.Why)
	}
}
