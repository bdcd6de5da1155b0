package browse

import (
	"fmt"
	"slices"
	"strings"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/palette"
	"tandem/ui/pane"
)

// viewsOf lists the saved views of a kind, in their order: the first nine are on keys.
func viewsOf(s *model.Snapshot, prefix string) []model.SavedView {
	w := s.Workspace()
	if w == nil {
		return nil
	}
	var out []model.SavedView
	for _, v := range w.Views {
		if v.Kind == prefix {
			out = append(out, v)
		}
	}
	return out
}

// asView is the list as it is now, to be saved under a name.
func (l *list) asView(name string) model.SavedView {
	v := model.SavedView{Name: name, Kind: l.kind.Prefix, Filter: strings.TrimSpace(l.query), Sort: l.sort,
		Columns: columnSpec(l.columns, l.widths), Group: l.group}
	if v.Sort == l.usual() {
		v.Sort = "" // whatever is usual then
	}
	return v
}

// apply shows the list as a view has it. What the workspace remembers of the list stays as it is.
func (p *Pane) apply(env pane.Env, v model.SavedView) pane.Effect {
	l := p.list()
	l.sort = v.Sort
	if l.sort == "" {
		l.sort = l.usual()
	}
	l.wear(v.Columns, v.Group)
	p.typing, l.typing = false, false
	p.filter.Set(v.Filter)
	l.query = ""
	l.setQuery(env, v.Filter)
	l.build(env, true)
	l.view = v.Name
	if l.bad != nil {
		return pane.Toast{Text: fmt.Sprintf("%s: %s", v.Name, l.bad), Bad: true}
	}
	return pane.Select{ID: p.Selected()}
}

// viewKeys is what the second key of the verb "view" does; the digits apply a view.
var viewKeys map[string]handler

func init() {
	viewKeys = map[string]handler{
		"l": func(p *Pane, env pane.Env, _ act.Result) pane.Effect { return p.listViews(env) },
		"s": func(p *Pane, env pane.Env, _ act.Result) pane.Effect {
			return pane.Open{Overlay: newNaming(env, p)}
		},
		"c": func(p *Pane, env pane.Env, _ act.Result) pane.Effect {
			return pane.Open{Overlay: newColumns(env, p.list())}
		},
		"g": func(p *Pane, env pane.Env, _ act.Result) pane.Effect {
			return pane.Open{Overlay: p.chooseGroup(env)}
		},
		"f": func(p *Pane, env pane.Env, _ act.Result) pane.Effect {
			if !p.list().foldAll(env) {
				return pane.Toast{Text: "Nothing folds here: v g puts the list into groups.", Bad: true}
			}
			return pane.Select{ID: p.Selected()}
		},
		"x": func(p *Pane, env pane.Env, _ act.Result) pane.Effect { return p.plain(env) },
	}
}

// viewVerb does what the second key of the verb says.
func viewVerb(p *Pane, env pane.Env, r act.Result) pane.Effect {
	if f, ok := viewKeys[r.Arg]; ok {
		return f(p, env, r)
	}
	if len(r.Arg) != 1 || r.Arg < "1" || r.Arg > "9" {
		return p.listViews(env)
	}
	n, all := int(r.Arg[0]-'1'), viewsOf(env.Snap, p.Kind().Prefix)
	if n >= len(all) {
		return pane.Toast{Text: fmt.Sprintf("There is no view %s of %s yet: v s saves the list as it is now.", r.Arg, p.Kind().Plural), Bad: true}
	}
	return p.apply(env, all[n])
}

// plain leaves a view: it shows all records in the usual order, with the columns and the groups
// that the workspace remembers of the list.
func (p *Pane) plain(env pane.Env) pane.Effect {
	l := p.list()
	p.filter.Set("")
	l.query, l.applied, l.bad, l.view = "", "", nil, ""
	l.sort = l.usual()
	l.wear(l.stored.Columns, l.stored.Group)
	if l.tree && l.group != "" {
		l.sort = l.plainKind().Sort // groups of the plan are of its tasks
		l.dress()
	}
	l.build(env, true)
	return pane.Select{ID: p.Selected()}
}

// describeView says in a few words what a view does.
func describeView(v model.SavedView) string {
	var parts []string
	if v.Filter != "" {
		parts = append(parts, v.Filter)
	}
	if v.Sort != "" {
		parts = append(parts, "sorted by "+v.Sort)
	}
	if v.Group != "" {
		parts = append(parts, "grouped by "+v.Group)
	}
	if len(parts) == 0 {
		return "all records"
	}
	return strings.Join(parts, ", ")
}

// saveView keeps the list as it is now under a name; a view of that name is replaced.
func (p *Pane) saveView(env pane.Env, name string) pane.Effect {
	l := p.list()
	v := l.asView(name)
	l.view = name
	label := fmt.Sprintf("Save view %s of %s", name, l.kind.Plural)
	return pane.Change(label, env.Now, func(e *model.Edit) error {
		return onWorkspace(e, func(w *model.Workspace) {
			views := slices.Clone(w.Views)
			i := slices.IndexFunc(views, func(x model.SavedView) bool { return x.Kind == v.Kind && strings.EqualFold(x.Name, name) })
			if i >= 0 {
				views[i] = v
			} else {
				views = append(views, v)
			}
			w.Views = views
		})
	})
}

// changeViews changes the order of a kind's views, or which there are: f gets those of the kind.
func changeViews(env pane.Env, label, prefix string, f func([]model.SavedView) []model.SavedView) pane.Edit {
	return pane.Change(label, env.Now, func(e *model.Edit) error {
		return onWorkspace(e, func(w *model.Workspace) {
			var own, rest []model.SavedView
			for _, v := range w.Views {
				if v.Kind == prefix {
					own = append(own, v)
				} else {
					rest = append(rest, v)
				}
			}
			w.Views = append(rest, f(own)...)
		})
	})
}

// chooseGroup opens the list of fields that can part the list.
func (p *Pane) chooseGroup(env pane.Env) pane.Overlay {
	l := p.list()
	choose := func(spec string) func() pane.Effect {
		return func() pane.Effect {
			return pane.Run(func() pane.Effect {
				l.setGroup(p.env, spec)
				return pane.Effects{l.remember(p.env), pane.Select{ID: p.Selected()}}
			})
		}
	}
	none := "No groups"
	if l.tree {
		none = "The outline, without groups"
	}
	items := []palette.Item{{ID: "none", Title: none, Detail: "one line for each record", Hint: l.checkIf(env, ""), Effect: choose("")}}
	k := l.wholeKind(env)
	if f := parentOf(k); f != nil && !l.tree {
		items = append(items, palette.Item{ID: "parent", Title: "What is under what", Detail: f.Help, Hint: l.checkIf(env, "parent"), Group: "tree", Effect: choose("parent")})
	}
	for _, name := range l.offered(env) { // the columns that show come first
		f := field(k, name)
		if f == nil || !groupable(f) || f == parentOf(k) {
			continue
		}
		spec, detail := f.Name, f.Help
		if f.Type == model.TypeDate || f.Type == model.TypeTime {
			detail = strings.TrimPrefix(detail+", month by month", ", ")
		}
		if l.group == spec {
			spec, detail = "-"+spec, "again: the other way round"
		}
		items = append(items, palette.Item{ID: f.Name, Title: f.Label, Detail: detail, Hint: l.checkIf(env, f.Name), Effect: choose(spec)})
	}
	return palette.New(env, items, nil).With("Group "+l.flatKind().Plural+" by", nil)
}

// checkIf is the sign for how the list is grouped now.
func (l *list) checkIf(env pane.Env, field string) string {
	if strings.TrimPrefix(l.group, "-") == field {
		return env.Theme.Glyphs.Check
	}
	return ""
}
