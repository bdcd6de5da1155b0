package mspdi

import (
	"fmt"
	"strconv"
)

// resolve checks what one record says of another, once all are known, and
// counts. It drops no record but assignments to a task that does not exist.
func (r *reader) resolve() {
	tasks := make(map[int64]int, len(r.plan.Tasks))
	for i := range r.plan.Tasks {
		tasks[r.plan.Tasks[i].UID] = i
	}
	r.parents(tasks)
	r.links(tasks)
	r.linkLoops(tasks)
	r.calendars()
	r.assignments(tasks)
	r.labels()
	if r.plan.nothing() && !r.plan.Incomplete {
		r.problem(Problem{Level: Rejected, Element: "Project", Message: "the file holds no task, calendar or resource of an MS Project plan"})
	}
	if r.muted > 0 {
		r.plan.Problems = append(r.plan.Problems, Problem{File: r.plan.File, Element: "Project",
			Message: fmt.Sprintf("%d more warnings are not listed", r.muted)})
	}
	r.textFaults()
	r.plan.count()
}

// nothing reports a plan without a single record.
func (p *Plan) nothing() bool {
	return len(p.Tasks)+len(p.Calendars)+len(p.Resources)+len(p.Assignments)+len(p.ExtendedFields)+p.Counts.BlankTasks == 0 &&
		p.Project.StartDate.IsZero() && p.Project.Name == "" && p.Project.Title == "" && p.Counts.Rejected == 0
}

// textFaults says what the source had to mend.
func (r *reader) textFaults() {
	if r.scan == nil {
		return
	}
	clean := &r.scan.src.clean
	if clean.invalid > 0 {
		r.problem(Problem{Element: "Project", Message: fmt.Sprintf("%d bytes are not valid in the file's encoding and were replaced", clean.invalid)})
	}
	if clean.dropped > 0 {
		r.problem(Problem{Element: "Project", Message: fmt.Sprintf("%d control characters were removed", clean.dropped)})
	}
}

// links sets the state of every link.
func (r *reader) links(tasks map[int64]int) {
	type tie struct {
		uid int64
		is  LinkType
	}
	seen := make(map[tie]*Link)
	for i := range r.plan.Tasks {
		t := r.plan.Tasks[i]
		clear(seen)
		for j := range t.Links {
			l := &t.Links[j]
			if message := r.linkState(tasks, t, l); message != "" {
				r.linkProblem(t, l, l.State.level(), message)
			}
			if l.State != LinkOK {
				continue
			}
			key := tie{l.PredecessorUID, l.Type}
			earlier := seen[key]
			switch {
			case earlier == nil:
				seen[key] = l
			case earlier.Lag == l.Lag && earlier.LagFormat == l.LagFormat:
				l.State = LinkDuplicate
				r.linkProblem(t, l, Rejected, fmt.Sprintf("the %s link to task %d is given twice; the first one counts", l.Type, l.PredecessorUID))
			default:
				r.linkProblem(t, l, Warning, fmt.Sprintf("there are two %s links to task %d that differ in lag; both are kept", l.Type, l.PredecessorUID))
			}
		}
	}
}

// linkState looks one link up and returns what is wrong with it, if anything.
func (r *reader) linkState(tasks map[int64]int, t *Task, l *Link) string {
	at, known := tasks[l.PredecessorUID]
	switch {
	case l.CrossProject:
		l.State = LinkExternal
	case l.PredecessorUID == t.UID:
		l.State = LinkSelf
		return "the task is linked to itself; the link is not followed"
	case !known:
		l.State = LinkDangling
		return fmt.Sprintf("there is no task %d; the link is not followed", l.PredecessorUID)
	case r.plan.Tasks[at].IsProject:
		l.State = LinkDangling
		return "task 0 is the project itself; the link is not followed"
	case r.contains(tasks, l.PredecessorUID, t) || r.contains(tasks, t.UID, r.plan.Tasks[at]):
		l.State = LinkToSummary
		return fmt.Sprintf("task %d and this one contain one another; the link is not followed", l.PredecessorUID)
	}
	return ""
}

// contains reports whether a task lies under another. The climb is bounded: the
// outline has no circles, but a hostile one may be as deep as it is long.
func (r *reader) contains(tasks map[int64]int, above int64, t *Task) bool {
	for range 256 {
		if t.ParentUID == above {
			return true
		}
		at, ok := tasks[t.ParentUID]
		if !ok {
			return false
		}
		t = r.plan.Tasks[at]
	}
	return false
}

// level is what a link of this state costs: one that leads nowhere cannot be taken.
func (s LinkState) level() Level {
	if s == LinkSelf || s == LinkDangling || s == LinkDuplicate {
		return Rejected
	}
	return Warning
}

func (r *reader) linkProblem(t *Task, l *Link, level Level, message string) {
	r.problem(Problem{Row: t.Line, Line: l.Line, Element: "Task/PredecessorLink", Field: "PredecessorUID",
		UID: strconv.FormatInt(t.UID, 10), Message: message, Level: level, Part: "link"})
}

// linkLoops names circles of links. They stay in the plan: which link is the
// wrong one is not for a reader to say.
func (r *reader) linkLoops(tasks map[int64]int) {
	edges := make([][]int32, len(r.plan.Tasks))
	for i := range r.plan.Tasks {
		for _, l := range r.plan.Tasks[i].Links {
			if l.State == LinkOK {
				from := tasks[l.PredecessorUID]
				edges[from] = append(edges[from], int32(i))
			}
		}
	}
	for _, loop := range r.loops(edges) {
		r.taskProblem(r.plan.Tasks[loop[0]], Warning, "PredecessorLink", "the links go round in a circle: "+r.loopNames(loop))
	}
}

// calendars checks every reference to a calendar and cuts circles of bases.
func (r *reader) calendars() {
	index := make(map[int64]int, len(r.plan.Calendars))
	for i := range r.plan.Calendars {
		index[r.plan.Calendars[i].UID] = i
	}
	check := func(uid *int64, problem Problem) {
		if *uid == NoUID {
			return
		}
		if _, ok := index[*uid]; ok {
			return
		}
		if *uid > 0 { // 0 is what newer versions write for none
			problem.Message = fmt.Sprintf("there is no calendar %d; none is used", *uid)
			r.problem(problem)
		}
		*uid = NoUID
	}
	for i := range r.plan.Calendars {
		c := &r.plan.Calendars[i]
		check(&c.BaseCalendarUID, Problem{Row: c.Line, Line: c.Line, Element: "Calendar", Field: "BaseCalendarUID", UID: fmt.Sprint(c.UID)})
	}
	r.baseLoops(index)
	for i := range r.plan.Tasks {
		t := r.plan.Tasks[i]
		check(&t.CalendarUID, Problem{Row: t.Line, Line: t.Line, Element: "Task", Field: "CalendarUID", UID: strconv.FormatInt(t.UID, 10)})
	}
	for i := range r.plan.Resources {
		res := &r.plan.Resources[i]
		if res.Placeholder() {
			if _, ok := index[res.CalendarUID]; !ok {
				res.CalendarUID = NoUID // names one that real files leave out
			}
			continue
		}
		check(&res.CalendarUID, Problem{Row: res.Line, Line: res.Line, Element: "Resource", Field: "CalendarUID", UID: fmt.Sprint(res.UID)})
	}
	check(&r.plan.Project.CalendarUID, Problem{Element: "Project", Field: "CalendarUID"})
}

// baseLoops walks from each calendar to its base and cuts where it comes back.
func (r *reader) baseLoops(index map[int64]int) {
	done := make([]int, len(r.plan.Calendars)) // the walk that passed here, from 1
	for start := range r.plan.Calendars {
		for at := start; done[at] == 0; {
			done[at] = start + 1
			c := &r.plan.Calendars[at]
			base, ok := index[c.BaseCalendarUID]
			if !ok {
				break
			}
			if done[base] == start+1 {
				r.problem(Problem{Row: c.Line, Line: c.Line, Element: "Calendar", Field: "BaseCalendarUID", UID: fmt.Sprint(c.UID),
					Message: fmt.Sprintf("the base calendars go round in a circle through %d and %d; this one stands without a base",
						c.UID, c.BaseCalendarUID)})
				c.BaseCalendarUID = NoUID
				break
			}
			at = base
		}
	}
}

// assignments rejects those without a task and marks those without a resource.
func (r *reader) assignments(tasks map[int64]int) {
	resources := make(map[int64]bool, len(r.plan.Resources))
	for i := range r.plan.Resources {
		resources[r.plan.Resources[i].UID] = true
	}
	kept := r.plan.Assignments[:0]
	for _, a := range r.plan.Assignments {
		problem := Problem{Row: a.Line, Line: a.Line, Element: "Assignment", UID: fmt.Sprint(a.UID)}
		if _, ok := tasks[a.TaskUID]; !ok || !a.taskSet {
			problem.Field, problem.Level = "TaskUID", Rejected
			problem.Message = fmt.Sprintf("there is no task %d; the assignment is left out", a.TaskUID)
			if !a.taskSet {
				problem.Message = "the assignment has no TaskUID; it is left out"
			}
			r.problem(problem)
			continue
		}
		if !a.Unassigned() && !resources[a.ResourceUID] {
			a.ResourceMissing = true
			problem.Field, problem.Message = "ResourceUID", fmt.Sprintf("there is no resource %d; the assignment is nobody's", a.ResourceUID)
			r.problem(problem)
		}
		kept = append(kept, a)
	}
	r.plan.Assignments = kept
}

// labels gives custom values the names that the file defines.
func (r *reader) labels() {
	names := make(map[string]string, len(r.plan.ExtendedFields))
	for _, f := range r.plan.ExtendedFields {
		names[f.FieldID] = f.Label()
	}
	label := func(values []ExtendedValue) {
		for i := range values {
			if values[i].Label = names[values[i].FieldID]; values[i].Label == "" {
				values[i].Label = values[i].FieldID
			}
		}
	}
	for i := range r.plan.Tasks {
		label(r.plan.Tasks[i].Extended)
	}
	for i := range r.plan.Resources {
		label(r.plan.Resources[i].Extended)
	}
	for i := range r.plan.Assignments {
		label(r.plan.Assignments[i].Extended)
	}
}

// count fills in Counts but for what was counted on the way.
func (p *Plan) count() {
	c := &p.Counts
	c.Tasks, c.Calendars = len(p.Tasks), len(p.Calendars)
	c.Resources, c.Assignments = len(p.Resources), len(p.Assignments)
	for i := range p.Tasks {
		t := p.Tasks[i]
		c.Links += len(t.Links)
		c.Baselines += len(t.Baselines)
		c.ExtendedValues += len(t.Extended)
		c.Timephased += ranges(t.Timephased) + baselineRanges(t.Baselines)
		for _, l := range t.Links {
			switch l.State {
			case LinkExternal:
				c.ExternalLinks++
			case LinkDangling:
				c.DanglingLinks++
			}
		}
	}
	for i := range p.Calendars {
		c.Exceptions += len(p.Calendars[i].Exceptions)
		c.WorkWeeks += len(p.Calendars[i].WorkWeeks)
	}
	for i := range p.Resources {
		c.Timephased += baselineRanges(p.Resources[i].Baselines)
		c.ResourceBaselines += len(p.Resources[i].Baselines)
		c.ExtendedValues += len(p.Resources[i].Extended)
	}
	for i := range p.Assignments {
		c.AssignmentBaselines += len(p.Assignments[i].Baselines)
		c.ExtendedValues += len(p.Assignments[i].Extended)
		c.Timephased += ranges(p.Assignments[i].Timephased) + baselineRanges(p.Assignments[i].Baselines)
	}
}

func baselineRanges(list []Baseline) (sum int) {
	for i := range list {
		sum += ranges(list[i].Timephased)
	}
	return sum
}

// ranges sums the kinds of time-phased data.
func ranges(list []Timephased) (sum int) {
	for _, kind := range list {
		sum += kind.Ranges
	}
	return sum
}
