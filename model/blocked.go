package model

import (
	"iter"
	"slices"
	"strings"
)

// A task is blocked while it is open and a blocker that is not closed is about it or names it among what it
// holds up, or while its own column or tag says so. Boards, status reports and the first line all count by
// this rule. What triage wrote down about a task (it is mine, it was put away) does not block it, but a wait
// for somebody does.

type blockedKey struct{}

// Blocked are the records that a blocker holds up, each with one such blocker.
func (s *Snapshot) Blocked() map[ID]ID {
	return Memo(s, BlockerPrefix, blockedKey{}, func(all iter.Seq[Record]) map[ID]ID {
		m := map[ID]ID{}
		for r := range all {
			x, ok := r.(*Blocker)
			if !ok || x.State == BlockerClosed || x.Signal != "" && x.State != BlockerWaiting {
				continue
			}
			for _, id := range append([]ID{x.About}, x.Blocks...) {
				if id != 0 && m[id] == 0 {
					m[id] = x.ID
				}
			}
		}
		return m
	})
}

// SaysBlocked reports whether somebody put a task into a column, or under a tag, named blocked.
func (t *Task) SaysBlocked() bool {
	return strings.EqualFold(t.Column, "blocked") || slices.ContainsFunc(t.Tags, func(s string) bool { return strings.EqualFold(s, "blocked") })
}

// IsBlocked reports whether an open task is blocked.
func (s *Snapshot) IsBlocked(t *Task) bool {
	return !t.Complete() && !t.Inactive && (t.SaysBlocked() || s.Blocked()[t.ID] != 0)
}

type sayBlockedKey struct{}

// BlockedTasks counts the blocked tasks of all live projects. A summary counts by the blocked tasks below
// it; one that is blocked itself while none below it is counts as one, so that a task does not drop out
// of the number when another one goes under it.
func (s *Snapshot) BlockedTasks() int {
	return s.countBlocked(func(t *Task) bool {
		p, ok := Find[*Project](s, t.Project)
		return ok && p.Phase.Live()
	})
}

// BlockedIn counts those of one project, by the same rule.
func (s *Snapshot) BlockedIn(project ID) int {
	return s.countBlocked(func(t *Task) bool { return t.Project == project })
}

func (s *Snapshot) countBlocked(in func(*Task) bool) (n int) {
	say := Memo(s, TaskPrefix, sayBlockedKey{}, func(all iter.Seq[Record]) []ID {
		var out []ID
		for r := range all {
			if t, ok := r.(*Task); ok && t.SaysBlocked() {
				out = append(out, t.ID)
			}
		}
		return out
	})
	seen := map[ID]bool{}
	for _, id := range say {
		seen[id] = true
	}
	for id := range s.Blocked() {
		seen[id] = seen[id] || id.Is(TaskPrefix)
	}
	var held []*Task
	below := map[ID]bool{} // summaries with a blocked one below them
	for id, task := range seen {
		if t, ok := Find[*Task](s, id); ok && task && s.IsBlocked(t) && in(t) {
			held = append(held, t)
			s.markAbove(t, below)
		}
	}
	for _, t := range held {
		if !below[t.ID] {
			n++
		}
	}
	return n
}

// markAbove marks what a task lies under, as far up as it is not marked yet.
func (s *Snapshot) markAbove(t *Task, marked map[ID]bool) {
	for up := t.Parent; up != 0 && !marked[up]; {
		marked[up] = true
		p, ok := Find[*Task](s, up)
		if !ok {
			return
		}
		up = p.Parent
	}
}
