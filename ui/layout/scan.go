package layout

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/ansi/parser"
)

// scan walks over text in pieces that must not be torn: a cluster of runes that
// share their cells, or one byte of an escape sequence or control, which takes
// no cell. It judges pieces as Width does, so that sums of pieces agree with it.
type scan struct {
	s     string
	at    int
	state parser.State
}

// next gives the next piece and its width; visible is false for the bytes of
// sequences and controls.
func (k *scan) next() (piece string, width int, visible, ok bool) {
	if k.at >= len(k.s) {
		return "", 0, false, false
	}
	state, action := parser.Table.Transition(k.state, k.s[k.at])
	if action == parser.PrintAction || state == parser.Utf8State {
		cluster, w := ansi.FirstGraphemeCluster(k.s[k.at:], ansi.GraphemeWidth)
		k.at += len(cluster)
		k.state = parser.GroundState
		return cluster, w, true, true
	}
	piece = k.s[k.at : k.at+1]
	k.at++
	k.state = state
	return piece, 0, false, true
}

// TruncateWith cuts s to at most w cells and puts tail where it cut. Escape
// sequences after the cut stay, so that colours are still switched off.
func TruncateWith(s string, w int, tail string) string {
	if w <= 0 {
		return ""
	}
	if plain(s) {
		if len(s) <= w {
			return s
		}
		if n := w - Width(tail); n >= 0 {
			return s[:n] + tail
		}
		return s[:w]
	}
	if Width(s) <= w {
		return s
	}
	room := w - Width(tail)
	if room < 0 {
		tail, room = "", w
	}
	var b strings.Builder
	b.Grow(min(len(s), 4*w+32))
	used, cutting := 0, false
	k := scan{s: s}
	for {
		piece, width, visible, ok := k.next()
		if !ok {
			return b.String()
		}
		if visible && !cutting && used+width > room {
			cutting = true
			b.WriteString(tail)
		}
		if visible && cutting {
			continue
		}
		used += width
		b.WriteString(piece)
	}
}

// Cut gives the cells from up to to, with all escape sequences of s kept so that
// the piece looks as it did in place. A wide rune that the cut would tear gives
// way to blanks: the result has exactly the width of the overlap.
func Cut(s string, from, to int) string {
	from = max(0, from)
	if to <= from {
		return ""
	}
	if plain(s) {
		return s[min(from, len(s)):min(to, len(s))]
	}
	var b strings.Builder
	at := 0
	k := scan{s: s}
	for {
		piece, width, visible, ok := k.next()
		if !ok {
			return b.String()
		}
		switch {
		case !visible:
			b.WriteString(piece)
		case at >= from && at+width <= to && (width > 0 || at > from):
			b.WriteString(piece)
		case at < to && at+width > from:
			b.WriteString(Blank(min(at+width, to) - max(at, from)))
		}
		at += width
	}
}

// rough is the last resort for text whose pieces do not add up, such as a lone
// joining sign at the edge of a cell: everything but ASCII becomes a "?".
func rough(s string, w int) (string, int) {
	var b strings.Builder
	n := 0
	for _, r := range Clean(s) {
		if n == w {
			break
		}
		if r > 0x7e {
			r = '?'
		}
		b.WriteRune(r)
		n++
	}
	return b.String(), n
}

// steady makes pictographs look the same size to every terminal. Some count a
// joined or varied one as one sign, others as its parts, and a line that is exact
// for the first is too long for the second; only the first part is kept then.
// Scripts are never touched: a border out of place is better than a wrong word.
func steady(s string) string {
	if ansi.StringWidth(s) == ansi.StringWidthWc(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	k := scan{s: s}
	for {
		piece, width, visible, ok := k.next()
		if !ok {
			return b.String()
		}
		if first, n := utf8.DecodeRuneInString(piece); visible && pictograph(first) && ansi.StringWidthWc(piece) != width {
			piece = piece[:n]
			if ansi.StringWidthWc(piece) != ansi.StringWidth(piece) {
				piece = "?"
			}
		}
		b.WriteString(piece)
	}
}

// pictograph covers arrows, signs, dingbats and emoji, and the digits that key
// caps are made from.
func pictograph(r rune) bool {
	return r >= 0x2190 && r <= 0x2bff || r >= 0x1f000 && r <= 0x1faff || r >= '#' && r <= '9' || r == 0x203c || r == 0x2049
}
