package model

import (
	"tandem/model/cpm"
	"tandem/model/date"
	"tandem/model/worktime"
)

var causes = map[cpm.Cause]Cause{cpm.ByProject: CauseProject, cpm.ByLink: CauseLink, cpm.ByConstraint: CauseConstraint,
	cpm.ByActual: CauseActual, cpm.ByHand: CauseManual, cpm.ByLevelling: CauseLevelling, cpm.ByLateness: CauseLate}

// fill reads the dates of the tasks that are no summaries.
func (x *Schedule) fill() {
	for i, t := range x.tasks {
		n := int(x.nodes[i])
		if n < 0 {
			continue
		}
		d := &x.dates[i]
		d.EarlyStart, d.EarlyFinish = certain(x.sol.EarlyStart(n)), certain(x.sol.EarlyFinish(n))
		d.LateStart, d.LateFinish = certain(x.sol.LateStart(n)), certain(x.sol.LateFinish(n))
		d.StartFloat, d.FinishFloat = x.sol.StartFloat(n), x.sol.FinishFloat(n)
		d.TotalFloat, d.FreeFloat = x.sol.TotalFloat(n), x.sol.FreeFloat(n)
		d.Critical = x.sol.Critical(n)
		cal := x.net.Calendars[x.net.Tasks[n].Cal]
		d.Start, d.Finish = asWritten(cal, certain(x.sol.StartOf(n)), t.Start), asWritten(cal, certain(x.sol.FinishOf(n)), t.Finish)
		d.Driver = x.driver(n)
	}
}

// asWritten keeps a stored date that is the same in working time: 17:00 and the next 08:00 are
// one moment to a plan, and the one that somebody wrote stands.
func asWritten(cal cpm.Calendar, computed, stored date.Instant) date.Instant {
	if stored != 0 && stored != computed && cal.Work(stored) == cal.Work(computed) {
		return stored
	}
	return computed
}

// driver says what decided a node's start, looking through the gates of summaries: the link that
// somebody drew is told, and the summary it hangs on.
func (x *Schedule) driver(n int) Driver {
	cause, li := x.sol.Driver(n)
	d := Driver{Cause: causes[cause]}
	for li >= 0 {
		l := &x.net.Links[li]
		from := int(l.From)
		if !x.inner[int32(li)] {
			d.Type, d.Lag = linkNames[l.Type], x.lagOf(l)
		}
		if x.net.Tasks[from].Flags&cpm.Gate == 0 {
			d.Task = x.tasks[x.owner[from]].ID
			return d
		}
		if x.owner[from] < 0 { // a task of another project or file
			d.Task = x.afar[l.From]
			return d
		}
		d.Via = x.tasks[x.owner[from]].ID
		if cause, li = x.sol.Driver(from); li < 0 { // a constraint of the summary
			d.Cause, d.Type, d.Lag = causes[cause], "", date.Span{}
		}
	}
	return d
}

var linkNames = map[cpm.LinkType]LinkType{cpm.FS: FS, cpm.SS: SS, cpm.FF: FF, cpm.SF: SF}

func (x *Schedule) lagOf(l *cpm.Link) date.Span {
	if l.Elapsed {
		return date.Span{N: l.Lag, Unit: date.ElapsedDays}
	}
	return date.Span{N: l.Lag, Unit: date.Days}
}

// rollUp gives summaries the least start and the greatest finish of what is under them, from the
// bottom up. Their floats are measured on the project's calendar; what is held up by a link of
// the summary itself was handed on to its children.
func (x *Schedule) rollUp(cal *worktime.Calendar) {
	up := make([]int, 0, 16) // the summaries above the line
	parent := make([]int, len(x.tasks))
	for i := range x.at.Lines {
		up = up[:min(x.at.Lines[i].Depth, len(up))]
		parent[i] = -1
		if len(up) > 0 {
			parent[i] = up[len(up)-1]
		}
		up = append(up, i)
	}
	open := make([]openWork, len(x.tasks)) // under each summary
	for i := len(x.tasks) - 1; i >= 0; i-- {
		d, t := &x.dates[i], x.tasks[i]
		if x.nodes[i] < 0 {
			x.summary(i, d, &open[i], cal)
		} else {
			open[i].leaf(t, d)
		}
		p := parent[i]
		if p < 0 || t.Inactive && !x.tasks[p].Inactive || d.EarlyStart == 0 {
			continue
		}
		open[p].add(open[i])
		s := &x.dates[p]
		if s.EarlyStart == 0 || d.EarlyStart <= s.EarlyStart {
			s.Driver = Driver{Cause: CauseChildren, Task: t.ID}
		}
		s.EarlyStart, s.LateStart, s.Start = earlier(s.EarlyStart, d.EarlyStart), earlier(s.LateStart, d.LateStart), earlier(s.Start, d.Start)
		s.EarlyFinish, s.LateFinish, s.Finish = max(s.EarlyFinish, d.EarlyFinish), max(s.LateFinish, d.LateFinish), max(s.Finish, d.Finish)
	}
}

// openWork is what is known of the tasks at or under a line: whether any has begun, and the least total
// float of those that are still to be done.
type openWork struct {
	begun, open bool
	least       int64
}

func (o *openWork) leaf(t *Task, d *Dates) {
	o.begun, o.open, o.least = t.Started(), !t.Complete() && !t.Inactive, d.TotalFloat
}

func (o *openWork) add(x openWork) {
	if x.open && (!o.open || x.least < o.least) {
		o.open, o.least = true, x.least
	}
	o.begun = o.begun || x.begun
}

// summary finishes a summary whose children have been added to it. Before it begins its total float is
// the lesser of its start and its finish float, as Microsoft Project has it whatever is critical under it.
// What has begun cannot start later, so that its start float says nothing: from then on the summary has as
// much as the open task under it that has the least.
func (x *Schedule) summary(i int, d *Dates, under *openWork, cal *worktime.Calendar) {
	t := x.tasks[i]
	if t.Manual && t.Start != 0 && t.Finish != 0 {
		d.EarlyStart, d.EarlyFinish, d.Start, d.Finish = t.Start, t.Finish, t.Start, t.Finish
		d.Driver = Driver{Cause: CauseManual}
	}
	if d.EarlyStart == 0 { // nothing active is under it
		d.EarlyStart, d.EarlyFinish, d.LateStart, d.LateFinish, d.Start, d.Finish = t.Start, t.Finish, t.Start, t.Finish, t.Start, t.Finish
		d.Driver = Driver{Cause: CauseStored}
		return
	}
	d.Start, d.Finish = asWritten(hours{cal}, d.Start, t.Start), asWritten(hours{cal}, d.Finish, t.Finish)
	d.StartFloat, d.FinishFloat = cal.Pos(d.LateStart)-cal.Pos(d.EarlyStart), cal.Pos(d.LateFinish)-cal.Pos(d.EarlyFinish)
	if d.TotalFloat = min(d.StartFloat, d.FinishFloat); under.begun && under.open && !t.Manual {
		d.TotalFloat = under.least
	}
	d.FreeFloat = x.freeOf(i, d, cal)
	d.Critical = d.TotalFloat <= x.net.Limit && !t.Inactive && !t.Complete() && (under.open || !under.begun)
}

func earlier(a, b date.Instant) date.Instant {
	if a == 0 || b != 0 && b < a {
		return b
	}
	return a
}

// freeOf is the free float of a summary: until what waits for its end, else all it has.
func (x *Schedule) freeOf(i int, d *Dates, cal *worktime.Calendar) int64 {
	if g, ok := x.ends[int32(i)]; ok {
		if by, waits := x.sol.NeededBy(int(g)); waits {
			return max(0, cal.Pos(by)-cal.Pos(d.EarlyFinish))
		}
	}
	return max(0, d.TotalFloat)
}
