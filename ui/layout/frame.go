package layout

import (
	"strings"

	"tandem/ui/theme"
)

// least is the smallest side that still has room for a border and something in
// it; below that content alone is shown.
const least = 2

// Frame draws a thin rounded border around content and returns exactly rect.H
// lines of rect.W cells. The title sits in the top border; if it carries styles
// already it is taken as it is, else titleStyle dresses it. The footer sits at
// the right of the bottom border.
func Frame(rect Rect, title, footer string, lines []string, border, titleStyle theme.Style, ascii bool) []string {
	if rect.W < least || rect.H < least {
		return Block(lines, rect.W, rect.H)
	}
	g, tail := theme.Unicode(), Tail
	if ascii {
		g, tail = theme.ASCII(), TailASCII
	}
	inner := rect.W - 2
	out := make([]string, 0, rect.H)
	out = append(out, topEdge(g, inner, title, border, titleStyle, tail))
	side := border.Render(g.Vertical)
	for i := range rect.H - 2 {
		line := Blank(inner)
		if i < len(lines) {
			line = FitWith(lines[i], inner, Left, tail)
		}
		out = append(out, side+line+side)
	}
	return append(out, bottomEdge(g, inner, footer, border))
}

// Inner is the rectangle that Frame leaves to its content.
func Inner(rect Rect) Rect {
	if rect.W < least || rect.H < least {
		return rect
	}
	return rect.Inset(1)
}

// topEdge sets the title one blank from the corner: "╭ Plan ────╮". A title with
// no room for two letters is left out rather than shown as a scrap.
func topEdge(g theme.Glyphs, inner int, title string, border, style theme.Style, tail string) string {
	room := inner - 2
	if title == "" || room < 2 {
		return border.Render(g.TopLeft + strings.Repeat(g.Horizontal, inner) + g.TopRight)
	}
	title = TruncateWith(title, room, tail)
	title = FitWith(title, min(Width(title), room), Left, tail)
	rest := inner - 2 - Width(title)
	if strings.IndexByte(title, 0x1b) < 0 {
		title = style.Render(title)
	}
	return border.Render(g.TopLeft) + " " + title + " " + border.Render(strings.Repeat(g.Horizontal, rest)+g.TopRight)
}

// bottomEdge sets the footer one line piece from the right: "╰──── 4/4 ─╯". It is drawn in
// the terminal's own colour: it changes with every move of the cursor, and colours cost bytes.
func bottomEdge(g theme.Glyphs, inner int, footer string, border theme.Style) string {
	room := inner - 4
	if footer == "" || room < 1 || Width(footer) > room {
		return border.Render(g.BottomLeft + strings.Repeat(g.Horizontal, inner) + g.BottomRight)
	}
	rest := room - Width(footer) + 1
	head := g.BottomLeft + strings.Repeat(g.Horizontal, rest)
	last := g.Horizontal + g.BottomRight
	return border.Render(head) + " " + footer + " " + border.Render(last)
}
