package transfer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"tandem/model"
	"tandem/model/date"
)

// xlsxFormat is a spreadsheet: a sheet a kind of record.
func xlsxFormat() Format {
	return Format{Name: "xlsx", Title: "Spreadsheet (XLSX)", Ext: []string{".xlsx", ".xlsm"}, Import: importXLSX,
		Fits: func(name string, head []byte) bool {
			ext := strings.ToLower(extOf(name))
			return strings.HasPrefix(string(head), "PK\x03\x04") && (ext == ".xlsx" || ext == ".xlsm" || strings.Contains(string(head), "xl/"))
		}}
}

// Bounds of a spreadsheet: its parts unpacked, and those that are kept in memory.
const (
	maxUnpacked  = 1 << 30
	maxInMemory  = 64 << 20
	maxSheetCell = 32767 // characters; what a spreadsheet holds
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
	defer func() { // a damaged file trips the library over
		if r := recover(); r != nil {
			list, err = nil, fmt.Errorf("%s: %w: it is a damaged spreadsheet (%v)", name, ErrNothing, r)
		}
	}()
	count := &counted{in: in, ctx: ctx, step: func(n int64) {
		if opt.Progress != nil {
			opt.Progress(n, 4*max(opt.Size, n))
		}
	}}
	f, err := excelize.OpenReader(count, excelize.Options{UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxInMemory})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w: it is no spreadsheet that can be read: %w", name, ErrNothing, err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	var names []string
	for _, sheet := range f.GetSheetList() {
		names = append(names, sheet)
		if want := opt.Table.Sheet; want != "" && !strings.EqualFold(want, sheet) {
			continue
		}
		t, err := loadSheet(ctx, f, name, sheet, bad)
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

// loadSheet reads one sheet.
func loadSheet(ctx context.Context, f *excelize.File, name, sheet string, bad func(Problem)) (*table, error) {
	raw, err := f.Rows(sheet)
	if err != nil {
		return nil, fmt.Errorf("%s: sheet %s: %w", name, sheet, err)
	}
	defer func() { _ = raw.Close() }()
	shown, err := f.Rows(sheet)
	if err != nil {
		return nil, fmt.Errorf("%s: sheet %s: %w", name, sheet, err)
	}
	defer func() { _ = shown.Close() }()
	label := name
	if len(f.GetSheetList()) > 1 {
		label = name + " [" + sheet + "]"
	}
	t, err := readTable(ctx, label, &sheetRows{raw: raw, shown: shown}, func() {}, bad)
	if t != nil {
		t.sheet = sheet
	}
	return t, err
}

// sheetRows reads a sheet's rows, values and what they look like side by side.
type sheetRows struct {
	raw, shown *excelize.Rows
	line       int
}

func (s *sheetRows) next() ([]string, int, error) {
	s.line++
	if !s.raw.Next() || !s.shown.Next() {
		if err := errors.Join(s.raw.Error(), s.shown.Error()); err != nil {
			return nil, s.line, err
		}
		return nil, s.line, io.EOF
	}
	cells, err := s.raw.Columns(excelize.Options{RawCellValue: true})
	if err != nil {
		return nil, s.line, &rowError{Line: s.line, Message: err.Error()}
	}
	seen, err := s.shown.Columns()
	if err != nil {
		return nil, s.line, &rowError{Line: s.line, Message: err.Error()}
	}
	for i := range cells {
		if i < len(seen) && cells[i] != seen[i] {
			cells[i] = sheetCell(cells[i], seen[i])
		}
		if len(cells[i]) > maxCell {
			return nil, s.line, &rowError{Line: s.line, Column: i + 1, Message: fmt.Sprintf("a cell is larger than %d KB", maxCell>>10)}
		}
	}
	return cells, s.line, nil
}

var (
	shownDate  = regexp.MustCompile(`\d[-/.]\d{1,2}[-/.]\d|\d[- /][A-Za-z]{3,}|[A-Za-z]{3,}[- /]\d|^\d{1,2}:\d\d`)
	shownMoney = regexp.MustCompile(`[A-Z]{3}\s*$|^\s*-?[A-Z]{3}\b|[€$£¥₹₩%]`)
)

// sheetCell is a cell whose value looks otherwise than it is kept: a date is written as machines
// do, an amount keeps its currency and a share its sign, and all others are as exact as kept.
func sheetCell(raw, shown string) string {
	n, err := strconv.ParseFloat(raw, 64)
	switch {
	case err != nil:
		return raw
	case shownMoney.MatchString(shown):
		return withUnit(raw, n, shown)
	case shownDate.MatchString(shown) && n >= 0 && n < 2_958_466:
		return excelStamp(n)
	}
	return raw
}

// withUnit puts the exact number where the shown one is rounded.
func withUnit(raw string, n float64, shown string) string {
	if strings.Contains(shown, "%") {
		return strconv.FormatFloat(math.Round(n*1e8)/1e6, 'f', -1, 64) + "%"
	}
	for _, w := range strings.FieldsFunc(shown, func(r rune) bool { return strings.ContainsRune("-0123456789., ()'\u00a0\u202f", r) }) {
		return strconv.FormatFloat(n, 'f', -1, 64) + " " + strings.Trim(w, `"[]`)
	}
	return raw
}

// excelStamp is a moment kept as days since the last day of 1899.
func excelStamp(n float64) string {
	if n < 1 {
		sec := int(math.Round(n * 86400))
		return fmt.Sprintf("%02d:%02d:%02d", sec/3600%24, sec/60%60, sec%60)
	}
	return excelDay(n, true)
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
