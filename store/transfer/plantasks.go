package transfer

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tandem/model"
	"tandem/model/date"
	"tandem/store/transfer/mspdi"
)

var constraints = map[mspdi.Constraint]model.Constraint{mspdi.ASAP: "ASAP", mspdi.ALAP: "ALAP", mspdi.MSO: "MSO", mspdi.MFO: "MFO",
	mspdi.SNET: "SNET", mspdi.SNLT: "SNLT", mspdi.FNET: "FNET", mspdi.FNLT: "FNLT"}

var taskTypes = map[mspdi.TaskType]model.TaskType{mspdi.FixedUnits: "fixed units", mspdi.FixedDuration: "fixed duration", mspdi.FixedWork: "fixed work"}

var linkTypes = map[mspdi.LinkType]model.LinkType{mspdi.FF: model.FF, mspdi.FS: model.FS, mspdi.SF: model.SF, mspdi.SS: model.SS}

func (p *planImport) allTasks() {
	order := 0
	split := func(*model.Task) (model.Custom, bool) { return model.Custom{}, false }
	p.merge(p.plan.File, p.lines())
	if before, err := p.edit.Batch(); err == nil { // the calendars and people there are by now
		split = p.edit.Base().With(before.Changes).Splits(p.proj)
	}
	for _, t := range p.plan.Tasks {
		if t.IsProject {
			continue
		}
		order++
		id := p.tasks[t.UID]
		old, _ := model.Find[*model.Task](p.edit.Base(), id)
		if old == nil {
			old = &model.Task{}
		}
		var file *model.Task
		put(p, model.TaskPrefix, id, strconv.FormatInt(t.UID, 10), func(r *model.Task) {
			p.task(r, t, order)
			if c, ok := split(r); ok {
				r.Custom = append(r.Custom, c)
			}
			if p.plan.Incomplete {
				r.Assignments = withOld(r.Assignments, old.Assignments)
			}
			file = r
		}, func(r *model.Task) {
			countRows(p.count.of("link"), file.Links, r.Links, old.Links, func(a, b model.TaskLink) bool { return a.Predecessor == b.Predecessor && a.External == b.External })
			countRows(p.count.of("assignment"), file.Assignments, r.Assignments, old.Assignments, sameAssignment)
		})
	}
}

// sameAssignment tells a row that came in before.
func sameAssignment(a, b model.Assignment) bool { return a.ExternalID == b.ExternalID }

// withOld adds the rows that an earlier import brought and a file that broke off does not
// reach: what was not said is not taken away.
func withOld(rows, old []model.Assignment) []model.Assignment {
	out := slices.Clone(rows)
	for _, o := range old {
		if !slices.ContainsFunc(out, func(r model.Assignment) bool { return r.ExternalID == o.ExternalID }) {
			out = append(out, o)
		}
	}
	return out
}

// countRows counts what becomes of the rows of the file in a list: new, changed, or as they were in
// old. is the list as it will be, in which one that was taken away here is still missing.
func countRows[R comparable](c *Count, rows, is, old []R, same func(a, b R) bool) {
	for _, r := range rows {
		i := slices.IndexFunc(old, func(o R) bool { return same(r, o) })
		j := slices.IndexFunc(is, func(o R) bool { return same(r, o) })
		switch {
		case i < 0 && j >= 0:
			c.Added++
		case i < 0 || j >= 0 && is[j] == old[i]:
			c.Unchanged++
		default:
			c.Updated++
		}
	}
}

func (p *planImport) task(r *model.Task, t *mspdi.Task, order int) {
	r.Project, r.Parent, r.Order = p.proj, p.tasks[t.ParentUID], order
	r.Name, r.WBS, r.Notes = firstOf(t.Name), firstOr(t.WBS, t.Outline), t.Notes
	r.Milestone, r.Manual, r.Inactive = t.Milestone, t.Manual, !t.Active
	r.EffortDriven, r.Recurring, r.IgnoreResources = t.EffortDriven, t.Recurring, t.IgnoreResourceCalendar
	r.Type, r.Priority = taskTypes[t.Type], min(max(t.Priority, 0), 1000)
	r.Duration = span(t.Duration, date.Days)
	r.Work, r.Remaining = span(t.Work, date.Hours), span(t.RemainingDuration, date.Days)
	if t.RemainingDuration.Set {
		r.Remaining.Unit = r.Duration.Unit
	}
	r.Start, r.Finish = p.at(t.Start), p.at(t.Finish)
	r.ActualStart, r.ActualFinish = p.at(t.ActualStart), p.at(t.ActualFinish)
	r.Done, r.Physical = percent(t.PercentComplete), percent(t.PhysicalPercentComplete)
	r.Constraint, r.ConstraintDate, r.Deadline = constraints[t.Constraint], p.at(t.ConstraintDate), p.at(t.Deadline)
	r.Calendar = p.cals[t.CalendarUID]
	r.Delay = date.Span{}
	if n := int64(t.LevelingDelay.Minutes() * 60); n > 0 {
		r.Delay = date.Span{N: n, Unit: date.ElapsedDays}
	}
	r.PlannedCost, r.FixedCost, r.SpentCost = p.money(t.Cost), p.money(t.FixedCost), p.money(t.ActualCost)
	r.Links, r.Assignments = p.links(t), p.rows[t.UID]
	r.Custom = taskCustom(t)
	p.hyperlink(r, t)
	p.ownFields(r, t)
	p.mend(r, t)
}

// hyperlink gives the task the address the file has for it, before any that were added here.
func (p *planImport) hyperlink(r *model.Task, t *mspdi.Task) {
	var list []model.Link
	if !p.bare {
		list = r.Meta.Links
	}
	if a := firstOr(t.HyperlinkAddress, t.HyperlinkAnchor); a != "" {
		l := model.Link{Address: a, Title: t.Hyperlink}
		if i := slices.IndexFunc(list, func(x model.Link) bool { return x.Address != "" }); i >= 0 {
			list = slices.Clone(list)
			list[i] = l
		} else {
			list = append([]model.Link{l}, list...)
		}
	}
	r.Meta.Links = list
}

// ownFields takes back what an export has put into text fields of its own (see planoutcustom.go).
func (p *planImport) ownFields(r *model.Task, t *mspdi.Task) {
	k, c := p.edit.Base().Schema().Prefix(model.TaskPrefix), *p.ctx
	c.Loc, c.Scale = p.loc, p.scale()
	if p.bare {
		for _, name := range ownFields() {
			if f := k.Field(name); f != nil && !f.IsZero(r) {
				_ = f.Parse(&c, r, "") // nothing is always understood
			}
		}
	}
	for _, x := range t.Extended {
		name, ok := strings.CutPrefix(x.Label, tandemPrefix)
		if f := k.Field(name); ok && f != nil && slices.Contains(ownFields(), name) {
			if err := f.Parse(&c, r, x.Value); err != nil {
				p.warn(t.Line, "Task.ExtendedAttribute", fmt.Sprintf("UID %d: %s: %v", t.UID, name, err))
			}
		}
	}
}

// mend takes out what the program's own checks would refuse, and says so.
func (p *planImport) mend(r *model.Task, t *mspdi.Task) {
	if t.Constraint.NeedsDate() && r.ConstraintDate == 0 {
		p.warn(t.Line, "Task.ConstraintDate", fmt.Sprintf("UID %d: %s wants a date; taken as ASAP", t.UID, r.Constraint))
		r.Constraint = "ASAP"
	}
	if r.Finish != 0 && r.Finish < r.Start {
		p.warn(t.Line, "Task.Finish", fmt.Sprintf("UID %d: %s lies before the start %s; kept as the start", t.UID, t.Finish, t.Start))
		r.Custom = append(r.Custom, model.Custom{Name: "finish", Value: t.Finish.String()})
		r.Finish = r.Start
	}
	if r.Duration.N < 0 {
		p.warn(t.Line, "Task.Duration", fmt.Sprintf("UID %d: is negative; taken as none", t.UID))
		r.Duration.N = 0
	}
}

func firstOr(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}

func percent(n int) model.Pct { return model.Pct(min(max(n, 0), 100) * 100) }

// taskCustom keeps what the file says and no field models.
func taskCustom(t *mspdi.Task) []model.Custom {
	var out []model.Custom
	add := func(name, value string) {
		if value != "" {
			out = append(out, model.Custom{Name: name, Value: value})
		}
	}
	add("guid", t.GUID)
	add("subproject", t.SubprojectName)
	add("external project", t.ExternalTaskProject)
	add("stop", t.Stop.String())
	add("resume", t.Resume.String())
	for _, x := range t.Extended {
		if name, ours := strings.CutPrefix(x.Label, tandemPrefix); !ours || !slices.Contains(ownFields(), name) {
			add(x.Label, x.Value)
		}
	}
	return out
}

// links are the task's predecessors. Those to a missing task, to itself or told twice are not
// kept, and the reader has listed them; those to another file's task are kept as External.
func (p *planImport) links(t *mspdi.Task) []model.TaskLink {
	var out []model.TaskLink
	c := p.count.of("link")
	for _, l := range t.Links {
		row := model.TaskLink{Type: linkTypes[l.Type], Lag: p.lag(l)}
		switch {
		case l.State == mspdi.LinkExternal:
			row.External = firstOr(l.CrossProjectName, fmt.Sprintf("another project, UID %d", l.PredecessorUID))
		case l.State == mspdi.LinkSelf || l.State == mspdi.LinkDangling || l.State == mspdi.LinkDuplicate || p.tasks[l.PredecessorUID] == 0:
			continue // reject counts it
		default:
			row.Predecessor = p.tasks[l.PredecessorUID]
		}
		c.Read++
		out = append(out, row)
	}
	return out
}

func (p *planImport) lag(l mspdi.Link) date.Span {
	if n, ok := l.LagPercent(); ok {
		return date.Span{N: n * 100, Unit: date.Percent}
	}
	n, ok := l.LagSeconds()
	if !ok || n == 0 {
		return date.Span{}
	}
	return date.Span{N: n, Unit: unit(l.LagFormat.Unit(), l.LagElapsed(), date.Days), Est: l.LagFormat.Estimated()}
}

// assignments gathers the rows of each task, and those of the project as a whole (task 0).
// Work of nobody is kept without a person.
func (p *planImport) assignments() {
	c := p.count.of("assignment")
	for i := range p.plan.Assignments {
		a := &p.plan.Assignments[i]
		c.Read++
		if p.tasks[a.TaskUID] == 0 && a.TaskUID != 0 {
			c.Rejected++
			p.res.Problems = append(p.res.Problems, Problem{File: p.plan.File, Row: a.Line, Field: "Assignment.TaskUID", Rejected: true,
				Message: fmt.Sprintf("UID %d is assigned to task %d, which is not in the file", a.UID, a.TaskUID)})
			continue
		}
		p.rows[a.TaskUID] = append(p.rows[a.TaskUID], model.Assignment{
			Person: p.people[a.ResourceUID], Units: model.Pct(a.Units), Work: span(a.Work, date.Hours),
			ActualWork: span(a.ActualWork, date.Hours), Remaining: span(a.RemainingWork, date.Hours),
			Start: p.at(a.Start), Finish: p.at(a.Finish), Cost: p.money(a.Cost), ExternalID: strconv.FormatInt(a.UID, 10)})
	}
}
