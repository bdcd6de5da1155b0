package form

import (
	"strings"

	"tandem/model"
	"tandem/ui/layout"
	"tandem/ui/pane"
)

// Size is the room for the table, a line to add to, and what is said of the cell.
func (r *Rows) Size(_ pane.Env, w, h int) (int, int) {
	total := margin
	for _, n := range r.widths(w) {
		total += n + between
	}
	return min(w, max(total, 60)), min(h, len(r.cells)+areaHeight(h)+3)
}

// widths gives each column the room its cells want, within bounds.
func (r *Rows) widths(w int) []int {
	out := make([]int, len(r.cols))
	for i, fd := range r.cols {
		n := layout.Width(fd.Label)
		for _, row := range r.cells {
			n = max(n, layout.Width(row[i].raw())+1)
		}
		if fd.Type == model.TypeRef {
			n = max(n, 18)
		}
		out[i] = min(max(n, 8), max(w/2, 8), 48)
	}
	return out
}

// fitting is the last column, counted from left, that shows in w cells.
func (r *Rows) fitting(widths []int, left, w int) int {
	used := margin
	for i := left; i < len(widths); i++ {
		if used += widths[i] + between; used > w+between && i > left {
			return i - 1
		}
	}
	return len(widths) - 1
}

// Draw returns exactly h lines of exactly w cells: the names of the columns, the rows, and below
// them what is said of the cell.
func (r *Rows) Draw(env pane.Env, w, h int, focused bool) []string {
	th := env.Theme
	widths := r.widths(w)
	area := areaHeight(h)
	room := max(h-area-1, 0)
	r.off = max(min(r.off, r.r), r.r-room+1, 0)
	r.left = min(r.left, r.c)
	for r.c > r.fitting(widths, r.left, w) {
		r.left++
	}
	last := r.fitting(widths, r.left, w)
	if last == len(widths)-1 { // what is left over goes to the last column
		used := margin
		for _, n := range widths[r.left:last] {
			used += n + between
		}
		widths[last] = max(w-used-1, 1)
	}
	head := layout.Blank(margin)
	for i := r.left; i <= last; i++ {
		head += layout.FitWith(strings.ToLower(r.cols[i].Label), widths[i], layout.Left, th.Glyphs.Ellipsis) + layout.Blank(between)
	}
	lines := []string{th.Header.Render(layout.FitWith(head, w, layout.Left, th.Glyphs.Ellipsis))}
	for y := r.off; y < len(r.cells) && len(lines) <= room; y++ {
		lines = append(lines, r.drawRow(env, y, widths, last, focused))
	}
	lines = append(lines, make([]string, max(0, room+1-len(lines)))...)
	lines = append(lines, r.drawArea(env, w, area)...)
	for i := range lines {
		lines[i] = layout.FitWith(lines[i], w, layout.Left, th.Glyphs.Ellipsis)
	}
	return layout.Block(lines, w, h)
}

func (r *Rows) drawRow(env pane.Env, y int, widths []int, last int, focused bool) string {
	th := env.Theme
	var b strings.Builder
	mark := "  "
	if y == r.r {
		mark = th.Accent.Render(th.Glyphs.Cursor) + " "
	}
	for _, in := range r.cells[y] {
		if in.err != "" {
			mark = th.Bad.Render("!") + " "
		}
	}
	b.WriteString(mark)
	x := margin
	for i := r.left; i <= last; i++ {
		in := r.cells[y][i]
		switch {
		case y == r.r && i == r.c:
			in.line.Ghost = ""
			if len(r.matches) > 0 && in.line.AtEnd() {
				in.line.Ghost = suffix(r.matches[r.pick].label, in.raw())
			}
			b.WriteString(in.line.Draw(widths[i], th, focused))
			r.x, r.y = x+in.line.Cursor(), y-r.off+1
		case in.err != "":
			b.WriteString(th.Bad.Render(layout.FitWith(in.raw(), widths[i], layout.Left, th.Glyphs.Ellipsis)))
		default:
			b.WriteString(th.Text.Render(layout.FitWith(in.raw(), widths[i], layout.Left, th.Glyphs.Ellipsis)))
		}
		b.WriteString(layout.Blank(between))
		x += widths[i] + between
	}
	return b.String()
}

// drawArea says what is wrong with the cell, or what it was taken for, what it wants, and what
// may be chosen.
func (r *Rows) drawArea(env pane.Env, w, h int) []string {
	if h == 0 {
		return nil
	}
	th, in := env.Theme, r.cur()
	room := max(w-margin-1, 1)
	lines := []string{th.Border.Render(strings.Repeat(th.Glyphs.Horizontal, w))}
	switch {
	case in.err != "":
		lines = append(lines, th.Bad.Render(layout.Clean(in.err)))
	case r.in.problem() != "":
		lines = append(lines, th.Bad.Render(layout.Clean(r.in.problem())))
	case in.echo != "":
		lines = append(lines, th.Info.Render("= "+layout.Clean(in.echo)))
	}
	if s := r.f.wants(env, in); s != "" {
		lines = append(lines, th.Dim.Render(s))
	}
	rest := max(h-len(lines), 0)
	switch {
	case in.f.Type == model.TypeEnum:
		lines = append(lines, r.f.drawChoices(in, th, room, rest)...)
	case len(r.matches) > 0:
		was, at := r.f.matches, r.f.pick
		r.f.matches, r.f.pick = r.matches, r.pick
		lines = append(lines, r.f.drawMatches(env, room, rest)...)
		r.f.matches, r.f.pick = was, at
	}
	for i := range lines[1:] {
		lines[i+1] = layout.Blank(margin) + lines[i+1]
	}
	return append(lines, make([]string, max(0, h-len(lines)))...)[:h]
}

// Cursor is where the text cursor was last drawn.
func (r *Rows) Cursor() (x, y int, ok bool) { return r.x, r.y, true }
