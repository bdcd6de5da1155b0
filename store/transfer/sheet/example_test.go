package sheet_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"tandem/store/transfer/sheet"
)

// Write a workbook and read it back.
func Example() {
	var file bytes.Buffer
	w := sheet.NewWriter(&file)
	err := errors.Join(
		w.Sheet("Tasks", []sheet.Column{{Heading: "name", Width: 20}, {Heading: "due"}, {Heading: "cost"}}),
		w.Row([]sheet.Value{sheet.Words("Dig"), sheet.Num(46023, sheet.DayForm), sheet.Num(12.5, sheet.MoneyForm("EUR", 2))}),
		w.Close(),
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx := context.Background()
	book, err := sheet.Open(ctx, bytes.NewReader(file.Bytes()), int64(file.Len()), sheet.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	rows, err := book.Rows(ctx, 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer rows.Close()
	for {
		cells, line, err := rows.Next()
		if err == io.EOF {
			break
		}
		if err != nil { // a *RowError: this row only; any other: the end
			fmt.Println(err)
			return
		}
		fmt.Print(line)
		for _, c := range cells {
			n, _ := c.Float()
			fmt.Printf(" %s%s", c.Text, c.Format.Look(n).Unit)
		}
		fmt.Println()
	}
	// Output:
	// 1 name due cost
	// 2 Dig 46023 12.5EUR
}
