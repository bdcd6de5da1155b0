package browse

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/clock"
	"tandem/ui/theme"
)

// TestClocksOnTheRecord: the four bars stand on an escalation, with what is left and why.
func TestClocksOnTheRecord(t *testing.T) {
	d := open(t, "E-1").sees("first response", "next reply owed", "next update", "resolution", "min left", "= today", "waited so far", "vendor 1 h 15", "severity 1")
	s := d.screen(120, 60)
	if !strings.Contains(s, "▇") || !strings.Contains(s, "▁") {
		t.Error("no bars:\n", s)
	}
	for _, line := range strings.Split(s, "\n") {
		if strings.Contains(line, "clock_") || strings.Contains(line, "clock due") {
			t.Errorf("the fields of the list show besides the bars: %q", line)
		}
	}
	x := open(t, "E-1")
	x.env.Theme = theme.New("none", true, true, true)
	if s := x.screen(100, 40); strings.ContainsAny(s, "▇▁") {
		t.Error("bars are not ASCII:\n", s)
	}
}

// TestContactMovesTheClocks: our word answers and starts the time to the next update.
func TestContactMovesTheClocks(t *testing.T) {
	d := open(t, "E-1")
	id := model.NewID("E", 1)
	standing := func() *clock.Clocks {
		e, ok := model.Find[*model.Escalation](d.env.Snap, id)
		if !ok {
			t.Fatal("no escalation")
		}
		return d.env.Ctx().Clocks(e)
	}
	if !standing().All[clock.Reply].Going() {
		t.Fatal("nothing to answer")
	}
	d.edit(func(e *model.Edit) {
		if err := e.LogContact(id, "out", "on the way"); err != nil {
			t.Fatal(err)
		}
	})
	if x := standing(); x.All[clock.Reply].Going() || x.All[clock.Update].Start != d.env.Now {
		t.Errorf("reply %s, update since %d", x.All[clock.Reply].State, x.All[clock.Update].Start)
	}
}

// TestWhyOfClocks: the equals sign shows the spans of each clock.
func TestWhyOfClocks(t *testing.T) {
	d := open(t, "E-1").press("=")
	lines := strings.Join(clockLines(d.env.Ctx(), d.env.Snap.Get(model.NewID("E", 1)).(*model.Escalation)), "\n")
	for _, want := range []string{"first response: met", "resolution: running, 4 h 20 left = today", "waited so far: vendor"} {
		if !strings.Contains(lines, want) {
			t.Errorf("no %q in\n%s", want, lines)
		}
	}
}
