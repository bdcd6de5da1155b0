package browse

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// Every size, in every state, in colour and in ASCII: exact lines, always.
func TestGeometry(t *testing.T) {
	for _, th := range []*theme.Theme{theme.New("dark", true, false, false), theme.New("none", true, true, true)} {
		for _, prefix := range []string{"P", "E", "N"} {
			d := newDriver(t, prefix, "A")
			d.env.Theme = th
			d.env.Rev++
			d.p.Sync(d.env)
			for _, keys := range []string{"", "enter G", "esc / x", "enter"} {
				d.press(keys)
				sweep(t, d, th.Name+" "+prefix+" after "+keys)
			}
		}
		empty := driverOn(t, model.NewSnapshot(model.Kinds()))
		empty.env.Theme, empty.p.later = th, []string{"Deliveries", "Orders and what became of them."}
		sweep(t, empty, "a tab without kinds")
	}
}

func sweep(t *testing.T, d *driver, what string) {
	t.Helper()
	for w := 1; w <= 250; w += 1 + w/4 {
		for h := 1; h <= 60; h += 1 + h/3 {
			lines := d.p.Draw(d.env, w, h, true)
			if len(lines) != h {
				t.Fatalf("%s %dx%d: %d lines", what, w, h, len(lines))
			}
			for i, l := range lines {
				if got := ansi.StringWidth(l); got != w {
					t.Fatalf("%s %dx%d: line %d is %d wide: %q", what, w, h, i, got, l)
				}
				if d.env.Theme.ASCII {
					for _, r := range ansi.Strip(l) {
						if r > 126 && r < 0x2500 && strings.ContainsRune("▲■◆○◐‖▶▾▸●✓…↓↑←→·—€", r) {
							t.Fatalf("%s %dx%d: %q on a plain terminal: %q", what, w, h, r, l)
						}
					}
				}
			}
		}
	}
}

// Nothing of the data reaches the terminal as a command.
func TestHostileText(t *testing.T) {
	d := newDriver(t, "E", "N")
	d.edit(func(e *model.Edit) {
		e.Put("E", &model.Escalation{Title: "a\x1b[31mred\x07 \u202etxt", Account: model.NewID("A", 1), Type: "incident", Impact: 1, Urgency: 1, Level: 1, Status: "open",
			Liaison: "x\x1b]0;t\x07", Meta: model.Meta{Notes: "one\x1b[2J\ntwo"}, Events: []model.Event{{At: moment, Kind: "note", Text: "\x1b[1mbold"}}})
	})
	d.p.Show(d.env, find(t, d.env.Snap, "E", "a"), true)
	s := strings.Join(d.p.Draw(d.env, 100, 40, true), "\n")
	for _, bad := range []string{"\x1b[31m", "\x1b]", "\x1b[2J", "\x1b[1mbold", "\x07", "\u202e"} {
		if strings.Contains(s, bad) {
			t.Errorf("%q is on the screen:\n%q", bad, s)
		}
	}
}

// While nothing changes the picture is the same slice, so that its frame need not be drawn anew.
func TestSamePicture(t *testing.T) {
	for _, keys := range []string{"", "enter"} {
		d := newDriver(t, "P", "M").press(keys)
		a, b := d.p.Draw(d.env, 80, 30, true), d.p.Draw(d.env, 80, 30, true)
		if !same(a, b) {
			t.Errorf("after %q: drawn anew", keys)
		}
		d.press("j")
		if same(b, d.p.Draw(d.env, 80, 30, true)) {
			t.Errorf("after %q: j changes nothing", keys)
		}
		d.env.Theme = theme.New("light", false, false, false)
		d.env.Rev++
		d.p.Sync(d.env)
		if same(b, d.p.Draw(d.env, 80, 30, true)) {
			t.Errorf("after %q: another theme changes nothing", keys)
		}
	}
}

// What is under the cursor shows below a list that leaves the room.
func TestShortListShowsTheRecord(t *testing.T) {
	d := newDriver(t, "A")
	d.sees("A-2", "sponsor", "C-5")
	d.press("j").sees("health target", "Corvid Health")
	d.p.Previewed(true)
	d.lacks("health target")
	d.p.Previewed(false)
	d.press("/").lacks("health target")
	if p := newDriver(t, "P"); strings.Contains(p.screen(100, 40), "objectives") {
		t.Error("a long list has a record below it")
	}
	d.press("esc")
	if strings.Contains(d.screen(100, 9), "health target") {
		t.Error("a low pane has a record below its list")
	}
	d.edit(func(e *model.Edit) { _ = e.Set(model.NewID("A", 3), "health_target", "55") })
	d.sees("55")
}

func TestHeadlines(t *testing.T) {
	d := newDriver(t, "P").on("P-1")
	d.sees("Warehouse rollout", "reported amber", "target", "open", "late", "waterfall")
	a := newDriver(t, "E").on("E-1")
	a.sees("Northwind Logistics", "€1.5M a year", "strategic", "renews", "promises kept", "escalations")
	a.env.Theme = theme.New("none", true, true, true)
	a.env.Rev++
	a.p.Sync(a.env)
	a.sees("EUR 1.5M a year")
	a.on("E-5")
	s := a.sees("Brightside Retail").screen(100, 40)
	if strings.Contains(s, "1 escalations") {
		t.Errorf("one of many:\n%s", s)
	}
	if a.p.headline(a.env, 30, 40) != nil || a.p.headline(a.env, 100, 9) != nil {
		t.Error("a headline where there is no room")
	}
	if a.p.projectLines(a.env, model.NewID("P", 99), 80) != nil || accountLines(a.env, model.NewID("A", 99), 80) != nil {
		t.Error("a headline of nothing")
	}
}

// The other pane's selection leads the cursor to what belongs to the same customer or project.
func TestFollow(t *testing.T) {
	for _, x := range []struct{ pane, id, want string }{
		{"P", "A-1", "P-1"}, {"P", "E-5", "P-3"}, {"P", "P-4", "P-4"}, {"A", "P-2", "A-2"}, {"A", "T-1", "A-1"}, {"A", "T-150", "A-3"}, {"M", "A-2", ""}, {"R", "P-3", ""}, {"CL", "A-3", ""}, {"E", "T-1", ""},
	} {
		d := newDriver(t, x.pane).press("G")
		id, _ := model.ParseID(x.id)
		d.p.Follow(d.env, id)
		got := d.p.Selected()
		wantA, wantP := belongs(d.env.Snap, id)
		a, p := belongs(d.env.Snap, got)
		if x.want != "" && got.String() != x.want && !(x.pane == "P" && a == wantA && wantP == 0) {
			t.Errorf("%s follows %s to %s, want %s", x.pane, x.id, got, x.want)
		}
		if a != wantA || x.pane == "R" && p != wantP {
			t.Errorf("%s follows %s to %s of another customer", x.pane, x.id, got)
		}
	}
}

func TestFollowLeavesAlone(t *testing.T) {
	d := newDriver(t, "M")
	on := d.p.Selected()
	a, _ := belongs(d.env.Snap, on)
	d.press("j j")
	for range 8 { // to another promise of the same customer
		if x, _ := belongs(d.env.Snap, d.p.Selected()); x == a {
			break
		}
		d.press("j")
	}
	on = d.p.Selected()
	a, _ = belongs(d.env.Snap, on)
	d.p.Follow(d.env, a)
	if d.p.Selected() != on {
		t.Error("the cursor moves although it is on the same customer")
	}
	other := model.NewID("A", 1)
	if a == other {
		other = model.NewID("A", 2)
	}
	d.press("/")
	d.p.Follow(d.env, other)
	d.press("esc enter")
	d.p.Follow(d.env, other)
	if d.p.Selected() != on {
		t.Error("the cursor moves while somebody types or reads")
	}
	d.press("esc")
	d.p.Follow(d.env, other)
	if x, _ := belongs(d.env.Snap, d.p.Selected()); x != other {
		t.Error("the cursor does not follow")
	}
	d.press("j")
	on = d.p.Selected()
	d.p.Follow(d.env, other)
	if d.p.Selected() != on {
		t.Error("the same lead twice moves the cursor")
	}
	d.p.Follow(d.env, model.NewID("H", 1)) // belongs to nobody
}

// In the outline the project that is led to comes to the top, with its tasks below it.
func TestFollowRaises(t *testing.T) {
	d := newDriver(t, "P")
	d.screen(80, 30)
	d.p.Follow(d.env, model.NewID("P", 1))
	lines := strings.Split(d.screen(80, 30), "\n")
	if !strings.Contains(lines[4], "Warehouse rollout") {
		t.Errorf("the project is not on top:\n%s", strings.Join(lines, "\n"))
	}
}

func TestMouse(t *testing.T) {
	d := newDriver(t, "E")
	d.screen(100, 40)
	head := len(d.p.drawn.head)
	d.do(d.p.Click(d.env, 5, head+3, false))
	if d.p.list().table.Cursor() != 2 || d.picks != d.p.Selected() {
		t.Errorf("a click goes to row %d", d.p.list().table.Cursor())
	}
	sort := d.p.list().sort
	d.do(d.p.Click(d.env, 4, head, false))
	if d.p.list().sort != "title" {
		t.Errorf("a click on the heading sorts by %s", d.p.list().sort)
	}
	d.do(d.p.Click(d.env, 4, head, false))
	if d.p.list().sort != "-title" || sort == "title" {
		t.Errorf("another click sorts by %s", d.p.list().sort)
	}
	d.do(d.p.Click(d.env, 5, 39, false)) // below the rows
	d.p.list().sortBy(d.env, 99)
	on := d.p.list().table.Cursor()
	d.do(d.p.Wheel(d.env, 5, 5, 3))
	if d.p.list().table.Cursor() != on+3 {
		t.Errorf("the wheel goes to row %d", d.p.list().table.Cursor())
	}
	d.do(d.p.Click(d.env, 5, head+1, true))
	if d.p.top() == nil {
		t.Fatal("a double click opens nothing")
	}
	d.screen(100, 12)
	d.do(d.p.Wheel(d.env, 5, 5, 2))
	if d.p.top().top != 2 {
		t.Errorf("the wheel scrolls a record to %d", d.p.top().top)
	}
	d.toLink()
	d.screen(100, 12)
	row := d.p.top().stops[d.p.top().at] - d.p.top().top
	d.do(d.p.Click(d.env, 5, row, false))
	want := d.p.top().Target()
	d.do(d.p.Click(d.env, 5, row, true))
	if d.p.Selected() != want || want == 0 {
		t.Errorf("a double click on a link opens %s, want %s", d.p.Selected(), want)
	}
	d.do(d.p.Click(d.env, 5, 0, true)) // leads nowhere
}

func TestMoves(t *testing.T) {
	d := newDriver(t, "P")
	d.screen(100, 30)
	n := d.p.list().rows.Len()
	for _, x := range []struct {
		keys string
		want int
	}{{"j j down", 3}, {"k up", 1}, {"G", n - 1}, {"g", 0}, {"end", n - 1}, {"home", 0}} {
		if d.press(x.keys); d.p.list().table.Cursor() != x.want || d.picks != d.p.Selected() {
			t.Errorf("%s: row %d, want %d", x.keys, d.p.list().table.Cursor(), x.want)
		}
	}
	if d.press("pgdown"); d.p.list().table.Cursor() < 20 {
		t.Errorf("a page goes to %d", d.p.list().table.Cursor())
	}
	if d.press("ctrl+d ctrl+u pgup"); d.p.list().table.Cursor() != 0 {
		t.Errorf("back to %d", d.p.list().table.Cursor())
	}
}

// A new minute and a new snapshot bring what depends on them up to date.
func TestSync(t *testing.T) {
	d := newDriver(t, "P", "M")
	n := d.p.list().rows.Len()
	d.edit(func(e *model.Edit) {
		e.Put("T", &model.Task{Name: "A new one", Project: model.NewID("P", 1), Constraint: "ASAP", Type: "fixed units"})
	})
	if d.p.list().rows.Len() != n+1 {
		t.Error("a new task does not show")
	}
	d.press("}").p.SetQuery(d.env, "due<today state:open")
	late := d.p.list().rows.Len()
	d.env.Now = d.env.Now.Add(60 * 24 * time.Hour)
	d.env.Rev++
	d.p.Sync(d.env)
	if d.p.list().rows.Len() <= late {
		t.Error("two months later no more promises are late")
	}
	if s := d.p.Scopes(); len(s) != 1 || s[0].Name != "browse" {
		t.Errorf("scopes %v", s)
	}
	if d.p.Handle(d.env, act.Result{Action: "nobody.knows"}) != nil {
		t.Error("an unknown action does something")
	}
}

var _ pane.Overlay = (*Sheet)(nil)
