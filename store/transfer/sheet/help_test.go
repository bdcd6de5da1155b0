package sheet_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"testing"

	"tandem/store/transfer/sheet"
)

// row is a row that was read.
type row struct {
	line  int
	cells []sheet.Cell
}

// texts are the texts of a row.
func (r row) texts() []string {
	var out []string
	for _, c := range r.cells {
		out = append(out, c.Text)
	}
	return out
}

func open(data []byte) (*sheet.Book, error) {
	return sheet.Open(context.Background(), bytes.NewReader(data), int64(len(data)), sheet.Limits{})
}

// readSheet reads a sheet; bad are the rows that could not be read.
func readSheet(b *sheet.Book, i int) (list []row, bad []*sheet.RowError, err error) {
	rows, err := b.Rows(context.Background(), i)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	for {
		cells, line, err := rows.Next()
		var one *sheet.RowError
		switch {
		case err == io.EOF:
			return list, bad, nil
		case errors.As(err, &one):
			bad = append(bad, one)
		case err != nil:
			return list, bad, err
		default:
			list = append(list, row{line, slices.Clone(cells)})
		}
	}
}

// readAll reads every sheet of a file in which nothing is wrong.
func readAll(t testing.TB, data []byte) map[string][]row {
	t.Helper()
	b, err := open(data)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]row{}
	for i, s := range b.Sheets {
		list, bad, err := readSheet(b, i)
		if err != nil || bad != nil {
			t.Fatal(err, bad)
		}
		out[s.Name] = list
	}
	return out
}

// parts is a workbook by its parts; those not given are the usual ones.
type parts map[string]string

const (
	relsOf = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	relTo  = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
)

// usual is a workbook of one sheet, with shared texts and styles where they are given.
func usual() parts {
	return parts{
		"_rels/.rels":     relsOf + `<Relationship Id="rId1" Type="` + relTo + `officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml": `<workbook xmlns:r="x"><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": relsOf + `<Relationship Id="rId1" Type="` + relTo + `worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Type="` + relTo + `sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="` + relTo + `styles" Target="styles.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml": `<worksheet><sheetData/></worksheet>`,
		"xl/sharedStrings.xml":     `<sst/>`,
		"xl/styles.xml":            `<styleSheet/>`,
	}
}

// with replaces parts; an empty one is taken out.
func (p parts) with(pairs ...string) parts {
	for i := 0; i < len(pairs); i += 2 {
		if p[pairs[i]] = pairs[i+1]; pairs[i+1] == "" {
			delete(p, pairs[i])
		}
	}
	return p
}

// rows is a workbook with these rows.
func rows(xml string) parts {
	return usual().with("xl/worksheets/sheet1.xml", `<worksheet><sheetData>`+xml+`</sheetData></worksheet>`)
}

// zip packs the parts.
func (p parts) zip(t testing.TB) []byte { return p.pack(t, zip.Deflate) }

// pack is zip by a method.
func (p parts) pack(t testing.TB, method uint16) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	var names []string
	for name := range p {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err == nil {
			_, err = io.WriteString(f, p[name])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
