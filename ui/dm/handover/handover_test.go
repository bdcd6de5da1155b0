package handover

import (
	"context"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"tandem/model"
	"tandem/model/date"
	"tandem/store/sample"
	"tandem/ui/act"
	"tandem/ui/dialog"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

var moment = date.Of(time.Date(2026, 11, 20, 9, 12, 0, 0, time.UTC))

// driver stands for the root: it presses keys, applies edits in memory and tells the page.
type driver struct {
	t     *testing.T
	p     *Pane
	env   pane.Env
	disp  *act.Dispatcher
	opens pane.Overlay
	undo  []model.Batch
	label string
	toast string
	went  pane.Page
}

// portal is the sample's project in hypercare.
func newDriver(t *testing.T) *driver {
	t.Helper()
	e := model.NewEdit(model.NewSnapshot(model.Kinds()), moment)
	if err := sample.Build(e, sample.Options{Seed: 1}); err != nil {
		t.Fatal(err)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	keys, err := act.Default()
	if err != nil {
		t.Fatal(err)
	}
	d := &driver{t: t, p: New(), disp: act.NewDispatcher(keys)}
	d.env = pane.Env{Snap: e.Base().With(b.Changes), Now: moment, Theme: theme.New("none", true, true, false), Keys: keys, Rev: 1}
	d.p.Return(d.env, pane.Page{Open: d.project("Patient portal")})
	d.needs()
	return d
}

func (d *driver) project(name string) model.ID {
	for x := range model.Each[*model.Project](d.env.Snap, model.ProjectPrefix) {
		if x.Name == name {
			return x.ID
		}
	}
	d.t.Fatalf("no project %s", name)
	return 0
}

// needs gathers what the page lacks, as the root does after every message.
func (d *driver) needs() {
	d.t.Helper()
	if a, ok := d.p.Needs(d.env, 120, 36).(pane.Ask); ok {
		e, err := a.Run(context.Background())
		if err != nil {
			d.t.Fatal(err)
		}
		d.do(e)
	}
}

func (d *driver) do(e pane.Effect) {
	d.t.Helper()
	switch e := e.(type) {
	case pane.Effects:
		for _, x := range e {
			d.do(x)
		}
	case pane.Run:
		d.do(e())
	case pane.Edit:
		b, err := e.Fn(d.env.Snap)
		if err != nil {
			d.toast = err.Error()
			return
		}
		d.label = e.Label
		d.undo = append(d.undo, b)
		d.adopt(b)
	case pane.Toast:
		d.toast = e.Text
	case pane.Open:
		d.opens = e.Overlay
	case pane.Go:
		d.went = e.Page
	}
}

func (d *driver) adopt(b model.Batch) {
	d.env.Snap = d.env.Snap.With(b.Changes)
	d.env.Rev++
	d.p.Sync(d.env)
	d.needs()
}

func (d *driver) press(keys string) *driver {
	d.t.Helper()
	for _, key := range strings.Fields(keys) {
		r := d.disp.Press(append(act.Chain(d.p.Scopes()), act.ScopeOf(act.Global)), key, "")
		switch r.Kind {
		case act.Disabled:
			d.toast = r.Reason
		case act.Run:
			d.do(d.p.Handle(d.env, r))
		}
	}
	return d
}

// answer types into the question that is open and takes it.
func (d *driver) answer(text string) *driver {
	d.t.Helper()
	a, ok := d.opens.(*dialog.AskView)
	if !ok {
		d.t.Fatalf("%T is open", d.opens)
	}
	for _, r := range text {
		a.Key(d.env, tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	d.do(a.Handle(d.env, act.Result{Action: "palette.run"}))
	return d
}

func (d *driver) on(text string) *driver {
	d.t.Helper()
	for i, r := range d.p.rows {
		if strings.HasPrefix(r.text, text) {
			d.p.table.MoveToRow(i)
			return d
		}
	}
	d.t.Fatalf("no row %q", text)
	return d
}

func (d *driver) screen(w, h int) string {
	return ansi.Strip(strings.Join(d.p.Draw(d.env, w, h, true), "\n"))
}

func (d *driver) sees(texts ...string) *driver {
	d.t.Helper()
	s := d.screen(140, 60)
	for _, x := range texts {
		if !strings.Contains(s, x) {
			d.t.Errorf("no %q on the page:\n%s", x, s)
		}
	}
	return d
}

// TestHandOverByKeys: the list is done item by item, then one key hands the project over, and one undo
// takes it back.
func TestHandOverByKeys(t *testing.T) {
	d := newDriver(t).sees("Patient portal", "hypercare until", "Not yet: not done:", "checklist", "exit criteria of hypercare", "moves with it", "agreement in force", "contacts")
	if d.press("a"); d.label != "" || !strings.Contains(d.toast, "not done") {
		t.Errorf("handed over with open items: %q, %q", d.label, d.toast)
	}
	d.on("A service owner").press("x")
	if !strings.Contains(d.toast, "the program sees that for itself") {
		t.Errorf("toast %q", d.toast)
	}
	if d.p.made.Project.Service == 0 {
		d.press("i").answer("Kofi")
	}
	for range d.p.made.Project.Exit {
		for i, r := range d.p.rows {
			if r.tick != nil && !r.done {
				d.p.table.MoveToRow(i)
				d.press("x")
			}
		}
	}
	for i := 0; i < len(d.p.rows); i++ {
		if r := d.p.rows[i]; r.tick != nil && !r.done {
			d.p.table.MoveToRow(i)
			d.press("i").answer("seen on Friday")
		}
	}
	if d.p.made.Why != "" {
		t.Fatalf("still: %s", d.p.made.Why)
	}
	n, steps := len(d.p.made.Moves), len(d.undo)
	d.sees("a hands it over: ").press("a")
	x, _ := model.Find[*model.Project](d.env.Snap, d.p.id)
	if x.Phase != "handed over" || len(d.undo) != steps+1 || !strings.HasPrefix(d.label, "Hand over P-") || n == 0 {
		t.Errorf("phase %s, %d steps, %q, %d moved", x.Phase, len(d.undo)-steps, d.label, n)
	}
	d.sees("Handed over ")
	d.adopt(d.undo[len(d.undo)-1].Invert())
	if x, _ := model.Find[*model.Project](d.env.Snap, d.p.id); x.Phase != "hypercare" || len(d.p.made.Moves) != n {
		t.Errorf("not taken back: %s, %d", x.Phase, len(d.p.made.Moves))
	}
}

// TestOwnItems: one is added, ticked, unticked with its evidence kept, and taken off.
func TestOwnItems(t *testing.T) {
	d := newDriver(t)
	n := len(d.p.made.Checks)
	d.press("n").answer("Keys of the cage")
	if len(d.p.made.Checks) != n+1 {
		t.Fatalf("%d items", len(d.p.made.Checks))
	}
	d.on("Keys of the cage").press("i").answer("in the safe").sees("in the safe")
	d.on("Keys of the cage").press("x")
	if r := d.p.under(); r.done || r.says != "in the safe" {
		t.Errorf("%+v", r)
	}
	if d.press("D"); len(d.p.made.Checks) != n {
		t.Errorf("%d items, %q", len(d.p.made.Checks), d.toast)
	}
	d.on("Access and accounts").press("D")
	if !strings.Contains(d.toast, "own items") {
		t.Errorf("toast %q", d.toast)
	}
}

// TestPlace: enter opens what moves, and the way back finds the row again.
func TestPlace(t *testing.T) {
	d := newDriver(t)
	var at model.ID
	for _, m := range d.p.made.Moves {
		at = m.ID
	}
	d.p.Return(d.env, pane.Page{Open: d.p.id, ID: at})
	if d.p.Selected() != at {
		t.Fatalf("on %s, want %s", d.p.Selected(), at)
	}
	if d.press("enter"); d.went.ID != at || d.went.Place != "record" {
		t.Errorf("enter goes to %+v", d.went)
	}
	if page, ok := d.p.Here(); !ok || page.Open != d.p.id || page.ID != at {
		t.Errorf("here is %+v", page)
	}
	d.press("g k j G")
	if d.p.Section(d.p.table.Cursor()) {
		t.Error("the cursor stands on a heading")
	}
	d.p.Return(d.env, pane.Page{Open: model.NewID("P", 999)})
	d.needs()
	if d.p.made != nil || d.p.Selected() != model.NewID("P", 999) {
		t.Error("a project that is gone")
	}
	d.sees("No project is chosen").press("a x i n D enter e")
	if len(d.undo) != 0 {
		t.Error("something was changed")
	}
}

// TestMouse: a click goes to a row, a second on its sign ticks it, two open its record.
func TestMouse(t *testing.T) {
	d := newDriver(t)
	d.screen(120, 50)
	d.on("Access and accounts")
	y := headLines + d.p.table.Cursor()
	d.press("g")
	d.do(d.p.Click(d.env, 20, y, false))
	if r := d.p.under(); r == nil || !strings.HasPrefix(r.text, "Access") {
		t.Fatalf("a click goes to %+v", r)
	}
	d.do(d.p.Click(d.env, 4, y, false))
	if r := d.p.under(); !r.done {
		t.Error("a click on the sign does not tick it")
	}
	d.do(d.p.Wheel(d.env, 1, 1, 3))
	d.do(d.p.Click(d.env, 1, headLines, true))
}

// TestGeometry: exact lines at any size, in colour and in ASCII.
func TestGeometry(t *testing.T) {
	d := newDriver(t)
	for _, th := range []*theme.Theme{theme.New("dark", true, false, false), theme.New("none", true, true, true)} {
		d.env.Theme = th
		d.env.Rev++
		d.p.Sync(d.env)
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
					if th.ASCII && strings.ContainsAny(l, "▲■◆○▶✓…↓↑·—€") {
						t.Fatalf("%dx%d on a plain terminal: %q", w, h, l)
					}
				}
			}
		}
	}
}

// TestItemsTakeTheRoom: nothing is cut while another part of its line is blank.
func TestItemsTakeTheRoom(t *testing.T) {
	d := newDriver(t)
	for _, x := range d.p.made.Checks {
		if s := d.screen(140, 60); !strings.Contains(s, x.What) {
			t.Errorf("%q is cut at 140 cells:\n%s", x.What, s)
		}
	}
	for w := range 200 {
		d.p.w = w
		if item, says, who := d.p.shares(); item < 0 || says < 0 || who < 0 || w > 20 && 9+item+says+who > w {
			t.Errorf("at %d cells: %d, %d, %d", w, item, says, who)
		}
	}
	for _, h := range act.NewDispatcher(d.env.Keys).Footer(d.p.Scopes()) {
		if h.Action == "record.act" && h.Text != "hand over" {
			t.Errorf("the footer says %q", h.Text)
		}
	}
}
