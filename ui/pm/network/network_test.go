package network

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/act"
	"tandem/ui/pane"
	"tandem/ui/uitest"
)

var (
	moment  = uitest.Moment
	project = model.NewID(model.ProjectPrefix, 1)
)

type desk = *uitest.Desk[*Pane]

// page is the pane over a plan: a leads to b and c, both to d; c has float.
func page(t testing.TB, tasks bool) desk {
	t.Helper()
	e := model.NewEdit(model.NewSnapshot(model.Kinds()), moment)
	e.Put(model.ProjectPrefix, &model.Project{Name: "Plan", Method: "waterfall", Phase: "executing", Start: moment})
	put := func(name string, days int64, after ...model.TaskLink) {
		x := model.Kinds().Prefix(model.TaskPrefix).New().(*model.Task)
		x.Name, x.Project, x.Duration, x.Links = name, project, date.Span{N: days * 8 * 3600, Unit: date.Days}, after
		e.Put(model.TaskPrefix, x)
	}
	id := func(n uint64) model.TaskLink { return model.TaskLink{Predecessor: model.NewID("T", n), Type: model.FS} }
	if tasks {
		put("Dig 日本語\x1b[31m", 5)
		put("Build", 10, id(1))
		put("Paint", 2, model.TaskLink{Predecessor: model.NewID("T", 1), Type: model.SS, Lag: date.Span{N: 8 * 3600, Unit: date.Days}})
		put("Move in", 1, id(2), id(3))
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	return uitest.DeskOn(t, New(), e.Base().With(b.Changes), project, func(d desk) { d.W, d.H = 120, 30 })
}

// do does actions, each followed by a look.
func do(d desk, names ...act.Name) (e pane.Effect) {
	d.T.Helper()
	for _, n := range names {
		e = d.Act(n)
		d.P.Draw(d.Env, 100, 30, true)
	}
	return e
}

// TestGeometry: exact at any size, large boxes and small, with tasks and without.
func TestGeometry(t *testing.T) {
	for _, tasks := range []bool{false, true} {
		d := page(t, tasks)
		for _, n := range []act.Name{"move.top", "network.more", "scale.out", "network.more"} {
			do(d, n)
			uitest.Exact(d, uitest.Steps(7), []int{0, 1, 3, 6, 12, 24, 50}, nil, uitest.Clean, uitest.Plain("日本語"))
		}
	}
}

// TestShows: the critical path first, then more; and below it what the task waits for.
func TestShows(t *testing.T) {
	d := page(t, true)
	d.Sees("critical path", "3 tasks", "T-1 Dig", "T-2 Build", "T-4 Move in", "float 0 d", "━", "early start", "leads to T-2")
	if strings.Contains(d.Screen(120, 30), "Paint") {
		t.Error("a task with float is on the critical path")
	}
	do(d, "network.more", "network.more")
	if s := d.Screen(120, 30); !strings.Contains(s, "all tasks") || !strings.Contains(s, "T-3 Paint") || !strings.Contains(s, "T-3 SS+1d") {
		t.Errorf("\n%s", s)
	}
	do(d, "scale.out")
	if s := d.Screen(120, 30); strings.Contains(s, "early start") || !d.P.small {
		t.Errorf("\n%s", s)
	}
	empty := page(t, false)
	if s := empty.Screen(120, 30); !strings.Contains(s, "no tasks yet") {
		t.Errorf("\n%s", s)
	}
}

// TestWide: where the network leaves room its boxes take it and no name is cut; where it does not
// they are as wide as usual, whatever was drawn before.
func TestWide(t *testing.T) {
	d := page(t, true)
	long := "Agree the interface with the carrier"
	e := model.NewEdit(d.Env.Snap, moment)
	if err := model.Update(e, model.NewID(model.TaskPrefix, 2), func(x *model.Task) error { x.Name = long; return nil }); err != nil {
		t.Fatal(err)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	d.Take(b)
	for _, x := range []struct {
		w    int
		wide int
		text string
	}{{160, 42, "T-2 " + long}, {90, 28, "T-2 Agree the interface w…"}, {130, 41, "T-2 Agree the interface with the carri…"}, {240, 42, "T-2 " + long}} {
		got := ansi.Strip(strings.Join(d.P.Draw(d.Env, x.w, 30, true), "\n"))
		if !strings.Contains(got, x.text) || d.P.known.wide != x.wide {
			t.Errorf("at %d cells: boxes of %d, want %d with %q\n%s", x.w, d.P.known.wide, x.wide, x.text, got)
		}
	}
}

// TestWideChain: a network that fits no page has boxes wide enough for usual names on a wide one, and the usual
// ones where several would not stand beside one another; a coarser one keeps its small boxes.
func TestWideChain(t *testing.T) {
	d := page(t, true)
	e := model.NewEdit(d.Env.Snap, moment)
	for n := range uint64(9) {
		x := model.Kinds().Prefix(model.TaskPrefix).New().(*model.Task)
		x.Name, x.Project, x.Duration = "Agree the interface, step one", project, date.Span{N: 8 * 3600, Unit: date.Days}
		x.Links = []model.TaskLink{{Predecessor: model.NewID("T", n+4), Type: model.FS}}
		e.Put(model.TaskPrefix, x)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	d.Take(b)
	for _, x := range []struct{ w, wide int }{{200, 36}, {160, 32}, {120, 28}, {80, 28}} {
		got := ansi.Strip(strings.Join(d.P.Draw(d.Env, x.w, 40, true), "\n"))
		if d.P.known.wide != x.wide || x.w == 200 && strings.Contains(got, "…") {
			t.Errorf("at %d cells: boxes of %d, want %d\n%s", x.w, d.P.known.wide, x.wide, got)
		}
	}
	d.P.size(true)
	d.Settle()
	if d.P.Draw(d.Env, 200, 40, true); d.P.known.wide != smallBox {
		t.Errorf("small boxes are %d wide", d.P.known.wide)
	}
}

// TestEdges: the rules say how many boxes lie outside, and nothing where all are in sight.
func TestEdges(t *testing.T) {
	d := page(t, true)
	if s := d.Screen(120, 36); strings.Contains(s, " more ") {
		t.Errorf("all three are in sight:\n%s", s)
	}
	do(d, "move.top")
	if s := d.Screen(40, 20); !strings.Contains(s, " 2 more to the right ") && !strings.Contains(s, " 1 more to the right ") {
		t.Errorf("at the left end:\n%s", s)
	}
	do(d, "move.bottom")
	if s := d.Screen(40, 20); !strings.Contains(s, " more to the left ") || strings.Contains(s, "to the right") {
		t.Errorf("at the right end:\n%s", s)
	}
	for w := range 90 {
		top := d.P.rule(w, " 3 more to the left ", " 12 more above ", " 9 more to the right ")
		if n := ansi.StringWidth(top); n != w {
			t.Errorf("%d cells, want %d", n, w)
		}
	}
}

// TestFollow: the cursor goes along the links and opens what it is on.
func TestFollow(t *testing.T) {
	d := page(t, true)
	do(d, "network.more", "network.more", "move.top")
	if d.P.Selected() != model.NewID("T", 1) {
		t.Fatalf("on %s", d.P.Selected())
	}
	do(d, "move.right")
	mid := d.P.Selected()
	if mid != model.NewID("T", 2) && mid != model.NewID("T", 3) {
		t.Fatalf("on %s", mid)
	}
	do(d, "move.up", "move.down")
	if d.P.Selected() == model.NewID("T", 1) {
		t.Errorf("down from the upper of two leads to %s", d.P.Selected())
	}
	do(d, "move.right")
	if d.P.Selected() != model.NewID("T", 4) {
		t.Errorf("on %s", d.P.Selected())
	}
	do(d, "move.right")
	if d.P.Selected() != model.NewID("T", 4) {
		t.Error("the last leads on")
	}
	do(d, "move.left")
	if e, ok := do(d, "record.open").(pane.Go); !ok || e.Page.ID != d.P.Selected() {
		t.Errorf("%v", e)
	}
	here, _ := d.P.Here()
	if here.Open != project || here.ID != d.P.Selected() {
		t.Errorf("%+v", here)
	}
}

// TestMouse: a click selects, a drag and the wheel move the picture.
func TestMouse(t *testing.T) {
	d := page(t, true)
	d.P.Draw(d.Env, 40, 12, true)
	x, y, _, _ := d.P.known.net.Of(2)
	d.P.x, d.P.y, d.P.free = 0, 0, true
	d.P.pan(x, 0)
	d.P.Draw(d.Env, 40, 12, true)
	d.P.Click(d.Env, x-d.P.x+2, y-d.P.y+above+1, false)
	if d.P.Selected() != model.NewID("T", 4) {
		t.Errorf("on %s", d.P.Selected())
	}
	if _, ok := d.P.Click(d.Env, x-d.P.x+2, y-d.P.y+above+1, true).(pane.Go); !ok {
		t.Error("twice does not open")
	}
	was := d.P.x
	d.P.Drag(d.Env, x-d.P.x+12, y-d.P.y+above+1, false)
	if d.P.x >= was {
		t.Errorf("dragged to %d from %d", d.P.x, was)
	}
	d.P.Slide(d.Env, 0, 0, -99)
	d.P.Wheel(d.Env, 0, 0, 99)
	if d.P.x != 0 || d.P.y != d.P.known.net.H-d.P.h && d.P.known.net.H > d.P.h {
		t.Errorf("at %d,%d", d.P.x, d.P.y)
	}
	d.P.Draw(d.Env, 300, 100, true)
	if d.P.x >= 0 || d.P.y >= 0 {
		t.Errorf("a net with room around it stands at %d,%d", d.P.x, d.P.y)
	}
}
