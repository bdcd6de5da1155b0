package browse

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/act"
	"tandem/ui/dialog"
	"tandem/ui/form"
	"tandem/ui/pane"
)

// planOf is a workspace of one project with a summary and four tasks in a row under it, each two
// days long, from Monday 23 November.
func planOf(t testing.TB) *driver {
	t.Helper()
	e := model.NewEdit(model.NewSnapshot(model.Kinds()), moment)
	cal := model.Kinds().Prefix(model.CalendarPrefix).New().(*model.Calendar)
	cal.Name, cal.Zone = "Office", "UTC"
	office := e.Put(model.CalendarPrefix, cal)
	p := model.Kinds().Prefix(model.ProjectPrefix).New().(*model.Project)
	p.Name, p.Calendar, p.Start = "Harbour crane", office, date.YMD(2026, 11, 23).At(8, 0, nil)
	project := e.Put(model.ProjectPrefix, p)
	add := func(name string, parent, after model.ID) model.ID {
		x := model.Kinds().Prefix(model.TaskPrefix).New().(*model.Task)
		x.Name, x.Project, x.Parent, x.Order = name, project, parent, int(e.Base().Last("T"))+10
		x.Duration = date.Span{N: 2 * 8 * 3600, Unit: date.Days}
		if after != 0 {
			x.Links = []model.TaskLink{{Predecessor: after, Type: model.FS}}
		}
		id := e.Put(model.TaskPrefix, x)
		_ = model.Update(e, id, func(t *model.Task) error { t.Order = int(id.Num()); return nil })
		return id
	}
	phase := add("Phase", 0, 0)
	last := model.ID(0)
	for _, name := range []string{"Dig", "Pour", "Mount", "Test"} {
		last = add(name, phase, last)
	}
	b, err := e.Settled()
	if err != nil {
		t.Fatal(err)
	}
	return driverOn(t, e.Base().With(b.Changes), "P", "T")
}

// rowsOf is the outline as the pane lists it, by name, two blanks a level.
func (d *driver) rowsOf() string {
	out := ""
	l := d.p.list()
	for i, id := range l.rows.ids {
		out += fmt.Sprintf("%s%s\n", strings.Repeat(" ", int(l.rows.depth[i])), d.env.Ctx().NameOf(id))
	}
	return out
}

func (d *driver) outline(want string) *driver {
	d.t.Helper()
	if got := d.rowsOf(); got != want {
		d.t.Fatalf("the outline is\n%s\nwant\n%s", got, want)
	}
	return d
}

func (d *driver) task(name string) *model.Task {
	d.t.Helper()
	for t := range model.Each[*model.Task](d.env.Snap, model.TaskPrefix) {
		if t.Name == name {
			return t
		}
	}
	d.t.Fatalf("no task %s in\n%s", name, d.rowsOf())
	return nil
}

func (d *driver) goes(name string) *driver {
	d.t.Helper()
	if !d.p.list().reveal(d.env, d.task(name).ID) {
		d.t.Fatalf("%s is not in the list", name)
	}
	return d
}

// dates is start and finish of a task, "Mon 23 > Tue 24".
func (d *driver) dates(name string) string {
	d.t.Helper()
	x := d.task(name)
	return x.Start.In(nil).Format("Mon 2") + " > " + x.Finish.In(nil).Format("Mon 2")
}

func (d *driver) bytes() []byte {
	var b []byte
	for _, k := range d.env.Snap.Schema().Kinds {
		for r := range d.env.Snap.All(k.Prefix) {
			b = k.Append(b, r)
		}
	}
	return b
}

const fresh = "Harbour crane\n Phase\n  Dig\n  Pour\n  Mount\n  Test\n"

// n and a name, enter, the next name: the outliner's manner. tab goes deeper, shift+tab out.
func TestNamingTasks(t *testing.T) {
	d := planOf(t).outline(fresh).goes("Pour")
	d.press("n").types("Cure").press("enter").types("Strip").press("tab").types("ped").press("enter")
	d.types("Cleaned").press("shift+tab enter").sees("Cleaned")
	d.press("enter").outline("Harbour crane\n Phase\n  Dig\n  Pour\n  Cure\n   Stripped\n  Cleaned\n  Mount\n  Test\n")
	if d.p.adding != nil {
		t.Error("an empty name does not end it")
	}
	if got := d.p.Selected(); got != d.task("Cleaned").ID {
		t.Errorf("the cursor is on %s", got)
	}
	d.goes("Phase").press("N").types("Handed over").press("enter esc").goes("Dig").press("alt+n").types("Survey").press("enter esc")
	d.outline("Harbour crane\n Phase\n  Survey\n  Dig\n  Pour\n  Cure\n   Stripped\n  Cleaned\n  Mount\n  Test\n  Handed over\n")
	d.press("g N").types("Close").press("enter esc")
	if x := d.task("Close"); x.Parent != 0 || x.Start == 0 {
		t.Errorf("the first level: parent %s, start %d", x.Parent, x.Start)
	}
	d.press("n").types("never").press("esc").lacks("never")
	for len(d.undo) > 0 {
		d.takeBack()
	}
	d.outline(fresh)
}

// ctrl+s keeps a name as enter does. One that was typed and left is told, and offered at the next new task;
// the first letter of another one takes its place.
func TestNameLeftIsOffered(t *testing.T) {
	d := planOf(t).goes("Pour").press("n").types("Cure").press("ctrl+s")
	if d.task("Cure"); d.p.adding == nil {
		t.Fatal("no line for the next one")
	}
	d.types("Strip the forms").press("esc")
	if d.p.adding != nil || !strings.Contains(d.toast, "Strip the forms") {
		t.Fatalf("left with %q", d.toast)
	}
	d.goes("Dig").press("N").sees("Strip the forms").press("enter esc")
	if x := d.task("Strip the forms"); x.Parent != d.task("Dig").ID {
		t.Errorf("it lies under %s", x.Parent)
	}
	d.press("n").types("Paint").press("esc n").types("Clean").press("enter esc n")
	d.task("Clean")
	if got := d.p.adding.line.Value(); got != "" {
		t.Errorf("offered again: %q", got)
	}
	d.types("Grease")
	d.p.endModes() // the mouse pointed elsewhere
	d.press("n").sees("Grease")
}

// While a name is typed it stands in its line, where the cursor of the terminal is, at any size.
func TestNamingLine(t *testing.T) {
	d := planOf(t).goes("Pour").press("n").types("Cure the concrete")
	for _, w := range []int{40, 58, 100, 198} {
		for _, h := range []int{5, 12, 30} {
			lines := strings.Split(d.screen(w, h), "\n")
			x, y, ok := d.p.Cursor()
			if !ok || y >= len(lines) || !strings.Contains(lines[y], "Cure the con") && w > 50 || x >= w {
				t.Errorf("%dx%d: the cursor is at %d,%d\n%s", w, h, x, y, strings.Join(lines, "\n"))
			}
			check(t, d, w, h, "naming")
		}
	}
	lines := strings.Split(d.screen(100, 30), "\n")
	at := func(s string) int {
		for i, l := range lines {
			if strings.Contains(l, s) {
				return i
			}
		}
		return -1
	}
	if p, c, m := at("Pour"), at("Cure"), at("Mount"); c != p+1 || m != c+1 {
		t.Errorf("Pour %d, Cure %d, Mount %d", p, c, m)
	}
}

// Every change of the outline by key, of several marked rows at once, is one step; the dates move
// in the same frame, and undo brings back every byte.
func TestOutlineKeys(t *testing.T) {
	for _, c := range []struct {
		name, on, keys, want string
		check                func(d *driver)
	}{
		{"unlink and indent", "Pour", "L u >", "Harbour crane\n Phase\n  Dig\n   Pour\n  Mount\n  Test\n", func(d *driver) {
			if got := d.dates("Mount"); got != "Wed 25 > Thu 26" {
				t.Errorf("Mount is at %s", got)
			}
		}},
		{"outdent", "Mount", "<", "Harbour crane\n Phase\n  Dig\n  Pour\n  Test\n Mount\n", nil},
		{"outdent what nothing waits for", "Mount", "j L u k <", "Harbour crane\n Phase\n  Dig\n  Pour\n Mount\n  Test\n", nil},
		{"down", "Dig", "J J", "Harbour crane\n Phase\n  Pour\n  Mount\n  Dig\n  Test\n", nil},
		{"two up", "Pour", "space space K", "Harbour crane\n Phase\n  Pour\n  Mount\n  Dig\n  Test\n", nil},
		{"two out", "Mount", "space space <", "Harbour crane\n Phase\n  Dig\n  Pour\n Mount\n Test\n", nil},
		{"unlink", "Mount", "L u", fresh, func(d *driver) {
			if got := d.dates("Mount"); got != "Mon 23 > Tue 24" {
				t.Errorf("Mount is at %s", got)
			}
		}},
		{"start to start", "Pour", "L s", fresh, func(d *driver) {
			if got := d.dates("Test"); got != "Fri 27 > Mon 30" || d.task("Pour").Links[0].Type != model.SS {
				t.Errorf("Test is at %s, links %v", got, d.task("Pour").Links)
			}
		}},
		{"to the marked", "Dig", "space j j L L", fresh, func(d *driver) {
			if got := d.task("Test").Links; len(got) != 2 {
				t.Errorf("Test waits for %v", got)
			}
		}},
		{"milestone", "Test", "m p", fresh, func(d *driver) {
			if !d.task("Test").Milestone {
				t.Error("no milestone")
			}
		}},
		{"deliverables", "Mount", "space space m d", fresh, func(d *driver) {
			if !d.task("Mount").Deliverable || !d.task("Test").Deliverable {
				t.Error("no deliverables")
			}
		}},
		{"split", "Pour", "m s", "Harbour crane\n Phase\n  Dig\n  Pour\n  Pour, rest\n  Mount\n  Test\n", func(d *driver) {
			if got := d.dates("Mount"); got != "Fri 27 > Mon 30" || d.task("Mount").Links[0].Predecessor != d.task("Pour, rest").ID {
				t.Errorf("Mount is at %s", got)
			}
			if d.label != "Split T-3 Pour: 1 d and 1 d" {
				t.Errorf("it is called %q", d.label)
			}
		}},
		{"merge", "Pour", "space space m g", "Harbour crane\n Phase\n  Dig\n  Pour + Mount\n  Test\n", func(d *driver) {
			if got := d.dates("Pour + Mount"); got != "Wed 25 > Mon 30" || d.task("Test").Links[0].Predecessor != d.task("Pour + Mount").ID {
				t.Errorf("it is at %s", got)
			}
		}},
		{"copy", "Phase", "m c", fresh + " Phase (copy)\n  Dig\n  Pour\n  Mount\n  Test\n", nil},
		{"out of the plan", "Pour", "m x", fresh, func(d *driver) {
			if got := d.dates("Mount"); got != "Mon 23 > Tue 24" {
				t.Errorf("Mount is at %s", got)
			}
		}},
	} {
		d := planOf(t).goes(c.on)
		d.screen(118, 30)
		before := d.bytes()
		d.press(c.keys)
		if got := d.rowsOf(); got != c.want {
			t.Errorf("%s: the outline is\n%s\nwant\n%s (%s)", c.name, got, c.want, d.toast)
		}
		if c.check != nil {
			c.check(d)
		}
		check(t, d, 118, 30, c.name)
		for len(d.undo) > 0 {
			d.takeBack()
		}
		if !bytes.Equal(before, d.bytes()) {
			t.Errorf("%s: undo does not bring back every byte", c.name)
		}
	}
}

// What cannot be done says why, and changes nothing.
func TestOutlineRefusals(t *testing.T) {
	for _, c := range []struct{ on, keys, says string }{
		{"Dig", ">", "no task above it"},
		{"Phase", "<", "at the top already"},
		{"Test", "J", "the last under"},
		{"Pour", ">", "unlink them first"},
		{"Dig", "L L", "no task above"},
		{"Dig", "L u", "waits for no other"},
		{"Dig", "m g", "Mark two or more"},
		{"Phase", "m s", "is a summary"},
		{"Phase", "/", ""},
	} {
		d := planOf(t).goes(c.on)
		was := d.bytes()
		d.press(c.keys)
		if !strings.Contains(d.toast, c.says) {
			t.Errorf("%s on %s says %q, want %q", c.keys, c.on, d.toast, c.says)
		}
		if !bytes.Equal(was, d.bytes()) {
			t.Errorf("%s on %s changed something", c.keys, c.on)
		}
	}
	d := planOf(t).goes("Test").press("space")
	d.goes("Dig").press("L L")
	if !strings.Contains(d.toast, "would wait for itself") {
		t.Errorf("a circle: %q", d.toast)
	}
	d = planOf(t).goes("Dig").press("/").types("dig").press("enter >")
	if !strings.Contains(d.toast, "filter hides") {
		t.Errorf("under a filter: %q", d.toast)
	}
	if d = planOf(t).press("s >"); !strings.Contains(d.toast, "order of the outline") {
		t.Errorf("sorted: %q", d.toast)
	}
	if d = planOf(t).press("g L"); !strings.Contains(d.toast, "go to a task") {
		t.Errorf("on a project: %q", d.toast)
	}
}

// A lag is typed as people say it, and what it means stands below while it is typed.
func TestLinkWithALag(t *testing.T) {
	d := planOf(t).goes("Pour").press("L l")
	ask, ok := d.opens.(*dialog.AskView)
	if !ok {
		t.Fatalf("it opens %T", d.opens)
	}
	ask.Paste(d.env, "FS +3d")
	if s := strings.Join(ask.Draw(d.env, 70, 4, true), "\n"); !strings.Contains(s, "3 d later") {
		t.Errorf("it says\n%s", s)
	}
	d.do(ask.Handle(d.env, actRun("palette.run")))
	if got := d.dates("Pour"); got != "Mon 30 > Tue 1" {
		t.Errorf("Pour is at %s", got)
	}
}

// A recurring task is asked for in words and becomes a summary with its occurrences.
func TestSeries(t *testing.T) {
	d := planOf(t).goes("Test").press("m r")
	ask, ok := d.opens.(*dialog.AskView)
	if !ok {
		t.Fatalf("it opens %T", d.opens)
	}
	ask.Paste(d.env, "weekly wed 3 times")
	d.do(ask.Handle(d.env, actRun("palette.run")))
	d.sees("Test 1", "Test 2", "Test 3")
	if got := d.dates("Test 2"); got != "Wed 9 > Thu 10" {
		t.Errorf("the second is at %s", got)
	}
	d.takeBack()
	d.outline(fresh)
}

// A opens the people of all marked tasks.
func TestAssign(t *testing.T) {
	d := planOf(t).goes("Dig").press("space space A")
	if _, ok := d.opens.(*form.Cell); !ok && d.opens == nil {
		t.Errorf("it opens %T", d.opens)
	}
}

// What would move shows before it is accepted, and esc leaves all as it was.
func TestGhost(t *testing.T) {
	d := planOf(t).goes("Pour")
	was := d.bytes()
	d.screen(118, 30)
	d.press("W + + right")
	s := d.screen(118, 30)
	d.has(s, "What if", "Pour", "2 d longer, 1 d later", "+3 d", "3 tasks move")
	if !bytes.Equal(was, d.bytes()) {
		t.Fatal("something was stored before it was accepted")
	}
	d.press("left left left")
	d.has(d.screen(118, 30), "cannot start earlier")
	d.press("esc")
	if s := d.screen(118, 30); strings.Contains(s, "What if") || !bytes.Equal(was, d.bytes()) {
		t.Errorf("esc leaves\n%s", s)
	}
	d.press("W L enter")
	if got := d.dates("Pour"); got != "Wed 25 > Thu 3" || d.p.ghost != nil {
		t.Errorf("Pour is at %s", got)
	}
	if got := d.dates("Test"); got != "Tue 8 > Wed 9" {
		t.Errorf("Test is at %s", got)
	}
	if d.takeBack(); !bytes.Equal(was, d.bytes()) {
		t.Error("one undo does not bring back every byte")
	}
	d.press("W h h h")
	d.has(d.screen(118, 30), "cannot be shorter than nothing")
	for _, w := range []int{1, 20, 58, 80, 200} {
		check(t, d, w, 24, "ghost")
	}
}

// The chain from a date back to its cause is told and lit up; enter opens a link of it.
func TestChain(t *testing.T) {
	d := planOf(t).goes("Test")
	d.screen(118, 30)
	d.press("=")
	s := d.screen(118, 30)
	d.has(s, "Why "+d.task("Test").ID.String(), "4 steps", "starts when Mount", "starts with the project")
	d.press("j j")
	if got := d.p.Selected(); got != d.task("Pour").ID {
		t.Errorf("the cursor is on %s", got)
	}
	for _, w := range []int{1, 30, 58, 80, 200} {
		for _, h := range []int{1, 6, 24} {
			check(t, d, w, h, "chain")
		}
	}
	d.press("enter")
	if d.p.top() == nil || d.p.top().id != d.task("Pour").ID {
		t.Error("enter does not open the link of the chain")
	}
	d.press("esc").has(d.screen(118, 30), "4 steps")
	d.press("=")
	if d.opens == nil {
		t.Error("= once more shows no values")
	}
	d.press("esc")
	if s := d.screen(118, 30); strings.Contains(s, "4 steps") {
		t.Errorf("esc leaves\n%s", s)
	}
}

func actRun(n act.Name) act.Result { return act.Result{Kind: act.Run, Action: n, Scope: "palette"} }

// A new task of a plan that lies in the past begins with the project and has no constraint, so that
// it follows what it is linked to later.
func TestNewTaskOfAnOldPlan(t *testing.T) {
	d := planOf(t)
	e := model.NewEdit(d.env.Snap, d.env.Now)
	if err := e.Set(model.NewID("P", 1), "start", "12 jan 2004"); err != nil {
		t.Fatal(err)
	}
	b, err := e.Settled()
	if err != nil {
		t.Fatal(err)
	}
	d = driverOn(t, e.Base().With(b.Changes), "P", "T").goes("Test").press("n").types("Cure").press("enter esc")
	for rec := range d.env.Snap.All("T") {
		x := rec.(*model.Task)
		if x.Name == "Cure" {
			if x.Constraint != "" && x.Constraint != "ASAP" || x.ConstraintDate != 0 || x.Start.Day(nil) != date.YMD(2004, 1, 12) {
				t.Errorf("constraint %q, starts %s", x.Constraint, x.Start.In(nil))
			}
			return
		}
	}
	t.Error("no task was made")
}

// One of a plan that has begun starts today at the earliest, and the name of the step says so; under
// the key for what is under a task too.
func TestNewTaskOfARunningPlan(t *testing.T) {
	for _, key := range []string{"n", "N"} {
		d := planOf(t)
		e := model.NewEdit(d.env.Snap, d.env.Now)
		for field, v := range map[string]string{"start": "12 jan 2026", "phase": "executing"} {
			if err := e.Set(model.NewID("P", 1), field, v); err != nil {
				t.Fatal(err)
			}
		}
		b, err := e.Settled()
		if err != nil {
			t.Fatal(err)
		}
		d = driverOn(t, e.Base().With(b.Changes), "P", "T").goes("Dig").press(key).types("Cure").press("enter esc")
		x := d.task("Cure")
		if today := d.env.Now.Day(nil); x.Constraint != "SNET" || x.Start.Day(nil) < today || x.Start.Day(nil) > today+3 {
			t.Errorf("%s: constraint %q, starts %s, today is %s", key, x.Constraint, x.Start.In(nil), today)
		}
		if why := d.env.Snap.Schedule(x.Project).Why(d.env.Ctx(), x.ID); len(why) != 1 || !strings.Contains(why[0].Words, "must not start before") {
			t.Errorf("%s: %+v", key, why)
		}
	}
}

// The entry on a value of a task begins with its length, that of a summary, whose length follows,
// with its name.
func TestFirstValueOfATask(t *testing.T) {
	for name, want := range map[string]string{"Pour": "duration", "Phase": "name"} {
		d := planOf(t).goes(name).press("i")
		cell, ok := d.opens.(*form.Cell)
		if !ok {
			t.Fatalf("%s opens %T", name, d.opens)
		}
		if got := cell.Title(d.env); !strings.Contains(strings.ToLower(got), want) {
			t.Errorf("%s: %q, want %s", name, got, want)
		}
	}
}

// TestMakeOfNoTask: where the cursor left the tasks between the two keys of a verb, nothing is made of anything.
func TestMakeOfNoTask(t *testing.T) {
	d := planOf(t).press("g") // on the project
	before := d.env.Snap
	for _, key := range strings.Fields("s g c r n p d h x") {
		if _, ok := d.p.Handle(d.env, act.Result{Action: "outline.make", Arg: key}).(pane.Toast); !ok {
			t.Errorf("m %s on a project is not refused", key)
		}
	}
	if d.env.Snap != before {
		t.Error("something was made")
	}
}
