package markdown

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"tandem/ui/layout"
	"tandem/ui/theme"
)

func plain(src string, w int) string {
	return ansi.Strip(strings.Join(Lines(src, w, theme.New("dark", true, false, false)), "\n"))
}

func TestLines(t *testing.T) {
	for _, x := range []struct {
		name, src string
		w         int
		want      string
	}{
		{"empty", " \n ", 20, ""},
		{"paragraphs", "one two three\nfour\n\nfive", 10, "one two\nthree four\n\nfive"},
		{"heading", "# Title\ntext", 20, "Title\n\ntext"},
		{"emphasis", "a **bold** and *soft* `code` ~~gone~~", 60, "a bold and soft code gone"},
		{"punctuation stays on its word", "an *end*.", 4, "an\nend."},
		{"list", "- one\n- two is longer\n  - three", 12, "• one\n• two is\n  longer\n  • three"},
		{"numbers", "9. nine\n10. ten", 20, "9. nine\n10. ten"},
		{"tasks", "- [x] done\n- [ ] open", 20, "• [✓] done\n• [ ] open"},
		{"quote", "> said\n> twice", 20, "▎ said twice"},
		{"code", "```\na  b\n```", 20, "  a  b"},
		{"link", "[here](https://x.org)", 40, "here <https://x.org>"},
		{"bare link", "https://x.org", 40, "https://x.org"},
		{"hard break", "a  \nb", 20, "a\nb"},
		{"table", "| a | num |\n|---|--:|\n| longer | 7 |", 30, "a       num\nlonger    7"},
		{"table too wide", "| when | who | what |\n|---|---|--:|\n| 09:00 | Us | We look into the printer now |\n| 10:00 | Customer | good |", 34,
			"when   who                    what\n09:00  Us         We look into the\n                       printer now\n10:00  Customer               good"},
		{"table of thin columns", "| a | b |\n|---|---|\n| abcdefgh | ijklmnop |", 8, "a    b\nab…  ij…"},
		{"long word", "abcdefghij", 4, "abcd\nefgh\nij"},
		{"picture", "![alt](p.png)", 40, "picture: alt <p.png>"},
	} {
		t.Run(x.name, func(t *testing.T) {
			if got := plain(x.src, x.w); got != x.want {
				t.Errorf("got\n%s\nwant\n%s", got, x.want)
			}
		})
	}
}

func TestASCIIHasNoOtherSigns(t *testing.T) {
	th := theme.New("dark", true, true, true)
	out := strings.Join(Lines("# T\n- a\n- [x] b\n\n> q\n\n---\n\n1. n", 30, th), "\n")
	for _, r := range out {
		if r > 126 {
			t.Fatalf("%q in\n%s", r, out)
		}
	}
}

func TestTooLong(t *testing.T) {
	if got := plain(strings.Repeat("word ", Most/5+10), 80); !strings.HasSuffix(got, "too long to show here") {
		t.Error(got[len(got)-80:])
	}
}

// Whatever the text and however narrow the room: no line too wide, no control character.
func TestAnyText(t *testing.T) {
	th := theme.New("dark", true, false, false)
	piece := rapid.SampledFrom([]string{"# ", "- ", "1. ", "> ", "```\n", "| a | b |\n|--|--|\n| c", "**", "_", "`", "[x](y)", "![p](q)", "\n", "\n\n", "    ", "word ",
		"日本語", "é", "👩‍👩‍👧", "<b>", "&amp;", "\x1b[31m", "\x00", "\t", "~~", "- [ ] ", "---\n", "https://example.org/a/very/long/address "})
	rapid.Check(t, func(t *rapid.T) {
		src := strings.Join(rapid.SliceOfN(piece, 0, 40).Draw(t, "src"), "")
		w := rapid.IntRange(1, 60).Draw(t, "w")
		for _, l := range Lines(src, w, th) {
			if got := layout.Width(l); got > w {
				t.Fatalf("%d cells in %d: %q", got, w, l)
			}
			if s := ansi.Strip(l); layout.Clean(s) != s {
				t.Fatalf("control characters: %q", s)
			}
		}
	})
}
