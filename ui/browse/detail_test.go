package browse

import (
	"fmt"
	"strings"
	"testing"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/form"
	"tandem/ui/pane"
)

// open shows a record in full, whatever pane it lives in.
func open(t *testing.T, ref string) *driver {
	t.Helper()
	id, err := model.ParseID(ref)
	if err != nil {
		t.Fatal(err)
	}
	d := newDriver(t, id.Prefix())
	if !d.p.Show(d.env, id, true) {
		t.Fatalf("%s does not open", ref)
	}
	return d
}

func TestDetailOfEveryRecord(t *testing.T) {
	s, err := life()
	if err != nil {
		t.Fatal(err)
	}
	for _, prefix := range everyKind {
		d := newDriver(t, prefix)
		k := d.p.Kind()
		for r := range s.All(prefix) {
			x := NewDetail(d.env, r.Base().ID)
			lines := x.Draw(d.env, 80, 400, true)
			if !strings.Contains(lines[0], r.Base().ID.String()) {
				t.Fatalf("%s: the first line is %q", r.Base().ID, lines[0])
			}
			if got := x.Title(d.env); !strings.HasPrefix(got, r.Base().ID.String()) || x.ID() != r.Base().ID {
				t.Errorf("%s: titled %q", k.Name, got)
			}
			gaps := 0
			for i, l := range x.lines {
				if l.label == "" && l.text == "" && i > 2 && x.lines[i-1].label == "" && x.lines[i-1].text == "" {
					gaps++
				}
			}
			if gaps > 0 {
				t.Errorf("%s has %d double gaps", r.Base().ID, gaps)
			}
		}
	}
}

// What says nothing is left out, what says something is there, in groups.
func TestDetailSays(t *testing.T) {
	d := open(t, "T-1")
	d.sees("T-1", "Initiation and design", "project", "P-1  Warehouse rollout", "duration", "inside it")
	d.lacks("ASAP", "500", "fixed units", "outline level", "physical percent", "currency", "remaining", "minutes", "fingerprint", "summary")
	d.edit(func(e *model.Edit) {
		for field, v := range map[string]string{"constraint": "ALAP", "priority": "900", "physical_percent": "10", "manual": "yes"} {
			if err := e.Set(model.NewID("T", 1), field, v); err != nil {
				t.Fatal(err)
			}
		}
	})
	d.sees("ALAP", "900", "physical percent", "manual")
	a := open(t, "A-1").lacks("currency")
	a.edit(func(e *model.Edit) { _ = e.Set(model.NewID("A", 1), "currency", "CHF") })
	a.sees("CHF")
	n := open(t, "N-18")
	n.sees("CSAT 2 on 1-5: Stores ask me, and I know nothing.", "score")
	open(t, "W-1").sees("currency", "EUR", "stale days")
	e := open(t, "E-1").sees("severity", "contact", "C-2  ", "events", "next due")
	e.sees("opened, Sven Kowalke: Printer at dock 4 is dead")
	lines := strings.Split(e.screen(100, 60), "\n")
	if head := strings.Join(lines[1:4], ""); !strings.Contains(head, "severity 1") || !strings.Contains(head, "first response") {
		t.Errorf("what tells most, severity and clocks, does not come first: %q", head)
	}
}

// Records that name this one: what hurts first, open ones first, long lists last and cut short.
func TestBackLinks(t *testing.T) {
	d := open(t, "P-1")
	s := d.screen(100, 400)
	for _, order := range [][2]string{{"escalation", "risks"}, {"5 risks", " tasks, "}, {"risks", "ledger entries"}} {
		if a, b := strings.Index(s, order[0]), strings.Index(s, order[1]); a < 0 || b < 0 || a > b {
			t.Errorf("%s do not come before %s:\n%s", order[0], order[1], s)
		}
	}
	n := 0
	for x := range model.Each[*model.Task](d.env.Snap, "T") {
		if x.Project == model.NewID("P", 1) {
			n++
		}
	}
	d.has(s, fmt.Sprintf("%d tasks, ", n), fmt.Sprintf("and %d more: all tasks", n-maxLinked))
	det := d.p.top()
	d.press("G")
	for range 200 {
		if det.stops[det.at] >= 0 && det.lines[det.stops[det.at]].page.Kind == "T" {
			break
		}
		d.press("k")
	}
	d.press("enter")
	if d.went.Kind != "T" || d.went.Query != "project:P-1" || d.went.Place != "home" {
		t.Errorf("the last line leads to %+v", d.went)
	}
	list := newDriver(t, "T")
	list.p.SetQuery(list.env, d.went.Query)
	if got := list.p.list().rows.Len(); got != n || list.p.list().bad != nil {
		t.Errorf("the list there has %d of %d: %v", got, n, list.p.list().bad)
	}
	w := open(t, "T-17").screen(100, 100)
	d.has(w, "1 task that waits for it")
}

// A task that many wait for has no filter that lists them.
func TestRestWithoutFilter(t *testing.T) {
	d := newDriver(t, "T")
	d.edit(func(e *model.Edit) {
		for i := range 20 {
			e.Put("T", &model.Task{Name: fmt.Sprintf("after %d", i), Project: model.NewID("P", 1), Constraint: "ASAP", Type: "fixed units",
				Links: []model.TaskLink{{Predecessor: model.NewID("T", 60), Type: "FS"}}})
		}
	})
	x := NewDetail(d.env, model.NewID("T", 60))
	x.Draw(d.env, 90, 100, true)
	for _, l := range x.lines {
		if strings.HasPrefix(l.text, "and ") && (l.leads() || l.fold == "") {
			t.Errorf("%q leads to %+v", l.text, l.page)
		}
	}
}

func TestFollowLinksAndBack(t *testing.T) {
	d := open(t, "E-1").toLink()
	first := d.p.Selected()
	if ok, _ := d.p.Scopes()[0].Enabled("detail.follow"); !ok {
		t.Error("follow is not offered")
	}
	want := d.p.top().Target()
	d.press("enter")
	if d.p.Selected() != want || d.picks != want {
		t.Fatalf("on %s, want %s", d.p.Selected(), want)
	}
	d.toLink().press("enter")
	d.screen(100, 40)
	if len(d.p.detail) != 3 {
		t.Fatalf("%d deep", len(d.p.detail))
	}
	d.press("esc esc")
	if d.p.Selected() != first || d.picks != first {
		t.Errorf("back on %s, want %s", d.p.Selected(), first)
	}
	d.press("esc")
	if d.p.top() != nil || d.p.Selected() != first {
		t.Error("esc does not close the record")
	}
	for range 30 {
		if d.p.top() != nil {
			d.toLink()
		}
		d.press("enter")
		d.screen(100, 40)
		if d.p.top() == nil {
			t.Fatal("no record")
		}
	}
	if len(d.p.detail) > 22 {
		t.Errorf("%d records are kept", len(d.p.detail))
	}
}

// A record that is deleted while it is open is closed; the one below it stays.
func TestDeletedWhileOpen(t *testing.T) {
	d := open(t, "M-1").toLink().press("enter")
	if len(d.p.detail) != 2 {
		t.Fatal("nothing to follow")
	}
	d.edit(func(e *model.Edit) {
		if err := e.Delete(model.NewID("M", 1)); err != nil {
			t.Fatal(err)
		}
	})
	if len(d.p.detail) != 1 || d.p.Selected().Is("M") {
		t.Errorf("%d open, on %s", len(d.p.detail), d.p.Selected())
	}
	d.do(d.p.Handle(d.env, act.Result{Scope: "detail", Action: "record.delete"}))
	if len(d.undo) != 1 || len(d.p.detail) != 0 {
		t.Errorf("deleted from the record: %d edits, %d open, %s", len(d.undo), len(d.p.detail), d.toast)
	}
	x := NewDetail(d.env, model.NewID("M", 1))
	if got := x.Draw(d.env, 40, 5, true); len(got) != 5 {
		t.Errorf("a record that is gone has %d lines", len(got))
	}
}

func TestDetailKeys(t *testing.T) {
	d := open(t, "P-1")
	d.screen(80, 20)
	det := d.p.top()
	for range 300 {
		d.press("j")
		d.screen(80, 20)
		if row := det.stops[det.at]; det.at < len(det.stops)-1 && (row < det.top-2*20 || row > det.top+3*20) {
			t.Fatalf("the cursor on line %d is far from what shows, %d", row, det.top)
		}
	}
	if det.top != max(len(det.lines)-20, 0) {
		t.Errorf("the end is not reached: %d of %d", det.top, len(det.lines))
	}
	for range 300 {
		d.press("k")
		d.screen(80, 20)
	}
	if det.top != 0 || det.at != 0 {
		t.Errorf("back at line %d, stop %d", det.top, det.at)
	}
	d.press("pgdown")
	d.screen(80, 20)
	if det.top == 0 {
		t.Error("pgdown does not scroll")
	}
	d.press("pgup ctrl+d ctrl+u G g tab shift+tab")
	if det.top != 0 || det.at != 0 {
		t.Errorf("at line %d, stop %d", det.top, det.at)
	}
	d.press("y y")
	if d.copy != "P-1 Warehouse rollout" {
		t.Errorf("copied %q", d.copy)
	}
	d.press("o")
	if d.went.ID != model.NewID("A", 1) {
		t.Errorf("behind it is %+v", d.went)
	}
	d.press("e")
	if _, ok := d.opens.(*form.Form); !ok {
		t.Errorf("e opens %T", d.opens)
	}
	d.opens = nil
	if d.press("c"); d.opens == nil {
		t.Error("c opens nothing")
	}
	d.opens = nil
	if d.press("="); d.opens == nil {
		t.Error("= opens nothing")
	}
	w := open(t, "H-1")
	w.press("c o")
	if w.toast != "Nothing lies behind this record." {
		t.Errorf("toast %q", w.toast)
	}
	if ok, why := w.p.Scopes()[0].Enabled("record.contact"); ok || why == "" {
		t.Error("a contact with no customer")
	}
}

func TestHistory(t *testing.T) {
	d := newDriver(t, "M")
	d.past = []pane.Revision{{At: moment, Label: "Set due", Field: "due_date", From: "", To: "2026-12-01"}, {At: moment - 90000, Label: "Add promise M-1"}}
	d.press("enter").sees("history", "due date: nothing ▸ 2026-12-01", "Add promise M-1")
	x := NewDetail(d.env, model.NewID("M", 1))
	if s := strings.Join(x.Draw(d.env, 80, 60, false), "\n"); !strings.Contains(s, "last changed") {
		t.Error("before its history is there a record does not say when it changed")
	}
}

func TestSheet(t *testing.T) {
	d := newDriver(t, "E")
	s, load := NewSheet(d.env, model.NewID("E", 1))
	d.do(load)
	if w, h := s.Size(d.env, 120, 40); w != 96 || h != 36 || s.Title(d.env) != "escalation" {
		t.Errorf("%d x %d, titled %q", w, h, s.Title(d.env))
	}
	if sc := s.Scopes(); len(sc) != 1 || sc[0].Leak != act.LeakGlobal {
		t.Errorf("scopes %+v", sc)
	}
	s.Draw(d.env, 96, 36, true)
	s.top().toField("account")
	d.do(s.Handle(d.env, act.Result{Action: "detail.follow"}))
	if len(s.stack) != 2 {
		t.Fatalf("%d records", len(s.stack))
	}
	s.Sync(d.env)
	s.Draw(d.env, 96, 36, true)
	s.Handle(d.env, act.Result{Action: "move.down"})
	if s.Handle(d.env, act.Result{Action: "detail.close"}) != nil || len(s.stack) != 1 {
		t.Error("esc does not go back")
	}
	if _, ok := s.Handle(d.env, act.Result{Action: "detail.close"}).(pane.Close); !ok {
		t.Error("esc does not close")
	}
	p, _ := NewSheet(d.env, model.NewID("P", 1))
	p.Draw(d.env, 96, 36, true)
	x := p.top()
	for i, row := range x.stops {
		if x.lines[row].page.Kind != "" {
			x.at = i
		}
	}
	es, ok := p.Handle(d.env, act.Result{Action: "detail.follow"}).(pane.Effects)
	if !ok || len(es) != 2 {
		t.Fatalf("a list is left for with %v", es)
	}
	if _, ok := es[0].(pane.Close); !ok {
		t.Errorf("first comes %T", es[0])
	}
}

// TestBeside: a preview next to an open record does not say the same again: it shows what the record
// belongs to, or what the line under the cursor leads to.
func TestBeside(t *testing.T) {
	d := newDriver(t, "E")
	if id := d.p.Beside(d.env.Snap); id != 0 {
		t.Errorf("a list has %s beside it", id)
	}
	d = open(t, "E-1")
	e := d.env.Snap.Get(model.NewID("E", 1)).(*model.Escalation)
	if id := d.p.Beside(d.env.Snap); id != e.Account {
		t.Errorf("beside %s stands %s, not its account", e.ID, id)
	}
	d.screen(100, 60)
	for range 40 {
		if to := d.p.top().Target(); to != 0 && to != e.Account {
			if id := d.p.Beside(d.env.Snap); id != to {
				t.Errorf("on a link to %s, %s stands beside", to, id)
			}
			return
		}
		d.press("j")
	}
	t.Fatal("no link in the record")
}
