package model_test

import (
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
)

// A new task of a plan that has begun starts no earlier than the status date, else today; one that
// something else holds, or whose plan has not begun, is left alone.
func TestNewTaskOfARunningPlanStartsFromNow(t *testing.T) {
	at := func(month time.Month, day, hour int) date.Instant {
		return date.Of(time.Date(2026, month, day, hour, 0, 0, 0, time.UTC))
	}
	now := at(time.July, 16, 14) // a Thursday
	none := func(*model.Project, *model.Task, *model.Task) {}
	for _, c := range []struct {
		name string
		set  func(p *model.Project, first, x *model.Task)
		want date.Instant
	}{
		{"nothing has begun", none, 0},
		{"a task has begun", func(_ *model.Project, first, _ *model.Task) { first.Done = 10_00 }, at(time.July, 16, 8)},
		{"its phase says so", func(p *model.Project, _, _ *model.Task) { p.Phase = "executing" }, at(time.July, 16, 8)},
		{"with a status date, at the end of a Friday", func(p *model.Project, first, _ *model.Task) {
			first.Done, p.StatusDate = 10_00, at(time.July, 10, 18)
		}, at(time.July, 13, 8)},
		{"a project without a start, as trackers have them", func(p *model.Project, first, _ *model.Task) {
			p.Phase, p.Start, first.Start, first.Constraint, first.ConstraintDate = "executing", 0, at(time.March, 2, 9), "SNET", at(time.March, 2, 9)
		}, at(time.July, 16, 8)},
		{"it starts later anyway", func(p *model.Project, _, _ *model.Task) { p.Phase, p.Start = "executing", at(time.August, 3, 9) }, 0},
		{"scheduled from its finish", func(p *model.Project, _, _ *model.Task) {
			p.Phase, p.FromFinish, p.Finish = "executing", true, at(time.October, 1, 17)
		}, 0},
		{"with a link", func(p *model.Project, first, x *model.Task) {
			p.Phase, x.Links = "executing", []model.TaskLink{{Predecessor: first.ID, Type: model.FS}}
		}, 0},
		{"with a constraint", func(p *model.Project, _, x *model.Task) {
			p.Phase, x.Constraint, x.ConstraintDate = "executing", "FNET", at(time.March, 9, 17)
		}, 0},
		{"begun itself", func(p *model.Project, _, x *model.Task) { p.Phase, x.ActualStart = "executing", at(time.July, 1, 9) }, 0},
		{"set by hand", func(p *model.Project, _, x *model.Task) { p.Phase, x.Manual = "executing", true }, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := model.NewEdit(model.NewSnapshot(model.Kinds()), now)
			p := model.Kinds().Prefix(model.ProjectPrefix).New().(*model.Project)
			p.Name, p.Start = "Harbour", at(time.March, 2, 9)
			e.Put(model.ProjectPrefix, p)
			task := func(name string, order int) *model.Task {
				x := model.Kinds().Prefix(model.TaskPrefix).New().(*model.Task)
				x.Name, x.Project, x.Order = name, p.ID, order
				return x
			}
			first, x := task("Dig", 1), task("Pour", 2)
			e.Put(model.TaskPrefix, first)
			c.set(p, first, x)
			s := e.Base().With(must(e.Settled())(t).Changes)
			e = model.NewEdit(s, now)
			id := e.Put(model.TaskPrefix, x)
			words := e.Ctx.NotBeforeWords(x)
			if err := e.StartFromNow(id); err != nil {
				t.Fatal(err)
			}
			s = s.With(must(e.Settled())(t).Changes)
			got, _ := model.Find[*model.Task](s, id)
			if set := got.Constraint == "SNET"; set != (c.want != 0) || set && got.ConstraintDate != c.want {
				t.Errorf("%s %v, want %v", got.Constraint, got.ConstraintDate.In(nil), c.want.In(nil))
			}
			if (words != "") != (c.want != 0) {
				t.Errorf("says %q", words)
			}
			if d, _ := s.Schedule(p.ID).Of(id); c.want != 0 && (d.Start != c.want || got.Start != c.want || d.Driver.Cause != model.CauseConstraint) {
				t.Errorf("starts %v, stored %v, by %s", d.Start.In(nil), got.Start.In(nil), d.Driver.Cause)
			}
		})
	}
}

// What is added under a summary that waits for something waits with it.
func TestNewTaskUnderALinkedSummary(t *testing.T) {
	s, dig, pour := manned(t)
	now := date.Of(time.Date(2026, 8, 3, 8, 0, 0, 0, time.UTC))
	e := model.NewEdit(s, now)
	if err := e.Set(dig, "percent", "50"); err != nil {
		t.Fatal(err)
	}
	s = s.With(must(e.Settled())(t).Changes)
	x, _ := model.Find[*model.Task](s, pour)
	if at := s.Ctx(now).NotBefore(&model.Task{Project: x.Project, Parent: pour}); at != 0 {
		t.Errorf("under Pour, which waits for Dig: %v", at.In(nil))
	}
	if at := s.Ctx(now).NotBefore(&model.Task{Project: x.Project, Parent: dig}); at == 0 {
		t.Error("under Dig it may start in the past")
	}
}

// TestOpenedNow: an escalation made by hand was opened now, unless somebody says when.
func TestOpenedNow(t *testing.T) {
	now := date.YMD(2026, 3, 9).At(10, 0, nil)
	for opened, want := range map[date.Instant]date.Instant{0: now, now - 7200: now - 7200} {
		e := model.NewEdit(model.NewSnapshot(model.Kinds()), now)
		a := model.Kinds().Prefix(model.AccountPrefix).New().(*model.Account)
		a.Name = "Acme"
		x := model.Kinds().Prefix(model.EscalationPrefix).New().(*model.Escalation)
		x.Title, x.Account, x.Opened = "Portal down", e.Put(model.AccountPrefix, a), opened
		id := e.Put(model.EscalationPrefix, x)
		if err := e.StartFromNow(id); err != nil {
			t.Fatal(err)
		}
		if got := e.Get(id).(*model.Escalation).Opened; got != want {
			t.Errorf("opened %v, want %v", got, want)
		}
	}
}

// TestAnsweredNow: an answer put down by hand was given now, unless somebody says when.
func TestAnsweredNow(t *testing.T) {
	now := date.YMD(2026, 3, 9).At(10, 0, nil)
	for when, want := range map[date.Instant]date.Instant{0: now, now - 7200: now - 7200} {
		e := model.NewEdit(model.NewSnapshot(model.Kinds()), now)
		x := model.Kinds().Prefix(model.AnswerPrefix).New().(*model.Answer)
		x.When = when
		id := e.Put(model.AnswerPrefix, x)
		if err := e.StartFromNow(id); err != nil {
			t.Fatal(err)
		}
		if got := e.Get(id).(*model.Answer).When; got != want {
			t.Errorf("given %v, want %v", got, want)
		}
	}
}
