package report_test

import (
	"strings"
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/report"
)

// after makes an edit of the records of a context and gives the escalation as it is then, at a moment.
func after(t *testing.T, c *model.Ctx, esc model.ID, now date.Instant, do func(*model.Edit) error) (*model.Ctx, *model.Escalation) {
	t.Helper()
	e := model.NewEdit(c.Snap, now)
	if err := do(e); err != nil {
		t.Fatal(err)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	s := c.Snap.With(b.Changes)
	x, ok := model.Find[*model.Escalation](s, esc)
	if !ok {
		t.Fatal(esc, "is gone")
	}
	return s.Ctx(now), x
}

// TestPostMortemFacts: how long it took in both counts, who told us and when, and blanks where nobody
// wrote what was learned.
func TestPostMortemFacts(t *testing.T) {
	c, e := incident(t)
	open := report.IncidentOf(c, e).PostMortem()
	for _, want := range []string{"## Duration", "From opened to now (it is not resolved): **1 h 30** by the clock", "Working time: **1 h 30**", "## Impact and detection",
		"Impact 1 (critical), urgency 1 (critical), severity 1", "Told by: Sven, Fri 20 Nov 2026 08:00", "First answered Fri 20 Nov 2026 08:10, 10 min after it was opened",
		"## Lessons", "What we do next time: _to be filled in_"} {
		if !strings.Contains(open, want) {
			t.Errorf("no %q in\n%s", want, open)
		}
	}
	monday := date.Of(time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC))
	c, e = after(t, c, e.ID, monday, func(x *model.Edit) error {
		x.Put(model.LessonPrefix, &model.Lesson{Title: "Heads wear", Cause: "No spare.", Next: "Keep one", From: e.ID, Category: "process"})
		return x.Resolve(e.ID, "works")
	})
	done := report.IncidentOf(c, e).PostMortem()
	for _, want := range []string{"From opened to resolved: **3 days 1 h 00** by the clock", "L-1 Heads wear (to avoid); because: No spare; next time: Keep one"} {
		if !strings.Contains(done, want) {
			t.Errorf("no %q in\n%s", want, done)
		}
	}
	if i := strings.Index(done, "## Lessons"); strings.Contains(done[i:], "filled in") {
		t.Error("a blank beside what is known")
	}
}

// TestHeldUp: what was done before the escalation was opened was not held up by it.
func TestHeldUp(t *testing.T) {
	c, e := incident(t)
	task := func(x *model.Edit, p model.ID, name string, done date.Instant) model.ID {
		n := &model.Task{Project: p, Name: name, Type: "fixed units", Constraint: "ASAP"}
		if done != 0 {
			n.ActualStart, n.ActualFinish, n.Done = done-3600, done, 100_00
		}
		return x.Put(model.TaskPrefix, n)
	}
	c, e = after(t, c, e.ID, c.Now, func(x *model.Edit) error {
		p := x.Put(model.ProjectPrefix, &model.Project{Name: "Rollout", Account: e.Account, Phase: "executing", Method: "waterfall"})
		list := []model.ID{task(x, p, "Done long before", e.Opened-86_400), task(x, p, "Done meanwhile", e.Opened+1800), task(x, p, "Not done", 0)}
		return model.Update(x, e.ID, func(n *model.Escalation) error { n.Blocks = list; return nil })
	})
	_, held, ok := strings.Cut(report.IncidentOf(c, e).PostMortem(), "## What it held up")
	if !ok || strings.Contains(held, "Done long before") || !strings.Contains(held, "Done meanwhile") || !strings.Contains(held, "Not done") {
		t.Error(held)
	}
	only := *e
	only.Blocks = e.Blocks[:1]
	if strings.Contains(report.IncidentOf(c, &only).PostMortem(), "held up") {
		t.Error("a heading above nothing")
	}
}
