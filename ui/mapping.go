package ui

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"tandem/model"
	"tandem/store/transfer"
	"tandem/ui/act"
	"tandem/ui/layout"
	"tandem/ui/palette"
	"tandem/ui/pane"
	"tandem/ui/table"
	"tandem/ui/theme"
)

// mapping shows what the columns of a table become, with the first values of each, and lets every
// choice be changed before the table is read. What is chosen is kept with the import, for the next
// file of the same source.
type mapping struct {
	m     *Model
	path  string
	look  transfer.Look
	opt   transfer.Options
	table *table.Table
	th    *theme.Theme
	rev   uint64
	moved bool // somebody chose something
}

var (
	_ pane.Overlay = (*mapping)(nil)
	_ pane.Mouser  = (*mapping)(nil)
	_ pane.Footer  = (*mapping)(nil)
)

func newMapping(m *Model, path string, look transfer.Look, opt transfer.Options) *mapping {
	g := &mapping{m: m, path: path, look: look, opt: opt, th: m.env.Theme}
	g.table = table.New(
		table.Column{Name: "column", Title: "column", Width: 22, Min: 8, Priority: 9},
		table.Column{Name: "field", Title: "becomes", Width: 18, Min: 8, Priority: 9},
		table.Column{Name: "how", Title: "why", Width: 18, Min: 8, Priority: 3},
		table.Column{Name: "values", Title: "first values", Width: 30, Min: 10, Flex: 1, Priority: 7})
	g.table.Empty = []string{"Nothing tells what these rows are.", "Choose a kind of record first."}
	g.refresh()
	return g
}

func (g *mapping) refresh() {
	g.rev++
	g.table.SetSource(mapped{g}, g.rev)
}

// Title implements pane.Pane.
func (g *mapping) Title(pane.Env) string { return "Import " + filepath.Base(g.path) }

// Foot implements pane.Footer.
func (g *mapping) Foot() string {
	n := 0
	for _, c := range g.look.Columns {
		if c.Field != transfer.ToNone && c.Field != transfer.ToCustom {
			n++
		}
	}
	return fmt.Sprintf("%d of %d columns become fields", n, len(g.look.Headings))
}

// Size implements pane.Overlay.
func (g *mapping) Size(_ pane.Env, w, h int) (int, int) {
	return min(w, 110), min(h, max(10, len(g.look.Columns)+5))
}

// Sync implements pane.Pane.
func (g *mapping) Sync(env pane.Env) {
	g.th = env.Theme
	g.refresh()
}

// Scopes implements pane.Pane.
func (g *mapping) Scopes() []act.Scope {
	s := act.ScopeOf("mapping")
	s.Enabled = func(n act.Name) (bool, string) {
		switch {
		case g.look.Kind == nil && n != "mapping.kind" && n != "mapping.leave":
			return false, "choose what kind of record the rows are"
		case n == "mapping.sheet" && len(g.look.Sheets) < 2:
			return false, "there is one sheet only"
		}
		return true, ""
	}
	return []act.Scope{s}
}

// mappingActions is what can be done with the column under the cursor.
var mappingActions = map[act.Name]func(*mapping, pane.Env) pane.Effect{
	"mapping.take":   func(g *mapping, _ pane.Env) pane.Effect { return g.take() },
	"mapping.choose": (*mapping).chooseField,
	"mapping.kind":   (*mapping).chooseKind,
	"mapping.sheet":  (*mapping).chooseSheet,
	"mapping.id":     func(g *mapping, _ pane.Env) pane.Effect { return g.identify() },
	"mapping.skip":   func(g *mapping, _ pane.Env) pane.Effect { return g.skip() },
	"mapping.leave":  func(*mapping, pane.Env) pane.Effect { return pane.Close{} },
}

// Handle implements pane.Pane.
func (g *mapping) Handle(env pane.Env, r act.Result) pane.Effect {
	if f := mappingActions[r.Action]; f != nil {
		return f(g, env)
	}
	g.table.Do(string(r.Action))
	return nil
}

// column is the one under the cursor, nil where there is none.
func (g *mapping) column() *transfer.Column {
	if i := g.table.Cursor(); i >= 0 && i < len(g.look.Columns) {
		return &g.look.Columns[i]
	}
	return nil
}

// set gives a column its field. A field that fills from one column only is taken from the other.
func (g *mapping) set(c *transfer.Column, field string) {
	f := g.look.Kind.Field(field)
	if f != nil && f.Type != model.TypeTags && f.Type != model.TypeRefs && f.Type != model.TypeLong && f.Type != model.TypeList {
		for i := range g.look.Columns {
			if o := &g.look.Columns[i]; o != c && o.Field == field {
				o.Field, o.How = transfer.ToCustom, "the field is another's"
			}
		}
	}
	c.Field, c.How, g.moved = field, "chosen", true
	g.refresh()
}

// chooseField opens the fields of the kind for the column under the cursor.
func (g *mapping) chooseField(env pane.Env) pane.Effect {
	c := g.column()
	if c == nil {
		return nil
	}
	items := []palette.Item{
		g.fieldItem(c, transfer.ToCustom, "Custom value", "kept with the record as found"),
		g.fieldItem(c, transfer.ToNone, "Nothing", "the column is left out"),
	}
	for _, name := range transfer.Choices(g.look.Kind) {
		f := g.look.Kind.Field(name)
		items = append(items, g.fieldItem(c, name, f.Label, f.Help))
	}
	return pane.Open{Overlay: palette.New(env, items, []string{c.Field}).With("What "+layout.Clean(c.Heading)+" becomes", nil)}
}

func (g *mapping) fieldItem(c *transfer.Column, name, label, help string) palette.Item {
	return palette.Item{ID: name, Title: label, Detail: help, Effect: func() pane.Effect {
		g.set(c, name)
		return nil
	}}
}

// chooseKind opens the kinds; the columns are then judged anew.
func (g *mapping) chooseKind(env pane.Env) pane.Effect {
	var items []palette.Item
	for _, k := range env.Snap.Schema().Kinds {
		items = append(items, palette.Item{ID: k.Prefix, Title: strings.ToUpper(k.Plural[:1]) + k.Plural[1:], Detail: k.Help, Effect: func() pane.Effect {
			opt := g.opt
			opt.As, opt.Table.Map, opt.Table.ID = k.Slug(), nil, ""
			return pane.Effects{pane.Close{}, g.m.inspect(g.path, opt)}
		}})
	}
	return pane.Open{Overlay: palette.New(env, items, nil).With("What the rows are", nil)}
}

// chooseSheet opens the sheets of a spreadsheet.
func (g *mapping) chooseSheet(env pane.Env) pane.Effect {
	var items []palette.Item
	for _, s := range g.look.Sheets {
		items = append(items, palette.Item{ID: s, Title: s, Effect: func() pane.Effect {
			opt := g.opt
			opt.Table.Sheet = s
			return pane.Effects{pane.Close{}, g.m.inspect(g.path, opt)}
		}})
	}
	return pane.Open{Overlay: palette.New(env, items, nil).With("Which sheet", nil)}
}

// identify makes the column the one by which a row is known again, or no longer.
func (g *mapping) identify() pane.Effect {
	c := g.column()
	if c == nil {
		return nil
	}
	if g.look.ID == c.Heading {
		g.look.ID = ""
	} else {
		g.look.ID = c.Heading
	}
	g.moved = true
	g.refresh()
	return nil
}

// skip leaves the column out, or keeps it as a custom value again.
func (g *mapping) skip() pane.Effect {
	c := g.column()
	switch {
	case c == nil:
	case c.Field == transfer.ToNone:
		g.set(c, transfer.ToCustom)
	default:
		g.set(c, transfer.ToNone)
	}
	return nil
}

// take reads the whole table as it is mapped now, and shows what would be done.
func (g *mapping) take() pane.Effect {
	opt := g.opt
	opt.As = g.look.Kind.Slug()
	if len(g.look.Sheets) > 1 && opt.Table.Sheet == "" && !g.moved && g.opt.As == "" {
		opt.As = "" // a book of several kinds, each sheet as it seems to be
	} else {
		opt.Table.Sheet = g.look.Sheet
	}
	if g.moved {
		opt.Table.Map, opt.Table.Remember = nil, true
		for _, c := range g.look.Columns {
			p := transfer.Pair{Name: c.Heading, Value: c.Field}
			if !slices.Contains(opt.Table.Map, p) {
				opt.Table.Map = append(opt.Table.Map, p)
			}
		}
		opt.Table.ID = g.look.ID
	}
	return pane.Effects{pane.Close{}, g.m.dryRun(g.path, opt)}
}

// head says what the rows are and by what they are known again.
func (g *mapping) head(env pane.Env) string {
	if g.look.Kind == nil {
		return "What kind of record are the rows? " + env.Key("mapping", "mapping.kind", "K") + " chooses."
	}
	s := "Rows become " + g.look.Kind.Plural
	if g.look.Sheet != "" && len(g.look.Sheets) > 1 {
		s = fmt.Sprintf("Sheet %s of %d: rows become %s", g.look.Sheet, len(g.look.Sheets), g.look.Kind.Plural)
	}
	by := "their name"
	switch {
	case g.look.ID != "":
		by = g.look.ID
	case slices.ContainsFunc(g.look.Columns, func(c transfer.Column) bool { return c.Field == transfer.ToRef }):
		by = "their reference here"
	}
	return s + ", known again by " + by + "."
}

// Draw implements pane.Pane.
func (g *mapping) Draw(env pane.Env, w, h int, focused bool) []string {
	th := env.Theme
	head := layout.FitWith(" "+th.Text.Render(layout.Clean(g.head(env))), w, layout.Left, th.Glyphs.Ellipsis)
	if h < 4 {
		return layout.Block([]string{head}, w, h)
	}
	return layout.Block(append([]string{head, ""}, g.table.Draw(w, h-2, th, focused)...), w, h)
}

// Click implements pane.Mouser: a double click opens the fields.
func (g *mapping) Click(env pane.Env, x, y int, double bool) pane.Effect {
	if row, ok := g.table.ClickAt(x, y-2); ok {
		g.table.MoveToRow(row)
		if double {
			return g.chooseField(env)
		}
	}
	return nil
}

// Wheel implements pane.Mouser.
func (g *mapping) Wheel(_ pane.Env, _, _, lines int) pane.Effect {
	g.table.Move(lines)
	return nil
}

// mapped lets the table read the columns.
type mapped struct{ g *mapping }

// Len implements table.Source.
func (s mapped) Len() int { return len(s.g.look.Columns) }

// ID implements table.Source.
func (s mapped) ID(row int) uint64 { return uint64(row) + 1 }

// Cell implements table.Source.
func (s mapped) Cell(row, col int) table.Cell {
	c, th := &s.g.look.Columns[row], s.g.th
	style := th.Text
	if c.Field == transfer.ToNone {
		style = th.Faint
	}
	switch col {
	case 0:
		return table.Cell{Text: c.Heading, Style: style}
	case 1:
		return table.Cell{Text: s.g.becomes(c), Style: style}
	case 2:
		return table.Cell{Text: c.How, Style: th.Dim}
	}
	return table.Cell{Text: strings.Join(c.Samples, " "+th.Glyphs.Dot+" "), Style: th.Dim}
}

// becomes is the word for what a column becomes.
func (g *mapping) becomes(c *transfer.Column) string {
	s := c.Field
	switch c.Field {
	case transfer.ToCustom:
		s = "custom value"
	case transfer.ToNone:
		s = "nothing"
	case transfer.ToRef:
		s = "reference"
	default:
		if f := g.look.Kind.Field(c.Field); f != nil {
			s = strings.ToLower(f.Label)
		}
	}
	if c.Heading == g.look.ID {
		s += " (id)"
	}
	return s
}
