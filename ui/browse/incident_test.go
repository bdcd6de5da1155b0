package browse

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/act"
	"tandem/ui/dialog"
	"tandem/ui/form"
)

// answer types into the question that is open, and gives what stands below it; enter takes it.
func (d *driver) answer(text string, enter bool) string {
	d.t.Helper()
	a, ok := d.opens.(*dialog.AskView)
	if !ok {
		d.t.Fatalf("%T is open, no question", d.opens)
	}
	d.do(a.Handle(d.env, act.Result{Kind: act.Run, Action: "entry.clear"}))
	d.do(a.Paste(d.env, text))
	said := ansi.Strip(strings.Join(a.Draw(d.env, 100, 4, true), "\n"))
	if enter {
		d.opens = nil
		d.do(a.Handle(d.env, act.Result{Kind: act.Run, Action: "palette.run"}))
	}
	return said
}

func (d *driver) escalation(ref string) *model.Escalation {
	d.t.Helper()
	id, err := model.ParseID(ref)
	if err != nil {
		d.t.Fatal(err)
	}
	e, ok := model.Find[*model.Escalation](d.env.Snap, id)
	if !ok {
		d.t.Fatal(ref, "is not there")
	}
	return e
}

// TestRaiseInFewKeys: E, two digits, enter: on a task, a project and an account; the record opens.
func TestRaiseInFewKeys(t *testing.T) {
	for _, x := range []struct{ pane, on, project string }{{"P", "T-24", "P-1"}, {"P", "P-1", "P-1"}, {"A", "A-2", ""}, {"R", "R-1", "P-1"}} {
		d := newDriver(t, x.pane).on(x.on)
		n := d.env.Snap.Count(model.EscalationPrefix)
		d.press("E 3")
		if said := d.answer("12", false); !strings.Contains(said, "impact 1, urgency 2: severity 2") {
			t.Errorf("%s: %s", x.on, said)
		}
		d.answer("12", true)
		if d.env.Snap.Count(model.EscalationPrefix) != n+1 {
			t.Fatalf("%s: nothing is raised: %s", x.on, d.toast)
		}
		e := d.escalation(fmt.Sprintf("E-%d", n+1))
		if e.Severity() != 2 || e.Level != 3 || e.Project.String() != x.project && x.project != "" || e.Opened != d.env.Now || d.went.ID != e.ID {
			t.Errorf("%s: %+v, went to %v", x.on, e, d.went)
		}
		d.press("u")
		if d.env.Snap.Count(model.EscalationPrefix) != n {
			t.Errorf("%s: undo leaves it", x.on)
		}
	}
	d := newDriver(t, "P").on("P-1").press("E E")
	for text, want := range map[string]string{"4": "4 is neither 1, 2 nor 3", "1 3 Portal is down": "impact 1, urgency 3: severity 3; Portal is down", "Portal is down": "impact 2, urgency 2: severity 3; Portal is down"} {
		if said := d.answer(text, false); !strings.Contains(said, want) {
			t.Errorf("%q: %s", text, said)
		}
	}
	if d := newDriver(t, "CAL").on("CAL-1").press("E"); d.opens != nil || !strings.Contains(d.toast, "belongs to no customer") {
		t.Errorf("a calendar is escalated: %q", d.toast)
	}
}

// TestLevelByKey: the same key sets the level of an escalation with the second keys of triage, or of all
// that are marked; w asks for the level and a department.
func TestLevelByKey(t *testing.T) {
	d := newDriver(t, "E").on("E-1").press("E 3")
	if e := d.escalation("E-1"); e.Level != 3 || e.Liaison != "directors" && e.Liaison == "" {
		t.Errorf("%d %s", e.Level, e.Liaison)
	}
	d.press("u").on("E-1").press("space").on("E-2").press("space E 1")
	for _, ref := range []string{"E-1", "E-2"} {
		if e := d.escalation(ref); e.Level != 1 {
			t.Errorf("%s at level %d", ref, e.Level)
		}
	}
	d = newDriver(t, "E").on("E-1").press("E w")
	if said := d.answer("5", false); !strings.Contains(said, "1 those who work on it") {
		t.Error(said)
	}
	d.answer("3 Plant director", true)
	if e := d.escalation("E-1"); e.Level != 3 || e.Liaison != "Plant director" {
		t.Errorf("%d %s", e.Level, e.Liaison)
	}
}

// TestIncidentChoices does every choice of the verb on the sample, from the record's page.
func TestIncidentChoices(t *testing.T) {
	d := open(t, "E-1")
	e := d.escalation("E-1")
	d.press("I l")
	if m, ok := d.opens.(*dialog.Question); !ok {
		t.Fatalf("the log is %T", d.opens)
	} else if s := ansi.Strip(strings.Join(m.Draw(d.env, 100, 30, true), "\n")); !strings.Contains(s, "2. ") || !strings.Contains(s, "Carla Reis") {
		t.Error(s)
	}
	for _, x := range []struct{ key, want string }{{"c", "Communication log of E-1"}, {"p", "Post-mortem of E-1"}} {
		d.press("I " + x.key)
		if r, ok := d.opens.(*dialog.ReaderView); !ok || !strings.Contains(r.Title(d.env), x.want) {
			t.Errorf("%s opens %T", x.key, d.opens)
		}
	}
	d.do(d.opens.Handle(d.env, act.Result{Kind: act.Run, Action: "reader.accept"}))

	d.press("I m")
	if said := d.answer("soon", false); !strings.Contains(said, "a cadence") {
		t.Error(said)
	}
	d.answer("30m", true)
	if x := d.escalation("E-1"); !x.Major || x.Cadence.N != 1800 {
		t.Errorf("%v %v", x.Major, x.Cadence)
	}
	d.press("I m").answer("over", true)
	if d.escalation("E-1").Major {
		t.Error("it is not over")
	}
	d.press("I w").answer("the head broke | photo", true)
	d.answer("it was worn", true)
	if x := d.escalation("E-1"); len(x.Whys) != 2 || x.Whys[0].Evidence != "photo" || x.Cause != "it was worn" {
		t.Errorf("%+v %q", x.Whys, x.Cause)
	}
	n := d.env.Snap.Count(model.ActionPrefix)
	d.press("I a").answer("keep a spare | 1 dec 2026", true)
	list := d.env.Snap.ActionsFor(e.ID)
	if a := list[len(list)-1]; d.env.Snap.Count(model.ActionPrefix) != n+1 || a.What != "keep a spare" || a.Due != date.YMD(2026, 12, 1) {
		t.Errorf("%+v", a)
	}
	lines := len(d.escalation("E-1").Events)
	d.press("I f")
	for text, want := range map[string]string{"99 x": "the number of a line, 1 to", "2": "now how it should have read", "2 We rang.": "instead of", "2 whenever | x": "whenever"} {
		if said := d.answer(text, false); !strings.Contains(said, want) {
			t.Errorf("%q: %s", text, said)
		}
	}
	d.answer("2 We rang.", true)
	d.press("I x").answer("3 was another customer", true)
	x := d.escalation("E-1")
	if l := x.Lines(); len(l) != lines+2 || l[1].Text != "We rang." || !l[2].Struck || x.Events[1].Text == "We rang." {
		t.Errorf("%+v", l)
	}
	d.has(d.screen(100, 200), "We rang.", "and 3 more")
	d.press("I l")
	d.has(ansi.Strip(strings.Join(d.opens.Draw(d.env, 160, 60, true), "\n")), "2. Thu 15:46 us, Carla Reis: We rang. (corrected by", "was: On it.", "(struck by")
	d.press("I g")
	if said := d.answer("E-1", false); !strings.Contains(said, "into itself") {
		t.Error(said)
	}
	d.answer("E-2", true)
	if x := d.escalation("E-1"); x.MergedInto != model.NewID("E", 2) || x.Open() {
		t.Errorf("%+v", x.MergedInto)
	}
	if d.press("I r"); !strings.Contains(d.toast, "merged into E-2") {
		t.Error(d.toast)
	}
	closed := open(t, "E-8").press("I r")
	if !closed.escalation("E-8").Open() {
		t.Error("not reopened:", closed.toast)
	}
	if d := open(t, "R-1").press("I l"); d.opens != nil || !strings.Contains(d.toast, "go to an escalation") {
		t.Errorf("%T %q", d.opens, d.toast)
	}
}

// TestCopyTemplate: of several templates it asks which; the form holds what was copied.
func TestCopyTemplate(t *testing.T) {
	d := newDriver(t, "A").on("A-2").press("Y")
	q, ok := d.opens.(*dialog.Question)
	if !ok {
		t.Fatalf("%T is open: %s", d.opens, d.toast)
	}
	d.do(q.Handle(d.env, act.Result{Kind: act.Run, Action: "dialog.ok"}))
	f, ok := d.opens.(*form.Form)
	if !ok || !strings.Contains(f.Title(d.env), "agreement") {
		t.Fatalf("%T", d.opens)
	}
	w, h := f.Size(d.env, 100, 40)
	if s := ansi.Strip(strings.Join(f.Draw(d.env, w, h, true), "\n")); !strings.Contains(s, "Support in office hours") || !strings.Contains(s, "A-2") {
		t.Error(s)
	}
	if d := newDriver(t, "H").on("H-1").press("Y"); d.opens != nil || !strings.Contains(d.toast, "go to a customer") {
		t.Errorf("%T %q", d.opens, d.toast)
	}
}

// TestDaysOffOnTheCalendar: the record shows what it keeps, and one without hours says what that means.
func TestDaysOffOnTheCalendar(t *testing.T) {
	s, err := life()
	if err != nil {
		t.Fatal(err)
	}
	for c := range model.Each[*model.Calendar](s, model.CalendarPrefix) {
		if c.Country == "DE" {
			open(t, c.ID.String()).sees("days off DE BY", "Weihnachtstag", "Heilige Drei Könige (worked)")
		}
	}
	d := open(t, "CAL-1")
	d.edit(func(e *model.Edit) {
		if err := model.Update(e, model.NewID("CAL", 1), func(c *model.Calendar) error { c.Week = nil; return nil }); err != nil {
			t.Fatal(err)
		}
	})
	d.sees("no working time at all: nothing in it is ever due")
}

// TestEscalatedSign: what an open escalation holds up carries a letter in the outline.
func TestEscalatedSign(t *testing.T) {
	d := newDriver(t, "P").on("T-27")
	if escalated(d.env.Snap)[model.NewID("T", 27)] {
		t.Skip("the sample escalates it already")
	}
	line := func() string {
		for _, l := range strings.Split(d.screen(100, 60), "\n") {
			if strings.Contains(l, "Integration a") {
				return l
			}
		}
		return ""
	}
	before := line()
	d.edit(func(e *model.Edit) {
		if _, err := e.Raise(model.Raising{About: model.NewID("T", 27), Title: "Stuck"}); err != nil {
			t.Fatal(err)
		}
	})
	if after := line(); after == before || !strings.Contains(after, "E Integration a") {
		t.Errorf("%q\n%q", before, after)
	}
}
