package browse

import (
	"sort"
	"strings"

	"tandem/model"
	"tandem/model/query"
	"tandem/ui/pane"
)

// parentOf is the field by which records of a kind lie under others of it, nil where none do.
func parentOf(k *model.Kind) *model.Field {
	f := k.Field("parent")
	if f != nil && f.Type == model.TypeRef && len(f.Kinds) == 1 && f.Kinds[0] == k.Prefix {
		return f
	}
	return nil
}

// parentField is parentOf for the kind that is listed.
func (l *list) parentField() *model.Field { return parentOf(l.flatKind()) }

// nests reports whether records show under their parents.
func (l *list) nests() bool { return l.group == "parent" && l.parentField() != nil }

// upOf is the record that r lies under, 0 for none.
func upOf(f *model.Field, r model.Record) (up model.ID) {
	f.EachRef(r, func(id model.ID) { up = id })
	return up
}

// branches are the records that others lie under, each with those, in the order of the list.
func (o *order) branches(f *model.Field) map[model.ID][]model.Record {
	if o.under != nil {
		return o.under
	}
	out := map[model.ID][]model.Record{}
	for _, r := range o.recs {
		if up := upOf(f, r); up != 0 {
			out[up] = append(out[up], r)
		}
	}
	o.under = out
	return out
}

// fillNest lists the records with those under them. With a filter, the lines above a match stay,
// dimmed, so that one sees where it is.
func (l *list) fillNest(env pane.Env, r *rows, keep func(model.Record) bool) {
	f := l.parentField()
	hits := l.passing(env, keep)
	under := l.order.branches(f)
	var wanted map[model.ID]bool
	if keep != nil {
		wanted, r.dim = make(map[model.ID]bool, len(hits)), map[model.ID]bool{}
		for _, rec := range hits {
			wanted[rec.Base().ID] = true
		}
		for _, rec := range hits {
			for up := upOf(f, rec); up != 0 && !wanted[up]; {
				wanted[up], r.dim[up] = true, true
				x := env.Snap.Get(up)
				if x == nil {
					break
				}
				up = upOf(f, x)
			}
		}
	}
	var walk func(rec model.Record, depth int)
	walk = func(rec model.Record, depth int) {
		id := rec.Base().ID
		if wanted != nil && !wanted[id] || depth > 100 {
			return
		}
		kids := under[id]
		folded := l.folds[id] && keep == nil && len(kids) > 0
		r.add(id, depth, len(kids) > 0, folded)
		for _, x := range kids {
			if !folded {
				walk(x, depth+1)
			}
		}
	}
	for _, rec := range l.order.recs {
		if up := upOf(f, rec); up == 0 || env.Snap.Get(up) == nil {
			walk(rec, 0)
		}
	}
}

// unfoldTo unfolds everything that a record lies under.
func (l *list) unfoldTo(env pane.Env, id model.ID, f *model.Field) {
	if f == nil {
		return
	}
	for range 100 {
		x := env.Snap.Get(id)
		if x == nil {
			return
		}
		if id = upOf(f, x); id == 0 {
			return
		}
		l.folds[id] = false
	}
}

// fillTree lists the projects with their outlines. With a filter, the lines above a match
// stay, dimmed, so that one sees where it is.
func (l *list) fillTree(env pane.Env, r *rows, keep func(model.Record) bool) {
	l.parts.reset()
	l.found, l.total, l.projects = 0, env.Snap.Count(model.TaskPrefix), 0
	r.roomy(env.Snap.Count(l.kind.Prefix) + l.total)
	var projects []model.Record
	for p := range env.Snap.All(model.ProjectPrefix) {
		projects = append(projects, p)
	}
	sort.SliceStable(projects, func(i, j int) bool { return worse(projects[i].(*model.Project), projects[j].(*model.Project)) })
	named := strings.ToLower(strings.TrimSpace(l.applied))
	for _, p := range projects {
		id := p.Base().ID
		plan := env.Snap.Plan(id)
		at := len(r.ids)
		folded := l.folds[id] && keep == nil
		r.add(id, 0, len(plan.Lines) > 0, folded)
		if keep == nil {
			if !folded {
				l.outline(r, plan)
			}
			continue
		}
		hit := strings.Contains(strings.ToLower(p.(*model.Project).Name), named) || query.Refers(named, id)
		if hit {
			l.projects++
		}
		if !l.matches(r, plan) && !hit {
			r.cut(at)
		} else if !hit {
			r.dim[id] = true
		}
	}
}

// worse puts live projects before closed ones, the worst reported first, then by name.
func worse(a, b *model.Project) bool {
	if a.Phase.Live() != b.Phase.Live() {
		return a.Phase.Live()
	}
	if x, y := pain(a.Reported), pain(b.Reported); x != y {
		return x > y
	}
	return a.Name < b.Name
}

func pain(c model.Colour) int {
	switch c {
	case model.Red:
		return 3
	case model.Amber:
		return 2
	case model.Green:
		return 1
	}
	return 0
}

// outline adds a project's tasks, leaving out what is folded.
func (l *list) outline(r *rows, plan *model.Plan) {
	hidden := -1 // the depth below which a folded summary hides all
	for i := range plan.Lines {
		x := &plan.Lines[i]
		if hidden >= 0 && x.Depth > hidden {
			continue
		}
		folded := x.Summary && l.folded(x)
		hidden = -1
		if folded {
			hidden = x.Depth
		}
		r.add(x.ID, x.Depth+1, x.Summary, folded)
	}
}

// folded reports whether what is under a summary is hidden: as somebody left it, else where
// all of it is done.
func (l *list) folded(x *model.PlanLine) bool {
	if by, ok := l.folds[x.ID]; ok {
		return by
	}
	return x.Complete
}

// matches adds the tasks that pass and the summaries above them.
func (l *list) matches(r *rows, plan *model.Plan) bool {
	const above, passes = 1, 2
	if r.dim == nil {
		r.dim = map[model.ID]bool{}
	}
	any := false
	marks := make([]uint8, len(plan.Lines))
	var path []int // the lines above the one under way, by depth
	for i := range plan.Lines {
		x := &plan.Lines[i]
		path = append(path[:min(x.Depth, len(path))], i)
		if !l.hits.Has(x.ID) {
			continue
		}
		l.found++
		any, marks[i] = true, passes
		for d := len(path) - 2; d >= 0 && marks[path[d]] == 0; d-- {
			marks[path[d]] = above
		}
	}
	if !any {
		return false
	}
	for i := range plan.Lines {
		x := &plan.Lines[i]
		if marks[i] == above {
			r.dim[x.ID] = true
		}
		if marks[i] != 0 {
			r.add(x.ID, x.Depth+1, x.Summary, false)
		}
	}
	return true
}
