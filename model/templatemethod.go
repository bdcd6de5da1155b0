package model

import (
	"fmt"
	"slices"

	"tandem/model/date"
)

// FirstPlace is the page a project of this method is looked at first: "sprint", "board", or "" for
// the outline with its time chart. Scrum steers by the sprint, Kanban and Lean by the flow over a
// board, everything with phases by its plan.
func (m Method) FirstPlace() string {
	switch m {
	case "scrum":
		return "sprint"
	case "kanban", "lean":
		return "board"
	}
	return ""
}

// MethodMeasure is one of the numbers a project is steered by.
type MethodMeasure struct {
	Name, Value string
	Bad         bool // it hurts
}

// Measures are the two or three numbers that head a project, by its method: dates against the
// baseline and float where there are phases, the sprint and its velocity where there are sprints,
// work in progress, throughput and cycle time where work flows.
func (c *Ctx) Measures(project ID) []MethodMeasure {
	p, ok := Find[*Project](c.Snap, project)
	if !ok || len(c.Snap.Plan(project).Lines) == 0 {
		return nil
	}
	c = c.For(p)
	switch p.Method {
	case "scrum":
		return c.sprintMeasures(p)
	case "kanban", "lean":
		return c.flowMeasures(p)
	case "hybrid":
		return append(c.planMeasures(p)[:1], c.sprintMeasures(p)...)
	}
	return c.planMeasures(p)
}

// planMeasures: the finish against the baseline, the length of the critical path, milestones late.
func (c *Ctx) planMeasures(p *Project) []MethodMeasure {
	x := c.Snap.Schedule(p.ID)
	first := MethodMeasure{Name: "baseline", Value: "none taken"}
	if b := c.Snap.NewestBaseline(p.ID); b != nil && x.Finish != 0 {
		by := c.DaysLate(p, b.figures().Finish, x.Finish) // whole days, as the status report tells them
		first.Value, first.Bad = SignedSpan(c.For(p), int64(by)*c.For(p).Scale.Seconds(date.Days), date.Days), by > 0
	}
	out := []MethodMeasure{first, {Name: "critical", Value: fmt.Sprint(len(x.Critical()))}}
	late := 0
	today := c.Now.Day(c.Loc)
	for _, t := range x.Tasks() {
		if d, ok := x.Of(t.ID); ok && t.Milestone && !t.Inactive && !t.Complete() && d.Finish != 0 && d.Finish.Day(c.Loc) < today {
			late++
		}
	}
	if late > 0 {
		out = append(out, MethodMeasure{Name: "milestones late", Value: fmt.Sprint(late), Bad: true})
	}
	return out
}

// velocityOf is how many sprints a velocity is the mean of: the last three that are closed.
const velocityOf = 3

// sprintMeasures: the points of the running sprint that are done, and the velocity.
func (c *Ctx) sprintMeasures(p *Project) []MethodMeasure {
	now := MethodMeasure{Name: "sprint", Value: "none is running"}
	for _, s := range c.Snap.Sprints(p.ID) {
		if s.Status == "active" {
			all, done := c.Snap.SprintPoints(s.ID)
			now = MethodMeasure{Name: s.Name, Value: fmt.Sprintf("%s of %s points", trimFloat(done, 1), trimFloat(all, 1)), Bad: s.Standing(c) == Hurts}
			break
		}
	}
	out := []MethodMeasure{now}
	if closed, _, mean := c.Snap.Velocity(p.ID, velocityOf); len(closed) > 0 {
		out = append(out, MethodMeasure{Name: "velocity", Value: trimFloat(mean, 1)})
	}
	return out
}

// flowDays is the window of throughput and cycle time: four weeks.
const flowDays = 28

// flowMeasures: what is under way, what was finished in a week of the last four, and the median of
// its working days from start to finish.
func (c *Ctx) flowMeasures(p *Project) []MethodMeasure {
	plan := c.Snap.Plan(p.ID)
	cal := c.HoursOf(p)
	from := c.Now - flowDays*86400
	under, done := 0, 0
	var cycle []int64
	for _, l := range plan.Lines {
		t, ok := Find[*Task](c.Snap, l.ID)
		if !ok || l.Summary || l.Inactive || t.Milestone {
			continue
		}
		switch {
		case t.Complete():
			if t.ActualFinish >= from && t.ActualFinish != 0 {
				done++
				if t.ActualStart != 0 {
					cycle = append(cycle, cal.Between(t.ActualStart, t.ActualFinish))
				}
			}
		case t.Started():
			under++
		}
	}
	out := []MethodMeasure{{Name: "in progress", Value: fmt.Sprint(under)}, {Name: "done in 4 weeks", Value: fmt.Sprint(done)}}
	if len(cycle) > 0 {
		slices.Sort(cycle)
		out = append(out, MethodMeasure{Name: "cycle", Value: date.Span{N: cycle[len(cycle)/2], Unit: date.Days}.Show(c.Scale)})
	}
	return out
}
