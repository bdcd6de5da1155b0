package triage

import (
	"strings"
	"testing"
)

// TestRuleBelowThePressing: a rule stands between what is breached or due today and the rest, no row is
// lost to it, and the mouse means the row it points at on both sides of it.
func TestRuleBelowThePressing(t *testing.T) {
	d := newDriver(t, 20)
	first := d.p.pressing()
	if first == 0 || first == len(d.p.rows) {
		t.Fatalf("%d of %d rows are pressing: nothing to part", first, len(d.p.rows))
	}
	lines := strings.Split(d.screen(120, 36), "\n")
	at := -1
	for y, l := range lines {
		switch {
		case strings.HasPrefix(l, "  ──────"):
			if at >= 0 {
				t.Fatal("two rules")
			}
			at = y
		case strings.Contains(l, d.p.rows[first-1].Ref().String()+" ") && at >= 0 && y < at+len(d.p.rows)-first:
			t.Errorf("a pressing row stands below the rule: %q", l)
		}
	}
	if at < 0 || !strings.Contains(lines[at-1], d.p.rows[first-1].Ref().String()+" ") || !strings.Contains(lines[at+1], d.p.rows[first].Ref().String()+" ") {
		t.Fatalf("no rule between them:\n%s", strings.Join(lines, "\n"))
	}
	for _, c := range []struct{ y, row int }{{at - 1, first - 1}, {at + 1, first}, {at, first}, {at + 2, first + 1}} {
		d.p.Click(d.env, 40, c.y, false)
		if got := d.p.table.Cursor(); got != c.row {
			t.Errorf("a click on line %d goes to row %d, want %d", c.y, got, c.row)
		}
	}
	d.press("G")
	for _, h := range []int{10, 14, 36} {
		text := d.screen(80, h)
		if n := len(strings.Split(text, "\n")); n != h || !strings.Contains(text, d.p.rows[len(d.p.rows)-1].Title()[:12]) {
			t.Errorf("%d lines of %d, or the last row is out of sight:\n%s", n, h, text)
		}
	}
}

// TestNoRuleWithoutTwoGroups: where all or none press, and in the views that rank nothing, the rows have
// the whole room.
func TestNoRuleWithoutTwoGroups(t *testing.T) {
	d := newDriver(t, 20)
	for _, keys := range []string{"4", "3", "6"} {
		if s := d.press(keys).screen(120, 36); strings.Contains(s, "\n  ──────") {
			t.Errorf("a rule in view %s:\n%s", keys, s)
		}
	}
	d.press("1 / s a n d b o x enter")
	if n := d.p.pressing(); n != 0 || len(d.p.rows) == 0 {
		t.Fatalf("%d of %d rows press", n, len(d.p.rows))
	}
	if s := d.screen(120, 36); strings.Contains(s, "\n  ──────") {
		t.Errorf("a rule without two groups:\n%s", s)
	}
}
