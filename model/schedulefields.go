package model

import (
	"strings"

	"tandem/model/date"
	"tandem/model/worktime"
)

// scheduleFields are what the schedule says of a task. They are computed when a list, a filter or
// a script asks for them; the first asks for the whole plan.
func scheduleFields() []Field {
	at := func(name string, of func(Dates) date.Instant, help string) Field {
		return Calc(name, func(c *Ctx, t *Task) Val { return t.scheduledAt(c, of) }, Width(12), Help(help))
	}
	minutes := func(name, label string, of func(Dates) int64, help string) Field {
		return Calc(name, func(c *Ctx, t *Task) Val {
			d, ok := c.Snap.Schedule(t.Project).Of(t.ID)
			if !ok || d.EarlyStart == 0 || !d.bounded() { // a float from or to no date is no number
				return None()
			}
			v := ValNum(float64(of(d))/60, 2)
			v.Show = date.Span{N: of(d), Unit: date.Days}.Show(c.Scale)
			return v
		}, Label(label), Help(help))
	}
	return []Field{
		at("early_start", func(d Dates) date.Instant { return d.EarlyStart }, "as soon as what it waits for allows"),
		at("early_finish", func(d Dates) date.Instant { return d.EarlyFinish }, "early start and duration"),
		at("late_start", func(d Dates) date.Instant { return d.LateStart }, "later, and the project ends late"),
		at("late_finish", func(d Dates) date.Instant { return d.LateFinish }, "later, and the project ends late"),
		at("scheduled_start", func(d Dates) date.Instant { return d.Start }, "when the plan has it start"),
		at("scheduled_finish", func(d Dates) date.Instant { return d.Finish }, "when the plan has it end"),
		minutes("total_float_minutes", "Total float", func(d Dates) int64 { return d.TotalFloat }, "by how much it can slip before the project does"),
		minutes("free_float_minutes", "Free float", func(d Dates) int64 { return d.FreeFloat }, "by how much it can slip before another task does"),
		minutes("start_float_minutes", "Start float", func(d Dates) int64 { return d.StartFloat }, "from early to late start"),
		minutes("finish_float_minutes", "Finish float", func(d Dates) int64 { return d.FinishFloat }, "from early to late finish"),
		Calc("critical", func(c *Ctx, t *Task) Val {
			d, _ := c.Snap.Schedule(t.Project).Of(t.ID)
			if d.Critical {
				return Val{Key: Key{Num: 1, Str: "yes", Set: true}, Text: "yes", JSON: true}
			}
			return Val{Key: Key{Str: "no", Set: true}, Text: "no", Show: " ", JSON: false}
		}, Help("no float: if it slips, the project does")),
		Calc("driver", func(c *Ctx, t *Task) Val {
			x := c.Snap.Schedule(t.Project)
			d, ok := x.Of(t.ID)
			if !ok {
				return None()
			}
			return ValText(d.Driver.Text(c))
		}, Width(16), Help("what decided its start")),
	}
}

// scheduledAt is a moment of the schedule, in the zone of the project's calendar.
func (t *Task) scheduledAt(c *Ctx, of func(Dates) date.Instant) Val {
	x := c.Snap.Schedule(t.Project)
	d, ok := x.Of(t.ID)
	if at := of(d); ok && at != 0 {
		n := *c
		n.Loc = x.Loc
		return ValTime(&n, at)
	}
	return None()
}

// unsettled lets a field of a task's dates show when the plan has it where a plan of Microsoft
// Project came without stored dates: the list would be empty beside a chart that has them. What is
// stored, written out and sent back stays as the file has it.
func unsettled(f Field, of func(Dates) date.Instant) Field {
	return showing(f, func(c *Ctx, o any) date.Instant { return o.(*Task).unsettledAt(c, of) })
}

// showing lets a field of a date show and sort by another moment where at gives one.
func showing(f Field, at func(c *Ctx, o any) date.Instant) Field {
	f.more(func(p *ops) {
		show, key := p.show, p.key
		p.show = func(c *Ctx, o any) string {
			if i := at(c, o); i != 0 {
				return c.ShortTime(i, c.Loc)
			}
			return show(c, o)
		}
		p.key = func(c *Ctx, o any) Key {
			if i := at(c, o); i != 0 {
				return Key{Num: float64(i), Set: true}
			}
			return key(c, o)
		}
	})
	return f
}

// unsettledAt is the scheduled date of a task that came without a stored one; 0 for any other task.
func (t *Task) unsettledAt(c *Ctx, of func(Dates) date.Instant) date.Instant {
	if c == nil || c.Cold || c.Snap == nil || of(Dates{Start: t.Start, Finish: t.Finish}) != 0 || !strings.HasPrefix(t.Source, planSource) {
		return 0
	}
	d, ok := c.Snap.Schedule(t.Project).Of(t.ID)
	switch { // one date that is stored stands, and the other one follows from it
	case !ok:
		return 0
	case t.Start != 0:
		d.Finish = c.HoursOf(t).Add(t.Start, d.length(c.HoursOf(t), t))
	case t.Finish != 0:
		d.Start = c.HoursOf(t).Sub(t.Finish, d.length(c.HoursOf(t), t))
	}
	return dated(of(d))
}

// length is how much working time a scheduled task spans.
func (d *Dates) length(cal *worktime.Calendar, t *Task) int64 {
	if d.Start <= 0 || d.Finish <= 0 {
		return bounded(max(t.Duration.N, 0))
	}
	return cal.Between(d.Start, d.Finish)
}

// planSource begins the source of what came from a file of Microsoft Project.
const planSource = "ms-project:"

// unsettledFinish is when the plan of a project without a finish of its own ends: the last of its
// tasks, as stored, else as scheduled. It is 0 where the project has a finish, no task, or no start
// that anything is scheduled from.
func (p *Project) unsettledFinish(c *Ctx) (last date.Instant) {
	if c == nil || c.Cold || c.Snap == nil || p.Finish != 0 || p.FromFinish || p.Start == 0 && !strings.HasPrefix(p.Source, planSource) {
		return 0
	}
	plan := c.Snap.Plan(p.ID)
	if plan.Leaves == 0 {
		return 0
	}
	x := c.Snap.Schedule(p.ID)
	for t := range c.Snap.TasksOf(p.ID) {
		at := t.Finish
		if d, ok := x.Of(t.ID); at == 0 && ok {
			at = dated(d.Finish)
		}
		if !t.Inactive && !plan.Summary(t.ID) {
			last = max(last, at)
		}
	}
	return last
}

// Unsettled is the scheduled date of a task for its field start or finish, where it came with a plan
// of Microsoft Project and without a stored one, and for the finish of a project without one when its
// plan ends; 0 for anything else.
func Unsettled(c *Ctx, r Record, field string) date.Instant {
	if p, ok := r.(*Project); ok && field == "finish" {
		return p.unsettledFinish(c)
	}
	t, ok := r.(*Task)
	switch {
	case ok && field == "start":
		return t.unsettledAt(c, startOf)
	case ok && field == "finish":
		return t.unsettledAt(c, finishOf)
	}
	return 0
}

func startOf(d Dates) date.Instant  { return d.Start }
func finishOf(d Dates) date.Instant { return d.Finish }
