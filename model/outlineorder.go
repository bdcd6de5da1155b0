package model

import (
	"cmp"
	"slices"
)

// place is what decides a task's place among all of its project: its order, and where two have
// the same the lower number first.
type place struct {
	order int
	id    ID
}

func (a place) before(b place) bool {
	return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.id, b.id)) < 0
}

// roomy is the distance that places are given where there is room, so that many tasks can be put
// between two before others have to move.
const roomy = 1024

// Save writes what was changed: the summaries of the tasks that moved, and the order of as few as
// can be.
func (o *Outliner) Save() error {
	for _, t := range o.trees {
		if err := t.save(o.e); err != nil {
			return err
		}
	}
	return nil
}

func (t *tree) save(e *Edit) error {
	seq := t.order()
	from, to := t.window(seq)
	orders := renumber(t.places(e, seq), from, to)
	for i, id := range seq {
		if !t.moved[id] && orders[i] == nil {
			continue
		}
		x, ok := e.Get(id).(*Task)
		if !ok {
			return noSuch(id)
		}
		parent := x.Parent
		if t.moved[id] {
			parent = t.up[id]
		}
		order := x.Order
		if orders[i] != nil {
			order = *orders[i]
		}
		if parent == x.Parent && order == x.Order {
			continue
		}
		if err := Update(e, id, func(x *Task) error {
			x.Parent, x.Order = parent, order
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}

// window is the stretch of the new sequence outside of which nothing has changed. It is all of it
// where the places do not follow the outline, as some imports have them.
func (t *tree) window(seq []ID) (from, to int) {
	lines := t.plan.Lines
	for i := 1; i < len(lines); i++ {
		if !(place{lines[i-1].order, lines[i-1].ID}).before(place{lines[i].order, lines[i].ID}) {
			return 0, len(seq)
		}
	}
	for from < len(seq) && from < len(lines) && seq[from] == lines[from].ID {
		from++
	}
	to = len(seq)
	for k := len(lines); to > from && k > from && seq[to-1] == lines[k-1].ID; k-- {
		to--
	}
	return from, to
}

// places are those that the tasks have; a new one has none, which shows by its number alone.
func (t *tree) places(e *Edit, seq []ID) []place {
	out := make([]place, len(seq))
	for i, id := range seq {
		out[i] = place{id: id}
		if k, ok := t.plan.at.find(id); ok && t.plan.Lines[k].ID == id {
			out[i].order = t.plan.Lines[k].order
		} else {
			out[i].order = unplaced
		}
	}
	return out
}

const unplaced = -1 << 62

// renumber returns new orders for a sequence of tasks so that each comes before the next, nil for
// those that keep theirs. Only between from and to may tasks be out of order; what lies outside is
// touched only where there is no room.
func renumber(seq []place, from, to int) []*int {
	keep := make([]bool, len(seq))
	for i := range seq {
		keep[i] = i < from || i >= to
	}
	for _, i := range rising(seq, from, to) {
		keep[i] = true
	}
	out := make([]*int, len(seq))
	for i := max(from, 0); i < to; {
		if keep[i] {
			i++
			continue
		}
		j := i
		for j < len(seq) && !keep[j] {
			j++
		}
		i, j = widen(seq, keep, i, j)
		for k, n := range room(seq, i, j) {
			seq[i+k].order = n
			out[i+k] = &seq[i+k].order
			keep[i+k] = true
		}
		i = j
	}
	return out
}

// rising picks a longest run of tasks between from and to that are in order already.
func rising(seq []place, from, to int) []int {
	var tails []int // the last of the best run of each length
	before := make(map[int]int, to-from)
	for i := from; i < to; i++ {
		if seq[i].order == unplaced || from > 0 && !seq[from-1].before(seq[i]) || to < len(seq) && !seq[i].before(seq[to]) {
			continue
		}
		at, _ := slices.BinarySearchFunc(tails, seq[i], func(k int, p place) int {
			if seq[k].before(p) {
				return -1
			}
			return 1
		})
		if at > 0 {
			before[i] = tails[at-1]
		}
		if at == len(tails) {
			tails = append(tails, i)
		} else {
			tails[at] = i
		}
	}
	if len(tails) == 0 {
		return nil
	}
	out := make([]int, len(tails))
	for k, i := len(tails)-1, tails[len(tails)-1]; k >= 0; k-- {
		out[k], i = i, before[i]
	}
	return out
}

// widen takes neighbours into the stretch i to j that needs places until there is room for all of
// it, on the side where fewer have to move.
func widen(seq []place, keep []bool, i, j int) (int, int) {
	if room(seq, i, j) != nil {
		return i, j
	}
	for m := 1; ; m++ {
		if r := min(j+m, len(seq)); r == len(seq) || keep[r] && spacious(seq[max(i-1, 0)], seq[r], i > 0, r-i) {
			return i, r
		}
		if l := max(i-m, 0); l == 0 || spacious(seq[l-1], seq[min(j, len(seq)-1)], j < len(seq), j-l) {
			return l, j
		}
	}
}

// spacious reports whether so many fit between two with some room left.
func spacious(lo, hi place, bounded bool, n int) bool {
	return !bounded || hi.order-lo.order > 2*n
}

// room is an order for each from i to j between their neighbours; nil where there is not enough.
func room(seq []place, i, j int) []int {
	n := j - i
	out := make([]int, n)
	switch {
	case i == 0 && j == len(seq):
		for k := range out {
			out[k] = (k + 1) * roomy
		}
	case i == 0:
		for k := range out {
			out[k] = seq[j].order - (n-k)*roomy
		}
	case j == len(seq):
		for k := range out {
			out[k] = seq[i-1].order + (k+1)*roomy
		}
	case seq[j].order-seq[i-1].order > n:
		d := seq[j].order - seq[i-1].order
		for k := range out {
			out[k] = seq[i-1].order + d*(k+1)/(n+1)
		}
	default:
		return sameOrder(seq, i, j, out)
	}
	return out
}

// sameOrder gives all the order of the one before them, where their numbers alone tell them apart.
func sameOrder(seq []place, i, j int, out []int) []int {
	order := seq[i-1].order
	for k := i; k < j; k++ {
		if seq[k].id <= seq[k-1].id {
			return nil
		}
		out[k-i] = order
	}
	if (place{order, seq[j-1].id}).before(seq[j]) {
		return out
	}
	return nil
}
