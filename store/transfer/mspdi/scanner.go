package mspdi

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// maxDepth is far beyond the format's eight levels: deeper is an attack.
const maxDepth = 64

// syntaxError is a fault that ends the reading of a file.
type syntaxError struct {
	line    int
	element string
	message string
}

func (e *syntaxError) Error() string { return e.message }

// scanner walks a document element by element. It checks the nesting itself,
// because the decoder's cheap token form does not.
//
// Nine tenths of a plan are tags without attributes around a few plain bytes.
// Those are taken straight from the source's buffer (see glance and glanceText),
// three times as fast as the decoder could; whatever is the least unusual, or
// reaches over the end of the buffer, goes to the decoder. That works because
// the decoder reads byte by byte and, but for the moments that pending marks,
// remembers nothing from one raw token to the next.
type scanner struct {
	src     *source
	xml     *xml.Decoder
	path    []string // names of the open elements, outermost first
	line    int      // where the last token began
	skipped int      // lines that the decoder did not see
	pending bool     // the decoder holds a byte, or the end of an empty element
	text    []byte   // reused by content
	attr    []xml.Attr
	names   map[string]string // element names seen, to have each once
}

func newScanner(src *source) *scanner {
	s := &scanner{src: src, names: make(map[string]string)}
	s.xml = xml.NewDecoder(src)
	s.xml.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		if src.decode == charsetUnknown {
			return nil, fmt.Errorf("the encoding %s is not known; save the file as UTF-8", quote([]byte(label)))
		}
		return in, nil // source has decoded it already
	}
	return s
}

// kind says what next found.
type kind uint8

const (
	atStart kind = iota
	atEnd
	atText
	atEOF
)

// next reads one token that matters. Text is valid until the following call.
func (s *scanner) next() (kind, []byte, error) {
	for {
		if found, ok := s.glance(); ok {
			return found, nil, nil
		}
		s.src.startToken()
		s.line = s.here()
		token, err := s.xml.RawToken()
		if err != nil {
			if errors.Is(err, io.EOF) && len(s.path) == 0 {
				return atEOF, nil, nil
			}
			return atEOF, nil, s.fault(err)
		}
		s.pending = false
		switch t := token.(type) {
		case xml.StartElement:
			s.pending = true
			if len(s.path) >= maxDepth {
				return atEOF, nil, s.faultf("elements are nested deeper than %d levels", maxDepth)
			}
			s.path = append(s.path, t.Name.Local)
			s.attr = t.Attr
			return atStart, nil, nil
		case xml.EndElement:
			if len(s.path) == 0 || s.path[len(s.path)-1] != t.Name.Local {
				return atEOF, nil, s.faultf("</%s> does not close the element that is open", cleanLine([]byte(t.Name.Local)))
			}
			s.path = s.path[:len(s.path)-1]
			return atEnd, nil, nil
		case xml.CharData:
			s.pending = true
			return atText, t, nil
		}
	}
}

// here is the line that has been reached.
func (s *scanner) here() int {
	line, _ := s.xml.InputPos()
	return line + s.skipped
}

// glance takes the next tag from the buffer, with the white space before it,
// if it is "<Name>" or the "</Name>" that is due, and all there.
func (s *scanner) glance() (found kind, ok bool) {
	if s.pending || len(s.path) == 0 || len(s.path) >= maxDepth {
		return 0, false
	}
	buf := s.src.ahead()
	i, lines := 0, 0
	for i < len(buf) && (buf[i] == ' ' || buf[i] == '\n' || buf[i] == '\t' || buf[i] == '\r') {
		if buf[i] == '\n' {
			lines++
		}
		i++
	}
	if i+3 > len(buf) || buf[i] != '<' {
		return 0, false
	}
	from := i + 1
	if buf[from] == '/' {
		from, found = from+1, atEnd
	}
	end := from + nameLength(buf[from:])
	if end == from || end == len(buf) || buf[end] != '>' {
		return 0, false
	}
	if found == atEnd {
		if s.name() != string(buf[from:end]) {
			return 0, false
		}
		s.path = s.path[:len(s.path)-1]
	} else {
		s.path = append(s.path, s.intern(buf[from:end]))
		s.attr = nil
	}
	s.line = s.here() + lines
	s.skipped += lines
	s.src.take(end + 1)
	return found, true
}

// glanceText takes the text of the innermost element and its end tag, if they
// are plain and all there. Line breaks are the decoder's, which counts them.
func (s *scanner) glanceText() ([]byte, bool) {
	if s.pending {
		return nil, false
	}
	buf, name := s.src.ahead(), s.name()
	end := bytes.IndexByte(buf, '<')
	if end < 0 || len(buf) < end+len(name)+3 || buf[end+1] != '/' || buf[end+2+len(name)] != '>' ||
		string(buf[end+2:end+2+len(name)]) != name {
		return nil, false
	}
	for _, c := range buf[:end] {
		if c == '&' || c == '\n' || c == '\r' || c == ']' {
			return nil, false
		}
	}
	s.path = s.path[:len(s.path)-1]
	s.src.take(end + len(name) + 3)
	return buf[:end], true
}

// nameLength measures a name of plain letters and digits; others, and prefixes,
// are left to the decoder.
func nameLength(buf []byte) int {
	for i, c := range buf {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return i
		}
	}
	return len(buf)
}

// intern returns the one copy of a name.
func (s *scanner) intern(name []byte) string {
	if known, ok := s.names[string(name)]; ok {
		return known
	}
	text := string(name)
	if len(s.names) < 4096 {
		s.names[text] = text
	}
	return text
}

// name is the innermost open element.
func (s *scanner) name() string { return s.path[len(s.path)-1] }

// where names the open element by the part of its path that tells something.
func (s *scanner) where() string {
	from := 0
	switch {
	case len(s.path) > 2 && isContainer(s.path[1]):
		from = 2
	case len(s.path) > 1:
		from = 1
	}
	return cleanLine([]byte(strings.Join(s.path[from:], "/")))
}

// isContainer reports the elements that only gather records.
func isContainer(name string) bool {
	switch name {
	case "Tasks", "Resources", "Assignments", "Calendars", "ExtendedAttributes":
		return true
	}
	return false
}

// fault turns what the decoder or the source complained about into words.
func (s *scanner) fault(err error) error {
	if s.src.failure() != nil {
		return s.src.failure()
	}
	if errors.Is(err, io.EOF) {
		return s.faultf("the file ends in the middle")
	}
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		if strings.Contains(syntax.Msg, "unexpected EOF") {
			return s.faultf("the file ends in the middle")
		}
		return s.faultf("not well-formed XML: %s", cleanLine([]byte(syntax.Msg)))
	}
	return s.faultf("%s", strings.TrimPrefix(cleanLine([]byte(err.Error())), "xml: "))
}

func (s *scanner) faultf(format string, args ...any) error {
	return &syntaxError{line: s.here(), element: s.where(), message: fmt.Sprintf(format, args...)}
}

// children calls visit for each child of the innermost element, with the line
// on which it begins, and returns past the element's end. What visit leaves
// unread of a child is skipped.
func (s *scanner) children(visit func(name string, line int) error) error {
	for {
		found, _, err := s.next()
		switch {
		case err != nil:
			return err
		case found == atEnd:
			return nil
		case found != atStart:
			continue
		}
		depth := len(s.path)
		if err := visit(s.name(), s.line); err != nil {
			return err
		}
		for len(s.path) >= depth {
			if _, _, err := s.next(); err != nil {
				return err
			}
		}
	}
}

// content returns the text of the innermost element and moves past its end. It
// is valid until the next call; text of elements inside does not count.
func (s *scanner) content() ([]byte, error) {
	if text, ok := s.glanceText(); ok {
		return text, nil
	}
	s.text = s.text[:0]
	for depth := len(s.path); len(s.path) >= depth; {
		found, text, err := s.next()
		switch {
		case err != nil:
			return nil, err
		case found == atText && len(s.path) == depth:
			if s.text = append(s.text, text...); len(s.text) > maxValue {
				return nil, s.faultf("%v", errTooLong)
			}
		}
	}
	return s.text, nil
}

// leaves visits every element without children below the innermost one, with
// its path from there, and moves past the end.
func (s *scanner) leaves(path string, visit func(path string, text []byte)) error {
	if text, ok := s.glanceText(); ok {
		visit(path, text)
		return nil
	}
	s.text = s.text[:0]
	leaf := true
	for depth := len(s.path); ; {
		found, text, err := s.next()
		switch {
		case err != nil:
			return err
		case found == atText && leaf:
			if s.text = append(s.text, text...); len(s.text) > maxValue {
				return s.faultf("%v", errTooLong)
			}
		case found == atStart:
			leaf = false
			if err := s.leaves(path+"/"+s.name(), visit); err != nil {
				return err
			}
		case found == atEnd:
			if leaf && len(s.path) < depth {
				visit(path, s.text)
			}
			return nil
		}
	}
}
