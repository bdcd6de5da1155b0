package board

import (
	"fmt"
	"strings"
	"testing"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/pane"
	"tandem/ui/theme"
	"tandem/ui/uitest"
)

var moment = uitest.Moment

// desk stands for the root.
type desk struct{ *uitest.Desk[*Pane] }

func newDesk(t testing.TB, cards int) desk {
	t.Helper()
	return desk{uitest.DeskOn(t, New(), workspace(t, cards), model.NewID(model.ProjectPrefix, 1))}
}

// workspace is a kanban project of so many cards: of ten, one is done, two are under way and the
// rest wait; every third is Ada's, every other third Bob's.
func workspace(t testing.TB, cards int) *model.Snapshot {
	e := model.NewEdit(model.NewSnapshot(model.Kinds()), moment)
	var people []model.ID
	for _, name := range []string{"Ada Byron", "Bob"} {
		people = append(people, e.Put(model.PersonPrefix, &model.Person{Name: name, Kind: "work", Capacity: 100_00}))
	}
	p := e.Put(model.ProjectPrefix, &model.Project{Name: "Support\x1b[31m", Method: "kanban", Phase: "executing", Columns: []model.BoardColumn{
		{Name: "Backlog"}, {Name: "Ready", Limit: 2, Stage: model.StageWaiting}, {Name: "Doing", Limit: 2, Hard: true}, {Name: "Review", Limit: 1}, {Name: "Done"}}})
	for i := range cards {
		x := model.Kinds().Prefix(model.TaskPrefix).New().(*model.Task)
		x.Name, x.Project, x.Order, x.Created = fmt.Sprintf("Card number %d 日本語 with a name", i+1), p, i+1, moment-30*86400
		switch i % 10 {
		case 0:
			x.Column, x.ActualStart, x.Done = "Doing", moment-5*86400, 10_00
		case 1:
			x.Column, x.ActualStart, x.ActualFinish, x.Done = "Done", moment-9*86400, moment-86400, 100_00
		}
		if i%3 < 2 {
			x.Assignments = []model.Assignment{{Person: people[i%3], Units: 100_00}}
		}
		x.Deliverable = i == 2
		e.Put(model.TaskPrefix, x)
	}
	if cards > 0 {
		e.Put(model.BlockerPrefix, &model.Blocker{Title: "No key", Project: p, About: model.NewID(model.TaskPrefix, 1), Severity: 2, State: "open"})
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	return e.Base().With(b.Changes)
}

func (d desk) column(id int) string {
	b := d.Env.Snap.Board(model.NewID(model.ProjectPrefix, 1))
	return b.Columns[b.Of(model.NewID(model.TaskPrefix, uint64(id)))].Name
}

// TestGeometry: exact at any size, in lanes and without, on full boards and empty ones.
func TestGeometry(t *testing.T) {
	raw := func(line string, _ bool) string {
		if strings.Contains(line, "\x1b[31m\x1b") {
			return "colours of the data"
		}
		return ""
	}
	for _, cards := range []int{0, 1, 40} {
		d := newDesk(t, cards)
		for range 3 {
			uitest.Exact(d.Desk, uitest.Steps(7), []int{0, 1, 2, 3, 4, 7, 24, 60}, nil, raw, uitest.Clean, uitest.Plain("日本語"))
			d.Press("v")
		}
	}
}

// TestHeadlineHurts: how many are blocked stands in the colour of what hurts, and stays where the count of all
// cards has no room.
func TestHeadlineHurts(t *testing.T) {
	d := newDesk(t, 20)
	d.Env.Theme = theme.New("dark", true, false, false)
	th := d.Env.Theme
	for _, x := range []struct {
		w   int
		all bool
	}{{120, true}, {80, true}, {50, false}} {
		first := d.P.Draw(d.Env, x.w, 30, true)[0]
		if !strings.Contains(first, th.Hot.Render("■ 1 blocked  ")) || strings.Contains(first, "20 cards") != x.all {
			t.Errorf("%d wide: %q", x.w, first)
		}
	}
	if first := newDesk(t, 1).P.Draw(newDesk(t, 1).Env, 80, 30, true)[0]; strings.Contains(first, "0 blocked") {
		t.Errorf("nothing is blocked: %q", first)
	}
}

// TestWays: the cursor begins with what is under way and goes along columns and lanes.
func TestWays(t *testing.T) {
	d := newDesk(t, 20)
	d.Sees("Backlog", "Doing", "2/2 hard", "Card number 1", "■ 1 blocked", "T-1 AB", "day 6", "20 cards, 2 under way")
	if d.P.Selected() != model.NewID("T", 1) {
		t.Errorf("begins at %s", d.P.Selected())
	}
	d.Press("j")
	if d.P.Selected() != model.NewID("T", 11) {
		t.Errorf("below it %s", d.P.Selected())
	}
	d.Press("h h G g h")
	if d.P.col != 0 || d.P.row != 0 {
		t.Errorf("column %d, row %d", d.P.col, d.P.row)
	}
	d.Press("enter")
	if d.Went.ID != d.P.Selected() || d.Went.ID == 0 {
		t.Errorf("opened %s", d.Went.ID)
	}
	d.Press("v")
	d.Sees("lanes by person", "Ada Byron", "Bob")
	d.Press("G")
	d.Sees("nobody yet")
	at := d.P.Selected()
	d.Press("v")
	d.Sees("lanes by deliverable")
	if d.P.Selected() != at {
		t.Errorf("the cursor left %s for %s", at, d.P.Selected())
	}
	d.Press("v s")
	if !strings.Contains(d.Why, "no sprint") {
		t.Errorf("toast %q", d.Why)
	}
}

// TestMoves: cards go on and back; a soft limit is warned of, a hard one wants a reason, which the
// label tells; into the last column a card is done.
func TestMoves(t *testing.T) {
	d := newDesk(t, 10)
	d.Press("h h h").Press("g")
	id := int(d.P.Selected().Num())
	d.Press(">")
	if d.column(id) != "Ready" || d.Label() != fmt.Sprintf("Move T-%d to Ready", id) {
		t.Errorf("%s, %q", d.column(id), d.Label())
	}
	if d.P.Selected().Num() != uint64(id) {
		t.Error("the cursor did not go along")
	}
	d.Press(">")
	if d.column(id) != "Doing" {
		t.Errorf("not full yet: %s", d.column(id))
	}
	d.Press("h h h g").Press("> >")
	second := int(d.P.Selected().Num())
	ask, ok := d.Overlay.(pane.Texter)
	if d.column(second) != "Ready" || !ok {
		t.Fatalf("a full column took %d: %s", second, d.column(second))
	}
	ask.Paste(d.Env, "the customer waits")
	d.Do(d.Overlay.Handle(d.Env, act.Result{Action: "palette.run"}))
	if d.column(second) != "Doing" || d.Label() != fmt.Sprintf("Move T-%d to Doing, past its limit: the customer waits", second) || !strings.Contains(d.Said, "more than its limit of 2") {
		t.Errorf("%s, %q, %q", d.column(second), d.Label(), d.Said)
	}
	d.Press("> >")
	x, _ := model.Find[*model.Task](d.Env.Snap, model.NewID("T", uint64(second)))
	if !x.Complete() || x.ActualFinish != moment {
		t.Errorf("not done: %+v", x)
	}
	d.Press(">")
	if !strings.Contains(d.Why, "ends here") {
		t.Errorf("toast %q", d.Why)
	}
	d.Press("<")
	if x, _ := model.Find[*model.Task](d.Env.Snap, x.ID); x.Complete() || x.Column != "Review" {
		t.Errorf("still done: %+v", x)
	}
	d.Press("h h h h g").Press("J")
	if !strings.HasSuffix(d.Label(), "down") || d.P.row != 1 {
		t.Errorf("%q, row %d", d.Label(), d.P.row)
	}
	d.Press("K")
	if d.P.row != 0 {
		t.Errorf("row %d", d.P.row)
	}
}

// TestMouse: a click selects, twice opens, and a card is dragged to another column.
func TestMouse(t *testing.T) {
	d := newDesk(t, 10)
	d.Screen(120, 36)
	s := d.P.spots[0]
	d.Do(d.P.Click(d.Env, s.x+3, s.y, false))
	if d.P.Selected() != s.id {
		t.Fatalf("%s, want %s", d.P.Selected(), s.id)
	}
	to := d.P.heads[1]
	d.Do(d.P.Drag(d.Env, to[1]+2, 10, false))
	if d.P.drag.over != 1 {
		t.Errorf("hangs over %d", d.P.drag.over)
	}
	d.Do(d.P.Drag(d.Env, to[1]+2, 10, true))
	if d.column(int(s.id.Num())) != "Ready" {
		t.Errorf("let go in %s", d.column(int(s.id.Num())))
	}
	d.Do(d.P.Click(d.Env, s.x+3, s.y, true))
	if d.Went.ID == 0 {
		t.Error("twice does not open")
	}
	d.Do(d.P.Wheel(d.Env, s.x, s.y, 3))
}

// TestNarrow: a small screen shows few columns and names those beyond.
func TestNarrow(t *testing.T) {
	d := newDesk(t, 10)
	s := d.Screen(50, 20)
	if !strings.Contains(s, "Doing") || !strings.Contains(s, "→") || !strings.Contains(s, "←") {
		t.Errorf("\n%s", s)
	}
}

// BenchmarkMove is a key on a board of 5,000 cards, drawn.
func BenchmarkMove(b *testing.B) {
	d := newDesk(b, 5000)
	for b.Loop() {
		d.P.Handle(d.Env, act.Result{Action: "move.down"})
		d.P.Draw(d.Env, 200, 50, true)
	}
}

// BenchmarkSync is what an edit costs the board of 5,000 cards.
func BenchmarkSync(b *testing.B) {
	d := newDesk(b, 5000)
	for b.Loop() {
		d.P.deal()
		d.P.Draw(d.Env, 200, 50, true)
	}
}

// TestCardHeight: a name that needs two lines gets them; where all fit on one, cards are two lines
// tall with a gap between, and say in whole words what is critical; where half of the screen would stay
// empty they say on a line more what holds them up, or whose they are.
func TestCardHeight(t *testing.T) {
	for _, c := range []struct{ w, h, tall, gap int }{{120, 40, 3, 1}, {230, 24, 2, 1}, {230, 40, 3, 1}} {
		d := newDesk(t, 6)
		if s := d.Screen(c.w, c.h); d.P.deep != (c.w == 230 && c.h == 40) || d.P.deep != strings.Contains(s, "No key") {
			t.Errorf("at %d x %d cells: says more %v\n%s", c.w, c.h, d.P.deep, s)
		}
		if d.P.tall != c.tall || d.P.gap != c.gap {
			t.Errorf("at %d cells: cards of %d lines and %d between, want %d and %d", c.w, d.P.tall, d.P.gap, c.tall, c.gap)
		}
		for _, s := range d.P.spots {
			if s.h != c.tall {
				t.Errorf("at %d cells the mouse finds a card of %d lines", c.w, s.h)
			}
		}
	}
}

// TestDoneCardsStayLow: cards that are done take fewer lines where more of them show so, and none is
// hidden below lines that are free.
func TestDoneCardsStayLow(t *testing.T) {
	d := newDesk(t, 6)
	e := model.NewEdit(d.Env.Snap, moment)
	for i := range 8 {
		x := model.Kinds().Prefix(model.TaskPrefix).New().(*model.Task)
		x.Name, x.Project, x.Order, x.Column, x.Done = fmt.Sprintf("Finished work number %d", i+1), model.NewID(model.ProjectPrefix, 1), 20+i, "Done", 100_00
		x.ActualStart, x.ActualFinish = moment-9*86400, moment-86400
		e.Put(model.TaskPrefix, x)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	d.Take(b)
	if s := d.Screen(230, 36); !d.P.deep || d.P.low != 2 || strings.Contains(s, "more") {
		t.Errorf("cards say more: %v, done ones of %d lines:\n%s", d.P.deep, d.P.low, s)
	}
	if d.Screen(230, 60); d.P.low != 0 {
		t.Errorf("there is room for all, and done cards have %d lines", d.P.low)
	}
}
