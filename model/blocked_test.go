package model

import "testing"

// TestBlocked: one rule says which tasks are blocked, whatever page asks.
func TestBlocked(t *testing.T) {
	e := NewEdit(NewSnapshot(Kinds()), 1000)
	live := e.Put(ProjectPrefix, &Project{Name: "live", Phase: "executing"})
	dead := e.Put(ProjectPrefix, &Project{Name: "over", Phase: "closed"})
	task := func(x Task) ID {
		if x.Project == 0 {
			x.Project = live
		}
		x.Name = "t"
		return e.Put(TaskPrefix, &x)
	}
	put := func(b Blocker) { b.Title, b.Severity = "b", 3; e.Put(BlockerPrefix, &b) }
	tests := []struct {
		what string
		id   ID
		want bool
	}{
		{"nothing", task(Task{}), false}, {"its column", task(Task{Column: "Blocked"}), true}, {"its tag", task(Task{Meta: Meta{Tags: []string{"BLOCKED"}}}), true},
		{"done", task(Task{Column: "blocked", Done: 100_00, ActualFinish: 900}), false}, {"inactive", task(Task{Column: "blocked", Inactive: true}), false},
		{"a blocker about it", task(Task{}), true}, {"a blocker that names it", task(Task{}), true}, {"a closed blocker", task(Task{}), false}, {"a blocker that waits", task(Task{}), true},
		{"accepted in triage", task(Task{}), false}, {"put away in triage", task(Task{}), false}, {"waits for somebody by triage", task(Task{}), true},
		{"of a project that is over", task(Task{Project: dead, Column: "blocked"}), true},
	}
	put(Blocker{About: tests[5].id, State: BlockerOpen})
	put(Blocker{Blocks: []ID{tests[6].id}, State: BlockerDoing})
	put(Blocker{About: tests[7].id, State: BlockerClosed})
	put(Blocker{About: tests[8].id, State: BlockerWaiting})
	put(Blocker{About: tests[9].id, State: BlockerDoing, Signal: "late"})
	put(Blocker{About: tests[10].id, State: BlockerSnoozed, Signal: "late"})
	put(Blocker{About: tests[11].id, State: BlockerWaiting, Signal: "late"})
	head := task(Task{Column: "blocked"})
	child := task(Task{Parent: head})
	put(Blocker{About: child, State: BlockerOpen})
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	s := e.Base().With(b.Changes)
	n := 0
	for _, tc := range tests {
		x, _ := Find[*Task](s, tc.id)
		if got := s.IsBlocked(x); got != tc.want {
			t.Errorf("%s: %v", tc.what, got)
		}
		if tc.want && x.Project == live {
			n++
		}
	}
	if got := s.BlockedTasks(); got != n+1 { // and the child; its heading counts by it
		t.Errorf("%d blocked tasks, want %d", got, n+1)
	}
}
