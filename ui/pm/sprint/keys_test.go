package sprint

import (
	"fmt"
	"strings"
	"testing"

	"github.com/govalues/decimal"

	"tandem/model"
	"tandem/ui/pane"
	"tandem/ui/uitest"
)

var second = model.NewID(model.SprintPrefix, 2)

// edited makes a change under the page, as one made elsewhere.
func (d desk) edited(f func(e *model.Edit) error) desk {
	d.T.Helper()
	d.Edited(f)
	return d
}

// undo takes the last edit back.
func (d desk) undo() desk {
	d.T.Helper()
	d.TakeBack()
	return d
}

func (d desk) found(t *testing.T, id model.ID) *model.Sprint {
	t.Helper()
	x, ok := model.Find[*model.Sprint](d.Env.Snap, id)
	if !ok {
		t.Fatal(id, "is gone")
	}
	return x
}

// TestOneUndo: planning, ranking and closing are each one step.
func TestOneUndo(t *testing.T) {
	d := newDesk(t, 3)
	d.Press("h space space >")
	if d.sprintOf(7) != "S-2" || d.sprintOf(8) != "S-2" || d.Label() != "Plan 2 tasks into Returns, sprint 2" {
		t.Fatalf("%s, %s, %q", d.sprintOf(7), d.sprintOf(8), d.Label())
	}
	// 9 points were in it, two times 3 came in: 15 of at most 8
	if !strings.Contains(d.Said, "holds 15 points now, more than its capacity of 8") {
		t.Errorf("%q", d.Said)
	}
	if len(d.P.marked) > 0 {
		t.Error("marks stay on what is planned")
	}
	d.undo()
	if d.sprintOf(7) != "none" && d.sprintOf(7) != model.ID(0).String() || len(d.Env.Snap.Backlog(project)) != 2 {
		t.Errorf("%s, backlog of %d", d.sprintOf(7), len(d.Env.Snap.Backlog(project)))
	}
	d.Sees("Backlog  2 tasks, 6 pt", "In the sprint  3 tasks, 9 pt")
	d.Press("h g J")
	d.undo()
	if list := d.Env.Snap.Backlog(project); list[0].ID != model.NewID("T", 7) {
		t.Errorf("%s comes first", list[0].ID)
	}
}

// TestCloseIntoTheBacklog: the second answer puts back what is not done, the third closes nothing; an
// undo opens the sprint again with all its tasks.
func TestCloseIntoTheBacklog(t *testing.T) {
	d := newDesk(t, 3)
	d.Press("a j j enter")
	if d.found(t, second).Status != "active" || len(d.Edits) > 0 {
		t.Fatalf("not yet, and still %q", d.Label())
	}
	d.Overlay = nil
	d.Press("a j enter")
	if d.found(t, second).Status != "closed" || d.Label() != "Close Returns, sprint 2, the rest to the backlog" {
		t.Fatalf("%s, %q", d.found(t, second).Status, d.Label())
	}
	if list := d.Env.Snap.Backlog(project); len(list) != 4 || d.sprintOf(4) != "S-2" {
		t.Errorf("backlog of %d, what is done went to %s", len(list), d.sprintOf(4))
	}
	d.undo()
	if d.found(t, second).Status != "active" || d.sprintOf(5) != "S-2" || len(d.Env.Snap.Backlog(project)) != 2 {
		t.Errorf("%s, %s", d.found(t, second).Status, d.sprintOf(5))
	}
}

// TestCloseWithNothingLeft: where all is done nobody is asked.
func TestCloseWithNothingLeft(t *testing.T) {
	d := newDesk(t, 3).edited(func(e *model.Edit) error {
		for _, n := range []uint64{5, 6} {
			if err := e.Set(model.NewID("T", n), "percent", "100"); err != nil {
				return err
			}
		}
		return nil
	})
	d.Press("a")
	if d.Overlay != nil || d.Label() != "Close Returns, sprint 2" || d.found(t, second).Status != "closed" {
		t.Errorf("%q, %s", d.Label(), d.found(t, second).Status)
	}
}

// TestTheLastSprintHasNoNext: without a sprint after it only the backlog is offered.
func TestTheLastSprintHasNoNext(t *testing.T) {
	d := newDesk(t, 2)
	d.Press("a")
	s := d.Window(80, 20)
	if !strings.Contains(s, "2 tasks are not done") || strings.Contains(s, "Into ") || !strings.Contains(s, "Back to the backlog") {
		t.Errorf("\n%s", s)
	}
}

// TestTwoAtOnce: a sprint is not begun while another is under way.
func TestTwoAtOnce(t *testing.T) {
	d := newDesk(t, 3)
	d.Press("} a")
	if d.found(t, model.NewID("S", 3)).Status != "planned" || len(d.Edits) > 0 || d.Why+d.Said == "" {
		t.Errorf("%s, %q %q", d.found(t, model.NewID("S", 3)).Status, d.Why, d.Said)
	}
}

// TestNewSprint: it begins on the first weekday after the last one, is as long and has its capacity. The
// third ends on Sunday 13 December 2026 (Moment is Friday 20 November; it ends 23 days later), so the next
// begins on Monday 14 and lasts 13 days more, to Sunday 27.
func TestNewSprint(t *testing.T) {
	d := newDesk(t, 3)
	d.Press("n")
	s := d.Window(100, 70)
	for _, want := range []string{"Sprint 4", "14 Dec", "27 Dec"} {
		if !strings.Contains(s, want) {
			t.Errorf("no %q in\n%s", want, s)
		}
	}
	// One that ends on Friday 11 December is followed on Monday 14 too; from Monday 30 November it lasted
	// eleven days more, and so does the next: to Friday 25.
	d = newDesk(t, 3).edited(func(e *model.Edit) error { return e.Set(model.NewID("S", 3), "finish", "2026-12-11") })
	d.Press("n")
	s = d.Window(100, 70)
	for _, want := range []string{"14 Dec", "25 Dec"} {
		if !strings.Contains(s, want) {
			t.Errorf("after a Friday no %q in\n%s", want, s)
		}
	}
	// Without one before it, it begins today and lasts two weeks: to Thursday 3 December.
	d = newDesk(t, 0)
	d.Press("n")
	s = d.Window(100, 70)
	for _, want := range []string{"Sprint 1", "20 Nov", "3 Dec"} {
		if !strings.Contains(s, want) {
			t.Errorf("no %q in\n%s", want, s)
		}
	}
}

// TestKeysWithoutATask: what wants a task says so on the row of the sprint itself.
func TestKeysWithoutATask(t *testing.T) {
	d := newDesk(t, 3)
	d.Press("l g")
	if d.P.Selected() != second {
		t.Fatalf("on %s", d.P.Selected())
	}
	for key, want := range map[string]string{"J": "choose a task", "K": "choose a task", "space": "choose a task", "<": "choose a task of the sprint", ">": "choose a task of the backlog"} {
		d.Why = ""
		if d.Press(key); !strings.Contains(d.Why, want) {
			t.Errorf("%s: %q, want %q", key, d.Why, want)
		}
	}
	if d.Press("enter"); d.Went.ID != second {
		t.Errorf("opened %s", d.Went.ID)
	}
	if d.Press("e"); d.Overlay == nil || !strings.Contains(d.Overlay.Title(d.Env), "S-2") {
		t.Errorf("no form of the sprint: %v", d.Overlay)
	}
	if len(d.Edits) > 0 {
		t.Errorf("%q", d.Edits)
	}
}

// TestClosedSprint: nothing goes into a sprint that is closed, nor out of it.
func TestClosedSprint(t *testing.T) {
	d := newDesk(t, 3)
	d.Press("{")
	for _, keys := range []string{"h >", "l j <"} {
		d.Why = ""
		if d.Press(keys); !strings.Contains(d.Why, "the sprint is closed") {
			t.Errorf("%s: %q", keys, d.Why)
		}
	}
	if d.Press("{"); !strings.Contains(d.Why, "no further sprint") {
		t.Errorf("%q", d.Why)
	}
}

// TestFooterSaysStartOrClose: the key of the sprint is called by what it does to the one that shows.
func TestFooterSaysStartOrClose(t *testing.T) {
	d := newDesk(t, 3)
	if got := d.P.Scopes()[0].Short("sprint.act"); got != "close" {
		t.Errorf("one under way: %q", got)
	}
	d.Press("}")
	if got := d.P.Scopes()[0].Short("sprint.act"); got != "start" {
		t.Errorf("a planned one: %q", got)
	}
	if got := d.P.Scopes()[0].Short("card.on"); got != "" {
		t.Errorf("another key: %q", got)
	}
}

// TestBackToThePage: it finds its sprint and its task again.
func TestBackToThePage(t *testing.T) {
	d := newDesk(t, 3)
	d.Press("} h j")
	here, ok := d.P.Here()
	if !ok || here.Open != project || here.ID != model.NewID("T", 8) || here.Query != "S-3" {
		t.Fatalf("%+v", here)
	}
	other := uitest.DeskOn(t, New(), d.Env.Snap, project)
	other.Do(other.P.Return(other.Env, here))
	if other.P.Selected() != here.ID || other.P.sprint != model.NewID("S", 3) {
		t.Errorf("on %s of %s", other.P.Selected(), other.P.sprint)
	}
	other.Do(other.P.Return(other.Env, pane.Page{Open: project, ID: second}))
	if other.P.sprint != second || other.P.Selected() != second {
		t.Errorf("on %s of %s", other.P.Selected(), other.P.sprint)
	}
}

// TestGoneUnderThePage: where the sprint that shows is deleted elsewhere, the one under way shows, and
// marks of tasks that are gone go with them.
func TestGoneUnderThePage(t *testing.T) {
	d := newDesk(t, 3)
	d.Press("}")
	d.edited(func(e *model.Edit) error { return e.Delete(model.NewID("S", 3)) })
	if d.P.sprint != second {
		t.Errorf("it shows %s", d.P.sprint)
	}
	d.Press("h g space")
	d.edited(func(e *model.Edit) error { return e.Delete(model.NewID("T", 7)) })
	if len(d.P.marked) != 0 || d.P.Selected() != model.NewID("T", 8) {
		t.Errorf("%d marks, on %s", len(d.P.marked), d.P.Selected())
	}
}

// TestNoPointsAtAll: a sprint without points counts its tasks.
func TestNoPointsAtAll(t *testing.T) {
	d := newDesk(t, 3).edited(func(e *model.Edit) error {
		for n := range uint64(8) {
			if err := model.Update(e, model.NewID("T", n+1), func(x *model.Task) error { x.Points = decimal.Decimal{}; return nil }); err != nil {
				return err
			}
		}
		return nil
	})
	d.Sees("Backlog  2 tasks", "In the sprint  3 tasks")
	if d.P.known.burn.Points || d.P.known.burn.Left[0] != 3 {
		t.Errorf("%+v", d.P.known.burn)
	}
}

// TestShortenKeepsWhatTellsThemApart: of what all names begin with goes what ends in a comma or a colon,
// and only that.
func TestShortenKeepsWhatTellsThemApart(t *testing.T) {
	for _, x := range []struct{ in, want string }{
		{"Shop: sprint 1|Shop: sprint 2", "sprint 1|sprint 2"},
		{"Shop: returns, sprint 1|Shop: returns, sprint 12", "sprint 1|sprint 12"},
		{"Shop: sprint 1|Till: sprint 1", "Shop: sprint 1|Till: sprint 1"},
		{"Sprint 1, north|Sprint 2, north", "Sprint 1, north|Sprint 2, north"},
		{"Shop: sprint 1", "Shop: sprint 1"},
		{"Ähre: A|Äpfel: B", "Ähre: A|Äpfel: B"},
	} {
		var list []bar
		for _, s := range strings.Split(x.in, "|") {
			list = append(list, bar{name: s})
		}
		shorten(list)
		var got []string
		for _, b := range list {
			got = append(got, b.name)
		}
		if s := strings.Join(got, "|"); s != x.want {
			t.Errorf("%q became %q, want %q", x.in, s, x.want)
		}
	}
}

// TestWithoutPoints: where nobody gives points the tasks are counted, as in the burn-down.
func TestWithoutPoints(t *testing.T) {
	d := newDesk(t, 3)
	d.edited(func(e *model.Edit) error {
		if err := model.Update(e, second, func(x *model.Sprint) error {
			x.Capacity, x.Committed = decimal.Decimal{}, decimal.Decimal{}
			return nil
		}); err != nil {
			return err
		}
		for i, task := range d.Env.Snap.SprintTasks(second) {
			if err := model.Update(e, task.ID, func(t *model.Task) error {
				if t.Points = (decimal.Decimal{}); i == 0 {
					t.Done = 100_00
				}
				return nil
			}); err != nil {
				return err
			}
		}
		return nil
	})
	n, done := 0, 0
	for _, task := range d.Env.Snap.SprintTasks(second) {
		if n++; task.Complete() {
			done++
		}
	}
	d.Sees(" done " + fmt.Sprintf("%d of %d tasks", done, n))
}
