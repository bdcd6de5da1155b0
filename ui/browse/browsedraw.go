package browse

import (
	"tandem/ui/layout"
	"tandem/ui/pane"
)

// Cursor implements pane.Cursorer.
func (p *Pane) Cursor() (int, int, bool) {
	if p.adding != nil && p.top() == nil {
		return p.adding.x, p.adding.y, true
	}
	if !p.typing {
		return 0, 0, false
	}
	return 3 + p.filter.Cursor(), p.h - max(len(p.drawn.foot), 1), true
}

// drawn is the parts of the last picture and the whole. While no part changes the whole stays
// the same slice, which spares the frame around it from being drawn anew.
type drawn struct {
	head, rows, below, foot, all []string
	body                         int // lines of the table
}

// Draw implements pane.Pane.
func (p *Pane) Draw(env pane.Env, w, h int, focused bool) []string {
	p.h = h
	l := p.list()
	if l == nil {
		return layout.Block(p.empty(env, w), w, h)
	}
	if d := p.top(); d != nil {
		return d.Draw(env, w, h, focused)
	}
	var n drawn
	n.head = p.headline(env, w, h)
	n.foot = p.filterLine(env, w, h)
	if p.ghost != nil && (len(n.head) < 3 || !p.charted(w)) { // where there is no chart to tell it
		p.tellGhost(env, &n, w, h)
	}
	if p.chain != nil {
		n.foot = p.chainLines(env, w, h)
	}
	n.below = p.below(env, w, h-len(n.head)-len(n.foot))
	n.body = max(h-len(n.head)-len(n.foot)-len(n.below), 0)
	p.drawList(env, &n, w, focused && !p.typing)
	if p.adding != nil {
		p.drawNaming(env, &n, w)
	}
	if d := &p.drawn; same(d.head, n.head) && same(d.rows, n.rows) && same(d.below, n.below) && len(n.foot) == 0 && len(d.all) == h {
		return d.all
	}
	n.all = make([]string, 0, h)
	n.all = append(append(append(append(n.all, n.head...), n.rows...), n.below...), n.foot...)
	if len(n.all) != h {
		n.all = layout.Block(n.all, w, h)
	}
	if p.typing {
		n.all = p.drawOffers(env, n.all, w, h-len(n.foot))
	}
	p.drawn = n
	return n.all
}

// same reports whether two slices are one and the same.
func same(a, b []string) bool { return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0]) }

// below shows the record under the cursor where a short list leaves the room: an empty half
// of a screen helps nobody. A screen with a preview of its own shows it there.
func (p *Pane) below(env pane.Env, w, h int) []string {
	l := p.list()
	room := h - l.table.Len() - 3
	id := p.Selected()
	if p.typing || p.previewed || l.table.Len() > h/2 || room < 6 || id == 0 {
		p.under = nil
		return nil
	}
	if p.under == nil || p.under.id != id {
		p.under = NewPreview(env, id)
	} else if p.under.env.Rev != env.Rev {
		p.under.Sync(env)
	}
	p.under.gap = true
	p.under.Suppose(p.Supposed())
	return p.under.Draw(env, w, room+1, false)
}

// Split tells the pane that it shares its lines with another one; its list then scrolls by more
// than a row at a time. Without another one it scrolls row by row.
func (p *Pane) Split(jump int) {
	if l := p.list(); l != nil {
		l.table.Jump, l.table.Flush = jump, jump == 0
	}
}

// Previewed tells the pane that its selection is shown in full beside it.
func (p *Pane) Previewed(on bool) { p.previewed = on }

// empty says what will live on a tab that has no kind yet.
func (p *Pane) empty(env pane.Env, w int) []string {
	out := []string{""}
	for i, s := range p.later {
		st := env.Theme.Dim
		if i == 0 {
			st = env.Theme.Title
		}
		for _, line := range layout.Wrap(s, max(w-4, 1)) {
			out = append(out, layout.FitWith("  "+st.Render(line), w, layout.Left, env.Theme.Glyphs.Ellipsis))
		}
		out = append(out, "")
	}
	return out
}
