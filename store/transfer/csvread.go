package transfer

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Bounds of a table that is read. A spreadsheet holds 32,767 characters in a cell and 16,384
// columns; what goes beyond is damage, or not a table, and is reported at its place.
const (
	maxCell  = 1 << 20 // bytes
	maxRow   = 8 << 20
	maxCells = 1 << 14
)

// rowError is a row that cannot be read; those behind it can.
type rowError struct {
	Line    int
	Column  int // from 1; 0 the row
	Message string
}

func (e *rowError) Error() string { return fmt.Sprintf("row %d: %s", e.Line, e.Message) }

// errNotText is wrapped where a file is no table of text.
var errNotText = errors.New("is not text: no table in UTF-8, UTF-16 or Windows-1252")

// csvReader reads a table of text row by row in bounded memory. It forgives what spreadsheets
// and people do: a byte order mark, "sep=;" in the first line, commas, semicolons, tabs or bars,
// any ends of lines, blanks before a quote, text behind one.
type csvReader struct {
	in     *bufio.Reader
	comma  byte
	enc    csvEncoding
	line   int // of the next byte, from 1
	buf    []byte
	ends   []int
	wide   bool // the row broke a bound, and is read to its end without being kept
	bad    *rowError
	cells  []string
	read   int64
	forced bool
}

// csvEncoding is how bytes beyond ASCII are read.
type csvEncoding uint8

const (
	encUnknown csvEncoding = iota // nothing but ASCII so far
	encUTF8
	encWestern // Windows-1252
)

// Encodings are the names Options.Encoding takes.
func Encodings() []string { return []string{"utf-8", "utf-16", "windows-1252"} }

// newCSV makes a reader. encoding "" tells it from the bytes, delim 0 from the first rows.
func newCSV(in io.Reader, encoding string, delim byte) (*csvReader, error) {
	r := &csvReader{in: bufio.NewReaderSize(in, headSize), comma: delim, line: 1}
	head, err := r.in.Peek(headSize)
	if err != nil && err != io.EOF {
		return nil, err
	}
	wide := utf16Of(head)
	switch strings.ToLower(encoding) {
	case "", "auto":
	case "utf-8", "utf8":
		r.enc, r.forced = encUTF8, true
	case "windows-1252", "cp1252", "latin1", "iso-8859-1":
		r.enc, r.forced = encWestern, true
	case "utf-16", "utf16":
		if wide == nil {
			d := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
			wide = d.NewDecoder()
		}
	default:
		return nil, fmt.Errorf("no encoding is called %q; there are %s", encoding, strings.Join(Encodings(), ", "))
	}
	if wide != nil && r.enc == encUnknown {
		r.in = bufio.NewReaderSize(transform.NewReader(r.in, wide), headSize)
		r.enc, r.forced = encUTF8, true
		if head, err = r.in.Peek(headSize); err != nil && err != io.EOF {
			return nil, err
		}
	}
	if bytes.HasPrefix(head, []byte("\xef\xbb\xbf")) {
		_, _ = r.in.Discard(3)
		head = head[3:]
		if r.enc == encUnknown {
			r.enc = encUTF8
		}
	}
	if bytes.IndexByte(head, 0) >= 0 {
		return nil, errNotText
	}
	r.guess(head)
	r.separator(head)
	return r, nil
}

// utf16Of is a decoder where the bytes are UTF-16: by their mark, or because every other one of
// the first is zero.
func utf16Of(head []byte) transform.Transformer {
	if bytes.HasPrefix(head, []byte{0xff, 0xfe}) || bytes.HasPrefix(head, []byte{0xfe, 0xff}) {
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()
	}
	n := min(len(head), 256) &^ 1
	var zero [2]int
	for i := range n {
		if head[i] == 0 {
			zero[i&1]++
		}
	}
	switch {
	case n < 8:
	case zero[1] > n/4 && zero[0] == 0:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder()
	case zero[0] > n/4 && zero[1] == 0:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder()
	}
	return nil
}

// guess tells the encoding by the first bytes beyond ASCII. A rune that the end of the head
// cuts is no sign of anything.
func (r *csvReader) guess(head []byte) {
	if r.enc != encUnknown {
		return
	}
	for len(head) > 0 {
		c, n := utf8.DecodeRune(head)
		switch {
		case c == utf8.RuneError && n == 1 && !utf8.FullRune(head):
			return
		case c == utf8.RuneError && n == 1:
			r.enc = encWestern
			return
		case n > 1:
			r.enc = encUTF8
		}
		head = head[n:]
	}
}

// separator takes "sep=;" off the first line, or guesses by the first rows.
func (r *csvReader) separator(head []byte) {
	if len(head) > 4 && strings.EqualFold(string(head[:4]), "sep=") {
		if end := bytes.IndexAny(head, "\r\n"); end == 5 || end < 0 && len(head) == 5 {
			d := head[4]
			_, _ = r.in.Discard(5)
			r.endOfLine('\n')
			if r.comma == 0 {
				r.comma = d
			}
			return
		}
	}
	if r.comma == 0 {
		r.comma = sniff(head)
	}
}

// endOfLine skips the break of a line that ends here.
func (r *csvReader) endOfLine(byte) {
	if b, err := r.in.ReadByte(); err == nil && b == '\r' {
		if next, err := r.in.Peek(1); err == nil && next[0] == '\n' {
			_, _ = r.in.Discard(1)
		}
	}
	r.line++
}

// sniff picks the mark that parts cells: the one by which the first rows are widest and most
// alike.
func sniff(head []byte) byte {
	best, most := byte(','), 0.0
	for _, c := range []byte{',', ';', '\t', '|'} {
		r := &csvReader{in: bufio.NewReader(bytes.NewReader(head)), comma: c, line: 1, enc: encWestern}
		width, rows, same := 0, 0, 0
		for rows < 30 {
			cells, _, err := r.next()
			if err != nil {
				break
			}
			if len(cells) == 1 && strings.TrimSpace(cells[0]) == "" {
				continue
			}
			if width == 0 {
				width = len(cells)
			}
			if rows++; len(cells) == width {
				same++
			}
		}
		if rows == 0 {
			continue
		}
		if score := float64(width-1) * (0.1 + float64(same)/float64(rows)); score > most {
			best, most = c, score
		}
	}
	return best
}

// next is the next row with the line it begins in. The cells are good until the next call; the
// texts for good. A rowError tells of a row that is skipped; io.EOF is the end.
func (r *csvReader) next() (cells []string, line int, err error) {
	line = r.line
	r.buf, r.ends, r.cells, r.wide, r.bad = r.buf[:0], r.ends[:0], r.cells[:0], false, nil
	start := r.read
	for {
		more, err := r.cell(line)
		if err != nil && err != io.EOF {
			return nil, line, err
		}
		if err == io.EOF && r.read == start {
			return nil, line, io.EOF
		}
		if !more {
			break
		}
	}
	if r.bad != nil {
		if cap(r.buf) > maxCell { // it will hardly come again
			r.buf = nil
		}
		return nil, line, r.bad
	}
	return r.row(line)
}

// row makes texts of the bytes of a row.
func (r *csvReader) row(line int) ([]string, int, error) {
	all, err := r.decode(line)
	if err != nil {
		return nil, line, err
	}
	from := 0
	if len(all) == len(r.buf) {
		for _, to := range r.ends {
			r.cells = append(r.cells, all[from:to])
			from = to
		}
		return r.cells, line, nil
	}
	for _, to := range r.ends { // Windows-1252: another length, so cell by cell
		s, _ := charmap.Windows1252.NewDecoder().Bytes(r.buf[from:to])
		r.cells = append(r.cells, string(s))
		from = to
	}
	return r.cells, line, nil
}

// decode turns the bytes of a row into UTF-8.
func (r *csvReader) decode(line int) (string, error) {
	if isASCII(r.buf) {
		return string(r.buf), nil
	}
	if r.enc != encWestern && utf8.Valid(r.buf) {
		r.enc = encUTF8
		return string(r.buf), nil
	}
	if r.enc == encUTF8 {
		i := 0
		for c, n := utf8.DecodeRune(r.buf); c != utf8.RuneError || n != 1; c, n = utf8.DecodeRune(r.buf[i:]) {
			i += n
		}
		return "", &rowError{Line: line, Column: r.columnOf(i), Message: fmt.Sprintf("wrong encoding: byte %#x is not UTF-8, as the rest is (see --encoding)", r.buf[i])}
	}
	r.enc = encWestern
	for i, b := range r.buf {
		switch b {
		case 0x81, 0x8d, 0x8f, 0x90, 0x9d:
			return "", &rowError{Line: line, Column: r.columnOf(i), Message: fmt.Sprintf("wrong encoding: byte %#x is neither UTF-8 nor Windows-1252", b)}
		}
	}
	s, err := charmap.Windows1252.NewDecoder().Bytes(r.buf)
	return string(s), err
}

// columnOf is the cell, from 1, that the byte is in.
func (r *csvReader) columnOf(at int) int {
	for i, end := range r.ends {
		if at < end {
			return i + 1
		}
	}
	return len(r.ends)
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
