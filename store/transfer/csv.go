package transfer

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"

	"tandem/model"
	"tandem/model/date"
)

// csvFormat is a table of text of any kind of record. It is the last that a file can be.
func csvFormat() Format {
	return Format{Name: "csv", Title: "CSV (comma, semicolon, tab)", Ext: []string{".csv", ".tsv", ".tab", ".txt"}, Import: importCSV,
		Fits: func(name string, head []byte) bool {
			trimmed := strings.TrimSpace(string(head[:min(len(head), 256)]))
			return extOf(name) == "" && trimmed != "" && !strings.ContainsRune("<{[", rune(trimmed[0])) && !strings.Contains(trimmed, "\x00")
		}}
}

// Input is one of several files that are taken together.
type Input struct {
	Name string
	In   io.Reader
}

// ImportTables takes several tables of text and spreadsheets in one batch: rows of one file may
// name rows of another, as those of an export of every kind do.
func ImportTables(ctx context.Context, s *model.Snapshot, now date.Instant, list []Input, opt Options) (Result, error) {
	var res Result
	var tabs []*table
	bad := func(p Problem) { res.Problems = append(res.Problems, p) }
	for _, in := range list {
		buf := bufio.NewReaderSize(in.In, headSize)
		head, err := buf.Peek(headSize)
		if err != nil && err != io.EOF {
			return res, fmt.Errorf("%s: %w", in.Name, err)
		}
		f, err := formatOf(in.Name, head, opt)
		if err != nil {
			return res, err
		}
		switch f.Name {
		case "csv":
			t, err := loadCSV(ctx, in.Name, buf, opt, bad)
			if err != nil {
				return res, err
			}
			tabs = append(tabs, t)
		case "xlsx":
			sheets, err := loadXLSX(ctx, in.Name, buf, opt, bad)
			if err != nil {
				return res, err
			}
			tabs = append(tabs, sheets...)
		default:
			return res, fmt.Errorf("%s is %s: only tables (CSV, XLSX) can be taken several at once", in.Name, f.Title)
		}
	}
	if len(tabs) == 0 {
		return res, ErrNothing
	}
	return importTables(ctx, s, now, list[0].Name, tabs, opt, res.Problems)
}

// importCSV takes a table of text for records of a kind.
func importCSV(ctx context.Context, s *model.Snapshot, now date.Instant, name string, in io.Reader, opt Options) (Result, error) {
	var res Result
	t, err := loadCSV(ctx, name, in, opt, func(p Problem) { res.Problems = append(res.Problems, p) })
	if err != nil {
		return res, err
	}
	return importTables(ctx, s, now, name, []*table{t}, opt, res.Problems)
}

// loadCSV reads a table of text, cells as they were before they were made safe for a spreadsheet.
func loadCSV(ctx context.Context, name string, in io.Reader, opt Options, bad func(Problem)) (*table, error) {
	return loadRows(ctx, name, in, opt, bad, func(r *csvReader) rowSource { return plainRows{r} })
}

// loadRawCSV is loadCSV for what no program made safe: an apostrophe is an apostrophe. Rows that
// WriteLeftover wrote, to be mended, it made safe; its last heading tells them.
func loadRawCSV(ctx context.Context, name string, in io.Reader, opt Options, bad func(Problem)) (*table, error) {
	t, err := loadRows(ctx, name, in, opt, bad, func(r *csvReader) rowSource { return r })
	if err != nil {
		return t, err
	}
	if _, _, mended := leftoverOf(t.header); !mended {
		return t, nil
	}
	for _, row := range t.rows {
		for i, s := range row.cells {
			row.cells[i] = plainCell(s)
		}
	}
	for i, s := range t.header {
		t.header[i] = plainCell(s)
	}
	return t, nil
}

// loadRows reads a table of text through a source of its rows.
func loadRows(ctx context.Context, name string, in io.Reader, opt Options, bad func(Problem), source func(*csvReader) rowSource) (*table, error) {
	r, err := newCSV(in, opt.Table.Encoding, 0)
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %w", name, ErrNothing, err)
	}
	step := func() {
		if opt.Progress != nil {
			opt.Progress(r.read, 2*max(opt.Size, r.read))
		}
	}
	t, err := readTable(ctx, name, source(r), step, bad)
	switch {
	case err != nil && ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, fmt.Errorf("%s: %w", name, err)
	case t.header == nil:
		return nil, fmt.Errorf("%s: %w: it has no rows", name, ErrNothing)
	}
	t.comma = r.comma
	if r.enc == encWestern && !r.forced {
		bad(Problem{File: name, Message: "it is not UTF-8; read as Windows-1252 (--encoding says otherwise)"})
	}
	return t, nil
}

// plainRows are the rows as they were before they were made safe for a spreadsheet.
type plainRows struct{ rowSource }

func (p plainRows) next() ([]string, int, error) {
	cells, line, err := p.rowSource.next()
	for i, s := range cells {
		cells[i] = plainCell(s)
	}
	return cells, line, err
}

// dateInName is a date in a file's name, or the number that a browser adds to a second download.
// onDemand is an expression that is compiled when it is first used: those of all formats together
// would take their time at every start.
func onDemand(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

var dateInName = onDemand(`[ _.-]*\(\d+\)|[ _.-]*(19|20)\d\d[-_.]?\d\d([-_.]?\d\d)?([T_ -]\d{4,6})?`)

// tableSource names what a table comes from, for good: next week's file of the same name, but
// for its date, is the same source.
func tableSource(name, format string, opt Options) string {
	if opt.Table.Source != "" {
		return oneLine(opt.Table.Source)
	}
	base := baseName(name)
	base = dateInName().ReplaceAllString(strings.TrimSuffix(base, extOf(base)), "")
	return format + ":" + strings.ToLower(oneLine(base))
}

// importTables takes tables for records: each for the kind it is told to be, or seems to be.
func importTables(ctx context.Context, s *model.Snapshot, now date.Instant, name string, list []*table, opt Options, problems []Problem) (Result, error) {
	e := model.NewEdit(s, now)
	source := tableSource(name, "table", opt)
	if from, _, _ := leftoverOf(list[0].header); from != "" && opt.Table.Source == "" {
		source = from
	}
	x := newTables(ctx, e, source, opt)
	x.res.Problems = problems
	rows := 0
	for _, t := range list {
		k, err := kindOf(s.Schema(), t, opt)
		if err != nil {
			if len(list) > 1 && opt.As == "" {
				x.problem(Problem{File: t.file, Message: err.Error() + "; the sheet is left out", Rejected: len(t.rows) > 0})
				continue
			}
			return x.res, err
		}
		kept := Kept(s, source, k)
		cols, err := mapColumns(k, t, opt.Table.Map, kept.Map)
		if err != nil {
			return x.res, fmt.Errorf("%s: %w", t.file, err)
		}
		words, err := translate(k, t, cols, opt.Table.Map, kept.Map)
		if err != nil {
			return x.res, err
		}
		if x.opt.Table.ID == "" && kept.ID != "" && hasHeading(cols, kept.ID) {
			x.opt.Table.ID = kept.ID
		}
		if err := x.table(t, k, cols); err != nil {
			return x.res, fmt.Errorf("%s: %w", t.file, err)
		}
		x.opt.Table.ID = opt.Table.ID
		rows += len(t.rows)
		if x.res.Columns == nil {
			x.res.Columns = cols
		}
		x.res.Tables = append(x.res.Tables, Table{Name: firstOr(t.sheet, t.file), Kind: k, Columns: cols})
		if opt.Table.Remember {
			x.remember(source, k, cols, words)
		}
	}
	x.rejected()
	if opt.Progress != nil {
		size := max(opt.Size, 1)
		x.step = func(done int) { opt.Progress(size+size*int64(done)/int64(max(rows, 1)), 2*size) }
	}
	res, err := x.run()
	if err == nil && taken(res) == 0 && len(res.Problems) == 0 {
		err = fmt.Errorf("%s: %w: it has headings, but no rows", name, ErrNothing)
	}
	return res, err
}

func taken(res Result) int {
	n := 0
	for _, c := range res.Counts {
		n += c.Read
	}
	return n
}

func hasHeading(cols []Column, h string) bool {
	for _, c := range cols {
		if plainName(c.Heading) == plainName(h) {
			return true
		}
	}
	return false
}

// rejected counts the rows that could not even be read among those of the first table.
func (x *tablesImport) rejected() {
	if len(x.tabs) == 0 {
		return
	}
	for _, p := range x.res.Problems {
		if p.Rejected && p.Row > 0 {
			c := x.count.of(x.tabs[0].kind.Slug())
			c.Read++
			c.Rejected++
		}
	}
}

// errWhichKind is wrapped where nothing tells what the rows are.
var errWhichKind = errors.New("nothing tells what its rows are: name the kind (--as tasks)")

// kindOf is the kind of record a table holds.
func kindOf(s *model.Schema, t *table, opt Options) (*model.Kind, error) {
	if opt.As != "" {
		return s.Named(opt.As)
	}
	if _, kind, _ := leftoverOf(t.header); kind != "" {
		if k, err := s.Named(kind); err == nil {
			return k, nil
		}
	}
	if k := guessKind(s, t); k != nil {
		return k, nil
	}
	return nil, fmt.Errorf("%s: %w", t.file, errWhichKind)
}
