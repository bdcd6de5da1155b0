package browse

import (
	"regexp"
	"strings"
	"testing"

	"tandem/model"
	"tandem/ui/palette"
	"tandem/ui/theme"
)

// A column is found by a few letters, and no two of a list are called the same.
func TestFindColumn(t *testing.T) {
	d := newDriver(t, "T").press("v c")
	c := d.opens.(*Columns)
	seen := map[string]bool{}
	for _, s := range c.heads {
		if seen[s] {
			t.Errorf("two columns are called %q", s)
		}
		seen[s] = true
	}
	d.over("/")
	if _, ok := d.opens.(*palette.Palette); !ok {
		t.Fatalf("opened %T", d.opens)
	}
	d.over("s p r i n t enter")
	if c.name() != "sprint" {
		t.Errorf("the cursor is on %q", c.name())
	}
}

// Before a letter is typed, a link offers what was changed last in the same project.
func TestLikely(t *testing.T) {
	d := newDriver(t, "R")
	id := d.p.Selected()
	near := likely(d.env, id)
	if len(near) == 0 || len(near) > mostLikely {
		t.Fatalf("%d records", len(near))
	}
	_, project := belongs(d.env.Snap, id)
	for _, to := range near {
		if _, p := belongs(d.env.Snap, to); to == id || to == project || p != project && p != 0 {
			t.Errorf("%s of %s is offered for %s", to, p, project)
		}
	}
	d.press("&")
	d.has(d.overlay(90, 18), near[0].String())
}

// In plain ASCII, where an amount has the code of its currency, none is cut at any width.
func TestAmountsAreWhole(t *testing.T) {
	cut := regexp.MustCompile(`[A-Z]{3} [0-9.,]*~`)
	for _, prefix := range []string{model.AccountPrefix, model.CostLinePrefix, model.LedgerPrefix} {
		d := newDriver(t, prefix)
		d.env.Theme = theme.New("none", true, true, true)
		d.env.Rev++
		d.p.Sync(d.env)
		for w := 30; w < 140; w += 3 {
			for _, line := range strings.Split(d.screen(w, 14), "\n")[:10] {
				if cut.MatchString(line) {
					t.Fatalf("%s at %d: %q", prefix, w, line)
				}
			}
		}
	}
}

// After grouping, the heading of the first group shows.
func TestHeadingShows(t *testing.T) {
	d := newDriver(t, "T")
	d.screen(100, 20)
	d.p.list().setGroup(d.env, "project")
	d.screen(100, 20)
	l := d.p.list()
	if l.table.Offset() != 0 || !headed(l.rows.ids[0]) {
		t.Errorf("the list begins at row %d", l.table.Offset())
	}
}
