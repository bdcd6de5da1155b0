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
	top := task(Task{})
	held := task(Task{Parent: top}) // it was blocked before the next went under it
	task(Task{Parent: task(Task{Parent: held})})
	put(Blocker{About: held, State: BlockerOpen})
	put(Blocker{About: top, State: BlockerOpen})
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
	if got := s.BlockedIn(live); got != n+2 {
		t.Errorf("%d blocked in the project, want %d", got, n+2)
	}
	if got := s.BlockedIn(dead); got != 1 {
		t.Errorf("%d blocked in what is over, want 1", got)
	}
	if got := s.BlockedTasks(); got != n+2 { // and the child, by which its heading counts, and the summary that is itself held up
		t.Errorf("%d blocked tasks, want %d", got, n+2)
	}
}
