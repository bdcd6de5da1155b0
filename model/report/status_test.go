package report

import (
	"strings"
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
)

var (
	now = date.Of(time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC))
	eur = func(n int64) money.Amount { return money.Amount{Minor: n * 100, Code: "EUR"} }
)

// day is the closing of a day of November 2026.
func day(d int) date.Instant { return date.YMD(2026, 11, d).At(17, 0, time.UTC) }

// world is a project with a plan, money, a risk, a decision and a customer.
type world struct {
	snap                                             *model.Snapshot
	account, project, milestone, task, line, risk, q model.ID
}

func edit(t *testing.T, s *model.Snapshot, at date.Instant, f func(*model.Edit)) *model.Snapshot {
	t.Helper()
	e := model.NewEdit(s, at)
	f(e)
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	next := s.With(b.Changes)
	if err := model.Validate(next, b, at); err != nil {
		t.Fatal(err)
	}
	return next
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{}
	w.snap = edit(t, model.NewSnapshot(model.Kinds()), day(1), func(e *model.Edit) {
		w.account = e.Put(model.AccountPrefix, &model.Account{Name: "Northwind", Tier: "key", Status: "active"})
		w.project = e.Put(model.ProjectPrefix, &model.Project{Name: "Rollout", Account: w.account, Method: "waterfall", Phase: "executing", Start: day(2), TargetFinish: day(27), StatusDate: day(19)})
		w.task = e.Put(model.TaskPrefix, &model.Task{Project: w.project, Order: 1, Name: "Build *it*", Start: day(2), Finish: day(25), Type: "fixed units", Constraint: "ASAP"})
		w.milestone = e.Put(model.TaskPrefix, &model.Task{Project: w.project, Order: 2, Name: "Go-live", Milestone: true, Start: day(27), Finish: day(27), Type: "fixed units", Constraint: "ASAP"})
		w.line = e.Put(model.CostLinePrefix, &model.CostLine{Name: "Labour", Project: w.project, Category: "labour", Spread: "even", Planned: eur(1000)})
		w.risk = e.Put(model.RiskPrefix, &model.Risk{Title: "Late hardware", Project: w.project, Category: "supplier", Status: "open", Probability: 3, Time: 3})
		w.q = e.Put(model.DecisionPrefix, &model.Decision{Question: "Which port?", Project: w.project, Status: "open", NeededBy: date.YMD(2026, 11, 18)})
		e.Put(model.EscalationPrefix, &model.Escalation{Title: "Printer offline", Account: w.account, Project: w.project, Type: "incident", Impact: 1, Urgency: 1, Level: 1, Status: "open", Opened: day(19)})
	})
	return w
}

func (w *world) status(t *testing.T) *Status {
	t.Helper()
	s, err := Of(w.snap.Ctx(now), w.project, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestColour(t *testing.T) {
	update := func(w *world, t *testing.T, f func(*model.Edit)) { w.snap = edit(t, w.snap, now, f) }
	spend := func(n int64) func(*world, *testing.T) {
		return func(w *world, t *testing.T) {
			update(w, t, func(e *model.Edit) {
				e.Put(model.LedgerPrefix, &model.LedgerEntry{Text: "Bill", Date: date.YMD(2026, 11, 10), Project: w.project, Kind: "invoice", Amount: eur(n)})
			})
		}
	}
	finish := func(d date.Instant) func(*world, *testing.T) {
		return func(w *world, t *testing.T) {
			update(w, t, func(e *model.Edit) {
				_ = model.Update(e, w.milestone, func(x *model.Task) error { x.Start, x.Finish = d, d; return nil })
			})
		}
	}
	for _, x := range []struct {
		name string
		do   func(*world, *testing.T)
		want model.Colour
		part string
		why  string
	}{
		{"as planned", func(*world, *testing.T) {}, model.Green, "finish", "the plan ends by its target"},
		{"ten working days late", finish(date.YMD(2026, 12, 11).At(17, 0, time.UTC)), model.Amber, "finish", "10 working days after"},
		{"eleven working days late", finish(date.YMD(2026, 12, 14).At(17, 0, time.UTC)), model.Red, "finish", "11 working days after"},
		{"milestone overdue", finish(day(18)), model.Red, "milestones", "1 is overdue, by up to 2 working days"},
		{"all of the money", spend(1000), model.Green, "cost", "100 %"},
		{"a little over", spend(1050), model.Amber, "cost", "105 %"},
		{"far over", spend(1101), model.Red, "cost", "110 %"},
		{"risk has happened", func(w *world, t *testing.T) {
			update(w, t, func(e *model.Edit) {
				_ = model.Update(e, w.risk, func(r *model.Risk) error { r.Status = "triggered"; return nil })
			})
		}, model.Amber, "risks", "it has happened"},
		{"no target", func(w *world, t *testing.T) {
			update(w, t, func(e *model.Edit) {
				_ = model.Update(e, w.project, func(p *model.Project) error { p.TargetFinish = 0; return nil })
			})
		}, model.Amber, "finish", "cannot be judged"},
		{"half of the work overdue", func(w *world, t *testing.T) {
			update(w, t, func(e *model.Edit) {
				_ = model.Update(e, w.task, func(x *model.Task) error { x.Deadline = day(12); return nil })
			})
		}, model.Red, "open work", "2 tasks, 1 overdue"},
		{"half of the work blocked", func(w *world, t *testing.T) {
			update(w, t, func(e *model.Edit) {
				_ = model.Update(e, w.task, func(x *model.Task) error { x.Column = "Blocked"; return nil })
			})
		}, model.Amber, "open work", "1 blocked"},
		{"half of the work undated", func(w *world, t *testing.T) {
			update(w, t, func(e *model.Edit) {
				_ = model.Update(e, w.task, func(x *model.Task) error { x.Start, x.Finish = 0, 0; return nil })
			})
		}, model.Amber, "open work", "1 without a date"},
		{"stale", func(w *world, t *testing.T) {
			update(w, t, func(e *model.Edit) {
				_ = model.Update(e, w.project, func(p *model.Project) error { p.StatusDate = day(5); return nil })
			})
		}, model.Amber, "freshness", "15 days"},
	} {
		t.Run(x.name, func(t *testing.T) {
			w := newWorld(t)
			x.do(w, t)
			s := w.status(t)
			if s.Colour != x.want {
				t.Errorf("%s: %+v", s.Colour, s.Parts)
			}
			for _, p := range s.Parts {
				if p.Name == x.part && strings.Contains(p.Why, x.why) {
					return
				}
			}
			t.Errorf("no %s with %q in %+v", x.part, x.why, s.Parts)
		})
	}
}

func TestWorkdays(t *testing.T) {
	fri := date.YMD(2026, 11, 20)
	w := newWorld(t)
	c := w.snap.Ctx(now)
	p, _ := model.Find[*model.Project](w.snap, w.project)
	for n, want := range map[date.Day]int{0: 0, 1: 0, 2: 0, 3: 1, 7: 5, 8: 5, 10: 6, 14: 10, -1: -1, -7: -5} {
		if got := c.Workdays(p, fri, fri+n); got != want {
			t.Errorf("Friday %+d: %d, not %d", n, got, want)
		}
	}
}

func TestMarkdown(t *testing.T) {
	w := newWorld(t)
	text := w.status(t).Markdown()
	for _, want := range []string{
		"# Status of Rollout, 20 Nov 2026", "**green** · for Northwind · 0 % of the work done", "| finish as planned | 27 Nov 2026 |",
		"| Go-live | " + w.milestone.String() + " | 27 Nov 2026 |  |", "| EUR | €1,000 | €0 | €0 |",
		"- 0.10 Late hardware (" + w.risk.String(), "- Which port? (" + w.q.String() + ", was needed by 18 Nov 2026)", "- open, severity 1: Printer offline",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if strings.Contains(text, "Since the last report") {
		t.Error("tells of changes without a report before")
	}
}

func TestEscape(t *testing.T) {
	for in, want := range map[string]string{"a*b": `a\*b`, "# x": `\# x`, "two\nlines": "two lines", "a|b": `a\|b`, "T-1": "T-1"} {
		if got := escape(in); got != want {
			t.Errorf("%q became %q", in, got)
		}
	}
}

func TestChanges(t *testing.T) {
	w := newWorld(t)
	before := w.snap
	w.snap = edit(t, w.snap, now, func(e *model.Edit) {
		_ = model.Update(e, w.milestone, func(x *model.Task) error { x.Start, x.Finish = day(30), day(30); return nil })
		_ = model.Update(e, w.risk, func(r *model.Risk) error { r.Probability = 4; return nil })
		_ = model.Update(e, w.q, func(d *model.Decision) error { d.Status, d.Outcome = "decided", "Hamburg"; return nil })
		e.Put(model.LedgerPrefix, &model.LedgerEntry{Text: "Bill", Date: date.YMD(2026, 11, 10), Project: w.project, Kind: "actual", Amount: eur(250)})
	})
	s, err := Of(w.snap.Ctx(now), w.project, before, day(13))
	if err != nil {
		t.Fatal(err)
	}
	text := s.Markdown()
	for _, want := range []string{
		"## Since the last report, 13 Nov 2026", "- colour: amber, was green", "- finish: 30 Nov 2026, was 27 Nov 2026 (+1 working days)",
		"Go-live: 30 Nov 2026, was 27 Nov 2026", "- risk now 0.14, was 0.10: Late hardware", "- decided: Which port?: Hamburg", "- spent: €250 more, €250 in all",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	same, _ := Of(w.snap.Ctx(now), w.project, w.snap, now)
	if len(same.Changes) != 0 || !strings.Contains(same.Markdown(), "nothing that this report tells of has changed") {
		t.Errorf("changes against itself: %+v", same.Changes)
	}
}

func TestKeep(t *testing.T) {
	w := newWorld(t)
	s := w.status(t)
	var id model.ID
	w.snap = edit(t, w.snap, now, func(e *model.Edit) {
		var err error
		if id, err = s.Keep(e, "the words", nil, "board@example.org"); err != nil {
			t.Fatal(err)
		}
	})
	r, ok := model.Find[*model.Report](w.snap, id)
	if !ok || r.Text != "the words" || r.Colour != model.Green || r.Sent != now || r.Recipients != "board@example.org" {
		t.Errorf("%+v", r)
	}
	if p, _ := model.Find[*model.Project](w.snap, w.project); p.Reported != model.Green {
		t.Errorf("the project is reported %q", p.Reported)
	}
	if w.snap.LastReport(w.project, "status") != r {
		t.Error("it is not the last report")
	}
}

func TestUnknownProject(t *testing.T) {
	w := newWorld(t)
	if _, err := Of(w.snap.Ctx(now), w.task, nil, 0); err == nil {
		t.Error("a task has a status report")
	}
}
