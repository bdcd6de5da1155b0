package ui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// TestLongRefusal: why something is refused is told to its end, on more lines where one is too short; what was
// done stays on one.
func TestLongRefusal(t *testing.T) {
	m, err := New(Options{Path: "x", Tick: func(time.Duration, func() tea.Msg) tea.Cmd { return nil }})
	if err != nil {
		t.Fatal(err)
	}
	circle := "T-1 would wait for itself: T-1" + strings.Repeat(" > T-123", 14) + " > T-99"
	for _, x := range []struct {
		w, h  int
		bad   bool
		text  string
		lines int
		whole bool
	}{
		{80, 24, true, "No such record.", 1, true},
		{80, 24, true, circle, 3, true},
		{200, 50, true, circle, 1, true},
		{40, 24, true, circle, 6, true},
		{40, 10, true, circle, 3, false}, // a third of the screen is enough
		{80, 24, false, circle, 1, false},
	} {
		m.Update(tea.WindowSizeMsg{Width: x.w, Height: x.h})
		m.toast.text, m.toast.bad = x.text, x.bad
		lines := m.footer(x.w)
		got := ansi.Strip(strings.Join(lines, " "))
		if whole := strings.Contains(strings.Join(strings.Fields(got), " "), x.text); len(lines) != x.lines || whole != x.whole {
			t.Errorf("%dx%d: %d lines, want %d, whole %t:\n%s", x.w, x.h, len(lines), x.lines, whole, ansi.Strip(strings.Join(lines, "\n")))
		}
		for _, l := range lines {
			if ansi.StringWidth(l) != x.w {
				t.Errorf("%dx%d: %d cells: %q", x.w, x.h, ansi.StringWidth(l), l)
			}
		}
		if n := strings.Count(m.View().Content, "\n") + 1; n > x.h {
			t.Errorf("%dx%d: a screen of %d lines", x.w, x.h, n)
		}
	}
}
