package model

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// An outline that is laid out where it lies is the one that is built line by line.
func TestNestedIsNest(t *testing.T) {
	nested := 0
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "tasks")
		tidy := rapid.Bool().Draw(t, "tidy")
		var lines []PlanLine
		var open []ID
		for i := range n {
			l := PlanLine{ID: NewID(TaskPrefix, uint64(i+1)), order: i, weight: 60, done: float64(i%3) / 2, Inactive: i%5 == 4}
			if tidy {
				open = open[:rapid.IntRange(0, len(open)).Draw(t, "up")]
				if len(open) > 0 {
					l.Parent = open[len(open)-1]
				}
				open = append(open, l.ID)
			} else {
				l.order = rapid.IntRange(0, 5).Draw(t, "order")
				l.Parent = ID(0)
				if up := rapid.IntRange(0, n+2).Draw(t, "parent"); up > 0 {
					l.Parent = NewID(TaskPrefix, uint64(up))
				}
			}
			lines = append(lines, l)
		}
		fast, slow := &Plan{Lines: slices.Clone(lines)}, &Plan{Lines: slices.Clone(lines)}
		fast.layOut()
		slow.sort()
		slow.at = newFinder(slow.Lines)
		slow.nest()
		slow.add()
		if tidy {
			probe := &Plan{Lines: slices.Clone(lines)}
			probe.at = newFinder(probe.Lines)
			if !probe.nested() {
				t.Fatalf("an outline in order is not seen to be one: %+v", lines)
			}
			nested++
		}
		if !slices.Equal(fast.Lines, slow.Lines) || fast.Leaves != slow.Leaves || fast.total != slow.total || fast.finished != slow.finished {
			t.Fatalf("laid out\n%+v, line by line\n%+v", fast, slow)
		}
		for _, l := range lines {
			i, ok := fast.at.find(l.ID)
			if !ok || fast.Lines[i].ID != l.ID || fast.Number(l.ID) != slow.Number(l.ID) {
				t.Fatalf("%v is not found in its place", l.ID)
			}
		}
	})
	if nested == 0 {
		t.Error("no outline in order was tried")
	}
}
