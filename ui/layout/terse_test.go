package layout

import (
	"image/color"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"
	"pgregory.net/rapid"
)

// drawn is what lines look like as the renderer draws them: a cell's sign and style.
func drawn(lines []string, w int) [][]uv.Cell {
	buf := uv.NewScreenBuffer(w, len(lines))
	uv.NewStyledString(strings.Join(lines, "\n")).Draw(buf, buf.Bounds())
	out := make([][]uv.Cell, len(lines))
	for y := range out {
		out[y] = make([]uv.Cell, w)
		for x := range w {
			out[y][x] = *buf.CellAt(x, y)
		}
	}
	return out
}

// played is what a terminal makes of bytes that go about a cleared screen.
func played(b []byte, w, h int) [][]uv.Cell {
	term := vt.NewEmulator(w, h)
	defer func() { _ = term.Close() }()
	_, _ = term.Write(b)
	rows := make([][]uv.Cell, h)
	for y := range rows {
		for x := range w {
			rows[y] = append(rows[y], *term.CellAt(x, y))
		}
	}
	return rows
}

// same compares cells as people see them: a blank has no foreground.
func same(a, b uv.Cell) bool {
	norm := func(c uv.Cell) (string, string, string, uint8) {
		s, fg, attrs := c.Content, rgb(c.Style.Fg), c.Style.Attrs
		if s == "" || s == " " {
			s = " "
			if attrs&(uv.AttrReverse|uv.AttrStrikethrough) == 0 && c.Style.Underline == 0 {
				fg, attrs = "", 0
			}
		}
		return s, fg, rgb(c.Style.Bg), attrs
	}
	s1, f1, b1, a1 := norm(a)
	s2, f2, b2, a2 := norm(b)
	return s1 == s2 && f1 == f2 && b1 == b2 && a1 == a2 && a.Style.Underline == b.Style.Underline
}

func rgb(c color.Color) string {
	if c == nil {
		return ""
	}
	r, g, b, _ := c.RGBA()
	return string([]rune{rune(r >> 8), rune(g >> 8), rune(b >> 8)})
}

func TestTerse(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "a b", "\x1b[1Ha b"},
		{"indented", "   a", "\x1b[1;4Ha"},
		{"blanks at the end are left out", "a     ", "\x1b[1Ha"},
		{"a long gap is jumped over", "a         b", "\x1b[1Ha\x1b[9Cb"},
		{"nothing", "      ", ""},
		{"a reset before another colour is needless", "\x1b[38;5;9ma\x1b[m\x1b[38;5;7mb\x1b[m", "\x1b[1H\x1b[38;5;9ma\x1b[38;5;7mb\x1b[m"},
		{"a colour of nothing is left out", "\x1b[38;5;9m\x1b[ma", "\x1b[1Ha"},
		{"a background shows on blanks", "\x1b[48;5;9m  \x1b[m", "\x1b[1H\x1b[48;5;9m  \x1b[m"},
		{"bold ends with the next colour", "\x1b[1;38;5;9ma\x1b[m\x1b[38;5;7mb\x1b[m", "\x1b[1H\x1b[1;38;5;9ma\x1b[0;38;5;7mb\x1b[m"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := string(Terse([]string{c.in})); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// Whatever the lines, a terminal shows the same as with the renderer.
func TestTerseLooksTheSame(t *testing.T) {
	styles := []string{"", "\x1b[m", "\x1b[38;5;9m", "\x1b[38;2;1;2;3m", "\x1b[48;5;17m", "\x1b[1m", "\x1b[2;3m", "\x1b[4m", "\x1b[7m", "\x1b[9;31m",
		"\x1b[0;1;38;5;4;48;5;5m", "\x1b[22m", "\x1b[24;27m", "\x1b[39m", "\x1b[49m", "\x1b[97;100m", "\x1b[48;2;9;8;7;1m"}
	words := []string{" ", "  ", "      ", "a", "été", "│", "漢字", "▇▇", "a b"}
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
			var b strings.Builder
			for range rapid.IntRange(0, 12).Draw(t, "pieces") {
				b.WriteString(rapid.SampledFrom(styles).Draw(t, "style"))
				b.WriteString(rapid.SampledFrom(words).Draw(t, "word"))
			}
			return b.String() + "\x1b[m"
		}), 1, 4).Draw(t, "lines")
		const w = 80
		want, got := drawn(lines, w), played(Terse(lines), w, len(lines))
		for y := range want {
			for x := range want[y] {
				if !same(want[y][x], got[y][x]) {
					t.Fatalf("at %d,%d: %+v, want %+v\n%q", x, y, got[y][x], want[y][x], lines)
				}
			}
		}
	})
}
