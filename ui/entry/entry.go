// Package entry is a line of text that a person edits.
//
// It moves by what people see as one character (a grapheme), not by byte or rune, scrolls
// sideways where the line is longer than its room, and always draws exactly as many cells as
// it is given. What comes in is cleaned of anything that could steer a terminal.
package entry

import (
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"tandem/model/text"
	"tandem/ui/layout"
	"tandem/ui/theme"
)

// Entry is the line. Its zero value is empty and ready.
type Entry struct {
	// Placeholder is shown, faint, while there is no text.
	Placeholder string
	// Ghost is shown, faint, after the text: what a completion would add. It is no part of the value.
	Ghost string
	// Lines lets line breaks and tabs stay in the value. They are drawn as one sign each and
	// cannot be typed, only pasted or set.
	Lines bool

	// Marked says that the whole text is taken away by the next thing typed, as selected text
	// is. Moving the cursor or setting a value ends it.
	Marked bool

	value string
	at    int // the cursor, in bytes, always between two graphemes
	off   int // the first cell that shows
	x     int // where the cursor was last drawn
	w     int // the room it was last drawn in
	past  past
}

// New makes an empty line with a placeholder.
func New(placeholder string) *Entry { return &Entry{Placeholder: placeholder} }

// Value is the text.
func (e *Entry) Value() string { return e.value }

// Set replaces the text, cleaned, and puts the cursor at its end.
//
// The first text a line is given is where it begins; any later one is a step to undo.
func (e *Entry) Set(s string) {
	s = e.clean(s)
	if s != e.value && (e.value != "" || len(e.past.undo) > 0) {
		e.note(false, "")
	}
	e.value, e.Marked = s, false
	e.at = len(e.value)
}

// clean takes out what has no place in the value: escape sequences and controls, and line
// breaks where the entry is of one line.
func (e *Entry) clean(s string) string {
	if e.Lines {
		return text.CleanLong(s)
	}
	return text.Clean(s)
}

// Clear empties the line and reports whether there was something to empty.
func (e *Entry) Clear() bool {
	had := e.value != ""
	if had {
		e.note(false, "")
	}
	e.value, e.at, e.off, e.Marked = "", 0, 0, false
	return had
}

// Paste puts text in at the cursor, cleaned; it reports whether that changed anything.
func (e *Entry) Paste(s string) bool { return e.put(s, false) }

// put is Paste; what is typed letter by letter joins into steps of undo.
func (e *Entry) put(s string, typing bool) bool {
	s = e.clean(s)
	if s == "" {
		return false
	}
	if e.note(typing && !e.Marked, s); e.Marked {
		e.value, e.at, e.off, e.Marked = "", 0, 0, false
	}
	before := e.value[:e.at] + s
	e.value, e.at = before+e.value[e.at:], len(before)
	e.settle()
	return true
}

// settle moves the cursor to a place between two graphemes: what was put in may have joined
// with what stood there, as a combining accent does.
func (e *Entry) settle() {
	n := 0
	for n < e.at {
		g, _ := ansi.FirstGraphemeCluster(e.value[n:], ansi.GraphemeWidth)
		if len(g) == 0 {
			break
		}
		n += len(g)
	}
	e.at = min(n, len(e.value))
}

// moves is where a key takes the cursor.
var moves = map[string]func(*Entry) int{
	"left":       func(e *Entry) int { return e.prev(e.at) },
	"ctrl+b":     func(e *Entry) int { return e.prev(e.at) },
	"right":      func(e *Entry) int { return e.next(e.at) },
	"home":       func(*Entry) int { return 0 },
	"ctrl+a":     func(*Entry) int { return 0 },
	"end":        func(e *Entry) int { return len(e.value) },
	"alt+b":      (*Entry).wordLeft,
	"alt+left":   (*Entry).wordLeft,
	"ctrl+left":  (*Entry).wordLeft,
	"alt+f":      (*Entry).wordRight,
	"alt+right":  (*Entry).wordRight,
	"ctrl+right": (*Entry).wordRight,
}

// cuts is what a key takes away: the bytes from a to b.
var cuts = map[string]func(*Entry) (a, b int){
	"backspace":       func(e *Entry) (int, int) { return e.prev(e.at), e.at },
	"shift+backspace": func(e *Entry) (int, int) { return e.prev(e.at), e.at },
	"ctrl+h":          func(e *Entry) (int, int) { return e.prev(e.at), e.at },
	"delete":          func(e *Entry) (int, int) { return e.at, e.next(e.at) },
	"ctrl+w":          func(e *Entry) (int, int) { return e.wordLeft(), e.at },
	"alt+backspace":   func(e *Entry) (int, int) { return e.wordLeft(), e.at },
	"alt+d":           func(e *Entry) (int, int) { return e.at, e.wordRight() },
	"ctrl+u":          func(e *Entry) (int, int) { return 0, e.at },
	"ctrl+k":          func(e *Entry) (int, int) { return e.at, len(e.value) },
}

// Key takes a key press and reports whether the text changed. Keys that mean nothing to a
// line of text are passed over.
func (e *Entry) Key(k tea.KeyPressMsg) (changed bool) {
	if k.Text != "" {
		return e.put(k.Text, true)
	}
	name := k.String()
	if to := moves[name]; to != nil {
		e.at, e.Marked = to(e), false
		e.settled()
		return false
	}
	was := e.value
	span := cuts[name]
	switch {
	case undoKeys[name]:
		e.Undo()
		return e.value != was
	case redoKeys[name]:
		e.Redo()
		return e.value != was
	case span == nil:
		return false
	case e.Marked:
		return e.Clear()
	}
	e.cut(span(e))
	return e.value != was
}

// cut takes the bytes from a to b out; the cursor goes to a.
func (e *Entry) cut(a, b int) {
	if a != b {
		e.note(false, "")
	}
	e.value, e.at = e.value[:a]+e.value[b:], a
	e.settle()
}

// next is the end of the grapheme that begins at byte i.
func (e *Entry) next(i int) int {
	if i >= len(e.value) {
		return len(e.value)
	}
	g, _ := ansi.FirstGraphemeCluster(e.value[i:], ansi.GraphemeWidth)
	return min(len(e.value), i+max(1, len(g)))
}

// prev is the beginning of the grapheme that ends at byte i.
func (e *Entry) prev(i int) int {
	last := 0
	for at := 0; at < i; at = e.next(at) {
		last = at
	}
	return last
}

// wordLeft is the beginning of the word before the cursor, wordRight the end of the one after.
func (e *Entry) wordLeft() int {
	s := strings.TrimRightFunc(e.value[:e.at], gap)
	i := strings.LastIndexFunc(s, gap)
	if i < 0 {
		return 0
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	return i + n
}

func (e *Entry) wordRight() int {
	rest := e.value[e.at:]
	start := len(rest) - len(strings.TrimLeftFunc(rest, gap))
	if i := strings.IndexFunc(rest[start:], gap); i >= 0 {
		return e.at + start + i
	}
	return len(e.value)
}

// gap tells what parts words.
func gap(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;|/", r) }

// Cursor is where the text cursor was last drawn, in cells from the left.
func (e *Entry) Cursor() int { return e.x }

// CellOf is where the byte i of the text was last drawn, in cells from the left; what is scrolled
// out of sight counts as the edge.
func (e *Entry) CellOf(i int) int {
	cell := 0
	for at := 0; at < len(e.value) && at < i; {
		g, w := glyph(e.value[at:], "")
		cell += w
		at += len(g)
	}
	return max(0, min(cell-e.off, e.w))
}

// AtEnd reports whether the cursor stands after all text, where a completion may be offered.
func (e *Entry) AtEnd() bool { return e.at == len(e.value) }

// Before is the text in front of the cursor.
func (e *Entry) Before() string { return e.value[:e.at] }

// Splice replaces the bytes from a to b and puts the cursor after what came in.
func (e *Entry) Splice(a, b int, s string) {
	a = min(max(a, 0), len(e.value))
	b = min(max(b, a), len(e.value))
	e.Marked = false
	e.note(false, "")
	e.value, e.at = e.value[:a]+e.value[b:], a
	if s = e.clean(s); s != "" {
		e.value, e.at = e.value[:a]+s+e.value[a:], a+len(s)
	}
	e.settle()
}

// Click puts the cursor at the cell x of what was last drawn.
func (e *Entry) Click(x int) {
	e.Marked = false
	e.settled()
	cell := 0
	for at := 0; at < len(e.value); {
		g, w := glyph(e.value[at:], "")
		if cell+w > e.off+x {
			e.at = at
			return
		}
		cell += w
		at += len(g)
	}
	e.at = len(e.value)
}

// glyph is the first grapheme of s and the cells it takes when drawn: line breaks and tabs
// take one, with brk standing in for them, and what has no width is given one.
func glyph(s, brk string) (string, int) {
	if s[0] == '\n' || s[0] == '\t' {
		return s[:1], 1
	}
	if s[0] < 0x80 && (len(s) == 1 || s[1] < 0x80) {
		return s[:1], 1
	}
	g, w := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	if len(g) == 0 {
		return s[:1], 1
	}
	return g, w
}

// Draw is the line in exactly w cells. A focused one has a field behind it; the cursor itself
// is the terminal's, see Cursor.
func (e *Entry) Draw(w int, th *theme.Theme, focused bool) string {
	e.w = max(0, w)
	if w <= 0 {
		e.x = 0
		return ""
	}
	style := th.Text
	if focused {
		style = th.InputFocus
	}
	if e.value == "" {
		e.off, e.x = 0, 0
		return shade(layout.FitWith(layout.Clean(e.Placeholder), w, layout.Left, th.Glyphs.Ellipsis), th.Placeholder, style, th)
	}
	total, cx := e.measure()
	e.scroll(w, total, cx, focused)
	e.x = min(cx-e.off, w-1)
	if !focused {
		e.x = max(0, e.x)
	}
	shown, used := e.window(w, total, th)
	line := style.Render(shown)
	if focused && e.Marked {
		line = th.Select.Render(shown)
	}
	if rest := w - used; rest > 0 && total-e.off < w {
		ghost := layout.FitWith(layout.Clean(e.Ghost), rest, layout.Left, th.Glyphs.Ellipsis)
		line += shade(ghost, th.Placeholder, style, th)
	} else if rest > 0 {
		line += style.Render(layout.Blank(rest))
	}
	if layout.Width(line) != w { // signs that count for more or less beside each other
		line = style.Render(layout.FitWith(layout.Clean(e.value), w, layout.Left, th.Glyphs.Ellipsis))
	}
	return line
}

// shade draws faint text upon the fill of a field.
func shade(s string, faint, fill theme.Style, th *theme.Theme) string {
	if th.NoColor {
		return faint.With(fill.Attrs() &^ theme.Bold).Render(s)
	}
	return faint.On(fill).Render(s)
}

// measure is the width of the text and the cell of the cursor.
func (e *Entry) measure() (total, cx int) {
	for at := 0; at < len(e.value); {
		if at == e.at {
			cx = total
		}
		g, w := glyph(e.value[at:], "")
		total += w
		at += len(g)
	}
	if e.at == len(e.value) {
		cx = total
	}
	return total, cx
}

// scroll moves the window so that the cursor shows, with a cell for the sign of cut text on
// each side. A line that nobody edits shows its beginning.
func (e *Entry) scroll(w, total, cx int, focused bool) {
	if !focused {
		e.off = 0
		return
	}
	room := total + 1 // the cursor may stand after the text
	e.off = min(e.off, max(0, room-w))
	left, right := 0, 0
	if w > 4 {
		left, right = 1, 1
	}
	if cx < e.off+left {
		e.off = cx - left
	}
	if cx > e.off+w-1-right {
		e.off = cx - w + 1 + right
	}
	e.off = min(max(0, e.off), max(0, room-w))
}

// window is the part of the text that shows, with signs where it is cut, and its cells.
func (e *Entry) window(w, total int, th *theme.Theme) (string, int) {
	cutLeft, cutRight := e.off > 0 && w > 1, total-e.off > w && w > 1
	from, to := e.off, e.off+w
	var b strings.Builder
	if cutLeft {
		b.WriteString(th.Glyphs.Ellipsis)
		from++
	}
	if cutRight {
		to--
	}
	used := from - e.off
	for at, cell := 0, 0; at < len(e.value) && cell < to; {
		g, n := glyph(e.value[at:], "")
		at += len(g)
		switch {
		case cell >= from && cell+n <= to:
			b.WriteString(sign(g, th))
			used += n
		case cell < from && cell+n > from: // a wide one torn by the left edge
			b.WriteString(layout.Blank(cell + n - from))
			used += cell + n - from
		case cell < to && cell+n > to:
			b.WriteString(layout.Blank(to - cell))
			used += to - cell
		}
		cell += n
	}
	if cutRight {
		b.WriteString(th.Glyphs.Ellipsis)
		used++
	}
	return b.String(), used
}

// sign is how a grapheme is drawn: a line break as a sign of its own, a tab as a blank.
func sign(g string, th *theme.Theme) string {
	switch {
	case g == "\n" && th.ASCII:
		return "/"
	case g == "\n":
		return "↵"
	case g == "\t":
		return " "
	}
	return g
}
