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

// SplitTask parts a task in two, the second after the first (FS): the first keeps what is done, or
// where nothing is so long as first says (half of it where first is zero), the second has the rest.
// Who waits for the end of the task waits for the second from now on, and its deadline goes there.
// It returns the second.
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
	head := t.Duration.N / 2
	switch {
	case t.Done > 0:
		head = t.Duration.N * int64(t.Done) / 100_00
	case first.N > 0:
		head = first.N
	}
	step := int64(900) // percentages are rounded: a quarter of an hour is as exact as they are
	if t.Duration.N < 8*step {
		step = 60
	}
	head = max(step, (head+step/2)/step*step)
	if head >= t.Duration.N {
		return 0, fmt.Errorf("%s is no longer than that", id)
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
	return tail, followEnd(e, id, tail)
}

// splitOff leaves the first part in t, head seconds long, and the rest in rest.
func (t *Task) splitOff(rest *Task, head int64, e *Edit) error {
	whole := t.Duration.N
	part := func(n int64) (a, b int64) { a = n * head / whole; return a, n - a }
	rest.Name = t.Name + restSuffix
	rest.ActualStart, rest.ActualFinish, rest.Done, rest.Physical, rest.Start, rest.Finish = 0, 0, 0, 0, 0, 0
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
	if t.Done > 0 { // what is done is all of the first part
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
	c.SpentCost, c.Remaining, c.Delay = money.Amount{}, date.Span{}, date.Span{}
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
