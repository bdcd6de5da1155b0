package scenario

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/pane"
	"tandem/ui/table"
)

var (
	_ pane.Pane     = (*Pane)(nil)
	_ pane.Mouser   = (*Pane)(nil)
	_ pane.Slider   = (*Pane)(nil)
	_ pane.Selecter = (*Pane)(nil)
	_ pane.Placed   = (*Pane)(nil)
	_ pane.Needer   = (*Pane)(nil)
	_ table.Source  = (*Pane)(nil)
)

// TestPage: the plan and each scenario in a column, the tasks of one below with its bars.
func TestPage(t *testing.T) {
	d := on(t, true)
	d.sees("Scenarios of Warehouse rollout", "as it is", "finish", "against target", "cost of tasks", "budget", "critical tasks", "float, mean", "risk, money", "risk, delay",
		"clashes with now", "A second engineer", "Labels by file", "Carrier API", "tasks that it changes or moves", "Dec 2026")
	if s := d.screen(80, 24); !strings.Contains(s, "finish") || !strings.Contains(s, "moves") || !strings.Contains(s, "T-24") {
		t.Errorf("80x24:\n%s", s)
	}
}

// TestColumns: } and l go to the next scenario, a click on its column too; v shows all tasks.
func TestColumns(t *testing.T) {
	d := on(t, true)
	first := d.p.chosen
	if d.press("}"); d.p.chosen == first {
		t.Error("} stays")
	}
	d.sees("Labels by file, nightly N1")
	if d.press("l"); d.p.chosen != first {
		t.Error("round again it is another one")
	}
	d.press("h {")
	n := len(d.p.rows)
	if d.press("v"); len(d.p.rows) <= n {
		t.Errorf("all tasks are %d, what moves is %d", len(d.p.rows), n)
	}
	d.press("v")
	d.screen(120, 36)
	d.do(d.p.Click(d.env, labelW+2*d.p.colW+2, 3, false))
	if d.p.chosen == first {
		t.Error("a click on a column stays")
	}
	d.screen(120, 36)
	d.do(d.p.Click(d.env, 5, d.p.top+2, false))
	if d.p.table.Cursor() != 1 {
		t.Errorf("a click goes to row %d", d.p.table.Cursor())
	}
	d.do(d.p.Wheel(d.env, 0, 0, 1))
	d.do(d.p.Click(d.env, 5, d.p.top+1, true))
	if d.went.Place != "record" && d.said == "" {
		t.Error("a double click does nothing")
	}
}

func step(d *driver, i int) model.ScenarioStep {
	x, _ := model.Find[*model.Scenario](d.env.Snap, d.p.chosen)
	if i >= len(x.Steps) {
		return model.ScenarioStep{}
	}
	return x.Steps[i]
}

// TestEdits: a new scenario, a value, a task, a link, a task dropped, a row restored: each is one
// step in the record, and the plan stays as it is.
func TestEdits(t *testing.T) {
	d := on(t, true)
	live := d.env.Snap.Schedule(model.NewID("P", 1)).Finish
	d.press("n").answer("No overtime")
	if x := d.p.current(); x == nil || x.Name != "No overtime" || len(x.Branch.Scenario.Steps) != 0 || !d.p.all {
		t.Fatalf("%+v %q", x, d.said)
	}
	d.p.table.MoveTo(uint64(model.NewID("T", 26)))
	d.press("i").answer("duration 9d")
	if s := step(d, 0); s.Do != model.DoSet || s.Of != model.NewID("T", 26) || s.Value != "9d" || s.Was != "5d" {
		t.Errorf("%+v %q", s, d.said)
	}
	d.sees("duration 9d, was", "+4 d")
	d.press("N").answer("Second test 2d after T-26")
	if s := step(d, 1); s.Do != model.DoAdd || s.Name != "Second test" {
		t.Errorf("%+v %q", s, d.said)
	}
	if a, b := step(d, 2), step(d, 3); a.Value != "2d" || b.Do != model.DoLink || b.Value != "T-26" {
		t.Errorf("%+v %+v", a, b)
	}
	d.p.table.MoveTo(uint64(model.NewID("T", 42)))
	d.press("&").answer("N1 FS +1d")
	if s := step(d, 4); s.Do != model.DoLink || s.Value != "N1 FS +1d" {
		t.Errorf("%+v %q", s, d.said)
	}
	d.press("&").answer("-N1")
	if s := step(d, 4); s.Do != "" {
		t.Errorf("unlinked, and still %+v", s)
	}
	d.p.table.MoveTo(uint64(model.NewID("T", 49)))
	if d.press("D"); step(d, 4).Do != model.DoDrop {
		t.Errorf("%+v %q", step(d, 4), d.said)
	}
	if d.press("r"); step(d, 4).Do != "" {
		t.Errorf("restored, and still %+v", step(d, 4))
	}
	if d.press("r"); !strings.Contains(d.said, "says nothing of T-49") {
		t.Errorf("%q", d.said)
	}
	if got := d.env.Snap.Schedule(model.NewID("P", 1)).Finish; got != live {
		t.Errorf("the plan moved to %v", got.In(nil))
	}
}

// TestAsks: what cannot be is said while it is typed, and nothing is kept.
func TestAsks(t *testing.T) {
	d := on(t, true)
	for keys, text := range map[string]string{"i": "colour red", "N": " ", "&": " ", "n": " "} {
		n := len(d.edits)
		d.overlay = nil
		d.press(keys).answer(text)
		if len(d.edits) != n || d.overlay == nil {
			t.Errorf("%s %q is taken: %v", keys, text, d.edits)
		}
	}
	for text, want := range map[string]newTask{
		"Audit":                     {name: "Audit"},
		"Final audit 3d":            {name: "Final audit", length: "3d"},
		"Audit 3d after T-4 FS +1d": {name: "Audit", length: "3d", after: "T-4 FS +1d"},
		"Audit under T-2 after T-4": {name: "Audit", under: "T-2", after: "T-4"},
		"Look after the stock":      {name: "Look", after: "the stock"},
	} {
		if got, err := readTask(text, date.Usual); err != nil || got != want {
			t.Errorf("%q is %+v, %v", text, got, err)
		}
	}
}

// TestAdopt moves the plan in one step; what the plan changed meanwhile is shown before.
func TestAdopt(t *testing.T) {
	d := on(t, true)
	x := d.p.current()
	want := x.Finish
	before := d.env.Snap
	d.press("a")
	if got := d.env.Snap.Schedule(model.NewID("P", 1)).Finish; got != want || len(d.edits) != 1 || d.edits[0] != "Adopt "+x.Name {
		t.Errorf("it ends %v, want %v; %v", got.In(nil), want.In(nil), d.edits)
	}
	if d.p.current().Scenario == x.Scenario {
		t.Error("an adopted scenario still shows")
	}
	d.env.Snap, d.env.Rev = before, d.env.Rev+1
	d.p.chosen = x.Scenario
	d.settle()
	d.do(pane.Change("Change", moment, func(e *model.Edit) error { return e.Set(model.NewID("T", 24), "duration", "20d") }))
	d.sees("clashes with now")
	d.press("a")
	if d.overlay == nil {
		t.Fatal("adopted without a word")
	}
	text := strings.Join(d.overlay.Draw(d.env, 110, 20, true), "\n")
	if !strings.Contains(text, "duration was 16d and is 20d now; the scenario says 11d") {
		t.Errorf("it says\n%s", text)
	}
	d.press("enter")
	if y, _ := model.Find[*model.Task](d.env.Snap, model.NewID("T", 24)); y.Duration.N != 11*8*3600 {
		t.Errorf("adopted all the same, it takes %v; %q", y.Duration, d.said)
	}
}

// TestDrop gives it up; the last one leaves a page that says what belongs there.
func TestDrop(t *testing.T) {
	d := on(t, true).press("ctrl+x ctrl+x")
	if len(d.p.list) != 0 {
		t.Errorf("%d are left", len(d.p.list))
	}
	d.sees("There is no scenario of this project.", "n branches the plan")
	if d.press("a"); !strings.Contains(d.why, "n begins one") {
		t.Errorf("%q", d.why)
	}
}

// TestTexts: why lists the steps, y copies the table, e opens the record, enter the task.
func TestTexts(t *testing.T) {
	d := on(t, true).press("=")
	if text := strings.Join(d.overlay.Draw(d.env, 110, 30, true), "\n"); !strings.Contains(text, "T-24 Carrier API connection: duration 11d") {
		t.Errorf("why says\n%s", text)
	}
	d.overlay = nil
	if d.press("y m"); !strings.Contains(d.copied, "| | as it is | A second engineer on the carrier |") || !strings.Contains(d.copied, "- T-24 Carrier API connection: duration 11d") {
		t.Errorf("copied %q", d.copied)
	}
	if d.press("enter"); d.went.ID != model.NewID("T", 24) {
		t.Errorf("went to %+v", d.went)
	}
	if d.press("e"); d.overlay == nil || !strings.Contains(d.overlay.Title(d.env), d.p.chosen.String()) {
		t.Error("no form of the scenario")
	}
	page, ok := d.p.Here()
	if !ok || page.Open != model.NewID("P", 1) || page.Kind != d.p.chosen.String() {
		t.Errorf("here is %+v", page)
	}
}

// TestTime: the chart zooms, pans, and fits again.
func TestTime(t *testing.T) {
	d := on(t, true)
	d.screen(140, 36)
	first := d.p.pic.Axis
	for _, key := range []string{"+", ")", "(", "-", "T"} {
		was := d.p.pic.Axis
		if d.press(key); d.p.pic.Axis == was && key != "T" {
			t.Errorf("%s does nothing", key)
		}
	}
	d.press("F")
	d.screen(140, 36)
	if d.p.pic.Axis != first {
		t.Errorf("fit gives %+v, not %+v", d.p.pic.Axis, first)
	}
	d.do(d.p.Slide(d.env, 0, 0, 1))
	if d.p.pic.Axis == first {
		t.Error("the wheel turned sideways does nothing")
	}
}
