package handover

import (
	"fmt"
	"strings"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/table"
	"tandem/ui/theme"
)

// row is a line of the page. tick carries out ticking it; nil where it cannot be ticked.
type row struct {
	head    string
	id      model.ID // the record it names
	text    string
	who     string
	says    string
	done    bool
	check   bool // it can be done or not
	seen    bool // the program sees whether it is
	service bool // it asks for the service owner
	own     int  // among the project's own items; -1: none of them
	tick    func(e *model.Edit, done bool, evidence string) error
}

// lay makes the rows of what was gathered.
func (p *Pane) lay() {
	p.rows = p.rows[:0]
	h := p.made
	switch {
	case p.why != nil:
		p.table.Empty = []string{p.why.Error()}
	case h == nil:
		p.table.Empty = []string{"Looking at what is open in the project."}
	}
	if h == nil {
		p.table.SetSource(p, p.env.Rev)
		return
	}
	p.checks(h)
	p.criteria(h)
	p.moves("moves with it", h.Moves)
	p.moves("left open: each becomes an action of the customer's", h.Left)
	p.known(h)
	p.widths()
	p.table.SetSource(p, p.env.Rev)
	for i := range p.rows {
		if p.seek != 0 && p.rows[i].id == p.seek {
			p.table.MoveToRow(i)
			p.seek = 0
		}
	}
	p.table.SkipFrom(p.table.Cursor(), p.Section)
}

// heading starts a part of the page, with a blank line before all but the first.
func (p *Pane) heading(title string) {
	if len(p.rows) > 0 {
		p.rows = append(p.rows, row{own: -1})
	}
	p.rows = append(p.rows, row{head: title, own: -1})
}

func (p *Pane) checks(h *model.Handover) {
	done := 0
	for _, x := range h.Checks {
		if x.Done {
			done++
		}
	}
	p.heading(fmt.Sprintf("checklist  %d of %d done", done, len(h.Checks)))
	c := p.env.Ctx()
	usual := 0
	for i, x := range h.Checks {
		r := row{text: x.What, check: true, done: x.Done, seen: x.Seen, says: x.Says, own: -1, service: i == 0}
		if !x.Seen {
			usual++
			r.who = p.byWhom(c.For(h.Project), x.By, x.DoneOn)
			if x.Owned != 0 && !x.Done {
				r.who = c.NameOf(x.Owned)
			}
			if usual > h.Usual {
				r.own = x.Row
			}
			r.tick = func(e *model.Edit, done bool, evidence string) error {
				return e.TickHandover(h.Project.ID, i, done, evidence)
			}
		}
		if x.Open { // that none are needed is an answer too
			r.tick = func(e *model.Edit, none bool, why string) error { return e.NoCriteria(h.Project.ID, none, why) }
			r.who = p.byWhom(c.For(h.Project), x.By, x.DoneOn)
		}
		p.rows = append(p.rows, r)
	}
}

func (p *Pane) byWhom(c *model.Ctx, by model.ID, on date.Day) string {
	if on == 0 {
		return ""
	}
	s := on.Short(c.Now.Day(c.Loc))
	if by != 0 {
		s = c.NameOf(by) + "  " + s // the name first, below the names of those who only own a line
	}
	return s
}

func (p *Pane) criteria(h *model.Handover) {
	x := h.Project
	if len(x.Exit) == 0 {
		return
	}
	c := p.env.Ctx().For(x)
	p.heading(fmt.Sprintf("exit criteria of hypercare  %d of %d met", len(x.Exit)-len(x.Unmet()), len(x.Exit)))
	for i := range x.Exit {
		k := &x.Exit[i]
		says := k.Evidence
		if says == "" {
			says = k.Measure
		}
		p.rows = append(p.rows, row{text: k.What, check: true, done: k.Met(), says: says, who: p.byWhom(c, k.MetBy, k.MetOn), own: -1,
			tick: func(e *model.Edit, done bool, evidence string) error { return e.MeetCriterion(x.ID, i, done, evidence) }})
	}
}

func (p *Pane) moves(title string, list []model.HandoverMove) {
	if len(list) == 0 {
		return
	}
	p.heading(fmt.Sprintf("%s  %d", title, len(list)))
	for _, m := range list {
		says := m.Goes
		if m.Left {
			says = ""
		}
		p.record(m.ID, says)
	}
}

// record is a row that leads to a record.
func (p *Pane) record(id model.ID, says string) {
	snap, c := p.env.Snap, p.env.Ctx()
	r := snap.Get(id)
	if r == nil {
		return // gone since it was gathered
	}
	who := ""
	k := snap.Schema().Of(id)
	if f := k.Field("owner"); f != nil {
		who = f.Show(c.For(r), r)
	}
	p.rows = append(p.rows, row{id: id, text: c.NameOf(id), who: who, says: says, own: -1})
}

// known is what the service gets to know.
func (p *Pane) known(h *model.Handover) {
	if h.Agreement != nil {
		p.heading("agreement in force")
		until := "until further notice"
		if d := h.Agreement.Until; d != 0 {
			until = "until " + d.Short(p.env.Now.Day(p.env.Ctx().Loc))
		}
		p.record(h.Agreement.ID, until)
	}
	if n := len(h.Lessons); n > 0 {
		p.heading(fmt.Sprintf("knowledge  %d", n))
		for _, id := range h.Lessons {
			says := ""
			if l, ok := model.Find[*model.Lesson](p.env.Snap, id); ok {
				says = l.Next
			}
			p.record(id, says)
		}
	}
	if n := len(h.Contacts); n > 0 {
		p.heading(fmt.Sprintf("contacts  %d", n))
		for _, id := range h.Contacts {
			says := ""
			if x, ok := model.Find[*model.Contact](p.env.Snap, id); ok {
				says = x.Role
			}
			p.record(id, says)
		}
	}
}

// Len implements table.Source.
func (p *Pane) Len() int { return len(p.rows) }

// ID implements table.Source; lines that name no record get numbers that none has.
func (p *Pane) ID(i int) uint64 {
	if p.rows[i].id == 0 {
		return uint64(i) + 1
	}
	return uint64(p.rows[i].id)
}

// Section implements table.Sectioned.
func (p *Pane) Section(i int) bool { return p.rows[i].head != "" || p.rows[i].blank() }

func (r *row) blank() bool { return r.head == "" && r.text == "" && r.id == 0 }

// The room of the columns, and how wide a page must be to have them.
const (
	whoRoom, whoFrom   = 26, 84
	saysRoom, saysFrom = 40, 60
)

// widths measures the widest text of each column.
func (p *Pane) widths() {
	p.wide = [3]int{}
	for i := range p.rows {
		r := &p.rows[i]
		ref := 0
		if r.id != 0 {
			ref = 7
		}
		for k, n := range [3]int{ref + layout.Width(layout.Clean(r.text)), layout.Width(layout.Clean(r.says)), layout.Width(layout.Clean(r.who))} {
			p.wide[k] = max(p.wide[k], n)
		}
	}
}

// shares is the room of the three columns: who has no more than it needs, then what an item says, and
// the item takes what is free. Where all fit, the item is as wide as the widest.
func (p *Pane) shares() (item, says, who int) {
	item = max(p.w-9, 0)
	if p.w >= whoFrom {
		who = min(whoRoom, p.wide[2])
		item -= who + 2
	}
	if p.w >= saysFrom {
		most := min(saysRoom+max(p.w-120, 0)/2, p.w*2/5)
		says = min(p.wide[1], max(most, item-2-p.wide[0]))
		item -= says + 2
	}
	return min(item, max(p.wide[0], 1)), says, who
}

// Cell implements table.Source: a line of the page with its parts at fixed places.
func (p *Pane) Cell(i, _ int) table.Cell {
	r, th := &p.rows[i], p.theme
	if r.head != "" {
		return table.Cell{Text: " " + r.head, Style: th.Title}
	}
	if r.blank() {
		return table.Cell{}
	}
	g := &th.Glyphs
	var c table.Cell
	add := func(s string, st theme.Style) {
		c.Spans = append(c.Spans, table.Span{From: len(c.Text), To: len(c.Text) + len(s), Style: st})
		c.Text += s
	}
	sign, st := "  ", th.Text
	switch {
	case r.check && r.done:
		sign, st = g.Check+" ", th.Ok
	case r.check:
		sign, st = g.Promise+" ", th.Warm
	}
	room, says, who := p.shares()
	if r.says == "" && says > 0 { // an item of which nothing is said runs on into the blank
		room, says = room+says+2, 0
		if r.who == "" && who > 0 {
			room, who = room+who+2, 0
		}
	}
	add("   ", th.Text)
	add(sign, st)
	if r.id != 0 {
		add(layout.Fit(r.id.String(), 6, layout.Left)+" ", th.Faint)
		room -= 7
	}
	add(layout.FitWith(layout.Clean(r.text), max(room, 1), layout.Left, g.Ellipsis), th.Text)
	if says > 0 {
		add("  "+layout.FitWith(layout.Clean(r.says), says, layout.Left, g.Ellipsis), th.Dim)
	}
	if who > 0 {
		add("  "+layout.FitWith(layout.Clean(r.who), who, layout.Left, g.Ellipsis), th.Dim)
	}
	return c
}

// headLines is how many lines stand above the rows.
const headLines = 3

// Draw implements pane.Pane.
func (p *Pane) Draw(env pane.Env, w, h int, focused bool) []string {
	p.env, p.theme = env, env.Theme
	if h <= headLines {
		return layout.Block(nil, w, h)
	}
	if p.w != w {
		p.w = w
		p.table.SetSource(p, env.Rev)
	}
	return append(p.head(env, w), p.table.Draw(w, h-headLines, env.Theme, focused)...)
}

// head is the name of the project with where it stands, and whether it can be handed over: on two
// lines where one is too short.
func (p *Pane) head(env pane.Env, w int) []string {
	th := env.Theme
	g := th.Glyphs.Ellipsis
	name, first, second := p.headText(env)
	out := []string{layout.Headline(w, name, first, "", th.Dim, th)}
	st := th.Ok
	if p.made == nil || p.made.Why != "" {
		st = th.Warm
	}
	lines := append(layout.Wrap(layout.Clean(second), max(w-2, 1)), "")
	if len(lines) > headLines {
		lines = []string{lines[0], lines[1] + " " + g}
	}
	for _, l := range lines[:2] {
		out = append(out, st.Render(layout.FitWith(" "+l, w, layout.Left, g)))
	}
	return out
}

// headText is the name of the project, where it stands, and whether it can be handed over.
func (p *Pane) headText(env pane.Env) (name, first, second string) {
	x, ok := model.Find[*model.Project](env.Snap, p.id)
	if !ok {
		return "No project is chosen", "", "Go to a project first."
	}
	c := env.Ctx().For(x)
	dot := " " + env.Theme.Glyphs.Dot + " "
	name, first = x.Name, x.ID.String()
	if x.Account != 0 {
		first += dot + c.NameOf(x.Account)
	}
	first += dot + string(x.Phase)
	today := c.Now.Day(c.Loc)
	if x.InHypercare() && x.HypercareUntil != 0 {
		first += " until " + x.HypercareUntil.Short(today)
	}
	if x.WarrantyUntil != 0 {
		first += dot + "warranty until " + x.WarrantyUntil.Short(today)
	}
	if n := len(env.Snap.Escaped(x.ID)); n > 0 {
		first += dot + fmt.Sprintf("%d escaped", n)
	}
	switch h := p.made; {
	case h == nil:
		return name, first, ""
	case x.Phase == "handed over" && x.HandedOver != 0:
		return name, first, "Handed over " + x.HandedOver.Short(today) + " to " + c.NameOf(x.Service) + "."
	case h.Why != "":
		return name, first, "Not yet: " + strings.TrimPrefix(h.Why, "not done: ")
	default:
		return name, first, env.Key("handover", "record.act", "a") + " hands it over: " + h.Sums(env.Snap)
	}
}
