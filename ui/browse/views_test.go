package browse

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/palette"
	"tandem/ui/pane"
)

// over presses keys in the overlay that was opened last.
func (d *driver) over(keys string) *driver {
	d.t.Helper()
	for _, key := range strings.Fields(keys) {
		o := d.opens
		text := key
		if len([]rune(key)) > 1 {
			text = ""
		}
		chain := append(append(act.Chain{}, o.Scopes()...), act.ScopeOf(act.Global))
		var e pane.Effect
		switch r := d.disp.Press(chain, key, text); r.Kind {
		case act.Run:
			e = o.Handle(d.env, r)
		case act.Text, act.Ignored:
			if x, ok := o.(pane.Texter); ok {
				e = x.Key(d.env, tea.KeyPressMsg{Code: []rune(key)[0], Text: text})
			}
		case act.Disabled:
			d.toast = r.Reason
		}
		d.effects(e)
		o.Sync(d.env)
	}
	return d
}

// effects does what an overlay wants, and a Run at once.
func (d *driver) effects(e pane.Effect) {
	d.t.Helper()
	switch e := e.(type) {
	case pane.Effects:
		for _, x := range e {
			d.effects(x)
		}
	case pane.Close:
	case pane.Run:
		d.effects(e())
	case pane.Edit:
		d.do(e)
		if e.Then != nil && d.toast == "" {
			d.effects(e.Then(nil))
		}
	default:
		d.do(e)
	}
}

func (d *driver) overlay(w, h int) string {
	return ansi.Strip(strings.Join(d.opens.Draw(d.env, w, h, true), "\n"))
}

// save saves the list as a view, by keys.
func (d *driver) save(name string) *driver {
	d.t.Helper()
	d.press("v s")
	d.over("ctrl+u")
	for _, r := range name {
		d.effects(d.opens.(pane.Texter).Key(d.env, tea.KeyPressMsg{Code: r, Text: string(r)}))
	}
	return d.over("enter")
}

// restarted is another pane over the same workspace, as the next start makes it.
func (d *driver) restarted() *driver {
	d.t.Helper()
	var prefixes []string
	for _, k := range d.p.kinds {
		prefixes = append(prefixes, k.Prefix)
	}
	return driverOn(d.t, d.env.Snap, prefixes...)
}

func TestViews(t *testing.T) {
	d := newDriver(t, "R", "AC")
	d.press("v 1")
	if !strings.Contains(d.toast, "no view 1 of risks yet: v s saves") {
		t.Errorf("toast %q", d.toast)
	}
	d.press("v v")
	d.has(d.overlay(80, 12), "No views of risks are saved yet.", "v s keeps it")
	d.over("enter D e")
	if !strings.Contains(d.toast, "no views of risks are saved yet") {
		t.Errorf("toast %q", d.toast)
	}
	d.toast = ""

	d.p.SetQuery(d.env, "status:open")
	l := d.p.list()
	l.setSort(d.env, "-score")
	l.setColumns(d.env, []string{"title", "score", "owner"})
	l.setWidth(d.env, "owner", 25)
	d.group("project")
	want := slices.Clone(l.rows.ids)
	d.save("Hot ones")
	if d.label != "Save view Hot ones of risks" || d.env.Snap.Workspace().Views[0].Filter != "status:open" {
		t.Fatalf("saved as %+v (%s)", d.env.Snap.Workspace().Views, d.label)
	}
	d.has(d.p.Foot(), "Hot ones", "of 14")
	d.press("v x")
	if l.found != d.env.Snap.Count("R") || l.view != "" || strings.Contains(d.p.Foot(), "Hot") {
		t.Error("v x leaves the view")
	}
	d.press("v 1")
	if !slices.Equal(l.rows.ids, want) || l.sort != "-score" || l.group != "project" || l.widths["owner"] != 25 || d.p.filter.Value() != "status:open" {
		t.Errorf("the view shows %d rows, sorted %q, by %q", l.rows.Len(), l.sort, l.group)
	}
	again := d.restarted().press("v 1")
	if !slices.Equal(again.p.list().rows.ids, want) {
		t.Error("after a restart the view is another one")
	}
	// A view belongs to its kind; undo takes it away.
	d.press("} v 1")
	if !strings.Contains(d.toast, "no view 1 of actions") {
		t.Errorf("toast %q", d.toast)
	}
	d.takeBack()
	if viewsOf(d.env.Snap, "R") != nil && len(viewsOf(d.env.Snap, "R")) != 0 {
		t.Error("undo does not take the view away")
	}
}

func TestListOfViews(t *testing.T) {
	d := newDriver(t, "R")
	for _, name := range []string{"one", "two", "three"} {
		d.p.SetQuery(d.env, name)
		d.save(name)
	}
	names := func() string {
		var out []string
		for _, v := range viewsOf(d.env.Snap, "R") {
			out = append(out, v.Name)
		}
		return strings.Join(out, " ")
	}
	d.press("v v").has(d.overlay(80, 12), "1", "one", "three")
	d.over("J")
	if names() != "two one three" {
		t.Errorf("moved: %s", names())
	}
	d.over("K K")
	if names() != "one two three" {
		t.Errorf("moved back: %s", names())
	}
	d.over("j D")
	if names() == "one two three" || d.label != "Delete view two" {
		t.Errorf("deleted: %s (%s)", names(), d.label)
	}
	d.takeBack()
	d.opens.Sync(d.env)
	if names() != "one two three" {
		t.Errorf("brought back: %s", names())
	}
	d.over("g e")
	d.has(d.opens.Title(d.env), "Another name for one")
	for _, r := range "s" {
		d.effects(d.opens.(pane.Texter).Key(d.env, tea.KeyPressMsg{Code: r, Text: string(r)}))
	}
	d.over("enter")
	if names() != "ones two three" {
		t.Errorf("renamed: %s", names())
	}
	d.press("v v").over("2")
	if d.p.list().query != "two" {
		t.Errorf("2 shows %q", d.p.list().query)
	}
	// The same name again takes the place of the old one, and says so first.
	d.p.SetQuery(d.env, "other")
	d.press("v s").over("ctrl+u T W O")
	d.has(d.overlay(60, 6), "takes the place", "Kept: other")
	d.over("enter")
	if v := viewsOf(d.env.Snap, "R"); len(v) != 3 || v[1].Filter != "other" {
		t.Errorf("saved over: %+v", v)
	}
	d.press("v s").over("ctrl+u enter")
	d.has(d.overlay(60, 6), "A view needs a name.")
}

func TestColumnsChooser(t *testing.T) {
	d := newDriver(t, "M").press("v c")
	l := d.p.list()
	if got := d.opens.Title(d.env); got != "Columns of promises" {
		t.Errorf("it is called %q", got)
	}
	d.has(d.overlay(76, 20), "on", "column", "width", "✓", "due", "auto", "condition")
	usual := slices.Clone(l.columns)
	d.over("j space")
	if slices.Contains(l.columns, usual[1]) || strings.Contains(d.screen(180, 20), " due") {
		t.Errorf("columns %v", l.columns)
	}
	d.over("esc")
	if !slices.Equal(l.columns, usual) || len(d.undo) != 0 {
		t.Error("esc keeps the change")
	}
	d.press("v c").over("J l l +")
	w := l.widths[usual[0]]
	if l.columns[0] != usual[1] || l.columns[1] != usual[0] || w == 0 {
		t.Errorf("columns %v, widths %v", l.columns, l.widths)
	}
	d.over("h -")
	if l.widths[usual[0]] != w-2 {
		t.Errorf("width %d, want %d", l.widths[usual[0]], w-2)
	}
	d.over("enter")
	if len(d.undo) != 1 || d.label != "Columns of promises" {
		t.Fatalf("%d edits (%s)", len(d.undo), d.label)
	}
	again := d.restarted().p.list()
	if !slices.Equal(again.columns, l.columns) || again.widths[usual[0]] != w-2 {
		t.Errorf("after a restart %v %v", again.columns, again.widths)
	}
	d.takeBack()
	if !slices.Equal(l.columns, usual) || len(l.widths) != 0 {
		t.Errorf("after undo %v %v", l.columns, l.widths)
	}
	d.press("v c").over("G space")
	if len(l.columns) != len(usual)+1 {
		t.Errorf("the last one does not come: %v", l.columns)
	}
	d.over("x")
	if !slices.Equal(l.columns, usual) {
		t.Errorf("x leaves %v", l.columns)
	}
	for range usual {
		d.over("g space")
	}
	if len(l.columns) == 0 {
		t.Error("a list without columns")
	}
	d.over("G J")
	if !strings.Contains(d.toast, "space shows it") {
		t.Errorf("toast %q", d.toast)
	}
}

func TestColumnSpec(t *testing.T) {
	for in, want := range map[string]string{"name:30,due": "name:30,due", " name , due : 5": "name,due:5", "a:x,a:9,b:-3,c:9999,d:1": "a,b,c:120,d:3", "": "", ",,": ""} {
		cols, widths := readColumns(in)
		if got := columnSpec(cols, widths); got != want {
			t.Errorf("%q reads as %q, want %q", in, got, want)
		}
	}
	d := newDriver(t, "R")
	d.p.list().wear("nosuch,score:9,title", "")
	if got := d.p.list().columns; !slices.Equal(got, []string{"score", "title"}) {
		t.Errorf("columns %v", got)
	}
	d.p.list().wear("nosuch", "")
	if !slices.Equal(d.p.list().columns, d.p.list().usualColumns()) {
		t.Error("no columns at all")
	}
}

func TestDragBorder(t *testing.T) {
	d := newDriver(t, "E")
	d.screen(100, 40)
	l := d.p.list()
	head := len(d.p.drawn.head)
	x, w := l.table.Slot(0)
	sorted := l.sort
	d.do(d.p.Click(d.env, x+w, head, false))
	d.do(d.p.Drag(d.env, x+w-6, head+4, false))
	if got := l.widths["title"]; got != w-6 || len(d.undo) != 0 {
		t.Errorf("%d wide, want %d (%d edits)", got, w-6, len(d.undo))
	}
	d.do(d.p.Drag(d.env, x-40, head, false))
	if l.widths["title"] != leastWidth {
		t.Errorf("%d wide at the least", l.widths["title"])
	}
	d.do(d.p.Drag(d.env, x+20, head, false))
	d.do(d.p.Drag(d.env, x+20, head, true))
	if len(d.undo) != 1 || l.sort != sorted {
		t.Errorf("%d edits, sorted by %q", len(d.undo), l.sort)
	}
	d.screen(100, 40)
	if _, got := l.table.Slot(0); got != 20 {
		t.Errorf("drawn %d wide", got)
	}
	d.do(d.p.Drag(d.env, 50, head, false)) // nobody holds it
	if l.widths["title"] != 20 {
		t.Error("a border moves that nobody holds")
	}
	x, w = l.table.Slot(0)
	d.do(d.p.Click(d.env, x+w, head, false))
	d.do(d.p.Drag(d.env, x+w, head, true))
	if l.sort != "title" {
		t.Errorf("a click on a border sorts by %q", l.sort)
	}
	d.takeBack()
	if l.widths["title"] != 0 {
		t.Error("undo leaves the width")
	}
}

// A custom value is a column like any other: it shows, sorts, filters, groups and adds up.
func TestCustomColumns(t *testing.T) {
	d := newDriver(t, "R").edit(func(e *model.Edit) {
		for i, v := range []string{"8", "13", "5"} {
			if err := model.Update(e, model.NewID("R", uint64(i+1)), func(r *model.Risk) error {
				r.Custom = []model.Custom{{Name: "Story Points", Value: v}, {Name: "Team", Value: []string{"Blue", "Red", "Blue"}[i]}}
				return nil
			}); err != nil {
				t.Fatal(err)
			}
		}
	})
	l := d.p.list()
	l.toggleColumn(d.env, "custom.story_points")
	d.has(d.screen(200, 40), "story points", " 13")
	l.setSort(d.env, "-custom.story_points")
	if l.rows.ids[0] != model.NewID("R", 2) || l.bad != nil {
		t.Errorf("sorted: %v first (%v)", l.rows.ids[0], l.bad)
	}
	d.press("/").types("team:blue")
	if l.rows.Len() != 2 || l.bad != nil {
		t.Errorf("%d rows, %v", l.rows.Len(), l.bad)
	}
	d.press("esc").group("custom.team")
	if got := d.heads(); !slices.Equal(got, []string{"Blue  2", "Red  1", "no team  11"}) {
		t.Errorf("groups %q", got)
	}
	col := slices.Index(l.columns, "custom.story_points")
	if got := l.rows.Cell(0, col).Text; got != "13" {
		t.Errorf("the points of the blue team add up to %q", got)
	}
	d.press("v c").has(d.overlay(76, 60), "team")
	again := d.restarted()
	again.has(again.screen(200, 40), "Blue  2")
}

func TestGroupChooser(t *testing.T) {
	d := newDriver(t, "R").press("v g")
	p := d.opens.(*palette.Palette)
	d.has(d.opens.Title(d.env), "Group risks by")
	p.Type("status")
	d.over("enter")
	if d.p.list().group != "status" || len(d.undo) != 1 {
		t.Fatalf("grouped by %q, %d edits", d.p.list().group, len(d.undo))
	}
	if got := d.restarted().p.list(); got.group != "status" || len(got.rows.heads) == 0 {
		t.Error("forgotten at the next start")
	}
	d.press("v g")
	d.opens.(*palette.Palette).Type("status")
	d.has(d.overlay(80, 18), "the other way round", "✓")
	d.over("enter")
	if d.p.list().group != "-status" {
		t.Errorf("again: %q", d.p.list().group)
	}
	d.takeBack()
	d.takeBack()
	if d.p.list().group != "" || len(d.p.list().rows.heads) != 0 {
		t.Error("undo leaves the groups")
	}
	d.press("v f")
	if !strings.Contains(d.toast, "Nothing folds here") {
		t.Errorf("toast %q", d.toast)
	}
	x := newDriver(t, "T").press("v g")
	x.has(x.overlay(80, 18), "What is under what")
}

// Columns of another list, and a change of settings, leave a view that shows alone.
func TestViewStays(t *testing.T) {
	d := newDriver(t, "R", "AC")
	d.p.SetQuery(d.env, "status:open")
	d.save("mine")
	d.edit(func(e *model.Edit) { _ = e.Set(model.WorkspaceID, "name", "Another") })
	if d.p.list().view != "mine" || d.p.list().query != "status:open" {
		t.Error("the view is gone")
	}
	if d.p.Reveal(d.env, model.WorkspaceID) || d.p.list().query != "status:open" {
		t.Error("showing the settings drops the filter of the risks")
	}
}
