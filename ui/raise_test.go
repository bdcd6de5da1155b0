package ui_test

import (
	"strings"
	"testing"

	"tandem/model"
)

// TestRaiseInFiveKeys: an escalation about the customer, the project, the task or the order under the
// cursor takes five keys, level, impact and urgency among them, and one undo takes it back; what is one
// already takes two to another level.
func TestRaiseInFiveKeys(t *testing.T) {
	for _, x := range []struct {
		what string
		way  []string
	}{{"A", []string{"6", "G"}}, {"P", []string{"1", "g"}}, {"T", []string{"1", "g", "j"}}, {"O", []string{"9", "g"}}} {
		d := start(t, 120, 40, true)
		d.Press(x.way...)
		before := d.store.Snapshot()
		d.Press("E", "3", "1", "2", "enter")
		var made *model.Escalation
		for e := range model.Each[*model.Escalation](d.store.Snapshot(), model.EscalationPrefix) {
			if before.Get(e.ID) == nil {
				made = e
			}
		}
		if made == nil {
			t.Errorf("about %s nothing was raised:\n%s", x.what, d.Screen())
			continue
		}
		if made.Impact != 1 || made.Urgency != 2 || made.Level != 3 || made.Account == 0 || made.Opened != d.store.Now() {
			t.Errorf("about %s: impact %d, urgency %d, level %d, %s", x.what, made.Impact, made.Urgency, made.Level, made.Account)
		}
		if s := d.Screen(); !strings.Contains(s, ": made "+made.ID.String()+" ") {
			t.Errorf("about %s: the screen does not name %s as made:\n%s", x.what, made.ID, s)
		}
		if d.Press("u"); d.store.Snapshot().Get(made.ID) != nil {
			t.Errorf("about %s: not taken back", x.what)
		}
	}
	d := start(t, 120, 40, true)
	d.Press("7", "g", "E", "3")
	n := 0
	for e := range model.Each[*model.Escalation](d.store.Snapshot(), model.EscalationPrefix) {
		if e.Level == 3 && e.Open() {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d open escalations on level 3", n)
	}
}
