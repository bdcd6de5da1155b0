package chart

// baseline draws the plan of once, which lies under links and bars.
func (p *Picture) baseline(r *Row, line []cell) {
	if from := p.Axis.eighths(r.BaseStart); r.BaseStart != 0 && !r.Back && r.GhostFinish == 0 {
		p.run(line, from, max(p.Axis.eighths(r.BaseFinish), from+4), p.g.ghost, ghost)
	}
}

// bar draws the row's own: the float after, the bar, its deadline.
func (p *Picture) bar(r *Row, line []cell) {
	a := p.Axis
	if r.Shape == Nothing || r.Start == 0 && r.Finish == 0 {
		return
	}
	from, to := r.Start, r.Finish
	if from == 0 {
		from = to
	}
	to = max(to, from)
	l, e := a.eighths(from), a.eighths(to)
	moved := r.GhostFinish != 0
	if r.Back || moved {
		still := *r
		still.Dim, still.Slack = true, 0
		r = &still
	}
	switch r.Shape {
	case Milestone:
		p.milestone(r, line, a.X(to))
	case Summary:
		p.summary(r, line, a.X(from), max(a.X(from), floorEighth(e-1)))
	default:
		e = max(e, l+4) // what is too short to be seen is half a cell
		if r.Slack > to {
			p.run(line, e, a.eighths(r.Slack), p.g.slack, slack)
		}
		if r.Resume > r.Stop && r.Resume < to && !r.Back {
			p.parts(r, line, l, e)
		} else {
			p.block(r, line, l, e)
		}
	}
	if x := a.X(r.Deadline); r.Deadline != 0 && x >= 0 && x < len(line) {
		i := limit
		if to > r.Deadline {
			i = hotLimit
		}
		line[x] = cell{glyph: p.g.limit, ink: i, ground: line[x].ground}
		if line[x].ground != shade {
			line[x].ground = none
		}
	}
	if moved {
		p.would(r, line, l, e)
		return
	}
	p.beyond(line, floorEighth(l), floorEighth(e-1))
}

// would draws where a row would be over where it is, from eighth l to e: hatched, in the colour of
// what asks for attention; what it would leave stays behind as a shadow.
func (p *Picture) would(r *Row, line []cell, l, e int) {
	from, to := p.Axis.eighths(r.GhostStart), p.Axis.eighths(r.GhostFinish)
	if r.Shape == Milestone {
		if x := p.Axis.X(r.GhostFinish); x >= 0 && x < len(line) {
			line[x] = cell{glyph: p.g.wouldPoint, ink: would}
		}
		return
	}
	to = max(to, from+4)
	plain := p.th.NoColor || p.th.ASCII
	first, last := floorEighth(from+3), max(floorEighth(from+3), floorEighth(to-4))
	for x := max(first, 0); x <= last && x < len(line); x++ {
		glyph, ground := p.g.would, none
		within := x*8+4 >= l && x*8+4 < e
		switch {
		case r.Shape == Summary:
			glyph = p.g.line
		case within && plain:
			glyph = p.g.overlap
		case within:
			glyph, ground = p.g.overlap, dimFull
		}
		line[x] = cell{glyph: glyph, ink: would, ground: ground}
	}
	if plain && r.Shape == Bar {
		for x := max(floorEighth(l+4), 0); x < len(line) && x*8+4 < e; x++ {
			if x < first || x > last {
				line[x] = cell{glyph: p.g.leaves, ink: dimRest}
			}
		}
	}
	p.beyond(line, first, last)
}

// floorEighth is the cell an eighth lies in.
func floorEighth(e int) int { return int(floorDiv(int64(e), 8)) }

// run draws a glyph from eighth l to e wherever it covers half of a cell.
func (p *Picture) run(line []cell, l, e int, glyph string, i ink) {
	for x := max(floorEighth(l+4), 0); x < len(line) && x*8+4 <= e; x++ {
		line[x].glyph, line[x].ink = glyph, i
	}
}

// milestone is a single sign where the row ends.
func (p *Picture) milestone(r *Row, line []cell, x int) {
	if r.Slack > r.Finish {
		p.run(line, x*8+8, p.Axis.eighths(r.Slack), p.g.slack, slack)
	}
	if x >= 0 && x < len(line) {
		i, glyph := point, p.g.point
		switch {
		case r.Done >= 1:
			i, glyph = donePoint, p.g.donePoint
		case r.Dim:
			i = dimRest
		case r.Critical:
			i = hotPoint
		case r.Lit:
			i = full
		}
		line[x].glyph, line[x].ink = glyph, i
	}
	p.beyond(line, x, x)
}

// summary is a bracket over what is under the row.
func (p *Picture) summary(r *Row, line []cell, l, e int) {
	i := frame
	switch {
	case r.Dim:
		i = dimFull
	case r.Critical:
		i = hotFrame
	case r.Lit:
		i = full
	}
	for x := max(l, 0); x <= e && x < len(line); x++ {
		glyph := p.g.line
		switch {
		case l == e:
			glyph = p.g.single
		case x == l:
			glyph = p.g.open
		case x == e:
			glyph = p.g.shut
		}
		line[x].glyph, line[x].ink = glyph, i
	}
}

// parts draws a bar that was interrupted: what is done, a thin line, and from where it goes on what is left.
func (p *Picture) parts(r *Row, line []cell, l, e int) {
	stop, on := max(p.Axis.eighths(r.Stop), l+4), p.Axis.eighths(r.Resume)
	part := *r
	part.Done = 1
	part.Lit = true // in the tone of work, not of what is over
	p.block(&part, line, l, min(stop, e))
	part.Done, part.Lit = 0, r.Lit
	p.block(&part, line, max(min(on, e-4), stop), e)
	p.run(line, stop, on, p.g.slack, slack)
}

// block draws a bar from eighth l to e: what is done in one tone, what is left in another. Where
// the screen has no tones two signs stand for them, and a cell counts where half of it is covered.
func (p *Picture) block(r *Row, line []cell, l, e int) {
	done, left := full, rest
	glyphDone, glyphLeft := p.g.full, p.g.rest
	switch {
	case r.Dim:
		done, left = dimFull, dimRest
	case r.Done >= 1 && !r.Lit:
		done = past
	case r.Critical:
		done, left, glyphDone, glyphLeft = hotFull, hotRest, p.g.hotFull, p.g.hotRest
	}
	d := l + int(float64(e-l)*max(0, min(r.Done, 1))+0.5)
	plain := p.th.NoColor || p.th.ASCII
	for x := max(floorEighth(l), 0); x < len(line) && x*8 < e; x++ {
		from, to, mid := max(l-x*8, 0), min(e-x*8, 8), d-x*8
		c := &line[x]
		switch {
		case plain && to-from >= 4:
			*c = cell{glyph: glyphLeft, ink: left, ground: c.ground}
			if mid >= (from+to+1)/2 {
				c.glyph, c.ink = glyphDone, done
			}
		case plain: // less than half
		case from == 0 && to == 8 && mid > 0 && mid < 8:
			*c = cell{glyph: p.g.left[mid], ink: done, ground: left}
		default:
			tone := left
			if mid >= (from+to+1)/2 {
				tone = done
			}
			if c.ink == ghost && to-from == 8 { // the baseline runs on at the foot of the bar
				c.ground = tone
				continue
			}
			p.piece(c, from, to, tone)
		}
	}
	if x := floorEighth(l); plain && x >= 0 && x < len(line) && !p.seen(line, l, e) {
		line[x] = cell{glyph: glyphLeft, ink: left, ground: line[x].ground}
	}
}

// seen reports whether some cell of a bar is covered by half.
func (p *Picture) seen(line []cell, l, e int) bool {
	for x := floorEighth(l); x*8 < e; x++ {
		if min(e-x*8, 8)-max(l-x*8, 0) >= 4 {
			return true
		}
	}
	return false
}

// piece fills a cell from one eighth to another. Blocks grow from the left: one that ends at the
// right edge is the ground around the glyph, one in the middle is moved to the nearer edge.
func (p *Picture) piece(c *cell, from, to int, tone ink) {
	glyph, flip := p.g.left[max(to-from, 0)], false
	switch {
	case from > 0 && to == 8 && from == 4:
		glyph = p.g.right
	case from > 0 && to == 8:
		glyph, flip = p.g.left[from], true
	case from >= 8-to && from > 0:
		glyph = p.g.right
	}
	*c = cell{glyph: glyph, ink: tone, ground: c.ground, flip: flip}
}

// beyond shows at the edge that all of a row lies outside.
func (p *Picture) beyond(line []cell, l, e int) {
	switch {
	case len(line) == 0:
	case e < 0:
		line[0].glyph, line[0].ink = p.g.before, arrow
	case l >= len(line):
		line[len(line)-1].glyph, line[len(line)-1].ink = p.g.after, arrow
	}
}
