package triage

import (
	"slices"
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// What the reason says, signal by signal and term by term.
func TestEvidence(t *testing.T) {
	tests := []struct {
		name string
		make func(*world) model.ID
		want []string // "label: evidence"
	}{
		{"task", func(w *world) model.ID {
			return w.task("x", func(x *model.Task) {
				x.Milestone, x.Column, x.Done, x.Start, x.Finish, x.Deadline = true, "blocked", 30_00, at("2026-11-02"), at("2026-11-17 17:00"), at("2026-11-16")
			})
		}, []string{"late: planned finish 17 Nov has passed, 30% done", "blocked: its column or tag says blocked",
			"past its deadline: finish 17 Nov lies after the deadline 16 Nov", "milestone: a milestone", "age: 2 days old", "customer: Northwind is a key customer"}},
		{"start", func(w *world) model.ID {
			return w.task("x", func(x *model.Task) { x.Start, x.Finish = at("2026-11-19 08:00"), at("2026-11-27") })
		}, []string{"start overdue: planned start 19 Nov has passed and nothing holds it"}},
		{"escalation", func(w *world) model.ID {
			return w.escalation("e", func(x *model.Escalation) {
				x.Level, x.Impact, x.Urgency, x.NextUpdate = 3, 1, 1, at("08:30")
				x.Events = []model.Event{{At: at("08:45"), Kind: "contact", Direction: "in"}}
			})
		}, []string{"update overdue: the next update was owed by today 08:30", "unanswered: the customer wrote today 08:45 and has no answer",
			"open: opened Thu 16:40", "severity: severity 1, critical", "level: escalated to level 3"}},
		{"soon", func(w *world) model.ID {
			return w.escalation("e", func(x *model.Escalation) { x.NextUpdate = at("11:30") })
		}, []string{"update soon: the next update is owed by today 11:30"}},
		{"promise", func(w *world) model.ID { return w.promise("2026-11-18") }, []string{"promise overdue: was due 18 Nov"}},
		{"promise today", func(w *world) model.ID { return w.promise("today") }, []string{"promise due: is due today"}},
		{"risk", func(w *world) model.ID {
			return w.put(model.RiskPrefix, &model.Risk{Title: "r", Project: rollout, Status: "open", Category: "cost", Probability: 3, Cost: 4, Proximity: day("2026-11-18"), Review: day("2026-11-10")})
		}, []string{"proximity passed: was to hit 18 Nov; did it?", "review overdue: was to be looked at 10 Nov", "risk score: probability x impact 0.20"}},
		{"fired", func(w *world) model.ID {
			return w.put(model.RiskPrefix, &model.Risk{Title: "r", Project: rollout, Status: "triggered", Category: "cost"})
		}, []string{"risk triggered: the risk has happened"}},
		{"answer", func(w *world) model.ID {
			return w.put(model.AnswerPrefix, &model.Answer{Measure: "NPS", Scale: "0-10", Score: 3, Account: northwind, When: at("2026-11-17 10:00"), Touchpoint: "support"})
		}, []string{"detractor: an unhappy answer of 17 Nov without follow-up", "verdict: 3 of 10"}},
		{"blocker", func(w *world) model.ID {
			return w.blocker("b", func(b *model.Blocker) { b.Due, b.Severity, b.Level = at("2026-11-19 12:00"), 5, 2 })
		}, []string{"overdue: was due Thu 12:00", "stuck: somebody wrote it down as stuck", "severity: severity 5, minor", "level: escalated to level 2"}},
		{"blocker today", func(w *world) model.ID {
			return w.blocker("b", func(b *model.Blocker) { b.Due = at("15:00") })
		}, []string{"due: is due today 15:00"}},
		{"put away", func(w *world) model.ID {
			return w.blocker("b", func(b *model.Blocker) { b.State, b.Until = "snoozed", at("08:00") })
		}, []string{"back: put away until today 08:00"}},
		{"asked", func(w *world) model.ID {
			return w.blocker("b", func(b *model.Blocker) { b.State, b.Waiting.Nudge = "waiting", at("08:00") })
		}, []string{"nudge due: to ask again today 08:00"}},
		{"action", func(w *world) model.ID {
			return w.put(model.ActionPrefix, &model.Action{What: "a", For: rollout, State: "open", Type: "follow-up", Due: day("today")})
		}, []string{"action due: is due today"}},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			w := newWorld(t)
			it := w.item(tc.make(w))
			var got []string
			for _, x := range it.Terms() {
				got = append(got, x.Label+": "+x.Evidence)
			}
			for _, want := range tc.want {
				if !slices.Contains(got, want) {
					t.Errorf("no %q in\n%s", want, strings.Join(got, "\n"))
				}
			}
			checkTerms(t, it)
		})
	}
}

func TestWhoAndWhom(t *testing.T) {
	w := newWorld(t)
	task, esc := w.lateTask(), w.escalation("e", func(x *model.Escalation) { x.Project = rollout })
	ans := w.put(model.AnswerPrefix, &model.Answer{Measure: "CSAT", Scale: "1-5", Score: 1, Verbatim: "no", Account: northwind, When: at("2026-11-17"), Touchpoint: "support"})
	for id, want := range map[model.ID]string{task: "Rollout", esc: "Northwind", ans: "Northwind"} {
		it := w.item(id)
		if it.Who() != want || it.WaitingOn() != "" || it.ByHand() || it.Account() != northwind {
			t.Errorf("%s: who %q on %q", id, it.Who(), it.WaitingOn())
		}
	}
	if got := w.item(ans).Title(); got != `CSAT 1: "no"` {
		t.Errorf("title %q", got)
	}
	if w.item(task).Project() != rollout || w.queue().Ctx().Snap != w.snap {
		t.Error("project or context")
	}
	w.decide(Wait, "t", task)
	if got := w.item(task).WaitingOn(); got != "team: Grace" {
		t.Errorf("waits on %q", got)
	}
	w.edit(func(e *model.Edit) error {
		return model.Update(e, w.item(task).Blocker, func(b *model.Blocker) error { b.State, b.Owned = "doing", boss; return nil })
	})
	if got := w.item(task).WaitingOn(); got != "Grace" {
		t.Errorf("in other hands: %q", got)
	}
}

func TestAgo(t *testing.T) {
	for back, want := range map[date.Instant]string{0: "0 min ago", 59: "0 min ago", 600: "10 min ago", 7200: "2 h ago", 86400 * 3: "3 d ago"} {
		if got := ago(now, now-back); got != want {
			t.Errorf("%d s: %q, want %q", back, got, want)
		}
	}
	if ago(now, 0) != "" || days(now, 0) != 0 || days(now, now+1) != 0 {
		t.Error("no moment is long ago")
	}
}

// Severity of what nobody judged, by kind.
func TestSeverityOf(t *testing.T) {
	for want, r := range map[int]model.Record{
		1: &model.Escalation{Impact: 1, Urgency: 1}, 2: &model.Task{Milestone: true}, 3: &model.Promise{}, 4: &model.Action{}, 5: &model.Blocker{Severity: 5},
	} {
		if got := severityOf(r); got != want {
			t.Errorf("%T: %d, want %d", r, got, want)
		}
	}
	if severityOf(&model.Risk{Cost: 5}) != 1 || severityOf(&model.Risk{}) != 3 || severityOf(&model.Project{}) != 2 || severityOf(nil) != 3 {
		t.Error("risk, project or nothing")
	}
}

// Candidates: the same matter, then the same task, then words, then just the project.
func TestCandidatesAreRanked(t *testing.T) {
	w := newWorld(t)
	task := w.lateTask()
	it := w.blocker("Carrier API has no key", func(b *model.Blocker) { b.Blocks = []model.ID{task} })
	same := w.blocker("carrier api has no key", nil)
	words := w.escalation("Carrier key lost", nil)
	plain := w.blocker("Catering", nil)
	idle := w.task("Carrier contract", nil)
	risk := w.put(model.RiskPrefix, &model.Risk{Title: "Carrier may fail", Project: rollout, Status: "open", Category: "supplier"})
	got := w.queue().Candidates(w.item(it))
	var ids []model.ID
	for _, c := range got {
		ids = append(ids, c.ID)
		if c.Why == "" || c.Title == "" || c.ID == it {
			t.Errorf("candidate %+v", c)
		}
	}
	if len(ids) != 6 || ids[0] != same || ids[1] != task || ids[2] != words || ids[5] != plain || !slices.Contains(ids, idle) || !slices.Contains(ids, risk) {
		t.Errorf("candidates %v: %+v", ids, got)
	}
	for range 20 {
		w.blocker("more", nil)
	}
	if n := len(w.queue().Candidates(w.item(it))); n != 9 {
		t.Errorf("%d candidates, want 9", n)
	}
}

func TestWordsOf(t *testing.T) {
	if got := wordsOf("The carrier's API is not in 2 Places!"); !slices.Equal(got, []string{"carrier", "api", "places"}) {
		t.Errorf("words %q", got)
	}
	if n := shared([]string{"a", "b", "a"}, []string{"a", "c"}); n != 1 {
		t.Errorf("%d shared", n)
	}
}
