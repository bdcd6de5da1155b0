package palette

import (
	"strings"

	"tandem/model"
	"tandem/model/search"
	"tandem/ui/layout"
	"tandem/ui/table"
	"tandem/ui/theme"
)

// hitColumns are the columns of the search by the room there is: the name and where else the words
// are, what it belongs to, its kind and its reference.
func hitColumns(w int) []table.Column {
	return []table.Column{
		{Name: "title", Width: w / 2, Min: min(16, w), Flex: 4, Priority: 5},
		{Name: "of", Width: 20, Min: 14, Flex: 1, Max: 30, Priority: 1},
		{Name: "kind", Width: 14, Min: 10, Priority: 3},
		{Name: "ref", Width: 8, Min: 6, Priority: 4, Align: layout.Right},
	}
}

// hits lets the table read what was found; a hit is made out when it is first drawn.
type hits struct{ s *Search }

// Len is how many records were found.
func (h hits) Len() int { return h.s.found.Len() }

// ID is the place in the list: the cursor belongs to a place, since the list changes with every
// key.
func (h hits) ID(row int) uint64 { return uint64(row) + 1 }

// Cell is one value of a hit, what was looked for lit.
func (h hits) Cell(row, col int) table.Cell {
	x, th := h.s.sight(row), h.s.env.Theme
	if th == nil {
		th = theme.New("none", true, true, true)
	}
	switch col {
	case 0:
		return titled(x, th)
	case 1:
		return table.Cell{Text: x.of, Style: th.Faint}
	case 2:
		if x.kind == nil {
			return table.Cell{}
		}
		return table.Cell{Text: x.kind.Name, Style: th.Dim}
	}
	ref := x.id.String()
	cell := table.Cell{Text: ref, Style: th.Faint}
	if x.Ref {
		cell.Spans = []table.Span{{From: 0, To: len(ref), Style: th.Match}}
	}
	return cell
}

// titled is the name and, dim behind it, the piece of another field in which the rest of the words
// is.
func titled(x *sight, th *theme.Theme) table.Cell {
	if x.gone {
		return table.Cell{Text: "deleted meanwhile", Style: th.Faint}
	}
	cell := table.Cell{Text: x.Title, Style: th.Text, Spans: lights(nil, x.TitleLit, 0, len(x.Title), th.Match, theme.Style{})}
	if x.Field == nil {
		return cell
	}
	at := len(cell.Text)
	cell.Text += "   " + strings.ToLower(x.Field.Label) + ": "
	if x.Cut {
		cell.Text += th.Glyphs.Ellipsis
	}
	from := len(cell.Text)
	cell.Text += x.Text
	cell.Spans = append(cell.Spans, table.Span{From: at, To: from, Style: th.Dim})
	cell.Spans = lights(cell.Spans, x.TextLit, from, len(x.Text), th.Match, th.Dim)
	return cell
}

// lights adds the spans of a text of n bytes that begins at a place of a cell: what was looked for
// in one style, the rest in another, the zero style being the cell's own.
func lights(out []table.Span, lits []search.Span, at, n int, lit, rest theme.Style) []table.Span {
	last := 0
	between := func(to int) {
		if to > last && !rest.Empty() {
			out = append(out, table.Span{From: at + last, To: at + to, Style: rest})
		}
	}
	for _, l := range lits {
		if l.From >= l.To {
			continue
		}
		between(l.From)
		out = append(out, table.Span{From: at + l.From, To: at + l.To, Style: lit})
		last = l.To
	}
	between(n)
	return out
}

// sight makes out a hit. What is kept goes with the next answer; a list scrolled through from end
// to end forgets it on the way.
func (s *Search) sight(row int) *sight {
	if x := s.cells[row]; x != nil {
		return x
	}
	if len(s.cells) > 500 {
		s.cells = map[int]*sight{}
	}
	x := &sight{id: s.found.ID(row)}
	x.kind = s.env.Snap.Schema().Of(x.id)
	r := s.env.Snap.Get(x.id)
	if x.gone = r == nil || x.kind == nil; !x.gone {
		x.Shown = s.query.Show(s.ctx, x.kind, r, s.found.Loose)
		x.of = ownerName(s.ctx, r)
	}
	s.cells[row] = x
	return x
}

// ownerName is the name of what a record belongs to.
func ownerName(c *model.Ctx, r model.Record) string {
	if o, ok := r.(interface{ Owner() model.ID }); ok && o.Owner() != 0 {
		return c.NameOf(o.Owner())
	}
	return ""
}
