package table

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"tandem/ui/layout"
	"tandem/ui/theme"
)

// parted is a source whose even rows are lines between records.
type parted struct{ n int }

func (p parted) Len() int             { return p.n }
func (p parted) ID(row int) uint64    { return uint64(row) + 1 }
func (p parted) Section(row int) bool { return row%2 == 0 }
func (p parted) Cell(row, col int) Cell {
	switch {
	case row%2 == 1:
		return Cell{Text: strings.Repeat("x", col+1)}
	case col == 0:
		return Cell{Text: "a heading longer than its column  12", Over: true}
	case col == 3:
		return Cell{Text: "99"}
	}
	return Cell{}
}

func partedTable() *Table {
	t := New(Column{Name: "a", Title: "a", Width: 8, Min: 8}, Column{Name: "b", Title: "b", Width: 10, Min: 10}, Column{Name: "c", Title: "c", Width: 10, Min: 10},
		Column{Name: "d", Title: "d", Width: 6, Min: 6, Align: layout.Right})
	t.SetSource(parted{6}, 1)
	return t
}

// A cell may run on over the empty ones after it, up to the next that says something.
func TestOver(t *testing.T) {
	th := theme.New("none", true, true, false)
	tab := partedTable()
	for w := 0; w < 90; w++ {
		for _, l := range tab.Draw(w, 5, th, true) {
			if ansi.StringWidth(l) != w {
				t.Fatalf("%d wide: %q", w, l)
			}
		}
	}
	lines := tab.Draw(50, 5, th, true)
	got := strings.TrimRight(ansi.Strip(lines[1]), " ")
	if !strings.HasPrefix(got, "▶ a heading longer than its col… ") || !strings.HasSuffix(got, "99") {
		t.Errorf("drawn %q", got)
	}
	if got := ansi.Strip(tab.Draw(60, 5, th, true)[1]); !strings.Contains(got, "a heading longer than its colum… ") {
		t.Errorf("drawn %q", got)
	}
}

// Lines between records take the cursor but no mark.
func TestSections(t *testing.T) {
	tab := partedTable()
	tab.Toggle()
	if tab.MarkCount() != 0 || tab.Cursor() != 0 || tab.Targets() != nil {
		t.Errorf("%d marks, on %d, targets %v", tab.MarkCount(), tab.Cursor(), tab.Targets())
	}
	tab.MarkAll(true)
	if got := tab.Marked(); len(got) != 3 || got[0] != 2 {
		t.Errorf("marked %v", got)
	}
}

// A border is the gap behind a column; the last column has none.
func TestBorders(t *testing.T) {
	th := theme.New("none", true, true, false)
	tab := partedTable()
	tab.Draw(70, 5, th, true)
	for col := range 4 {
		x, w := tab.Slot(col)
		at, ok := tab.BorderAt(x + w)
		if col < 3 && (!ok || at != col) || col == 3 && ok {
			t.Errorf("column %d: border of %d %v", col, at, ok)
		}
		if _, ok := tab.BorderAt(x); ok {
			t.Errorf("column %d: a border at its beginning", col)
		}
	}
	if _, w := tab.Slot(9); w != 0 {
		t.Error("a column that is not there has a width")
	}
	tab.NoHeader = true
	if _, ok := tab.BorderAt(10); ok {
		t.Error("a table without headings has borders to take hold of")
	}
}

// money is a source whose second column is a number.
type money struct{ rows }

func (m money) Cell(row, col int) Cell {
	if col == 1 {
		return Cell{Text: "EUR 12500", Whole: true}
	}
	return Cell{Text: "name"}
}

// A number is never cut: a sign stands where it has no room.
func TestWhole(t *testing.T) {
	th := theme.New("none", true, true, true)
	tab := New(Column{Name: "a", Width: 4, Min: 4}, Column{Name: "b", Width: 6, Min: 6, Max: 6, Align: layout.Right})
	tab.SetSource(money{upTo(3)}, 1)
	if got := strings.Join(tab.Draw(40, 3, th, true), "\n"); strings.Contains(got, "EUR") || !strings.Contains(got, "~") {
		t.Errorf("drawn %q", got)
	}
	tab.SetColumns(Column{Name: "a", Width: 4, Min: 4}, Column{Name: "b", Width: 9, Min: 9, Align: layout.Right})
	if got := strings.Join(tab.Draw(40, 3, th, true), "\n"); !strings.Contains(got, "EUR 12500") {
		t.Errorf("drawn %q", got)
	}
}

// A heading above the first line that shows is drawn with it, and Uncover scrolls to one further up.
func TestUncover(t *testing.T) {
	th := theme.New("none", true, true, false)
	tab := partedTable()
	tab.SetSource(parted{60}, 2)
	tab.MoveToRow(21)
	tab.Raise()
	if tab.Draw(60, 9, th, true); tab.Offset() != 20 {
		t.Errorf("offset %d hides the heading", tab.Offset())
	}
	tab.Uncover(18)
	if tab.Draw(60, 9, th, true); tab.Offset() != 18 || tab.Cursor() != 21 {
		t.Errorf("offset %d", tab.Offset())
	}
	tab.Uncover(2)
	if tab.Draw(60, 9, th, true); tab.Cursor() < tab.Offset() || tab.Cursor() >= tab.Offset()+8 {
		t.Errorf("the cursor %d is out of sight from %d", tab.Cursor(), tab.Offset())
	}
}
