package transfer

import (
	"bytes"
	"fmt"
	"io"
)

// cell reads one cell and what ends it; more tells that another follows in the row.
func (r *csvReader) cell(line int) (more bool, err error) {
	from := len(r.buf)
	b, err := r.byte()
	for blank := 0; err == nil && (b == ' ' || b == '\t' && r.comma != '\t') && blank < 64; blank++ {
		r.keep(line, from, b)
		b, err = r.byte()
	}
	if err == nil && b == '"' {
		r.buf = r.buf[:from] // blanks before a quote are layout
		opened := r.line
		if err = r.quoted(line, from); err == nil {
			b, err = r.behind(line, from, opened)
		}
	}
	for ; err == nil; b, err = r.byte() {
		switch b {
		case r.comma:
			r.end(line)
			return true, nil
		case '\n':
			r.line++
			r.end(line)
			return false, nil
		case '\r':
			if next, e := r.in.Peek(1); e == nil && next[0] == '\n' {
				_, _ = r.byte()
			}
			r.line++
			r.end(line)
			return false, nil
		}
		r.keep(line, from, b)
		r.plain(line, from)
	}
	if err == io.EOF {
		r.end(line)
	}
	return false, err
}

// byte reads one and counts it.
func (r *csvReader) byte() (byte, error) {
	b, err := r.in.ReadByte()
	if err == nil {
		r.read++
	}
	return b, err
}

// plain takes the run of bytes that are surely part of the cell.
func (r *csvReader) plain(line, from int) {
	for r.in.Buffered() > 0 {
		chunk, _ := r.in.Peek(r.in.Buffered())
		n := 0
		for n < len(chunk) && chunk[n] != r.comma && chunk[n] != '\n' && chunk[n] != '\r' {
			n++
		}
		r.keep(line, from, chunk[:n]...)
		_, _ = r.in.Discard(n)
		r.read += int64(n)
		if n < len(chunk) {
			return
		}
	}
}

// quoted reads up to the closing quote; two quotes are one.
func (r *csvReader) quoted(line, from int) error {
	opened := r.line
	for {
		if _, err := r.in.Peek(1); err != nil {
			if err == io.EOF {
				r.unclosed(opened, fmt.Sprintf("the quote that opens in line %d is never closed; what follows it is left out", opened))
			}
			return err
		}
		chunk, _ := r.in.Peek(r.in.Buffered())
		n := bytes.IndexByte(chunk, '"')
		part := chunk
		if n >= 0 {
			part = chunk[:n]
		}
		r.line += bytes.Count(part, []byte{'\n'})
		r.keep(line, from, part...)
		_, _ = r.in.Discard(len(part))
		r.read += int64(len(part))
		if n < 0 {
			continue
		}
		_, _ = r.byte()
		if next, err := r.in.Peek(1); err != nil || next[0] != '"' {
			return nil
		}
		_, _ = r.byte()
		r.keep(line, from, '"')
	}
}

// behind reads on to the first byte behind a quote that is no blank. Text there is forgiven on one
// line; behind a quote over several it shows that one is missing, and rows ran together.
func (r *csvReader) behind(line, from, opened int) (byte, error) {
	b, err := r.byte()
	for err == nil && (b == ' ' || b == '\t' && r.comma != '\t') {
		r.keep(line, from, b)
		b, err = r.byte()
	}
	if err == nil && r.line > opened && b != r.comma && b != '\n' && b != '\r' {
		r.unclosed(opened, fmt.Sprintf("the quote that opens in line %d closes in line %d amid other text: a quote is missing, and these lines are left out", opened, r.line))
	}
	return b, err
}

// unclosed marks the row as broken at the line where a quote opens. It counts before the size
// that the cell seems to have because of it.
func (r *csvReader) unclosed(opened int, message string) {
	if r.bad != nil && r.bad.Column == len(r.ends)+1 {
		r.bad = nil
	}
	r.broken(opened, message)
}

// keep adds bytes to the cell that began at from, within the bounds.
func (r *csvReader) keep(line, from int, b ...byte) {
	switch {
	case r.wide:
	case len(r.buf)-from+len(b) > maxCell:
		r.broken(line, fmt.Sprintf("a cell is larger than %d KB", maxCell>>10))
	case len(r.buf)+len(b) > maxRow:
		r.broken(line, fmt.Sprintf("it is larger than %d MB", maxRow>>20))
	default:
		r.buf = append(r.buf, b...)
	}
}

// broken marks the row as one that is read over.
func (r *csvReader) broken(line int, message string) {
	r.wide = true
	if r.bad == nil {
		r.bad = &rowError{Line: line, Column: len(r.ends) + 1, Message: message}
	}
}

// end closes a cell.
func (r *csvReader) end(line int) {
	if len(r.ends) >= maxCells {
		r.broken(line, fmt.Sprintf("it has more than %d cells", maxCells))
		return
	}
	r.ends = append(r.ends, len(r.buf))
}
