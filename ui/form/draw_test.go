package form

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/ui/layout"
	"tandem/ui/theme"
)

// Every kind at every size, new and full, in every state a field can be in: exact lines, no panic.
func TestGeometry(t *testing.T) {
	d := world(t)
	themes := []*theme.Theme{theme.New("dark", true, false, false), theme.New("light", false, false, false), theme.New("none", true, true, true)}
	n := 0
	for _, k := range model.Kinds().Kinds {
		for _, full := range []bool{false, true} {
			if full {
				d.change(model.NewID(k.Prefix, 1))
			} else {
				d.create(k.Prefix, nil)
			}
			for i := range d.form.inputs {
				d.form.jump(i)
				d.typ("so")
				for _, s := range sizes(n) {
					d.env.Theme = themes[n%len(themes)]
					n++
					d.screen(s[0], s[1])
				}
			}
			for w := 1; w <= 200; w += 3 {
				d.screen(w, 1+w%60)
				fw, fh := d.form.Size(d.env, w, 1+w%60)
				if fw > w || fh > 1+w%60 || fw < 1 || fh < 1 {
					t.Fatalf("%s wants %dx%d of %dx%d", k.Name, fw, fh, w, 1+w%60)
				}
			}
		}
	}
}

// sizes are a few of all sizes, other ones each time.
func sizes(n int) [][2]int {
	return [][2]int{{1 + n*7%200, 1 + n*3%60}, {1 + n%40, 1 + n%12}, {80, 24}}
}

// The text cursor stands behind what was typed, wide characters and scrolling included.
func TestCursor(t *testing.T) {
	d := small(t)
	d.create("R", nil)
	d.typ("日本 abc")
	lines := d.screen(80, 20)
	x, y, ok := d.form.Cursor()
	before := layout.Width(lines[y][:strings.Index(lines[y], "日")])
	if !ok || y != 0 || x != before+8 {
		t.Errorf("cursor %d,%d %v; text begins at %d", x, y, ok, before)
	}
	d.typ(strings.Repeat("x", 200))
	d.screen(80, 20)
	if x, _, ok := d.form.Cursor(); !ok || x < 60 || x > 79 {
		t.Errorf("cursor at %d after long text", x)
	}
	d.to("links_to")
	d.screen(80, 20)
	if _, _, ok := d.form.Cursor(); ok {
		t.Error("a list has no text cursor")
	}
	d.to("tags")
	d.screen(80, 20)
	if _, y, ok := d.form.Cursor(); !ok || y > 12 {
		t.Errorf("the focused field is not in sight: %d %v", y, ok)
	}
	d.form.Wheel(d.env, 0, 0, -100)
	d.screen(80, 20)
	if _, _, ok := d.form.Cursor(); ok {
		t.Error("a cursor on a field that is scrolled away")
	}
	d.typ("a")
	d.screen(80, 20)
	if _, _, ok := d.form.Cursor(); !ok {
		t.Error("typing does not show the field again")
	}
}

func TestMouse(t *testing.T) {
	d := small(t)
	d.create("R", nil)
	lines := d.screen(80, 20)
	row := func(label string) int {
		for y, l := range lines {
			if strings.HasPrefix(strings.TrimLeft(l, " ▌"), label) {
				return y
			}
		}
		t.Fatalf("no row %q", label)
		return 0
	}
	d.form.Click(d.env, 10, row("Account"), false)
	if got := d.form.cur().f.Name; got != "account" {
		t.Errorf("clicked into %s", got)
	}
	d.form.Click(d.env, 10, row("Project"), false)
	d.typ("e")
	d.screen(80, 20)
	if len(d.form.matches) < 2 {
		t.Fatalf("matches %+v", d.form.matches)
	}
	second := d.form.matches[1].label
	d.form.Click(d.env, 10, d.form.view.opts+1, false)
	if got := d.in("project").raw(); got != second {
		t.Errorf("clicked %q, want %q", got, second)
	}
	d.fill("title", "abc")
	d.screen(80, 20)
	d.form.Click(d.env, d.form.valueX()+1, 0, false)
	d.typ("X")
	if got := d.in("title").raw(); got != "aXbc" {
		t.Errorf("clicked into the text: %q", got)
	}
	for y := -2; y < 30; y++ {
		d.form.Click(d.env, 3, y, true)
	}
}

// A field that is wrong, required, changed or in focus says so by a sign, not by colour alone.
func TestSignsWithoutColour(t *testing.T) {
	d := small(t)
	d.env.Theme = theme.New("none", true, true, true)
	d.change(riskOne)
	d.fill("review", "someday")
	d.fill("trigger", "x")
	d.press("tab")
	d.sees(80, 46, "! Review")
	d.sees(80, 46, ". Trigger")
	d.sees(80, 46, "| Contingency")
	d.sees(80, 46, "Title *")
	if got := d.form.Title(d.env); got != "R-1 Supplier may miss date" {
		t.Errorf("title %q", got)
	}
	d.create("R", nil)
	if got := d.form.Title(d.env); got != "New risk" {
		t.Errorf("title %q", got)
	}
}

func BenchmarkTypeReference(b *testing.B) {
	s := model.NewSnapshot(model.Kinds())
	var changes []model.Change
	for i := range uint64(100_000) {
		r := &model.Task{Name: "Install the label printer at dock", Project: model.NewID("P", 1+i%6)}
		r.ID = model.NewID("T", i+1)
		changes = append(changes, model.Change{ID: r.ID, After: r})
	}
	c := s.With(changes).Ctx(now)
	f := model.Kinds().Prefix("R").Field("tasks")
	near := &model.Risk{Project: model.NewID("P", 1)}
	find(c, f, "dock", near, 0)
	b.ReportAllocs()
	for b.Loop() {
		find(c, f, "print", near, 0)
	}
}

func BenchmarkDraw(b *testing.B) {
	d := newDesk(&testing.T{})
	d.create("T", nil)
	b.ReportAllocs()
	for b.Loop() {
		d.form.Draw(d.env, 100, 40, true)
	}
}
