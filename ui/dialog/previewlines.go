package dialog

import (
	"strings"

	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// How the lines of a preview and the words of its foot get their room: what is wider than the dialog
// goes on in the next row, since the point of a line is often at its end.

// maxLineRows is how many rows one line gets; what is longer still ends in an ellipsis.
const maxLineRows = 6

// hang is how far the rows of a line stand in below its first one.
const hang = 2

// row is a row of the list: a line, or a part of one.
type row struct {
	text string
	tone Tone
	more bool // it goes on with the line above
}

// wrapRows are the lines as rows in w cells. They are kept until the width changes: there may be many.
func (p *PreviewView) wrapRows(w int, tail string) []row {
	if p.rows != nil && p.wide == w {
		return p.rows
	}
	p.wide, p.rows = w, make([]row, 0, len(p.lines))
	room := max(1, w-2*side-2)
	for _, l := range p.lines {
		text := layout.Clean(l.Text)
		if layout.Width(text) <= w-side-2 {
			p.rows = append(p.rows, row{text: text, tone: l.Tone})
			continue
		}
		parts := layout.Wrap(layout.TruncateWith(text, maxLineRows*room, tail), room)
		first := parts[0]
		rest := layout.Wrap(strings.Join(parts[1:], " "), max(1, room-hang))
		p.rows = append(p.rows, row{text: first, tone: l.Tone})
		for _, s := range rest {
			p.rows = append(p.rows, row{text: layout.Blank(hang) + s, tone: l.Tone, more: true})
		}
	}
	return p.rows
}

// drawRow is a row with the sign of its tone before the first of a line.
func drawRow(r row, w int, th *theme.Theme) string {
	style, sign := th.Text, " "
	switch r.tone {
	case Aside:
		style = th.Dim
	case Good:
		style, sign = th.Ok, th.Glyphs.Check
	case Warn:
		style, sign = th.Warm, th.Glyphs.Risk
	case Wrong:
		style, sign = th.Bad, th.Glyphs.Breach
	}
	if r.more {
		sign = layout.Blank(layout.Width(sign))
	}
	return layout.FitWith(layout.Blank(side)+style.Render(sign)+" "+style.Render(r.text), w, layout.Left, th.Glyphs.Ellipsis)
}

// option is something that can be done with a preview, in the foot of it.
type option struct {
	key, text string
	do        func() pane.Effect
	line      int // of the foot, from 0
	from, to  int // cells there
}

// options are what enter, esc and the key of another way do.
func (p *PreviewView) options(env pane.Env) []option {
	var out []option
	if p.accept != nil {
		out = append(out, option{key: env.Key("dialog", "dialog.ok", "enter"), text: p.verb, do: func() pane.Effect { return closing(p.accept) }})
	}
	out = append(out, option{key: env.Key("dialog", "dialog.cancel", "esc"), text: "leaves everything as it is", do: func() pane.Effect { return pane.Close{} }})
	if n := len(p.ways); n > 1 {
		out = append(out, option{key: env.Key("dialog", "move.right", "l"), text: "makes " + p.ways[(p.way+1)%n] + " instead", do: func() pane.Effect { p.turn(1); return nil }})
	}
	return out
}

// placeOptions puts the options on as few lines as hold them, and returns how many those are. One that no line
// holds is cut.
func placeOptions(list []option, w int) int {
	line, x := 0, side
	for i := range list {
		o := &list[i]
		wide := layout.Width(o.key) + 1 + layout.Width(layout.Clean(o.text))
		if x > side && x+wide > w-side {
			line, x = line+1, side
		}
		o.line, o.from, o.to = line, x, min(x+wide, w)
		x += wide + 3
	}
	return line + 1
}

// drawOptions draws the lines of the foot.
func drawOptions(list []option, lines, w int, th *theme.Theme) []string {
	out := make([]string, lines)
	for _, o := range list {
		if o.line >= lines {
			break // a dialog this low has no room for it
		}
		s := &out[o.line]
		*s += layout.Blank(max(0, o.from-layout.Width(*s))) + th.Key.Render(o.key) + " " + th.KeyText.Render(layout.Clean(o.text))
	}
	for i, s := range out {
		out[i] = layout.FitWith(s, w, layout.Left, th.Glyphs.Ellipsis)
	}
	return out
}
