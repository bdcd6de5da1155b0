package model_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
)

func (p *planner) slips(extra ...model.Look) map[model.ID]model.Slip {
	c := p.ctx(march(9, 12, 0))
	out := map[model.ID]model.Slip{}
	for _, s := range c.Slips(p.project, append(c.Looks(p.project), extra...)) {
		out[s.Task] = s
	}
	return out
}

func line(s model.Slip) string {
	var out []string
	for _, p := range s.Points {
		out = append(out, fmt.Sprintf("%s %s>%s", p.Source, p.At.In(nil).Format("2"), p.Finish.In(nil).Format("2")))
	}
	return strings.Join(out, " ")
}

// TestSlips: baselines, reports as sent, the journal and the present make one line for each
// milestone, in the order of looking, and one for the finish.
func TestSlips(t *testing.T) {
	p, walls, _, _, keys := cottage(t)
	p.take(0, "As approved", march(2, 9, 0))
	then := p.snap
	p.edit(func(e *model.Edit) { _ = e.Set(walls, "duration", "4d") })
	p.take(1, "", march(4, 9, 0))
	p.edit(func(e *model.Edit) {
		text := "# Status\n\n| | date |\n|---|---|\n| finish as planned | 11 Mar 2026 |\n\n| milestone | | date | |\n|---|---|---|---|\n| Keys | " + keys.String() + " | 11 Mar 2026 | |\n| Far | T-99 | 1 Jan 2027 | |\n| Walls | " + walls.String() + " | no date | |\n"
		e.Put(model.ReportPrefix, &model.Report{Title: "Status", Type: "status", Project: p.project, AsOf: march(5, 9, 0), Sent: march(5, 9, 0), Text: text})
		e.Put(model.ReportPrefix, &model.Report{Title: "Draft", Type: "status", Project: p.project, AsOf: march(6, 9, 0), Text: text})
		e.Put(model.ReportPrefix, &model.Report{Title: "Words", Type: "status", Project: p.project, AsOf: march(6, 9, 0), Sent: march(6, 9, 0), Text: "All well."})
	})
	s := p.slips(model.LookBack(then, p.project, march(3, 9, 0)))
	if len(s) != 2 {
		t.Fatalf("%d lines", len(s))
	}
	if got, want := line(s[keys]), "baseline 2>6 journal 3>6 baseline 4>10 report 5>11 now 9>10"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got, want := line(s[p.project]), "baseline 2>6 journal 3>6 baseline 4>10 report 5>11 now 9>10"; got != want {
		t.Errorf("finish: %s, want %s", got, want)
	}
	day := int64(8 * 3600)
	if x := s[keys]; x.By != 2*day || x.Moves != 3 || x.Last != -day || x.Trend() != "recovering" || len(x.Changed()) != 4 {
		t.Errorf("by %d in %d moves, the last %d, %s; changed %d", x.By, x.Moves, x.Last, x.Trend(), len(x.Changed()))
	}
	p.edit(func(e *model.Edit) {
		_ = model.Update(e, keys, func(x *model.Task) error { x.Done, x.ActualFinish = 100_00, march(6, 12, 0); return nil })
	})
	if x := p.slips()[keys]; !x.Reached || x.Trend() != "reached" || !strings.HasSuffix(line(x), "reached 6>6") {
		t.Errorf("%s: %s", x.Trend(), line(x))
	}
}

func TestSlipsOfNothing(t *testing.T) {
	p := newPlanner(t)
	if s := p.slips(); len(s) != 0 {
		t.Errorf("an empty plan has %d lines", len(s))
	}
	c := p.ctx(march(9, 12, 0))
	if c.Slips(model.NewID("P", 9), nil) != nil || c.Looks(model.NewID("P", 9)) != nil {
		t.Error("a project that is not there")
	}
	if l := model.LookBack(p.snap, model.NewID("P", 9), march(1, 0, 0)); len(l.Finish) != 0 {
		t.Errorf("%+v", l)
	}
	p.task("Walls", 2)
	if s := p.slips(); len(s) != 1 || s[p.project].Moves != 0 {
		t.Errorf("a plan without milestones: %+v", s)
	}
}

// TestSlipTimes looks back by days, weeks or months, newest first, never more than sixty times.
func TestSlipTimes(t *testing.T) {
	now := date.YMD(2026, time.November, 20).At(9, 0, nil)
	for days, want := range map[date.Day]int{0: 0, 1: 1, 59: 59, 60: 8, 400: 57, 1000: 35, 4000: 43, 40000: 60} {
		got := model.SlipTimes(now-date.Instant(days)*86400, now, nil)
		if len(got) < want-1 || len(got) > want+1 || len(got) > 60 {
			t.Errorf("%d days: %d looks, want %d", days, len(got), want)
		}
		for i, at := range got {
			if at >= now || i > 0 && at >= got[i-1] {
				t.Errorf("%d days: look %d is not before the one before", days, i)
			}
		}
	}
}

// TestScope: what is handed over, when it is accepted, and by whom; a deliverable without criteria
// cannot be accepted.
func TestScope(t *testing.T) {
	p := newPlanner(t, func(x *model.Project) { x.Objectives, x.ScopeIn = "A dry house.", "Walls and roof." })
	walls := p.task("Walls", 2, func(x *model.Task) { x.Deliverable, x.Acceptance = true, "- straight\n- dry" })
	roof := p.task("Roof", 30, func(x *model.Task) { x.Deliverable = true })
	p.task("Tea", 1)
	var me model.ID
	p.edit(func(e *model.Edit) {
		me = e.Put(model.PersonPrefix, &model.Person{Name: "Mara"})
		w := &model.Workspace{Name: "W", Currency: "EUR", Me: me}
		w.ID = model.WorkspaceID
		e.Put(model.WorkspacePrefix, w)
	})
	s, err := p.ctx(march(9, 12, 0)).ScopeOf(p.project)
	if err != nil || len(s.Deliverables) != 2 || s.Unclear != 1 || s.Deliverables[0].State() != "late" || s.Deliverables[1].State() != "no criteria" {
		t.Fatalf("%+v %v", s, err)
	}
	for id, want := range map[model.ID]string{roof: "no acceptance criteria", walls: ""} {
		b, err := p.try(march(9, 12, 0), func(e *model.Edit) error { return e.Act(id, "accept") })
		if want == "" && err == nil {
			p.snap = p.snap.With(b.Changes)
		} else if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", id, err)
		}
	}
	if _, err := p.try(march(9, 12, 0), func(e *model.Edit) error { return e.Act(walls, "accept") }); err == nil || !strings.Contains(err.Error(), "already") {
		t.Errorf("accepted twice: %v", err)
	}
	s, _ = p.ctx(march(9, 12, 0)).ScopeOf(p.project)
	text := s.Markdown()
	for _, want := range []string{"# Scope of Plan", "A dry house.", "## Out of scope\n\n(not written yet)", "1 of 2 accepted; 1 without acceptance criteria",
		"### Walls (" + walls.String() + ")\n\n- due 3 Mar 2026\n- state: accepted, on 9 Mar 2026 by Mara\n\nAccepted when:\n\n- straight\n- dry", "### Roof", "state: no criteria"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

// The same two dates are as far apart for the milestones as for the variances, whatever the time of
// day is: from Fri 6 at noon to Tue 10 at closing are two days, from noon to closing of a day half
// of one.
func TestSlipAndVarianceAgree(t *testing.T) {
	p, walls, _, _, keys := cottage(t)
	p.edit(func(e *model.Edit) { _ = e.Set(walls, "duration", "1.5d") })
	p.take(0, "As approved", march(2, 9, 0))
	p.edit(func(e *model.Edit) { _ = e.Set(walls, "duration", "4d") })
	slips := p.slips()
	x := p.compare(0)
	seen := 0
	for _, v := range x.Rows {
		if s, ok := slips[v.Task]; ok && v.Task == keys {
			seen++
			if s.By != v.Finish || s.By == 0 || s.By%(8*3600) != 0 {
				t.Errorf("slip %d, variance %d", s.By, v.Finish)
			}
		}
	}
	if seen != 1 || slips[p.project].By != x.Total.Finish {
		t.Errorf("%d rows; the whole slips by %d, varies by %d", seen, slips[p.project].By, x.Total.Finish)
	}
}
