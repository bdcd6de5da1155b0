package transfer

import (
	"strconv"

	"tandem/model"
	"tandem/store/transfer/mspdi"
)

// project writes what is modelled of the project itself.
func (o *planOut) project() {
	var before []value
	if o.base != nil {
		before = o.base.project(o, o.base)
	}
	patch(o.doc.Root, mspdi.ProjectOrder(), before, o.cur.project(o, o.base))
}

// project is what one side says of the project. Its finish is the schedule's where that has moved.
func (x *planSide) project(o *planOut, base *planSide) []value {
	p := x.proj
	finish := p.Finish
	if x != base && x.sched.Stored == "" && x.sched.Finish != 0 && (base == nil || base.sched.Finish != x.sched.Finish) {
		finish = x.sched.Finish
	}
	start := p.Start
	if start == 0 {
		start = x.sched.Start
	}
	said := func(name string) string { return customText(p.Custom, name) }
	day := int64(max(x.scale.MinutesPerDay, 1)) * 60
	out := []value{{"GUID", said("guid")}, {"Name", firstOr(said("file"), p.Name+".xml")}, {"Title", p.Name}, {"Subject", said("subject")}, {"Company", said("company")}, {"Manager", said("manager")},
		{"Author", said("author")}, {"ScheduleFromStart", mspdi.FlagText(!p.FromFinish)}, {"StartDate", x.at(start)}, {"FinishDate", x.at(finish)},
		{"CriticalSlackLimit", strconv.FormatInt(p.CriticalLimit.N/day, 10)}, {"CurrencyDigits", strconv.Itoa(min(x.code.Digits(), 2))},
		{"CurrencyCode", string(x.code)}, {"CalendarUID", o.num.text(o.home(x), "")}}
	out = append(out, o.day(x)...)
	return append(out, value{"MinutesPerDay", strconv.Itoa(x.scale.MinutesPerDay)}, value{"MinutesPerWeek", strconv.Itoa(x.scale.MinutesPerWeek)},
		value{"DaysPerMonth", strconv.Itoa(x.scale.DaysPerMonth)}, value{"HonorConstraints", mspdi.FlagText(!p.IgnoreConstraints)},
		value{"StatusDate", x.at(p.StatusDate)})
}

// day is when a usual day begins and ends, which a new plan says; a file's own stands.
func (o *planOut) day(x *planSide) []value {
	if o.base != nil {
		return nil
	}
	c, ok := model.Find[*model.Calendar](x.snap, o.home(x))
	if !ok {
		return nil
	}
	for _, w := range o.fullWeek(x, c) {
		if h, err := model.ParseHours(w.Hours); err == nil && len(h) > 0 {
			return []value{{"DefaultStartTime", mspdi.ClockText(h[0].From)}, {"DefaultFinishTime", mspdi.ClockText(h[len(h)-1].To)}}
		}
	}
	return nil
}

// home is the project's calendar, or the workspace's for one that has none.
func (o *planOut) home(x *planSide) model.ID {
	if _, ok := model.Find[*model.Calendar](x.snap, x.proj.Calendar); ok || o.base != nil {
		return x.proj.Calendar
	}
	if w := x.snap.Workspace(); w != nil {
		return w.Calendar
	}
	return 0
}

// whole writes the line that stands for the project (UID 0), where the file has one.
func (o *planOut) whole() {
	e := o.ownLine()
	if e == nil {
		return
	}
	var before []value
	var labels []model.Custom
	if o.base != nil {
		before, labels = o.base.line(o.base), o.base.baselineLabels()
	}
	patch(e, mspdi.TaskOrder(), before, o.cur.line(o.base))
	o.customValues(e, labels, o.cur.baselineLabels())
}

// ownLine is the element of the project as a line of its own plan, number 0, or nil.
func (o *planOut) ownLine() *mspdi.Elem {
	e := o.was["Tasks"][0]
	if e == nil {
		for _, k := range o.doc.Root.Kid("Tasks").Kids() {
			if k.Peek("UID") == "0" {
				e = k
				break
			}
		}
	}
	if e == nil || len(o.line) > 0 && o.elem("Tasks", o.line[0].ID) == e {
		return nil
	}
	return e
}

// line is the project as a line of its own plan.
func (x *planSide) line(base *planSide) []value {
	p, from, to := x.proj, x.proj.Start, x.proj.Finish
	if x.sched.Stored == "" && x.sched.Finish != 0 && (base == nil || base.sched.Finish != x.sched.Finish || base.sched.Start != x.sched.Start || x == base) {
		from, to = x.sched.Start, x.sched.Finish
	}
	out := []value{{"Name", p.Name}, {"Start", x.at(from)}, {"Finish", x.at(to)}, {"Duration", mspdi.DurationText(x.between(from, to))},
		{"EarlyFinish", x.at(to)}, {"LateFinish", x.at(to)}, {"Notes", p.Notes}}
	if base == nil {
		out = append(out, value{"OutlineNumber", "0"}, value{"OutlineLevel", "0"}, value{"Summary", "1"}, value{"DurationFormat", "7"})
	}
	return out
}
