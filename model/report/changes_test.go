package report

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/govalues/decimal"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
)

// TestEachChange: one edit after the last report, and just what the next report tells of it. Working
// days are Mondays to Fridays: from Friday 27 November 2026 to Monday 30 it is one, back to Thursday 19
// it is minus six (26, 25, 24, 23, 20, 19).
func TestEachChange(t *testing.T) {
	update := func(id func(*world) model.ID, f func(*model.Task)) func(*world, *model.Edit) {
		return func(w *world, e *model.Edit) {
			_ = model.Update(e, id(w), func(x *model.Task) error { f(x); return nil })
		}
	}
	risk := func(f func(*model.Risk)) func(*world, *model.Edit) {
		return func(w *world, e *model.Edit) {
			_ = model.Update(e, w.risk, func(x *model.Risk) error { f(x); return nil })
		}
	}
	project := func(f func(*model.Project)) func(*world, *model.Edit) {
		return func(w *world, e *model.Edit) {
			_ = model.Update(e, w.project, func(x *model.Project) error { f(x); return nil })
		}
	}
	milestone := func(w *world) model.ID { return w.milestone }
	task := func(w *world) model.ID { return w.task }
	for _, x := range []struct {
		name  string
		do    func(*world, *model.Edit)
		want  []string
		about func(*world) model.ID // of the first line
	}{
		{"a milestone comes sooner", update(milestone, func(x *model.Task) { x.Start, x.Finish = day(19), day(19) }),
			[]string{"Go-live: 19 Nov 2026, was 27 Nov 2026 (-6 working days)"}, milestone},
		{"at another hour of its day", update(milestone, func(x *model.Task) { x.Start, x.Finish = day(27)-3600, day(27)-3600 }), nil, nil},
		{"a milestone is reached", update(milestone, func(x *model.Task) { x.Done, x.ActualStart, x.ActualFinish = 100_00, day(19), day(19) }), []string{"reached: Go-live"}, milestone},
		{"a task is finished", update(task, func(x *model.Task) { x.Done, x.ActualStart, x.ActualFinish = 100_00, day(3), day(19) }), []string{"1 task finished"}, nil},
		{"tasks are added", func(w *world, e *model.Edit) {
			for range 2 {
				e.Put(model.TaskPrefix, &model.Task{Project: w.project, Order: 9, Name: "More", Start: day(20), Finish: day(24), Type: "fixed units", Constraint: "ASAP"})
			}
		}, []string{"2 tasks added to the plan"}, nil},
		{"a risk is closed", risk(func(r *model.Risk) { r.Status = "closed" }), []string{"risk closed: Late hardware"}, func(w *world) model.ID { return w.risk }},
		{"a risk happens", risk(func(r *model.Risk) { r.Status = "triggered" }), []string{"colour: amber, was green", "risk has happened: Late hardware"}, nil},
		// probability 3 is .5, impact 2 is .1: .5 x .1 = .05; before it was .5 x .2
		{"a risk is less", risk(func(r *model.Risk) { r.Time = 2 }), []string{"risk now 0.05, was 0.10: Late hardware"}, nil},
		{"a risk is new", func(w *world, e *model.Edit) {
			e.Put(model.RiskPrefix, &model.Risk{Title: "Frost", Project: w.project, Category: "economic", Status: "open", Probability: 1, Time: 1})
		}, []string{"new risk (0.01): Frost"}, nil}, // .1 x .05 = .005, rounded up
		{"a risk of another project", func(w *world, e *model.Edit) {
			p := e.Put(model.ProjectPrefix, &model.Project{Name: "Other", Method: "waterfall", Phase: "executing"})
			e.Put(model.RiskPrefix, &model.Risk{Title: "Frost", Project: p, Category: "economic", Status: "open", Probability: 5, Time: 5})
		}, nil, nil},
		{"the target is taken off", project(func(p *model.Project) { p.TargetFinish = 0 }), []string{"colour: amber, was green", "target: none, was 27 Nov 2026"}, nil},
		{"the target is later", project(func(p *model.Project) { p.TargetFinish = day(30) }), []string{"target: 30 Nov 2026, was 27 Nov 2026 (+1 working days)"}, nil},
		{"more is planned to be spent", func(w *world, e *model.Edit) {
			_ = model.Update(e, w.line, func(x *model.CostLine) error { x.Planned = eur(1200); return nil })
		}, []string{"planned cost: €1,200, was €1,000"}, nil},
		{"the last line of a currency is taken off", func(w *world, e *model.Edit) { _ = e.Delete(w.line) }, []string{"planned cost: none in EUR, was €1,000"}, nil},
		{"a currency is new", func(w *world, e *model.Edit) {
			e.Put(model.CostLinePrefix, &model.CostLine{Name: "Customs", Project: w.project, Category: "other", Spread: "even", Planned: money.Amount{Minor: 50_000, Code: "JPY"}})
		}, []string{"planned cost: ¥50,000, there was none in JPY"}, nil},
		{"an escalation is solved", func(w *world, e *model.Edit) {
			for x := range model.Each[*model.Escalation](e.Base(), model.EscalationPrefix) {
				_ = e.Resolve(x.ID, "works")
			}
		}, []string{"solved: Printer offline"}, nil},
		{"an escalation is raised", func(w *world, e *model.Edit) {
			e.Put(model.EscalationPrefix, &model.Escalation{Title: "Scanner offline", Account: w.account, Project: w.project, Type: "incident", Impact: 2, Urgency: 2, Level: 1, Status: "open", Opened: day(20)})
		}, []string{"raised: Scanner offline"}, nil},
		{"a change is asked for", func(w *world, e *model.Edit) {
			e.Put(model.ChangeRequestPrefix, &model.ChangeRequest{Title: "Two docks more", Project: w.project, Status: "asked"})
		}, []string{"change asked: Two docks more"}, nil},
	} {
		t.Run(x.name, func(t *testing.T) {
			w := newWorld(t)
			before := w.snap
			e := model.NewEdit(w.snap, now)
			x.do(w, e)
			b, err := e.Batch()
			if err != nil {
				t.Fatal(err)
			}
			w.snap = w.snap.With(b.Changes)
			s, err := Of(w.snap.Ctx(now), w.project, before, now-86400)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, c := range s.Changes {
				if !strings.HasPrefix(c.What, "done: ") && !strings.HasPrefix(c.What, "finish: ") && !(strings.HasPrefix(c.What, "colour") && !slices.Contains(x.want, c.What)) {
					got = append(got, c.What)
				}
			}
			if !slices.Equal(got, x.want) {
				t.Errorf("got %q\nwant %q", got, x.want)
			}
			if x.about != nil && !slices.ContainsFunc(s.Changes, func(c Change) bool { return c.About == x.about(w) && c.What == x.want[0] }) {
				t.Errorf("%q is about none of it: %+v", x.want[0], s.Changes)
			}
		})
	}
}

// TestReopenedRisk: a risk that was closed and is open again is told, with its score, as a new one is.
func TestReopenedRisk(t *testing.T) {
	w := newWorld(t)
	set := func(f func(*model.Risk)) {
		e := model.NewEdit(w.snap, now)
		_ = model.Update(e, w.risk, func(r *model.Risk) error { f(r); return nil })
		b, err := e.Batch()
		if err != nil {
			t.Fatal(err)
		}
		w.snap = w.snap.With(b.Changes)
	}
	for _, x := range []struct {
		status model.RiskStatus
		want   string
	}{{"open", "risk open again (0.10): Late hardware"}, {"watched", "risk open again (0.10): Late hardware"}, {"triggered", "risk has happened: Late hardware"}} {
		set(func(r *model.Risk) { r.Status = "closed" })
		before := w.snap
		set(func(r *model.Risk) { r.Status = x.status })
		s, err := Of(w.snap.Ctx(now), w.project, before, now-86400)
		if err != nil || !slices.Contains(s.Changes, Change{w.risk, x.want}) {
			t.Errorf("%s: %v %+v", x.status, err, s.Changes)
		}
	}
}

// TestNewProject: what was not there when the last report was sent is new as a whole.
func TestNewProject(t *testing.T) {
	w := newWorld(t)
	s, err := Of(w.snap.Ctx(now), w.project, model.NewSnapshot(model.Kinds()), day(1))
	if err != nil || len(s.Changes) != 1 || s.Changes[0].What != "the project is new" {
		t.Errorf("%v %+v", err, s.Changes)
	}
}

// TestNewsOfEachKind: one thing happened with a customer, and just what is told of it, as good or bad.
// Today is Friday 20 November 2026; the last word was on Tuesday 10.
func TestNewsOfEachKind(t *testing.T) {
	nov := func(d int) date.Day { return date.YMD(2026, 11, d) }
	promise := func(p model.Promise) func(*model.Edit, model.ID) {
		return func(e *model.Edit, a model.ID) { p.Account = a; e.Put(model.PromisePrefix, &p) }
	}
	order := func(o model.Order) func(*model.Edit, model.ID) {
		return func(e *model.Edit, a model.ID) { o.Account = a; e.Put(model.OrderPrefix, &o) }
	}
	answer := func(x model.Answer) func(*model.Edit, model.ID) {
		return func(e *model.Edit, a model.ID) { x.Account = a; e.Put(model.AnswerPrefix, &x) }
	}
	half := []model.OrderLine{{Text: "x", Ordered: decimal.MustParse("4"), Delivered: decimal.MustParse("2")}}
	for _, x := range []struct {
		name string
		do   func(*model.Edit, model.ID)
		want string
		good int
	}{
		{"kept on its day", promise(model.Promise{What: "a plan", Due: nov(18), State: "kept", ClosedOn: nov(18)}), "We kept a promise on Wednesday 18 November: a plan.", 1},
		{"kept a day late", promise(model.Promise{What: "a plan", Due: nov(17), State: "kept", ClosedOn: nov(18)}), "We kept a promise on Wednesday 18 November, later than we said: a plan.", -1},
		{"kept before then", promise(model.Promise{What: "a plan", Due: nov(9), State: "kept", ClosedOn: nov(9)}), "", 0},
		{"broken", promise(model.Promise{What: "a plan", Due: nov(16), State: "broken"}), "We had promised this for Monday 16 November and did not keep it: a plan.", -1},
		{"due and open", promise(model.Promise{What: "a plan?", Due: nov(18), State: "open"}), "A promise that was due on Wednesday 18 November is still open: a plan?", -1},
		{"due today is not late yet", promise(model.Promise{What: "a plan", Due: nov(20), State: "open"}), "", 0},
		{"moved in time", promise(model.Promise{What: "a plan", Due: nov(30), State: "renegotiated", Moves: []model.PromiseMove{{On: nov(17), From: nov(18), To: nov(30)}}}),
			"We moved a promise from Wednesday 18 November to Monday 30 November: a plan.", 0},
		{"moved when it was late", promise(model.Promise{What: "a plan", Due: nov(30), State: "renegotiated", Moves: []model.PromiseMove{{On: nov(19), From: nov(18), To: nov(30)}}}),
			"We moved a promise from Wednesday 18 November to Monday 30 November: a plan.", -1},
		{"delivered in full", order(model.Order{Title: "Printers", Promised: nov(18), Delivered: nov(18), Status: "delivered"}), "We delivered on time and in full on Wednesday 18 November: Printers.", 1},
		{"delivered late", order(model.Order{Title: "Printers", Promised: nov(16), Delivered: nov(19), Status: "delivered"}), "We delivered on Thursday 19 November, three days late: Printers.", -1},
		{"a day late", order(model.Order{Title: "Printers", Promised: nov(18), Delivered: nov(19), Status: "delivered"}), "We delivered on Thursday 19 November, one day late: Printers.", -1},
		{"by the promised day, not the wished one", order(model.Order{Title: "Printers", Requested: nov(12), Promised: nov(19), Delivered: nov(19), Status: "delivered"}),
			"We delivered on time and in full on Thursday 19 November: Printers.", 1},
		{"by the wished day where none was promised", order(model.Order{Title: "Printers", Requested: nov(17), Delivered: nov(19), Status: "delivered"}), "We delivered on Thursday 19 November, two days late: Printers.", -1},
		{"not there", order(model.Order{Title: "Printers", Promised: nov(18), Status: "open"}), "A delivery that was due on Wednesday 18 November is not there: Printers.", -1},
		{"in part, the rest not due yet", order(model.Order{Title: "Printers", Promised: nov(25), Delivered: nov(18), Status: "open", Lines: half}), "We delivered a part on Wednesday 18 November, the rest is due on Wednesday 25 November: Printers.", 0},
		{"in part, the rest is late", order(model.Order{Title: "Printers", Promised: nov(19), Delivered: nov(18), Status: "open", Lines: half}), "We delivered on Wednesday 18 November, but not all of it: Printers.", -1},
		{"refused", order(model.Order{Title: "Printers", Promised: nov(18), Delivered: nov(18), SignedOn: nov(19), Status: "refused"}), "They refused a delivery on Thursday 19 November: Printers.", -1},
		{"cancelled", order(model.Order{Title: "Printers", Promised: nov(18), Status: "cancelled"}), "", 0},
		{"a promoter", answer(model.Answer{When: day(18), Measure: "NPS", Scale: "0-10", Score: 9}), "Somebody gave us 9 of 10 on Wednesday 18 November.", 1},
		{"a passive one", answer(model.Answer{When: day(18), Measure: "NPS", Scale: "0-10", Score: 7}), "Somebody gave us 7 of 10 on Wednesday 18 November.", 0},
		{"a detractor with words", answer(model.Answer{When: day(18), Measure: "NPS", Scale: "0-10", Score: 6, Verbatim: `it "works"`}),
			`Somebody gave us 6 of 10 on Wednesday 18 November and wrote "it 'works'."`, -1},
		{"an answer of another year", answer(model.Answer{When: day(18) - 365*86400, Measure: "NPS", Scale: "0-10", Score: 6}), "", 0},
		{"a talk with a mood", func(e *model.Edit, a model.ID) {
			e.Put(model.InteractionPrefix, &model.Interaction{Account: a, When: day(18), Mood: -1, Summary: "the docks", Direction: "in", Channel: "phone"})
		}, "Somebody was " + model.MoodWord(-1) + " on Wednesday 18 November: the docks.", -1},
		{"a talk without one", func(e *model.Edit, a model.ID) {
			e.Put(model.InteractionPrefix, &model.Interaction{Account: a, When: day(18), Summary: "the docks", Direction: "in", Channel: "phone"})
		}, "", 0},
		{"an escalation", func(e *model.Edit, a model.ID) {
			e.Put(model.EscalationPrefix, &model.Escalation{Title: "Down", Account: a, Type: "incident", Impact: 1, Urgency: 2, Level: 1, Status: "open", Opened: day(18)})
		}, "They raised a severe matter on Wednesday 18 November: Down.", -1}, // 1 + 2 - 1 = 2, the second word
		{"a milestone", func(e *model.Edit, a model.ID) {
			p := e.Put(model.ProjectPrefix, &model.Project{Name: "Rollout", Account: a, Method: "waterfall", Phase: "executing"})
			e.Put(model.TaskPrefix, &model.Task{Project: p, Name: "Go-live", Milestone: true, Start: day(18), Finish: day(18), ActualStart: day(18), ActualFinish: day(18), Done: 100_00, Type: "fixed units", Constraint: "ASAP"})
		}, "We reached a milestone of Rollout on Wednesday 18 November: Go-live.", 1},
	} {
		t.Run(x.name, func(t *testing.T) {
			var a model.ID
			e := model.NewEdit(model.NewSnapshot(model.Kinds()), now)
			a = e.Put(model.AccountPrefix, &model.Account{Name: "Northwind", Tier: "key", Status: "active"})
			x.do(e, a)
			b, err := e.Batch()
			if err != nil {
				t.Fatal(err)
			}
			got := News(e.Base().With(b.Changes).Ctx(now), a, day(10), nil)
			switch {
			case x.want == "" && len(got) > 0:
				t.Errorf("told of %+v", got)
			case x.want != "" && (len(got) != 1 || got[0].Text != x.want || got[0].Good != x.good):
				t.Errorf("got %+v\nwant %q, %d", got, x.want, x.good)
			}
		})
	}
}

// TestHeadlinesAreShort: the same news with short days, and the year of one that is not this year's.
func TestHeadlinesAreShort(t *testing.T) {
	e := model.NewEdit(model.NewSnapshot(model.Kinds()), now)
	a := e.Put(model.AccountPrefix, &model.Account{Name: "Northwind", Tier: "key", Status: "active"})
	e.Put(model.AnswerPrefix, &model.Answer{Account: a, When: day(18), Measure: "NPS", Scale: "0-10", Score: 9})
	e.Put(model.AnswerPrefix, &model.Answer{Account: a, When: date.YMD(2025, 12, 24).At(12, 0, time.UTC), Measure: "NPS", Scale: "0-10", Score: 8})
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	got := Headlines(e.Base().With(b.Changes).Ctx(now), a, day(1)-365*86400, nil)
	if len(got) != 2 || got[0].Text != "Somebody gave us 9 of 10 on Wed 18 Nov." || got[1].Text != "Somebody gave us 8 of 10 on Wed 24 Dec 2025." {
		t.Errorf("%+v", got)
	}
}

// TestWall: a length on the clock on the wall, to the minute below.
func TestWall(t *testing.T) {
	for d, want := range map[time.Duration]string{-time.Hour: "0 min", 59*time.Minute + 59*time.Second: "59 min", time.Hour: "1 h 00", 23*time.Hour + 5*time.Minute: "23 h 05",
		24 * time.Hour: "1 day 0 h 00", 25*time.Hour + 30*time.Minute: "1 day 1 h 30", 51*time.Hour + 5*time.Minute: "2 days 3 h 05"} {
		if got := wall(d); got != want {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
	}
}

// TestSpeech: words as they are said aloud.
func TestSpeech(t *testing.T) {
	for in, want := range map[string]string{"": "", " a  b ": "a b.", "a.": "a.", "why?": "why?", `he said "no!"`: `he said "no!"`, "no!": "no!"} {
		if got := sentence(in); got != want {
			t.Errorf("sentence %q: %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"The plan": "the plan", "NPS fell": "NPS fell", "A plan": "a plan", "X": "X", "2 docks": "2 docks"} {
		if got := lower(in); got != want {
			t.Errorf("lower %q: %q, want %q", in, got, want)
		}
	}
	for n, want := range map[int]string{0: "none days", 1: "one day", 2: "two days", 12: "twelve days", 13: "13 days"} {
		if got := many(n, "day", "days"); got != want {
			t.Errorf("%d: %q", n, got)
		}
	}
	for in, want := range map[string][]string{"": nil, "a": {"a"}, "a and b": {"a", "b"}, "a, b and c": {"a", "b", "c"}} {
		if got := listed(want); got != in {
			t.Errorf("%q: %q", want, got)
		}
	}
	for x, want := range map[float64]string{-.4: "0", -1.2: "minus 1", 0: "0", 41.6: "42"} {
		if got := sayScore(x); got != want {
			t.Errorf("%g: %q, want %q", x, got, want)
		}
	}
	if got := bare("Go live?!. "); got != "Go live" {
		t.Errorf("%q", got)
	}
	if got := sayMoney(eur(1450)); got != "€1,450" {
		t.Errorf("%q", got)
	}
}
