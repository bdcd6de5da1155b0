package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestKeysAsPeopleWriteThem: every usual spelling is the key press it means.
func TestKeysAsPeopleWriteThem(t *testing.T) {
	for in, want := range map[string]string{
		"C-x": "ctrl+x", "M-x": "alt+x", "S-tab": "shift+tab", "Control-N": "ctrl+n", "meta+left": "alt+left", "option-f": "alt+f",
		"shift+a": "A", "shift+ctrl+up": "ctrl+shift+up", "shift-alt-ctrl-left": "ctrl+alt+shift+left", "Ctrl+PageDown": "ctrl+pgdown",
		"Return": "enter", "CR": "enter", "Escape": "esc", "Spacebar": "space", " ": "space", "Del": "delete", "Ins": "insert", "BS": "backspace",
		"F12": "f12", "f1": "f1", "ctrl++": "ctrl++", "ctrl+-": "ctrl+-", "ctrl--": "ctrl+-", "+": "+", "-": "-", "ä": "ä", "A": "A",
	} {
		if got, why := Key(in); got != want || why != "" {
			t.Errorf("%q: %q %q, want %q", in, got, why, want)
		}
	}
	for in, want := range map[string]string{
		"": "names no key", "f21": "names no key", "entre": "did you mean enter?", "crtl+x": "did you mean ctrl?", "hyper+x": "is none of ctrl, alt, shift",
		"ctrl+i": "arrives as tab", "ctrl-M": "arrives as enter", "ctrl+[": "arrives as esc", "shift+1": "write the sign that shift gives",
	} {
		if got, why := Key(in); got != "" || !strings.Contains(why, want) {
			t.Errorf("%q: %q %q, want %q", in, got, why, want)
		}
	}
}

// TestKeyIsItsOwnName: what a key press is called is taken as it is, so that what tandem prints can be
// written back.
func TestKeyIsItsOwnName(t *testing.T) {
	mod := rapid.SampledFrom([]string{"", "ctrl+", "alt+", "shift+", "ctrl+alt+", "ctrl+shift+", "ctrl+alt+shift+"})
	last := rapid.SampledFrom(append([]string{"b", "z", "7", "/", "é"}, named...))
	rapid.Check(t, func(t *rapid.T) {
		key, why := Key(mod.Draw(t, "modifiers") + last.Draw(t, "key"))
		if why != "" {
			return // a letter with shift alone is another letter, and so on
		}
		if again, why := Key(key); again != key || why != "" {
			t.Fatalf("%q is read back as %q %q", key, again, why)
		}
	})
}

// TestDistance: letters to add, drop, change or swap with their neighbour; by hand.
func TestDistance(t *testing.T) {
	for _, x := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"", "abc", 3}, {"abc", "", 3}, {"theme", "theme", 0}, {"them", "theme", 1}, {"tehme", "theme", 1}, {"thene", "theme", 1}, {"themee", "theme", 1},
		{"ehtme", "theme", 2}, {"kitten", "sitting", 3}, {"ca", "abc", 3}} {
		if got := distance(x.a, x.b); got != x.want {
			t.Errorf("%q to %q: %d, want %d", x.a, x.b, got, x.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[a-c]{0,6}`)
		a, b := word.Draw(t, "a"), word.Draw(t, "b")
		d := distance(a, b)
		if d != distance(b, a) || (d == 0) != (a == b) || d > max(len(a), len(b)) || d < max(len(a), len(b))-min(len(a), len(b)) {
			t.Fatalf("%q to %q is %d, and back %d", a, b, d, distance(b, a))
		}
	})
}

// TestNearest: at most two letters off, three in a long name, and nothing that is as far as it is long.
func TestNearest(t *testing.T) {
	known := []string{"theme", "ascii", "on", "confirm_delete"}
	for in, want := range map[string]string{"Theme": "theme", "tme": "theme", "xyz": "", "of": "on", "ox": "on", "xx": "", "confrm_delet": "confirm_delete", "cnfrm_delet": "confirm_delete"} {
		if got := nearest(in, known); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	if got := nearest(strings.Repeat("theme", 30), known); got != "" {
		t.Errorf("a text is taken for %q", got)
	}
}

// TestWhatIsWritten: a value in a message is that of the file, in quotes where it is text, and short.
func TestWhatIsWritten(t *testing.T) {
	for want, v := range map[string]any{`"a"`: "a", "3": int64(3), "1.5": 1.5, "true": true, "a section": map[string]any{"a": 1}, "a list": []any{1}} {
		if got := written(v); got != want {
			t.Errorf("%v: %q, want %q", v, got, want)
		}
	}
	// forty signs, the first of them the quotation mark, and three dots
	if got := written(strings.Repeat("x", 90)); got != `"`+strings.Repeat("x", 39)+"..." {
		t.Errorf("%q", got)
	}
	// an é at the cut is two bytes, of which one would be left
	if got := written(strings.Repeat("é", 40)); !strings.HasSuffix(got, "?...") || strings.Contains(got, "\xc3.") {
		t.Errorf("%q", got)
	}
}

// TestTheLaterWordHolds: what was chosen on the screen stays until the file says something else than it
// did then; likewise for plain ASCII.
func TestTheLaterWordHolds(t *testing.T) {
	for _, x := range []struct {
		name         string
		chosen, over string
		file, want   string
	}{
		{"nothing chosen", "", "", "light", "light"},
		{"chosen over the file", "dark", "light", "light", "dark"},
		{"the file changed since", "dark", "light", "plain", "plain"},
		{"the file is silent now", "dark", "light", "", ""},
		{"chosen over a silent file", "dark", "", "", "dark"},
	} {
		if got := (State{Theme: x.chosen, Over: x.over}).ThemeOf(Config{Theme: x.file}); got != x.want {
			t.Errorf("%s: theme %q, want %q", x.name, got, x.want)
		}
		if got := (State{ASCII: x.chosen, Plain: x.over}).PlainOf(Config{ASCII: x.file}); got != x.want {
			t.Errorf("%s: ascii %q, want %q", x.name, got, x.want)
		}
	}
}

// TestStateIsPrivate: the file is the user's alone, nothing else is left beside it, and what cannot be
// written is told and leaves nothing behind.
func TestStateIsPrivate(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "er")
	path := filepath.Join(dir, "state.toml")
	for _, split := range []int{40, 60} {
		if err := (State{Theme: "dark", Split: split}).Save(path); err != nil {
			t.Fatal(err)
		}
		if got := LoadState(path); got.Split != split || got.Theme != "dark" {
			t.Errorf("%+v", got)
		}
	}
	st, err := os.Stat(path)
	if err != nil || st.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", st.Mode(), err)
	}
	if list, _ := os.ReadDir(dir); len(list) != 1 {
		t.Errorf("left behind: %v", list)
	}
	if err := (State{}).Save(filepath.Join(path, "below-a-file")); err == nil {
		t.Error("a folder below a file")
	}
	// out of range or unknown: as if it were not there
	for _, text := range []string{"split = 24", "split = 76", "split = \"x\"", "theme = 3"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := LoadState(path); got != (State{}) {
			t.Errorf("%s: %+v", text, got)
		}
	}
	if err := os.WriteFile(path, []byte("split = 25\nascii = \"off\""), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := LoadState(path); got.Split != 25 || got.ASCII != "off" {
		t.Errorf("%+v", got)
	}
}
