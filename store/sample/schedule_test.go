package sample

import (
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// monday is a Monday noon in a week without holidays; the offsets below count from that day.
const monday = "2026-11-16T12:00:00+01:00"

// smallPlan makes the tasks of some rows in the Berlin calendar, without a project.
func smallPlan(t testing.TB, start int, rows []row) *plan {
	t.Helper()
	now := instant(t, monday)
	b := &builder{e: model.NewEdit(model.NewSnapshot(model.Kinds()), now), now: now, ids: map[string]model.ID{}}
	b.calendars()
	b.team()
	p := newPlan(b, "X", b.berlin, start, rows)
	p.board = true
	p.build(model.NewID(model.ProjectPrefix, 1))
	if b.err != nil {
		t.Fatal(b.err)
	}
	return p
}

// wants is where the second row of a plan should lie.
func wants(t *testing.T, name string, x *model.Task, start, finish string) {
	t.Helper()
	if x.Start != instant(t, start) || x.Finish != instant(t, finish) {
		t.Errorf("%s: %s to %s, want %s to %s", name, x.Start.RFC3339(nil), x.Finish.RFC3339(nil), start, finish)
	}
}

// TestLinkTypes: the four types and the kinds of lag, by hand. The first row lies on Monday and
// Tuesday.
func TestLinkTypes(t *testing.T) {
	for _, c := range []struct {
		links         string
		days          float64
		start, finish string
	}{
		{"", 1, "2026-11-16T08:00:00+01:00", "2026-11-16T17:00:00+01:00"},
		{"1", 1, "2026-11-18T08:00:00+01:00", "2026-11-18T17:00:00+01:00"},
		{"1FS+1d", 1, "2026-11-19T08:00:00+01:00", "2026-11-19T17:00:00+01:00"},
		{"1-1d", 1, "2026-11-17T08:00:00+01:00", "2026-11-17T17:00:00+01:00"},
		{"1+4h", 1, "2026-11-18T13:00:00+01:00", "2026-11-19T12:00:00+01:00"},
		{"1+1ed", 1, "2026-11-19T08:00:00+01:00", "2026-11-19T17:00:00+01:00"},
		{"1+4ed", 1, "2026-11-23T08:00:00+01:00", "2026-11-23T17:00:00+01:00"},
		{"1SS", 3, "2026-11-16T08:00:00+01:00", "2026-11-18T17:00:00+01:00"},
		{"1SS+50%", 1, "2026-11-17T08:00:00+01:00", "2026-11-17T17:00:00+01:00"},
		{"1FF", 1, "2026-11-17T08:00:00+01:00", "2026-11-17T17:00:00+01:00"},
		{"1FF+2d", 1, "2026-11-19T08:00:00+01:00", "2026-11-19T17:00:00+01:00"},
		{"1SF+3d", 1, "2026-11-18T08:00:00+01:00", "2026-11-18T17:00:00+01:00"},
		{"1", 0, "2026-11-17T17:00:00+01:00", "2026-11-17T17:00:00+01:00"},
		{"1+4ed", 0, "2026-11-23T08:00:00+01:00", "2026-11-23T08:00:00+01:00"},
	} {
		p := smallPlan(t, 0, []row{{"1", "first", 2, "", "", ""}, {"2", "second", c.days, c.links, "", ""}})
		wants(t, c.links, p.tasks[1], c.start, c.finish)
	}
}

func TestConstraints(t *testing.T) {
	for _, c := range []struct {
		opts          string
		constraint    model.Constraint
		on            string
		start, finish string
	}{
		{"at=3", "SNET", "2026-11-19T08:00:00+01:00", "2026-11-19T08:00:00+01:00", "2026-11-19T17:00:00+01:00"},
		{"at=0", "SNET", "2026-11-16T08:00:00+01:00", "2026-11-18T08:00:00+01:00", "2026-11-18T17:00:00+01:00"},
		{"mso=4", "MSO", "2026-11-20T08:00:00+01:00", "2026-11-20T08:00:00+01:00", "2026-11-20T17:00:00+01:00"},
		{"fnlt=9", "FNLT", "2026-11-27T17:00:00+01:00", "2026-11-18T08:00:00+01:00", "2026-11-18T17:00:00+01:00"},
	} {
		p := smallPlan(t, 0, []row{{"1", "first", 2, "", "", ""}, {"2", "second", 1, "1", "", c.opts + " deadline=5"}})
		x := p.tasks[1]
		wants(t, c.opts, x, c.start, c.finish)
		if x.Constraint != c.constraint || x.ConstraintDate != instant(t, c.on) || x.Deadline != instant(t, "2026-11-23T17:00:00+01:00") {
			t.Errorf("%s: constraint %s on %s, deadline %s", c.opts, x.Constraint, x.ConstraintDate.RFC3339(nil), x.Deadline.RFC3339(nil))
		}
	}
}

// TestProgress: what lies before now is done, what waits for a stuck one has not begun.
func TestProgress(t *testing.T) {
	p := smallPlan(t, -3, []row{
		{"1", "phase", 0, "", "", ""},
		{"1.1", "done", 2, "", "aylin", "fix=100"},
		{"1.2", "half", 3, "1.1", "aylin/50 tomasz", "pts=5"},
		{"1.3", "stuck", 1, "1.1", "", "pct=30"},
		{"1.4", "waits", 1, "1.3", "", ""},
		{"1.5", "beside", 4, "1.3SS", "", "review"},
		{"1.6", "lead", 4, "1.3-1d", "", ""},
		{"1.7", "ahead", 1, "1.2+1d", "", ""},
		{"1.8", "off", 1, "", "", "inactive"},
		{"1.9", "later", 1, "1.2+20d", "", ""},
		{"2", "past", 0, "", "", ""},
		{"2.1", "slipped", 1, "", "", "slip=1"},
	})
	want := []struct {
		done   model.Pct
		column string
	}{{-1, ""}, {100_00, "Done"}, {50_00, "Doing"}, {30_00, "Doing"}, {0, "Ready"}, {35_00, "Review"}, {35_00, "Doing"}, {0, "Ready"}, {0, "Ready"}, {0, "Backlog"},
		{100_00, ""}, {100_00, "Done"}}
	for i, w := range want {
		x := p.tasks[i]
		if !p.sum[i] && (x.Done != w.done || x.Column != w.column) {
			t.Errorf("%s: %d done, in %q; want %d in %q", x.Name, x.Done, x.Column, w.done, w.column)
		}
		if left := x.Duration.N * int64(100_00-x.Done) / 100_00; x.Remaining.N != left {
			t.Errorf("%s: %d s left, want %d", x.Name, x.Remaining.N, left)
		}
	}
	phase := p.tasks[0]
	if phase.Complete() || phase.Done <= 0 || phase.Start != p.tasks[1].Start || phase.Finish != p.tasks[9].Finish || phase.ActualStart != phase.Start {
		t.Errorf("the summary is %+v", phase)
	}
	if x := p.tasks[10]; !x.Complete() || x.ActualFinish != p.tasks[11].Finish || x.Duration.N != 2*workday {
		t.Errorf("the finished summary is %+v", x)
	}
}

// TestAssignments: work, cost and what is left of both.
func TestAssignments(t *testing.T) {
	p := smallPlan(t, -3, []row{{"1", "done", 2, "", "aylin", "fix=100"}, {"2", "half", 3, "1", "aylin/50 tomasz", "pts=5"}})
	x := p.tasks[0]
	if x.PlannedCost.Minor != (16*92+100)*100 || x.FixedCost.Minor != 100_00 || x.SpentCost != x.PlannedCost || x.Work.N != 2*workday {
		t.Errorf("planned %s, spent %s, work %d", x.PlannedCost, x.SpentCost, x.Work.N)
	}
	y := p.tasks[1]
	if len(y.Assignments) != 2 || y.Work.N != 36*3600 || y.Points.String() != "5" {
		t.Fatalf("the second task is %+v", y)
	}
	a := y.Assignments[0]
	if a.Units != 50_00 || a.Work.N != 12*3600 || a.ActualWork.N != 6*3600 || a.Remaining.N != 6*3600 || a.Cost.Minor != 12*92_00 {
		t.Errorf("the share is %+v", a)
	}
	if y.SpentCost.Minor != y.PlannedCost.Minor/2 {
		t.Errorf("%s spent of %s, half done", y.SpentCost, y.PlannedCost)
	}
}

// TestBaselineLeavesOutSlips: the baseline is the plan before it slipped, costs included.
func TestBaselineLeavesOutSlips(t *testing.T) {
	p := smallPlan(t, -9, []row{{"1", "phase", 0, "", "", ""}, {"1.1", "slips", 2, "", "aylin", "slip=3"}, {"1.2", "follows", 1, "1.1", "aylin", "fix=50"}})
	b := p.baseline("First", p.start)
	if got := p.w.between(b.Finish, finish(p.now)); got != 3*workday {
		t.Errorf("the plan slipped %d s", got)
	}
	if b.Tasks[1].Duration.N != 2*workday || b.Duration.N != 3*workday || b.Work.N != 3*workday || b.Cost.Minor != (24*92+50)*100 {
		t.Errorf("the baseline is %+v", b)
	}
	if b.Tasks[0].Cost != b.Cost || b.Tasks[0].Work.N != b.Work.N || b.Tasks[0].Task != p.tasks[0].ID {
		t.Errorf("its summary is %+v", b.Tasks[0])
	}
}

// TestEstimates: three points in working days.
func TestEstimates(t *testing.T) {
	x := smallPlan(t, 0, []row{{"1", "guess", 4, "", "", "est=2.5/4/9 deliv"}}).tasks[0]
	if x.Optimistic.N != 20*3600 || x.Likely != days(4) || x.Pessimistic.N != 9*workday || !x.Deliverable {
		t.Errorf("three points are %v %v %v", x.Optimistic, x.Likely, x.Pessimistic)
	}
	if x.Pessimistic.Unit != date.Days {
		t.Errorf("written in unit %d", x.Pessimistic.Unit)
	}
}
