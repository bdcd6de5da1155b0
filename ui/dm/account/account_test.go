package account

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"tandem/model"
	"tandem/model/date"
	"tandem/store/sample"
	"tandem/ui/act"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

var moment = date.Of(time.Date(2026, 11, 20, 9, 12, 0, 0, time.UTC))

// driver stands for the root: it presses keys, gathers facts at once and remembers what was asked.
type driver struct {
	t     testing.TB
	p     *Pane
	env   pane.Env
	disp  *act.Dispatcher
	went  pane.Page
	on    pane.On
	open  pane.Overlay
	toast string
	why   string
	asks  int
}

func snapshot(t testing.TB, filled bool) *model.Snapshot {
	t.Helper()
	s := model.NewSnapshot(model.Kinds())
	if !filled {
		return s
	}
	e := model.NewEdit(s, moment)
	if err := sample.Build(e, sample.Options{Seed: 1}); err != nil {
		t.Fatal(err)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	return s.With(b.Changes)
}

func id(t testing.TB, s string) model.ID {
	t.Helper()
	x, err := model.ParseID(s)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// at opens the page of a customer at a size.
func at(t testing.TB, account string, w, h int) *driver {
	t.Helper()
	keys, err := act.Default()
	if err != nil {
		t.Fatal(err)
	}
	d := &driver{t: t, p: New(), disp: act.NewDispatcher(keys)}
	d.env = pane.Env{Snap: snapshot(t, true), Now: moment, Theme: theme.New("none", true, true, false), Keys: keys, Rev: 1}
	d.p.Sync(d.env)
	d.lines(w, h)
	d.do(d.p.Return(d.env, pane.Page{Open: id(t, account)}))
	d.lines(w, h)
	return d
}

func (d *driver) press(keys string) *driver {
	d.t.Helper()
	for _, key := range strings.Fields(keys) {
		r := d.disp.Press(append(act.Chain(d.p.Scopes()), act.ScopeOf(act.Global)), key, "")
		switch r.Kind {
		case act.Disabled:
			d.why = r.Reason
		case act.Run:
			d.do(d.p.Handle(d.env, r))
		}
	}
	return d
}

func (d *driver) do(e pane.Effect) {
	switch e := e.(type) {
	case pane.Go:
		d.went = e.Page
	case pane.On:
		d.on = e
	case pane.Open:
		d.open = e.Overlay
	case pane.Toast:
		d.toast = e.Text
	case pane.Run:
		d.do(e())
	case pane.Before:
		d.asks++
		back, err := e.Work(context.Background(), d.env.Snap.Rewind(e.Account, e.At), true)
		if err != nil {
			d.t.Fatal(err)
		}
		d.do(back)
	}
}

func (d *driver) lines(w, h int) []string {
	return strings.Split(ansi.Strip(strings.Join(d.p.Draw(d.env, w, h, true), "\n")), "\n")
}

func (d *driver) text(w, h int) string { return strings.Join(d.lines(w, h), "\n") }

func (d *driver) sees(w, h int, texts ...string) {
	d.t.Helper()
	s := d.text(w, h)
	for _, x := range texts {
		if !strings.Contains(s, x) {
			d.t.Errorf("no %q on the page:\n%s", x, s)
		}
	}
}

// to puts the cursor on the row of a record.
func (d *driver) to(ref string) *driver {
	d.t.Helper()
	for i, r := range d.p.rows {
		if r.id == id(d.t, ref) && !r.idle {
			d.p.cursor = i
			return d
		}
	}
	d.t.Fatalf("no row of %s", ref)
	return d
}

// part puts the cursor on the head of a part.
func (d *driver) part(name string) *driver {
	d.t.Helper()
	for i, r := range d.p.rows {
		if r.section == name && r.head {
			d.p.cursor = i
			return d
		}
	}
	d.t.Fatalf("no part %s", name)
	return d
}

func TestPage(t *testing.T) {
	at(t, "A-1", 200, 60).sees(200, 60, "Northwind Logistics  A-1", "health 4", "▇▇▇▇▁▁▁▁▁▁", "Strategic customer", "€1.5M a year", "renews in 40 days", "at risk", "NPS -60",
		"▾ Health", "satisfaction ", "escalations ", "forecast ", "▾ Since", "by the dates of the records", "▾ Open escalations", "Label printer offline at dock 4 E-1", "late",
		"▾ Promises", "kept ", " of ", "overdue", "plan 14 Dec", "▾ Projects", "Warehouse rollout P-1", "▾ People", "Helene Brandt", "decides", "HB*", "this week", "▾ Contacts", "Spare part is on the way",
		"▾ Agreements and standards", "Trucks leave on time", "95.1 %, at least 97", "▾ Deliveries", "▾ Benefits", "▾ Renewal and opportunities", "Depot West", "B brief for the next meeting")
	d := at(t, "A-3", 120, 40)
	d.sees(120, 40, "Corvid Health", "sponsor 41 days silent")
	d.sees(120, 200, "RA*")
}

// One column when narrow: every part is reached by tab, and the cursor is always in sight.
func TestNarrow(t *testing.T) {
	d := at(t, "A-1", 80, 24)
	d.press("g")
	seen := map[string]bool{}
	for range sections() {
		seen[d.p.under().section] = true
		d.press("tab")
		if s := d.text(80, 24); !d.p.under().head || !strings.Contains(s, d.p.under().left[1].text) {
			t.Errorf("the head %q is not in sight:\n%s", d.p.under().section, s)
		}
	}
	if len(seen) != len(sections()) {
		t.Errorf("tab reaches %v", seen)
	}
	d.press("g")
	for range d.p.rows {
		if d.p.under().idle {
			t.Fatal("the cursor is on a gap")
		}
		d.press("j")
	}
	if last := d.p.cursor; last != len(d.p.rows)-1 {
		t.Errorf("j ends at row %d of %d", last, len(d.p.rows))
	}
	d.press("k g G pgup pgdown ctrl+u ctrl+d shift+tab")
	for _, l := range d.lines(80, 24) {
		if strings.Contains(l, "▶") {
			t.Errorf("%q", l)
		}
	}
}

func TestColumns(t *testing.T) {
	d := at(t, "A-1", 200, 50)
	if n := len(d.p.grid.cols); n != 3 {
		t.Fatalf("%d columns", n)
	}
	d.press("g l")
	if c := d.p.grid.cols[1]; d.p.cursor < c.from || d.p.cursor >= c.to {
		t.Errorf("l goes to row %d", d.p.cursor)
	}
	d.press("l l l")
	if c := d.p.grid.cols[2]; d.p.cursor < c.from || d.p.cursor >= c.to {
		t.Errorf("l goes to row %d", d.p.cursor)
	}
	d.press("h h h")
	if c := d.p.grid.cols[0]; d.p.cursor >= c.to {
		t.Errorf("h goes to row %d", d.p.cursor)
	}
	on := d.to("M-4").p.Selected()
	d.lines(80, 24)
	if d.p.Selected() != on || len(d.p.grid.cols) != 1 {
		t.Errorf("another width, and the cursor is on %s", d.p.Selected())
	}
}

func TestFold(t *testing.T) {
	d := at(t, "A-1", 100, 40)
	n := len(d.p.rows)
	d.part("promises").press("enter")
	if len(d.p.rows) >= n || d.p.under().section != "promises" || !d.p.under().head {
		t.Errorf("%d rows of %d, on %q", len(d.p.rows), n, d.p.under().section)
	}
	d.sees(100, 40, "▸ Promises")
	d.press("l")
	if len(d.p.rows) != n {
		t.Errorf("unfolded %d rows of %d", len(d.p.rows), n)
	}
	d.press("h")
	d.press("enter")
	if len(d.p.rows) != n {
		t.Error("enter does not unfold")
	}
}

// Every number leads to what it is made of, and every record to itself.
func TestOpenAndWhy(t *testing.T) {
	d := at(t, "A-1", 120, 36)
	d.to("E-1").press("enter")
	if d.went.Place != "record" || d.went.ID != id(t, "E-1") {
		t.Errorf("enter goes to %+v", d.went)
	}
	d.press("=")
	if d.on.ID != id(t, "E-1") || d.on.Action != "record.why" {
		t.Errorf("%+v", d.on)
	}
	d.press("c")
	if d.on.ID != id(t, "E-1") || d.on.Action != "record.contact" {
		t.Errorf("%+v", d.on)
	}
	d.part("talks").press("c")
	if d.on.ID != id(t, "A-1") {
		t.Errorf("a contact of %s", d.on.ID)
	}
	d.part("talks").press("n")
	if d.on.Action != "record.contact" {
		t.Errorf("%+v", d.on)
	}
	draw := func() string {
		if d.open == nil {
			t.Fatal("nothing opens")
		}
		return ansi.Strip(strings.Join(d.open.Draw(d.env, 100, 40, true), "\n"))
	}
	d.part("health").press("=")
	if s := draw(); !strings.Contains(s, "the sum of") || !strings.Contains(s, "It was") {
		t.Error(s)
	}
	for i, r := range d.p.rows {
		if r.part == "promises" {
			d.p.cursor = i
		}
	}
	d.press("enter")
	if s := draw(); !strings.Contains(s, "M-4  overdue since") || !strings.Contains(s, "It rests on these records") {
		t.Error(s)
	}
	d.part("escalations").press("k")
	n := len(d.p.rows)
	if d.p.under().more != allNews {
		t.Fatalf("%+v", d.p.under())
	}
	if d.press("enter"); len(d.p.rows) <= n {
		t.Error("the rest of the news does not show")
	}
	for i, r := range d.p.rows {
		if r.more != "" && r.section == "talks" {
			d.p.cursor = i
		}
	}
	if d.press("enter"); d.went.Kind != "I" || d.went.Query != "account:A-1" {
		t.Errorf("the rest of the contacts is at %+v", d.went)
	}
	d.part("promises").press("n")
	if d.open.Title(d.env) == "" {
		t.Error("n opens no form")
	}
	d.to("M-4").press("e y n")
	if d.on.Action != "record.copy" || d.on.Arg != "n" || d.on.ID != id(t, "M-4") {
		t.Errorf("%+v", d.on)
	}
	d.press("a")
	if d.on.Action != "record.act" {
		t.Errorf("%+v", d.on)
	}
}

// A visit sees what happened since the one before; a look back within the hour is the same visit.
func TestVisits(t *testing.T) {
	d := at(t, "A-1", 120, 60)
	d.sees(120, 60, "Since 13 Nov")
	if v := d.p.Visits()["A-1"]; v.At != moment || v.From != 0 {
		t.Errorf("%+v", v)
	}
	next := New()
	next.Recall(map[string]pane.Seen{"A-1": {At: moment - 3*86400}})
	d.lines(120, 60)
	d.p = next
	d.p.Sync(d.env)
	d.do(d.p.Return(d.env, pane.Page{Open: id(t, "A-1")}))
	d.sees(120, 60, "Since your visit, 17 Nov")
	if v := d.p.Visits()["A-1"]; v.From != moment-3*86400 || v.At != moment {
		t.Errorf("%+v", v)
	}
	d.env.Now, d.env.Rev = moment+600, 2
	d.p.Sync(d.env)
	d.do(d.p.Needs(d.env, 120, 60))
	d.sees(120, 60, "Since your visit, 17 Nov")
	d.press("s")
	if d.open == nil {
		t.Fatal("s asks nothing")
	}
}

// Facts are gathered once for a snapshot and a minute, and an answer that is not wanted any more is
// dropped.
func TestGathers(t *testing.T) {
	d := at(t, "A-1", 120, 40)
	n := d.asks
	d.do(d.p.Needs(d.env, 120, 40))
	if d.asks != n {
		t.Error("the same facts are gathered twice")
	}
	late := d.p.facts
	d.env.Now, d.env.Rev = d.env.Now+60, d.env.Rev+1
	d.p.Sync(d.env)
	e, ok := d.p.Needs(d.env, 120, 40).(pane.Before)
	if !ok {
		t.Fatal("a new minute gathers nothing")
	}
	back, err := e.Work(context.Background(), d.env.Snap, false)
	if err != nil {
		t.Fatal(err)
	}
	d.p.asked = ask{} // something newer was asked for
	d.do(back)
	if d.p.facts != late {
		t.Error("an old answer is taken")
	}
	d.do(d.p.Return(d.env, pane.Page{Open: id(t, "A-2"), ID: id(t, "P-2")}))
	d.lines(120, 40)
	if d.p.Selected() != id(t, "P-2") || d.p.Title(d.env) != "Brightside Retail" {
		t.Errorf("on %s of %s", d.p.Selected(), d.p.Title(d.env))
	}
	if page, ok := d.p.Here(); !ok || page.Open != id(t, "A-2") || page.ID != id(t, "P-2") {
		t.Errorf("%+v", page)
	}
}

// Of a customer nothing is known: each part says what belongs there and which key makes the first.
func TestEmpty(t *testing.T) {
	d := at(t, "A-1", 120, 40)
	a := &model.Account{Meta: model.Meta{ID: id(t, "A-9")}, Name: "New one"}
	d.env.Snap = d.env.Snap.With([]model.Change{{ID: a.ID, After: a}})
	d.env.Rev++
	d.p.Sync(d.env)
	d.do(d.p.Return(d.env, pane.Page{Open: a.ID}))
	d.sees(120, 80, "New one", "health unknown", "What we said they get, and by when.", "n adds the first", "Nobody waits for us.", "Who decides there")
	d.part("promises").press("j")
	d.press("enter")
	if d.open == nil {
		t.Error("enter on an empty part makes nothing")
	}
	d.part("health").press("=")
	d.env.Snap = snapshot(t, false)
	d.env.Rev++
	d.p.Sync(d.env)
	if d.p.Title(d.env) != "Customer" {
		t.Error(d.p.Title(d.env))
	}
	none := New()
	none.Sync(d.env)
	if s := strings.Join(none.Draw(d.env, 60, 10, true), "\n"); !strings.Contains(s, "Choose a customer first.") {
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
	x := d.p.grid.cols[len(d.p.grid.cols)-1].x + 3
	d.do(d.p.Click(d.env, x, y, false))
	if d.p.Selected() != id(t, "E-1") {
		t.Errorf("a click goes to %s", d.p.Selected())
	}
	d.do(d.p.Click(d.env, x, y, true))
	if d.went.ID != id(t, "E-1") {
		t.Errorf("a double click goes to %+v", d.went)
	}
	was := d.p.cursor
	d.do(d.p.Wheel(d.env, 0, 0, 3))
	if d.p.cursor == was {
		t.Error("the wheel does not move")
	}
	d.do(d.p.Click(d.env, 0, 0, true))
}

// Every size, in colour and in ASCII: exact lines, always.
func TestGeometry(t *testing.T) {
	for _, account := range []string{"A-1", "A-9"} {
		d := at(t, "A-1", 80, 24)
		if account == "A-9" {
			a := &model.Account{Meta: model.Meta{ID: id(t, "A-9")}, Name: "New one with a name that is longer than any line should have to be, and wide: 東京"}
			d.env.Snap = d.env.Snap.With([]model.Change{{ID: a.ID, After: a}})
		}
		for _, th := range []*theme.Theme{theme.New("dark", true, false, false), theme.New("none", true, true, true)} {
			d.env.Theme = th
			d.env.Rev++
			d.p.Sync(d.env)
			d.p.facts = nil
			d.p.asked = ask{}
			d.p.id = id(t, account)
			d.do(d.p.Needs(d.env, 80, 24))
			for w := 1; w <= 250; w += 1 + w/8 {
				for h := 1; h <= 60; h += 1 + h/8 {
					lines := d.p.Draw(d.env, w, h, true)
					if len(lines) != h {
						t.Fatalf("%dx%d: %d lines", w, h, len(lines))
					}
					for i, l := range lines {
						if got := ansi.StringWidth(l); got != w {
							t.Fatalf("%s %dx%d: line %d is %d wide: %q", th.Name, w, h, i, got, l)
						}
						if th.ASCII && strings.ContainsAny(l, "▲■◆○▶✓…↓↑·—€▇▁▾▸●") {
							t.Fatalf("%dx%d on a plain terminal: %q", w, h, l)
						}
					}
				}
			}
		}
	}
}

func TestInitials(t *testing.T) {
	for name, want := range map[string]string{"Helene Brandt": "HB", "Dr Ruth Adeyemi-Cole": "RA", "Cher": "C", "Anna Maria de la Cruz": "AC", "": ""} {
		if got := initials(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
