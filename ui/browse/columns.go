package browse

import (
	"slices"
	"strings"

	"tandem/model"
	"tandem/ui/palette"
	"tandem/ui/pane"
)

// newColumnChooser lists the kind's fields; choosing one shows or hides its column.
func newColumnChooser(env pane.Env, l *list) pane.Overlay {
	kind := l.flatKind()
	var items []palette.Item
	for i := range kind.Fields {
		f := &kind.Fields[i]
		if f.Title || f.Type == model.TypeLong || f.Hidden {
			continue
		}
		name, shown := f.Name, slices.Contains(l.columns, f.Name)
		hint := ""
		if shown {
			hint = env.Theme.Glyphs.Check
		}
		items = append(items, palette.Item{ID: name, Title: strings.ToLower(f.Label), Detail: f.Help, Hint: hint, Group: "columns",
			Effect: func() pane.Effect {
				l.toggleColumn(env, name)
				return nil
			}})
	}
	return palette.New(env, items, nil)
}

func (l *list) toggleColumn(env pane.Env, name string) {
	if i := slices.Index(l.columns, name); i >= 0 {
		l.columns = slices.Delete(slices.Clone(l.columns), i, i+1)
	} else {
		l.columns = append(slices.Clone(l.columns), name)
	}
	l.table.SetColumns(l.tableColumns()...)
	l.build(env, true)
}
