package transfer

import (
	"strconv"

	"tandem/model"
	"tandem/model/date"
	"tandem/store/transfer/mspdi"
)

// taskView is a task on one side, with the dates it goes out with.
type taskView struct {
	*model.Task
	d             model.Dates
	scheduled     bool // d is the schedule's
	start, finish date.Instant
	length, left  int64 // duration and what remains of it, in seconds
	done          model.Pct
	summary       bool
	copied        bool // new beside a file's tasks: what it says of its identity is another's
}

// tasks writes what differs of each task, and the project's own line.
func (o *planOut) tasks() {
	order, sums := mspdi.TaskOrder(), o.cur.snap.Plan(o.cur.proj.ID)
	rank := ranks(order)
	for _, t := range o.line {
		e := o.elem("Tasks", t.ID)
		if e == nil {
			continue
		}
		was := o.before(t.ID)
		now := o.view(t, was, sums.Summary(t.ID))
		o.span[t.ID] = [2]date.Instant{now.start, now.finish}
		if was == nil {
			fill(e, rank, o.cur.task(o, now))
			o.links(e, nil, t)
			o.customs(e, nil, t)
			continue
		}
		if was.Task == t && was.d == now.d && was.start == now.start && was.finish == now.finish && o.sameClock() {
			continue
		}
		patch(e, order, o.base.task(o, was), o.cur.task(o, now))
		o.links(e, was.Task, t)
		o.customs(e, was.Task, t)
	}
	o.baselines()
	o.whole()
}

// sameClock reports whether the file was read by the clock that the project goes by now.
func (o *planOut) sameClock() bool { return o.base.loc.String() == o.cur.loc.String() }

// before is a task as the file has it, nil where it has none.
func (o *planOut) before(id model.ID) *taskView {
	if o.base == nil {
		return nil
	}
	t, ok := model.Find[*model.Task](o.base.snap, id)
	if !ok {
		return nil
	}
	v := &taskView{Task: t, start: t.Start, finish: t.Finish, length: t.Duration.N, left: t.Remaining.N, done: t.Done}
	v.d, v.scheduled = o.base.dates(id)
	return v
}

// view is a task with the dates it goes out with: those that are stored, as long as the schedule
// has it where it had it when the file was read; else the schedule's.
func (o *planOut) view(t *model.Task, was *taskView, summary bool) *taskView {
	v := &taskView{Task: t, start: t.Start, finish: t.Finish, length: t.Duration.N, left: t.Remaining.N, done: t.Done, summary: summary}
	v.d, v.scheduled = o.cur.dates(t.ID)
	v.copied = was == nil && o.base != nil
	fresh := was == nil || !was.scheduled
	if v.scheduled && (fresh || was.d.Start != v.d.Start) {
		v.start = v.d.Start
	}
	if v.scheduled && (fresh || was.d.Finish != v.d.Finish) {
		v.finish = v.d.Finish
	}
	if summary && v.scheduled && (was == nil || was.start != v.start || was.finish != v.finish) {
		v.length = o.cur.between(v.start, v.finish)
	}
	switch {
	case was == nil && t.Remaining.N == 0:
		v.left = v.length - v.length*int64(t.Done)/100_00
	case was != nil && !t.Started() && t.Remaining == was.Remaining && v.length != was.length:
		v.left = v.length // nobody has begun: all of it remains
	case was != nil && was.Task != t && !summary && t.Done > 0 && !t.Complete() && v.left > 0:
		// What remains was estimated anew, and the schedule goes by it: the length follows.
		past := v.length * int64(t.Done) / 100_00
		if all := past + v.left; all > v.length+v.length/50 || all < v.length-v.length/50 {
			v.length, v.done = all, model.Pct(past*100_00/all)
		}
	}
	return v
}

// between is the work time from one moment to another by the project's calendar, in seconds.
func (x *planSide) between(from, to date.Instant) int64 {
	cal := x.snap.Hours(x.proj.Calendar, x.loc)
	return max(0, cal.Pos(to)-cal.Pos(from))
}

// task is all that is modelled of a task but its links, custom values and baselines. A number of
// the outline is there where it is somebody's own.
func (x *planSide) task(o *planOut, v *taskView) []value {
	t := v.Task
	manual := func(s string) string {
		if t.Manual {
			return s
		}
		return ""
	}
	left, actual := length(date.Span{N: v.left, Unit: t.Duration.Unit, Est: true}), int64(0)
	if t.Started() {
		actual = max(0, v.length-v.left)
	}
	if t.Remaining.IsZero() && !t.Started() {
		left = ""
	}
	said := func(name string) string {
		if v.copied {
			return ""
		}
		return customText(t.Custom, name)
	}
	stop, resume := said("stop"), said("resume")
	if t.Resume != 0 {
		stop, resume = x.at(x.snap.Ctx(0).DoneUntil(t)), x.at(t.Resume)
	}
	out := []value{
		{"GUID", said("guid")}, {"Name", t.Name}, {"Active", mspdi.FlagText(!t.Inactive)}, {"Manual", mspdi.FlagText(t.Manual)}, {"Type", o.taskType(t.Type)},
		{"WBS", t.WBS}, {"Priority", strconv.Itoa(t.Priority)}, {"Start", x.at(v.start)}, {"Finish", x.at(v.finish)},
		{"Duration", mspdi.DurationText(v.length)}, {"ManualStart", manual(x.at(t.Start))}, {"ManualFinish", manual(x.at(t.Finish))},
		{"ManualDuration", manual(mspdi.DurationText(t.Duration.N))}, {"DurationFormat", format(t.Duration)}, {"Work", length(x.workOf(o, t))},
		{"Stop", stop}, {"Resume", resume},
		{"EffortDriven", mspdi.FlagText(t.EffortDriven)}, {"Recurring", mspdi.FlagText(t.Recurring)}, {"Estimated", mspdi.FlagText(t.Duration.Est)},
		{"Milestone", mspdi.FlagText(t.Milestone)},
	}
	if v.scheduled {
		out = append(out, x.computed(v)...)
	} else {
		out = append(out, make([]value, len(x.computed(v)))...)
	}
	out = append(out, x.workDone(t)...)
	return append(out,
		value{"FixedCost", x.money(t.FixedCost)}, value{"PercentComplete", whole(v.done)}, value{"Cost", x.money(t.PlannedCost)},
		value{"ActualStart", x.at(t.ActualStart)}, value{"ActualFinish", x.at(t.ActualFinish)}, value{"ActualDuration", mspdi.DurationText(actual)},
		value{"ActualCost", x.money(t.SpentCost)}, value{"RemainingDuration", left}, value{"ConstraintType", constraintText(t.Constraint)},
		value{"CalendarUID", o.num.text(t.Calendar, "-1")}, value{"ConstraintDate", x.at(t.ConstraintDate)}, value{"Deadline", x.at(t.Deadline)},
		value{"LevelingDelay", mspdi.TenthsText(t.Delay.N)}, value{"LevelingDelayFormat", delayFormat(t.Delay)},
		value{"Hyperlink", address(t).Title}, value{"HyperlinkAddress", address(t).Address},
		value{"IgnoreResourceCalendar", mspdi.FlagText(t.IgnoreResources)}, value{"Notes", t.Notes}, value{"PhysicalPercentComplete", whole(t.Physical)})
}

// computed is what the schedule says of a task, floats in tenths of a minute.
func (x *planSide) computed(v *taskView) []value {
	d := &v.d
	return []value{{"Critical", mspdi.FlagText(d.Critical)}, {"EarlyStart", x.at(d.EarlyStart)}, {"EarlyFinish", x.at(d.EarlyFinish)},
		{"LateStart", x.at(d.LateStart)}, {"LateFinish", x.at(d.LateFinish)}, {"FreeSlack", mspdi.TenthsText(d.FreeFloat)},
		{"TotalSlack", mspdi.TenthsText(d.TotalFloat)}, {"StartSlack", mspdi.TenthsText(d.StartFloat)}, {"FinishSlack", mspdi.TenthsText(d.FinishFloat)}}
}

// customText is the custom value of that name, "" for none.
func customText(list []model.Custom, name string) string {
	for _, c := range list {
		if c.Name == name {
			return c.Value
		}
	}
	return ""
}

func whole(p model.Pct) string { return strconv.Itoa(int(p+50) / 100) }

func (o *planOut) taskType(t model.TaskType) string {
	for n, name := range taskTypes {
		if name == t {
			return strconv.Itoa(int(n))
		}
	}
	return "0"
}

func constraintText(c model.Constraint) string {
	for n, name := range constraints {
		if name == c {
			return strconv.Itoa(int(n))
		}
	}
	return "0"
}

func delayFormat(s date.Span) string {
	if s.N == 0 {
		return ""
	}
	return "8"
}

// address is the first link of a task that leads out of the workspace.
func address(t *model.Task) model.Link {
	for _, l := range t.Meta.Links {
		if l.Address != "" {
			return l
		}
	}
	return model.Link{}
}

// workOf is the work of a task as everywhere (model.Snapshot.Effort); where that is none, what its people
// do in its time.
func (x *planSide) workOf(o *planOut, t *model.Task) date.Span {
	if !t.Work.IsZero() {
		return t.Work
	}
	sum := x.snap.Effort(t).N
	if sum == 0 {
		for i := range t.Assignments {
			sum += o.workOfRow(t, &t.Assignments[i]).N
		}
	}
	if sum == 0 {
		return date.Span{}
	}
	return date.Span{N: sum, Unit: date.Hours}
}
