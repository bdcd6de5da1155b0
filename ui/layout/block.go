package layout

import "strings"

// reset switches all styles off; it guards the seams between overlaid pieces.
const reset = "\x1b[m"

// Block makes exactly h lines of exactly w cells: short lines are padded, long
// ones cut, missing ones blank, extra ones dropped.
func Block(lines []string, w, h int) []string {
	w, h = max(0, w), max(0, h)
	out := make([]string, h)
	for i := range out {
		if i < len(lines) {
			out[i] = Fit(lines[i], w, Left)
			continue
		}
		out[i] = Blank(w)
	}
	return out
}

// Overlay lays the lines of box over base with its corner at x,y, cutting what
// reaches outside base. Lines keep their widths; base itself is not changed.
func Overlay(base, box []string, x, y int) []string {
	out := append([]string(nil), base...)
	for i, line := range box {
		row := y + i
		if row < 0 || row >= len(out) {
			continue
		}
		out[row] = overlayLine(out[row], line, x)
	}
	return out
}

// overlayLine replaces the cells of one line. Styles on both sides are closed at
// the seams; Cut carries the opening sequences over to the right-hand piece.
func overlayLine(base, line string, x int) string {
	whole, n := Width(base), Width(line)
	from, to := max(0, x), min(whole, x+n)
	if to <= from {
		return base
	}
	line = Fit(Cut(line, from-x, to-x), to-from, Left)
	left := Fit(Cut(base, 0, from), from, Left)
	right := Fit(Cut(base, to, whole), whole-to, Left)
	if plain(base) && plain(line) {
		return left + line + right
	}
	var b strings.Builder
	b.Grow(len(left) + len(line) + len(right) + 2*len(reset))
	b.WriteString(left)
	b.WriteString(reset)
	b.WriteString(line)
	b.WriteString(reset)
	b.WriteString(right)
	return b.String()
}
