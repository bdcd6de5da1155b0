package entry

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"tandem/ui/layout"
	"tandem/ui/theme"
)

// line is the entry as one would write it for ASCII only, to hold the real one against.
type line struct {
	text string
	at   int
}

func (l *line) do(key string) {
	switch key {
	case "left":
		l.at = max(0, l.at-1)
	case "right":
		l.at = min(len(l.text), l.at+1)
	case "home":
		l.at = 0
	case "end":
		l.at = len(l.text)
	case "backspace":
		if l.at > 0 {
			l.text, l.at = l.text[:l.at-1]+l.text[l.at:], l.at-1
		}
	case "delete":
		if l.at < len(l.text) {
			l.text = l.text[:l.at] + l.text[l.at+1:]
		}
	case "ctrl+u":
		l.text, l.at = l.text[l.at:], 0
	case "ctrl+k":
		l.text = l.text[:l.at]
	default:
		l.text, l.at = l.text[:l.at]+key+l.text[l.at:], l.at+len(key)
	}
}

func TestAgainstAPlainLine(t *testing.T) {
	keys := []string{"left", "right", "home", "end", "backspace", "delete", "ctrl+u", "ctrl+k", "a", "bc", ",", "x y"}
	th := theme.New("none", true, true, true)
	rapid.Check(t, func(t *rapid.T) {
		e, l := &Entry{}, &line{}
		for _, k := range rapid.SliceOfN(rapid.SampledFrom(keys), 1, 40).Draw(t, "keys") {
			play(e, strings.Split(k, "\x00")...)
			l.do(k)
			if e.Value() != l.text || len(e.Before()) != l.at {
				t.Fatalf("after %q: %q at %d, want %q at %d", k, e.Value(), len(e.Before()), l.text, l.at)
			}
			w := rapid.IntRange(5, 30).Draw(t, "w")
			shown := ansi.Strip(e.Draw(w, th, true))
			if len(l.text) < w && strings.TrimRight(shown, " ") != strings.TrimRight(l.text, " ") {
				t.Fatalf("%q is drawn %q in %d cells", l.text, shown, w)
			}
			// What stands under the cursor is the character it stands on, wherever it scrolled to.
			if under := shown[e.Cursor()]; l.at < len(l.text) && under != l.text[l.at] || l.at == len(l.text) && under != ' ' {
				t.Fatalf("the cursor of %q at %d stands on %q of %q", l.text, l.at, under, shown)
			}
		}
	})
}

func TestPlaceholderAndGhost(t *testing.T) {
	for _, th := range []*theme.Theme{theme.New("dark", true, false, false), theme.New("light", false, false, true), theme.New("none", true, true, false)} {
		e := New("search here")
		for _, c := range []struct {
			value, ghost string
			w            int
			want         string
		}{
			{"", "", 20, "search here         "},
			{"", "never shown", 20, "search here         "},
			{"Car", "rier API", 20, "Carrier API         "},
			{"Car", "rier API", 4, "Car" + th.Glyphs.Ellipsis},
			{"Car", "", 1, " "},
			{"日本", "語", 8, "日本語  "},
		} {
			e.Set(c.value)
			e.Ghost = c.ghost
			got := e.Draw(c.w, th, true)
			if ansi.Strip(got) != c.want || layout.Width(got) != c.w {
				t.Errorf("%s: %q + %q in %d: %q, want %q", th.Name, c.value, c.ghost, c.w, ansi.Strip(got), c.want)
			}
		}
	}
}

func TestWords(t *testing.T) {
	for _, c := range []struct {
		before, after string
		left, right   int
	}{
		{"", "", 0, 0},
		{"one", "", 0, 3},
		{"one ", "two", 0, 7},
		{"one, two;", " three", 5, 15},
		{"日本 ", "語", 0, 10},
		{"a|b", "|c", 2, 5},
		{"   ", "   ", 0, 6},
	} {
		e := New("")
		e.Set(c.before + c.after)
		e.at = len(c.before)
		if l, r := e.wordLeft(), e.wordRight(); l != c.left || r != c.right {
			t.Errorf("%q|%q: words at %d and %d, want %d and %d", c.before, c.after, l, r, c.left, c.right)
		}
	}
}
