package layout

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestCuts(t *testing.T) {
	r := Rect{2, 3, 10, 6}
	tests := []struct {
		name      string
		cut       func(int) (Rect, Rect)
		n         int
		rest, off Rect
	}{
		{"top", r.CutTop, 2, Rect{2, 5, 10, 4}, Rect{2, 3, 10, 2}},
		{"bottom", r.CutBottom, 2, Rect{2, 3, 10, 4}, Rect{2, 7, 10, 2}},
		{"left", r.CutLeft, 4, Rect{6, 3, 6, 6}, Rect{2, 3, 4, 6}},
		{"right", r.CutRight, 4, Rect{2, 3, 6, 6}, Rect{8, 3, 4, 6}},
		{"nothing", r.CutTop, 0, r, Rect{2, 3, 10, 0}},
		{"negative", r.CutLeft, -3, r, Rect{2, 3, 0, 6}},
		{"too much", r.CutBottom, 99, Rect{2, 3, 10, 0}, Rect{2, 3, 10, 6}},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			rest, off := tc.cut(tc.n)
			if rest != tc.rest || off != tc.off {
				t.Errorf("rest %v cut %v, want %v and %v", rest, off, tc.rest, tc.off)
			}
		})
	}
}

func TestInsetCenterContains(t *testing.T) {
	r := Rect{0, 0, 10, 4}
	if got := r.Inset(1); got != (Rect{1, 1, 8, 2}) {
		t.Errorf("Inset = %v", got)
	}
	if got := r.Inset(3); !got.Empty() || got.W != 4 || got.H != 0 {
		t.Errorf("large Inset = %v", got)
	}
	if got := r.Center(4, 2); got != (Rect{3, 1, 4, 2}) {
		t.Errorf("Center = %v", got)
	}
	if got := r.Center(40, 20); got != r {
		t.Errorf("large Center = %v", got)
	}
	if !r.Contains(9, 3) || r.Contains(10, 3) || r.Contains(9, 4) || r.Contains(-1, 0) {
		t.Error("Contains is off by one")
	}
}

func TestSplit(t *testing.T) {
	tests := []struct {
		name  string
		total int
		specs []Spec
		want  []int
	}{
		{"fixed and fill", 10, []Spec{Fixed(3), Fill(1)}, []int{3, 7}},
		{"uneven fills", 10, []Spec{Fill(1), Fill(1), Fill(1)}, []int{3, 3, 4}},
		{"weights", 12, []Spec{Fill(2), Fill(1)}, []int{8, 4}},
		{"percent", 50, []Spec{Percent(30), Fill(1), Fixed(5)}, []int{15, 30, 5}},
		{"short", 4, []Spec{Fixed(3), Fixed(3), Fill(1)}, []int{3, 1, 0}},
		{"nothing to fill", 9, []Spec{Fixed(2), Fixed(3)}, []int{2, 3}},
		{"nothing at all", 0, []Spec{Fixed(2), Fill(3)}, []int{0, 0}},
		{"bad numbers", 8, []Spec{Fixed(-2), Percent(300), Fill(-1)}, []int{0, 8, 0}},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			across := Split(Rect{1, 1, tc.total, 7}, true, tc.specs...)
			down := Split(Rect{1, 1, 7, tc.total}, false, tc.specs...)
			var ws, hs []int
			for i := range across {
				ws, hs = append(ws, across[i].W), append(hs, down[i].H)
			}
			if !slices.Equal(ws, tc.want) || !slices.Equal(hs, tc.want) {
				t.Errorf("widths %v heights %v, want %v", ws, hs, tc.want)
			}
		})
	}
}

func TestSplitTiles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := Rect{rapid.IntRange(0, 9).Draw(t, "x"), 2, rapid.IntRange(0, 300).Draw(t, "w"), 5}
		spec := rapid.Custom(func(t *rapid.T) Spec {
			n := rapid.IntRange(-3, 120).Draw(t, "n")
			return []Spec{Fixed(n), Percent(n), Fill(n)}[rapid.IntRange(0, 2).Draw(t, "kind")]
		})
		specs := append(rapid.SliceOfN(spec, 0, 6).Draw(t, "specs"), Fill(1))
		at := r.X
		for _, p := range Split(r, true, specs...) {
			if p.X != at || p.W < 0 || p.Y != r.Y || p.H != r.H {
				t.Fatalf("part %v does not follow on %d", p, at)
			}
			at += p.W
		}
		if at != r.X+r.W {
			t.Fatalf("parts end at %d, want %d", at, r.X+r.W)
		}
	})
}
