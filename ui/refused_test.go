package ui_test

import (
	"slices"
	"testing"
	"time"

	"tandem/model"
	"tandem/ui"
)

// Escalating to the level that it has is refused, in a list and in triage, and what was typed ahead for it
// is not taken for anything else: 1 and 2 are tabs, and views of triage. A while later they are.
func TestRefusedVerbSwallowsItsArgument(t *testing.T) {
	now := clock
	for _, place := range []string{"list", "sheet", "triage"} {
		t.Run(place, func(t *testing.T) {
			d := start(t, 120, 36, true, func(o *ui.Options) { o.Now = func() time.Time { return now } })
			e := escalationAt(t, d.store.Snapshot(), 2)
			d.Press(":").Type(e.String()).Press("enter").Has(e.String())
			switch place {
			case "list":
				d.Press("esc", "7", "/").Type(e.String()).Press("enter")
			case "triage":
				d.Press("esc", "t", "/").Type(e.String()).Press("enter").Has("1 of ")
			}
			was := d.store.Snapshot()
			d.Press("E", "E").Has("level 2", "already")
			before := d.Lines()[:30]
			d.Press("1", "2").Has("already", "did nothing")
			if got := d.Lines()[:30]; !slices.Equal(got, before) {
				t.Errorf("the screen has changed:\n%s", d.Screen())
			}
			if d.store.Snapshot() != was {
				t.Error("something was done")
			}
			d.Press("E", "3").Has("level 3")
			if x := d.store.Snapshot().Get(e).(*model.Escalation); x.Level != 3 {
				t.Errorf("it is at level %d", x.Level)
			}
			d.Press("u", "E", "E").Has("already")
			now = now.Add(3 * time.Second)
			d.Press("1").Lacks("did nothing")
		})
	}
}

// escalationAt is an open escalation of a level.
func escalationAt(t *testing.T, s *model.Snapshot, level int) model.ID {
	t.Helper()
	for e := range model.Each[*model.Escalation](s, model.EscalationPrefix) {
		if e.Level == level && e.Open() {
			return e.ID
		}
	}
	t.Fatalf("no open escalation at level %d in the sample", level)
	return 0
}
