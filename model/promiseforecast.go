package model

import (
	"cmp"

	"tandem/model/date"
	"tandem/model/worktime"
)

// Forecast is when the work that delivers a promise will be finished, by what is known now.
type Forecast struct {
	At   date.Instant // the finish; of open work never before now
	Plan date.Instant // the finish the plan has
	Late bool         // the plan's finish has passed, the work is open, and nobody has rescheduled it
}

// PromiseOutlook is when the task that delivers the promise will be finished: as it was, where it is
// done, else as the schedule computes it. A plan never moves unfinished work by itself (see PutOffWork),
// so the finish it has for open work may lie behind us; but what is not done cannot have been finished
// then. From that moment on the forecast is the earliest there still can be: what remains of the task,
// worked without a break from now on in the task's own hours. Before it the plan is believed, for
// progress is told once a week and would make every running task look late in between. Nor does anything
// move that was kept or broken already. ok is false where no task of the plan delivers it.
func (c *Ctx) PromiseOutlook(p *Promise) (f Forecast, ok bool) {
	t, ok := Find[*Task](c.Snap, p.Task)
	if !ok || t.Inactive {
		return Forecast{}, false
	}
	if t.Complete() {
		f.At = cmp.Or(t.ActualFinish, t.Finish)
		f.Plan = f.At
		return f, f.At != 0
	}
	d, _ := c.Snap.Schedule(t.Project).Of(t.ID)
	f.At = cmp.Or(d.Finish, t.Finish)
	f.Plan = f.At
	if p.Open() && f.At != 0 && f.At < c.Now {
		f.At, f.Late = c.earliestEnd(t), true
	}
	return f, f.At != 0
}

// PromiseForecast is the moment of PromiseOutlook alone.
func (c *Ctx) PromiseForecast(p *Promise) (at date.Instant, ok bool) {
	f, ok := c.PromiseOutlook(p)
	return f.At, ok
}

// earliestEnd is when open work can be finished at the earliest if all that remains of it begins now; of
// a summary, when the last task under it can. Never before now.
func (c *Ctx) earliestEnd(t *Task) date.Instant {
	plan := c.Snap.Plan(t.Project)
	i, ok := plan.at.find(t.ID)
	if !ok || !plan.Lines[i].Summary {
		return c.leafEnd(t)
	}
	end := c.Now
	for _, l := range plan.Lines[i+1:] {
		if l.Depth <= plan.Lines[i].Depth {
			break
		}
		if leaf, ok := Find[*Task](c.Snap, l.ID); ok && !l.Summary && !l.Inactive && !l.Complete {
			end = max(end, c.leafEnd(leaf))
		}
	}
	return end
}

// leafEnd is earliestEnd of a task that is no summary.
func (c *Ctx) leafEnd(t *Task) date.Instant {
	left := t.Remaining
	if left.N <= 0 {
		left = date.Span{N: leftOf(max(t.Duration.N, 0), t.Done), Unit: t.Duration.Unit}
	}
	n := bounded(left.N)
	if t.Duration.Elapsed() {
		return c.Now + date.Instant(n)
	}
	if n == 0 {
		return c.Now
	}
	if end := c.HoursOf(t).Add(c.Now, n); end != worktime.Never {
		return end
	}
	return c.Now // nobody ever works by these hours: no more can be said
}

// Words says in the zone of the context that the work is late: "late, not rescheduled: at the earliest
// Fri 27"; nothing where it is not.
func (f Forecast) Words(c *Ctx) string {
	if !f.Late {
		return ""
	}
	return "late, not rescheduled: at the earliest " + f.At.Day(c.Loc).Short(c.Now.Day(c.Loc))
}
