package triage

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tandem/model"
	"tandem/model/triage"
	"tandem/ui/act"
	"tandem/ui/pane"
)

// overdue is a driver whose queue holds, besides ten mixed items, n tasks late by 30 days and more.
func overdue(t testing.TB, n int) *driver {
	d := newDriver(t, 10)
	e := model.NewEdit(d.env.Snap, d.env.Now)
	for i := range n {
		finish := moment.Add(-time.Duration(30+i%50) * 24 * time.Hour)
		e.Put(model.TaskPrefix, &model.Task{Name: fmt.Sprintf("Imported %d", i), Project: model.NewID("P", 1), Start: finish - 3600, Finish: finish})
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	d.adopt(b)
	return d
}

func (d *driver) marked() int { return d.p.table.MarkCount() }

// After an import four keys put away what nobody will look at again, as one step that u takes back.
func TestCalm(t *testing.T) {
	d := overdue(t, 3000)
	d.sees("3000 of 3010 are late by four weeks or more: M m marks them, then s m puts them away")
	d.press("M m")
	if d.marked() != 3000 || !strings.Contains(d.toast, "3000 marked: late by four weeks or more") {
		t.Fatalf("%d marked, %q", d.marked(), d.toast)
	}
	d.press("s m")
	if d.count(triage.Now) != 10 || d.count(triage.Scheduled) < 3000 || d.keys != 4 {
		t.Errorf("%d left in Now, %d put away, %d keys", d.count(triage.Now), d.count(triage.Scheduled), d.keys)
	}
	if s := d.screen(120, 36); strings.Contains(s, "late by four weeks") {
		t.Error("the line of calm stays")
	}
	d.press("u")
	if d.count(triage.Now) != 3010 {
		t.Errorf("%d in Now after undo", d.count(triage.Now))
	}
}

func TestGroups(t *testing.T) {
	d := overdue(t, 50)
	all := len(d.p.rows)
	d.press("M M")
	if d.marked() != all {
		t.Errorf("%d of %d marked", d.marked(), all)
	}
	d.press("*")
	if d.marked() != 0 {
		t.Error("* leaves marks")
	}
	d.press("G k k M b")
	if d.marked() != 3 || !strings.Contains(d.toast, "this and all below") {
		t.Errorf("below: %d, %q", d.marked(), d.toast)
	}
	d.press("* M w")
	for _, it := range d.p.rows {
		if d.p.table.IsMarked(uint64(it.Key())) != (it.DaysLate() >= 7) {
			t.Errorf("%s is %d days late", it.Key(), it.DaysLate())
		}
	}
	for key, same := range map[string]func(a, b *triage.Item) bool{
		"r": func(a, b *triage.Item) bool { return a.Signals()[0] == b.Signals()[0] },
		"p": func(a, b *triage.Item) bool { return a.Project() == b.Project() },
		"c": func(a, b *triage.Item) bool { return a.Account() == b.Account() },
	} {
		d.p.table.ClearMarks()
		d.press("g j j M " + key)
		on := d.p.current()
		for _, it := range d.p.rows {
			if d.p.table.IsMarked(uint64(it.Key())) != same(on, it) {
				t.Errorf("M %s on %s: %s", key, on.Key(), it.Key())
			}
		}
	}
	d.press("* M m")
	n := d.marked()
	d.press("g M b")
	if n == 0 || d.marked() != all {
		t.Errorf("a second group takes the place of the first: %d", d.marked())
	}
}

func TestNoSuchGroup(t *testing.T) {
	d := newDriver(t, 10)
	d.press("M m")
	if d.marked() != 0 || d.toast != "nothing here is late by four weeks or more" {
		t.Errorf("%d, %q", d.marked(), d.toast)
	}
	newDriver(t, 0).press("M M")
	if s := d.screen(120, 36); strings.Contains(s, "puts them away") {
		t.Error("a line of calm for ten items")
	}
}

// A filter is the language of lists; the note below says what was found, offered or wrong.
func TestFilterLanguage(t *testing.T) {
	d := overdue(t, 50)
	d.press("/").sees("late>28  points<20  signal:late")
	d.p.Paste(d.env, "late>28")
	d.sees("50 of 60 found")
	if len(d.p.rows) != 50 {
		t.Errorf("%d rows", len(d.p.rows))
	}
	d.p.Paste(d.env, " sig")
	d.sees("tab signal:")
	d.press("tab")
	if d.p.filter.Value() != "late>28 signal:" {
		t.Errorf("completed to %q", d.p.filter.Value())
	}
	d.press("l tab")
	if d.p.filter.Value() != "late>28 signal:late " || len(d.p.rows) != 50 {
		t.Errorf("completed to %q with %d rows", d.p.filter.Value(), len(d.p.rows))
	}
	d.press("enter").sees("/ late>28 signal:late", "50 of 60 found")
	d.press("M M s 2")
	if d.count(triage.Scheduled) < 50 {
		t.Errorf("%d put away", d.count(triage.Scheduled))
	}
	d.press("/ ctrl+u")
	d.p.Paste(d.env, "late>x")
	d.sees("^ ", "not a number")
	d.press("enter")
	if !strings.Contains(d.toast, "not a number") || d.p.typing != inList {
		t.Errorf("toast %q", d.toast)
	}
	for _, w := range []int{20, 40, 80, 200} {
		for _, keys := range []string{"", "/", "ctrl+u", "enter"} {
			d.press(keys)
			sweep1(t, d, w)
		}
	}
}

func sweep1(t *testing.T, d *driver, w int) {
	t.Helper()
	if got := len(d.p.Draw(d.env, w, 24, true)); got != 24 {
		t.Errorf("%d wide: %d lines", w, got)
	}
}

func TestOffersAreOfTheQueue(t *testing.T) {
	d := newDriver(t, 30)
	for typed, want := range map[string]string{"project:roll": `project:"Rollout 1"`, "account:b": "account:Brightside", "sign:br": "sign:breach", "side:": "side:DM", "breached:y": "breached:yes"} {
		d.p.filter.Set("")
		d.press("/")
		d.p.Paste(d.env, typed)
		found := false
		for _, s := range d.p.offers() {
			found = found || s == want
		}
		if !found {
			t.Errorf("%s offers %v", typed, d.p.offers())
		}
		d.press("enter")
	}
}

// A date to come back is typed; what it means is said, and nonsense is not taken.
func TestSnoozeToADate(t *testing.T) {
	d := newDriver(t, 10)
	d.press("j j j j")
	it := d.p.current()
	e, ok := d.p.Handle(d.env, act.Result{Action: "triage.snooze", Arg: triage.OnDate}).(pane.Open)
	if !ok {
		t.Fatal("no line to type in")
	}
	ask := e.Overlay.(pane.Texter)
	for _, bad := range []string{"", "nonsense", "yesterday"} {
		ask.Paste(d.env, bad)
		if got := e.Overlay.Handle(d.env, act.Result{Action: "palette.run"}); got != nil {
			t.Errorf("%q: %v", bad, got)
		}
		e.Overlay.Handle(d.env, act.Result{Action: "entry.clear"})
	}
	ask.Paste(d.env, "eom")
	if s := strings.Join(e.Overlay.Draw(d.env, 70, 4, true), "\n"); !strings.Contains(s, "It comes back Mon 30 Nov 2026") {
		t.Errorf("it says\n%s", s)
	}
	for _, x := range e.Overlay.Handle(d.env, act.Result{Action: "palette.run"}).(pane.Effects) {
		if x, ok := x.(pane.Edit); ok {
			d.do(x)
		}
	}
	if got := d.p.q.Find(it.Key()); got.View != triage.Scheduled {
		t.Errorf("%s is in %s", it.Key(), got.View)
	}
	d.press("6")
	if e, ok := d.p.Handle(d.env, act.Result{Action: "triage.snooze", Arg: triage.OnDate}).(pane.Toast); !ok || !e.Bad {
		t.Error("it asks for a date with nothing to put away")
	}
}
