package model

import (
	"fmt"

	"tandem/model/date"
)

// Text is the driver in a few words: "T-3 FS +2d", "constraint SNET".
func (d Driver) Text(c *Ctx) string {
	s := string(d.Cause)
	switch d.Cause {
	case CauseLink:
		s = "task of another file"
		if d.Task != 0 {
			s = d.Task.String()
		}
		if d.Type != "" {
			s += " " + string(d.Type)
		}
		if d.Lag.N != 0 {
			s += " " + lagText(c, d.Lag)
		}
	case CauseChildren:
		if d.Task != 0 {
			s = "under it " + d.Task.String()
		}
	}
	if d.Via != 0 && d.Via != d.Task {
		s += " via " + d.Via.String()
	}
	return s
}

func lagText(c *Ctx, lag date.Span) string {
	s := lag.Text(c.Scale)
	if lag.N > 0 {
		s = "+" + s
	}
	return s
}

// Step is one link of the chain that leads to a task's date.
type Step struct {
	Task          ID
	Start, Finish date.Instant
	Driver        Driver
	Words         string // why it starts then, as a sentence without its full stop
}

// Why is the chain that decided a task's start: the task itself, what it waits for, and so on
// back to the start of the project, a date that was set or what has happened.
func (x *Schedule) Why(c *Ctx, id ID) []Step {
	var out []Step
	seen := map[ID]bool{}
	for id != 0 && !seen[id] {
		seen[id] = true
		d, ok := x.Of(id)
		if !ok { // a task of another project: its stored date stands
			if t, other := Find[*Task](c.Snap, id); other {
				out = append(out, Step{Task: id, Start: t.Start, Finish: t.Finish, Driver: Driver{Cause: CauseStored},
					Words: "is a task of " + c.NameOf(t.Project) + "; its date there stands"})
			}
			break
		}
		out = append(out, Step{Task: id, Start: d.Start, Finish: d.Finish, Driver: d.Driver, Words: x.words(c, id, d)})
		id = d.Driver.Task
	}
	return out
}

// linkWords are what of the task waits for what of its predecessor.
var linkWords = map[LinkType][2]string{FS: {"starts", "finishes"}, SS: {"starts", "starts"}, FF: {"ends", "finishes"}, SF: {"ends", "starts"}}

// words say why a task starts when it does.
func (x *Schedule) words(c *Ctx, id ID, d Dates) string {
	t, _ := Find[*Task](c.Snap, id)
	switch d.Driver.Cause {
	case CauseLink:
		return x.linkWords(c, t, d)
	case CauseConstraint:
		return x.constraintWords(c, t, d)
	case CauseActual:
		if t != nil && t.Complete() {
			return "is done: it began on " + x.moment(d.Start)
		}
		return "has begun, on " + x.moment(d.Start)
	case CauseManual:
		return "has dates set by hand"
	case CauseLevelling:
		return "was put off by " + t.Delay.Text(c.Scale) + ", so that nobody is needed twice"
	case CauseLate:
		return "starts as late as it can"
	case CauseChildren:
		return "starts with what is under it: " + c.NameOf(d.Driver.Task)
	case CauseStored:
		if x.Stored != "" {
			return "has its stored dates: " + x.Stored
		}
		return "has its stored dates: nothing under it is part of the plan"
	}
	if x.Project.FromFinish {
		return "lies as early as the finish of the project asks for, " + x.moment(x.Finish)
	}
	return "starts with the project, on " + x.moment(x.Start)
}

func (x *Schedule) linkWords(c *Ctx, t *Task, d Dates) string {
	if d.Driver.Task == 0 {
		return "waits for a task of another file; its stored date stands"
	}
	w := linkWords[d.Driver.Type]
	s := w[0] + " when " + c.NameOf(d.Driver.Task) + " (" + d.Driver.Task.String() + ") " + w[1]
	if d.Driver.Lag.N > 0 {
		s += ", and " + d.Driver.Lag.Text(c.Scale) + " later"
	}
	if d.Driver.Lag.N < 0 {
		lead := d.Driver.Lag
		lead.N = -lead.N
		s += ", less " + lead.Text(c.Scale)
	}
	if d.Driver.Via != 0 {
		s += " (through " + c.NameOf(d.Driver.Via) + ")"
	}
	if p, ok := x.Of(d.Driver.Task); ok && t != nil && d.Driver.Type == FS && d.Driver.Lag.N == 0 && d.Start.Day(x.Loc) > p.Finish.Day(x.Loc)+1 {
		s += fmt.Sprintf("; nobody works from %s to %s", x.moment(p.Finish), x.moment(d.Start))
	}
	return s
}

var constraintWords = map[Constraint]string{"SNET": "must not start before", "SNLT": "must start by", "FNET": "must not finish before",
	"FNLT": "must finish by", "MSO": "must start on", "MFO": "must finish on"}

func (x *Schedule) constraintWords(c *Ctx, t *Task, d Dates) string {
	who := ""
	if up, ok := Find[*Task](c.Snap, d.Driver.Via); ok {
		t, who = up, c.NameOf(up.ID)+", which it is under, "
	}
	if t == nil || constraintWords[t.Constraint] == "" {
		return "is held by a constraint"
	}
	return who + constraintWords[t.Constraint] + " " + x.moment(t.ConstraintDate)
}

// moment is a moment in words, in the zone of the project.
func (x *Schedule) moment(at date.Instant) string { return at.In(x.Loc).Format("Mon 2 Jan 2006 15:04") }
