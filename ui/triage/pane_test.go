package triage

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"tandem/model"
	"tandem/model/triage"
	"tandem/ui/pane"
	"tandem/ui/table"
	"tandem/ui/theme"
)

var (
	_ pane.Pane     = (*Pane)(nil)
	_ pane.Texter   = (*Pane)(nil)
	_ pane.Mouser   = (*Pane)(nil)
	_ pane.Footer   = (*Pane)(nil)
	_ pane.Selecter = (*Pane)(nil)
	_ pane.Cursorer = (*Pane)(nil)
	_ table.Source  = (*Pane)(nil)
)

// Every size, in colour and in ASCII, in every state: exact lines, always.
func TestGeometry(t *testing.T) {
	for _, th := range []*theme.Theme{theme.New("dark", true, false, false), theme.New("none", true, true, true)} {
		for _, n := range []int{0, 30} {
			d := newDriver(t, n)
			d.env.Theme = th
			d.p.Sync(d.env)
			for _, keys := range []string{"", "=", "c", "esc / x", "enter 4", "6", "tab"} {
				d.press(keys)
				sweep(t, d, th.Name+" after "+keys)
			}
		}
	}
	empty := New()
	if got := empty.Draw(pane.Env{Theme: theme.New("dark", true, false, false)}, 20, 5, true); len(got) != 5 {
		t.Errorf("before the first Sync: %d lines", len(got))
	}
}

func sweep(t *testing.T, d *driver, name string) {
	t.Helper()
	for w := 1; w <= 250; w += 1 + w/8 {
		for h := 1; h <= 60; h += 1 + h/8 {
			lines := d.p.Draw(d.env, w, h, true)
			if len(lines) != h {
				t.Fatalf("%s %dx%d: %d lines", name, w, h, len(lines))
			}
			for i, l := range lines {
				if got := ansi.StringWidth(l); got != w {
					t.Fatalf("%s %dx%d: line %d is %d wide: %q", name, w, h, i, got, l)
				}
			}
			if x, y, ok := d.p.Cursor(); ok && (y >= h || x > w) {
				t.Fatalf("%s %dx%d: text cursor at %d,%d", name, w, h, x, y)
			}
		}
	}
}

func TestScreen(t *testing.T) {
	d := newDriver(t, 30)
	d.sees("triage", "1 Now 30", "2 Doing 0", "4 Promised 6", "0 of 30 decided", "points", "who waits", "all",
		"Label printer 0 offline", "the next update was owed by", "severity 1, critical", "leaves when: update logged", "customer", "still down, trucks waiting")
	if s := d.screen(120, 36); strings.Contains(s, "\x1b") || strings.Contains(s, "[31m") {
		t.Error("an escape sequence of the data is on the screen")
	}
	d.press("=").sees("points are the sum of", "severity          severity 1, critical")
}

func TestEveryVerbMovesOn(t *testing.T) {
	for keys, want := range map[string]struct {
		view  triage.View
		label string
	}{
		"a": {triage.Doing, "Accept "}, "c enter": {triage.Scheduled, "Contact "}, "w v": {triage.Waiting, "Wait on vendor for "}, "w w": {triage.Waiting, "Wait on customer for "}, "W d enter": {triage.Waiting, "Wait on department for "},
		"s 3": {triage.Scheduled, "Snooze "}, "s s": {triage.Scheduled, "Snooze "}, "s m": {triage.Scheduled, "to "}, "E E": {triage.Waiting, "to level 2"},
		"x": {triage.Done, " resolved"}, "X n": {triage.Done, ": not ours"}, "X X": {triage.Done, ": resolved itself"},
	} {
		d := newDriver(t, 30)
		d.press("j")
		first, next := d.p.Selected(), d.p.rows[2].Key()
		d.press(keys)
		if got := d.p.Selected(); got != next {
			t.Errorf("%s: the cursor is on %s, want %s", keys, got, next)
		}
		if it := d.p.q.Find(first); it == nil || it.View != want.view {
			t.Errorf("%s: %s is %+v, want it in %s", keys, first, it, want.view)
		}
		if !strings.Contains(d.label, want.label) || !strings.Contains(d.label, first.String()) {
			t.Errorf("%s: label %q", keys, d.label)
		}
		d.press("u")
		if d.p.Selected() != first || d.count(triage.Now) != 30 {
			t.Errorf("%s: undo leaves the cursor on %s, %d in Now", keys, d.p.Selected(), d.count(triage.Now))
		}
	}
}

func TestLinkStaysAndMovesOn(t *testing.T) {
	d := newDriver(t, 30)
	first, next := d.p.Selected(), d.p.rows[1].Key()
	d.press("L 1")
	if d.p.Selected() != next || d.p.q.Find(first).View != triage.Now || !strings.HasPrefix(d.label, "Link "+first.String()+" to ") {
		t.Errorf("on %s after %q", d.p.Selected(), d.label)
	}
}

func TestMarksAndRepeat(t *testing.T) {
	d := newDriver(t, 30)
	a, b := d.p.rows[0].Key(), d.p.rows[1].Key()
	d.press("space space")
	d.sees("2 marked")
	d.press("s 2")
	if d.count(triage.Scheduled) < 2 || d.p.q.Find(a).View != triage.Scheduled || d.p.q.Find(b).View != triage.Scheduled || d.p.table.MarkCount() != 0 || len(d.undo) != 1 {
		t.Errorf("two marked: %q, %d edits", d.label, len(d.undo))
	}
	third := d.p.Selected()
	d.press(".")
	if it := d.p.q.Find(third); it.View != triage.Scheduled || !strings.Contains(d.label, "Snooze "+third.String()) {
		t.Errorf("repeat: %q, %s in %s", d.label, third, it.View)
	}
	d.press("*")
	if d.p.table.MarkCount() < 2 || !strings.Contains(d.toast, "marked: the same") {
		t.Errorf("alike: %d marked, %q", d.p.table.MarkCount(), d.toast)
	}
	d.press("*")
	if d.p.table.MarkCount() != 0 {
		t.Error("marks stay")
	}
	d.press("u u")
	if d.p.Selected() != a && d.p.Selected() != b || d.count(triage.Now) != 30 {
		t.Errorf("after two undos on %s with %d in Now", d.p.Selected(), d.count(triage.Now))
	}
}

func TestWordsToTheCustomer(t *testing.T) {
	d := newDriver(t, 10)
	first := d.p.Selected()
	d.press("c h i")
	d.sees(" to ", " about "+first.String(), "hi")
	if x, y, ok := d.p.Cursor(); !ok || y != 34 || x < 10 {
		t.Errorf("text cursor at %d,%d %v", x, y, ok)
	}
	d.press("esc c")
	d.sees("hi")
	d.p.Paste(d.env, " there")
	d.press("enter")
	x, ok := model.Find[*model.Interaction](d.env.Snap, model.NewID("I", 1))
	if !ok || x.Summary != "hi there" {
		t.Errorf("logged %+v", x)
	}
	d.press("c")
	if d.p.words.Value() != "" {
		t.Errorf("the next one starts with %q", d.p.words.Value())
	}
	d.press("x ctrl+u esc")
	if d.p.words.Value() != "" || d.p.typing != inList {
		t.Error("ctrl+u and esc")
	}
	if _, _, ok := d.p.Cursor(); ok {
		t.Error("a text cursor in the list")
	}
}

func TestFilterAndHats(t *testing.T) {
	d := newDriver(t, 30)
	d.press("/ c a r r i e r")
	d.sees("Carrier API", "/ carrier")
	if len(d.p.rows) != 6 {
		t.Errorf("%d rows", len(d.p.rows))
	}
	d.press("enter a")
	if d.count(triage.Doing) != 1 {
		t.Error("a verb does not work on a filtered list")
	}
	d.press("/ esc tab")
	d.sees("PM")
	for _, it := range d.p.rows {
		if it.Hat == model.DM {
			t.Errorf("%s on the PM side", it.Key())
		}
	}
	d.press("tab shift+tab")
	if d.p.hat != model.PM {
		t.Errorf("hat %v", d.p.hat)
	}
	d.press("/ z z z")
	d.sees("Nothing here fits the filter.")
}

func TestViewsOpenEdit(t *testing.T) {
	d := newDriver(t, 30)
	first := d.p.Selected()
	d.press("enter")
	if d.went != first {
		t.Errorf("opened %s, want %s", d.went, first)
	}
	d.press("e")
	if _, ok := d.other.(pane.Open); !ok {
		t.Errorf("e gives %T", d.other)
	}
	d.over = nil // the form is left
	d.press("y")
	if c, ok := d.other.(pane.Copy); !ok || !strings.HasPrefix(c.Text, first.String()+"\t") {
		t.Errorf("y gives %+v", d.other)
	}
	d.press("w v 3").sees("ask again", "vendor")
	if d.p.view != triage.Waiting || len(d.p.rows) != 1 {
		t.Errorf("view %s", d.p.view)
	}
	d.press("o")
	if !d.went.Is("B") {
		t.Errorf("behind it is %s", d.went)
	}
	d.press("1 x 6").sees("done", "closed at 09:12")
	d.press("a")
	if !strings.Contains(d.toast, "closed already") {
		t.Errorf("toast %q", d.toast)
	}
	for _, v := range "2345" {
		d.press(string(v))
		d.screen(100, 30)
	}
}

func TestEmpty(t *testing.T) {
	d := newDriver(t, 0)
	d.sees("Inbox zero", "promised")
	d.press("a")
	if !strings.Contains(d.toast, "empty") {
		t.Errorf("toast %q", d.toast)
	}
	d.press(".")
	if !strings.Contains(d.toast, "nothing was decided") {
		t.Errorf("toast %q", d.toast)
	}
	for key, want := range map[string]string{"2": "Nothing in hand", "3": "You wait for nobody", "4": "No open promises", "5": "Nothing was put away", "6": "Nothing closed yet"} {
		d.press(key).sees(want)
	}
	d.press("* enter e o y =")
}

func TestMouse(t *testing.T) {
	d := newDriver(t, 30)
	d.screen(120, 36)
	d.do(d.p.Click(d.env, 20, 5, false))
	if d.p.table.Cursor() != 2 {
		t.Errorf("row %d", d.p.table.Cursor())
	}
	d.do(d.p.Click(d.env, 20, 5, true))
	if d.went != d.p.rows[2].Key() {
		t.Errorf("opened %s", d.went)
	}
	d.do(d.p.Wheel(d.env, 5, 5, 3))
	if d.p.table.Cursor() != 5 {
		t.Errorf("row %d", d.p.table.Cursor())
	}
	r := d.p.heads[triage.Promised]
	d.do(d.p.Click(d.env, r.X+1, 0, false))
	if d.p.view != triage.Promised {
		t.Errorf("view %s", d.p.view)
	}
}

func TestItComesBack(t *testing.T) {
	d := newDriver(t, 10)
	d.press("s 1")
	if d.count(triage.Now) != 9 {
		t.Fatalf("%d in Now", d.count(triage.Now))
	}
	on := d.p.Selected()
	d.wait(4 * 24 * time.Hour)
	if d.count(triage.Now) != 10 || d.p.Selected() != on {
		t.Errorf("%d in Now, cursor on %s, was on %s", d.count(triage.Now), d.p.Selected(), on)
	}
}

// The queue is not computed for a frame, and an unchanged Sync builds nothing.
func TestQueueIsKept(t *testing.T) {
	d := newDriver(t, 30)
	q := d.p.q
	d.env.Theme = theme.New("light", false, false, false)
	d.env.Rev++
	d.p.Sync(d.env)
	d.screen(120, 36)
	if d.p.q != q {
		t.Error("the queue was built anew for a theme")
	}
}

// Two hundred mixed items are emptied with at most 340 keys, and undo brings all back.
func TestTwoHundredItems(t *testing.T) {
	d := newDriver(t, 200)
	if d.count(triage.Now) != 200 {
		t.Fatalf("%d items", d.count(triage.Now))
	}
	keys := []string{"a", "x", ".", "s 1", ".", "w v", "c enter", "X r", "E 3", "a", "."}
	for n := 0; d.count(triage.Now) > 0 && n < 400; n++ {
		before := d.count(triage.Now)
		d.press(keys[n%len(keys)])
		if d.count(triage.Now) >= before {
			t.Fatalf("%q on %s leaves %d", keys[n%len(keys)], d.p.Selected(), d.count(triage.Now))
		}
	}
	if d.count(triage.Now) != 0 || d.keys > 340 {
		t.Errorf("%d left after %d keys", d.count(triage.Now), d.keys)
	}
	d.sees("Inbox zero", "200 of 200 decided")
	for len(d.undo) > 0 {
		d.press("u")
	}
	if d.count(triage.Now) != 200 {
		t.Errorf("undo brings back %d", d.count(triage.Now))
	}
}

func BenchmarkDraw(b *testing.B) {
	d := newDriver(b, 200)
	b.ReportAllocs()
	for b.Loop() {
		d.press("j")
		d.p.Draw(d.env, 200, 50, true)
		if d.p.table.Cursor() > 190 {
			d.press("g")
		}
	}
}
