package browse

import (
	"strings"

	"tandem/ui/pane"
)

// usual is the order of a list that nobody sorted; "" is that of the outline.
func (l *list) usual() string {
	if l.tree {
		return ""
	}
	return l.kind.Sort
}

// nextSort sorts by the column after the one sorted by; after the last comes the usual order.
func (l *list) nextSort(env pane.Env) {
	first, _, _ := strings.Cut(strings.TrimPrefix(l.sort, "-"), ",")
	at := -1
	if l.sort != l.usual() {
		for i, c := range l.columns {
			if c == first {
				at = i
			}
		}
	}
	if at+1 < len(l.columns) && l.columns[at+1] == l.usual() {
		at++ // that is how it is sorted, or will be in the end
	}
	if at+1 >= len(l.columns) {
		l.setSort(env, l.usual())
		return
	}
	l.setSort(env, l.columns[at+1])
}

// reverse turns the order round.
func (l *list) reverse(env pane.Env) {
	first, rest, more := strings.Cut(l.sort, ",")
	if first == "" {
		first = "name"
	}
	if strings.HasPrefix(first, "-") {
		first = first[1:]
	} else {
		first = "-" + first
	}
	if more {
		first += "," + rest
	}
	l.setSort(env, first)
}

// sortBy sorts by the column that was clicked; again turns it round.
func (l *list) sortBy(env pane.Env, col int) {
	cols := l.table.Columns()
	if col < 0 || col >= len(cols) {
		return
	}
	name := cols[col].Name
	if l.sort == name {
		name = "-" + name
	}
	l.setSort(env, name)
}

func (l *list) setSort(env pane.Env, spec string) {
	l.sort, l.view = spec, ""
	l.dress()
	l.build(env, true)
}

// dress gives the table the columns as they are now.
func (l *list) dress() {
	l.table.SetColumns(l.tableColumns()...)
	l.showSort()
}

// showSort puts the sign of the order into the heading.
func (l *list) showSort() {
	first, _, _ := strings.Cut(l.sort, ",")
	l.table.Sort(strings.TrimPrefix(first, "-"), strings.HasPrefix(first, "-"))
}
