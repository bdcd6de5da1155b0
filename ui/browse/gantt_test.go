package browse

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"tandem/model"
	"tandem/ui/chart"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// zoomed is the plan in a pane of its own, its schedules read.
func zoomed(t testing.TB, w, h int) *driver {
	t.Helper()
	d := newDriver(t, "P", "T")
	d.read(w, h)
	return d
}

// read does what the pane asks for at a size, as the root does off the event loop.
func (d *driver) read(w, h int) bool {
	d.t.Helper()
	d.p.Draw(d.env, w, h, true)
	return d.reply(d.p.chartNeeds(d.env, w, h))
}

// reply does what a pane asks for, if it does.
func (d *driver) reply(e pane.Effect) bool {
	d.t.Helper()
	ask, ok := e.(pane.Ask)
	if !ok {
		return false
	}
	done, err := ask.Run(context.Background())
	if err != nil {
		d.t.Fatal(err)
	}
	done.(pane.Run)()
	return true
}

func (d *driver) picture(w, h int) string {
	return ansi.Strip(strings.Join(d.p.Draw(d.env, w, h, true), "\n"))
}

// rowOf is the line of the picture that shows a record.
func (d *driver) rowOf(picture string, id model.ID) string {
	d.t.Helper()
	for _, line := range strings.Split(picture, "\n") {
		if strings.Contains(line, "  "+id.String()+" ") || strings.Contains(line, " "+id.String()+" ") {
			return line
		}
	}
	d.t.Fatalf("%s is not to be seen in\n%s", id, picture)
	return ""
}

// The outline stands left, the bars of the same rows right, and the float between.
func TestChartBesideTheOutline(t *testing.T) {
	d := zoomed(t, 118, 33)
	got := d.picture(118, 33)
	for _, want := range []string{"2026", "float", "┏━", "━┓", "▒", "╎", "!0 d"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	var critical, free model.ID
	for row, id := range d.p.list().rows.ids[:25] {
		task, dates, ok := d.p.gantt.dates(d.env, d.p.list(), row)
		switch {
		case !ok || task.Complete() || task.Milestone || d.env.Snap.Plan(task.Project).Summary(id):
		case dates.Critical:
			critical = id
		case dates.TotalFloat > 0:
			free = id
		}
	}
	if row := d.rowOf(got, critical); !strings.Contains(row, "!") || !strings.Contains(row, "▓") {
		t.Errorf("nothing says that %s is critical: %q", critical, row)
	}
	if row := d.rowOf(got, free); strings.Contains(row, "!") || !strings.Contains(row, "╌") {
		t.Errorf("no float tail behind %s: %q", free, row)
	}
}

// Before a schedule is known the stored dates are drawn, and nothing pretends to know floats.
func TestChartWithoutASchedule(t *testing.T) {
	d := newDriver(t, "P", "T")
	got := d.picture(118, 33)
	if !strings.Contains(got, "▒") || strings.Contains(got, "!0 d") || strings.Contains(got, "╌") {
		t.Errorf("got\n%s", got)
	}
}

// A schedule is asked for once for each state of the workspace, and again after a change.
func TestNeedsAskOnce(t *testing.T) {
	d := newDriver(t, "P", "T")
	if d.p.chartNeeds(d.env, 60, 30) != nil {
		t.Error("a pane without room for a chart asks for one")
	}
	if !d.read(118, 33) {
		t.Fatal("nothing was asked for")
	}
	if d.read(118, 33) {
		t.Error("the same was asked for again")
	}
	d.press("j")
	gen := d.p.gantt.gen
	d.env.Snap = d.env.Snap.With(nil)
	d.env.Rev++
	d.p.Sync(d.env)
	if !d.read(118, 33) || d.p.gantt.gen == gen {
		t.Error("nothing was asked for after a change")
	}
	d.env.Cold = true
	d.p.gantt.asked = nil
	if d.p.chartNeeds(d.env, 118, 33) != nil {
		t.Error("it derives something while records are still being read")
	}
}

func TestChartIsSteered(t *testing.T) {
	d := zoomed(t, 118, 33)
	axis := func() chart.Axis { d.picture(118, 33); return d.p.gantt.pic.Axis }
	was := axis()
	d.press("+")
	if a := axis(); a.Scale != was.Scale-1 {
		t.Errorf("+ made %+v of %+v", a, was)
	}
	d.press("- -")
	if a := axis(); a.Scale != was.Scale+1 {
		t.Errorf("- made %+v of %+v", a, was)
	}
	was = axis()
	d.press(")")
	if a := axis(); a.From <= was.From {
		t.Error(") does not go on")
	}
	d.press("( (")
	if a := axis(); a.From >= was.From {
		t.Error("( does not go back")
	}
	for range 30 {
		d.press("(")
	}
	d.press("T")
	if a := axis(); a.X(chart.Wall(d.env.Now, d.env.Ctx().Loc)) < 0 {
		t.Error("today is not in sight")
	}
	d.press("F")
	fit := axis()
	if from, to, ok := d.p.gantt.extent(d.env, d.p.gantt.project); !ok || fit.X(from) < 0 || fit.X(to) >= fit.W {
		t.Errorf("the project is not all there: %+v", fit)
	}
	for range chart.Scales {
		d.press("+")
	}
	if axis().Scale != 0 || !strings.Contains(d.toast, "finest") {
		t.Errorf("the finest scale: %d, %q", axis().Scale, d.toast)
	}
	d.p.Slide(d.env, 100, 9, 5)
	if a := axis(); a.Scale != 0 {
		t.Errorf("the wheel changed the scale: %+v", a)
	}
}

// Switched off, the columns have the room again, and the keys say how to bring the chart back.
func TestChartOffAndOn(t *testing.T) {
	d := zoomed(t, 118, 33)
	d.press("C")
	if got := d.picture(118, 33); strings.Contains(got, "float") || !strings.Contains(got, "assigned") || !d.p.ChartHidden() {
		t.Errorf("the chart is still there:\n%s", got)
	}
	if ok, why := d.p.chartScope().Enabled("scale.in"); ok || !strings.Contains(why, "C") {
		t.Errorf("+ without a chart: %v, %q", ok, why)
	}
	d.press("C")
	if got := d.picture(118, 33); !strings.Contains(got, "float") {
		t.Errorf("the chart is not there:\n%s", got)
	}
	d.picture(60, 33)
	if ok, why := d.p.chartScope().Enabled("chart.today"); ok || !strings.Contains(why, "z") {
		t.Errorf("too narrow for a chart: %v, %q", ok, why)
	}
}

// TestEmptyChart: where there is nothing to select, no piece of a bar stands beside the chart.
func TestEmptyChart(t *testing.T) {
	d := driverOn(t, model.NewSnapshot(model.Kinds()), "P", "T")
	d.env.Theme = theme.New("dark", true, false, false)
	d.env.Rev++
	d.p.Sync(d.env)
	for _, focused := range []bool{true, false} {
		s := strings.Join(d.p.Draw(d.env, 118, 33, focused), "\n")
		if !strings.Contains(s, "No projects yet.") || !strings.Contains(s, "float") || strings.Contains(s, ";48;") || strings.Contains(s, "[48;") {
			t.Errorf("%t:\n%q", focused, s)
		}
	}
}

// A click on a bar selects its row, as one on its name does.
func TestClickOnABar(t *testing.T) {
	d := zoomed(t, 118, 33)
	head := len(d.p.drawn.head)
	d.p.Click(d.env, 100, head+5, false)
	if got := d.p.list().table.Cursor(); got != 4 {
		t.Errorf("the cursor is on row %d", got)
	}
	d.p.Click(d.env, 100, head, false) // the axis sorts nothing
	if d.p.list().sort != "" {
		t.Errorf("sorted by %q", d.p.list().sort)
	}
}

// The links of the selected task stand out from the others.
func TestLinksOfTheSelectedTaskAreLit(t *testing.T) {
	d := zoomed(t, 118, 45)
	lit := 0
	for range 30 {
		d.press("j")
		d.picture(118, 45)
		for _, k := range d.p.gantt.pic.Links {
			if k.Lit {
				lit++
				if cur := d.p.list().table.Cursor() - d.p.list().table.Offset(); k.From != cur && k.To != cur {
					t.Fatalf("%+v is lit, the cursor is on %d", k, cur)
				}
			}
		}
	}
	if lit == 0 {
		t.Error("no link was lit")
	}
}

// While nothing changes the same lines come back, which spares the frame from being drawn anew.
func TestChartIsDrawnOnce(t *testing.T) {
	d := zoomed(t, 118, 33)
	a := d.p.Draw(d.env, 118, 33, true)
	if b := d.p.Draw(d.env, 118, 33, true); &a[0] != &b[0] {
		t.Error("drawn twice")
	}
	d.press("+")
	if b := d.p.Draw(d.env, 118, 33, true); strings.Join(a, "") == strings.Join(b, "") {
		t.Error("the scale changed, the picture did not")
	}
}

// Every size and look: exact lines, with and without the schedule, wherever the cursor is.
func TestChartGeometry(t *testing.T) {
	d := zoomed(t, 118, 33)
	looks := []*theme.Theme{theme.New("dark", true, false, false), theme.New("light", false, false, false), theme.New("none", true, true, true)}
	for w := 1; w <= 250; w += 1 + w/12 {
		for _, h := range []int{1, 2, 5, 9, 24, 60} {
			d.env.Theme, d.env.Rev = looks[(w+h)%3], d.env.Rev+1
			d.p.Sync(d.env)
			d.press([]string{"j", "+", ")", "G", "-", "g"}[(w+h)%6])
			lines := d.p.Draw(d.env, w, h, w&1 == 0)
			if len(lines) != h {
				t.Fatalf("%dx%d: %d lines", w, h, len(lines))
			}
			for i, line := range lines {
				if got := ansi.StringWidth(line); got != w {
					t.Fatalf("%dx%d %s, line %d: %d wide: %q", w, h, d.env.Theme.Name, i, got, line)
				}
			}
		}
	}
}

// A move in a chart costs the same however long the plan is.
func TestChartCostDoesNotGrow(t *testing.T) {
	cost := func(tasks int) float64 {
		d := driverOn(t, longPlan(t, tasks), "P", "T")
		d.read(198, 45)
		d.press("G k")
		d.picture(198, 45)
		step := 1
		return testing.AllocsPerRun(50, func() {
			d.p.list().table.Move(step)
			step = -step
			d.p.Draw(d.env, 198, 45, true)
		})
	}
	small, large := cost(200), cost(4000)
	if large > small*1.3+50 {
		t.Errorf("%v allocations a move with 200 tasks, %v with 4000", small, large)
	}
}

// longPlan is a plan of tasks, each waiting for the one before.
func longPlan(t testing.TB, n int) *model.Snapshot {
	t.Helper()
	e := model.NewEdit(model.NewSnapshot(model.Kinds()), moment)
	project := e.Put("P", &model.Project{Name: "Long", Method: "waterfall", Phase: "planning", Start: moment})
	var before model.ID
	for i := range n {
		x := model.Kinds().Prefix("T").New().(*model.Task)
		x.Name, x.Project, x.Order, x.Start, x.Finish = fmt.Sprintf("Task %d", i), project, i, moment+3600*24*7, moment+3600*24*9
		if before != 0 {
			x.Links = []model.TaskLink{{Predecessor: before, Type: model.FS}}
		}
		before = e.Put("T", x)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	return e.Base().With(b.Changes)
}

func BenchmarkChartMove(b *testing.B) {
	d := zoomed(b, 198, 45)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		d.p.list().table.Move(1 - 2*(i&1))
		d.p.Draw(d.env, 198, 45, true)
	}
}
