package sheet_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"tandem/store/transfer/sheet"
)

// theirs is a file that the library writes: shared texts where stream is false, texts within
// the cells where it is true.
func theirs(t interface{ Fatal(...any) }, stream bool, rows [][]any) []byte {
	f := excelize.NewFile()
	var err error
	if stream {
		w, e := f.NewStreamWriter("Sheet1")
		err = e
		for i, r := range rows {
			if len(r) > 0 {
				err = errors.Join(err, w.SetRow(sheet.Ref(1, i+1), r))
			}
		}
		err = errors.Join(err, w.Flush())
	} else {
		for i, r := range rows {
			err = errors.Join(err, f.SetSheetRow("Sheet1", sheet.Ref(1, i+1), &r))
		}
	}
	var b bytes.Buffer
	if err = errors.Join(err, f.Write(&b), f.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestWeReadTheirs writes any rows by the library, in both its ways, and reads them by us.
func TestWeReadTheirs(t *testing.T) {
	cell := rapid.OneOf(
		rapid.Map(rapid.StringOf(rapid.OneOf(rapid.RuneFrom([]rune("ab _x0\n\t<>&\"'=+-@ü☃\U0001f600")), rapid.Rune())), func(s string) any {
			return strings.Map(func(r rune) rune { return map[bool]rune{true: -1, false: r}[r == '\r' || lawful(r) < 0] }, s)
		}),
		rapid.Map(rapid.Int64Range(-1<<52, 1<<52), func(n int64) any { return n }),
		rapid.Map(rapid.Float64Range(-1e15, 1e15), func(n float64) any { return n }),
		rapid.Map(rapid.Bool(), func(b bool) any { return b }),
		rapid.Just[any](nil),
	)
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, 0, 5), 1, 8).Draw(t, "rows")
		book, err := open(theirs(t, rapid.Bool().Draw(t, "stream"), rows))
		if err != nil {
			t.Fatal(err)
		}
		list, bad, err := readSheet(book, 0)
		if err != nil || bad != nil {
			t.Fatal(err, bad)
		}
		got := map[string]sheet.Cell{}
		for _, r := range list {
			for i, c := range r.cells {
				if c.Kind != sheet.Blank {
					got[sheet.Ref(i+1, r.line)] = c
				}
			}
		}
		for i, r := range rows {
			for j, v := range r {
				ref := sheet.Ref(j+1, i+1)
				if want := asCell(v); got[ref].Kind != want.Kind || !sameText(got[ref], want) {
					t.Fatalf("%s: want %+v, got %+v", ref, want, got[ref])
				}
				delete(got, ref)
			}
		}
		if len(got) > 0 {
			t.Fatalf("cells that nobody wrote: %v", got)
		}
	})
}

// asCell is what we should read of a value.
func asCell(v any) sheet.Cell {
	switch v := v.(type) {
	case string:
		if v == "" {
			return sheet.Cell{}
		}
		return sheet.Cell{Kind: sheet.Text, Text: v}
	case bool:
		return sheet.Cell{Kind: sheet.Bool, Text: map[bool]string{true: "1", false: "0"}[v]}
	case nil:
		return sheet.Cell{}
	}
	return sheet.Cell{Kind: sheet.Number, Text: fmt.Sprint(v)}
}

func sameText(a, b sheet.Cell) bool {
	if a.Kind != sheet.Number {
		return a.Text == b.Text
	}
	x, errX := strconv.ParseFloat(a.Text, 64)
	y, errY := strconv.ParseFloat(b.Text, 64)
	return errX == nil && errY == nil && x == y
}

// TestTheirBook reads what the library says about a whole workbook.
func TestTheirBook(t *testing.T) {
	f := excelize.NewFile()
	yes := true
	add := func(name string) {
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
	}
	add("Zwei & 2")
	add("Drei")
	err := errors.Join(f.SetSheetVisible("Zwei & 2", false), f.SetSheetVisible("Drei", false, true), f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}),
		f.SetCellRichText("Sheet1", "B2", []excelize.RichTextRun{{Text: "one "}, {Text: "two", Font: &excelize.Font{Italic: true}}}),
		f.MergeCell("Sheet1", "B2", "D3"), f.SetCellFormula("Sheet1", "F2", "SUM(A1:A2)"))
	var b bytes.Buffer
	if err = errors.Join(err, f.Write(&b), f.Close()); err != nil {
		t.Fatal(err)
	}
	book, err := open(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, s := range book.Sheets {
		names = append(names, fmt.Sprint(s.Name, s.State))
	}
	if !slices.Equal(names, []string{"Sheet10", "Zwei & 21", "Drei2"}) || book.Base != sheet.From1904 {
		t.Errorf("%q %v", names, book.Base)
	}
	list, bad, err := readSheet(book, 0)
	if err != nil || bad != nil || len(list) != 1 || strings.Join(list[0].texts(), "|") != "|one two" || list[0].line != 2 {
		t.Errorf("%+v %v %v", list, bad, err)
	}
}
