package baseline

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/money"
	"tandem/ui/pane"
	"tandem/ui/table"
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

// TestPage shows the whole first, then what hurts, with the summaries above their tasks.
func TestPage(t *testing.T) {
	d := uitest.NewDesk(t, New(), true)
	d.Sees("now against After the wireless survey (1)", "a day's delay costs €5,500", "what hurts first", "Warehouse rollout P-1", "Carrier API connection T-24", "was to end", "work +", "cost +€")
	lines := strings.Split(d.Screen(120, 36), "\n")
	if !strings.Contains(lines[3], "Warehouse rollout P-1") || !strings.Contains(lines[4], "Integration") {
		t.Errorf("the first rows are\n%s\n%s", lines[3], lines[4])
	}
	if d.P.Selected() != model.NewID("P", 1) || d.P.Foot() == "" || d.P.Title(d.Env) != "Variances of Warehouse rollout" {
		t.Errorf("on %s, %q, %q", d.P.Selected(), d.P.Foot(), d.P.Title(d.Env))
	}
}

// TestNarrow keeps how much later and dearer it is when room is short.
func TestNarrow(t *testing.T) {
	d := uitest.NewDesk(t, New(), true)
	s := d.Screen(60, 20)
	if !strings.Contains(s, "finish") || !strings.Contains(s, "cost") || strings.Contains(s, "was to end") {
		t.Errorf("60 wide:\n%s", s)
	}
}

// TestOrders go from what hurts on each level, to tasks alone, to the outline and round again.
func TestOrders(t *testing.T) {
	d := uitest.NewDesk(t, New(), true)
	first := d.Screen(120, 36)
	d.Press("s").Sees("tasks alone")
	if strings.Contains(d.Screen(120, 36), "Integration T-16") {
		t.Error("summaries stand among the tasks alone")
	}
	d.Press("s").Sees("outline order")
	if got := d.P.rows[1].Task; got != model.NewID("T", 1) {
		t.Errorf("the outline begins with %s", got)
	}
	if d.Press("s"); d.Screen(120, 36) != first {
		t.Error("round again it is another page")
	}
}

// TestBaselines: v goes through them, V compares one with another, D deletes the one compared with.
func TestBaselines(t *testing.T) {
	d := uitest.NewDesk(t, New(), true)
	d.Press("v").Sees("now against As approved (0)")
	d.Press("V").Sees("After the wireless survey (1) against As approved (0)")
	page, ok := d.P.Here()
	if !ok || page.Query != "0 1" {
		t.Errorf("here is %+v", page)
	}
	other := uitest.NewDesk(t, New(), true)
	other.Do(other.P.Return(other.Env, page))
	other.Settle().Sees("After the wireless survey (1) against As approved (0)")
	d.Press("V").Sees("now against As approved (0)")
	d.Press("D")
	if len(d.Edits) != 1 || d.Edits[0] != "Delete BL-1 As approved (0)" || len(d.Env.Snap.Baselines(model.NewID("P", 1))) != 1 {
		t.Errorf("%v", d.Edits)
	}
	d.Sees("now against After the wireless survey (1)")
	if d.Press("v"); !strings.Contains(d.Why, "just one baseline") {
		t.Errorf("v with one baseline: %q", d.Why)
	}
}

// TestDeleteOneOfTwo: with two baselines compared, D takes the earlier one away: what is left is held against
// the plan of now, never against itself; so it is where the page was not told of the deletion.
func TestDeleteOneOfTwo(t *testing.T) {
	const want = "now against After the wireless survey (1)"
	uitest.NewDesk(t, New(), true).Press("v V D").Sees(want)
	d := uitest.NewDesk(t, New(), true).Press("v V")
	d.Edited(func(e *model.Edit) error { return e.Delete(d.P.cmp.Base.ID) })
	d.Sees(want)
	for _, q := range []string{"5 -1", "5 9", "1 1", "-1 1", "-1 9"} { // numbers that are gone, or one twice
		d := uitest.NewDesk(t, New(), true)
		page, _ := d.P.Here()
		page.Query = q
		d.Do(d.P.Return(d.Env, page))
		d.Settle().Sees(want)
	}
}

// TestCorrect adds one action for the task under the cursor, and says so where there is one.
func TestCorrect(t *testing.T) {
	d := uitest.NewDesk(t, New(), true)
	if d.Press("!"); !strings.Contains(d.Why, "go to a task") {
		t.Errorf("on the project: %q", d.Why)
	}
	d.Press("j j !")
	id := d.P.Selected()
	if len(d.Edits) != 1 || d.Edits[0] != "Corrective action for "+id.String() {
		t.Fatalf("%v %q", d.Edits, d.Said)
	}
	found := false
	for a := range model.Each[*model.Action](d.Env.Snap, model.ActionPrefix) {
		if a.For == id && a.Type == "corrective" && strings.Contains(a.What, "later") && a.Owned != 0 && a.Due != 0 {
			found = true
		}
	}
	if !found {
		t.Error("there is no such action")
	}
	if d.Press("!"); !strings.Contains(d.Said, "is open for it already") {
		t.Errorf("a second one: %q", d.Said)
	}
}

// TestWhyCopyOpen: the number explains itself, the page copies as Markdown, a row opens.
func TestWhyCopyOpen(t *testing.T) {
	d := uitest.NewDesk(t, New(), true).Press("j j =")
	text := strings.Join(d.Overlay.Draw(d.Env, 100, 30, true), "\n")
	for _, want := range []string{"costs more", "ends later", "so it hurts by", "a day's delay costs €5,500"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	d.Overlay = nil
	d.Press("y m")
	if !strings.Contains(d.Copied, "| task | | start | finish |") || !strings.Contains(d.Copied, "**Warehouse rollout**") {
		t.Errorf("copied %q", d.Copied)
	}
	if d.Press("enter"); d.Went.Place != "record" || d.Went.ID != d.P.Selected() {
		t.Errorf("went to %+v", d.Went)
	}
	if d.Press("e"); d.Overlay == nil || !strings.Contains(d.Overlay.Title(d.Env), d.P.Selected().String()) {
		t.Error("no form of the task")
	}
}

func TestMouse(t *testing.T) {
	d := uitest.NewDesk(t, New(), true)
	d.Screen(120, 30)
	d.Do(d.P.Click(d.Env, 10, headLines+3, false))
	if d.P.table.Cursor() != 2 {
		t.Errorf("a click goes to row %d", d.P.table.Cursor())
	}
	d.Do(d.P.Click(d.Env, 10, headLines+1, true))
	if d.Went.ID != model.NewID("P", 1) {
		t.Errorf("a double click goes to %+v", d.Went)
	}
	d.Do(d.P.Wheel(d.Env, 0, 0, 5))
	if d.P.table.Cursor() != 5 {
		t.Errorf("the wheel goes to row %d", d.P.table.Cursor())
	}
	d.Do(d.P.Click(d.Env, 10, 0, true))
}

// TestEmpty says what belongs here and which key makes it.
func TestEmpty(t *testing.T) {
	d := uitest.NewDesk(t, New(), false)
	d.Sees("There is no baseline of this project yet.", "b b keeps the plan as it is now")
	if d.Press("y m"); !strings.Contains(d.Why, "b takes one") {
		t.Errorf("%q", d.Why)
	}
	p := New()
	p.Sync(d.Env)
	if e := p.Needs(d.Env, 80, 24); e != nil {
		t.Error("a page about nothing asks for something")
	}
}

// TestOldAnswers: an answer to a question that is not asked any more is dropped.
func TestOldAnswers(t *testing.T) {
	d := uitest.NewDesk(t, New(), true)
	had := d.P.cmp
	d.P.learn(question{project: 99}, answer{note: "old"})
	if d.P.cmp != had || d.P.note == "old" {
		t.Error("an old answer is taken")
	}
}

// The page in every size.
func TestGeometry(t *testing.T) { uitest.Geometry(t, New) }

// TestHeadWithoutCosts: where nothing has a cost the head does not name it, else it tells the difference.
func TestHeadWithoutCosts(t *testing.T) {
	d := uitest.NewDesk(t, New(), true)
	if first := d.P.head(d.Env, 120)[0]; !strings.Contains(first, "   cost +") {
		t.Errorf("with costs: %q", first)
	}
	d.P.cmp.Total.Cost = money.Amount{}
	if first := d.P.head(d.Env, 120)[0]; strings.Contains(first, "cost") || !strings.Contains(first, "   work ") {
		t.Errorf("without: %q", first)
	}
}

// TestSignOfTheLate: the sign that says late elsewhere says it here, of what is critical and ends later.
func TestSignOfTheLate(t *testing.T) {
	d := uitest.NewDesk(t, New(), true)
	d.Screen(120, 36)
	th := d.Env.Theme
	for _, c := range []struct {
		critical bool
		finish   int64
		want     bool
	}{{true, 3600, true}, {true, 0, false}, {true, -3600, false}, {false, 3600, false}} {
		v := d.P.rows[2]
		v.State, v.Critical, v.Finish, v.Milestone, v.Summary = model.VarianceBoth, c.critical, c.finish, false, false
		if got := strings.HasPrefix(d.P.nameCell(2, &v, th).Text, th.Glyphs.Breach); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

// TestNoCostOfDelay: where neither the project nor the baseline tells a cost, the page says so in words.
func TestNoCostOfDelay(t *testing.T) {
	d := uitest.NewDesk(t, New(), true)
	d.P.cmp.PerDay, d.P.cmp.Assumed = money.Amount{}, true
	d.Sees("no cost of a day's delay is known")
	if s := d.Screen(120, 36); strings.Contains(s, "taken as ,") {
		t.Error(s)
	}
}
