package scenario

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

// small is the page over a plan of two tasks in a row, of three and five days, that begins on Monday
// 7 December 2026 and so ends on Wednesday 16, and one scenario without edits.
func small(t *testing.T) *uitest.Desk[*Pane] {
	t.Helper()
	return uitest.DeskOn(t, New(), uitest.Snapshot(t, func(e *model.Edit) error {
		e.Put(model.ProjectPrefix, &model.Project{Name: "Depot", Method: "waterfall", Phase: "planning", Start: date.YMD(2026, 12, 7).At(8, 0, time.Local)})
		for i, days := range []int64{3, 5} {
			x := model.Kinds().Prefix(model.TaskPrefix).New().(*model.Task)
			x.Name, x.Project, x.Order, x.Duration = []string{"Design", "Build"}[i], project, i+1, date.Span{N: days * 8 * 3600, Unit: date.Days}
			if i > 0 {
				x.Links = []model.TaskLink{{Predecessor: model.NewID("T", 1), Type: model.FS}}
			}
			e.Put(model.TaskPrefix, x)
		}
		_, err := model.BranchPlan(e, project, "Second crew")
		return err
	}), project, func(d *uitest.Desk[*Pane]) { d.W, d.H = 140, 36 })
}

func ends(d *uitest.Desk[*Pane]) string {
	return d.P.current().Finish.In(time.Local).Format("2006-01-02")
}

// task puts the cursor on a task of the plan, with all of them in sight.
func task(d *uitest.Desk[*Pane], n uint64) *uitest.Desk[*Pane] {
	d.T.Helper()
	if !d.P.all {
		d.Press("v")
	}
	if !d.P.table.MoveTo(uint64(model.NewID("T", n))) {
		d.T.Fatalf("no row of T-%d", n)
	}
	return d
}

// TestByHand: Build of 3 d ends on Monday 14, two days sooner; a day of audit after it on Tuesday 15.
func TestByHand(t *testing.T) {
	d := small(t)
	if got := ends(d); got != "2026-12-16" {
		t.Fatalf("it ends %s", got)
	}
	task(d, 2).Press("i").Answer("duration 3d")
	if got := ends(d); got != "2026-12-14" || d.Label() != "Set T-2 duration in Second crew" {
		t.Errorf("it ends %s, %q, %+v", got, d.Label(), d.P.current().Branch.Scenario.Steps)
	}
	d.Press("N").Answer("Audit 1d after T-2")
	if got := ends(d); got != "2026-12-15" || d.Label() != "Add Audit in Second crew" {
		t.Errorf("it ends %s, %q, %+v", got, d.Label(), d.P.current().Branch.Scenario.Steps)
	}
	if live := d.Env.Snap.Schedule(project).Finish.In(time.Local).Format("2006-01-02"); live != "2026-12-16" {
		t.Errorf("the plan ends %s", live)
	}
	d.TakeBack()
	if got := ends(d); got != "2026-12-14" {
		t.Errorf("without the audit it ends %s", got)
	}
	d.Take(d.Batches[0].Invert())
	if got := ends(d); got != "2026-12-16" || step(d, 0).Do != "" {
		t.Errorf("without an edit it ends %s, %+v", got, step(d, 0))
	}
}

// TestAdoptIsOneStep: the plan is that of the scenario; one undo makes it the old one and the scenario open.
func TestAdoptIsOneStep(t *testing.T) {
	d := small(t)
	id := d.P.chosen
	task(d, 2).Press("i").Answer("duration 3d")
	steps := len(d.Undo)
	d.Press("a")
	x, _ := model.Find[*model.Task](d.Env.Snap, model.NewID("T", 2))
	s, _ := model.Find[*model.Scenario](d.Env.Snap, id)
	if x.Duration.N != 3*8*3600 || s.Status != "adopted" || len(d.Undo) != steps+1 || d.Label() != "Adopt Second crew" {
		t.Fatalf("%v, %s, %q, %q", x.Duration, s.Status, d.Label(), d.Said)
	}
	d.TakeBack()
	x, _ = model.Find[*model.Task](d.Env.Snap, model.NewID("T", 2))
	if s, _ = model.Find[*model.Scenario](d.Env.Snap, id); x.Duration.N != 5*8*3600 || s.Status != "open" || d.P.current() == nil {
		t.Errorf("%v, %s", x.Duration, s.Status)
	}
}

// TestNothingIsKeptOfACircle: a link that would go round is refused with the circle named.
func TestNothingIsKeptOfACircle(t *testing.T) {
	d := small(t)
	task(d, 1).Press("&").Answer("T-2")
	if step(d, 0).Do != "" || !strings.Contains(d.Said, "T-1 would wait for itself: T-1 > T-2 > T-1") {
		t.Errorf("%+v, %q", step(d, 0), d.Said)
	}
}

// TestRestoreTakesAllOfATask: of two edits of one task and one of another, r takes back those of the task
// under the cursor.
func TestRestoreTakesAllOfATask(t *testing.T) {
	d := small(t)
	task(d, 2).Press("i").Answer("duration 3d")
	task(d, 2).Press("i").Answer("name Build it")
	task(d, 1).Press("i").Answer("duration 1d")
	if step(d, 2).Do != model.DoSet {
		t.Fatalf("%+v", step(d, 2))
	}
	task(d, 2).Press("r")
	if s := step(d, 0); s.Of != model.NewID("T", 1) || step(d, 1).Do != "" || d.Label() != "Restore T-2 in Second crew" {
		t.Errorf("%+v, %+v, %q", s, step(d, 1), d.Label())
	}
	d.TakeBack()
	if step(d, 2).Do != model.DoSet {
		t.Errorf("after an undo %+v", step(d, 2))
	}
}

// TestOnlyInTheScenario: a task that is only there has no record to open, and the page says what to do.
func TestOnlyInTheScenario(t *testing.T) {
	d := small(t)
	d.Press("N").Answer("Audit 1d")
	for i := range d.P.rows {
		if d.P.rows[i].ref.ID == 0 {
			d.P.table.MoveToRow(i)
		}
	}
	d.Went = pane.Page{}
	if d.Press("enter"); d.Went.ID != 0 || !strings.Contains(d.Said, "N1 is in the scenario only: i sets its fields") {
		t.Errorf("%+v, %q", d.Went, d.Said)
	}
	d.Press("=")
	if s := d.Window(100, 20); !strings.Contains(s, "new task N1 Audit") || !strings.Contains(s, "N1 Audit: duration 1d") {
		t.Errorf("\n%s", s)
	}
}

// TestFieldAndValue: a field by its name, an equals sign or a blank, and what is left.
func TestFieldAndValue(t *testing.T) {
	k := model.Kinds().Prefix(model.TaskPrefix)
	for in, want := range map[string][2]string{"duration 3d": {"duration", "3d"}, "duration=3d": {"duration", "3d"}, " duration =  3d ": {"duration", "3d"}, "name Second test": {"name", "Second test"},
		"deadline": {"deadline", ""}, "name a=b": {"name", "a=b"}} {
		f, v, err := fieldAndValue(k, in)
		if err != nil || f.Name != want[0] || v != want[1] {
			t.Errorf("%q: %v %q %v", in, f, v, err)
		}
	}
	for _, in := range []string{"", "colour red", "early_start today", "3d"} {
		if f, _, err := fieldAndValue(k, in); err == nil {
			t.Errorf("%q is taken as %s", in, f.Name)
		}
	}
}
