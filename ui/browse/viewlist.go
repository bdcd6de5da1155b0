package browse

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/table"
	"tandem/ui/theme"
)

// Views is the overlay that lists the saved views of a kind: it shows one, orders, renames and
// deletes them.
type Views struct {
	pane  *Pane
	views []model.SavedView
	table *table.Table
	th    *theme.Theme
	rev   uint64
}

var (
	_ pane.Overlay = (*Views)(nil)
	_ pane.Mouser  = (*Views)(nil)
	_ pane.Texter  = (*Views)(nil)
	_ pane.Footer  = (*Views)(nil)
)

// listViews opens the list of saved views.
func (p *Pane) listViews(env pane.Env) pane.Effect {
	v := &Views{pane: p}
	v.table = table.New(
		table.Column{Name: "key", Title: "key", Width: 3, Min: 3, Priority: 7},
		table.Column{Name: "name", Title: "name", Width: 22, Min: 12, Priority: 9},
		table.Column{Name: "shows", Title: "shows", Width: 40, Min: 14, Flex: 1, Priority: 5})
	view := env.Key("browse", "list.view", "v")
	v.table.Empty = []string{"No views of " + p.Kind().Plural + " are saved yet.", "",
		fmt.Sprintf("Filter (%s), sort (%s), group (%s g) and choose columns (%s c)", env.Key("browse", "list.filter", "/"), env.Key("browse", "list.sort", "s"), view, view),
		"as you like the list, then " + view + " s keeps it under a name."}
	v.Sync(env)
	return pane.Open{Overlay: v}
}

// Title implements pane.Pane.
func (v *Views) Title(pane.Env) string { return "Views of " + v.pane.Kind().Plural }

// Foot implements pane.Footer.
func (v *Views) Foot() string { return v.table.Position() }

// Size implements pane.Overlay.
func (v *Views) Size(_ pane.Env, w, h int) (int, int) {
	return min(w, 84), min(h, max(9, min(18, len(v.views)+1)))
}

// Sync implements pane.Pane.
func (v *Views) Sync(env pane.Env) {
	v.views, v.th = viewsOf(env.Snap, v.pane.Kind().Prefix), env.Theme
	v.rev++
	v.table.SetSource(savedViews{v}, v.rev)
}

// Scopes implements pane.Pane. A digit shows the view of that number.
func (v *Views) Scopes() []act.Scope {
	s := act.ScopeOf("views")
	s.Text = true
	s.Enabled = func(a act.Name) (bool, string) {
		switch a {
		case "views.show", "views.delete", "views.rename", "views.later", "views.earlier":
			if len(v.views) == 0 {
				return false, "no views of " + v.pane.Kind().Plural + " are saved yet: v s saves one"
			}
		}
		return true, ""
	}
	return []act.Scope{s}
}

// viewActions is what can be done with the view under the cursor.
var viewActions = map[act.Name]func(*Views, pane.Env) pane.Effect{
	"views.show":    func(v *Views, env pane.Env) pane.Effect { return v.show(env, v.table.Cursor()) },
	"views.delete":  (*Views).remove,
	"views.rename":  (*Views).rename,
	"views.later":   func(v *Views, env pane.Env) pane.Effect { return v.shift(env, 1) },
	"views.earlier": func(v *Views, env pane.Env) pane.Effect { return v.shift(env, -1) },
	"views.leave":   func(*Views, pane.Env) pane.Effect { return pane.Close{} },
}

// Handle implements pane.Pane.
func (v *Views) Handle(env pane.Env, r act.Result) pane.Effect {
	if f := viewActions[r.Action]; f != nil {
		return f(v, env)
	}
	v.table.Do(string(r.Action))
	return nil
}

func (v *Views) show(env pane.Env, row int) pane.Effect {
	if row < 0 || row >= len(v.views) {
		return nil
	}
	x := v.views[row]
	return pane.Effects{pane.Close{}, pane.Run(func() pane.Effect { return v.pane.apply(env, x) })}
}

func (v *Views) remove(env pane.Env) pane.Effect {
	x := v.views[v.table.Cursor()]
	return changeViews(env, "Delete view "+x.Name, x.Kind, func(own []model.SavedView) []model.SavedView {
		return slices.DeleteFunc(own, func(o model.SavedView) bool { return o == x })
	})
}

func (v *Views) rename(env pane.Env) pane.Effect {
	return pane.Open{Overlay: renaming(env, v.pane, v.views[v.table.Cursor()].Name)}
}

// shift moves a view to another place, and so to another key.
func (v *Views) shift(env pane.Env, by int) pane.Effect {
	at := v.table.Cursor()
	to := at + by
	if to < 0 || to >= len(v.views) {
		return nil
	}
	x := v.views[at]
	e := changeViews(env, "Move view "+x.Name, x.Kind, func(own []model.SavedView) []model.SavedView {
		if at < len(own) && to < len(own) {
			own[at], own[to] = own[to], own[at]
		}
		return own
	})
	e.Quiet = true
	e.Then = func([]model.ID) pane.Effect { v.table.MoveToRow(to); return nil }
	return e
}

// Key implements pane.Texter: a digit shows the view on that key.
func (v *Views) Key(env pane.Env, k tea.KeyPressMsg) pane.Effect {
	if len(k.Text) == 1 && k.Text >= "1" && k.Text <= "9" {
		return v.show(env, int(k.Text[0]-'1'))
	}
	return nil
}

// Paste implements pane.Texter; there is nothing to paste into.
func (v *Views) Paste(pane.Env, string) pane.Effect { return nil }

// Draw implements pane.Pane.
func (v *Views) Draw(env pane.Env, w, h int, focused bool) []string {
	return layout.Block(v.table.Draw(w, h, env.Theme, focused), w, h)
}

// Click implements pane.Mouser.
func (v *Views) Click(env pane.Env, x, y int, double bool) pane.Effect {
	row, ok := v.table.ClickAt(x, y)
	if !ok {
		return nil
	}
	v.table.MoveToRow(row)
	if double {
		return v.show(env, row)
	}
	return nil
}

// Wheel implements pane.Mouser.
func (v *Views) Wheel(_ pane.Env, _, _, lines int) pane.Effect {
	v.table.Move(lines)
	return nil
}

// savedViews lets the table read the views.
type savedViews struct{ v *Views }

// Len implements table.Source.
func (s savedViews) Len() int { return len(s.v.views) }

// ID implements table.Source.
func (s savedViews) ID(row int) uint64 { return uint64(row) + 1 }

// Cell implements table.Source.
func (s savedViews) Cell(row, col int) table.Cell {
	x, th := s.v.views[row], s.v.th
	switch col {
	case 0:
		if row < 9 {
			return table.Cell{Text: fmt.Sprint(row + 1), Style: th.Key}
		}
	case 1:
		return table.Cell{Text: x.Name, Style: th.Text}
	case 2:
		return table.Cell{Text: describeView(x), Style: th.Dim}
	}
	return table.Cell{}
}
