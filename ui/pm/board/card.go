package board

import (
	"fmt"
	"strings"

	"tandem/model"
	"tandem/ui/layout"
	"tandem/ui/theme"
)

// piece is a part of a card's line in its own style.
type piece struct {
	text  string
	style theme.Style
}

// indent is the room of a card's sign before its name.
const indent = 3

// wordy is the width of a column from which on a card spells its words out.
const wordy = 34

// card2 draws a card: its name with a sign of what is wrong, and below it reference, people, size
// and age. It notes where it stands, for the mouse.
func (p *Pane) card2(t *model.Task, s slot, y int, cursor, focused bool) []string {
	tall := p.tallOf(s.column)
	p.spots = append(p.spots, spot{t.ID, s.x, y, s.w, tall})
	th := p.env.Theme
	row := theme.Style{}
	if cursor {
		row = th.SelectDim
		if focused {
			row = th.Select
		}
	}
	if p.drag.on && p.drag.id == t.ID && p.drag.over >= 0 {
		row = th.SelectDim
	}
	sign, pain := p.sign(t)
	name := th.Text
	switch {
	case t.Complete():
		name = th.Dim
	case pain != (theme.Style{}) && sign == th.Glyphs.Breach:
		name = th.Hot
	}
	words := []string{layout.Clean(t.Name)}
	n := tall - 1
	deep := p.deep && tall == p.tall
	if deep {
		n--
	}
	if n > 1 {
		words = layout.Wrap(words[0], max(s.w-indent-1, 1))
	}
	if len(words) > n {
		words[n-1] += " " + strings.Join(words[n:], " ") // cut where it does not fit
		words = words[:n]
	}
	out := []string{line([]piece{{" " + sign + " ", pain}, {words[0], name}}, nil, s.w, row, th)}
	for _, w := range words[1:] {
		out = append(out, line([]piece{{layout.Blank(indent) + w, name}}, nil, s.w, row, th))
	}
	left, right := p.facts(t, s.w)
	out = append(out, line(left, right, s.w, row, th))
	if deep {
		out = append(out, line(p.told(t), nil, s.w, row, th))
	}
	for len(out) < tall {
		out = append(out, layout.Blank(s.w))
	}
	return out
}

// sign is what the eye should see first of a card: blocked, late, done or nothing.
func (p *Pane) sign(t *model.Task) (string, theme.Style) {
	th := p.env.Theme
	g := &th.Glyphs
	switch {
	case t.Complete():
		return g.Check, th.Ok
	case p.snap.IsBlocked(t):
		return g.Blocked, th.Hot
	case p.late(t):
		return g.Breach, th.Hot
	case t.Deliverable:
		return g.Risk, th.Dim
	}
	return " ", theme.Style{}
}

// late reports whether a card should be done by now.
func (p *Pane) late(t *model.Task) bool {
	finish := t.Finish
	if x := p.known.sched; x != nil && x.Project.ID == p.project {
		if d, ok := x.Of(t.ID); ok && finish == 0 {
			finish = d.Finish
		}
	}
	return finish != 0 && finish < p.env.Now && !t.Complete()
}

// facts are the second line: what is known of the card, and at its end how long it lies there.
func (p *Pane) facts(t *model.Task, w int) (left, right []piece) {
	th := p.env.Theme
	left = append(left, piece{"   " + t.ID.String(), th.Faint})
	if who := p.who(t); who != "" {
		left = append(left, piece{" " + who, th.Dim})
	}
	if !t.Complete() {
		if x := p.known.sched; x != nil && p.known.snap != nil {
			if d, ok := x.Of(t.ID); ok && d.Critical {
				word := " crit"
				if w >= wordy {
					word = " critical"
				}
				left = append(left, piece{word, th.Hot})
			}
		}
		if size := p.sizeOf(t); size != "" {
			left = append(left, piece{" " + size, th.Dim})
		}
	}
	if f := p.known.flow; f != nil && !t.Complete() && p.board.Columns[p.board.Of(t.ID)].Stage != model.StageWaiting {
		if n := f.Age(p.env.Ctx(), t.ID); n > 0 {
			st := th.Dim
			if p.known.old > 0 && n > p.known.old {
				st = th.Warm
			}
			right = append(right, piece{fmt.Sprintf(" day %d ", n), st})
		}
	}
	return left, right
}

// told is what a card says where there is room: what holds it up, else whose it is, in full.
func (p *Pane) told(t *model.Task) []piece {
	th := p.env.Theme
	if t.Complete() {
		return nil
	}
	if b, ok := model.Find[*model.Blocker](p.snap, p.snap.Blocked()[t.ID]); ok {
		return []piece{{layout.Blank(indent), th.Dim}, {layout.Clean(b.Title), th.Warm}}
	}
	var names []string
	for _, a := range t.Assignments {
		if h, ok := model.Find[*model.Person](p.snap, a.Person); ok {
			names = append(names, layout.Clean(h.Name))
		}
	}
	return []piece{{layout.Blank(indent), th.Dim}, {strings.Join(names, ", "), th.Dim}}
}

// who are the people of a card, by their initials, the first two.
func (p *Pane) who(t *model.Task) string {
	var out []string
	for _, a := range t.Assignments {
		h, ok := model.Find[*model.Person](p.snap, a.Person)
		if !ok {
			continue
		}
		if len(out) == 2 {
			out = append(out, "+")
			break
		}
		out = append(out, initials(h))
	}
	return layout.Clean(strings.Join(out, " "))
}

// initials are those a person goes by, else the first letters of the name.
func initials(h *model.Person) string {
	if h.Initials != "" {
		return h.Initials
	}
	out := ""
	for _, w := range strings.Fields(h.Name) {
		r := []rune(w)
		out += strings.ToUpper(string(r[0]))
	}
	return out
}

// sizeOf is a card's points, else the work that remains.
func (p *Pane) sizeOf(t *model.Task) string {
	if !t.Points.IsZero() {
		return t.Points.Trim(0).String() + " pt"
	}
	if t.Remaining.N > 0 {
		return t.Remaining.Show(p.env.Ctx().Scale) + " left"
	}
	return ""
}

// line writes pieces from both ends over a row. Of the left ones the second is cut where they meet
// the right; later ones are left out where there is no room for all of them.
func line(left, right []piece, w int, row theme.Style, th *theme.Theme) string {
	end := 0
	for _, x := range right {
		end += layout.Width(x.text)
	}
	if end > w/2 {
		right, end = nil, 0
	}
	var b strings.Builder
	room := w - end
	for i, x := range left {
		if room <= 0 || i > 1 && layout.Width(x.text) > room {
			break
		}
		text := layout.TruncateWith(x.text, room, th.Glyphs.Ellipsis)
		x.style.On(row).Append(&b, text)
		room -= layout.Width(text)
	}
	row.Append(&b, layout.Blank(max(room, 0)))
	for _, x := range right {
		x.style.On(row).Append(&b, x.text)
	}
	return b.String()
}
