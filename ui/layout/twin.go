package layout

import "strings"

// twin is the ASCII sign that stands for a sign of one cell, or the sign itself where there is none.
func twin(r rune) rune {
	switch r {
	case '…':
		return '~'
	case '·', '•', '∙':
		return '.'
	case '—', '–', '‐', '‑', '−', '─', '▁':
		return '-'
	case '│':
		return '|'
	case '×':
		return 'x'
	case '→', '▶', '▸':
		return '>'
	case '←', '◀':
		return '<'
	case '↑', '▴':
		return '^'
	case '↓', '▾':
		return 'v'
	case '✓':
		return '+'
	case '▇', '█', '■':
		return '#'
	case '‘', '’':
		return '\''
	case '“', '”', '„':
		return '"'
	case '\u00a0', '\u202f':
		return ' '
	}
	return r
}

// Twins writes the signs of typography, such as that for cut text, in plain ASCII. Each twin takes
// the cell of its sign, so nothing moves; letters stay, for a name that is spelt otherwise is another
// name. The lines that are given are not changed: panes keep theirs. It is the last step of a frame
// for terminals without other signs, so that no part of the screen can forget it.
func Twins(lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		if !plain(l) {
			l = strings.Map(twin, l)
		}
		out[i] = l
	}
	return out
}
