package triage

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"tandem/model"
	"tandem/model/triage"
	"tandem/ui/act"
	"tandem/ui/pane"
)

// A reason in words is asked for, must say something, and is kept with the item.
func TestCloseInWords(t *testing.T) {
	d := newDriver(t, 10)
	it := d.p.current()
	e, ok := d.p.Handle(d.env, act.Result{Action: "triage.reason", Arg: triage.InWords}).(pane.Open)
	if !ok {
		t.Fatal("no line to type in")
	}
	ask := e.Overlay.(pane.Texter)
	if got := e.Overlay.Handle(d.env, act.Result{Action: "palette.run"}); got != nil {
		t.Errorf("no words: %v", got)
	}
	ask.Paste(d.env, "sold the warehouse")
	out, ok := e.Overlay.Handle(d.env, act.Result{Action: "palette.run"}).(pane.Effects)
	if !ok || len(out) != 2 {
		t.Fatalf("%v", out)
	}
	change := out[1].(pane.Edit)
	if !strings.HasSuffix(change.Label, ": sold the warehouse") {
		t.Errorf("label %q", change.Label)
	}
	b, err := change.Fn(d.env.Snap)
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for x := range model.Each[*model.Blocker](d.env.Snap.With(b.Changes), model.BlockerPrefix) {
		found = found || x.Resolution == "other" && strings.Contains(x.Notes, "Closed: sold the warehouse")
	}
	if !found {
		t.Errorf("the words are not kept with %s", it.Key())
	}
}

// The marks in words to the customer stand as chips below them as they are understood; what is wrong is said
// there, and while nothing is typed the marks one may write.
func TestMarksOfWords(t *testing.T) {
	d := newDriver(t, 10)
	e := model.NewEdit(d.env.Snap, moment)
	e.Put(model.ContactPrefix, &model.Contact{Name: "Helene Brandt", Account: d.p.current().Account(), Influence: "high"})
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	d.adopt(b)
	d.press("c").sees("call mail meet", "!fri a promise")
	for words, want := range map[string]string{
		"call @helene + part is here !fri new date": "[phone] [+1 pleased] [Helene Brandt]", "part is here": "[mail]",
		"< they are furious": "here we tell the customer", "@nobody hello": "nobody", "   ": "@name",
	} {
		d.p.words.Set("")
		d.p.Paste(d.env, words)
		for _, part := range strings.Split(want, "] [") {
			d.sees(strings.Trim(part, "[]"))
		}
		for _, size := range [][2]int{{80, 24}, {20, 9}, {1, 1}} {
			for _, l := range d.p.Draw(d.env, size[0], size[1], true) {
				if n := len([]rune(ansi.Strip(l))); n > size[0] {
					t.Errorf("%q at %v: a line of %d", words, size, n)
				}
			}
		}
	}
	d.p.words.Set("")
	d.p.Paste(d.env, "call part is here !fri new date")
	if s := d.screen(120, 36); !strings.Contains(s, "[phone]") || !strings.Contains(s, "[promise") {
		t.Errorf("no chips:\n%s", s[len(s)-400:])
	}
}
