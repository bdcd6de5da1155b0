package chart

import (
	"math"

	"tandem/ui/theme"
)

// Line is one line of a chart: its value at each step of the plane, NaN where there is none.
type Line struct {
	Tone   Tone
	Values []float64
	Step   bool // the value holds until the next one: drawn in stairs
	Dashed bool
}

// dots are the bits of a braille cell, by row and column.
var dots = [4][2]rune{{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}}

// lineMarks draw lines where there is no braille.
var lineMarks = [tones]string{".", ":", "*", "o", "+", "x", "X"}

// Lines draws lines over days, later ones above earlier ones: a burn-down chart. Dots are an eighth
// of a cell; the ASCII twin has a sign for each tone. It returns exactly h lines of exactly w
// cells, for any size.
func Lines(p Plane, lines []Line, w, h int, th *theme.Theme) []string {
	s := p.sheet(w, h, th)
	c := canvas{sheet: s, bits: make([]rune, s.w*s.h), tone: make([]Tone, s.w*s.h)}
	for _, l := range lines {
		c.line(l)
	}
	inks := Colours(th)
	for i, b := range c.bits {
		switch {
		case b == 0:
		case th.ASCII:
			s.cells[i] = pcell{lineMarks[c.tone[i]], inks[c.tone[i]]}
		default:
			s.cells[i] = pcell{string(0x2800 + b), inks[c.tone[i]]}
		}
	}
	return s.lines(h)
}

// canvas gathers dots, two by four a cell.
type canvas struct {
	*sheet
	bits []rune
	tone []Tone
}

func (c *canvas) line(l Line) {
	pw, ph := c.w*2, c.h*4
	at := func(i int) (x, y int, ok bool) {
		v := l.Values[i]
		if math.IsNaN(v) || pw == 0 || ph == 0 {
			return 0, 0, false
		}
		x = int(math.Round(float64(i) * float64(pw-1) / float64(max(c.Days-1, 1))))
		y = ph - 1 - int(math.Round(min(max(v/c.Top, 0), 1)*float64(ph-1)))
		return x, y, true
	}
	n := 0
	for i := range l.Values {
		x, y, ok := at(i)
		if !ok {
			continue
		}
		if i == 0 {
			c.dot(x, y, l.Tone)
			continue
		}
		fx, fy, before := at(i - 1)
		switch {
		case !before:
			c.dot(x, y, l.Tone)
		case l.Step:
			n = c.stroke(fx, fy, x, fy, l, n)
			n = c.stroke(x, fy, x, y, l, n)
		default:
			n = c.stroke(fx, fy, x, y, l, n)
		}
	}
}

// stroke draws from one dot to another; n counts the dots of the line, for dashes.
func (c *canvas) stroke(fx, fy, x, y int, l Line, n int) int {
	steps := max(abs(x-fx), abs(y-fy))
	for i := 0; i <= steps; i++ {
		px, py := x, y
		if steps > 0 {
			px, py = fx+(x-fx)*i/steps, fy+(y-fy)*i/steps
		}
		if !l.Dashed || n%4 < 2 {
			c.dot(px, py, l.Tone)
		}
		n++
	}
	return n
}

func (c *canvas) dot(x, y int, t Tone) {
	if x < 0 || y < 0 || x >= c.w*2 || y >= c.h*4 {
		return
	}
	i := y/4*c.w + x/2
	if c.tone[i] != t { // one colour a cell: the later line has it
		c.bits[i], c.tone[i] = 0, t
	}
	c.bits[i] |= dots[y%4][x%2]
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
