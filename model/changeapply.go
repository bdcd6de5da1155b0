package model

import (
	"fmt"

	"tandem/model/date"
)

// whyNot says why a change request cannot be decided any more; "" if it can.
func (x *ChangeRequest) whyNot() string {
	switch {
	case x.Applied != 0:
		return "it is in the plan already: undo takes it out"
	case x.Status == "rejected", x.Status == "withdrawn":
		return "it is " + string(x.Status) + ": set its status back to asked first"
	}
	return ""
}

// approveChange carries a change request out: scope, plan, budget and target move by what it
// says, and it is noted as approved, today and by the person who sits here unless somebody else
// is named. All of it is one batch, so undo takes it back as one.
//
// Tasks that wait for a task that moves, move as far as their links make them and no farther;
// nothing moves ahead by itself (see push).
func approveChange(e *Edit, id ID) error {
	x, ok := e.Get(id).(*ChangeRequest)
	if !ok {
		return noSuch(id)
	}
	project, ok := e.Get(x.Project).(*Project)
	if !ok {
		return noSuch(x.Project)
	}
	if err := e.changePlan(x, project); err != nil {
		return err
	}
	if err := e.changeBudget(x, project); err != nil {
		return err
	}
	err := Update(e, x.Project, func(p *Project) error {
		if x.Target != 0 {
			p.TargetFinish = x.Target
		}
		p.ScopeIn = addScope(p.ScopeIn, x.ScopeIn, id)
		p.ScopeOut = addScope(p.ScopeOut, x.ScopeOut, id)
		return nil
	})
	if err != nil {
		return err
	}
	return decideChange(e, id, "approved", e.Ctx.Now)
}

// rejectChange notes that a change is not to be.
func rejectChange(e *Edit, id ID) error { return decideChange(e, id, "rejected", 0) }

func decideChange(e *Edit, id ID, status ChangeStatus, applied date.Instant) error {
	return Update(e, id, func(x *ChangeRequest) error {
		x.Status, x.Applied = status, applied
		if x.DecidedOn == 0 {
			x.DecidedOn = max(e.Ctx.today(x), x.Raised)
		}
		if x.Decided == 0 {
			x.Decided = e.Ctx.me()
		}
		return nil
	})
}

// addScope appends what a change adds to a text of the scope, with where it comes from.
func addScope(old, more string, from ID) string {
	if more == "" {
		return old
	}
	more = more + " (" + from.String() + ")"
	if old == "" {
		return more
	}
	return old + "\n\n" + more
}

// changePlan carries the steps out and moves what waits for them.
func (e *Edit) changePlan(x *ChangeRequest, p *Project) error {
	if len(x.Steps) == 0 {
		return nil
	}
	h := newPush(e, p)
	for _, st := range x.Steps {
		if st.Task == 0 {
			h.add(st, x.ID)
			continue
		}
		t := h.task(st.Task)
		if t == nil {
			return noSuch(st.Task)
		}
		if st.Drop {
			t.Inactive = true
			h.touched[t.ID] = true
			continue
		}
		if t.Complete() && st.Duration.N != 0 {
			return fmt.Errorf("%s %q is done: it cannot take longer or shorter", t.ID, t.Name)
		}
		if t.Duration.N+st.Duration.N < 0 {
			return fmt.Errorf("%s %q would take less than no time", t.ID, t.Name)
		}
		h.stretch(t, st.Duration)
	}
	return h.done()
}

// changeBudget moves the cost lines, and adds those that are new.
func (e *Edit) changeBudget(x *ChangeRequest, p *Project) error {
	for _, l := range x.Costs {
		if l.Line != 0 {
			err := Update(e, l.Line, func(c *CostLine) error {
				sum := c.Planned
				if sum.Code == "" {
					sum.Code = l.Amount.Code
				}
				next, err := sum.Add(l.Amount)
				c.Planned = next
				return err
			})
			if err != nil {
				return err
			}
			continue
		}
		line := e.base.schema.Prefix(CostLinePrefix).New().(*CostLine)
		line.Name, line.Project, line.Planned = l.Name, x.Project, l.Amount
		if l.Category != "" {
			line.Category = l.Category
		}
		line.From = e.Ctx.today(p)
		if p.Finish != 0 {
			line.To = max(line.From, p.Finish.Day(e.Ctx.For(p).Loc))
		}
		line.Links = []Link{{To: x.ID}}
		e.Put(CostLinePrefix, line)
	}
	return nil
}
