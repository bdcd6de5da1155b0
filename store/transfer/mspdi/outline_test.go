package mspdi

import (
	"fmt"
	"strings"
	"testing"
)

// parents lists "task<parent" for every task.
func parents(plan *Plan) string {
	var out []string
	for _, task := range plan.Tasks {
		out = append(out, fmt.Sprintf("%d<%d", task.UID, task.ParentUID))
	}
	return strings.Join(out, " ")
}

// outlined writes tasks 1, 2, 3 … at the given levels.
func outlined(levels ...string) string {
	var list []string
	for i, level := range levels {
		list = append(list, task(fmt.Sprint(i+1), level, ""))
	}
	return tasks(list...)
}

func TestParents(t *testing.T) {
	for _, c := range []struct {
		what, text, want string
		problem          string
	}{
		{"flat", outlined("1", "1"), "1<-1 2<-1", ""},
		{"tree", outlined("1", "2", "3", "3", "2", "1", "2"), "1<-1 2<1 3<2 4<2 5<1 6<-1 7<6", ""},
		{"jump", outlined("1", "3", "2"), "1<-1 2<1 3<1", "level 3 follows level 1"},
		{"child first", outlined("2", "1", "2"), "1<-1 2<-1 3<2", "level 2 has no task above it"},
		{"deep child first", outlined("4", "5"), "1<-1 2<1", "level 4 has no task above it"},
		{"the project's line", tasks(task("0", "0", ""), task("1", "1", ""), task("2", "2", "")), "0<-1 1<-1 2<1", ""},
		{"no levels, but numbers", tasks("<Task><UID>0</UID></Task>", "<Task><UID>1</UID><OutlineNumber>1</OutlineNumber></Task>",
			"<Task><UID>2</UID><OutlineNumber>1.1</OutlineNumber></Task>", "<Task><UID>3</UID></Task>"), "0<-1 1<-1 2<1 3<-1", ""},
		{"a number for the project", tasks("<Task><UID>0</UID><OutlineNumber>0</OutlineNumber></Task>"), "0<-1", ""},
		{"UID 0 is a task", tasks(task("0", "1", ""), task("1", "2", "")), "0<-1 1<0", "here it is at level 1"},
		{"level 0 is not the project", tasks(task("5", "0", ""), task("6", "1", "")), "5<-1 6<5", ""},
		{"a rejected summary", tasks(task("1", "1", ""), "<Task><OutlineLevel>2</OutlineLevel></Task>", task("3", "3", "")), "1<-1 3<1", "left out; it is placed under task 1"},
		{"a rejected top", tasks("<Task><OutlineLevel>1</OutlineLevel></Task>", task("3", "2", ""), task("4", "1", "")), "3<-1 4<-1", "placed under the project"},
		{"stated parents", tasks(task("1", "1", ""), task("2", "1", "<ParentTaskUID>1</ParentTaskUID>"), task("3", "2", "<ParentTaskUID>0</ParentTaskUID>")), "1<-1 2<1 3<-1", ""},
		{"a stated parent that is not there", tasks(task("1", "1", ""), task("2", "2", "<ParentTaskUID>9</ParentTaskUID>")), "1<-1 2<1", "no task 9; the outline level decides"},
	} {
		t.Run(c.what, func(t *testing.T) {
			plan := body(t, c.text)
			if got := parents(plan); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
			var found []string
			for _, p := range plan.Problems {
				if p.Level == Warning {
					found = append(found, p.Message)
				}
			}
			if text := strings.Join(found, "; "); len(found) > 1 || !strings.Contains(text, c.problem) || c.problem == "" && text != "" {
				t.Errorf("problems %q, want %q", text, c.problem)
			}
		})
	}
}

func TestProjectTask(t *testing.T) {
	plan := body(t, tasks(task("0", "0", "<Start>2026-01-05T08:00:00</Start><Baseline><Number>0</Number></Baseline>"), task("1", "1", "")))
	if p := plan.ProjectTask(); p == nil || !p.IsProject || p.Start.IsZero() || len(p.Baselines) != 1 || plan.Tasks[1].IsProject {
		t.Errorf("%+v", p)
	}
	if body(t, tasks(task("1", "1", ""))).ProjectTask() != nil {
		t.Error("a plan without a line of its own")
	}
}

func TestOutlineCircles(t *testing.T) {
	up := func(uid, level, parent string) string {
		return task(uid, level, "<ParentTaskUID>"+parent+"</ParentTaskUID>")
	}
	plan := body(t, tasks(up("1", "1", "3"), up("2", "2", "1"), up("3", "3", "2"), up("4", "1", "4"), up("5", "1", "1")))
	if got := parents(plan); got != "1<-1 2<1 3<2 4<-1 5<1" {
		t.Errorf("%s", got)
	}
	p := wantProblem(t, plan, Rejected, 4, "Task 1 ParentTaskUID", "circle", `1 "T1" → 3 "T3" → 2 "T2" → 1;`)
	if p.Row != 4 {
		t.Errorf("%+v", p)
	}
	wantProblem(t, plan, Rejected, 7, "Task 4 ParentTaskUID", `4 "T4" → 4;`)
}

// Where the levels of some and the stated parents of others make a circle
// together, somebody must come to the top.
func TestMixedOutlineCircle(t *testing.T) {
	plan := body(t, tasks(task("1", "1", "<ParentTaskUID>2</ParentTaskUID>"), task("2", "2", "")))
	steps := 0
	for at := int64(2); at != NoUID; steps++ {
		if at = findTask(t, plan, at).ParentUID; steps > 5 {
			t.Fatalf("round and round: %s", parents(plan))
		}
	}
	wantProblem(t, plan, Rejected, 0, "circle")
}

func TestLinkStates(t *testing.T) {
	plan := body(t, tasks(
		task("0", "0", ""),
		task("1", "1", ""),
		task("2", "2", link("1", "")),               // its own summary
		task("3", "1", link("3", "")),               // itself
		task("4", "1", link("99", "")),              // nobody
		task("5", "1", link("3", "")+link("3", "")), // twice
		task("6", "1", link("3", "")+link("3", "<LinkLag>10</LinkLag>")),
		task("7", "1", link("3", "")+link("3", "<Type>3</Type>")),
		task("8", "1", link("0", "")),
		task("9", "1", link("99", "<CrossProject>1</CrossProject>")),
		task("10", "1", "<PredecessorLink/>"),
		task("11", "1", link("x", "")),
		task("12", "1", link("3", "<Type>4</Type><LinkLag>soon</LinkLag><LagFormat>2</LagFormat>")),
		task("13", "1", link("14", "")),
		task("14", "2", ""),
	))
	for uid, want := range map[int64][]LinkState{
		2: {LinkToSummary}, 3: {LinkSelf}, 4: {LinkDangling}, 5: {LinkOK, LinkDuplicate}, 6: {LinkOK, LinkOK}, 7: {LinkOK, LinkOK},
		8: {LinkDangling}, 9: {LinkExternal}, 10: nil, 11: nil, 12: {LinkOK}, 13: {LinkToSummary},
	} {
		var got []LinkState
		for _, l := range findTask(t, plan, uid).Links {
			got = append(got, l.State)
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("task %d: %v, want %v", uid, got, want)
		}
	}
	wantProblem(t, plan, Warning, 6, "Task/PredecessorLink 2", "contain one another")
	wantProblem(t, plan, Rejected, 7, "Task/PredecessorLink 3", "linked to itself")
	wantProblem(t, plan, Rejected, 8, "Task/PredecessorLink 4", "no task 99")
	wantProblem(t, plan, Rejected, 9, "Task/PredecessorLink 5", "FS link to task 3 is given twice")
	wantProblem(t, plan, Warning, 10, "Task/PredecessorLink 6", "differ in lag")
	wantProblem(t, plan, Rejected, 12, "Task/PredecessorLink 8", "the project itself")
	wantProblem(t, plan, Rejected, 14, "Task 10 PredecessorLink", "no PredecessorUID")
	wantProblem(t, plan, Rejected, 15, "Task 11 PredecessorLink", "no PredecessorUID")
	wantProblem(t, plan, Warning, 15, "Task/PredecessorLink 11 PredecessorUID", `"x" is not the UID of a task`)
	wantProblem(t, plan, Warning, 16, "Task/PredecessorLink 12 Type", `"4" is not a link type`)
	wantProblem(t, plan, Warning, 16, "Task/PredecessorLink 12 LinkLag", `"soon" is not a number`)
	wantProblem(t, plan, Warning, 16, "Task/PredecessorLink 12 LagFormat", `"2" is not a duration format`)
	wantProblem(t, plan, Warning, 17, "Task/PredecessorLink 13", "contain one another")
	if l := findTask(t, plan, 12).Links[0]; l.Type != FS || l.Lag != 0 || l.LagFormat != 7 {
		t.Errorf("%+v", l)
	}
	if plan.Counts.Links != 13 || plan.Counts.DanglingLinks != 2 || plan.Counts.ExternalLinks != 1 || plan.Counts.Rejected != 6 {
		t.Errorf("%+v", plan.Counts)
	}
}

func TestLinkCircles(t *testing.T) {
	plan := body(t, tasks(
		task("1", "1", link("3", "")),
		task("2", "1", link("1", "")),
		task("3", "1", link("2", "")),
		task("4", "1", link("3", "")), // beside the circle
		task("5", "1", link("6", "")),
		task("6", "1", link("5", "")),
	))
	wantProblem(t, plan, Warning, 4, "Task 1 PredecessorLink", "circle", `1 "T1" → 2 "T2" → 3 "T3" → 1`)
	wantProblem(t, plan, Warning, 8, "Task 5 PredecessorLink", "circle", `5 "T5" → 6 "T6" → 5`)
	if len(plan.Problems) != 2 || plan.Counts.Links != 6 {
		t.Errorf("%v", plan.Problems)
	}
}

func TestLongCircleIsShortened(t *testing.T) {
	const n = 40
	var list []string
	for i := 1; i <= n; i++ {
		list = append(list, task(fmt.Sprint(i), "1", link(fmt.Sprint((i+n-2)%n+1), "")))
	}
	plan := body(t, tasks(list...))
	p := wantProblem(t, plan, Warning, 0, "circle", "28 more", `11 "T11" → … 28 more … → 40 "T40" → 1`)
	if len(p.Message) > 300 {
		t.Errorf("%s", p.Message)
	}
}

// Large and hostile outlines and networks take time in proportion.
func TestLargeHostilePlan(t *testing.T) {
	const n = 5000
	var list []string
	for i := 1; i <= n; i++ {
		more := ""
		for j := range 4 {
			more += link(fmt.Sprint((i*7+j*13)%n+1), "")
		}
		list = append(list, task(fmt.Sprint(i), fmt.Sprint(i), more))
	}
	plan := body(t, tasks(list...))
	if len(plan.Tasks) != n || plan.Tasks[n-1].ParentUID != n-1 {
		t.Errorf("%d tasks", len(plan.Tasks))
	}
}
