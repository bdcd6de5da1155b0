package account

import (
	"context"
	"strings"
	"testing"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/pane"
	"tandem/ui/uitest"
)

var moment = uitest.Moment

// driver stands for the root.
type driver struct{ *uitest.Desk[*Pane] }

func id(t testing.TB, s string) model.ID {
	t.Helper()
	x, err := model.ParseID(s)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// at opens the page of a customer at a size.
func at(t testing.TB, account string, w, h int) driver {
	t.Helper()
	d := driver{uitest.DeskOn(t, New(), uitest.Sample(t), id(t, account), func(d *uitest.Desk[*Pane]) {
		d.W, d.H = w, h
		d.Screen(w, h)
	})}
	d.Screen(w, h)
	return d
}

func (d driver) lines(w, h int) []string { return strings.Split(d.Screen(w, h), "\n") }

// to puts the cursor on the row of a record.
func (d driver) to(ref string) driver {
	d.T.Helper()
	for i, r := range d.P.rows {
		if r.id == id(d.T, ref) && !r.idle {
			d.P.cursor = i
			return d
		}
	}
	d.T.Fatalf("no row of %s", ref)
	return d
}

// part puts the cursor on the head of a part.
func (d driver) part(name string) driver {
	d.T.Helper()
	for i, r := range d.P.rows {
		if r.section == name && r.head {
			d.P.cursor = i
			return d
		}
	}
	d.T.Fatalf("no part %s", name)
	return d
}

func TestPage(t *testing.T) {
	at(t, "A-1", 200, 60).SeesAt(200, 60, "Northwind Logistics  A-1", "health 4", "▇▇▇▇▁▁▁▁▁▁", "Strategic customer", "€1.5M a year", "renews in 40 days", "at risk", "NPS -60",
		"▾ Health", "satisfaction ", "escalations ", "forecast ", "▾ Since", "by the dates of the records", "▾ Open escalations", "Label printer offline at dock 4 E-1", "late",
		"▾ Promises", "kept ", " of ", "overdue", "plan 14 Dec", "▾ Projects", "Warehouse rollout P-1", "▾ People", "Helene Brandt", "decides", "HB*", "this week", "▾ Contacts", "Spare part is on the way",
		"▾ Agreements and standards", "Trucks leave on time", "95.1 %, at least 97", "▾ Deliveries", "▾ Benefits", "▾ Renewal and opportunities", "Depot West", "B brief for the next meeting")
	d := at(t, "A-3", 120, 40)
	d.SeesAt(120, 40, "Corvid Health", "sponsor 41 days silent")
	d.SeesAt(120, 200, "RA*")
}

// One column when narrow: every part is reached by tab, and the cursor is always in sight.
func TestNarrow(t *testing.T) {
	d := at(t, "A-1", 80, 24)
	d.Press("g")
	seen := map[string]bool{}
	for range sections() {
		seen[d.P.under().section] = true
		d.Press("tab")
		if s := d.Screen(80, 24); !d.P.under().head || !strings.Contains(s, d.P.under().left[1].text) {
			t.Errorf("the head %q is not in sight:\n%s", d.P.under().section, s)
		}
	}
	if len(seen) != len(sections()) {
		t.Errorf("tab reaches %v", seen)
	}
	d.Press("g")
	for range d.P.rows {
		if d.P.under().idle {
			t.Fatal("the cursor is on a gap")
		}
		d.Press("j")
	}
	if last := d.P.cursor; last != len(d.P.rows)-1 {
		t.Errorf("j ends at row %d of %d", last, len(d.P.rows))
	}
	d.Press("k g G pgup pgdown ctrl+u ctrl+d shift+tab")
	for _, l := range d.lines(80, 24) {
		if strings.Contains(l, "▶") {
			t.Errorf("%q", l)
		}
	}
}

// TestRoomIsUsed: as long as lines are free below a column, none of its parts sends to a list for more,
// and no reason or news is cut; a low page shows few rows of each part.
func TestRoomIsUsed(t *testing.T) {
	d := at(t, "A-1", 200, 50)
	d.SeesAt(200, 50, "full, against the", "percent is agreed.", "B brief for the next meeting")
	for _, size := range [][2]int{{200, 50}, {200, 80}, {120, 36}, {120, 120}, {80, 24}, {80, 200}} {
		d.Screen(size[0], size[1])
		for i, c := range d.P.grid.cols {
			rows, free := d.P.rows[c.from:c.to], size[1]-headLines-(c.to-c.from)
			if cut(rows) && free > 1 {
				t.Errorf("%v, column %d: cut above %d free lines", size, i, free)
			}
			if len(unfold(rows, c.w, free)) > len(rows) {
				t.Errorf("%v, column %d: lines are cut above %d free ones", size, i, free)
			}
		}
	}
	if s := d.Screen(200, 80); strings.Contains(s, " more ") {
		t.Errorf("200x80 has more to say:\n%s", s)
	}
	d.SeesAt(80, 24, "and ", " more")
	if l := strings.Split(d.Screen(80, 24), "\n")[1]; strings.Contains(l, "…") || !strings.Contains(l, "at risk  ") {
		t.Errorf("%q", l)
	}
}

func TestColumns(t *testing.T) {
	d := at(t, "A-1", 200, 50)
	if n := len(d.P.grid.cols); n != 3 {
		t.Fatalf("%d columns", n)
	}
	d.Press("g l")
	if c := d.P.grid.cols[1]; d.P.cursor < c.from || d.P.cursor >= c.to {
		t.Errorf("l goes to row %d", d.P.cursor)
	}
	d.Press("l l l")
	if c := d.P.grid.cols[2]; d.P.cursor < c.from || d.P.cursor >= c.to {
		t.Errorf("l goes to row %d", d.P.cursor)
	}
	d.Press("h h h")
	if c := d.P.grid.cols[0]; d.P.cursor >= c.to {
		t.Errorf("h goes to row %d", d.P.cursor)
	}
	on := d.to("M-4").P.Selected()
	d.lines(80, 24)
	if d.P.Selected() != on || len(d.P.grid.cols) != 1 {
		t.Errorf("another width, and the cursor is on %s", d.P.Selected())
	}
}

func TestFold(t *testing.T) {
	d := at(t, "A-1", 100, 40)
	n := len(d.P.rows)
	d.part("promises").Press("enter")
	if len(d.P.rows) >= n || d.P.under().section != "promises" || !d.P.under().head {
		t.Errorf("%d rows of %d, on %q", len(d.P.rows), n, d.P.under().section)
	}
	d.SeesAt(100, 40, "▸ Promises")
	d.Press("l")
	if len(d.P.rows) != n {
		t.Errorf("unfolded %d rows of %d", len(d.P.rows), n)
	}
	d.Press("h")
	d.Press("enter")
	if len(d.P.rows) != n {
		t.Error("enter does not unfold")
	}
}

// Every number leads to what it is made of, and every record to itself.
func TestOpenAndWhy(t *testing.T) {
	d := at(t, "A-1", 120, 36)
	d.to("E-1").Press("enter")
	if d.Went.Place != "record" || d.Went.ID != id(t, "E-1") {
		t.Errorf("enter goes to %+v", d.Went)
	}
	d.Press("=")
	if d.On.ID != id(t, "E-1") || d.On.Action != "record.why" {
		t.Errorf("%+v", d.On)
	}
	d.Press("c")
	if d.On.ID != id(t, "E-1") || d.On.Action != "record.contact" {
		t.Errorf("%+v", d.On)
	}
	d.part("talks").Press("c")
	if d.On.ID != id(t, "A-1") {
		t.Errorf("a contact of %s", d.On.ID)
	}
	d.part("talks").Press("n")
	if d.On.Action != "record.contact" {
		t.Errorf("%+v", d.On)
	}
	d.part("health").Press("=")
	if s := d.Window(100, 40); !strings.Contains(s, "the sum of") || !strings.Contains(s, "It was") {
		t.Error(s)
	}
	for i, r := range d.P.rows {
		if r.part == "promises" {
			d.P.cursor = i
		}
	}
	d.Press("enter")
	if hints := d.Env.Keys.Footer(act.Chain(d.Overlay.Scopes()), ""); hints[0].Text != "open" || hints[1].Text != "close" {
		t.Errorf("the footer of the window says %+v", hints)
	}
	if s := d.Window(100, 40); !strings.Contains(s, "M-4  overdue since") || !strings.Contains(s, "It rests on these records") {
		t.Error(s)
	}
	d.part("escalations").Press("k")
	n := len(d.P.rows)
	if d.P.under().more != allNews {
		t.Fatalf("%+v", d.P.under())
	}
	if d.Press("enter"); len(d.P.rows) <= n {
		t.Error("the rest of the news does not show")
	}
	for i, r := range d.P.rows {
		if r.more != "" && r.section == "talks" {
			d.P.cursor = i
		}
	}
	if d.Press("enter"); d.Went.Kind != "I" || d.Went.Query != "account:A-1" {
		t.Errorf("the rest of the contacts is at %+v", d.Went)
	}
	d.part("promises").Press("n")
	if d.Overlay == nil || d.Overlay.Title(d.Env) == "" {
		t.Error("n opens no form")
	}
	d.Overlay = nil
	d.to("M-4").Press("e y n")
	if d.On.Action != "record.copy" || d.On.Arg != "n" || d.On.ID != id(t, "M-4") {
		t.Errorf("%+v", d.On)
	}
	d.Press("a")
	if d.On.Action != "record.act" {
		t.Errorf("%+v", d.On)
	}
}

// A visit sees what happened since the one before; a look back within the hour is the same visit.
func TestVisits(t *testing.T) {
	d := at(t, "A-1", 120, 60)
	d.SeesAt(120, 60, "Since 13 Nov")
	if v := d.P.Visits()["A-1"]; v.At != moment || v.From != 0 {
		t.Errorf("%+v", v)
	}
	next := New()
	next.Recall(map[string]pane.Seen{"A-1": {At: moment - 3*86400}})
	d.lines(120, 60)
	d.P = next
	d.P.Sync(d.Env)
	d.Do(d.P.Return(d.Env, pane.Page{Open: id(t, "A-1")}))
	d.SeesAt(120, 60, "Since your visit, 17 Nov")
	if v := d.P.Visits()["A-1"]; v.From != moment-3*86400 || v.At != moment {
		t.Errorf("%+v", v)
	}
	d.Env.Now, d.Env.Rev = moment+600, 2
	d.P.Sync(d.Env)
	d.Do(d.P.Needs(d.Env, 120, 60))
	d.SeesAt(120, 60, "Since your visit, 17 Nov")
	d.Press("s")
	if d.Overlay == nil {
		t.Fatal("s asks nothing")
	}
}

// Facts are gathered once for a snapshot and a minute, and an answer that is not wanted any more is
// dropped.
func TestGathers(t *testing.T) {
	d := at(t, "A-1", 120, 40)
	n := d.Asked
	d.Do(d.P.Needs(d.Env, 120, 40))
	if d.Asked != n {
		t.Error("the same facts are gathered twice")
	}
	late := d.P.facts
	d.Env.Now, d.Env.Rev = d.Env.Now+60, d.Env.Rev+1
	d.P.Sync(d.Env)
	e, ok := d.P.Needs(d.Env, 120, 40).(pane.Before)
	if !ok {
		t.Fatal("a new minute gathers nothing")
	}
	back, err := e.Work(context.Background(), d.Env.Snap, false)
	if err != nil {
		t.Fatal(err)
	}
	d.P.asked = ask{} // something newer was asked for
	d.Do(back)
	if d.P.facts != late {
		t.Error("an old answer is taken")
	}
	d.Do(d.P.Return(d.Env, pane.Page{Open: id(t, "A-2"), ID: id(t, "P-2")}))
	d.lines(120, 40)
	if d.P.Selected() != id(t, "P-2") || d.P.Title(d.Env) != "Brightside Retail" {
		t.Errorf("on %s of %s", d.P.Selected(), d.P.Title(d.Env))
	}
	if page, ok := d.P.Here(); !ok || page.Open != id(t, "A-2") || page.ID != id(t, "P-2") {
		t.Errorf("%+v", page)
	}
}

// Of a customer nothing is known: each part says what belongs there and which key makes the first.
func TestEmpty(t *testing.T) {
	d := at(t, "A-1", 120, 40)
	a := &model.Account{Meta: model.Meta{ID: id(t, "A-9")}, Name: "New one"}
	d.Env.Snap = d.Env.Snap.With([]model.Change{{ID: a.ID, After: a}})
	d.Env.Rev++
	d.P.Sync(d.Env)
	d.Do(d.P.Return(d.Env, pane.Page{Open: a.ID}))
	d.SeesAt(120, 80, "New one", "health unknown", "What we said they get, and by when.", "n adds the first", "Nobody waits for us.", "Who decides there")
	d.part("promises").Press("j")
	d.Press("enter")
	if d.Overlay == nil {
		t.Error("enter on an empty part makes nothing")
	}
	d.Overlay = nil
	d.part("health").Press("=")
	d.Env.Snap = model.NewSnapshot(model.Kinds())
	d.Env.Rev++
	d.P.Sync(d.Env)
	if d.P.Title(d.Env) != "Customer" {
		t.Error(d.P.Title(d.Env))
	}
	none := New()
	none.Sync(d.Env)
	if s := strings.Join(none.Draw(d.Env, 60, 10, true), "\n"); !strings.Contains(s, "Choose a customer first.") {
		t.Error(s)
	}
}

func TestMouse(t *testing.T) {
	d := at(t, "A-1", 120, 40)
	y := -1
	for i, l := range d.lines(120, 40) {
		if strings.Contains(l, "Label printer offline") && !strings.Contains(l, "They raised") {
			y = i
		}
	}
	if y < 0 {
		t.Fatal("the escalation is not in sight")
	}
	x := d.P.grid.cols[len(d.P.grid.cols)-1].x + 3
	d.Do(d.P.Click(d.Env, x, y, false))
	if d.P.Selected() != id(t, "E-1") {
		t.Errorf("a click goes to %s", d.P.Selected())
	}
	d.Do(d.P.Click(d.Env, x, y, true))
	if d.Went.ID != id(t, "E-1") {
		t.Errorf("a double click goes to %+v", d.Went)
	}
	was := d.P.cursor
	d.Do(d.P.Wheel(d.Env, 0, 0, 3))
	if d.P.cursor == was {
		t.Error("the wheel does not move")
	}
	d.Do(d.P.Click(d.Env, 0, 0, true))
}

// Every size, in colour and in ASCII: exact lines, always.
func TestGeometry(t *testing.T) {
	for _, account := range []string{"A-1", "A-9"} {
		d := at(t, "A-1", 80, 24)
		if account == "A-9" {
			a := &model.Account{Meta: model.Meta{ID: id(t, "A-9")}, Name: "New one with a name that is longer than any line should have to be, and wide: 東京"}
			d.Env.Snap = d.Env.Snap.With([]model.Change{{ID: a.ID, After: a}})
		}
		uitest.Exact(d.Desk, uitest.Growing(250, 8), uitest.Growing(60, 8), func() {
			d.P.facts = nil
			d.P.asked = ask{}
			d.P.id = id(t, account)
			d.Do(d.P.Needs(d.Env, 80, 24))
		}, uitest.Clean, uitest.Plain("東京"))
	}
}

func TestInitials(t *testing.T) {
	for name, want := range map[string]string{"Helene Brandt": "HB", "Dr Ruth Adeyemi-Cole": "RA", "Cher": "C", "Anna Maria de la Cruz": "AC", "": ""} {
		if got := initials(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
