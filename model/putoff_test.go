package model_test

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// Open work before a day goes on from then, by links where there are some; what is done, what is held by a
// date and what lies later stays. One step takes all of it back.
func TestPutOffWork(t *testing.T) {
	p := newPlanner(t)
	done := p.task("Done", 2, func(x *model.Task) {
		x.Done, x.ActualStart, x.ActualFinish = 100_00, march(2, 8, 0), march(3, 17, 0)
	})
	half := p.task("Half", 4, func(x *model.Task) { x.Done, x.ActualStart = 50_00, march(2, 8, 0) })
	open := p.task("Open", 2)
	next := p.task("Next", 3, after(open))
	held := p.task("Held", 1, func(x *model.Task) { x.Constraint, x.ConstraintDate = "MSO", march(4, 8, 0) })
	hand := p.task("Hand", 1, func(x *model.Task) { x.Manual, x.Start, x.Finish = true, march(4, 8, 0), march(4, 17, 0) })
	none := p.task("None", 1, func(x *model.Task) { x.ActualStart = march(3, 8, 0) })
	later := p.task("Later", 1, after(half))
	far := p.task("Far", 1, func(x *model.Task) { x.Constraint, x.ConstraintDate = "SNET", march(20, 8, 0) })
	p.settle()
	var got model.PutOff
	if err := p.apply(func(e *model.Edit) (err error) {
		got, err = model.PutOffWork(e, p.project, []model.ID{p.project}, march(9, 17, 0)) // Monday's end of work
		return err
	}); err != nil {
		t.Fatal(err)
	}
	p.stored(done, "Mon 2 > Tue 3")
	p.stored(half, "Mon 2 > Wed 11") // two days are done, two are left
	p.stored(open, "Tue 10 > Wed 11")
	p.stored(next, "Thu 12 > Mon 16")
	p.stored(held, "Wed 4 > Wed 4")
	p.stored(hand, "Wed 4 > Wed 4")
	p.stored(none, "Tue 3 > Tue 10")
	p.stored(later, "Thu 12 > Thu 12")
	p.stored(far, "Fri 20 > Fri 20")
	if x := p.get(half); x.Done != 50_00 || x.Duration != days(4) || x.Resume != march(10, 8, 0) {
		t.Errorf("what is under way: %d, %v, goes on %v", x.Done, x.Duration, x.Resume.In(nil))
	}
	if x := p.get(next); x.Constraint != "ASAP" {
		t.Errorf("what waits for a task that was put off has the constraint %s", x.Constraint)
	}
	if len(got.Moved) != 3 || got.Moved[0] != half || got.Moved[1] != open || got.Moved[2] != none {
		t.Fatalf("moved %v", got.Moved)
	}
	var left []string
	for _, x := range got.Left {
		left = append(left, p.get(x.Tasks[0]).Name+": "+x.Message)
	}
	if s := strings.Join(left, "; "); !strings.Contains(s, "Held: a constraint holds it: MSO") || !strings.Contains(s, "Hand: its dates are set by hand") || len(left) != 2 {
		t.Errorf("left: %s", s)
	}
}

// Only what was asked for is put off, a summary with all under it; and a plan that is not scheduled forward
// says why it cannot be.
func TestPutOffOnlyThese(t *testing.T) {
	p := newPlanner(t)
	sum := p.task("Sum", 0)
	a, b := p.task("A", 1, under(sum)), p.task("B", 1, under(sum))
	other := p.task("Other", 1)
	p.settle()
	put := func(from date.Instant, ids ...model.ID) error {
		return p.apply(func(e *model.Edit) error { _, err := model.PutOffWork(e, p.project, ids, from); return err })
	}
	if err := put(march(4, 0, 0), sum); err != nil {
		t.Fatal(err)
	}
	p.stored(a, "Wed 4 > Wed 4")
	p.stored(b, "Wed 4 > Wed 4")
	p.stored(other, "Mon 2 > Mon 2")
	if err := put(march(5, 0, 0), a); err != nil {
		t.Fatal(err)
	}
	p.stored(a, "Thu 5 > Thu 5")
	p.stored(b, "Wed 4 > Wed 4")
	p.edit(func(e *model.Edit) {
		_ = model.Update(e, p.project, func(x *model.Project) error { x.FromFinish, x.Finish = true, march(20, 17, 0); return nil })
	})
	if err := put(march(9, 0, 0), sum); err == nil || !strings.Contains(err.Error(), "from its finish") {
		t.Errorf("%v", err)
	}
}

// What is left of an interrupted task is done from when it goes on, whatever is done of it by then: progress
// moves that time, and the finish stays. A second interruption begins where the work stands.
func TestInterrupted(t *testing.T) {
	p := newPlanner(t)
	a := p.task("A", 4, func(x *model.Task) { x.Done, x.ActualStart = 25_00, march(2, 8, 0) })
	b := p.task("B", 1, after(a))
	p.settle()
	put := func(from date.Instant) {
		t.Helper()
		if err := p.apply(func(e *model.Edit) error { _, err := model.PutOffWork(e, p.project, []model.ID{a}, from); return err }); err != nil {
			t.Fatal(err)
		}
	}
	put(march(9, 8, 0))
	p.stored(a, "Mon 2 > Wed 11")
	p.stored(b, "Thu 12 > Thu 12")
	if err := p.set(a, "percent", "50"); err != nil { // a day more is done, on Monday
		t.Fatal(err)
	}
	p.stored(a, "Mon 2 > Wed 11")
	if x := p.get(a); p.snap.Ctx(0).Stopped(x) != march(9, 17, 0) {
		t.Errorf("it stands at %v", p.snap.Ctx(0).Stopped(x).In(nil))
	}
	put(march(9, 12, 0)) // before where it stands
	p.stored(a, "Mon 2 > Wed 11")
	put(march(16, 8, 0))
	p.stored(a, "Mon 2 > Tue 17")
	p.stored(b, "Wed 18 > Wed 18")
	if err := p.set(a, "percent", "100"); err != nil {
		t.Fatal(err)
	}
	if x := p.get(a); x.Resume != 0 || x.ActualFinish != march(17, 17, 0) {
		t.Errorf("done: goes on %v, ended %v", x.Resume.In(nil), x.ActualFinish.In(nil))
	}
}
