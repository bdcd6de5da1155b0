package browse

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/entry"
	"tandem/ui/layout"
	"tandem/ui/pane"
)

// Naming is the overlay that asks for the name of a view: to save the list as it is now, or to
// give a view another name.
type Naming struct {
	pane  *Pane
	line  *entry.Entry
	taken []model.SavedView
	old   string // the view that gets another name, "" to save a new one
	wrong string
}

var (
	_ pane.Overlay  = (*Naming)(nil)
	_ pane.Texter   = (*Naming)(nil)
	_ pane.Cursorer = (*Naming)(nil)
)

func newNaming(env pane.Env, p *Pane) *Naming {
	n := &Naming{pane: p, line: entry.New("a name for this view"), taken: viewsOf(env.Snap, p.Kind().Prefix)}
	if v := p.list().view; v != "" {
		n.line.Set(v)
		n.line.Marked = true
	}
	return n
}

func renaming(env pane.Env, p *Pane, old string) *Naming {
	n := &Naming{pane: p, line: entry.New("a name for this view"), taken: viewsOf(env.Snap, p.Kind().Prefix), old: old}
	n.line.Set(old)
	return n
}

// Title implements pane.Pane.
func (n *Naming) Title(pane.Env) string {
	if n.old != "" {
		return "Another name for " + n.old
	}
	return "Save this view of " + n.pane.Kind().Plural
}

// Size implements pane.Overlay.
func (n *Naming) Size(_ pane.Env, w, h int) (int, int) { return min(w, 64), min(h, 6) }

// Sync implements pane.Pane.
func (n *Naming) Sync(env pane.Env) { n.taken = viewsOf(env.Snap, n.pane.Kind().Prefix) }

// Scopes implements pane.Pane.
func (n *Naming) Scopes() []act.Scope { return []act.Scope{act.ScopeOf("naming")} }

// Handle implements pane.Pane.
func (n *Naming) Handle(env pane.Env, r act.Result) pane.Effect {
	switch r.Action {
	case "naming.keep":
		return n.keep(env)
	case "naming.leave":
		return pane.Close{}
	case "entry.clear":
		n.line.Clear()
	}
	return nil
}

func (n *Naming) keep(env pane.Env) pane.Effect {
	name := strings.TrimSpace(n.line.Value())
	if name == "" {
		n.wrong = "A view needs a name."
		return nil
	}
	if n.old == "" {
		return pane.Effects{pane.Close{}, n.pane.saveView(env, name)}
	}
	if n.find(name) > 0 && !strings.EqualFold(name, n.old) {
		n.wrong = "Another view has that name."
		return nil
	}
	old := n.old
	return pane.Effects{pane.Close{}, changeViews(env, "Rename view "+old, n.pane.Kind().Prefix, func(own []model.SavedView) []model.SavedView {
		for i := range own {
			if own[i].Name == old {
				own[i].Name = name
			}
		}
		return own
	})}
}

// find is the number of the view of that name, from 1; 0 where there is none.
func (n *Naming) find(name string) int {
	for i, v := range n.taken {
		if strings.EqualFold(v.Name, strings.TrimSpace(name)) {
			return i + 1
		}
	}
	return 0
}

// Key implements pane.Texter.
func (n *Naming) Key(_ pane.Env, k tea.KeyPressMsg) pane.Effect {
	if n.line.Key(k) {
		n.wrong = ""
	}
	return nil
}

// Paste implements pane.Texter.
func (n *Naming) Paste(_ pane.Env, s string) pane.Effect {
	n.line.Paste(s)
	n.wrong = ""
	return nil
}

// Draw implements pane.Pane: the line, what will come of it, and what is saved.
func (n *Naming) Draw(env pane.Env, w, h int, focused bool) []string {
	th := env.Theme
	note, style := "", th.Dim
	at := n.find(n.line.Value())
	switch {
	case n.wrong != "":
		note, style = n.wrong, th.Warm
	case n.old != "":
		note = "It stays on its key."
	case at > 0:
		note = "It takes the place of the view of that name; undo brings that back."
	case len(n.taken) < 9:
		note = fmt.Sprintf("%s %d will show it.", env.Key("browse", "list.view", "v"), len(n.taken)+1)
	default:
		note = "The first nine views are on keys; " + env.Key("browse", "list.view", "v") + " v lists them all."
	}
	out := []string{" " + n.line.Draw(max(w-2, 0), th, focused) + " ", " " + style.Render(layout.TruncateWith(note, max(w-2, 0), th.Glyphs.Ellipsis)), ""}
	if n.old == "" {
		v := n.pane.list().asView("")
		for _, line := range layout.Wrap(layout.Clean("Kept: "+describeView(v)+", "+n.columns(v)), max(w-2, 1)) {
			out = append(out, " "+th.Dim.Render(line))
		}
	}
	return layout.Block(out, w, h)
}

// columns says how many columns are kept.
func (n *Naming) columns(v model.SavedView) string {
	names, _ := readColumns(v.Columns)
	return fmt.Sprintf("%d columns", len(names))
}

// Cursor implements pane.Cursorer.
func (n *Naming) Cursor() (x, y int, ok bool) { return 1 + n.line.Cursor(), 0, true }
