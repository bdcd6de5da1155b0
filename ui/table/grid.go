package table

import (
	"math"

	"tandem/ui/layout"
)

// gutter is the room before the first column: a sign for mark or cursor, and a
// blank, or both signs when a marked row has the cursor.
const gutter = 2

// slot is a column that shows: where it starts and how wide it is.
type slot struct{ col, x, w int }

// grid is the columns solved for one width.
type grid struct {
	w        int
	stamp    uint64
	gutter   int
	gap      int
	slots    []slot
	maxShift int
	needs    []int
	sure     bool // needs are those of all rows
}

// solve finds widths for the columns. Without sideways scrolling, columns of low
// priority give way; once the reader scrolls, columns are taken in their order.
//
// needs are the cells that each column's rows take, as Table.measure finds them; nil where that is not known.
// sure says that they are those of all rows, not of the first.
func solve(cols []Column, needs []int, sure bool, w, shift int) grid {
	g := grid{w: w, gutter: gutter, gap: 1, needs: needs, sure: sure}
	if w >= 60 {
		g.gap = 2
	}
	if w <= gutter+1 {
		g.gutter = 0
	}
	room := w - g.gutter
	if room <= 0 || len(cols) == 0 {
		return g
	}
	all := make([]int, len(cols))
	for i := range all {
		all[i] = i
	}
	if g.need(cols, all) <= room {
		g.place(cols, all, room)
		return g
	}
	g.maxShift = lastShift(g, cols, all, room)
	if shift > 0 {
		g.place(cols, fromShift(g, cols, all, room, min(shift, g.maxShift)), room)
		return g
	}
	g.place(cols, dropLow(g, cols, all, room), room)
	return g
}

// least is the narrowest that a column still helps.
func (c Column) least() int {
	n := c.Min
	if n <= 0 {
		n = c.Width
	}
	if c.Max > 0 {
		n = min(n, c.Max)
	}
	return max(1, n)
}

// need is the room that a set of columns takes at its narrowest.
func (g grid) need(cols []Column, set []int) int {
	n := g.gap * max(0, len(set)-1)
	for _, i := range set {
		n += cols[i].least()
	}
	return n
}

// dropLow leaves columns out until the rest fits; the first one stays.
func dropLow(g grid, cols []Column, set []int, room int) []int {
	for len(set) > 1 && g.need(cols, set) > room {
		worst := 1
		for k := 2; k < len(set); k++ {
			if cols[set[k]].Priority <= cols[set[worst]].Priority {
				worst = k
			}
		}
		set = append(append([]int(nil), set[:worst]...), set[worst+1:]...)
	}
	return set
}

// fromShift takes the first column and as many as fit after those scrolled past.
func fromShift(g grid, cols []Column, all []int, room, shift int) []int {
	set := []int{all[0]}
	for _, i := range all[min(1+shift, len(all)):] {
		if next := append(set, i); g.need(cols, next) <= room {
			set = next
			continue
		}
		break
	}
	return set
}

// lastShift is the least shift that brings the last column into view.
func lastShift(g grid, cols []Column, all []int, room int) int {
	for shift := 1; shift < len(all)-1; shift++ {
		set := fromShift(g, cols, all, room, shift)
		if set[len(set)-1] == len(all)-1 {
			return shift
		}
	}
	return max(0, len(all)-2)
}

// place gives a set of columns their widths: first up to the wished width in their order, then what is left to
// the flexible ones by weight. What columns have beyond what their rows need goes to those whose rows are cut.
func (g *grid) place(cols []Column, set []int, room int) {
	widths := make([]int, len(set))
	left := room - g.gap*(len(set)-1)
	for k, i := range set {
		widths[k] = min(cols[i].least(), max(0, left))
		left -= widths[k]
	}
	for k, i := range set {
		wish := cols[i].Width
		if m := cols[i].Max; m > 0 {
			wish = min(wish, m)
		}
		more := min(max(0, wish-widths[k]), max(0, left))
		widths[k] += more
		left -= more
	}
	stretch(cols, set, widths, left)
	g.even(cols, set, widths)
	g.gather(cols, set, widths)
	x := g.gutter
	for k, i := range set {
		if widths[k] > 0 {
			g.slots = append(g.slots, slot{i, x, widths[k]})
		}
		x += widths[k] + g.gap
	}
}

// even takes from columns what their rows do not need and gives it to those whose rows are cut, the narrowest
// first. The widest gives first.
func (g *grid) even(cols []Column, set, widths []int) {
	if len(g.needs) < len(cols) {
		return
	}
	for {
		from, to := -1, -1
		for k, i := range set {
			want := cols[i].most(g.needs[i])
			if widths[k] > cols[i].floor(g.needs[i], g.sure) && (from < 0 || widths[k] > widths[from]) {
				from = k
			}
			if widths[k] < want && (to < 0 || widths[k] < widths[to]) {
				to = k
			}
		}
		if from < 0 || to < 0 {
			return
		}
		widths[from]--
		widths[to]++
	}
}

// wideFrom is from how many cells on a flexible column is no wider than its rows: across a wide screen the eye
// would lose the line between a name and the values far from it.
const (
	wideFrom  = 120
	nameLeast = 24
)

// gather takes from flexible columns of a wide table what their rows leave empty; it stays blank at the right
// end. Where not every row was measured there is half as much again for longer ones, and a few short names do
// not draw the columns together.
func (g *grid) gather(cols []Column, set, widths []int) {
	if g.w < wideFrom || len(g.needs) < len(cols) || len(set) < 2 {
		return
	}
	for k, i := range set {
		n := g.needs[i]
		if !g.sure {
			n += n / 2
		}
		if c := cols[i]; c.Flex > 0 && n > 0 {
			widths[k] = min(widths[k], max(n, min(c.Width, nameLeast), layout.Width(c.Title)+1)+g.gap)
		}
	}
}

// most is what a column with such a need may take; one that does not grow takes its wish.
func (c Column) most(need int) int {
	if !c.grows() {
		need = min(need, c.Width)
	}
	if c.Max > 0 {
		need = min(need, c.Max)
	}
	return need
}

// floor is down to where a column gives room away: what its rows and its heading need. One that does not share
// also keeps its least, and all of its width where not every row was measured: a number that does not fit says
// nothing. A width with a most, such as somebody chose, stays.
func (c Column) floor(need int, sure bool) int {
	need = max(need, layout.Width(c.Title)+1)
	switch {
	case c.Flex > 0:
		return need
	case !sure || c.Max > 0 && !c.grows():
		return math.MaxInt
	}
	return max(need, c.least())
}

// grows reports whether a column takes more than its wish where its rows need it.
func (c Column) grows() bool { return c.Flex > 0 || c.Max > c.Width }

// stretch shares out what is left. A column that reaches its Max leaves its part
// to the others, so the loop runs at most once for each column.
func stretch(cols []Column, set, widths []int, left int) {
	for range set {
		weight := 0
		for k, i := range set {
			if c := cols[i]; c.Flex > 0 && (c.Max <= 0 || widths[k] < c.Max) {
				weight += c.Flex
			}
		}
		if weight == 0 || left <= 0 {
			return
		}
		share, seen, given := left, 0, 0
		for k, i := range set {
			c := cols[i]
			if c.Flex <= 0 || c.Max > 0 && widths[k] >= c.Max {
				continue
			}
			seen += c.Flex
			part := share*seen/weight - given
			given += part
			if c.Max > 0 {
				part = min(part, c.Max-widths[k])
			}
			widths[k] += part
			left -= part
		}
	}
}
