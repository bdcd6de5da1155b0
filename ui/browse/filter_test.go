package browse

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
)

// offered lists what is offered above the filter line.
func (d *driver) offered() string {
	var out []string
	for _, o := range d.p.offers.list {
		out = append(out, o.text)
	}
	return strings.Join(out, " ")
}

func TestCompletion(t *testing.T) {
	for _, x := range []struct{ kind, typed, first, after string }{
		{"E", "sta", "status:", "status:"},
		{"E", "status:", "status:open", "status:open "},
		{"E", "status:op", "status:open", "status:open "},
		{"E", "level:1 acc", "account:", "level:1 account:"},
		{"E", "account:nor", `account:"Northwind Logistics"`, `account:"Northwind Logistics" `},
		{"E", "-account:bri", `account:"Brightside Retail"`, `-account:"Brightside Retail" `},
		{"R", "tag:", "", ""},
		{"M", "due<", "due<today", "due<today "},
		{"A", "tag:reg", "tag:regulated", "tag:regulated "},
	} {
		d := newDriver(t, x.kind).press("/").types(x.typed)
		if x.first == "" {
			continue
		}
		if got := d.offered(); !strings.HasPrefix(got, x.first) {
			t.Errorf("%s %q is offered %q", x.kind, x.typed, got)
			continue
		}
		d.press("tab")
		if got := d.p.filter.Value(); got != x.after {
			t.Errorf("%s %q becomes %q, want %q", x.kind, x.typed, got, x.after)
		}
		if strings.HasSuffix(x.after, " ") && d.p.list().bad != nil {
			t.Errorf("%s %q: %v", x.kind, x.after, d.p.list().bad)
		}
	}
}

// Arrows pick an offer, enter takes it; without a pick they go over the list.
func TestPickAnOffer(t *testing.T) {
	d := newDriver(t, "E").press("/").types("status:")
	d.sees("status:open", "status:waiting")
	second := d.p.offers.list[1].text
	d.press("down down up down enter")
	if got := d.p.filter.Value(); got != second+" " || !d.p.typing {
		t.Errorf("took %q, want %q", got, second)
	}
	d.press("enter")
	if d.p.typing || d.p.list().bad != nil {
		t.Error("enter does not keep the filter")
	}
	d.press("/ ctrl+u")
	row := d.p.list().table.Cursor()
	d.press("down")
	if d.p.list().table.Cursor() != row+1 {
		t.Error("without offers the arrows do not go over the list")
	}
	if d.press("tab"); d.p.filter.Value() != "" {
		t.Error("tab completes nothing to something")
	}
	d.types("s").press("down up up")
	if d.p.offers.picked() {
		t.Error("up does not leave the offers")
	}
	d.press("esc")
	if strings.Contains(d.screen(100, 40), "status:") {
		t.Error("offers stay when the line is closed")
	}
	all := newDriver(t, "T").press("/").types("c")
	for range 30 {
		all.press("down")
		check(t, all, 80, 24, "offers")
	}
}

// An empty line says what the language takes; a bad filter is explained where it is bad, and the
// last good one stays.
func TestExplainedAtItsPlace(t *testing.T) {
	d := newDriver(t, "E").press("/").sees("status:open", "due<+7d", "-tag:later", "a or b")
	d.types("status:open")
	good := d.p.list().rows.Len()
	d.types(" level:x")
	l := d.p.list()
	if l.bad == nil || l.rows.Len() != good {
		t.Fatalf("%d rows, want %d; %v", l.rows.Len(), good, l.bad)
	}
	lines := strings.Split(d.screen(120, 40), "\n")
	at := strings.Index(lines[39], "^")
	if want := len(" / status:open level:"); at != want {
		t.Errorf("the sign stands at %d, want %d:\n%s\n%s", at, want, lines[38], lines[39])
	}
	if !strings.Contains(lines[39], l.bad.Error()) {
		t.Errorf("%q does not say %q", lines[39], l.bad)
	}
	// A value that goes wrong keeps the filter that was good with it.
	e := newDriver(t, "E").press("/").types("severity<=2")
	n := e.p.list().rows.Len()
	if e.types("x"); e.p.list().rows.Len() != n || e.p.list().bad == nil {
		t.Errorf("%d rows, want the %d of before", e.p.list().rows.Len(), n)
	}
	e.do(e.p.Key(e.env, tea.KeyPressMsg{Code: tea.KeyBackspace}))
	if e.p.list().bad != nil || e.p.list().rows.Len() != n {
		t.Error("mended, it is still said to be wrong")
	}
	// Where there is no room to the right of it the words stand to the left.
	far := newDriver(t, "E").press("/").types(strings.Repeat("word ", 12) + "level:abc")
	lines = strings.Split(far.screen(70, 30), "\n")
	if !strings.Contains(lines[29], " ^") && !strings.Contains(lines[29], "^ ") {
		t.Errorf("no sign in %q", lines[29])
	}
}

// Parts of the list that come from outside are put in quotes where they must be, and never
// reach the terminal as they are.
func TestOffersOfOddValues(t *testing.T) {
	d := newDriver(t, "E").edit(func(e *model.Edit) {
		id := e.Put("A", &model.Account{Name: `Odd "Q" (x), y`, Tier: "key", Status: "active"})
		for i := range uint64(3) {
			_ = e.Set(model.NewID("E", i+1), "account", id.String())
		}
	}).press("/").types("account:odd")
	if !strings.Contains(d.offered(), `account:"Odd \"Q\" (x), y"`) {
		t.Fatalf("offered %q", d.offered())
	}
	d.press("tab")
	if n := d.p.list().rows.Len(); n != 3 || d.p.list().bad != nil {
		t.Errorf("%d rows by %q (%v)", n, d.p.filter.Value(), d.p.list().bad)
	}
}

// TestCursorUnderAFilter: the cursor stays on its record as long as that passes, whatever passed while the
// filter was half typed, and goes to the first one where it does not; leaving the filter brings it back.
func TestCursorUnderAFilter(t *testing.T) {
	d := planOf(t).press("} j j j") // tasks: Phase, Dig, Pour, Mount, Test
	if d.env.Ctx().NameOf(d.p.Selected()) != "Mount" {
		t.Fatalf("on %s", d.env.Ctx().NameOf(d.p.Selected()))
	}
	on := func(want string) {
		t.Helper()
		if got := d.env.Ctx().NameOf(d.p.Selected()); got != want {
			t.Errorf("on %s, want %s", got, want)
		}
	}
	d.press("/").types("test") // t, te, tes: Mount passes t, then nothing of it
	on("Test")
	d.press("esc")
	on("Mount")
	d.press("/").types("o") // Pour, Mount
	on("Mount")
	d.press("enter")
	on("Mount")
	d.press("/ ctrl+u").types("dig or test")
	on("Dig")
	d.press("down enter")
	on("Test")
}
