package network

import (
	"fmt"
	"strings"

	"tandem/ui/layout"
)

// outside counts the boxes of which no cell is in sight, each for one side: left and right before
// above and below.
func (p *Pane) outside() (left, right, up, down int) {
	for i := range p.known.tasks {
		x, y, w, h := p.known.net.Of(i)
		switch {
		case x+w <= p.x:
			left++
		case x >= p.x+p.w:
			right++
		case y+h <= p.y:
			up++
		case y >= p.y+p.h:
			down++
		}
	}
	return
}

// edges are the rules above and below the picture, which say how many boxes lie beyond each side.
func (p *Pane) edges(w int) (top, bottom string) {
	left, right, up, down := p.outside()
	say := func(n int, where string) string {
		if n == 0 {
			return ""
		}
		return fmt.Sprintf(" %d more %s ", n, where)
	}
	return p.rule(w, say(left, "to the left"), say(up, "above"), say(right, "to the right")), p.rule(w, "", say(down, "below"), "")
}

// rule is a line with words at its left end, in its middle and at its right end; what there is no room
// for is left out, the middle first.
func (p *Pane) rule(w int, left, mid, right string) string {
	th := p.env.Theme
	n := func(s string) int { return layout.Width(s) }
	if n(left)+n(mid)+n(right)+8 > w {
		mid = ""
	}
	if n(left)+n(right)+6 > w {
		left, right = "", ""
	}
	at := max((w-n(mid))/2, n(left)+3) // the middle, if the left end does not reach it
	at = min(at, w-n(mid)-n(right)-3)
	line := func(n int) string { return th.Border.Render(strings.Repeat(th.Glyphs.Horizontal, max(n, 0))) }
	if left == "" && mid == "" && right == "" {
		return line(w)
	}
	lead := min(2, w)
	return line(lead) + th.Dim.Render(left) + line(at-lead-n(left)) + th.Dim.Render(mid) + line(w-at-n(mid)-n(right)-2) + th.Dim.Render(right) + line(2)
}
