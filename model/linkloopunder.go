package model

import "slices"

// putUnder lists the tasks, not new ones, that an edit puts under a summary which they were not under
// before, by project. What comes with a new task comes with its links.
func (e *Edit) putUnder(changes []Change) map[ID][]addedLink {
	out := map[ID][]addedLink{}
	for _, c := range changes {
		was, _ := c.Before.(*Task)
		now, ok := c.After.(*Task)
		if !ok || was == nil || was.Parent == now.Parent || now.Parent == 0 || was.Project == now.Project && e.wasUnder(was, now.Parent) {
			continue
		}
		out[now.Project] = append(out[now.Project], addedLink{now.ID, now.Parent})
	}
	return out
}

// wasUnder reports whether a summary was over a task, at whatever height, when the edit began.
func (e *Edit) wasUnder(t *Task, sum ID) bool {
	for range maxDepth {
		if t.Parent == sum {
			return true
		}
		up, ok := e.base.Get(t.Parent).(*Task)
		if !ok {
			return false
		}
		t = up
	}
	return false
}

// maxDepth bounds how far up an outline is followed; one that goes round is told of elsewhere.
const maxDepth = 1000

// under is a circle that a task closes by being under a summary: what holds up the summary holds up
// the task, and the summary ends with it. So the task must not hold up the summary's start, nor the
// summary's end hold up the task. It begins and ends with the task; nil where there is none.
func (w *waits) under(task, sum ID) []ID {
	w.without = task
	defer func() { w.without = 0 }()
	if way := w.find(held{task, true}, func(s held) bool { return s == held{sum, true} }); way != nil {
		return append(way, task)
	}
	way := w.find(held{sum, false}, func(s held) bool { return s.id == task })
	if way == nil {
		return nil
	}
	return slices.Insert(way, 0, task)
}
