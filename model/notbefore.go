package model

import "tandem/model/date"

// StartFromNow gives a record that was just made by hand the moment it begins with: an escalation was
// opened now where nobody says when, or no clock of it would ever run, and an answer was given now; for a
// task see startsFromNow.
// Other records stay as they are. Imports, templates and parts of existing tasks do not ask.
func (e *Edit) StartFromNow(id ID) error {
	switch x := e.Get(id).(type) {
	case *Task:
		return e.startsFromNow(x)
	case *Answer:
		if x.When == 0 {
			return Update(e, id, func(x *Answer) error {
				x.When = e.Ctx.Now
				return nil
			})
		}
	case *Escalation:
		if x.Opened == 0 && x.Resolved == 0 && x.Open() {
			return Update(e, id, func(x *Escalation) error {
				x.Opened = e.Ctx.Now
				return nil
			})
		}
	}
	return nil
}

// startsFromNow gives a new task that was put into the plan of a project under way the constraint not
// to start before the status date, else today; without it, it would lie at the project's start, in
// the past. Microsoft Project does so where new tasks are set to start on the current date. It is a
// constraint like any other, so that the date explains itself and can be changed. A task that NotBefore
// has no date for stays as it is.
func (e *Edit) startsFromNow(t *Task) error {
	at := e.Ctx.NotBefore(t)
	if at == 0 {
		return nil
	}
	return Update(e, t.ID, func(t *Task) error {
		t.Constraint, t.ConstraintDate = "SNET", at
		return nil
	})
}

// NotBefore is the first working time of the status date, else of today, where a new task of a plan
// that has begun is to start no earlier than that. It is 0 where the plan has not begun or is
// scheduled from its finish, and where something else says when the task starts: its dates, its
// progress, a constraint, a link of it or of a summary over it. t need not be in the snapshot.
func (c *Ctx) NotBefore(t *Task) date.Instant {
	p, ok := Find[*Project](c.Snap, t.Project)
	if !ok || p.FromFinish || t.Start != 0 || t.Finish != 0 || t.Started() || t.Manual || t.Constraint != "" && t.Constraint != "ASAP" {
		return 0
	}
	over := t
	for range 64 {
		if len(over.Links) > 0 {
			return 0
		}
		if over, ok = Find[*Task](c.Snap, over.Parent); !ok {
			break
		}
	}
	own := c.For(p)
	from := p.StatusDate
	if from == 0 {
		from = c.Now.Day(own.Loc).At(0, 0, own.Loc)
	}
	at := c.HoursOf(t).Next(from)
	if at <= p.Start || inTime(at) != at || !c.underWay(p) {
		return 0
	}
	return at
}

// NotBeforeWords is what the name of a step that adds a task says of NotBefore: ", no earlier than
// Mon 23 Nov"; nothing where there is no such date.
func (c *Ctx) NotBeforeWords(t *Task) string {
	at := c.NotBefore(t)
	if at == 0 {
		return ""
	}
	return ", no earlier than " + at.In(c.For(t).Loc).Format("Mon 2 Jan 2006")
}

// underWay reports whether a project's plan has begun: its phase says so, or something of it is
// begun or done.
func (c *Ctx) underWay(p *Project) bool {
	switch p.Phase {
	case "executing", "closing", "hypercare":
		return true
	}
	for t := range c.Snap.TasksOf(p.ID) {
		if t.Started() {
			return true
		}
	}
	return false
}
