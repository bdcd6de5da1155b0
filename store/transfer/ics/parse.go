package ics

import (
	"bytes"
	"fmt"
	"iter"
	"strings"
	"unicode/utf8"
)

// Prop is one property: a line of the file after unfolding.
type Prop struct {
	Name   string // upper case
	Params map[string][]string
	Value  string // as written: escapes are still in it
	Line   int    // of its first byte, from 1
}

// Param is the first value of a parameter, "" for none.
func (p *Prop) Param(name string) string {
	if v := p.Params[name]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// Component is what lies between BEGIN and END.
type Component struct {
	Name  string // upper case, "VEVENT"
	Line  int    // of its BEGIN
	End   int    // offset behind it
	Props []Prop
	Parts []*Component
}

// Prop is the first property of a name, or nil.
func (c *Component) Prop(name string) *Prop {
	for i := range c.Props {
		if c.Props[i].Name == name {
			return &c.Props[i]
		}
	}
	return nil
}

// All yields every property of a name.
func (c *Component) All(name string) iter.Seq[*Prop] {
	return func(yield func(*Prop) bool) {
		for i := range c.Props {
			if c.Props[i].Name == name && !yield(&c.Props[i]) {
				return
			}
		}
	}
}

// Text is the text of a property, its escapes undone; "" for none.
func (c *Component) Text(name string) string {
	if p := c.Prop(name); p != nil {
		return p.Text()
	}
	return ""
}

// Problem is one thing wrong with the file.
type Problem struct {
	Line    int
	Field   string // property or component
	Message string
	Lost    bool // a component could not be taken
}

// File is a read file.
type File struct {
	Calendars []*Component
	Problems  []Problem
}

// maxNest bounds components within components.
const maxNest = 64

// parser builds the tree.
type parser struct {
	file File
	open []*Component // innermost last
}

// Parse reads a file. It never fails: what cannot be read is in Problems.
func Parse(data []byte) *File {
	p := &parser{}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	for l := range lines(data) {
		p.line(l)
	}
	for i := len(p.open) - 1; i >= 0; i-- {
		c := p.open[i]
		if i == 0 && c.Name == "VCALENDAR" {
			p.tell(c.Line, c.Name, "does not end: the file may have been cut off", false)
			p.file.Calendars = append(p.file.Calendars, c)
			continue
		}
		p.tell(c.Line, c.Name, "the file ends in the middle of it", true)
	}
	return &p.file
}

func (p *parser) tell(line int, field, message string, lost bool) {
	p.file.Problems = append(p.file.Problems, Problem{Line: line, Field: field, Message: message, Lost: lost})
}

// line takes one unfolded line.
func (p *parser) line(l logical) {
	if strings.TrimSpace(l.text) == "" {
		return
	}
	x, ok := parseProp(l.text)
	if !ok {
		p.tell(l.line, "", "is no property: "+short(l.text), false)
		return
	}
	x.Line = l.line
	switch x.Name {
	case "BEGIN":
		p.begin(x, l.end)
	case "END":
		p.end(x, l.end)
	default:
		if len(p.open) == 0 {
			p.tell(x.Line, x.Name, "stands outside of any component", false)
			return
		}
		if !utf8.ValidString(x.Value) {
			p.tell(x.Line, x.Name, "has bytes that are no UTF-8; each became a replacement character", false)
			x.Value = strings.ToValidUTF8(x.Value, "\ufffd")
		}
		top := p.open[len(p.open)-1]
		top.Props = append(top.Props, x)
	}
}

// parseProp reads NAME;PARAM=value,"value":value. The library that writes our files could read
// them too, but it undoes escapes before a list is split and stops at the first bad line.
func parseProp(s string) (x Prop, ok bool) {
	n := 0
	for n < len(s) && (s[n] == '-' || s[n] == '_' || s[n] == '.' || s[n] >= '0' && s[n] <= '9' || s[n] >= 'A' && s[n] <= 'Z' || s[n] >= 'a' && s[n] <= 'z') {
		n++
	}
	if n == 0 || n == len(s) {
		return x, false
	}
	x.Name, s = strings.ToUpper(s[:n]), s[n:]
	for s != "" && s[0] == ';' {
		name, rest, found := strings.Cut(s[1:], "=")
		if !found || strings.ContainsAny(name, ":;") {
			return x, false
		}
		var values []string
		for {
			var v string
			if v, rest, found = paramValue(rest); !found {
				return x, false
			}
			values = append(values, v)
			if rest == "" || rest[0] != ',' {
				break
			}
			rest = rest[1:]
		}
		if x.Params == nil {
			x.Params = map[string][]string{}
		}
		x.Params[strings.ToUpper(strings.TrimSpace(name))], s = values, rest
	}
	if s == "" || s[0] != ':' {
		return x, false
	}
	x.Value = s[1:]
	return x, true
}

// paramValue reads one value of a parameter; what is quoted may hold any mark.
func paramValue(s string) (v, rest string, ok bool) {
	if s != "" && s[0] == '"' {
		end := strings.IndexByte(s[1:], '"')
		if end < 0 {
			return "", "", false
		}
		return s[1 : 1+end], s[2+end:], true
	}
	end := strings.IndexAny(s, ",;:")
	if end < 0 {
		return "", "", false
	}
	return s[:end], s[end:], true
}

func (p *parser) begin(x Prop, end int) {
	c := &Component{Name: strings.ToUpper(strings.TrimSpace(x.Value)), Line: x.Line, End: end}
	switch {
	case len(p.open) >= maxNest:
		p.tell(x.Line, c.Name, "lies too deep within others", true)
		return
	case c.Name == "VCALENDAR" && len(p.open) > 0:
		p.closeDown(0, x.Line, end)
	case c.Name != "VCALENDAR" && len(p.open) == 0: // a fragment without its frame
		p.tell(x.Line, c.Name, "stands outside of a VCALENDAR; taken all the same", false)
		p.open = append(p.open, &Component{Name: "VCALENDAR", Line: x.Line})
	case top(c.Name) && len(p.open) > 1: // the one before was not ended
		p.closeDown(1, x.Line, end)
	}
	p.open = append(p.open, c)
}

// top reports components that lie directly in a calendar.
func top(name string) bool {
	switch name {
	case "VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE":
		return true
	}
	return false
}

func (p *parser) end(x Prop, end int) {
	name := strings.ToUpper(strings.TrimSpace(x.Value))
	at := len(p.open) - 1
	for at >= 0 && p.open[at].Name != name {
		at--
	}
	if at < 0 {
		p.tell(x.Line, name, "ends here and does not begin anywhere", false)
		return
	}
	p.closeDown(at+1, x.Line, end)
	p.close(end)
}

// closeDown closes what is open from a depth inwards and was not ended.
func (p *parser) closeDown(depth, line, end int) {
	for len(p.open) > depth {
		c := p.open[len(p.open)-1]
		p.tell(c.Line, c.Name, fmt.Sprintf("has no end; taken up to line %d", line), false)
		p.close(end)
	}
}

// close ends the innermost component.
func (p *parser) close(end int) {
	c := p.open[len(p.open)-1]
	c.End = end
	p.open = p.open[:len(p.open)-1]
	if len(p.open) == 0 {
		p.file.Calendars = append(p.file.Calendars, c)
		return
	}
	up := p.open[len(p.open)-1]
	up.Parts = append(up.Parts, c)
}

// logical is a line after unfolding.
type logical struct {
	text string
	line int // where it begins
	end  int // offset behind it
}

// lines yields the unfolded lines of a file; LF and a lone CR end a line too. A line that a
// broken writer wrapped without a blank is not joined: nobody could tell it from a property.
func lines(data []byte) iter.Seq[logical] {
	return func(yield func(logical) bool) {
		var text []byte
		begin, n, i := 0, 0, 0
		for i < len(data) {
			end, next := lineEnd(data, i)
			n++
			raw := data[i:end]
			if begin > 0 && len(raw) > 0 && (raw[0] == ' ' || raw[0] == '\t') {
				text = append(text, raw[1:]...)
				i = next
				continue
			}
			if begin > 0 && !yield(logical{string(text), begin, i}) {
				return
			}
			text, begin, i = append(text[:0], raw...), n, next
		}
		if begin > 0 {
			yield(logical{string(text), begin, i})
		}
	}
}

// lineEnd finds where the line at i ends and the next begins.
func lineEnd(data []byte, i int) (end, next int) {
	n := bytes.IndexAny(data[i:], "\r\n")
	if n < 0 {
		return len(data), len(data)
	}
	end = i + n
	if data[end] == '\r' && end+1 < len(data) && data[end+1] == '\n' {
		return end, end + 2
	}
	return end, end + 1
}

func short(s string) string {
	const most = 60
	s = strings.ToValidUTF8(s, "\ufffd")
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "..."
	}
	return s
}
