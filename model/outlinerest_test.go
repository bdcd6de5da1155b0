package model_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// begun makes a task of ten days of which four are done.
func (p *planner) begun() model.ID {
	id := p.task("B", 10, func(t *model.Task) { t.ActualStart, t.Done = march(2, 8, 0), 40_00 })
	p.settle()
	return id
}

// What is still open about a task goes on with the rest of it where the first part is done.
func TestSplitOpenMattersGoOn(t *testing.T) {
	type pair struct {
		what       string
		make       func(id, other model.ID) (string, model.Record)
		named      func(r model.Record) []model.ID
		goes, both bool // with the rest; it names another task too
	}
	b, d := model.BlockerPrefix, model.DecisionPrefix
	about := func(r model.Record) []model.ID { return []model.ID{r.(*model.Blocker).About} }
	tests := []pair{
		{"an open blocker", func(id, _ model.ID) (string, model.Record) {
			return b, &model.Blocker{Title: "x", Severity: 3, About: id, State: model.BlockerOpen}
		}, about, true, false},
		{"a blocker that waits", func(id, _ model.ID) (string, model.Record) {
			return b, &model.Blocker{Title: "x", Severity: 3, About: id, State: model.BlockerWaiting}
		}, about, true, false},
		{"a closed blocker", func(id, _ model.ID) (string, model.Record) {
			return b, &model.Blocker{Title: "x", Severity: 3, About: id, State: model.BlockerClosed}
		}, about, false, false},
		{"one that holds it up", func(id, other model.ID) (string, model.Record) {
			return b, &model.Blocker{Title: "x", Severity: 3, Blocks: []model.ID{other, id}, State: model.BlockerOpen}
		}, func(r model.Record) []model.ID { return r.(*model.Blocker).Blocks }, true, true},
		{"an open risk", func(id, other model.ID) (string, model.Record) {
			return model.RiskPrefix, &model.Risk{Title: "x", Status: "watched", Tasks: []model.ID{other, id}}
		}, func(r model.Record) []model.ID { return r.(*model.Risk).Tasks }, true, true},
		{"a closed risk", func(id, other model.ID) (string, model.Record) {
			return model.RiskPrefix, &model.Risk{Title: "x", Status: "closed", Tasks: []model.ID{other, id}}
		}, func(r model.Record) []model.ID { return r.(*model.Risk).Tasks }, false, true},
		{"an open decision", func(id, _ model.ID) (string, model.Record) {
			return d, &model.Decision{Question: "x", Status: "open", About: []model.ID{id}}
		}, func(r model.Record) []model.ID { return r.(*model.Decision).About }, true, false},
		{"one that was taken", func(id, _ model.ID) (string, model.Record) {
			return d, &model.Decision{Question: "x", Status: "decided", Outcome: "yes", About: []model.ID{id}}
		}, func(r model.Record) []model.ID { return r.(*model.Decision).About }, false, false},
		{"a promise", func(id, _ model.ID) (string, model.Record) {
			return model.PromisePrefix, &model.Promise{What: "x", State: "renegotiated", Due: march(30, 0, 0).Day(nil), Task: id}
		}, func(r model.Record) []model.ID { return []model.ID{r.(*model.Promise).Task} }, true, false},
		{"a promise kept", func(id, _ model.ID) (string, model.Record) {
			return model.PromisePrefix, &model.Promise{What: "x", State: "kept", Due: march(3, 0, 0).Day(nil), Task: id}
		}, func(r model.Record) []model.ID { return []model.ID{r.(*model.Promise).Task} }, false, false},
		{"an escalation", func(id, _ model.ID) (string, model.Record) {
			return model.EscalationPrefix, &model.Escalation{Title: "x", Type: "incident", Impact: 2, Urgency: 2, Level: 1, Status: "waiting", Waiting: model.Waiting{On: "vendor"}, Blocks: []model.ID{id}}
		}, func(r model.Record) []model.ID { return r.(*model.Escalation).Blocks }, true, false},
		{"a purchase", func(id, _ model.ID) (string, model.Record) {
			return model.PurchasePrefix, &model.Purchase{Title: "x", Status: "ordered", Task: id}
		}, func(r model.Record) []model.ID { return []model.ID{r.(*model.Purchase).Task} }, true, false},
		{"one that came", func(id, _ model.ID) (string, model.Record) {
			return model.PurchasePrefix, &model.Purchase{Title: "x", Status: "received", Received: march(3, 0, 0).Day(nil), Task: id}
		}, func(r model.Record) []model.ID { return []model.ID{r.(*model.Purchase).Task} }, false, false},
		{"something to do", func(id, _ model.ID) (string, model.Record) {
			return model.ActionPrefix, &model.Action{What: "x", State: "doing", Type: "follow-up", For: id}
		}, func(r model.Record) []model.ID { return []model.ID{r.(*model.Action).For} }, true, false},
		{"a link of an open risk", func(id, _ model.ID) (string, model.Record) {
			return model.RiskPrefix, &model.Risk{Meta: model.Meta{Links: []model.Link{{To: id, Title: "blocks"}}}, Title: "x", Status: "open"}
		}, func(r model.Record) []model.ID { return []model.ID{r.Base().Links[0].To} }, true, false},
		{"a time entry", func(id, _ model.ID) (string, model.Record) {
			return model.TimeEntryPrefix, &model.TimeEntry{Task: id, What: "x", Date: march(3, 0, 0).Day(nil), Hours: date.Span{N: 3600, Unit: date.Hours}}
		}, func(r model.Record) []model.ID { return []model.ID{r.(*model.TimeEntry).Task} }, false, false},
	}
	for _, first := range []date.Span{{}, days(4), days(6)} { // at what is done, the same said, more than it
		for _, x := range tests {
			p := newPlanner(t)
			other, id := p.task("Other", 1), p.begun()
			var held, rest model.ID
			p.edit(func(e *model.Edit) {
				prefix, r := x.make(id, other)
				held = e.Put(prefix, p.homed(e, r))
			})
			before, seen := p.snap.BlockedTasks(), p.snap
			if err := p.apply(func(e *model.Edit) (err error) { rest, err = model.SplitTask(e, id, first); return err }); err != nil {
				t.Fatalf("%s: %v", x.what, err)
			}
			done := first.N != days(6).N
			want := []model.ID{id}
			if done && x.goes {
				want[0] = rest
			}
			if x.both {
				want = append([]model.ID{other}, want...)
			}
			if got := x.named(p.snap.Get(held)); !slices.Equal(got, want) {
				t.Errorf("%s, first part %v: names %v, want %v", x.what, first, got, want)
			}
			if got := p.snap.BlockedTasks(); got != before {
				t.Errorf("%s, first part %v: %d tasks blocked, were %d", x.what, first, got, before)
			}
			if p.get(id).Complete() != done {
				t.Errorf("first part %v: complete is %v", first, !done)
			}
			words := model.MovedBetween(seen, p.snap, march(1, 0, 0), []model.ID{id, held, rest}).Words()
			if said := strings.Contains(words, held.String()+" goes on with "+rest.String()); said != (done && x.goes) {
				t.Errorf("%s, first part %v: the note says %q", x.what, first, words)
			}
		}
	}
}

// homed gives a record the project, or the account, that its kind must have.
func (p *planner) homed(e *model.Edit, r model.Record) model.Record {
	switch x := r.(type) {
	case *model.Blocker:
		x.Project = p.project
	case *model.Risk:
		x.Project = p.project
	case *model.Decision:
		x.Project = p.project
	case *model.Escalation:
		x.Project = p.project
	case *model.Purchase:
		x.Project, x.Vendor = p.project, e.Put(model.VendorPrefix, &model.Vendor{Name: "Mill"})
	case *model.Promise:
		x.Account = e.Put(model.AccountPrefix, &model.Account{Name: "Quay"})
	case *model.TimeEntry:
		x.Person = e.Put("H", &model.Person{Name: "Ada", Kind: "work"})
	}
	return r
}

// A task's own links to what is open go with the rest, those to what is over and to files stay.
func TestSplitLinksOfItsOwn(t *testing.T) {
	p := newPlanner(t)
	id := p.begun()
	var open, over, rest model.ID
	p.edit(func(e *model.Edit) {
		open = e.Put(model.RiskPrefix, &model.Risk{Title: "open", Project: p.project, Status: "open"})
		over = e.Put(model.RiskPrefix, &model.Risk{Title: "over", Project: p.project, Status: "closed"})
		if err := model.Update(e, id, func(t *model.Task) error {
			t.Meta.Links = []model.Link{{To: open}, {To: over}, {Address: "plan.pdf"}}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	})
	if err := p.apply(func(e *model.Edit) (err error) { rest, err = model.SplitTask(e, id, date.Span{}); return err }); err != nil {
		t.Fatal(err)
	}
	x, y := p.get(id).Base().Links, p.get(rest).Base().Links
	if len(x) != 2 || x[0].To != over || x[1].Address == "" || len(y) != 1 || y[0].To != open {
		t.Errorf("links %v and %v", x, y)
	}
}

// A length that is said wins over what is done, where it is no shorter.
func TestSplitSaidLength(t *testing.T) {
	for _, x := range []struct {
		first  int64
		done   model.Pct
		remain date.Span
		wrong  string
	}{
		{0, 100_00, date.Span{}, ""}, {4, 100_00, date.Span{}, ""}, {5, 80_00, days(1), ""}, {8, 50_00, days(4), ""},
		{3, 0, date.Span{}, "cannot be shorter than what is done, 4 d"}, {10, 0, date.Span{}, "no longer than that"},
	} {
		p := newPlanner(t)
		id := p.begun()
		var rest model.ID
		err := p.apply(func(e *model.Edit) (err error) { rest, err = model.SplitTask(e, id, days(x.first)); return err })
		if x.wrong != "" {
			var at model.Problem
			if !errors.As(err, &at) || at.Field != model.FirstPart || at.ID != id || !strings.Contains(at.Message, x.wrong) {
				t.Errorf("%d d: %v, want %q", x.first, err, x.wrong)
			}
			continue
		}
		if err != nil {
			t.Errorf("%d d: %v", x.first, err)
			continue
		}
		a, b := p.get(id), p.get(rest)
		if a.Done != x.done || a.Remaining.N != x.remain.N || a.Duration.N+b.Duration.N != days(10).N || x.first > 0 && a.Duration.N != days(x.first).N || b.Started() {
			t.Errorf("%d d: %d done, %d left of %d, and %d", x.first, a.Done, a.Remaining.N, a.Duration.N, b.Duration.N)
		}
	}
}

// The note of a step in which several tasks are split names each rest.
func TestSplitNoteOfSeveral(t *testing.T) {
	p := newPlanner(t)
	a, b := p.begun(), p.begun()
	var ids, rests []model.ID
	p.edit(func(e *model.Edit) {
		for _, id := range []model.ID{a, a, b, b} {
			ids = append(ids, e.Put(model.BlockerPrefix, &model.Blocker{Title: "x", Severity: 3, Project: p.project, About: id, State: model.BlockerOpen}))
		}
	})
	before := p.snap
	if err := p.apply(func(e *model.Edit) error {
		for _, id := range []model.ID{a, b} {
			rest, err := model.SplitTask(e, id, date.Span{})
			if err != nil {
				return err
			}
			rests = append(rests, rest)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	words := model.MovedBetween(before, p.snap, march(1, 0, 0), slices.Concat([]model.ID{a, b}, rests, ids)).Words()
	if want := "B-1, B-2 and 2 more go on with " + rests[0].String() + " and " + rests[1].String(); !strings.HasPrefix(words, want) {
		t.Errorf("the note is %q, want %q", words, want)
	}
}
