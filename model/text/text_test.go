package text_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"tandem/model/text"
)

func TestClean(t *testing.T) {
	for _, x := range []struct{ in, line, long string }{
		{"", "", ""},
		{"plain", "plain", "plain"},
		{"Öl für 10 €, 日本 👍🏽", "Öl für 10 €, 日本 👍🏽", "Öl für 10 €, 日本 👍🏽"},
		{"a\nb", "a b", "a\nb"},
		{"a\r\nb", "a b", "a\nb"},
		{"a\rb", "a b", "a\nb"},
		{"a\tb", "a b", "a\tb"},
		{"a\u0085b\u2028c\u2029d", "a b c d", "a\nb\nc\nd"},
		{"a\x00b\x07c\x7fd", "abcd", "abcd"},
		{"a\u009bb\u0090c", "abc", "abc"},
		{"a\x1b[31mred\x1b[0m", "ared", "ared"},
		{"a\x1b[38;5;200;1mx", "ax", "ax"},
		{"a\x1b[?25lx", "ax", "ax"},
		{"a\x1b[", "a", "a"},
		{"a\x1b", "a", "a"},
		{"a\x1b[31\nb", "a b", "a\nb"},
		{"a\x1b[31\x1b[32mb", "ab", "ab"},
		{"a\x1b\x1b[31mb", "ab", "ab"},
		{"a\x1b(Bb", "ab", "ab"},
		{"a\x1b#8b", "ab", "ab"},
		{"a\x1bcb", "ab", "ab"},
		{"a\x1béb", "aéb", "aéb"},
		{"a\x1b\nb", "a b", "a\nb"},
		{"a\x1b]0;title\x07b", "ab", "ab"},
		{"a\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\b", "alinkb", "alinkb"},
		{"a\x1b]0;title\u009cb", "ab", "ab"},
		{"a\x1b]0;never ends\nb", "a b", "a\nb"},
		{"a\x1bPq#0;2\x1b\\b", "ab", "ab"},
		{"a\x1b]52;c;aGk=\x1b[31mb", "ab", "ab"},
		{"a\u202eb\u2066c\u200fd\u061ce\ufefff", "abcdef", "abcdef"},
		{"a\xffb", "a\ufffdb", "a\ufffdb"},
		{"a\xc2\x1b[mb", "a\ufffdb", "a\ufffdb"},
		{"family 👨\u200d👩\u200d👧", "family 👨\u200d👩\u200d👧", "family 👨\u200d👩\u200d👧"},
	} {
		if got := text.Clean(x.in); got != x.line {
			t.Errorf("Clean(%q) = %q, want %q", x.in, got, x.line)
		}
		if got := text.CleanLong(x.in); got != x.long {
			t.Errorf("CleanLong(%q) = %q, want %q", x.in, got, x.long)
		}
	}
}

func TestEveryControlGoes(t *testing.T) {
	for r := rune(0); r < 0x110000; r++ {
		if !unicode.IsControl(r) {
			continue
		}
		got := text.Clean("a" + string(r) + "b")
		want := "ab"
		if r == '\n' || r == '\r' || r == '\t' || r == 0x85 {
			want = "a b"
		}
		if got != want && !(r == 0x1b && got == "a") { // ESC b is a sequence
			t.Errorf("%U: %q", r, got)
		}
	}
}

// Properties: no control stays, the result is valid and stays as it is, nothing is invented.
func TestCleanProperties(t *testing.T) {
	piece := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"\x1b[31m", "\x1b]0;t", "\x07", "\x1b\\", "\x1b", "[", "\u202e", "\xff", "\xc2", "\r\n", "\u009b", "\t", "é", "m"}),
		rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }))
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOf(piece).Draw(t, "pieces"), "")
		for _, long := range []bool{false, true} {
			clean := text.Clean
			if long {
				clean = text.CleanLong
			}
			got := clean(s)
			if !utf8.ValidString(got) {
				t.Fatalf("%q: not UTF-8: %q", s, got)
			}
			if clean(got) != got {
				t.Fatalf("%q: cleaned twice is %q", got, clean(got))
			}
			for _, r := range got {
				if unicode.IsControl(r) && !(long && (r == '\n' || r == '\t')) || unicode.Is(unicode.Bidi_Control, r) {
					t.Fatalf("%q: %U stays", s, r)
				}
			}
			if len(got) > 3*len(s) {
				t.Fatalf("%q grew to %q", s, got)
			}
		}
	})
}

func TestCleanTextAllocatesNothing(t *testing.T) {
	s := strings.Repeat("Öl für 日本 ", 40)
	if n := testing.AllocsPerRun(100, func() { text.Clean(s); text.CleanLong(s + "") }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestFoldAndSnake(t *testing.T) {
	if text.Fold("ÄÖ Straße") != "äö straße" {
		t.Error("Fold")
	}
	for in, want := range map[string]string{"Cost line": "cost_line", "follow-up": "follow_up", "Größe\tX": "größe_x", "": ""} {
		if got := text.Snake(in); got != want {
			t.Errorf("Snake(%q) = %q", in, got)
		}
	}
}

func FuzzClean(f *testing.F) {
	f.Add("a\x1b[31mred")
	f.Fuzz(func(t *testing.T, s string) {
		if c := text.Clean(s); strings.ContainsFunc(c, unicode.IsControl) || text.Clean(c) != c {
			t.Errorf("%q: %q", s, c)
		}
	})
}

func TestAn(t *testing.T) {
	for in, want := range map[string]string{"": "a ", "task": "a task", "account": "an account", "order": "an order"} {
		if got := text.An(in); got != want {
			t.Errorf("%q", got)
		}
	}
}
