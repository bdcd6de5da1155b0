package model_test

import (
	"fmt"
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
)

func (p *planner) doubts(id model.ID) string {
	p.t.Helper()
	r := p.snap.Get(id)
	return p.snap.Schema().Of(id).Doubts(p.snap.Ctx(march(1, 0, 0)), r).Error()
}

// set changes a task as a person does, with what follows from it.
func (p *planner) set(id model.ID, field, value string) error {
	e := model.NewEdit(p.snap, march(1, 0, 0))
	if err := e.Set(id, field, value); err != nil {
		return err
	}
	b, err := e.Settled()
	if err == nil {
		p.snap = p.snap.With(b.Changes)
	}
	return err
}

// TestDoubtNamesTheLongest: a duration that leads past 2199 is kept and named, and the longest that is
// named does not lead there, while a day more does.
func TestDoubtNamesTheLongest(t *testing.T) {
	until := date.YMD(2200, 1, 1).At(0, 0, nil)
	for _, unit := range []string{"d", "ed", "w", "h"} {
		p := newPlanner(t)
		a := p.task("A", 1)
		if err := p.set(a, "duration", "99999999"+unit); err != nil {
			t.Fatal(err)
		}
		said := p.doubts(a)
		var most int64
		if _, err := fmt.Sscanf(said, a.String()+" duration: 99999999"+unit+" ends after the year 2199; %d"+unit+" is the longest that does not, from 2026-03-02 on", &most); err != nil {
			t.Fatalf("%q: %v", said, err)
		}
		for more, early := range map[int64]bool{0: true, 1: false} {
			if err := p.set(a, "duration", fmt.Sprint(most+more, unit)); err != nil {
				t.Fatal(err)
			}
			if d, _ := p.schedule().Of(a); d.Finish < until != early {
				t.Errorf("%d%s ends on %s", most+more, unit, d.Finish.RFC3339(nil))
			}
			if said, issues := p.doubts(a), len(p.schedule().Issues); (said == "") != early || (issues == 0) != early {
				t.Errorf("%d%s: %q, %d issues", most+more, unit, said, issues)
			}
		}
	}
}

// TestNoDatePast9999: a length that no calendar has time for leaves the dates it leads to empty, with
// those of all that waits for it, and the schedule says why; a shorter one brings them back.
func TestNoDatePast9999(t *testing.T) {
	p := newPlanner(t)
	a := p.task("A", 1)
	b := p.task("B", 1, after(a))
	c := p.task("C", 1)
	if err := p.set(a, "duration", "999999999d"); err != nil {
		t.Fatal(err)
	}
	task := func(id model.ID) *model.Task { x, _ := model.Find[*model.Task](p.snap, id); return x }
	if x := task(a); x.Start != march(2, 8, 0) || x.Finish != 0 || x.Duration.N != 999999999*8*3600 {
		t.Errorf("A %d > %d, %d", x.Start, x.Finish, x.Duration.N)
	}
	if x := task(b); x.Start != 0 || x.Finish != 0 {
		t.Errorf("B %d > %d", x.Start, x.Finish)
	}
	k, ctx := model.Kinds().Prefix(model.TaskPrefix), p.snap.Ctx(march(1, 0, 0))
	for id, names := range map[model.ID]string{a: "early_finish late_finish scheduled_finish finish total_float_minutes", b: "early_start early_finish late_start late_finish scheduled_start start finish total_float_minutes free_float_minutes"} {
		for _, name := range strings.Fields(names) {
			if v := k.Field(name).JSON(ctx.For(task(id)), task(id)); v != nil {
				t.Errorf("%s %s is %v", id, name, v)
			}
		}
	}
	issues := p.schedule().Issues
	if len(issues) != 2 || issues[0].Tasks[0] != a || !strings.Contains(issues[0].Message, "its finish is left empty") ||
		issues[1].Tasks[0] != b || !strings.Contains(issues[1].Message, "by what it waits for") {
		t.Errorf("%+v", issues)
	}
	if x, _ := model.Find[*model.Project](p.snap, p.project); x.Finish != 0 {
		t.Errorf("the project ends on %s", x.Finish.RFC3339(nil))
	}
	p.want(c, "Mon 2 08:00 > Mon 2 17:00")
	if err := p.set(a, "duration", "1d"); err != nil {
		t.Fatal(err)
	}
	p.want(b, "Tue 3 08:00 > Tue 3 17:00")
	if x := task(b); x.Start != march(3, 8, 0) || len(p.schedule().Issues) != 0 {
		t.Errorf("B is stored on %s, %+v", x.Start.RFC3339(nil), p.schedule().Issues)
	}
}

// A chain of the longest lengths there are does not overflow into the past.
func TestHugeChain(t *testing.T) {
	p := newPlanner(t)
	var last model.ID
	p.edit(func(e *model.Edit) {
		for range 3000 {
			prev := last
			last = p.put(e, "x", 1, func(t *model.Task) {
				t.Duration = date.Span{N: 1 << 50, Unit: date.ElapsedDays}
				if prev != 0 {
					t.Links = []model.TaskLink{{Predecessor: prev, Type: model.FS, Lag: date.Span{N: 1 << 50, Unit: date.ElapsedDays}}}
				}
			})
		}
	})
	x := p.schedule()
	if d, _ := x.Of(last); d.Start != date.End || d.Finish != date.End || x.Finish != date.End {
		t.Errorf("%+v, the project %d", d, x.Finish)
	}
	if n := len(x.Issues); n != 2 || !strings.Contains(x.Issues[1].Message, "and so do 2991 more") {
		t.Errorf("%d issues: %s", n, x.Issues[n-1].Message)
	}
}

// TestDoubtOfDates: of any kind, a date that nobody can mean is named at its field; others are not.
func TestDoubtOfDates(t *testing.T) {
	p := newPlanner(t)
	for at, want := range map[date.Instant]bool{0: false, date.YMD(1899, 6, 1).At(8, 0, nil): true, date.YMD(1900, 6, 1).At(8, 0, nil): false,
		date.YMD(2199, 6, 1).At(8, 0, nil): false, date.YMD(2200, 6, 1).At(8, 0, nil): true, date.YMD(9999, 12, 31).At(0, 0, nil): true} {
		id := p.task("A", 1, func(t *model.Task) {
			if t.ConstraintDate, t.Deadline = at, at; at != 0 {
				t.Constraint = "SNET"
			}
		})
		said := p.doubts(id)
		for _, field := range []string{"constraint_date", "deadline"} {
			text := fmt.Sprintf("%s: %s lies outside the years 1900 to 2199", field, at.Day(nil))
			if strings.Contains(said, text) != want {
				t.Errorf("%s: %q", at.Day(nil), said)
			}
		}
	}
	r := &model.Risk{Meta: model.Meta{ID: model.NewID(model.RiskPrefix, 1)}}
	k := model.Kinds().Prefix(model.RiskPrefix)
	if err := k.Field("proximity").Parse(p.snap.Ctx(march(1, 0, 0)), r, "0206-03-01"); err != nil {
		t.Fatal(err)
	}
	if said := k.Doubts(p.snap.Ctx(march(1, 0, 0)), r).Error(); said != "R-1 proximity: 0206-03-01 lies outside the years 1900 to 2199; is the year right?" {
		t.Error(said)
	}
}

// TestDoneSaysWhatIsLeft: % complete and duration give the remaining duration, unless that is told.
func TestDoneSaysWhatIsLeft(t *testing.T) {
	p := newPlanner(t)
	a := p.task("A", 10)
	left := func(want string) {
		t.Helper()
		x, _ := model.Find[*model.Task](p.snap, a)
		if got := x.Remaining.Text(date.Usual); got != want {
			t.Errorf("%d %% done: %q is left, want %q", x.Done/100, got, want)
		}
	}
	for _, step := range []struct{ field, value, want string }{
		{"notes", "x", ""}, {"duration", "20d", ""}, {"duration", "10d", ""}, {"percent", "50", "5d"}, {"percent", "75", "2d 4h"},
		{"duration", "20d", "5d"}, {"remaining", "7d", "7d"}, {"percent", "100", "0d"}, {"duration", "10d", "0d"}, {"percent", "0", "10d"},
		{"percent", "33.33", "6d 5h 20m"},
	} {
		if err := p.set(a, step.field, step.value); err != nil {
			t.Fatal(err)
		}
		if step.field == "percent" || step.field == "duration" || step.field == "remaining" {
			left(step.want)
		}
	}
	e := model.NewEdit(p.snap, march(1, 0, 0))
	if err := e.Set(a, "percent", "40"); err != nil {
		t.Fatal(err)
	}
	if err := e.Set(a, "remaining", "1d"); err != nil {
		t.Fatal(err)
	}
	b, err := e.Settled()
	if err != nil {
		t.Fatal(err)
	}
	p.snap = p.snap.With(b.Changes)
	left("1d") // both were said
	if d, _ := p.schedule().Of(a); d.Finish != march(6, 17, 0) {
		t.Errorf("4 d done and 1 d left end on %s", d.Finish.RFC3339(nil))
	}
}
