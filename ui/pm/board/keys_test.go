package board

import (
	"fmt"
	"strings"
	"testing"

	"github.com/govalues/decimal"
	"pgregory.net/rapid"

	"tandem/model"
	"tandem/ui/dialog"
	"tandem/ui/pane"
	"tandem/ui/uitest"
)

var project = model.NewID(model.ProjectPrefix, 1)

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

// withSprint is a board of twenty cards with a sprint under way that has T-1, T-3 and T-4.
func withSprint(t *testing.T) desk {
	return newDesk(t, 20).edited(func(e *model.Edit) error {
		today := moment.Day(nil)
		s := e.Put(model.SprintPrefix, &model.Sprint{Name: "Sprint 1", Project: project, Start: today - 4, Finish: today + 5, Capacity: decimal.MustNew(8, 0), Status: "active"})
		return e.PlanInto(s, model.NewID("T", 1), model.NewID("T", 3), model.NewID("T", 4))
	})
}

func (d desk) cards() (n int) {
	for _, l := range d.P.lanes {
		for _, c := range l.cells {
			n += len(c)
		}
	}
	return n
}

// TestOneUndoTakesAMoveBack: column, progress and dates are those of before, and the cursor finds the card.
func TestOneUndoTakesAMoveBack(t *testing.T) {
	d := newDesk(t, 10)
	was, _ := model.Find[*model.Task](d.Env.Snap, model.NewID("T", 1))
	d.Press("> >")
	if x, _ := model.Find[*model.Task](d.Env.Snap, was.ID); !x.Complete() || d.column(1) != "Done" {
		t.Fatalf("not done: %+v", x)
	}
	d.undo()
	if x, _ := model.Find[*model.Task](d.Env.Snap, was.ID); x.Complete() || d.column(1) != "Review" {
		t.Errorf("still done: %+v", x)
	}
	d.Take(d.Batches[0].Invert())
	x, _ := model.Find[*model.Task](d.Env.Snap, was.ID)
	if d.column(1) != "Doing" || x.Done != was.Done || x.ActualStart != was.ActualStart || x.ActualFinish != 0 || len(x.Moves) != len(was.Moves) {
		t.Errorf("was %+v\nis %+v", was, x)
	}
	if d.P.Selected() != was.ID {
		t.Errorf("the cursor is on %s", d.P.Selected())
	}
}

// TestOnlyTheSprint: s shows the cards of the sprint under way alone, s again all of them; the cursor
// stays on its card, and a new card is planned into the sprint.
func TestOnlyTheSprint(t *testing.T) {
	d := withSprint(t)
	if d.cards() != 20 {
		t.Fatalf("%d cards", d.cards())
	}
	d.Press("s")
	if d.cards() != 3 || d.P.Selected() != model.NewID("T", 1) {
		t.Errorf("%d cards, the cursor is on %s", d.cards(), d.P.Selected())
	}
	if s := d.Screen(200, 40); strings.Contains(s, "Card number 2 ") || !strings.Contains(s, "Card number 3 ") {
		t.Errorf("\n%s", s)
	}
	d.Press("n")
	if s := d.Window(100, 70); !strings.Contains(s, "Sprint 1") || !strings.Contains(s, "Doing") {
		t.Errorf("the form of a new card:\n%s", s)
	}
	d.Press("s")
	if d.cards() != 20 {
		t.Errorf("%d cards", d.cards())
	}
}

// TestSprintEndsUnderThePage: where the sprint is closed elsewhere the page shows all cards again.
func TestSprintEndsUnderThePage(t *testing.T) {
	d := withSprint(t)
	d.Press("s")
	d.edited(func(e *model.Edit) error { return e.Act(model.NewID("S", 1), "end") })
	if d.cards() != 20 {
		t.Errorf("%d cards", d.cards())
	}
	d.Press("s")
	if d.Why != "" {
		t.Errorf("the way back is barred: %q", d.Why)
	}
	if d.Press("s"); !strings.Contains(d.Why, "no sprint is under way") {
		t.Errorf("%q", d.Why)
	}
}

// TestForms: n begins a card in the column of the cursor, but none that is done already; e opens that
// of the card.
func TestForms(t *testing.T) {
	d := newDesk(t, 10)
	d.Press("h n")
	if s := d.Window(100, 70); !strings.Contains(s, "  Column ") || !strings.Contains(s, "Ready") {
		t.Errorf("a card of Ready:\n%s", s)
	}
	d.Press("l l l n")
	if s := d.Window(100, 60); d.P.board.Columns[d.P.col].Name != "Done" || strings.Contains(s, "  Column ") {
		t.Errorf("a card that is done, from column %d:\n%s", d.P.col, s)
	}
	d.Press("h h g e")
	if s := d.Window(100, 40); !strings.Contains(s, "Card number 1 ") {
		t.Errorf("the form of another card:\n%s", s)
	}
}

// TestColumnsWithoutCards: keys that want a card say that there is none.
func TestColumnsWithoutCards(t *testing.T) {
	d := newDesk(t, 10)
	d.Press("l")
	if d.P.Selected() != 0 {
		t.Fatalf("Review holds %s", d.P.Selected())
	}
	for _, key := range []string{">", "<", "J", "K", "enter", "e"} {
		d.Why = ""
		if d.Press(key); !strings.Contains(d.Why, "no card under the cursor") {
			t.Errorf("%s: %q", key, d.Why)
		}
	}
	empty := newDesk(t, 0)
	empty.Press("j k h l g G")
	if empty.P.Selected() != 0 || len(empty.Edits) > 0 {
		t.Error("an empty board has a card")
	}
}

// TestTheEndsOfTheBoard: nothing goes before the first column, and what is done keeps its order.
func TestTheEndsOfTheBoard(t *testing.T) {
	d := newDesk(t, 20)
	d.Press("h h h g")
	if d.Press("<"); !strings.Contains(d.Why, "the board ends here") {
		t.Errorf("%q", d.Why)
	}
	d.Press("l l l l l g")
	d.Why = ""
	if d.Press("J"); !strings.Contains(d.Why, "stays in the order in which it was finished") {
		t.Errorf("%q", d.Why)
	}
	if len(d.Edits) > 0 {
		t.Errorf("%q", d.Edits)
	}
}

// TestHardLimitWithoutAReason: blanks are no reason, escape leaves the card where it is.
func TestHardLimitWithoutAReason(t *testing.T) {
	d := newDesk(t, 20) // T-1 and T-11 fill Doing
	d.Press("h h g >")
	at := d.P.Selected()
	d.Press(">")
	if _, ok := d.Overlay.(pane.Texter); !ok {
		t.Fatalf("nobody asks: %T", d.Overlay)
	}
	d.Answer("   ")
	if d.Overlay == nil || d.column(int(at.Num())) != "Ready" {
		t.Errorf("blanks are a reason: %s in %s", at, d.column(int(at.Num())))
	}
	d.Overlay = nil
	d.Press(">").Answer("the customer waits")
	x, _ := model.Find[*model.Task](d.Env.Snap, at)
	if x.Column != "Doing" || x.Moves[len(x.Moves)-1].Reason != "the customer waits" {
		t.Errorf("%+v", x)
	}
	if d.undo(); d.column(int(at.Num())) != "Ready" {
		t.Errorf("after an undo in %s", d.column(int(at.Num())))
	}
}

// TestRankPassesHiddenCards: in lanes a card passes its neighbour in the lane, and with it those of other
// lanes that lie between.
func TestRankPassesHiddenCards(t *testing.T) {
	d := newDesk(t, 20)
	d.Press("v h h g")
	first := d.P.Selected()
	second := d.P.cell()[1].ID
	d.Press("J")
	b := d.Env.Snap.Board(project)
	if b.Place(first) <= b.Place(second) || d.P.Selected() != first || d.P.row != 1 {
		t.Errorf("%s at %d, %s at %d, row %d", first, b.Place(first), second, b.Place(second), d.P.row)
	}
	d.undo()
	if b := d.Env.Snap.Board(project); b.Place(first) >= b.Place(second) {
		t.Error("the undo did not bring it back")
	}
}

// TestACardIsDeletedElsewhere: the cursor stays at its place, on the card that moved up.
func TestACardIsDeletedElsewhere(t *testing.T) {
	d := newDesk(t, 20)
	d.Press("h h g j")
	next := d.P.cell()[2].ID
	gone := d.P.Selected()
	d.edited(func(e *model.Edit) error { return e.Delete(gone) })
	if d.P.Selected() != next || d.P.row != 1 {
		t.Errorf("row %d, %s, want %s", d.P.row, d.P.Selected(), next)
	}
}

// TestReturnToACard: a page that names a card puts the cursor on it, whatever column it lies in.
func TestReturnToACard(t *testing.T) {
	d := newDesk(t, 20)
	d.Do(d.P.Return(d.Env, pane.Page{Open: project, ID: model.NewID("T", 12)}))
	if d.P.Selected() != model.NewID("T", 12) || d.P.board.Columns[d.P.col].Name != "Done" {
		t.Errorf("%s in column %d", d.P.Selected(), d.P.col)
	}
	if here, ok := d.P.Here(); !ok || here.Open != project || here.ID != model.NewID("T", 12) {
		t.Errorf("%+v", here)
	}
	d.P.Sync(d.Env)
	if d.P.Selected() != model.NewID("T", 12) {
		t.Error("the cursor left its card")
	}
}

// TestInitials: those a person goes by, else the first letters of the name, as capitals.
func TestInitials(t *testing.T) {
	for _, x := range []struct{ name, initials, want string }{{"Ada Byron", "", "AB"}, {"émile zola", "", "ÉZ"}, {"Cher", "", "C"}, {"Ada Byron", "ada", "ada"}, {"  ", "", ""}} {
		if got := initials(&model.Person{Name: x.name, Initials: x.initials}); got != x.want {
			t.Errorf("%q, %q: %q", x.name, x.initials, got)
		}
	}
}

// TestDragOutside: a card that is let go beside the columns, or over its own, stays.
func TestDragOutside(t *testing.T) {
	d := newDesk(t, 10)
	d.Screen(120, 36)
	s := d.P.spots[0]
	from := d.column(int(s.id.Num()))
	for _, x := range []int{500, s.x + 1} {
		d.Do(d.P.Click(d.Env, s.x+3, s.y, false))
		d.Do(d.P.Drag(d.Env, x, 10, true))
		if d.column(int(s.id.Num())) != from || len(d.Edits) > 0 || d.P.drag.on {
			t.Errorf("let go at %d: in %s, %q", x, d.column(int(s.id.Num())), d.Edits)
		}
	}
	d.Do(d.P.Click(d.Env, d.P.heads[1][1]+1, 0, false))
	if d.P.col != d.P.heads[1][0] || d.P.row != 0 {
		t.Errorf("a click on a heading: column %d, row %d", d.P.col, d.P.row)
	}
	if q, ok := d.Overlay.(*dialog.Question); ok {
		t.Errorf("asked %v", q)
	}
}

// TestTheCursorIsAlwaysOnTheBoard: whatever keys are pressed, it stands on a card that is there, or in an
// empty column, and no card is lost.
func TestTheCursorIsAlwaysOnTheBoard(t *testing.T) {
	snap := workspace(t, 23)
	keys := rapid.SampledFrom([]string{"h", "j", "k", "l", "g", "G", "v", "J", "K", "<", "ctrl+d", "ctrl+u", "ctrl+f", "ctrl+b"})
	rapid.Check(t, func(rt *rapid.T) {
		d := desk{uitest.DeskOn(t, New(), snap, project)}
		for i, key := range rapid.SliceOfN(keys, 1, 12).Draw(rt, "keys") {
			d.Overlay = nil
			d.Press(key)
			at := d.P.Selected()
			cell := d.P.cell()
			switch {
			case at == 0 && len(cell) > 0:
				rt.Fatalf("key %d, %s: %d cards, and the cursor is on none", i, key, len(cell))
			case at != 0 && cell[d.P.row].ID != at:
				rt.Fatalf("key %d, %s: row %d is not %s", i, key, d.P.row, at)
			}
			hidden := 0
			for _, l := range d.P.lanes {
				for _, n := range l.more {
					hidden += n
				}
			}
			if n := d.cards() + hidden; n != 23 {
				rt.Fatalf("key %d, %s: %s", i, key, fmt.Sprint(n, " cards"))
			}
		}
	})
}
