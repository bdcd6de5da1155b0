package handover

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/dialog"
	"tandem/ui/pane"
	"tandem/ui/uitest"
)

// driver stands for the root.
type driver struct{ *uitest.Desk[*Pane] }

// newDriver has the page about the sample's project in hypercare.
func newDriver(t *testing.T) driver {
	t.Helper()
	snap := uitest.Sample(t)
	for x := range model.Each[*model.Project](snap, model.ProjectPrefix) {
		if x.Name == "Patient portal" {
			return driver{uitest.DeskOn(t, New(), snap, x.ID, func(d *uitest.Desk[*Pane]) { d.W, d.H = 140, 60 })}
		}
	}
	t.Fatal("no project in hypercare")
	return driver{}
}

// answer types into the question that is open and takes it.
func (d driver) answer(text string) driver {
	d.T.Helper()
	if _, ok := d.Overlay.(*dialog.AskView); !ok {
		d.T.Fatalf("%T is open", d.Overlay)
	}
	d.Answer(text)
	return d
}

func (d driver) press(keys string) driver {
	d.T.Helper()
	d.Press(keys)
	return d
}

// on puts the cursor on a row.
func (d driver) on(text string) driver {
	d.T.Helper()
	for i, r := range d.P.rows {
		if strings.HasPrefix(r.text, text) {
			d.P.table.MoveToRow(i)
			return d
		}
	}
	d.T.Fatalf("no row %q", text)
	return d
}

// TestHandOverByKeys: the list is done item by item, then one key hands the project over, and one undo
// takes it back.
func TestHandOverByKeys(t *testing.T) {
	d := newDriver(t)
	d.Sees("Patient portal", "hypercare until", "Not yet: The exit criteria", "checklist", "exit criteria of hypercare", "moves with it", "agreement in force", "contacts")
	if d.press("a"); d.Label() != "" || !strings.Contains(d.Why, "not done") {
		t.Errorf("handed over with open items: %q, %q", d.Label(), d.Why)
	}
	d.on("A service owner").press("x")
	if !strings.Contains(d.Why, "the program sees that for itself") {
		t.Errorf("toast %q", d.Why)
	}
	if d.P.made.Project.Service == 0 {
		d.press("i").answer("Kofi")
	}
	for range d.P.made.Project.Exit {
		for i, r := range d.P.rows {
			if r.tick != nil && !r.done {
				d.P.table.MoveToRow(i)
				d.press("x")
			}
		}
	}
	for i := 0; i < len(d.P.rows); i++ {
		if r := d.P.rows[i]; r.tick != nil && !r.done {
			d.P.table.MoveToRow(i)
			d.press("i").answer("seen on Friday")
		}
	}
	if d.P.made.Why != "" {
		t.Fatalf("still: %s", d.P.made.Why)
	}
	n, steps := len(d.P.made.Moves), len(d.Undo)
	d.Sees("a hands it over: ").Press("a")
	x, _ := model.Find[*model.Project](d.Env.Snap, d.P.id)
	if x.Phase != "handed over" || len(d.Undo) != steps+1 || !strings.HasPrefix(d.Label(), "Hand over P-") || n == 0 {
		t.Errorf("phase %s, %d steps, %q, %d moved", x.Phase, len(d.Undo)-steps, d.Label(), n)
	}
	d.Sees("Handed over ")
	d.TakeBack()
	if x, _ := model.Find[*model.Project](d.Env.Snap, d.P.id); x.Phase != "hypercare" || len(d.P.made.Moves) != n {
		t.Errorf("not taken back: %s, %d", x.Phase, len(d.P.made.Moves))
	}
}

// TestNoneNeeded: where no exit criteria were agreed, one key answers that none are needed, from any row;
// the key of an item does it on its own row, and with a reason.
func TestNoneNeeded(t *testing.T) {
	d := newDriver(t)
	if d.press("~"); !strings.Contains(d.Why, "note each as met") {
		t.Errorf("agreed criteria are answered away: %q, %q", d.Label(), d.Why)
	}
	e := model.NewEdit(d.Env.Snap, d.Env.Now)
	if err := model.Update(e, d.P.id, func(p *model.Project) error { p.Exit = nil; return nil }); err != nil {
		t.Fatal(err)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	d.Take(b)
	const row = "The exit criteria"
	d.Sees("no criteria were agreed").Press("~")
	if d.on(row); !d.P.under().done || d.P.under().says != "none needed" || d.Label() != "No exit criteria needed" {
		t.Errorf("%+v, %q", d.P.under(), d.Label())
	}
	if d.press("x").on(row); d.P.under().done {
		t.Error("the answer cannot be taken back")
	}
	d.press("i").answer("a report, nothing to run").Sees("none needed: a report")
	if d.press("~").on(row); d.P.under().done {
		t.Error("the key does not take the answer back")
	}
}

// TestOwnItems: one is added, ticked, unticked with its evidence kept, and taken off.
func TestOwnItems(t *testing.T) {
	d := newDriver(t)
	n := len(d.P.made.Checks)
	d.press("n").answer("Keys of the cage")
	if len(d.P.made.Checks) != n+1 {
		t.Fatalf("%d items", len(d.P.made.Checks))
	}
	d.on("Keys of the cage").press("i").answer("in the safe").Sees("in the safe")
	d.on("Keys of the cage").press("x")
	if r := d.P.under(); r.done || r.says != "in the safe" {
		t.Errorf("%+v", r)
	}
	if d.press("D"); len(d.P.made.Checks) != n {
		t.Errorf("%d items, %q", len(d.P.made.Checks), d.Said)
	}
	d.on("Access and accounts").press("D")
	if !strings.Contains(d.Why, "own items") {
		t.Errorf("toast %q", d.Why)
	}
}

// TestPlace: enter opens what moves, and the way back finds the row again.
func TestPlace(t *testing.T) {
	d := newDriver(t)
	var at model.ID
	for _, m := range d.P.made.Moves {
		at = m.ID
	}
	d.P.Return(d.Env, pane.Page{Open: d.P.id, ID: at})
	if d.P.Selected() != at {
		t.Fatalf("on %s, want %s", d.P.Selected(), at)
	}
	if d.press("enter"); d.Went.ID != at || d.Went.Place != "record" {
		t.Errorf("enter goes to %+v", d.Went)
	}
	if page, ok := d.P.Here(); !ok || page.Open != d.P.id || page.ID != at {
		t.Errorf("here is %+v", page)
	}
	d.press("g k j G")
	if d.P.Section(d.P.table.Cursor()) {
		t.Error("the cursor stands on a heading")
	}
	d.P.Return(d.Env, pane.Page{Open: model.NewID("P", 999)})
	d.Settle()
	if d.P.made != nil || d.P.Selected() != model.NewID("P", 999) {
		t.Error("a project that is gone")
	}
	d.Sees("No project is chosen").Press("a x i n D enter e")
	if len(d.Undo) != 0 || d.Overlay != nil {
		t.Error("something was changed")
	}
}

// TestMouse: a click goes to a row, a second on its sign ticks it, two open its record.
func TestMouse(t *testing.T) {
	d := newDriver(t)
	d.Screen(120, 50)
	d.on("Access and accounts")
	y := headLines + d.P.table.Cursor()
	d.press("g")
	d.Do(d.P.Click(d.Env, 20, y, false))
	if r := d.P.under(); r == nil || !strings.HasPrefix(r.text, "Access") {
		t.Fatalf("a click goes to %+v", r)
	}
	d.Do(d.P.Click(d.Env, 4, y, false))
	if r := d.P.under(); !r.done {
		t.Error("a click on the sign does not tick it")
	}
	d.Do(d.P.Wheel(d.Env, 1, 1, 3))
	d.Do(d.P.Click(d.Env, 1, headLines, true))
}

// TestGeometry: exact lines at any size, in colour and in ASCII.
func TestGeometry(t *testing.T) {
	uitest.Exact(newDriver(t).Desk, uitest.Growing(250, 8), uitest.Growing(60, 8), nil, uitest.Clean, uitest.Plain(""))
}

// TestItemsTakeTheRoom: nothing is cut while another part of its line is blank.
func TestItemsTakeTheRoom(t *testing.T) {
	d := newDriver(t)
	for _, x := range d.P.made.Checks {
		if s := d.Screen(140, 60); !strings.Contains(s, x.What) {
			t.Errorf("%q is cut at 140 cells:\n%s", x.What, s)
		}
	}
	for w := range 200 {
		d.P.w = w
		if item, says, who := d.P.shares(); item < 0 || says < 0 || who < 0 || w > 20 && 9+item+says+who > w {
			t.Errorf("at %d cells: %d, %d, %d", w, item, says, who)
		}
	}
	for _, h := range act.NewDispatcher(d.Env.Keys).Footer(d.P.Scopes()) {
		if h.Action == "record.act" && h.Text != "hand over" {
			t.Errorf("the footer says %q", h.Text)
		}
	}
}
