package model

import (
	"slices"
	"strings"
	"testing"
)

// What two sides have made of a value: taken from the side that changed it, kept where both did.
func TestFieldMerge(t *testing.T) {
	k := Kinds().Prefix(TaskPrefix)
	c := NewSnapshot(Kinds()).Ctx(0)
	for _, x := range []struct {
		field, base, mine, theirs, want string
		clashes                         int
	}{
		{"name", "A", "A", "B", "B", 0},
		{"name", "A", "B", "A", "B", 0},
		{"name", "A", "B", "B", "B", 0},
		{"name", "A", "B", "C", "B", 1},
		{"milestone", "no", "yes", "no", "yes", 0},
		{"milestone", "yes", "no", "yes", "no", 0},
		{"milestone", "no", "no", "yes", "yes", 0},
		{"deadline", "2026-12-04", "", "2026-12-11", "", 1},
		{"tags", "a, b", "a, b, mine", "a, c", "a, mine, c", 0},
		{"tags", "a, b", "b", "a, b, c", "b, c", 0},
		{"tags", "a", "", "", "", 0},
		{"custom", "x | 1\ny | 2", "x | 9\ny | 2\nz | 3", "x | 1\ny | 5", "x | 9\ny | 5\nz | 3", 0},
		{"custom", "x | 1\ny | 2", "x | 9\ny | 2", "x | 7\ny | 4", "x | 9\ny | 4", 1},
		{"custom", "x | 1", "", "x | 2", "", 1},
		{"custom", "x | 1\nx | 2", "x | 1\nx | 2\nx | 3", "x | 1\nx | 4", "x | 1\nx | 4\nx | 3", 0},
	} {
		side := func(s string) Record {
			r := k.New()
			if err := k.Field(x.field).Parse(c, r, s); err != nil {
				t.Fatal(err)
			}
			return r
		}
		f, mine, theirs := k.Field(x.field), side(x.mine), side(x.theirs)
		kept := f.Text(c, mine)
		first := k.Copy(mine)
		clashes := f.Merge(c, mine, side(x.base), theirs)
		if got := f.Text(c, mine); got != f.Text(c, side(x.want)) || len(clashes) != x.clashes {
			t.Errorf("%s: %q > %q and %q: %q, %v", x.field, x.base, x.mine, x.theirs, got, clashes)
		}
		if f.Text(c, first) != kept {
			t.Errorf("%s: the rows of another record were written to", x.field)
		}
		if slices.ContainsFunc(clashes, func(c Clash) bool { return c.Mine == c.Theirs }) || len(clashes) > 0 && strings.Contains(clashes[0].Theirs, "\n") {
			t.Errorf("%s: %q", x.field, clashes)
		}
	}
}
