package form

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/act"
	"tandem/ui/layout"
	"tandem/ui/pane"
)

// on plays the root for an overlay that is no form: keys go to it, edits are done at once.
func (d *desk) on(o pane.Overlay, keys ...string) {
	d.t.Helper()
	for _, name := range keys {
		k, ok := named[name]
		if !ok {
			k = tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
		}
		switch name {
		case "ctrl+o":
			k = tea.KeyPressMsg{Code: 'o', Mod: tea.ModCtrl}
		case "ctrl+d":
			k = tea.KeyPressMsg{Code: 'd', Mod: tea.ModCtrl}
		case "alt+up":
			k = tea.KeyPressMsg{Code: tea.KeyUp, Mod: tea.ModAlt}
		}
		switch res := d.disp.Press(act.Chain(o.Scopes()), k.String(), k.Text); res.Kind {
		case act.Run:
			d.do(o.Handle(d.env, res))
		case act.Text, act.Ignored:
			d.do(o.(pane.Texter).Key(d.env, k))
		}
	}
}

func (d *desk) types(o pane.Overlay, s string) {
	for _, r := range s {
		d.on(o, string(r))
	}
}

// drawn is an overlay without styles, checked for size.
func (d *desk) drawn(o pane.Overlay, w, h int) string {
	d.t.Helper()
	lines := o.Draw(d.env, w, h, true)
	if len(lines) != h {
		d.t.Fatalf("%dx%d: %d lines", w, h, len(lines))
	}
	for i, l := range lines {
		if n := layout.Width(l); n != w {
			d.t.Fatalf("%dx%d: line %d has %d cells", w, h, i, n)
		}
	}
	return ansi.Strip(strings.Join(lines, "\n"))
}

func three(t *testing.T) (*desk, []model.ID) {
	d := small(t)
	ids := []model.ID{riskOne}
	ids = append(ids, d.put("R", &model.Risk{Title: "Second", Project: model.NewID("P", 1), Status: "watched", Category: "cost", Probability: 3},
		&model.Risk{Title: "Third", Project: model.NewID("P", 1), Status: "watched", Category: "cost", Probability: 4})...)
	return d, ids
}

func TestBulkWritesOnlyWhatIsTouched(t *testing.T) {
	d, ids := three(t)
	d.form, d.open = NewBulk(d.env, ids), true
	if d.form.index("title") >= 0 {
		t.Error("a name for all")
	}
	if in := d.in("project"); in.various || in.raw() != "P-1 Warehouse rollout" {
		t.Errorf("the common project is %q", in.raw())
	}
	if in := d.in("status"); !in.various || in.raw() != "" {
		t.Errorf("various values show %q", in.raw())
	}
	d.sees(80, 30, "(various)")
	d.fill("owner", "edgar")
	d.press("tab")
	d.fill("review", "mon")
	d.press("ctrl+s")
	if d.open || d.edits != 1 || d.label != "Edit 3 risks review, owner" && d.label != "Edit 3 risks owner, review" {
		t.Fatalf("open %v, %d edits, %q, note %q", d.open, d.edits, d.label, d.form.note)
	}
	for i, id := range ids {
		r, _ := model.Find[*model.Risk](d.env.Snap, id)
		if r.Owned != model.NewID("H", 2) || r.Review != date.YMD(2026, 11, 23) {
			t.Errorf("%s: %s %s", id, r.Owned, r.Review)
		}
		if want := []string{"Supplier may miss date", "Second", "Third"}[i]; r.Title != want || (i > 0) != (r.Status == "watched") {
			t.Errorf("%s is now %q, %s", id, r.Title, r.Status)
		}
	}
	if NewBulk(d.env, nil) != nil {
		t.Error("a form for nothing")
	}
}

// Emptying a value that differs is a change too, and is told from not touching it.
func TestBulkEmpties(t *testing.T) {
	d, ids := three(t)
	d.form, d.open = NewBulk(d.env, ids), true
	d.to("probability")
	d.press("ctrl+u")
	d.sees(80, 30, "(emptied)")
	d.press("ctrl+s")
	for _, id := range ids {
		if r, _ := model.Find[*model.Risk](d.env.Snap, id); r.Probability != 0 {
			t.Errorf("%s has %d", id, r.Probability)
		}
	}
}

// A value that one of the records cannot take changes none, and the record is named.
func TestBulkErrorNamesTheRecord(t *testing.T) {
	d, ids := three(t)
	must(t, func() error {
		e := model.NewEdit(d.env.Snap, now)
		must(t, e.Set(ids[1], "cost_high", "100 EUR"))
		b, err := e.Batch()
		d.env.Snap = d.env.Snap.With(b.Changes)
		d.env.Rev++
		return err
	}())
	d.form, d.open = NewBulk(d.env, ids), true
	d.fill("cost_low", "500 EUR")
	d.press("ctrl+s")
	if !d.open || !strings.Contains(d.in("cost_high").problem(), ids[1].String()) {
		t.Errorf("open %v: %q, note %q", d.open, d.in("cost_high").problem(), d.form.note)
	}
	for _, id := range ids {
		if r, _ := model.Find[*model.Risk](d.env.Snap, id); !r.CostLow.IsZero() {
			t.Errorf("%s was changed", id)
		}
	}
}

func TestCellSavesAndGoesOn(t *testing.T) {
	d := small(t)
	at := ""
	c := NewCell(d.env, []model.ID{riskOne}, []string{"status", "review", "links_to", "owner"}, "status")
	c.Moved = func(f string) pane.Effect { at = f; return nil }
	d.open = true
	d.types(c, "wat")
	if s := d.drawn(c, 60, 8); !strings.Contains(s, "watched") {
		t.Errorf("the choices are not shown:\n%s", s)
	}
	d.on(c, "tab")
	r, _ := model.Find[*model.Risk](d.env.Snap, riskOne)
	if r.Status != "watched" || at != "review" || !d.open || d.label != "Edit R-1 status" {
		t.Fatalf("%s, at %s, open %v, %q", r.Status, at, d.open, d.label)
	}
	d.types(c, "someday")
	d.on(c, "enter")
	if s := d.drawn(c, 60, 8); !d.open || d.edits != 1 || !strings.Contains(s, "someday") || c.f.cur().problem() == "" {
		t.Fatalf("a wrong day: open %v, %d edits\n%s", d.open, d.edits, s)
	}
	d.on(c, "ctrl+u")
	d.types(c, "mon")
	d.on(c, "tab") // the rows of links are passed over
	if at != "owner" || d.edits != 2 {
		t.Fatalf("at %s after %d edits", at, d.edits)
	}
	d.types(c, "edg")
	d.on(c, "enter")
	r, _ = model.Find[*model.Risk](d.env.Snap, riskOne)
	if r.Owned != model.NewID("H", 2) || r.Review != date.YMD(2026, 11, 23) || d.open {
		t.Errorf("%s %s, open %v", r.Owned, r.Review, d.open)
	}
	c = NewCell(d.env, []model.ID{riskOne}, []string{"trigger"}, "trigger")
	d.open = true
	d.types(c, "x")
	if d.on(c, "esc"); d.open || d.edits != 3 {
		t.Errorf("esc saves: %d edits", d.edits)
	}
	if NewCell(d.env, []model.ID{riskOne}, []string{"score"}, "score") != nil {
		t.Error("an entry on a computed value")
	}
}

func TestCellOfSeveral(t *testing.T) {
	d, ids := three(t)
	c := NewCell(d.env, ids, []string{"status"}, "status")
	d.open = true
	if c.Title(d.env) != "status of 3 risks" {
		t.Error(c.Title(d.env))
	}
	d.types(c, "closed")
	d.on(c, "enter")
	for _, id := range ids {
		if r, _ := model.Find[*model.Risk](d.env.Snap, id); r.Status != "closed" {
			t.Errorf("%s is %s", id, r.Status)
		}
	}
	if d.open || d.edits != 1 || d.label != "Edit 3 risks status" {
		t.Errorf("open %v, %d edits, %q", d.open, d.edits, d.label)
	}
}

// Rows are made, filled with completion, moved and taken away, and give the list its text.
func TestRows(t *testing.T) {
	d := small(t)
	d.change(model.NewID("T", 3))
	in := d.in("links")
	r := newRows(d.form, in)
	r.done = func(pane.Env) pane.Effect { return pane.Close{} }
	d.types(r, "carr api")
	if s := d.drawn(r, 90, 16); !strings.Contains(s, "T-1 Carrier API") || !strings.Contains(s, "predecessor") {
		t.Fatalf("no match:\n%s", s)
	}
	d.on(r, "tab", "tab", "ctrl+u")
	d.types(r, "SS")
	d.on(r, "tab")
	d.types(r, "2d")
	d.on(r, "enter") // a new row
	d.types(r, "T-2")
	d.on(r, "tab", "tab", "tab")
	d.types(r, "often")
	d.on(r, "shift+tab")
	if s := d.drawn(r, 90, 16); !strings.Contains(s, "! ") {
		t.Errorf("a wrong cell is not marked:\n%s", s)
	}
	d.on(r, "tab", "ctrl+u")
	d.types(r, "1d")
	d.on(r, "shift+tab")
	d.types(r, "FS")
	d.on(r, "alt+up", "ctrl+o")
	d.types(r, "T-9")
	d.on(r, "ctrl+d", "esc")
	if got := in.raw(); got != "T-2 |  | FS | 1d\nT-1 |  | SS | 2d" {
		t.Errorf("rows %q, %s", got, in.problem())
	}
	d.press("ctrl+s")
	task, _ := model.Find[*model.Task](d.env.Snap, model.NewID("T", 3))
	if len(task.Links) != 2 || task.Links[0].Predecessor != model.NewID("T", 2) || task.Links[1].Type != model.SS {
		t.Errorf("%+v", task.Links)
	}
	for w := 1; w < 130; w += 9 {
		for h := 1; h < 30; h += 4 {
			d.drawn(r, w, h)
			c := NewCell(d.env, []model.ID{riskOne}, []string{"status"}, "status")
			d.drawn(c, w, h)
		}
	}
}

// Custom values are rows of name and value; a table copied from a spreadsheet fills them.
func TestCustomByName(t *testing.T) {
	d := small(t)
	d.change(riskOne)
	r := newRows(d.form, d.in("custom"))
	r.done = func(pane.Env) pane.Effect { return pane.Close{} }
	r.Paste(d.env, "Team\tBlue | red\nSeen\tyes\n")
	d.on(r, "esc")
	d.press("ctrl+s")
	got := d.env.Snap.Get(riskOne).Base().Custom
	if len(got) != 2 || got[0] != (model.Custom{Name: "Team", Value: "Blue | red"}) || got[1].Name != "Seen" {
		t.Errorf("%+v", got)
	}
}

// Seldom used fields lie under a fold that opens by key, and by itself where it holds something.
func TestFold(t *testing.T) {
	d := small(t)
	d.create("R", nil)
	if d.form.more || d.form.shown() >= len(d.form.inputs) {
		t.Fatalf("%d of %d show", d.form.shown(), len(d.form.inputs))
	}
	d.sees(100, 30, "more: cause, event, effect")
	first := d.form.inputs[0].f.Name
	for range d.form.shown() {
		d.press("tab")
	}
	if d.form.cur().f.Name != first {
		t.Errorf("tab does not go round what shows: %s", d.form.cur().f.Name)
	}
	d.form.Handle(d.env, act.Result{Kind: act.Run, Action: "form.more"})
	if !d.form.more || d.form.at != d.form.first {
		t.Errorf("open %v at %d", d.form.more, d.form.at)
	}
	d.form.Handle(d.env, act.Result{Kind: act.Run, Action: "form.more"})
	if d.form.more || d.form.at != d.form.first-1 {
		t.Errorf("open %v at %d", d.form.more, d.form.at)
	}
	d.put("R", &model.Risk{Title: "With a cause", Cause: "rain", Project: model.NewID("P", 1), Status: "open", Category: "technical"})
	d.change(model.NewID("R", 2))
	if !d.form.more {
		t.Error("a fold with a value in it is closed")
	}
	d.create("R", nil)
	d.form.fail(model.Problem{Field: "cost_high", Message: "is less than cost_low"}, 0, 0)
	if !d.form.more || d.form.cur().f.Name != "cost_high" {
		t.Error("a fold with an error in it is closed")
	}
	d.create("C", nil)
	if d.form.first != len(d.form.inputs) && len(d.form.inputs) <= few {
		t.Error("a short form has a fold")
	}
}

// What a place gives a new record shows in the short form, and does not open the fold: the column of a new
// card on a board stands among the few fields.
func TestPresetShowsInTheShortForm(t *testing.T) {
	d := small(t)
	d.create("T", map[string]string{"project": "P-1", "column": "Doing"})
	at := slices.IndexFunc(d.form.inputs, func(in *input) bool { return in.f.Name == "column" })
	if d.form.more || at < 0 || at >= d.form.first || d.form.shown() > few {
		t.Errorf("unfolded %v, the column is field %d of %d that show", d.form.more, at, d.form.shown())
	}
	d.sees(100, 30, "Doing")
	d.create("T", map[string]string{"project": "P-1"})
	if at := slices.IndexFunc(d.form.inputs, func(in *input) bool { return in.f.Name == "column" }); at < d.form.first {
		t.Error("the column shows where nothing was given for it")
	}
}
