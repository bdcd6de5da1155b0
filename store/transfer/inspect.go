package transfer

import (
	"bufio"
	"context"
	"fmt"
	"io"

	"tandem/model"
)

// Look is what a file holds, before anything is made of it.
type Look struct {
	Format Format
	Source string // what the file comes from, for good
	// Of a table only:
	Kind     *model.Kind // nil: nothing tells
	Columns  []Column    // what becomes of each column; nil without a kind
	ID       string      // heading of the column by which a row is known again; "": its name, or its reference
	Headings []string
	Rows     [][]string // the first rows, at most lookRows
	Sheets   []string   // of a spreadsheet, those with rows
	Sheet    string     // the one looked at
}

// lookRows is how many rows a look shows, lookRead how many it reads to judge the columns.
const (
	lookRows = 20
	lookRead = 500
)

// Table reports whether the columns can be chosen.
func (l *Look) Table() bool { return l.Format.Name == "csv" || l.Format.Name == "xlsx" }

// Inspect looks into a file: what format it is, and for a table what its columns would become.
// The error is for a file that cannot be read, or a choice in opt that cannot be.
func Inspect(ctx context.Context, s *model.Snapshot, name string, in io.Reader, opt Options) (Look, error) {
	buf := bufio.NewReaderSize(in, headSize)
	head, err := buf.Peek(headSize)
	if err != nil && err != io.EOF {
		return Look{}, fmt.Errorf("%s: %w", name, err)
	}
	f, err := formatOf(name, head, opt)
	if err != nil {
		return Look{}, err
	}
	l := Look{Format: f}
	if !l.Table() {
		return l, nil
	}
	l.Source = tableSource(name, "table", opt)
	quiet := func(Problem) {}
	var t *table
	if f.Name == "csv" {
		r, err := newCSV(buf, opt.Table.Encoding, 0)
		if err != nil {
			return l, fmt.Errorf("%s: %w: %w", name, ErrNothing, err)
		}
		t, err = readTable(ctx, name, &firstRows{rowSource: plainRows{r}, left: lookRead}, func() {}, quiet)
		if err != nil {
			return l, fmt.Errorf("%s: %w", name, err)
		}
	} else {
		all, err := loadXLSX(ctx, name, buf, Options{}, quiet)
		if err != nil {
			return l, err
		}
		for _, x := range all {
			l.Sheets = append(l.Sheets, x.sheet)
			if t == nil || x.sheet == opt.Table.Sheet {
				t = x
			}
		}
		l.Sheet = t.sheet
	}
	return l, l.columns(s, t, opt)
}

// columns judges the columns of the table.
func (l *Look) columns(s *model.Snapshot, t *table, opt Options) error {
	if t.header == nil {
		return fmt.Errorf("%s: %w: it has no rows", t.file, ErrNothing)
	}
	for i := range t.header {
		l.Headings = append(l.Headings, t.heading(i+1))
	}
	if from, _, _ := leftoverOf(t.header); from != "" && opt.Table.Source == "" {
		l.Source = from
	}
	for i := range min(len(t.rows), lookRows) {
		l.Rows = append(l.Rows, t.rows[i].cells)
	}
	k, err := kindOf(s.Schema(), t, opt)
	if err != nil {
		if opt.As != "" {
			return err
		}
		return nil // to be chosen
	}
	kept := Kept(s, l.Source, k)
	l.Kind = k
	if l.Columns, err = mapColumns(k, t, opt.Table.Map, kept.Map); err != nil {
		return err
	}
	l.ID = opt.Table.ID
	if l.ID == "" && hasHeading(l.Columns, kept.ID) {
		l.ID = kept.ID
	}
	for _, c := range l.Columns {
		if l.ID == "" && c.Field == ToID {
			l.ID = c.Heading
		}
	}
	return nil
}

// firstRows ends a table early.
type firstRows struct {
	rowSource
	left int
}

func (f *firstRows) next() ([]string, int, error) {
	if f.left == 0 {
		return nil, 0, io.EOF
	}
	f.left--
	return f.rowSource.next()
}
