package sprint

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/govalues/decimal"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/act"
	"tandem/ui/dialog"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

var (
	moment  = date.Of(time.Date(2026, 11, 20, 9, 12, 0, 0, time.UTC))
	project = model.NewID(model.ProjectPrefix, 1)
)

// desk stands for the root.
type desk struct {
	t     testing.TB
	p     *Pane
	env   pane.Env
	disp  *act.Dispatcher
	label string
	toast string
	went  model.ID
	over  pane.Overlay
}

func newDesk(t testing.TB, sprints int) *desk {
	keys, err := act.Default()
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t, p: New(), disp: act.NewDispatcher(keys)}
	d.env = pane.Env{Snap: workspace(t, sprints), Now: moment, Theme: theme.New("none", true, true, false), Keys: keys, Rev: 1}
	d.p.Sync(d.env)
	d.do(d.p.Return(d.env, pane.Page{Open: project}))
	d.settle()
	return d
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

func (d *desk) settle() {
	for e := d.p.Needs(d.env, 120, 36); e != nil; e = d.p.Needs(d.env, 120, 36) {
		d.do(e)
	}
}

func (d *desk) press(keys string) *desk {
	d.t.Helper()
	for _, key := range strings.Fields(keys) {
		text := key
		if len(key) > 1 {
			text = ""
		}
		switch r := d.disp.Press(append(append(act.Chain{}, d.p.Scopes()...), act.ScopeOf(act.Global)), key, text); r.Kind {
		case act.Run:
			d.do(d.p.Handle(d.env, r))
			d.settle()
		case act.Disabled:
			d.toast = r.Reason
		}
	}
	return d
}

func (d *desk) do(e pane.Effect) {
	d.t.Helper()
	switch e := e.(type) {
	case pane.Effects:
		for _, x := range e {
			d.do(x)
		}
	case pane.Past:
		d.do(e.Work(context.Background(), (*model.Past)(nil).Grow(project, 1, moment-86400, nil, nil, nil)))
	case pane.Run:
		d.do(e())
	case pane.Edit:
		b, err := e.Fn(d.env.Snap)
		if err != nil {
			d.toast = err.Error()
			return
		}
		d.label = e.Label
		d.env.Snap = d.env.Snap.With(b.Changes)
		d.env.Rev++
		d.p.Sync(d.env)
		if e.Then != nil {
			d.do(e.Then(nil))
		}
	case pane.Toast:
		d.toast = e.Text
	case pane.Go:
		d.went = e.Page.ID
	case pane.Open:
		d.over = e.Overlay
	}
}

func (d *desk) sees(texts ...string) {
	d.t.Helper()
	s := ansi.Strip(strings.Join(d.p.Draw(d.env, 130, 40, true), "\n"))
	for _, x := range texts {
		if !strings.Contains(s, x) {
			d.t.Errorf("no %q on the screen:\n%s", x, s)
		}
	}
}

func (d *desk) sprintOf(task int) string {
	x, _ := model.Find[*model.Task](d.env.Snap, model.NewID(model.TaskPrefix, uint64(task)))
	return x.Sprint.String()
}

// TestGeometry: exact at any size, with sprints and without.
func TestGeometry(t *testing.T) {
	for _, n := range []int{0, 1, 3} {
		d := newDesk(t, n)
		for _, th := range []*theme.Theme{theme.New("auto", true, false, false), theme.New("auto", false, true, true)} {
			d.env.Theme = th
			d.p.Sync(d.env)
			for w := 0; w < 140; w += 6 {
				for _, h := range []int{0, 1, 3, 5, 9, 17, 24, 50} {
					lines := d.p.Draw(d.env, w, h, true)
					if len(lines) != h {
						t.Fatalf("%dx%d: %d lines", w, h, len(lines))
					}
					for _, l := range lines {
						if got := ansi.StringWidth(l); got != w {
							t.Fatalf("%d sprints, %dx%d: %q is %d wide", n, w, h, l, got)
						}
					}
				}
			}
		}
	}
}

// TestShows: the sprint under way first, with goal, numbers, burn-down and velocity.
func TestShows(t *testing.T) {
	d := newDesk(t, 3)
	d.sees("Returns, sprint 2", "day 5 of 10", "goal  A store can", "capacity 8 pt  committed 9", "1 over", "done 3 of 9", "1 person", "burn-down in points", "velocity", "9 of 9", "by actual dates",
		"Backlog  2 tasks, 6 pt", "In the sprint  3 tasks, 9 pt")
	d.press("}")
	d.sees("Returns, sprint 3", "planned 0", "takes a task of the backlog in")
	d.press("}")
	if !strings.Contains(d.toast, "no further sprint") {
		t.Errorf("%q", d.toast)
	}
	d.press("{ {")
	d.sees("Returns, sprint 1", "closed")
	empty := newDesk(t, 0)
	empty.sees("has no sprint yet")
	empty.press(">")
	if !strings.Contains(empty.toast, "no sprint yet") {
		t.Errorf("%q", empty.toast)
	}
}

// TestPlanning: tasks go in and out, marked ones together, and too many are warned of.
func TestPlanning(t *testing.T) {
	d := newDesk(t, 3)
	d.press("h >")
	if d.sprintOf(7) != "S-2" || d.label != "Plan T-7 into Returns, sprint 2" || !strings.Contains(d.toast, "12 points now, more than its capacity of 8") {
		t.Errorf("%s, %q, %q", d.sprintOf(7), d.label, d.toast)
	}
	if d.p.Selected() != model.NewID("T", 8) {
		t.Errorf("the cursor is on %s", d.p.Selected())
	}
	d.press("l g j j space space <")
	if d.label != "Put 2 tasks back into the backlog" || len(d.env.Snap.Backlog(project)) != 3 {
		t.Errorf("%q, backlog %d", d.label, len(d.env.Snap.Backlog(project)))
	}
	d.press("h g")
	first := d.p.Selected()
	d.press("J")
	if d.p.row[backlog] != 1 || d.p.Selected() != first {
		t.Errorf("row %d", d.p.row[backlog])
	}
	d.press("K enter")
	if d.p.row[backlog] != 0 || d.went != first {
		t.Errorf("row %d, opened %s", d.p.row[backlog], d.went)
	}
	d.press("{ >")
	if !strings.Contains(d.toast, "closed") {
		t.Errorf("%q", d.toast)
	}
}

// TestCloseAndStart: what is not done goes where it is said to, and the next sprint begins.
func TestCloseAndStart(t *testing.T) {
	d := newDesk(t, 3)
	d.press("a")
	q, ok := d.over.(*dialog.Question)
	if !ok {
		t.Fatal("nobody asks where the rest goes")
	}
	d.do(q.Handle(d.env, act.Result{Action: "dialog.ok"}))
	if d.sprintOf(5) != "S-3" || d.sprintOf(4) != "S-2" || d.label != "Close Returns, sprint 2, the rest to Returns, sprint 3" {
		t.Errorf("%s, %s, %q", d.sprintOf(5), d.sprintOf(4), d.label)
	}
	d.press("}").press("a")
	if x, _ := model.Find[*model.Sprint](d.env.Snap, model.NewID("S", 3)); x.Status != "active" || x.Committed.String() != "6" {
		t.Errorf("%+v", x)
	}
	d.press("n")
	if d.over == nil || !strings.Contains(d.over.Title(d.env), "sprint") {
		t.Errorf("%v", d.over)
	}
}

// TestMouse: a click takes the cursor, twice opens.
func TestMouse(t *testing.T) {
	d := newDesk(t, 3)
	d.sees("Backlog")
	for _, s := range d.p.spots {
		if s.side == backlog && s.row == 1 {
			d.do(d.p.Click(d.env, s.x+4, s.y, false))
			if d.p.Selected() != model.NewID("T", 8) {
				t.Errorf("%s", d.p.Selected())
			}
			d.do(d.p.Click(d.env, s.x+4, s.y, true))
		}
	}
	if d.went != model.NewID("T", 8) {
		t.Errorf("opened %s", d.went)
	}
	d.do(d.p.Wheel(d.env, 5, 6, -3))
	if d.p.row[backlog] != 0 {
		t.Errorf("row %d", d.p.row[backlog])
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
