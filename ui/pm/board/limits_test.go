package board

import (
	"fmt"
	"strings"
	"testing"

	"tandem/model"
	"tandem/ui/pane"
)

// The board of these tests: Backlog, Ready (2, soft), Doing (2, hard), Review (1, soft), Done. Of twenty cards
// T-1 and T-11 are in Doing, T-2 and T-12 are done, and the rest waits in the backlog.

func ask(t *testing.T, d desk) bool {
	t.Helper()
	_, ok := d.Overlay.(pane.Texter)
	return ok
}

// TestSoftLimit: a column with a soft limit takes one more, says so, and shows that it holds too many; nobody
// is asked, and what leaves it takes the warning away.
func TestSoftLimit(t *testing.T) {
	d := newDesk(t, 20)
	d.Press("h h g")
	var moved []uint64
	for range 3 {
		d.Press("h h h g")
		moved = append(moved, d.P.Selected().Num())
		d.Said = ""
		d.Press(">")
		full := len(moved) > 2
		if ask(t, d) || d.Label() != fmt.Sprintf("Move T-%d to Ready", moved[len(moved)-1]) || strings.Contains(d.Said, "more than its limit of 2") != full {
			t.Fatalf("card %d: %q, said %q", len(moved), d.Label(), d.Said)
		}
	}
	b := d.Env.Snap.Board(project)
	if at := b.Named("Ready"); !b.Over(at) || len(b.Cards[at]) != 3 {
		t.Errorf("%d cards, over %v", len(b.Cards[at]), b.Over(at))
	}
	d.Sees("3/2")
	d.Press("<")
	if b := d.Env.Snap.Board(project); b.Over(b.Named("Ready")) {
		t.Error("two of two are too many")
	}
	d.Sees("2/2")
}

// TestHardLimitHoldsForTheMouse: a card that is dragged into a full column is asked for a reason too, and stays
// where it is without one.
func TestHardLimitHoldsForTheMouse(t *testing.T) {
	d := newDesk(t, 20)
	d.Screen(200, 40)
	at := -1
	for i, s := range d.P.spots {
		if d.column(int(s.id.Num())) == "Backlog" {
			at = i
			break
		}
	}
	if at < 0 {
		t.Fatal("no card of the backlog shows")
	}
	s, doing := d.P.spots[at], -1
	for _, h := range d.P.heads {
		if d.P.board.Columns[h[0]].Name == "Doing" {
			doing = h[1]
		}
	}
	drop := func() {
		d.Do(d.P.Click(d.Env, s.x+3, s.y, false))
		d.Do(d.P.Drag(d.Env, doing+2, 10, false))
		d.Do(d.P.Drag(d.Env, doing+2, 10, true))
	}
	drop()
	if !ask(t, d) || d.column(int(s.id.Num())) != "Backlog" {
		t.Fatalf("dropped without a word: %s in %s", s.id, d.column(int(s.id.Num())))
	}
	d.Press("esc")
	if d.Overlay != nil || len(d.Edits) > 0 || d.column(int(s.id.Num())) != "Backlog" {
		t.Errorf("esc: %q", d.Edits)
	}
	drop()
	d.Answer("the customer waits")
	if d.column(int(s.id.Num())) != "Doing" || !strings.HasSuffix(d.Label(), "past its limit: the customer waits") {
		t.Errorf("%s, %q", d.column(int(s.id.Num())), d.Label())
	}
}

// TestLimitCountsWhatIsHidden: with the cards of the sprint alone in sight, a column is as full as it is.
func TestLimitCountsWhatIsHidden(t *testing.T) {
	d := withSprint(t)
	d.Press("s")
	if d.cards() != 3 {
		t.Fatalf("%d cards show", d.cards())
	}
	d.Do(d.P.Return(d.Env, pane.Page{Open: project, ID: model.NewID("T", 3)}))
	d.Press("> >")
	if !ask(t, d) || d.column(3) != "Ready" {
		t.Errorf("T-11 is hidden, and Doing takes a third card: T-3 in %s", d.column(3))
	}
}

// TestOutOfAFullColumn: a card leaves a column that holds too many without a question, and the one that is
// left may go back while there is room.
func TestOutOfAFullColumn(t *testing.T) {
	d := newDesk(t, 20)
	d.Press(">") // T-1 to Review
	if ask(t, d) || d.column(1) != "Review" {
		t.Fatalf("T-1 in %s", d.column(1))
	}
	d.Press("<") // one of two: there is room
	if ask(t, d) || d.column(1) != "Doing" {
		t.Errorf("T-1 in %s", d.column(1))
	}
	x, _ := model.Find[*model.Task](d.Env.Snap, model.NewID("T", 1))
	if n := len(x.Moves); n < 2 || x.Moves[n-1].From != "Review" || x.Moves[n-1].To != "Doing" || x.Moves[n-1].Reason != "" || x.Moves[n-1].At != moment {
		t.Errorf("%+v", x.Moves)
	}
}
