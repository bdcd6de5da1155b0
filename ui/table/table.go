// Package table draws long lists without ever looking at more than what shows.
//
// A Table holds where the reader is (cursor, offset, marks, sort sign) and asks
// a Source for the rows it needs. Cursor and marks are kept by record id, so a
// re-sort, a refresh or a deletion never makes the eye jump.
package table

import (
	"strconv"

	"tandem/ui/layout"
	"tandem/ui/theme"
)

// Source gives rows by position. It is asked for visible rows only, except that
// ids are searched after a change, unless it is also a Finder.
type Source interface {
	Len() int
	ID(row int) uint64
	Cell(row, col int) Cell
}

// Finder is a Source that knows where a record is; it spares a linear search.
type Finder interface {
	Row(id uint64) (row int, ok bool)
}

// Sectioned is a Source that has lines between its records, such as the headings of groups.
// They take the cursor like any row, but no mark.
type Sectioned interface {
	Section(row int) bool
}

// Cell is what stands in one row of one column. Text comes from data and is
// stripped before it is drawn, unless Styled says that it was made by a widget.
// Keep is how many bytes at the end of Text, such as a reference, stay where the
// cell is too narrow: what comes before them is cut instead. Over lets the text run on over the
// empty cells after it. Whole is for numbers: where one does not fit, a sign stands in its place,
// for a number that is cut looks like a smaller one.
type Cell struct {
	Text   string
	Style  theme.Style
	Spans  []Span
	Styled bool
	Keep   int
	Over   bool
	Whole  bool
}

// Span styles the bytes From to To of a cell's text, for matches in a filter.
// Spans come in order and do not overlap.
type Span struct {
	From, To int
	Style    theme.Style
}

// Column says what a column is and how much room it wants. Width is the wish,
// Min the least that still helps (Width if zero), Max the most (none if zero).
// What is left goes to the Flex columns by weight; what the rows do not need of that
// goes on to Flex columns, and those with a Max above Width, whose rows are cut. When room is short the columns of
// lowest Priority go first, the rightmost among equals; the first column stays.
type Column struct {
	Name, Title     string
	Width, Min, Max int
	Flex            int
	Align           layout.Align
	Priority        int
}

// Table is a view on a Source. The zero value is not ready; use New.
type Table struct {
	// Empty is shown when there are no rows: what belongs here and which key makes the first.
	Empty []string
	// Jump is the part of a page, one over so much, that a step past its edge scrolls by; 0 is a
	// single row. A terminal scrolls whole lines by itself, but half a line must be drawn anew.
	Jump int
	// Flush lets the cursor go to the very edge: a step past it then moves all rows by one, which a
	// terminal does by itself; rows kept in sight beyond the cursor would be written anew each time.
	Flush bool
	// NoHeader leaves the header line out.
	NoHeader bool

	cols    []Column
	needs   []int // cells the rows take, by column; 0 where it does not matter
	src     Source
	rev     uint64
	n       int
	cursor  int
	id      uint64
	known   bool
	offset  int
	drawn   int  // the offset of the last picture
	lift    bool // the cursor's row is to come near the top at the next picture, unless it stands well
	still   bool // the row of stillID does not move away from an edge
	stillID uint64
	page    int
	shift   int
	marks   map[uint64]struct{}
	sortBy  string
	desc    bool
	stamp   uint64 // grows when rows, columns or their order may look different
	marked  uint64 // grows when marks change
	lay     grid
	memo    memo
}

// New makes a table with the given columns and no rows.
func New(cols ...Column) *Table {
	return &Table{cols: cols, marks: map[uint64]struct{}{}, page: 1}
}

// NewList makes a table of one flexible column without a header.
func NewList() *Table {
	t := New(Column{Name: "item", Flex: 1, Min: 1})
	t.NoHeader = true
	return t
}

// SetColumns changes the columns. Rows, cursor and marks stay.
func (t *Table) SetColumns(cols ...Column) {
	t.cols, t.shift, t.needs = cols, 0, nil
	t.stamp++
}

// Columns gives the columns as set; it is not to be changed.
func (t *Table) Columns() []Column { return t.cols }

// SetSource changes the rows. A new rev says that anything may have changed. The
// cursor stays on its record; if that is gone it stays at its place, so that
// whoever deletes or decides one row after another need not move.
func (t *Table) SetSource(src Source, rev uint64) {
	t.src, t.rev, t.n = src, rev, 0
	if src != nil {
		t.n = max(0, src.Len())
	}
	t.stamp++
	if t.known {
		if row, ok := t.find(t.id); ok {
			t.offset += row - t.cursor
			t.cursor = row
		}
	}
	t.MoveToRow(t.cursor)
}

// find looks for a record, first where it was, then where a Finder says, then
// outwards from the cursor, since most changes move a record only a little.
func (t *Table) find(id uint64) (int, bool) {
	if t.n == 0 {
		return 0, false
	}
	if t.cursor < t.n && t.src.ID(t.cursor) == id {
		return t.cursor, true
	}
	if f, ok := t.src.(Finder); ok {
		row, ok := f.Row(id)
		return row, ok && row >= 0 && row < t.n
	}
	from := min(t.cursor, t.n-1)
	for d := 0; d < t.n; d++ {
		if from-d >= 0 && t.src.ID(from-d) == id {
			return from - d, true
		}
		if from+d < t.n && t.src.ID(from+d) == id {
			return from + d, true
		}
	}
	return 0, false
}

// Len is the number of rows.
func (t *Table) Len() int { return t.n }

// Cursor is the row of the cursor, 0 when there are no rows.
func (t *Table) Cursor() int { return t.cursor }

// Offset is the first row that shows, for panes that draw beside the table. Between a move and the
// next Draw it may be another one than will show, but is always a row there is, or 0.
func (t *Table) Offset() int { return max(0, min(t.offset, t.n-1)) }

// Current gives the id of the record under the cursor.
func (t *Table) Current() (id uint64, ok bool) { return t.id, t.known && t.n > 0 }

// MoveToRow puts the cursor on a row, or the nearest there is.
func (t *Table) MoveToRow(row int) {
	t.cursor = max(0, min(row, t.n-1))
	if t.n > 0 {
		t.id, t.known = t.src.ID(t.cursor), true
	}
}

// MoveTo puts the cursor on a record; false when it is not among the rows.
func (t *Table) MoveTo(id uint64) bool {
	row, ok := t.find(id)
	if ok {
		t.MoveToRow(row)
	}
	return ok
}

// Move moves the cursor by n rows and stops at the ends.
func (t *Table) Move(n int) {
	t.still = false
	t.MoveToRow(t.cursor + n)
}

// Page moves the cursor by n screens of the size last drawn.
func (t *Table) Page(n int) {
	t.offset += n * t.page
	t.Move(n * t.page)
}

// HalfPage moves the cursor by n half screens.
func (t *Table) HalfPage(n int) { t.Move(n * max(1, t.page/2)) }

// Raise scrolls so that the cursor's row comes first, as far as the rows below it fill the room.
func (t *Table) Raise() {
	t.offset = t.cursor
	t.still, t.stillID, t.lift = true, t.id, false
}

// SkipFrom moves a cursor that came from a row off rows that are headings, on in the direction of
// travel, or back where no other row follows.
func (t *Table) SkipFrom(from int, heading func(row int) bool) {
	step := 1
	if t.Cursor() < from {
		step = -1
	}
	for _, dir := range []int{step, -step} {
		for i := t.Cursor(); i >= 0 && i < t.n; i += dir {
			if !heading(i) {
				t.MoveToRow(i)
				return
			}
		}
	}
}

// Lift brings the cursor's row near the top at the next Draw where it would stand outside or in the
// lowest third, so that one sees what comes after it. A row that stands well stays.
func (t *Table) Lift() { t.lift = true }

// Uncover scrolls up so that a row above the cursor shows, as far as the cursor stays in sight. A
// row below the upper edge shows already.
func (t *Table) Uncover(row int) {
	if row >= 0 && row < t.offset {
		t.offset = max(row, t.cursor-t.page+1)
	}
}

// Home moves the cursor to the first row.
func (t *Table) Home() { t.MoveToRow(0) }

// End moves the cursor to the last row.
func (t *Table) End() { t.MoveToRow(t.n - 1) }

// Position is "5/48" for the foot of a frame, "" without rows.
func (t *Table) Position() string {
	if t.n == 0 {
		return ""
	}
	return strconv.Itoa(t.cursor+1) + "/" + strconv.Itoa(t.n)
}

// Sort shows in the header which column the rows are sorted by. Sorting itself
// is the source's business.
func (t *Table) Sort(column string, desc bool) {
	if column != t.sortBy || desc != t.desc {
		t.sortBy, t.desc = column, desc
		t.stamp++
	}
}

// Sorted gives back what Sort was told.
func (t *Table) Sorted() (column string, desc bool) { return t.sortBy, t.desc }

// Scroll moves the columns sideways, keeping the first in place. False says
// that it could not: all columns fit, or the end is reached.
func (t *Table) Scroll(n int) bool {
	to := max(0, min(t.shift+n, t.lay.maxShift))
	if to == t.shift {
		return false
	}
	t.shift = to
	t.stamp++
	return true
}
