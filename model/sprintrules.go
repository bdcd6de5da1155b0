package model

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/govalues/decimal"
)

// Sprints are the sprints of a project by their first day.
func (s *Snapshot) Sprints(project ID) []*Sprint {
	var out []*Sprint
	for x := range Each[*Sprint](s, SprintPrefix) {
		if x.Project == project {
			out = append(out, x)
		}
	}
	slices.SortFunc(out, func(a, b *Sprint) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.ID, b.ID)) })
	return out
}

// CurrentSprint is the sprint of a project that is under way, else the next one planned, else the
// last; nil where it has none.
func (s *Snapshot) CurrentSprint(project ID) *Sprint {
	list := s.Sprints(project)
	for _, status := range []SprintStatus{"active", "planned"} {
		for _, x := range list {
			if x.Status == status {
				return x
			}
		}
	}
	if len(list) == 0 {
		return nil
	}
	return list[len(list)-1]
}

// SprintTasks are the tasks of a sprint in the order of their cards.
func (s *Snapshot) SprintTasks(id ID) []*Task {
	x, ok := Find[*Sprint](s, id)
	if !ok {
		return nil
	}
	return s.planned(x.Project, func(t *Task) bool { return t.Sprint == id })
}

// Backlog are the tasks of a project that are in no sprint and not done, in the order of their
// cards.
func (s *Snapshot) Backlog(project ID) []*Task {
	return s.planned(project, func(t *Task) bool { return t.Sprint == 0 && !t.Complete() })
}

func (s *Snapshot) planned(project ID, keep func(*Task) bool) []*Task {
	var out []*Task
	plan := s.Plan(project)
	for i := range plan.Lines {
		if t, ok := Find[*Task](s, plan.Lines[i].ID); ok && !plan.Lines[i].Summary && t.carded() && keep(t) {
			out = append(out, t)
		}
	}
	slices.SortStableFunc(out, func(a, b *Task) int { return cmp.Or(cmp.Compare(a.rank(), b.rank()), cmp.Compare(a.ID, b.ID)) })
	return out
}

// RankTask moves a task by so many places up (below 0) or down in its sprint, or in the backlog.
func (e *Edit) RankTask(id ID, by int) error {
	t, ok := e.Get(id).(*Task)
	if !ok {
		return noSuch(id)
	}
	s := e.base
	if len(e.list) > 0 {
		s = s.With(e.list)
	}
	list := s.Backlog(t.Project)
	if t.Sprint != 0 {
		list = s.SprintTasks(t.Sprint)
	}
	return e.rankIn(list, id, by)
}

// PlanInto puts tasks into a sprint of their project; 0 puts them back into the backlog.
func (e *Edit) PlanInto(sprint ID, ids ...ID) error {
	x, ok := e.Get(sprint).(*Sprint)
	switch {
	case sprint != 0 && !ok:
		return noSuch(sprint)
	case ok && x.Status == "closed":
		return fmt.Errorf("%s is closed: what was done in it stays as it is", sprint)
	}
	for _, id := range ids {
		if err := Update(e, id, func(t *Task) error {
			if from, ok := e.Get(t.Sprint).(*Sprint); ok && from.Status == "closed" && t.Complete() {
				return fmt.Errorf("%s was done in %s, which is closed", id, from.ID)
			}
			t.Sprint = sprint
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}

// NextSprint is the planned sprint that follows one; nil where there is none.
func (s *Snapshot) NextSprint(x *Sprint) *Sprint {
	for _, n := range s.Sprints(x.Project) {
		if n.Status == "planned" && n.ID != x.ID && n.Start >= x.Start {
			return n
		}
	}
	return nil
}

// Unfinished are the tasks of a sprint that are not done.
func (s *Snapshot) Unfinished(id ID) []*Task {
	return slices.DeleteFunc(s.SprintTasks(id), func(t *Task) bool { return t.Complete() })
}

// sprintVerbs are what a sprint waits for: to be started, then to be closed.
func sprintVerbs() []Verb {
	return []Verb{
		{Name: "start", Title: "Start", Help: "Starts the sprint; the points of its tasks are what the team commits to.", Why: whyNotStart, Do: startSprint},
		{Name: "close", Title: "Close", Help: "Closes the sprint; what is not done goes to the next one, or to the backlog where none is planned.", Why: whyNotClose,
			Do: func(e *Edit, id ID) error { return closeSprint(e, id, true) }},
		{Name: "end", Title: "Close, the rest to the backlog", Help: "Closes the sprint; what is not done goes back to the backlog.", Why: whyNotClose,
			Do: func(e *Edit, id ID) error { return closeSprint(e, id, false) }},
	}
}

func whyNotStart(c *Ctx, r Record) string {
	x := r.(*Sprint)
	if x.Status != "planned" {
		return "it was started already"
	}
	for _, other := range c.Snap.Sprints(x.Project) {
		if other.Status == "active" {
			return other.ID.String() + " is still under way: close it first"
		}
	}
	return ""
}

func whyNotClose(_ *Ctx, r Record) string {
	switch r.(*Sprint).Status {
	case "closed":
		return "it is closed already"
	case "planned":
		return "it was not started yet"
	}
	return ""
}

// startSprint sets it under way. What was committed to stays where somebody wrote it.
func startSprint(e *Edit, id ID) error {
	sum := decimal.Zero
	for _, t := range e.base.SprintTasks(id) {
		n, err := sum.Add(t.Points)
		if err != nil {
			return err
		}
		sum = n
	}
	return Update(e, id, func(x *Sprint) error {
		x.Status = "active"
		if x.Committed.IsZero() {
			x.Committed = sum
		}
		return nil
	})
}

// closeSprint ends it and hands on what is not done.
func closeSprint(e *Edit, id ID, toNext bool) error {
	x, ok := e.Get(id).(*Sprint)
	if !ok {
		return noSuch(id)
	}
	next := ID(0)
	if n := e.base.NextSprint(x); n != nil && toNext {
		next = n.ID
	}
	for _, t := range e.base.Unfinished(id) {
		if err := Update(e, t.ID, func(t *Task) error { t.Sprint = next; return nil }); err != nil {
			return err
		}
	}
	return Update(e, id, func(x *Sprint) error { x.Status = "closed"; return nil })
}

// Capacity is what people can give to a sprint, in hours of work.
type Capacity struct {
	People []ID
	Hours  float64
	Away   float64 // what absences of people take from it, beyond the project's own days off
}

// SprintCapacity adds up the working time of a sprint's people over its days: those assigned to its
// tasks, else to any task of the project. Each gives the greatest share that a task asks of them, but
// no more than their own capacity. A day off in a person's own calendar that the project works on
// is an absence.
func (c *Ctx) SprintCapacity(x *Sprint) Capacity {
	share := map[ID]Pct{}
	add := func(list []*Task) {
		for _, t := range list {
			for _, a := range t.Assignments {
				if a.Person != 0 {
					share[a.Person] = max(share[a.Person], a.Units)
				}
			}
		}
	}
	if add(c.Snap.SprintTasks(x.ID)); len(share) == 0 {
		add(c.Snap.planned(x.Project, func(*Task) bool { return true }))
	}
	var out Capacity
	p, ok := Find[*Project](c.Snap, x.Project)
	if !ok || x.Start == 0 || x.Finish < x.Start {
		return out
	}
	loc := c.For(p).Loc
	from, to := x.Start.At(0, 0, loc), (x.Finish+1).At(0, 0, loc)
	usual := c.HoursOf(p).Between(from, to)
	for id, units := range share {
		h, ok := Find[*Person](c.Snap, id)
		if !ok || h.Kind != "work" && h.Kind != "" {
			continue
		}
		out.People = append(out.People, id)
		part := float64(min(units, h.Capacity)) / 100_00
		own := usual
		if h.Calendar != 0 {
			own = c.HoursOf(h).Between(from, to)
		}
		out.Hours += part * float64(own) / 3600
		out.Away += part * float64(max(0, usual-own)) / 3600
	}
	slices.Sort(out.People)
	return out
}

// Velocity is the points that the last closed sprints of a project finished, oldest first, at most n
// of them, and their mean. A sprint whose tasks have no points says nothing.
func (s *Snapshot) Velocity(project ID, n int) (sprints []*Sprint, points []float64, mean float64) {
	sums := s.sprintPoints()
	for _, x := range slices.Backward(s.Sprints(project)) {
		if x.Status != "closed" || sums[x.ID].all == 0 || len(sprints) == n {
			continue
		}
		sprints, points = append(sprints, x), append(points, sums[x.ID].done)
		mean += sums[x.ID].done
	}
	slices.Reverse(sprints)
	slices.Reverse(points)
	if len(points) > 0 {
		mean /= float64(len(points))
	}
	return sprints, points, mean
}

// SprintPoints are the points of a sprint's tasks, in all and of the finished ones.
func (s *Snapshot) SprintPoints(id ID) (all, done float64) {
	p := s.sprintPoints()[id]
	return p.all, p.done
}

// SprintForecast is how many points a sprint can be expected to finish: the mean velocity of the last three
// closed ones, by the hours people have now against those they had then. 0 where nothing was closed.
func (c *Ctx) SprintForecast(x *Sprint) float64 {
	sprints, _, mean := c.Snap.Velocity(x.Project, 3)
	if len(sprints) == 0 {
		return 0
	}
	then := 0.0
	for _, s := range sprints {
		then += c.SprintCapacity(s).Hours / float64(len(sprints))
	}
	if now := c.SprintCapacity(x).Hours; then > 0 && now > 0 {
		return mean * now / then
	}
	return mean
}

// SprintDay is the day of the sprint that a moment lies in, by working days of the project, and how
// many it has: 6 of 10. Before it begins day is 0, after its end it is days.
func (c *Ctx) SprintDay(x *Sprint) (day, days int) {
	p, ok := Find[*Project](c.Snap, x.Project)
	if !ok {
		return 0, 0
	}
	cal, loc := c.HoursOf(p), c.For(p).Loc
	today := c.Now.Day(loc)
	for d := x.Start; d <= x.Finish && d-x.Start < 400; d++ {
		if cal.Between(d.At(0, 0, loc), (d+1).At(0, 0, loc)) > 0 {
			days++
			if d <= today {
				day++
			}
		}
	}
	return day, days
}
