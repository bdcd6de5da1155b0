package model

import (
	"errors"
	"fmt"
	"slices"

	"tandem/model/date"
	"tandem/model/money"
)

// restSuffix names the second part of a task that was split.
const restSuffix = ", rest"

// SplitTask parts a task in two, the second after the first (FS): the first is as long as first says,
// or where that is zero has what is done, or half of it where nothing is; the second has the rest.
// Who waits for the end of the task waits for the second from now on, and its deadline goes there; where
// the first is complete, so does what is still open about the task (see goOn). A first part shorter than
// what is done, or as long as the whole, is refused: a Problem of the field FirstPart. It returns the second.
func SplitTask(e *Edit, id ID, first date.Span) (ID, error) {
	t, ok := e.Get(id).(*Task)
	switch {
	case !ok:
		return 0, noSuch(id)
	case e.base.Plan(t.Project).Summary(id):
		return 0, fmt.Errorf("%s is a summary: split what is under it", id)
	case t.Complete():
		return 0, fmt.Errorf("%s is done: there is no work left to split off", id)
	case t.Duration.N < 2*60:
		return 0, fmt.Errorf("%s has no duration to share out", id)
	}
	head, err := t.firstPart(first, e.Ctx)
	if err != nil {
		return 0, err
	}
	rest := e.base.schema.Of(id).Copy(t).(*Task)
	rest.Meta, rest.WBS = Meta{Tags: t.Tags, Custom: nil}, ""
	if err := Update(e, id, func(t *Task) error { return t.splitOff(rest, head, e) }); err != nil {
		return 0, err
	}
	o := NewOutliner(e)
	tail, err := o.Add(Place{id, Below}, func(x *Task) { order := x.Order; *x = *rest; x.Order = order })
	if err != nil {
		return 0, err
	}
	if err := o.Save(); err != nil {
		return 0, err
	}
	if err := followEnd(e, id, tail); err != nil {
		return 0, err
	}
	if x, ok := e.Get(id).(*Task); ok && x.Complete() {
		return tail, goOn(e, id, tail)
	}
	return tail, nil
}

// FirstPart is what a Problem of SplitTask calls the length of the first part.
const FirstPart = "first"

// firstPart is how long the first part of a task that is split becomes, in seconds; see SplitTask.
func (t *Task) firstPart(first date.Span, c *Ctx) (int64, error) {
	head, done := t.Duration.N/2, t.doneLength()
	switch {
	case first.N > 0:
		head = first.N
	case done > 0:
		head = done
	}
	head = t.quarters(head)
	if done > 0 && head < t.quarters(done) {
		said := date.Span{N: done, Unit: t.Duration.Unit}.Show(c.For(t).Scale)
		return 0, Problem{ID: t.ID, Field: FirstPart, Message: "the first part cannot be shorter than what is done, " + said}
	}
	switch {
	case head < t.Duration.N:
		return head, nil
	case first.N > 0:
		return 0, Problem{ID: t.ID, Field: FirstPart, Message: "the task is no longer than that"}
	}
	return 0, fmt.Errorf("%s is no longer than that", t.ID)
}

// quarters rounds a length of a part, in seconds: percentages are rounded too, and a quarter of an hour is as
// exact as they are; of a task shorter than two hours it is a minute. It is never nothing.
func (t *Task) quarters(n int64) int64 {
	step := int64(900)
	if t.Duration.N < 8*step {
		step = 60
	}
	return max(step, (n+step/2)/step*step)
}

// doneLength is how much of its duration is done, in seconds.
func (t *Task) doneLength() int64 { return t.Duration.N * int64(t.Done) / 100_00 }

// splitOff leaves the first part in t, head seconds long, and the rest in rest.
func (t *Task) splitOff(rest *Task, head int64, e *Edit) error {
	whole, done := t.Duration.N, t.doneLength()
	over := head > t.quarters(done) // than what is done: the first part goes on
	part := func(n int64) (a, b int64) { a = n * head / whole; return a, n - a }
	rest.Name = t.Name + restSuffix
	resume := t.Resume
	rest.ActualStart, rest.ActualFinish, rest.Done, rest.Physical, rest.Start, rest.Finish, rest.Resume = 0, 0, 0, 0, 0, 0, 0
	rest.SpentCost = money.Amount{}
	t.Duration.N, rest.Duration.N = head, whole-head
	for _, p := range [][2]*date.Span{{&t.Work, &rest.Work}, {&t.Optimistic, &rest.Optimistic}, {&t.Likely, &rest.Likely}, {&t.Pessimistic, &rest.Pessimistic}} {
		p[0].N, p[1].N = part(p[0].N)
	}
	for _, p := range [][2]*money.Amount{{&t.PlannedCost, &rest.PlannedCost}, {&t.FixedCost, &rest.FixedCost}} {
		p[0].Minor, p[1].Minor = part(p[0].Minor)
	}
	t.Assignments, rest.Assignments = slices.Clone(t.Assignments), slices.Clone(t.Assignments)
	for i := range t.Assignments {
		a, b := &t.Assignments[i], &rest.Assignments[i]
		a.Work.N, b.Work.N = part(a.Work.N)
		a.Cost.Minor, b.Cost.Minor = part(a.Cost.Minor)
		b.ActualWork, b.Remaining, b.Start, b.Finish, b.ExternalID = date.Span{}, b.Work, 0, 0, ""
		a.Remaining.N = max(0, a.Work.N-a.ActualWork.N)
	}
	rest.Remaining = rest.Duration
	t.Remaining.N = t.Duration.N
	switch {
	case t.Done > 0 && over:
		t.Remaining.N, t.Done = head-done, Pct(done*100_00/head)
		t.Physical = min(Pct(int64(t.Physical)*whole/head), 100_00)
	case t.Done > 0: // what is done is all of the first part
		t.Remaining.N, t.Done = 0, 100_00
		if t.ActualStart == 0 {
			t.ActualStart = t.Start
		}
		if t.ActualStart != 0 {
			t.ActualFinish = e.Ctx.HoursOf(t).Add(t.ActualStart, head)
			t.Start, t.Finish = t.ActualStart, t.ActualFinish
		}
	}
	rest.Deadline, t.Deadline = t.Deadline, 0
	if t.Constraint == "FNET" || t.Constraint == "FNLT" || t.Constraint == "MFO" {
		t.Constraint, t.ConstraintDate = "ASAP", 0
	} else if t.Constraint != "ALAP" {
		rest.Constraint, rest.ConstraintDate = "ASAP", 0
	}
	if resume != 0 && t.Complete() { // what was interrupted goes on with the rest
		t.Resume, rest.Constraint, rest.ConstraintDate = 0, "SNET", resume
	}
	var stay, go1 []TaskLink
	for _, l := range t.Links {
		if l.Type == FF || l.Type == SF { // they hold the end
			go1 = append(go1, l)
		} else {
			stay = append(stay, l)
		}
	}
	t.Links, rest.Links = stay, append(go1, TaskLink{Predecessor: t.ID, Type: FS})
	return nil
}

// followEnd makes all that wait for the end of a task wait for that of another one, but that itself.
func followEnd(e *Edit, from, to ID) error {
	for r := range e.base.RefsTo(from) {
		t, ok := r.(*Task)
		if !ok || t.ID == to {
			continue
		}
		if err := Update(e, t.ID, func(t *Task) error {
			t.Links = slices.Clone(t.Links)
			for i := range t.Links {
				if l := &t.Links[i]; l.Predecessor == from && l.Type != SS && l.Type != SF {
					l.Predecessor = to
				}
			}
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}

// DuplicateTasks copies tasks with all that is under them, each copy after its original. Links
// within what is copied lead to the copies, others to the same tasks as before. Nothing of the
// copies is done yet. It returns the tops of the copies.
func DuplicateTasks(e *Edit, ids []ID) ([]ID, error) {
	o := NewOutliner(e)
	gs, err := o.groups(ids)
	if err != nil {
		return nil, err
	}
	var out, all []ID
	twin := map[ID]ID{}
	for _, g := range gs {
		for _, top := range g.ids {
			for _, id := range g.tree.under(top) {
				at := Place{top, Below}
				if id != top {
					at = Place{twin[g.tree.up[id]], Under}
				}
				src, ok := e.Get(id).(*Task)
				if !ok {
					return nil, noSuch(id)
				}
				n, err := o.Add(at, func(x *Task) { x.copyOf(src, e, id == top) })
				if err != nil {
					return nil, err
				}
				if twin[id] = n; id == top {
					out = append(out, n)
				}
				all = append(all, n)
			}
		}
	}
	for _, id := range all {
		if err := Update(e, id, func(t *Task) error {
			t.Links = slices.Clone(t.Links)
			for i := range t.Links {
				if n, ok := twin[t.Links[i].Predecessor]; ok {
					t.Links[i].Predecessor = n
				}
			}
			return nil
		}); err != nil {
			return nil, err
		}
	}
	return out, o.Save()
}

// copyOf fills a new task with what another one is, without its history.
func (t *Task) copyOf(src *Task, e *Edit, top bool) {
	c := e.base.schema.Of(src.ID).Copy(src).(*Task)
	c.Meta = Meta{Tags: src.Tags, Notes: src.Notes, Links: src.Meta.Links, Custom: slices.DeleteFunc(slices.Clone(src.Custom), func(x Custom) bool { return x.Name == splitName })}
	if top {
		c.Name += " (copy)"
	}
	c.WBS = "" // a code is one task's
	c.Order, c.Start, c.Finish, c.ActualStart, c.ActualFinish, c.Done, c.Physical = t.Order, 0, 0, 0, 0, 0, 0
	c.SpentCost, c.Remaining, c.Delay, c.Resume = money.Amount{}, date.Span{}, date.Span{}, 0
	c.Assignments = slices.Clone(c.Assignments)
	for i := range c.Assignments {
		a := &c.Assignments[i]
		a.ActualWork, a.Remaining, a.Start, a.Finish, a.ExternalID = date.Span{}, a.Work, 0, 0, ""
	}
	*t = *c
}

// ToggleMilestones makes tasks milestones, or where all are, tasks again. A task that becomes a
// milestone keeps its duration, as in Microsoft Project; it shows as a point at its end.
func ToggleMilestones(e *Edit, ids []ID) (on bool, err error) {
	return toggle(e, ids, func(t *Task) *bool { return &t.Milestone })
}

// ToggleDeliverables marks tasks as what is handed over, or where all are, no longer.
func ToggleDeliverables(e *Edit, ids []ID) (on bool, err error) {
	return toggle(e, ids, func(t *Task) *bool { return &t.Deliverable })
}

// ToggleInactive takes tasks out of the plan, or where all are out, in again.
func ToggleInactive(e *Edit, ids []ID) (on bool, err error) {
	return toggle(e, ids, func(t *Task) *bool { return &t.Inactive })
}

// ToggleManual lets the dates of tasks be set by hand, or where all are, computed again.
func ToggleManual(e *Edit, ids []ID) (on bool, err error) {
	return toggle(e, ids, func(t *Task) *bool { return &t.Manual })
}

func toggle(e *Edit, ids []ID, at func(*Task) *bool) (bool, error) {
	on := false
	for _, id := range ids {
		t, ok := e.Get(id).(*Task)
		if !ok {
			return false, noSuch(id)
		}
		on = on || !*at(t)
	}
	if len(ids) == 0 {
		return false, errors.New("no task is named")
	}
	for _, id := range ids {
		if err := Update(e, id, func(t *Task) error { *at(t) = on; return nil }); err != nil {
			return false, err
		}
	}
	return on, nil
}
