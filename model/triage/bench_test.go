package triage

import (
	"fmt"
	"testing"

	"tandem/model"
)

// big is a workspace of n records: tasks in chains over twenty projects, one in twenty
// late, and as many other records as a working life leaves behind.
func big(b testing.TB, n int) *world {
	w := newWorld(b)
	var list []model.Change
	add := func(prefix string, i int, r model.Record) {
		r.Base().ID = model.NewID(prefix, uint64(i))
		list = append(list, model.Change{ID: r.Base().ID, After: r})
	}
	for i := 2; i <= 21; i++ {
		add(model.ProjectPrefix, i, &model.Project{Name: fmt.Sprintf("Project %d", i), Account: northwind, Phase: "executing"})
	}
	for i := 1; i <= n*8/10; i++ {
		t := &model.Task{Name: fmt.Sprintf("Task %d of the plan", i), Project: model.NewID(model.ProjectPrefix, uint64(2+i%20)), Start: now - 86400*40, Finish: now - 86400*20, Done: 100_00}
		if i%2 == 0 {
			t.Start, t.Finish, t.Done = now+86400, now+86400*9, 0
		}
		if i%20 == 0 {
			t.Start, t.Finish = now-86400*9, now-86400*2
		}
		if i > 20 {
			t.Links = []model.TaskLink{{Predecessor: model.NewID(model.TaskPrefix, uint64(i-20)), Type: model.FS}}
		}
		add(model.TaskPrefix, i, t)
	}
	for i := 1; i <= n*2/10; i++ {
		add(model.PromisePrefix, i, &model.Promise{What: "Done long ago", Account: northwind, Due: now.Day(berlin), State: "kept", ClosedOn: now.Day(berlin) - 9})
	}
	w.snap = w.snap.With(list)
	w.mix(200)
	return w
}

// A queue when only a decision was made since the last one: blockers changed, tasks not.
func BenchmarkQueueAfterDecision(b *testing.B) {
	w := big(b, 100_000)
	w.queue()
	key := w.queue().Items(Now, model.Both)[0].Key()
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		e := model.NewEdit(w.snap, w.now)
		q := w.queue()
		_ = Decision{Snooze, "1"}.Apply(e, q, []*Item{q.Find(key)})
		batch, _ := e.Batch()
		next := w.snap.With(batch.Changes)
		b.StartTimer()
		Build(next.Ctx(w.now))
	}
	b.ReportMetric(float64(w.queue().Count(Now, model.Both)), "items")
}

// A queue when a task was changed since the last one: the worst case.
func BenchmarkQueueAfterTaskEdit(b *testing.B) {
	w := big(b, 100_000)
	id := model.NewID(model.TaskPrefix, 7)
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		t := *get[*model.Task](w, id)
		next := w.snap.With([]model.Change{{ID: id, After: &t}})
		b.StartTimer()
		Build(next.Ctx(w.now))
	}
}

func BenchmarkQueue200(b *testing.B) {
	w := newWorld(b)
	w.mix(200)
	b.ReportAllocs()
	for b.Loop() {
		w.queue()
	}
}

func BenchmarkCandidates(b *testing.B) {
	w := big(b, 100_000)
	q := w.queue()
	it := q.Items(Now, model.Both)[0]
	b.ReportAllocs()
	for b.Loop() {
		q.Candidates(it)
	}
}
