package dialog

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"tandem/ui/act"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

func newEnv(t *testing.T) pane.Env {
	t.Helper()
	keys, err := act.Default()
	if err != nil {
		t.Fatal(err)
	}
	return pane.Env{Theme: theme.New("dark", true, false, false), Keys: keys}
}

// play sends keys through the dispatcher into an overlay and gives the last effect.
func play(env pane.Env, o pane.Overlay, keys ...string) (got pane.Effect) {
	d := act.NewDispatcher(env.Keys)
	special := map[string]tea.KeyPressMsg{
		"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "down": {Code: tea.KeyDown}, "up": {Code: tea.KeyUp},
		"left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight}, "tab": {Code: tea.KeyTab}, "pgdown": {Code: tea.KeyPgDown},
		"pgup": {Code: tea.KeyPgUp}, "ctrl+u": {Code: 'u', Mod: tea.ModCtrl},
	}
	for _, name := range keys {
		k, ok := special[name]
		if !ok {
			r := []rune(name)[0]
			k = tea.KeyPressMsg{Code: r, Text: name}
		}
		switch res := d.Press(act.Chain(o.Scopes()), k.String(), k.Text); res.Kind {
		case act.Run:
			got = o.Handle(env, res)
		case act.Text, act.Ignored:
			if t, ok := o.(pane.Texter); ok {
				got = t.Key(env, k)
			}
		default:
			got = nil
		}
	}
	return got
}

// draw gives the plain lines, checked for size.
func draw(t *testing.T, env pane.Env, o pane.Overlay, w, h int) []string {
	t.Helper()
	lines := o.Draw(env, w, h, true)
	if len(lines) != h {
		t.Fatalf("%T %dx%d: %d lines", o, w, h, len(lines))
	}
	out := make([]string, h)
	for i, l := range lines {
		if layout.Width(l) != w {
			t.Fatalf("%T %dx%d: line %d has %d cells: %q", o, w, h, i, layout.Width(l), l)
		}
		out[i] = ansi.Strip(l)
	}
	return out
}

func sees(t *testing.T, lines []string, want ...string) {
	t.Helper()
	s := strings.Join(lines, "\n")
	for _, x := range want {
		if !strings.Contains(s, x) {
			t.Errorf("%q is not on the screen:\n%s", x, s)
		}
	}
}

func named(name act.Name) func() pane.Effect {
	return func() pane.Effect { return pane.Act{Name: name} }
}

func then(name act.Name) pane.Effect { return pane.Effects{pane.Close{}, pane.Act{Name: name}} }

func welcome() *Question {
	return Choose("Welcome", []string{"Both sides of the work in one place.", "", "Everything is kept in one private file 日本."}, []Choice{
		{Key: "s", Title: "Look around in a sample", Help: "3 customers, 5 projects", Effect: named("sample")},
		{Title: "Import a plan", Effect: named("import")},
		{Key: "e", Title: "Start empty"},
	})
}

func TestQuestion(t *testing.T) {
	env := newEnv(t)
	for _, c := range []struct {
		keys string
		want pane.Effect
	}{
		{"enter", then("sample")},
		{"down enter", then("import")},
		{"j j enter", pane.Close{}},
		{"tab enter", then("import")},
		{"up up enter", then("import")},
		{"right left enter", then("sample")},
		{"2", then("import")},
		{"S", then("sample")},
		{"e", pane.Close{}},
		{"y", then("sample")},
		{"9", nil},
		{"esc", pane.Close{}},
		{"n", pane.Close{}},
	} {
		if got := play(env, welcome(), strings.Fields(c.keys)...); cmp.Diff(got, c.want) != "" {
			t.Errorf("%s: %v, want %v", c.keys, got, c.want)
		}
	}
	q := welcome()
	q.Leave = named("left")
	if got := play(env, q, "esc"); cmp.Diff(got, then("left")) != "" {
		t.Errorf("leaving does %v", got)
	}
	if got := play(env, Message("Note", []string{"Read this."}), "enter"); cmp.Diff(got, pane.Effect(pane.Close{})) != "" {
		t.Errorf("a message does %v", got)
	}
}

func TestQuestionDraw(t *testing.T) {
	env := newEnv(t)
	q := welcome()
	w, h := q.Size(env, 78, 20)
	lines := draw(t, env, q, w, h)
	sees(t, lines, "▶ s  Look around", "2  Import a plan", "3 customers", "private file 日本")
	if lines[0] != layout.Blank(w) || lines[h-1] != layout.Blank(w) {
		t.Errorf("no air around:\n%s", strings.Join(lines, "\n"))
	}
	// With little room the text gives way, then the choices scroll with the cursor.
	sees(t, draw(t, env, q, 30, 3), "Look", "Import", "Start empty")
	play(env, q, "up")
	sees(t, draw(t, env, q, 30, 1), "Start empty")
	long := Message("Long", []string{strings.Repeat("word ", 200)})
	draw(t, env, long, 40, 8)
	long.Wheel(env, 0, 0, 500)
	draw(t, env, long, 40, 8)
	if long.off == 0 {
		t.Error("long text does not scroll")
	}
}

func TestQuestionMouse(t *testing.T) {
	env := newEnv(t)
	q := welcome()
	w, h := q.Size(env, 78, 20)
	lines := draw(t, env, q, w, h)
	for y, l := range lines {
		if strings.Contains(l, "Import a plan") {
			if got := q.Click(env, 8, y, false); cmp.Diff(got, then("import")) != "" {
				t.Errorf("click does %v", got)
			}
		}
	}
	if q.Click(env, 3, 0, false) != nil || q.Click(env, 3, 99, false) != nil {
		t.Error("a click beside the choices chooses")
	}
}

func TestPreview(t *testing.T) {
	env := newEnv(t)
	var lines []Line
	for i := range 40 {
		lines = append(lines, Line{fmt.Sprintf("line %d\x1b[31m Finish", i), Tone(i % 5)})
	}
	p := Review("Import x.xml", []string{"34 tasks are new.", "2 rows are rejected."}, lines, "takes 34 tasks", named("take"))
	sees(t, draw(t, env, p, 78, 20), "34 tasks are new.", "line 0 Finish", "▲ line 4", "✓ line 2", "enter takes 34 tasks", "esc leaves everything")
	if p.Foot() != "1-14/40" {
		t.Errorf("foot %q", p.Foot())
	}
	for _, c := range []struct {
		keys string
		off  int
	}{{"down", 1}, {"j j", 3}, {"up", 2}, {"right", 16}, {"right right right", 26}, {"left", 12}, {"k", 11}} {
		if got := play(env, p, strings.Fields(c.keys)...); got != nil || p.off != c.off {
			t.Errorf("%s: at %d, want %d, %v", c.keys, p.off, c.off, got)
		}
	}
	p.Wheel(env, 0, 0, -100)
	if p.off != 0 || p.Click(env, 1, 5, true) != nil {
		t.Errorf("wheel to %d", p.off)
	}
	if got := play(env, p, "enter"); cmp.Diff(got, then("take")) != "" {
		t.Errorf("accepting does %v", got)
	}
	if got := play(env, p, "esc"); cmp.Diff(got, pane.Effect(pane.Close{})) != "" {
		t.Errorf("leaving does %v", got)
	}
	plain := Preview("Read", []string{"a", "", "b"}, "enter does it", nil)
	if got := draw(t, env, plain, 60, 12); strings.Contains(strings.Join(got, ""), "does it") || plain.Foot() != "" {
		t.Errorf("nothing to accept is offered: %q", got)
	}
}

func TestProgress(t *testing.T) {
	env := newEnv(t)
	stops := 0
	p := Progress("Import", "records", func() pane.Effect { stops++; return pane.Toast{Text: "stop"} })
	p.Set(12345, 40000, 3*time.Second)
	w, h := p.Size(env, 78, 20)
	lines := draw(t, env, p, w, h)
	sees(t, lines, "12,345 of 40,000 records   30%   4,115/s   6s left", "esc stops it", "▇▁")
	if n := strings.Count(lines[1], "▇"); n != 17 {
		t.Errorf("%d cells of %d are full", n, w-4)
	}
	env.Theme = theme.New("none", true, true, true)
	sees(t, draw(t, env, p, w, h), "##--")
	p.Set(5, 0, 0)
	sees(t, draw(t, env, p, w, h), "5 records", "#")
	p.Set(99, 10, time.Second)
	sees(t, draw(t, env, p, w, h), "100%")
	if got := play(env, p, "esc"); cmp.Diff(got, pane.Effect(pane.Toast{Text: "stop"})) != "" || !p.Stopping() {
		t.Errorf("esc does %v", got)
	}
	play(env, p, "esc", "ctrl+c", "x")
	if stops != 1 {
		t.Errorf("stopped %d times", stops)
	}
	sees(t, draw(t, env, p, w, h), "Stopping.")
	if got := play(env, Progress("Step", "", nil), "esc"); got != nil {
		t.Errorf("what cannot be stopped does %v", got)
	}
}

func TestHelp(t *testing.T) {
	env := newEnv(t)
	triage := act.ScopeOf("triage")
	triage.Enabled = func(n act.Name) (bool, string) { return n != "triage.escalate", "it has no customer" }
	chain := act.Chain{triage, act.ScopeOf(act.Global)}
	h := Help(env, env.Keys.Help(chain))
	all := draw(t, env, h, 90, 400)
	sees(t, all, "Triage", "Everywhere", "Accept", "then c customer", "2-9 working days", "Not now: it has no customer", "shift+tab")
	for _, s := range env.Keys.Help(chain) {
		for _, r := range s.Rows {
			sees(t, all, r.Title)
		}
	}
	top := draw(t, env, h, 90, 20)
	play(env, h, "down", "down", "pgdown", "up")
	if got := draw(t, env, h, 90, 20); got[1] == top[1] && got[2] == top[2] || h.off != 19 {
		t.Errorf("not scrolled: %d", h.off)
	}
	play(env, h, strings.Split("undo", "")...)
	if got := draw(t, env, h, 90, 20); strings.Contains(strings.Join(got, ""), "Accept") {
		t.Error("the search narrows nothing")
	} else {
		sees(t, got, "Undo", "/ undo")
	}
	if x, y, ok := h.Cursor(); x != 6 || y != 0 || !ok {
		t.Errorf("cursor %d,%d", x, y)
	}
	play(env, h, "ctrl+u", "z")
	if got := strings.Join(draw(t, env, h, 90, 20), "\n"); !strings.Contains(got, "Zoom") || strings.Contains(got, "Snooze") {
		t.Errorf("the key z finds\n%s", got)
	}
	h.Paste(env, "zzz")
	sees(t, draw(t, env, h, 90, 20), "No key here does that")
	if got := play(env, h, "enter"); cmp.Diff(got, pane.Effect(pane.Close{})) != "" {
		t.Errorf("enter does %v", got)
	}
	h.Click(env, 3, 0, false)
	h.Wheel(env, 0, 0, 3)
}

// TestHelpShowsAllChoices: a verb with many second keys shows each, whole, on as many lines as they
// take; only at widths where one alone does not fit is it cut.
func TestHelpShowsAllChoices(t *testing.T) {
	env := newEnv(t)
	sections := env.Keys.Help(act.Chain{act.ScopeOf("browse"), act.ScopeOf(act.Global)})
	for _, w := range []int{60, 76, 100} {
		all := draw(t, env, Help(env, sections), w, 400)
		pages, _ := env.Keys.Def("app.show")
		for _, c := range pages.Choices {
			sees(t, all, c.Key+" "+c.Title)
		}
		for _, line := range all {
			if strings.Contains(line, env.Theme.Glyphs.Ellipsis) && !strings.Contains(line, "find a key") {
				t.Errorf("%d cells: cut: %q", w, line)
			}
		}
	}
}

// Every dialog at every size: exact lines, no panic, no wish for more than there is.
func TestGeometry(t *testing.T) {
	env := newEnv(t)
	themes := []*theme.Theme{env.Theme, theme.New("light", false, false, false), theme.New("none", true, true, true)}
	var lines []Line
	for i := range 30 {
		lines = append(lines, Line{"日本 " + strings.Repeat("x", i*4), Tone(i % 5)})
	}
	p := Progress("Import", "records", named("x"))
	for i, o := range []pane.Overlay{
		welcome(), Message("Wide", []string{strings.Repeat("日本", 90)}), Preview("P", []string{"a"}, "does it", named("x")),
		Review("R", []string{strings.Repeat("head ", 40), "two"}, lines, "takes all", named("x")), p,
		Help(env, env.Keys.Help(act.Chain{act.ScopeOf("triage"), act.ScopeOf(act.Global)})), Help(env, nil),
	} {
		for w := 0; w <= 200; w += 1 + w/12 {
			for _, h := range []int{0, 1, 2, 3, 4, 5, 7, 10, 24, 60} {
				env.Theme = themes[(w+h+i)%3]
				p.Set(int64(w*h), int64(h%2*9000), time.Duration(w)*time.Second)
				play(env, o, "down")
				draw(t, env, o, w, h)
				if sw, sh := o.Size(env, w, h); sw > w || sh > h {
					t.Fatalf("%T wants %dx%d of %dx%d", o, sw, sh, w, h)
				}
			}
		}
		if o.Title(env) == "" {
			t.Errorf("%T has no title", o)
		}
	}
}
