package model

import "tandem/model/date"

// scheduleFields are what the schedule says of a task. They are computed when a list, a filter or
// a script asks for them; the first asks for the whole plan.
func scheduleFields() []Field {
	at := func(name string, of func(Dates) date.Instant, help string) Field {
		return Calc(name, func(c *Ctx, t *Task) Val { return t.scheduledAt(c, of) }, Width(12), Help(help))
	}
	minutes := func(name, label string, of func(Dates) int64, help string) Field {
		return Calc(name, func(c *Ctx, t *Task) Val {
			d, ok := c.Snap.Schedule(t.Project).Of(t.ID)
			if !ok || d.EarlyStart == 0 {
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
