package transfer

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"unicode/utf16"
)

// rowsOf reads a whole table; broken rows stand as "!" and their message.
func rowsOf(t testing.TB, in io.Reader, encoding string) [][]string {
	t.Helper()
	r, err := newCSV(in, encoding, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for {
		cells, _, err := r.next()
		var broken *rowError
		switch {
		case err == io.EOF:
			return out
		case errors.As(err, &broken):
			out = append(out, []string{"!", broken.Message})
		case err != nil:
			t.Fatal(err)
		default:
			out = append(out, append([]string{}, cells...))
		}
	}
}

func utf16LE(s string, mark bool) string {
	var b bytes.Buffer
	if mark {
		b.Write([]byte{0xff, 0xfe})
	}
	for _, u := range utf16.Encode([]rune(s)) {
		b.Write([]byte{byte(u), byte(u >> 8)})
	}
	return b.String()
}

func TestCSVQuirks(t *testing.T) {
	plain := [][]string{{"name", "note"}, {"Ada", "x"}}
	wide := [][]string{{"name", "note"}, {"Zoë", "ü;ß"}}
	for _, c := range []struct {
		name, in string
		want     [][]string
	}{
		{"plain", "name,note\nAda,x\n", plain},
		{"no last break", "name,note\nAda,x", plain},
		{"CRLF", "name,note\r\nAda,x\r\n", plain},
		{"old Mac", "name,note\rAda,x\r", plain},
		{"mark", "\xef\xbb\xbfname,note\nAda,x\n", plain},
		{"semicolons", "name;note\nAda;x\n", plain},
		{"tabs", "name\tnote\nAda\tx\n", plain},
		{"bars", "name|note\nAda|x\n", plain},
		{"sep line", "sep=;\r\nname;note\r\nAda;x\r\n", plain},
		{"mark and sep line", "\xef\xbb\xbfsep=|\nname|note\nAda|x\n", plain},
		{"decimal commas", "name;amount;tax\nA;1,5;2,5\nB;2,5;3,5\n", [][]string{{"name", "amount", "tax"}, {"A", "1,5", "2,5"}, {"B", "2,5", "3,5"}}},
		{"quoted", "name,note\nAda,\"a, \"\"b\"\"\nand c\"\n", [][]string{{"name", "note"}, {"Ada", "a, \"b\"\nand c"}}},
		{"blank before a quote", "name, \"note\"\nAda, \"x\"\n", plain},
		{"text behind a quote", "name,note\n\"5\" disk,x\n", [][]string{{"name", "note"}, {"5 disk", "x"}}},
		{"quote in the middle", "name,note\n5\" disk,x\n", [][]string{{"name", "note"}, {"5\" disk", "x"}}},
		{"blanks kept", "name,note\n Ada ,x\n", [][]string{{"name", "note"}, {" Ada ", "x"}}},
		{"widths differ", "a,b\n1\n1,2,3\n", [][]string{{"a", "b"}, {"1"}, {"1", "2", "3"}}},
		{"UTF-16 with mark", utf16LE("name,note\nZoë,ü;ß\n", true), wide},
		{"UTF-16 without", utf16LE("name,note\nZoë,ü;ß\n", false), wide},
		{"Windows-1252", "name,note\nZo\xeb,\xfc;\xdf\n", wide},
		{"Windows-1252 signs", "a,b\n\x80,\x93x\x94\n", [][]string{{"a", "b"}, {"€", "“x”"}}},
		{"neither", "a,b\n\x81,x\ny,z\n", [][]string{{"a", "b"}, {"!", "wrong encoding: byte 0x81 is neither UTF-8 nor Windows-1252"}, {"y", "z"}}},
		{"never closed", "a,b\n\"x,y\nz", [][]string{{"a", "b"}, {"!", "the quote that opens in line 2 is never closed; what follows it is left out"}}},
		{"never closed, too large", "a,b\n\"" + strings.Repeat("x\n", maxCell), [][]string{{"a", "b"}, {"!", "the quote that opens in line 2 is never closed; what follows it is left out"}}},
		{"closed by another's quote", "a,b\n1,\"x\n2,y\n3,\"z\"\n4,w\n",
			[][]string{{"a", "b"}, {"!", "the quote that opens in line 2 closes in line 4 amid other text: a quote is missing, and these lines are left out"}, {"4", "w"}}},
		{"blanks behind a long one", "a,b\n\"x\ny\"  ,z\n", [][]string{{"a", "b"}, {"x\ny  ", "z"}}},
		{"empty", "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := rowsOf(t, strings.NewReader(c.in), ""); !reflect.DeepEqual(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

// TestMixedEncoding: where the file has shown itself to be UTF-8 (a row of it, or its mark), a
// row that is not is refused at its place; what is said by hand counts before what is guessed.
func TestMixedEncoding(t *testing.T) {
	in := "\xef\xbb\xbfa,b\nZo\xc3\xab,1\nZo\xeb,2\ny,z\n"
	got := rowsOf(t, strings.NewReader(in), "")
	if len(got) != 4 || got[1][0] != "Zoë" || got[2][0] != "!" || !strings.Contains(got[2][1], "0xeb is not UTF-8") || got[3][0] != "y" {
		t.Errorf("%q", got)
	}
	if got := rowsOf(t, strings.NewReader("a\nZo\xc3\xab\n"), "windows-1252"); got[1][0] != "ZoÃ«" {
		t.Errorf("%q", got)
	}
	if _, err := newCSV(strings.NewReader("x"), "ebcdic", 0); err == nil || !strings.Contains(err.Error(), "utf-16") {
		t.Error(err)
	}
	if _, err := newCSV(strings.NewReader("PK\x03\x04\x00\x01\x02binary"), "", 0); !errors.Is(err, errNotText) {
		t.Error(err)
	}
}

// endless yields a piece n times between a head and a tail.
func endless(head, piece string, n int, tail string) io.Reader {
	parts := []io.Reader{strings.NewReader(head)}
	block := strings.Repeat(piece, 1<<16/len(piece))
	for left := n * len(piece); left > 0; left -= len(block) {
		parts = append(parts, strings.NewReader(block[:min(left, len(block))]))
	}
	return io.MultiReader(append(parts, strings.NewReader(tail))...)
}

// TestHugeCell reads over a cell of 200 MB in bounded memory: it is said where it is, and the
// rows behind it come.
func TestHugeCell(t *testing.T) {
	for name, in := range map[string]io.Reader{
		"quoted": endless("a,b\n1,\"", "x", 200<<20, "\"\n2,y\n"),
		"plain":  endless("a,b\n1,", "x", 200<<20, "\n2,y\n"),
		"quotes": endless("a,b\n1,\"", "\"\"", 20<<20, "\"\n2,y\n"),
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			got := rowsOf(t, in, "")
			runtime.ReadMemStats(&after)
			want := [][]string{{"a", "b"}, {"!", "a cell is larger than 1024 KB"}, {"2", "y"}}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%.300q", got)
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 64<<20 {
				t.Errorf("took %d MB of memory", used>>20)
			}
		})
	}
}

// TestMillionEmptyRows keeps nothing of them.
func TestMillionEmptyRows(t *testing.T) {
	r, err := newCSV(endless("name,note\n", ",\n", 1_000_000, "Ada,x\n"), "", 0)
	if err != nil {
		t.Fatal(err)
	}
	tab, err := readTable(t.Context(), "x.csv", r, func() {}, func(p Problem) { t.Error(p) })
	if err != nil || len(tab.rows) != 1 || tab.empty != 1_000_000 || tab.rows[0].line != 1_000_002 {
		t.Errorf("%v: %d rows, %d empty, %+v", err, len(tab.rows), tab.empty, tab.rows)
	}
}

// TestManyCells: a row of a hundred thousand cells is damage.
func TestManyCells(t *testing.T) {
	got := rowsOf(t, strings.NewReader("a,b\n"+strings.Repeat(",", 100_000)+"\n1,2\n"), "")
	if len(got) != 3 || got[1][0] != "!" || !strings.Contains(got[1][1], fmt.Sprint(maxCells)) {
		t.Errorf("%.200q", got)
	}
}

func TestHeadings(t *testing.T) {
	var said []Problem
	read := func(in string) *table {
		said = nil
		r, err := newCSV(strings.NewReader(in), "", ',')
		if err != nil {
			t.Fatal(err)
		}
		tab, err := readTable(t.Context(), "x.csv", r, func() {}, func(p Problem) { said = append(said, p) })
		if err != nil {
			t.Fatal(err)
		}
		return tab
	}
	tab := read("Report of March\n\nname,note,due\nAda,x,1\nname,note,due\nBo,y,2\n")
	if !reflect.DeepEqual(tab.header, []string{"name", "note", "due"}) || len(tab.rows) != 2 || len(said) != 2 {
		t.Errorf("%+v %v", tab, said)
	}
	if tab = read("name\nAda\nBo\n"); len(tab.header) != 1 || len(tab.rows) != 2 {
		t.Errorf("%+v", tab)
	}
	if tab = read(""); tab.header != nil {
		t.Errorf("%+v", tab)
	}
}

// TestUnclosedQuotePlace: what is wrong is said at the line where the quote opens, not where the
// file or the row begins or ends, and the rows before and behind come.
func TestUnclosedQuotePlace(t *testing.T) {
	for _, c := range []struct {
		name, in string
		row      int
		field    string
		names    string
	}{
		{"to the end of the file", "name,note\nA,1\nB,\"2\nC,3\nD,4\n", 3, "note", "[A]"},
		{"up to the next quote", "name,note\nA,1\nB,\"2\nC,3\nD,\"4\"\nE,5\n", 3, "note", "[A E]"},
		{"behind a long cell", "name,note,more\nA,1,\nB,\"2\nx\ny\",\"3\nC,4,\n", 5, "more", "[A]"},
		{"in the headings", "name,\"note\nA,1\nB,\"2\"\n", 1, "column 2", "[]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var said []Problem
			tab, err := loadCSV(t.Context(), "x.csv", strings.NewReader(c.in), Options{}, func(p Problem) { said = append(said, p) })
			names := []string{}
			if err == nil {
				for _, r := range tab.rows {
					names = append(names, r.cell(0))
				}
			}
			if len(said) != 1 || said[0].Row != c.row || said[0].Field != c.field || !said[0].Rejected || fmt.Sprint(names) != c.names {
				t.Errorf("%v, rows %v, %+v", err, names, said)
			}
		})
	}
}
