package triage

import (
	"strings"
	"testing"

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
