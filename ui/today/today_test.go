package today

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"tandem/model"
	"tandem/model/date"
	"tandem/store/sample"
	"tandem/ui/act"
	"tandem/ui/pane"
	"tandem/ui/table"
	"tandem/ui/theme"
)

var (
	_ pane.Pane     = (*Pane)(nil)
	_ pane.Mouser   = (*Pane)(nil)
	_ pane.Selecter = (*Pane)(nil)
	_ table.Source  = (*Pane)(nil)
)

var moment = date.Of(time.Date(2026, 11, 20, 9, 12, 0, 0, time.UTC))

// driver stands for the root: it presses keys and remembers where they led.
type driver struct {
	t    *testing.T
	p    *Pane
	env  pane.Env
	disp *act.Dispatcher
	went pane.Page
	why  string
}

func newDriver(t *testing.T, filled bool) *driver {
	t.Helper()
	s := model.NewSnapshot(model.Kinds())
	if filled {
		e := model.NewEdit(s, moment)
		if err := sample.Build(e, sample.Options{Seed: 1}); err != nil {
			t.Fatal(err)
		}
		b, err := e.Batch()
		if err != nil {
			t.Fatal(err)
		}
		s = s.With(b.Changes)
	}
	keys, err := act.Default()
	if err != nil {
		t.Fatal(err)
	}
	d := &driver{t: t, p: New(), disp: act.NewDispatcher(keys)}
	d.env = pane.Env{Snap: s, Now: moment, Theme: theme.New("none", true, true, false), Keys: keys, Rev: 1}
	d.p.Sync(d.env)
	return d
}

func (d *driver) press(keys string) *driver {
	for _, key := range strings.Fields(keys) {
		r := d.disp.Press(append(act.Chain(d.p.Scopes()), act.ScopeOf(act.Global)), key, "")
		if r.Kind == act.Disabled {
			d.why = r.Reason
		}
		if r.Kind == act.Run {
			d.do(d.p.Handle(d.env, r))
		}
	}
	return d
}

func (d *driver) do(e pane.Effect) {
	if g, ok := e.(pane.Go); ok {
		d.went = g.Page
	}
}

func (d *driver) lines(w, h int) []string {
	return strings.Split(ansi.Strip(strings.Join(d.p.Draw(d.env, w, h, true), "\n")), "\n")
}

func (d *driver) sees(texts ...string) *driver {
	d.t.Helper()
	s := strings.Join(d.lines(120, 36), "\n")
	for _, x := range texts {
		if !strings.Contains(s, x) {
			d.t.Errorf("no %q on the page:\n%s", x, s)
		}
	}
	return d
}

func TestPage(t *testing.T) {
	d := newDriver(t, true)
	d.sees("Friday 20 November 2026", "due today", "breached or due today  11, 1 in hand", "T-14  in hand", "11 breached or due today, 1 in hand   1 promised", "promised for this week, still in time", "projects, by when they finish  5",
		"Warehouse rollout, 68% done, reported amber  P-1", "Northwind Logistics")
	lines := d.lines(120, 36)
	gaps, heads, finish := 0, 0, []date.Instant(nil)
	for i, r := range d.p.rows {
		switch {
		case r.head != "":
			heads++
			if got := lines[headLines+i]; !strings.HasPrefix(got, "  "+r.head) {
				t.Errorf("a heading does not stand at the left: %q", got)
			}
		case r.id == 0:
			gaps++
		case r.id.Is("P"):
			p, _ := model.Find[*model.Project](d.env.Snap, r.id)
			finish = append(finish, p.Finish)
		default:
			if got := lines[headLines+i]; !strings.Contains(got, r.id.String()) {
				t.Errorf("no reference in %q", got)
			}
		}
	}
	if heads != gaps+1 {
		t.Errorf("%d headings with %d gaps", heads, gaps)
	}
	for i := 1; i < len(finish); i++ {
		if finish[i] < finish[i-1] {
			t.Error("the projects are not in the order of their finish")
		}
	}
}

// A long title gives way to its reference, and who waits to both.
func TestNarrow(t *testing.T) {
	d := newDriver(t, true)
	for _, w := range []int{40, 50, 69, 70, 80, 120} {
		lines := d.lines(w, 60)
		for i, r := range d.p.rows {
			if r.id != 0 && !strings.Contains(lines[headLines+i], r.id.String()) {
				t.Errorf("%d wide: no reference in %q", w, lines[headLines+i])
			}
		}
	}
	if strings.Contains(d.lines(60, 30)[3], "Northwind") || !strings.Contains(strings.Join(d.lines(70, 30), ""), "Northwind") {
		t.Error("who waits shows where it should not, or does not where it should")
	}
}

func TestEmptyPage(t *testing.T) {
	d := newDriver(t, false)
	d.sees("Nothing is due today", "accepted in triage (t)")
	d.press("j k G g enter")
	if d.p.Selected() != 0 || d.went.Place != "" || d.why == "" {
		t.Errorf("on %s, went to %+v, %q", d.p.Selected(), d.went, d.why)
	}
	d.do(d.p.Click(d.env, 3, 5, true))
	d.do(d.p.Wheel(d.env, 3, 5, 3))
}

// The cursor goes from record to record, never onto a heading.
func TestMoves(t *testing.T) {
	d := newDriver(t, true)
	d.lines(100, 20)
	seen := map[int]bool{}
	at := func() int {
		t.Helper()
		i := d.p.table.Cursor()
		if d.p.rows[i].id == 0 || d.p.Selected() == 0 {
			t.Fatalf("the cursor is on the heading %q", d.p.rows[i].head)
		}
		return i
	}
	if at() != 1 {
		t.Errorf("the first row is %d", at())
	}
	for range d.p.rows {
		seen[at()] = true
		d.press("j")
	}
	last := at()
	for i, r := range d.p.rows {
		if r.id != 0 && !seen[i] {
			t.Errorf("row %d is never reached", i)
		}
	}
	for range d.p.rows {
		d.press("k")
		at()
	}
	if at() != 1 {
		t.Errorf("back on row %d", at())
	}
	for keys, want := range map[string]int{"G": last, "g": 1, "end": last, "home": 1, "pgdown pgdown pgdown": last, "pgdown pgup pgup pgup": 1} {
		if d.press(keys); at() != want {
			t.Errorf("%s goes to row %d, want %d", keys, at(), want)
		}
		d.press("g")
	}
	d.press("ctrl+d")
	at()
	d.press("ctrl+u")
	at()
	d.do(d.p.Wheel(d.env, 0, 0, 3))
	if at() <= 1 {
		t.Error("the wheel does not move")
	}
}

func TestOpenAndMouse(t *testing.T) {
	d := newDriver(t, true)
	d.lines(100, 40)
	d.press("enter")
	if d.went.Place != "record" || d.went.ID != d.p.rows[1].id {
		t.Errorf("enter goes to %+v", d.went)
	}
	d.do(d.p.Click(d.env, 5, headLines+2, false))
	if d.p.table.Cursor() != 2 {
		t.Errorf("a click goes to row %d", d.p.table.Cursor())
	}
	d.do(d.p.Click(d.env, 5, headLines, true)) // a heading
	if d.p.table.Cursor() != 2 || d.went.ID != d.p.rows[1].id {
		t.Error("a heading can be clicked")
	}
	d.do(d.p.Click(d.env, 5, headLines+3, true))
	if d.went.ID != d.p.rows[3].id {
		t.Errorf("a double click goes to %+v", d.went)
	}
	if d.p.Title(d.env) != "Today" {
		t.Error(d.p.Title(d.env))
	}
}

// What is dealt with leaves the page, and the cursor stays where it was.
func TestSync(t *testing.T) {
	d := newDriver(t, true).press("j")
	on := d.p.Selected()
	first := d.p.rows[1].id
	e := model.NewEdit(d.env.Snap, moment)
	if err := e.Delete(first); err != nil {
		t.Fatal(err)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	n := len(d.p.rows)
	d.env.Snap, d.env.Rev = d.env.Snap.With(b.Changes), d.env.Rev+1
	d.p.Sync(d.env)
	if len(d.p.rows) >= n || d.p.Selected() != on {
		t.Errorf("%d rows of %d, on %s, want %s", len(d.p.rows), n, d.p.Selected(), on)
	}
	d.p.Sync(d.env) // nothing new
	if d.p.Selected() != on {
		t.Error("the cursor moves without a reason")
	}
}

// Every size, in colour and in ASCII: exact lines, always.
func TestGeometry(t *testing.T) {
	for _, filled := range []bool{true, false} {
		d := newDriver(t, filled)
		for _, th := range []*theme.Theme{theme.New("dark", true, false, false), theme.New("none", true, true, true)} {
			d.env.Theme = th
			d.env.Rev++
			d.p.Sync(d.env)
			for w := 1; w <= 250; w += 1 + w/8 {
				for h := 1; h <= 60; h += 1 + h/8 {
					lines := d.p.Draw(d.env, w, h, true)
					if len(lines) != h {
						t.Fatalf("%dx%d: %d lines", w, h, len(lines))
					}
					for i, l := range lines {
						if got := ansi.StringWidth(l); got != w {
							t.Fatalf("%s %dx%d: line %d is %d wide: %q", th.Name, w, h, i, got, l)
						}
						if th.ASCII && strings.ContainsAny(l, "▲■◆○▶✓…↓↑·—€") {
							t.Fatalf("%dx%d on a plain terminal: %q", w, h, l)
						}
					}
				}
			}
		}
	}
}
