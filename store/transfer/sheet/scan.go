package sheet

import (
	"bytes"
	"fmt"
	"io"

	"golang.org/x/text/encoding/unicode"
)

// token is what a scanner stands on.
type token uint8

const (
	atEnd  token = iota // the document is over
	opened              // a tag; name and attrs tell which
	closed              // the end of an element; name tells which
	chars               // a piece of text
)

// Bounds of a document: the longest tag, and how deep elements nest.
const (
	scanBuffer = 64 << 10
	maxTag     = 1 << 20
	maxDepth   = 200
)

// scanner reads XML as a stream of tags and pieces of text. Unlike the library's decoder it
// never holds more than a tag or a buffer, however long a text is, and it makes nothing for a
// tag. A document type, and with it every entity of one's own, is refused.
type scanner struct {
	in       io.Reader
	buf      []byte
	pos, end int
	inErr    error

	name  []byte // local name of the tag; this and all below are good until the next call
	attrs []attr
	text  []byte

	stack   []byte // the names of the open elements, one after the other
	marks   []int  // where each begins
	scratch []byte
	empty   bool // the tag closes itself; its end is still to be told
	cdata   bool // within a section of plain text
	wasCR   bool // the last byte of text was a carriage return
}

// attr is an attribute by its local name.
type attr struct {
	name, value []byte
	prefixed    bool
}

// newScanner reads the document in UTF-8, or UTF-16 with its mark.
func newScanner(in io.Reader) *scanner {
	x := &scanner{in: in, buf: make([]byte, scanBuffer)}
	x.need(3)
	head := x.buf[:x.end]
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		x.pos = 3
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		whole := io.MultiReader(bytes.NewReader(bytes.Clone(head)), in)
		x.in = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Reader(whole)
		x.end = 0
	}
	return x
}

// broken is an error of damage.
func broken(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrDamaged, fmt.Sprintf(format, args...))
}

// more reads on behind what is not yet used; the error is io.EOF at the end.
func (x *scanner) more() error {
	if x.inErr != nil {
		return x.inErr
	}
	if x.pos > 0 {
		x.end = copy(x.buf, x.buf[x.pos:x.end])
		x.pos = 0
	}
	if x.end == len(x.buf) {
		if len(x.buf) >= maxTag {
			return broken("a tag is longer than %d KB", maxTag>>10)
		}
		x.buf = append(x.buf, make([]byte, len(x.buf))...)
	}
	for range 100 {
		n, err := x.in.Read(x.buf[x.end:])
		x.end += n
		x.inErr = err
		if n > 0 {
			return nil
		}
		if err != nil {
			return err
		}
	}
	x.inErr = io.ErrNoProgress
	return x.inErr
}

// need makes sure of n bytes, or of all that there are.
func (x *scanner) need(n int) bool {
	for x.end-x.pos < n {
		if x.more() != nil {
			return false
		}
	}
	return true
}

// next goes to the next tag or piece of text.
func (x *scanner) next() (token, error) {
	if x.empty {
		x.empty = false
		return closed, x.pop(nil)
	}
	for {
		if x.pos == x.end {
			if err := x.more(); err == io.EOF && len(x.marks) == 0 && !x.cdata {
				return atEnd, nil
			} else if err == io.EOF {
				return atEnd, broken("it ends in the middle")
			} else if err != nil {
				return atEnd, err
			}
		}
		if !x.cdata && x.buf[x.pos] == '<' {
			if tok, err := x.markup(); err != nil || tok != chars {
				return tok, err
			}
			continue
		}
		x.text = nil
		if err := x.piece(); err != nil {
			return chars, err
		}
		if len(x.text) == 0 {
			continue
		}
		if len(x.marks) > 0 {
			return chars, nil
		}
		if len(bytes.TrimSpace(x.text)) > 0 {
			return chars, broken("there is text outside of all elements")
		}
	}
}

// markup reads what a < begins; chars where it was nothing to tell.
func (x *scanner) markup() (token, error) {
	x.need(9)
	x.wasCR = false
	rest := x.buf[x.pos:x.end]
	switch {
	case bytes.HasPrefix(rest, []byte("<?")):
		return chars, x.skipPast("?>")
	case bytes.HasPrefix(rest, []byte("<!--")):
		x.pos += 4
		return chars, x.skipPast("-->")
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		x.pos += 9
		x.cdata = true
		return chars, nil
	case bytes.HasPrefix(rest, []byte("<!")):
		return chars, broken("it declares a document type, which no workbook does")
	}
	n, err := x.tagEnd()
	if err != nil {
		return chars, err
	}
	tag := x.buf[x.pos+1 : x.pos+n]
	x.pos += n + 1
	if len(tag) > 0 && tag[0] == '/' {
		return closed, x.pop(bytes.TrimRight(tag[1:], " \t\r\n"))
	}
	if len(tag) > 0 && tag[len(tag)-1] == '/' {
		x.empty = true
		tag = tag[:len(tag)-1]
	}
	return opened, x.start(tag)
}

// tagEnd is where the tag that begins here ends, counted from its <.
func (x *scanner) tagEnd() (int, error) {
	quote := byte(0)
	for i := 1; ; i++ {
		if x.pos+i == x.end {
			if err := x.more(); err == io.EOF {
				return 0, broken("it ends within a tag")
			} else if err != nil {
				return 0, err
			}
		}
		switch c := x.buf[x.pos+i]; {
		case c == '<':
			return 0, broken("a tag begins within a tag")
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '>':
			return i, nil
		case c == '"' || c == '\'':
			quote = c
		}
	}
}

// start takes a tag apart and opens its element.
func (x *scanner) start(tag []byte) error {
	n := 0
	for n < len(tag) && tag[n] > ' ' {
		n++
	}
	if n == 0 {
		return broken("a tag has no name")
	}
	if len(x.marks) == maxDepth {
		return broken("its elements nest deeper than %d", maxDepth)
	}
	x.marks = append(x.marks, len(x.stack))
	x.stack = append(x.stack, tag[:n]...)
	x.name, _ = local(tag[:n])
	x.attrs, x.scratch = x.attrs[:0], x.scratch[:0]
	for tag = tag[n:]; ; {
		for len(tag) > 0 && tag[0] <= ' ' {
			tag = tag[1:]
		}
		if len(tag) == 0 {
			return nil
		}
		eq := bytes.IndexByte(tag, '=')
		if eq < 1 {
			return broken("an attribute of %s has no value", x.name)
		}
		var a attr
		a.name, a.prefixed = local(bytes.TrimRight(tag[:eq], " \t\r\n"))
		tag = bytes.TrimLeft(tag[eq+1:], " \t\r\n")
		if len(tag) < 2 || tag[0] != '"' && tag[0] != '\'' {
			return broken("an attribute of %s has no quotes", x.name)
		}
		end := bytes.IndexByte(tag[1:], tag[0])
		if end < 0 {
			return broken("an attribute of %s does not end", x.name)
		}
		a.value = tag[1 : end+1]
		tag = tag[end+2:]
		if bytes.IndexByte(a.value, '&') >= 0 {
			from := len(x.scratch)
			if rest, err := x.unescape(a.value, true); err != nil || rest > 0 {
				return broken("an attribute of %s has a bad entity", x.name)
			}
			a.value, x.wasCR = x.scratch[from:], false
		}
		x.attrs = append(x.attrs, a)
	}
}

// local cuts the prefix off a name.
func local(name []byte) ([]byte, bool) {
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		return name[i+1:], true
	}
	return name, false
}

// pop closes the innermost element, which has to be of that name; nil fits any.
func (x *scanner) pop(name []byte) error {
	n := len(x.marks) - 1
	if n < 0 {
		return broken("an element ends that did not begin")
	}
	own := x.stack[x.marks[n]:]
	if name != nil && !bytes.Equal(name, own) {
		return broken("%.40q ends where %.40q should", name, own)
	}
	x.stack, x.marks = x.stack[:x.marks[n]], x.marks[:n]
	x.name, _ = local(own)
	x.attrs = x.attrs[:0]
	return nil
}

// skipPast leaves out all up to and with the mark.
func (x *scanner) skipPast(mark string) error {
	for {
		if i := bytes.Index(x.buf[x.pos:x.end], []byte(mark)); i >= 0 {
			x.pos += i + len(mark)
			return nil
		}
		x.pos = max(x.pos, x.end-len(mark)+1)
		if err := x.more(); err == io.EOF {
			return broken("it ends in the middle")
		} else if err != nil {
			return err
		}
	}
}

// attr is the value of an attribute without a prefix, nil where there is none.
func (x *scanner) attr(name string) []byte {
	for i := range x.attrs {
		if string(x.attrs[i].name) == name && !x.attrs[i].prefixed {
			return x.attrs[i].value
		}
	}
	return nil
}

// skip leaves out the element whose tag was just read.
func (x *scanner) skip() error {
	for depth := 1; depth > 0; {
		tok, err := x.next()
		if err != nil {
			return err
		}
		switch tok {
		case opened:
			depth++
		case closed:
			depth--
		}
	}
	return nil
}
