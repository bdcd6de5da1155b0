package network

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// graph draws edges among n activities, also doubles, loops and circles.
func graph(t *rapid.T) (int, []Edge) {
	n := rapid.IntRange(0, 40).Draw(t, "n")
	var edges []Edge
	for range rapid.IntRange(0, 3*n).Draw(t, "edges") {
		edges = append(edges, Edge{rapid.IntRange(-1, n).Draw(t, "from"), rapid.IntRange(-1, n).Draw(t, "to")})
	}
	return n, edges
}

// TestNoOverlap: in no layer do two slots touch, whatever the graph.
func TestNoOverlap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, edges := graph(t)
		tall, gap := rapid.IntRange(1, 6).Draw(t, "tall"), rapid.IntRange(0, 3).Draw(t, "gap")
		l := Lay(n, edges, tall, gap)
		for d, list := range l.Layers {
			for i, s := range list {
				x := l.Slots[s]
				if x.Layer != d || x.Y < 0 || x.Y+l.height(s) > l.Rows {
					t.Fatalf("slot %+v of %d rows", x, l.Rows)
				}
				if i > 0 {
					if up := list[i-1]; l.Slots[up].Y+l.height(up)+gap > x.Y {
						t.Fatalf("layer %d: %+v touches %+v", d, l.Slots[up], x)
					}
				}
			}
		}
	})
}

// TestEveryLinkIsThere: each edge that closes no circle is a way from slot to slot, through its own
// bends, one layer at a time; and nothing is linked that was not.
func TestEveryLinkIsThere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, edges := graph(t)
		l := Lay(n, edges, 3, 1)
		got := map[Edge]bool{}
		for i := range n {
			at := l.At[i]
			if l.Slots[at].Node != i || l.Slots[at].Bend {
				t.Fatalf("activity %d has no slot of its own", i)
			}
			todo := slices.Clone(l.Slots[at].Next)
			for len(todo) > 0 {
				s := l.Slots[todo[0]]
				todo = todo[1:]
				if !s.Bend {
					got[Edge{i, s.Node}] = true
					continue
				}
				if s.Node != i {
					t.Fatalf("a link of %d passes through a bend of %d", i, s.Node)
				}
				for _, to := range s.Next {
					if l.Slots[to].Layer != s.Layer+1 {
						t.Fatalf("a link jumps from layer %d to %d", s.Layer, l.Slots[to].Layer)
					}
				}
				todo = append(todo, s.Next...)
			}
		}
		want := map[Edge]bool{}
		for _, e := range edges {
			if e.From >= 0 && e.To >= 0 && e.From < n && e.To < n && e.From != e.To && !slices.Contains(l.Back, e) {
				want[e] = true
				if a, b := l.Slots[l.At[e.From]].Layer, l.Slots[l.At[e.To]].Layer; a >= b {
					t.Fatalf("%v leads from layer %d to %d", e, a, b)
				}
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("links %v, want %v", got, want)
		}
	})
}

// TestBackOnlyInCircles: without a circle nothing is left out.
func TestBackOnlyInCircles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 40).Draw(t, "n")
		var edges []Edge
		for range rapid.IntRange(0, 60).Draw(t, "edges") {
			a, b := rapid.IntRange(0, n-1).Draw(t, "a"), rapid.IntRange(0, n-1).Draw(t, "b")
			if a != b {
				edges = append(edges, Edge{min(a, b), max(a, b)})
			}
		}
		if l := Lay(n, edges, 1, 0); len(l.Back) > 0 {
			t.Fatalf("left out %v", l.Back)
		}
	})
	if l := Lay(3, []Edge{{0, 1}, {1, 2}, {2, 0}}, 1, 0); len(l.Back) != 1 || l.Back[0] != (Edge{2, 0}) {
		t.Errorf("a circle: %v", l.Back)
	}
}

// TestLayers: an activity lies behind the longest way to it.
func TestLayers(t *testing.T) {
	l := Lay(5, []Edge{{0, 1}, {1, 2}, {0, 2}, {2, 3}, {0, 3}}, 3, 1)
	for i, want := range []int{0, 1, 2, 3, 0} {
		if got := l.Slots[l.At[i]].Layer; got != want {
			t.Errorf("%d in layer %d, want %d", i, got, want)
		}
	}
	bends := 0
	for _, s := range l.Slots {
		if s.Bend {
			bends++
		}
	}
	if bends != 2 { // the links of 0 pass layers 1 and 2 together
		t.Errorf("%d bends, want 2", bends)
	}
}

// TestChainIsStraight: a chain lies on one row.
func TestChainIsStraight(t *testing.T) {
	var edges []Edge
	for i := range 9 {
		edges = append(edges, Edge{i, i + 1})
	}
	l := Lay(10, edges, 5, 1)
	for _, s := range l.Slots {
		if s.Y != 0 {
			t.Errorf("%+v is off the line", s)
		}
	}
	if l.Rows != 5 {
		t.Errorf("%d rows", l.Rows)
	}
}

// TestUncrossed: two chains that were named crosswise do not cross.
func TestUncrossed(t *testing.T) {
	l := Lay(4, []Edge{{0, 3}, {1, 2}}, 1, 0)
	pos := make([]int, len(l.Slots))
	for _, list := range l.Layers {
		for i, s := range list {
			pos[s] = i
		}
	}
	if c := l.crossings(pos); c != 0 {
		t.Errorf("%d crossings", c)
	}
}

func TestNothing(t *testing.T) {
	if l := Lay(0, []Edge{{0, 1}}, 3, 1); l.Rows != 0 || len(l.Layers) != 0 {
		t.Errorf("%+v", l)
	}
}

func BenchmarkLay(b *testing.B) {
	var edges []Edge
	for i := range 600 {
		edges = append(edges, Edge{i, i + 1 + i%7}, Edge{i, i + 3})
	}
	for b.Loop() {
		Lay(600, edges, 5, 1)
	}
}
