package report

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
)

// TestSmallRiskThatHappened: a risk that has happened makes its part amber, however small it is, and is
// listed first; what is worse but only may happen is told too.
func TestSmallRiskThatHappened(t *testing.T) {
	for _, x := range []struct {
		name     string
		triggers int
		open     int // besides the one of the world
		want     model.Colour
		why      string
	}{
		{"none", 0, 0, model.Green, "the worst scores 0.10 (R-1)"},
		{"one of two", 1, 0, model.Amber, "the worst scores 0.10 (R-1); R-2 scores 0.01, and it has happened"},
		{"one behind more than are shown", 1, 7, model.Amber, "the worst scores 0.10 (R-1); R-2 scores 0.01, and it has happened"},
		{"two", 2, 0, model.Amber, "the worst scores 0.10 (R-1); R-2 scores 0.01, and it has happened, as has 1 more"},
	} {
		w := newWorld(t)
		w.snap = edit(t, w.snap, now, func(e *model.Edit) {
			for i := range x.triggers + x.open {
				r := &model.Risk{Title: fmt.Sprint("Risk ", i), Project: w.project, Category: "supplier", Status: "triggered", Probability: 1, Time: 1}
				if i >= x.triggers {
					r.Status, r.Probability, r.Time = "open", 1, 5
				}
				e.Put(model.RiskPrefix, r)
			}
		})
		s := w.status(t)
		p, ok := partNamed(s, "risks")
		if !ok || p.Colour != x.want || p.Why != x.why {
			t.Errorf("%s: %s, %q, want %s, %q", x.name, p.Colour, p.Why, x.want, x.why)
		}
		if x.triggers > 0 && s.Risks[0].Risk.Status != "triggered" || len(s.Risks) > topRisks {
			t.Errorf("%s: %+v", x.name, s.Risks)
		}
	}
}

// TestMilestonesAreJudgedBeforeTheyAreCut: whatever was reached, what is overdue is told and shown, then what
// comes next; what was reached stands where there is room left, the newest of it.
func TestMilestonesAreJudgedBeforeTheyAreCut(t *testing.T) {
	for _, x := range []struct {
		done, overdue, ahead int
		late, reached, more  int // shown
	}{{12, 1, 0, 1, 10, 2}, {2, 1, 3, 1, 2, 0}, {5, 2, 30, 2, 0, 26}, {0, 15, 2, 12, 0, 6}} {
		w := newWorld(t)
		w.snap = edit(t, w.snap, now, func(e *model.Edit) {
			put := func(name string, at, done date.Instant) {
				m := &model.Task{Project: w.project, Order: 9, Name: name, Milestone: true, Start: at, Finish: at, Type: "fixed units", Constraint: "ASAP"}
				if done != 0 {
					m.ActualStart, m.ActualFinish, m.Done = done, done, 100_00
				}
				e.Put(model.TaskPrefix, m)
			}
			for range x.done {
				put("Reached", day(9), day(9))
			}
			for range x.overdue {
				put("Overdue", day(10), 0)
			}
			for range x.ahead {
				put("Ahead", day(30), 0)
			}
		})
		s := w.status(t)
		p, _ := partNamed(s, "milestones")
		if want := count(x.overdue, "is", "are") + " overdue, by up to 8 working days"; p.Colour != model.Amber || p.Why != want {
			t.Errorf("%+v: %s, %q, want %q", x, p.Colour, p.Why, want)
		}
		late, reached := 0, 0
		for i, m := range s.Next {
			if m.Late {
				late++
			}
			if m.Done {
				reached++
			}
			if i > 0 && m.Due < s.Next[i-1].Due {
				t.Errorf("%+v: %s is shown behind %s", x, m.Due, s.Next[i-1].Due)
			}
		}
		if late != x.late || reached != x.reached || s.NextMore != x.more || len(s.Next) > mostPlaces {
			t.Errorf("%+v: %d shown, %d late, %d reached, %d more", x, len(s.Next), late, reached, s.NextMore)
		}
		if note := fmt.Sprintf("- and %s more", count(x.more, "milestone", "milestones")); strings.Contains(s.Markdown(), note) != (x.more > 0) {
			t.Errorf("%+v: %q is not told rightly in\n%s", x, note, s.Markdown())
		}
	}
}

// TestSlipByTheCalendar: days on which the project does not work are no days late, in the report, its
// changes and its milestones as in the health of the customer.
func TestSlipByTheCalendar(t *testing.T) {
	w := newWorld(t)
	end := func(d date.Day) date.Instant { return d.At(17, 0, time.UTC) }
	target, finish := date.YMD(2026, 12, 23), date.YMD(2027, 1, 4)
	at := end(date.YMD(2027, 1, 5))
	w.snap = edit(t, w.snap, now, func(e *model.Edit) {
		cal := e.Put(model.CalendarPrefix, &model.Calendar{Name: "Plant", Zone: "UTC", Week: model.OfficeWeek(),
			Exceptions: []model.Exception{{From: date.YMD(2026, 12, 24), To: date.YMD(2026, 12, 31), Name: "closed"}}})
		_ = model.Update(e, w.project, func(p *model.Project) error { p.Calendar, p.TargetFinish = cal, end(target); return nil })
		_ = model.Update(e, w.milestone, func(m *model.Task) error { m.Start, m.Finish = end(target), end(target); return nil })
	})
	before := w.snap
	w.snap = edit(t, w.snap, now, func(e *model.Edit) {
		_ = model.Update(e, w.milestone, func(m *model.Task) error { m.Start, m.Finish = end(finish), end(finish); return nil })
	})
	s, err := Of(w.snap.Ctx(at), w.project, before, now)
	if err != nil {
		t.Fatal(err)
	}
	if p, _ := partNamed(s, "finish"); s.Slip != 2 || p.Why != "the plan ends 2 working days after its target" {
		t.Errorf("%d days: %q", s.Slip, p.Why) // Friday 1 January and Monday 4
	}
	if p, _ := partNamed(s, "milestones"); p.Why != "1 is overdue, by up to 1 working day" {
		t.Errorf("milestones: %q", p.Why)
	}
	text := s.Markdown()
	if !strings.Contains(text, "finish: 4 Jan 2027, was 23 Dec 2026 (+2 working days)") || !strings.Contains(text, "Go-live: 4 Jan 2027, was 23 Dec 2026 (+2 working days)") {
		t.Errorf("changes in\n%s", text)
	}
}
