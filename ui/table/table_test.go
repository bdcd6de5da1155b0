package table

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"tandem/ui/layout"
	"tandem/ui/theme"
)

// rows is a source of records with three columns: reference, title, amount.
type rows []uint64

func (r rows) Len() int          { return len(r) }
func (r rows) ID(row int) uint64 { return r[row] }
func (r rows) Cell(row, col int) Cell {
	switch col {
	case 0:
		return Cell{Text: fmt.Sprintf("R-%d", r[row])}
	case 1:
		return Cell{Text: fmt.Sprintf("title of %d", r[row])}
	}
	return Cell{Text: fmt.Sprintf("%d €", r[row]*10)}
}

// found is rows that know where a record is and fail the test when ids are searched.
type found struct {
	rows
	asked *int
}

func (f found) Row(id uint64) (int, bool) {
	*f.asked++
	i := slices.Index(f.rows, id)
	return i, i >= 0
}

func upTo(n int) rows {
	r := make(rows, n)
	for i := range r {
		r[i] = uint64(i + 1)
	}
	return r
}

func sample() []Column {
	return []Column{
		{Name: "ref", Title: "ref", Width: 5},
		{Name: "title", Title: "title", Width: 12, Min: 6, Flex: 1, Priority: 9},
		{Name: "amount", Title: "amount", Width: 8, Align: layout.Right, Priority: 5},
	}
}

func filled(n int) *Table {
	t := New(sample()...)
	t.SetSource(upTo(n), 1)
	return t
}

var dark = theme.New("dark", true, false, false)
var plainTheme = theme.New("none", true, true, true)

func screen(t *Table, w, h int) []string {
	var out []string
	for _, l := range t.Draw(w, h, dark, true) {
		out = append(out, ansi.Strip(l))
	}
	return out
}

func TestDrawPicture(t *testing.T) {
	tab := filled(3)
	tab.Sort("amount", true)
	tab.SetMark(2, true)
	want := []string{
		"  ref   title        amount▼",
		"▶ R-1   title of 1      10 €",
		"● R-2   title of 2      20 €",
		"  R-3   title of 3      30 €",
		"                            ",
	}
	got := screen(tab, 28, 5)
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("line %d = %q, want %q", i, got[i], want[i])
		}
	}
	tab.Move(1)
	if got := screen(tab, 28, 5)[2]; got != "●▶R-2   title of 2      20 €" {
		t.Errorf("marked row with the cursor = %q", got)
	}
}

func TestCursorRowIsFilledThroughout(t *testing.T) {
	tab := filled(5)
	for _, th := range []*theme.Theme{dark, plainTheme} {
		for _, focused := range []bool{true, false} {
			fill := th.SelectDim
			if focused {
				fill = th.Select
			}
			line := tab.Draw(50, 6, th, focused)[1]
			for _, piece := range strings.Split(strings.TrimSuffix(line, "\x1b[m"), "\x1b[m") {
				if !strings.HasPrefix(piece, fill.Open()) {
					t.Errorf("%s focused=%v: %q is not filled", th.Name, focused, piece)
				}
			}
		}
	}
}

func TestMovement(t *testing.T) {
	tab := filled(30)
	tab.Draw(40, 11, dark, true)
	steps := []struct {
		name   string
		do     func()
		cursor int
	}{
		{"down", func() { tab.Move(1) }, 1},
		{"up past the top", func() { tab.Move(-9) }, 0},
		{"page", func() { tab.Page(1) }, 10},
		{"half page", func() { tab.HalfPage(1) }, 15},
		{"end", tab.End, 29},
		{"down past the end", func() { tab.Move(1) }, 29},
		{"page up", func() { tab.Page(-1) }, 19},
		{"home", tab.Home, 0},
		{"to a record", func() { tab.MoveTo(8) }, 7},
		{"to a stranger", func() { tab.MoveTo(99) }, 7},
		{"to a row", func() { tab.MoveToRow(100) }, 29},
	}
	for _, s := range steps {
		s.do()
		if tab.Cursor() != s.cursor {
			t.Errorf("%s: cursor %d, want %d", s.name, tab.Cursor(), s.cursor)
		}
		tab.Draw(40, 11, dark, true)
		if c := tab.Cursor(); c < tab.Offset() || c >= tab.Offset()+10 {
			t.Errorf("%s: cursor %d is out of sight at offset %d", s.name, c, tab.Offset())
		}
	}
	if got := tab.Position(); got != "30/30" {
		t.Errorf("Position = %q", got)
	}
}

func TestNoRoomIsWastedBelow(t *testing.T) {
	tab := filled(30)
	tab.End()
	tab.Draw(40, 11, dark, true)
	tab.Draw(40, 21, dark, true)
	if tab.Offset() != 10 {
		t.Errorf("offset %d after growing, want 10", tab.Offset())
	}
	tab.SetSource(upTo(4), 2)
	if got := screen(tab, 40, 11); !strings.Contains(got[4], "R-4") || tab.Offset() != 0 {
		t.Errorf("after shrinking: offset %d, %q", tab.Offset(), got)
	}
}

func TestCursorKeepsItsRecord(t *testing.T) {
	tab := filled(20)
	tab.MoveTo(10)
	tests := []struct {
		name   string
		to     rows
		cursor int
		id     uint64
	}{
		{"reversed", reversed(20), 10, 10},
		{"rows before it gone", upTo(20)[5:], 4, 10},
		{"itself gone: same place", append(upTo(9), upTo(20)[10:]...), 4, 5},
		{"filtered to none", rows{}, 0, 0},
		{"back again", upTo(20), 4, 5},
		{"fewer than its place", upTo(3), 2, 3},
	}
	for i, tc := range tests {
		tab.SetSource(tc.to, uint64(i+2))
		id, ok := tab.Current()
		if ok != (tc.id != 0) || ok && id != tc.id || tab.Cursor() != tc.cursor {
			t.Errorf("%s: cursor %d on %d (%v), want %d on %d", tc.name, tab.Cursor(), id, ok, tc.cursor, tc.id)
		}
	}
	tab.SetSource(nil, 99)
	if _, ok := tab.Current(); ok || tab.Len() != 0 || tab.Position() != "" {
		t.Error("no source still has rows")
	}
	tab.Move(1)
	tab.End()
	tab.MarkAll(true)
	tab.Draw(20, 5, dark, true)
}

func reversed(n int) rows {
	r := upTo(n)
	slices.Reverse(r)
	return r
}

// The row under the eye stays at its height when rows above it come or go.
func TestRefreshDoesNotJump(t *testing.T) {
	tab := filled(100)
	tab.MoveTo(50)
	tab.Draw(40, 11, dark, true)
	tab.Move(-4)
	tab.Draw(40, 11, dark, true)
	before := tab.Cursor() - tab.Offset()
	tab.SetSource(upTo(100)[20:], 2)
	tab.Draw(40, 11, dark, true)
	if after := tab.Cursor() - tab.Offset(); after != before {
		t.Errorf("the cursor moved from line %d to %d", before, after)
	}
}

func TestFinderIsAsked(t *testing.T) {
	asked := 0
	tab := New(sample()...)
	tab.SetSource(found{upTo(1000), &asked}, 1)
	if !tab.MoveTo(900) || tab.Cursor() != 899 || asked != 1 {
		t.Errorf("cursor %d after asking %d times", tab.Cursor(), asked)
	}
	tab.SetMark(3, true)
	tab.SetMark(700, true)
	tab.SetMark(5000, true)
	if got := tab.Marked(); !slices.Equal(got, []uint64{3, 700}) {
		t.Errorf("Marked = %v", got)
	}
}

func TestMarks(t *testing.T) {
	tab := filled(5)
	if got := tab.Targets(); !slices.Equal(got, []uint64{1}) {
		t.Errorf("Targets without marks = %v", got)
	}
	tab.Move(3)
	tab.Toggle()
	tab.Home()
	tab.Toggle()
	if got := tab.Targets(); !slices.Equal(got, []uint64{1, 4}) || tab.Cursor() != 1 {
		t.Errorf("Targets = %v, cursor %d", got, tab.Cursor())
	}
	tab.SetSource(rows{4, 9}, 2)
	if got := tab.Marked(); !slices.Equal(got, []uint64{4}) || tab.MarkCount() != 2 {
		t.Errorf("after a filter: Marked = %v of %d", got, tab.MarkCount())
	}
	tab.MarkAll(true)
	if !tab.IsMarked(9) {
		t.Error("MarkAll left a row out")
	}
	tab.MarkAll(false)
	if tab.MarkCount() != 0 || tab.Marked() != nil {
		t.Error("marks are left")
	}
	tab.SetSource(nil, 3)
	if tab.Targets() != nil {
		t.Error("an empty table has targets")
	}
}

func TestMouse(t *testing.T) {
	tab := filled(30)
	tab.MoveTo(20)
	tab.Draw(40, 6, dark, true)
	if row, ok := tab.ClickAt(3, 1); !ok || row != tab.Offset() {
		t.Errorf("first row: %d %v", row, ok)
	}
	for _, p := range [][2]int{{3, 0}, {-1, 2}, {40, 2}, {3, 6}, {3, -2}} {
		if row, ok := tab.ClickAt(p[0], p[1]); ok {
			t.Errorf("%v hits row %d", p, row)
		}
	}
	for x, want := range map[int]int{2: 0, 7: 0, 9: 1, 39: 2} {
		if col, ok := tab.HeaderAt(x); !ok || col != want {
			t.Errorf("HeaderAt(%d) = %d %v, want %d", x, col, ok, want)
		}
	}
	if _, ok := tab.HeaderAt(0); ok {
		t.Error("the gutter is no heading")
	}
	few := filled(2)
	few.Draw(40, 9, dark, true)
	if _, ok := few.ClickAt(3, 5); ok {
		t.Error("a click below the last row hits")
	}
}

func TestEmptyMessage(t *testing.T) {
	tab := filled(0)
	tab.Empty = []string{"No risks yet.", "n writes the first"}
	got := strings.Join(screen(tab, 30, 8), "\n")
	if !strings.Contains(got, "No risks yet.") || !strings.Contains(got, "n writes the first") {
		t.Errorf("screen:\n%s", got)
	}
	tab.Empty = []string{"Nothing matches."}
	if got := strings.Join(screen(tab, 30, 8), "\n"); !strings.Contains(got, "Nothing matches.") {
		t.Errorf("the old message stays:\n%s", got)
	}
}

// TestEmptyWraps: what belongs in an empty table is told to its end in a narrow one too, and not across a wide one.
func TestEmptyWraps(t *testing.T) {
	tab := filled(0)
	help := "A piece of work with an end: its plan, its risks and its budget hang on it, and so do its reports."
	tab.Empty = []string{"No projects yet.", "", help}
	for _, w := range []int{24, 40, 80, 200} {
		lines := screen(tab, w, 16)
		got := strings.Join(strings.Fields(strings.Join(lines, " ")), " ")
		if !strings.Contains(got, help) {
			t.Errorf("%d wide: %q", w, got)
		}
		for _, l := range lines[1:] {
			if n := len(strings.TrimSpace(l)); n > 60 {
				t.Errorf("%d wide: a line of %d cells", w, n)
			}
		}
	}
}

func TestList(t *testing.T) {
	l := NewList()
	l.SetSource(upTo(3), 1)
	if got := screen(l, 10, 2); got[0] != "▶ R-1     " || got[1] != "  R-2     " {
		t.Errorf("list = %q", got)
	}
	if row, ok := l.ClickAt(0, 1); !ok || row != 1 {
		t.Errorf("ClickAt = %d %v", row, ok)
	}
	if _, ok := l.HeaderAt(3); ok {
		t.Error("a list has no heading")
	}
}
