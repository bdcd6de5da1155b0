package chart

import (
	"tandem/ui/layout"
	"tandem/ui/theme"
)

// Point is one item of a scatter chart: on the n-th day of the plane, worth so much.
type Point struct {
	Day   int
	Value float64
	Tone  Tone
}

// Level is a line across a scatter chart with its name, such as the 85th percentile.
type Level struct {
	Value float64
	Name  string
	Tone  Tone
}

// Scatter draws points over days and levels across: the cycle times of what was finished. Where
// several points share a cell the dot is fuller. A point beyond the top lies in the uppermost row.
// It returns exactly h lines of exactly w cells, for any size.
func Scatter(p Plane, points []Point, levels []Level, w, h int, th *theme.Theme) []string {
	room := 0
	for _, l := range levels {
		room = max(room, layout.Width(l.Name)+1)
	}
	if room > w/4 {
		room = 0
	}
	s := p.sheet(w-room, h, th)
	s.total = max(w, 0)
	inks := Colours(th)
	across, one, more := "┄", "•", "●"
	if th.ASCII {
		across, one, more = "-", "o", "O"
	}
	names := map[int]Level{}
	for _, l := range levels {
		y := max(s.row(l.Value), 0)
		for x := range s.w {
			s.set(x, y, across, inks[l.Tone])
		}
		for _, taken := names[y]; taken && y > 0; _, taken = names[y] { // two levels in one row: the later one is named above
			y--
		}
		if _, taken := names[y]; !taken {
			names[y] = l
		}
	}
	count := map[int]int{}
	for _, pt := range points {
		x, y := s.x(float64(pt.Day)), max(s.row(pt.Value), 0)
		if x < 0 || x >= s.w || y >= s.h {
			continue
		}
		count[y*s.w+x]++
		glyph := one
		if count[y*s.w+x] > 1 {
			glyph = more
		}
		s.set(x, y, glyph, inks[pt.Tone])
	}
	out := s.lines(h)
	if room == 0 {
		return out
	}
	for y := range out {
		name := layout.Blank(room)
		if l, ok := names[y]; ok && y < s.h {
			name = inks[l.Tone].Render(layout.Fit(" "+layout.Clean(l.Name), room, layout.Left))
		}
		out[y] = layout.Cut(out[y], 0, w-room) + name
	}
	return out
}
