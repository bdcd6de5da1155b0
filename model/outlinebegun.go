package model

import (
	"slices"

	"tandem/model/date"
)

// happened writes down when a task began and ended that was told how far it is and nothing else: as it was
// planned, as Microsoft Project does. From 1 % on it began at its start; at 100 % it ended at its finish, and a
// task that was told when it ended is all done. Set back to 0 % it has not begun. What was typed in the same
// edit stays, and so does a task without dates.
func (t *Task) happened(was *Task) {
	ended := t.ActualFinish != was.ActualFinish && t.ActualFinish != 0
	if ended && t.Done == was.Done {
		t.Done = 100_00
	}
	if t.Done == was.Done && !ended {
		return
	}
	switch {
	case t.Done == 0:
		if t.ActualStart == was.ActualStart && !ended {
			t.ActualStart = 0
		}
		return
	case t.ActualStart == 0 && t.Start != 0:
		if t.ActualStart = t.Start; ended {
			t.ActualStart = min(t.Start, t.ActualFinish)
		}
	}
	if t.Done >= 100_00 && t.ActualFinish == 0 && t.Finish != 0 {
		t.ActualFinish = max(t.Finish, t.ActualStart)
	}
}

// worked gives the people of a task their share of what is done, where only the whole was told: actual work =
// work x % complete, as Microsoft Project does where task status updates resource status. Whoever reads the
// plan elsewhere takes the work of the people for true, and would find nothing done.
func (t *Task) worked(was *Task, worker func(ID) bool) {
	if t.Done == was.Done {
		return
	}
	before := map[ID]date.Span{}
	for _, a := range was.Assignments {
		before[a.Person] = a.ActualWork
	}
	t.Assignments = slices.Clone(t.Assignments)
	for _, i := range workersOf(t, worker) {
		a := &t.Assignments[i]
		if a.Work.N <= 0 || a.Work.Elapsed() || a.ActualWork != before[a.Person] {
			continue
		}
		a.Remaining = date.Span{N: leftOf(a.Work.N, t.Done), Unit: a.Work.Unit}
		a.ActualWork = date.Span{N: a.Work.N - a.Remaining.N, Unit: a.Work.Unit}
	}
}
