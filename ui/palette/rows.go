package palette

import (
	"tandem/ui/layout"
	"tandem/ui/table"
	"tandem/ui/theme"
)

// columns are the columns of the list by the room there is: the title first, then what else
// helps to tell items apart.
func columns(w, hint int) []table.Column {
	return []table.Column{
		{Name: "title", Width: min(26, w/2), Min: min(16, w), Flex: 2, Priority: 3},
		{Name: "detail", Width: 30, Min: 16, Flex: 3, Priority: 1},
		{Name: "group", Width: 12, Min: 12, Align: layout.Right},
		{Name: "hint", Width: max(1, hint), Min: max(1, min(9, hint)), Priority: 2, Align: layout.Right},
	}
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
		return table.Cell{Text: h.Title, Style: th.Text, Spans: spans(h.Title, h.at, th.Match)}
	case 1:
		return table.Cell{Text: h.Detail, Style: th.Dim}
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
