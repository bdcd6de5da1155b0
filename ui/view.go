package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// The least screen there is room to work on.
const (
	minWidth  = 40
	minHeight = 10
)

// View implements tea.Model.
func (m *Model) View() tea.View {
	var v tea.View
	v.AltScreen = true
	if m.look.cfg.Mouse {
		v.MouseMode = tea.MouseModeCellMotion // clicks and drags; moving the mouse sends nothing
	}
	v.WindowTitle = "tandem"
	if m.w > 0 && m.h > 0 && (m.store != nil || m.looked || len(m.overlays) > 0 || m.slow) {
		lines, cur := m.draw()
		if m.env.Theme.ASCII {
			lines = layout.Twins(lines)
		}
		v.SetContent(layout.Thrifty(lines))
		v.Cursor = cur
	}
	return v
}

// rects are the rectangles of a frame, from the top down. One without area is not drawn.
type rects struct {
	head, foot layout.Rect
	place      layout.Rect
	side       [2]layout.Rect
	preview    layout.Rect
}

func (m *Model) lay() rects {
	var r rects
	all := layout.Rect{W: m.w, H: m.h}
	body, head := all.CutTop(1)
	body, foot := body.CutBottom(1)
	r.head, r.foot, r.place = head, foot, body
	switch {
	case m.place != "home":
	case m.w < 100 || m.zoom:
		r.side[m.focus] = body
	default:
		if n := m.previewWidth(); n > 0 {
			body, r.preview = body.CutRight(n)
		}
		r.side[1], r.side[0] = body.CutLeft(body.W * m.split / 100)
	}
	return r
}

// previewWidth is the room for the selected record beside two panes.
func (m *Model) previewWidth() int {
	if m.w < 160 || m.zoom || m.place != "home" {
		return 0
	}
	return min(m.w/4, 60)
}

func (m *Model) draw() ([]string, *tea.Cursor) {
	th := m.env.Theme
	if m.w < minWidth || m.h < minHeight {
		m.spots = m.spots[:0] // nothing to click on
		msg := fmt.Sprintf("tandem wants %dx%d; this is %dx%d.", minWidth, minHeight, m.w, m.h)
		return layout.Block([]string{msg}, m.w, m.h), nil
	}
	r := m.lay()
	out := make([]string, 0, m.h)
	out = append(out, m.header(r.head.W))
	var cur *tea.Cursor
	switch m.place {
	case "home":
		out = append(out, m.home(r)...)
		cur = m.cursorIn(m.sides[m.focus].pane(), layout.Inner(r.side[m.focus]))
	default:
		out = append(out, m.behind().Draw(m.env, r.place.W, r.place.H, len(m.overlays) == 0)...)
		cur = m.cursorIn(m.behind(), r.place)
	}
	foot := m.footer(r.foot.W)
	out = append(out[:max(len(out)+1-len(foot), 1)], foot...)
	for i, o := range m.overlays {
		box := m.overlayRect(o)
		in := layout.Inner(box)
		body := o.Draw(m.env, in.W, in.H, i == len(m.overlays)-1)
		frame := layout.Frame(box, layout.Clean(o.Title(m.env)), footOf(o), body, th.BorderFocus, th.Title, th.ASCII)
		out = layout.Overlay(out, frame, box.X, box.Y)
		cur = m.cursorIn(o, in)
	}
	if m.job != nil {
		out = m.drawJob(out)
		cur = nil
	}
	return out, cur
}

// footOf is what a pane says in the bottom border of its frame.
func footOf(p pane.Pane) string {
	if f, ok := p.(pane.Footer); ok {
		return f.Foot()
	}
	return ""
}

func (m *Model) overlayRect(o pane.Overlay) layout.Rect {
	w, h := o.Size(m.env, max(m.w-4, 1), max(m.h-4, 1))
	if r, ok := m.spotRect(o, min(w+2, m.w), min(h+2, max(m.h-2, 1))); ok {
		return r
	}
	all := layout.Rect{Y: 1, W: m.w, H: max(m.h-2, 1)}
	box := all.Center(min(w+2, m.w), min(h+2, all.H))
	if box.H == all.H && box.W >= all.W-2 {
		return all // a frame just outside its own would be all that is seen of what lies behind
	}
	return box
}

func (m *Model) cursorIn(p pane.Pane, in layout.Rect) *tea.Cursor {
	c, ok := p.(pane.Cursorer)
	if !ok {
		return nil
	}
	x, y, ok := c.Cursor()
	if !ok || x < 0 || y < 0 || x >= in.W || y >= in.H {
		return nil
	}
	return tea.NewCursor(in.X+x, in.Y+y)
}

// home draws the panes side by side: each line is put together once.
func (m *Model) home(r rects) []string {
	var parts [][]string
	for i := range m.sides {
		if !r.side[i].Empty() {
			parts = append(parts, m.frames.side(m, i, r.side[i]))
		}
	}
	if !r.preview.Empty() {
		parts = append(parts, m.previewFrame(r.preview))
	}
	if len(parts) == 1 {
		return parts[0]
	}
	out := make([]string, r.place.H)
	for y := range out {
		var b strings.Builder
		for _, p := range parts {
			if y < len(p) {
				b.WriteString(p[y])
			}
		}
		out[y] = b.String()
	}
	return out
}

// frameCache keeps what a side last drew: a key in one pane does not draw the other anew.
type frameCache struct {
	lines [2][]string
	body  [2][]string
	key   [2]frameKey
}

// jump is how a list scrolls at its edge: by a row where it has the screen's whole width, by a
// quarter of a page beside another pane, by half of one where a preview changes as well.
func (m *Model) jump(r layout.Rect, previewed bool) int {
	switch {
	case r.W >= m.w:
		return 0
	case previewed:
		return 2
	}
	return 4
}

type frameKey struct {
	rect    layout.Rect
	focused bool
	theme   *theme.Theme
	tab     int
	foot    string
}

func (c *frameCache) side(m *Model, i int, r layout.Rect) []string {
	s := &m.sides[i]
	focused := m.focus == i && len(m.overlays) == 0
	in := layout.Inner(r)
	previewed := focused && m.previewWidth() > 0
	s.pane().Previewed(previewed)
	s.pane().Split(m.jump(r, previewed))
	body := s.pane().Draw(m.env, in.W, in.H, focused)
	foot := s.foot(m.env)
	key := frameKey{r, focused, m.env.Theme, s.at, foot}
	if key == c.key[i] && sameLines(body, c.body[i]) {
		return c.lines[i]
	}
	th := m.env.Theme
	border := th.Border
	if m.focus == i {
		border = th.BorderFocus
	}
	c.lines[i] = layout.Frame(r, s.title(th, in.W, m.focus == i), foot, body, border, th.Title, th.ASCII)
	c.key[i], c.body[i] = key, body
	return c.lines[i]
}

func sameLines(a, b []string) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

func (s *side) foot(env pane.Env) string {
	p := s.pane()
	foot := p.Foot()
	if k := p.Kind(); k != nil && len(s.tabs[s.at].kinds) > 1 {
		foot = strings.TrimSpace(k.Plural + "  " + foot)
		if next := p.NextKind(); next != nil {
			foot += "   " + env.Key("browse", "kind.next", "K") + " " + next.Plural
		}
	}
	if foot == "" {
		return ""
	}
	return foot
}

// names are what the tabs are called where w cells are free; when room is short only the one
// that shows keeps its name.
func (s *side) names(w int) []string {
	out := make([]string, len(s.tabs))
	for level := range 3 {
		total := layout.Width(s.hat) + 2
		for i := range s.tabs {
			out[i] = s.tabs[i].title(level > 0)
			if level == 2 && i != s.at {
				out[i] = ""
			}
			total += s.tabWidth(i, out[i])
		}
		if total <= w-2 {
			break
		}
	}
	return out
}

// tabWidth is the room a tab takes in the border: " 1 Plan ".
func (s *side) tabWidth(i int, name string) int {
	n := layout.Width(s.tabs[i].key) + 2
	if name != "" {
		n += layout.Width(name) + 1
	}
	return n
}

// title draws the tabs into the top border.
func (s *side) title(th *theme.Theme, w int, focused bool) string {
	var b strings.Builder
	b.WriteString(th.Dim.Render(s.hat + " "))
	for i, name := range s.names(w) {
		st := th.Tab
		if i == s.at {
			st = th.TabFocus
			if !focused {
				st = th.Title
			}
		}
		b.WriteString(" " + th.Key.Render(s.tabs[i].key))
		if name != "" {
			b.WriteString(" " + st.Render(name))
		}
		if i < len(s.tabs)-1 {
			b.WriteString(" ")
		}
	}
	return b.String()
}

func (m *Model) previewFrame(r layout.Rect) []string {
	th := m.env.Theme
	in := layout.Inner(r)
	if m.preview == nil {
		return layout.Frame(r, "", "", nil, th.Border, th.Title, th.ASCII)
	}
	m.preview.Suppose(m.sides[m.focus].pane().Supposed())
	title := ""
	if k := m.env.Snap.Schema().Of(m.preview.ID()); k != nil {
		title = k.Name
	}
	return layout.Frame(r, title, "", m.preview.Draw(m.env, in.W, in.H, false), th.Border, th.Dim, th.ASCII)
}
