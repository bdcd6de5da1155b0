// Package sheet reads and writes workbooks of sheets (XLSX, XLSM) as streams, in bounded memory.
// It knows cells, number formats and the two counts of days, and nothing of what the rows mean.
//
// Reading: Open finds the sheets, Book.Rows goes through one of them row by row. A row that
// cannot be read is a *RowError at its place and the next row follows; any other error ends the
// sheet. Writing: NewWriter, Sheet, Row, Close. The same calls give the same bytes.
//
// It is our own because the program must draw its first frame within milliseconds: nothing here
// is made before it is used. The reader is forgiving in what other programs do differently (paths
// of parts, either namespace, texts in three places) and strict about damage: a part whose sum is
// wrong is an error, never a shorter table.
package sheet

import (
	"errors"
	"fmt"
	"strconv"
)

// What a sheet holds at most; the limits are those of the programs that open it.
const (
	MaxRows    = 1 << 20
	MaxColumns = 1 << 14
	MaxText    = 32767 // UTF-16 units of a cell, see Units
	MaxName    = 31    // UTF-16 units of a sheet's name
)

// Why a file cannot be read. Each is wrapped by an error that says more.
var (
	ErrNoBook    = errors.New("it is no workbook")
	ErrDamaged   = errors.New("it is damaged")
	ErrEncrypted = errors.New("it is locked with a password: open it in its own program and save it without one")
	ErrOther     = errors.New("it is of another form: open it in its own program and save it as .xlsx")
	ErrTooLarge  = errors.New("it is larger than can be taken")
)

// RowError is a row that cannot be read or written; those behind it can.
type RowError struct {
	Row     int // from 1
	Column  int // from 1; 0 the row as a whole
	Message string
}

func (e *RowError) Error() string {
	if e.Column > 0 {
		return fmt.Sprintf("cell %s: %s", Ref(e.Column, e.Row), e.Message)
	}
	return fmt.Sprintf("row %d: %s", e.Row, e.Message)
}

// Ref names a cell as people do: Ref(28, 3) is AB3. Both count from 1.
func Ref(column, row int) string {
	return string(strconv.AppendInt(appendLetters(nil, column), int64(row), 10))
}

// appendLetters writes a column's letters: 1 is A, 27 is AA.
func appendLetters(b []byte, column int) []byte {
	if column > 26 {
		b = appendLetters(b, (column-1)/26)
	}
	return append(b, byte('A'+(column-1)%26))
}

// columnOf reads the letters of a cell's name; 0 where there are none or too many.
func columnOf(ref []byte) int {
	n := 0
	for i, c := range ref {
		c &^= 0x20 // capital; digits become what is no letter
		if c < 'A' || c > 'Z' {
			break
		}
		if n = n*26 + int(c-'A'+1); i > 2 {
			return 0
		}
	}
	return n
}

// Units is the length of a text as workbooks count it: in units of UTF-16.
func Units(s string) int {
	n := 0
	for _, r := range s {
		if n++; r > 0xffff {
			n++
		}
	}
	return n
}

// numberOf reads the digits that a count or an index is written in; -1 for anything else.
func numberOf(b []byte) int {
	for len(b) > 0 && b[0] <= ' ' {
		b = b[1:]
	}
	for len(b) > 0 && b[len(b)-1] <= ' ' {
		b = b[:len(b)-1]
	}
	if len(b) == 0 || len(b) > 9 {
		return -1
	}
	n := 0
	for _, c := range b {
		if c < '0' || c > '9' {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// truth reads a flag of XML.
func truth(b []byte) bool { return string(b) == "1" || string(b) == "true" || string(b) == "on" }
