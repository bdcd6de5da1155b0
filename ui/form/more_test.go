package form

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
	"tandem/ui/layout"
	"tandem/ui/theme"
)

// The first thing typed takes the place of a short value; words are mended.
func TestTypingOver(t *testing.T) {
	for _, c := range []struct {
		field string
		keys  []string
		typed string
		want  string
	}{
		{"project", nil, "lab", "lab"},
		{"project", []string{"backspace"}, "", ""},
		{"project", []string{"left"}, "x", "P-1 Warehouse rollouxt"},
		{"probability", nil, "4", "4"},
		{"probability", []string{"right"}, "4", "24"},
		{"probability", []string{"delete"}, "", ""},
		{"review", nil, "fri", "fri"},
		{"review", []string{"home"}, "1", "11 Dec 2026"},
		{"title", nil, "!", "Supplier may miss date!"},
		{"tags", nil, "x", "hard, soonx"},
		{"status", nil, "w", "w"},
	} {
		d := small(t)
		e := model.NewEdit(d.env.Snap, now)
		must(t, e.Set(riskOne, "review", "2026-12-01"))
		must(t, e.Set(riskOne, "tags", "hard, soon"))
		b, err := e.Batch()
		must(t, err)
		d.env.Snap = d.env.Snap.With(b.Changes)
		d.env.Rev++
		d.change(riskOne)
		d.form.step(d.env, 1)
		d.to(c.field)
		d.press(c.keys...)
		d.typ(c.typed)
		if got := d.in(c.field).raw(); got != c.want {
			t.Errorf("%s %v %q: %q, want %q", c.field, c.keys, c.typed, got, c.want)
		}
	}
}

// A value put back as it was is no change, and leaves no draft.
func TestBackToTheStart(t *testing.T) {
	d := small(t)
	d.change(riskOne)
	d.fill("probability", "4")
	d.fill("probability", "2")
	d.fill("title", "Supplier may miss date")
	if _, typed := d.form.Draft(); typed {
		t.Error("a draft of nothing")
	}
	d.press("ctrl+s")
	if d.open || d.edits != 0 {
		t.Errorf("open %v, %d edits", d.open, d.edits)
	}
}

func TestPasteIntoFields(t *testing.T) {
	d := small(t)
	d.change(riskOne)
	for _, c := range []struct{ field, pasted, want string }{
		{"title", "A\x1b[31mB\nC", "Supplier may miss dateAB C"},
		{"status", " closed\n", "closed"},
		{"opportunity", "yes", "yes"},
		{"owner", "edgar", "edgar"},
		{"notes", "one\r\ntwo", "one\ntwo"},
		{"links_to", "P-2\n| https://example.org", "P-2\n| https://example.org"},
	} {
		d.to(c.field)
		d.form.Paste(d.env, c.pasted)
		if got := d.in(c.field).raw(); got != c.want {
			t.Errorf("%s: %q, want %q", c.field, got, c.want)
		}
		d.screen(80, 24)
	}
	d.press("ctrl+s")
	r, _ := model.Find[*model.Risk](d.env.Snap, riskOne)
	if !r.Opportunity || r.Status != "closed" || len(r.Links) != 2 || r.Notes != "one\ntwo" {
		t.Errorf("%+v", r)
	}
}

func TestUnlabel(t *testing.T) {
	d := small(t)
	d.change(riskOne)
	c := d.env.Ctx()
	for _, x := range []struct{ in, want string }{
		{"P-1 Warehouse rollout", "P-1"},
		{" p1 ", "P-1"},
		{"P-1 warehouse ROLLOUT", "P-1"},
		{"P-1 something else", "P-1 something else"},
		{"H-3 Adam Smith MSc", "H-3"},
		{"P-77 Gone", "P-77 Gone"},
		{"Warehouse rollout", "Warehouse rollout"},
		{"", ""},
	} {
		if got := d.form.unlabel(c, x.in); got != x.want {
			t.Errorf("%q: %q, want %q", x.in, got, x.want)
		}
	}
	// A label the form gave out stays good after the record got another name.
	label := d.form.label(c, model.NewID("P", 1))
	e := model.NewEdit(d.env.Snap, now)
	must(t, e.Set(model.NewID("P", 1), "name", "Renamed"))
	b, err := e.Batch()
	must(t, err)
	if got := d.form.unlabel(d.env.Snap.With(b.Changes).Ctx(now), label); got != "P-1" {
		t.Errorf("an older label: %q", got)
	}
}

// The line of help says what the field is for and how to write it.
func TestWants(t *testing.T) {
	d := small(t)
	d.change(model.NewID("T", 1))
	for _, c := range []struct{ field, want string }{
		{"constraint", "left and right step"},
		{"manual", "space changes it"},
		{"parent", "the summary it is under · name or reference of a task"},
		{"links", "space edits the rows"},
		{"acceptance", "when is it accepted? · ctrl+e opens your editor"},
		{"percent", "0 to 100"},
		{"tags", "words, parted by commas"},
		{"duration", "3d, 4h, 2w"},
		{"column", "its column on the board"},
	} {
		d.to(c.field)
		if got := d.form.wants(d.env, d.form.cur()); !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", c.field, got, c.want)
		}
		d.sees(110, 40, strings.Fields(c.want)[0])
	}
	d.create("T", nil)
	d.sees(80, 24, "required")
	d.to("deadline")
	d.sees(80, 24, "fri 14:30") // an example stands where nothing is typed
	d.create("B", nil)
	d.to("blocks")
	d.sees(80, 24, "names or references of records")
}

// Choices with an explanation stand one a line, in a window round the current one; others flow.
func TestChoices(t *testing.T) {
	d := small(t)
	d.change(model.NewID("T", 1))
	d.fill("constraint", "fnl")
	d.sees(80, 24, "FNLT  finish no later than")
	d.sees(80, 24, "MSO   must start on")
	d.fill("constraint", "as")
	d.sees(80, 24, "ASAP  as soon as possible")
	if s := strings.Join(d.screen(80, 24), "\n"); strings.Contains(s, "FNLT") {
		t.Errorf("the window is not round the choice:\n%s", s)
	}
	th := theme.New("none", true, true, false)
	lines := flow(model.Kinds().Prefix("R").Field("category").Choices, "cost", th, 40, 3)
	if len(lines) != 3 {
		t.Fatalf("%q", lines)
	}
	for _, l := range lines {
		if layout.Width(l) > 40 {
			t.Errorf("%d cells: %q", layout.Width(l), l)
		}
	}
	if got := flow(nil, "", th, 10, 2); len(got) != 1 {
		t.Errorf("no choices: %q", got)
	}
}

// A long list shows its first rows and says how many more there are.
func TestManyRows(t *testing.T) {
	d := small(t)
	d.change(model.NewID("T", 3))
	var rows []string
	for i := range 30 {
		rows = append(rows, fmt.Sprintf("| other %d | FS | %dd", i, i))
	}
	d.fill("links", strings.Join(rows, "\n\n")+"\n")
	d.sees(80, 24, "30 rows  other 0 · FS · 0d")
	d.sees(80, 24, "and 26 rows more")
	d.sees(80, 50, "other 3 · FS · 3d")
	d.fill("links", "")
	d.sees(80, 24, "none")
	d.fill("acceptance", strings.Repeat("a line\n", 40)+"the end")
	d.sees(80, 24, "lines more")
}

// Every kind: a draft of a form in which all is typed, restored, saves the same bytes.
func TestDraftOfEveryKind(t *testing.T) {
	d := world(t)
	for _, k := range model.Kinds().Kinds {
		if k.Single || k.Name == "account" || k.Name == "baseline" || k.Name == "item" { // there must not be two alike
			continue
		}
		was := d.env.Snap
		from := d.env.Snap.Get(model.NewID(k.Prefix, 1))
		c := d.env.Ctx().For(from)
		d.create(k.Prefix, nil)
		for _, in := range d.form.inputs {
			d.fill(in.f.Name, in.f.Text(c, from))
		}
		draft, typed := d.form.Draft()
		b, err := json.Marshal(draft)
		must(t, err)
		var back Draft
		must(t, json.Unmarshal(b, &back))
		if !typed || cmp.Diff(draft, back) != "" {
			t.Fatalf("%s: typed %v, %s", k.Name, typed, cmp.Diff(draft, back))
		}
		d.form, d.open = Restore(d.env, back), true
		d.press("ctrl+s")
		if d.open {
			t.Errorf("%s is not saved:\n%s", k.Name, strings.Join(d.screen(100, 60), "\n"))
			continue
		}
		same(t, d, k, from, d.env.Snap.Get(d.sel))
		d.env.Snap = was
		d.env.Rev++
	}
}

var codes = []money.Code{"EUR", "USD", "CHF", "JPY", "GBP"}

// The way the form writes a value reads back to the very same value, the seconds of a moment aside.
func TestEditTextIsExact(t *testing.T) {
	d := small(t)
	d.change(riskOne)
	k := model.Kinds().Prefix("R")
	blocker := &Form{kind: model.Kinds().Prefix("B"), labels: map[string]model.ID{}}
	zones := []*time.Location{time.UTC, time.FixedZone("", 5*3600+1800)}
	for _, name := range []string{"Europe/Berlin", "America/St_Johns"} {
		if l, err := time.LoadLocation(name); err == nil {
			zones = append(zones, l)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		c := d.env.Ctx()
		c.Loc = rapid.SampledFrom(zones).Draw(t, "zone")
		c.ASCII = rapid.Bool().Draw(t, "ascii")
		r := &model.Risk{Review: date.YMD(2026, 11, 20) + date.Day(rapid.IntRange(-9000, 9000).Draw(t, "day"))}
		r.CostLow.Minor = rapid.Int64Range(-1e12, 1e12).Draw(t, "minor")
		r.CostLow.Code = rapid.SampledFrom(codes).Draw(t, "code")
		r.DelayLow.N = rapid.Int64Range(0, 1e7).Draw(t, "span")
		b := &model.Blocker{Due: now + date.Instant(rapid.Int64Range(-1e9, 1e9).Draw(t, "due"))}
		if rapid.Bool().Draw(t, "whole minute") {
			b.Due -= b.Due % 60
		}
		check := func(f *Form, name string, rec model.Record) {
			fd := f.kind.Field(name)
			text := f.editText(c, fd, rec)
			again := f.kind.New()
			if err := fd.Parse(c, again, text); err != nil {
				t.Fatalf("%s: %q: %v", name, text, err)
			}
			if a, b := fd.Text(c, rec), fd.Text(c, again); a != b && !sameMinute(c, fd, rec, again) { // seconds: see input.whole
				t.Fatalf("%s: %q is written %q and read as %q", name, a, text, b)
			}
		}
		f := &Form{kind: k, labels: map[string]model.ID{}}
		check(f, "review", r)
		check(f, "cost_low", r)
		check(f, "delay_low", r)
		check(blocker, "due", b)
	})
}

// Whatever keys come: every line fits, and only the focused field's text changes, except that
// a value which was understood is written tidily when it is left.
func TestAnyKeys(t *testing.T) {
	d := world(t)
	kinds := model.Kinds().Kinds
	keys := []string{"enter", "tab", "shift+tab", "up", "down", "left", "right", "backspace", "space", "ctrl+u", "pgdown", "pgup", "home", "delete", "ctrl+e", "ctrl+s"}
	d.edit = func(s string) string { return s + "\nx | y" }
	start := d.env.Snap
	rapid.Check(t, func(rt *rapid.T) {
		d.env.Snap = start
		d.env.Rev++
		k := rapid.SampledFrom(kinds).Draw(rt, "kind")
		if rapid.Bool().Draw(rt, "new") && !k.Single {
			d.create(k.Prefix, nil)
		} else {
			d.change(model.NewID(k.Prefix, 1))
		}
		for range rapid.IntRange(1, 40).Draw(rt, "steps") {
			if !d.open {
				return
			}
			if rapid.IntRange(0, 2).Draw(rt, "what") == 0 {
				d.typ(rapid.SampledFrom([]string{"so", "12", "fri", "日本", ",", "T-1", "y", "x|;"}).Draw(rt, "text"))
			} else {
				others := rest(d.form)
				at := d.form.at
				d.press(rapid.SampledFrom(keys).Draw(rt, "key"))
				for i, was := range others {
					if in := d.form.inputs[i]; i != at && in.raw() != was && d.open && !in.valid {
						rt.Fatalf("%s lost %q for %q", in.f.Name, was, in.raw())
					}
				}
			}
			w, h := rapid.IntRange(1, 140).Draw(rt, "w"), rapid.IntRange(1, 50).Draw(rt, "h")
			d.screen(w, h)
			if x, y, ok := d.form.Cursor(); ok && (x < 0 || y < 0 || y >= h || x > w+3) {
				rt.Fatalf("cursor %d,%d on %dx%d", x, y, w, h)
			}
		}
	})
}

// rest is the text of every field.
func rest(f *Form) []string {
	out := make([]string, len(f.inputs))
	for i, in := range f.inputs {
		out[i] = in.raw()
	}
	return out
}

// Presets that make no sense are shown as wrong, not lost.
func TestWrongPreset(t *testing.T) {
	d := small(t)
	d.create("R", map[string]string{"project": "P-77", "probability": "many", "nonsense": "x"})
	if d.in("project").problem() == "" || d.in("probability").raw() != "many" {
		t.Errorf("%q %q", d.in("project").problem(), d.in("probability").raw())
	}
	d.sees(80, 24, "no such project")
	d.create("B", map[string]string{"signal": "x", "title": "Stuck", "merged_into": "B-77"})
	d.press("ctrl+s")
	if !d.open || d.form.cur().f.Name != "merged_into" {
		t.Errorf("open %v at %s", d.open, d.form.cur().f.Name)
	}
}

// The names of fields in the label of an edit are few enough to read.
func TestEditLabel(t *testing.T) {
	d := small(t)
	d.change(riskOne)
	for _, f := range []string{"cause", "event", "effect", "trigger", "contingency"} {
		d.fill(f, "x")
	}
	d.press("ctrl+s")
	if d.label != "Edit R-1 cause, event, effect, 2 more" {
		t.Errorf("label %q", d.label)
	}
	d.create("LE", map[string]string{"project": "P-1", "amount": "5", "date": "today"})
	d.press("ctrl+s")
	if d.label != "Add ledger entry" {
		t.Errorf("label %q", d.label)
	}
	if !d.open || d.in("text").problem() == "" {
		t.Error("an entry without its text is saved")
	}
}

// TestCellOfACustomValue: a value that no field models is edited in its place like any other, of
// one record or of several, and what was typed survives as a draft.
func TestCellOfACustomValue(t *testing.T) {
	d := small(t)
	two := d.put("R", &model.Risk{Title: "Two", Project: model.NewID("P", 1), Meta: model.Meta{Custom: []model.Custom{{Name: "Cost Centre", Value: "77"}, {Name: "Kept", Value: "x"}}}})[0]
	names := []string{"custom.cost_centre", "title"}
	cell := NewCell(d.env, []model.ID{two}, names, names[0])
	if cell == nil || cell.f.cur().raw() != "77" || cell.Title(d.env) != two.String()+" cost centre" {
		t.Fatalf("%+v", cell)
	}
	cell.f.cur().set("78")
	draft, typed := cell.Draft()
	if !typed || draft.Field != names[0] || draft.Values[names[0]] != "78" || draft.About(d.env.Snap.Schema()) != two.String()+" cost centre" {
		t.Errorf("%v %+v %q", typed, draft, draft.About(d.env.Snap.Schema()))
	}
	if f := Restore(d.env, draft); f == nil || f.inputs[f.index("custom")].raw() != "Cost Centre | 78\nKept | x" {
		t.Errorf("a form restored from it: %+v", f)
	}
	d.do(cell.close(d.env))
	r := d.env.Snap.Get(two)
	if c := r.Base().Custom; len(c) != 2 || c[0] != (model.Custom{Name: "Cost Centre", Value: "78"}) || d.label != "Edit "+two.String()+" cost centre" {
		t.Errorf("%+v, %q", c, d.label)
	}
	both := NewCell(d.env, []model.ID{riskOne, two}, names, names[0])
	if !both.f.cur().various {
		t.Error("different values show as one")
	}
	both.f.cur().set("9")
	d.do(both.close(d.env))
	for _, id := range []model.ID{riskOne, two} {
		if c := d.env.Snap.Get(id).Base().Custom; c[0] != (model.Custom{Name: "Cost Centre", Value: "9"}) {
			t.Errorf("%s: %+v", id, c)
		}
	}
}
