package sheet_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"path"
	"slices"
	"strings"
	"testing"
)

// written is a part of a workbook, by the library's strict reader of XML.
type written struct {
	elements []string // their names, as they begin
	attrs    map[string][]string
}

func readPart(t *testing.T, f *zip.File) written {
	t.Helper()
	in, err := f.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = in.Close() }()
	out := written{attrs: map[string][]string{}}
	d := xml.NewDecoder(in)
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		if el, ok := tok.(xml.StartElement); ok {
			out.elements = append(out.elements, el.Name.Local)
			for _, a := range el.Attr {
				key := el.Name.Local + " " + a.Name.Local
				out.attrs[key] = append(out.attrs[key], a.Value)
			}
		}
	}
}

// TestPartsOfAWorkbook holds what other programs are strict about: every part is well formed,
// has a type, is pointed at, and its elements come in the order that the standard wants.
func TestPartsOfAWorkbook(t *testing.T) {
	data := book(t)
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]written{}
	for i, f := range z.File {
		all[f.Name] = readPart(t, f)
		if y := f.Modified.Year(); y != 1980 {
			t.Errorf("%s is of %d", f.Name, y)
		}
		if i == 0 && f.Name != "_rels/.rels" {
			t.Errorf("%s comes first, by which programs tell what the file is", f.Name)
		}
	}
	types := all["[Content_Types].xml"]
	for name := range all {
		if name != "[Content_Types].xml" && !strings.HasSuffix(name, ".rels") && !slices.Contains(types.attrs["Override PartName"], "/"+name) {
			t.Errorf("%s has no type", name)
		}
	}
	for _, name := range types.attrs["Override PartName"] {
		if _, ok := all[name[1:]]; !ok {
			t.Errorf("%s has a type, but is not there", name)
		}
	}
	rels := all["xl/_rels/workbook.xml.rels"]
	for _, target := range rels.attrs["Relationship Target"] {
		if _, ok := all[path.Join("xl", target)]; !ok {
			t.Errorf("%s is pointed at, but is not there", target)
		}
	}
	for _, id := range all["xl/workbook.xml"].attrs["sheet id"] {
		if !slices.Contains(rels.attrs["Relationship Id"], id) {
			t.Errorf("sheet %s leads nowhere", id)
		}
	}
	order := []string{"worksheet", "sheetViews", "sheetView", "pane", "cols", "col", "sheetData", "row", "autoFilter"}
	at := 0
	for _, el := range all["xl/worksheets/sheet1.xml"].elements {
		if i := slices.Index(order, el); i >= 0 {
			if i < at {
				t.Errorf("%s comes after %s", el, order[at])
			}
			at = i
		}
	}
	if at != len(order)-1 {
		t.Errorf("the sheet ends with %s", order[at])
	}
	styles := all["xl/styles.xml"]
	if n := len(styles.attrs["xf numFmtId"]); n != 1+2+5 || len(styles.attrs["numFmt numFmtId"]) != 5 {
		t.Errorf("%d styles, %d formats", n, len(styles.attrs["numFmt numFmtId"]))
	}
	if slices.Contains(all["xl/worksheets/sheet1.xml"].elements, "f") {
		t.Error("there is a formula")
	}
}
