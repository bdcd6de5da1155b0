package transfer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tandem/store/transfer/sheet"
)

// A library reads and writes the same files as we do; only these tests know it. theirRows is
// what a sheet holds by it: values and what they look like side by side.
func theirRows(t *testing.T, data []byte, name string) [][]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }() // or its temporary files stay
	raw, err := f.GetRows(name, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	shown, err := f.GetRows(name)
	if err != nil {
		t.Fatal(err)
	}
	for i := range min(len(raw), len(shown)) {
		for j := range raw[i] {
			if j < len(shown[i]) && raw[i][j] != shown[i][j] {
				raw[i][j] = theirCell(raw[i][j], shown[i][j])
			}
		}
	}
	return raw
}

var (
	shownDate  = regexp.MustCompile(`\d[-/.]\d{1,2}[-/.]\d|\d[- /][A-Za-z]{3,}|[A-Za-z]{3,}[- /]\d|^\d{1,2}:\d\d`)
	shownMoney = regexp.MustCompile(`[A-Z]{3}\s*$|^\s*-?[A-Z]{3}\b|[€$£¥₹₩%]`)
)

// theirCell judges a cell by what it looks like.
func theirCell(raw, shown string) string {
	n, err := strconv.ParseFloat(raw, 64)
	switch {
	case err != nil:
		return raw
	case strings.Contains(shown, "%"):
		return strconv.FormatFloat(math.Round(n*1e8)/1e6, 'f', -1, 64) + "%"
	case shownMoney.MatchString(shown):
		for _, w := range strings.FieldsFunc(shown, func(r rune) bool { return strings.ContainsRune("-0123456789., ()'\u00a0\u202f", r) }) {
			return strconv.FormatFloat(n, 'f', -1, 64) + " " + strings.Trim(w, `"[]`)
		}
	case shownDate.MatchString(shown) && n >= 1 && n < sheet.MaxDay:
		return excelDay(n, true)
	case shownDate.MatchString(shown) && n >= 0 && n < 1:
		sec := int(math.Round(n * 86400))
		return fmt.Sprintf("%02d:%02d:%02d", sec/3600%24, sec/60%60, sec%60)
	}
	return raw
}

// ourRows is what a sheet holds by us.
func ourRows(t testing.TB, data []byte, name string) [][]string {
	t.Helper()
	b, err := sheet.Open(context.Background(), bytes.NewReader(data), int64(len(data)), sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for i, sh := range b.Sheets {
		if sh.Name != name {
			continue
		}
		rows, err := b.Rows(context.Background(), i)
		if err != nil {
			t.Fatal(err)
		}
		src := &sheetRows{rows: rows, base: b.Base}
		for {
			cells, line, err := src.next()
			if errors.Is(err, io.EOF) {
				return out
			}
			if err != nil {
				t.Fatal(err)
			}
			for len(out) < line-1 {
				out = append(out, nil)
			}
			out = append(out, append([]string(nil), cells...))
		}
	}
	t.Fatalf("no sheet %q", name)
	return nil
}

// formats are those that people's files have.
var formats = []string{
	"General", "0", "0.00", "#,##0", "#,##0.00", "0.0#", "# ?/?", "0.00E+00", "##0.0E+0", "00000", "@",
	"0%", "0.00%", "#,##0.0 %", "[Red]-0.0%;0.0%",
	"yyyy-mm-dd", "dd/mm/yyyy", "d.m.yy", "mm-dd-yy", "d-mmm-yy", "d mmm yyyy", "mmm-yy", "[$-409]d-mmm-yyyy;@", "[$-F800]dddd, mmmm dd, yyyy", "yyyy/mm/dd hh:mm",
	"yyyy-mm-dd hh:mm:ss", "dd.mm.yyyy hh:mm", "m/d/yy h:mm AM/PM", "h:mm", "hh:mm:ss", "h:mm AM/PM", "mm:ss", "[$-407]d. mmmm yyyy;@",
	`#,##0.00 "EUR"`, `#,##0 "JPY"`, `#,##0.00\ "€"`, `#,##0.00\ [$€-407]`, `[$€-2] #,##0.00`, `[$CHF-807] #,##0.00`, `"$"#,##0.00`, `$#,##0.00`, `$#,##0.00_);[Red]($#,##0.00)`,
	`_-* #,##0.00\ "€"_-;\-* #,##0.00\ "€"_-;_-* "-"??\ "€"_-;_-@_-`, `_("$"* #,##0.00_);_("$"* \(#,##0.00\);_("$"* "-"??_);_(@_)`, `[$£-809]#,##0.00`, `[$USD] #,##0.00`, `#,##0.00 [$EUR]`,
	`0 "kg"`, `0" pcs"`, `0.0 "h"`, `"ABC"0`, `0 "PCS"`, `#,##0;[Red]-#,##0`, `0.00;-0.00;"none"`, `0;-0;;@`, `;;;`,
}

var numbers = []float64{0, 1, -1, 0.5, 0.123456, 12.345, 1234.5, -1234.56, 45000, 46023, 46023.75, 46023.999, 60.5, 61, 2.25, 1e6, 1234567.891, -0.25, 2958465, 2958466}

// better is where we read a number otherwise than the library shows it, on purpose: the first
// two months of 1900 are counted as people see them, a month's name after a point is one, and
// words behind a number do not make a date of it.
func better(code string, n float64) (string, bool) {
	look := sheet.ParseForm(code).Look(n)
	switch {
	case code == `0" pcs"`:
		return strconv.FormatFloat(n, 'f', -1, 64), true
	case look.Class == sheet.Plain:
	case n >= 1 && n < 60:
		return excelDay(n+1, true), look.Class != sheet.Share
	case strings.Contains(code, "d. mmmm") && n >= 1 && n < sheet.MaxDay:
		return excelDay(n, true), true
	}
	return "", false
}

// TestSameTextAsBefore writes every number in every format by the library and reads it by both.
func TestSameTextAsBefore(t *testing.T) {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // or its temporary files stay
	for i, code := range formats {
		style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
		if err != nil {
			t.Fatal(code, err)
		}
		for j, n := range numbers {
			cell := sheet.Ref(j+1, i+1)
			if err := errors.Join(f.SetCellValue("Sheet1", cell, n), f.SetCellStyle("Sheet1", cell, cell, style)); err != nil {
				t.Fatal(err)
			}
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	theirs, ours := theirRows(t, b.Bytes(), "Sheet1"), ourRows(t, b.Bytes(), "Sheet1")
	same := 0
	for i, code := range formats {
		for j, n := range numbers {
			want := theirs[i][j]
			if s, ok := better(code, n); ok {
				want = s
			} else {
				same++
			}
			if want != ours[i][j] {
				t.Errorf("%s of %v: want %q, got %q", code, n, want, ours[i][j])
			}
		}
	}
	if same < 1000 {
		t.Errorf("only %d cells were compared", same)
	}
}

// TestAnyFormat puts formats together of what formats are made of and compares what becomes of a
// number with what the library shows. What is known to differ is left out: small counts
// of days, months by name after a point, and what stands beside a date.
func TestAnyFormat(t *testing.T) {
	before := []string{"", `"$"`, "$", "[$€-407] ", `"EUR "`, `"CHF" `, "[Red]", "_-", "+", `"ca. "`, "[$-409]"}
	number := []string{"0", "0.00", "#,##0", "0%", "0.0 %", "yyyy-mm-dd", "dd/mm/yyyy hh:mm", "h:mm:ss"}
	behind := []string{"", `" EUR"`, `\ "USD"`, ` [$€-2]`, ` "kg"`, "_-", "_)", "€", ` "Xy"`}
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // or its temporary files stay
	type one struct {
		code string
		n    float64
	}
	var list []one
	for _, a := range before {
		for i, m := range number {
			for _, z := range behind {
				if dates := i > 4; dates && (a != "" && a[0] != '[' || strings.Contains(a, "€") || strings.Trim(z, "_-)") != "") {
					continue // a currency beside a date
				}
				for _, n := range []float64{46023, 46023.5, 1234.25, -2.5} {
					list = append(list, one{a + m + z, n})
				}
			}
		}
	}
	for i, x := range list {
		style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &x.code})
		if err = errors.Join(err, f.SetCellValue("Sheet1", sheet.Ref(1, i+1), x.n), f.SetCellStyle("Sheet1", sheet.Ref(1, i+1), sheet.Ref(1, i+1), style)); err != nil {
			t.Fatal(x.code, err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	theirs, ours := theirRows(t, b.Bytes(), "Sheet1"), ourRows(t, b.Bytes(), "Sheet1")
	for i, x := range list {
		if theirs[i][0] != ours[i][0] {
			t.Errorf("%s of %v: want %q, got %q", x.code, x.n, theirs[i][0], ours[i][0])
		}
	}
}

// TestBuiltInFormats does the same with the formats that files name by number alone.
func TestBuiltInFormats(t *testing.T) {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // or its temporary files stay
	for id := range 60 {
		style, err := f.NewStyle(&excelize.Style{NumFmt: id})
		if err != nil {
			t.Fatal(id, err)
		}
		if err := errors.Join(f.SetCellValue("Sheet1", sheet.Ref(1, id+1), 46023.25), f.SetCellStyle("Sheet1", sheet.Ref(1, id+1), sheet.Ref(1, id+1), style)); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	theirs, ours := theirRows(t, b.Bytes(), "Sheet1"), ourRows(t, b.Bytes(), "Sheet1")
	for id := range ours {
		want := theirs[id][0]
		switch id {
		case 46: // [h]:mm:ss
			want = "1104558h"
		}
		if ours[id][0] != want {
			t.Errorf("format %d: want %q, got %q", id, want, ours[id][0])
		}
	}
}

// TestLengthsOfTime reads what is shown as hours beyond a day.
func TestLengthsOfTime(t *testing.T) {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // or its temporary files stay
	code := "[h]:mm"
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
	if err != nil {
		t.Fatal(err)
	}
	want := map[float64]string{0: "0h", 0.5: "12h", 1.1458333333333333: "27h 30m", 10.0104166666667: "240h 15m", -0.25: "-6h", 1.0 / 86400: "1s", 3e6: "3000000"}
	line := 0
	for n := range want {
		line++
		if err := errors.Join(f.SetCellValue("Sheet1", sheet.Ref(1, line), n), f.SetCellStyle("Sheet1", sheet.Ref(1, line), sheet.Ref(1, line), style)); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	line = 0
	got := map[string]bool{}
	for _, r := range ourRows(t, b.Bytes(), "Sheet1") {
		got[r[0]] = true
	}
	for n, s := range want {
		if !got[s] {
			t.Errorf("%v: want %q among %v", n, s, got)
		}
	}
}

// TestCellText makes texts of what the library never writes: moments as text, the other count of
// days, the day that never was, and what only looks like a number.
func TestCellText(t *testing.T) {
	num := func(s, code string) sheet.Cell {
		return sheet.Cell{Kind: sheet.Number, Text: s, Format: sheet.ParseForm(code)}
	}
	for _, x := range []struct {
		cell sheet.Cell
		base sheet.Base
		want string
	}{
		{sheet.Cell{Kind: sheet.Stamp, Text: "2026-03-01T00:00:00.000"}, sheet.From1900, "2026-03-01"},
		{sheet.Cell{Kind: sheet.Stamp, Text: "2026-03-01T10:30:00"}, sheet.From1900, "2026-03-01T10:30:00"},
		{sheet.Cell{Kind: sheet.Stamp, Text: "2026-03-01"}, sheet.From1904, "2026-03-01"},
		{num("60", "yyyy-mm-dd"), sheet.From1900, "1900-02-28"},
		{num("59", "yyyy-mm-dd"), sheet.From1900, "1900-02-28"},
		{num("61.5", "yyyy-mm-dd"), sheet.From1900, "1900-03-01T12:00:00"},
		{num("0", "yyyy-mm-dd"), sheet.From1904, "1904-01-01"},
		{num("0.75", "yyyy-mm-dd"), sheet.From1904, "1904-01-01T18:00:00"},
		{num("0.75", "h:mm"), sheet.From1904, "18:00:00"},
		{num("0.75", "yyyy-mm-dd"), sheet.From1900, "18:00:00"},
		{num("-5", "yyyy-mm-dd"), sheet.From1904, "-5"},
		{num("2957004", "yyyy-mm-dd"), sheet.From1904, "2957004"},
		{num("5", `0"%"`), sheet.From1900, "5%"},
		{num("0.1", "0%"), sheet.From1900, "10%"},
		{num("-3", `0 "EUR";(0 "EUR")`), sheet.From1900, "-3 EUR"},
		{num("1.1000000000000001", "0.0"), sheet.From1900, "1.1000000000000001"},
		{num("1e999", "yyyy"), sheet.From1900, "1e999"},
		{num("abc", "0%"), sheet.From1900, "abc"},
		{num("-1e9", "[h]:mm"), sheet.From1900, "-1e9"},
		{sheet.Cell{Kind: sheet.Text, Text: "46023", Format: sheet.ParseForm("yyyy")}, sheet.From1900, "46023"},
		{sheet.Cell{Kind: sheet.Bool, Text: "1", Format: sheet.ParseForm("0%")}, sheet.From1900, "1"},
		{sheet.Cell{}, sheet.From1900, ""},
	} {
		if got := cellText(&x.cell, x.base); got != x.want {
			t.Errorf("%+v by %d: want %q, got %q", x.cell, x.base, x.want, got)
		}
	}
}
