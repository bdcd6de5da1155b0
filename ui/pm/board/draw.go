package board

import (
	"fmt"
	"strings"

	"tandem/model"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

const (
	headLines = 3  // the headline, the columns' names, a rule
	narrowest = 21 // cells a column needs
)

// spot is where a card was drawn.
type spot struct {
	id         model.ID
	x, y, w, h int
}

// frameKey is all that a drawn board depends on.
type frameKey struct {
	w, h    int
	focused bool
	gen     int
	rev     uint64
	th      *theme.Theme
	at      [3]int
}

// Draw implements pane.Pane.
func (p *Pane) Draw(env pane.Env, w, h int, focused bool) []string {
	if p.board == nil || w <= 0 || h <= 0 {
		return layout.Block(p.nothing(env), w, h)
	}
	key := frameKey{w, h, focused, p.gen, env.Rev, env.Theme, [3]int{p.lane, p.col, p.row}}
	if key == p.fkey && p.frame != nil {
		return p.frame
	}
	p.env, p.size, p.fkey = env, [2]int{w, h}, key
	p.spots, p.heads = p.spots[:0], p.heads[:0]
	first, n := p.window(w)
	cols := p.widths(w, first, n)
	out := []string{p.headline(w), p.names(w, cols), p.rule(w, cols, first, n)}
	room := max(h-headLines, 0)
	p.fit(room, cols[0].w)
	if p.kind == noLanes {
		out = append(out, p.columns(w, room, cols, focused)...)
	} else {
		out = append(out, p.laned(w, room, cols, focused)...)
	}
	p.frame = out
	if len(out) != h || w < narrowest { // each line is exact already; only a tiny screen has too many or too wide ones
		p.frame = layout.Block(out, w, h)
	}
	return p.frame
}

func (p *Pane) nothing(env pane.Env) []string {
	if env.Theme == nil {
		return nil
	}
	return []string{"", env.Theme.Dim.Render("  The board shows when the workspace is read.")}
}

// slot is where a column is drawn.
type slot struct{ column, x, w int }

// window is which columns show: as many as there is room for, around that of the cursor.
func (p *Pane) window(w int) (first, n int) {
	all := len(p.board.Columns)
	n = min(max((w+1)/(narrowest+1), 1), all)
	first = min(max(p.col-n/2, 0), all-n)
	return first, n
}

// widths parts the width among the columns that show.
func (p *Pane) widths(w, first, n int) []slot {
	out := make([]slot, 0, n)
	x := 0
	for i := range n {
		cw := max((w-x-(n-1-i))/(n-i), 1)
		out = append(out, slot{first + i, x, cw})
		p.heads = append(p.heads, [3]int{first + i, x, x + cw})
		x += cw + 1
	}
	return out
}

// join puts the parts of a line side by side, a thin line between.
func (p *Pane) join(parts []string) string {
	return strings.Join(parts, p.env.Theme.Border.Render(p.env.Theme.Glyphs.Vertical))
}

// headline names the project and what the board shows of it.
func (p *Pane) headline(w int) string {
	th, pr := p.env.Theme, p.board.Project
	g := &th.Glyphs
	left := " " + layout.Clean(pr.Name)
	note := "  " + pr.ID.String() + " " + g.Dot + " " + string(pr.Method)
	if s := p.onlySprint(); s != 0 {
		day, days := p.env.Ctx().SprintDay(p.snap.CurrentSprint(p.project))
		note += fmt.Sprintf(" %s %s, day %d of %d", g.Dot, p.env.Ctx().NameOf(s), day, days)
	}
	if p.kind != noLanes {
		note += " " + g.Dot + " lanes by " + [...]string{byPerson: "person", byDeliverable: "deliverable"}[p.kind]
	}
	busy, stuck := 0, 0
	for c, list := range p.board.Cards {
		for _, t := range list {
			if p.snap.IsBlocked(t) {
				stuck++
			}
		}
		if p.board.Columns[c].Stage == model.StageWorking {
			busy += len(list)
		}
	}
	right, hurts := fmt.Sprintf("%d cards, %d under way ", p.board.Len(), busy), ""
	if stuck > 0 {
		hurts = fmt.Sprintf("%s %d blocked", g.Blocked, stuck)
		if more := p.snap.BlockedIn(p.project) - stuck; more > 0 { // a milestone is no card, yet the report counts it
			hurts += fmt.Sprintf(", %d more off the board", more)
		}
		hurts += "  "
	}
	left = layout.TruncateWith(left, w, g.Ellipsis)
	return th.Title.Render(left) + p.ends(layout.Clean(note), hurts, right, w-layout.Width(left), th)
}

// ends writes dim text to both ends of so many cells, before the right one what hurts, in its colour; where
// they do not all fit the right one goes, then what hurts.
func (p *Pane) ends(left, hurts, right string, w int, th *theme.Theme) string {
	for _, end := range []string{right, ""} {
		if gap := w - layout.Width(left) - layout.Width(hurts) - layout.Width(end); gap >= 1 && hurts+end != "" {
			return th.Dim.Render(left+layout.Blank(gap)) + th.Hot.Render(hurts) + th.Dim.Render(end)
		}
	}
	return th.Dim.Render(layout.FitWith(left, max(w, 0), layout.Left, th.Glyphs.Ellipsis))
}

// names are the headings of the columns with how full they are.
func (p *Pane) names(_ int, cols []slot) string {
	th := p.env.Theme
	parts := make([]string, 0, len(cols))
	for _, s := range cols {
		col, n := p.board.Columns[s.column], len(p.board.Cards[s.column])
		count, st := fmt.Sprint(n), th.Dim
		if col.Limit > 0 {
			count = fmt.Sprintf("%d/%d", n, col.Limit)
			if col.Hard && s.w >= narrowest {
				count += " hard"
			}
			switch {
			case n > col.Limit:
				count, st = th.Glyphs.Breach+" "+count, th.Hot
			case n == col.Limit:
				st = th.Warm
			}
		}
		count += " "
		name := th.Header
		if s.column == p.col {
			name = th.TabFocus
		}
		if p.drag.on && p.drag.over == s.column {
			name = th.Select
		}
		room := s.w - layout.Width(count)
		if room < 4 {
			parts = append(parts, name.Render(layout.FitWith(" "+layout.Clean(col.Name), s.w, layout.Left, th.Glyphs.Ellipsis)))
			continue
		}
		parts = append(parts, name.Render(layout.FitWith(" "+layout.Clean(col.Name), room, layout.Left, th.Glyphs.Ellipsis))+st.Render(count))
	}
	return p.join(parts)
}

// rule is the line below the headings; at its ends it names the columns beyond.
func (p *Pane) rule(w int, cols []slot, first, n int) string {
	th := p.env.Theme
	g := &th.Glyphs
	var b strings.Builder
	before, after := "", ""
	if first > 0 {
		before = fmt.Sprintf("%s %s %d ", g.Left, layout.Clean(p.board.Columns[first-1].Name), len(p.board.Cards[first-1]))
	}
	if last := first + n; last < len(p.board.Columns) {
		after = fmt.Sprintf(" %s %d %s", layout.Clean(p.board.Columns[last].Name), len(p.board.Cards[last]), g.Right)
	}
	if layout.Width(before)+layout.Width(after) >= w {
		before, after = "", ""
	}
	th.Dim.Append(&b, before)
	from, to := layout.Width(before), w-layout.Width(after)
	for i, s := range cols {
		a, e := max(s.x, from), min(s.x+s.w, to)
		st := th.Border
		if p.board.Over(s.column) {
			st = th.Hot
		}
		if e > a {
			st.Append(&b, strings.Repeat(g.Horizontal, e-a))
		}
		if i < len(cols)-1 && s.x+s.w >= from && s.x+s.w < to {
			th.Border.Append(&b, g.Horizontal)
		}
	}
	th.Dim.Append(&b, after)
	return b.String()
}

// fit decides how large the cards are: names on as many lines as one needs while all work that is not
// done still shows, and a gap below each where even that fits. Where half of the room would stay empty
// and the columns are wide, each card says more on a line of its own. On a fuller board cards are two lines.
func (p *Pane) fit(room, w int) {
	open := 0
	for i := range p.lanes {
		tall := 1
		for c, list := range p.lanes[i].cells {
			if p.board.Columns[c].Stage != model.StageDone {
				tall = max(tall, len(list))
			}
		}
		open += tall
	}
	p.tall, p.gap, p.deep, p.low = 2, 0, false, 0
	for p.tall < mostLines && open*(p.tall+1)+len(p.lanes) <= room && p.longer(w-indent-1, p.tall-1) {
		p.tall++
	}
	if p.kind == noLanes && open*(p.tall+1) <= room+1 {
		p.gap = 1
	}
	if p.gap > 0 && w >= wordy && open*(p.tall+2) <= room/2 {
		p.tall, p.deep = p.tall+1, true
	}
	for c := range p.board.Columns {
		if n := len(p.board.Cards[c]); p.kind == noLanes && p.board.Columns[c].Stage == model.StageDone && n*(p.tall+p.gap) > room+1 {
			if p.low = 3; w >= wordy && n*(p.low+p.gap) > room+1 {
				p.low = 2 // where most names have their room on a line
			}
			p.low = min(p.low, p.tall)
		}
	}
}

// tallOf is how many lines the cards of a column take: what is done is said in few words where it would
// not all show.
func (p *Pane) tallOf(column int) int {
	if p.low > 0 && p.board.Columns[column].Stage == model.StageDone {
		return p.low
	}
	return p.tall
}

// mostLines is how tall a card may grow for the sake of its name.
const mostLines = 4

// longer reports whether the name of a card that is not done takes more than n lines of so many cells.
func (p *Pane) longer(w, n int) bool {
	for i := range p.lanes {
		for c, list := range p.lanes[i].cells {
			if p.board.Columns[c].Stage == model.StageDone {
				continue
			}
			for _, t := range list {
				name := layout.Clean(t.Name)
				if layout.Width(name) > w*n || layout.Width(name) > w && len(layout.Wrap(name, max(w, 1))) > n {
					return true
				}
			}
		}
	}
	return false
}

// columns draws the board without lanes: each column scrolls by itself.
func (p *Pane) columns(w, room int, cols []slot, focused bool) []string {
	th := p.env.Theme
	lines := make([][]string, len(cols))
	for i, s := range cols {
		list := p.lanes[0].cells[s.column]
		step := p.tallOf(s.column) + p.gap
		shown := max(room/step, 1)
		if len(list) > shown && room > step { // the last line tells how many more there are
			shown = max((room-1)/step, 1)
		}
		top := &p.top[s.column]
		if s.column == p.col {
			if p.row < *top {
				*top = p.row
			}
			if p.row >= *top+shown {
				*top = p.row - shown + 1
			}
		}
		*top = max(min(*top, len(list)-shown), 0)
		for r := *top; r < min(*top+shown, len(list)); r++ {
			y := len(lines[i])
			lines[i] = append(lines[i], p.card2(list[r], s, headLines+y, p.on(0, s.column, r), focused)...)
			if p.gap > 0 {
				lines[i] = append(lines[i], layout.Blank(s.w))
			}
		}
		if rest := len(list) - shown; rest > 0 {
			for len(lines[i]) < room-1 {
				lines[i] = append(lines[i], layout.Blank(s.w))
			}
			above, below := *top, len(list)-*top-shown
			lines[i] = append(lines[i], th.Dim.Render(layout.FitWith(more(above, below, th), s.w, layout.Left, th.Glyphs.Ellipsis)))
		}
		if len(list) == 0 {
			lines[i] = append(lines[i], p.empty(s, focused))
		}
	}
	return p.side(w, room, cols, lines)
}

// more tells how many cards lie above and below those that show.
func more(above, below int, th *theme.Theme) string {
	var parts []string
	if above > 0 {
		parts = append(parts, fmt.Sprintf("%s %d", th.Glyphs.Up, above))
	}
	if below > 0 {
		parts = append(parts, fmt.Sprintf("%s %d more", th.Glyphs.Down, below))
	}
	return " " + strings.Join(parts, "  ")
}

// empty is the place of the cursor in a column without cards.
func (p *Pane) empty(s slot, focused bool) string {
	th := p.env.Theme
	text := layout.FitWith(" "+th.Glyphs.Dash, s.w, layout.Left, th.Glyphs.Ellipsis)
	if s.column == p.col {
		if focused {
			return th.Select.Render(text)
		}
		return th.SelectDim.Render(text)
	}
	return th.Faint.Render(text)
}

// side puts columns of lines side by side.
func (p *Pane) side(_, room int, cols []slot, lines [][]string) []string {
	out := make([]string, 0, room)
	parts := make([]string, len(cols))
	for y := range room {
		for i, s := range cols {
			if y < len(lines[i]) {
				parts[i] = lines[i][y]
			} else {
				parts[i] = layout.Blank(s.w)
			}
		}
		out = append(out, p.join(parts))
	}
	return out
}

// on reports whether the cursor is on a card.
func (p *Pane) on(l, c, r int) bool { return p.lane == l && p.col == c && p.row == r }

// laned draws the board in lanes, which scroll together. Only the lines that show are made.
func (p *Pane) laned(w, room int, cols []slot, focused bool) []string {
	y, at := 0, 0
	for i := range p.lanes { // where the cursor's card begins
		if i == p.lane {
			at = y + 1 + p.row*p.tall
		}
		y += 1 + max(p.lanes[i].tall, 1)*p.tall
	}
	top := &p.top[0]
	if at-1 < *top { // with the lane's name where it is near
		*top = at - 1
	}
	if at+p.tall > *top+room {
		*top = at + p.tall - room
	}
	*top = max(min(*top, y-room), 0)
	out := make([]string, 0, room)
	y = 0
	for i := range p.lanes {
		l := &p.lanes[i]
		tall := max(l.tall, 1)
		if y >= *top && len(out) < room {
			out = append(out, p.laneName(l, w))
		}
		y++
		for r := 0; r < tall; r++ {
			if y+p.tall <= *top || len(out) >= room {
				y += p.tall
				continue
			}
			lines := make([][]string, len(cols))
			for k, s := range cols {
				if r < len(l.cells[s.column]) {
					lines[k] = p.card2(l.cells[s.column][r], s, headLines+y-*top, p.on(i, s.column, r), focused)
				} else if r == 0 && p.on(i, s.column, 0) {
					lines[k] = []string{p.empty(s, focused)}
				}
			}
			for k, line := range p.side(w, p.tall, cols, lines) {
				if y+k >= *top && len(out) < room {
					out = append(out, line)
				}
			}
			y += p.tall
		}
	}
	return out
}

// laneName is the line above a lane.
func (p *Pane) laneName(l *lane, w int) string {
	th := p.env.Theme
	n, busy := 0, 0
	for c, list := range l.cells {
		n += len(list) + l.more[c]
		if p.board.Columns[c].Stage == model.StageWorking {
			busy += len(list)
		}
	}
	text := fmt.Sprintf(" %s  %d cards, %d under way ", layout.Clean(l.name), n, busy)
	if rest := sum(l.more); rest > 0 {
		text += fmt.Sprintf("(%d more done) ", rest)
	}
	text = layout.TruncateWith(text, w, th.Glyphs.Ellipsis)
	return th.Accent.Render(text) + th.Border.Render(strings.Repeat(th.Glyphs.Horizontal, max(w-layout.Width(text), 0)))
}

// Foot implements pane.Footer.
func (p *Pane) Foot() string {
	if p.board == nil || len(p.cell()) == 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d", p.row+1, len(p.cell()))
}

func sum(list []int) int {
	n := 0
	for _, x := range list {
		n += x
	}
	return n
}
