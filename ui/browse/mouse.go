package browse

import (
	"tandem/model"
	"tandem/ui/pane"
)

// grip is the column whose right border somebody holds with the mouse.
type grip struct {
	held  bool
	col   int
	moved bool
}

// hold takes hold of a column's border.
func (p *Pane) hold(col int) { p.grip = grip{held: true, col: col} }

// Drag implements pane.Dragger: the border of a column follows the mouse. The width is kept when
// the button is let go; a border that did not move sorts by its column, as its heading does.
func (p *Pane) Drag(env pane.Env, x, _ int, done bool) pane.Effect {
	l := p.list()
	if l == nil || !p.grip.held {
		return nil
	}
	g := &p.grip
	cols := l.table.Columns()
	if g.col >= len(cols) {
		p.grip = grip{}
		return nil
	}
	if done {
		moved, col := g.moved, g.col
		p.grip = grip{}
		if !moved {
			l.sortBy(env, col)
			return nil
		}
		return l.remember(env)
	}
	if from, w := l.table.Slot(g.col); w > 0 && x-from != w {
		g.moved = true
		l.setWidth(env, cols[g.col].Name, max(x-from, leastWidth))
	}
	return nil
}

// clickList takes a click on the list, whose heading is line 0: a heading sorts, its right border
// is taken hold of, a row is selected, and with a double click opened.
func (p *Pane) clickList(env pane.Env, x, y int, double bool) pane.Effect {
	l := p.list()
	p.endModes()
	if p.gantt.left > 0 && x >= p.gantt.left {
		if y == 0 {
			return nil
		}
		x = 0 // a row goes on in the chart
	}
	if y == 0 {
		if col, ok := l.table.BorderAt(x); ok {
			p.hold(col)
		} else if col, ok := l.table.HeaderAt(x); ok {
			l.sortBy(env, col)
		}
		return nil
	}
	if p.typing && y >= p.drawn.body {
		p.filter.Click(x - 3)
		return nil
	}
	row, ok := l.table.ClickAt(x, y)
	if !ok {
		return nil
	}
	l.table.MoveToRow(row)
	switch {
	case double && p.onHead():
		return p.toggleHead(env)
	case double:
		return p.push(env, p.Selected())
	}
	return pane.Select{ID: p.Selected()}
}

// toggleHead folds the group under the cursor, or unfolds it.
func (p *Pane) toggleHead(env pane.Env) pane.Effect {
	l := p.list()
	id, _ := l.table.Current()
	l.foldGroup(env, l.table.Cursor(), !l.shut[model.ID(id)])
	return nil
}

// markHead marks all records of the group under the cursor, or takes their marks off where all
// have one.
func (p *Pane) markHead(env pane.Env) pane.Effect {
	l := p.list()
	id, _ := l.table.Current()
	g := l.rows.heads[model.ID(id)]
	if g == nil {
		return nil
	}
	if l.shut[model.ID(id)] { // nobody should act on what cannot be seen
		l.foldGroup(env, l.table.Cursor(), false)
		g = l.rows.heads[model.ID(id)]
	}
	all := true
	recs := l.parts.recs[g.from:g.to]
	for _, r := range recs {
		all = all && l.table.IsMarked(uint64(r.Base().ID))
	}
	for _, r := range recs {
		l.table.SetMark(uint64(r.Base().ID), !all)
	}
	l.table.Move(len(recs) + 1)
	return pane.Select{ID: p.Selected()}
}
