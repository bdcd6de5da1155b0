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

// Color is a 24-bit colour; the zero value means "leave the terminal's own". One that lies on
// the palette of 256 is written by its number there: half the bytes, paid on every key.
type Color struct {
	R, G, B uint8
	index   uint8 // of the palette, 0 where the colour is not on it
	set     bool
}

// paletteIndex is the number of an exact colour of the palette's 6x6x6 cube (16-231) or of its
// greys (232-255), as xterm has them; 0 for any other.
func paletteIndex(r, g, b uint8) uint8 {
	level := func(v uint8) int {
		for i, s := range [6]uint8{0, 95, 135, 175, 215, 255} {
			if s == v {
				return i
			}
		}
		return -1
	}
	if i, j, k := level(r), level(g), level(b); i >= 0 && j >= 0 && k >= 0 {
		return uint8(16 + 36*i + 6*j + k)
	}
	if r == g && g == b && r >= 8 && r <= 238 && (r-8)%10 == 0 {
		return 232 + (r-8)/10
	}
	return 0
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
	c := Color{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), set: true}
	c.index = paletteIndex(c.R, c.G, c.B)
	return c
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

// sequence writes attributes first and colours last, in plain forms that Bubble Tea's renderer
// can convert to fewer colours. It costs one allocation, since cells on a selected row compose
// their style as they are drawn.
func sequence(fg, bg Color, attr Attr) string {
	var room [64]byte
	buf := append(room[:0], "\x1b["...)
	for _, a := range attrCodes {
		if attr&a.attr != 0 {
			buf = append(buf, a.code, ';')
		}
	}
	buf = appendColor(appendColor(buf, "38;", fg), "48;", bg)
	if len(buf) == len("\x1b[") {
		return ""
	}
	buf[len(buf)-1] = 'm'
	return string(buf)
}

func appendColor(buf []byte, ground string, c Color) []byte {
	switch {
	case !c.set:
		return buf
	case c.index != 0:
		buf = strconv.AppendUint(append(append(buf, ground...), "5;"...), uint64(c.index), 10)
	default:
		buf = append(append(buf, ground...), "2;"...)
		buf = append(strconv.AppendUint(buf, uint64(c.R), 10), ';')
		buf = append(strconv.AppendUint(buf, uint64(c.G), 10), ';')
		buf = strconv.AppendUint(buf, uint64(c.B), 10)
	}
	return append(buf, ';')
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
