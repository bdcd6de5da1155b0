package triage

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tandem/model"
)

// signalTests make a record each and say what it gives.
var signalTests = []struct {
	name   string
	make   func(*world) model.ID
	want   string // the signals; "" for no item in Now
	glyph  Glyph
	hat    model.Hat
	due    string
	leaves string
}{
	{"late task", (*world).lateTask, "late", GlyphLate, model.PM, "3 d late", "finish moves"},
	{"late by its deadline alone", func(w *world) model.ID {
		return w.task("x", func(t *model.Task) { t.Deadline = at("2026-11-17 17:00") })
	}, "late", GlyphLate, model.PM, "3 d late", "finish moves"},
	{"deadline alone, still to come", func(w *world) model.ID {
		return w.task("x", func(t *model.Task) { t.Deadline = at("2026-11-27 17:00") })
	}, "", 0, 0, "", ""},
	{"finished late task", func(w *world) model.ID {
		return w.task("x", func(t *model.Task) { t.Finish, t.Done = at("2026-11-17"), 100_00 })
	}, "", 0, 0, "", ""},
	{"late summary", func(w *world) model.ID {
		id := w.task("x", func(t *model.Task) { t.Finish = at("2026-11-17") })
		w.task("y", func(t *model.Task) { t.Parent = id })
		return id
	}, "", 0, 0, "", ""},
	{"late but inactive", func(w *world) model.ID {
		return w.task("x", func(t *model.Task) { t.Finish, t.Inactive = at("2026-11-17"), true })
	}, "", 0, 0, "", ""},
	{"late in a closed project", func(w *world) model.ID {
		id := w.lateTask()
		w.edit(func(e *model.Edit) error {
			return model.Update(e, rollout, func(p *model.Project) error { p.Phase = "closed"; return nil })
		})
		return id
	}, "", 0, 0, "", ""},
	{"start overdue", func(w *world) model.ID {
		return w.task("x", func(t *model.Task) { t.Start, t.Finish = at("2026-11-19 08:00"), at("2026-11-27 17:00") })
	}, "start overdue", GlyphLate, model.PM, "1 d late", "work starts"},
	{"start overdue, held by a predecessor", func(w *world) model.ID {
		p := w.task("p", nil)
		return w.task("x", func(t *model.Task) {
			t.Start, t.Finish, t.Links = at("2026-11-19"), at("2026-11-27"), []model.TaskLink{{Predecessor: p, Type: model.FS}}
		})
	}, "", 0, 0, "", ""},
	{"milestone past its deadline", func(w *world) model.ID {
		return w.task("x", func(t *model.Task) {
			t.Milestone, t.Finish, t.Deadline = true, at("2026-12-10"), at("2026-12-04")
		})
	}, "past its deadline", GlyphLate, model.PM, "slips 6 d", "before the deadline"},
	{"task marked blocked", func(w *world) model.ID {
		return w.task("x", func(t *model.Task) { t.Column = "Blocked" })
	}, "blocked", GlyphBlocked, model.PM, "", "marked blocked"},
	{"blocked and late, one item", func(w *world) model.ID {
		return w.task("x", func(t *model.Task) { t.Tags, t.Finish = []string{"blocked"}, at("2026-11-19 17:00") })
	}, "late, blocked", GlyphBlocked, model.PM, "1 d late", "finish moves"},
	{"risk triggered", func(w *world) model.ID {
		return w.put(model.RiskPrefix, &model.Risk{Title: "r", Project: rollout, Status: "triggered", Category: "cost", Probability: 4, Cost: 3})
	}, "risk triggered", GlyphRisk, model.PM, "triggered", "risk is closed"},
	{"risk past its proximity and review", func(w *world) model.ID {
		return w.put(model.RiskPrefix, &model.Risk{Title: "r", Account: northwind, Status: "open", Category: "cost", Proximity: day("2026-11-18"), Review: day("2026-11-10")})
	}, "proximity passed, review overdue", GlyphRisk, model.DM, "2 d late", "date moves"},
	{"risk reviewed today", func(w *world) model.ID {
		return w.put(model.RiskPrefix, &model.Risk{Title: "r", Project: rollout, Status: "open", Category: "cost", Review: day("today")})
	}, "", 0, 0, "", ""},
	{"escalation without a next update", func(w *world) model.ID { return w.escalation("e", nil) }, "open", GlyphBreach, model.DM, "", "update logged"},
	{"escalation soon", func(w *world) model.ID {
		return w.escalation("e", func(x *model.Escalation) { x.NextUpdate = at("11:30") })
	}, "update soon, open", GlyphBreach, model.DM, "today 11:30", "update logged"},
	{"escalation breached", func(w *world) model.ID {
		return w.escalation("e", func(x *model.Escalation) { x.Opened, x.NextUpdate = at("2026-11-19 15:00"), at("2026-11-19 16:00") })
	}, "update overdue, open", GlyphBreach, model.DM, "1 d late", "update logged"},
	{"escalation with a later update", func(w *world) model.ID {
		return w.escalation("e", func(x *model.Escalation) { x.NextUpdate = at("2026-11-25 16:00") })
	}, "", 0, 0, "", ""},
	{"customer unanswered", func(w *world) model.ID {
		return w.escalation("e", func(x *model.Escalation) {
			x.NextUpdate = at("2026-11-25 16:00")
			x.Events = []model.Event{{At: at("2026-11-19 17:00"), Kind: "contact", Direction: "out"}, {At: at("09:02"), Kind: "contact", Direction: "in"}}
		})
	}, "unanswered, open", GlyphBreach, model.DM, "10 min ago", "update logged"},
	{"escalation resolved", func(w *world) model.ID {
		return w.escalation("e", func(x *model.Escalation) { x.Status, x.Resolved = "resolved", at("2026-11-19 17:00") })
	}, "", 0, 0, "", ""},
	{"promise due", func(w *world) model.ID { return w.promise("today") }, "promise due", GlyphPromise, model.DM, "today", "new date"},
	{"promise overdue", func(w *world) model.ID { return w.promise("2026-11-18") }, "promise overdue", GlyphPromise, model.DM, "2 d late", "new date"},
	{"promise later", func(w *world) model.ID { return w.promise("2026-11-30") }, "", 0, 0, "", ""},
	{"action overdue", func(w *world) model.ID {
		return w.put(model.ActionPrefix, &model.Action{What: "a", For: rollout, State: "open", Type: "follow-up", Due: day("2026-11-18")})
	}, "action overdue", GlyphAction, model.PM, "2 d late", "done"},
	{"detractor", func(w *world) model.ID {
		return w.put(model.AnswerPrefix, &model.Answer{Measure: "NPS", Scale: "0-10", Score: 3, Verbatim: "too slow", Account: northwind, When: at("2026-11-17 10:00"), Touchpoint: "support"})
	}, "detractor", GlyphDetractor, model.DM, "2 d ago", "followed up"},
	{"promoter", func(w *world) model.ID {
		return w.put(model.AnswerPrefix, &model.Answer{Measure: "NPS", Scale: "0-10", Score: 9, Account: northwind, When: at("2026-11-17"), Touchpoint: "support"})
	}, "", 0, 0, "", ""},
	{"target passed", func(w *world) model.ID {
		w.edit(func(e *model.Edit) error {
			return model.Update(e, rollout, func(p *model.Project) error { p.TargetFinish = at("2026-11-15 17:00"); return nil })
		})
		return rollout
	}, "target passed", GlyphLate, model.PM, "5 d late", "target moves"},
	{"blocker by hand", func(w *world) model.ID { return w.blocker("No key", nil) }, "stuck", GlyphBlocked, model.PM, "", "blocker is closed"},
	{"blocker due today", func(w *world) model.ID {
		return w.blocker("No key", func(b *model.Blocker) { b.Due = at("15:00") })
	}, "due, stuck", GlyphBlocked, model.PM, "today 15:00", "blocker is closed"},
}

func TestSignals(t *testing.T) {
	for _, tc := range signalTests {
		t.Run(tc.name, func(t *testing.T) {
			w := newWorld(t)
			id := tc.make(w)
			it := w.queue().Find(id)
			if tc.want == "" {
				if it != nil && it.View == Now {
					t.Fatalf("%s is in Now: %v", id, it.Signals())
				}
				return
			}
			if it == nil || it.View != Now {
				t.Fatalf("%s is not in Now: %+v", id, it)
			}
			if got := strings.Join(it.Signals(), ", "); got != tc.want {
				t.Errorf("signals %q, want %q", got, tc.want)
			}
			if it.Glyph != tc.glyph || it.Hat != tc.hat || it.DueText() != tc.due {
				t.Errorf("glyph %v hat %v due %q, want %v %v %q", it.Glyph, it.Hat, it.DueText(), tc.glyph, tc.hat, tc.due)
			}
			if got := it.LeavesWhen(); !strings.Contains(got, tc.leaves) {
				t.Errorf("leaves when %q, want %q", got, tc.leaves)
			}
			checkTerms(t, it)
		})
	}
}

// checkTerms holds an item to the sum of its terms, each with words.
func checkTerms(t testing.TB, it *Item) {
	t.Helper()
	var sum Points
	for _, x := range it.Terms() {
		sum += x.Points
		if x.Label == "" || x.Evidence == "" || x.Points == 0 || it.q.c.Snap.Get(x.Ref) == nil {
			t.Errorf("%s: term without words, weight or record: %+v", it.Key(), x)
		}
	}
	if sum != it.Score {
		t.Errorf("%s: terms sum to %v, score %v", it.Key(), sum, it.Score)
	}
}

func TestOneItemForABlockerAndItsTask(t *testing.T) {
	w := newWorld(t)
	task := w.lateTask()
	next := w.task("Labels", func(x *model.Task) { x.Links = []model.TaskLink{{Predecessor: task, Type: model.FS}} })
	w.task("Cut-over", func(x *model.Task) { x.Links = []model.TaskLink{{Predecessor: next, Type: model.FS}} })
	b := w.blocker("No sandbox key", func(b *model.Blocker) { b.About, b.Severity, b.Due = task, 2, at("2026-11-27") })
	q := w.queue()
	if n := q.Count(Now, model.Both); n != 1 {
		t.Fatalf("%d items, want 1", n)
	}
	it := q.Find(b)
	if it.DueText() != "3 d late" {
		t.Errorf("due %q although the task was due before the blocker", it.DueText())
	}
	if got := strings.Join(it.Signals(), ", "); got != "late, stuck" || it.Subject != task || it.Title() != "No sandbox key" || it.Ref() != task {
		t.Errorf("%q about %s: %s", it.Title(), it.Subject, got)
	}
	labels := ""
	for _, x := range it.Terms() {
		labels += x.Label + " " + x.Points.String() + "; "
	}
	if want := "late 12.0; stuck 6.0; severity 18.0; age 0.9; downstream 1.6; customer 4.0; "; labels != want {
		t.Errorf("terms %q, want %q", labels, want)
	}
	checkTerms(t, it)
}

func TestViewsAndHats(t *testing.T) {
	w := newWorld(t)
	w.mix(40)
	w.promise("2026-12-10")
	q := w.queue()
	for _, v := range Views {
		all := q.Items(v, model.Both)
		seen := map[model.ID]bool{}
		for _, it := range all {
			if seen[it.Key()] {
				t.Errorf("%s: %s stands twice", v, it.Key())
			}
			seen[it.Key()] = true
		}
		pm, dm := q.Items(v, model.PM), q.Items(v, model.DM)
		if len(pm) != q.Count(v, model.PM) || len(dm) != q.Count(v, model.DM) || len(all) > len(pm)+len(dm) {
			t.Errorf("%s: %d items, %d PM, %d DM", v, len(all), len(pm), len(dm))
		}
	}
	if got := q.Count(Promised, model.Both); got != 6 {
		t.Errorf("%d promises, want 6", got)
	}
	if !slices.IsSortedFunc(q.Items(Promised, model.Both), func(a, b *Item) int { return int(a.Due - b.Due) }) {
		t.Error("promises are not in order of their dates")
	}
	if q.Items(0, model.Both) != nil || q.Count(99, model.PM) != 0 {
		t.Error("there are views beyond the six")
	}
}

func TestOrderIsTotal(t *testing.T) {
	w := newWorld(t)
	w.mix(160)
	items := w.queue().Items(Now, model.Both)
	if len(items) < 100 {
		t.Fatalf("only %d items", len(items))
	}
	for i, it := range items {
		checkTerms(t, it)
		if i > 0 && byRank(items[i-1], it) >= 0 {
			t.Fatalf("%s does not come before %s", items[i-1].Key(), it.Key())
		}
		if i > 0 && it.First && !items[i-1].First {
			t.Fatalf("%s is due today and stands behind one that is not", it.Key())
		}
	}
	again := w.queue().Items(Now, model.Both)
	for i := range items {
		if again[i].Key() != items[i].Key() {
			t.Fatalf("row %d is %s, then %s", i, items[i].Key(), again[i].Key())
		}
	}
}

// A random set of records and moments: no item twice, terms sum to the score.
func TestQueueProperties(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(t)
		w.mix(rapid.IntRange(0, 60).Draw(rt, "n"))
		w.now = now.Add(time.Duration(rapid.IntRange(-400, 2000).Draw(rt, "hours")) * time.Hour)
		q := w.queue()
		seen := map[model.ID]bool{}
		for i := range q.items {
			it := &q.items[i]
			if seen[it.Key()] {
				rt.Fatalf("%s twice", it.Key())
			}
			seen[it.Key()] = true
			checkTerms(t, it)
			if it.View == 0 || it.Title() == "" {
				rt.Fatalf("%s: view %v title %q", it.Key(), it.View, it.Title())
			}
		}
	})
}

func TestDownstreamStopsCounting(t *testing.T) {
	w := newWorld(t)
	first := w.lateTask()
	prev := first
	for range 30 {
		p := prev
		prev = w.task("next", func(x *model.Task) { x.Links = []model.TaskLink{{Predecessor: p, Type: model.FS}} })
	}
	// a loop must not hang the count
	w.edit(func(e *model.Edit) error {
		e.KeepLoops() // as an import does
		return model.Update(e, first, func(x *model.Task) error {
			x.Links = []model.TaskLink{{Predecessor: prev, Type: model.SS}}
			return nil
		})
	})
	for _, x := range w.item(first).Terms() {
		if x.Label == "downstream" && (x.Points != downstreamPoints*maxDownstream || !strings.Contains(x.Evidence, "or more")) {
			t.Errorf("downstream %+v", x)
		}
	}
}

func TestNames(t *testing.T) {
	if Points(125).String() != "12.5" || Points(125).Float() != 12.5 {
		t.Error("points")
	}
	if Done.String() != "Done" || View(77).String() != "Done" || GlyphRisk.String() != "risk" || TaskLate.String() != "late" {
		t.Error("names")
	}
	for s := UpdateOverdue; s <= Planned; s++ {
		if s.String() == "" {
			t.Errorf("signal %d has no name", s)
		}
	}
}

func TestFingerprint(t *testing.T) {
	marks := []mark{{TaskLate, 100}, {StartOverdue, 7}}
	fp := fingerprint(marks)
	for _, m := range marks {
		if !holds(fp, m) {
			t.Errorf("%q does not hold %v", fp, m)
		}
	}
	for _, m := range []mark{{TaskLate, 10}, {TaskLate, 1000}, {StartOverdue, 0}, {TaskBlocked, 100}} {
		if holds(fp, m) {
			t.Errorf("%q holds %v", fp, m)
		}
	}
	if holds("", marks[0]) {
		t.Error("an empty fingerprint holds something")
	}
}

// TestQueueOnAllProcessors: a long queue is made on all processors, and is the one that one makes.
func TestQueueOnAllProcessors(t *testing.T) {
	w := big(t, 20_000)
	w.edit(func(e *model.Edit) error {
		for i := range 3000 {
			b := &model.Blocker{Title: "held up", Project: model.NewID(model.ProjectPrefix, uint64(2+i%20)), State: model.BlockerOpen, Severity: 1 + i%5, Raised: now - 3600}
			if i%2 == 0 {
				b.About = model.NewID(model.TaskPrefix, uint64(20+20*(i%700)))
			}
			e.Put(model.BlockerPrefix, b)
		}
		return nil
	})
	tell := func() (out []string) {
		q := Build(w.snap.Ctx(w.now))
		for _, v := range []View{Now, Doing, Waiting, Scheduled, Promised, Done} {
			for _, it := range q.Items(v, model.Both) {
				out = append(out, fmt.Sprint(v, it.Key(), it.Blocker, it.Score, it.Due, it.Since, it.Signals(), len(it.Terms())))
			}
		}
		return append(out, fmt.Sprint(q.Decided))
	}
	many := tell()
	was := runtime.GOMAXPROCS(1)
	alone := tell()
	runtime.GOMAXPROCS(was)
	if len(many) < 3000 || !slices.Equal(many, alone) {
		t.Fatalf("%d items on all processors, %d on one", len(many), len(alone))
	}
}
