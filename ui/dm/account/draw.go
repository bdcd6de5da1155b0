package account

import (
	"fmt"
	"math"
	"strings"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// headLines is how many lines stand above the columns.
const headLines = 3

// The widths from which there are two columns, and three.
const (
	twoColumns   = 110
	threeColumns = 186
	gap          = 2 // cells between columns
)

// grid is where the rows lie: a column each.
type grid struct {
	cols []column
	h    int
}

// column is a run of rows, from..to, that is drawn from its line off on.
type column struct {
	from, to int
	off      int
	x, w     int
}

// columns is how many there are at a width.
func columns(w int) int {
	switch {
	case w >= threeColumns:
		return 3
	case w >= twoColumns:
		return 2
	}
	return 1
}

// lay builds the rows for the width drawn last. The cursor stays on what it was on.
func (p *Pane) lay() {
	if p.facts == nil || p.env.Theme == nil || p.built.w == 0 {
		return
	}
	want := build{p.facts, p.env.Rev, p.built.w, p.built.h, len(p.folded)}
	if want == p.built && len(p.rows) > 0 {
		return
	}
	old, at := row{}, p.cursor
	if at < len(p.rows) {
		old = p.rows[at]
	}
	p.built = want
	n := columns(want.w)
	w := (want.w - gap*(n-1)) / n
	p.rows = p.rows[:0:0]
	cols := make([]column, 0, n)
	for c := range n {
		rows := p.column(c, n, w)
		col := column{from: len(p.rows), to: len(p.rows) + len(rows), x: c * (w + gap), w: w}
		if c < len(p.grid.cols) {
			col.off = p.grid.cols[c].off
		}
		cols = append(cols, col)
		p.rows = append(p.rows, rows...)
	}
	p.grid.cols = cols
	p.keep(old, at)
	p.find()
}

// keep puts the cursor back on what it was on, or as near as can be.
func (p *Pane) keep(old row, at int) {
	p.cursor = min(at, max(len(p.rows)-1, 0))
	for i, r := range p.rows {
		if r.section == old.section && r.id == old.id && r.part == old.part && r.head == old.head && !r.idle && old.section != "" {
			p.cursor = i
			return
		}
	}
	p.skip(1)
}

func (p *Pane) key(name, usual string) string {
	return p.env.Key("account", act.Name(name), usual)
}

// Draw implements pane.Pane.
func (p *Pane) Draw(env pane.Env, w, h int, focused bool) []string {
	th := env.Theme
	if w < 1 || h < 1 {
		return layout.Block(nil, w, h)
	}
	if p.built.w != w || p.built.h != h {
		p.built.w, p.built.h, p.built.rev = w, h, 0
	}
	if p.facts != nil {
		p.env = env
		p.lay()
	}
	out := p.header(env, w)
	if len(out) > h-3 {
		out = out[:max(min(len(out), h-3), 0)]
	}
	p.grid.h = h - len(out)
	if p.facts == nil {
		text := "  Choose a customer first."
		if p.id != 0 {
			text = "  Looking at what is known of them" + th.Glyphs.Ellipsis
		}
		return layout.Block(append(out, th.Dim.Render(layout.FitWith(text, w, layout.Left, th.Glyphs.Ellipsis))), w, h)
	}
	for y := range p.grid.h {
		out = append(out, p.line(th, y, w, focused))
	}
	if text := p.below(); text != "" && h-p.grid.h == headLines {
		text = layout.TruncateWith(" "+text+" ", w, th.Glyphs.Ellipsis)
		out[headLines-1] = th.Border.Render(strings.Repeat(th.Glyphs.Horizontal, w-layout.Width(text))) + th.Faint.Render(text)
	}
	return layout.Block(out, w, h)
}

// below names the parts of the page whose heads lie below what shows.
func (p *Pane) below() string {
	var names []string
	for _, c := range p.grid.cols {
		for i := min(c.from+c.off+p.grid.h, c.to); i < c.to; i++ {
			if p.rows[i].head {
				names = append(names, p.rows[i].section)
			}
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "below: " + strings.Join(names, ", ")
}

// line draws one line of all columns.
func (p *Pane) line(th *theme.Theme, y, w int, focused bool) string {
	var b strings.Builder
	used := 0
	for i := range p.grid.cols {
		c := &p.grid.cols[i]
		c.scroll(p.cursor, p.grid.h, p.ahead(c))
		b.WriteString(layout.Blank(c.x - used))
		used = c.x + c.w
		at := c.from + c.off + y
		if at >= c.to {
			b.WriteString(layout.Blank(c.w))
			continue
		}
		s := spread(th, c.w, p.rows[at].left, p.rows[at].right)
		if at == p.cursor && !p.rows[at].idle {
			st := th.SelectDim
			if focused {
				st = th.Select
			}
			s = st.Cover(s)
		}
		b.WriteString(s)
	}
	b.WriteString(layout.Blank(max(w-used, 0)))
	return b.String()
}

// ahead is how many rows below the cursor should be in sight: at a head those of its part.
func (p *Pane) ahead(c *column) int {
	n := 0
	for i := p.cursor; i < c.to && p.rows[p.cursor].head && n < 8; i++ {
		if p.rows[i].section != p.rows[p.cursor].section {
			break
		}
		n++
	}
	return max(n-1, 0)
}

// scroll keeps the cursor in sight, with what should be seen below it where there is room.
func (c *column) scroll(cursor, h, ahead int) {
	if cursor >= c.from && cursor < c.to {
		at := cursor - c.from
		if low := min(at+ahead, c.to-c.from-1); low >= c.off+h {
			c.off = low - h + 1
		}
		if at < c.off+1 {
			c.off = max(at-1, 0)
		}
	}
	c.off = max(min(c.off, c.to-c.from-h), 0)
}

// header is the customer in two lines: who, how they stand, what they are worth, when they renew.
func (p *Pane) header(env pane.Env, w int) []string {
	a, ok := model.Find[*model.Account](env.Snap, p.id)
	if !ok {
		return []string{layout.Blank(w)}
	}
	th := env.Theme
	first := []piece{{"  " + clean(a.Name), th.Title}, {"  " + a.ID.String(), th.Faint}}
	if p.facts == nil || p.facts.a.ID != a.ID {
		return []string{spread(th, w, first, nil), layout.Blank(w)}
	}
	m := &maker{facts: p.facts, th: th, w: w, key: p.key}
	rule := strings.Repeat(th.Glyphs.Horizontal, max(w, 0))
	return []string{spread(th, w, first, m.healthPieces()), spread(th, w, whole(m.standing(), w-width(m.hints(env))-1), m.hints(env)), th.Border.Render(rule)}
}

// healthPieces are the score with its bar and how it moved.
func (m *maker) healthPieces() []piece {
	if !m.health.Known {
		return []piece{{"health unknown: there is no evidence yet ", m.th.Dim}}
	}
	st := m.level(m.health.Score)
	out := []piece{{"health ", m.th.Dim}, {fmt.Sprintf("%d ", m.health.Score), st}, {model.HealthBar(m.health.Score, 10, m.th.ASCII) + " ", st}}
	if m.before != nil && m.before.Known {
		if d := m.health.Score - m.before.Score; d != 0 {
			out = append(out, m.arrow(model.Tenths(10*d), 0), piece{" since " + m.moment(m.since), m.th.Faint})
			out[len(out)-2].text = fmt.Sprintf("%s%d", arrowSign(m.th, d), max(d, -d))
		}
	}
	if n := len(m.health.Unknown()); n > 0 {
		out = append(out, piece{fmt.Sprintf("  %s unknown", plural(n, "part", "parts")), m.th.Dim})
	}
	return append(out, piece{" ", m.th.Text})
}

func arrowSign(th *theme.Theme, by int) string {
	if by < 0 {
		return th.Glyphs.Down
	}
	return th.Glyphs.Up
}

// standing is what they are: tier, worth, renewal, status, satisfaction.
func (m *maker) standing() []piece {
	dot := piece{"  " + m.th.Glyphs.Dot + "  ", m.th.Faint}
	if m.w < twoColumns {
		dot.text = " " + m.th.Glyphs.Dot + " "
	}
	out := []piece{{"  " + upper(strings.TrimSpace(string(m.a.Tier)+" customer")), m.th.Text}}
	if !m.a.Value.IsZero() {
		out = append(out, dot, piece{short(m.c, m.a.Value) + " a year", m.th.Text})
	}
	if m.a.Renewal != 0 {
		r := m.renewal()
		r.text = strings.TrimRight(r.text, " ")
		out = append(out, dot, r)
	}
	if m.a.Status != "active" && m.a.Status != "" {
		st := m.th.Warm
		if m.a.Status == "prospect" {
			st = m.th.Info
		}
		out = append(out, dot, piece{string(m.a.Status), st})
	}
	if s := m.scores.NPS; s.N > 0 {
		out = append(out, dot, piece{fmt.Sprintf("NPS %s [%s %s] n %d", signed(s.Value), signed(s.Low), signed(s.High), s.N), m.th.Dim})
		if !s.Enough() {
			out = append(out, piece{" too few to say", m.th.Faint})
		}
	}
	return out
}

// whole leaves out the pieces behind those that fit into so many cells, so that none is cut.
func whole(list []piece, w int) []piece {
	for len(list) > 1 && width(list) > w {
		list = list[:len(list)-1]
		if strings.TrimSpace(list[len(list)-1].text) == "" || layout.Width(strings.TrimSpace(list[len(list)-1].text)) == 1 {
			list = list[:len(list)-1] // the sign between them
		}
	}
	return list
}

func width(list []piece) (n int) {
	for _, x := range list {
		n += layout.Width(x.text)
	}
	return n
}

// signed is a score with its sign; nothing has none.
func signed(x float64) string {
	if n := int(math.Round(x)); n != 0 {
		return fmt.Sprintf("%+d", n)
	}
	return "0"
}

// hints are the keys that belong to the page as a whole.
func (m *maker) hints(env pane.Env) []piece {
	text := " brief for the next meeting "
	if m.w < 130 {
		text = " brief "
	}
	return []piece{{"  ", m.th.Dim}, {env.Key(act.Global, "app.brief", "B"), m.th.Key}, {text, m.th.Dim}}
}

// spread draws pieces left and right on one line of exactly w cells. The left ones give way.
func spread(th *theme.Theme, w int, left, right []piece) string {
	room := w
	for _, p := range right {
		room -= layout.Width(p.text)
	}
	if room < min(w, 12) {
		right, room = nil, w
	}
	tail := 0 // a blank between them, whatever gives way
	if len(right) > 0 {
		tail = 1
	}
	room -= tail
	var b strings.Builder
	used := 0
	for i, p := range left {
		n := layout.Width(p.text)
		keep := 0
		if i+1 < len(left) && strings.HasPrefix(left[i+1].text, " ") && isRef(left[i+1].text) {
			keep = layout.Width(left[i+1].text) // a name gives way to its reference
		}
		if used+n+keep > room {
			p.text = layout.TruncateWith(p.text, max(room-used-keep, 0), th.Glyphs.Ellipsis)
			n = layout.Width(p.text)
		}
		p.style.Append(&b, p.text)
		used += n
	}
	b.WriteString(layout.Blank(max(room-used, 0) + tail))
	for _, p := range right {
		p.style.Append(&b, p.text)
	}
	return b.String()
}

// isRef reports whether a piece is a reference after a name.
func isRef(s string) bool {
	_, err := model.ParseID(strings.TrimSpace(s))
	return err == nil
}
