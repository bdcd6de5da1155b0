package sprint

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/govalues/decimal"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/act"
	"tandem/ui/dialog"
	"tandem/ui/uitest"
)

var (
	moment  = uitest.Moment
	project = model.NewID(model.ProjectPrefix, 1)
)

// desk stands for the root. Of what the tasks went through it knows the last day.
type desk struct{ *uitest.Desk[*Pane] }

func newDesk(t testing.TB, sprints int) desk {
	t.Helper()
	return desk{uitest.DeskOn(t, New(), workspace(t, sprints), project, func(d *uitest.Desk[*Pane]) {
		d.W, d.H = 130, 40
		d.Past = (*model.Past)(nil).Grow(project, 1, moment-86400, nil, nil, nil)
	})}
}

// workspace is a project with so many sprints of two weeks, the second of them under way, and eight
// tasks: three in the first two sprints each, two in the backlog.
func workspace(t testing.TB, sprints int) *model.Snapshot {
	e := model.NewEdit(model.NewSnapshot(model.Kinds()), moment)
	ada := e.Put(model.PersonPrefix, &model.Person{Name: "Ada", Kind: "work", Capacity: 100_00})
	e.Put(model.ProjectPrefix, &model.Project{Name: "Returns", Method: "scrum", Phase: "executing"})
	today := moment.Day(time.UTC)
	var ids []model.ID
	for i := range sprints {
		x := &model.Sprint{Name: fmt.Sprintf("Returns, sprint %d", i+1), Goal: "A store can \x1b[31mopen", Project: project, Start: today - 18 + date.Day(14*i), Finish: today - 5 + date.Day(14*i),
			Capacity: decimal.MustNew(8, 0), Status: [...]model.SprintStatus{"closed", "active", "planned"}[min(i, 2)]}
		if i < 2 {
			x.Committed = decimal.MustNew(9, 0)
		}
		ids = append(ids, e.Put(model.SprintPrefix, x))
	}
	for i := range 8 {
		x := model.Kinds().Prefix(model.TaskPrefix).New().(*model.Task)
		x.Name, x.Project, x.Order, x.Created, x.Points = fmt.Sprintf("Story %d", i+1), project, i+1, moment-30*86400, decimal.MustNew(3, 0)
		x.Assignments = []model.Assignment{{Person: ada, Units: 50_00}}
		if n := i / 3; n < min(sprints, 2) {
			x.Sprint = ids[n]
			if n == 0 || i == 3 {
				x.Done, x.ActualStart, x.ActualFinish = 100_00, moment-12*86400, moment-86400*date.Instant(10-9*n)
			}
		}
		e.Put(model.TaskPrefix, x)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	return e.Base().With(b.Changes)
}

func (d desk) sprintOf(task int) string {
	x, _ := model.Find[*model.Task](d.Env.Snap, model.NewID(model.TaskPrefix, uint64(task)))
	return x.Sprint.String()
}

// TestGeometry: exact at any size, with sprints and without.
func TestGeometry(t *testing.T) {
	for _, n := range []int{0, 1, 3} {
		uitest.Exact(newDesk(t, n).Desk, uitest.Steps(6), []int{0, 1, 3, 5, 9, 17, 24, 50}, nil, uitest.Clean, uitest.Plain(""))
	}
}

// TestShows: the sprint under way first, with goal, numbers, burn-down and velocity.
func TestShows(t *testing.T) {
	d := newDesk(t, 3)
	d.Sees("Returns, sprint 2", "day 5 of 10", "goal  A store can", "capacity 8 pt  committed 9", "1 over", "done 3 of 9", "1 person", "burn-down", "dots: ideal", "top: scope", "velocity", "9 of 9", "by actual dates",
		"Backlog  2 tasks, 6 pt", "In the sprint  3 tasks, 9 pt")
	d.Press("}")
	d.Sees("Returns, sprint 3", "planned 0", "takes a task of the backlog in")
	d.Press("}")
	if !strings.Contains(d.Why, "no further sprint") {
		t.Errorf("%q", d.Why)
	}
	d.Press("{ {")
	d.Sees("Returns, sprint 1", "closed")
	empty := newDesk(t, 0)
	empty.Sees("Returns  P-1 · sprints", "none yet", "has no sprint yet", "8 tasks wait in the backlog", "n    makes the first sprint", ">    then takes", "a    starts it", "p b  shows the same")
	for _, l := range strings.Split(empty.Screen(80, 24), "\n") {
		if strings.Contains(l, "…") {
			t.Errorf("the help is cut: %q", l)
		}
	}
	empty.Press(">")
	if !strings.Contains(empty.Why, "no sprint yet") {
		t.Errorf("%q", empty.Why)
	}
}

// TestPlanning: tasks go in and out, marked ones together, and too many are warned of.
func TestPlanning(t *testing.T) {
	d := newDesk(t, 3)
	d.Press("h >")
	if d.sprintOf(7) != "S-2" || d.Label() != "Plan T-7 into Returns, sprint 2" || !strings.Contains(d.Said, "12 points now, more than its capacity of 8") {
		t.Errorf("%s, %q, %q", d.sprintOf(7), d.Label(), d.Said)
	}
	if d.P.Selected() != model.NewID("T", 8) {
		t.Errorf("the cursor is on %s", d.P.Selected())
	}
	d.Press("l g j j space space <")
	if d.Label() != "Put 2 tasks back into the backlog" || len(d.Env.Snap.Backlog(project)) != 3 {
		t.Errorf("%q, backlog %d", d.Label(), len(d.Env.Snap.Backlog(project)))
	}
	d.Press("h g")
	first := d.P.Selected()
	d.Press("J")
	if d.P.row[backlog] != 1 || d.P.Selected() != first {
		t.Errorf("row %d", d.P.row[backlog])
	}
	d.Press("K enter")
	if d.P.row[backlog] != 0 || d.Went.ID != first {
		t.Errorf("row %d, opened %s", d.P.row[backlog], d.Went.ID)
	}
	d.Press("{ >")
	if !strings.Contains(d.Why, "closed") {
		t.Errorf("%q", d.Why)
	}
}

// TestCloseAndStart: what is not done goes where it is said to, and the next sprint begins.
func TestCloseAndStart(t *testing.T) {
	d := newDesk(t, 3)
	d.Press("a")
	q, ok := d.Overlay.(*dialog.Question)
	if !ok {
		t.Fatal("nobody asks where the rest goes")
	}
	d.Do(q.Handle(d.Env, act.Result{Action: "dialog.ok"}))
	if d.sprintOf(5) != "S-3" || d.sprintOf(4) != "S-2" || d.Label() != "Close Returns, sprint 2, the rest to Returns, sprint 3" {
		t.Errorf("%s, %s, %q", d.sprintOf(5), d.sprintOf(4), d.Label())
	}
	d.Press("}").Press("a")
	if x, _ := model.Find[*model.Sprint](d.Env.Snap, model.NewID("S", 3)); x.Status != "active" || x.Committed.String() != "6" {
		t.Errorf("%+v", x)
	}
	d.Press("n")
	if d.Overlay == nil || !strings.Contains(d.Overlay.Title(d.Env), "sprint") {
		t.Errorf("%v", d.Overlay)
	}
}

// TestMouse: a click takes the cursor, twice opens.
func TestMouse(t *testing.T) {
	d := newDesk(t, 3)
	d.Sees("Backlog")
	for _, s := range d.P.spots {
		if s.side == backlog && s.row == 1 {
			d.Do(d.P.Click(d.Env, s.x+4, s.y, false))
			if d.P.Selected() != model.NewID("T", 8) {
				t.Errorf("%s", d.P.Selected())
			}
			d.Do(d.P.Click(d.Env, s.x+4, s.y, true))
		}
	}
	if d.Went.ID != model.NewID("T", 8) {
		t.Errorf("opened %s", d.Went.ID)
	}
	d.Do(d.P.Wheel(d.Env, 5, 6, -3))
	if d.P.row[backlog] != 0 {
		t.Errorf("row %d", d.P.row[backlog])
	}
}

func TestShorten(t *testing.T) {
	list := []bar{{name: "Mobile returns, sprint 1"}, {name: "Mobile returns, sprint 2"}}
	if shorten(list); list[1].name != "sprint 2" {
		t.Errorf("%q", list[1].name)
	}
	list = []bar{{name: "Sprint 1"}, {name: "Sprint 2"}}
	if shorten(list); list[0].name != "Sprint 1" {
		t.Errorf("%q", list[0].name)
	}
}
