package model

import (
	"maps"

	"tandem/model/date"
)

// Past is what the journal tells of the tasks and sprints of a project: the states a board and a
// sprint are made of, one after the other. It never changes once it is handed out.
type Past struct {
	Project ID
	Seq     uint64       // the journal entry up to which it tells
	From    date.Instant // when the journal begins; what was before, only the records can say
	Tasks   map[ID][]TaskState
	Began   map[ID]date.Instant // planned sprints, by when they were started
	Closed  map[ID]date.Instant // sprints, by when they were closed
}

// TaskState is what the journal says of a task from a moment on.
type TaskState struct {
	At       date.Instant
	There    bool // false: deleted, or put into another project
	Column   string
	Sprint   ID
	Points   float64
	Complete bool
	Started  bool
	Inactive bool
}

// StateOf is the state of a task for a history; t is nil where there is none.
func StateOf(t *Task, project ID, at date.Instant) TaskState {
	if t == nil || t.Project != project {
		return TaskState{At: at}
	}
	n, _ := t.Points.Float64()
	return TaskState{At: at, There: true, Column: t.Column, Sprint: t.Sprint, Points: n, Complete: t.Complete(), Started: t.Started(), Inactive: !t.carded()}
}

// Grow is the past with further states of tasks, starts and ends of sprints, in the order of the
// journal. States that say nothing new are left out. p may be nil: the past of project begins.
func (p *Past) Grow(project ID, seq uint64, from date.Instant, states map[ID][]TaskState, began, closed map[ID]date.Instant) *Past {
	n := &Past{Project: project, Seq: seq, From: from, Tasks: map[ID][]TaskState{}, Began: map[ID]date.Instant{}, Closed: map[ID]date.Instant{}}
	if p != nil {
		n.From = p.From
		if len(states) == 0 {
			n.Tasks = p.Tasks
		} else {
			maps.Copy(n.Tasks, p.Tasks)
		}
		maps.Copy(n.Began, p.Began)
		maps.Copy(n.Closed, p.Closed)
	}
	for id, list := range states {
		old := n.Tasks[id]
		out := old[:len(old):len(old)]
		for _, s := range list {
			if len(out) > 0 {
				last := out[len(out)-1]
				last.At = s.At
				if last == s {
					continue
				}
			} else if !s.There {
				continue
			}
			out = append(out, s)
		}
		if len(out) > 0 {
			n.Tasks[id] = out
		}
	}
	maps.Copy(n.Began, began)
	for id, at := range closed {
		if at == 0 {
			delete(n.Closed, id)
		} else {
			n.Closed[id] = at
		}
	}
	return n
}
