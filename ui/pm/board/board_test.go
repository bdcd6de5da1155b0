package board

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/act"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

var moment = date.Of(time.Date(2026, 11, 20, 9, 12, 0, 0, time.UTC))

// desk stands for the root: it presses keys, applies edits and answers what the pane asks.
type desk struct {
	t     testing.TB
	p     *Pane
	env   pane.Env
	disp  *act.Dispatcher
	label string
	toast string
	went  model.ID
	asked pane.Overlay
}

func newDesk(t testing.TB, cards int) *desk {
	keys, err := act.Default()
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t, p: New(), disp: act.NewDispatcher(keys)}
	d.env = pane.Env{Snap: workspace(t, cards), Now: moment, Theme: theme.New("none", true, true, false), Keys: keys, Rev: 1}
	d.p.Sync(d.env)
	d.do(d.p.Return(d.env, pane.Page{Open: model.NewID(model.ProjectPrefix, 1)}))
	d.settle()
	return d
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

// settle answers what the pane misses.
func (d *desk) settle() {
	for e := d.p.Needs(d.env, 120, 36); e != nil; e = d.p.Needs(d.env, 120, 36) {
		d.do(e)
	}
}

func (d *desk) press(keys string) *desk {
	d.t.Helper()
	for _, key := range strings.Fields(keys) {
		text := key
		if len([]rune(key)) > 1 {
			text = ""
		}
		r := d.disp.Press(append(append(act.Chain{}, d.p.Scopes()...), act.ScopeOf(act.Global)), key, text)
		switch r.Kind {
		case act.Run:
			d.do(d.p.Handle(d.env, r))
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
		d.do(e.Work(context.Background(), nil))
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
		d.settle()
		if e.Then != nil {
			d.do(e.Then(nil))
		}
	case pane.Toast:
		d.toast = e.Text
	case pane.Go:
		d.went = e.Page.ID
	case pane.Open:
		d.asked = e.Overlay
	}
}

func (d *desk) screen(w, h int) string {
	return ansi.Strip(strings.Join(d.p.Draw(d.env, w, h, true), "\n"))
}

func (d *desk) sees(texts ...string) {
	d.t.Helper()
	s := d.screen(120, 36)
	for _, x := range texts {
		if !strings.Contains(s, x) {
			d.t.Errorf("no %q on the screen:\n%s", x, s)
		}
	}
}

func (d *desk) column(id int) string {
	b := d.env.Snap.Board(model.NewID(model.ProjectPrefix, 1))
	return b.Columns[b.Of(model.NewID(model.TaskPrefix, uint64(id)))].Name
}

// TestGeometry: exact at any size, in lanes and without, on full boards and empty ones.
func TestGeometry(t *testing.T) {
	for _, cards := range []int{0, 1, 40} {
		d := newDesk(t, cards)
		for range 3 {
			for _, th := range []*theme.Theme{theme.New("auto", true, false, false), theme.New("auto", false, true, true)} {
				d.env.Theme = th
				d.p.Sync(d.env)
				for w := 0; w < 130; w += 7 {
					for _, h := range []int{0, 1, 2, 3, 4, 7, 24, 60} {
						lines := d.p.Draw(d.env, w, h, w%2 == 0)
						if len(lines) != h {
							t.Fatalf("%dx%d: %d lines", w, h, len(lines))
						}
						for _, l := range lines {
							if n := ansi.StringWidth(l); n != w || strings.Contains(l, "\x1b[31m\x1b") {
								t.Fatalf("%d cards, %dx%d: %q is %d wide", cards, w, h, l, n)
							}
						}
					}
				}
			}
			d.press("v")
		}
	}
}

// TestWays: the cursor begins with what is under way and goes along columns and lanes.
func TestWays(t *testing.T) {
	d := newDesk(t, 20)
	d.sees("Backlog", "Doing", "2/2 hard", "Card number 1", "■ 1 blocked", "T-1 AB", "day 6", "20 cards, 2 under way")
	if d.p.Selected() != model.NewID("T", 1) {
		t.Errorf("begins at %s", d.p.Selected())
	}
	d.press("j")
	if d.p.Selected() != model.NewID("T", 11) {
		t.Errorf("below it %s", d.p.Selected())
	}
	d.press("h h G g h")
	if d.p.col != 0 || d.p.row != 0 {
		t.Errorf("column %d, row %d", d.p.col, d.p.row)
	}
	d.press("enter")
	if d.went != d.p.Selected() || d.went == 0 {
		t.Errorf("opened %s", d.went)
	}
	d.press("v")
	d.sees("lanes by person", "Ada Byron", "Bob")
	d.press("G")
	d.sees("nobody yet")
	at := d.p.Selected()
	d.press("v")
	d.sees("lanes by deliverable")
	if d.p.Selected() != at {
		t.Errorf("the cursor left %s for %s", at, d.p.Selected())
	}
	d.press("v s")
	if !strings.Contains(d.toast, "no sprint") {
		t.Errorf("toast %q", d.toast)
	}
}

// TestMoves: cards go on and back; a soft limit is warned of, a hard one wants a reason, which the
// label tells; into the last column a card is done.
func TestMoves(t *testing.T) {
	d := newDesk(t, 10)
	d.press("h h h").press("g")
	id := int(d.p.Selected().Num())
	d.press(">")
	if d.column(id) != "Ready" || d.label != fmt.Sprintf("Move T-%d to Ready", id) {
		t.Errorf("%s, %q", d.column(id), d.label)
	}
	if d.p.Selected().Num() != uint64(id) {
		t.Error("the cursor did not go along")
	}
	d.press(">")
	if d.column(id) != "Doing" {
		t.Errorf("not full yet: %s", d.column(id))
	}
	d.press("h h h g").press("> >")
	second := int(d.p.Selected().Num())
	ask, ok := d.asked.(pane.Texter)
	if d.column(second) != "Ready" || !ok {
		t.Fatalf("a full column took %d: %s", second, d.column(second))
	}
	ask.Paste(d.env, "the customer waits")
	d.do(d.asked.Handle(d.env, act.Result{Action: "palette.run"}))
	if d.column(second) != "Doing" || d.label != fmt.Sprintf("Move T-%d to Doing, past its limit: the customer waits", second) || !strings.Contains(d.toast, "more than its limit of 2") {
		t.Errorf("%s, %q, %q", d.column(second), d.label, d.toast)
	}
	d.press("> >")
	x, _ := model.Find[*model.Task](d.env.Snap, model.NewID("T", uint64(second)))
	if !x.Complete() || x.ActualFinish != moment {
		t.Errorf("not done: %+v", x)
	}
	d.press(">")
	if !strings.Contains(d.toast, "ends here") {
		t.Errorf("toast %q", d.toast)
	}
	d.press("<")
	if x, _ := model.Find[*model.Task](d.env.Snap, x.ID); x.Complete() || x.Column != "Review" {
		t.Errorf("still done: %+v", x)
	}
	d.press("h h h h g").press("J")
	if !strings.HasSuffix(d.label, "down") || d.p.row != 1 {
		t.Errorf("%q, row %d", d.label, d.p.row)
	}
	d.press("K")
	if d.p.row != 0 {
		t.Errorf("row %d", d.p.row)
	}
}

// TestMouse: a click selects, twice opens, and a card is dragged to another column.
func TestMouse(t *testing.T) {
	d := newDesk(t, 10)
	d.screen(120, 36)
	s := d.p.spots[0]
	d.do(d.p.Click(d.env, s.x+3, s.y, false))
	if d.p.Selected() != s.id {
		t.Fatalf("%s, want %s", d.p.Selected(), s.id)
	}
	to := d.p.heads[1]
	d.do(d.p.Drag(d.env, to[1]+2, 10, false))
	if d.p.drag.over != 1 {
		t.Errorf("hangs over %d", d.p.drag.over)
	}
	d.do(d.p.Drag(d.env, to[1]+2, 10, true))
	if d.column(int(s.id.Num())) != "Ready" {
		t.Errorf("let go in %s", d.column(int(s.id.Num())))
	}
	d.do(d.p.Click(d.env, s.x+3, s.y, true))
	if d.went == 0 {
		t.Error("twice does not open")
	}
	d.do(d.p.Wheel(d.env, s.x, s.y, 3))
}

// TestNarrow: a small screen shows few columns and names those beyond.
func TestNarrow(t *testing.T) {
	d := newDesk(t, 10)
	s := d.screen(50, 20)
	if !strings.Contains(s, "Doing") || !strings.Contains(s, "→") || !strings.Contains(s, "←") {
		t.Errorf("\n%s", s)
	}
}

// BenchmarkMove is a key on a board of 5,000 cards, drawn.
func BenchmarkMove(b *testing.B) {
	d := newDesk(b, 5000)
	for b.Loop() {
		d.p.Handle(d.env, act.Result{Action: "move.down"})
		d.p.Draw(d.env, 200, 50, true)
	}
}

// BenchmarkSync is what an edit costs the board of 5,000 cards.
func BenchmarkSync(b *testing.B) {
	d := newDesk(b, 5000)
	for b.Loop() {
		d.p.deal()
		d.p.Draw(d.env, 200, 50, true)
	}
}
