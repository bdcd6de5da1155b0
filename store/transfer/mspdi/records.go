package mspdi

import (
	"fmt"
	"strconv"
)

// stamp gives the problems found inside a record, from index first of the list
// on, the row and the UID they belong to, and returns that UID as text.
func (r *reader) stamp(at int, uid int64, has bool, first int) string {
	id := ""
	if has {
		id = strconv.FormatInt(uid, 10)
	}
	for i := first; i < len(r.plan.Problems); i++ {
		r.plan.Problems[i].Row, r.plan.Problems[i].UID = at, id
	}
	return id
}

// admit decides whether a record may be taken: it needs a UID that no earlier
// one has. It stamps the record's problems either way.
func (r *reader) admit(element string, at int, uid int64, has bool, seen *map[int64]int, first int) bool {
	id := r.stamp(at, uid, has, first)
	if *seen == nil {
		*seen = make(map[int64]int)
	}
	fault := ""
	if !has {
		fault = "the record has no UID; it is left out"
	} else if earlier, twice := (*seen)[uid]; twice {
		fault = fmt.Sprintf("the UID was given on line %d already; that one is kept, this one is left out", earlier)
	} else if uid == NoUID && (element == "Task" || element == "Calendar") {
		fault = "the UID -1 stands for none, so nothing could name this record; it is left out"
	}
	if fault != "" {
		r.problem(Problem{Row: at, Line: at, Element: element, Field: "UID", UID: id, Message: fault, Level: Rejected})
		return false
	}
	(*seen)[uid] = at
	return true
}

// task reads one line of the plan. Blank lines are counted and leave no trace
// in the outline; rejected ones keep their place in it.
func (r *reader) task(at int) error {
	t, first := newTask(at), len(r.plan.Problems)
	if err := readRecord(r, t, taskTable, &t.Extra); err != nil {
		return err
	}
	if t.blank {
		r.stamp(at, t.UID, t.uidSet, first)
		r.plan.Counts.BlankTasks++
		return nil
	}
	t.finish()
	if !t.levelSet {
		t.OutlineLevel = levelOfNumber(t.Outline, t.UID == 0 && t.uidSet)
	}
	if !r.admit("Task", at, t.UID, t.uidSet, &r.seen.tasks, first) {
		r.outline.push(outlineRow{level: t.OutlineLevel, uid: NoUID, rejected: true})
		for i := range t.Links {
			l := &t.Links[i]
			r.linkProblem(t, l, Rejected, fmt.Sprintf("the link to task %d is left out with its task", l.PredecessorUID))
		}
		return nil
	}
	r.place(t)
	r.checkTask(t)
	r.plan.Tasks = append(r.plan.Tasks, t)
	return nil
}

// hugeDuration is a hundred years of clock time in seconds: more is hardly meant.
const hugeDuration = 100 * 366 * daySeconds

// checkTask notes values that each are well-formed but do not go together.
func (r *reader) checkTask(t *Task) {
	warn := func(field, message string) {
		r.problem(Problem{Row: t.Line, Line: t.Line, Element: "Task", Field: field, UID: strconv.FormatInt(t.UID, 10), Message: message})
	}
	if t.Constraint.NeedsDate() && t.ConstraintDate.IsZero() {
		warn("ConstraintDate", "the constraint "+t.Constraint.String()+" has no date")
	}
	for _, x := range []struct {
		field string
		at    Wall
	}{{"Start", t.Start}, {"Finish", t.Finish}, {"ActualStart", t.ActualStart}, {"ActualFinish", t.ActualFinish},
		{"ConstraintDate", t.ConstraintDate}, {"Deadline", t.Deadline}} {
		if x.at.unusual() {
			warn(x.field, x.at.String()+" lies outside the years 1900 to 2199; it is kept")
		}
	}
	if t.Duration.Seconds > hugeDuration {
		warn("Duration", fmt.Sprintf("%.0f hours is more than a hundred years; it is kept", t.Duration.Minutes()/60))
	}
	if !t.Start.IsZero() && !t.Finish.IsZero() && t.Finish.Sec < t.Start.Sec {
		warn("Finish", "the task finishes before it starts")
	}
}

// resource reads one resource.
func (r *reader) resource(at int) error {
	res, first := newResource(at), len(r.plan.Problems)
	if err := readRecord(r, &res, resourceTable, &res.Extra); err != nil {
		return err
	}
	if res.isCost && res.Type == Material {
		res.Type = CostResource // how Project 2007 says it
	}
	if r.admit("Resource", at, res.UID, res.uidSet, &r.seen.resources, first) {
		r.plan.Resources = append(r.plan.Resources, res)
	}
	return nil
}

// assignment reads one assignment; whom and what it joins is checked when both
// lists are complete.
func (r *reader) assignment(at int) error {
	a, first := newAssignment(at), len(r.plan.Problems)
	if err := readRecord(r, &a, assignmentTable, &a.Extra); err != nil {
		return err
	}
	if r.admit("Assignment", at, a.UID, a.uidSet, &r.seen.assignments, first) {
		r.plan.Assignments = append(r.plan.Assignments, a)
	}
	return nil
}

// calendar reads one calendar and joins the two forms of its exceptions.
func (r *reader) calendar(at int) error {
	c, first := Calendar{Line: at, UID: NoUID, BaseCalendarUID: NoUID}, len(r.plan.Problems)
	if err := readRecord(r, &c, calendarTable, &c.Extra); err != nil {
		return err
	}
	repeated, conflicts := c.mergeLegacy()
	for _, e := range conflicts {
		r.problem(Problem{Line: e.Line, Element: "Calendar", Field: "WeekDay",
			Message: "the exception of " + e.From.String()[:10] + " differs from the one in Exceptions; that one counts"})
	}
	if r.admit("Calendar", at, c.UID, c.uidSet, &r.seen.calendars, first) {
		r.plan.Counts.RepeatedExceptions += repeated
		r.plan.Calendars = append(r.plan.Calendars, c)
	}
	return nil
}

// extendedField reads the definition of a custom field.
func (r *reader) extendedField(at int) error {
	f := ExtendedField{Line: at}
	if err := readRecord(r, &f, extendedFieldTable, &f.Extra); err != nil {
		return err
	}
	r.plan.ExtendedFields = append(r.plan.ExtendedFields, f)
	return nil
}
