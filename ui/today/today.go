// Package today shows the day on one page: what is due, what is being done, what was
// promised for this week, and how the projects stand.
package today

import (
	"fmt"
	"strings"

	"tandem/model"
	"tandem/model/triage"
	"tandem/ui/act"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/table"
	"tandem/ui/theme"
)

// Pane is the day's page. Its rows lead to their records.
type Pane struct {
	table *table.Table
	rows  []row
	theme *theme.Theme
	built *model.Snapshot
	rev   uint64
	w     int    // of a line
	list  int    // of the list; what the line under the cursor is about stands right of it
	note  string // how much there is, for the headline
	from  int    // where the rows of the projects begin
	told  told
	env   pane.Env
	queue *triage.Queue
	memo  side
	due   int // cells of the widest due time
	names int // of the widest title with its reference
	whos  int // of the widest name of who waits
}

// row is one line; a heading and the gap before it have no record.
type row struct {
	head  string
	id    model.ID
	sign  string
	style theme.Style
	text  string
	who   string
	due   string
	held  string   // how it is held that was decided: it is owed all the same
	tails []string // what is said of a project behind its name, the fullest first
}

// New makes an empty page; Sync fills it.
func New() *Pane {
	p := &Pane{table: table.NewList()}
	return p
}

// Len implements table.Source.
func (p *Pane) Len() int { return len(p.rows) }

// ID implements table.Source; headings get numbers that no record has.
func (p *Pane) ID(i int) uint64 {
	if p.rows[i].id == 0 {
		return uint64(i) + 1
	}
	return uint64(p.rows[i].id)
}

const (
	mostDue   = 13  // cells of the column of due times
	wideDue   = 17  // of it where a zone behind a time has room too
	widest    = 124 // of a line: the eye should find its end
	insetFrom = 90  // narrower pages do not set the lines in under their heading
	whoFrom   = 70  // narrower pages leave that column out
	whoLeast  = 10  // cells of it where the titles need the rest
	whoMost   = 24
	heldFrom  = 12 // cells of a title that remain, else what stands behind it is left out
)

// measure finds how much room the columns need, so that each gets it where there is enough.
func (p *Pane) measure() {
	p.due, p.names, p.whos = 0, 0, 0
	for _, r := range p.rows {
		if r.id == 0 {
			continue
		}
		p.due = min(max(p.due, layout.Width(r.due)), wideDue-2)
		p.whos = max(p.whos, layout.Width(layout.Clean(r.who)))
		if len(r.tails) == 0 {
			p.names = max(p.names, layout.Width(layout.Clean(r.text))+layout.Width(r.id.String())+2)
		}
	}
}

// whoWidth is the room for who waits out of what is left behind due time and sign: as much as the longest
// name takes where the titles leave it, and never less than tells one customer from another.
func (p *Pane) whoWidth(room int) int {
	return max(min(p.whos, whoMost, room-p.names-2), min(whoLeast, p.whos))
}

// dueWidth is the room for due times: narrow pages leave a zone behind one out.
func (p *Pane) dueWidth() int {
	if p.w < insetFrom {
		return min(p.due, mostDue-2)
	}
	return p.due
}

// Cell implements table.Source: a line of the page, its parts at fixed places, the reference
// kept where the text must be cut.
func (p *Pane) Cell(i, _ int) table.Cell {
	r := p.rows[i]
	if r.id == 0 {
		return table.Cell{Text: r.head, Style: p.theme.Title}
	}
	g := &p.theme.Glyphs
	ref := " " + r.id.String()
	inset := "  "
	if p.w < insetFrom {
		inset = ""
	}
	due := p.dueWidth()
	room := max(p.w-2-len(inset)-(due+2)-2-1, 0)
	n := p.whoWidth(room)
	room -= layout.Width(ref) + 1
	who := ""
	if p.w >= whoFrom && (len(r.tails) == 0 || room-n-2 >= p.long(r)) {
		room -= n + 2
		who = "  " + layout.FitWith(layout.Clean(r.who), n, layout.Left, g.Ellipsis)
	}
	held := r.held
	if held != "" {
		held = "  " + held
	}
	if layout.Width(held)+heldFrom > room {
		held = ""
	}
	room -= layout.Width(held)
	text := layout.Clean(r.text)
	text = p.behind(text, r.tails, room)
	text = layout.TruncateWith(text, max(room, 0), g.Ellipsis)
	pad := layout.Blank(max(room-layout.Width(text), 0))
	var c table.Cell
	add := func(s string, st theme.Style) {
		c.Spans = append(c.Spans, table.Span{From: len(c.Text), To: len(c.Text) + len(s), Style: st})
		c.Text += s
	}
	add(inset, p.theme.Text)
	add(layout.FitWith(layout.FitWith(r.due, due, layout.Left, g.Ellipsis), due+2, layout.Left, ""), r.style)
	add(r.sign+" ", r.style)
	add(text, p.theme.Text)
	add(" "+ref, p.theme.Faint)
	add(held, p.theme.Dim)
	add(pad+who, p.theme.Dim)
	return c
}

// whole is how many of the tails say both colours; the ones behind say less.
const whole = 4

// behind sets behind a name the fullest tail that leaves it whole, or else the fullest without a date that
// leaves enough of it: what is done and the date give way before the name, and the name before the colours.
func (p *Pane) behind(text string, tails []string, room int) string {
	for i, t := range tails {
		if i < whole && layout.Width(text)+layout.Width(t) <= room {
			return text + t
		}
	}
	for i, t := range tails {
		if n := room - layout.Width(t); i >= whole-1 && n >= min(layout.Width(text), heldFrom) {
			return layout.TruncateWith(text, n, p.theme.Glyphs.Ellipsis) + t
		}
	}
	return text
}

// long is how many cells a project's line takes with all that is said of it; no other line gives way.
func (p *Pane) long(r row) int {
	if len(r.tails) == 0 {
		return p.w
	}
	return layout.Width(layout.Clean(r.text)) + layout.Width(r.tails[0])
}

// Sync implements pane.Pane.
func (p *Pane) Sync(env pane.Env) {
	if p.built == env.Snap && p.rev == env.Rev {
		return
	}
	p.built, p.rev, p.theme, p.env = env.Snap, env.Rev, env.Theme, env
	p.rows = p.rows[:0]
	p.table.Empty = []string{"Nothing is due today, nothing is in hand, and nothing is promised for this week.", "",
		"What is due, accepted in triage (" + env.Key(act.Global, "app.triage", "t") + ") or promised to a customer shows here,", "and below it how the projects stand."}
	q := triage.Build(env.Ctx())
	p.queue = q
	c := q.Ctx()
	week := c.Now.Day(c.Loc) + 7
	var doing, breaks, promised []*triage.Item
	first, press := q.Pressing(model.Both)
	for _, it := range q.Items(triage.Doing, model.Both) {
		if _, slips := it.Breaks(); !it.First && !slips { // else it stands above
			doing = append(doing, it)
		}
	}
	for _, it := range q.Items(triage.Promised, model.Both) {
		switch _, slips := it.Breaks(); {
		case it.First:
		case slips:
			breaks = append(breaks, it)
		case it.Owed().Day(c.Loc) <= week: // by its own date, whenever we ask again
			promised = append(promised, it)
		}
	}
	also := "in hand"
	if press.Held > 0 {
		also = "in hand besides"
	}
	p.section(env, "breached or due today", first, press.Held)
	p.section(env, "promises that will break, as the plan has it", breaks, 0)
	p.section(env, also, doing, 0)
	p.section(env, "promised for this week, still in time", promised, 0)
	p.note = press.Text()
	if len(doing) > 0 {
		p.note += fmt.Sprintf("   %d %s", len(doing), also)
	}
	p.note += fmt.Sprintf("   %d promised within a week ", len(promised))
	if len(breaks) > 0 {
		p.note += fmt.Sprintf("  %d will break ", len(breaks))
	}
	p.from = len(p.rows)
	p.projects(env)
	p.measure()
	p.table.SetSource(p, env.Rev)
	p.table.SkipFrom(p.table.Cursor(), p.heading)
}

// head starts a section, with a blank line before all but the first. held is how many of its n rows are
// in hand already.
func (p *Pane) head(title string, n, held int) {
	if len(p.rows) > 0 {
		p.rows = append(p.rows, row{})
	}
	text := fmt.Sprintf("%s  %d", title, n)
	if held > 0 {
		text += fmt.Sprintf(", %d in hand", held)
	}
	p.rows = append(p.rows, row{head: text})
}

func (p *Pane) section(env pane.Env, title string, items []*triage.Item, held int) {
	if len(items) == 0 {
		return
	}
	p.head(title, len(items), held)
	for _, it := range items {
		st, sign := env.Theme.Text, " "
		if it.First {
			st, sign = env.Theme.Hot, env.Theme.Glyphs.Breach
		} else if _, slips := it.Breaks(); slips {
			st, sign = env.Theme.Warm, env.Theme.Glyphs.Promise
		}
		p.rows = append(p.rows, row{id: it.Ref(), sign: sign, style: st, text: it.Title(), who: it.Who(), due: it.OwedText(), held: p.held(it)})
	}
}

// held says how a decided item is held where its section does not say so.
func (p *Pane) held(it *triage.Item) string {
	if _, slips := it.Breaks(); it.First || slips && it.Blocker != 0 {
		return it.Held()
	}
	return ""
}

// Scopes implements pane.Pane.
func (p *Pane) Scopes() []act.Scope {
	s := act.ScopeOf("today")
	s.Enabled, s.Short = p.enabled, p.short
	return []act.Scope{s}
}

// enabled says why an action has nothing to do with the line under the cursor.
func (p *Pane) enabled(a act.Name) (bool, string) {
	id := p.Selected()
	if id == 0 || p.env.Snap == nil {
		return false, "there is nothing under the cursor"
	}
	switch a {
	case "record.contact":
		if _, ok := p.env.Ctx().TalkAbout(id); !ok {
			return false, "this record belongs to no customer"
		}
	case "record.act":
		if v, why := p.verb(id); v == nil {
			return false, why
		}
	}
	return true, ""
}

// verb is what can be done to a record with one key, or why there is nothing.
func (p *Pane) verb(id model.ID) (*model.Verb, string) {
	r := p.env.Snap.Get(id)
	if r == nil {
		return nil, "the record is gone"
	}
	return p.env.Snap.Schema().Of(id).FirstVerb(p.env.Ctx().For(r), r)
}

// short words the verb of the record under the cursor in the footer: "keep", "deliver".
func (p *Pane) short(a act.Name) string {
	if id := p.Selected(); a == "record.act" && id != 0 && p.env.Snap != nil {
		if v, _ := p.verb(id); v != nil {
			return strings.ToLower(v.Title)
		}
	}
	return ""
}

// Selected implements pane.Selecter.
func (p *Pane) Selected() model.ID {
	if i := p.table.Cursor(); i < len(p.rows) {
		return p.rows[i].id
	}
	return 0
}

// heading tells the rows without a record.
func (p *Pane) heading(i int) bool { return p.rows[i].id == 0 }

// Handle implements pane.Pane.
func (p *Pane) Handle(_ pane.Env, r act.Result) pane.Effect {
	if from := p.table.Cursor(); p.table.Do(string(r.Action)) {
		p.table.SkipFrom(from, p.heading)
		return nil
	}
	if id := p.Selected(); id != 0 {
		switch r.Action {
		case "record.open":
			return pane.Record(id)
		case "record.contact", "record.edit", "record.act", "record.why", "record.copy":
			return pane.On{ID: id, Action: r.Action, Arg: r.Arg}
		}
	}
	return nil
}

// Click implements pane.Mouser.
func (p *Pane) Click(_ pane.Env, x, y int, double bool) pane.Effect {
	i, ok := p.table.ClickAt(x, y-headLines)
	if !ok || p.rows[i].id == 0 || x >= p.list {
		return nil
	}
	p.table.MoveToRow(i)
	if double {
		return pane.Record(p.Selected())
	}
	return nil
}

// Wheel implements pane.Mouser.
func (p *Pane) Wheel(_ pane.Env, _, _, lines int) pane.Effect {
	from := p.table.Cursor()
	p.table.Move(lines)
	p.table.SkipFrom(from, p.heading)
	return nil
}

// Title implements pane.Pane.
func (p *Pane) Title(pane.Env) string { return "Today" }

// headLines is how many lines stand above the rows: the date and a blank one.
const headLines = 2

// Draw implements pane.Pane.
func (p *Pane) Draw(env pane.Env, w, h int, focused bool) []string {
	if h <= headLines {
		return layout.Block(nil, w, h)
	}
	th := env.Theme
	beside := sideWidth(w)
	p.list = w - beside
	p.w = min(p.list, widest)
	title := "  " + env.Now.In(env.Ctx().Loc).Format("Monday 2 January 2006")
	left := th.Accent.Render(layout.FitWith(title, w, layout.Left, th.Glyphs.Ellipsis))
	if n := w - layout.Width(p.note); n > layout.Width(title)+2 {
		left = th.Accent.Render(layout.Fit(title, n, layout.Left)) + th.Dim.Render(p.note)
	}
	out := append([]string{left, layout.Blank(w)}, p.table.Draw(p.list, h-headLines, th, focused)...)
	if beside > 0 {
		for i, l := range p.side(beside, h-headLines) {
			out[headLines+i] += l
		}
	}
	return out
}
