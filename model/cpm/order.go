package cpm

import "slices"

// edge is a link among those that leave the same task. The passes look at nothing but edges while
// links are plain: from finish to start, the lag in work of the one calendar on which both tasks
// run, neither of them a gate or inactive. Nearly all are.
type edge struct {
	to   int32 // the successor; of a link that is not plain its complement
	lag  int32 // seconds, of a plain one
	link int32 // its index in the network
}

func (e *edge) task() int32 { return max(e.to, ^e.to) }

// adjacency lists the links by the task they leave and returns how many lead to each task. What an
// inactive task leads to does not wait for it. knot, where given, numbers the tasks that go round
// in circles: links within a knot are left out.
func (s *Schedule) adjacency(knot []int32) (waits []int32) {
	n := s.net
	at := make([]int32, len(n.Tasks)+2)
	waits = make([]int32, len(n.Tasks))
	out := func(l *Link) bool {
		return n.Tasks[l.From].Flags&Inactive != 0 || knot != nil && knot[l.From] != 0 && knot[l.From] == knot[l.To]
	}
	for i := range n.Links {
		if l := &n.Links[i]; !out(l) {
			at[l.From+2]++
			waits[l.To]++
		}
	}
	for i := 2; i < len(at); i++ {
		at[i] += at[i-1]
	}
	s.edges = make([]edge, at[len(at)-1])
	for i := range n.Links {
		l := &n.Links[i]
		if out(l) {
			continue
		}
		e := &s.edges[at[l.From+1]]
		at[l.From+1]++
		*e = edge{to: l.To, lag: int32(l.Lag), link: int32(i)}
		if !plain(l, &n.Tasks[l.From], &n.Tasks[l.To]) {
			e.to = ^l.To
		}
	}
	s.at = at[:len(n.Tasks)+1]
	return waits
}

// plain reports whether an edge says all about a link.
func plain(l *Link, from, to *Task) bool {
	c := from.Cal
	return l.Type == FS && !l.Elapsed && l.Cal == c && to.Cal == c && from.Flags|to.Flags == 0 && int64(int32(l.Lag)) == l.Lag
}

func (s *Schedule) out(i int32) []edge { return s.edges[s.at[i]:s.at[i+1]] }

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
	return slices.ContainsFunc(s.out(a), func(e edge) bool { return e.task() == b })
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
			to := links[c.done].task()
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
		for _, e := range s.out(i) {
			to := e.task()
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
