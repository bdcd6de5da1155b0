package dialog

import (
	"errors"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"tandem/ui/act"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// What is offered is chosen with the arrows, by a click or by typing it, and enter takes it.
func TestAskOffers(t *testing.T) {
	env := pane.Env{Theme: theme.New("dark", true, false, false)}
	took := ""
	a := Ask("Escalate", "choose or type", func(s string) (string, error) {
		if s == "9" {
			return "", errors.New("no")
		}
		return "means " + s, nil
	}, func(s string) pane.Effect { took = s; return nil }).Offering([]Choice{{Key: "11", Title: "critical, at once"}, {Key: "12", Title: "critical, soon"}, {Key: "33", Title: "low"}})
	_, h := a.Size(env, 100, 40)
	lines := strings.Split(ansi.Strip(strings.Join(a.Draw(env, 60, h, true), "\n")), "\n")
	if !strings.HasPrefix(lines[2], " 11  critical, at once") || !strings.HasPrefix(lines[4], " 33  low") || !strings.Contains(lines[5], "choose or type") {
		t.Fatalf("%q", lines)
	}
	press := func(n act.Name) { a.Handle(env, act.Result{Kind: act.Run, Action: n}) }
	for _, x := range []struct {
		do   act.Name
		want string
	}{{"move.down", "11"}, {"move.down", "12"}, {"move.up", "11"}, {"move.up", "33"}, {"move.down", "11"}} {
		press(x.do)
		if a.line.Value() != x.want {
			t.Fatalf("%s: the line is %q, not %q", x.do, a.line.Value(), x.want)
		}
	}
	a.Click(env, 5, 3, false)
	a.Paste(env, " Portal is down")
	if a.offered() != 1 {
		t.Errorf("%q is not the second", a.line.Value())
	}
	press("palette.run")
	if took != "12 Portal is down" {
		t.Errorf("took %q", took)
	}
	a.Click(env, 5, 4, true)
	if took != "33" {
		t.Errorf("a double click took %q", took)
	}
	b := Ask("x", "y", func(string) (string, error) { return "", nil }, nil)
	b.Handle(env, act.Result{Kind: act.Run, Action: "move.down"})
	if _, h := b.Size(env, 80, 24); h != 4 || b.line.Value() != "" {
		t.Error("without an offer there is one line")
	}
}
