package triage

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"tandem/model"
	"tandem/model/triage"
	"tandem/ui/act"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// Every action that the key table binds in the two scopes is done here or is global.
func TestEveryBoundActionIsHandled(t *testing.T) {
	keys, err := act.Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range act.Bindings() {
		if b.Scope != "triage" && b.Scope != "triage.text" && b.Scope != "filter" || strings.HasPrefix(string(b.Action), "app.") {
			continue
		}
		if handlers[b.Action] == nil {
			t.Errorf("%s binds %s, which is not handled", b.Scope, b.Action)
		}
		if _, ok := keys.Def(b.Action); !ok {
			t.Errorf("%s is not defined", b.Action)
		}
	}
}

// What each verb's second keys offer is understood, on every kind of item.
func TestEveryChoiceWorksOnEveryItem(t *testing.T) {
	for _, def := range act.Defs() {
		verb, ok := verbs[def.Name]
		if !ok || def.Name == "entry.send" {
			continue
		}
		args := []string{""}
		if len(def.Choices) > 0 {
			args = nil
			for _, c := range def.Choices {
				if c.Key == triage.InWords && verb == triage.Close {
					c.Key += " nobody needs it"
				}
				if c.Key == triage.OnDate && verb == triage.Snooze {
					c.Key += " eoy"
				}
				args = append(args, c.Key)
			}
		}
		if verb == triage.Link {
			args = args[:1]
		}
		d := newDriver(t, 10)
		for _, arg := range args {
			for _, it := range d.p.rows {
				dec := triage.Decision{Verb: verb, Arg: arg}
				if ok, why := dec.Enabled(d.p.q, []*triage.Item{it}); !ok {
					if verb == triage.Escalate && strings.Contains(why, "already") {
						continue // it is at that level
					}
					t.Errorf("%s %s on %s: %s", def.Name, arg, it.Key(), why)
					continue
				}
				e := model.NewEdit(d.env.Snap, d.env.Now)
				if err := dec.Apply(e, d.p.q, []*triage.Item{it}); err != nil {
					t.Errorf("%s %s: %v", def.Name, arg, err)
				}
				if b, err := e.Batch(); err != nil || len(b.Changes) == 0 {
					t.Errorf("%s %s on %s: %d changes, %v", def.Name, arg, it.Key(), len(b.Changes), err)
				}
			}
		}
	}
}

// With marks, the item under the cursor stands first, so that link means its candidates.
func TestTargets(t *testing.T) {
	d := newDriver(t, 10)
	d.press("space space k")
	got := d.p.targets()
	if len(got) != 2 || got[0] != d.p.current() {
		t.Errorf("%d targets, first %s", len(got), got[0].Key())
	}
	d.press("j j j")
	if got := d.p.targets(); len(got) != 2 || got[0] == d.p.current() {
		t.Error("the cursor is not marked and is a target")
	}
	on := d.p.Selected()
	d.press("a")
	if d.p.Selected() != on {
		t.Error("the cursor left its item although others were decided")
	}
}

// At the end of the list the cursor goes to the nearest above.
func TestLastRow(t *testing.T) {
	d := newDriver(t, 10)
	d.press("G")
	above := d.p.rows[8].Key()
	d.press("x")
	if d.p.Selected() != above {
		t.Errorf("on %s, want %s", d.p.Selected(), above)
	}
	for range 9 {
		d.press("x")
	}
	if d.p.Selected() != 0 || d.p.current() != nil {
		t.Error("something is left")
	}
	d.press("u")
	if d.p.Selected() == 0 {
		t.Error("nothing came back")
	}
}

func TestMovesByKey(t *testing.T) {
	d := newDriver(t, 60)
	d.screen(100, 30)
	for _, s := range []struct {
		keys string
		want int
	}{{"j j down", 3}, {"k up", 1}, {"G", 59}, {"g", 0}, {"end", 59}, {"home", 0}} {
		if d.press(s.keys); d.p.table.Cursor() != s.want {
			t.Errorf("%s: row %d, want %d", s.keys, d.p.table.Cursor(), s.want)
		}
	}
	d.press("pgdown")
	page := d.p.table.Cursor()
	d.press("ctrl+d ctrl+u pgup")
	if page < 10 || d.p.table.Cursor() != 0 {
		t.Errorf("a page is %d rows; back on %d", page, d.p.table.Cursor())
	}
	if d.p.Foot() != "1/60" || d.p.Title(d.env) != "triage" {
		t.Errorf("foot %q title %q", d.p.Foot(), d.p.Title(d.env))
	}
}

// Marks are not carried where they cannot be seen.
func TestMarksStayWithTheirView(t *testing.T) {
	d := newDriver(t, 10)
	d.press("space space 4")
	if d.p.table.MarkCount() != 0 || d.p.table.Cursor() != 0 {
		t.Error("marks went along to another view")
	}
	d.press("1 space tab")
	if d.p.table.MarkCount() != 0 {
		t.Error("marks went along to another hat")
	}
}

func TestFilterKeysAndPaste(t *testing.T) {
	d := newDriver(t, 10)
	d.press("/")
	d.p.Paste(d.env, "BRIGHT plan")
	if len(d.p.rows) != 1 {
		t.Errorf("%d rows for two words", len(d.p.rows))
	}
	d.press("ctrl+u")
	if len(d.p.rows) != 10 {
		t.Errorf("%d rows after clearing", len(d.p.rows))
	}
	d.p.Paste(d.env, "E-1")
	if len(d.p.rows) == 0 || d.p.rows[0].Key().String() != "E-1" {
		t.Error("a reference is not found")
	}
	d.press("enter")
	d.sees("/ E-1")
	d.p.Paste(d.env, "ignored")
	if d.p.filter.Value() != "E-1" {
		t.Error("a paste reached the filter that was closed")
	}
}

// The rows say what they say without colour too, and plain terminals get plain signs.
func TestSignsWithoutColour(t *testing.T) {
	d := newDriver(t, 10)
	d.env.Theme = theme.New("none", true, true, true)
	d.p.Sync(d.env)
	d.press("x")
	for _, keys := range []string{"", "2", "3", "4", "5", "6"} {
		for _, r := range d.press(keys).screen(120, 36) {
			if r > 126 && !strings.ContainsRune("日本語", r) {
				t.Fatalf("after %q: %q on a plain terminal", keys, r)
			}
		}
	}
	d.press("1")
	s := d.screen(120, 36)
	for _, sign := range []string{"! ", "o ", "% ", "# ", "v "} {
		if !strings.Contains(s, " "+sign) {
			t.Errorf("no sign %q in\n%s", sign, s)
		}
	}
}

// The header's views can be clicked where they are drawn, at every width.
func TestHeaderSpots(t *testing.T) {
	d := newDriver(t, 30)
	for w := 30; w < 200; w += 7 {
		line := strings.Split(d.screen(w, 20), "\n")[0]
		for _, v := range triage.Views {
			r := d.p.heads[v]
			if r.X+r.W > w {
				continue
			}
			if got := ansi.Strip(layout.Cut(line, r.X, r.X+r.W)); !strings.HasPrefix(got, string(rune('0'+v))+" ") {
				t.Errorf("%d wide: %s is drawn as %q", w, v, got)
			}
		}
	}
}

// What is told of an item besides its reason.
func TestStories(t *testing.T) {
	d := newDriver(t, 0)
	e := model.NewEdit(d.env.Snap, d.env.Now)
	p1 := model.NewID("P", 1)
	task := e.Put(model.TaskPrefix, &model.Task{Name: "Carrier API", Project: p1, Start: moment - 86400*3, Finish: moment - 86400, Done: 25_00})
	e.Put(model.BlockerPrefix, &model.Blocker{Title: "No key", About: task, Project: p1, Severity: 2, State: "open", Raised: moment - 999})
	e.Put(model.RiskPrefix, &model.Risk{Title: "Supplier late", Project: p1, Status: "triggered", Cause: "one source", Event: "it fails", Effect: "we wait", Contingency: "buy elsewhere"})
	e.Put(model.ActionPrefix, &model.Action{What: "Call them", For: task, State: "open", Type: "follow-up", Due: moment.Day(nil), Owned: model.NewID("H", 1)})
	e.Put(model.PromisePrefix, &model.Promise{What: "A plan", Account: model.NewID("A", 1), Task: task, Due: moment.Day(nil), State: "open", Condition: "they sign", Meta: model.Meta{Notes: "said on the phone\nand by mail"}})
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	d.adopt(b)
	want := map[string]string{"B": "about T-1 Carrier API", "R": "because of one source", "AC": "owned by Ada", "M": "delivered by Carrier API"}
	for range d.p.rows {
		prefix := d.p.Selected().Prefix()
		d.sees(want[prefix])
		if prefix == "M" {
			d.sees("if they sign", "said on the phone")
		}
		delete(want, prefix)
		d.press("j")
	}
	if len(want) != 0 {
		t.Errorf("not seen: %v", want)
	}
	d.press("/ N o enter E 2 3").sees("waits on department", "escalated as E-1")
}

// Before there is a workspace nothing can be done, and nothing breaks.
func TestBeforeTheFirstSync(t *testing.T) {
	p := New()
	keys, _ := act.Default()
	env := pane.Env{Theme: theme.New("dark", true, false, false), Keys: keys}
	if p.Handle(env, act.Result{Action: "triage.accept"}) != nil || p.Selected() != 0 {
		t.Error("something was done to nothing")
	}
	if ok, why := p.enabled("triage.accept"); ok || why == "" {
		t.Error("a verb is offered before there is a queue")
	}
}
