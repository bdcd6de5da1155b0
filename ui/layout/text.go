package layout

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Align says where text goes in a cell that is wider than it.
type Align uint8

// The three places; Left is the zero value.
const (
	Left Align = iota
	Right
	Middle
)

// Tail and TailASCII mark text that was cut off.
const (
	Tail      = "…"
	TailASCII = "~"
)

const blanks = "                                                                                                                                "

// Blank gives n blanks, mostly without allocating.
func Blank(n int) string {
	if n <= 0 {
		return ""
	}
	if n <= len(blanks) {
		return blanks[:n]
	}
	return strings.Repeat(" ", n)
}

// plain says that every byte is printable ASCII: one byte, one cell.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 0x20 || s[i] > 0x7e {
			return false
		}
	}
	return true
}

// Width counts the cells that s takes; escape sequences take none.
func Width(s string) int {
	if n, ok := easy(s); ok {
		return n
	}
	return ansi.StringWidth(s)
}

// Fit makes s exactly w cells wide: cut with an ellipsis or padded with blanks.
// A wide rune that would straddle the edge gives way to a blank.
func Fit(s string, w int, align Align) string { return FitWith(s, w, align, Tail) }

// FitWith is Fit with the sign for cut text given, for ASCII terminals.
func FitWith(s string, w int, align Align, tail string) string {
	if w <= 0 {
		return ""
	}
	if n, ok := easy(s); ok && n <= w {
		return pad(s, w-n, align)
	}
	if !plain(s) {
		s = steady(s)
	}
	out := TruncateWith(s, w, tail)
	n := Width(out)
	if n > w {
		out, n = rough(s, w)
	}
	out = pad(out, w-n, align)
	if !plain(s) && Width(out) != w {
		out, n = rough(s, w)
		out = pad(out, w-n, align)
	}
	return out
}

// Pad adds blanks up to w cells; text that is wider stays as it is.
func Pad(s string, w int, align Align) string { return pad(s, w-Width(s), align) }

func pad(s string, n int, align Align) string {
	if n <= 0 {
		return s
	}
	switch align {
	case Right:
		return Blank(n) + s
	case Middle:
		return Blank(n/2) + s + Blank(n-n/2)
	}
	return s + Blank(n)
}

// Truncate cuts s to at most w cells, ending cut text with an ellipsis. Escape
// sequences after the cut are kept so that colours are still switched off.
func Truncate(s string, w int) string { return TruncateWith(s, w, Tail) }
