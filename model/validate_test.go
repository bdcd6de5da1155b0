package model_test

import (
	"strings"
	"testing"

	"github.com/govalues/decimal"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
)

// What is wrong with a record is said so that one knows what to write instead.
func TestValidate(t *testing.T) {
	p, acc := model.NewID("P", 1), model.NewID("A", 1)
	id := func(s string) model.ID { x, _ := model.ParseID(s); return x }
	task := func(f func(*model.Task)) model.Record {
		x := model.Kinds().Prefix("T").New().(*model.Task)
		x.Name, x.Project = "Work", p
		f(x)
		return x
	}
	for _, x := range []struct {
		r    model.Record
		want string
	}{
		// missing and dangling
		{task(func(x *model.Task) { x.Name = "" }), "T-2 name: is missing"},
		{task(func(x *model.Task) { x.Project = 0 }), "T-2 project: is missing"},
		{task(func(x *model.Task) { x.Project = id("P-9") }), "T-2 project: P-9 does not exist"},
		{task(func(x *model.Task) { x.Project = acc }), "T-2 project: A-1 is an account; a project is wanted"},
		{task(func(x *model.Task) { x.Calendar = id("T-1") }), "T-2 calendar: T-1 is a task; a calendar is wanted"},
		{task(func(x *model.Task) { x.Meta.Links = []model.Link{{To: id("R-77")}} }), "T-2 links_to: row 1, to: R-77 does not exist"},
		{task(func(x *model.Task) { x.Assignments = []model.Assignment{{Person: id("H-1")}, {Person: id("T-1")}} }), "T-2 assignments: row 2, person: T-1 is a task; a person is wanted"},
		{&model.Contact{Name: "x"}, "C-2 account: is missing"},
		// values that got past the fields
		{task(func(x *model.Task) { x.Done = 120_00 }), "T-2 percent: is 120: Done wants a percentage from 0 to 100"},
		{task(func(x *model.Task) { x.Priority = 1001 }), "T-2 priority: is 1001: Priority wants a whole number from 0 to 1000"},
		{task(func(x *model.Task) { x.Type = "fixed" }), `T-2 type: is "fixed": one of fixed units, fixed duration, fixed work is wanted`},
		{task(func(x *model.Task) { x.Links = []model.TaskLink{{Predecessor: id("T-1"), Type: "XX"}} }), `T-2 links: row 1, type: is "XX": one of FS, SS, FF, SF is wanted`},
		{task(func(x *model.Task) { x.Duration = date.Span{N: 5000, Unit: date.Percent} }), "T-2 duration: is a share: a length such as 3d is wanted"},
		{&model.Blocker{Title: "x", State: "open"}, "B-2 severity: is 0: Severity wants a whole number from 1 to 5"},
		{&model.Blocker{Title: "x", Severity: 1, MergedInto: id("T-1")}, "B-2 merged_into: T-1 is a task; a blocker is wanted"},
		{&model.LedgerEntry{Text: "x", Date: 1, Project: p, Amount: money.Amount{Minor: 1, Code: "EUR"}, Rate: decimal.MustNew(-1, 0)}, "LE-2 rate: is -1: Rate wants a number from 0 to 1e+09"},
		// the rules of the kinds
		{task(func(x *model.Task) { x.Parent = id("T-2") }), "T-2 parent: goes round in a circle: T-2 > T-2"},
		{task(func(x *model.Task) { x.Parent = id("T-3") }), "T-2 parent: T-3 is a task of another project"},
		{task(func(x *model.Task) { x.Links = []model.TaskLink{{Predecessor: id("T-2"), Type: "FS"}} }), "T-2 links: a task cannot be its own predecessor"},
		{task(func(x *model.Task) { x.Links = []model.TaskLink{{Type: "FS"}} }), "T-2 links: a link names no predecessor"},
		{task(func(x *model.Task) { x.Constraint = "MSO" }), "T-2 constraint_date: MSO wants a date"},
		{task(func(x *model.Task) { x.Duration.N = -1 }), "T-2 duration: is negative"},
		{task(func(x *model.Task) { x.Start, x.Finish = 2, 1 }), "T-2 finish: lies before the start"},
		{&model.Answer{Account: acc, When: 1, Measure: "NPS", Scale: "0-10", Score: 11}, "N-2 score: lies outside its scale 0-10"},
		{&model.Answer{Account: acc, When: 1, Measure: "CSAT", Scale: "1-5"}, "N-2 score: lies outside its scale 1-5"},
		{&model.Answer{Account: acc, When: 1, Measure: "NPS", Scale: "1-10", Score: 5}, "N-2 scale: NPS is asked on 0-10"},
		{&model.Risk{Title: "x"}, "R-2 project: a risk belongs to a project or an account"},
		{&model.Risk{Title: "x", Project: p, CostLow: money.Amount{Minor: 2}, CostHigh: money.Amount{Minor: 1}}, "R-2 cost_high: is less than cost_low"},
		{&model.Risk{Title: "x", Project: p, DelayLow: date.Span{N: 2}, DelayHigh: date.Span{N: 1}}, "R-2 delay_high: is less than delay_low"},
		{&model.Escalation{Title: "x", Impact: 1, Urgency: 1, Level: 1}, "E-2 account: an escalation belongs to an account or a project"},
		{&model.Escalation{Title: "x", Impact: 1, Urgency: 1, Level: 1, Account: acc, ByHand: 2}, "E-2 severity_reason: a severity set by hand wants its reason"},
		{&model.Escalation{Title: "x", Impact: 1, Urgency: 1, Level: 1, Account: acc, Opened: 2, Resolved: 1}, "E-2 resolved: lies before the start"},
		{&model.Account{Name: "x", Currency: "euro"}, `A-2 currency: "euro" is not a currency: write a code such as EUR`},
		{&model.Account{Name: "x", Sponsor: id("C-1")}, "A-2 sponsor: is a contact of another account"},
		{&model.Calendar{Name: "x", Zone: "Mars/Crater"}, `CAL-2 zone: "Mars/Crater" is not a known time zone: write Europe/Berlin`},
		{&model.Calendar{Name: "x", BasedOn: id("CAL-2")}, "CAL-2 based_on: goes round in a circle, or rests on more than 8 calendars"},
		{&model.Calendar{Name: "x", Week: []model.WorkDay{{Day: "mon", Hours: "8-12"}}}, `CAL-2 week: row 1: mon, "8-12" is not working time: write 08:00-12:00, 13:00-17:00`},
		{&model.Calendar{Name: "x", Exceptions: []model.Exception{{Name: "Fair", From: 5, To: 4}}}, "CAL-2 exceptions: row 1: Fair ends before it starts"},
		{&model.CostLine{Name: "x", Project: p, From: 5, To: 4}, "CL-2 to: lies before the start"},
		{&model.Baseline{Name: "x", Project: p}, "BL-2 number: is taken by BL-1"},
	} {
		s := small(t)
		other := task(func(x *model.Task) { x.ID = id("T-3"); x.Project = id("P-2") })
		second := &model.Project{Name: "Second"}
		second.ID = id("P-2")
		s = s.With([]model.Change{{ID: second.ID, After: second}, {ID: id("T-3"), After: other}})
		k := kindOf(x.r)
		x.r.Base().ID = model.NewID(k.Prefix, 2)
		b := model.Batch{Changes: []model.Change{{ID: x.r.Base().ID, After: x.r}}}
		err := model.Validate(s.With(b.Changes), b, now)
		if err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%v, want %s", err, x.want)
		}
	}
}

func kindOf(r model.Record) *model.Kind {
	for _, k := range model.Kinds().Kinds {
		b := model.Batch{Changes: []model.Change{{ID: model.NewID(k.Prefix, 1), After: r}}}
		id := r.Base().ID
		r.Base().ID = model.NewID(k.Prefix, 1)
		err := model.Validate(model.NewSnapshot(model.Kinds()), b, now)
		r.Base().ID = id
		if err == nil || !strings.Contains(err.Error(), "does not hold") {
			return k
		}
	}
	return nil
}

// A loop of parents is told whoever closes it, and names the way round.
func TestParentLoop(t *testing.T) {
	e := model.NewEdit(small(t), now)
	p := model.NewID("P", 1)
	a := e.Put("T", &model.Task{Name: "a", Project: p})
	b := e.Put("T", &model.Task{Name: "b", Project: p, Parent: a})
	c := e.Put("T", &model.Task{Name: "c", Project: p, Parent: b})
	if _, err := e.Batch(); err != nil {
		t.Fatal(err)
	}
	if err := e.Set(a, "parent", c.String()); err != nil {
		t.Fatal(err)
	}
	_, err := e.Batch()
	if err == nil || !strings.Contains(err.Error(), "T-2 parent: goes round in a circle: T-2 > T-4 > T-3 > T-2") {
		t.Error(err)
	}
}

func TestValidateBatch(t *testing.T) {
	s := small(t)
	id := model.NewID("T", 1)
	for _, x := range []struct {
		c    model.Change
		want string
	}{
		{model.Change{ID: model.NewID("ZZ", 1), After: &model.Task{}}, `"ZZ-1" is of a kind this version does not know`},
		{model.Change{ID: id, After: s.Get(model.NewID("R", 1))}, "T-1 does not hold a task of this reference"},
		{model.Change{ID: id, After: &model.Task{}}, "T-1 does not hold a task of this reference"},
		{model.Change{ID: id, After: (*model.Task)(nil)}, "T-1 does not hold a task of this reference"},
		{model.Change{ID: model.NewID("A", 0)}, "does not hold an account of this reference"},
		{model.Change{ID: model.NewID("P", 1)}, "T-1 names P-1, which is deleted"},
	} {
		b := model.Batch{Changes: []model.Change{x.c}}
		if err := model.Validate(s.With(b.Changes), b, now); err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%v, want %s", err, x.want)
		}
	}
	if err := model.Validate(s, model.Batch{}, now); err != nil {
		t.Error(err)
	}
}

func TestProblems(t *testing.T) {
	p := model.Problems{{Message: "a"}, {Field: "f", Message: "b"}, {ID: model.NewID("T", 1), Message: "c"}, {Message: "d"}, {Message: "e"}}
	if got := p.Error(); got != "a; f: b; T-1 c; and 2 more" {
		t.Error(got)
	}
	if got := p[:4].Error(); got != "a; f: b; T-1 c; d" {
		t.Error(got)
	}
}
