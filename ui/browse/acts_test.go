package browse

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"tandem/model"
	"tandem/model/report"
	"tandem/ui/form"
	"tandem/ui/pane"
)

// What a new record starts with is what is in sight.
func TestPresets(t *testing.T) {
	for _, x := range []struct {
		pane, on, kind string
		want           map[string]string
	}{
		{"P", "T-17", "T", map[string]string{"project": "P-1", "parent": "T-16"}},
		{"P", "P-4", "P", map[string]string{"account": "A-3"}},
		{"R", "R-1", "R", map[string]string{"project": "P-1", "account": "A-1"}},
		{"E", "E-5", "E", map[string]string{"account": "A-2", "opened": "now"}},
		{"I", "I-1", "I", map[string]string{"when": "now"}},
		{"B", "B-1", "B", map[string]string{"raised": "now", "project": "P-1"}},
		{"LE", "LE-1", "LE", map[string]string{"date": "today"}},
		{"M", "M-1", "M", map[string]string{}},
		{"H", "H-1", "H", map[string]string{}},
	} {
		d := newDriver(t, x.pane).on(x.on)
		got := d.p.preset(d.env, model.Kinds().Prefix(x.kind))
		for field, v := range x.want {
			if got[field] != v {
				t.Errorf("%s on %s: %s is %q, want %q", x.kind, x.on, field, got[field], v)
			}
		}
		d.press("n")
		if x.kind == "T" { // in the outline a name is enough
			d.types("Order pallets").press("enter esc").sees("Order pallets")
			continue
		}
		if f, ok := d.opens.(*form.Form); !ok || !strings.Contains(f.Title(d.env), model.Kinds().Prefix(x.kind).Name) {
			t.Errorf("n on %s opens %T %q", x.on, d.opens, titleOrNone(d))
		}
	}
	// An empty list takes them from what the other pane leads to.
	d := newDriver(t, "M")
	d.p.SetQuery(d.env, "zzz")
	d.p.Follow(d.env, model.NewID("P", 4))
	if got := d.p.preset(d.env, d.p.Kind()); got["account"] != "A-3" {
		t.Errorf("led by a project: %v", got)
	}
	w := newDriver(t, "W").press("n D")
	if w.opens != nil || w.toast != "every workspace has one workspace" {
		t.Errorf("a second workspace: %q", w.toast)
	}
}

func titleOrNone(d *driver) string {
	if d.opens == nil {
		return ""
	}
	return d.opens.Title(d.env)
}

func TestContact(t *testing.T) {
	for prefix, want := range map[string]bool{"E": true, "C": true, "P": true, "A": true, "T": true, "H": false} {
		d := newDriver(t, prefix).press("c")
		if (d.opens != nil) != want {
			t.Errorf("c on %s opens %q (%s)", prefix, titleOrNone(d), d.toast)
		}
		if !want && d.toast != "this record belongs to no customer" {
			t.Errorf("toast %q", d.toast)
		}
	}
	d := newDriver(t, "H")
	if x, ok := LogContact(d.env, model.NewID("H", 1)).(pane.Toast); !ok || !x.Bad {
		t.Error("a contact with nobody")
	}
	if EditForm(d.env, model.NewID("H", 999)) != nil || Why(d.env, model.NewID("H", 999)) != nil {
		t.Error("a form of nothing")
	}
}

func TestBehind(t *testing.T) {
	d := newDriver(t, "B", "AC", "H").on("B-1").press("o")
	if got := d.p.Selected(); got.Is("B") || d.p.top() == nil {
		t.Errorf("behind a blocker is %s", got)
	}
	d.press("esc } o")
	if d.p.top() == nil || d.p.Selected().Is("AC") {
		t.Errorf("behind an action is %s", d.p.Selected())
	}
	d.press("esc } o")
	if d.toast != "Nothing lies behind this record." {
		t.Errorf("toast %q", d.toast)
	}
	for _, x := range []struct {
		rec  model.Record
		want model.ID
	}{{&model.Blocker{Project: 7}, 7}, {&model.Action{Account: 8}, 8}, {&model.Task{Project: 9}, 9}, {&model.Person{}, 0}, {nil, 0}} {
		if got := behind(x.rec); got != x.want {
			t.Errorf("behind %T is %s", x.rec, got)
		}
	}
}

func TestEdit(t *testing.T) {
	d := newDriver(t, "M").press("e")
	if _, ok := d.opens.(*form.Form); !ok {
		t.Errorf("e opens %T", d.opens)
	}
}

// Why says where numbers come from, and what the rank in triage is made of.
func TestWhy(t *testing.T) {
	text := func(d *driver, id string) string {
		x, _ := model.ParseID(id)
		d.do(Why(d.env, x))
		return d.opens.Title(d.env) + "\n" + ansi.Strip(strings.Join(d.opens.Draw(d.env, 90, 24, true), "\n"))
	}
	d := newDriver(t, "E")
	d.has(text(d, "E-1"), "Why E-1 Label printer offline at dock 4", "severity 1: impact 1 + urgency 1 - 1, from 1 critical to 5.", "It waits in triage (Now) with", "points, the sum of", "It leaves the queue when:")
	d.has(text(d, "P-1"), "done 68%: finished share of the work")
	d.has(text(d, "P-1"), "computed amber, the worst of its parts; reported amber", "  finish amber: ", "  cost green: ", "  risks amber: ")
	p1, _ := model.Find[*model.Project](d.env.Snap, model.NewID("P", 1))
	if _, parts := report.ColoursWhy(d.env.Ctx(), p1); len(parts) < 4 || len(colourLines(d.env.Ctx(), p1)) != len(parts)+2 {
		t.Errorf("parts %v, told %q", parts, colourLines(d.env.Ctx(), p1))
	}
	d.has(text(d, "R-1"), "score 0.72: probability 5 x impact 5 on the PMBOK scales.", "the worst of time")
	d.edit(func(e *model.Edit) {
		_ = e.Set(model.NewID("E", 1), "severity_reason", "the dock stands still")
		_ = e.Set(model.NewID("E", 1), "severity_by_hand", "4")
	})
	d.has(text(d, "E-1"), "severity 4: set by hand, because the dock stands still.")
	d.has(text(d, "H-1"), "Nothing of this record is computed", "history")
	d.has(text(d, "N-18"), "Why N-18 CSAT 2 on 1-5")
}

func TestBelongs(t *testing.T) {
	d := newDriver(t)
	for id, want := range map[string][2]string{"A-1": {"A-1", "0"}, "P-1": {"A-1", "P-1"}, "T-20": {"A-1", "P-1"}, "CL-1": {"A-1", "P-1"}, "H-1": {"0", "0"}, "T-9999": {"0", "0"}} {
		x, _ := model.ParseID(id)
		a, p := belongs(d.env.Snap, x)
		if a != idOf(want[0]) || p != idOf(want[1]) {
			t.Errorf("%s belongs to %s and %s", id, a, p)
		}
	}
}

func idOf(s string) model.ID {
	id, _ := model.ParseID(s)
	return id
}

func TestShortMoneyAndText(t *testing.T) {
	d := newDriver(t)
	c := d.env.Ctx()
	k := model.Kinds().Prefix("A")
	a := &model.Account{Name: "x"}
	for in, want := range map[string][2]string{"620000": {"€620k", "EUR 620k"}, "1500000": {"€1.5M", "EUR 1.5M"}, "9500": {"€9,500", "EUR 9,500"}} {
		if err := k.Field("value").Parse(c, a, in); err != nil {
			t.Fatal(err)
		}
		for i, ascii := range []bool{false, true} {
			c.ASCII = ascii
			f := k.Field("value")
			if got := shortMoney(c, f, a, f.Show(c, a)); got != want[i] {
				t.Errorf("%s: %q, want %q", in, got, want[i])
			}
		}
	}
	if got := shortStamp("2026-11-20T09:12:00+01:00"); got != "20 Nov 09:12" {
		t.Errorf("a stamp is %q", got)
	}
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for s, want := range map[string]string{"2026-11-20T09:12:00-05:00": " -05:00", "2026-11-20T09:12:00+01:00": "", "2026-07-20T09:12:00+02:00": "", "2026-07-20T09:12:00+01:00": " +01:00", "soon": ""} {
		if got := offsetTag(s, berlin); got != want {
			t.Errorf("%s is at %q, want %q", s, got, want)
		}
	}
	if shortStamp("soon") != "soon" || numberText(nil) != "" || numberText(true) != "" {
		t.Error("other values")
	}
}
