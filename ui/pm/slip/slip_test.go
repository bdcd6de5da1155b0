package slip

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/pane"
	"tandem/ui/table"
	"tandem/ui/theme"
)

var (
	_ pane.Pane     = (*Pane)(nil)
	_ pane.Mouser   = (*Pane)(nil)
	_ pane.Selecter = (*Pane)(nil)
	_ pane.Placed   = (*Pane)(nil)
	_ pane.Needer   = (*Pane)(nil)
	_ table.Source  = (*Pane)(nil)
)

// TestPage: chart and table name the milestones by the same letters, the worst is under the cursor.
func TestPage(t *testing.T) {
	d := on(t, true)
	d.sees("Milestones of Warehouse rollout", "later than first told", "right: when somebody looked", "Pilot go-live, Depot North T-43", "slipping", "reached", "Finish of Warehouse rollout P-1")
	if s := d.p.current(); s == nil || s.Reached || s.By <= 0 {
		t.Errorf("the cursor is on %+v", s)
	}
	if strings.Contains(d.screen(120, 36), "reading the journal") {
		t.Error("the journal is read, and still it says so")
	}
	for _, at := range []int{60, 80, 120, 200} {
		if s := d.screen(at, 40); !strings.Contains(s, "Aug") {
			t.Errorf("%d wide: no days at the chart's foot:\n%s", at, s)
		}
	}
}

// TestKeys: why lists the looks, y copies, ! corrects, enter opens.
func TestKeys(t *testing.T) {
	d := on(t, true).press("=")
	text := strings.Join(d.overlay.Draw(d.env, 100, 30, true), "\n")
	for _, want := range []string{"(now)", "baseline As approved (0)", "report Depots, status of last week"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	d.overlay = nil
	d.press("y m")
	if !strings.Contains(d.copied, "| milestone | | first told | forecast | slip | trend |") {
		t.Errorf("copied %q", d.copied)
	}
	d.press("g j j")
	id := d.p.Selected()
	if d.press("!"); len(d.edits) != 1 || !strings.Contains(d.edits[0], id.String()) {
		t.Errorf("%v", d.edits)
	}
	if d.press("enter"); d.went.ID != id {
		t.Errorf("went to %+v, not %s", d.went, id)
	}
	if d.press("G !"); !strings.Contains(d.why, "milestone") {
		t.Errorf("correcting the project: %q", d.why)
	}
	if d.press("e"); d.overlay == nil {
		t.Error("no form")
	}
	d.overlay = nil
	page, _ := d.p.Here()
	other := New()
	other.Sync(d.env)
	other.Return(d.env, pane.Page{Open: page.Open, ID: id})
	d2 := &driver{t: t, p: other, env: d.env, disp: d.disp}
	if d2.settle(); other.Selected() != id {
		t.Errorf("returned to %s, not %s", other.Selected(), id)
	}
}

func TestMouse(t *testing.T) {
	d := on(t, true)
	for _, w := range []int{120, 200} {
		d.screen(w, 36)
		d.do(d.p.Click(d.env, 10, d.p.top+3, false))
		if d.p.table.Cursor() != 2 {
			t.Errorf("%d wide: a click goes to row %d", w, d.p.table.Cursor())
		}
		d.do(d.p.Wheel(d.env, 0, 0, -1))
		if d.p.table.Cursor() != 1 {
			t.Errorf("%d wide: the wheel goes to row %d", w, d.p.table.Cursor())
		}
	}
	d.do(d.p.Click(d.env, 10, d.p.top+1, true))
	if d.went.Place != "record" {
		t.Errorf("a double click goes to %+v", d.went)
	}
	d.do(d.p.Click(d.env, 10, 0, false))
}

func TestEmpty(t *testing.T) {
	d := on(t, false)
	d.sees("no milestone with a date", "b b keeps the plan")
	if d.press("y m"); d.why == "" {
		t.Error("copies nothing without a word")
	}
}

// TestJournalOnce: the journal is read once for a project, whatever is edited meanwhile.
func TestJournalOnce(t *testing.T) {
	d := on(t, true)
	d.env.Snap = d.env.Snap.With(nil)
	e := d.p.Needs(d.env, 120, 36)
	if _, ok := e.(pane.Ask); !ok {
		t.Errorf("a new snapshot asks for %T", e)
	}
	d.do(d.p.Return(d.env, pane.Page{Open: model.NewID("P", 2)}))
	if e, ok := d.p.Needs(d.env, 120, 36).(pane.Moments); !ok || len(e.At) == 0 {
		t.Error("another project does not look back")
	}
}

// TestPlot places what is known: the first look at the left, the last at the right, a later date
// higher, and a date that holds level.
func TestPlot(t *testing.T) {
	day := func(d int) date.Instant { return date.YMD(2026, time.March, d).At(12, 0, nil) }
	s := []model.Slip{
		{Name: "slips", Points: []model.SlipPoint{{At: day(1), Finish: day(10)}, {At: day(11), Finish: day(20)}}},
		{Name: "holds", Points: []model.SlipPoint{{At: day(1), Finish: day(28)}, {At: day(11), Finish: day(28)}}},
	}
	for _, ascii := range []bool{false, true} {
		p := newPlot(s, day(11), 40, 20, nil, ascii)
		th := theme.New("none", true, true, ascii)
		for i := range s {
			p.line(&s[i], letterOf(i), th.Text, nil)
		}
		lines := p.draw(th)
		if len(lines) != 22 {
			t.Fatalf("%d lines", len(lines))
		}
		for i := range lines {
			lines[i] = ansi.Strip(lines[i])
		}
		field := func(l string) string { return string([]rune(l)[labelWidth:]) }
		at := func(letter string) (rows []int) {
			for y, l := range lines[:20] {
				if strings.Contains(field(l), letter) {
					rows = append(rows, y)
				}
			}
			return rows
		}
		if a := at("a"); len(a) != 2 || a[0] >= a[1] || !strings.HasSuffix(lines[a[0]], "a") {
			t.Errorf("the one that slips stands on %v", a)
		}
		if b := at("b"); len(b) != 1 || strings.Count(field(lines[b[0]]), "b") != 2 || b[0] >= at("a")[0] {
			t.Errorf("the one that holds stands on %v", b)
		}
		if last := lines[21]; !strings.Contains(last, "1 Mar") || !strings.HasSuffix(last, "11 Mar") {
			t.Errorf("the axis reads %q", last)
		}
	}
	if p := newPlot(s[:0], day(11), 10, 5, nil, false); len(p.draw(theme.New("none", true, true, false))) != 7 {
		t.Error("a chart of nothing")
	}
	if letterOf(25) != 'z' || letterOf(26) != 'A' || letterOf(999) != '*' {
		t.Error("letters")
	}
}
