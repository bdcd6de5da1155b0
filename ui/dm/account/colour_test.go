package account

import (
	"strings"
	"testing"

	"tandem/model"
)

// TestProjectColours: the page says that the colour is computed, and where somebody reported another, which and
// when; at 80 columns as well.
func TestProjectColours(t *testing.T) {
	for _, w := range []int{80, 120} {
		for account, want := range map[string][]string{"A-3": {"computed red, reported amber 17 Nov; ", "computed amber, reported green 16 Nov; "}} {
			d := at(t, account, w, 120)
			if w == 80 {
				d.part("projects")
			}
			s := d.Screen(w, 120)
			for _, x := range want {
				if !strings.Contains(s, x) {
					t.Errorf("%d wide: no %q in\n%s", w, x, s)
				}
			}
		}
	}
}

// TestLateWhileWaiting: a breach keeps its sign though somebody is waited for, and is counted as late.
func TestLateWhileWaiting(t *testing.T) {
	d := at(t, "A-2", 120, 60) // E-5 of the sample waits on its vendor, and its update is overdue
	e, ok := model.Find[*model.Escalation](d.Env.Snap, id(t, "E-5"))
	if !ok || e.Status != "waiting" {
		t.Fatalf("the sample has changed: %+v", e)
	}
	d.Env.Now = d.Env.Now.Add(72 * 3600e9)
	d.Env.Rev++
	d.P.Sync(d.Env)
	d.Do(d.P.Needs(d.Env, 120, 60))
	s := d.Screen(120, 60)
	line := ""
	for _, l := range strings.Split(s, "\n") {
		if strings.Contains(l, "E-5") && strings.Contains(l, "Card terminals") {
			line = l
		}
	}
	if !strings.Contains(line, "▲ Card terminals") || !strings.Contains(s, "1 late") {
		t.Errorf("%q in\n%s", line, s)
	}
}
