package table

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"tandem/ui/layout"
	"tandem/ui/theme"
)

// cells is a source of the same cells in each row, counting how often it is asked.
type cells struct {
	n     int
	row   []Cell
	asked map[int]int
}

func (c *cells) Len() int          { return c.n }
func (c *cells) ID(row int) uint64 { return uint64(row) }
func (c *cells) Cell(row, col int) Cell {
	if c.asked != nil {
		c.asked[row]++
	}
	return c.row[col]
}

// Every size, theme and kind of content: exact lines, always.
func TestGeometry(t *testing.T) {
	nasty := &cells{n: 9, row: []Cell{
		{Text: "日本語"}, {Text: "two\nlines\x1b[31m \u202e🇩🇪 e\u0301 👍🏽", Style: dark.Hot},
		{Text: "\x1b[32mstyled\x1b[m", Styled: true}, {Text: "spans here", Spans: []Span{{0, 2, dark.Match}, {6, 10, dark.Match}}},
		{Text: "🏽"}, {Text: "\u0600"},
	}}
	cols := []Column{
		{Title: "日本", Width: 5}, {Name: "b", Title: "b", Width: 9, Min: 4, Flex: 2}, {Width: 7, Priority: 3},
		{Title: strings.Repeat("long ", 9), Width: 8, Max: 12, Flex: 1, Align: layout.Right}, {Width: 2}, {Width: 2},
	}
	for _, th := range []*theme.Theme{dark, plainTheme} {
		for _, n := range []int{0, 9} {
			nasty.n = n
			tab := New(cols...)
			tab.Empty = []string{"nothing here, and a rather long line about it"}
			tab.SetSource(nasty, 1)
			tab.Sort("b", false)
			tab.SetMark(2, true)
			sweep(t, tab, th)
		}
	}
}

func sweep(t *testing.T, tab *Table, th *theme.Theme) {
	t.Helper()
	for w := 0; w <= 60; w++ {
		for h := 0; h <= 20; h++ {
			tab.Move(1 - 2*(w&1))
			for _, shift := range []int{-99, 2} {
				tab.Scroll(shift)
				if err := sized(tab.Draw(w, h, th, h&1 == 0), w, h); err != nil {
					t.Fatalf("%s %dx%d: %v", th.Name, w, h, err)
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

func TestDataCannotDriveTheTerminal(t *testing.T) {
	src := &cells{n: 1, row: []Cell{{Text: "a\x1b]0;evil\x07b\x1b[2Jc\nd"}}}
	tab := NewList()
	tab.SetSource(src, 1)
	line := tab.Draw(20, 1, theme.New("none", true, true, true), false)[0]
	if got := ansi.Strip(line); got != "> abc d             " {
		t.Errorf("line = %q", got)
	}
	if strings.Contains(line, "evil") || strings.Contains(line, "[2J") {
		t.Errorf("a sequence got through: %q", line)
	}
}

func TestSpans(t *testing.T) {
	src := &cells{n: 2, row: []Cell{{Text: "Carrier API", Spans: []Span{{0, 3, dark.Match}, {2, 5, dark.Hot}, {8, 11, dark.Match}, {9, 99, dark.Hot}}}}}
	tab := NewList()
	tab.SetSource(src, 1)
	line := tab.Draw(20, 2, dark, true)[1]
	if !strings.Contains(line, dark.Match.Render("Car")) || !strings.Contains(line, dark.Match.Render("API")) {
		t.Errorf("matches are not shown: %q", line)
	}
	if strings.Contains(line, dark.Hot.Open()) {
		t.Errorf("a span that overlaps or overruns is shown: %q", line)
	}
	onCursor := tab.Draw(20, 2, dark, true)[0]
	if !strings.Contains(onCursor, dark.Match.On(dark.Select).Open()) {
		t.Errorf("a match on the cursor row has no fill: %q", onCursor)
	}
}

func TestOnlyWhatChangedIsDrawn(t *testing.T) {
	src := &cells{n: 1000, row: []Cell{{Text: "x"}}, asked: map[int]int{}}
	tab := NewList()
	tab.SetSource(src, 1)
	draw := func() int {
		clear(src.asked)
		tab.Draw(20, 10, dark, true)
		return len(src.asked)
	}
	steps := []struct {
		name string
		do   func()
		want int
	}{
		{"first draw: the window", func() {}, 10},
		{"nothing changed", func() {}, 0},
		{"cursor down: two rows", func() { tab.Move(1) }, 2},
		{"cursor back: from memory", func() { tab.Move(-1) }, 0},
		{"a mark: its row", func() { tab.SetMark(5, true) }, 1},
		{"a page on: the new rows", func() { tab.Page(1) }, 10},
		{"new revision: the window", func() { tab.SetSource(src, 2) }, 10},
	}
	for _, s := range steps {
		s.do()
		if got := draw(); got != s.want {
			t.Errorf("%s: %d rows asked for, want %d", s.name, got, s.want)
		}
	}
	for range 500 {
		tab.Move(1)
		draw()
	}
	if len(tab.memo.rows) > 4*10+64+10 {
		t.Errorf("memory of %d rows for a window of 10", len(tab.memo.rows))
	}
}

func TestEarlierPictureIsNotOverwritten(t *testing.T) {
	tab := filled(50)
	first := tab.Draw(30, 5, dark, true)
	kept := strings.Join(first, "\n")
	tab.End()
	tab.Draw(30, 5, dark, true)
	if strings.Join(first, "\n") != kept {
		t.Error("a later draw changed lines given out before")
	}
}

func TestThemeAndFocusChangeThePicture(t *testing.T) {
	tab := filled(3)
	a := tab.Draw(30, 4, dark, true)[1]
	b := tab.Draw(30, 4, dark, false)[1]
	c := tab.Draw(30, 4, plainTheme, true)[1]
	if a == b || a == c {
		t.Error("the picture is stale")
	}
}

// wide gives eight columns like a real list, without work of its own.
func wide(n int) (*Table, *cells) {
	src := &cells{n: n}
	var cols []Column
	for i := range 8 {
		src.row = append(src.row, Cell{Text: "Carrier API blocked: no sandbox key", Style: dark.Warm})
		cols = append(cols, Column{Name: fmt.Sprint(i), Title: "column", Width: 12, Flex: i & 1, Priority: i})
	}
	tab := New(cols...)
	tab.SetSource(src, 1)
	return tab, src
}

// A move to rows not drawn before costs the same however many rows there are.
func movesCost(n int) float64 {
	tab, _ := wide(n)
	tab.Draw(200, 50, dark, true)
	return testing.AllocsPerRun(200, func() {
		tab.Move(1)
		tab.Draw(200, 50, dark, true)
	})
}

func TestCostDoesNotGrowWithRows(t *testing.T) {
	small, large := movesCost(1000), movesCost(1_000_000)
	if small != large {
		t.Errorf("%v allocations a move at 1,000 rows, %v at 1,000,000", small, large)
	}
	if large > 60 {
		t.Errorf("%v allocations a move", large)
	}
}

func BenchmarkDraw(b *testing.B) {
	tab, _ := wide(100_000)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		tab.Move(1 - 2*(i/40_000&1))
		tab.Draw(200, 50, dark, true)
	}
}

func BenchmarkDrawWholeWindow(b *testing.B) {
	tab, src := wide(100_000)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		tab.SetSource(src, uint64(i))
		tab.Draw(200, 50, dark, true)
	}
}
