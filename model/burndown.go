package model

import (
	"cmp"
	"slices"

	"tandem/model/date"
	"tandem/model/flow"
)

// BurnDown is a sprint day by day, ready to be drawn.
type BurnDown struct {
	Sprint *Sprint
	flow.Burn
	Points bool // what is counted are points; else tasks, for none of them has points
	Dated  int  // tasks of which only the dates are known for days before the journal begins
}

// BurnDownOf follows a sprint over its days as the journal tells them; past may be nil. For the time
// before the journal knew a task the task is taken to have been in the sprint since it was made, and
// done since its actual finish. What leaves the sprint as it is closed was no change of its scope.
func BurnDownOf(c *Ctx, id ID, past *Past) *BurnDown {
	x, ok := Find[*Sprint](c.Snap, id)
	if !ok {
		return &BurnDown{Sprint: &Sprint{}}
	}
	b := &BurnDown{Sprint: x}
	p := c.For(x)
	until := c.Now + 1
	if past != nil && past.Closed[id] != 0 {
		until = min(until, past.Closed[id])
	}
	ids := map[ID]bool{}
	if past != nil {
		for t, list := range past.Tasks {
			if slices.ContainsFunc(list, func(s TaskState) bool { return s.Sprint == id }) {
				ids[t] = true
			}
		}
	}
	for _, t := range c.Snap.SprintTasks(id) {
		ids[t.ID] = true
	}
	var items []flow.Effort
	for t := range ids {
		items = append(items, b.effort(p, t, id, past, until))
	}
	slices.SortFunc(items, func(a, b flow.Effort) int { return cmp.Compare(a.ID, b.ID) })
	for i := range items {
		for _, m := range items[i].Marks {
			b.Points = b.Points || m.In && m.Size > 0
		}
	}
	if !b.Points {
		for i := range items {
			for k := range items[i].Marks {
				items[i].Marks[k].Size = 1
			}
		}
	}
	start := 0.0
	if n, _ := x.Committed.Float64(); b.Points {
		start = n
	}
	var work func(date.Day) bool
	if pr, ok := Find[*Project](c.Snap, x.Project); ok {
		cal := c.HoursOf(pr)
		loc := c.For(pr).Loc
		work = func(d date.Day) bool { return cal.Between(d.At(0, 0, loc), (d+1).At(0, 0, loc)) > 0 }
	}
	b.Burn = flow.BurnDown(items, x.Start, x.Finish, c.Now.Day(p.Loc), start, work)
	return b
}

// effort is what a task was to the sprint, day by day.
func (b *BurnDown) effort(c *Ctx, id, sprint ID, past *Past, until date.Instant) flow.Effort {
	e := flow.Effort{ID: uint64(id)}
	var states []TaskState
	if past != nil {
		states = past.Tasks[id]
	}
	t, _ := Find[*Task](c.Snap, id)
	if t != nil && len(states) == 0 {
		states = []TaskState{StateOf(t, t.Project, until-1)}
	}
	for i, s := range states {
		if s.At >= until && i > 0 {
			break
		}
		in := s.There && !s.Inactive && s.Sprint == sprint
		if i == 0 && t != nil {
			b.dated(c, &e, t, s, in)
		}
		e.Marks = append(e.Marks, flow.Mark{Day: s.At.Day(c.Loc), In: in, Size: s.Points, Done: s.Complete})
		if past != nil && s.At <= past.Began[sprint] {
			for k := range e.Marks {
				e.Marks[k].Day = min(e.Marks[k].Day, b.Sprint.Start)
			}
		}
	}
	return e
}

// dated fills in what a record says of the days before its first state.
func (b *BurnDown) dated(c *Ctx, e *flow.Effort, t *Task, s TaskState, in bool) {
	if t.Created == 0 || t.Created >= s.At || !in {
		return
	}
	b.Dated++
	e.Marks = append(e.Marks, flow.Mark{Day: t.Created.Day(c.Loc), In: in, Size: s.Points})
	if t.ActualFinish != 0 && t.ActualFinish < s.At {
		e.Marks = append(e.Marks, flow.Mark{Day: max(t.ActualFinish, t.Created).Day(c.Loc), In: in, Size: s.Points, Done: true})
	}
}
