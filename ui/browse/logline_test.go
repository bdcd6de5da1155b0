package browse

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"tandem/model"
	"tandem/model/clock"
	"tandem/ui/act"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// lineDriver presses keys into the line that c opened.
type lineDriver struct {
	*driver
	l    *Logline
	gone bool
}

func logOn(t *testing.T, d *driver) *lineDriver {
	t.Helper()
	d.press("c")
	l, ok := d.opens.(*Logline)
	if !ok {
		t.Fatalf("c opens %T (%s)", d.opens, d.toast)
	}
	return &lineDriver{driver: d, l: l}
}

func (d *lineDriver) press(keys string) *lineDriver {
	d.t.Helper()
	for _, key := range strings.Fields(keys) {
		r := d.disp.Press(act.Chain(d.l.Scopes()), key, "")
		switch r.Kind {
		case act.Run:
			d.does(d.l.Handle(d.env, r))
		case act.Disabled:
			d.toast = r.Reason
		}
	}
	return d
}

func (d *lineDriver) does(e pane.Effect) {
	if list, ok := e.(pane.Effects); ok {
		for _, x := range list {
			d.does(x)
		}
		return
	}
	if _, ok := e.(pane.Close); ok {
		d.gone = true
		return
	}
	d.driver.do(e)
}

func (d *lineDriver) say(s string) *lineDriver {
	for _, r := range s {
		d.does(d.l.Key(d.env, tea.KeyPressMsg{Code: r, Text: string(r)}))
	}
	return d
}

func (d *lineDriver) shows(texts ...string) *lineDriver {
	d.t.Helper()
	s := ansi.Strip(strings.Join(d.l.Draw(d.env, 96, 7, true), "\n"))
	for _, x := range texts {
		if !strings.Contains(s, x) {
			d.t.Errorf("no %q in the line:\n%s", x, s)
		}
	}
	return d
}

// TestLogInTwoKeysAndASentence: c, a sentence, enter; on any record that has a customer.
func TestLogInTwoKeysAndASentence(t *testing.T) {
	for prefix, esc := range map[string]bool{"E": true, "A": true, "C": true, "P": true, "T": false, "M": false, "N": false, "I": true, "R": false} {
		d := logOn(t, newDriver(t, prefix))
		about := d.p.Selected()
		n := d.env.Snap.Count(model.InteractionPrefix)
		d.say("on it").press("enter")
		if !d.gone || d.env.Snap.Count(model.InteractionPrefix) != n+1 {
			t.Errorf("%s: not logged (%s)", prefix, d.toast)
			continue
		}
		in, _ := model.Find[*model.Interaction](d.env.Snap, model.NewID(model.InteractionPrefix, d.env.Snap.Last(model.InteractionPrefix)))
		if in.Summary != "on it" || in.Account == 0 || in.When != d.env.Now {
			t.Errorf("%s: %+v", prefix, in)
		}
		if esc && in.Escalation == 0 && prefix == "E" {
			t.Errorf("%s: %s is not the escalation it was logged on", prefix, about)
		}
		d.driver.press("u")
		if d.env.Snap.Count(model.InteractionPrefix) != n {
			t.Errorf("%s: one undo does not take it back", prefix)
		}
	}
}

// TestLogLineChips: what is understood stands below the line while it is typed.
func TestLogLineChips(t *testing.T) {
	d := logOn(t, newDriver(t, "E").on("E-1"))
	d.shows("what was said", "[we said]", "[mail]", "on E-1 Label printer", "!fri a promise").say("call < -- @sven ")
	d.shows("[phone]", "[they said]", "[-2 furious]", "[Sven Kowalke]", "say in a sentence")
	d.say("Dock 5 is down too !fri a new head ?mon call Grauwerk")
	d.shows("[promise Fri 27]", "[action Mon 23]").press("enter")
	for _, want := range []string{"Log call on E-1", "promise for Fri 27", "action for Mon 23"} {
		if !strings.Contains(d.label, want) {
			t.Errorf("no %q in %q", want, d.label)
		}
	}
	d.driver.press("u")
	if len(d.undo) != 0 {
		t.Error("it was more than one step")
	}
}

// TestLogLineMovesClocks: the label names the clock that stops and when the next word is owed.
func TestLogLineMovesClocks(t *testing.T) {
	d := logOn(t, newDriver(t, "E").on("E-1")).say("On the way").shows("= reply clock stopped", "update clock now due").press("enter")
	if !strings.Contains(d.label, "reply clock stopped") || !strings.Contains(d.label, "update clock now due today") {
		t.Errorf("label %q", d.label)
	}
	e, _ := model.Find[*model.Escalation](d.env.Snap, model.NewID("E", 1))
	if x := d.env.Ctx().Clocks(e); x.All[clock.Reply].Going() || x.All[clock.Update].Start != d.env.Now {
		t.Errorf("reply %s", x.All[clock.Reply].State)
	}
	d = logOn(t, d.driver).say("< and again").shows("= reply clock now due").press("enter")
	e, _ = model.Find[*model.Escalation](d.env.Snap, model.NewID("E", 1))
	if !d.env.Ctx().Clocks(e).All[clock.Reply].Going() {
		t.Error("the customer's word starts no reply clock")
	}
}

// TestLogLineChooses: of several open escalations the likeliest is taken, the next key takes another,
// then none; one that the sentence names goes before all.
func TestLogLineChooses(t *testing.T) {
	d := logOn(t, newDriver(t, "A").on("A-1"))
	n := len(d.l.list)
	if n < 4 || d.l.list[n-1] != 0 && d.l.list[0] == 0 {
		t.Fatalf("escalations to choose from: %v", d.l.list)
	}
	first := d.l.list[0]
	d.shows("on "+first.String(), "tab: another (1 of ").press("tab")
	if d.l.read.talk.Escalation != d.l.list[1] {
		t.Errorf("tab takes %s", d.l.read.talk.Escalation)
	}
	d.press("shift+tab shift+tab").shows("on no escalation").say("hello").press("enter")
	in, _ := model.Find[*model.Interaction](d.env.Snap, model.NewID(model.InteractionPrefix, d.env.Snap.Last(model.InteractionPrefix)))
	if in.Escalation != 0 || !strings.HasPrefix(d.label, "Log contact with Northwind") {
		t.Errorf("none was chosen: %+v, %q", in, d.label)
	}
	d = logOn(t, newDriver(t, "A").on("A-1")).say(d.l.list[2].String() + " fixed")
	if d.l.read.talk.Escalation != d.l.list[2] || strings.Contains(d.matterLine(), "tab") {
		t.Errorf("the sentence names %s: %s", d.l.list[2], d.matterLine())
	}
	_ = d.l.Click(d.env, 3, aboutRow, false)
	_ = d.l.Wheel(d.env, 0, 0, 3)
	if d.l.at != 2 {
		t.Errorf("click and wheel lead to %d", d.l.at)
	}
}

func (d *lineDriver) matterLine() string { return ansi.Strip(d.l.matter(d.env, 90)) }

// TestLogLineRefuses: nothing is stored that was not understood, and nothing typed is lost by it.
func TestLogLineRefuses(t *testing.T) {
	d := logOn(t, newDriver(t, "E").on("E-1"))
	for _, text := range []string{"", "<", "@nobody hi", ":5 hi", "hi !soon a head"} {
		d.press("ctrl+u").say(text).press("enter")
		if d.gone || len(d.undo) != 0 || d.l.line.Value() != text {
			t.Fatalf("%q: gone %v, %d edits, line %q", text, d.gone, len(d.undo), d.l.line.Value())
		}
	}
	_ = d.l.Paste(d.env, "\x1b[31mred\x07 words")
	if strings.ContainsAny(d.l.line.Value(), "\x1b\x07") {
		t.Errorf("line %q", d.l.line.Value())
	}
	d.press("esc")
	if !d.gone || len(d.undo) != 0 {
		t.Error("esc does not leave")
	}
}

// TestLogLineGeometry: exact lines at any size, in colour and in ASCII.
func TestLogLineGeometry(t *testing.T) {
	d := logOn(t, newDriver(t, "A").on("A-1")).say("call < -- @sven Dock 5 is down too and the trucks wait !fri a new head")
	for _, th := range []*theme.Theme{theme.New("dark", true, false, false), theme.New("none", true, true, true)} {
		d.env.Theme = th
		for w := 1; w <= 120; w += 1 + w/9 {
			for h := 1; h <= 9; h++ {
				lines := d.l.Draw(d.env, w, h, true)
				if len(lines) != h {
					t.Fatalf("%dx%d: %d lines", w, h, len(lines))
				}
				for _, s := range lines {
					if ansi.StringWidth(s) != w {
						t.Fatalf("%dx%d: %q is %d wide", w, h, s, ansi.StringWidth(s))
					}
				}
			}
		}
	}
}
