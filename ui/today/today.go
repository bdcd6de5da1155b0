// Package today shows the day on one page: what is due, what is being done, what was
// promised for this week, and how the projects stand.
package today

import (
	"fmt"

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
}

// row is one line; a heading has no record.
type row struct {
	head  string
	id    model.ID
	sign  string
	style theme.Style
	text  string
	who   string
	due   string
}

// New makes an empty page; Sync fills it.
func New() *Pane {
	p := &Pane{table: table.New(
		table.Column{Name: "due", Title: "due", Width: 14, Min: 10, Priority: 90},
		table.Column{Name: "what", Title: "what", Flex: 1, Min: 20, Width: 40, Priority: 100},
		table.Column{Name: "who", Title: "who", Width: 26, Min: 12, Max: 30, Priority: 50},
	)}
	p.table.Empty = []string{"", "  Nothing is due today, and nothing is promised for this week."}
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

// Cell implements table.Source.
func (p *Pane) Cell(i, col int) table.Cell {
	r := p.rows[i]
	if r.head != "" {
		if col == 1 {
			return table.Cell{Text: r.head, Style: p.theme.Title}
		}
		return table.Cell{}
	}
	switch col {
	case 0:
		return table.Cell{Text: r.due, Style: r.style}
	case 1:
		lead := r.sign + " "
		text := lead + r.text + "  " + r.id.String()
		return table.Cell{Text: text, Style: p.theme.Text, Spans: []table.Span{{From: 0, To: len(lead), Style: r.style},
			{From: len(text) - len(r.id.String()), To: len(text), Style: p.theme.Faint}}}
	}
	return table.Cell{Text: r.who, Style: p.theme.Dim}
}

// Sync implements pane.Pane.
func (p *Pane) Sync(env pane.Env) {
	if p.built == env.Snap && p.rev == env.Rev {
		return
	}
	p.built, p.rev, p.theme = env.Snap, env.Rev, env.Theme
	p.rows = p.rows[:0]
	q := triage.Build(env.Ctx())
	c := q.Ctx()
	week := c.Now.Day(c.Loc) + 7
	var first, doing, promised []*triage.Item
	for _, it := range q.Items(triage.Now, model.Both) {
		if it.First {
			first = append(first, it)
		}
	}
	doing = q.Items(triage.Doing, model.Both)
	for _, it := range q.Items(triage.Promised, model.Both) {
		if it.Due.Day(c.Loc) <= week {
			promised = append(promised, it)
		}
	}
	p.section(env, fmt.Sprintf("breached or due today  %d", len(first)), first)
	p.section(env, fmt.Sprintf("you are on it  %d", len(doing)), doing)
	p.section(env, fmt.Sprintf("promised for this week  %d", len(promised)), promised)
	p.projects(env)
	p.table.SetSource(p, env.Rev)
	p.skip(true)
}

func (p *Pane) section(env pane.Env, head string, items []*triage.Item) {
	if len(items) == 0 {
		return
	}
	p.rows = append(p.rows, row{head: head})
	for _, it := range items {
		st, sign := env.Theme.Text, env.Theme.Glyphs.Dot
		if it.First {
			st, sign = env.Theme.Hot, env.Theme.Glyphs.Breach
		}
		p.rows = append(p.rows, row{id: it.Ref(), sign: sign, style: st, text: it.Title(), who: it.Who(), due: it.DueText()})
	}
}

// projects lists the live projects with their finish and what is done.
func (p *Pane) projects(env pane.Env) {
	c := env.Ctx()
	p.rows = append(p.rows, row{head: "projects"})
	n := 0
	for pr := range model.Each[*model.Project](env.Snap, model.ProjectPrefix) {
		if !pr.Phase.Live() {
			continue
		}
		n++
		st := map[model.Colour]theme.Style{model.Green: env.Theme.Ok, model.Amber: env.Theme.Warm, model.Red: env.Theme.Hot}[pr.Reported]
		cc := c.For(pr)
		text := fmt.Sprintf("%s  %.0f%% done", pr.Name, env.Snap.Plan(pr.ID).Percent())
		if pr.Reported != "" {
			text += ", reported " + string(pr.Reported)
		}
		p.rows = append(p.rows, row{id: pr.ID, sign: env.Theme.Glyphs.Dot, style: st, text: text, who: c.NameOf(pr.Account),
			due: pr.Finish.Day(cc.Loc).Short(cc.Now.Day(cc.Loc))})
	}
	if n == 0 {
		p.rows = p.rows[:len(p.rows)-1]
	}
}

// Scopes implements pane.Pane.
func (p *Pane) Scopes() []act.Scope {
	s := act.ScopeOf("today")
	s.Enabled = func(act.Name) (bool, string) { return p.Selected() != 0, "there is nothing under the cursor" }
	return []act.Scope{s}
}

// Selected implements pane.Selecter.
func (p *Pane) Selected() model.ID {
	if i := p.table.Cursor(); i < len(p.rows) {
		return p.rows[i].id
	}
	return 0
}

var moves = map[act.Name]func(*table.Table){
	"move.down": func(t *table.Table) { t.Move(1) }, "move.up": func(t *table.Table) { t.Move(-1) },
	"move.top": (*table.Table).Home, "move.bottom": (*table.Table).End,
	"move.pagedown": func(t *table.Table) { t.Page(1) }, "move.pageup": func(t *table.Table) { t.Page(-1) },
	"move.halfdown": func(t *table.Table) { t.HalfPage(1) }, "move.halfup": func(t *table.Table) { t.HalfPage(-1) },
}

// skip moves off a heading, on in the direction of travel where that is possible.
func (p *Pane) skip(down bool) {
	step := 1
	if !down && p.table.Cursor() > 0 {
		step = -1
	}
	if i := p.table.Cursor(); i < len(p.rows) && p.rows[i].id == 0 {
		p.table.Move(step)
	}
}

// Handle implements pane.Pane.
func (p *Pane) Handle(_ pane.Env, r act.Result) pane.Effect {
	if f, ok := moves[r.Action]; ok {
		from := p.table.Cursor()
		f(p.table)
		p.skip(p.table.Cursor() >= from)
		return nil
	}
	if r.Action == "record.open" && p.Selected() != 0 {
		return pane.Go{Page: pane.Page{Place: "record", ID: p.Selected()}}
	}
	return nil
}

// Click implements pane.Mouser.
func (p *Pane) Click(_ pane.Env, x, y int, double bool) pane.Effect {
	if i, ok := p.table.ClickAt(x, y-1); ok {
		p.table.MoveToRow(i)
		if double && p.Selected() != 0 {
			return pane.Go{Page: pane.Page{Place: "record", ID: p.Selected()}}
		}
	}
	return nil
}

// Wheel implements pane.Mouser.
func (p *Pane) Wheel(_ pane.Env, _, _, lines int) pane.Effect {
	p.table.Move(lines)
	return nil
}

// Title implements pane.Pane.
func (p *Pane) Title(pane.Env) string { return "Today" }

// Draw implements pane.Pane.
func (p *Pane) Draw(env pane.Env, w, h int, focused bool) []string {
	if h < 2 {
		return layout.Block(nil, w, h)
	}
	title := " today  " + env.Now.In(env.Ctx().Loc).Format("Monday 2 January 2006")
	out := []string{env.Theme.Title.Render(layout.Fit(title, w, layout.Left))}
	return append(out, p.table.Draw(w, h-1, env.Theme, focused)...)
}
