package cpm

import "slices"

// adjacency lists the links by the task they leave. What an inactive task leads to does not
// wait for it; skip names further links to leave out.
func (s *Schedule) adjacency(skip func(*Link) bool) {
	n := s.net
	s.at = make([]int32, len(n.Tasks)+2)
	use := func(l *Link) bool {
		return n.Tasks[l.From].Flags&Inactive == 0 && (skip == nil || !skip(l))
	}
	kept := 0
	for i := range n.Links {
		if l := &n.Links[i]; use(l) {
			s.at[l.From+2]++
			kept++
		}
	}
	for i := 2; i < len(s.at); i++ {
		s.at[i] += s.at[i-1]
	}
	s.succ = make([]int32, kept)
	for i := range n.Links {
		if l := &n.Links[i]; use(l) {
			s.succ[s.at[l.From+1]] = int32(i)
			s.at[l.From+1]++
		}
	}
	s.at = s.at[:len(n.Tasks)+1]
}

func (s *Schedule) out(i int32) []int32 { return s.succ[s.at[i]:s.at[i+1]] }

// sort brings the tasks into an order in which each comes after those it waits for. Where links
// go round in a circle, those inside it are left out and the circle is kept in Loops.
func (s *Schedule) sort() {
	s.order = s.topological()
	if len(s.order) == len(s.net.Tasks) {
		return
	}
	knot := s.knots()
	s.adjacency(func(l *Link) bool { return knot[l.From] != 0 && knot[l.From] == knot[l.To] })
	s.order = s.topological()
}

// topological is Kahn's order: tasks that wait for nobody first. Those in or behind a circle
// are missing from it.
func (s *Schedule) topological() []int32 {
	n := s.net
	waits := make([]int32, len(n.Tasks))
	for _, l := range s.succ {
		waits[n.Links[l].To]++
	}
	order := make([]int32, 0, len(n.Tasks))
	for i, w := range waits {
		if w == 0 {
			order = append(order, int32(i))
		}
	}
	for at := 0; at < len(order); at++ {
		for _, l := range s.out(order[at]) {
			to := n.Links[l].To
			if waits[to]--; waits[to] == 0 {
				order = append(order, to)
			}
		}
	}
	return order
}

// tarjan finds the sets of tasks that wait for one another, without recursion: a plan may hang
// on one string.
type tarjan struct {
	s          *Schedule
	index, low []int32
	on         []bool
	stack      []int32
	calls      []call
	next       int32
	found      func(set []int32)
}

// call is a task being looked at, and how many of its links were followed.
type call struct{ task, done int32 }

// knots numbers the sets of tasks that wait for one another from 1; 0 is a task in none. Each
// set gives one loop.
func (s *Schedule) knots() []int32 {
	n := len(s.net.Tasks)
	knot := make([]int32, n)
	t := tarjan{s: s, index: make([]int32, n), low: make([]int32, n), on: make([]bool, n)}
	var sets [][]int32
	t.found = func(set []int32) {
		if len(set) > 1 || s.linked(set[0], set[0]) {
			sets = append(sets, slices.Clone(set))
		}
	}
	for i := range n {
		if t.index[i] == 0 {
			t.visit(int32(i))
		}
	}
	for _, set := range sets {
		slices.Sort(set)
	}
	slices.SortFunc(sets, slices.Compare[[]int32])
	for k, set := range sets {
		for _, i := range set {
			knot[i] = int32(k) + 1
		}
	}
	for k, set := range sets {
		s.Loops = append(s.Loops, s.loop(set[0], knot, int32(k)+1))
	}
	return knot
}

func (s *Schedule) linked(a, b int32) bool {
	return slices.ContainsFunc(s.out(a), func(l int32) bool { return s.net.Links[l].To == b })
}

func (t *tarjan) enter(i int32) {
	t.next++
	t.index[i], t.low[i] = t.next, t.next
	t.stack = append(t.stack, i)
	t.on[i] = true
	t.calls = append(t.calls, call{task: i})
}

func (t *tarjan) visit(root int32) {
	t.enter(root)
	for len(t.calls) > 0 {
		c := &t.calls[len(t.calls)-1]
		links := t.s.out(c.task)
		if int(c.done) < len(links) {
			to := t.s.net.Links[links[c.done]].To
			c.done++
			if t.index[to] == 0 {
				t.enter(to)
			} else if t.on[to] {
				t.low[c.task] = min(t.low[c.task], t.index[to])
			}
			continue
		}
		i := c.task
		t.calls = t.calls[:len(t.calls)-1]
		if len(t.calls) > 0 {
			up := t.calls[len(t.calls)-1].task
			t.low[up] = min(t.low[up], t.low[i])
		}
		if t.low[i] == t.index[i] {
			t.leave(i)
		}
	}
}

// leave takes a finished set from the stack.
func (t *tarjan) leave(root int32) {
	from := len(t.stack) - 1
	for t.stack[from] != root {
		from--
	}
	for _, i := range t.stack[from:] {
		t.on[i] = false
	}
	t.found(t.stack[from:])
	t.stack = t.stack[:from]
}

// loop is the shortest circle through a task of a knot, in the order of its links.
func (s *Schedule) loop(start int32, knot []int32, k int32) Loop {
	before := map[int32]int32{}
	queue := []int32{start}
	for at := 0; at < len(queue); at++ {
		i := queue[at]
		for _, l := range s.out(i) {
			to := s.net.Links[l].To
			if to == start {
				return Loop{Tasks: backtrack(before, start, i)}
			}
			if _, seen := before[to]; !seen && knot[to] == k {
				before[to] = i
				queue = append(queue, to)
			}
		}
	}
	return Loop{Tasks: []int32{start}}
}

func backtrack(before map[int32]int32, start, last int32) []int32 {
	var out []int32
	for i := last; i != start; i = before[i] {
		out = append(out, i)
	}
	out = append(out, start)
	slices.Reverse(out)
	return out
}
