package entry

import (
	"strings"

	"tandem/ui/layout"
	"tandem/ui/theme"
)

// Chip is a mark of a typed sentence as it was understood, for the line below it.
type Chip struct {
	Text  string
	Faint bool // nobody typed it: it holds unless a mark says otherwise
}

// Chips draws the chips that fit into w cells, each in brackets, so that colour is not their only sign. The
// text may be of data: it is cleaned.
func Chips(list []Chip, w int, th *theme.Theme) string {
	var out strings.Builder
	used := 0
	for _, c := range list {
		text, st := "["+layout.Clean(c.Text)+"]", th.Info
		if c.Faint {
			st = th.Dim
		}
		if used > 0 {
			text = " " + text
		}
		if used += layout.Width(text); used > w {
			break
		}
		out.WriteString(st.Render(text))
	}
	return layout.FitWith(out.String(), w, layout.Left, th.Glyphs.Ellipsis)
}
