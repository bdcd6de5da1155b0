package browse

import (
	"fmt"
	"slices"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/layout"
	"tandem/ui/palette"
	"tandem/ui/pane"
	"tandem/ui/table"
	"tandem/ui/theme"
)

// Columns is the overlay that chooses the columns of a list, their order and their widths. What
// is done shows behind it at once; enter keeps it, esc leaves the list as it was.
type Columns struct {
	l     *list
	kind  *model.Kind
	names []string
	heads []string // what each is called
	table *table.Table
	th    *theme.Theme
	rev   uint64
	was   struct {
		columns []string
		widths  map[string]int
		view    string
	}
}

var (
	_ pane.Overlay = (*Columns)(nil)
	_ pane.Mouser  = (*Columns)(nil)
	_ pane.Footer  = (*Columns)(nil)
)

func newColumns(env pane.Env, l *list) *Columns {
	c := &Columns{l: l, th: env.Theme, kind: l.wholeKind(env), names: l.offered(env)}
	c.was.columns, c.was.view = slices.Clone(l.columns), l.view
	c.was.widths = map[string]int{}
	for k, v := range l.widths {
		c.was.widths[k] = v
	}
	c.table = table.New(
		table.Column{Name: "on", Title: "on", Width: 2, Min: 2, Priority: 9},
		table.Column{Name: "column", Title: "column", Width: 20, Min: 10, Priority: 9},
		table.Column{Name: "width", Title: "width", Width: 6, Min: 6, Priority: 8, Align: layout.Right},
		table.Column{Name: "what", Title: "what it says", Width: 30, Min: 12, Flex: 1, Priority: 5})
	c.refresh()
	return c
}

func (c *Columns) refresh() {
	c.rev++
	c.heads = headings(c.kind, c.names)
	c.table.SetSource(chosen{c}, c.rev)
}

// Title implements pane.Pane.
func (c *Columns) Title(pane.Env) string { return "Columns of " + c.l.flatKind().Plural }

// Foot implements pane.Footer.
func (c *Columns) Foot() string {
	return fmt.Sprintf("%d shown of %d", len(c.l.columns), len(c.names))
}

// Size implements pane.Overlay.
func (c *Columns) Size(_ pane.Env, w, h int) (int, int) {
	return min(w, 76), min(h, max(8, min(20, len(c.names)+1)))
}

// Sync implements pane.Pane.
func (c *Columns) Sync(env pane.Env) {
	c.th, c.kind = env.Theme, c.l.wholeKind(env)
	c.refresh()
}

// Scopes implements pane.Pane.
func (c *Columns) Scopes() []act.Scope { return []act.Scope{act.ScopeOf("columns")} }

// columnActions is what can be done with the column under the cursor.
var columnActions = map[act.Name]func(*Columns, pane.Env) pane.Effect{
	"columns.toggle":   func(c *Columns, env pane.Env) pane.Effect { return c.toggle(env) },
	"columns.later":    func(c *Columns, env pane.Env) pane.Effect { return c.shift(env, 1) },
	"columns.earlier":  func(c *Columns, env pane.Env) pane.Effect { return c.shift(env, -1) },
	"columns.wider":    func(c *Columns, env pane.Env) pane.Effect { return c.widen(env, 1) },
	"columns.narrower": func(c *Columns, env pane.Env) pane.Effect { return c.widen(env, -1) },
	"columns.usual":    (*Columns).usual,
	"columns.keep":     (*Columns).keep,
	"columns.find":     (*Columns).find,
	"columns.leave":    (*Columns).leave,
}

// Handle implements pane.Pane.
func (c *Columns) Handle(env pane.Env, r act.Result) pane.Effect {
	if f := columnActions[r.Action]; f != nil {
		return f(c, env)
	}
	c.table.Do(string(r.Action))
	return nil
}

func (c *Columns) name() string { return c.names[min(c.table.Cursor(), len(c.names)-1)] }

// toggle shows the column or takes it away. The last one stays: a list of nothing helps nobody.
func (c *Columns) toggle(env pane.Env) pane.Effect {
	name := c.name()
	if len(c.l.columns) == 1 && c.l.columns[0] == name {
		return pane.Toast{Text: "The last column stays.", Bad: true}
	}
	c.l.toggleColumn(env, name)
	c.table.Move(1)
	c.refresh()
	return nil
}

// shift moves a column that shows to another place; the cursor goes with it.
func (c *Columns) shift(env pane.Env, by int) pane.Effect {
	name := c.name()
	if !slices.Contains(c.l.columns, name) {
		return pane.Toast{Text: "Only a column that shows has a place: " + env.Key("columns", "columns.toggle", "space") + " shows it.", Bad: true}
	}
	c.l.moveColumn(env, name, by)
	rest := slices.DeleteFunc(slices.Clone(c.names), func(s string) bool { return slices.Contains(c.l.columns, s) })
	c.names = append(slices.Clone(c.l.columns), rest...)
	c.refresh()
	c.table.MoveToRow(slices.Index(c.names, name))
	return nil
}

// widen makes a column wider or narrower than it was last drawn.
func (c *Columns) widen(env pane.Env, by int) pane.Effect {
	name := c.name()
	i := slices.Index(c.l.columns, name)
	if i < 0 {
		return pane.Toast{Text: "Only a column that shows has a width: " + env.Key("columns", "columns.toggle", "space") + " shows it.", Bad: true}
	}
	w := c.l.widths[name]
	if w == 0 {
		if _, w = c.l.table.Slot(i); w == 0 {
			w = c.l.table.Columns()[i].Width
		}
	}
	c.l.setWidth(env, name, max(w+by, leastWidth))
	c.refresh()
	return nil
}

// usual brings back the columns of a list that nobody has changed.
func (c *Columns) usual(env pane.Env) pane.Effect {
	c.l.widths = nil
	c.l.setColumns(env, c.l.usualColumns())
	c.names = c.l.offered(env)
	c.refresh()
	c.table.Home()
	return nil
}

func (c *Columns) keep(env pane.Env) pane.Effect {
	if e := c.l.remember(env); e != nil {
		return pane.Effects{pane.Close{}, e}
	}
	return pane.Close{}
}

func (c *Columns) leave(env pane.Env) pane.Effect {
	c.l.widths = c.was.widths
	c.l.setColumns(env, c.was.columns)
	c.l.view = c.was.view
	return pane.Close{}
}

// find asks for a column by a few letters of its name and goes to it.
func (c *Columns) find(env pane.Env) pane.Effect {
	items := make([]palette.Item, 0, len(c.names))
	for i, name := range c.names {
		f := field(c.kind, name)
		if f == nil {
			continue
		}
		items = append(items, palette.Item{ID: name, Title: c.heads[i], Detail: f.Help, Effect: func() pane.Effect {
			c.table.MoveToRow(slices.Index(c.names, name))
			return nil
		}})
	}
	p := palette.New(env, items, nil)
	p.Name = "Find a column"
	return pane.Open{Overlay: p}
}

// Draw implements pane.Pane.
func (c *Columns) Draw(env pane.Env, w, h int, focused bool) []string {
	return c.table.Draw(w, h, env.Theme, focused)
}

// Click implements pane.Mouser: a click on the sign or a double click shows or hides a column.
func (c *Columns) Click(env pane.Env, x, y int, double bool) pane.Effect {
	row, ok := c.table.ClickAt(x, y)
	if !ok {
		return nil
	}
	c.table.MoveToRow(row)
	if _, w := c.table.Slot(0); double || x <= 2+w {
		e := c.toggle(env)
		c.table.MoveToRow(row)
		return e
	}
	return nil
}

// Wheel implements pane.Mouser.
func (c *Columns) Wheel(_ pane.Env, _, _, lines int) pane.Effect {
	c.table.Move(lines)
	return nil
}

// chosen lets the table read the columns on offer.
type chosen struct{ c *Columns }

// Len implements table.Source.
func (s chosen) Len() int { return len(s.c.names) }

// ID implements table.Source; the cursor belongs to a place, for places are what is changed.
func (s chosen) ID(row int) uint64 { return uint64(row) + 1 }

// Cell implements table.Source.
func (s chosen) Cell(row, col int) table.Cell {
	name, th := s.c.names[row], s.c.th
	at := slices.Index(s.c.l.columns, name)
	style := th.Dim
	if at >= 0 {
		style = th.Text
	}
	f := field(s.c.kind, name)
	if f == nil {
		return table.Cell{}
	}
	switch col {
	case 0:
		if at >= 0 {
			return table.Cell{Text: th.Glyphs.Check, Style: th.Ok}
		}
	case 1:
		return table.Cell{Text: s.c.heads[row], Style: style}
	case 2:
		if at >= 0 {
			if w := s.c.l.widths[name]; w > 0 {
				return table.Cell{Text: fmt.Sprint(w), Style: th.Text}
			}
			return table.Cell{Text: "auto", Style: th.Faint}
		}
	case 3:
		help := f.Help
		if help == "" {
			help = typeWords[f.Type]
		}
		return table.Cell{Text: help, Style: th.Dim}
	}
	return table.Cell{}
}

// typeWords say what a field holds where its declaration says no more.
var typeWords = map[model.Type]string{model.TypeText: "text", model.TypeInt: "a whole number", model.TypeNumber: "a number", model.TypeMoney: "an amount",
	model.TypeDate: "a day", model.TypeTime: "a moment", model.TypeSpan: "a length of work", model.TypePercent: "a share", model.TypeEnum: "a choice",
	model.TypeFlag: "yes or no", model.TypeTags: "words", model.TypeRef: "a record", model.TypeRefs: "records", model.TypeList: "a list", model.TypeCalc: "computed"}
