package sheet

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// Kind is what a cell holds.
type Kind uint8

// Kinds of cells.
const (
	Blank Kind = iota
	Text
	Number
	Bool  // its text is 1 or 0
	Fault // its text is #N/A or the like
	Stamp // a moment as text, 2026-03-01T12:00:00
)

// Cell is a cell of a row. A formula is what it last came to.
type Cell struct {
	Kind   Kind
	Text   string  // as the file has it; of a number its digits
	Format *Format // how it is shown; nil: as it is
}

// Float is the value of a number.
func (c *Cell) Float() (float64, bool) {
	if c.Kind != Number {
		return 0, false
	}
	n, err := strconv.ParseFloat(c.Text, 64)
	return n, err == nil && n-n == 0 // neither endless nor none
}

// Rows goes through the rows of a sheet.
type Rows struct {
	Stale   int // formulas so far that were never calculated: their cells are blank
	StaleAt string
	book    *Book
	ctx     context.Context
	part    *partReader
	x       *scanner
	line    int
	inside  bool // within the rows
	cells   []Cell
	buf     []byte
	bad     *RowError // what is wrong with the row
	err     error
}

// Rows opens a sheet of the list. Close it.
func (b *Book) Rows(ctx context.Context, i int) (*Rows, error) {
	part, err := b.pack.open(ctx, b.Sheets[i].part)
	if err != nil {
		return nil, err
	}
	return &Rows{book: b, ctx: ctx, part: part, x: newScanner(part)}, nil
}

// Close ends the reading.
func (r *Rows) Close() { r.part.Close() }

// Unpacked is how many bytes of the sheet are read.
func (r *Rows) Unpacked() int64 { return r.part.n }

// Next is the next row that is written in the file, with its number from 1; it has no blank cell
// at its end and may have none at all. Numbers grow, but need not follow one another. The cells
// are good until the next call, their texts for good. A *RowError tells of a row that is left
// out; io.EOF is the end; with any other error, which names the last row that began, the sheet
// ends.
func (r *Rows) Next() ([]Cell, int, error) {
	if r.err != nil {
		return nil, r.line, r.err
	}
	cells, err := r.row()
	var bad *RowError
	if err != nil && !errors.As(err, &bad) {
		if r.err = err; err != io.EOF {
			r.err = fmt.Errorf("row %d: %w", max(r.line, 1), err)
		}
		return nil, r.line, r.err
	}
	return cells, r.line, err
}

// row finds the next row and reads it.
func (r *Rows) row() ([]Cell, error) {
	for {
		tok, err := r.x.next()
		switch {
		case err != nil:
			return nil, err
		case tok == atEnd:
			return nil, r.finish()
		case tok == closed && string(r.x.name) == "sheetData":
			r.inside = false
		case tok == opened && string(r.x.name) == "sheetData":
			r.inside = true
		case tok == opened && r.inside && string(r.x.name) == "row":
			return r.begin()
		}
	}
}

// finish checks the sum of the part.
func (r *Rows) finish() error {
	if err := r.part.drain(); err != nil {
		return err
	}
	return io.EOF
}

// begin reads the row whose tag was just read.
func (r *Rows) begin() ([]Cell, error) {
	r.bad, r.cells = nil, r.cells[:0]
	line := r.line + 1
	if s := r.x.attr("r"); s != nil {
		n := numberOf(s)
		if n <= r.line || n > MaxRows {
			bad := &RowError{Row: line, Message: fmt.Sprintf("its number %.20q is wrong: it should be %d or more, and %d at most", s, line, MaxRows)}
			if err := r.x.skip(); err != nil {
				return nil, err
			}
			return nil, bad
		}
		line = n
	}
	if r.line = line; line > MaxRows {
		return nil, fmt.Errorf("%w: it has more than %d rows", ErrTooLarge, MaxRows)
	}
	return r.rowCells()
}

// fail keeps the first thing that is wrong with the row.
func (r *Rows) fail(column int, message string) {
	if r.bad == nil {
		r.bad = &RowError{Row: r.line, Column: column, Message: message}
	}
}

// rowCells reads the cells up to the end of the row, each to its place.
func (r *Rows) rowCells() ([]Cell, error) {
	column := 0
	for {
		tok, err := r.x.next()
		if err != nil {
			return nil, err
		}
		if tok == closed {
			break
		}
		if tok != opened {
			continue
		}
		if string(r.x.name) != "c" {
			if err := r.x.skip(); err != nil {
				return nil, err
			}
			continue
		}
		column++
		if ref := r.x.attr("r"); ref != nil {
			if n := columnOf(ref); n > 0 {
				column = n
			} else {
				r.fail(0, fmt.Sprintf("%.20q is no cell", ref))
			}
		}
		c, err := r.cell(column)
		if err != nil {
			return nil, err
		}
		if c.Kind != Blank {
			r.place(column, c)
		}
	}
	if r.bad != nil {
		return nil, r.bad
	}
	return r.cells, nil
}

// place puts a cell into its column, with blank ones before it.
func (r *Rows) place(column int, c Cell) {
	gap := column - 1 - len(r.cells)
	switch {
	case column > MaxColumns:
		r.fail(0, fmt.Sprintf("it has more than %d columns", MaxColumns))
		return
	case gap < 0:
		r.cells[column-1] = c
		return
	}
	if r.book.gaps -= gap; r.book.gaps < 0 {
		r.fail(column, "its cells are too far apart, as in too many rows before it")
		return
	}
	for range gap {
		r.cells = append(r.cells, Cell{})
	}
	r.cells = append(r.cells, c)
}

// cell reads the cell whose tag was just read.
func (r *Rows) cell(column int) (Cell, error) {
	var c Cell
	x := r.x
	if s := x.attr("s"); s != nil {
		if n := numberOf(s); n >= 0 && n < len(r.book.formats) {
			c.Format = r.book.formats[n]
		}
	}
	kind := kindOf(x.attr("t"))
	formula, value, over := false, false, false
	r.buf = r.buf[:0]
	for {
		tok, err := x.next()
		switch {
		case err != nil:
			return c, err
		case tok == closed:
			if formula && !value {
				if r.Stale++; r.Stale == 1 {
					r.StaleAt = Ref(column, r.line)
				}
			}
			if over || len(r.buf) > 0 {
				err = r.value(&c, kind, column, over)
			}
			return c, err
		case tok != opened:
		case string(x.name) == "v" && kind != inline:
			value = true
			r.buf, over, err = x.content(r.buf[:0], r.book.lim.Cell)
		case string(x.name) == "is" && kind == inline:
			value = true
			r.buf, over, err = x.rich(r.buf[:0], r.book.lim.Cell)
		default:
			formula = formula || string(x.name) == "f"
			err = x.skip()
		}
		if err != nil {
			return c, err
		}
	}
}

// Kinds that are only ways of writing others.
const (
	shared Kind = 100 + iota // the number of a shared text
	inline                   // a text within the cell
)

// kindOf reads the type of a cell.
func kindOf(t []byte) Kind {
	switch string(t) {
	case "s":
		return shared
	case "inlineStr":
		return inline
	case "str":
		return Text
	case "b":
		return Bool
	case "e":
		return Fault
	case "d":
		return Stamp
	}
	return Number
}

// value makes a cell of the bytes in the buffer.
func (r *Rows) value(c *Cell, kind Kind, column int, over bool) error {
	why := ""
	switch c.Kind = kind; kind {
	case shared:
		t, err := r.book.sharedTexts(r.ctx)
		if err != nil {
			return err
		}
		n := numberOf(r.buf)
		if n < 0 || n >= len(t.list) {
			why = fmt.Sprintf("its text is missing: number %.20q of %d", r.buf, len(t.list))
			break
		}
		c.Kind, c.Text, why = Text, t.list[n], t.bad[n]
	case inline, Text:
		c.Kind = Text
		c.Text, why = textOf(r.buf, over, r.book.lim.Cell)
	default:
		c.Text, why = textOf(bytes.TrimSpace(r.buf), over, r.book.lim.Cell)
	}
	if why != "" {
		r.fail(column, why)
	}
	if c.Text == "" {
		c.Kind = Blank
	}
	return nil
}
