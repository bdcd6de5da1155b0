package form

import (
	"strings"

	"tandem/model"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// view is where things were last drawn, for the cursor, the mouse and paging.
type view struct {
	off    int  // the first line of the fields that shows
	reveal bool // the focused field must show
	list   int  // lines of fields that show
	cols   cols
	pos    []int // the first line of each field
	total  int
	foldAt int // the line of the fold
	top    int // a blank line above the fields, where there is room
	opts   int // the line of the first match, -1 without
	shown  int // matches drawn
	x, y   int
	cursor bool
	fitted map[string]string // lines as built, and as they fit fitW cells
	fitW   int
}

// fit makes a line exactly w cells. Measuring styled text is what drawing costs most, so lines
// that come again are not measured again.
func (v *view) fit(s string, w int) string {
	if v.fitted == nil || v.fitW != w || len(v.fitted) > 400 {
		v.fitted, v.fitW = map[string]string{}, w
	}
	out, ok := v.fitted[s]
	if !ok {
		out = layout.Fit(s, w, layout.Left)
		v.fitted[s] = out
	}
	return out
}

// cols are the columns of a row: bar, label, value, what is said of it. Where stacked is set
// the value stands below its label.
type cols struct {
	w, label, value, side int
	stacked               bool
}

const (
	margin  = 2  // the bar and a blank
	between = 2  // blanks between columns
	sideMin = 72 // from this width on there is room for words beside the value
	stackAt = 40 // below this width label and value stand one below the other
	airy    = 21 // above this height a blank line stands over the fields
)

// Size is the room the form wants: all its fields and what is said of the focused one.
func (f *Form) Size(_ pane.Env, w, h int) (int, int) {
	w = min(w, 100)
	_, total := f.place(f.columns(w))
	return w, min(h, total+9)
}

// columns gives each column its cells for a width. The label column is as wide as the longest
// label but at most a third; the value never gets less than what is said of it.
func (f *Form) columns(w int) cols {
	c := cols{w: w, stacked: w < stackAt}
	if c.stacked {
		c.value = max(0, w-margin-1)
		return c
	}
	for _, in := range f.inputs {
		n := layout.Width(in.f.Label)
		if in.f.Required {
			n += 2
		}
		c.label = max(c.label, n)
	}
	c.label = min(c.label, w/3, 26)
	rest := w - margin - c.label - between - 1
	if w >= sideMin {
		c.side = min(max(0, rest-between-20), 34)
		rest -= c.side + between
	}
	c.value = max(0, rest)
	return c
}

// place gives each field its first line. A blank line parts what every record has from what
// is this kind's own.
func (f *Form) place(c cols) (pos []int, total int) {
	for i, in := range f.inputs {
		if i == f.first {
			total++ // the line of the fold
			if !f.more {
				break
			}
		}
		if in.f.Name == "tags" && total > 0 && i > f.first {
			total++
		}
		pos = append(pos, total)
		total++
		if c.stacked {
			total++
		}
	}
	return pos, total
}

// areaHeight is the room below the fields for what is said of the focused one.
func areaHeight(h int) int {
	switch {
	case h < 6:
		return 0
	case h < 9:
		return 2
	case h < 14:
		return 4
	case h < 24: // on a small screen fields matter more than many things to choose from
		return 6
	}
	return 8
}

// Draw returns exactly h lines of exactly w cells.
func (f *Form) Draw(env pane.Env, w, h int, focused bool) []string {
	w, h = max(0, w), max(0, h)
	f.refresh(env)
	v := &f.view
	v.cols, v.cursor, v.opts, v.shown = f.columns(w), false, -1, 0
	area := areaHeight(h)
	v.top = 0
	if h > airy {
		v.top = 1
	}
	v.list = h - area - v.top
	v.pos, v.total = f.place(v.cols)
	f.scroll()
	lines := append(make([]string, v.top, h), f.drawFields(env.Theme, focused)...)
	v.y += v.top
	if area > 0 {
		lines = append(lines, f.drawArea(env, w, area)...)
	}
	for i := range lines {
		lines[i] = v.fit(lines[i], w)
	}
	return lines
}

// scroll keeps the focused field in sight after it changed, and the view within the fields.
func (f *Form) scroll() {
	v := &f.view
	if len(f.inputs) > 0 && v.reveal {
		last := v.pos[f.at]
		if v.cols.stacked {
			last++
		}
		ahead := 0 // a line beyond the focus, to show that there is more
		if v.list > 6 {
			ahead = 1
		}
		v.off = min(v.off, v.pos[f.at]-ahead)
		v.off = max(v.off, last+ahead-v.list+1)
	}
	v.off = max(0, min(v.off, v.total-v.list))
}

// drawFields draws the rows in sight and notes where the text cursor is.
func (f *Form) drawFields(th *theme.Theme, focused bool) []string {
	v := &f.view
	lines := make([]string, v.list)
	f.drawFold(lines, th)
	for i := range f.inputs[:f.shown()] {
		at := v.pos[i] - v.off
		if at >= v.list {
			break
		}
		if at < -1 {
			continue
		}
		row := f.drawRow(i, th, focused)
		for n, line := range row {
			if y := at + n; y >= 0 && y < v.list {
				lines[y] = line
				if i == f.at && focused && n == len(row)-1 && f.inputs[i].f.Type != model.TypeList {
					v.y, v.cursor = y, true
				}
			}
		}
	}
	for y := range lines {
		if thumb := f.thumb(y, th); thumb != "" {
			lines[y] = layout.Fit(lines[y], max(0, v.cols.w-1), layout.Left) + thumb
		}
	}
	return lines
}

// thumb is the sign at the right edge that tells how far the fields are scrolled.
func (f *Form) thumb(y int, th *theme.Theme) string {
	v := &f.view
	if v.total <= v.list || v.list == 0 {
		return ""
	}
	from := v.off * v.list / v.total
	to := max(from+1, (v.off+v.list)*v.list/v.total)
	if y < from || y >= to {
		return ""
	}
	return th.Faint.Render(th.Glyphs.Scroll)
}

// drawRow is one field: a line, or two where label and value are stacked.
func (f *Form) drawRow(i int, th *theme.Theme, focused bool) []string {
	in, c := f.inputs[i], f.view.cols
	on := i == f.at
	bar := f.bar(in, on, th)
	label := in.f.Label
	star := ""
	if in.f.Required {
		star = th.Accent.Render(" *")
	}
	ls := th.Dim
	if on {
		ls = th.Title
	}
	if c.stacked {
		head := bar + " " + ls.Render(layout.Truncate(label, max(0, c.w-margin-3))) + star
		value := f.drawValue(in, c.value, th, on && focused)
		f.noteCursor(in, on, margin)
		return []string{head, bar + " " + value}
	}
	name := layout.FitWith(label, c.label-layout.Width(star), layout.Left, th.Glyphs.Ellipsis)
	if star != "" { // the star stands right behind the label
		short := layout.TruncateWith(label, max(0, c.label-2), th.Glyphs.Ellipsis)
		name = layout.Pad(ls.Render(short)+star, c.label, layout.Left)
	} else {
		name = ls.Render(name)
	}
	side, vw := f.side(in, on, th), c.value
	if side == "" && c.side > 0 && !(on && echoes(in.f.Type)) {
		vw += between + c.side
	}
	value := f.drawValue(in, vw, th, on && focused)
	f.noteCursor(in, on, margin+c.label+between)
	line := bar + " " + name + layout.Blank(between) + value
	if side != "" && c.side > 0 {
		line += layout.Blank(between) + side
	}
	return []string{line}
}

// noteCursor remembers where the cursor of the focused field stands in its row.
func (f *Form) noteCursor(in *input, on bool, x int) {
	if on {
		f.view.x = x + in.line.Cursor()
	}
}

// bar is the sign at the left of a row: focus, a problem, a change.
func (f *Form) bar(in *input, on bool, th *theme.Theme) string {
	sign := "▌"
	if th.ASCII {
		sign = "|"
	}
	switch {
	case on && in.problem() != "":
		return th.Bad.Render(sign)
	case on:
		return th.Accent.Render(sign)
	case in.problem() != "":
		return th.Bad.Render("!")
	case in.doubt != "":
		return th.Warm.Render("!")
	case in.dirty() && f.id != 0:
		return th.Accent.Render(th.Glyphs.Dot)
	}
	return " "
}

// echoes tells the types that are shown again as they were understood.
func echoes(t model.Type) bool {
	switch t {
	case model.TypeText, model.TypeLong, model.TypeRef, model.TypeRefs, model.TypeTags, model.TypeList, model.TypeFlag:
		return false
	}
	return true
}

// side is what is said beside a value: what is wrong with it, or what it was taken for.
func (f *Form) side(in *input, on bool, th *theme.Theme) string {
	w := f.view.cols.side
	if w == 0 {
		return ""
	}
	if p := in.problem(); p != "" {
		if on && !echoes(in.f.Type) {
			return "" // said in full below
		}
		return th.Bad.Render(layout.FitWith(layout.Clean(p), w, layout.Left, th.Glyphs.Ellipsis))
	}
	if in.doubt != "" && !on {
		return th.Warm.Render(layout.FitWith(layout.Clean(in.doubt), w, layout.Left, th.Glyphs.Ellipsis))
	}
	if on && in.echo != "" {
		return th.Info.Render(layout.FitWith("= "+layout.Clean(in.echo), w, layout.Left, th.Glyphs.Ellipsis))
	}
	style := th.Dim
	if in.off {
		style = th.Bad
	}
	if in.beside != "" {
		return style.Render(layout.FitWith(layout.Clean(in.beside), w, layout.Left, th.Glyphs.Ellipsis))
	}
	return ""
}

// drawValue is the value in exactly w cells.
func (f *Form) drawValue(in *input, w int, th *theme.Theme, on bool) string {
	if in.f.Type == model.TypeList {
		return f.drawList(in, w, th, on)
	}
	in.line.Placeholder = ""
	switch {
	case in.various && in.emptied:
		in.line.Placeholder = "(emptied)"
	case in.various:
		in.line.Placeholder = "(various)"
	case on:
		in.line.Placeholder = example(in.f.Type)
	}
	in.line.Ghost = f.ghost(in, on)
	if in.f.Type == model.TypeFlag && in.raw() == "no" && !on {
		return th.Faint.Render(layout.Fit("no", w, layout.Left))
	}
	return in.line.Draw(w, th, on)
}

// ghost is the rest of the word that an enum or a match would complete.
func (f *Form) ghost(in *input, on bool) string {
	if !on || !in.line.AtEnd() || in.raw() == "" {
		return ""
	}
	switch {
	case in.f.Type == model.TypeEnum && in.valid && in.exact != "":
		return suffix(in.exact, in.raw())
	case in.f.Type == model.TypeRef && len(f.matches) > 0:
		m := f.matches[f.pick]
		if s := suffix(m.label, in.raw()); s != "" {
			return s
		}
		return "  " + m.label
	}
	return ""
}

// suffix is what whole has beyond start, whatever the case of start.
func suffix(whole, start string) string {
	if len(start) < len(whole) && strings.EqualFold(whole[:len(start)], start) {
		return whole[len(start):]
	}
	return ""
}

// drawList is a list in one line: how many rows, and the first.
func (f *Form) drawList(in *input, w int, th *theme.Theme, on bool) string {
	style, faint := th.Text, th.Dim
	if on {
		style = th.InputFocus
		faint = th.Dim.On(th.InputFocus)
	}
	if in.various && !in.dirty() {
		return faint.Render(layout.Fit("(various)", w, layout.Left))
	}
	if in.count == 0 {
		return faint.Render(layout.Fit("none", w, layout.Left))
	}
	count := plural(in.count, "row")
	if layout.Width(count)+between >= w {
		return style.Render(layout.FitWith(count, w, layout.Left, th.Glyphs.Ellipsis))
	}
	first := layout.FitWith(rowText(in.shown[0], th), w-len(count)-between, layout.Left, th.Glyphs.Ellipsis)
	return style.Render(count+layout.Blank(between)) + faint.Render(first)
}

// Cursor is where the text cursor was last drawn.
func (f *Form) Cursor() (x, y int, ok bool) { return f.view.x, f.view.y, f.view.cursor }

// Click focuses the field under the mouse, or takes the match.
func (f *Form) Click(env pane.Env, x, y int, _ bool) pane.Effect {
	v := &f.view
	if f.busy || len(f.inputs) == 0 {
		return nil
	}
	if v.opts >= 0 && y >= v.opts && y < v.opts+v.shown && len(f.matches) > 0 {
		f.pick = y - v.opts
		f.take(env)
		return nil
	}
	if y -= v.top; y < 0 || y >= v.list {
		return nil
	}
	line := y + v.off
	if line == v.foldAt && f.first < len(f.inputs) {
		f.fold(env, !f.more)
		return nil
	}
	for i := len(v.pos) - 1; i >= 0; i-- {
		if line < v.pos[i] {
			continue
		}
		if i != f.at {
			f.focus(env, i)
		}
		if from := f.valueX(); x >= from {
			f.cur().line.Click(x - from)
		}
		return nil
	}
	return nil
}

// valueX is the first cell of the values.
func (f *Form) valueX() int {
	if f.view.cols.stacked {
		return margin
	}
	return margin + f.view.cols.label + between
}

// Wheel scrolls the fields; the focus stays where it is.
func (f *Form) Wheel(_ pane.Env, _, _, lines int) pane.Effect {
	f.view.reveal = false
	f.view.off = max(0, min(f.view.off+lines, f.view.total-f.view.list))
	return nil
}
