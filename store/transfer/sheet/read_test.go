package sheet_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"tandem/store/transfer/sheet"
)

// first reads the first sheet of parts.
func first(t *testing.T, p parts) ([]row, []*sheet.RowError, error) {
	t.Helper()
	b, err := open(p.zip(t))
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Sheets) == 0 {
		t.Fatal("it has no sheet")
	}
	return readSheet(b, 0)
}

// TestKindsOfCells reads a cell of every kind and every way of writing it.
func TestKindsOfCells(t *testing.T) {
	shared := `<sst><si><t>plain</t></si><si><r><rPr><b/></rPr><t xml:space="preserve">rich </t></r><r><t>text</t></r><rPh sb="0" eb="1"><t>SAY</t></rPh><phoneticPr fontId="1"/></si><si/><si><t>a_x000D_b &amp; c</t></si></sst>`
	for xml, want := range map[string]sheet.Cell{
		`<c r="A1"><v>12.50</v></c>`:                                          {Kind: sheet.Number, Text: "12.50"},
		`<c r="A1" t="n"><v> 1E+21 </v></c>`:                                  {Kind: sheet.Number, Text: "1E+21"},
		`<c r="A1" t="s"><v>0</v></c>`:                                        {Kind: sheet.Text, Text: "plain"},
		`<c r="A1" t="s"><v> 1 </v></c>`:                                      {Kind: sheet.Text, Text: "rich text"},
		`<c r="A1" t="s"><v>3</v></c>`:                                        {Kind: sheet.Text, Text: "a\rb & c"},
		`<c r="A1" t="inlineStr"><is><t> in </t></is></c>`:                    {Kind: sheet.Text, Text: " in "},
		`<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>`: {Kind: sheet.Text, Text: "ab"},
		`<c r="A1" t="str"><f>A2&amp;"x"</f><v>came</v></c>`:                  {Kind: sheet.Text, Text: "came"},
		`<c r="A1" t="b"><v>1</v></c>`:                                        {Kind: sheet.Bool, Text: "1"},
		`<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>`:                        {Kind: sheet.Fault, Text: "#DIV/0!"},
		`<c r="A1" t="d"><v>2026-03-01T12:00:00</v></c>`:                      {Kind: sheet.Stamp, Text: "2026-03-01T12:00:00"},
		`<c><v>1</v></c>`:                                                     {Kind: sheet.Number, Text: "1"},
		`<c r="A1"><extLst><ext><v>9</v></ext></extLst><v>2</v></c>`:          {Kind: sheet.Number, Text: "2"},
	} {
		list, bad, err := first(t, rows(`<row r="1">`+xml+`</row>`).with("xl/sharedStrings.xml", shared))
		if err != nil || bad != nil || len(list) != 1 || len(list[0].cells) != 1 || list[0].cells[0] != want {
			t.Errorf("%s: want %+v, got %+v %v %v", xml, want, list, bad, err)
		}
	}
	for _, xml := range []string{`<c r="A1" s="3"/>`, `<c r="A1" t="s"><v>2</v></c>`, `<c r="A1"><v/></c>`, `<c r="A1" t="s"/>`, `<c r="A1" t="inlineStr"><is/></c>`, ``} {
		list, bad, err := first(t, rows(`<row r="1">`+xml+`</row>`).with("xl/sharedStrings.xml", shared))
		if err != nil || bad != nil || len(list) != 1 || len(list[0].cells) != 0 {
			t.Errorf("%s is no blank: %+v %v %v", xml, list, bad, err)
		}
	}
}

// TestSparseRows puts rows and cells where they say they are.
func TestSparseRows(t *testing.T) {
	list, bad, err := first(t, rows(`<row><c><v>1</v></c><c><v>2</v></c></row><row r="5" spans="1:9"><c r="C5"><v>3</v></c><c><v>4</v></c><c r="B5"><v>5</v></c></row><row/><row r="1048576"><c r="AB1048576"><v>6</v></c><c r="XFD1048576" s="1"/></row>`))
	if err != nil || bad != nil {
		t.Fatal(err, bad)
	}
	got := ""
	for _, r := range list {
		got += fmt.Sprintf("%d:%s ", r.line, strings.Join(r.texts(), "|"))
	}
	if want := "1:1|2 5:|5|3|4 6: 1048576:" + strings.Repeat("|", 27) + "6 "; got != want {
		t.Errorf("want %s\ngot  %s", want, got)
	}
}

// TestBadRowsAtTheirPlace leaves out the row that is wrong and goes on.
func TestBadRowsAtTheirPlace(t *testing.T) {
	long := strings.Repeat("x", 1<<20+1)
	shared := `<sst><si><t>ok</t></si><si><t>` + long + `</t></si><si><t>` + "\xff" + `</t></si></sst>`
	for xml, want := range map[string]string{
		`<row r="2"><c r="B2" t="s"><v>9</v></c></row>`:                             `cell B2: its text is missing: number "9" of 3`,
		`<row r="2"><c r="B2" t="s"><v>-1</v></c></row>`:                            `cell B2: its text is missing`,
		`<row r="2"><c r="D2" t="s"><v>1</v></c></row>`:                             `cell D2: a cell is larger than 1024 KB`,
		`<row r="2"><c r="A2" t="inlineStr"><is><t>` + long + `</t></is></c></row>`: `cell A2: a cell is larger than 1024 KB`,
		`<row r="2"><c r="A2" t="str"><v>` + long + `</v></c></row>`:                `cell A2: a cell is larger than 1024 KB`,
		`<row r="2"><c r="A2" t="s"><v>2</v></c></row>`:                             `cell A2: wrong encoding`,
		`<row r="2"><c r="A2" t="str"><v>` + "\xc3" + `</v></c></row>`:              `cell A2: wrong encoding`,
		`<row r="2"><c r="XFE2"><v>1</v></c></row>`:                                 `row 2: it has more than 16384 columns`,
		`<row r="2"><c r="22"><v>1</v></c></row>`:                                   `row 2: "22" is no cell`,
		`<row r="1"><c><v>1</v></c></row>`:                                          `row 2: its number "1" is wrong`,
		`<row r="1048577"/>`:                                                        `row 2: its number "1048577" is wrong`,
		`<row r="x"/>`:                                                              `row 2: its number "x" is wrong`,
	} {
		list, bad, err := first(t, rows(`<row r="1"><c t="s"><v>0</v></c></row>`+xml+`<row r="3"><c t="s"><v>0</v></c></row>`).with("xl/sharedStrings.xml", shared))
		if err != nil || len(list) != 2 || list[1].line != 3 || len(bad) != 1 || !strings.HasPrefix(bad[0].Error(), want) {
			t.Errorf("%.60s: want %s, got %v %v, %d rows", xml, want, bad, err, len(list))
		}
	}
}

// TestTextsWithoutAList ends a sheet whose shared texts are not there.
func TestTextsWithoutAList(t *testing.T) {
	xml := `<row r="1"><c t="s"><v>0</v></c></row>`
	for _, p := range []parts{rows(xml).with("xl/sharedStrings.xml", ""), rows(xml).with("xl/sharedStrings.xml", "<sst><si>"),
		rows(xml).with("xl/_rels/workbook.xml.rels", relsOf+`<Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`)} {
		if _, _, err := first(t, p); !errors.Is(err, sheet.ErrDamaged) || !strings.Contains(err.Error(), "row 1") {
			t.Errorf("%v", err)
		}
	}
}

// TestFormulasWithoutValue are counted, so that they can be told of.
func TestFormulasWithoutValue(t *testing.T) {
	b, err := open(rows(`<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>A1</f></c></row><row r="2"><c r="A2" t="str"><f>""</f><v></v></c><c r="C2"><f>B1</f></c></row>`).zip(t))
	if err != nil {
		t.Fatal(err)
	}
	r, err := b.Rows(context.Background(), 0)
	if err != nil {
		t.Fatal(err)
	}
	for err == nil {
		_, _, err = r.Next()
	}
	if r.Stale != 2 || r.StaleAt != "B1" {
		t.Errorf("%d, first at %s", r.Stale, r.StaleAt)
	}
	defer r.Close()
	if _, _, again := r.Next(); again != err {
		t.Errorf("the end came once: %v", again)
	}
}

// TestSheetsOfABook finds them whatever the parts are called and however they are pointed at.
func TestSheetsOfABook(t *testing.T) {
	book := `<x:workbook xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main" xmlns:q="http://purl.oclc.org/ooxml/officeDocument/relationships"><x:workbookPr date1904="true"/><x:sheets>` +
		`<x:sheet name="B &amp; C" sheetId="7" q:id="b"/><x:sheet name="Chart" sheetId="8" q:id="c"/><x:sheet name="A" sheetId="2" state="hidden" q:id="a"/><x:sheet name="Deep" sheetId="3" state="veryHidden" q:id="d"/><x:sheet name="Lost" q:id="zzz"/></x:sheets></x:workbook>`
	strict := "http://purl.oclc.org/ooxml/officeDocument/relationships/"
	line := func(v string) string {
		return `<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>` + v + `</x:v></x:c></x:row></x:sheetData></x:worksheet>`
	}
	p := parts{
		"_rels/.rels":              relsOf + `<Relationship Id="r" Type="` + strict + `officeDocument" Target="/Book/Main.xml"/></Relationships>`,
		"book/main.xml":            book,
		"Book/_rels/Main.xml.rels": relsOf + `<Relationship Id="a" Type="` + strict + `worksheet" Target="/book/a.xml"/><Relationship Id="b" Type="` + strict + `worksheet" Target="sub\B.xml"/><Relationship Id="c" Type="` + strict + `chartsheet" Target="chart.xml"/><Relationship Id="d" Type="` + strict + `worksheet" Target="../deep/./d.xml"/><Relationship Id="zzz" Type="` + strict + `worksheet" Target="http://x/y" TargetMode="External"/></Relationships>`,
		"book/a.xml":               line("1"),
		`book\sub\b.xml`:           line("2"),
		"deep/d.xml":               line("3"),
		"book/chart.xml":           `<chartsheet/>`,
	}
	b, err := open(p.zip(t))
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for i, s := range b.Sheets {
		list, _, err := readSheet(b, i)
		if err != nil || len(list) != 1 {
			t.Fatal(s.Name, err, list)
		}
		got += fmt.Sprintf("%s/%d=%s ", s.Name, s.State, list[0].cells[0].Text)
		if b.Size(i) < 50 {
			t.Errorf("%s has %d bytes", s.Name, b.Size(i))
		}
	}
	if got != "B & C/0=2 A/1=1 Deep/2=3 " || b.Base != sheet.From1904 {
		t.Errorf("%s, base %d", got, b.Base)
	}
	if list, _, err := first(t, rows(`<row><c><v>1</v></c></row>`).with("_rels/.rels", "", "xl/styles.xml", "")); err != nil || len(list) != 1 {
		t.Errorf("without what points at it: %v", err)
	}
	missing, err := open(usual().with("xl/worksheets/sheet1.xml", "").zip(t))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := missing.Rows(context.Background(), 0); !errors.Is(err, sheet.ErrDamaged) || missing.Size(0) != 0 {
		t.Errorf("a sheet that is not there: %v", err)
	}
}

// TestStyles reads formats by number, of one's own and in the newer way.
func TestStyles(t *testing.T) {
	styles := `<styleSheet xmlns:n="n"><numFmts><numFmt numFmtId="164" formatCode="0.00&quot; EUR&quot;"/><numFmt numFmtId="165" formatCode="0" n:formatCode16="yyyy"/><numFmt numFmtId="9" formatCode="0"/></numFmts>` +
		`<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"><alignment/></xf><xf numFmtId="165"/><xf numFmtId="9"/><xf/><xf numFmtId="10"/></cellXfs><dxfs><dxf><numFmt numFmtId="164" formatCode="0"/></dxf></dxfs></styleSheet>`
	xml := ""
	for i := range 9 {
		xml += fmt.Sprintf(`<c s="%d"><v>1</v></c>`, i)
	}
	list, _, err := first(t, rows(`<row>`+xml+`</row>`).with("xl/styles.xml", styles))
	if err != nil {
		t.Fatal(err)
	}
	want := []sheet.Look{{}, {Class: sheet.Moment}, {Unit: "EUR"}, {Class: sheet.Moment}, {}, {}, {Class: sheet.Share}, {}, {}}
	for i, c := range list[0].cells {
		if got := c.Format.Look(1); got != want[i] {
			t.Errorf("style %d: %+v", i, got)
		}
	}
	c := sheet.Cell{Kind: sheet.Number, Text: "1e999"}
	if _, ok := c.Float(); ok {
		t.Error("an endless number is none")
	}
	c = sheet.Cell{Kind: sheet.Text, Text: "1"}
	if _, ok := c.Float(); ok {
		t.Error("a text is no number")
	}
}

// TestContextEndsIt stops in the middle of a sheet.
func TestContextEndsIt(t *testing.T) {
	b, err := open(rows(strings.Repeat(`<row><c><v>1</v></c></row>`, 50_000)).zip(t))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	r, err := b.Rows(ctx, 0)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for ; err == nil; n++ {
		if _, _, err = r.Next(); n == 100 {
			cancel()
		}
	}
	if !errors.Is(err, context.Canceled) || n > 10_000 {
		t.Errorf("%d rows, %v", n, err)
	}
	data := usual().zip(t)
	if _, err := sheet.Open(ctx, bytes.NewReader(data), int64(len(data)), sheet.Limits{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
