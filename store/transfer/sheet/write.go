package sheet

import (
	"archive/zip"
	"bufio"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Form is the code of a number format.
type Form string

// Forms of numbers.
const (
	General    Form = ""
	DayForm    Form = "yyyy-mm-dd"
	MomentForm Form = "yyyy-mm-dd hh:mm:ss"
	ShareForm  Form = "0.00%"
)

// MoneyForm shows amounts with their currency behind them, and so many decimals.
func MoneyForm(code string, decimals int) Form {
	form := "#,##0"
	if decimals > 0 {
		form += "." + strings.Repeat("0", decimals)
	}
	return Form(form + ` "` + strings.ReplaceAll(code, `"`, "") + `"`)
}

// Value is what is put into a cell. The zero Value is a blank. No Value is a formula.
type Value struct {
	kind Kind
	text string
	num  float64
	form Form
}

// Words is a text as it is; characters that no workbook can hold are dropped.
func Words(s string) Value { return Value{kind: Text, text: s} }

// Num is a number and how it is shown. A day counts from 30 December 1899, with the time of day
// as its fraction; a share is 0.5 for 50 %.
func Num(n float64, form Form) Value { return Value{kind: Number, num: n, form: form} }

// Truth is yes or no.
func Truth(yes bool) Value {
	if yes {
		return Value{kind: Bool, num: 1}
	}
	return Value{kind: Bool}
}

// Column is a column of a sheet that is written.
type Column struct {
	Heading string
	Width   float64 // in characters; 0: the usual
}

// Writer writes a workbook, sheet by sheet and row by row, in bounded memory. After an error
// nothing more is written, and every call returns it.
type Writer struct {
	zip     *zip.Writer
	out     *bufio.Writer // the sheet that is open; nil: none
	names   []string
	areas   []string // of each sheet, the cells that its filter covers; "": none
	form    []Form   // styles beyond the first two, in the order they came
	formOf  map[Form]int
	row     int
	columns int
	headed  bool // the first row is headings
	buf     []byte
	err     error
}

// NewWriter writes to out. Nothing is whole before Close.
func NewWriter(out io.Writer) *Writer {
	w := &Writer{zip: zip.NewWriter(out), formOf: map[Form]int{General: 0}}
	w.zip.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) { return flate.NewWriter(out, packing) })
	w.part("_rels/.rels", relsPart)
	return w
}

// packing is how hard is packed: harder takes twice the time for a tenth less.
const packing = 4

// epoch is the time of every part, so that the same cells are the same bytes.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// open begins a part.
func (w *Writer) open(name string) (io.Writer, error) {
	return w.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: epoch})
}

// part writes a whole part.
func (w *Writer) part(name, text string) {
	if w.err != nil {
		return
	}
	out, err := w.open(name)
	if err == nil {
		_, err = io.WriteString(out, xmlHead+text)
	}
	w.err = err
}

// BadName tells what is wrong with the name of a sheet; nil where nothing is.
func BadName(name string) error {
	switch {
	case strings.TrimSpace(name) == "":
		return errors.New("a sheet needs a name")
	case Units(name) > MaxName:
		return fmt.Errorf("the name of a sheet has %d characters at most: %q", MaxName, name)
	case strings.ContainsAny(name, `:\/?*[]`) || strings.ContainsFunc(name, func(r rune) bool { return !lawful(r) || r < ' ' }):
		return fmt.Errorf(`the name of a sheet cannot have : \ / ? * [ ] or control characters: %q`, name)
	case strings.HasPrefix(name, "'") || strings.HasSuffix(name, "'"):
		return fmt.Errorf("the name of a sheet cannot begin or end with an apostrophe: %q", name)
	case strings.EqualFold(name, "history"):
		return fmt.Errorf("the name %q is kept for the programs themselves", name)
	}
	return nil
}

// Sheet begins a sheet. Headings are bold and stay in sight, as does the first column, and can
// be filtered by; without columns it is bare.
func (w *Writer) Sheet(name string, columns []Column) error {
	w.finish()
	if w.err != nil {
		return w.err
	}
	if w.err = BadName(name); w.err == nil && slices.ContainsFunc(w.names, func(s string) bool { return strings.EqualFold(s, name) }) {
		w.err = fmt.Errorf("two sheets are called %q", name)
	}
	if w.err == nil && len(columns) > MaxColumns {
		w.err = fmt.Errorf("sheet %s: it has %d columns; %d is the most", name, len(columns), MaxColumns)
	}
	if w.err != nil {
		return w.err
	}
	w.names, w.row, w.columns, w.headed = append(w.names, name), 0, len(columns), len(columns) > 0
	part, err := w.open(fmt.Sprintf("xl/worksheets/sheet%d.xml", len(w.names)))
	if err != nil {
		w.err = err
		return err
	}
	w.out = bufio.NewWriterSize(part, 64<<10)
	w.head(columns)
	if len(columns) == 0 {
		return w.err
	}
	head := make([]Value, len(columns))
	for i, c := range columns {
		head[i] = Value{kind: Text, text: c.Heading, form: heading}
	}
	return w.Row(head)
}

// heading is the form that stands for the bold style.
const heading Form = "\x00"

// head writes what stands before the rows.
func (w *Writer) head(columns []Column) {
	b := append(w.buf[:0], xmlHead+`<worksheet xmlns="`+spaceMain+`"><sheetViews><sheetView workbookViewId="0"`...)
	if len(w.names) == 1 {
		b = append(b, ` tabSelected="1"`...)
	}
	b = append(b, '>')
	if len(columns) > 0 {
		b = append(b, `<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>`...)
	}
	b = append(b, `</sheetView></sheetViews>`...)
	wide := 0
	for i, c := range columns {
		if c.Width <= 0 {
			continue
		}
		if wide++; wide == 1 {
			b = append(b, `<cols>`...)
		}
		b = fmt.Appendf(b, `<col min="%d" max="%d" width="%s" customWidth="1"/>`, i+1, i+1, strconv.FormatFloat(min(c.Width, 255), 'f', -1, 64))
	}
	if wide > 0 {
		b = append(b, `</cols>`...)
	}
	w.write(append(b, `<sheetData>`...))
}

// Row writes the next row. A *RowError is of this row alone, which is then not written.
func (w *Writer) Row(cells []Value) error {
	switch {
	case w.err != nil:
		return w.err
	case w.out == nil:
		return errors.New("a row needs a sheet")
	case w.row == MaxRows:
		return &RowError{Row: w.row + 1, Message: fmt.Sprintf("a sheet holds %d rows at most", MaxRows)}
	case len(cells) > MaxColumns:
		return &RowError{Row: w.row + 1, Message: fmt.Sprintf("a sheet has %d columns at most", MaxColumns)}
	}
	line := w.row + 1
	b := append(w.buf[:0], `<row r="`...)
	b = append(strconv.AppendInt(b, int64(line), 10), `">`...)
	for i := range cells {
		if cells[i].kind == Blank || cells[i].kind == Text && cells[i].text == "" {
			continue
		}
		var why string
		if b, why = w.cell(b, i+1, line, &cells[i]); why != "" {
			w.buf = b
			return &RowError{Row: line, Column: i + 1, Message: why}
		}
	}
	w.row, w.columns = line, max(w.columns, len(cells))
	w.write(append(b, `</row>`...))
	return w.err
}

// cell appends a cell; why tells what is wrong with it.
func (w *Writer) cell(b []byte, column, line int, v *Value) (_ []byte, why string) {
	b = append(b, `<c r="`...)
	b = strconv.AppendInt(appendLetters(b, column), int64(line), 10)
	if v.form != General {
		b = append(b, `" s="`...)
		b = strconv.AppendInt(b, int64(w.style(v.form)), 10)
	}
	switch v.kind {
	case Text:
		if len(v.text) > MaxText && Units(v.text) > MaxText {
			return b, fmt.Sprintf("is longer than the %d characters that a cell of a spreadsheet holds", MaxText)
		}
		b = append(b, `" t="inlineStr"><is><t xml:space="preserve">`...)
		b = appendText(b, v.text)
		return append(b, `</t></is></c>`...), ""
	case Bool:
		b = append(b, `" t="b"><v>`...)
	default:
		if math.IsNaN(v.num) || math.IsInf(v.num, 0) {
			return b, "is no number that a cell of a spreadsheet holds"
		}
		b = append(b, `"><v>`...)
	}
	if a := math.Abs(v.num); a != 0 && (a < 1e-6 || a >= 1e21) {
		b = strconv.AppendFloat(b, v.num, 'E', -1, 64)
	} else {
		b = strconv.AppendFloat(b, v.num, 'f', -1, 64)
	}
	return append(b, `</v></c>`...), ""
}

// style is the number of a form among the styles.
func (w *Writer) style(f Form) int {
	if f == heading {
		return 1
	}
	n, ok := w.formOf[f]
	if !ok {
		w.form = append(w.form, f)
		n = len(w.form) + 1
		w.formOf[f] = n
	}
	return n
}

// write puts bytes into the open sheet and keeps their room for the next.
func (w *Writer) write(b []byte) {
	w.buf = b
	if w.err == nil {
		_, w.err = w.out.Write(b)
	}
}

// finish ends the open sheet.
func (w *Writer) finish() {
	if w.out == nil || w.err != nil {
		return
	}
	tail, area := `</sheetData>`, ""
	if w.headed {
		area = "A1:" + Ref(w.columns, w.row)
		tail += `<autoFilter ref="` + area + `"/>`
	}
	w.areas = append(w.areas, area)
	w.write(append(w.buf[:0], tail+`</worksheet>`...))
	if w.err == nil {
		w.err = w.out.Flush()
	}
	w.out = nil
}

// Close ends the workbook. One without sheets is an error.
func (w *Writer) Close() error {
	if w.finish(); w.err == nil && len(w.names) == 0 {
		w.err = errors.New("a workbook needs a sheet")
	}
	w.part("xl/workbook.xml", w.workbook())
	w.part("xl/_rels/workbook.xml.rels", w.workbookRels())
	w.part("xl/styles.xml", w.styles())
	w.part("[Content_Types].xml", w.types())
	if w.err != nil {
		return w.err
	}
	if w.err = w.zip.Close(); w.err != nil {
		return w.err
	}
	w.err = errors.New("the workbook is closed")
	return nil
}
