package chart

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"tandem/model/network"
)

// drawnNet draws a random net as a whole.
func drawnNet(t *rapid.T) (*network.Layout, *Net, *netView) {
	n := rapid.IntRange(1, 18).Draw(t, "n")
	var edges []network.Edge
	for range rapid.IntRange(0, 30).Draw(t, "edges") {
		edges = append(edges, network.Edge{From: rapid.IntRange(0, n-1).Draw(t, "a"), To: rapid.IntRange(0, n-1).Draw(t, "b")})
	}
	lay := network.Lay(n, edges, []int{3, 5}[rapid.IntRange(0, 1).Draw(t, "tall")], 1)
	net := NewNet(lay, 12)
	v := &netView{Net: net, w: net.W, h: net.H, th: colour, g: &unicode, inks: inksOf(colour), wires: make([]wireCell, net.W*net.H), cells: make([]pcell, net.W*net.H)}
	for s := range lay.Slots {
		v.lines(s)
	}
	return lay, net, v
}

// TestEveryLinkIsDrawn: from the right side of each box there is an unbroken line to the left side
// of each box that waits for it, and no line runs through a box.
func TestEveryLinkIsDrawn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lay, net, v := drawnNet(t)
		at := func(x, y int) uint8 { return v.wires[y*net.W+x].sides }
		for i := range lay.At {
			bx, by, w, h := net.Of(i)
			for y := by; y < by+h; y++ {
				for x := bx + 1; x < bx+w-1; x++ {
					if at(x, y) != 0 {
						t.Fatalf("a line runs through box %d at %d,%d", i, x, y)
					}
				}
			}
			port := lay.Port(lay.At[i])
			seen := map[[2]int]bool{}
			todo := [][2]int{{bx + w - 1, port}}
			for len(todo) > 0 {
				c := todo[0]
				todo = todo[1:]
				if seen[c] {
					continue
				}
				seen[c] = true
				s := at(c[0], c[1])
				for _, k := range []struct {
					side   uint8
					dx, dy int
				}{{up, 0, -1}, {down, 0, 1}, {left, -1, 0}, {right, 1, 0}} {
					if s&k.side != 0 && c[0]+k.dx >= 0 && c[0]+k.dx < net.W {
						todo = append(todo, [2]int{c[0] + k.dx, c[1] + k.dy})
					}
				}
			}
			net.leads(lay.At[i], func(node int) {
				x, _, _, _ := net.Of(node)
				if !seen[[2]int{x, lay.Port(lay.At[node])}] {
					t.Fatalf("no line from %d to %d", i, node)
				}
			})
		}
	})
}

// TestBoxesLieApart: no two boxes share a cell, nor does one leave the whole.
func TestBoxesLieApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lay, net, _ := drawnNet(t)
		taken := map[[2]int]int{}
		for i := range lay.At {
			bx, by, w, h := net.Of(i)
			for y := by; y < by+h; y++ {
				for x := bx; x < bx+w; x++ {
					if other, ok := taken[[2]int{x, y}]; ok || x < 0 || y < 0 || x >= net.W || y >= net.H {
						t.Fatalf("boxes %d and %d share %d,%d of %d,%d", i, other, x, y, net.W, net.H)
					}
					taken[[2]int{x, y}] = i
				}
			}
			if net.At(bx+1, by) != i {
				t.Fatalf("box %d is not found where it stands", i)
			}
		}
	})
}

// TestNetGeometry: any window of a net is exactly as large as asked for.
func TestNetGeometry(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, net, _ := drawnNet(t)
		for i := range net.Boxes {
			net.Boxes[i] = Box{Rows: []string{"3 Nov 10 d", "T-1 漢字の名前 \x1b[31m", "5 Nov"}, Critical: i%2 == 0, Near: i%3 == 0, Done: i%5 == 0, Cursor: i == 1}
		}
		w, h := rapid.IntRange(-1, 100).Draw(t, "w"), rapid.IntRange(-1, 40).Draw(t, "h")
		x, y := rapid.IntRange(-20, net.W+5).Draw(t, "x"), rapid.IntRange(-10, net.H+5).Draw(t, "y")
		th := colour
		if rapid.Bool().Draw(t, "ascii") {
			th = typed
		}
		got := net.Draw(x, y, w, h, th)
		if len(got) != max(h, 0) {
			t.Fatalf("%d lines", len(got))
		}
		for _, l := range got {
			if ansi.StringWidth(l) != max(w, 0) {
				t.Fatalf("%q is %d wide, want %d", l, ansi.StringWidth(l), w)
			}
		}
	})
}

// TestNetPicture is a small one as people see it.
func TestNetPicture(t *testing.T) {
	net := NewNet(network.Lay(4, []network.Edge{{From: 0, To: 1}, {From: 0, To: 2}, {From: 1, To: 3}, {From: 2, To: 3}}, 3, 1), 7)
	for i := range net.Boxes {
		net.Boxes[i] = Box{Rows: []string{string(rune('A' + i))}, Critical: i != 2}
	}
	got := strings.Join(bareLines(net.Draw(0, 0, net.W, net.H, typed)), "\n")
	want := strings.Join([]string{
		"            #=====#            ",
		"        +-->#B    #-+          ",
		"#=====# |   #=====# |   #=====#",
		"#A    #-+           +-->#D    #",
		"#=====# |   +-----+ |   #=====#",
		"        +-->|C    |-+          ",
		"            +-----+            ",
	}, "\n")
	if got != want {
		t.Errorf("\n%s\nwant\n%s", got, want)
	}
}
