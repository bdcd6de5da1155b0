package slip

import (
	"strings"
	"time"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/chart"
	"tandem/ui/layout"
	"tandem/ui/theme"
)

// plot is the milestone trend chart: to the right the day somebody looked, upwards the day the
// milestone was then to be reached. A level line is a date that holds, a rising one slips; where a
// line meets the faint diagonal, the milestone is reached.
type plot struct {
	w, h         int // cells of the field, without axes
	fromX, fromY date.Instant
	toX, toY     date.Instant
	cells        []cell
	ascii        bool
}

// cell is one cell of the field: a letter, or dots of braille (in ASCII one dot of any).
type cell struct {
	letter byte
	dots   byte
	style  theme.Style
	set    bool
}

// labelWidth is the room of the dates at the left.
const labelWidth = 8

// letters name the milestones in chart and table; more than these share the last.
const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ*"

func letterOf(i int) byte { return letters[min(i, len(letters)-1)] }

// newPlot spans the field over all points.
func newPlot(slips []model.Slip, now date.Instant, w, h int, loc *time.Location, ascii bool) *plot {
	p := &plot{w: w, h: h, ascii: ascii, cells: make([]cell, w*h)}
	for i := range slips {
		for _, x := range slips[i].Points {
			at, f := chart.Wall(x.At, loc), chart.Wall(x.Finish, loc)
			p.fromX, p.toX = least(p.fromX, at), max(p.toX, at)
			p.fromY, p.toY = least(p.fromY, f), max(p.toY, f)
		}
	}
	p.toX = max(p.toX, chart.Wall(now, loc))
	if p.toX-p.fromX < 86400 { // one look: it stands at the right
		p.fromX = p.toX - 7*86400
	}
	if p.toY-p.fromY < 4*86400 {
		p.fromY, p.toY = p.fromY-2*86400, p.toY+2*86400
	}
	pad := (p.toY - p.fromY) / 16
	p.fromY, p.toY = p.fromY-pad, p.toY+pad
	return p
}

func least(a, b date.Instant) date.Instant {
	if a == 0 || b < a {
		return b
	}
	return a
}

// x and y are places in dots: two to a cell across, four down.
func (p *plot) x(at date.Instant) int {
	return int(int64(at-p.fromX) * int64(p.w*2-1) / max(1, int64(p.toX-p.fromX)))
}

func (p *plot) y(f date.Instant) int {
	return p.h*4 - 1 - int(int64(f-p.fromY)*int64(p.h*4-1)/max(1, int64(p.toY-p.fromY)))
}

// dot sets one dot.
func (p *plot) dot(x, y int, st theme.Style) {
	if x < 0 || y < 0 || x >= p.w*2 || y >= p.h*4 {
		return
	}
	c := &p.cells[y/4*p.w+x/2]
	if c.letter != 0 {
		return
	}
	bits := [2][4]byte{{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}}
	c.dots |= bits[x%2][y%4]
	c.style, c.set = st, true
}

// segment draws a straight line between two dots.
func (p *plot) segment(x0, y0, x1, y1 int, st theme.Style) {
	n := max(abs(x1-x0), abs(y1-y0), 1)
	for i := range n + 1 {
		p.dot(x0+(x1-x0)*i/n, y0+(y1-y0)*i/n, st)
	}
}

func abs(n int) int { return max(n, -n) }

// diagonal is where a look meets its own forecast.
func (p *plot) diagonal(st theme.Style) {
	for cx := range p.w {
		at := p.fromX + date.Instant(int64(p.toX-p.fromX)*int64(cx)/int64(max(p.w, 1)))
		if y := p.y(at); at >= p.fromY && at <= p.toY {
			p.dot(cx*2, y, st)
		}
	}
}

// line draws a milestone: its way, then its letter at every look that changed something.
func (p *plot) line(s *model.Slip, letter byte, st theme.Style, loc *time.Location) {
	for i := 1; i < len(s.Points); i++ {
		a, b := s.Points[i-1], s.Points[i]
		p.segment(p.x(chart.Wall(a.At, loc)), p.y(chart.Wall(a.Finish, loc)), p.x(chart.Wall(b.At, loc)), p.y(chart.Wall(b.Finish, loc)), st)
	}
	for _, x := range s.Changed() {
		cx, cy := p.x(chart.Wall(x.At, loc))/2, p.y(chart.Wall(x.Finish, loc))/4
		if cx >= 0 && cy >= 0 && cx < p.w && cy < p.h {
			p.cells[cy*p.w+cx] = cell{letter: letter, style: st, set: true}
		}
	}
}

// draw puts the field into h+2 lines of w+labelWidth cells, with its axes.
func (p *plot) draw(th *theme.Theme) []string {
	out := make([]string, 0, p.h+2)
	side, corner, flat := "│", "└", "─"
	if p.ascii {
		side, corner, flat = "|", "+", "-"
	}
	last := ""
	for y := range p.h {
		label := ""
		if y%3 == 0 || p.h <= 6 {
			at := p.fromY + date.Instant(int64(p.toY-p.fromY)*int64((p.h-1-y)*4+2)/int64(p.h*4))
			if label = dayLabel(at, p.toY-p.fromY); label == last {
				label = ""
			} else {
				last = label
			}
		}
		var b strings.Builder
		th.Dim.Append(&b, layout.Fit(label, labelWidth-2, layout.Right)+" ")
		th.Border.Append(&b, side)
		for x := range p.w {
			c := &p.cells[y*p.w+x]
			switch {
			case !c.set:
				b.WriteByte(' ')
			case c.letter != 0:
				c.style.Append(&b, string(c.letter))
			case p.ascii:
				c.style.Append(&b, ".")
			default:
				c.style.Append(&b, string(rune(0x2800+int(c.dots))))
			}
		}
		out = append(out, b.String())
	}
	out = append(out, th.Border.Render(layout.Blank(labelWidth-1)+corner+strings.Repeat(flat, p.w)))
	return append(out, th.Dim.Render(p.axis()))
}

// axis is the days of looking below the field.
func (p *plot) axis() string {
	line := []byte(strings.Repeat(" ", p.w+labelWidth))
	free := 0
	for cx := 0; cx < p.w; cx += 12 {
		at := p.fromX + date.Instant(int64(p.toX-p.fromX)*int64(cx)/int64(max(p.w-1, 1)))
		s := dayLabel(at, p.toX-p.fromX)
		if x := labelWidth + cx; x >= free && x+len(s) <= len(line)-8 {
			copy(line[x:], s)
			free = x + len(s) + 2
		}
	}
	if s := dayLabel(p.toX, p.toX-p.fromX); p.w > len(s) {
		copy(line[len(line)-len(s):], s)
	}
	return string(line)
}

// dayLabel is a day as short as the span it stands in lets it be. Dates here are Wall moments.
func dayLabel(at, span date.Instant) string {
	if span > 500*86400 {
		return at.In(nil).Format("Jan 06")
	}
	return at.In(nil).Format("2 Jan")
}
