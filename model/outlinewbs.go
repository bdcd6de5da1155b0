package model

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
)

// A WBS code that is the plain number of its task in the outline follows the outline, as in Microsoft
// Project; one that somebody typed stays, and where another task comes to have the same, doubtWBS says so.

// reshaped lists the projects whose outline a batch changes: tasks come, go, or change their place.
func reshaped(b Batch) (out []ID) {
	add := func(id ID) {
		if id != 0 && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	for _, c := range b.Changes {
		was, _ := c.Before.(*Task)
		now, _ := c.After.(*Task)
		if was != nil && now != nil && was.Project == now.Project && was.Parent == now.Parent && was.Order == now.Order {
			continue
		}
		if was != nil {
			add(was.Project)
		}
		if now != nil {
			add(now.Project)
		}
	}
	return out
}

// number gives the tasks of reshaped outlines the WBS codes that follow from their new places: those
// whose code was their number, and new ones without a code in a plan that has such. It returns the
// snapshot with the changes.
func (f *follower) number(projects []ID) *Snapshot {
	next := f.s.With(f.changes)
	n := len(f.changes)
	renumbered := false
	for _, p := range projects {
		renumbered = f.renumber(next, p) || renumbered
	}
	if !renumbered {
		return next
	}
	shaped := next
	if len(f.changes) > n {
		next = f.s.With(f.changes)
	}
	next.TakePlans(shaped) // a code is no part of an outline
	return next
}

// renumber writes the codes of one project that follow its outline, and reports whether any changed.
// Only tasks whose number is another than before are looked at.
func (f *follower) renumber(next *Snapshot, project ID) (any bool) {
	before, after := f.s.Plan(project), next.Plan(project)
	var all []byte // the numbers of before, one behind the other
	ends := make([]int, 1, len(before.Lines)+1)
	for _, number := range before.numbers() {
		all = append(all, number...)
		ends = append(ends, len(all))
	}
	coded := -1 // whether a new task gets a code; not known yet
	for i, number := range after.numbers() {
		j, known := before.at.find(after.Lines[i].ID)
		if known && string(all[ends[j]:ends[j+1]]) == string(number) {
			continue
		}
		t, ok := Find[*Task](next, after.Lines[i].ID)
		switch {
		case !ok || t.WBS == string(number):
			continue
		case known: // somebody's own, or typed in this step, stays
			was, ok := Find[*Task](f.s, t.ID)
			if !ok || was.WBS != t.WBS || t.WBS != string(all[ends[j]:ends[j+1]]) {
				continue
			}
		case t.WBS != "":
			continue // typed with the new task, or brought from another project
		default:
			if coded < 0 {
				coded = f.coded(before)
			}
			if coded == 0 {
				continue
			}
		}
		f.own(t).(*Task).WBS, any = string(number), true
	}
	return any
}

// coded is 1 where a plan has a task whose code is its number, else 0.
func (f *follower) coded(p *Plan) int {
	for i, number := range p.numbers() {
		if t, ok := Find[*Task](f.s, p.Lines[i].ID); ok && t.WBS == string(number) {
			return 1
		}
	}
	return 0
}

// numbers yields the position of each line and its place in the outline, "2.1.3"; the bytes are good
// until the next one.
func (p *Plan) numbers() iter.Seq2[int, []byte] {
	return func(yield func(int, []byte) bool) {
		var b []byte
		ends := make([]int, 1, 16) // where the number of the line above ends, by depth
		for i := range p.Lines {
			l := &p.Lines[i]
			ends = ends[:min(l.Depth+1, len(ends))]
			b = b[:ends[len(ends)-1]]
			if len(b) > 0 {
				b = append(b, '.')
			}
			b = strconv.AppendInt(b, int64(l.nth), 10)
			ends = append(ends, len(b))
			if !yield(i, b) {
				return
			}
		}
	}
}

// codesKey names the memo of who has which WBS code in a project.
type codesKey struct{ project ID }

// doubtWBS finds a WBS code that another task of the project has too.
func doubtWBS(c *Ctx, t *Task, found []Problem) []Problem {
	if t.WBS == "" {
		return found
	}
	all := Memo(c.Snap, TaskPrefix, codesKey{t.Project}, func(iter.Seq[Record]) map[string][2]ID {
		out := map[string][2]ID{}
		for x := range c.Snap.TasksOf(t.Project) {
			if two := out[x.WBS]; x.WBS == "" || two[1] != 0 {
				continue
			} else if two[0] == 0 {
				out[x.WBS] = [2]ID{x.ID}
			} else {
				out[x.WBS] = [2]ID{two[0], x.ID}
			}
		}
		return out
	})
	for _, id := range all[t.WBS] {
		if id != 0 && id != t.ID {
			return append(found, Problem{Field: "wbs", Message: fmt.Sprintf("%s is the code of %s too", t.WBS, id)})
		}
	}
	return found
}
