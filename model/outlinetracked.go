package model

import (
	"strings"

	"tandem/model/date"
)

// A list of issues from a tracker is no plan yet. What nobody has planned of it stays undated while
// others are, and what came with a start of its own keeps it; a date is given to what was given a
// reason for one. Plans of Microsoft Project, and what is made here, are scheduled whole.

// tracked reports whether a task came in from another tool that keeps lists rather than plans.
func (t *Task) tracked() bool {
	return t.Source != "" && !strings.HasPrefix(t.Source, planSource)
}

// HoldStart gives a task that a tracker brought with a start of its own the constraint not to start
// before it, so that the start stays when the plan is settled, says why it is there and can be edited.
// was is the stored start before: where the file no longer tells one, the constraint that came of it
// goes too. What has begun, has manual dates or another constraint needs none.
func (t *Task) HoldStart(was date.Instant) {
	free := t.Constraint == "" || t.Constraint == "ASAP" || t.Constraint == "SNET"
	switch {
	case !free || t.Manual || t.Started():
	case t.Start != 0:
		t.Constraint, t.ConstraintDate = "SNET", t.Start
	case was != 0 && t.Constraint == "SNET" && t.ConstraintDate == was:
		t.Constraint, t.ConstraintDate = "ASAP", 0
	}
}

// sized reports whether somebody said how long a task takes or what it waits for; usual is the length
// that every new task has.
func (t *Task) sized(usual date.Span) bool {
	for i := range t.Assignments {
		if t.Assignments[i].Work.N != 0 {
			return true
		}
	}
	return t.Duration != usual || t.Work.N != 0 || len(t.Links) > 0 || t.Delay.N > 0
}

// unplanned reports whether nothing but a deadline says when an issue of a tracker is to be done.
func (t *Task) unplanned(usual date.Span) bool {
	return t.tracked() && t.Start == 0 && t.ActualStart == 0 && t.ActualFinish == 0 && !t.Manual &&
		(t.Constraint == "" || t.Constraint == "ASAP") && !t.sized(usual)
}

// idle tells by line which tasks of a plan nobody has planned; a summary is one of them while all that
// is under it are. Nil where there are none.
func (x *Schedule) idle(usual date.Span) []bool {
	var out []bool
	for i, t := range x.tasks {
		if t.unplanned(usual) {
			if out == nil {
				out = make([]bool, len(x.tasks))
			}
			out[i] = true
		}
	}
	for i := len(out) - 1; i >= 0; i-- {
		if up, ok := x.at.at.find(x.at.Lines[i].Parent); ok && !out[i] {
			out[up] = false
		}
	}
	return out
}

// dates reports whether a task of a tracker that lacks a stored date is given the scheduled ones: where
// it was edited itself, where the edit moved it and somebody said what it takes, or where its start and its
// length came with it, from which its finish follows. An edit elsewhere dates nothing, also not of a list whose
// issues have lengths and links; to date all of it is "schedule --write".
func (f *follower) dates(was *Schedule, before, t *Task, d *Dates, idle bool) bool {
	changed := before != t && !samePlan(before, t)
	if changed && before.Parent != t.Parent {
		return true
	}
	if idle {
		return false
	}
	if changed || before.Start != 0 && before.sized(f.usual()) {
		return true
	}
	old, ok := was.Of(t.ID)
	return ok && (old.Start != d.Start || old.Finish != d.Finish)
}

// usual is the length of a task that nobody gave one.
func (f *follower) usual() date.Span {
	return f.s.schema.Prefix(TaskPrefix).New().(*Task).Duration
}
