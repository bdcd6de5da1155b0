package layout

import "tandem/ui/theme"

// Headline is the first line of a page over both panes: whose page it is, behind that in dim what shows of
// it, and at the right end in a style of its own what it comes to. Every page names itself in this way, so
// that going from one picture to the next leaves the name where it was. Where room is short the right
// end goes first, then the middle is cut. The texts hold no styles; they are cleaned here.
func Headline(w int, name, about, right string, end theme.Style, th *theme.Theme) string {
	g := th.Glyphs.Ellipsis
	name = TruncateWith(" "+Clean(name), w, g)
	about, right = "  "+Clean(about), Clean(right)+" "
	rest := w - Width(name)
	if gap := rest - Width(about) - Width(right); gap > 1 && right != " " {
		return th.Title.Render(name) + th.Dim.Render(about) + Blank(gap) + end.Render(right)
	}
	return th.Title.Render(name) + th.Dim.Render(FitWith(about, rest, Left, g))
}
