// Package theme turns roles into ready-made terminal styles.
//
// It knows colours and glyphs and nothing else of the program, so every
// widget may use it. A role says what a piece of text means; only this package
// decides what that looks like.
package theme

import (
	"strconv"
	"strings"
)

// reset ends every styled piece; the short form is what terminals parse fastest.
const reset = "\x1b[m"

// Color is a 24-bit colour; the zero value means "leave the terminal's own".
type Color struct {
	R, G, B uint8
	set     bool
}

// Set says whether the colour was given at all.
func (c Color) Set() bool { return c.set }

// Hex reads "#rrggbb". Anything else is the unset colour, so that a misspelt
// theme entry degrades to plain text.
func Hex(s string) Color {
	if len(s) != 7 || s[0] != '#' {
		return Color{}
	}
	v, err := strconv.ParseUint(s[1:], 16, 32)
	if err != nil {
		return Color{}
	}
	return Color{uint8(v >> 16), uint8(v >> 8), uint8(v), true}
}

// Attr is a set of text attributes that need no colour.
type Attr uint8

// The attributes in use; blinking is left out on purpose.
const (
	Bold Attr = 1 << iota
	Faint
	Italic
	Underline
	Reverse
	Strike
)

// attrCodes pairs each attribute with its SGR digit, in the order written out.
var attrCodes = [...]struct {
	attr Attr
	code byte
}{{Bold, '1'}, {Faint, '2'}, {Italic, '3'}, {Underline, '4'}, {Reverse, '7'}, {Strike, '9'}}

// Style is a foreground, a background and attributes with the opening escape
// sequence already built. The zero Style changes nothing. Styles compare with ==.
type Style struct {
	fg, bg Color
	attr   Attr
	open   string
}

// NewStyle builds a style once; drawing then only concatenates.
func NewStyle(fg, bg Color, attr Attr) Style {
	return Style{fg: fg, bg: bg, attr: attr, open: sequence(fg, bg, attr)}
}

// sequence writes attributes first and true colours last, in the plain form
// that Bubble Tea's renderer can convert to fewer colours. It costs one
// allocation, since cells on a selected row compose their style as they are drawn.
func sequence(fg, bg Color, attr Attr) string {
	var room [64]byte
	buf := append(room[:0], "\x1b["...)
	for _, a := range attrCodes {
		if attr&a.attr != 0 {
			buf = append(buf, a.code, ';')
		}
	}
	if fg.set {
		buf = append(triple(append(buf, "38;2;"...), fg), ';')
	}
	if bg.set {
		buf = append(triple(append(buf, "48;2;"...), bg), ';')
	}
	if len(buf) == len("\x1b[") {
		return ""
	}
	buf[len(buf)-1] = 'm'
	return string(buf)
}

func triple(buf []byte, c Color) []byte {
	buf = append(strconv.AppendUint(buf, uint64(c.R), 10), ';')
	buf = append(strconv.AppendUint(buf, uint64(c.G), 10), ';')
	return strconv.AppendUint(buf, uint64(c.B), 10)
}

// Foreground, Background and Attrs give the parts back, for tests and charts.
func (s Style) Foreground() Color { return s.fg }

// Background gives the fill colour, unset when the terminal's own shows.
func (s Style) Background() Color { return s.bg }

// Attrs gives the attributes of the style.
func (s Style) Attrs() Attr { return s.attr }

// Open gives the sequence that switches the style on; "" for the zero style.
func (s Style) Open() string { return s.open }

// Empty says that rendering would change nothing.
func (s Style) Empty() bool { return s.open == "" }

// Render styles a piece of text that holds no styling of its own.
func (s Style) Render(text string) string {
	if s.open == "" || text == "" {
		return text
	}
	return s.open + text + reset
}

// Append writes a rendered piece to a builder without an intermediate string.
func (s Style) Append(b *strings.Builder, text string) {
	if text == "" {
		return
	}
	if s.open == "" {
		b.WriteString(text)
		return
	}
	b.WriteString(s.open)
	b.WriteString(text)
	b.WriteString(reset)
}

// Cover styles text that may carry styles of its own: after each inner reset
// the outer style is switched on again, so a fill has no holes.
func (s Style) Cover(text string) string {
	if s.open == "" || text == "" {
		return text
	}
	if strings.IndexByte(text, 0x1b) < 0 {
		return s.open + text + reset
	}
	text = strings.ReplaceAll(text, "\x1b[0m", reset)
	return s.open + strings.ReplaceAll(text, reset, reset+s.open) + reset
}

// On lays a cell's style over a row's: the row's fill wins so that it runs
// unbroken, the cell's own foreground is kept, attributes add up. When the row
// shows itself by reversing only, foreground and background would swap and
// leave the fill patchy, so the row's look is then taken whole.
func (s Style) On(row Style) Style {
	if row.open == "" {
		return s
	}
	if s.open == "" {
		return row
	}
	if row.attr&Reverse != 0 && !row.bg.set {
		return NewStyle(row.fg, row.bg, row.attr|s.attr&^(Faint|Reverse))
	}
	fg, bg := s.fg, row.bg
	if !fg.set {
		fg = row.fg
	}
	if !bg.set {
		bg = s.bg
	}
	return NewStyle(fg, bg, s.attr|row.attr)
}

// With adds attributes.
func (s Style) With(a Attr) Style { return NewStyle(s.fg, s.bg, s.attr|a) }
