package chart

import (
	"math"
	"strconv"
	"strings"

	"tandem/model/date"
	"tandem/ui/layout"
	"tandem/ui/theme"
)

// Plane is what a chart of values over days is drawn on: the days from left to right, values from
// nothing at the foot to Top. Labels of both stand around it where there is room.
type Plane struct {
	First date.Day
	Days  int // how many days there are, at least one
	Top   float64
	Unit  string // after the values of the axis: "d"
}

// Up is a round value at or above v to end an axis with.
func Up(v float64) float64 {
	if !(v > 0) || math.IsInf(v, 0) {
		return 1
	}
	step := roundStep(v, 5)
	return math.Ceil(v/step-1e-9) * step
}

// roundStep is a round step (1, 2 or 5 times a power of ten, at least 1) of which at most n make v.
func roundStep(v float64, n int) float64 {
	step := math.Pow(10, math.Floor(math.Log10(v/float64(max(n, 1)))))
	for _, m := range []float64{1, 2, 5, 10} {
		if v/(step*m) <= float64(n)+1e-9 {
			return max(step*m, 1)
		}
	}
	return max(step*10, 1)
}

// pcell is a cell of a chart: a glyph and how it looks.
type pcell struct {
	glyph string
	style theme.Style
}

// sheet is the room of a chart: the body with cells to draw on, and labels around it.
type sheet struct {
	Plane
	th    *theme.Theme
	w, h  int // of the body
	left  int // cells of the labels and the line beside it
	total int // cells of a whole line
	foot  bool
	cells []pcell
	ticks []float64
}

// sheet lays out w by h cells. Labels go where there is too little room for them.
func (p Plane) sheet(w, h int, th *theme.Theme) *sheet {
	p.Days, p.Top = max(p.Days, 1), max(p.Top, 1e-9)
	s := &sheet{Plane: p, th: th, w: max(w, 0), h: max(h, 0), total: max(w, 0)}
	if h >= 5 && w >= 12 {
		s.foot, s.h = true, h-2
	}
	step := roundStep(p.Top, max(s.h/2, 1))
	for v := 0.0; v <= p.Top+1e-9 && step > 0; v += step {
		s.ticks = append(s.ticks, v)
	}
	if w >= 16 {
		n := 0
		for _, v := range s.ticks {
			n = max(n, len(s.label(v)))
		}
		s.left = n + 3 // with a blank at the edge
		s.w = w - s.left
	}
	s.cells = make([]pcell, s.w*s.h)
	return s
}

func (s *sheet) label(v float64) string {
	t := strconv.FormatFloat(v, 'f', -1, 64)
	if s.Unit != "" {
		t += " " + s.Unit
	}
	return t
}

// set draws a glyph; outside of the body it does nothing.
func (s *sheet) set(x, y int, glyph string, st theme.Style) {
	if x >= 0 && y >= 0 && x < s.w && y < s.h {
		s.cells[y*s.w+x] = pcell{glyph, st}
	}
}

// x is the cell of a day, counted from the first one; the last day lies in the last cell.
func (s *sheet) x(day float64) int {
	if s.Days <= 1 {
		return 0
	}
	return int(math.Round(day * float64(s.w-1) / float64(s.Days-1)))
}

// day is the day that a cell stands for.
func (s *sheet) day(x int) float64 {
	if s.w <= 1 {
		return 0
	}
	return float64(x) * float64(s.Days-1) / float64(s.w-1)
}

// row is the row of a value; above the body where it is beyond the top.
func (s *sheet) row(v float64) int {
	return s.h - 1 - int(math.Round(v/s.Top*float64(s.h-1)))
}

// lines puts the body and its labels together: exactly as many lines and cells as were asked for.
func (s *sheet) lines(h int) []string {
	at := map[int]float64{}
	for _, v := range s.ticks {
		at[s.row(v)] = v
	}
	out := make([]string, 0, max(h, 0)+2)
	bar, corner := s.th.Glyphs.Vertical, s.th.Glyphs.BottomLeft
	for y := range s.h {
		var b strings.Builder
		if s.left > 0 {
			label := ""
			if v, ok := at[y]; ok {
				label = s.label(v)
			}
			s.th.Dim.Append(&b, layout.Fit(label, s.left-2, layout.Right))
			s.th.Border.Append(&b, " "+bar)
		}
		s.write(&b, s.cells[y*s.w:(y+1)*s.w])
		out = append(out, b.String())
	}
	if s.foot {
		var b strings.Builder
		if s.left > 0 {
			b.WriteString(layout.Blank(s.left - 1))
			s.th.Border.Append(&b, corner)
		}
		s.th.Border.Append(&b, strings.Repeat(s.th.Glyphs.Horizontal, s.w))
		out = append(out, b.String(), layout.Blank(s.left)+s.th.Dim.Render(s.days()))
	}
	return layout.Block(out, s.total, max(h, 0))
}

func (s *sheet) write(b *strings.Builder, line []pcell) {
	for x := 0; x < len(line); {
		from, st := x, line[x].style
		for x < len(line) && line[x].style == st {
			x++
		}
		b.WriteString(st.Open())
		for _, c := range line[from:x] {
			switch c.glyph {
			case "":
				b.WriteByte(' ')
			case skip:
			default:
				b.WriteString(c.glyph)
			}
		}
		if !st.Empty() {
			b.WriteString("\x1b[m")
		}
	}
}

// daySteps are the distances of labels, in days.
var daySteps = [...]int{1, 2, 7, 14, 28, 56, 91, 182, 364, 728}

// days is the line of labels below: days at a round distance, on Mondays where that is weeks.
func (s *sheet) days() string {
	const room = 8
	step := daySteps[len(daySteps)-1]
	for _, d := range daySteps {
		if float64(d)*float64(s.w-1)/float64(max(s.Days-1, 1)) >= room {
			step = d
			break
		}
	}
	line := []byte(strings.Repeat(" ", s.w))
	for d := 0; d < s.Days; d++ {
		on := s.First + date.Day(d)
		if step%7 == 0 && (int(on)-mondays)%step != 0 || step < 7 && d%step != 0 {
			continue
		}
		text := on.Time().Format("2 Jan")
		if x := s.x(float64(d)); x+len(text) <= s.w && strings.TrimSpace(string(line[max(x-1, 0):x+len(text)])) == "" {
			copy(line[x:], text)
		}
	}
	return string(line)
}

// mondays is a day that is a Monday: 1 January of year 1.
const mondays = 1
