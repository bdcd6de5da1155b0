package baseline

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/ui/pane"
	"tandem/ui/table"
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
	d := on(t, true)
	d.sees("now against After the wireless survey (1)", "a day's delay costs €5,500", "what hurts first", "Warehouse rollout P-1", "Carrier API connection T-24", "was to end", "work +", "cost +€")
	lines := strings.Split(d.screen(120, 36), "\n")
	if !strings.Contains(lines[3], "Warehouse rollout P-1") || !strings.Contains(lines[4], "Integration") {
		t.Errorf("the first rows are\n%s\n%s", lines[3], lines[4])
	}
	if d.p.Selected() != model.NewID("P", 1) || d.p.Foot() == "" || d.p.Title(d.env) != "Variances of Warehouse rollout" {
		t.Errorf("on %s, %q, %q", d.p.Selected(), d.p.Foot(), d.p.Title(d.env))
	}
}

// TestNarrow keeps how much later and dearer it is when room is short.
func TestNarrow(t *testing.T) {
	d := on(t, true)
	s := d.screen(60, 20)
	if !strings.Contains(s, "finish") || !strings.Contains(s, "cost") || strings.Contains(s, "was to end") {
		t.Errorf("60 wide:\n%s", s)
	}
}

// TestOrders go from what hurts on each level, to tasks alone, to the outline and round again.
func TestOrders(t *testing.T) {
	d := on(t, true)
	first := d.screen(120, 36)
	d.press("s").sees("tasks alone")
	if strings.Contains(d.screen(120, 36), "Integration T-16") {
		t.Error("summaries stand among the tasks alone")
	}
	d.press("s").sees("outline order")
	if got := d.p.rows[1].Task; got != model.NewID("T", 1) {
		t.Errorf("the outline begins with %s", got)
	}
	if d.press("s"); d.screen(120, 36) != first {
		t.Error("round again it is another page")
	}
}

// TestBaselines: v goes through them, V compares one with another, D deletes the one compared with.
func TestBaselines(t *testing.T) {
	d := on(t, true)
	d.press("v").sees("now against As approved (0)")
	d.press("V").sees("After the wireless survey (1) against As approved (0)")
	page, ok := d.p.Here()
	if !ok || page.Query != "0 1" {
		t.Errorf("here is %+v", page)
	}
	other := on(t, true)
	other.do(other.p.Return(other.env, page))
	other.settle().sees("After the wireless survey (1) against As approved (0)")
	d.press("V").sees("now against As approved (0)")
	d.press("D")
	if len(d.edits) != 1 || d.edits[0] != "Delete BL-1 As approved (0)" || len(d.env.Snap.Baselines(model.NewID("P", 1))) != 1 {
		t.Errorf("%v", d.edits)
	}
	d.sees("now against After the wireless survey (1)")
	if d.press("v"); !strings.Contains(d.why, "just one baseline") {
		t.Errorf("v with one baseline: %q", d.why)
	}
}

// TestCorrect adds one action for the task under the cursor, and says so where there is one.
func TestCorrect(t *testing.T) {
	d := on(t, true)
	if d.press("!"); !strings.Contains(d.why, "go to a task") {
		t.Errorf("on the project: %q", d.why)
	}
	d.press("j j !")
	id := d.p.Selected()
	if len(d.edits) != 1 || d.edits[0] != "Corrective action for "+id.String() {
		t.Fatalf("%v %q", d.edits, d.said)
	}
	found := false
	for a := range model.Each[*model.Action](d.env.Snap, model.ActionPrefix) {
		if a.For == id && a.Type == "corrective" && strings.Contains(a.What, "later") && a.Owned != 0 && a.Due != 0 {
			found = true
		}
	}
	if !found {
		t.Error("there is no such action")
	}
	if d.press("!"); !strings.Contains(d.said, "is open for it already") {
		t.Errorf("a second one: %q", d.said)
	}
}

// TestWhyCopyOpen: the number explains itself, the page copies as Markdown, a row opens.
func TestWhyCopyOpen(t *testing.T) {
	d := on(t, true).press("j j =")
	text := strings.Join(d.overlay.Draw(d.env, 100, 30, true), "\n")
	for _, want := range []string{"costs more", "ends later", "so it hurts by", "a day's delay costs €5,500"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	d.overlay = nil
	d.press("y m")
	if !strings.Contains(d.copied, "| task | | start | finish |") || !strings.Contains(d.copied, "**Warehouse rollout**") {
		t.Errorf("copied %q", d.copied)
	}
	if d.press("enter"); d.went.Place != "record" || d.went.ID != d.p.Selected() {
		t.Errorf("went to %+v", d.went)
	}
	if d.press("e"); d.overlay == nil || !strings.Contains(d.overlay.Title(d.env), d.p.Selected().String()) {
		t.Error("no form of the task")
	}
}

func TestMouse(t *testing.T) {
	d := on(t, true)
	d.screen(120, 30)
	d.do(d.p.Click(d.env, 10, headLines+3, false))
	if d.p.table.Cursor() != 2 {
		t.Errorf("a click goes to row %d", d.p.table.Cursor())
	}
	d.do(d.p.Click(d.env, 10, headLines+1, true))
	if d.went.ID != model.NewID("P", 1) {
		t.Errorf("a double click goes to %+v", d.went)
	}
	d.do(d.p.Wheel(d.env, 0, 0, 5))
	if d.p.table.Cursor() != 5 {
		t.Errorf("the wheel goes to row %d", d.p.table.Cursor())
	}
	d.do(d.p.Click(d.env, 10, 0, true))
}

// TestEmpty says what belongs here and which key makes it.
func TestEmpty(t *testing.T) {
	d := on(t, false)
	d.sees("There is no baseline of this project yet.", "b b keeps the plan as it is now")
	if d.press("y m"); !strings.Contains(d.why, "b takes one") {
		t.Errorf("%q", d.why)
	}
	p := New()
	p.Sync(d.env)
	if e := p.Needs(d.env, 80, 24); e != nil {
		t.Error("a page about nothing asks for something")
	}
}

// TestOldAnswers: an answer to a question that is not asked any more is dropped.
func TestOldAnswers(t *testing.T) {
	d := on(t, true)
	had := d.p.cmp
	d.p.learn(question{project: 99}, answer{note: "old"})
	if d.p.cmp != had || d.p.note == "old" {
		t.Error("an old answer is taken")
	}
}
