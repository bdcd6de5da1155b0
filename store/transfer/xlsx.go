package transfer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"tandem/model"
	"tandem/model/date"
	"tandem/store/transfer/sheet"
)

// xlsxFormat is a spreadsheet: a sheet a kind of record. The old form and a locked one begin
// otherwise; they are taken for spreadsheets so that the error can say what they are.
func xlsxFormat() Format {
	ends := []string{".xlsx", ".xlsm"}
	return Format{Name: "xlsx", Title: "Spreadsheet (XLSX)", Ext: ends, Import: importXLSX,
		Fits: func(name string, head []byte) bool {
			ext, first := strings.ToLower(extOf(name)), string(head)
			return strings.HasPrefix(first, "PK\x03\x04") && (slices.Contains(ends, ext) || strings.Contains(first, "xl/")) ||
				strings.HasPrefix(first, "\xd0\xcf\x11\xe0") && (ext == ".xls" || slices.Contains(ends, ext))
		}}
}

// Bounds of a spreadsheet: the file itself, which is kept in memory, and its parts unpacked.
const (
	maxPacked   = 512 << 20
	maxUnpacked = 1 << 30
)

func importXLSX(ctx context.Context, s *model.Snapshot, now date.Instant, name string, in io.Reader, opt Options) (Result, error) {
	var res Result
	list, err := loadXLSX(ctx, name, in, opt, func(p Problem) { res.Problems = append(res.Problems, p) })
	if err != nil {
		return res, err
	}
	return importTables(ctx, s, now, name, list, opt, res.Problems)
}

// loadXLSX reads the sheets of a spreadsheet: the one asked for, or all that hold rows.
func loadXLSX(ctx context.Context, name string, in io.Reader, opt Options, bad func(Problem)) (list []*table, err error) {
	x := &bookReader{file: name, opt: opt, bad: bad}
	if x.book, err = x.open(ctx, in); err != nil {
		return nil, err
	}
	var names []string
	for i, sh := range x.book.Sheets {
		names = append(names, sh.Name)
		if want := opt.Table.Sheet; want != "" && !strings.EqualFold(want, sh.Name) {
			continue
		}
		x.total += x.book.Size(i)
	}
	for i, sh := range x.book.Sheets {
		if want := opt.Table.Sheet; want != "" && !strings.EqualFold(want, sh.Name) {
			continue
		}
		t, err := x.sheet(ctx, i)
		if err != nil {
			return nil, err
		}
		if t.header != nil {
			list = append(list, t)
		}
	}
	switch {
	case len(list) == 0 && opt.Table.Sheet != "":
		return nil, fmt.Errorf("%s: no sheet with rows is called %q; there are %s", name, opt.Table.Sheet, strings.Join(names, ", "))
	case len(list) == 0:
		return nil, fmt.Errorf("%s: %w: it has no rows", name, ErrNothing)
	}
	return list, nil
}

// bookReader reads the sheets of one file.
type bookReader struct {
	file        string
	opt         Options
	bad         func(Problem)
	book        *sheet.Book
	done, total int64 // bytes of sheets, unpacked
}

// open reads the file, a quarter of the work, and finds its sheets.
func (x *bookReader) open(ctx context.Context, in io.Reader) (*sheet.Book, error) {
	count := &counted{in: io.LimitReader(in, maxPacked+1), ctx: ctx, step: func(n int64) {
		if x.opt.Progress != nil {
			x.opt.Progress(n, 4*max(x.opt.Size, n))
		}
	}}
	data, err := io.ReadAll(count)
	if err == nil && len(data) > maxPacked {
		err = fmt.Errorf("%w: more than %d MB", sheet.ErrTooLarge, maxPacked>>20)
	}
	var book *sheet.Book
	if err == nil {
		book, err = sheet.Open(ctx, bytes.NewReader(data), int64(len(data)), sheet.Limits{Unpacked: maxUnpacked, Cell: maxCell})
	}
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, fmt.Errorf("%s: %w: it is no spreadsheet that can be read: %w", x.file, ErrNothing, err)
	}
	return book, nil
}

// sheet reads one sheet, from a quarter of the work to its half.
func (x *bookReader) sheet(ctx context.Context, i int) (*table, error) {
	name, label := x.book.Sheets[i].Name, x.file
	if len(x.book.Sheets) > 1 {
		label += " [" + name + "]"
	}
	rows, err := x.book.Rows(ctx, i)
	if err != nil {
		return nil, fmt.Errorf("%s: sheet %s: %w", x.file, name, err)
	}
	defer rows.Close()
	step := func() {
		if x.opt.Progress != nil {
			size, part := max(x.opt.Size, 1), float64(x.done+rows.Unpacked())/float64(max(x.total, 1))
			x.opt.Progress(size+int64(float64(size)*min(part, 1)), 4*size)
		}
	}
	t, err := readTable(ctx, label, &sheetRows{rows: rows, base: x.book.Base}, step, x.bad)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, fmt.Errorf("%s: sheet %s: %w", x.file, name, err)
	}
	if x.done += rows.Unpacked(); rows.Stale > 0 {
		x.bad(Problem{File: label, Message: fmt.Sprintf("%d formulas, the first in %s, were never calculated and count as empty: open the file in a spreadsheet program and save it", rows.Stale, rows.StaleAt)})
	}
	t.sheet = name
	return t, nil
}

// sheetRows reads a sheet's rows as texts.
type sheetRows struct {
	rows  *sheet.Rows
	base  sheet.Base
	texts []string
}

func (s *sheetRows) next() ([]string, int, error) {
	cells, line, err := s.rows.Next()
	var bad *sheet.RowError
	if errors.As(err, &bad) {
		return nil, bad.Row, &rowError{Line: bad.Row, Column: bad.Column, Message: bad.Message}
	}
	s.texts = s.texts[:0]
	for i := range cells {
		s.texts = append(s.texts, cellText(&cells[i], s.base))
	}
	return s.texts, line, err
}

// cellText is a cell as a table has it: a date is written as machines do, an amount keeps its
// currency and a share its sign, a length of time is one, and all others are as exact as kept.
func cellText(c *sheet.Cell, base sheet.Base) string {
	if c.Kind == sheet.Stamp {
		return strings.TrimSuffix(strings.TrimSuffix(c.Text, ".000"), "T00:00:00")
	}
	if c.Format == nil || c.Kind != sheet.Number {
		return c.Text
	}
	n, ok := c.Float()
	if !ok {
		return c.Text
	}
	look := c.Format.Look(n)
	switch look.Class {
	case sheet.Share:
		return strconv.FormatFloat(math.Round(n*1e8)/1e6, 'f', -1, 64) + "%"
	case sheet.Elapsed:
		return lengthText(n, c.Text)
	case sheet.Clock, sheet.Moment:
		if n >= 0 && n < 1 && (look.Class == sheet.Clock || base == sheet.From1900) {
			sec := int(math.Round(n * 86400))
			return fmt.Sprintf("%02d:%02d:%02d", sec/3600%24, sec/60%60, sec%60)
		}
		if days, ok := base.Days(n); ok && n >= 0 {
			return excelDay(days, true)
		}
	}
	switch look.Unit {
	case "":
		return c.Text
	case "%":
		return strconv.FormatFloat(n, 'f', -1, 64) + "%"
	}
	return strconv.FormatFloat(n, 'f', -1, 64) + " " + look.Unit
}

// lengthText is a part of a day as a length of time, "27h 30m"; raw where it is beyond sense.
func lengthText(n float64, raw string) string {
	sign := ""
	if n < 0 {
		n, sign = -n, "-"
	}
	if n >= sheet.MaxDay {
		return raw
	}
	sec := int64(math.Round(n * 86400))
	var out []string
	for _, u := range []struct {
		name string
		size int64
	}{{"h", 3600}, {"m", 60}, {"s", 1}} {
		if q := sec / u.size; q > 0 {
			out = append(out, strconv.FormatInt(q, 10)+u.name)
		}
		sec %= u.size
	}
	if out == nil {
		return "0h"
	}
	return sign + strings.Join(out, " ")
}

// counted tells how much of a file is read and stops when its context does.
type counted struct {
	in   io.Reader
	ctx  context.Context
	n    int64
	step func(int64)
}

func (c *counted) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.in.Read(p)
	c.n += int64(n)
	c.step(c.n)
	return n, err
}
