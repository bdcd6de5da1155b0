package chart

// wireCell gathers the links that pass through a cell: the sides they lead to, the strongest ink.
type wireCell struct {
	sides uint8
	head  string
	ink   ink
}

// The sides of a cell that a line can lead to.
const (
	up uint8 = 1 << iota
	down
	left
	right
)

// drawLinks lays the links between rows that show; bars are drawn over them later.
func (p *Picture) drawLinks(rows int) {
	w := p.Axis.W
	if w <= 0 {
		return
	}
	for _, strong := range []bool{false, true} { // the lit ones last, so that their heads stay
		for i := range p.Links {
			if k := &p.Links[i]; k.Lit == strong && k.From >= 0 && k.To >= 0 && k.From < rows && k.To < rows && k.From != k.To {
				p.link(k)
			}
		}
	}
	for i := range p.wires {
		k := &p.wires[i]
		if k.sides == 0 {
			continue
		}
		p.cells[i].glyph, p.cells[i].ink = p.g.wires[k.sides], k.ink
		if k.head != "" {
			p.cells[i].glyph = k.head
		}
	}
}

// ends are the first and the last cell of what a row draws.
func (p *Picture) ends(r *Row) (l, e int, ok bool) {
	if r.Shape == Nothing || r.Start == 0 && r.Finish == 0 {
		return 0, 0, false
	}
	from := r.Start
	if from == 0 {
		from = r.Finish
	}
	to := max(r.Finish, from)
	if r.Shape == Milestone {
		x := p.Axis.X(to)
		return x, x, true
	}
	l, e = p.Axis.eighths(from), p.Axis.eighths(to)
	if r.Shape == Bar {
		e = max(e, l+4)
		if p.th.NoColor || p.th.ASCII { // only cells that are covered by half are drawn
			l, e = l+3, e-3
		}
	}
	l = floorEighth(l)
	return l, max(l, floorEighth(e-1)), true
}

// link leads from beside an end of one row to an end of the other: sideways, along a column, and
// into the bar from above or below where the column meets it, else from the side.
func (p *Picture) link(k *Link) {
	fl, fe, ok1 := p.ends(&p.Rows[k.From])
	tl, te, ok2 := p.ends(&p.Rows[k.To])
	if !ok1 || !ok2 {
		return
	}
	i := wire
	switch {
	case k.Lit:
		i = litWire
	case k.Back:
		i = backWire
	case k.Critical:
		i = hotWire
	}
	from := fe + 1
	if k.AtStart {
		from = fl - 1
	}
	col := from
	switch {
	case !k.AtStart && k.ToStart: // the usual one: down onto the bar's begin
		col = max(from, tl)
	case k.AtStart && k.ToStart:
		col = min(from, tl-1)
	case !k.AtStart:
		col = max(from, te+1)
	}
	step, out, in := 1, down, up
	if k.To < k.From {
		step, out, in = -1, up, down
	}
	p.across(k.From, from, col, i)
	if k.AtStart {
		p.join(k.From, from, right, i)
	} else {
		p.join(k.From, from, left, i)
	}
	p.join(k.From, col, out, i)
	for y := k.From + step; y != k.To; y += step {
		p.join(y, col, up|down, i)
	}
	if col >= tl && col <= te { // it meets the bar
		if y := k.To - step; y != k.From {
			p.tip(y, col, map[bool]string{true: p.g.down, false: p.g.up}[step > 0])
		}
		return
	}
	p.join(k.To, col, in, i)
	target, side, head := tl-1, right, p.g.toRight
	if col > te {
		target, side, head = te+1, left, p.g.toLeft
	}
	p.across(k.To, col, target, i)
	p.join(k.To, target, side, i)
	if target != col {
		p.tip(k.To, target, head)
	}
}

// across draws along a row between two cells, both of them joined.
func (p *Picture) across(y, a, b int, i ink) {
	if a > b {
		a, b = b, a
	}
	for x := max(a, -1); x < b && x < p.Axis.W; x++ {
		p.join(y, x, right, i)
		p.join(y, x+1, left, i)
	}
}

// join adds the sides that a line leads to in a cell, where the cell can be seen.
func (p *Picture) join(y, x int, sides uint8, i ink) {
	if x < 0 || x >= p.Axis.W {
		return
	}
	k := &p.wires[y*p.Axis.W+x]
	k.sides |= sides
	k.ink = max(k.ink, i)
}

func (p *Picture) tip(y, x int, glyph string) {
	if x >= 0 && x < p.Axis.W {
		p.wires[y*p.Axis.W+x].head = glyph
	}
}
