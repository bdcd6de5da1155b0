package browse

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"tandem/model"
	"tandem/model/report"
	"tandem/model/triage"
)

// TestHeadlineColours: the line over a project says which colour was reported, and on what day, and the
// computed one where it is another, at 80 columns too.
func TestHeadlineColours(t *testing.T) {
	d := newDriver(t, "P")
	c, differ := d.env.Ctx(), 0
	for p := range model.Each[*model.Project](d.env.Snap, model.ProjectPrefix) {
		told := report.Colours(c, p)
		want := told.ReportedWords(c.For(p).Now.Day(c.For(p).Loc))
		line := func() string { return d.p.projectLines(d.env, p.ID, 80)[0] }
		before := line()
		if strings.Contains(before, "computed") {
			t.Errorf("%s: a colour was computed while drawing: %q", p.ID, before)
		}
		d.p.list().table.MoveTo(uint64(p.ID))
		d.reply(d.p.colourNeeds(d.env))
		if d.p.colourNeeds(d.env) != nil {
			t.Errorf("%s: the same is asked for again", p.ID)
		}
		first := line()
		if !strings.Contains(first, want) || told.On == 0 || told.Differ() != strings.Contains(first, "computed "+string(told.Computed)) {
			t.Errorf("%s: no %q, or %+v is not told, in %q", p.ID, want, told, first)
		}
		if told.Differ() {
			differ++
			if !strings.Contains(ansi.Strip(first), want+", computed") {
				t.Errorf("%s: without colours the two run into one another: %q", p.ID, first)
			}
		}
		cold := d.env
		cold.Cold = true
		if s := d.p.projectLines(cold, p.ID, 80)[0]; strings.Contains(s, "computed") {
			t.Errorf("%s: computed from half a workspace: %q", p.ID, s)
		}
	}
	if differ == 0 {
		t.Error("no project of the sample has two colours")
	}
}

// TestHeadlineKeepsTheReportedColour: in a narrow pane the day and the end of the name go, never what was reported.
func TestHeadlineKeepsTheReportedColour(t *testing.T) {
	d := newDriver(t, "P")
	for p := range model.Each[*model.Project](d.env.Snap, model.ProjectPrefix) {
		told := report.Colours(d.env.Ctx(), p)
		d.p.list().table.MoveTo(uint64(p.ID))
		d.reply(d.p.colourNeeds(d.env))
		for w := 40; w <= 120; w++ {
			first := ansi.Strip(d.p.projectLines(d.env, p.ID, w)[0])
			if !strings.Contains(first, "reported "+string(told.Reported)) {
				t.Errorf("%s: %d cells: %q", p.ID, w, first)
			}
			if w >= 58 && (!strings.Contains(first, p.ID.String()) || !strings.Contains(first, "% done") || told.Differ() && !strings.Contains(first, told.ComputedWords())) {
				t.Errorf("%s: %d cells: reference, share or computed colour is missing: %q", p.ID, w, first)
			}
		}
	}
}

// TestOverdueThoughDecided: a customer's overdue escalations are counted whatever was decided about them.
func TestOverdueThoughDecided(t *testing.T) {
	d := newDriver(t, "E")
	e, _ := model.Find[*model.Escalation](d.env.Snap, model.NewID("E", 7))
	line := func() string { return strings.Join(accountLines(d.env, e.Account, 120), "\n") }
	if !strings.Contains(line(), "1 overdue") {
		t.Fatalf("before: %s", line())
	}
	d.edit(func(ed *model.Edit) {
		q := triage.Build(ed.Ctx)
		if err := (triage.Decision{Verb: triage.Wait, Arg: "v"}).Apply(ed, q, q.About(e.ID)[:1]); err != nil {
			t.Fatal(err)
		}
	})
	if x, _ := model.Find[*model.Escalation](d.env.Snap, e.ID); x.Status != "waiting" || !strings.Contains(line(), "1 overdue") {
		t.Errorf("%s, and then: %s", x.Status, line())
	}
}
