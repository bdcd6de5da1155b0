package mspdi

import (
	"context"
	"strings"
	"testing"
)

// wrap makes a file of a body.
func wrap(body string) string {
	return `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<Project xmlns="http://schemas.microsoft.com/project">` + "\n" + body + "\n</Project>"
}

// task writes a task on a line of its own.
func task(uid, level, more string) string {
	return "<Task><UID>" + uid + "</UID><Name>T" + uid + "</Name><OutlineLevel>" + level + "</OutlineLevel>" + more + "</Task>\n"
}

func tasks(list ...string) string { return "<Tasks>\n" + strings.Join(list, "") + "</Tasks>" }

// link writes a predecessor.
func link(uid, more string) string {
	return "<PredecessorLink><PredecessorUID>" + uid + "</PredecessorUID>" + more + "</PredecessorLink>"
}

// mustRead reads a text that is a plan, faulty or not.
func mustRead(t testing.TB, text string) *Plan {
	t.Helper()
	plan, err := Read(context.Background(), strings.NewReader(text), "plan.xml", nil)
	if err != nil {
		t.Fatalf("Read: %v", err)
	}
	return plan
}

// body reads a text wrapped into a plan.
func body(t testing.TB, text string) *Plan {
	t.Helper()
	return mustRead(t, wrap(text))
}

// findTask returns a task by its UID.
func findTask(t testing.TB, plan *Plan, uid int64) *Task {
	t.Helper()
	for _, task := range plan.Tasks {
		if task.UID == uid {
			return task
		}
	}
	t.Fatalf("no task %d", uid)
	return nil
}

// wantProblem checks that exactly one problem holds all the words, and that it
// is of the level and at the line (0 for any).
func wantProblem(t testing.TB, plan *Plan, level Level, line int, words ...string) Problem {
	t.Helper()
	var found []Problem
	for _, p := range plan.Problems {
		hit := true
		for _, word := range words {
			hit = hit && strings.Contains(p.String(), word)
		}
		if hit {
			found = append(found, p)
		}
	}
	if len(found) != 1 {
		t.Errorf("%d problems with %q, want 1; all: %v", len(found), words, plan.Problems)
		return Problem{}
	}
	if found[0].Level != level || line > 0 && found[0].Line != line {
		t.Errorf("problem %v: level %v line %d, want %v line %d", found[0], found[0].Level, found[0].Line, level, line)
	}
	return found[0]
}

// wantNoProblems checks that a plan is clean.
func wantNoProblems(t testing.TB, plan *Plan) {
	t.Helper()
	for _, p := range plan.Problems {
		t.Errorf("unexpected: %v", p)
	}
}
