package mspdi

import (
	"bytes"
	"encoding/xml"
	"slices"
	"strings"
)

// Elem is an element of a plan's text that can be changed. What is not changed stays as it is
// written, to the byte: the text is taken apart only where somebody looks, one level at a time.
type Elem struct {
	Name string // without a prefix

	lead []byte // what stands before it in its parent: white space, comments
	raw  []byte // the whole of it as it stands in the text; nil once changed, or made here
	open []byte // the start tag; nil for an element made here
	text []byte // what an element without children holds, escaped
	kids []*Elem
	tail []byte // what stands before the end tag of one with children
	up   *Elem
	cut  bool // open, text, kids and tail say what raw says
}

// NewElem makes an element of others; nil ones are left out.
func NewElem(name string, kids ...*Elem) *Elem {
	e := &Elem{Name: name, cut: true}
	for _, k := range kids {
		if k != nil {
			e.Append(k)
		}
	}
	return e
}

// Leaf makes an element that holds a text, or nil for an empty one: the format has no use for it.
func Leaf(name, text string) *Elem {
	if text == "" {
		return nil
	}
	return &Elem{Name: name, cut: true, text: escape(text)}
}

// Kids are the children in their order. The slice must not be changed.
func (e *Elem) Kids() []*Elem {
	if e == nil {
		return nil
	}
	e.split()
	return e.kids
}

// Kid is the first child of that name, or nil. All calls allow for a nil receiver that only ask.
func (e *Elem) Kid(name string) *Elem {
	if e == nil {
		return nil
	}
	for _, k := range e.Kids() {
		if k.Name == name {
			return k
		}
	}
	return nil
}

// All are the children of that name.
func (e *Elem) All(name string) []*Elem {
	var out []*Elem
	if e != nil {
		for _, k := range e.Kids() {
			if k.Name == name {
				out = append(out, k)
			}
		}
	}
	return out
}

// Peek is Value without taking the element apart where it has not been: for the few children that
// every record is known by.
func (e *Elem) Peek(name string) string {
	if e == nil || e.cut {
		return e.Value(name)
	}
	for at := tagEnd(e.raw, 0); ; {
		next, end := nextTag(e.raw, at)
		if next < 0 || end {
			return ""
		}
		at = elemEnd(e.raw, next)
		if tagName(e.raw[next:]) == name {
			k := Elem{raw: e.raw[next:at:at]}
			return strings.TrimSpace(k.Text())
		}
	}
}

// Value is the text of the first child of that name, without the white space around it.
func (e *Elem) Value(name string) string { return strings.TrimSpace(e.Kid(name).Text()) }

// Text is what an element without children holds.
func (e *Elem) Text() string {
	if e == nil {
		return ""
	}
	e.split()
	if len(e.kids) > 0 {
		return ""
	}
	if bytes.IndexByte(e.text, '&') < 0 && bytes.IndexByte(e.text, '<') < 0 {
		return string(e.text)
	}
	var out []byte
	for d := xml.NewDecoder(bytes.NewReader(e.text)); ; {
		token, err := d.RawToken()
		if err != nil {
			return string(out)
		}
		if t, ok := token.(xml.CharData); ok {
			out = append(out, t...)
		}
	}
}

// touch notes that the element is no longer what the text says.
func (e *Elem) touch() {
	for ; e != nil; e = e.up {
		e.split()
		e.raw = nil
	}
}

// SetText gives an element without children another text.
func (e *Elem) SetText(text string) {
	if e.Text() != text || len(e.kids) > 0 {
		e.touch()
		e.text, e.kids, e.tail = escape(text), nil, nil
	}
}

// Set gives the first child of that name a text, makes one where there is none, in its place by
// the order, and takes it out for an empty text.
func (e *Elem) Set(order []string, name, text string) {
	k := e.Kid(name)
	switch {
	case k != nil && text == "":
		if k.Text() != "" { // an empty one may stand
			e.Remove(k)
		}
	case k != nil:
		k.SetText(text)
	case text != "":
		e.Insert(order, Leaf(name, text))
	}
}

// Insert puts a child in its place by the order: behind those of its own name, else before the
// first that the order has later. Without such a one it comes last.
func (e *Elem) Insert(order []string, k *Elem) {
	rank, at := slices.Index(order, k.Name), -1
	for i, x := range e.Kids() {
		if x.Name == k.Name {
			at = i + 1
		}
	}
	for i := 0; at < 0 && i < len(e.kids) && rank >= 0; i++ {
		if slices.Index(order, e.kids[i].Name) > rank {
			at = i
		}
	}
	if at < 0 {
		at = len(e.kids)
	}
	e.touch()
	k.up = e
	e.kids = slices.Insert(e.kids, at, k)
}

// Append adds a child as the last.
func (e *Elem) Append(k *Elem) {
	e.touch()
	k.up = e
	e.kids = append(e.kids, k)
}

// Remove takes a child out.
func (e *Elem) Remove(k *Elem) {
	if i := slices.Index(e.Kids(), k); i >= 0 {
		e.touch()
		e.kids = slices.Delete(e.kids, i, i+1)
	}
}

// SetKids gives the element other children, some of which may be its own.
func (e *Elem) SetKids(kids []*Elem) {
	if slices.Equal(e.Kids(), kids) {
		return
	}
	e.touch()
	for _, k := range kids {
		k.up = e
	}
	e.kids = kids
}

// split takes raw apart. The text is well-formed: Open has seen to that.
func (e *Elem) split() {
	if e.cut {
		return
	}
	e.cut = true
	at := tagEnd(e.raw, 0)
	if at >= 2 && e.raw[at-2] == '/' {
		e.open = append(bytes.Clone(bytes.TrimRight(e.raw[:at-2], " \t\r\n")), '>')
		return
	}
	e.open = e.raw[:at:at]
	for from := at; ; {
		next, end := nextTag(e.raw, at)
		switch {
		case next < 0 || end:
			if next < 0 {
				next = len(e.raw)
			}
			if len(e.kids) == 0 {
				e.text = e.raw[from:next]
			} else {
				e.tail = e.raw[from:next]
			}
			return
		default:
			at = elemEnd(e.raw, next)
			e.kids = append(e.kids, &Elem{Name: tagName(e.raw[next:]), lead: e.raw[from:next], raw: e.raw[next:at:at], up: e})
			from = at
		}
	}
}

// nextTag finds the next start or end tag, past comments, CDATA and instructions; -1 for none.
func nextTag(b []byte, at int) (pos int, end bool) {
	for at < len(b) {
		i := bytes.IndexByte(b[at:], '<')
		if i < 0 {
			return -1, false
		}
		at += i
		stop := ""
		switch rest := b[at:]; {
		case bytes.HasPrefix(rest, []byte("<!--")):
			stop = "-->"
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			stop = "]]>"
		case bytes.HasPrefix(rest, []byte("<?")):
			stop = "?>"
		case bytes.HasPrefix(rest, []byte("<!")):
			stop = ">"
		default:
			return at, len(rest) > 1 && rest[1] == '/'
		}
		if i = bytes.Index(b[at:], []byte(stop)); i < 0 {
			return -1, false
		}
		at += i + len(stop)
	}
	return -1, false
}

// tagEnd is where the tag that begins at a place ends: past its ">".
func tagEnd(b []byte, at int) int {
	quote := byte(0)
	for i := at; i < len(b); i++ {
		switch c := b[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i + 1
		}
	}
	return len(b)
}

// elemEnd is where the element that begins at a place ends.
func elemEnd(b []byte, at int) int {
	for depth := 0; ; {
		next, end := nextTag(b, at)
		if next < 0 {
			return len(b)
		}
		at = tagEnd(b, next)
		switch {
		case end:
			depth--
		case at < 2 || b[at-2] != '/':
			depth++
		}
		if depth <= 0 {
			return at
		}
	}
}

// tagName is the name in a start tag, without a prefix.
func tagName(b []byte) string {
	end := 1
	for end < len(b) && b[end] > ' ' && b[end] != '>' && b[end] != '/' {
		end++
	}
	name := b[1:end]
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		name = name[i+1:]
	}
	return string(name)
}

// escape makes text part of a document; what XML does not allow is left out.
func escape(s string) []byte {
	out := make([]byte, 0, len(s))
	for _, r := range s {
		switch {
		case r == '&':
			out = append(out, "&amp;"...)
		case r == '<':
			out = append(out, "&lt;"...)
		case r == '>':
			out = append(out, "&gt;"...)
		case r == '\r':
			out = append(out, "&#xD;"...)
		case xmlAllows(r):
			out = append(out, string(r)...)
		}
	}
	return out
}
