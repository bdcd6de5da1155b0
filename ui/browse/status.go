package browse

import (
	"fmt"
	"sort"
	"strings"

	"tandem/model"
	"tandem/ui/layout"
)

// status says where the cursor is, and by what the list is narrowed, ordered and parted where that
// is not as usual.
func (l *list) status() string {
	s := l.position()
	if s == "" && l.query == "" {
		return ""
	}
	if s == "" {
		s = "0"
	}
	if l.query != "" && l.total > 0 && !l.outlined() {
		s += fmt.Sprintf(" of %d", l.total)
	}
	if l.view != "" {
		return layout.Truncate(layout.Clean(l.view), 24) + "  " + s
	}
	if l.group != "" {
		s = "by " + l.wordOf(l.group) + "  " + s
	}
	if l.sort != l.usual() && !(l.tree && l.group != "" && l.sort == l.plainKind().Sort) {
		first, _, _ := strings.Cut(l.sort, ",")
		word := "sorted by "
		if l.order.rough {
			word = "sorting by "
		}
		s = word + l.wordOf(first) + "  " + s
	}
	return s
}

// position is where the cursor is among the records: the lines of groups do not count.
func (l *list) position() string {
	n := len(l.parts.list)
	if len(l.rows.dim) > 0 {
		return l.rows.hitPosition(l.table.Cursor())
	}
	if len(l.rows.heads) == 0 {
		return l.table.Position()
	}
	row := l.table.Cursor()
	i := sort.Search(n, func(i int) bool { return l.rows.headRow[i] > row }) - 1
	if i < 0 {
		return ""
	}
	if at := row - l.rows.headRow[i]; at > 0 {
		return fmt.Sprintf("%d/%d", l.parts.list[i].from+at, l.found)
	}
	return fmt.Sprintf("group %d/%d", i+1, n)
}

// wordOf is how people call the field of an order or a group.
func (l *list) wordOf(spec string) string {
	name := strings.TrimPrefix(spec, "-")
	if name == "parent" && l.nests() {
		return "what is under what"
	}
	if f := field(l.flatKind(), name); f != nil {
		name = strings.ToLower(f.Label)
	}
	if strings.HasPrefix(spec, "-") {
		name += ", falling"
	}
	return layout.Truncate(layout.Clean(name), 20)
}

// onHead reports whether the cursor is on the line of a group.
func (p *Pane) onHead() bool {
	l := p.list()
	if l == nil || p.top() != nil {
		return false
	}
	id, ok := l.table.Current()
	return ok && headed(model.ID(id))
}

// subject is the record that the cursor's line is about: of a group, the first.
func (p *Pane) subject() model.ID {
	if p.onHead() {
		l := p.list()
		id, _ := l.table.Current()
		if g := l.rows.heads[model.ID(id)]; g != nil && g.from < g.to {
			return l.parts.recs[g.from].Base().ID
		}
	}
	return p.Selected()
}
