package markdown

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tandem/ui/layout"
	"tandem/ui/theme"
)

// TestNested: blocks within blocks keep their sign on the first line and stand below it on the others.
func TestNested(t *testing.T) {
	for _, x := range []struct {
		name, src string
		w         int
		want      string
	}{
		{"a list in a quotation", "> - one\n> - two", 20, "▎ • one\n▎ • two"},
		{"a quotation in a list", "- said:\n\n  > yes", 20, "• said:\n\n  ▎ yes"},
		{"a quotation in a quotation", "> a\n>\n> > b", 20, "▎ a\n▎\n▎ ▎ b"},
		{"code in a list", "- run\n\n  ```\n  go\n  ```", 20, "• run\n\n    go"},
		{"numbers in signs", "- a\n  1. b\n  2. c", 20, "• a\n  1. b\n  2. c"},
		{"a wide number pushes its text", "10. one two three", 12, "10. one two\n    three"},
		{"items apart stay apart", "- a\n\n- b", 20, "• a\n\n• b"},
		{"items close stay close", "- a\n- b", 20, "• a\n• b"},
		{"an empty item has its sign", "- \n- b", 20, "• \n• b"},
		{"a task in a list of numbers", "1. [x] did\n2. [ ] will", 20, "1. [✓] did\n2. [ ] will"},
		// Eight cells are kept for the text: in a room of ten the second step of one more sign (2 + 2 cells)
		// has no place any more, and the text goes on at the first.
		{"no deeper than there is room", "> a\n>\n> > b", 10, "▎ a\n▎\n▎ b"},
		{"a long word in a quotation", "> abcdefghij", 8, "abcdefgh\nij"},
		{"a long word in a wider one", "> abcdefghijklmn", 12, "▎ abcdefghij\n▎ klmn"},
	} {
		t.Run(x.name, func(t *testing.T) {
			if got := plain(x.src, x.w); got != x.want {
				t.Errorf("got\n%s\nwant\n%s", got, x.want)
			}
		})
	}
}

// TestInlineText: what stands within a line, as text.
func TestInlineText(t *testing.T) {
	for _, x := range []struct {
		name, src string
		w         int
		want      string
	}{
		{"an address in angles", "<https://a.b>", 40, "https://a.b"},
		{"a link whose words are its address", "[https://a.b](https://a.b)", 40, "https://a.b"},
		{"a link without an address", "[words]()", 40, "words"},
		{"marks in a link", "[**bold** word](https://a.b)", 40, "bold word <https://a.b>"},
		{"a tag in a line is shown", "press <kbd>x</kbd>", 40, "press <kbd>x</kbd>"},
		{"a hidden mark is a sign", `\*no\* a\_b \[x\] 1\. \&amp; \\`, 40, `*no* a_b [x] 1. &amp; \`},
		{"a sign by its name", "a &amp; b &#38; &lt; R&D", 40, "a & b & < R&D"},
		{"code means what it says", "`\\*` and `&amp;`", 40, `\* and &amp;`},
		{"a hidden bar in a table", "| a |\n| --- |\n| x \\| y |", 40, "a\nx | y"},
		{"a soft break is a blank", "a\nb", 40, "a b"},
		{"a break by a backslash", "a\\\nb", 40, "a\nb"},
		{"tabs in code are four blanks", "```\n\tx\n```", 40, "      x"},
		{"code is cut, not wrapped", "```\nabcdefghij\n```", 8, "  abcde…"},
		{"code by indentation", "    x = 1", 40, "  x = 1"},
		{"a block of tags is shown", "<div>\nx\n</div>", 40, "  <div>\n  x\n  </div>"},
		{"wide letters count two cells", "日本 語", 4, "日本\n語"},
		{"a word of wide letters breaks between them", "日本語", 4, "日本\n語"},
		{"a control character is none", "a\x1b[31mb", 40, "a[31mb"},
	} {
		t.Run(x.name, func(t *testing.T) {
			if got := plain(x.src, x.w); got != x.want {
				t.Errorf("got\n%q\nwant\n%q", got, x.want)
			}
		})
	}
}

// TestTables: columns are as wide as their widest value with two cells between; the widest gives way.
func TestTables(t *testing.T) {
	for _, x := range []struct {
		name, src string
		w         int
		want      string
	}{
		{"a short row is filled", "| a | b |\n|---|---|\n| 1 |", 20, "a  b\n1"},
		{"wide letters keep the columns straight", "| a | b |\n|---|---|\n| 日本 | x |\n| c | y |", 20, "a     b\n日本  x\nc     y"},
		{"numbers stand at the right", "| n |\n|--:|\n| 5 |\n| 1000 |", 20, "   n\n   5\n1000"},
		{"in a quotation", "> | a | b |\n> |---|---|\n> | 1 | 2 |", 20, "▎ a  b\n▎ 1  2"},
		{"a break in a cell is a blank", "| a |\n|---|\n| one<br>two |", 30, "a\none<br>two"},
		{"marks in a cell are their words", "| a |\n|---|\n| **b** `c` |", 30, "a\nb c"},
		// 4 + 2 + 16 = 22 cells in a room of 16: only the wide column gives way, to 16 - 4 - 2 = 10.
		{"the widest gives way", "| when | what |\n|---|---|\n| 0900 | printer is down |", 16, "when  what\n0900  printer is\n      down"},
	} {
		t.Run(x.name, func(t *testing.T) {
			if got := plain(x.src, x.w); got != x.want {
				t.Errorf("got\n%s\nwant\n%s", got, x.want)
			}
		})
	}
}

// TestRule: a rule goes over the whole room that is left to it.
func TestRule(t *testing.T) {
	for src, at := range map[string]int{"a\n\n---\n\nb": 2, "> a\n>\n> ---": 2, "- a\n\n  ***": 2} {
		lines := Lines(src, 17, theme.New("none", true, true, false))
		if len(lines) <= at || layout.Width(lines[at]) != 17 {
			t.Errorf("%q: %q", src, lines)
		}
	}
}

// TestStyles: a heading stands out from text, each kind of emphasis from text and from the others; all
// of it closes at the end of its line.
func TestStyles(t *testing.T) {
	th := theme.New("dark", true, false, false)
	style := func(src string) string {
		out := Lines(src, 40, th)
		if len(out) != 1 {
			t.Fatalf("%q has %d lines", src, len(out))
		}
		i := strings.Index(out[0], "word")
		if i < 0 {
			t.Fatalf("%q lost its word: %q", src, out[0])
		}
		return out[0][:i]
	}
	seen := map[string]string{}
	for _, src := range []string{"word", "**word**", "*word*", "~~word~~", "`word`"} {
		s := style(src)
		if other, ok := seen[s]; ok {
			t.Errorf("%q looks like %q", src, other)
		}
		seen[s] = src
	}
	for _, src := range []string{"# word", "## word", "### word", "###### word"} {
		if style(src) == style("word") {
			t.Errorf("%q looks like text", src)
		}
	}
	for _, l := range Lines("a **bold\nword** that wraps", 8, th) {
		if strings.Contains(l, "\x1b[") && !strings.HasSuffix(l, "m") {
			t.Errorf("a style goes on behind %q", l)
		}
	}
}

// TestWrappingLosesNothing: however narrow the room, a paragraph says the same words in the same order,
// and each line holds all that fits: the next word would have been too long.
func TestWrappingLosesNothing(t *testing.T) {
	th := theme.New("none", true, true, false)
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[a-z]{1,9}`), 1, 30).Draw(t, "words")
		w := rapid.IntRange(9, 40).Draw(t, "w")
		lines := Lines(strings.Join(words, " "), w, th)
		if got := strings.Join(strings.Fields(strings.Join(lines, " ")), " "); got != strings.Join(words, " ") {
			t.Fatalf("%q became %q", words, got)
		}
		for i := range len(lines) - 1 {
			next, _, _ := strings.Cut(lines[i+1], " ")
			if layout.Width(lines[i])+1+layout.Width(next) <= w {
				t.Fatalf("%q has room for %q in %d cells", lines[i], next, w)
			}
		}
	})
}

// TestColumnsFit: the widths of columns and the gaps between them never need more than there is, no
// column is wider than its widest value, and where all fit none is narrower.
func TestColumnsFit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOfN(rapid.IntRange(1, 40), 1, 6).Draw(t, "widths")
		total := rapid.IntRange(1, 120).Draw(t, "total")
		row, sum := make([]string, len(want)), -2
		for i, n := range want {
			row[i], sum = strings.Repeat("x", n), sum+n+2
		}
		got := fit([][]string{row}, total)
		used := -2
		for i, n := range got {
			used += n + 2
			if n < 1 || n > want[i] {
				t.Fatalf("column %d of %d cells in %d", i, n, want[i])
			}
			if sum <= total && n != want[i] {
				t.Fatalf("%v in %d: %v", want, total, got)
			}
		}
		if used > total && len(got) > 1 {
			t.Fatalf("%v need %d cells of %d: %v", want, used, total, got)
		}
	})
}
