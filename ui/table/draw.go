package table

import (
	"slices"
	"strings"

	"tandem/ui/layout"
	"tandem/ui/theme"
)

// Row states that change how a row looks.
const (
	isCursor uint8 = 1 << iota
	isFocused
	isMarked
)

// rowKey names a drawn row. Rows are told apart by position, which within one
// revision means the same record and also holds when a record shows twice.
type rowKey struct {
	row   int
	state uint8
}

// memo keeps what was drawn. lines is the last whole answer; rows are single
// lines, valid until anything but the cursor or the offset changes.
type memo struct {
	frame  frameKey
	lines  []string
	look   lookKey
	rows   map[rowKey]string
	header string
}

// frameKey is everything the whole picture depends on, lookKey what all rows do.
type frameKey struct {
	look           lookKey
	h              int
	cursor, offset int
	marked         uint64
	focused        bool
}

type lookKey struct {
	stamp, rev uint64
	w          int
	th         *theme.Theme
	plainHead  bool
}

// Draw returns exactly h lines of exactly w cells: the header, then the rows in
// view. The slice is not to be changed; the table gives it again while nothing
// changes. The work depends on h alone; a cursor move draws two rows anew.
func (t *Table) Draw(w, h int, th *theme.Theme, focused bool) []string {
	w, h = max(0, w), max(0, h)
	t.arrange(w)
	body := h
	if !t.NoHeader && h > 0 {
		body--
	}
	t.view(body)
	t.drawn = t.offset
	look := lookKey{t.stamp, t.rev, w, th, t.NoHeader}
	frame := frameKey{look, h, t.cursor, t.offset, t.marked, focused}
	if t.memo.lines != nil && t.memo.frame == frame && t.n > 0 {
		return t.memo.lines
	}
	t.prepare(look, h)
	lines := make([]string, 0, h)
	if body < h {
		if t.memo.header == "" {
			t.memo.header = t.drawHeader(th)
		}
		lines = append(lines, t.memo.header)
	}
	if t.n == 0 {
		lines = t.drawEmpty(lines, w, body, th)
	}
	for row := t.offset; row < t.n && len(lines) < h; row++ {
		lines = append(lines, t.line(row, th, focused))
	}
	for len(lines) < h {
		lines = append(lines, layout.Blank(w))
	}
	t.memo.lines, t.memo.frame = lines, frame
	return lines
}

// prepare forgets drawn rows when their look changed, or when scrolling has left
// far more of them than a screen holds.
func (t *Table) prepare(look lookKey, h int) {
	if t.memo.look != look || t.memo.rows == nil {
		t.memo.look, t.memo.header = look, ""
		t.memo.rows = make(map[rowKey]string, 2*h)
	}
	if len(t.memo.rows) > 4*h+64 {
		clear(t.memo.rows)
	}
}

// arrange solves the columns if width or columns changed.
func (t *Table) arrange(w int) {
	if t.lay.slots != nil && t.lay.w == w && t.lay.stamp == t.stamp {
		return
	}
	t.lay = solve(t.cols, nil, false, w, t.shift)
	if needs := t.measure(t.lay.slots); needs != nil { // which columns show does not depend on it
		t.lay = solve(t.cols, needs, t.n <= measured, w, t.shift)
	}
	t.shift = min(t.shift, t.lay.maxShift)
	t.lay.stamp = t.stamp
}

// measured is how many rows tell what a column needs: as many as a tall screen shows.
const measured = 60

// measure finds how many cells the rows take in each column that shows, where one may grow; others are not
// asked for, as their values may be long in the making. What was needed once is kept until
// there are other columns: nothing moves sideways because a filter hides the longest name.
func (t *Table) measure(slots []slot) []int {
	if len(t.cols) < 2 || t.n == 0 && t.needs == nil {
		return nil
	}
	if t.needs == nil {
		t.needs = make([]int, len(t.cols))
	}
	if !slices.ContainsFunc(t.cols, Column.grows) { // nobody would get what another has
		return nil
	}
	for _, s := range slots {
		i := s.col
		for row := range min(t.n, measured) {
			cell := t.src.Cell(row, i)
			if cell.Over {
				continue
			}
			if !cell.Styled {
				cell.Text = layout.Clean(cell.Text)
			}
			t.needs[i] = max(t.needs[i], layout.Width(cell.Text))
		}
	}
	return t.needs
}

// view moves the offset so that the cursor shows, with a margin, and no room is wasted below. Past an edge it
// moves by a part of the page, as Jump says.
func (t *Table) view(body int) {
	t.page = max(1, body)
	jump := 0
	if t.Jump > 0 {
		jump = body / t.Jump
	}
	m := t.margin(body)
	upper, lower := t.offset+m, t.offset+body-1-m
	switch {
	case t.lift && (t.cursor < upper || t.cursor >= t.offset+body-body/3):
		t.offset = t.cursor - max(m, body/4)
	case t.cursor == lower+1: // a step past the lower edge
		t.offset = t.cursor - (body - 1 - m) + jump
	case t.cursor > lower:
		t.offset = t.cursor - (body - 1 - m)
	case t.cursor == upper-1:
		t.offset = t.cursor - m - jump
	case t.cursor < upper:
		t.offset = t.cursor - m
	}
	t.lift = false
	t.offset = max(0, min(t.offset, t.cursor, max(0, t.n-body)))
	if s, ok := t.src.(Sectioned); ok && t.offset > 0 && t.cursor < t.offset+body-1 && s.Section(t.offset-1) && !s.Section(t.offset) {
		t.offset-- // a heading shows with what is first under it
	}
}

// margin is how many rows stay in sight above and below the cursor, where there is room for them. A
// row that was clicked on, or raised, stays where it is: a second click would else meet another.
func (t *Table) margin(body int) int {
	switch {
	case body < 12 || t.Flush || t.still && t.known && t.id == t.stillID:
		return 0
	case body < 24:
		return 2
	}
	return 3
}

// line gives one row, from memory if it was drawn in this state before.
func (t *Table) line(row int, th *theme.Theme, focused bool) string {
	key := rowKey{row: row}
	if row == t.cursor {
		key.state |= isCursor
		if focused {
			key.state |= isFocused
		}
	}
	if len(t.marks) > 0 && t.IsMarked(t.src.ID(row)) {
		key.state |= isMarked
	}
	if s, ok := t.memo.rows[key]; ok {
		return s
	}
	s := t.drawRow(row, key.state, th)
	t.memo.rows[key] = s
	return s
}

// drawRow draws one row over its fill, which runs across gaps and past the last
// column. A final Fit guards against clusters that join across cells.
func (t *Table) drawRow(row int, state uint8, th *theme.Theme) string {
	fill := theme.Style{}
	if state&isCursor != 0 {
		fill = th.SelectDim
		if state&isFocused != 0 {
			fill = th.Select
		}
	}
	var b strings.Builder
	b.Grow(4*t.lay.w + 64)
	t.drawGutter(&b, state, fill, th)
	at := t.lay.gutter
	for i := 0; i < len(t.lay.slots); i++ {
		s := t.lay.slots[i]
		fill.Append(&b, layout.Blank(s.x-at))
		cell, align := t.src.Cell(row, s.col), t.cols[s.col].Align
		if cell.Over {
			i, s.w = t.runOver(row, i)
			align = layout.Left
		}
		drawCell(&b, cell, s.w, align, fill, th)
		at = s.x + s.w
	}
	fill.Append(&b, layout.Blank(t.lay.w-at))
	line := joined(b.String())
	if layout.Width(line) != t.lay.w {
		return layout.FitWith(line, t.lay.w, layout.Left, th.Glyphs.Ellipsis)
	}
	return line
}

// runOver finds the last of the slots after i whose cells are empty, and the room from i to there.
func (t *Table) runOver(row, i int) (last, w int) {
	last = i
	for last+1 < len(t.lay.slots) && t.src.Cell(row, t.lay.slots[last+1].col).Text == "" {
		last++
	}
	end := t.lay.slots[last].x + t.lay.slots[last].w
	if last+1 == len(t.lay.slots) {
		end = t.lay.w
	}
	return last, end - t.lay.slots[i].x
}

// drawGutter shows the mark, the cursor, or both.
func (t *Table) drawGutter(b *strings.Builder, state uint8, fill theme.Style, th *theme.Theme) {
	if t.lay.gutter == 0 {
		return
	}
	first, second := " ", " "
	if state&isCursor != 0 {
		first = th.Glyphs.Cursor
	}
	if state&isMarked != 0 {
		if state&isCursor != 0 {
			second = first
		}
		first = th.Glyphs.Mark
	}
	style := fill
	if state&isMarked != 0 {
		style = th.Mark.On(fill)
	}
	style.Append(b, first)
	fill.Append(b, second)
}

// drawCell writes a cell of exactly w cells over the row's fill. Only the text carries the
// cell's style: blanks in another colour look the same and cost bytes on every move.
func drawCell(b *strings.Builder, c Cell, w int, align layout.Align, fill theme.Style, th *theme.Theme) {
	style := over(c.Style, fill, th)
	tail := th.Glyphs.Ellipsis
	if c.Styled {
		b.WriteString(style.Cover(layout.FitWith(c.Text, w, align, tail)))
		return
	}
	if c.Whole && layout.Width(layout.Clean(c.Text)) > w {
		c.Text, c.Spans = tail, nil
	}
	c = c.keepEnd(w, tail)
	text := layout.TruncateWith(layout.Clean(c.Text), w, tail)
	before, after := 0, max(w-layout.Width(text), 0)
	switch align {
	case layout.Right:
		before, after = after, 0
	case layout.Middle:
		before, after = after/2, after-after/2
	}
	fill.Append(b, layout.Blank(before))
	kept := text
	if text != c.Text {
		kept = strings.TrimSuffix(text, tail)
	}
	if len(c.Spans) == 0 || !strings.HasPrefix(c.Text, kept) {
		style.Append(b, text)
	} else {
		b.WriteString(style.Cover(spanned(kept, c.Spans, fill, style, th) + text[len(kept):]))
	}
	fill.Append(b, layout.Blank(after))
}

// keepEnd cuts what comes before the end that is to stay. An end that would leave nothing
// worth reading before it is cut like any other text.
func (c Cell) keepEnd(w int, tail string) Cell {
	from := len(c.Text) - c.Keep
	if c.Keep <= 0 || from <= 0 || layout.Width(c.Text) <= w {
		return c
	}
	end := layout.Clean(c.Text[from:])
	room := w - layout.Width(end)
	if room < layout.Width(end)+4 {
		return c
	}
	head := layout.TruncateWith(layout.Clean(c.Text[:from]), room, tail)
	whole := len(strings.TrimSuffix(head, tail)) // what is left of the text, the sign of the cut not counted
	spans := make([]Span, 0, len(c.Spans))
	for _, s := range c.Spans {
		switch {
		case s.From >= from:
			s.From, s.To = s.From-from+len(head), s.To-from+len(head)
		case s.To > whole:
			s.To = len(head)
		}
		spans = append(spans, s)
	}
	c.Text, c.Spans = head+end, spans
	return c
}

// over lays a style over the fill. Grey on the cursor's row would be hard to read: what is
// only dim takes the row's own look.
func over(s, fill theme.Style, th *theme.Theme) theme.Style {
	if !fill.Empty() && (s == th.Dim || s == th.Faint || s == th.Text || s == th.Title) {
		return fill
	}
	return s.On(fill)
}

// spanned sets the spans of a text in their styles. A span that reaches beyond the text, which
// may have been cut, ends with it; one that is out of order is left out.
func spanned(text string, spans []Span, fill, style theme.Style, th *theme.Theme) string {
	var b strings.Builder
	at := 0
	for _, s := range spans {
		s.To = min(s.To, len(text))
		if s.From < at || s.To <= s.From {
			continue
		}
		b.WriteString(text[at:s.From])
		if s.Style == th.Faint && style == th.Dim {
			s.Style = th.Dim // within what is dim already the difference is not seen
		}
		over(s.Style, fill, th).Append(&b, text[s.From:s.To])
		at = s.To
	}
	b.WriteString(text[at:])
	return b.String()
}

// drawHeader sets the titles, with the sort sign after the one that counts.
func (t *Table) drawHeader(th *theme.Theme) string {
	var b strings.Builder
	b.WriteString(layout.Blank(t.lay.gutter))
	at := t.lay.gutter
	for _, s := range t.lay.slots {
		b.WriteString(layout.Blank(s.x - at))
		b.WriteString(headCell(t.cols[s.col], s.w, t.sortBy, t.desc, th))
		at = s.x + s.w
	}
	line := layout.FitWith(b.String(), t.lay.w, layout.Left, th.Glyphs.Ellipsis)
	return th.Header.Render(line)
}

// headCell keeps the sort sign in sight even when the title must be cut.
func headCell(c Column, w int, sortBy string, desc bool, th *theme.Theme) string {
	title, sign := layout.Clean(c.Title), ""
	if c.Name != "" && c.Name == sortBy {
		sign = th.Glyphs.SortUp
		if desc {
			sign = th.Glyphs.SortDown
		}
		title = layout.TruncateWith(title, w-1, th.Glyphs.Ellipsis)
	}
	return layout.FitWith(title+sign, w, c.Align, th.Glyphs.Ellipsis)
}

// emptyWide is how wide the text of an empty table gets: a line that is read at a glance.
const emptyWide = 60

// drawEmpty shows what belongs here, a third of the way down. What is longer than a line goes on in the next.
func (t *Table) drawEmpty(lines []string, w, body int, th *theme.Theme) []string {
	var all []string
	for _, s := range t.Empty {
		if s = layout.Clean(s); layout.Width(s) > w-2 || layout.Width(s) > emptyWide+20 {
			all = append(all, layout.Wrap(s, max(min(w-2, emptyWide), 1))...)
		} else {
			all = append(all, s)
		}
	}
	top := max(0, (body-len(all))/3)
	for i := 0; i < body; i++ {
		text := ""
		if k := i - top; k >= 0 && k < len(all) {
			text = all[k]
		}
		lines = append(lines, th.Dim.Render(layout.FitWith(text, w, layout.Middle, th.Glyphs.Ellipsis)))
	}
	return lines
}

// ClickAt gives the row drawn at x,y, counted from the table's own corner.
func (t *Table) ClickAt(x, y int) (row int, ok bool) {
	if !t.NoHeader {
		y--
	}
	row = t.drawn + y // what is clicked on is what was drawn, whatever keys came since
	if y < 0 || y >= t.page || x < 0 || x >= t.lay.w || row >= t.n {
		return 0, false
	}
	t.still, t.stillID = true, t.src.ID(row)
	return row, true
}

// Pick moves the cursor to the row drawn at x,y and reports whether there is one.
func (t *Table) Pick(x, y int) bool {
	row, ok := t.ClickAt(x, y)
	if ok {
		t.MoveToRow(row)
	}
	return ok
}

// HeaderAt gives the column whose heading is drawn at x, its gap included.
func (t *Table) HeaderAt(x int) (col int, ok bool) {
	if t.NoHeader {
		return 0, false
	}
	for _, s := range t.lay.slots {
		if x >= s.x && x < s.x+s.w+t.lay.gap && x < t.lay.w {
			return s.col, true
		}
	}
	return 0, false
}

// BorderAt gives the column whose right border is at x: the gap behind it, where it can be taken
// hold of to change its width. The last column has none.
func (t *Table) BorderAt(x int) (col int, ok bool) {
	if t.NoHeader {
		return 0, false
	}
	for i, s := range t.lay.slots {
		if i+1 < len(t.lay.slots) && x >= s.x+s.w && x < t.lay.slots[i+1].x {
			return s.col, true
		}
	}
	return 0, false
}

// Slot gives where a column was last drawn and how wide; w is 0 where it does not show.
func (t *Table) Slot(col int) (x, w int) {
	for _, s := range t.lay.slots {
		if s.col == col {
			return s.x, s.w
		}
	}
	return 0, 0
}
