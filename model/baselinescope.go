package model

import (
	"fmt"
	"strings"

	"tandem/model/date"
)

// whyNotAccept says why a task cannot be noted as accepted.
func whyNotAccept(c *Ctx, r Record) string {
	t := r.(*Task)
	switch {
	case !t.Deliverable:
		return "it is no deliverable: tick deliverable first"
	case t.AcceptedOn != 0:
		return "it was accepted on " + t.AcceptedOn.String() + " already"
	case t.Acceptance == "":
		return "it has no acceptance criteria: say first when it is accepted"
	}
	return ""
}

// acceptDeliverable notes a deliverable as accepted.
func acceptDeliverable(e *Edit, id ID) error { return AcceptDeliverable(e, id, 0, 0) }

// AcceptDeliverable notes a deliverable as accepted by somebody on a day; by the person who sits
// here and today where none are told. It says nothing about whether the work is done.
func AcceptDeliverable(e *Edit, id, by ID, on date.Day) error {
	return Update(e, id, func(t *Task) error {
		if why := whyNotAccept(e.Ctx, t); why != "" {
			return fmt.Errorf("%s: %s", id, why)
		}
		if by == 0 {
			by = e.Ctx.me()
		}
		if on == 0 {
			on = e.Ctx.today(t)
		}
		t.AcceptedBy, t.AcceptedOn = by, on
		return nil
	})
}

// Deliverable is one thing a project hands over.
type Deliverable struct {
	Task     *Task
	Due      date.Instant // as scheduled
	Done     bool         // the work is
	Accepted bool
	Late     bool // past its day and not accepted
}

// State is where a deliverable stands, in a word.
func (d *Deliverable) State() string {
	switch {
	case d.Accepted:
		return "accepted"
	case d.Task.Acceptance == "":
		return "no criteria"
	case d.Done:
		return "to be accepted"
	case d.Late:
		return "late"
	}
	return "open"
}

// Scope is the scope statement of a project: what it is for, what belongs to it and what does not,
// and what it hands over (PMBOK Guide, project scope statement).
type Scope struct {
	Project      *Project
	Deliverables []Deliverable // in outline order
	Accepted     int
	Unclear      int // without acceptance criteria
	ctx          *Ctx
}

// ScopeOf gathers the scope statement; the error is for a project that is not there.
func (c *Ctx) ScopeOf(project ID) (*Scope, error) {
	p, ok := Find[*Project](c.Snap, project)
	if !ok {
		return nil, noSuch(project)
	}
	c = c.For(p)
	s := &Scope{Project: p, ctx: c}
	sched := c.Snap.Schedule(project)
	today := c.Now.Day(c.Loc)
	for t := range c.Snap.TasksOf(project) {
		if !t.Deliverable || t.Inactive {
			continue
		}
		d := Deliverable{Task: t, Due: t.Finish, Done: t.Complete(), Accepted: t.AcceptedOn != 0}
		if x, ok := sched.Of(t.ID); ok && x.Finish != 0 {
			d.Due = x.Finish
		}
		d.Late = !d.Accepted && d.Due != 0 && d.Due.Day(c.Loc) < today
		if d.Accepted {
			s.Accepted++
		}
		if t.Acceptance == "" {
			s.Unclear++
		}
		s.Deliverables = append(s.Deliverables, d)
	}
	return s, nil
}

// Markdown is the scope statement as text: the same facts give the same bytes.
func (s *Scope) Markdown() string {
	var b strings.Builder
	p := s.Project
	fmt.Fprintf(&b, "# Scope of %s\n", oneLine(p.Name))
	for _, x := range [][2]string{{"Objectives", p.Objectives}, {"In scope", p.ScopeIn}, {"Out of scope", p.ScopeOut}} {
		text := strings.TrimSpace(x[1])
		if text == "" {
			text = "(not written yet)"
		}
		fmt.Fprintf(&b, "\n## %s\n\n%s\n", x[0], text)
	}
	fmt.Fprintf(&b, "\n## Deliverables\n\n")
	if len(s.Deliverables) == 0 {
		b.WriteString("(none yet: tick deliverable on the tasks that hand something over)\n")
		return b.String()
	}
	fmt.Fprintf(&b, "%d of %d accepted", s.Accepted, len(s.Deliverables))
	if s.Unclear > 0 {
		fmt.Fprintf(&b, "; %d without acceptance criteria", s.Unclear)
	}
	b.WriteString("\n")
	for i := range s.Deliverables {
		d := &s.Deliverables[i]
		fmt.Fprintf(&b, "\n### %s (%s)\n\n- due %s\n- state: %s", oneLine(d.Task.Name), d.Task.ID, d.Due.In(s.ctx.Loc).Format("2 Jan 2006"), d.State())
		if d.Accepted {
			fmt.Fprintf(&b, ", on %s", d.Task.AcceptedOn.Time().Format("2 Jan 2006"))
			if who := s.ctx.NameOf(d.Task.AcceptedBy); who != "" {
				b.WriteString(" by " + oneLine(who))
			}
		}
		b.WriteString("\n")
		if a := strings.TrimSpace(d.Task.Acceptance); a != "" {
			fmt.Fprintf(&b, "\nAccepted when:\n\n%s\n", a)
		}
	}
	return b.String()
}
