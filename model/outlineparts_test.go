package model_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
)

// apply runs an edit on a planner, with what follows from it; an error changes nothing.
func (p *planner) apply(f func(e *model.Edit) error) error {
	p.t.Helper()
	e := model.NewEdit(p.snap, march(1, 0, 0))
	if err := f(e); err != nil {
		return err
	}
	b, err := e.Settled()
	if err != nil {
		return err
	}
	before := packed(p.snap)
	next := p.snap.With(b.Changes)
	if back := next.With(b.Invert().Changes); !bytes.Equal(packed(back), before) {
		p.t.Error("taking it back does not give the bytes of before")
	}
	if !bytes.Equal(packed(p.snap), before) {
		p.t.Error("the records of before were written to")
	}
	p.snap = next
	return nil
}

func (p *planner) get(id model.ID) *model.Task {
	p.t.Helper()
	x, ok := model.Find[*model.Task](p.snap, id)
	if !ok {
		p.t.Fatalf("%s is gone", id)
	}
	return x
}

// stored checks the stored dates: they follow the schedule.
func (p *planner) stored(id model.ID, want string) {
	p.t.Helper()
	x, f := p.get(id), "Mon 2"
	if got := x.Start.In(nil).Format(f) + " > " + x.Finish.In(nil).Format(f); got != want {
		p.t.Errorf("%s %s is stored as %s, want %s", id, x.Name, got, want)
	}
}

func (p *planner) settle() {
	p.t.Helper()
	if err := p.apply(func(e *model.Edit) error { _, err := p.snap.Reschedule(e, p.project); return err }); err != nil {
		p.t.Fatal(err)
	}
}

func TestSplitATask(t *testing.T) {
	p := newPlanner(t)
	a := p.task("A", 1)
	b := p.task("B", 4, after(a), linked(a, model.FF, date.Span{}), func(t *model.Task) {
		t.PlannedCost, t.Deadline, t.Work = money.Amount{Minor: 1000, Code: "EUR"}, march(20, 17, 0), days(4)
	})
	c := p.task("C", 1, after(b), linked(b, model.SS, date.Span{}))
	p.settle()
	var rest model.ID
	if err := p.apply(func(e *model.Edit) (err error) { rest, err = model.SplitTask(e, b, days(1)); return err }); err != nil {
		t.Fatal(err)
	}
	p.stored(b, "Tue 3 > Tue 3")
	p.stored(rest, "Wed 4 > Fri 6")
	p.stored(c, "Mon 9 > Mon 9")
	x, y, z := p.get(b), p.get(rest), p.get(c)
	if x.PlannedCost.Minor+y.PlannedCost.Minor != 1000 || x.Work.N+y.Work.N != days(4).N || x.Deadline != 0 || y.Deadline == 0 {
		t.Errorf("shared out wrongly: %+v and %+v", x, y)
	}
	if len(x.Links) != 1 || len(y.Links) != 2 || z.Links[0].Predecessor != rest || z.Links[1].Predecessor != b {
		t.Errorf("links: %v, %v, %v", x.Links, y.Links, z.Links)
	}
	if p.names() != "A B B, rest C" {
		t.Errorf("outline %s", p.names())
	}
	// What is done stays with the first part.
	if err := p.apply(func(e *model.Edit) error {
		return model.Update(e, rest, func(t *model.Task) error { t.ActualStart, t.Done = march(4, 8, 0), 33_33; return nil })
	}); err != nil {
		t.Fatal(err)
	}
	var left model.ID
	if err := p.apply(func(e *model.Edit) (err error) { left, err = model.SplitTask(e, rest, date.Span{}); return err }); err != nil {
		t.Fatal(err)
	}
	if x, y := p.get(rest), p.get(left); !x.Complete() || y.Started() || x.Duration.N+y.Duration.N != days(3).N {
		t.Errorf("%+v\n%+v", x, y)
	}
	p.stored(left, "Thu 5 > Fri 6")
	for name, id := range map[string]model.ID{"is done": rest, "no such": model.NewID("T", 99)} {
		if err := p.apply(func(e *model.Edit) error { _, err := model.SplitTask(e, id, date.Span{}); return err }); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%v, want %q", err, name)
		}
	}
	if err := p.apply(func(e *model.Edit) error { _, err := model.SplitTask(e, a, days(5)); return err }); err == nil {
		t.Error("a part longer than the whole")
	}
}

// Merging loses nothing: sums stay, and whatever named one of the tasks names the one that is left.
func TestMergeTasks(t *testing.T) {
	p := newPlanner(t)
	var ada, bob model.ID
	p.edit(func(e *model.Edit) {
		ada = e.Put("H", &model.Person{Name: "Ada", Kind: "work"})
		bob = e.Put("H", &model.Person{Name: "Bob", Kind: "work"})
	})
	pre := p.task("Pre", 1)
	a := p.task("A", 2, after(pre), func(t *model.Task) {
		t.Notes, t.Tags, t.Work = "first", []string{"x"}, days(2)
		t.Assignments = []model.Assignment{{Person: ada, Units: 100_00, Work: days(2)}}
	})
	b := p.task("B", 3, after(a), linked(pre, model.SS, days(1)), func(t *model.Task) {
		t.Notes, t.Tags, t.Work, t.Deadline = "second", []string{"y"}, days(4), march(30, 17, 0)
		t.Assignments = []model.Assignment{{Person: ada, Units: 50_00, Work: days(1)}, {Person: bob, Units: 100_00, Work: days(3)}}
		t.PlannedCost = money.Amount{Minor: 500, Code: "EUR"}
	})
	last := p.task("Last", 1, after(a), linked(b, model.FS, days(2)))
	var risk, base, entry model.ID
	p.edit(func(e *model.Edit) {
		risk = e.Put("R", &model.Risk{Title: "R", Project: p.project, Tasks: []model.ID{b, a, last}})
		base = e.Put(model.BaselinePrefix, &model.Baseline{Name: "B0", Project: p.project, Tasks: []model.BaselineTask{
			{Task: a, Start: march(3, 8, 0), Finish: march(4, 17, 0), Duration: days(2)}, {Task: b, Start: march(5, 8, 0), Finish: march(9, 17, 0), Duration: days(3)}}})
		entry = e.Put(model.TimeEntryPrefix, &model.TimeEntry{Task: b, Person: ada, Date: march(3, 0, 0).Day(nil), What: "poured", Hours: date.Span{N: 3600, Unit: date.Hours}})
	})
	p.settle()
	if err := p.apply(func(e *model.Edit) error { _, err := model.MergeTasks(e, []model.ID{b, a}); return err }); err != nil {
		t.Fatal(err)
	}
	x := p.get(a)
	if x.Name != "A + B" || x.Duration.N != days(5).N || x.Work.N != days(6).N || x.Notes != "first\n\nsecond" || len(x.Tags) != 2 || x.Deadline == 0 || x.PlannedCost.Minor != 500 {
		t.Errorf("%+v", x)
	}
	if len(x.Assignments) != 2 || x.Assignments[0].Work.N != days(3).N || len(x.Links) != 2 || len(p.get(last).Links) != 1 || p.get(last).Links[0].Lag.N != days(2).N {
		t.Errorf("people %+v, links %v, after %v", x.Assignments, x.Links, p.get(last).Links)
	}
	r, _ := model.Find[*model.Risk](p.snap, risk)
	bl, _ := model.Find[*model.Baseline](p.snap, base)
	te, _ := model.Find[*model.TimeEntry](p.snap, entry)
	if !slices.Equal(r.Tasks, []model.ID{a, last}) || len(bl.Tasks) != 1 || bl.Tasks[0].Duration.N != days(5).N || bl.Tasks[0].Finish != march(9, 17, 0) || te.Task != a {
		t.Errorf("risk %v, baseline %+v, entry %v", r.Tasks, bl.Tasks, te.Task)
	}
	for _, c := range []struct {
		says string
		ids  []model.ID
	}{{"one task alone", []model.ID{a}}, {"would wait for itself", []model.ID{pre, last}}, {"no such", []model.ID{a, b}}} {
		if err := p.apply(func(e *model.Edit) error { _, err := model.MergeTasks(e, c.ids); return err }); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%v, want %q", err, c.says)
		}
	}
}

func TestDuplicateTasks(t *testing.T) {
	p := newPlanner(t)
	before := p.task("Before", 1)
	sum := p.task("Sum", 0)
	a := p.task("A", 2, under(sum), after(before), func(t *model.Task) { t.ActualStart, t.Done = march(3, 8, 0), 50_00 })
	b := p.task("B", 3, under(sum), after(a))
	p.task("After", 1, after(b))
	p.settle()
	var tops []model.ID
	if err := p.apply(func(e *model.Edit) (err error) { tops, err = model.DuplicateTasks(e, []model.ID{sum, b}); return err }); err != nil {
		t.Fatal(err)
	}
	if p.names() != "Before Sum(A B) Sum (copy)(A B) After" || len(tops) != 1 {
		t.Fatalf("outline %s", p.names())
	}
	lines := p.snap.Plan(p.project).Lines
	a2, b2 := p.get(lines[5].ID), p.get(lines[6].ID)
	if a2.Links[0].Predecessor != before || b2.Links[0].Predecessor != a2.ID || a2.Started() || !p.get(a).Started() {
		t.Errorf("%+v\n%+v", a2, b2)
	}
}

// Links never make a circle: not over summaries either, and not in any order.
func TestLinksMakeNoCircle(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		p := newPlanner(t)
		var ids []model.ID
		p.edit(func(e *model.Edit) {
			for i := range rapid.IntRange(3, 9).Draw(r, "tasks") {
				var fill []func(*model.Task)
				if up := rapid.IntRange(-1, i-1).Draw(r, "under"); up >= 0 {
					fill = append(fill, under(ids[up]))
				}
				ids = append(ids, p.put(e, "T", 1, fill...))
			}
		})
		for range 12 {
			a, b := rapid.SampledFrom(ids).Draw(r, "a"), rapid.SampledFrom(ids).Draw(r, "b")
			typ := rapid.SampledFrom([]model.LinkType{model.FS, model.SS, model.FF, model.SF}).Draw(r, "type")
			_ = p.apply(func(e *model.Edit) error {
				_, err := model.LinkTasks(e, []model.ID{a}, []model.ID{b}, typ, date.Span{})
				return err
			})
			for _, i := range p.schedule().Issues {
				t.Fatalf("%s %s %s was taken: %s", a, typ, b, i.Message)
			}
		}
	})
}

func TestLinkAndUnlink(t *testing.T) {
	p := newPlanner(t)
	id := p.letters("A B C")
	link := func(preds, succs string, typ model.LinkType, lag date.Span) error {
		pick := func(s string) (out []model.ID) {
			for _, n := range strings.Fields(s) {
				out = append(out, id[n])
			}
			return out
		}
		return p.apply(func(e *model.Edit) error {
			_, err := model.LinkTasks(e, pick(preds), pick(succs), typ, lag)
			return err
		})
	}
	if err := link("A B", "C", model.FS, date.Span{}); err != nil || len(p.get(id["C"]).Links) != 2 {
		t.Fatalf("%v %v", err, p.get(id["C"]).Links)
	}
	p.stored(id["C"], "Tue 3 > Tue 3")
	if err := link("A", "C", model.FS, days(3)); err != nil || len(p.get(id["C"]).Links) != 2 {
		t.Fatalf("%v %v", err, p.get(id["C"]).Links)
	}
	p.stored(id["C"], "Fri 6 > Fri 6")
	for says, err := range map[string]error{"already": link("A", "C", model.FS, days(3)), "wait for itself": link("C", "A", model.SS, date.Span{}), "no type": link("A", "B", "XX", date.Span{})} {
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v, want %q", err, says)
		}
	}
	n := 0
	if err := p.apply(func(e *model.Edit) (err error) {
		n, err = model.UnlinkTasks(e, []model.ID{id["C"], id["A"]})
		return err
	}); err != nil || n != 1 {
		t.Errorf("%d %v", n, err)
	}
	if err := p.apply(func(e *model.Edit) (err error) { n, err = model.UnlinkTasks(e, []model.ID{id["C"]}); return err }); err != nil || n != 1 {
		t.Errorf("%d %v", n, err)
	}
	p.stored(id["C"], "Mon 2 > Mon 2")
}

func TestParseLink(t *testing.T) {
	for in, want := range map[string]string{"": "FS 0s", "ss": "SS 0s", "FS +2d": "FS 2d", "ff -4h": "FF -4h", "2ed": "FS 2ed", "sf+1w": "SF 1w", "fs 50%": "FS 50%", "+50%": "FS 50%"} {
		typ, lag, err := model.ParseLink(in, date.Usual)
		got := string(typ) + " " + lag.Text(date.Usual)
		if lag.N == 0 {
			got = string(typ) + " 0s"
		}
		if err != nil || got != want {
			t.Errorf("%q is %q (%v), want %q", in, got, err, want)
		}
	}
	for _, in := range []string{"soon", "FS x", "fs 2 apples"} {
		if _, _, err := model.ParseLink(in, date.Usual); err == nil {
			t.Errorf("%q is taken", in)
		}
	}
}

func TestToggles(t *testing.T) {
	p := newPlanner(t)
	a, b := p.task("A", 2), p.task("B", 1)
	for name, f := range map[string]func(*model.Edit, []model.ID) (bool, error){"milestone": model.ToggleMilestones, "deliverable": model.ToggleDeliverables,
		"inactive": model.ToggleInactive, "manual": model.ToggleManual} {
		field := p.snap.Schema().Prefix("T").Field(name)
		for i, want := range []string{"yes", "no"} {
			if err := p.apply(func(e *model.Edit) error { _, err := f(e, []model.ID{a, b}); return err }); err != nil {
				t.Fatal(err)
			}
			if got := field.Text(p.snap.Ctx(1), p.get(a)); got != want {
				t.Errorf("%s, %d times: %s", name, i+1, got)
			}
		}
		if err := p.apply(func(e *model.Edit) error { _, err := f(e, nil); return err }); err == nil {
			t.Errorf("%s of nothing", name)
		}
	}
}
