package triage

import (
	"fmt"
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
)

var berlin = mustZone("Europe/Berlin")

func mustZone(name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return loc
}

// at reads a moment in Berlin as people write it, counted from Friday 20 Nov 2026 09:12.
func at(s string) date.Instant {
	base := date.Of(time.Date(2026, 11, 20, 9, 12, 0, 0, berlin))
	i, err := date.Parse(s, base, berlin)
	if err != nil {
		panic(err)
	}
	return i
}

func day(s string) date.Day { return at(s).Day(berlin) }

var now = at("2026-11-20 09:12")

// world is a small workspace that tests add to.
type world struct {
	t    testing.TB
	snap *model.Snapshot
	now  date.Instant
}

// The records every world has.
var (
	northwind = model.NewID(model.AccountPrefix, 1)
	rollout   = model.NewID(model.ProjectPrefix, 1)
	me        = model.NewID(model.PersonPrefix, 1)
	boss      = model.NewID(model.PersonPrefix, 2)
)

func newWorld(t testing.TB) *world {
	w := &world{t: t, snap: model.NewSnapshot(model.Kinds()), now: now}
	w.edit(func(e *model.Edit) error {
		e.Put(model.PersonPrefix, fill(&model.Person{Name: "Ada", Kind: "work"}))
		e.Put(model.PersonPrefix, fill(&model.Person{Name: "Grace", Kind: "work"}))
		e.Put(model.CalendarPrefix, fill(&model.Calendar{Name: "Office", Zone: "Europe/Berlin", Week: model.OfficeWeek(), MinutesPerDay: 480}))
		cal := model.NewID(model.CalendarPrefix, 1)
		ws := model.Kinds().Prefix(model.WorkspacePrefix).New().(*model.Workspace)
		ws.Calendar, ws.Me = cal, me
		e.Put(model.WorkspacePrefix, ws)
		e.Put(model.AccountPrefix, &model.Account{Name: "Northwind", Tier: "key", Calendar: cal, Status: "active", Value: money.Amount{Minor: 1, Code: "EUR"}})
		e.Put(model.ContactPrefix, &model.Contact{Name: "Sam", Account: northwind})
		e.Put(model.ProjectPrefix, &model.Project{Name: "Rollout", Account: northwind, Phase: "executing", Method: "waterfall", Calendar: cal, Manager: boss})
		return nil
	})
	w.edit(func(e *model.Edit) error {
		return model.Update(e, northwind, func(a *model.Account) error {
			a.Sponsor = model.NewID(model.ContactPrefix, 1)
			return nil
		})
	})
	return w
}

func fill[T any](v T) T { return v }

// edit applies a change as the store would, and returns the batch.
func (w *world) edit(f func(*model.Edit) error) model.Batch {
	w.t.Helper()
	e := model.NewEdit(w.snap, w.now)
	if err := f(e); err != nil {
		w.t.Fatal(err)
	}
	b, err := e.Batch()
	if err != nil {
		w.t.Fatal(err)
	}
	w.snap = w.snap.With(b.Changes)
	return b
}

func (w *world) put(prefix string, r model.Record) model.ID {
	w.t.Helper()
	var id model.ID
	w.edit(func(e *model.Edit) error { id = e.Put(prefix, r); return nil })
	return id
}

func (w *world) queue() *Queue { return Build(w.snap.Ctx(w.now)) }

// item finds the item of a key, or fails.
func (w *world) item(key model.ID) *Item {
	w.t.Helper()
	it := w.queue().Find(key)
	if it == nil {
		w.t.Fatalf("%s is not in the queue", key)
	}
	return it
}

// view is where a key stands; 0 if nowhere.
func (w *world) view(key model.ID) View {
	if it := w.queue().Find(key); it != nil {
		return it.View
	}
	return 0
}

// decide makes a decision about the items of some keys.
func (w *world) decide(v Verb, arg string, keys ...model.ID) model.Batch {
	w.t.Helper()
	q := w.queue()
	var items []*Item
	for _, k := range keys {
		it := q.Find(k)
		if it == nil {
			w.t.Fatalf("%s is not in the queue", k)
		}
		items = append(items, it)
	}
	return w.edit(func(e *model.Edit) error { return Decision{v, arg}.Apply(e, q, items) })
}

func (w *world) task(name string, change func(*model.Task)) model.ID {
	t := model.Kinds().Prefix(model.TaskPrefix).New().(*model.Task)
	t.Name, t.Project = name, rollout
	if change != nil {
		change(t)
	}
	return w.put(model.TaskPrefix, t)
}

func (w *world) lateTask() model.ID {
	return w.task("Carrier API", func(t *model.Task) { t.Start, t.Finish, t.Done = at("2026-11-02 08:00"), at("2026-11-17 17:00"), 40_00 })
}

func (w *world) escalation(title string, change func(*model.Escalation)) model.ID {
	x := model.Kinds().Prefix(model.EscalationPrefix).New().(*model.Escalation)
	x.Title, x.Account, x.Opened = title, northwind, at("2026-11-19 16:40")
	if change != nil {
		change(x)
	}
	return w.put(model.EscalationPrefix, x)
}

func (w *world) promise(due string) model.ID {
	return w.put(model.PromisePrefix, &model.Promise{What: "Cut-over plan", Account: northwind, Due: day(due), State: "open"})
}

func (w *world) blocker(title string, change func(*model.Blocker)) model.ID {
	b := &model.Blocker{Title: title, Severity: 3, State: "open", Project: rollout, Raised: at("2026-11-16 10:00")}
	if change != nil {
		change(b)
	}
	return w.put(model.BlockerPrefix, b)
}

func get[T model.Record](w *world, id model.ID) T {
	w.t.Helper()
	r, ok := model.Find[T](w.snap, id)
	if !ok {
		w.t.Fatalf("%s is gone", id)
	}
	return r
}

// mix adds n records of all kinds that give signals, in a fixed pattern.
func (w *world) mix(n int) {
	w.edit(func(e *model.Edit) error {
		for i := range n {
			mixOne(e, i)
		}
		return nil
	})
}

func mixOne(e *model.Edit, i int) {
	back := now.Add(-time.Duration(i%23+1) * 24 * time.Hour)
	switch i % 8 {
	case 0:
		e.Put(model.TaskPrefix, &model.Task{Name: fmt.Sprintf("Work %d", i), Project: rollout, Start: back.Add(-time.Hour), Finish: back, Done: 10_00, Constraint: "ASAP", Type: "fixed units"})
	case 1:
		e.Put(model.EscalationPrefix, &model.Escalation{Title: fmt.Sprintf("Outage %d", i), Account: northwind, Project: rollout, Type: "incident",
			Impact: i%3 + 1, Urgency: i%2 + 1, Level: 1, Status: "open", Opened: back, NextUpdate: now.Add(time.Duration(i%9-4) * time.Hour)})
	case 2:
		e.Put(model.RiskPrefix, &model.Risk{Title: fmt.Sprintf("Supplier %d", i), Project: rollout, Category: "supplier", Status: "triggered", Probability: i%5 + 1, Cost: i%4 + 1})
	case 3:
		e.Put(model.PromisePrefix, &model.Promise{What: fmt.Sprintf("Plan %d", i), Account: northwind, Due: (back + 86400*10).Day(berlin), State: "open"})
	case 4:
		e.Put(model.ActionPrefix, &model.Action{What: fmt.Sprintf("Call %d", i), Project: rollout, Type: "corrective", State: "open", Due: back.Day(berlin)})
	case 5:
		e.Put(model.AnswerPrefix, &model.Answer{Measure: "NPS", Scale: "0-10", Score: i % 7, Account: northwind, When: back, Touchpoint: "support"})
	case 6:
		e.Put(model.BlockerPrefix, &model.Blocker{Title: fmt.Sprintf("Stuck %d", i), Severity: i%5 + 1, State: "open", Project: rollout, Raised: back})
	case 7:
		e.Put(model.RiskPrefix, &model.Risk{Title: fmt.Sprintf("Review %d", i), Project: rollout, Category: "people", Status: "open", Review: back.Day(berlin)})
	}
}
