package scenario

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/pane"
	"tandem/ui/table"
	"tandem/ui/uitest"
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
	d := uitest.NewDesk(t, New(), true)
	d.Sees("Warehouse rollout  P-1 · scenarios", "as it is", "finish", "against target", "cost of tasks", "budget", "critical tasks", "float, mean", "risk, money", "risk, delay",
		"clashes with now", "A second engineer", "Labels by file", "Carrier API", "tasks that A second engineer on the carrier changes or moves", "Dec 2026")
	if s := d.Screen(80, 24); !strings.Contains(s, "finish") || !strings.Contains(s, "moves") || !strings.Contains(s, "T-24") {
		t.Errorf("80x24:\n%s", s)
	}
}

// TestColumns: } and l go to the next scenario, a click on its column too; v shows all tasks.
func TestColumns(t *testing.T) {
	d := uitest.NewDesk(t, New(), true)
	first := d.P.chosen
	if d.Press("}"); d.P.chosen == first {
		t.Error("} stays")
	}
	d.Sees("Labels by file, nightly N1")
	if d.Press("l"); d.P.chosen != first {
		t.Error("round again it is another one")
	}
	d.Press("h {")
	n := len(d.P.rows)
	if d.Press("v"); len(d.P.rows) <= n {
		t.Errorf("all tasks are %d, what moves is %d", len(d.P.rows), n)
	}
	d.Press("v")
	d.Screen(120, 36)
	d.Do(d.P.Click(d.Env, labelW+2*d.P.colW+2, 3, false))
	if d.P.chosen == first {
		t.Error("a click on a column stays")
	}
	d.Screen(120, 36)
	d.Do(d.P.Click(d.Env, 5, d.P.top+2, false))
	if d.P.table.Cursor() != 1 {
		t.Errorf("a click goes to row %d", d.P.table.Cursor())
	}
	d.Do(d.P.Wheel(d.Env, 0, 0, 1))
	d.Do(d.P.Click(d.Env, 5, d.P.top+1, true))
	if d.Went.Place != "record" && d.Said == "" {
		t.Error("a double click does nothing")
	}
}

func step(d *uitest.Desk[*Pane], i int) model.ScenarioStep {
	x, _ := model.Find[*model.Scenario](d.Env.Snap, d.P.chosen)
	if i >= len(x.Steps) {
		return model.ScenarioStep{}
	}
	return x.Steps[i]
}

// TestEdits: a new scenario, a value, a task, a link, a task dropped, a row restored: each is one
// step in the record, and the plan stays as it is.
func TestEdits(t *testing.T) {
	d := uitest.NewDesk(t, New(), true)
	live := d.Env.Snap.Schedule(model.NewID("P", 1)).Finish
	d.Press("n").Answer("No overtime")
	if x := d.P.current(); x == nil || x.Name != "No overtime" || len(x.Branch.Scenario.Steps) != 0 || !d.P.all {
		t.Fatalf("%+v %q", x, d.Said)
	}
	d.P.table.MoveTo(uint64(model.NewID("T", 26)))
	d.Press("i").Answer("duration 9d")
	if s := step(d, 0); s.Do != model.DoSet || s.Of != model.NewID("T", 26) || s.Value != "9d" || s.Was != "5d" {
		t.Errorf("%+v %q", s, d.Said)
	}
	d.Sees("duration 9d, was", "+4 d")
	d.Press("N").Answer("Second test 2d after T-26")
	if s := step(d, 1); s.Do != model.DoAdd || s.Name != "Second test" {
		t.Errorf("%+v %q", s, d.Said)
	}
	if a, b := step(d, 2), step(d, 3); a.Value != "2d" || b.Do != model.DoLink || b.Value != "T-26" {
		t.Errorf("%+v %+v", a, b)
	}
	d.P.table.MoveTo(uint64(model.NewID("T", 42)))
	d.Press("&").Answer("N1 FS +1d")
	if s := step(d, 4); s.Do != model.DoLink || s.Value != "N1 FS +1d" {
		t.Errorf("%+v %q", s, d.Said)
	}
	d.Press("&").Answer("-N1")
	if s := step(d, 4); s.Do != "" {
		t.Errorf("unlinked, and still %+v", s)
	}
	d.P.table.MoveTo(uint64(model.NewID("T", 49)))
	if d.Press("D"); step(d, 4).Do != model.DoDrop {
		t.Errorf("%+v %q", step(d, 4), d.Said)
	}
	if d.Press("r"); step(d, 4).Do != "" {
		t.Errorf("restored, and still %+v", step(d, 4))
	}
	if d.Press("r"); !strings.Contains(d.Said, "says nothing of T-49") {
		t.Errorf("%q", d.Said)
	}
	if got := d.Env.Snap.Schedule(model.NewID("P", 1)).Finish; got != live {
		t.Errorf("the plan moved to %v", got.In(nil))
	}
}

// TestAsks: what cannot be is said while it is typed, and nothing is kept.
func TestAsks(t *testing.T) {
	d := uitest.NewDesk(t, New(), true)
	for keys, text := range map[string]string{"i": "colour red", "N": " ", "&": " ", "n": " "} {
		n := len(d.Edits)
		d.Overlay = nil
		d.Press(keys).Answer(text)
		if len(d.Edits) != n || d.Overlay == nil {
			t.Errorf("%s %q is taken: %v", keys, text, d.Edits)
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
	d := uitest.NewDesk(t, New(), true)
	x := d.P.current()
	want := x.Finish
	before := d.Env.Snap
	d.Press("a")
	if got := d.Env.Snap.Schedule(model.NewID("P", 1)).Finish; got != want || len(d.Edits) != 1 || d.Edits[0] != "Adopt "+x.Name {
		t.Errorf("it ends %v, want %v; %v", got.In(nil), want.In(nil), d.Edits)
	}
	if d.P.current().Scenario == x.Scenario {
		t.Error("an adopted scenario still shows")
	}
	d.Env.Snap, d.Env.Rev = before, d.Env.Rev+1
	d.P.chosen = x.Scenario
	d.Settle()
	d.Do(pane.Change("Change", uitest.Moment, func(e *model.Edit) error { return e.Set(model.NewID("T", 24), "duration", "20d") }))
	d.Sees("clashes with now")
	d.Press("a")
	if d.Overlay == nil {
		t.Fatal("adopted without a word")
	}
	text := strings.Join(d.Overlay.Draw(d.Env, 110, 20, true), "\n")
	if !strings.Contains(text, "duration was 16d and is 20d now; the scenario says 11d") {
		t.Errorf("it says\n%s", text)
	}
	d.Press("enter")
	if y, _ := model.Find[*model.Task](d.Env.Snap, model.NewID("T", 24)); y.Duration.N != 11*8*3600 {
		t.Errorf("adopted all the same, it takes %v; %q", y.Duration, d.Said)
	}
}

// TestDrop gives it up; the last one leaves a page that says what belongs there.
func TestDrop(t *testing.T) {
	d := uitest.NewDesk(t, New(), true).Press("ctrl+x ctrl+x")
	if len(d.P.list) != 0 {
		t.Errorf("%d are left", len(d.P.list))
	}
	d.Sees("There is no scenario of this project.", "n branches the plan")
	if d.Press("a"); !strings.Contains(d.Why, "n begins one") {
		t.Errorf("%q", d.Why)
	}
}

// TestTexts: why lists the steps, y copies the table, e opens the record, enter the task.
func TestTexts(t *testing.T) {
	d := uitest.NewDesk(t, New(), true).Press("=")
	if text := strings.Join(d.Overlay.Draw(d.Env, 110, 30, true), "\n"); !strings.Contains(text, "T-24 Carrier API connection: duration 11d") {
		t.Errorf("why says\n%s", text)
	}
	d.Overlay = nil
	if d.Press("y m"); !strings.Contains(d.Copied, "| | as it is | A second engineer on the carrier |") || !strings.Contains(d.Copied, "- T-24 Carrier API connection: duration 11d") {
		t.Errorf("copied %q", d.Copied)
	}
	if d.Press("enter"); d.Went.ID != model.NewID("T", 24) {
		t.Errorf("went to %+v", d.Went)
	}
	if d.Press("e"); d.Overlay == nil || !strings.Contains(d.Overlay.Title(d.Env), d.P.chosen.String()) {
		t.Error("no form of the scenario")
	}
	page, ok := d.P.Here()
	if !ok || page.Open != model.NewID("P", 1) || page.Kind != d.P.chosen.String() {
		t.Errorf("here is %+v", page)
	}
}

// TestTime: the chart zooms, pans, and fits again.
func TestTime(t *testing.T) {
	d := uitest.NewDesk(t, New(), true)
	d.Screen(140, 36)
	first := d.P.pic.Axis
	for _, key := range []string{"+", ")", "(", "-", "T"} {
		was := d.P.pic.Axis
		if d.Press(key); d.P.pic.Axis == was && key != "T" {
			t.Errorf("%s does nothing", key)
		}
	}
	d.Press("F")
	d.Screen(140, 36)
	if d.P.pic.Axis != first {
		t.Errorf("fit gives %+v, not %+v", d.P.pic.Axis, first)
	}
	d.Do(d.P.Slide(d.Env, 0, 0, 1))
	if d.P.pic.Axis == first {
		t.Error("the wheel turned sideways does nothing")
	}
}

// The page in every size.
func TestGeometry(t *testing.T) { uitest.Geometry(t, New) }

// TestCircle: a scenario that has a circle all the same shows no dates and says why.
func TestCircle(t *testing.T) {
	e := model.NewEdit(uitest.Sample(t), uitest.Moment)
	id, err := model.BranchPlan(e, model.NewID(model.ProjectPrefix, 1), "Circle")
	if err != nil {
		t.Fatal(err)
	}
	if err := model.Update(e, id, func(x *model.Scenario) error {
		x.Steps = []model.ScenarioStep{{Do: model.DoLink, Of: model.NewID(model.TaskPrefix, 24), Value: "T-27"}}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	d := uitest.DeskOn(t, New(), e.Base().With(b.Changes), model.NewID(model.ProjectPrefix, 1))
	d.P.chosen = id
	d.P.lay()
	d.Sees("not computable", "Circle cannot be computed: T-24 would wait for itself: T-24 > T-26 > T-27 > T-24", "r takes back what the scenario says")
	d.SeesAt(80, 22, "2-3 of 3   } next", "say it in another", "way; the plan itself is as it was.").SeesAt(200, 48, "r takes back")
	if s := d.Screen(200, 48); strings.Contains(s, " of 3 ") {
		t.Errorf("all three show, and it tells which:\n%s", s)
	}
}

// TestAmountsStandTogether: in a column amounts end at one place, with and without a difference, also
// where the column is narrow.
func TestAmountsStandTogether(t *testing.T) {
	d := uitest.NewDesk(t, New(), true)
	for _, size := range [][2]int{{80, 22}, {120, 34}, {200, 48}} {
		end := map[int]bool{}
		for _, l := range strings.Split(d.Screen(size[0], size[1]), "\n") {
			first := labelW + d.P.colW // of the scenario's column
			if len(l) < first || !(strings.HasPrefix(l, " finish ") || strings.HasPrefix(l, " against") || strings.HasPrefix(l, " under 2 d")) {
				continue
			}
			cell := []rune(l)[first:min(first+d.P.colW, len([]rune(l)))]
			text := strings.TrimRight(strings.Split(string(cell), " -7 d")[0], " ")
			end[len([]rune(text))] = true
		}
		if len(end) != 1 {
			t.Errorf("%v: amounts end at %v", size, end)
		}
	}
}
