package palette

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"tandem/ui/act"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// bench plays keys through the dispatcher into a palette.
type bench struct {
	t    *testing.T
	env  pane.Env
	disp *act.Dispatcher
	p    *Palette
	got  pane.Effect
}

func newBench(t *testing.T, recent ...string) *bench {
	t.Helper()
	keys, err := act.Default()
	if err != nil {
		t.Fatal(err)
	}
	var items []Item
	for _, it := range []Item{
		{ID: "triage", Title: "Triage", Detail: "Opens the queue of everything stuck", Hint: "t", Group: "go"},
		{ID: "today", Title: "Today", Detail: "What is due today", Hint: "d", Group: "go"},
		{ID: "undo", Title: "Undo", Detail: "Takes back the last change", Hint: "u", Group: "do"},
		{ID: "escalate", Title: "Escalate", Detail: "Raises its level", Hint: "E", Group: "do"},
		{ID: "coarser", Title: "Coarser time scale", Hint: "-", Group: "do"},
		{ID: "wide", Title: "日本 Import", Group: "do"},
	} {
		it.Effect = func() pane.Effect { return pane.Act{Name: act.Name(it.ID)} }
		items = append(items, it)
	}
	items = append(items, Item{ID: "nothing", Title: "Nothing at all"})
	b := &bench{t: t, disp: act.NewDispatcher(keys)}
	b.env = pane.Env{Theme: theme.New("dark", true, false, false), Keys: keys}
	b.p = New(b.env, items, recent)
	return b
}

func (b *bench) press(keys ...tea.KeyPressMsg) {
	for _, k := range keys {
		switch res := b.disp.Press(act.Chain(b.p.Scopes()), k.String(), k.Text); res.Kind {
		case act.Run:
			b.got = b.p.Handle(b.env, res)
		case act.Text, act.Ignored:
			b.got = b.p.Key(b.env, k)
		}
	}
}

func (b *bench) typ(s string) {
	for _, r := range s {
		b.press(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

var (
	enter = tea.KeyPressMsg{Code: tea.KeyEnter}
	down  = tea.KeyPressMsg{Code: tea.KeyDown}
	up    = tea.KeyPressMsg{Code: tea.KeyUp}
	esc   = tea.KeyPressMsg{Code: tea.KeyEscape}
	clear = tea.KeyPressMsg{Code: 'u', Mod: tea.ModCtrl}
)

func (b *bench) titles() string {
	var out []string
	for _, h := range b.p.found {
		out = append(out, h.Title)
	}
	return strings.Join(out, ", ")
}

func TestRecentFirst(t *testing.T) {
	b := newBench(t, "undo", "today", "gone")
	if got, want := b.titles(), "Undo, Today, Triage, Escalate, Coarser time scale, 日本 Import, Nothing at all"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	b.press(enter)
	if diff := cmp.Diff(b.got, pane.Effects{pane.Close{}, pane.Act{Name: "undo"}}); diff != "" {
		t.Error(diff)
	}
}

func TestTyping(t *testing.T) {
	for _, c := range []struct{ typed, want string }{
		{"t", "Today, Triage, Coarser time scale, Escalate, Nothing at all, 日本 Import, Undo"},
		{"tri", "Triage"},
		{"time", "Coarser time scale"},
		{"cal", "Escalate, Coarser time scale"},
		{"level", "Escalate"},
		{"last change", "Undo"},
		{"本", "日本 Import"},
		{"qqq", ""},
	} {
		b := newBench(t)
		b.typ(c.typed)
		if got := b.titles(); got != c.want {
			t.Errorf("%q: %s, want %s", c.typed, got, c.want)
		}
	}
}

func TestChoosing(t *testing.T) {
	b := newBench(t)
	b.press(down, down, up, enter)
	if diff := cmp.Diff(b.got, pane.Effects{pane.Close{}, pane.Act{Name: "today"}}); diff != "" {
		t.Error(diff)
	}
	b.press(up, up)
	if b.p.Foot() != "7/7" {
		t.Errorf("from the first up: %s", b.p.Foot())
	}
	b.press(enter)
	if diff := cmp.Diff(b.got, pane.Effects{pane.Close{}}); diff != "" {
		t.Errorf("an item without an effect: %s", diff)
	}
	b.typ("zzz")
	b.press(enter)
	if b.got != nil {
		t.Errorf("chose nothing: %v", b.got)
	}
	b.press(clear)
	if b.p.Query() != "" || len(b.p.found) != 7 {
		t.Errorf("cleared: %q, %d", b.p.Query(), len(b.p.found))
	}
	b.press(esc)
	if diff := cmp.Diff(b.got, pane.Effect(pane.Close{})); diff != "" {
		t.Error(diff)
	}
}

// The source is asked once for each change; what it finds stands behind the commands.
func TestSource(t *testing.T) {
	b := newBench(t)
	var asked []string
	b.p.With("Search", func(q string) []Item {
		asked = append(asked, q)
		if q == "" {
			return nil
		}
		return []Item{{ID: "T-1", Title: "T-1 Trial", Group: "task", Effect: func() pane.Effect { return pane.Go{} }}}
	})
	b.typ("tri")
	b.press(down)
	if diff := cmp.Diff(asked, []string{"", "t", "tr", "tri"}); diff != "" {
		t.Error(diff)
	}
	if got := b.titles(); got != "Triage, T-1 Trial" || b.p.Title(b.env) != "Search" {
		t.Error(got)
	}
	b.press(enter)
	if diff := cmp.Diff(b.got, pane.Effects{pane.Close{}, pane.Go{}}); diff != "" {
		t.Error(diff)
	}
}

func TestMouse(t *testing.T) {
	b := newBench(t)
	b.p.Draw(b.env, 80, 20, true)
	if diff := cmp.Diff(b.p.Click(b.env, 5, 3, false), pane.Effect(pane.Effects{pane.Close{}, pane.Act{Name: "undo"}})); diff != "" {
		t.Error(diff)
	}
	if b.p.Click(b.env, 5, 19, false) != nil || b.p.Click(b.env, 5, 0, false) != nil {
		t.Error("a click beside the rows chooses")
	}
	b.p.Wheel(b.env, 0, 0, 2)
	if b.p.Foot() != "5/7" {
		t.Errorf("wheel: %s", b.p.Foot())
	}
	b.p.Paste(b.env, "today\n\x1b[31m")
	if b.p.Query() != "today " {
		t.Errorf("pasted %q", b.p.Query())
	}
}

func TestDraw(t *testing.T) {
	b := newBench(t)
	themes := []*theme.Theme{theme.New("dark", true, false, false), theme.New("none", true, true, true)}
	for _, q := range []string{"", "t", "日", "qqq", strings.Repeat("long ", 60)} {
		b.p.Type(q)
		for w := 0; w <= 200; w += 1 + w/12 {
			for _, h := range []int{0, 1, 2, 3, 24, 60} {
				b.env.Theme = themes[(w+h)%2]
				b.p.Sync(b.env)
				lines := b.p.Draw(b.env, w, h, true)
				if len(lines) != h {
					t.Fatalf("%dx%d: %d lines", w, h, len(lines))
				}
				for _, l := range lines {
					if layout.Width(l) != w {
						t.Fatalf("%dx%d: %d cells: %q", w, h, layout.Width(l), l)
					}
				}
				if sw, sh := b.p.Size(b.env, w, h); sw > w || sh > h {
					t.Fatalf("wants %dx%d of %dx%d", sw, sh, w, h)
				}
			}
		}
	}
	b.p.Type("tri")
	b.env.Theme = themes[0]
	lines := b.p.Draw(b.env, 80, 10, true)
	x, y, ok := b.p.Cursor()
	if !ok || x != 5 || y != 0 || !strings.HasPrefix(ansi.Strip(lines[0]), "> tri") {
		t.Errorf("cursor %d,%d %v in %q", x, y, ok, ansi.Strip(lines[0]))
	}
	if !strings.Contains(lines[1], themes[0].Match.On(themes[0].Select).Open()+"Tri") {
		t.Errorf("the match is not marked: %q", lines[1])
	}
	if got := ansi.Strip(lines[1]); !strings.Contains(got, "Triage") || !strings.Contains(got, "Opens the queue") {
		t.Errorf("row %q", got)
	}
}

func BenchmarkType(b *testing.B) {
	env := pane.Env{Theme: theme.New("dark", true, false, false)}
	var items []Item
	for i := range 300 {
		items = append(items, Item{ID: fmt.Sprint(i), Title: fmt.Sprintf("Command number %d", i), Detail: "does something worth doing"})
	}
	p := New(env, items, nil)
	for b.Loop() {
		p.Type("comm 12")
		p.Draw(env, 80, 20, true)
	}
}

// Every action that the key table binds in the palette's scope is one it can do.
func TestEveryBindingIsHandled(t *testing.T) {
	for _, b := range act.Bindings() {
		if _, ok := actions[b.Action]; b.Scope == "palette" && b.Action != "app.suspend" && !ok {
			t.Errorf("%s is bound and not done", b.Action)
		}
	}
}

// Hints of any length show; what there is no room for gives way, the title last.
func TestColumnsGiveWay(t *testing.T) {
	b := newBench(t)
	b.p.With("", func(string) []Item {
		return []Item{{Title: "T-1 A task with quite a long name for a list", Detail: "Warehouse rollout", Group: "task", Hint: "shift+tab"}}
	})
	b.p.Type("task")
	for _, c := range []struct {
		w    int
		want []string
	}{
		{100, []string{"T-1 A task with quite", "Warehouse rollout", "task", "shift+tab"}},
		{60, []string{"T-1 A task", "shift+tab"}},
		{20, []string{"T-1 A ta"}},
	} {
		line := ansi.Strip(b.p.Draw(b.env, c.w, 8, true)[1])
		for _, want := range c.want {
			if !strings.Contains(line, want) {
				t.Errorf("width %d: %q is not in %q", c.w, want, line)
			}
		}
	}
	if w, h := b.p.Size(b.env, 200, 60); w != 112 || h != most {
		t.Errorf("a search wants %dx%d", w, h)
	}
}

// Titles that are made of hostile or odd text are drawn safely, their matches marked rightly.
func TestOddTitles(t *testing.T) {
	env := newBench(t).env
	p := New(env, []Item{{ID: "a", Title: "É\x1b[2Jvil 日本 \u202ename", Detail: "x\ny", Hint: "\t"}}, nil)
	for _, q := range []string{"", "é", "日", "vil", "name", "ÉVIL"} {
		p.Type(q)
		for _, l := range p.Draw(env, 60, 5, true) {
			if strings.Contains(l, "\x1b[2J") || strings.ContainsAny(l, "\n\t\u202e") || layout.Width(l) != 60 {
				t.Errorf("%q draws %q", q, l)
			}
		}
	}
}

func TestNoWordIsCut(t *testing.T) {
	const s = "Puts it away until opening time, never past its own due time."
	for w := 8; w < 70; w++ {
		got := cutWords(s, w, "…")
		head, cut := strings.CutSuffix(got, "…")
		if layout.Width(got) > w || !strings.HasPrefix(s, head) || cut && !strings.ContainsAny(s[len(head):len(head)+1], " ,.") {
			t.Errorf("%d cells: %q", w, got)
		}
	}
	if got := cutWords("unbreakable", 5, "…"); layout.Width(got) > 5 {
		t.Errorf("%q", got)
	}
}

// A verb that wants an argument asks for it, takes it from the line, and is remembered with it.
func TestArguments(t *testing.T) {
	var given []string
	items := func() []Item {
		return []Item{
			{ID: "snooze", Title: "Snooze", Hint: "s", Choices: []act.Choice{{Key: "1", Title: "one working day"}, {Key: "3", Title: "working days"}, {Key: "m", Title: "Monday"}},
				With: func(arg string) pane.Effect { given = append(given, "snooze "+arg); return nil }},
			{ID: "filter", Title: "Filter this list", Verb: "filter", With: func(arg string) pane.Effect { given = append(given, arg); return nil }},
			{ID: "off", Title: "Redo", Why: "nothing to redo", Effect: func() pane.Effect { given = append(given, "redo"); return nil }},
		}
	}
	for _, c := range []struct {
		typed, titles, given string
	}{
		{"snooze 3", "Snooze: 3 working days", "snooze 3"},
		{"Snooze m", "Snooze: Monday", "snooze m"},
		{"snooze mon", "Snooze: Monday", "snooze m"},
		{"snooze ", "Snooze: one working day, Snooze: 3 working days, Snooze: Monday", "snooze 1"},
		{"snoo 3", "Snooze: 3 working days", "snooze 3"},
		{"filter status:open due<+7d", "Filter this list", "status:open due<+7d"},
		{"redo", "Redo", ""},
	} {
		given = nil
		b := newBench(t)
		b.p = New(b.env, items(), nil)
		b.typ(c.typed)
		if got := b.titles(); got != c.titles && !strings.HasPrefix(got, c.titles+", ") {
			t.Errorf("%q: %s, want %s", c.typed, got, c.titles)
		}
		b.press(enter)
		if got := strings.Join(given, "|"); got != c.given {
			t.Errorf("%q: did %q, want %q", c.typed, got, c.given)
		}
	}
	b := newBench(t)
	b.p = New(b.env, items(), []string{"snooze m"})
	if got := b.titles(); !strings.HasPrefix(got, "Snooze: Monday, Snooze, ") {
		t.Errorf("remembered: %s", got)
	}
	b.typ("snoo")
	b.press(enter)
	if b.p.Query() != "Snooze " || !strings.Contains(b.titles(), "Monday") {
		t.Errorf("it does not ask: %q, %s", b.p.Query(), b.titles())
	}
}

// Records come late: those for another line are dropped, and the cursor stays where it is.
// TestNamedRecordsFirst: a name typed in full, its beginning or a reference comes before commands that
// have the same letters somewhere, and after those of which a word begins with it.
func TestNamedRecordsFirst(t *testing.T) {
	for _, x := range []struct{ typed, title, id, want string }{
		{"eept", "Eeptown", "P-7", "Eeptown, Keep milestone table"},
		{"Empty one", "Empty one", "P-7", "Empty one"},
		{"p-7", "Empty one", "P-7", "Empty one, Stop"},
		{"table", "Table", "P-8", "Table, Keep milestone table"},
		{"tab", "Tabor", "P-8", "Keep milestone table, Tabor"},
		{"ke", "Kerb", "P-9", "Keep milestone table, Stop, Kerb"},
		{"mle", "A mle", "P-9", "Keep milestone table, A mle"}, // no beginning of the name
	} {
		p := New(newBench(t).env, []Item{{ID: "m", Title: "Keep milestone table"}, {ID: "s", Title: "Stop", Detail: "like p-7"}}, nil)
		p.Type(x.typed)
		p.Records(x.typed, []Item{{ID: x.id, Title: x.title}})
		var got []string
		for _, h := range p.found {
			got = append(got, h.Title)
		}
		if s := strings.Join(got, ", "); s != x.want {
			t.Errorf("%s: %s, want %s", x.typed, s, x.want)
		}
	}
}

// TestCursorStaysOnItem: records that come late and stand above do not push another item under it.
func TestCursorStaysOnItem(t *testing.T) {
	p := New(newBench(t).env, []Item{{ID: "a", Title: "Remap type"}, {ID: "b", Title: "Remap types too"}}, nil)
	p.Type("empt")
	p.list.MoveToRow(1)
	was := p.found[1].ID
	p.Records("empt", []Item{{ID: "P-7", Title: "Empty one"}})
	if got := p.found[p.list.Cursor()].ID; got != was || p.found[0].ID != "P-7" {
		t.Errorf("on %s, was on %s, first %s", got, was, p.found[0].ID)
	}
}

func TestLateRecords(t *testing.T) {
	b := newBench(t)
	var asked []string
	b.p.Ask = func(_ *Palette, q string) pane.Effect { asked = append(asked, q); return nil }
	b.typ("tri")
	b.press(down)
	b.p.Records("tr", []Item{{ID: "T-9", Title: "Too late"}})
	b.p.Records("tri", []Item{{ID: "T-1", Title: "Trial"}, {ID: "triage", Title: "the same again"}})
	if got := b.titles(); got != "Triage, Trial" {
		t.Error(got)
	}
	if diff := cmp.Diff(asked, []string{"t", "tr", "tri"}); diff != "" {
		t.Error(diff)
	}
	b.press(clear)
	if got := b.titles(); strings.Contains(got, "Trial") {
		t.Errorf("found for another line: %s", got)
	}
}
