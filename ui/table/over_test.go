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
