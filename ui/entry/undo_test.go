package entry

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"tandem/ui/theme"
)

var undo, redo = tea.KeyPressMsg{Code: 'u', Mod: tea.ModAlt}, tea.KeyPressMsg{Code: 'u', Mod: tea.ModAlt | tea.ModShift}

func TestUndoByWords(t *testing.T) {
	e := New("")
	play(e, "one two", "left", "x")
	for _, want := range []string{"one two", "one ", ""} {
		if !e.Key(undo) || e.Value() != want {
			t.Fatalf("undone to %q, want %q", e.Value(), want)
		}
	}
	if e.Key(undo) {
		t.Error("there is nothing left to undo")
	}
	for _, want := range []string{"one ", "one two", "one twxo"} {
		if !e.Key(redo) || e.Value() != want {
			t.Fatalf("redone to %q, want %q", e.Value(), want)
		}
	}
	if e.Key(redo) || e.Before() != "one twx" {
		t.Errorf("the cursor is behind %q", e.Before())
	}
	e.Undo()
	if play(e, "!"); e.Redo() {
		t.Error("what was typed anew did not end the redo")
	}
}

// TestUndoSteps: a paste, a cut, a clearing and a value set are one step each.
func TestUndoSteps(t *testing.T) {
	for name, do := range map[string]func(e *Entry){
		"paste":           func(e *Entry) { e.Paste(strings.Repeat("many words\n", 2000)) },
		"paste on marked": func(e *Entry) { e.Marked = true; e.Paste("new") },
		"type on marked":  func(e *Entry) { e.Marked = true; play(e, "n") },
		"cut marked":      func(e *Entry) { e.Marked = true; play(e, "backspace") },
		"cut a word":      func(e *Entry) { play(e, "ctrl+w") },
		"clear":           func(e *Entry) { e.Clear() },
		"set":             func(e *Entry) { e.Set("other") },
		"splice":          func(e *Entry) { e.Splice(0, 2, "S") },
		"splice nothing":  func(e *Entry) { e.Splice(0, 2, "") },
	} {
		e := New("")
		e.Set("as it was")
		if e.Undo() {
			t.Fatal("the first text of a line is no step")
		}
		do(e)
		if e.Value() == "as it was" {
			t.Errorf("%s did nothing", name)
		}
		if !e.Undo() || e.Value() != "as it was" || e.Undo() {
			t.Errorf("%s: after one undo %.40q", name, e.Value())
		}
	}
}

// TestUndoIsBounded: long texts do not pile up, and the newest step always works.
func TestUndoIsBounded(t *testing.T) {
	e := New("")
	e.Set("start")
	big := strings.Repeat("x", 1<<20)
	for range 20 {
		e.Paste(big)
	}
	if e.past.size > mostBytes+len(e.Value()) || len(e.past.undo) > mostSteps {
		t.Errorf("%d steps of %d bytes", len(e.past.undo), e.past.size)
	}
	if n := len(e.Value()); !e.Undo() || len(e.Value()) != n-len(big) {
		t.Error("the last step is lost")
	}
}

// TestUndoGoesAllTheWay: from whatever was done, undo leads back to the beginning, and redo to
// the end again.
func TestUndoGoesAllTheWay(t *testing.T) {
	words := []string{"a", "é", "日", "👨‍👩‍👧", "\u0301", "space", "left", "home", "end", "backspace", "delete", "ctrl+w", "ctrl+u", "ctrl+k", "alt+d"}
	rapid.Check(t, func(t *rapid.T) {
		e := New("")
		e.Set(rapid.SampledFrom([]string{"begin", "日本 x"}).Draw(t, "start"))
		start := e.Value()
		for _, w := range rapid.SliceOfN(rapid.SampledFrom(append(words, "paste", "set")), 1, 60).Draw(t, "keys") {
			switch w {
			case "paste":
				e.Paste("pasted\ntext")
			case "set":
				e.Set("set")
			default:
				play(e, w)
			}
		}
		end := e.Value()
		for e.Undo() {
		}
		if e.Value() != start {
			t.Fatalf("undone to %q, began with %q", e.Value(), start)
		}
		for e.Redo() {
		}
		if e.Value() != end {
			t.Fatalf("redone to %q, was %q", e.Value(), end)
		}
	})
}

// TestCursorCell: the cursor stands on the cell a terminal would have it on, behind wide signs,
// joined ones, emoji and accents that combine.
func TestCursorCell(t *testing.T) {
	th := theme.New("none", true, true, false)
	for _, c := range []struct {
		text string
		want int
	}{
		{"abc", 3}, {"日本", 4}, {"cafe\u0301", 4}, {"👨‍👩‍👧", 2}, {"🇩🇪x", 3}, {"ｱｲｳ", 3}, {"한국", 4}, {"a\u0301\u0302b", 2}, {"👍🏽!", 3}, {"नमस्ते", ansi.StringWidth("नमस्ते")},
	} {
		e := New("")
		for _, r := range c.text { // as an input method sends it, rune by rune
			e.Key(tea.KeyPressMsg{Code: r, Text: string(r)})
		}
		e.Draw(30, th, true)
		if e.Cursor() != c.want {
			t.Errorf("%q typed: cursor at %d, want %d", c.text, e.Cursor(), c.want)
		}
		whole := New("")
		whole.Key(tea.KeyPressMsg{Code: tea.KeyExtended, Text: c.text}) // or all at once
		whole.Draw(30, th, true)
		if whole.Cursor() != c.want || whole.Value() != e.Value() {
			t.Errorf("%q at once: cursor at %d, want %d", c.text, whole.Cursor(), c.want)
		}
		e.Key(tea.KeyPressMsg{Code: tea.KeyHome})
		if e.Draw(30, th, true); e.Cursor() != 0 {
			t.Errorf("%q: home is cell %d", c.text, e.Cursor())
		}
	}
}

// BenchmarkHugePaste: a megabyte of hostile text goes in, is drawn, edited and drawn again.
func BenchmarkHugePaste(b *testing.B) {
	th := theme.New("none", true, true, false)
	hostile := strings.Repeat("\x1b[2J\x1b]52;c;AAAA\x07é日👨‍👩‍👧\u202e\n", 1<<20/40)
	for b.Loop() {
		e := New("")
		e.Paste(hostile)
		e.Draw(80, th, true)
		play(e, "x", "left", "backspace")
		e.Draw(80, th, true)
	}
}
