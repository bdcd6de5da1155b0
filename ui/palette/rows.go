package palette

import (
	"tandem/ui/layout"
	"tandem/ui/table"
	"tandem/ui/theme"
)

// groupWidth is the room for the word that says what an item is, where one has such a word.
const groupWidth = 12

// columns are the columns of the list by the room there is: the title first, then what else
// helps to tell items apart.
func columns(w, hint, group int) []table.Column {
	cols := []table.Column{
		{Name: "title", Width: min(26, w/2), Min: min(16, w), Flex: 2, Priority: 3},
		{Name: "detail", Priority: 1},
		{Name: "group", Width: group, Min: group, Align: layout.Right},
		{Name: "hint", Width: max(1, hint), Min: max(1, min(9, hint)), Priority: 2, Align: layout.Right},
	}
	n := detailWidth(w, hint, group)
	if n == 0 {
		n = w + 1 // no room for it at all
	}
	cols[1].Width, cols[1].Min = n, n
	return cols
}

// detailWidth is the room for what an item says of itself, 0 for none: two thirds of what title,
// group and hint leave. It is known before the table is drawn, so that words are cut between
// letters nowhere.
func detailWidth(w, hint, group int) int {
	gap := 1
	if w >= 60 {
		gap = 2
	}
	left := w - 2 - 3*gap - group - max(1, hint)
	n := left - max(min(left*2/5, 40), 18)
	if n < 16 {
		return 0
	}
	return n
}

// rows lets the table read what was found.
type rows struct{ p *Palette }

// Len is how many items were found.
func (r rows) Len() int { return len(r.p.found) }

// ID is the place in the list: the cursor belongs to a place, not to an item, since the list
// changes with every key.
func (r rows) ID(row int) uint64 { return uint64(row) + 1 }

// Cell is one value of an item, the typed letters of its title marked.
func (r rows) Cell(row, col int) table.Cell {
	h, th := &r.p.found[row], r.p.th
	if th == nil {
		th = theme.New("none", true, true, true)
	}
	switch col {
	case 0:
		st := th.Text
		if h.Why != "" {
			st = th.Disabled
		}
		return table.Cell{Text: h.Title, Style: st, Spans: spans(h.Title, h.at, th.Match)}
	case 1:
		if h.Why != "" {
			return table.Cell{Text: cutWords(h.Why, detailWidth(r.p.w, r.p.hint, r.p.group), th.Glyphs.Ellipsis), Style: th.Warm}
		}
		return table.Cell{Text: cutWords(h.Detail, detailWidth(r.p.w, r.p.hint, r.p.group), th.Glyphs.Ellipsis), Style: th.Dim}
	case 2:
		return table.Cell{Text: h.Group, Style: th.Faint}
	}
	return table.Cell{Text: h.Hint, Style: th.Key}
}

// spans turns the bytes where matched runes begin into runs of text.
func spans(s string, at []int, style theme.Style) []table.Span {
	var out []table.Span
	for _, i := range at {
		end := i + runeLen(s[i:])
		if n := len(out); n > 0 && out[n-1].To == i {
			out[n-1].To = end
			continue
		}
		out = append(out, table.Span{From: i, To: end, Style: style})
	}
	return out
}

// runeLen is the length in bytes of the first rune.
func runeLen(s string) int {
	for i := range s {
		if i > 0 {
			return i
		}
	}
	return len(s)
}
