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
	"tandem/ui/uitest"
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
	d := uitest.NewDesk(t, New(), true)
	d.Sees("Warehouse rollout  P-1 · milestones", "later than first told", "right: when somebody looked", "Pilot go-live, Depot North T-43", "slipping", "reached", "Finish of Warehouse rollout P-1")
	if s := d.P.current(); s == nil || s.Reached || s.By <= 0 {
		t.Errorf("the cursor is on %+v", s)
	}
	if strings.Contains(d.Screen(120, 36), "reading the journal") {
		t.Error("the journal is read, and still it says so")
	}
	for _, at := range []int{60, 80, 120, 200} {
		if s := d.Screen(at, 40); !strings.Contains(s, "Aug") {
			t.Errorf("%d wide: no days at the chart's foot:\n%s", at, s)
		}
	}
}

// TestWideRoom: beside the chart the table has all its columns, and below it stands how the milestone
// under the cursor moved, another one with another cursor.
func TestWideRoom(t *testing.T) {
	d := uitest.NewDesk(t, New(), true)
	d.SeesAt(200, 50, " moved", "first told", "looked at", "How T-27 Integration accepted moved", "baseline As approved (0)")
	d.Press("j").SeesAt(200, 50, "How T-43 Pilot go-live, Depot North moved")
}

// TestKeys: why lists the looks, y copies, ! corrects, enter opens.
func TestKeys(t *testing.T) {
	d := uitest.NewDesk(t, New(), true).Press("=")
	text := strings.Join(d.Overlay.Draw(d.Env, 100, 30, true), "\n")
	for _, want := range []string{"(now)", "baseline As approved (0)", "report Depots, status of last week"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	d.Overlay = nil
	d.Press("y m")
	if !strings.Contains(d.Copied, "| milestone | | first told | forecast | slip | trend |") {
		t.Errorf("copied %q", d.Copied)
	}
	d.Press("g j j")
	id := d.P.Selected()
	if d.Press("!"); len(d.Edits) != 1 || !strings.Contains(d.Edits[0], id.String()) {
		t.Errorf("%v", d.Edits)
	}
	if d.Press("enter"); d.Went.ID != id {
		t.Errorf("went to %+v, not %s", d.Went, id)
	}
	if d.Press("G !"); !strings.Contains(d.Why, "milestone") {
		t.Errorf("correcting the project: %q", d.Why)
	}
	if d.Press("e"); d.Overlay == nil {
		t.Error("no form")
	}
	d.Overlay = nil
	page, _ := d.P.Here()
	other := New()
	other.Sync(d.Env)
	other.Return(d.Env, pane.Page{Open: page.Open, ID: id})
	d2 := &uitest.Desk[*Pane]{T: t, P: other, Env: d.Env}
	if d2.Settle(); other.Selected() != id {
		t.Errorf("returned to %s, not %s", other.Selected(), id)
	}
}

func TestMouse(t *testing.T) {
	d := uitest.NewDesk(t, New(), true)
	for _, w := range []int{120, 200} {
		d.Screen(w, 36)
		d.Do(d.P.Click(d.Env, 10, d.P.top+3, false))
		if d.P.table.Cursor() != 2 {
			t.Errorf("%d wide: a click goes to row %d", w, d.P.table.Cursor())
		}
		d.Do(d.P.Wheel(d.Env, 0, 0, -1))
		if d.P.table.Cursor() != 1 {
			t.Errorf("%d wide: the wheel goes to row %d", w, d.P.table.Cursor())
		}
	}
	d.Do(d.P.Click(d.Env, 10, d.P.top+1, true))
	if d.Went.Place != "record" {
		t.Errorf("a double click goes to %+v", d.Went)
	}
	d.Do(d.P.Click(d.Env, 10, 0, false))
}

func TestEmpty(t *testing.T) {
	d := uitest.NewDesk(t, New(), false)
	d.Sees("no milestone with a date", "b b keeps the plan")
	if d.Press("y m"); d.Why == "" {
		t.Error("copies nothing without a word")
	}
}

// TestJournalOnce: the journal is read once for a project, whatever is edited meanwhile.
func TestJournalOnce(t *testing.T) {
	d := uitest.NewDesk(t, New(), true)
	d.Env.Snap = d.Env.Snap.With(nil)
	e := d.P.Needs(d.Env, 120, 36)
	if _, ok := e.(pane.Ask); !ok {
		t.Errorf("a new snapshot asks for %T", e)
	}
	d.Do(d.P.Return(d.Env, pane.Page{Open: model.NewID("P", 2)}))
	if e, ok := d.P.Needs(d.Env, 120, 36).(pane.Moments); !ok || len(e.At) == 0 {
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

// The page in every size.
func TestGeometry(t *testing.T) { uitest.Geometry(t, New) }
