package sheet

import (
	"bytes"
	"io"
	"strconv"
	"unicode/utf8"
)

// piece reads text up to the next tag or the end of the buffer; it may find none yet.
func (x *scanner) piece() error {
	if x.cdata {
		return x.plainPiece()
	}
	data := x.buf[x.pos:x.end]
	tag := bytes.IndexByte(data, '<')
	if tag >= 0 {
		data = data[:tag]
	}
	x.pos += len(data)
	if !x.wasCR && bytes.IndexByte(data, '&') < 0 && bytes.IndexByte(data, '\r') < 0 {
		x.text = data
		return nil
	}
	x.scratch = x.scratch[:0]
	rest, err := x.unescape(data, true)
	x.text = x.scratch
	switch {
	case err != nil || rest == 0:
		return err
	case tag >= 0 || rest > 64:
		return broken("an entity does not end")
	}
	x.pos -= rest
	if len(x.text) > 0 {
		return nil
	}
	if err = x.more(); err == io.EOF {
		return broken("it ends in the middle")
	}
	return err
}

// plainPiece is piece in a section that has no tags and no entities.
func (x *scanner) plainPiece() error {
	data := x.buf[x.pos:x.end]
	end := bytes.Index(data, []byte("]]>"))
	switch {
	case end >= 0:
		data, x.cdata = data[:end], false
		x.pos += end + 3
	case len(data) > 2: // the mark may be cut in two
		data = data[:len(data)-2]
		x.pos += len(data)
	default:
		err := x.more()
		if err == io.EOF {
			return broken("it ends in the middle")
		}
		return err
	}
	x.scratch = x.scratch[:0]
	_, err := x.unescape(data, false)
	x.text = x.scratch
	return err
}

// unescape appends text to scratch with its entities resolved and its ends of lines made one;
// rest is the length of an entity at the end that is not whole.
func (x *scanner) unescape(s []byte, entities bool) (rest int, err error) {
	for len(s) > 0 {
		n := 0
		for n < len(s) && s[n] != '\r' && s[n] != '\n' && (s[n] != '&' || !entities) {
			n++
		}
		if n > 0 {
			x.scratch = append(x.scratch, s[:n]...)
			x.wasCR = false
			s = s[n:]
			continue
		}
		switch s[0] {
		case '\r':
			x.scratch, x.wasCR, s = append(x.scratch, '\n'), true, s[1:]
		case '\n':
			if !x.wasCR {
				x.scratch = append(x.scratch, '\n')
			}
			x.wasCR, s = false, s[1:]
		default:
			end := bytes.IndexByte(s, ';')
			if end < 0 {
				return len(s), nil
			}
			r, ok := entity(s[1:end])
			if !ok {
				return 0, broken("%.20q is no entity", s[:end+1])
			}
			x.scratch, x.wasCR, s = utf8.AppendRune(x.scratch, r), false, s[end+1:]
		}
	}
	return 0, nil
}

// entity is the character that stands between & and ;.
func entity(name []byte) (rune, bool) {
	switch string(name) {
	case "amp":
		return '&', true
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if len(name) < 2 || name[0] != '#' || len(name) > 12 {
		return 0, false
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(string(digits), base, 32)
	return rune(n), err == nil && n > 0 && n <= utf8.MaxRune && utf8.ValidRune(rune(n))
}

// content appends the text of the element whose tag was just read to dst, at most limit bytes
// of it, and goes to its end; over tells that there was more.
func (x *scanner) content(dst []byte, limit int) (_ []byte, over bool, err error) {
	for {
		tok, err := x.next()
		switch {
		case err != nil:
			return dst, over, err
		case tok == closed:
			return dst, over, nil
		case tok == opened:
			if err := x.skip(); err != nil {
				return dst, over, err
			}
		case len(dst)+len(x.text) > limit:
			over = true
		case !over:
			dst = append(dst, x.text...)
		}
	}
}
