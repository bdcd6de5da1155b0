package mspdi

import (
	"fmt"
	"strings"
)

// outline finds the parent of each task from the levels alone, in the order of
// the file, as MS Project does.
type outline struct{ open []outlineRow }

// outlineRow is a line of the plan under which others may still come.
type outlineRow struct {
	level    int
	uid      int64
	rejected bool
}

// push puts a line in its place; deeper and equal ones before it are closed.
func (o *outline) push(row outlineRow) {
	for len(o.open) > 0 && o.open[len(o.open)-1].level >= row.level {
		o.open = o.open[:len(o.open)-1]
	}
	o.open = append(o.open, row)
}

// above is the innermost open line above a level, and whether lines that were
// rejected lie between.
func (o *outline) above(level int) (parent outlineRow, orphaned bool) {
	for i := len(o.open) - 1; i >= 0; i-- {
		switch row := o.open[i]; {
		case row.level >= level:
		case row.rejected:
			orphaned = true
		default:
			return row, orphaned
		}
	}
	return outlineRow{uid: NoUID}, orphaned
}

// levelOfNumber counts the level in an outline number such as 1.2.3, for files
// that give no OutlineLevel. The project's own line is level 0.
func levelOfNumber(number string, isProject bool) int {
	if number == "0" || number == "" && isProject {
		return 0
	}
	return 1 + strings.Count(number, ".")
}

// place gives a task its parent and says so where the levels do not add up.
// UID 0 is the project itself, unless the file indents it like a task.
func (r *reader) place(t *Task) {
	warn := func(message string) {
		r.problem(Problem{Row: t.Line, Line: t.Line, Element: "Task", Field: "OutlineLevel", UID: fmt.Sprint(t.UID), Message: message})
	}
	if t.UID == 0 && t.OutlineLevel == 0 {
		t.IsProject = true
		return
	}
	if t.UID == 0 {
		warn(fmt.Sprintf("UID 0 is the project itself, but here it is at level %d; it is taken as a task", t.OutlineLevel))
	}
	parent, orphaned := r.outline.above(t.OutlineLevel)
	t.ParentUID = parent.uid
	r.outline.push(outlineRow{level: t.OutlineLevel, uid: t.UID})
	switch gap := t.OutlineLevel - parent.level; {
	case orphaned:
		warn("the task above it was left out; it is placed under " + placeName(parent))
	case parent.uid == NoUID && gap > 1:
		warn(fmt.Sprintf("level %d has no task above it; it is placed at the top", t.OutlineLevel))
	case gap > 1:
		warn(fmt.Sprintf("level %d follows level %d; it is placed under %s", t.OutlineLevel, parent.level, placeName(parent)))
	}
}

func placeName(parent outlineRow) string {
	if parent.uid == NoUID {
		return "the project"
	}
	return fmt.Sprintf("task %d", parent.uid)
}

// parents applies ParentTaskUID where a file has it: it goes before the levels,
// unless it leads nowhere or round in a circle.
func (r *reader) parents(index map[int64]int) {
	stated := make(map[int64]int64)
	for i := range r.plan.Tasks {
		t := r.plan.Tasks[i]
		if !t.parentTask.Set || t.IsProject {
			continue
		}
		up := t.parentTask.V
		at, known := index[up]
		switch {
		case up == NoUID || known && r.plan.Tasks[at].IsProject || up == 0 && !known:
			up = NoUID
		case !known:
			r.taskProblem(t, Warning, "ParentTaskUID", fmt.Sprintf("there is no task %d; the outline level decides", up))
			continue
		}
		stated[t.UID], t.ParentUID = t.ParentUID, up
	}
	if len(stated) == 0 {
		return
	}
	for _, loop := range r.loops(r.parentEdges(index)) {
		for _, i := range loop {
			t := r.plan.Tasks[i]
			if level, ok := stated[t.UID]; ok {
				t.ParentUID = level
			}
		}
		r.outlineProblem(r.plan.Tasks[loop[0]],
			"the outline goes round in a circle: "+r.loopNames(loop)+"; the outline level decides")
	}
	r.cutParents(index)
}

// parentEdges lists, for each task, its parent.
func (r *reader) parentEdges(index map[int64]int) [][]int32 {
	edges := make([][]int32, len(r.plan.Tasks))
	for i := range r.plan.Tasks {
		if at, ok := index[r.plan.Tasks[i].ParentUID]; ok {
			edges[i] = []int32{int32(at)}
		}
	}
	return edges
}

// cutParents moves to the top whatever still goes round after levels and stated
// parents have been mixed, so that nobody who follows parents runs for ever.
func (r *reader) cutParents(index map[int64]int) {
	for _, loop := range r.loops(r.parentEdges(index)) {
		t := r.plan.Tasks[loop[0]]
		t.ParentUID = NoUID
		r.outlineProblem(t, "the outline goes round in a circle; the task is placed at the top")
	}
}

// taskProblem notes a problem of a task found after the file was read.
func (r *reader) taskProblem(t *Task, level Level, field, message string) {
	r.problem(Problem{Row: t.Line, Line: t.Line, Element: "Task", Field: field, UID: fmt.Sprint(t.UID), Message: message, Level: level})
}

// outlineProblem notes a parent that cannot be taken, of a task that is.
func (r *reader) outlineProblem(t *Task, message string) {
	r.problem(Problem{Row: t.Line, Line: t.Line, Element: "Task", Field: "ParentTaskUID", UID: fmt.Sprint(t.UID),
		Message: message, Level: Rejected, Part: "outline"})
}

// loops finds circles in a graph of tasks: for every group of tasks that can
// reach one another, at least one, each in the order of its edges. A task that
// was named in one loop is not named again.
func (r *reader) loops(edges [][]int32) [][]int {
	const white, grey, black = 0, 1, 2
	colour := make([]uint8, len(edges))
	named := make([]bool, len(edges))
	var found [][]int
	var path []int // the grey tasks, in order
	var next []int // per entry of path, the edge to follow next
	for root := range edges {
		if colour[root] != white {
			continue
		}
		path, next = append(path[:0], root), append(next[:0], 0)
		colour[root] = grey
		for len(path) > 0 {
			top := len(path) - 1
			at := path[top]
			if next[top] == len(edges[at]) {
				colour[at] = black
				path, next = path[:top], next[:top]
				continue
			}
			to := int(edges[at][next[top]])
			next[top]++
			switch colour[to] {
			case white:
				colour[to] = grey
				path, next = append(path, to), append(next, 0)
			case grey:
				if loop := newLoop(path, to, named); loop != nil {
					found = append(found, loop)
				}
			}
		}
	}
	return found
}

// newLoop copies the part of the path that closes at a task, or nothing where
// one of its tasks has been named before.
func newLoop(path []int, to int, named []bool) []int {
	from := len(path) - 1
	for path[from] != to {
		if named[path[from]] {
			return nil
		}
		from--
	}
	if named[to] {
		return nil
	}
	loop := append([]int(nil), path[from:]...)
	for _, i := range loop {
		named[i] = true
	}
	return loop
}

// loopNames spells a loop out, shortened in the middle where it is long.
func (r *reader) loopNames(loop []int) string {
	const most = 12
	var out strings.Builder
	for n, i := range loop {
		if n == most-1 && len(loop) > most {
			fmt.Fprintf(&out, "… %d more … → ", len(loop)-most)
		}
		if n >= most-1 && n < len(loop)-1 && len(loop) > most {
			continue
		}
		t := r.plan.Tasks[i]
		fmt.Fprintf(&out, "%d %s → ", t.UID, quote([]byte(t.Name)))
	}
	fmt.Fprintf(&out, "%d", r.plan.Tasks[loop[0]].UID)
	return out.String()
}
