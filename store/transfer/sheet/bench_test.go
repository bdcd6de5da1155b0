package sheet_test

import (
	"bytes"
	"fmt"
	"testing"

	"tandem/store/transfer/sheet"
)

// The size of the goals: 50,000 rows of 12 cells are read in under 3 s and written in under 2 s.
const benchRows = 50_000

// benchRow is a row as an export has them: names, numbers, days, amounts, a note of two lines.
func benchRow(row []sheet.Value, i int) []sheet.Value {
	euro := sheet.MoneyForm("EUR", 2)
	return append(row[:0], sheet.Words(fmt.Sprintf("T-%d", i)), sheet.Words(fmt.Sprintf("Task number %d, with a name of some length", i)),
		sheet.Words(fmt.Sprintf("P-%d", i%20)), sheet.Words("Person & Sons"), sheet.Num(float64(46000+i%365), sheet.DayForm),
		sheet.Num(46000+float64(i%86400)/86400, sheet.MomentForm), sheet.Num(float64(i%101)/100, sheet.ShareForm), sheet.Num(float64(i)+0.25, euro),
		sheet.Num(float64(i%5), sheet.General), sheet.Words("alpha, beta"), sheet.Words("Some text <here>.\nAnd a second line of it."), sheet.Words("open"))
}

func benchBook(t testing.TB) []byte {
	var b bytes.Buffer
	w := sheet.NewWriter(&b)
	head := make([]sheet.Column, 12)
	for i := range head {
		head[i] = sheet.Column{Heading: fmt.Sprint("column ", i), Width: 12}
	}
	if err := w.Sheet("Tasks", head); err != nil {
		t.Fatal(err)
	}
	var row []sheet.Value
	for i := range benchRows {
		row = benchRow(row, i)
		if err := w.Row(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func BenchmarkWrite(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		b.SetBytes(int64(len(benchBook(b))))
	}
}

func BenchmarkRead(b *testing.B) {
	data := benchBook(b)
	b.ReportAllocs()
	for b.Loop() {
		if rows := readAll(b, data)["Tasks"]; len(rows) != benchRows+1 {
			b.Fatal(len(rows))
		}
	}
}
