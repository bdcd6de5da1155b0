package layout

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"tandem/ui/theme"
)

func TestBlock(t *testing.T) {
	got := Block([]string{"abc", "toolong", "dropped"}, 4, 2)
	if strings.Join(got, "|") != "abc |too…" {
		t.Errorf("Block = %q", got)
	}
	if got := Block(nil, 2, 2); strings.Join(got, "|") != "  |  " {
		t.Errorf("Block of nothing = %q", got)
	}
	if got := Block([]string{"a"}, -1, -1); len(got) != 0 {
		t.Errorf("Block of no size = %q", got)
	}
}

func TestOverlay(t *testing.T) {
	base := []string{"aaaaaa", "bbbbbb", "cccccc"}
	tests := []struct {
		name string
		box  []string
		x, y int
		want string
	}{
		{"inside", []string{"12", "34"}, 2, 1, "aaaaaa|bb12bb|cc34cc"},
		{"left edge", []string{"1234"}, -2, 0, "34aaaa|bbbbbb|cccccc"},
		{"right edge", []string{"1234"}, 4, 0, "aaaa12|bbbbbb|cccccc"},
		{"above and below", []string{"1", "2", "3", "4", "5"}, 0, -1, "2aaaaa|3bbbbb|4ccccc"},
		{"outside", []string{"12"}, 9, 9, "aaaaaa|bbbbbb|cccccc"},
		{"beside", []string{"12"}, 6, 0, "aaaaaa|bbbbbb|cccccc"},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			if got := strings.Join(Overlay(base, tc.box, tc.x, tc.y), "|"); got != tc.want {
				t.Errorf("Overlay = %q, want %q", got, tc.want)
			}
		})
	}
	if base[0] != "aaaaaa" {
		t.Error("Overlay changed its base")
	}
}

func TestOverlayKeepsColoursApart(t *testing.T) {
	got := Overlay([]string{"\x1b[31mredredred\x1b[m"}, []string{"box"}, 3, 0)[0]
	if plainText := ansi.Strip(got); plainText != "redboxred" {
		t.Errorf("text = %q", plainText)
	}
	at := strings.Index(got, "box")
	if !strings.HasSuffix(got[:at], "\x1b[m") {
		t.Errorf("the box takes the colour of what lies under it: %q", got)
	}
	if !strings.Contains(got[at:], "\x1b[31m") {
		t.Errorf("the colour is lost behind the box: %q", got)
	}
}

func TestOverlayTearsNoWideRune(t *testing.T) {
	got := Overlay([]string{"日本語日本"}, []string{"xx"}, 3, 0)[0]
	if want := "日 xx 日本"; ansi.Strip(got) != want {
		t.Errorf("Overlay = %q, want %q", ansi.Strip(got), want)
	}
}

func TestOverlayKeepsWidths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := rapid.IntRange(0, 40).Draw(t, "w")
		base := Block(rapid.SliceOfN(tidy(), 0, 5).Draw(t, "base"), w, 5)
		bw := rapid.IntRange(0, 30).Draw(t, "bw")
		box := Block(rapid.SliceOfN(tidy(), 0, 4).Draw(t, "box"), bw, 4)
		x, y := rapid.IntRange(-10, 45).Draw(t, "x"), rapid.IntRange(-5, 8).Draw(t, "y")
		out := Overlay(base, box, x, y)
		if len(out) != len(base) {
			t.Fatalf("%d lines, want %d", len(out), len(base))
		}
		for i, line := range out {
			if Width(line) != w {
				t.Fatalf("line %d %q from %q is %d wide, want %d", i, line, base[i], Width(line), w)
			}
		}
	})
}

func TestFrame(t *testing.T) {
	none := theme.Style{}
	got := Frame(Rect{W: 14, H: 4}, "Plan", "4/4", []string{"one", "a very long line"}, none, none, false)
	want := []string{
		"╭ Plan ──────╮",
		"│one         │",
		"│a very long…│",
		"╰────── 4/4 ─╯",
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("line %d = %q, want %q", i, got[i], want[i])
		}
	}
	got = Frame(Rect{W: 10, H: 3}, "A title too long", "123/456789", nil, none, none, true)
	want = []string{"+ A tit~ +", "|        |", "+--------+"}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("ASCII line %d = %q, want %q", i, got[i], want[i])
		}
	}
}

func TestFrameStyles(t *testing.T) {
	border := theme.NewStyle(theme.Hex("#0000ff"), theme.Color{}, 0)
	title := theme.NewStyle(theme.Color{}, theme.Color{}, theme.Bold)
	got := Frame(Rect{W: 12, H: 3}, "Plan", "", nil, border, title, false)
	if !strings.Contains(got[0], title.Render("Plan")) {
		t.Errorf("the title is not dressed: %q", got[0])
	}
	styled := "\x1b[32mPlan\x1b[m"
	got = Frame(Rect{W: 12, H: 3}, styled, "\x1b[32m1\x1b[m", nil, border, title, false)
	if !strings.Contains(got[0], styled) || strings.Contains(got[0], title.Open()) {
		t.Errorf("the title is dressed over: %q", got[0])
	}
	if !strings.Contains(got[2], "\x1b[32m1\x1b[m") {
		t.Errorf("the footer lost its style: %q", got[2])
	}
}

func TestInnerMatchesFrame(t *testing.T) {
	if got := Inner(Rect{5, 6, 10, 4}); got != (Rect{6, 7, 8, 2}) {
		t.Errorf("Inner = %v", got)
	}
	if got := Inner(Rect{5, 6, 1, 4}); got != (Rect{5, 6, 1, 4}) {
		t.Errorf("Inner of a sliver = %v", got)
	}
}

// Every size, with titles and footers plain, styled, wide and too long.
func TestFrameGeometry(t *testing.T) {
	titles := []string{"", "Plan", "日本語 title", "\x1b[32mstyled\x1b[m", strings.Repeat("long ", 20)}
	lines := []string{"x", "日本語日本語", "\x1b[31mred\x1b[m", strings.Repeat("wide ", 30)}
	th := theme.New("auto", true, false, false)
	for w := 0; w <= 60; w++ {
		for h := 0; h <= 20; h++ {
			for i, title := range titles {
				footer := titles[(i+3)%len(titles)]
				out := Frame(Rect{W: w, H: h}, title, footer, lines, th.Border, th.Title, i%2 == 0)
				if err := sized(out, w, h); err != nil {
					t.Fatalf("%dx%d title %q: %v", w, h, title, err)
				}
			}
		}
	}
}

func sized(lines []string, w, h int) error {
	if len(lines) != h {
		return fmt.Errorf("%d lines, want %d", len(lines), h)
	}
	for i, l := range lines {
		if got := ansi.StringWidth(l); got != w {
			return fmt.Errorf("line %d %q is %d wide, want %d", i, l, got, w)
		}
	}
	return nil
}
