package browse

import (
	"slices"
	"strconv"
	"strings"

	"tandem/model"
	"tandem/ui/pane"
)

// Bounds of a column's width that somebody may choose, in cells.
const (
	leastWidth = 3
	mostWidth  = 120
)

// columnSpec writes columns as a saved view keeps them: names parted by commas, each with the
// width somebody gave it.
func columnSpec(columns []string, widths map[string]int) string {
	out := make([]string, len(columns))
	for i, name := range columns {
		out[i] = name
		if w := widths[name]; w > 0 {
			out[i] += ":" + strconv.Itoa(w)
		}
	}
	return strings.Join(out, ",")
}

// readColumns reads what columnSpec wrote. A width out of bounds is brought into them, one that
// is no number is as good as none.
func readColumns(spec string) (columns []string, widths map[string]int) {
	for _, part := range strings.Split(spec, ",") {
		name, w, _ := strings.Cut(part, ":")
		name, w = strings.TrimSpace(name), strings.TrimSpace(w)
		if name == "" || slices.Contains(columns, name) {
			continue
		}
		columns = append(columns, name)
		if n, err := strconv.Atoi(w); err == nil && n > 0 {
			if widths == nil {
				widths = map[string]int{}
			}
			widths[name] = min(max(n, leastWidth), mostWidth)
		}
	}
	return columns, widths
}

// spec is the list's columns as a saved view keeps them; "" where they are the usual ones.
func (l *list) spec() string {
	if len(l.widths) == 0 && slices.Equal(l.columns, l.usualColumns()) {
		return ""
	}
	return columnSpec(l.columns, l.widths)
}

// wear gives the list columns and groups as a look or a view has them. Columns of fields that
// are no more are left out; without any the usual ones come back.
func (l *list) wear(spec, group string) {
	columns, widths := readColumns(spec)
	columns = slices.DeleteFunc(columns, func(name string) bool { return field(l.flatKind(), name) == nil })
	if len(columns) == 0 {
		columns, widths = l.usualColumns(), nil
	}
	l.columns, l.widths, l.group = columns, widths, group
	clear(l.shut)
	l.dress()
}

// look is how the list looks now, as the workspace remembers it.
func (l *list) look() model.ListLook {
	return model.ListLook{Kind: l.kind.Prefix, Columns: l.spec(), Group: l.group}
}

// adopt takes over the look that the workspace remembers where that has changed, such as by an
// undo; true where the list is to be made anew.
func (l *list) adopt(s *model.Snapshot) bool {
	if l.built != nil && l.built.SameTable(s, model.WorkspacePrefix) {
		return false
	}
	now := model.ListLook{Kind: l.kind.Prefix}
	if w := s.Workspace(); w != nil {
		for _, x := range w.Lists {
			if x.Kind == l.kind.Prefix {
				now = x
			}
		}
	}
	if now == l.stored || l.stored == (model.ListLook{}) && now.Columns == "" && now.Group == "" {
		l.stored = now
		return false
	}
	l.stored, l.view = now, ""
	l.wear(now.Columns, now.Group)
	if l.tree && l.group != "" && l.sort == "" {
		l.sort = l.plainKind().Sort
		l.dress()
	}
	return true
}

// remember keeps the look of the list in the workspace, for the next start and for undo. It does
// nothing where it is kept already.
func (l *list) remember(env pane.Env) pane.Effect {
	now := l.look()
	if now == l.stored {
		return nil
	}
	edit := pane.Change("Columns of "+l.kind.Plural, env.Now, func(e *model.Edit) error {
		return onWorkspace(e, func(w *model.Workspace) {
			lists := slices.DeleteFunc(slices.Clone(w.Lists), func(x model.ListLook) bool { return x.Kind == now.Kind })
			if now.Columns != "" || now.Group != "" {
				lists = append(lists, now)
			}
			w.Lists = lists
		})
	})
	edit.Quiet = true
	before := l.stored
	l.stored = now
	edit.Fail = func(err error) pane.Effect {
		l.stored = before
		return pane.Toast{Text: "The columns were not kept: " + err.Error(), Bad: true}
	}
	return edit
}

// onWorkspace changes the record of settings, which is made where there is none yet.
func onWorkspace(e *model.Edit, f func(*model.Workspace)) error {
	if e.Get(model.WorkspaceID) == nil {
		w := e.Base().Schema().Prefix(model.WorkspacePrefix).New().(*model.Workspace)
		w.ID = model.WorkspaceID
		e.Put(model.WorkspacePrefix, w)
	}
	return model.Update(e, model.WorkspaceID, func(w *model.Workspace) error {
		f(w)
		return nil
	})
}

// setWidth gives a column a width, in cells; 0 is the usual one again.
func (l *list) setWidth(env pane.Env, name string, w int) {
	l.view = ""
	if l.widths == nil {
		l.widths = map[string]int{}
	}
	if w <= 0 {
		delete(l.widths, name)
	} else {
		l.widths[name] = min(max(w, leastWidth), mostWidth)
	}
	l.dress()
	l.table.SetSource(l.rows, env.Rev<<16|uint64(l.rows.gen&0xffff))
}

// setColumns shows these columns, in this order.
func (l *list) setColumns(env pane.Env, columns []string) {
	l.columns, l.view = columns, ""
	l.dress()
	l.build(env, true)
}

// toggleColumn shows a column, as the last one, or takes it away.
func (l *list) toggleColumn(env pane.Env, name string) {
	columns := slices.Clone(l.columns)
	if i := slices.Index(columns, name); i >= 0 {
		columns = slices.Delete(columns, i, i+1)
	} else {
		columns = append(columns, name)
	}
	l.setColumns(env, columns)
}

// moveColumn moves a column by so many places, as far as there are any.
func (l *list) moveColumn(env pane.Env, name string, by int) {
	i := slices.Index(l.columns, name)
	to := i + by
	if i < 0 || to < 0 || to >= len(l.columns) {
		return
	}
	columns := slices.Clone(l.columns)
	columns[i], columns[to] = columns[to], columns[i]
	l.setColumns(env, columns)
}

// wholeKind is the kind listed with its custom values, as far as they can be known.
func (l *list) wholeKind(env pane.Env) *model.Kind {
	k := l.plainKind()
	if env.Cold {
		return k
	}
	if c := env.Snap.KindWithCustom(k.Prefix); c != nil {
		return c
	}
	return k
}

// offered are the fields that may be columns: those that show, then the others in their order.
func (l *list) offered(env pane.Env) []string {
	k := l.wholeKind(env)
	out := slices.Clone(l.columns)
	for i := range k.Fields {
		f := &k.Fields[i]
		if f.Type == model.TypeLong || f.Name == "custom" || f.Hidden && f.Name != "order" || slices.Contains(out, f.Name) {
			continue
		}
		out = append(out, f.Name)
	}
	return out
}
