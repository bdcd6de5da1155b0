package entry

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"tandem/ui/layout"
	"tandem/ui/theme"
)

var press = map[string]tea.KeyPressMsg{
	"left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight}, "home": {Code: tea.KeyHome}, "end": {Code: tea.KeyEnd},
	"backspace": {Code: tea.KeyBackspace}, "delete": {Code: tea.KeyDelete}, "space": {Code: ' ', Text: " "},
	"alt+b": {Code: 'b', Mod: tea.ModAlt}, "alt+f": {Code: 'f', Mod: tea.ModAlt}, "alt+d": {Code: 'd', Mod: tea.ModAlt},
	"ctrl+w": {Code: 'w', Mod: tea.ModCtrl}, "ctrl+u": {Code: 'u', Mod: tea.ModCtrl}, "ctrl+k": {Code: 'k', Mod: tea.ModCtrl},
	"ctrl+left": {Code: tea.KeyLeft, Mod: tea.ModCtrl}, "f1": {Code: tea.KeyF1},
}

// play types words into e: key names, or runes.
func play(e *Entry, words ...string) {
	for _, w := range words {
		if k, ok := press[w]; ok {
			e.Key(k)
			continue
		}
		for _, r := range w {
			e.Key(tea.KeyPressMsg{Code: r, Text: string(r)})
		}
	}
}

func TestEditing(t *testing.T) {
	for _, c := range []struct {
		name string
		keys []string
		want string // | is the cursor
	}{
		{"typing", []string{"Ada L"}, "Ada L|"},
		{"insert in the middle", []string{"Aa", "left", "d"}, "Ad|a"},
		{"ends", []string{"bc", "home", "a", "end", "d"}, "abcd|"},
		{"backspace at the start", []string{"a", "home", "backspace"}, "|a"},
		{"delete", []string{"abc", "home", "delete"}, "|bc"},
		{"word left", []string{"one two  ", "alt+b"}, "one |two  "},
		{"word left twice", []string{"one two", "alt+b", "ctrl+left"}, "|one two"},
		{"word right", []string{"one two", "home", "alt+f"}, "one| two"},
		{"word right to the end", []string{"one two", "home", "alt+f", "alt+f", "alt+f"}, "one two|"},
		{"cut a word", []string{"one two three", "ctrl+w"}, "one two |"},
		{"cut a word of wide runes", []string{"one 日本", "ctrl+w"}, "one |"},
		{"cut the word ahead", []string{"one two", "home", "alt+d"}, "| two"},
		{"cut to the start", []string{"one two", "left", "left", "ctrl+u"}, "|wo"},
		{"cut to the end", []string{"one two", "home", "right", "ctrl+k"}, "o|"},
		{"accent is one character", []string{"cafe\u0301s", "left", "backspace"}, "caf|s"},
		{"a family is one character", []string{"a👨‍👩‍👧b", "left", "left", "x"}, "ax|👨‍👩‍👧b"},
		{"a comma parts words", []string{"one,two", "ctrl+w"}, "one,|"},
		{"an unknown key", []string{"a", "f1", "b"}, "ab|"},
	} {
		e := &Entry{}
		play(e, c.keys...)
		if got := e.Before() + "|" + strings.TrimPrefix(e.Value(), e.Before()); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestKeySaysWhetherItChanged(t *testing.T) {
	e := New("")
	for _, c := range []struct {
		key  string
		want bool
	}{{"backspace", false}, {"left", false}, {"space", true}, {"home", false}, {"delete", true}, {"delete", false}} {
		if got := e.Key(press[c.key]); got != c.want {
			t.Errorf("%s: changed = %v", c.key, got)
		}
	}
	if e.Clear() || e.Paste("\x1b[31m") {
		t.Error("nothing counts as a change")
	}
}

func TestPasteIsCleaned(t *testing.T) {
	e := New("")
	e.Paste("\x1b[31mred\x1b[0m\nline\ttwo\x07\u202e")
	if got := e.Value(); got != "red line two" {
		t.Errorf("pasted %q", got)
	}
	long := &Entry{Lines: true}
	long.Set("one\r\ntwo\tthree\x1b]0;x\x07")
	if got := long.Value(); got != "one\ntwo\tthree" {
		t.Errorf("kept %q", got)
	}
	th := theme.New("none", true, true, true)
	if got := ansi.Strip(long.Draw(14, th, true)); got != "one/two three " {
		t.Errorf("drawn %q", got)
	}
}

func TestDrawScrollsSideways(t *testing.T) {
	th := theme.New("none", true, true, false)
	e := New("name")
	see := func(w int, want string, x int) {
		t.Helper()
		if got := ansi.Strip(e.Draw(w, th, true)); got != want || e.Cursor() != x {
			t.Errorf("width %d: %q cursor %d, want %q cursor %d", w, got, e.Cursor(), want, x)
		}
	}
	see(8, "name    ", 0)
	see(3, "na…", 0)
	e.Set("abcdefghij")
	see(12, "abcdefghij  ", 10)
	see(6, "…ghij ", 5)
	play(e, "home")
	see(6, "abcde…", 0)
	play(e, "end", "left", "left")
	see(6, "…fghij", 4)
	if got := ansi.Strip(e.Draw(6, th, false)); got != "abcde…" {
		t.Errorf("without focus %q", got)
	}
	e.Set("日本語テキスト")
	see(7, "… スト ", 6)
	play(e, "home")
	see(7, "日本語…", 0)
	see(6, "日本 …", 0)
	e.Set("12 jan")
	e.Ghost = "uary"
	see(12, "12 january  ", 6)
	see(8, "12 janu…", 6)
}

func TestClick(t *testing.T) {
	th := theme.New("dark", true, false, false)
	e := New("")
	e.Set("日本 abc")
	e.Draw(20, th, true)
	for _, c := range []struct {
		x    int
		want string
	}{{0, ""}, {1, ""}, {2, "日"}, {4, "日本"}, {5, "日本 "}, {19, "日本 abc"}} {
		e.Click(c.x)
		if e.Before() != c.want {
			t.Errorf("click at %d: before %q, want %q", c.x, e.Before(), c.want)
		}
	}
	if e.Splice(0, 3, "x"); e.Value() != "x本 abc" || e.Before() != "x" {
		t.Errorf("spliced %q before %q", e.Value(), e.Before())
	}
	if e.Splice(-4, 99, ""); e.Value() != "" || !e.AtEnd() {
		t.Errorf("spliced away: %q", e.Value())
	}
}

// Marked text gives way to what is typed, pasted or cut; a move keeps it.
func TestMarked(t *testing.T) {
	for _, c := range []struct {
		keys []string
		want string
	}{
		{[]string{"x"}, "x"}, {[]string{"backspace"}, ""}, {[]string{"home", "x"}, "xold"}, {[]string{"delete"}, ""},
		{[]string{"left", "x"}, "olxd"}, {[]string{"f1", "x"}, "x"}, {[]string{"end", "x"}, "oldx"}, {[]string{"x", "y"}, "xy"}, {[]string{"ctrl+k"}, ""},
	} {
		e := New("")
		e.Set("old")
		e.Marked = true
		play(e, c.keys...)
		if e.Value() != c.want {
			t.Errorf("%v: %q, want %q", c.keys, e.Value(), c.want)
		}
	}
	th := theme.New("dark", true, false, false)
	e := New("")
	e.Set("old")
	plain := e.Draw(10, th, true)
	if e.Marked = true; e.Draw(10, th, true) == plain {
		t.Error("marked text does not look marked")
	}
	e.Draw(10, th, true)
	e.Click(1)
	e.Paste("x")
	if e.Value() != "oxld" {
		t.Errorf("a click ends the mark: %q", e.Value())
	}
}

// Whatever is typed: the line has its width, the cursor shows, text and cursor stay whole.
func TestAnyTyping(t *testing.T) {
	themes := []*theme.Theme{theme.New("dark", true, false, false), theme.New("none", true, true, true)}
	names := []string{"left", "right", "home", "end", "backspace", "delete", "alt+b", "alt+f", "alt+d", "ctrl+w", "ctrl+u", "ctrl+k"}
	rapid.Check(t, func(t *rapid.T) {
		e := &Entry{Lines: rapid.Bool().Draw(t, "lines"), Ghost: rapid.String().Draw(t, "ghost"), Placeholder: "what"}
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			if rapid.Bool().Draw(t, "type") {
				e.Paste(rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"日本", "e\u0301", "\u0301", "👨‍👩‍👧", "🇩🇪", "a\tb\nc", "\u200d", "ﷺ"})).Draw(t, "text"))
			} else {
				e.Key(press[rapid.SampledFrom(names).Draw(t, "key")])
			}
			w := rapid.IntRange(0, 30).Draw(t, "w")
			focused := rapid.Bool().Draw(t, "focused")
			line := e.Draw(w, rapid.SampledFrom(themes).Draw(t, "theme"), focused)
			if n := layout.Width(line); n != w {
				t.Fatalf("%d cells, want %d: %q", n, w, line)
			}
			if x := e.Cursor(); x < 0 || w > 0 && x >= w {
				t.Fatalf("cursor at %d of %d for %q", x, w, e.Value())
			}
			if !utf8.ValidString(e.Value()) || !utf8.ValidString(e.Before()) || strings.ContainsAny(line, "\n\t") {
				t.Fatalf("torn: %q before %q", e.Value(), e.Before())
			}
		}
	})
}

func TestMatch(t *testing.T) {
	labels := []string{"T-14 Carrier API", "T-15 Label print", "T-16 Cut-over", "A-1 Northwind Logistics", "H-3 Ada Lovelace", "H-9 Edgar Nord"}
	for _, c := range []struct{ typed, want string }{
		{"carr", "T-14 Carrier API"}, {"API", "T-14 Carrier API"}, {"t-15", "T-15 Label print"}, {"over", "T-16 Cut-over"},
		{"nord", "H-9 Edgar Nord"}, {"north", "A-1 Northwind Logistics"}, {"lov", "H-3 Ada Lovelace"}, {"xyz", ""}, {"", ""},
	} {
		best, top := "", 0
		for _, l := range labels {
			if s, _, ok := Match(c.typed, l); ok && (best == "" || s > top) {
				best, top = l, s
			}
		}
		if best != c.want {
			t.Errorf("%q finds %q, want %q", c.typed, best, c.want)
		}
	}
	if _, at, _ := Match("car", "a Care c a r"); !slices.Equal(at, []int{2, 3, 4}) {
		t.Errorf("marks %v, want the piece that begins a word", at)
	}
	if _, at, ok := Match("ép", "Équipe"); !ok || len(at) != 2 {
		t.Errorf("marks %v %v", at, ok)
	}
}
