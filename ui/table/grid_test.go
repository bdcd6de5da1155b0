package table

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func shownAt(g grid) (cols, widths []int) {
	for _, s := range g.slots {
		cols, widths = append(cols, s.col), append(widths, s.w)
	}
	return cols, widths
}

func TestSolve(t *testing.T) {
	three := []Column{{Width: 5}, {Width: 10, Min: 6, Flex: 1, Priority: 9}, {Width: 8, Priority: 5}}
	tests := []struct {
		name   string
		cols   []Column
		w      int
		shift  int
		want   []int
		widths []int
	}{
		{"flex takes the rest", three, 40, 0, []int{0, 1, 2}, []int{5, 23, 8}},
		{"wishes met exactly", three, 27, 0, []int{0, 1, 2}, []int{5, 10, 8}},
		{"down to the least", three, 23, 0, []int{0, 1, 2}, []int{5, 6, 8}},
		{"the lowest priority goes", three, 22, 0, []int{0, 1}, []int{5, 14}},
		{"the first stays", three, 9, 0, []int{0}, []int{5}},
		{"cut to the room", three, 5, 0, []int{0}, []int{3}},
		{"no room for a gutter", three, 3, 0, []int{0}, []int{3}},
		{"nothing", three, 0, 0, nil, nil},
		{"wider gaps", three, 62, 0, []int{0, 1, 2}, []int{5, 43, 8}},
		{"shares by weight", []Column{{Flex: 2}, {Flex: 1}}, 33, 0, []int{0, 1}, []int{19, 11}},
		{"a full column leaves its share", []Column{{Flex: 1, Max: 5}, {Flex: 1}}, 33, 0, []int{0, 1}, []int{5, 25}},
		{"scrolled sideways", []Column{{Width: 5}, {Width: 8}, {Width: 9}, {Width: 7}}, 24, 1, []int{0, 2}, []int{5, 9}},
		{"scrolled to the end", []Column{{Width: 5}, {Width: 8}, {Width: 9}, {Width: 7}}, 24, 9, []int{0, 3}, []int{5, 7}},
		{"no columns", nil, 24, 0, nil, nil},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			cols, widths := shownAt(solve(tc.cols, tc.w, tc.shift))
			if !slices.Equal(cols, tc.want) || !slices.Equal(widths, tc.widths) {
				t.Errorf("columns %v widths %v, want %v and %v", cols, widths, tc.want, tc.widths)
			}
		})
	}
}

func TestSolveStaysInside(t *testing.T) {
	column := rapid.Custom(func(t *rapid.T) Column {
		n := func(name string) int { return rapid.IntRange(-1, 30).Draw(t, name) }
		return Column{Width: n("width"), Min: n("min"), Max: n("max"), Flex: n("flex"), Priority: n("priority")}
	})
	rapid.Check(t, func(t *rapid.T) {
		cols := rapid.SliceOfN(column, 0, 9).Draw(t, "cols")
		w, shift := rapid.IntRange(0, 120).Draw(t, "w"), rapid.IntRange(0, 12).Draw(t, "shift")
		g := solve(cols, w, shift)
		at := g.gutter
		for _, s := range g.slots {
			if s.x < at || s.w < 1 || s.x+s.w > w {
				t.Fatalf("slot %+v after %d in %d", s, at, w)
			}
			if c := cols[s.col]; c.Max > 0 && s.w > c.Max {
				t.Fatalf("column %+v is %d wide", c, s.w)
			}
			at = s.x + s.w
		}
		if len(cols) > 0 && w > 0 && len(g.slots) == 0 {
			t.Fatalf("nothing shows in %d cells", w)
		}
	})
}

func TestScrollReachesEveryColumn(t *testing.T) {
	tab := New(Column{Width: 6}, Column{Width: 9}, Column{Width: 9}, Column{Width: 9}, Column{Width: 20})
	tab.SetSource(&cells{n: 2, row: make([]Cell, 5)}, 1)
	seen := map[int]bool{}
	for steps := 0; ; steps++ {
		tab.Draw(30, 4, dark, true)
		cols, _ := shownAt(tab.lay)
		for _, c := range cols {
			seen[c] = true
		}
		if cols[0] != 0 {
			t.Fatalf("the first column left: %v", cols)
		}
		if !tab.Scroll(1) {
			break
		}
		if steps > 9 {
			t.Fatal("scrolling does not end")
		}
	}
	if len(seen) != 5 {
		t.Errorf("only columns %v were ever seen", seen)
	}
	if !tab.Scroll(-9) || tab.Scroll(-1) {
		t.Error("scrolling back does not end at the start")
	}
	tab.Draw(100, 4, dark, true)
	if tab.Scroll(1) {
		t.Error("there is nothing to scroll when all columns fit")
	}
}

func TestSetColumns(t *testing.T) {
	tab := filled(3)
	tab.Draw(40, 4, dark, true)
	tab.MoveTo(2)
	tab.SetColumns(Column{Name: "ref", Title: "only", Width: 6})
	if got := screen(tab, 12, 3)[0]; got != "  only      " {
		t.Errorf("header = %q", got)
	}
	if id, _ := tab.Current(); id != 2 || len(tab.Columns()) != 1 {
		t.Error("the cursor moved with the columns")
	}
}
