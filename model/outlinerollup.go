package model

import (
	"tandem/model/date"
	"tandem/model/worktime"
)

// A summary is as long as the time from its first start to its last finish, in the working hours of
// the project, and has the work of what is under it, as in Microsoft Project. What came in with a
// plan stands until something under it changes; then its work changes by as much.

// span gives a summary the length of its dates, and what is left of it by the share that is done.
func (t *Task) span(hours *worktime.Calendar) {
	was := t.Duration.N
	defer func() {
		if t.Duration.N != was && !t.Remaining.IsZero() && !t.tracked() {
			t.Remaining.N = leftOf(t.Duration.N, t.Done)
		}
	}()
	switch {
	case t.Start == 0 || t.Finish < t.Start:
		return
	case t.Duration.Elapsed():
		t.Duration.N = int64(t.Finish - t.Start)
		return
	case t.Duration.IsZero():
		t.Duration.Unit = date.Days
	}
	t.Duration.N = hours.Between(t.Start, t.Finish)
}

// effort is the work of a task that is no summary: its own where somebody gave it, else that of who is
// assigned. See Snapshot.Effort.
func (t *Task) effort() date.Span {
	out := date.Span{N: t.Work.N, Unit: date.Hours}
	if out.N == 0 {
		for i := range t.Assignments {
			out.N += t.Assignments[i].Work.N
		}
	}
	return out
}

// Effort is the work of a task, in one rule for list, baseline and file: its own where somebody gave it,
// else that of who is assigned, else, of a summary, that of the active tasks under it.
func (s *Snapshot) Effort(t *Task) date.Span {
	out := t.effort()
	plan := s.Plan(t.Project)
	i, ok := plan.at.find(t.ID)
	if out.N != 0 || !ok || !plan.Lines[i].Summary {
		return out
	}
	for _, l := range plan.Lines[i+1:] {
		if l.Depth <= plan.Lines[i].Depth {
			break
		}
		if x, ok := Find[*Task](s, l.ID); ok && !l.Summary && !l.Inactive {
			out.N += x.effort().N
		}
	}
	return out
}

// sums reports whether a summary has no work of its own to keep in line, for it is the sum of what is
// under it anyway.
func (s *Snapshot) sums(t *Task) bool {
	was, ok := Find[*Task](s, t.ID)
	return ok && was.effort().N == 0 && t.effort().N == 0 && s.Effort(was).N != 0
}

// rollUp adds to the summaries above the tasks of the batch what their work has changed by. A
// summary whose own work was typed in the same edit keeps that.
func (f *follower) rollUp() {
	more, typed := map[ID]int64{}, map[ID]bool{}
	for _, c := range f.changes {
		was, _ := c.Before.(*Task)
		now, _ := c.After.(*Task)
		switch {
		case was != nil && now != nil && was.effort() == now.effort() && was.Parent == now.Parent:
			continue
		case was != nil && now != nil:
			typed[c.ID] = was.Work.N != now.Work.N
		case was == nil && now == nil:
			continue
		}
		if was != nil {
			f.above(was.Parent, func(id ID) { more[id] -= was.effort().N }, true)
		}
		if now != nil {
			f.above(now.Parent, func(id ID) { more[id] += now.effort().N }, false)
		}
	}
	for id, n := range more {
		t := f.task(id, false)
		if t == nil || n == 0 || typed[id] || f.s.sums(t) {
			continue
		}
		x := f.own(t).(*Task)
		if x.Work.IsZero() {
			x.Work.Unit = date.Hours
		}
		x.Work.N = max(0, x.Work.N+n)
	}
}

// above calls add for a task and all that it is under, as it was before the batch or as it is after.
func (f *follower) above(id ID, add func(ID), before bool) {
	for n := 0; id != 0 && n < 64; n++ {
		t := f.task(id, before)
		if t == nil {
			return
		}
		add(id)
		id = t.Parent
	}
}

// task is a task as it was before the batch, or as the batch leaves it; nil where there is none.
func (f *follower) task(id ID, before bool) *Task {
	if i, ok := f.at[id]; ok && !before {
		t, _ := f.changes[i].After.(*Task)
		return t
	}
	t, _ := Find[*Task](f.s, id)
	return t
}

// typedSpan reports whether somebody typed the length of a task in the batch.
func (f *follower) typedSpan(t *Task) bool {
	i, ok := f.at[t.ID]
	if !ok {
		return false
	}
	was, ok := f.changes[i].Before.(*Task)
	return ok && was.Duration != t.Duration
}
