package mspdi

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	esc, bel := string(escMark), string(belMark)
	for _, c := range []struct{ what, in, line, note string }{
		{"plain", "Design", "Design", "Design"},
		{"spaces stay", "  Design  ", "  Design  ", "  Design  "},
		{"breaks around go", "\r\n Design \n", " Design ", " Design "},
		{"breaks inside", "a\nb\r\nc\rd", "a b c d", "a\nb\nc\nd"},
		{"tab", "a\tb", "a b", "a\tb"},
		{"letters", "Größe 検討 🎯", "Größe 検討 🎯", "Größe 検討 🎯"},
		{"line separators", "a\u2028b\u2029c\u0085d", "a b c d", "a\nb\nc\nd"},
		{"control bytes", "a\x00b\x07c\x7Fd", "abcd", "abcd"},
		{"C1", "a\u0090b\u009Fc", "abc", "abc"},
		{"bidi overrides", "a\u202Eb\u2066c\u2069d", "abcd", "abcd"},
		{"bidi marks are text", "a\u200Fb", "a\u200Fb", "a\u200Fb"},
		{"byte-order mark", "\uFEFFa", "a", "a"},
		{"colour", "a" + esc + "[1;31mred" + esc + "[0m", "ared", "ared"},
		{"raw escape", "a\x1b[31mred", "ared", "ared"},
		{"C1 introducer", "a\u009B31mred", "ared", "ared"},
		{"title", "a" + esc + "]0;owned" + bel + "b", "ab", "ab"},
		{"title with ST", "a" + esc + "]0;owned" + esc + "\\b", "ab", "ab"},
		{"title with C1 ST", "a" + esc + "]0;owned\u009Cb", "ab", "ab"},
		{"device string", "a" + esc + "Pq#1" + esc + "\\b", "ab", "ab"},
		{"reset", "a" + esc + "cb", "ab", "ab"},
		{"no end of a title", "a" + esc + "]0;all of this stays", "a0;all of this stays", "a0;all of this stays"},
		{"a title ends with its line", "a" + esc + "]x\nb" + bel, "ax b", "ax\nb"},
		{"no end of a colour", "a" + esc + "[31", "a31", "a31"},
		{"a broken colour", "a" + esc + "[3ä", "a3ä", "a3ä"},
		{"escape last", "a" + esc, "a", "a"},
		{"escape before a letter of another kind", "a" + esc + "ä", "aä", "aä"},
		{"noncharacters", "a\uFDD5b\uFFFEc", "abc", "abc"},
		{"empty", "", "", ""},
		{"only breaks", "\n\n", "", ""},
	} {
		if got := cleanLine([]byte(c.in)); got != c.line {
			t.Errorf("%s: line %q, want %q", c.what, got, c.line)
		}
		if got := cleanNote([]byte(c.in)); got != c.note {
			t.Errorf("%s: note %q, want %q", c.what, got, c.note)
		}
	}
}

func TestQuoteIsShort(t *testing.T) {
	got := quote([]byte(strings.Repeat("ä", 100) + "\x1b[31m"))
	if utf8.RuneCountInString(got) != 43 || !strings.HasSuffix(got, `…"`) {
		t.Errorf("%s", got)
	}
	if got := quote([]byte("a\x1b[2Jb")); got != `"ab"` {
		t.Errorf("%s", got)
	}
}

// safeText reports text that can be drawn as it is.
func safeText(text string, lines bool) bool {
	for _, r := range text {
		if lines && (r == '\n' || r == '\t') {
			continue
		}
		if unicode.IsControl(r) || r == escMark || r == belMark || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
			return false
		}
	}
	return true
}

// Cleaning is safe for any bytes, does nothing the second time, and never grows.
func FuzzClean(f *testing.F) {
	for _, seed := range []string{"plain", "\x1b[31mx", "\x1b]0;t\x07", "a\u009b1", "\r\n\t", "\xff\xfe", "\u202e", "\x1b\x1b[m"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		line, note := cleanLine(raw), cleanNote(raw)
		if !safeText(line, false) || !safeText(note, true) {
			t.Errorf("unsafe: %q %q", line, note)
		}
		if utf8.Valid(raw) && len(line) > len(raw) {
			t.Errorf("%q grew to %q", raw, line)
		}
	})
}
