package chart

import (
	"strings"

	"tandem/model/date"
	"tandem/ui/layout"
	"tandem/ui/theme"
)

// Shape is how a row is drawn.
type Shape uint8

// The shapes. A row without one is empty but for the lines that run through it.
const (
	Nothing Shape = iota
	Bar
	Summary
	Milestone
)

// Row is one line of the chart. All moments are Wall moments, 0 where there is none.
type Row struct {
	Shape                 Shape
	Start, Finish         date.Instant
	Done                  float64      // the finished share, 0 to 1
	Slack                 date.Instant // until when it may slip: where its float ends
	Stop, Resume          date.Instant // of a bar: it was interrupted between the two; what is done lies before
	BaseStart, BaseFinish date.Instant // as it was planned once
	Deadline              date.Instant
	Status                date.Instant // as of when its progress is told
	Critical, Dim         bool
	// Where it would be if something that is tried were done; 0 where it stays.
	GhostStart, GhostFinish date.Instant
	Back                    bool // others are looked at: it steps back
	Lit                     bool // it is what is looked at: in the accent, done or not; the critical path stays hot
}

// Link is an arrow between two rows of the picture, from an end of one to an end of the other.
type Link struct {
	From, To         int // rows
	AtStart, ToStart bool
	Critical, Lit    bool
	Back             bool // others are looked at; a lit one never is
}

// Picture draws rows over an axis. The zero value is ready; it keeps its room from one frame to
// the next, so that a frame allocates little more than its lines.
type Picture struct {
	Axis   Axis
	Now    date.Instant // 0: no line
	Rows   []Row
	Links  []Link
	Cursor int  // the row that is selected; -1 for none
	Focus  bool // whether keys go to it
	// Off says whether nobody works in a stretch of time. It is asked for each cell where cells
	// are no longer than a day; nil: weekends.
	Off func(from, to date.Instant) bool

	g      *glyphs
	th     *theme.Theme
	styles [inks]theme.Style
	mixed  map[mixture]theme.Style
	cells  []cell
	wires  []wireCell
	off    []bool
	rules  []bool
	offFor Axis
}

// cell is what stands in one cell. flip draws the ink as the ground around the glyph.
type cell struct {
	glyph       string
	ink, ground ink
	flip        bool
}

// mixture names a style that was put together: a cell's on a row's.
type mixture struct {
	ink, ground, row ink
	flip             bool
}

// mostRules is how many lines of the calendar help the eye. Each is also bytes on every move of the
// cursor, since it parts the ground of two rows.
const mostRules = 6

// Rows of the cursor have grounds of their own.
const (
	selected = inks + iota
	selectedDim
)

// Draw returns exactly h lines of exactly Axis.W cells.
func (p *Picture) Draw(h int, th *theme.Theme) []string {
	w := max(p.Axis.W, 0)
	p.dress(th)
	p.clear(w)
	out := make([]string, 0, max(h, 0))
	if need := w * min(max(h, 0), len(p.Rows)); cap(p.cells) < need {
		p.cells, p.wires = make([]cell, need), make([]wireCell, need)
	}
	rows := p.Rows[:min(max(h, 0), len(p.Rows))]
	p.cells, p.wires = p.cells[:w*len(rows)], p.wires[:w*len(rows)]
	clear(p.cells)
	clear(p.wires)
	for y := range rows {
		p.lines(y, &rows[y], p.cells[y*w:(y+1)*w])
		p.baseline(&rows[y], p.cells[y*w:(y+1)*w])
	}
	p.drawLinks(len(rows))
	for y := range rows {
		line := p.cells[y*w : (y+1)*w]
		p.bar(&rows[y], line)
		out = append(out, p.write(y, line))
	}
	for len(out) < max(h, 0) {
		out = append(out, layout.Blank(w))
	}
	return out
}

// dress makes the styles where the theme is another one.
func (p *Picture) dress(th *theme.Theme) {
	if p.th == th {
		return
	}
	p.th, p.styles, p.mixed, p.g = th, inksOf(th), map[mixture]theme.Style{}, &unicode
	if th.ASCII {
		p.g = &ascii
	}
}

// Forget drops what Off answered, for when the calendar is another one.
func (p *Picture) Forget() { p.off = p.off[:0] }

// clear finds out which cells are free time.
func (p *Picture) clear(w int) {
	if p.offFor == p.Axis && len(p.off) == w {
		return
	}
	p.off, p.offFor, p.rules = p.off[:0], p.Axis, append(p.rules[:0], make([]bool, w)...)
	for x := range w {
		p.off = append(p.off, p.Axis.Cell() <= day && p.free(p.Axis.At(x), p.Axis.At(x+1)))
	}
	if p.Axis.Cell() <= day { // free time parts the weeks already
		return
	}
	low, high := p.Axis.level()
	if low.length >= month {
		high = low
	}
	ticks := p.Axis.ticks(high, false)
	for _, k := range ticks {
		if k.x > 0 && len(ticks) <= mostRules {
			p.rules[k.x] = true
		}
	}
}

func (p *Picture) free(from, to date.Instant) bool {
	if p.Off != nil {
		return p.Off(from, to)
	}
	return (int64(from)/day)%7 >= 5 // instant 0 was a Monday
}

// lines draws what runs through all rows: free time, the calendar, the status date and now.
func (p *Picture) lines(y int, r *Row, line []cell) {
	for x := range line {
		if p.rules[x] && y != p.Cursor {
			line[x].glyph, line[x].ink = p.g.rule, rule
		}
		if p.off[x] {
			switch {
			case p.th.NoColor || p.th.ASCII:
				line[x] = cell{glyph: p.g.night, ink: shade}
			case !p.th.Dark:
				line[x].ground = shade
			case y != p.Cursor:
				line[x] = cell{glyph: p.g.veil, ink: shade}
			}
		}
	}
	put := func(at date.Instant, glyph string, i ink) {
		if x := p.Axis.X(at); at != 0 && x >= 0 && x < len(line) {
			line[x].glyph, line[x].ink = glyph, i
		}
	}
	if r.Status != p.Now {
		put(r.Status, p.g.data, dataLine)
	}
	put(p.Now, p.g.now, nowLine)
}

// write turns cells into a line.
func (p *Picture) write(y int, line []cell) string {
	row := none
	if y == p.Cursor {
		row = selectedDim
		if p.Focus {
			row = selected
		}
	}
	var b strings.Builder
	b.Grow(4 * len(line))
	for x := 0; x < len(line); {
		m := line[x].mixture(row)
		from := x
		for x < len(line) && line[x].mixture(row) == m {
			x++
		}
		st := p.style(m)
		b.WriteString(st.Open())
		for _, c := range line[from:x] {
			if c.glyph == "" {
				c.glyph = " "
			}
			b.WriteString(c.glyph)
		}
		if !st.Empty() {
			b.WriteString("\x1b[m")
		}
	}
	return b.String()
}

// mixture is the style of a cell: a blank needs no ink, and the row of the cursor shows through
// free time.
func (c cell) mixture(row ink) mixture {
	m := mixture{c.ink, c.ground, row, c.flip}
	if c.glyph == "" || c.glyph == " " {
		m.ink = none
	}
	if c.ground == shade && row != none {
		m.ground = none
	}
	return m
}

// style puts a style together, once.
func (p *Picture) style(m mixture) theme.Style {
	if st, ok := p.mixed[m]; ok {
		return st
	}
	row := theme.Style{}
	switch m.row {
	case selected:
		row = p.th.Select
	case selectedDim:
		row = p.th.SelectDim
	}
	of := p.styles[m.ink]
	fg, bg, attr := of.Foreground(), row.Background(), of.Attrs()
	if m.ink == none {
		fg = theme.Color{}
	}
	switch {
	case m.ground == shade:
		bg = p.styles[shade].Background()
	case m.ground != none:
		bg = p.styles[m.ground].Foreground()
	}
	// A row that shows itself by reversing is reversed cell by cell; faint on it is hard to read.
	attr |= row.Attrs() &^ theme.Bold
	if row.Attrs()&theme.Reverse != 0 {
		attr &^= theme.Faint
	}
	if m.flip {
		attr ^= theme.Reverse
	}
	st := theme.NewStyle(fg, bg, attr)
	p.mixed[m] = st
	return st
}

// Head is the two label lines above the picture; see Axis.Head.
func (p *Picture) Head(th *theme.Theme) (high, low string) { return p.Axis.Head(p.Now, th) }
