package browse

import (
	"encoding/json"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/form"
	"tandem/ui/layout"
	"tandem/ui/palette"
	"tandem/ui/pane"
)

// toField puts the cursor of the record in front on a value.
func (d *driver) toField(name string) *driver {
	d.t.Helper()
	det := d.p.top()
	det.Draw(d.env, 100, 40, true)
	det.toField(name)
	if l := det.under(); l == nil || l.field == nil || l.field.Name != name {
		d.t.Fatalf("no value %s", name)
	}
	return d
}

// toLink puts the cursor of the record in front on its first line that leads to another record.
func (d *driver) toLink() *driver {
	d.t.Helper()
	det := d.p.top()
	det.Draw(d.env, 100, 40, true)
	for i, row := range det.stops {
		if det.lines[row].to != 0 {
			det.at = i
			return d
		}
	}
	d.t.Fatal("no line leads anywhere")
	return d
}

func TestCopyChoices(t *testing.T) {
	d := newDriver(t, "M")
	id := d.p.Selected()
	rec := d.env.Snap.Get(id).(*model.Promise)
	for keys, want := range map[string]string{"y y": id.String() + " " + rec.What, "y n": id.String() + " " + rec.What, "y r": id.String(), "y t": rec.What} {
		if d.press(keys); d.copy != want {
			t.Errorf("%s copies %q, want %q", keys, d.copy, want)
		}
	}
	d.press("y m")
	if !strings.HasPrefix(d.copy, "## "+id.String()+" "+rec.What) || !strings.Contains(d.copy, "\n- **account**: "+rec.Account.String()) {
		t.Errorf("Markdown: %q", d.copy)
	}
	d.press("y j")
	var o map[string]any
	if err := json.Unmarshal([]byte(d.copy), &o); err != nil || o["ref"] != id.String() || o["what"] != rec.What {
		t.Errorf("JSON: %v %v", err, o)
	}
	d.press("space space y s")
	rows := strings.Split(d.copy, "\n")
	if len(rows) != 3 || !strings.HasPrefix(rows[0], "ref\t") || strings.Count(rows[1], "\t") != strings.Count(rows[0], "\t") || strings.Count(rows[0], "\t") < 3 {
		t.Errorf("rows: %q", d.copy)
	}
	d.press("y m")
	if rows = strings.Split(d.copy, "\n"); len(rows) != 4 || !strings.HasPrefix(rows[1], "| --- |") {
		t.Errorf("a table: %q", d.copy)
	}
	d.press("y j")
	var list []map[string]any
	if err := json.Unmarshal([]byte(d.copy), &list); err != nil || len(list) != 2 {
		t.Errorf("a list: %v, %d", err, len(list))
	}
	if Copy(d.env, []model.ID{model.NewID("M", 999)}, nil, "n") != nil {
		t.Error("a record that is gone is copied")
	}
	if got := tsvRow([]string{"=1+1", "-3", "-x", "a\tb\nc"}, false); got != "'=1+1\t-3\t'-x\ta b c" {
		t.Errorf("cells that a spreadsheet would run: %q", got)
	}
	if got := mdRow([]string{"a|b"}, false); got != `| a\|b |` {
		t.Errorf("a bar in a cell: %q", got)
	}
}

func TestCopyValue(t *testing.T) {
	d := open(t, "E-1").toField("account").press("y v")
	if e := d.env.Snap.Get(model.NewID("E", 1)).(*model.Escalation); !strings.HasPrefix(d.copy, e.Account.String()+" ") {
		t.Errorf("copied %q", d.copy)
	}
	d.press("y r")
	if d.copy != "E-1" {
		t.Errorf("copied %q", d.copy)
	}
}

// The main fields of a kind stand in the same lines whatever record is shown.
func TestPreviewStaysInPlace(t *testing.T) {
	s, err := life()
	if err != nil {
		t.Fatal(err)
	}
	for _, prefix := range []string{"T", "R", "E", "M", "A", "P", "B"} {
		d := newDriver(t, prefix)
		var labels []string
		var of model.ID
		for r := range s.All(prefix) {
			id := r.Base().ID
			p := NewPreview(d.env, id)
			p.Draw(d.env, 48, 46, false)
			var got []string
			for _, l := range p.lines {
				if got = append(got, l.label); l.label == "also" {
					break
				}
			}
			if got = got[2:]; len(got) == 0 || got[len(got)-1] != "also" {
				t.Fatalf("%s: the fixed lines have no end: %q", id, got)
			}
			if labels == nil {
				labels, of = got, id
			}
			if strings.Join(got, "/") != strings.Join(labels, "/") {
				t.Fatalf("%s has %q\n%s has %q", id, got, of, labels)
			}
		}
	}
}

// A preview shows the value of every main field, a long label or not.
func TestPreviewShowsEveryValue(t *testing.T) {
	d := newDriver(t, "R")
	d.edit(func(e *model.Edit) {
		if err := model.Update(e, model.NewID("R", 1), func(r *model.Risk) error {
			r.ResidualProbability, r.Probability = 2, 5
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	})
	for _, w := range []int{40, 48, 58} {
		p := NewPreview(d.env, model.NewID("R", 1))
		p.Draw(d.env, w, 60, false)
		for _, l := range p.lines {
			if strings.HasPrefix(l.label, "residual prob") && l.text != "2" {
				t.Errorf("%d cells: %q says %q", w, l.label, l.text)
			}
		}
	}
}

// No label is cut, however narrow the pane; one that has no room gets a line of its own.
func TestLabelsAreWhole(t *testing.T) {
	d := open(t, "R-1")
	d.edit(func(e *model.Edit) {
		if err := model.Update(e, model.NewID("R", 1), func(r *model.Risk) error {
			r.Custom = []model.Custom{{Name: "a name that somebody in another tool gave it", Value: "kept"}}
			r.ResidualProbability = 2
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	})
	for _, w := range []int{58, 80, 140} {
		s := d.screen(w, 90)
		for _, want := range []string{"residual probability", "a name that somebody in another tool gave it", "kept"} {
			if !strings.Contains(s, want) {
				t.Errorf("%d cells: no %q:\n%s", w, want, s)
			}
		}
	}
}

func TestSetOneValue(t *testing.T) {
	d := open(t, "R-1").toField("review").press("i")
	c, ok := d.opens.(*form.Cell)
	if !ok || c.Title(d.env) != "R-1 review" {
		t.Fatalf("opened %T", d.opens)
	}
	d.p.top().toField("score") // computed
	if ok, why := d.p.top().enabled("record.set"); ok && d.p.top().under().field == nil || why == "" && d.p.top().under().field == nil {
		t.Error("a computed value can be set")
	}
	l := newDriver(t, "R").press("space space i").over("o w n e enter").press("i").over("enter") // by name; then the one set last
	c, ok = l.opens.(*form.Cell)
	if !ok || !strings.Contains(c.Title(l.env), "of 2 risks") {
		t.Fatalf("opened %T", l.opens)
	}
	l.press("e")
	if f, ok := l.opens.(*form.Form); !ok || !strings.HasPrefix(f.Title(l.env), "2 risks") {
		t.Fatalf("e with marks opened %T", l.opens)
	}
}

// TestSetACustomValue: a value that no field models is set in its place, in the record and in a
// list whose column shows it.
func TestSetACustomValue(t *testing.T) {
	d := newDriver(t, "R")
	d.edit(func(e *model.Edit) {
		if err := e.Set(model.NewID("R", 1), "custom", "Cost Centre | 77\nTeam | blue"); err != nil {
			t.Fatal(err)
		}
	})
	d.p.Show(d.env, model.NewID("R", 1), true)
	d.p.top().Draw(d.env, 120, 60, true)
	for _, c := range []struct{ field, want string }{{"custom.cost_centre", "R-1 cost centre"}, {"custom.team", "R-1 team"}} {
		d.p.top().toField(c.field)
		d.press("i")
		cell, ok := d.opens.(*form.Cell)
		if !ok || cell.Title(d.env) != c.want {
			t.Fatalf("%s opened %T", c.field, d.opens)
		}
		d.opens = nil
	}
	typeInto(t, d, d.set("custom.team"), "red")
	r := d.env.Snap.Get(model.NewID("R", 1))
	if got := r.Base().Custom; len(got) != 2 || got[1] != (model.Custom{Name: "Team", Value: "red"}) {
		t.Errorf("%+v", got)
	}
	d.press("esc")
	d.p.list().columns = []string{"title", "custom.cost_centre"}
	d.p.cells = map[string]string{"R": "custom.cost_centre"}
	d.press("space j space i").over("enter")
	cell, ok := d.opens.(*form.Cell)
	if !ok || cell.Title(d.env) != "cost centre of 2 risks" {
		t.Fatalf("in the list: %T", d.opens)
	}
	typeInto(t, d, cell, "9")
	n := 0
	for r := range d.env.Snap.All("R") {
		for _, x := range r.Base().Custom {
			if x == (model.Custom{Name: "Cost Centre", Value: "9"}) {
				n++
			}
		}
	}
	if n != 2 {
		t.Errorf("%d risks have it", n)
	}
}

// set opens the entry of a value of the record in front.
func (d *driver) set(field string) *form.Cell {
	d.t.Helper()
	d.p.top().toField(field)
	d.press("i")
	cell, ok := d.opens.(*form.Cell)
	if !ok {
		d.t.Fatalf("%s opened %T", field, d.opens)
	}
	return cell
}

// typeInto types a value in place of the one in the entry and saves it.
func typeInto(t *testing.T, d *driver, cell *form.Cell, text string) {
	t.Helper()
	cell.Handle(d.env, act.Result{Kind: act.Run, Action: "entry.clear"})
	for _, r := range text {
		cell.Key(d.env, tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	d.do(cell.Handle(d.env, act.Result{Kind: act.Run, Action: "cell.save"}))
}

func TestAddAndRemoveLinks(t *testing.T) {
	d := open(t, "R-1").press("&")
	p, ok := d.opens.(*palette.Palette)
	if !ok {
		t.Fatalf("& opened %T", d.opens)
	}
	items := p.Source("T-17")
	if len(items) == 0 || items[0].ID != "T-17" {
		t.Fatalf("found %+v", items)
	}
	d.do(items[0].Effect())
	if d.label != "Link R-1 to T-17" {
		t.Errorf("label %q", d.label)
	}
	r := d.env.Snap.Get(model.NewID("R", 1))
	if len(r.Base().Links) != 1 || r.Base().Links[0].To != model.NewID("T", 17) {
		t.Fatalf("links %+v", r.Base().Links)
	}
	d.do(AddLink(d.env, model.NewID("R", 1)))
	p = d.opens.(*palette.Palette)
	if again := p.Source("T-17")[0].Effect(); again.(pane.Toast).Text != "R-1 has this link already." {
		t.Errorf("linked twice: %v", again)
	}
	items = p.Source("https://example.org/a Offer of the vendor")
	d.do(items[0].Effect())
	r = d.env.Snap.Get(model.NewID("R", 1))
	if l := r.Base().Links; len(l) != 2 || l[1].Address != "https://example.org/a" || l[1].Title != "Offer of the vendor" {
		t.Fatalf("links %+v", l)
	}
	det := d.p.top()
	det.Draw(d.env, 100, 40, true)
	for i, row := range det.stops {
		if det.lines[row].tie != nil && det.lines[row].tie.address != "" {
			det.at = i
		}
	}
	for _, key := range []string{"enter", "o"} {
		if d.visit = ""; d.press(key).visit != "https://example.org/a" {
			t.Errorf("%s on the address visits %q", key, d.visit)
		}
	}
	det.at, d.visit = 0, ""
	if d.press("o").visit != "https://example.org/a" {
		t.Errorf("o on a record with an address visits %q", d.visit)
	}
	d.press("esc")
	if d.visit = ""; d.press("o").visit != "https://example.org/a" {
		t.Errorf("o in the list visits %q", d.visit)
	}
	d.press("enter")
	det = d.p.top()
	det.Draw(d.env, 100, 40, true)
	for i, row := range det.stops {
		if det.lines[row].tie != nil && det.lines[row].tie.address != "" {
			det.at = i
		}
	}
	d.press("delete")
	if l := d.env.Snap.Get(model.NewID("R", 1)).Base().Links; len(l) != 1 || l[0].Address != "" {
		t.Errorf("links %+v", l)
	}
	// From the other end: the task shows who names it, and the link can be taken away there.
	o := driverOn(t, d.env.Snap, "T")
	o.p.Show(o.env, model.NewID("T", 17), true)
	det = o.p.top()
	det.Draw(o.env, 100, 400, true)
	for i, row := range det.stops {
		if det.lines[row].to == model.NewID("R", 1) {
			det.at = i
		}
	}
	o.press("backspace")
	if l := o.env.Snap.Get(model.NewID("R", 1)).Base().Links; len(l) != 0 {
		t.Errorf("links %+v: %s", l, o.toast)
	}
	for q, want := range map[string]string{"word": "", "two words": "", "/tmp/x.pdf": "/tmp/x.pdf", "plan.xlsx": "plan.xlsx", "www.example.org": "www.example.org", "e.g. this": ""} {
		if got, _ := addressOf(q); got != want {
			t.Errorf("%q is the address %q, want %q", q, got, want)
		}
	}
}

// A required reference cannot be taken away, and the reason is said.
func TestUnlinkRefuses(t *testing.T) {
	d := open(t, "T-17").toField("project").press("delete")
	if !strings.Contains(d.toast, "must not be empty") {
		t.Errorf("toast %q", d.toast)
	}
	r := open(t, "R-1")
	if r.env.Snap.Get(model.NewID("R", 1)).(*model.Risk).Owned == 0 {
		t.Skip("the sample's first risk has no owner")
	}
	r.toField("owner").press("delete")
	if r.env.Snap.Get(model.NewID("R", 1)).(*model.Risk).Owned != 0 {
		t.Errorf("the owner stays: %s", r.toast)
	}
}

func TestRestore(t *testing.T) {
	d := open(t, "R-1")
	id := model.NewID("R", 1)
	was := d.env.Snap.Get(id).(*model.Risk).Status
	d.edit(func(e *model.Edit) {
		if err := e.Set(id, "status", "closed"); err != nil {
			t.Fatal(err)
		}
	})
	det := d.p.top()
	d.past = []pane.Revision{{At: moment, Who: "you", Label: "Edit R-1 status", Field: "status", Name: "status", From: string(was), To: "closed", Was: string(was)},
		{At: moment, Who: "you", Label: "Edit R-1 owner", Field: "owner", Name: "owner", From: "Ghost", To: "x", Was: "H-999"},
		{At: moment, Who: "import", Label: "Import plan.xml"}}
	d.do(det.Load())
	s := d.screen(120, 200)
	d.has(s, "status: "+string(was)+" "+d.env.Theme.Glyphs.Then+" closed", "Import plan.xml", "(import)", "(you)")
	at := func(name string) {
		for i, row := range det.stops {
			if r := det.lines[row].rev; r != nil && r.Name == name {
				det.at = i
			}
		}
	}
	at("owner")
	d.press("r")
	if !strings.Contains(d.toast, "not there any more") {
		t.Errorf("a value that is gone: %q", d.toast)
	}
	at("")
	d.press("r")
	if !strings.Contains(d.toast, "put the cursor on a change") {
		t.Errorf("a change of the whole record: %q", d.toast)
	}
	at("status")
	d.press("r")
	if got := d.env.Snap.Get(id).(*model.Risk).Status; got != was || d.label != "Restore R-1 status to "+string(was) {
		t.Errorf("%q, label %q", got, d.label)
	}
	d.do(det.Load())
	d.screen(120, 200)
	at("status")
	if d.press("r"); !strings.Contains(d.toast, "already") {
		t.Errorf("restored again: %q", d.toast)
	}
	if d.press("u"); d.env.Snap.Get(id).(*model.Risk).Status != "closed" {
		t.Error("undo does not take the restoring back")
	}
}

// What a record names is counted kind by kind and unfolds.
func TestNames(t *testing.T) {
	d := open(t, "E-1")
	s := d.screen(100, 200)
	d.has(s, " names 1 project, ", "1 account")
	det := d.p.top()
	for i, row := range det.stops {
		if det.lines[row].fold == "names" {
			det.at = i
		}
	}
	n := len(det.lines)
	d.press("l")
	d.screen(100, 200)
	if len(det.lines) <= n || det.under().fold != "names" {
		t.Errorf("%d lines, folded %d; the cursor is on %+v", len(det.lines), n, det.under())
	}
	d.press("enter")
	if d.screen(100, 200); len(det.lines) != n {
		t.Errorf("%d lines after folding, %d before", len(det.lines), n)
	}
}

// One blank line parts two parts, never two; a short title is followed by what the record belongs to.
func TestHeadings(t *testing.T) {
	d := open(t, "T-17")
	lines := strings.Split(d.screen(80, 40), "\n")
	if !strings.Contains(lines[0], "T-17") || !strings.Contains(lines[1], "P-1  Warehouse rollout") || strings.TrimSpace(lines[2]) != "" || strings.TrimSpace(lines[3]) == "" {
		t.Errorf("%q", lines[:4])
	}
	for _, l := range lines {
		if layout.Width(l) != 80 {
			t.Fatalf("%q", l)
		}
	}
}

// The cursor follows its change when a restoring adds a line above it: a second r says that the
// value is there already, and restores nothing else.
func TestRestoreFollows(t *testing.T) {
	d := open(t, "R-1")
	id := model.NewID("R", 1)
	was := string(d.env.Snap.Get(id).(*model.Risk).Status)
	d.edit(func(e *model.Edit) {
		if err := e.Set(id, "status", "closed"); err != nil {
			t.Fatal(err)
		}
	})
	det := d.p.top()
	d.past = []pane.Revision{{At: moment + 9, Label: "one", Field: "cause", Name: "cause", To: "x"},
		{At: moment + 5, Label: "two", Field: "status", Name: "status", From: was, To: "closed", Was: was},
		{At: moment, Label: "three", Field: "event", Name: "event", To: "y"}}
	d.do(det.Load())
	d.screen(100, 12)
	for det.at = 0; det.under().rev == nil || det.under().rev.Label != "two"; det.at++ {
	}
	det.reveal()
	at := det.stops[det.at] - det.top
	d.past = append([]pane.Revision{{At: moment + 20, Label: "Restore", Field: "status", Name: "status", From: "closed", To: was, Was: "closed"}}, d.past...)
	d.press("r")
	d.screen(100, 12)
	if r := det.under().rev; r == nil || r.Label != "two" {
		t.Fatalf("the cursor is on %+v", r)
	}
	if now := det.stops[det.at] - det.top; det.top > 0 && now != at {
		t.Errorf("screen line %d, was %d", now, at)
	}
	if d.press("r"); !strings.Contains(d.toast, "already") {
		t.Errorf("a second r: %q", d.toast)
	}
}

// TestFieldByItsName: which field to set is found by the name that filters and scripts know it by, where its
// heading is another: percent is the share done, not the physical one.
func TestFieldByItsName(t *testing.T) {
	d := planOf(t).press("} j space space i").over("p e r c e n t enter")
	if c, ok := d.opens.(*form.Cell); !ok || !strings.Contains(strings.ToLower(c.Title(d.env)), "done") {
		t.Fatalf("opened %T", d.opens)
	}
	d.over("ctrl+u 4 0 enter")
	for _, name := range []string{"Dig", "Pour"} {
		if x := d.task(name); x.Done != 40_00 || x.Physical != 0 {
			t.Errorf("%s is %v done, %v physically", name, x.Done, x.Physical)
		}
	}
}
