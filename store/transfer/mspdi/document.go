package mspdi

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Document is the text of a plan as a whole. Written without a change it is the text it was read
// from, in UTF-8.
type Document struct {
	Root   *Elem
	prolog []byte // the XML declaration, and what else stands before the root
	epilog []byte
	prefix string // of the elements' names, with its colon; nearly always empty
	line   string // what begins a line: a line break, or nothing where all stands in one
	step   string // what a level is indented by
}

// blankPlan is the text that a plan without a file begins with.
const blankPlan = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Project xmlns="` + namespace + `">
	<SaveVersion>14</SaveVersion>
</Project>
`

// Blank is the document of a plan that came from no file.
func Blank() *Document {
	d, err := Open(context.Background(), []byte(blankPlan), false)
	if err != nil { // it is the constant above
		return &Document{Root: NewElem("Project")}
	}
	return d
}

// Open takes the text of a plan that Read has read, to change it. Broken says that Read found it to
// break off or to break (Plan.Incomplete): the document is then what comes before the record that
// broke. The error is ErrFormat, or that of ctx.
func Open(ctx context.Context, raw []byte, broken bool) (*Document, error) {
	text, err := plainText(ctx, raw)
	if err != nil {
		return nil, err
	}
	if broken {
		text = mended(text)
	}
	at, end := nextTag(text, 0)
	if at < 0 || end || tagName(text[at:]) != "Project" {
		return nil, fmt.Errorf("%w: there is no Project in it", ErrFormat)
	}
	stop := elemEnd(text, at)
	d := &Document{Root: &Elem{Name: "Project", raw: text[at:stop:stop]}, prolog: utf8Declared(text[:at]), epilog: behind(text[stop:])}
	if i := bytes.IndexByte(text[at:tagEnd(text, at)], ':'); i > 0 && bytes.HasPrefix(text[at+i:], []byte(":Project")) {
		d.prefix = string(text[at+1 : at+i+1])
	}
	d.look()
	return d, nil
}

// plainText is the text in UTF-8, without what XML forbids.
func plainText(ctx context.Context, raw []byte) ([]byte, error) {
	src, err := newSource(ctx, bytes.NewReader(raw), nil)
	if err != nil {
		return nil, err
	}
	if kind := binaryKind(src.head()); kind != "" {
		return nil, fmt.Errorf("%w: this is %s", ErrFormat, kind)
	}
	out := make([]byte, 0, len(raw)+len(raw)/8)
	for {
		src.startToken() // there are no tokens here that could be too long
		if err := src.fill(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		out = append(out, src.ahead()...)
		src.take(len(src.ahead()))
	}
	for _, r := range []string{string(escMark), string(belMark)} {
		out = bytes.ReplaceAll(out, []byte(r), nil)
	}
	return out, nil
}

// mended cuts a text that is not well-formed where the record that breaks it begins, and closes
// what is then open.
func mended(text []byte) []byte {
	type open struct {
		name string
		at   int64
	}
	var path []open
	d := xml.NewDecoder(bytes.NewReader(text))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	fault, at := false, int64(0)
	for !fault {
		at = d.InputOffset()
		token, err := d.RawToken()
		if err != nil {
			fault = len(path) > 0 || !errors.Is(err, io.EOF)
			break
		}
		switch t := token.(type) {
		case xml.StartElement:
			name := t.Name.Local
			if t.Name.Space != "" {
				name = t.Name.Space + ":" + name
			}
			fault = len(path) >= maxDepth
			path = append(path, open{name, at})
		case xml.EndElement:
			name := t.Name.Local
			if t.Name.Space != "" {
				name = t.Name.Space + ":" + name
			}
			if fault = len(path) == 0 || path[len(path)-1].name != name; !fault {
				path = path[:len(path)-1]
			}
		}
	}
	if !fault || len(path) == 0 {
		return text
	}
	keep := 1
	if len(path) > 1 && isContainer(path[1].name) {
		keep = 2
	}
	if len(path) > keep {
		at = path[keep].at
	}
	out := bytes.Clone(text[:at])
	for i := min(keep, len(path)) - 1; i >= 0; i-- {
		out = append(out, "</"+path[i].name+">"...)
	}
	return append(out, '\n')
}

// behind is what may stand behind the root; anything but comments and white space is no plan, and
// is left out, as it was when the plan was read.
func behind(text []byte) []byte {
	rest := trimSpace(text)
	for bytes.HasPrefix(rest, []byte("<!--")) {
		_, after, ok := bytes.Cut(rest, []byte("-->"))
		if !ok {
			break
		}
		rest = trimSpace(after)
	}
	if len(rest) == 0 {
		return text
	}
	return []byte("\n")
}

// utf8Declared makes the XML declaration name the encoding that is written.
func utf8Declared(prolog []byte) []byte {
	name := declaredEncoding(prolog)
	if name == "" || strings.EqualFold(name, "utf-8") {
		return prolog
	}
	return bytes.Replace(prolog, []byte(name), []byte("UTF-8"), 1)
}

// look learns how the text is indented.
func (d *Document) look() {
	for _, k := range d.Root.Kids() {
		if i := bytes.LastIndexByte(k.lead, '\n'); i >= 0 {
			d.line, d.step = "\n", string(k.lead[i+1:])
			if i > 0 && k.lead[i-1] == '\r' {
				d.line = "\r\n"
			}
			return
		}
	}
}

// Write writes the document. The error is that of w.
func (d *Document) Write(w io.Writer) error {
	for _, part := range [][]byte{d.prolog, nil, d.epilog} {
		if part == nil {
			if err := d.elem(w, d.Root, 0); err != nil {
				return err
			}
			continue
		}
		if _, err := w.Write(part); err != nil {
			return err
		}
	}
	return nil
}

// elem writes an element and what is in it. Those made here are indented like the others.
func (d *Document) elem(w io.Writer, e *Elem, depth int) (err error) {
	put := func(parts ...string) {
		for _, s := range parts {
			if err == nil {
				_, err = io.WriteString(w, s)
			}
		}
	}
	if e.raw != nil {
		_, err = w.Write(e.raw)
		return err
	}
	name := d.prefix + e.Name
	if e.open != nil {
		put(string(e.open))
	} else {
		put("<", name, ">")
	}
	for _, k := range e.kids {
		if k.lead != nil || k.open != nil || k.raw != nil {
			put(string(k.lead))
		} else {
			put(d.indent(depth + 1))
		}
		if err == nil {
			err = d.elem(w, k, depth+1)
		}
	}
	switch {
	case len(e.kids) == 0:
		put(string(e.text))
	case e.tail == nil:
		put(d.indent(depth))
	default:
		put(string(e.tail))
	}
	if len(e.open) > 1 { // as its own start tag says
		name = string(e.open[1:nameEnd(e.open)])
	}
	put("</", name, ">")
	return err
}

func nameEnd(b []byte) int {
	end := 1
	for end < len(b) && b[end] > ' ' && b[end] != '>' && b[end] != '/' {
		end++
	}
	return end
}

func (d *Document) indent(depth int) string {
	if d.line == "" {
		return ""
	}
	return d.line + strings.Repeat(d.step, depth)
}
