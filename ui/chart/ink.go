package chart

import (
	"fmt"

	"tandem/ui/theme"
)

// ink is what a cell is drawn with; the style it stands for is made once for each theme.
type ink uint8

const (
	none     ink = iota
	shade        // the ground where nobody works
	rule         // lines of the calendar
	nowLine      // the present moment
	dataLine     // the status date
	ghost        // the baseline
	slack        // the float
	backWire     // a link that steps back
	wire         // a link
	hotWire      // a link of the critical path
	litWire      // a link of the selected row
	full         // what is done of a bar
	rest         // what is left of it
	hotFull      // the same on the critical path
	hotRest
	past    // a bar that is done: it may recede
	dimFull // the same of what is no part of the plan, or shown for another's sake
	dimRest
	frame // a summary
	hotFrame
	point // a milestone
	hotPoint
	donePoint
	limit    // a deadline
	hotLimit // one that is missed
	arrow    // something lies beyond the edge
	would    // where a bar would be
	inks
)

// glyphs are the signs of a chart, each one cell wide, in both sets.
type glyphs struct {
	left                      [9]string // blocks by eighths from the left
	right                     string    // the right half
	full, rest                string    // where no colour tells them apart
	would, overlap, leaves    string    // where a bar would be, where it is and would be, where it is no more
	wouldPoint                string
	hotFull, hotRest          string
	slack, ghost              string
	open, line, shut, single  string // a summary
	point, donePoint          string
	limit                     string
	now, data, rule           string
	wires                     [16]string // by the sides they lead to: 1 up, 2 down, 4 left, 8 right
	toRight, toLeft, up, down string     // heads of links
	before, after             string     // beyond the edge
	night, veil               string     // where nobody works
}

var unicode = glyphs{
	left: [9]string{" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"}, right: "▐",
	would: "▓", overlap: "░", leaves: "·", wouldPoint: "◈",
	full: "█", rest: "▒", hotFull: "█", hotRest: "▓",
	slack: "╌", ghost: "▁", open: "┏", line: "━", shut: "┓", single: "▾",
	point: "◆", donePoint: "◇", limit: "↓", now: "╎", data: "┊", rule: "┊",
	wires:   [16]string{" ", "│", "│", "│", "─", "┘", "┐", "┤", "─", "└", "┌", "├", "─", "┴", "┬", "┼"},
	toRight: "▸", toLeft: "◂", up: "▴", down: "▾", before: "‹", after: "›", night: "·", veil: "░",
}

var ascii = glyphs{
	left: [9]string{" ", " ", " ", " ", "#", "#", "#", "#", "#"}, right: "#",
	would: "%", overlap: "#", leaves: "-", wouldPoint: "%",
	full: "#", rest: ":", hotFull: "X", hotRest: "x",
	slack: ".", ghost: "_", open: "[", line: "=", shut: "]", single: "=",
	point: "*", donePoint: "o", limit: "v", now: "|", data: ";", rule: " ",
	wires:   [16]string{" ", "|", "|", "|", "-", "+", "+", "+", "-", "+", "+", "+", "-", "+", "+", "+"},
	toRight: ">", toLeft: "<", up: "^", down: "v", before: "<", after: ">", night: " ", veil: " ",
}

// inksOf makes the styles of a theme. A bar has two tones of one colour, what is done and what is
// left, so that its ends can be drawn by eighths of a cell.
func inksOf(t *theme.Theme) (s [inks]theme.Style) {
	paper, tone := theme.Hex("#ffffff"), 55
	if t.Dark {
		paper, tone = theme.Hex("#1c1c1c"), 65
	}
	only := func(c theme.Color, a theme.Attr) theme.Style { return theme.NewStyle(c, theme.Color{}, a) }
	strong := func(of theme.Style) theme.Style { return only(of.Foreground(), 0) }
	soft := func(of theme.Style, share int) theme.Style { return only(mix(of.Foreground(), paper, share), 0) }
	s[shade] = theme.NewStyle(theme.Color{}, t.Overlay.Background(), 0)
	s[rule], s[ghost] = soft(t.Border, 35), t.Dim
	s[nowLine], s[dataLine] = t.Accent, t.Warm
	s[slack] = soft(t.Accent, 75)
	s[backWire], s[would] = soft(t.Border, 45), strong(t.Warm)
	s[wire], s[hotWire], s[litWire] = soft(t.Border, 90), soft(t.Hot, 75), t.Match.With(theme.Bold)
	s[full], s[rest], s[hotFull], s[hotRest] = strong(t.Accent), soft(t.Accent, tone), strong(t.Hot), soft(t.Hot, tone)
	s[past] = soft(t.Dim, 65)
	s[dimFull], s[dimRest] = soft(t.Border, 80), soft(t.Border, 45)
	s[frame], s[hotFrame] = t.Dim, strong(t.Hot)
	s[point], s[hotPoint], s[donePoint] = t.Title, t.Hot, t.Ok
	s[limit], s[hotLimit], s[arrow] = t.Ok, t.Hot, t.Dim
	s[litWire] = only(t.Warm.Foreground(), theme.Bold)
	if t.Dark { // also the look where the ground is not known: a veil is right on any ground
		s[shade] = only(theme.Hex("#444444"), 0)
	}
	if t.NoColor {
		s[shade] = t.Faint
		s[wire], s[hotWire], s[rule] = t.Faint, theme.Style{}, t.Faint
		s[backWire] = t.Faint
		s[slack], s[ghost], s[past], s[dimFull], s[dimRest] = t.Faint, t.Faint, t.Faint, t.Faint, t.Faint
	}
	return s
}

// mix is a colour with so many hundredths of its strength on a paper; unset stays unset. The result
// is moved to one that terminals of 256 colours have: it costs half the bytes, and its hue stays
// when a terminal would else pick for itself.
func mix(c, paper theme.Color, share int) theme.Color {
	if !c.Set() {
		return c
	}
	part := func(a, b uint8) int { return (int(a)*share + int(b)*(100-share)) / 100 }
	rgb := [3]int{part(c.R, paper.R), part(c.G, paper.G), part(c.B, paper.B)}
	most, least := max(rgb[0], rgb[1], rgb[2]), min(rgb[0], rgb[1], rgb[2])
	for i, v := range rgb {
		switch {
		case most-least < 24: // a grey
			rgb[i] = min(8+(most-3)/10*10, 238)
		case v == most:
			rgb[i] = level(v, 20)
		default:
			rgb[i] = level(v, 0)
		}
	}
	return theme.Hex(fmt.Sprintf("#%02x%02x%02x", rgb[0], rgb[1], rgb[2]))
}

// level is the brightest step of the palette of 256 that is at most slack brighter than v.
func level(v, slack int) int {
	for _, s := range [...]int{255, 215, 175, 135, 95} {
		if s <= v+slack {
			return s
		}
	}
	return 0
}
