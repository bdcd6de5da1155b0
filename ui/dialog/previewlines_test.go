package dialog

import (
	"fmt"
	"strings"
	"testing"

	"tandem/ui/layout"
	"tandem/ui/pane"
)

// long is a line of an import whose point is at its end.
const long = `line 12  Deadline  T-8 deadline: here 4 Dec 2026, in the file 11 Dec 2026; changed on both sides since it came in, kept as it is here: THEPOINT`

// TestPreviewWraps: a line that is wider than the dialog goes on below, so that its point is seen.
func TestPreviewWraps(t *testing.T) {
	env := newEnv(t)
	for _, w := range []int{40, 78, 110} {
		p := Review("Import", []string{"head"}, []Line{{long, Warn}, {"short", Plain}, {strings.Repeat("endless ", 400), Wrong}}, "takes it", func() pane.Effect { return nil })
		_, h := p.Size(env, w, 60)
		lines := draw(t, env, p, w, h)
		all := strings.Join(lines, "\n")
		if !strings.Contains(all, "THEPOINT") || !strings.Contains(all, "short") || strings.Count(all, env.Theme.Glyphs.Risk) != 1 {
			t.Errorf("%d cells:\n%s", w, all)
		}
		if n := strings.Count(all, "endless"); n > maxLineRows*w/8 || !strings.Contains(all, env.Theme.Glyphs.Ellipsis) {
			t.Errorf("%d cells: %d times endless", w, n)
		}
		for _, l := range lines {
			if layout.Width(l) != w {
				t.Errorf("%d cells: %q", w, l)
			}
		}
	}
}

// TestPreviewScrollsRows: the last row can be reached, and the foot counts rows.
func TestPreviewScrollsRows(t *testing.T) {
	env := newEnv(t)
	var lines []Line
	for i := range 40 {
		lines = append(lines, Line{fmt.Sprint(i, " ", long), Warn})
	}
	p := Review("Import", nil, lines, "takes it", func() pane.Effect { return nil })
	draw(t, env, p, 60, 16)
	p.scroll(1 << 20)
	all := strings.Join(draw(t, env, p, 60, 16), "\n")
	if !strings.Contains(all, "THEPOINT") || !strings.HasSuffix(p.Foot(), fmt.Sprintf("-%d/%d", len(p.rows), len(p.rows))) {
		t.Errorf("%s\n%s", p.Foot(), all)
	}
}

// TestPreviewFoot: words that are wider than the dialog go on in the next line of the foot, each to be
// clicked where it stands, and in no room at all nothing breaks.
func TestPreviewFoot(t *testing.T) {
	env := newEnv(t)
	took := 0
	p := Review("Import", nil, []Line{{"a", Plain}}, "takes it in one step that u takes back; rejected rows go to issues.rejected.csv", func() pane.Effect { took++; return nil })
	_, h := p.Size(env, 90, 40)
	lines := draw(t, env, p, 90, h)
	yes, no := lines[h-2], lines[h-1]
	if !strings.Contains(yes, "issues.rejected.csv") || !strings.Contains(no, "leaves everything as it is") {
		t.Fatalf("%q\n%q", yes, no)
	}
	if p.Click(env, 5, h-2, false); took != 1 {
		t.Errorf("took %d times", took)
	}
	if got := p.Click(env, 5, h-1, false); got != (pane.Close{}) || took != 1 {
		t.Errorf("%v, took %d times", got, took)
	}
	for h := range 12 {
		for w := range 30 {
			draw(t, env, p, w, h)
			p.Click(env, 3, h-1, false)
		}
	}
}
