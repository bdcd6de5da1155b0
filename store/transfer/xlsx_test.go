package transfer_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tandem/model"
	"tandem/store/transfer"
	"tandem/store/transfer/sheet"
)

// workbook is a file of another program: a sheet each, rows from A1, a nil row is left out.
func workbook(t testing.TB, change func(f *excelize.File) error, sheets ...[][]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	var err error
	for i, rows := range sheets {
		name := fmt.Sprintf("Sheet%d", i+1)
		if i > 0 {
			_, e := f.NewSheet(name)
			err = errors.Join(err, e)
		}
		for j, row := range rows {
			if row != nil {
				err = errors.Join(err, f.SetSheetRow(name, sheet.Ref(1, j+1), &row))
			}
		}
	}
	if change != nil {
		err = errors.Join(err, change(f))
	}
	var b bytes.Buffer
	if err = errors.Join(err, f.Write(&b), f.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func takeBook(s *model.Snapshot, data []byte, opt transfer.Options) (transfer.Result, *model.Snapshot, error) {
	res, err := transfer.Import(context.Background(), s, now, "work.xlsx", bytes.NewReader(data), opt)
	return res, s.With(res.Batch.Changes), err
}

// dayOf is the day of a task's deadline.
func dayOf(x *model.Task) string { return x.Deadline.Day(nil).String() }

// TestWorkbookOfOthers takes in what people make by hand: merged cells, rich text, blank rows and
// columns, formulas, a hidden sheet.
func TestWorkbookOfOthers(t *testing.T) {
	days, euro := "dd.mm.yyyy", `#,##0.00 "EUR"`
	data := workbook(t, func(f *excelize.File) error {
		day, e1 := f.NewStyle(&excelize.Style{CustomNumFmt: &days})
		cost, e2 := f.NewStyle(&excelize.Style{CustomNumFmt: &euro})
		return errors.Join(e1, e2, f.MergeCell("Sheet1", "B3", "B4"), f.SetCellStyle("Sheet1", "C2", "C9", day), f.SetCellStyle("Sheet2", "B2", "B9", cost),
			f.SetCellRichText("Sheet1", "A3", []excelize.RichTextRun{{Text: "Rich "}, {Text: "task", Font: &excelize.Font{Bold: true}}}),
			f.SetCellFormula("Sheet1", "D4", "1+1"), f.SetSheetVisible("Sheet2", false))
	}, [][]any{{"Summary", "Assignee", "Deadline", "Description"}, {"Plain", "Ada Novak", 46023, true}, {"x", "Bo Li", 46054.0, "a\nb"}, {"Last", nil, 46055}, nil, nil, {"After blanks", "Ada Novak"}},
		[][]any{{"Vendor", "Rate"}, {"Acme", 12.5}})
	res, s, err := takeBook(workspace(t), data, transfer.Options{As: "task", Table: transfer.TableOptions{Sheet: "sheet1"}})
	if err != nil || res.Rejected() > 0 {
		t.Fatal(err, res.Problems)
	}
	if c := counted(res, "task"); c.Added != 4 {
		t.Errorf("%+v", c)
	}
	rich := named[*model.Task](t, s, "T", "Rich task")
	last := named[*model.Task](t, s, "T", "Last")
	if dayOf(rich) != "2026-02-01" || dayOf(last) != "2026-02-02" || !strings.Contains(rich.Notes, "a\nb") {
		t.Errorf("%v, %v, %q", rich.Deadline, last.Deadline, rich.Notes)
	}
	if !said(res, "1 formulas, the first in D4, were never calculated") {
		t.Errorf("the formula is passed over: %v", res.Problems)
	}
	look, err := transfer.Inspect(context.Background(), workspace(t), "work.xlsx", bytes.NewReader(data), transfer.Options{Table: transfer.TableOptions{Sheet: "Sheet2"}})
	if err != nil || fmt.Sprint(look.Sheets) != "[Sheet1 Sheet2]" || look.Sheet != "Sheet2" || fmt.Sprint(look.Rows) != "[[Acme 12.5 EUR]]" {
		t.Errorf("%v %q %v %v", look.Sheets, look.Sheet, look.Rows, err)
	}
	if _, _, err := takeBook(workspace(t), data, transfer.Options{As: "task", Table: transfer.TableOptions{Sheet: "nope"}}); err == nil || !strings.Contains(err.Error(), "there are Sheet1, Sheet2") {
		t.Error(err)
	}
}

// TestDaysFrom1904 reads the other count of days.
func TestDaysFrom1904(t *testing.T) {
	days := "yyyy-mm-dd"
	yes := true
	data := workbook(t, func(f *excelize.File) error {
		day, err := f.NewStyle(&excelize.Style{CustomNumFmt: &days})
		return errors.Join(err, f.SetCellStyle("Sheet1", "B2", "B2", day), f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}))
	}, [][]any{{"Summary", "Deadline"}, {"Dig", 46023 - 1462}})
	res, s, err := takeBook(workspace(t), data, transfer.Options{As: "task"})
	if err != nil || len(res.Problems) > 0 {
		t.Fatal(err, res.Problems)
	}
	if got := dayOf(named[*model.Task](t, s, "T", "Dig")); got != "2026-01-01" {
		t.Error(got)
	}
}

// TestWorkbooksThatCannotBeRead says what is wrong with each, by its name.
func TestWorkbooksThatCannotBeRead(t *testing.T) {
	good := workbook(t, nil, [][]any{{"Summary"}, {"Dig"}})
	locked := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 4000) + strings.Join(strings.Split("EncryptedPackage ", ""), "\x00")
	old := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 4000)
	for name, x := range map[string]struct{ data, want string }{
		"cut.xlsx":    {string(good[:len(good)/2]), "damaged or cut off"},
		"locked.xlsx": {locked, "locked with a password"},
		"old.xls":     {old, "before 2007"},
		"text.xlsx":   {"Summary\nDig\n", "no workbook"},
		"empty.xlsx":  {string(workbook(t, nil, nil)), "it has no rows"},
	} {
		_, err := transfer.Import(context.Background(), workspace(t), now, name, strings.NewReader(x.data), transfer.Options{As: "task"})
		if !errors.Is(err, transfer.ErrNothing) || !strings.Contains(err.Error(), x.want) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for i := range 200 {
		bad := bytes.Clone(good)
		bad[len(bad)*i/200] ^= 0x55
		if _, s, err := takeBook(workspace(t), bad, transfer.Options{As: "task"}); err == nil {
			named[*model.Task](t, s, "T", "Dig") // or nothing was lost
		}
	}
}

// TestRowsOfAWorkbookThatAreWrong refuses a row at its place and takes the others.
func TestRowsOfAWorkbookThatAreWrong(t *testing.T) {
	var b bytes.Buffer
	w := sheet.NewWriter(&b)
	err := errors.Join(w.Sheet("Tasks", nil), w.Row([]sheet.Value{sheet.Words("Summary"), sheet.Words("Deadline")}))
	for range 100_000 {
		err = errors.Join(err, w.Row(nil))
	}
	err = errors.Join(err, w.Row([]sheet.Value{sheet.Words("Good"), sheet.Num(46023, sheet.DayForm)}), w.Row([]sheet.Value{sheet.Words("Bad"), sheet.Words("soonish")}), w.Close())
	if err != nil {
		t.Fatal(err)
	}
	res, s, err := takeBook(workspace(t), b.Bytes(), transfer.Options{As: "task"})
	if err != nil || res.Rejected() != 1 || res.Problems[0].Row != 100_003 {
		t.Fatal(err, res.Problems)
	}
	if got := dayOf(named[*model.Task](t, s, "T", "Good")); got != "2026-01-01" {
		t.Error(got)
	}
}

// slowReader ends the context after the first piece.
type slowReader struct {
	io.Reader
	stop func()
}

func (r slowReader) Read(p []byte) (int, error) {
	defer r.stop()
	return r.Reader.Read(p[:min(len(p), 1000)])
}

// TestWorkbookStops ends with its context, and tells how far it is without going back.
func TestWorkbookStops(t *testing.T) {
	var rows [][]any
	for i := range 3000 {
		rows = append(rows, []any{fmt.Sprint("Task ", i), "Ada Novak"})
	}
	rows[0] = []any{"Summary", "Assignee"}
	data := workbook(t, nil, rows)
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	if _, err := transfer.Import(ctx, workspace(t), now, "a.xlsx", slowReader{bytes.NewReader(data), stop}, transfer.Options{As: "task"}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	last, seen := 0.0, 0
	opt := transfer.Options{As: "task", Size: int64(len(data)), Progress: func(done, total int64) {
		part := float64(done) / float64(total)
		if seen++; part < last || part > 1 {
			t.Errorf("%v after %v", part, last)
		}
		last = part
	}}
	if _, _, err := takeBook(workspace(t), data, opt); err != nil || last < 0.5 || seen < 4 {
		t.Errorf("%v: %d steps to %v", err, seen, last)
	}
}

// TestTextTooLongForACell tells the record and the field.
func TestTextTooLongForACell(t *testing.T) {
	_, s := takeCSV(t, workspace(t), "w.csv", "Summary,Description\nDig,"+strings.Repeat("x", 40_000)+"\n", transfer.Options{As: "task"})
	f, err := transfer.SheetFormatNamed("xlsx")
	if err != nil {
		t.Fatal(err)
	}
	err = f.Write(context.Background(), s, now, []transfer.Sheet{transfer.WholeKind(s, model.Kinds().Prefix("T"))}, io.Discard)
	if err == nil || !strings.Contains(err.Error(), "notes: is longer than the 32767 characters that a cell of a spreadsheet holds; CSV and JSON hold it") {
		t.Error(err)
	}
	if err := f.Write(context.Background(), s, now, nil, io.Discard); !errors.Is(err, transfer.ErrNothing) {
		t.Error(err)
	}
	task := transfer.WholeKind(s, model.Kinds().Prefix("P"))
	if one, two := export(t, s, "xlsx", task), export(t, s, "xlsx", task); !bytes.Equal(one, two) {
		t.Error("the same records are other bytes")
	}
}

// TestLibraryReadsAnExport reads an export of every kind by the library.
func TestLibraryReadsAnExport(t *testing.T) {
	s := full(t)
	var all []transfer.Sheet
	for _, k := range model.Kinds().Kinds {
		all = append(all, transfer.WholeKind(s, k))
	}
	f, err := excelize.OpenReader(bytes.NewReader(export(t, s, "xlsx", all...)))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }() // or its temporary files stay
	if got := f.GetSheetList(); len(got) != len(all) {
		t.Fatal(got)
	}
	for i, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		if err != nil || len(rows) != all[i].Count+1 || rows[0][0] != "ref" || !strings.HasPrefix(rows[1][0], all[i].Kind.Prefix) {
			t.Errorf("%s: %d rows of %d, %v", name, len(rows), all[i].Count+1, err)
		}
	}
}

// A start at midnight comes back from a spreadsheet as it was, not as the start of business.
func TestMidnightInASpreadsheet(t *testing.T) {
	_, s := takeCSV(t, workspace(t), "w.csv", "Summary,Start,Finish,Deadline\nDig,2026-12-10T00:00,2026-12-11T00:00,2026-12-12T00:00\nPour,2026-12-10T08:00,2026-12-11T17:00,2026-12-12\n", transfer.Options{As: "task"})
	data := export(t, s, "xlsx", transfer.WholeKind(s, model.Kinds().Prefix("P")), transfer.WholeKind(s, model.Kinds().Prefix("T")))
	res, back, err := takeBook(s, data, transfer.Options{})
	if err != nil || len(res.Batch.Changes) > 0 {
		t.Errorf("%v: %d records change: %v", err, len(res.Batch.Changes), res.Changes)
	}
	if a, b := named[*model.Task](t, s, "T", "Dig"), named[*model.Task](t, back, "T", "Dig"); a.Start != b.Start || a.Finish != b.Finish || a.Deadline != b.Deadline || a.Start == named[*model.Task](t, s, "T", "Pour").Start {
		t.Errorf("%v %v", a.Start, b.Start)
	}
}
