// Package network lays a graph of activities out from left to right: each activity in a layer
// behind all it waits for, few crossings, links as straight as may be. It knows numbers, never
// records; whoever draws it turns rows into cells.
//
// The method is that of layered drawings (K. Sugiyama, S. Tagawa, M. Toda, 1981): layers by the
// longest path, links over several layers cut by bends, order by barycentres. The places within a
// layer are the least-squares ones that keep order and distance, found by pooling neighbours
// (isotonic regression).
package network

import (
	"cmp"
	"slices"
)

// Edge is a link from one activity to another, by their numbers.
type Edge struct{ From, To int }

// Slot is one place of a layer: an activity, or a bend where a link passes through. A bend belongs
// to the activity the link comes from: several links of one activity pass through the same bend.
type Slot struct {
	Node  int  // the activity, or whose links pass
	Bend  bool // it is a bend
	Layer int
	Y     int   // its first row
	Next  []int // slots of the next layer that it leads to
}

// Layout is where everything is.
type Layout struct {
	Slots  []Slot
	Layers [][]int // slots by layer, from the top
	At     []int   // the slot of each activity
	Rows   int     // in all
	// Back are the edges that go round in a circle; they are left out.
	Back []Edge

	tall, gap int
}

// sweeps is how often order and places are gone over; more change little.
const sweeps = 8

// Lay lays out n activities (0 to n-1). An activity is so many rows tall, a bend one; between
// neighbours are at least gap rows. Edges that name no activity, or that lead from one to itself,
// are left out, and doubles count once.
func Lay(n int, edges []Edge, tall, gap int) *Layout {
	l := &Layout{At: make([]int, max(n, 0)), tall: max(tall, 1), gap: max(gap, 0)}
	if n <= 0 {
		return l
	}
	list := slices.Clone(edges)
	list = slices.DeleteFunc(list, func(e Edge) bool { return e.From < 0 || e.To < 0 || e.From >= n || e.To >= n || e.From == e.To })
	slices.SortFunc(list, func(a, b Edge) int { return cmp.Or(a.From-b.From, a.To-b.To) })
	list = slices.Compact(list)
	layer, list := l.layers(n, list)
	l.slots(layer, list)
	l.order()
	l.places()
	return l
}

// layers gives each node the layer behind all it waits for, and drops the edges that close a
// circle.
func (l *Layout) layers(n int, list []Edge) ([]int, []Edge) {
	layer, open := make([]int, n), make([]int, n)
	out := make([][]int, n)
	for i, e := range list {
		out[e.From] = append(out[e.From], i)
		open[e.To]++
	}
	var queue []int
	done := make([]bool, n)
	for i := range n {
		if open[i] == 0 {
			queue, done[i] = append(queue, i), true
		}
	}
	back := make([]bool, len(list))
	for next, seen := 0, 0; seen < n; seen++ {
		if seen == len(queue) { // what is left hangs in circles: the first of it begins
			for done[next] {
				next++
			}
			queue, done[next] = append(queue, next), true
		}
		i := queue[seen]
		for _, k := range out[i] {
			to := list[k].To
			if done[to] {
				back[k] = true
				continue
			}
			layer[to] = max(layer[to], layer[i]+1)
			if open[to]--; open[to] == 0 {
				queue, done[to] = append(queue, to), true
			}
		}
	}
	kept := list[:0:0]
	for k, e := range list {
		if back[k] || layer[e.To] <= layer[e.From] {
			l.Back = append(l.Back, e)
		} else {
			kept = append(kept, e)
		}
	}
	return layer, kept
}

// slots makes the places: one for each node, and bends where links pass a layer.
func (l *Layout) slots(layer []int, list []Edge) {
	depth := 0
	for i, d := range layer {
		l.At[i] = len(l.Slots)
		l.Slots = append(l.Slots, Slot{Node: i, Layer: d})
		depth = max(depth, d+1)
	}
	type trunk struct{ node, layer int }
	bends := map[trunk]int{}
	for _, e := range list {
		from := l.At[e.From]
		for d := layer[e.From] + 1; d < layer[e.To]; d++ {
			k := trunk{e.From, d}
			at, ok := bends[k]
			if !ok {
				at = len(l.Slots)
				bends[k] = at
				l.Slots = append(l.Slots, Slot{Node: e.From, Bend: true, Layer: d})
				l.Slots[from].Next = append(l.Slots[from].Next, at)
			}
			from = at
		}
		l.Slots[from].Next = append(l.Slots[from].Next, l.At[e.To])
	}
	l.Layers = make([][]int, depth)
	for i := range l.Slots {
		d := l.Slots[i].Layer
		l.Layers[d] = append(l.Layers[d], i)
	}
}

// order sorts each layer by the mean place of what its slots are linked to, forwards and back, and
// keeps the best order that was met.
func (l *Layout) order() {
	prev := l.prev()
	pos := make([]int, len(l.Slots))
	number := func() {
		for _, list := range l.Layers {
			for i, s := range list {
				pos[s] = i
			}
		}
	}
	number()
	best, least := clone(l.Layers), l.crossings(pos)
	mean := func(s int, of []int) float64 {
		if len(of) == 0 {
			return float64(pos[s])
		}
		sum := 0
		for _, x := range of {
			sum += pos[x]
		}
		return float64(sum) / float64(len(of))
	}
	for n := 0; n < sweeps && least > 0; n++ {
		for i := range l.Layers {
			list, near := l.Layers[i], prev
			if n%2 == 1 {
				list = l.Layers[len(l.Layers)-1-i]
			}
			key := make(map[int]float64, len(list))
			for _, s := range list {
				if n%2 == 1 {
					key[s] = mean(s, l.Slots[s].Next)
				} else {
					key[s] = mean(s, near[s])
				}
			}
			slices.SortStableFunc(list, func(a, b int) int { return cmp.Compare(key[a], key[b]) })
			for k, s := range list {
				pos[s] = k
			}
		}
		if c := l.crossings(pos); c < least {
			best, least = clone(l.Layers), c
		}
	}
	l.Layers = best
}

func clone(layers [][]int) [][]int {
	out := make([][]int, len(layers))
	for i := range layers {
		out[i] = slices.Clone(layers[i])
	}
	return out
}

// prev lists for each slot those that lead to it.
func (l *Layout) prev() [][]int {
	out := make([][]int, len(l.Slots))
	for i := range l.Slots {
		for _, to := range l.Slots[i].Next {
			out[to] = append(out[to], i)
		}
	}
	return out
}

// crossings counts the pairs of links that cross between neighbouring layers.
func (l *Layout) crossings(pos []int) int {
	n := 0
	for _, list := range l.Layers {
		size := 0
		for _, s := range list {
			for _, to := range l.Slots[s].Next {
				size = max(size, pos[to]+1)
			}
		}
		tree := make([]int, size+1) // counts by place, summed as a Fenwick tree
		total := 0
		for _, s := range list {
			for _, to := range l.Slots[s].Next { // those above that end further down cross it
				before := 0
				for k := pos[to] + 1; k > 0; k -= k & -k {
					before += tree[k]
				}
				n += total - before
			}
			for _, to := range l.Slots[s].Next {
				total++
				for k := pos[to] + 1; k <= size; k += k & -k {
					tree[k]++
				}
			}
		}
	}
	return n
}

// height is the rows a slot takes.
func (l *Layout) height(s int) int {
	if l.Slots[s].Bend {
		return 1
	}
	return l.tall
}

// Port is the row at which links enter and leave a slot: its middle.
func (l *Layout) Port(s int) int { return l.Slots[s].Y + l.height(s)/2 }

// places moves the slots of each layer up or down so that links run straight where they can.
func (l *Layout) places() {
	prev := l.prev()
	for _, list := range l.Layers {
		y := 0
		for _, s := range list {
			l.Slots[s].Y = y
			y += l.height(s) + l.gap
		}
	}
	for n := range sweeps {
		for i := range l.Layers {
			if n%2 == 0 {
				l.place(l.Layers[i], func(s int) []int { return prev[s] })
			} else {
				l.place(l.Layers[len(l.Layers)-1-i], func(s int) []int { return l.Slots[s].Next })
			}
		}
	}
	top := 0
	for i := range l.Slots {
		if i == 0 || l.Slots[i].Y < top {
			top = l.Slots[i].Y
		}
	}
	for i := range l.Slots {
		l.Slots[i].Y -= top
		l.Rows = max(l.Rows, l.Slots[i].Y+l.height(i))
	}
}

// pool is a run of neighbours that lie as close as they may.
type pool struct {
	sum  float64
	n    int
	size int // slots
}

// place puts the slots of a layer as near as may be to the middle of their neighbours, in order.
func (l *Layout) place(list []int, near func(int) []int) {
	pools := make([]pool, 0, len(list))
	room := 0 // rows above the slot where all lie as close as they may
	offset := make([]int, len(list))
	for i, s := range list {
		offset[i] = room
		room += l.height(s) + l.gap
		want, weight := float64(l.Slots[s].Y), 1
		if of := near(s); len(of) > 0 {
			sum := 0
			for _, x := range of {
				sum += l.Port(x)
			}
			want = float64(sum)/float64(len(of)) - float64(l.height(s)/2)
			weight = 2
			if l.Slots[s].Bend { // a long link should run straight
				weight = 4
			}
		}
		pools = append(pools, pool{(want - float64(offset[i])) * float64(weight), weight, 1})
		for k := len(pools) - 1; k > 0 && pools[k-1].sum*float64(pools[k].n) > pools[k].sum*float64(pools[k-1].n); k-- {
			pools[k-1].sum += pools[k].sum
			pools[k-1].n += pools[k].n
			pools[k-1].size += pools[k].size
			pools = pools[:k]
		}
	}
	i := 0
	for _, p := range pools {
		y := floor(p.sum / float64(p.n))
		for range p.size {
			l.Slots[list[i]].Y = y + offset[i]
			i++
		}
	}
}

// floor rounds to whole rows in a way that keeps the order.
func floor(x float64) int {
	n := int(x)
	if float64(n) > x {
		n--
	}
	if x-float64(n) > 0.5 {
		n++
	}
	return n
}
