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

// TestClocksWhereItIsNarrow: the due time of a clock is whole in a preview, beside a shorter bar, and the
// heading says how severe an escalation is, if not how that comes about.
func TestClocksWhereItIsNarrow(t *testing.T) {
	d := open(t, "E-1")
	e := d.env.Snap.Get(model.NewID("E", 1)).(*model.Escalation)
	k := &d.env.Ctx().Clocks(e).All[clock.Resolution]
	due := d.env.Ctx().ClockTime(k.Due, k.Hours().Location())
	for _, w := range []int{48, 58, 80, 120} {
		lines := strings.Join(NewPreview(d.env, e.ID).Draw(d.env, w, 40, false), "\n")
		for _, want := range []string{"▇", due, "severity 1"} {
			if !strings.Contains(lines, want) {
				t.Errorf("%d wide: no %q in\n%s", w, want, lines)
			}
		}
		if full := strings.Contains(lines, "impact 1 + urgency 1 - 1 = severity 1"); full != (w >= 120) {
			t.Errorf("%d wide: the sum of the severity shows: %v", w, full)
		}
	}
}
