package dialog

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tandem/ui/act"
	"tandem/ui/pane"
)

// threeWays is a preview of which three ways are offered, each with ten lines more than the one before.
func threeWays() *PreviewView {
	ways := []string{"a copy", "a link", "a note"}
	return Either(ways, func(i int) *PreviewView {
		var lines []string
		for n := range 10 * (i + 1) {
			lines = append(lines, fmt.Sprintf("%s %d", ways[i], n))
		}
		return Preview("Way "+ways[i], lines, "makes "+ways[i], named(act.Name(fmt.Sprint("make", i))))
	})
}

// TestWays: left and right go from way to way and round the ends, the last line tells which comes next, and enter
// makes the one that shows.
func TestWays(t *testing.T) {
	env := newEnv(t)
	for _, x := range []struct {
		keys  string
		title string
		next  string
		makes act.Name
	}{
		{"", "Way a copy", "makes a link instead", "make0"}, {"right", "Way a link", "makes a note instead", "make1"}, {"right right", "Way a note", "makes a copy instead", "make2"},
		{"right right right", "Way a copy", "makes a link instead", "make0"}, {"left", "Way a note", "makes a copy instead", "make2"}, {"left right", "Way a copy", "makes a link instead", "make0"},
	} {
		p := threeWays()
		play(env, p, strings.Fields(x.keys)...)
		s := draw(t, env, p, 90, 16)
		if p.Title(env) != x.title || !strings.Contains(s[15], x.next) {
			t.Errorf("%q: %s, %q", x.keys, p.Title(env), s[15])
		}
		if got := play(env, p, "enter"); cmp.Diff(got, then(x.makes)) != "" {
			t.Errorf("%q: enter does %v", x.keys, got)
		}
	}
	p := threeWays()
	play(env, p, "right", "right")
	draw(t, env, p, 90, 16)
	play(env, p, "pgdown", "pgdown", "right") // from the end of thirty lines to a way of ten
	if draw(t, env, p, 90, 16); p.off != 0 {
		t.Errorf("another way begins at line %d", p.off)
	}
	one := Either([]string{"a copy"}, func(int) *PreviewView { return Preview("x", []string{"a"}, "makes it", named("make")) })
	if s := draw(t, env, one, 90, 8); strings.Contains(s[7], "instead") {
		t.Errorf("one way alone offers another: %q", s[7])
	}
}

// TestPreviewLastLine: a click on what the last line says does it; beside it, and on the lines, nothing.
func TestPreviewLastLine(t *testing.T) {
	env := newEnv(t)
	p := Review("Import", []string{"2 tasks are new."}, []Line{{Text: "one"}, {Text: "two"}}, "enter takes both", named("take"))
	s := draw(t, env, p, 70, 12)
	last := s[11]
	at := func(text string) int {
		i := strings.Index(last, text)
		if i < 0 {
			t.Fatalf("no %q in %q", text, last)
		}
		return len([]rune(last[:i]))
	}
	for _, x := range []struct {
		name string
		x, y int
		want pane.Effect
	}{
		{"what enter does", at("takes both") + 2, 11, then("take")}, {"what esc does", at("leaves"), 11, pane.Close{}},
		{"behind it", 69, 11, nil}, {"before it", 0, 11, nil}, {"a line", at("takes both"), 4, nil},
	} {
		if got := p.Click(env, x.x, x.y, false); cmp.Diff(got, x.want) != "" {
			t.Errorf("%s: %v, want %v", x.name, got, x.want)
		}
	}
	draw(t, env, p, 70, 4) // too low for the line
	if got := p.Click(env, at("takes both"), 3, false); got != nil {
		t.Errorf("a line that does not show does %v", got)
	}
}

// TestPreviewLastLineWays: a click on the other way that the last line offers goes to it.
func TestPreviewLastLineWays(t *testing.T) {
	env := newEnv(t)
	p := threeWays()
	for _, want := range []string{"makes a link instead", "makes a note instead", "makes a copy instead"} {
		last := draw(t, env, p, 90, 12)[11]
		i := strings.Index(last, want)
		if i < 0 {
			t.Fatalf("no %q in %q", want, last)
		}
		x := len([]rune(last[:i]))
		if p.Click(env, x+len(want)+1, 11, false); !strings.Contains(draw(t, env, p, 90, 12)[11], want) {
			t.Errorf("a click behind %q turns", want)
		}
		if got := p.Click(env, x+2, 11, false); got != nil {
			t.Errorf("a click on %q gives %v", want, got)
		}
		if strings.Contains(draw(t, env, p, 90, 12)[11], want) {
			t.Errorf("a click on %q does nothing", want)
		}
	}
}

// TestAskSays: what is typed is read at each key; what means nothing is said and not taken, esc leaves.
func TestAskSays(t *testing.T) {
	env := newEnv(t)
	taken := ""
	a := Ask("How many?", "a number of days", func(s string) (string, error) {
		if strings.Trim(s, "0123456789") != "" || s == "" {
			return "", errors.New("that is no number")
		}
		return s + " days", nil
	}, func(s string) pane.Effect { taken = s; return pane.Act{Name: "done"} })
	if s := draw(t, env, a, 60, 6); strings.Contains(strings.Join(s, "\n"), "no number") {
		t.Error("an empty line is wrong already")
	}
	if got := play(env, a, "enter"); got != nil || taken != "" {
		t.Errorf("nothing typed does %v", got)
	}
	play(env, a, "1", "x")
	sees(t, draw(t, env, a, 60, 6), "that is no number", "a number of days")
	if got := play(env, a, "enter"); got != nil || taken != "" {
		t.Errorf("1x is taken: %v", got)
	}
	play(env, a, "ctrl+u", "4", "2")
	sees(t, draw(t, env, a, 60, 6), "= 42 days")
	if x, y, ok := a.Cursor(); !ok || x != 3 || y != 0 {
		t.Errorf("the cursor is at %d, %d, %v", x, y, ok)
	}
	if got := play(env, a, "enter"); taken != "42" || cmp.Diff(got, then("done")) != "" {
		t.Errorf("%q, %v", taken, got)
	}
	a.Paste(env, "7")
	if s := draw(t, env, a, 60, 6); !strings.Contains(strings.Join(s, "\n"), "= 427 days") {
		t.Errorf("pasted: %q", s)
	}
	if got := play(env, a, "esc"); cmp.Diff(got, pane.Effect(pane.Close{})) != "" {
		t.Errorf("esc does %v", got)
	}
	short := a.Saying("next").Scopes()[0].Short
	if short("palette.run") != "next" || short("palette.close") != "cancel" || short("move.up") != "" {
		t.Errorf("the footer says %q, %q", short("palette.run"), short("palette.close"))
	}
}
