package sheet_test

import (
	"bytes"
	"errors"
	"io"
	"math"
	"os/exec"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"tandem/store/transfer/sheet"
)

// book is a workbook of two sheets with a value of every form.
func book(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	w := sheet.NewWriter(&b)
	err := errors.Join(
		w.Sheet("Tasks & 'more' <x>", []sheet.Column{{Heading: "ref"}, {Heading: `na"me`, Width: 30}, {Heading: "due", Width: 12.5}, {Heading: "at"}, {Heading: "done"}, {Heading: "cost"}, {Heading: "yen"}, {Heading: "ok"}}),
		w.Row([]sheet.Value{sheet.Words("T-1"), sheet.Words(" =1+1 \n& <b>"), sheet.Num(46023, sheet.DayForm), sheet.Num(46023.75, sheet.MomentForm), sheet.Num(0.125, sheet.ShareForm), sheet.Num(-1234.5, sheet.MoneyForm("EUR", 2)), sheet.Num(7, sheet.MoneyForm("JPY", 0)), sheet.Truth(true)}),
		w.Row(nil),
		w.Row([]sheet.Value{{}, sheet.Words(""), sheet.Num(1e-9, sheet.General), sheet.Num(1e21, sheet.General), sheet.Num(0.1, sheet.General), sheet.Num(-0.000001, sheet.General), {}, sheet.Truth(false)}),
		w.Sheet("Second", nil),
		w.Row([]sheet.Value{sheet.Words("_x000D_\r\x00end")}),
		w.Close(),
	)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestLibraryReadsOurs reads what we write by the library.
func TestLibraryReadsOurs(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(book(t)))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }() // or its temporary files stay
	const first = "Tasks & 'more' <x>"
	if got := f.GetSheetList(); len(got) != 2 || got[0] != first || got[1] != "Second" {
		t.Fatal(got)
	}
	for cell, want := range map[string]string{
		"A1": "ref", "B1": `na"me`, "H1": "ok", "B2": " =1+1 \n& <b>", "C2": "2026-01-01", "D2": "2026-01-01 18:00:00", "E2": "12.50%", "F2": "-1,234.50 EUR", "G2": "7 JPY", "H2": "TRUE",
		"A4": "", "B4": "", "C4": "0.000000001", "E4": "0.1", "H4": "FALSE",
	} {
		got, err := f.GetCellValue(first, cell)
		if err != nil || got != want {
			t.Errorf("%s: want %q, got %q %v", cell, want, got, err)
		}
		if formula, err := f.GetCellFormula(first, cell); formula != "" || err != nil {
			t.Errorf("%s is the formula %q %v", cell, formula, err)
		}
	}
	if got, err := f.GetCellValue("Second", "A1"); got != "_x000D_\rend" || err != nil {
		t.Errorf("%q %v", got, err)
	}
	panes, err := f.GetPanes(first)
	if err != nil || !panes.Freeze || panes.YSplit != 1 || panes.XSplit != 1 || panes.TopLeftCell != "B2" {
		t.Errorf("%+v %v", panes, err)
	}
	if w, err := f.GetColWidth(first, "B"); w != 30 || err != nil {
		t.Errorf("a width of %v %v", w, err)
	}
	id, err := f.GetCellStyle(first, "B1")
	if err != nil {
		t.Fatal(err)
	}
	style, err := f.GetStyle(id)
	if err != nil || style.Font == nil || !style.Font.Bold {
		t.Errorf("the heading is not bold: %+v %v", style, err)
	}
	names := f.GetDefinedName()
	if len(names) != 1 || names[0].RefersTo != `'Tasks & ''more'' <x>'!$A$1:$H$4` {
		t.Errorf("%+v", names)
	}
}

// TestWeReadOurs reads it back, and the same is written twice.
func TestWeReadOurs(t *testing.T) {
	data := book(t)
	if !bytes.Equal(data, book(t)) {
		t.Error("the same cells are other bytes")
	}
	all := readAll(t, data)
	list := all["Tasks & 'more' <x>"]
	if len(list) != 4 || len(list[2].cells) != 0 || list[3].line != 4 {
		t.Fatalf("%+v", list)
	}
	if got := strings.Join(list[1].texts(), "|"); got != "T-1| =1+1 \n& <b>|46023|46023.75|0.125|-1234.5|7|1" {
		t.Error(got)
	}
	if got := strings.Join(list[3].texts(), "|"); got != "||1E-09|1E+21|0.1|-0.000001||0" {
		t.Error(got)
	}
	want := []sheet.Look{{}, {}, {Class: sheet.Moment}, {Class: sheet.Moment}, {Class: sheet.Share}, {Unit: "EUR"}, {Unit: "JPY"}, {}}
	for i, c := range list[1].cells {
		if n, _ := c.Float(); c.Format.Look(n) != want[i] {
			t.Errorf("column %d looks %+v", i+1, c.Format.Look(n))
		}
	}
	if got := all["Second"][0].texts()[0]; got != "_x000D_\rend" {
		t.Errorf("%q", got)
	}
}

// TestFileKnowsIt asks the system's own tool what the file is.
func TestFileKnowsIt(t *testing.T) {
	tool, err := exec.LookPath("file")
	if err != nil {
		t.Skip("there is no such tool here")
	}
	cmd := exec.Command(tool, "-")
	cmd.Stdin = bytes.NewReader(book(t))
	out, err := cmd.Output()
	if err != nil || !strings.Contains(string(out), "Excel") {
		t.Errorf("%s %v", out, err)
	}
}

// TestNamesOfSheets holds the rules that other programs refuse a file by.
func TestNamesOfSheets(t *testing.T) {
	for _, name := range []string{"", "  ", "a:b", `a\b`, "a/b", "a?", "*", "[a", "a]", "'a", "a'", "History", "tab\there", "nul\x00", strings.Repeat("x", 32), strings.Repeat("\U0001f600", 16)} {
		w := sheet.NewWriter(io.Discard)
		if err := w.Sheet(name, nil); err == nil {
			t.Errorf("%q is taken", name)
		} else if w.Row(nil) != err || w.Close() != err {
			t.Errorf("%q: the error is forgotten", name)
		}
	}
	for _, name := range []string{"a", "it's", "Ünïcode ☃", strings.Repeat("x", 31), strings.Repeat("\U0001f600", 15), "=1"} {
		if err := sheet.BadName(name); err != nil {
			t.Error(err)
		}
	}
	w := sheet.NewWriter(io.Discard)
	if err := w.Sheet("Same", nil); err != nil {
		t.Fatal(err)
	}
	if err := w.Sheet("sAME", nil); err == nil {
		t.Error("two sheets of one name")
	}
}

// TestRefusedRows names the cell, leaves the row out and goes on.
func TestRefusedRows(t *testing.T) {
	var b bytes.Buffer
	w := sheet.NewWriter(&b)
	if err := w.Row(nil); err == nil {
		t.Error("a row without a sheet")
	}
	if err := w.Sheet("One", nil); err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("ä", sheet.MaxText)
	if err := w.Row([]sheet.Value{sheet.Words(long)}); err != nil {
		t.Error(err)
	}
	for want, row := range map[string][]sheet.Value{
		"cell B2: is longer than the 32767": {{}, sheet.Words(long + "a")},
		"cell A2: is longer":                {sheet.Words(strings.Repeat("\U0001f600", 16384))},
		"cell A2: is no number":             {sheet.Num(math.NaN(), sheet.General)},
		"cell C2: is no number":             {{}, {}, sheet.Num(math.Inf(-1), sheet.DayForm)},
		"row 2: a sheet has 16384 columns":  make([]sheet.Value, sheet.MaxColumns+1),
	} {
		err := w.Row(row)
		var one *sheet.RowError
		if !errors.As(err, &one) || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("want %s, got %v", want, err)
		}
	}
	if err := errors.Join(w.Row([]sheet.Value{sheet.Words("last")}), w.Close()); err != nil {
		t.Fatal(err)
	}
	list := readAll(t, b.Bytes())["One"]
	if len(list) != 2 || list[0].cells[0].Text != long || list[1].line != 2 || list[1].cells[0].Text != "last" {
		t.Errorf("%d rows", len(list))
	}
	if w.Row(nil) == nil || w.Sheet("x", nil) == nil || w.Close() == nil {
		t.Error("it is closed")
	}
	if sheet.NewWriter(io.Discard).Close() == nil {
		t.Error("a workbook without a sheet")
	}
	if sheet.NewWriter(io.Discard).Sheet("wide", make([]sheet.Column, sheet.MaxColumns+1)) == nil {
		t.Error("too many columns")
	}
}

// full is a disk that is full after so many bytes.
type full int

func (f *full) Write(p []byte) (int, error) {
	if *f -= full(len(p)); *f < 0 {
		return 0, io.ErrShortWrite
	}
	return len(p), nil
}

// TestFullDisk tells it, wherever it comes.
func TestFullDisk(t *testing.T) {
	for n := full(0); n < 10_000; n += 100 {
		left := n
		w := sheet.NewWriter(&left)
		err := w.Sheet("One", []sheet.Column{{Heading: "a"}})
		for range 100 {
			if err == nil {
				err = w.Row([]sheet.Value{sheet.Words("text")})
			}
		}
		if end := w.Close(); !errors.Is(end, io.ErrShortWrite) || err != nil && err != end {
			if left >= 0 && end == nil {
				return // it fits now
			}
			t.Fatalf("%d bytes: %v, then %v", n, err, end)
		}
	}
	t.Error("it never fits")
}

// TestAnyCellComesBack writes any texts and numbers and reads them by us and by the library.
func TestAnyCellComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.OneOf(rapid.RuneFrom([]rune("ab _x0D\r\n\t<>&\"'=+-@ü☃\U0001f600")), rapid.Rune()))
		words := rapid.SliceOfN(text, 1, 6).Draw(t, "words")
		n := rapid.Float64().Draw(t, "number")
		row := []sheet.Value{sheet.Num(n, sheet.General)}
		for _, s := range words {
			row = append(row, sheet.Words(s))
		}
		var b bytes.Buffer
		w := sheet.NewWriter(&b)
		if err := errors.Join(w.Sheet("One", nil), w.Row(row), w.Close()); err != nil {
			t.Fatal(err)
		}
		book, err := open(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		list, bad, err := readSheet(book, 0)
		if err != nil || bad != nil || len(list) != 1 {
			t.Fatal(err, bad, list)
		}
		if got, ok := list[0].cells[0].Float(); !ok || got != n {
			t.Fatalf("%v came back as %v", n, got)
		}
		theirs, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		for i, s := range words {
			want := strings.Map(lawful, s)
			got := ""
			if i+1 < len(list[0].cells) {
				got = list[0].cells[i+1].Text
			}
			if got != want {
				t.Fatalf("%q came back as %q", want, got)
			}
			if got, err := theirs.GetCellValue("One", sheet.Ref(i+2, 1)); err != nil || got != want {
				t.Fatalf("%q came back by the library as %q %v", want, got, err)
			}
		}
		_ = theirs.Close()
	})
}

// lawful drops what XML cannot hold.
func lawful(r rune) rune {
	if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff {
		return -1
	}
	return r
}
