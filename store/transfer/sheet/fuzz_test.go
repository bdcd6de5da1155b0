package sheet_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"testing"

	"tandem/store/transfer/sheet"
)

// anything reads a file of any bytes: it must end, without a panic, and what it tells must hold.
func anything(t *testing.T, data []byte) {
	b, err := sheet.Open(context.Background(), bytes.NewReader(data), int64(len(data)), sheet.Limits{Unpacked: 8 << 20, Texts: 1 << 20, Cell: 1 << 12})
	if err != nil {
		return
	}
	for i := range b.Sheets[:min(len(b.Sheets), 3)] {
		r, err := b.Rows(context.Background(), i)
		if err != nil {
			continue
		}
		last := 0
		for {
			cells, line, err := r.Next()
			if _, bad := err.(*sheet.RowError); bad {
				continue
			}
			if err != nil {
				if _, _, again := r.Next(); again != err {
					t.Fatalf("%v, then %v", err, again)
				}
				if err == io.EOF && r.Unpacked() == 0 {
					t.Fatal("the end of nothing")
				}
				break
			}
			if line <= last || line > sheet.MaxRows || len(cells) > sheet.MaxColumns {
				t.Fatalf("row %d after %d, with %d cells", line, last, len(cells))
			}
			last = line
			for _, c := range cells {
				if (c.Kind == sheet.Blank) != (c.Text == "") || len(c.Text) > 1<<12 || c.Kind > sheet.Stamp {
					t.Fatalf("%+v", c)
				}
				if n, ok := c.Float(); ok {
					c.Format.Look(n)
					if days, ok := b.Base.Days(n); ok && (days < 0 || days >= sheet.MaxDay) {
						t.Fatalf("%v is day %v", n, days)
					}
				}
			}
			if len(cells) > 0 && cells[len(cells)-1].Kind == sheet.Blank {
				t.Fatal("a blank at the end")
			}
		}
		r.Close()
	}
}

// FuzzParts reads workbooks of any parts.
func FuzzParts(f *testing.F) {
	f.Add(`<worksheet><sheetData><row r="1"><c r="A1" t="s" s="1"><v>0</v></c><c r="C1" s="1"><v>46000</v></c></row></sheetData></worksheet>`,
		`<sst><si><t>a_x000D_</t></si></sst>`, `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[h]:mm;@"/></numFmts><cellXfs><xf/><xf numFmtId="164"/></cellXfs></styleSheet>`)
	f.Add(`<worksheet><sheetData><row><c t="inlineStr"><is><r><t>x&#10;</t></r></is></c><c t="b"><f>1</f></c></row></sheetData></worksheet>`, `<sst/>`, `<styleSheet/>`)
	f.Fuzz(func(t *testing.T, page, texts, styles string) {
		anything(t, usual().with("xl/worksheets/sheet1.xml", page, "xl/sharedStrings.xml", texts, "xl/styles.xml", styles).pack(t, zip.Store))
	})
}

// FuzzFile reads files of any bytes.
func FuzzFile(f *testing.F) {
	f.Add(book(f))
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
	f.Fuzz(anything)
}
