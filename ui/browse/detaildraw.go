package browse

import (
	"strings"

	"tandem/model"
	"tandem/ui/layout"
)

// blank reports an empty line.
func (l *line) blank() bool { return l.label == "" && l.text == "" && !l.empty }

// draw makes the line of exactly w cells.
func (d *Detail) draw(l line, w int, cursor bool) string {
	th := d.env.Theme
	switch {
	case l.blank():
		return layout.Blank(w)
	case l.title:
		return d.drawTitle(l, w)
	case l.head && !cursor:
		return th.Header.Render(layout.FitWith(" "+l.label, w, layout.Left, th.Glyphs.Ellipsis))
	}
	lead := "  "
	if cursor {
		lead = th.Glyphs.Cursor + " "
	}
	if l.head {
		return th.Select.Render(layout.FitWith(th.Glyphs.Cursor+l.label, w, layout.Left, th.Glyphs.Ellipsis))
	}
	text, style := l.text, l.style
	if l.empty {
		text, style = th.Glyphs.Dash, th.Faint
	}
	label := lead + layout.FitWith(l.label, d.label, layout.Left, th.Glyphs.Ellipsis) + " "
	text = layout.FitWith(text, max(w-layout.Width(label)-1, 0), layout.Left, th.Glyphs.Ellipsis) + " "
	line := ""
	switch {
	case cursor:
		return th.Select.Render(layout.FitWith(label+text, w, layout.Left, th.Glyphs.Ellipsis))
	case !l.sign.Empty():
		sign, rest, _ := strings.Cut(l.label, " ")
		rest = layout.FitWith(rest, max(d.label-layout.Width(sign)-1, 0), layout.Left, th.Glyphs.Ellipsis)
		line = lead + l.sign.Render(sign) + th.Dim.Render(" "+rest+" ")
	default:
		line = th.Dim.Render(label)
	}
	if l.leads() && style.Empty() {
		style = th.Accent
	}
	return layout.FitWith(line+style.Render(text), w, layout.Left, th.Glyphs.Ellipsis)
}

// drawTitle is a line of the heading: sign, reference and name over the whole width.
func (d *Detail) drawTitle(l line, w int) string {
	th := d.env.Theme
	line := " "
	if sign, rest, ok := strings.Cut(l.label, " "); ok && !l.sign.Empty() {
		line += l.sign.Render(sign) + th.Dim.Render(" "+rest)
	} else {
		line += th.Dim.Render(l.label)
	}
	return layout.FitWith(line+l.style.Render(l.text), w, layout.Left, th.Glyphs.Ellipsis)
}

// The label column is as wide as the kind's longest label, within these bounds and two fifths of
// the width, in a preview a little more; a longer label, such as of a value an import left, gets a
// line to itself. In a preview, where every field has its one line, it is shortened.
const (
	labelMin = 8
	labelMax = 22
)

// labelColumn is the room for labels: it hangs on the kind and the width alone, so that values
// stand in the same place whatever record is shown.
func labelColumn(k *model.Kind, w int, brief bool) int {
	n := labelMin
	for i := range k.Fields {
		if f := &k.Fields[i]; !unsaid[f.Name] && !f.Title {
			n = max(n, layout.Width(labelOf(f)))
		}
	}
	share := w * 2 / 5
	if brief {
		share = w * 9 / 20
	}
	return max(min(n, labelMax, share), 1)
}

// add appends a line. A label that does not fit its column stands on a line of its own.
func (d *Detail) add(l line) {
	if !d.brief && !l.head && !l.title && l.sign.Empty() && layout.Width(l.label) > d.label && l.rev == nil && d.label >= labelMin {
		d.lines = append(d.lines, line{label: l.label, head: true})
		l.label = ""
	}
	d.lines = append(d.lines, l)
}

// room is how many cells a value has.
func (d *Detail) room() int { return max(d.width-d.label-4, 8) }
