package browse

import (
	"strings"
	"testing"
	"time"

	"tandem/model"
	"tandem/model/clock"
	"tandem/model/date"
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

// A record with both dates of our next word says which of them counts: the customer was told one, the
// agreement asks for the other.
func TestToldUpdateSaysWhichCounts(t *testing.T) {
	d := newDriver(t, "E")
	id := find(t, d.env.Snap, "E", "Label printer offline")
	c := d.env.Ctx()
	e, _ := model.Find[*model.Escalation](d.env.Snap, id)
	due, _ := c.UpdateDue(e)
	tell := func(at date.Instant) string {
		d.edit(func(e *model.Edit) {
			_ = model.Update(e, id, func(x *model.Escalation) error { x.NextUpdate = at; return nil })
		})
		d.on(id.String()).press("enter")
		defer d.press("esc")
		return d.screen(140, 60)
	}
	d.has(tell(due.Add(30*time.Hour)), "update told", "but the agreement asks for", "which counts")
	if s := tell(due.Add(-10 * time.Minute)); !strings.Contains(s, ", which counts") || strings.Contains(s, "agreement asks") {
		t.Errorf("the sooner one was told:\n%s", s)
	}
	if _, out := e.LastWords(); out == 0 {
		t.Fatal("nobody spoke in the sample")
	} else if s := tell(out.Add(-time.Hour)); !strings.Contains(s, "past, for we have spoken since") {
		t.Errorf("what was told is void:\n%s", s)
	}
}
