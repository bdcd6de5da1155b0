package browse

import (
	"strings"
	"testing"

	"tandem/model"
)

// What is tried, and what would come of it, stands in every layout: beside the chart, in half a screen,
// and in a pane too low for a headline; moved dates have a sign in the list.
func TestGhostInEveryLayout(t *testing.T) {
	for _, x := range []struct{ w, h int }{{118, 30}, {98, 46}, {78, 20}, {58, 32}, {48, 30}, {58, 8}, {58, 5}} {
		d := planOf(t).goes("Pour")
		d.screen(x.w, x.h)
		d.press("W + +")
		s := d.screen(x.w, x.h)
		d.has(s, "+2 d", "3 tasks move")
		if x.h > 5 {
			d.has(s, "What if", "2 d longer")
		}
		if x.w == 58 && x.h > 8 {
			d.has(s, "→ 30 Nov", "→ 2 Dec", "→ 4 Dec     0%")
		}
		check(t, d, x.w, x.h, "ghost")
		d.press("esc")
		d.p.Draw(d.env, x.w, x.h, true)
		if s := d.screen(x.w, x.h); x.h > 5 && s != planOf(t).goes("Pour").screen(x.w, x.h) {
			t.Errorf("%d x %d: esc leaves\n%s", x.w, x.h, s)
		}
	}
}

// While something is tried, length, float and the record beside the list tell what would be, not only what
// is: of the task that is tried and of the summary around it. Esc takes it all away again.
func TestGhostTellsTheLength(t *testing.T) {
	d := planOf(t).goes("Pour")
	d.screen(118, 40)
	was := d.screen(118, 40)
	d.press("W + +")
	s := d.screen(118, 40)
	d.has(s, "→ 4 d", "→ 10 d", "2 d → 4 d, what if")
	if n := strings.Count(s, "→ 4 d"); n != 2 {
		t.Errorf("%d times the length of the task, in the list and below it, in\n%s", n, s)
	}
	d.goes("Mount").has(d.screen(118, 40), "Fri 27 → 1 Dec, what if", "30 Nov → 2 Dec, what if")
	d.goes("Dig")
	for _, l := range strings.Split(d.screen(118, 40), "\n") {
		if strings.Contains(l, "Dig") && strings.Contains(l, "→ 2 d") {
			t.Errorf("what stays is told as new: %q", l)
		}
	}
	d.press("esc").goes("Pour")
	if s := d.screen(118, 40); strings.Contains(s, "what if") || s != was {
		t.Errorf("esc leaves\n%s", s)
	}
}

// The reason for a date is read to its end: the name gives way to it, and where both have no room it
// goes on below.
func TestReasonIsWhole(t *testing.T) {
	for _, w := range []int{58, 78, 98, 118} {
		d := planOf(t).edit(func(e *model.Edit) {
			for r := range e.Base().All(model.TaskPrefix) {
				_ = e.Set(r.Base().ID, "name", "The integration of "+r.(*model.Task).Name+" with the others")
			}
		})
		d.p.list().table.End()
		d.screen(w, 34)
		d.press("=")
		s := strings.Join(strings.Fields(d.screen(w, 34)), " ")
		d.has(s, "starts when The integration of Mount with the others (T-4) finishes")
		check(t, d, w, 34, "chain")
	}
}
