package chart

import (
	"slices"
	"strings"

	"tandem/model/network"
	"tandem/ui/layout"
	"tandem/ui/theme"
)

// Box is an activity of a network: lines of text, the second of them its name.
type Box struct {
	Rows               []string
	Critical, Near     bool
	Done, Cursor, Dark bool // Dark: keys go elsewhere
}

// Net draws activities as boxes from left to right and what waits for what as lines with corners.
// Make it with NewNet; only the part in sight is ever drawn.
type Net struct {
	Boxes []Box // by activity

	lay    *network.Layout
	wide   int
	layerX []int // the first cell of each layer
	track  []int // of each slot, in the channel behind its layer; -1 runs straight
	W, H   int   // of the whole
}

// NewNet lays boxes of a width out in cells. Between two layers lies a channel, as wide as the
// lines need that run up and down in it.
func NewNet(lay *network.Layout, wide int) *Net {
	n := &Net{lay: lay, wide: max(wide, 1), track: make([]int, len(lay.Slots)), H: lay.Rows, Boxes: make([]Box, len(lay.At))}
	x := 0
	for d := range lay.Layers {
		n.layerX = append(n.layerX, x)
		x += n.wide
		n.W = x
		if tracks := n.channel(lay.Layers[d]); d < len(lay.Layers)-1 {
			x += 2*tracks + 3
		}
	}
	return n
}

// reach is the rows that the lines of a slot run up and down between; ok is false where they run
// straight.
func (n *Net) reach(s int) (lo, hi int, ok bool) {
	lo = n.lay.Port(s)
	hi = lo
	for _, to := range n.lay.Slots[s].Next {
		y := n.lay.Port(to)
		lo, hi = min(lo, y), max(hi, y)
	}
	return lo, hi, lo != hi
}

// channel gives the lines behind a layer a track each. Lines that share a row must not seem to be
// one: a line that leaves in a row turns off before another one enters it. Where that cannot be for
// all, as when two lines change places, they cross. Lines to the very same boxes may run as one.
func (n *Net) channel(list []int) (tracks int) {
	arrives := map[int][]int{} // slots with a line that ends in a row, but does not begin in it
	for _, s := range list {
		n.track[s] = -1
		for _, to := range n.lay.Slots[s].Next {
			if y := n.lay.Port(to); y != n.lay.Port(s) {
				arrives[y] = append(arrives[y], s)
			}
		}
	}
	state := map[int]int{} // 1: being placed, 2: placed
	var place func(s int)
	before := map[int][]int{} // what must turn off before a slot does
	for _, s := range list {
		for _, late := range arrives[n.lay.Port(s)] {
			if late != s {
				before[late] = append(before[late], s)
			}
		}
	}
	place = func(s int) {
		if state[s] != 0 {
			return
		}
		state[s] = 1
		lo, hi, ok := n.reach(s)
		t := 0
		for _, first := range before[s] {
			place(first)
			if state[first] == 2 {
				t = max(t, n.track[first]+1)
			}
		}
		state[s] = 2
		if !ok {
			return
		}
		for taken := true; taken; {
			taken = false
			for _, other := range list {
				if a, b, up := n.reach(other); other != s && state[other] == 2 && up && n.track[other] == t && a <= hi && lo <= b && !slices.Equal(n.lay.Slots[s].Next, n.lay.Slots[other].Next) {
					taken = true
					t++
					break
				}
			}
		}
		n.track[s] = t
		tracks = max(tracks, t+1)
	}
	for _, s := range list {
		place(s)
	}
	return tracks
}

// Of is where an activity's box stands: its first cell and row, its width and height.
func (n *Net) Of(node int) (x, y, w, h int) {
	s := n.lay.At[node]
	return n.layerX[n.lay.Slots[s].Layer], n.lay.Slots[s].Y, n.wide, 2*(n.lay.Port(s)-n.lay.Slots[s].Y) + 1
}

// At is the activity whose box covers a cell; -1 for none.
func (n *Net) At(x, y int) int {
	for i := range n.lay.At {
		if bx, by, w, h := n.Of(i); x >= bx && x < bx+w && y >= by && y < by+h {
			return i
		}
	}
	return -1
}

// netView is the part of a net that is drawn.
type netView struct {
	*Net
	x, y, w, h int
	th         *theme.Theme
	g          *glyphs
	inks       [inks]theme.Style
	wires      []wireCell
	cells      []pcell
}

// Draw returns exactly h lines of exactly w cells: what can be seen from the cell x, y on.
func (n *Net) Draw(x, y, w, h int, th *theme.Theme) []string {
	w, h = max(w, 0), max(h, 0)
	v := &netView{Net: n, x: x, y: y, w: w, h: h, th: th, g: &unicode, inks: inksOf(th), wires: make([]wireCell, w*h), cells: make([]pcell, w*h)}
	if th.ASCII {
		v.g = &ascii
	}
	for s := range n.lay.Slots {
		v.lines(s)
	}
	for i, k := range v.wires {
		if k.sides == 0 {
			continue
		}
		v.cells[i] = pcell{v.g.wires[k.sides], v.inks[k.ink]}
		if k.head != "" {
			v.cells[i].glyph = k.head
		}
	}
	for i := range n.lay.At {
		v.box(i)
	}
	sh := &sheet{th: th, w: w, h: h}
	out := make([]string, 0, h)
	for r := range h {
		var b strings.Builder
		sh.write(&b, v.cells[r*w:(r+1)*w])
		out = append(out, b.String())
	}
	return out
}

// leads is the activities that a slot's lines lead to in the end.
func (n *Net) leads(s int, each func(node int)) {
	for _, to := range n.lay.Slots[s].Next {
		if n.lay.Slots[to].Bend {
			n.leads(to, each)
		} else {
			each(n.lay.Slots[to].Node)
		}
	}
}

// ink is how the line from a slot to the next one looks: as the most important activity it leads to.
func (v *netView) ink(s, to int) ink {
	from := v.lay.Slots[s].Node
	i := wire
	see := func(node int) {
		switch {
		case v.Boxes[from].Cursor || v.Boxes[node].Cursor:
			i = litWire
		case v.Boxes[from].Critical && v.Boxes[node].Critical:
			i = max(i, hotWire)
		}
	}
	if x := v.lay.Slots[to]; x.Bend {
		v.leads(to, see)
	} else {
		see(x.Node)
	}
	return i
}

// lines draws what leaves a slot, and a bend's own way through its layer.
func (v *netView) lines(s int) {
	x := v.lay.Slots[s]
	row, end := v.lay.Port(s), v.layerX[x.Layer]+v.wide
	for _, to := range x.Next {
		i := v.ink(s, to)
		if x.Bend {
			v.across(v.layerX[x.Layer]-1, end, row, i)
		}
		next, y := v.layerX[x.Layer+1], v.lay.Port(to)
		turn := end + 1 + 2*v.track[s]
		if y == row {
			v.across(end-1, next, row, i)
		} else {
			v.across(end-1, turn, row, i)
			v.along(turn, row, y, i)
			v.across(turn, next, y, i)
		}
		if !v.lay.Slots[to].Bend {
			v.tip(next-1, y)
		}
	}
}

// across draws along a row from one cell to another, to the right.
func (v *netView) across(a, b, y int, i ink) {
	if y < v.y || y >= v.y+v.h {
		return
	}
	for x := max(a, v.x-1); x < min(b, v.x+v.w); x++ {
		v.join(x, y, right, i)
		v.join(x+1, y, left, i)
	}
}

// along draws up or down a column.
func (v *netView) along(x, a, b int, i ink) {
	if a > b {
		a, b = b, a
	}
	for y := max(a, v.y-1); y < min(b, v.y+v.h); y++ {
		v.join(x, y, down, i)
		v.join(x, y+1, up, i)
	}
}

func (v *netView) join(x, y int, sides uint8, i ink) {
	if x -= v.x; x < 0 || x >= v.w {
		return
	}
	if y -= v.y; y < 0 || y >= v.h {
		return
	}
	k := &v.wires[y*v.w+x]
	k.sides |= sides
	k.ink = max(k.ink, i)
}

func (v *netView) tip(x, y int) {
	if x -= v.x; x < 0 || x >= v.w {
		return
	}
	if y -= v.y; y >= 0 && y < v.h {
		v.wires[y*v.w+x].head = v.g.toRight
	}
}

// frames are the corners and sides of a box: upper left and right, lower left and right, across,
// along. The heavy one says critical where colour cannot.
var (
	thinFrame  = [6]string{"┌", "┐", "└", "┘", "─", "│"}
	heavyFrame = [6]string{"┏", "┓", "┗", "┛", "━", "┃"}
	asciiThin  = [6]string{"+", "+", "+", "+", "-", "|"}
	asciiHeavy = [6]string{"#", "#", "#", "#", "=", "#"}
)

// box draws an activity.
func (v *netView) box(node int) {
	bx, by, w, h := v.Of(node)
	if bx+w <= v.x || bx >= v.x+v.w || by+h <= v.y || by >= v.y+v.h {
		return
	}
	b := &v.Boxes[node]
	frame, st := thinFrame, v.th.Border
	switch {
	case b.Critical:
		frame, st = heavyFrame, v.th.Hot
	case b.Near:
		st = v.th.Warm
	}
	if v.th.ASCII {
		frame = asciiThin
		if b.Critical {
			frame = asciiHeavy
		}
	}
	text := v.th.Text
	if b.Done {
		text = v.th.Dim
	}
	fill := theme.Style{}
	if b.Cursor {
		fill = v.th.Select
		if b.Dark {
			fill = v.th.SelectDim
		}
	}
	for r := range h {
		switch r {
		case 0:
			v.put(bx, by, frame[0]+strings.Repeat(frame[4], max(w-2, 0))+frame[1], st)
		case h - 1:
			v.put(bx, by+r, frame[2]+strings.Repeat(frame[4], max(w-2, 0))+frame[3], st)
		default:
			v.put(bx, by+r, frame[5], st)
			v.put(bx+w-1, by+r, frame[5], st)
			row := ""
			if r-1 < len(b.Rows) {
				row = layout.Clean(b.Rows[r-1])
			}
			ink := text
			if len(b.Rows) > 1 && r != 2 {
				ink = v.th.Dim
			}
			v.put(bx+1, by+r, layout.FitWith(row, w-2, layout.Left, v.th.Glyphs.Ellipsis), ink.On(fill))
		}
	}
}

// put writes text cell by cell; a wide character that does not fit whole gives way to a blank.
func (v *netView) put(x, y int, text string, st theme.Style) {
	y -= v.y
	if y < 0 || y >= v.h {
		return
	}
	x -= v.x
	for _, g := range split(text) {
		n := layout.Width(g)
		if n == 1 || x >= 0 && x+n <= v.w {
			for k := range n {
				if x+k >= 0 && x+k < v.w {
					c := pcell{g, st}
					if k > 0 {
						c.glyph = skip
					}
					v.cells[y*v.w+x+k] = c
				}
			}
		} else {
			for k := range n {
				if x+k >= 0 && x+k < v.w {
					v.cells[y*v.w+x+k] = pcell{" ", st}
				}
			}
		}
		x += n
	}
}

// skip stands in the cell that the wide character before it covers too.
const skip = "\x00"

// split parts text into what stands in a cell of its own each, with the marks that belong to it.
func split(text string) []string {
	var out []string
	for _, r := range text {
		g := string(r)
		if layout.Width(g) == 0 && len(out) > 0 {
			out[len(out)-1] += g
			continue
		}
		if layout.Width(g) > 0 {
			out = append(out, g)
		}
	}
	return out
}
