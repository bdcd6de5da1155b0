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

// BlockedTasks counts the blocked tasks of all live projects; a summary counts by the tasks below it.
func (s *Snapshot) BlockedTasks() int {
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
	n := 0
	for id, task := range seen {
		if t, ok := Find[*Task](s, id); ok && task && s.IsBlocked(t) {
			if p, ok := Find[*Project](s, t.Project); ok && p.Phase.Live() && !s.Plan(t.Project).Summary(id) {
				n++
			}
		}
	}
	return n
}
