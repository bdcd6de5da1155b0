package chart

import (
	"math"

	"tandem/ui/theme"
)

// Tone is what a band or line of a chart means; it decides its colour and, where there is none, its
// glyph.
type Tone uint8

// The tones.
const (
	Calm   Tone = iota // waits
	Calmer             // waits, next to another one that does
	Busy               // is worked on
	Busier             // is worked on, next to another one that is
	Good               // is done
	Warn               // wants a look
	Hurt               // is bad
	tones
)

// Colours are the styles of the tones: for legends, which then look like what they explain.
func Colours(t *theme.Theme) (out [tones]theme.Style) {
	paper := theme.Hex("#ffffff")
	if t.Dark {
		paper = theme.Hex("#1c1c1c")
	}
	fg := func(of theme.Style, share int) theme.Style {
		return theme.NewStyle(mix(of.Foreground(), paper, share), theme.Color{}, 0)
	}
	out[Calm], out[Calmer] = fg(t.Dim, 55), fg(t.Dim, 95)
	out[Busy], out[Busier] = fg(t.Accent, 100), fg(t.Accent, 62)
	out[Good], out[Warn], out[Hurt] = fg(t.Ok, 75), fg(t.Warm, 100), fg(t.Hot, 100)
	if t.NoColor {
		out = [tones]theme.Style{Hurt: theme.NewStyle(theme.Color{}, theme.Color{}, theme.Bold), Calm: t.Faint}
	}
	return out
}

// fills are the glyphs of the tones where colour does not tell them apart.
var fills, asciiFills = [tones]string{"░", "▒", "█", "▓", "·", "▚", "▞"}, [tones]string{".", ":", "#", "o", "-", "x", "X"}

// Fill is the glyph that stands for a tone in an area, for legends.
func Fill(t *theme.Theme, tone Tone) string {
	switch {
	case t.ASCII:
		return asciiFills[tone]
	case t.NoColor:
		return fills[tone]
	}
	return "█"
}

// Band is one layer of an area chart: its value on each day of the plane.
type Band struct {
	Tone   Tone
	Values []float64
}

// Area draws bands one upon the other, the first at the foot, over days: a cumulative flow diagram.
// It returns exactly h lines of exactly w cells, for any size.
func Area(p Plane, bands []Band, w, h int, th *theme.Theme) []string {
	s := p.sheet(w, h, th)
	inks := Colours(th)
	plain := th.NoColor || th.ASCII
	edges := make([]int, len(bands)) // upper edges in eighths of a cell
	for x := range s.w {
		day := int(math.Round(s.day(x)))
		sum := 0.0
		for i, b := range bands {
			if day < len(b.Values) {
				sum += max(b.Values[day], 0)
			}
			edges[i] = int(math.Round(min(sum/s.Top, 1) * float64(s.h*8)))
		}
		for y := range s.h {
			low := (s.h - 1 - y) * 8
			if plain {
				if i := bandAt(edges, low+4); i >= 0 {
					s.set(x, y, Fill(th, bands[i].Tone), inks[bands[i].Tone])
				}
				continue
			}
			s.blend(x, y, low, edges, bands, inks[:])
		}
	}
	return s.lines(h)
}

// bandAt is the band that covers a height; -1 above all.
func bandAt(edges []int, at int) int {
	for i, e := range edges {
		if at < e {
			return i
		}
	}
	return -1
}

// blend draws a cell that one band fills, or two share: the lower as a block on the upper's ground.
func (s *sheet) blend(x, y, low int, edges []int, bands []Band, inks []theme.Style) {
	bottom, top := bandAt(edges, low), bandAt(edges, low+7)
	if bottom < 0 {
		return
	}
	ink := inks[bands[bottom].Tone]
	if bottom == top {
		s.set(x, y, "█", ink)
		return
	}
	ground := theme.Color{}
	if top >= 0 {
		ground = inks[bands[top].Tone].Foreground()
	}
	part := edges[bottom] - low
	s.set(x, y, lowerBlocks[min(max(part, 1), 7)], theme.NewStyle(ink.Foreground(), ground, 0))
}

// lowerBlocks fill a cell from below, by eighths.
var lowerBlocks = [...]string{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇"}
