package sheet_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"tandem/store/transfer/sheet"
)

// TestOtherFiles names what is no workbook of this form.
func TestOtherFiles(t *testing.T) {
	ole := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 300_000)
	locked := ole + "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00\x00\x00"
	for name, x := range map[string]struct {
		data string
		want error
	}{
		"nothing":     {"", sheet.ErrNoBook},
		"text":        {"name,due\n", sheet.ErrNoBook},
		"begin":       {"PK\x03\x04", sheet.ErrDamaged},
		"empty zip":   {string(parts{}.zip(t)), sheet.ErrNoBook},
		"other zip":   {string(parts{"a.txt": "x"}.zip(t)), sheet.ErrNoBook},
		"letter":      {string(parts{"word/document.xml": "x"}.zip(t)), sheet.ErrNoBook},
		"ods":         {string(parts{"mimetype": "application/vnd.oasis", "content.xml": "<x/>"}.zip(t)), sheet.ErrOther},
		"xlsb":        {string(parts{"xl/workbook.bin": "x"}.zip(t)), sheet.ErrOther},
		"old":         {ole, sheet.ErrOther},
		"locked":      {locked, sheet.ErrEncrypted},
		"empty book":  {string(usual().with("xl/workbook.xml", " ").zip(t)), sheet.ErrNoBook},
		"broken book": {string(usual().with("xl/workbook.xml", "<workbook><sheets>").zip(t)), sheet.ErrDamaged},
		"broken rels": {string(usual().with("xl/_rels/workbook.xml.rels", "<x").zip(t)), sheet.ErrDamaged},
		"first rels":  {string(usual().with("_rels/.rels", "<x").zip(t)), sheet.ErrDamaged},
		"styles":      {string(usual().with("xl/styles.xml", "<styleSheet>").zip(t)), sheet.ErrDamaged},
		"entities":    {string(usual().with("xl/workbook.xml", `<!DOCTYPE x [<!ENTITY a "b">]><workbook/>`).zip(t)), sheet.ErrDamaged},
		"sheets":      {string(usual().with("xl/workbook.xml", `<workbook xmlns:r="r">`+strings.Repeat(`<sheet name="a" r:id="rId1"/>`, 10_001)+`</workbook>`).zip(t)), sheet.ErrTooLarge},
	} {
		if _, err := open([]byte(x.data)); !errors.Is(err, x.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestEveryCut reads a file cut off at every length: an error each time.
func TestEveryCut(t *testing.T) {
	whole := rows(`<row><c t="inlineStr"><is><t>text</t></is></c></row>`).zip(t)
	for n := range whole {
		b, err := open(whole[:n])
		if err == nil {
			_, _, err = readSheet(b, 0)
		}
		if err == nil {
			t.Fatalf("%d bytes of %d are taken for the whole", n, len(whole))
		}
	}
}

// TestFlippedBits holds that a changed byte of a sheet is told, or changes nothing that is read.
func TestFlippedBits(t *testing.T) {
	var b strings.Builder
	for range 300 {
		b.WriteString(`<row><c><v>12345</v></c><c t="inlineStr"><is><t>some text</t></is></c></row>`)
	}
	whole := rows(b.String()).zip(t)
	want := len(readAll(t, whole)["One"])
	rnd := rand.New(rand.NewPCG(3, 4))
	told := 0
	for range 2000 {
		data := bytes.Clone(whole)
		data[rnd.IntN(len(data))] ^= 1 << rnd.IntN(8)
		book, err := open(data)
		if err != nil || len(book.Sheets) == 0 {
			told++
			continue
		}
		list, bad, err := readSheet(book, 0)
		if err != nil || bad != nil {
			told++
			continue
		}
		if len(list) != want {
			t.Fatalf("%d rows of %d, and no word", len(list), want)
		}
		for _, r := range list {
			if s := strings.Join(r.texts(), "|"); s != "12345|some text" {
				t.Fatalf("%q, and no word", s)
			}
		}
	}
	if told < 500 {
		t.Errorf("only %d changes were told", told)
	}
}

// piped packs a part of what write writes, which may be larger than memory.
func piped(t *testing.T, p parts, name string, write func(w io.Writer)) []byte {
	t.Helper()
	delete(p, name)
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for n, s := range p {
		w, err := z.Create(n)
		if err == nil {
			_, err = io.WriteString(w, s)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	w, err := z.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	write(w)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// repeat writes a text n times.
func repeat(w io.Writer, s string, n int) {
	block := strings.Repeat(s, 1000)
	for ; n >= 1000; n -= 1000 {
		_, _ = io.WriteString(w, block)
	}
	_, _ = io.WriteString(w, strings.Repeat(s, n))
}

// peak is how much memory grows while f runs: the live heap after it and the most seen while.
func peak(f func(look func())) uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	before, most := m.HeapAlloc, uint64(0)
	f(func() {
		runtime.ReadMemStats(&m)
		most = max(most, m.HeapAlloc)
	})
	return most - min(most, before)
}

// TestHugeCell passes over a cell of 200 MB and takes the rows around it, in bounded memory.
func TestHugeCell(t *testing.T) {
	const part = "xl/worksheets/sheet1.xml"
	for name, around := range map[string]struct {
		before, behind string
		tens           int
	}{
		"inline": {`<c r="B2" t="inlineStr"><is><t>`, `</t></is></c>`, 20_000_000},
		"number": {`<c r="B2"><v>`, `</v></c>`, 2_000_000},
		"plain":  {`<c r="B2" t="str"><v><![CDATA[`, `]]></v></c>`, 2_000_000},
	} {
		data := piped(t, usual(), part, func(w io.Writer) {
			_, _ = io.WriteString(w, `<worksheet><sheetData><row r="1"><c><v>1</v></c></row><row r="2">`+around.before)
			repeat(w, "1234567890", around.tens)
			_, _ = io.WriteString(w, around.behind+`</row><row r="3"><c><v>3</v></c></row></sheetData></worksheet>`)
		})
		var list []row
		var bad []*sheet.RowError
		var err error
		grew := peak(func(look func()) {
			var b *sheet.Book
			if b, err = open(data); err == nil {
				list, bad, err = readSheet(b, 0)
			}
			look()
		})
		if err != nil || len(list) != 2 || list[1].line != 3 || len(bad) != 1 || bad[0].Error() != "cell B2: a cell is larger than 1024 KB" || grew > 20<<20 {
			t.Errorf("%s: %d rows, %v, %v, %d MB", name, len(list), bad, err, grew>>20)
		}
	}
}

// TestMillionBlankRows reads them in bounded memory.
func TestMillionBlankRows(t *testing.T) {
	data := piped(t, usual(), "xl/worksheets/sheet1.xml", func(w io.Writer) {
		_, _ = io.WriteString(w, `<worksheet><sheetData>`)
		repeat(w, `<row><c s="1"/><c s="1"/></row>`, 1<<20-1)
		_, _ = io.WriteString(w, `<row><c><v>1</v></c></row></sheetData></worksheet>`)
	})
	b, err := open(data)
	if err != nil {
		t.Fatal(err)
	}
	r, err := b.Rows(context.Background(), 0)
	if err != nil {
		t.Fatal(err)
	}
	n, last := 0, 0
	grew := peak(func(look func()) {
		for {
			cells, line, err := r.Next()
			if err != nil {
				if err != io.EOF {
					t.Error(err)
				}
				return
			}
			if n++; n&0xffff == 0 {
				look()
			}
			if len(cells) > 0 {
				last = line
			}
		}
	})
	if n != 1<<20 || last != 1<<20 || grew > 20<<20 {
		t.Errorf("%d rows, the last with something %d, %d MB", n, last, grew>>20)
	}
}

// TestBombs holds that what unpacks to too much ends with an error that says so.
func TestBombs(t *testing.T) {
	small := sheet.Limits{Unpacked: 1 << 20, Texts: 1 << 19}
	try := func(data []byte) error {
		b, err := sheet.Open(context.Background(), bytes.NewReader(data), int64(len(data)), small)
		if err == nil {
			_, _, err = readSheet(b, 0)
		}
		return err
	}
	for name, p := range map[string]parts{
		"sheet":  rows(strings.Repeat(" ", 1<<20)),
		"styles": usual().with("xl/styles.xml", "<styleSheet>"+strings.Repeat(" ", 1<<20)+"</styleSheet>"),
		"tail":   usual().with("xl/worksheets/sheet1.xml", "<worksheet><sheetData/>"+strings.Repeat("<x/>", 1<<18)+"</worksheet>"),
		"texts":  rows(`<row><c t="s"><v>0</v></c></row>`).with("xl/sharedStrings.xml", "<sst>"+strings.Repeat("<si/>", 1<<16)+"</sst>"),
		"long":   rows(`<row><c t="s"><v>0</v></c></row>`).with("xl/sharedStrings.xml", "<sst>"+strings.Repeat("<si><t>"+strings.Repeat("x", 1000)+"</t></si>", 600)+"</sst>"),
	} {
		if err := try(p.zip(t)); !errors.Is(err, sheet.ErrTooLarge) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := try(rows(`<row><c><v>1</v></c></row>`).zip(t)); err != nil {
		t.Errorf("a small one: %v", err)
	}
	far := rows(strings.Repeat(`<row><c r="XFD1"><v>1</v></c></row>`, 2000)).zip(t)
	b, err := open(far)
	if err != nil {
		t.Fatal(err)
	}
	list, bad, err := readSheet(b, 0)
	if err != nil || len(list)+len(bad) != 2000 || len(list) < 1000 || len(bad) < 900 {
		t.Errorf("cells far apart: %d rows, %d refused, %v", len(list), len(bad), err)
	}
}

// TestLockedPart names a part that only a password opens.
func TestLockedPart(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, s := range usual() {
		h := &zip.FileHeader{Name: name}
		if strings.HasSuffix(name, "workbook.xml") {
			h.Flags |= 1
		}
		w, err := z.CreateHeader(h)
		if err == nil {
			_, err = io.WriteString(w, s)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := open(b.Bytes()); !errors.Is(err, sheet.ErrEncrypted) {
		t.Error(err)
	}
}
