package model

import (
	"errors"
	"fmt"
	"slices"
)

// Where says on which side of its anchor a task is put in an outline.
type Where string

// The places beside an anchor, and under it.
const (
	Above Where = "above" // before it, under the same summary
	Below Where = "below" // after it and all that is under it
	Under Where = "under" // as the last of what is under it
	First Where = "first" // as the first of what is under it
)

// Place is a place in an outline. The anchor is a task, or a project: then Above and First are
// the top of its outline, Below and Under the end.
type Place struct {
	Anchor ID
	Where  Where
}

// Outliner changes the outlines of projects within one edit: what is under what, and in which
// order. Its methods only say what moves where; Save writes that to the edit, with the places of
// as few tasks changed as can be. It is pure: the snapshot it began from stays as it is.
type Outliner struct {
	e     *Edit
	trees map[ID]*tree
}

// NewOutliner begins changing outlines. The edit may hold other changes, but none yet to the
// parents and the order of tasks.
func NewOutliner(e *Edit) *Outliner { return &Outliner{e: e, trees: map[ID]*tree{}} }

// tree is the outline of a project as it is changed; 0 stands above the top.
type tree struct {
	project ID
	plan    *Plan
	kids    map[ID][]ID
	up      map[ID]ID
	moved   map[ID]bool // their summary may be another one
}

// tree returns the outline of a project, read from the snapshot when first asked for.
func (o *Outliner) tree(project ID) *tree {
	if t := o.trees[project]; t != nil {
		return t
	}
	plan := o.e.base.Plan(project)
	t := &tree{project: project, plan: plan, kids: make(map[ID][]ID, len(plan.Lines)/4+1), up: make(map[ID]ID, len(plan.Lines)), moved: map[ID]bool{}}
	path := make([]ID, 1, 16)
	for i := range plan.Lines {
		l := &plan.Lines[i]
		path = path[:min(l.Depth+1, len(path))]
		above := path[len(path)-1]
		t.up[l.ID] = above
		t.kids[above] = append(t.kids[above], l.ID)
		path = append(path, l.ID)
	}
	o.trees[project] = t
	return t
}

// of is the outline a task is in.
func (o *Outliner) of(id ID) (*tree, error) {
	x, ok := o.e.Get(id).(*Task)
	if !ok {
		return nil, noSuch(id)
	}
	t := o.tree(x.Project)
	if _, ok := t.up[id]; !ok {
		return nil, fmt.Errorf("%s is in no outline", id)
	}
	return t, nil
}

// inside reports whether a task is another one, or lies under it.
func (t *tree) inside(id, under ID) bool {
	for range len(t.up) + 1 {
		if id == under {
			return true
		}
		if id == 0 {
			return false
		}
		id = t.up[id]
	}
	return false
}

// take removes a task, with all under it, from where it is.
func (t *tree) take(id ID) {
	above := t.up[id]
	if i := slices.Index(t.kids[above], id); i >= 0 {
		t.kids[above] = slices.Delete(slices.Clone(t.kids[above]), i, i+1)
	}
	delete(t.up, id)
}

// put gives a task its place: the at-th under a summary, counted from 0.
func (t *tree) put(id, above ID, at int) {
	kids := t.kids[above]
	t.kids[above] = slices.Insert(slices.Clone(kids), min(max(at, 0), len(kids)), id)
	t.up[id] = above
	t.moved[id] = true
}

// order lists the tasks from top to bottom.
func (t *tree) order() []ID {
	out := make([]ID, 0, len(t.up))
	var walk func(id ID)
	walk = func(id ID) {
		for _, x := range t.kids[id] {
			out = append(out, x)
			walk(x)
		}
	}
	walk(0)
	return out
}

// under lists a task and all that is under it, from top to bottom.
func (t *tree) under(id ID) []ID {
	out := []ID{id}
	for _, x := range t.kids[id] {
		out = append(out, t.under(x)...)
	}
	return out
}

// group is some tasks of one outline, none under another, from top to bottom.
type group struct {
	tree *tree
	ids  []ID
}

// groups parts tasks by project. Those under another one of them go with it.
func (o *Outliner) groups(ids []ID) ([]group, error) {
	var out []group
	for _, id := range ids {
		t, err := o.of(id)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(out, func(g group) bool { return g.tree == t })
		if i < 0 {
			i, out = len(out), append(out, group{tree: t})
		}
		out[i].ids = append(out[i].ids, id)
	}
	if len(out) == 0 {
		return nil, errors.New("no task is named")
	}
	for i := range out {
		g := &out[i]
		all := map[ID]bool{}
		for _, id := range g.ids {
			all[id] = true
		}
		under := func(id ID) bool {
			for up := g.tree.up[id]; up != 0; up = g.tree.up[up] {
				if all[up] {
					return true
				}
			}
			return false
		}
		var tops []ID
		if len(g.ids) == 1 {
			continue
		}
		for _, id := range g.tree.order() {
			if all[id] && !under(id) {
				tops = append(tops, id)
			}
		}
		g.ids = tops
	}
	return out, nil
}

// Add puts a new task at a place and returns its number. fill may set its values. It starts as soon
// as it can: at the project's start, or after what it is linked to; a date that nobody typed would
// stay as a constraint when the plan around it is settled. The first task under one with a length
// takes that length over, unless fill gives it one.
func (o *Outliner) Add(at Place, fill func(*Task)) (ID, error) {
	t, above, nth, err := o.spot(at)
	if err != nil {
		return 0, err
	}
	x := o.e.base.schema.Prefix(TaskPrefix).New().(*Task)
	if fill != nil {
		fill(x)
	}
	x.Project, x.Parent = t.project, above
	if up, ok := o.e.Get(above).(*Task); ok && len(t.kids[above]) == 0 {
		o.e.inheritLength(up, x)
	}
	id := o.e.Put(TaskPrefix, x)
	t.put(id, above, nth)
	return id, nil
}

// spot is the summary and the position under it that a place means.
func (o *Outliner) spot(at Place) (t *tree, above ID, nth int, err error) {
	if at.Anchor.Is(ProjectPrefix) {
		if o.e.Get(at.Anchor) == nil {
			return nil, 0, 0, noSuch(at.Anchor)
		}
		if t = o.tree(at.Anchor); at.Where == Below || at.Where == Under {
			nth = len(t.kids[0])
		}
		return t, 0, nth, nil
	}
	if t, err = o.of(at.Anchor); err != nil {
		return nil, 0, 0, err
	}
	switch at.Where {
	case Under:
		return t, at.Anchor, len(t.kids[at.Anchor]), nil
	case First:
		return t, at.Anchor, 0, nil
	case Above, Below:
	default:
		return nil, 0, 0, fmt.Errorf("%q is no place: above, below, under or first", at.Where)
	}
	above = t.up[at.Anchor]
	if nth = slices.Index(t.kids[above], at.Anchor); at.Where == Below {
		nth++
	}
	return t, above, nth, nil
}

// Put moves tasks, with all that is under them, to a place in the same project.
func (o *Outliner) Put(ids []ID, at Place) error {
	gs, err := o.groups(ids)
	if err != nil {
		return err
	}
	t, _, _, err := o.spot(at)
	if err != nil {
		return err
	}
	for _, g := range gs {
		if g.tree != t {
			return fmt.Errorf("%s is a task of another project", g.ids[0])
		}
		for _, id := range g.ids {
			if t.inside(at.Anchor, id) {
				return fmt.Errorf("%s cannot be put beside or under itself", id)
			}
		}
		for _, id := range g.ids {
			t.take(id)
			_, above, nth, err := o.spot(at)
			if err != nil {
				return err
			}
			if err := o.apart(above, id); err != nil {
				return err
			}
			t.put(id, above, nth)
			if at = (Place{id, Below}); above != t.up[id] {
				return fmt.Errorf("%s lost its place", id)
			}
		}
	}
	return nil
}

// Indent puts tasks under the task before each, as the last there. Those with none before them
// stay; it fails where that is so of all.
func (o *Outliner) Indent(ids []ID) error {
	gs, err := o.groups(ids)
	if err != nil {
		return err
	}
	n := 0
	for _, g := range gs {
		for _, id := range g.ids {
			t := g.tree
			above := t.up[id]
			at := slices.Index(t.kids[above], id)
			if at < 1 {
				continue
			}
			to := t.kids[above][at-1]
			if err := o.apart(to, id); err != nil {
				return err
			}
			t.take(id)
			t.put(id, to, len(t.kids[to]))
			n++
		}
	}
	if n == 0 {
		return fmt.Errorf("%s is the first here: there is no task above it to go under", gs[0].ids[0])
	}
	return nil
}

// Outdent puts tasks after the summary each is under. What came after them there goes under them,
// as in Microsoft Project, so that no line changes its place; where one of those waits for the task
// it could not, and then all of them stay, and the task goes past them.
func (o *Outliner) Outdent(ids []ID) error {
	gs, err := o.groups(ids)
	if err != nil {
		return err
	}
	n := 0
	for _, g := range gs {
		t := g.tree
		for i := len(g.ids) - 1; i >= 0; i-- {
			id := g.ids[i]
			above := t.up[id]
			if above == 0 {
				continue
			}
			at := slices.Index(t.kids[above], id)
			later := slices.Clone(t.kids[above][at+1:])
			if slices.ContainsFunc(later, func(x ID) bool { return o.apart(id, x) != nil }) {
				later = nil
			}
			for _, x := range later {
				t.take(x)
				t.put(x, id, len(t.kids[id]))
			}
			t.take(id)
			top := t.up[above]
			t.put(id, top, slices.Index(t.kids[top], above)+1)
			n++
		}
	}
	if n == 0 {
		return fmt.Errorf("%s stands at the top already", gs[0].ids[0])
	}
	return nil
}

// Move takes tasks, with all that is under them, so many places down among those under the same
// summary, or up where n is below 0. Neighbours keep together.
func (o *Outliner) Move(ids []ID, n int) error {
	gs, err := o.groups(ids)
	if err != nil {
		return err
	}
	done := 0
	for _, g := range gs {
		t := g.tree
		chosen := map[ID]bool{}
		var aboves []ID
		for _, id := range g.ids {
			chosen[id] = true
			if !slices.Contains(aboves, t.up[id]) {
				aboves = append(aboves, t.up[id])
			}
		}
		for _, above := range aboves {
			kids := slices.Clone(t.kids[above])
			was := slices.Clone(kids)
			for range max(n, -n) {
				shift(kids, chosen, n > 0)
			}
			if !slices.Equal(was, kids) {
				t.kids[above] = kids
				done++
			}
		}
	}
	if done == 0 {
		return fmt.Errorf("%s is the %s under its summary already", gs[0].ids[0], map[bool]string{true: "last", false: "first"}[n > 0])
	}
	return nil
}

// shift moves the chosen one place down, or up, past those that are not.
func shift(kids []ID, chosen map[ID]bool, down bool) {
	if down {
		slices.Reverse(kids)
		defer slices.Reverse(kids)
	}
	for i := 1; i < len(kids); i++ {
		if chosen[kids[i]] && !chosen[kids[i-1]] {
			kids[i], kids[i-1] = kids[i-1], kids[i]
		}
	}
}

// apart refuses to put a task under one that it, or what is under it, is linked to: a summary and
// what is under it cannot wait for one another.
func (o *Outliner) apart(above, id ID) error {
	for up := above; up != 0; {
		s, ok := o.e.Get(up).(*Task)
		if !ok {
			return nil
		}
		t := o.tree(s.Project)
		for _, x := range t.under(id) {
			k, ok := o.e.Get(x).(*Task)
			if ok && (waitsFor(k, up) || waitsFor(s, x)) {
				return fmt.Errorf("%s and %s are linked, and a summary cannot wait for what is under it: unlink them first", up, x)
			}
		}
		up = t.up[up]
	}
	return nil
}

func waitsFor(t *Task, id ID) bool {
	return slices.ContainsFunc(t.Links, func(l TaskLink) bool { return l.Predecessor == id })
}
