package table

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tandem/ui/layout"
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
			cols, widths := shownAt(solve(tc.cols, nil, false, tc.w, tc.shift))
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
		needs := rapid.SliceOfN(rapid.IntRange(0, 60), len(cols), len(cols)).Draw(t, "needs")
		g := solve(cols, needs, rapid.Bool().Draw(t, "sure"), w, shift)
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

// TestShareByNeed: a short name leaves its room to the columns beside it whose rows need it; where none needs
// more the name has the rest, and where there is too little the narrowest is whole first, and a name that is cut gives nothing.
func TestShareByNeed(t *testing.T) {
	name := Column{Title: "name", Width: 34, Min: 26, Flex: 1}
	role := Column{Title: "role", Width: 14, Min: 8, Max: 28}
	rate := Column{Title: "rate", Width: 6, Min: 4, Align: layout.Right}
	dept := Column{Title: "dept", Width: 10, Min: 8, Max: 20}
	cols := []Column{name, role, rate, dept}
	for _, tc := range []struct {
		why   string
		needs []int
		sure  bool
		w     int
		want  []int
	}{
		{"nothing known", nil, false, 78, []int{40, 14, 6, 10}},
		{"short names", []int{21, 24, 5, 11}, false, 78, []int{29, 24, 6, 11}},
		{"short rows", []int{12, 5, 5, 5}, false, 78, []int{40, 14, 6, 10}},
		{"no more than the most", []int{12, 90, 5, 90}, false, 78, []int{16, 28, 6, 20}},
		{"too little for all", []int{38, 30, 5, 12}, false, 78, []int{38, 14, 6, 12}},
		{"a long name keeps its room", []int{60, 24, 5, 11}, false, 78, []int{40, 14, 6, 10}},
		{"a date gives too", []int{38, 24, 3, 11}, true, 78, []int{38, 16, 5, 11}},
		{"narrow", []int{21, 24, 5, 11}, false, 60, []int{21, 15, 5, 11}},
	} {
		if _, got := shownAt(solve(cols, tc.needs, tc.sure, tc.w, 0)); !slices.Equal(got, tc.want) {
			t.Errorf("%s: %v, want %v", tc.why, got, tc.want)
		}
	}
}

// TestNeedStays: a filter that hides the longest name moves no column; other columns begin anew.
func TestNeedStays(t *testing.T) {
	cols := []Column{{Title: "name", Width: 20, Flex: 1}, {Title: "role", Width: 6, Max: 20}}
	row := func(name, role string) *cells { return &cells{n: 1, row: []Cell{{Text: name}, {Text: role}}} }
	tab := New(cols...)
	tab.SetSource(row("Ada", "keeper of the keys"), 1)
	tab.Draw(60, 4, dark, true)
	_, wide := shownAt(tab.lay)
	tab.SetSource(row("Ada", "aide"), 2)
	tab.Draw(60, 4, dark, true)
	if _, got := shownAt(tab.lay); wide[1] != 18 || !slices.Equal(got, wide) {
		t.Errorf("%v, then %v", wide, got)
	}
	tab.SetColumns(cols...)
	tab.Draw(60, 4, dark, true)
	if _, got := shownAt(tab.lay); got[1] != 6 {
		t.Errorf("with new columns %v", got)
	}
}

// TestGather: across a wide screen the values stand beside the names, with what is left blank at the right end;
// room for longer names stays where not all were measured, and where nothing is known.
func TestGather(t *testing.T) {
	cols := []Column{{Title: "name", Width: 34, Min: 26, Flex: 1}, {Title: "due", Width: 10}}
	for _, tc := range []struct {
		why   string
		needs []int
		sure  bool
		w     int
		want  []int
	}{
		{"nothing known", nil, false, 200, []int{186, 10}},
		{"not wide", []int{40, 6}, true, 119, []int{105, 10}},
		{"wide", []int{40, 6}, true, 200, []int{42, 10}},
		{"short names", []int{5, 6}, true, 200, []int{26, 10}},
		{"only the first rows", []int{40, 6}, false, 200, []int{62, 10}},
		{"long names", []int{400, 6}, true, 200, []int{186, 10}},
	} {
		if _, got := shownAt(solve(cols, tc.needs, tc.sure, tc.w, 0)); !slices.Equal(got, tc.want) {
			t.Errorf("%s: %v, want %v", tc.why, got, tc.want)
		}
	}
}

// TestMeasuresWhatShows: the values of a column that has no room are not asked for.
func TestMeasuresWhatShows(t *testing.T) {
	src := &asked{cells: cells{n: 200, row: []Cell{{Text: "Ada"}, {Text: "aide"}, {Text: "slow"}}}}
	tab := New(Column{Width: 20, Flex: 1, Priority: 9}, Column{Width: 6, Max: 20, Priority: 8}, Column{Width: 20})
	tab.SetSource(src, 1)
	tab.Draw(30, 4, dark, true)
	if src.by[0] < measured || src.by[0] > 2*measured || src.by[1] == 0 || src.by[2] != 0 {
		t.Errorf("asked for %v", src.by)
	}
}

// asked counts what is asked of each column.
type asked struct {
	cells
	by [3]int
}

func (a *asked) Cell(row, col int) Cell {
	a.by[col]++
	return a.cells.Cell(row, col)
}
