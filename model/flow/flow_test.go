package flow

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tandem/model/date"
)

// board is backlog, ready, doing, review, done.
var board = Board{Waiting, Waiting, Working, Working, Done}

func steps(pairs ...int) []Step {
	var out []Step
	for i := 0; i+1 < len(pairs); i += 2 {
		out = append(out, Step{date.Day(pairs[i]), pairs[i+1]})
	}
	return out
}

func TestSpans(t *testing.T) {
	for _, c := range []struct {
		name              string
		steps             []Step
		started, finished date.Day
		days              int
	}{
		{"straight through", steps(1, 0, 3, 2, 5, 3, 8, 4), 3, 8, 6},
		{"begun and finished on one day", steps(1, 0, 4, 2, 4, 4), 4, 4, 1},
		{"never worked on", steps(1, 0, 6, 4), 6, 6, 1},
		{"under way", steps(1, 0, 3, 2), 3, 0, 0},
		{"waits", steps(1, 0, 2, 1), 0, 0, 0},
		{"put back and taken up again", steps(1, 0, 3, 2, 5, 1, 9, 2, 10, 4), 3, 10, 8},
		{"done, opened again, done for good", steps(2, 2, 4, 4, 6, 2, 9, 4), 2, 9, 8},
		{"moved among done columns", steps(2, 2, 4, 4, 6, 4), 2, 4, 3},
		{"taken off the board", steps(2, 2, 4, Gone), 2, 0, 0},
		{"nothing", nil, 0, 0, 0},
	} {
		got := board.SpanOf(&Item{ID: 7, Steps: c.steps})
		if got.Started != c.started || got.Finished != c.finished || got.Days() != c.days || got.ID != 7 {
			t.Errorf("%s: %+v (%d days), want %d to %d, %d days", c.name, got, got.Days(), c.started, c.finished, c.days)
		}
	}
}

// TestCumulative is a worked example: three items over five days.
func TestCumulative(t *testing.T) {
	items := []Item{
		{1, steps(1, 0, 2, 2, 4, 4)},
		{2, steps(1, 0, 3, 2)},
		{3, steps(3, 0, 3, 1, 5, Gone)},
	}
	want := [][]int{{2, 0, 0, 0, 0}, {1, 0, 1, 0, 0}, {0, 1, 2, 0, 0}, {0, 1, 1, 0, 1}, {0, 0, 1, 0, 1}}
	got := Cumulative(items, len(board), 1, 5)
	for d := range want {
		if !slices.Equal(got[d], want[d]) {
			t.Errorf("day %d: %v, want %v", d+1, got[d], want[d])
		}
	}
	if later := Cumulative(items, len(board), 4, 5); !slices.Equal(later[0], want[3]) || !slices.Equal(later[1], want[4]) {
		t.Errorf("from day 4: %v", later)
	}
	if w := board.InProgress(got); !slices.Equal(w, []int{0, 1, 2, 1, 1}) {
		t.Errorf("in progress %v", w)
	}
	if Cumulative(items, 5, 5, 4) != nil || Cumulative(items, 0, 1, 5) != nil {
		t.Error("no days or no columns make a table")
	}
}

func TestThroughput(t *testing.T) {
	spans := []Span{{1, 1, 20}, {2, 1, 14}, {3, 1, 13}, {4, 1, 7}, {5, 1, 0}, {6, 1, 21}, {7, 1, 30}}
	if got := Throughput(spans, 3, 21); !slices.Equal(got, []int{1, 2, 2}) {
		t.Errorf("%v", got)
	}
	if got := Throughput(spans, 0, 21); len(got) != 0 {
		t.Errorf("%v", got)
	}
}

// TestPercentile: the worked example of the nearest-rank method is that of its definition (15, 20,
// 35, 40, 50).
func TestPercentile(t *testing.T) {
	list := []int{35, 20, 15, 50, 40}
	for p, want := range map[float64]int{5: 15, 30: 20, 40: 20, 50: 35, 85: 50, 95: 50, 100: 50, 0: 15} {
		if got := Percentile(list, p); got != want {
			t.Errorf("%v %%: %d, want %d", p, got, want)
		}
	}
	if Percentile(nil, 50) != 0 {
		t.Error("no values have a percentile")
	}
	if !slices.Equal(list, []int{35, 20, 15, 50, 40}) {
		t.Error("the values were put in order")
	}
}

// TestLittle: two items come and two leave each day, each stays four days: there are eight under
// way, and Little's law gives the four days back.
func TestLittle(t *testing.T) {
	var items []Item
	for d := range 200 {
		for k := range 2 {
			items = append(items, Item{uint64(2*d + k), steps(d+1, 2, d+5, 4)})
		}
	}
	var spans []Span
	for i := range items {
		spans = append(spans, board.SpanOf(&items[i]))
	}
	l := board.Averages(items, spans, 50, 149)
	if l.WIP != 8 || l.Rate != 2 || l.Days != 4 || l.Law() != 4 || l.Finished != 200 {
		t.Errorf("%+v, law %v", l, l.Law())
	}
	if (Little{WIP: 3}).Law() != 0 {
		t.Error("a law without anything finished")
	}
}

// TestLittleOnAnyArrivals: over a stretch that begins and ends empty the law holds exactly, whatever
// came when and stayed how long.
func TestLittleOnAnyArrivals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 40).Draw(t, "items")
		var items []Item
		var spans []Span
		for i := range n {
			from := rapid.IntRange(2, 60).Draw(t, "from")
			stay := rapid.IntRange(0, 30).Draw(t, "stay")
			items = append(items, Item{uint64(i), steps(from, 2, from+stay, 4)})
			spans = append(spans, board.SpanOf(&items[i]))
		}
		l := board.Averages(items, spans, 1, 100)
		if math.Abs(l.Law()-l.Days) > 1e-9 {
			t.Fatalf("%+v: law %v", l, l.Law())
		}
	})
}

// TestCumulativeAgainstAt: the table is what asking every item for every day gives.
func TestCumulativeAgainstAt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var items []Item
		for i := range rapid.IntRange(0, 12).Draw(t, "items") {
			x, d := Item{ID: uint64(i)}, 0
			for range rapid.IntRange(0, 6).Draw(t, "steps") {
				d += rapid.IntRange(0, 5).Draw(t, "later")
				x.Steps = append(x.Steps, Step{date.Day(d), rapid.IntRange(Gone, 4).Draw(t, "column")})
			}
			items = append(items, x)
		}
		first := date.Day(rapid.IntRange(0, 10).Draw(t, "first"))
		table := Cumulative(items, 5, first, first+15)
		for i, row := range table {
			want := make([]int, 5)
			for k := range items {
				if c := items[k].At(first + date.Day(i)); c >= 0 {
					want[c]++
				}
			}
			if !slices.Equal(row, want) {
				t.Fatalf("day %d: %v, want %v", int(first)+i, row, want)
			}
		}
	})
}

func TestBurnDown(t *testing.T) {
	in := func(day int, size float64, done bool) Mark { return Mark{date.Day(day), true, size, done} }
	items := []Effort{
		{1, []Mark{in(1, 5, false), in(3, 5, true)}},
		{2, []Mark{in(1, 8, false)}},
		{3, []Mark{in(2, 3, false)}},                          // added on day 2
		{4, []Mark{in(1, 2, false), {Day: 4, In: false}}},     // taken out on day 4
		{5, []Mark{in(1, 1, false), in(3, 2, false)}},         // grew on day 3
		{6, []Mark{{Day: 1, In: false}, {Day: 2, In: false}}}, // never in it
	}
	// Days 6 and 7 are a weekend.
	b := BurnDown(items, 1, 10, 5, 0, func(d date.Day) bool { return d != 6 && d != 7 })
	if want := []float64{16, 16, 19, 15, 13, 13}; !slices.Equal(b.Left, want) {
		t.Errorf("left %v, want %v", b.Left, want)
	}
	if want := []float64{16, 16, 19, 20, 18, 18}; !slices.Equal(b.Scope, want) {
		t.Errorf("scope %v, want %v", b.Scope, want)
	}
	if want := []float64{16, 14, 12, 10, 8, 6, 6, 6, 4, 2, 0}; !slices.Equal(b.Ideal, want) {
		t.Errorf("ideal %v, want %v", b.Ideal, want)
	}
	if want := []Change{{3, 2, 3}, {5, 3, 1}}; !slices.Equal(b.Added, want) {
		t.Errorf("added %v, want %v", b.Added, want)
	}
	if want := []Change{{4, 4, 2}}; !slices.Equal(b.Removed, want) {
		t.Errorf("removed %v, want %v", b.Removed, want)
	}
	if b := BurnDown(items, 1, 2, 5, 20, nil); !slices.Equal(b.Ideal, []float64{20, 10, 0}) || len(b.Left) != 3 {
		t.Errorf("committed 20: %+v", b)
	}
	if b := BurnDown(items, 0, 2, 5, 0, nil); b.Left != nil {
		t.Error("a sprint without a first day burns")
	}
	if b := BurnDown(nil, 1, 2, 5, 0, func(date.Day) bool { return false }); !slices.Equal(b.Ideal, []float64{0, 0, 0}) {
		t.Errorf("nobody works: %v", b.Ideal)
	}
}

// TestBurnScope: what is in the sprint on a day is what was in it on the first and what changed
// since.
func TestBurnScope(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var items []Effort
		for i := range rapid.IntRange(0, 10).Draw(t, "items") {
			e, d := Effort{ID: uint64(i)}, 0
			for range rapid.IntRange(0, 5).Draw(t, "marks") {
				d += rapid.IntRange(1, 4).Draw(t, "later")
				e.Marks = append(e.Marks, Mark{date.Day(d), rapid.Bool().Draw(t, "in"), float64(rapid.IntRange(0, 8).Draw(t, "size")), rapid.Bool().Draw(t, "done")})
			}
			items = append(items, e)
		}
		b := BurnDown(items, 1, 20, 20, 0, nil)
		sum := b.Scope[0]
		for _, c := range b.Added {
			sum += c.Size
		}
		for _, c := range b.Removed {
			sum -= c.Size
		}
		if last := b.Scope[len(b.Scope)-1]; math.Abs(sum-last) > 1e-9 {
			t.Fatalf("scope %v, from changes %v", last, sum)
		}
	})
}
