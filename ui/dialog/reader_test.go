package dialog

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"tandem/ui/act"
	"tandem/ui/pane"
)

func pages(n int) string {
	var b strings.Builder
	b.WriteString("# Report\n\n")
	for i := range n {
		fmt.Fprintf(&b, "- line %d\n", i)
	}
	return b.String()
}

func readerScreen(t *testing.T, r *ReaderView, env pane.Env, w, h int) string {
	t.Helper()
	lines := r.Draw(env, w, h, true)
	if len(lines) != h {
		t.Fatalf("%dx%d: %d lines", w, h, len(lines))
	}
	for _, l := range lines {
		if ansi.StringWidth(l) != w {
			t.Fatalf("%dx%d: %q", w, h, l)
		}
	}
	return ansi.Strip(strings.Join(lines, "\n"))
}

// The page says what enter does with this text; all other keys are the footer's. A text that is
// only to be read has the whole page.
func TestReaderSaysItsVerb(t *testing.T) {
	env := newEnv(t)
	r := Reader("Status", pages(100), "keeps it as sent", func(string) pane.Effect { return nil })
	s := readerScreen(t, r, env, 60, 20)
	if !strings.Contains(s, "enter keeps it as sent") || strings.Contains(s, "copies") || strings.Contains(s, "esc") {
		t.Errorf("the page:\n%s", s)
	}
	plain := Reader("Status", pages(100), "", nil)
	s = readerScreen(t, plain, env, 60, 20)
	if strings.Contains(s, "enter") || plain.room != r.room+1 {
		t.Errorf("to be read only, %d lines against %d:\n%s", plain.room, r.room, s)
	}
	for _, size := range [][2]int{{1, 1}, {3, 2}, {20, 5}, {84, 30}, {200, 60}} {
		readerScreen(t, r, env, size[0], size[1])
		readerScreen(t, plain, env, size[0], size[1])
	}
}

func TestReaderScrollsToTheEnds(t *testing.T) {
	env := newEnv(t)
	r := Reader("Status", pages(100), "keeps it", func(string) pane.Effect { return nil })
	readerScreen(t, r, env, 60, 20)
	for _, x := range []struct {
		action act.Name
		want   string
	}{{"move.bottom", "line 99"}, {"move.pageup", "line 80"}, {"move.top", "line 0"}, {"move.pagedown", "line 20"}, {"move.down", "line 30"}} {
		r.Handle(env, act.Result{Action: x.action})
		if s := readerScreen(t, r, env, 60, 20); !strings.Contains(s, x.want+" ") {
			t.Errorf("%s does not show %s:\n%s", x.action, x.want, s)
		}
	}
	r.Wheel(env, 0, 0, 1000)
	if s := readerScreen(t, r, env, 60, 20); !strings.Contains(s, "line 99") || !strings.HasSuffix(r.Foot(), fmt.Sprint("/", len(r.lines))) {
		t.Errorf("the wheel, %s:\n%s", r.Foot(), s)
	}
}

func TestReaderHandsOverTheText(t *testing.T) {
	env := newEnv(t)
	kept := ""
	r := Reader("Status", "one", "keeps it", func(s string) pane.Effect { kept = s; return nil })
	if c, ok := r.Handle(env, act.Result{Action: "reader.copy"}).(pane.Copy); !ok || c.Text != "one" {
		t.Error("y copies nothing")
	}
	ed, ok := r.Handle(env, act.Result{Action: "reader.edit"}).(pane.Editor)
	if !ok {
		t.Fatal("e opens no editor")
	}
	ed.Done("two")
	if s := readerScreen(t, r, env, 40, 8); !strings.Contains(s, "two") {
		t.Errorf("what was edited does not show:\n%s", s)
	}
	if r.Handle(env, act.Result{Action: "reader.accept"}); kept != "two" {
		t.Errorf("kept %q", kept)
	}
	if _, ok := r.Handle(env, act.Result{Action: "dialog.cancel"}).(pane.Close); !ok {
		t.Error("esc does not close")
	}
	only := Reader("Brief", "one", "", nil).Scopes()[0]
	if ok, why := only.Enabled("reader.accept"); ok || why == "" {
		t.Error("a text to be read only is accepted")
	}
}

// TestReaderSpellsMoney: where signs cannot be drawn amounts have the codes of their currencies, as in lists;
// the text that is handed over keeps the signs.
func TestReaderSpellsMoney(t *testing.T) {
	env := newEnv(t)
	th := *env.Theme
	th.ASCII, env.Theme = true, &th
	r := Reader("Status", "Spent: €48,200 of €1.3M", "", nil)
	if s := readerScreen(t, r, env, 60, 20); !strings.Contains(s, "EUR 48,200 of EUR 1.3M") || strings.Contains(s, "€") {
		t.Error(s)
	}
	if c, ok := r.Handle(env, act.Result{Action: "reader.copy"}).(pane.Copy); !ok || !strings.Contains(c.Text, "€48,200") {
		t.Errorf("%+v", c)
	}
}
