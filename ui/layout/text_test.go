package layout

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

// messy draws text of the kinds that go wrong: wide runes, joined emoji, marks,
// escape sequences whole and torn, controls, direction signs, broken UTF-8.
func messy() *rapid.Generator[string] {
	piece := rapid.OneOf(
		rapid.StringN(0, 6, -1),
		rapid.SampledFrom([]string{
			"a", "word ", "  ", "你好", "日", "é", "e\u0301", "👩‍💻", "🇩🇪", "🇩", "👍🏽", "🏽", "❤️", "\u200d", "\u0600", "ﷺ",
			"\x1b[31m", "\x1b[m", "\x1b[1;38;2;1;2;3m", "\x1b[", "\x1b]8;;http://x\x07", "\x1b]0;title\x1b\\", "\x1b]open",
			"\x1bP1$r\x1b\\", "\n", "\r\n", "\t", "\x00", "\x7f", "\u0085", "\u009b31m", "\u202e", "\u2066", "\u2028", "\xff", "\xc3", "\x9b5m",
		}),
	)
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(piece, 0, 12).Draw(t, "pieces"), "")
	})
}

// tidy draws what panes really lay out: clean text with whole SGR sequences.
func tidy() *rapid.Generator[string] {
	piece := rapid.OneOf(
		rapid.Map(rapid.StringN(0, 6, -1), Clean),
		rapid.SampledFrom([]string{"plain", " ", "你好", "日", "👩‍💻", "é", "e\u0301", "\x1b[31mred\x1b[m", "\x1b[48;2;9;9;9m日本\x1b[m"}),
	)
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(piece, 0, 10).Draw(t, "pieces"), "")
	})
}

func TestFit(t *testing.T) {
	tests := []struct {
		name, in string
		w        int
		align    Align
		want     string
	}{
		{"pad left", "ab", 5, Left, "ab   "},
		{"pad right", "ab", 5, Right, "   ab"},
		{"pad middle", "ab", 5, Middle, " ab  "},
		{"exact", "abcde", 5, Left, "abcde"},
		{"cut", "abcdef", 5, Left, "abcd…"},
		{"cut right-aligned", "abcdef", 5, Right, "abcd…"},
		{"one cell", "abc", 1, Left, "…"},
		{"none", "abc", 0, Left, ""},
		{"negative", "abc", -4, Left, ""},
		{"wide", "日本語", 6, Left, "日本語"},
		{"wide straddles", "日本語", 5, Left, "日本…"},
		{"wide gives way", "日本語", 4, Left, "日… "},
		{"wide in one cell", "日", 1, Left, "…"},
		{"styled", "\x1b[31mabcdef\x1b[m", 4, Left, "\x1b[31mabc…\x1b[m"},
		{"styled and padded", "\x1b[31mab\x1b[m", 4, Right, "  \x1b[31mab\x1b[m"},
		{"accent", "cafe\u0301s", 5, Left, "cafe\u0301s"},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			if got := Fit(tc.in, tc.w, tc.align); got != tc.want {
				t.Errorf("Fit = %q, want %q", got, tc.want)
			}
		})
	}
	if got := FitWith("abcdef", 4, Left, TailASCII); got != "abc~" {
		t.Errorf("FitWith in ASCII = %q", got)
	}
	if got := FitWith("abcdef", 2, Left, "..."); got != "ab" {
		t.Errorf("FitWith and a tail too long = %q", got)
	}
	if got := Pad("日", 4, Right); got != "  日" {
		t.Errorf("Pad = %q", got)
	}
}

func TestFitIsAlwaysExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(messy(), tidy()).Draw(t, "s")
		w := rapid.IntRange(0, 40).Draw(t, "w")
		align := Align(rapid.IntRange(0, 2).Draw(t, "align"))
		tail := rapid.SampledFrom([]string{Tail, TailASCII, "", "日"}).Draw(t, "tail")
		got := FitWith(s, w, align, tail)
		if ansi.StringWidth(got) != w || Width(got) != w {
			t.Fatalf("Fit(%q, %d) = %q is %d wide", s, w, got, ansi.StringWidth(got))
		}
	})
}

// Terminals disagree on joined emoji; a fitted cell must suit both kinds.
func TestFitSuitsBothWaysOfCounting(t *testing.T) {
	for _, s := range []string{"👩‍💻 pair", "❤️ love", "🇩🇪 flag", "🇩", "👍🏽 ok", "1️⃣ first", "\x1b[31m✈️\x1b[m", "日本 ✓ ●"} {
		for w := range 12 {
			got := Fit(s, w, Left)
			if ansi.StringWidth(got) != w || ansi.StringWidthWc(got) != w {
				t.Errorf("Fit(%q, %d) = %q counts %d and %d", s, w, got, ansi.StringWidth(got), ansi.StringWidthWc(got))
			}
		}
	}
	if got := Fit("👩‍💻 x", 6, Left); got != "👩 x  " {
		t.Errorf("Fit = %q", got)
	}
	if got := Fit("नमस्ते", 9, Left); !strings.HasPrefix(got, "नमस्ते") {
		t.Errorf("a word was changed: %q", got)
	}
}

func TestTruncateNeverWidens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, w := tidy().Draw(t, "s"), rapid.IntRange(0, 30).Draw(t, "w")
		got := Truncate(s, w)
		if Width(got) > w {
			t.Fatalf("Truncate(%q, %d) = %q is %d wide", s, w, got, Width(got))
		}
		if Width(s) <= w && w > 0 && got != s {
			t.Fatalf("Truncate(%q, %d) changed text that fits: %q", s, w, got)
		}
		if w > 0 && strings.Count(got, "\x1b[") != strings.Count(s, "\x1b[") {
			t.Fatalf("Truncate(%q, %d) = %q lost a sequence", s, w, got)
		}
	})
}

func TestWidthFastPathAgrees(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := messy().Draw(t, "s")
		if got, want := Width(s), ansi.StringWidth(s); got != want {
			t.Fatalf("Width(%q) = %d, want %d", s, got, want)
		}
	})
}

func TestCut(t *testing.T) {
	tests := []struct {
		in       string
		from, to int
		want     string
	}{
		{"abcdef", 1, 3, "bc"},
		{"abc", 2, 9, "c"},
		{"abc", 5, 9, ""},
		{"abc", 2, 1, ""},
		{"abc", -2, 2, "ab"},
		{"日本語", 2, 4, "本"},
		{"日本語", 1, 5, " 本 "},
		{"日本語", 1, 2, " "},
		{"\x1b[1mab\x1b[mcd", 1, 3, "\x1b[1mb\x1b[mc"},
		{"\x1b[1mab\x1b[mcd", 3, 4, "\x1b[1m\x1b[md"},
	}
	for _, tc := range tests {
		if got := Cut(tc.in, tc.from, tc.to); got != tc.want {
			t.Errorf("Cut(%q, %d, %d) = %q, want %q", tc.in, tc.from, tc.to, got, tc.want)
		}
	}
}

func TestCleanExamples(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", "Carrier API", "Carrier API"},
		{"unicode", "Größe 日本 👩‍💻", "Größe 日本 👩‍💻"},
		{"colours", "a\x1b[31mb\x1b[0mc", "abc"},
		{"title", "a\x1b]0;evil\x07b", "ab"},
		{"link", "\x1b]8;;http://x\x1b\\text\x1b]8;;\x1b\\", "text"},
		{"torn sequence", "a\x1b[31", "a"},
		{"lines", "one\r\ntwo\tthree\n\nfour", "one two three four"},
		{"controls", "a\x00b\x07c\x7fd", "abcd"},
		{"C1 sequence", "a\u009b31mb", "ab"},
		{"C1 alone", "a\u0084b", "ab"},
		{"C1 string", "a\u0090x\u009cb", "ab"},
		{"C1 bytes", "a\x9b31mb", "a\ufffd31mb"},
		{"next line", "a\u0085b", "a b"},
		{"direction", "a\u202eb\u2066c\u200fd", "abcd"},
		{"separators", "a\u2028b\u2029c", "a b c"},
		{"zero width", "pass\u200bword\ufeff", "password"},
		{"broken", "a\xffb", "a\ufffdb"},
		{"nothing", "", ""},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			if got := Clean(tc.in); got != tc.want {
				t.Errorf("Clean(%q) = %q, want %q", tc.in, got, tc.want)
			}
		})
	}
}

func TestCleanIsSafeAndStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := messy().Draw(t, "s")
		got := Clean(s)
		if !utf8.ValidString(got) {
			t.Fatalf("Clean(%q) = %q is not UTF-8", s, got)
		}
		for _, r := range got {
			if hidden(r) {
				t.Fatalf("Clean(%q) = %q keeps %U", s, got, r)
			}
		}
		if Clean(got) != got {
			t.Fatalf("Clean twice: %q then %q", got, Clean(got))
		}
	})
}

func TestCheapPathsCostNothing(t *testing.T) {
	text := "Größe der Lieferung 日本 " + strings.Repeat("plain ", 10)
	ascii := strings.Repeat("x", 80)
	var sink string
	var n int
	checks := map[string]func(){
		"Clean":         func() { sink = Clean(text) },
		"Width":         func() { n = Width(ascii) },
		"Fit exact":     func() { sink = Fit(ascii, 80, Left) },
		"Truncate":      func() { sink = Truncate(ascii, 99) },
		"Blank":         func() { sink = Blank(80) },
		"Clean of none": func() { sink = Clean("") },
	}
	for name, f := range checks {
		if got := testing.AllocsPerRun(100, f); got != 0 {
			t.Errorf("%s allocates %v times", name, got)
		}
	}
	_, _ = sink, n
}

func TestWrap(t *testing.T) {
	tests := []struct {
		name, in string
		w        int
		want     []string
	}{
		{"short", "one two", 10, []string{"one two"}},
		{"words", "one two three", 8, []string{"one two", "three"}},
		{"long word", "abcdefghij", 4, []string{"abcd", "efgh", "ij"}},
		{"long after short", "a bcdefgh", 4, []string{"a", "bcde", "fgh"}},
		{"lines kept", "one\n\ntwo\r\nthree", 9, []string{"one", "", "two", "three"}},
		{"indent kept", "  one two", 6, []string{"  one", "two"}},
		{"wide", "日本語", 4, []string{"日本", "語"}},
		{"wide in one cell", "日本", 1, []string{"?", "?"}},
		{"empty", "", 5, []string{""}},
		{"wide at the end", "a日", 1, []string{"a", "?"}},
		{"no room", "one", 0, []string{""}},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			got := Wrap(tc.in, tc.w)
			if strings.Join(got, "|") != strings.Join(tc.want, "|") || len(got) != len(tc.want) {
				t.Errorf("Wrap = %q, want %q", got, tc.want)
			}
		})
	}
}

func TestWrapFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Clean(messy().Draw(t, "s"))
		w := rapid.IntRange(1, 30).Draw(t, "w")
		for _, line := range Wrap(s, w) {
			if Width(line) > w {
				t.Fatalf("Wrap(%q, %d) has %q, %d wide", s, w, line, Width(line))
			}
		}
	})
}
