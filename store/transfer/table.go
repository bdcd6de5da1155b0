package transfer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A table is rows of cells under headings: a CSV file, or a sheet of a spreadsheet.
type table struct {
	file   string // for problems
	sheet  string // of a spreadsheet
	header []string
	rows   []tableRow
	empty  int  // rows with nothing in them
	comma  byte // what stands between the cells of a text; 0: it is none
}

// tableRow is one row; it may be shorter or longer than the header.
type tableRow struct {
	line  int
	cells []string
}

// rowSource yields rows. A rowError is of one row; io.EOF is the end; any other error ends it.
type rowSource interface {
	next() (cells []string, line int, err error)
}

// headRows is how many of the first rows are looked at for the headings.
const headRows = 12

// readTable reads the rows that hold something. Rows that cannot be read are told to bad and
// left out, as are headings that come again, which two files put together have.
func readTable(ctx context.Context, file string, src rowSource, step func(), bad func(Problem)) (*table, error) {
	t := &table{file: file}
	var first []tableRow // until the headings are found
	var early []*rowError
	report := func(e *rowError) {
		bad(Problem{File: file, Row: e.Line, Field: t.heading(e.Column), Message: e.Message, Rejected: true})
	}
	begin := func() {
		t.begin(first, bad)
		for _, e := range early {
			report(e)
		}
	}
	for n := 0; ; n++ {
		if n&0x3ff == 0 {
			if err := ctx.Err(); err != nil {
				return t, err
			}
			step()
		}
		cells, line, err := src.next()
		var broken *rowError
		switch {
		case err == io.EOF:
			if t.header == nil {
				begin()
			}
			return t, nil
		case errors.As(err, &broken) && t.header == nil && len(first) > 0:
			early = append(early, broken)
			continue
		case errors.As(err, &broken):
			report(broken)
			continue
		case err != nil:
			return t, err
		}
		width := filled(cells)
		if width == 0 {
			t.empty++
			continue
		}
		row := tableRow{line, slices.Clone(cells[:width])}
		if t.header != nil {
			t.add(row, bad)
		} else if first = append(first, row); len(first) == headRows {
			begin()
		}
	}
}

// filled is the number of cells up to the last that holds something.
func filled(cells []string) int {
	n := len(cells)
	for n > 0 && strings.TrimSpace(cells[n-1]) == "" {
		n--
	}
	return n
}

// begin finds the headings among the first rows: a title or a note above them is narrower.
func (t *table) begin(first []tableRow, bad func(Problem)) {
	if t.header != nil || len(first) == 0 {
		return
	}
	count := func(r tableRow) (n int) {
		for _, c := range r.cells {
			if strings.TrimSpace(c) != "" {
				n++
			}
		}
		return n
	}
	most := 0
	for _, r := range first {
		most = max(most, count(r))
	}
	at := 0
	for count(first[at])*2 < most {
		bad(Problem{File: t.file, Row: first[at].line, Message: "stands above the headings; left out: " + quote(strings.Join(first[at].cells, " "))})
		at++
	}
	t.header = make([]string, len(first[at].cells))
	for i, c := range first[at].cells {
		t.header[i] = oneLine(c)
	}
	for _, r := range first[at+1:] {
		t.add(r, bad)
	}
}

// add keeps a row unless it is the headings again.
func (t *table) add(r tableRow, bad func(Problem)) {
	if len(r.cells) == len(t.header) && len(r.cells) > 1 {
		again := true
		for i, c := range r.cells {
			if again = c == t.header[i] || oneLine(c) == t.header[i]; !again {
				break
			}
		}
		if again {
			bad(Problem{File: t.file, Row: r.line, Message: "the headings come again; left out"})
			return
		}
	}
	t.rows = append(t.rows, r)
}

// heading names a column by its heading, or its number, from 1; "" for the row itself.
func (t *table) heading(n int) string {
	switch {
	case n <= 0:
		return ""
	case n <= len(t.header) && t.header[n-1] != "":
		return t.header[n-1]
	}
	return fmt.Sprintf("column %d", n)
}

// cell is the cell of a row, "" where the row is too short.
func (r *tableRow) cell(i int) string {
	if i < 0 || i >= len(r.cells) {
		return ""
	}
	return r.cells[i]
}
