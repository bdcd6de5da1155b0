// Package scope shows the scope statement of a project: what it is for, what belongs to it and what
// does not, and what it hands over, when that is accepted, and by whom it was.
package scope

import (
	"fmt"
	"strings"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/form"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/table"
	"tandem/ui/theme"
)

// Pane is the page of one project.
type Pane struct {
	table   *table.Table
	project model.ID
	scope   *model.Scope
	snap    *model.Snapshot // that the scope is of
	of      model.ID
	env     pane.Env
	top     int
}

// New makes an empty page; Return says which project it is about.
func New() *Pane {
	return &Pane{table: table.New(
		table.Column{Name: "name", Title: "deliverable", Width: 30, Min: 18, Max: 60, Flex: 2, Priority: 9},
		table.Column{Name: "state", Title: "state", Width: 16, Priority: 8},
		table.Column{Name: "due", Title: "due", Width: 9, Align: layout.Right, Priority: 7},
		table.Column{Name: "on", Title: "accepted", Width: 9, Align: layout.Right, Priority: 4},
		table.Column{Name: "by", Title: "by", Width: 16, Max: 28, Flex: 1, Priority: 5},
		table.Column{Name: "when", Title: "accepted when", Width: 24, Min: 16, Flex: 3, Priority: 6},
	)}
}

// Sync implements pane.Pane.
func (p *Pane) Sync(env pane.Env) {
	p.env = env
	if env.Cold || p.project == 0 || p.snap == env.Snap && p.of == p.project {
		return
	}
	p.snap, p.of, p.scope = env.Snap, p.project, nil
	if s, err := env.Ctx().ScopeOf(p.project); err == nil {
		p.scope = s
	}
	p.table.SetSource(p, env.Rev)
}

// Here implements pane.Placed.
func (p *Pane) Here() (pane.Page, bool) { return pane.Page{Open: p.project, ID: p.Selected()}, true }

// Return implements pane.Placed.
func (p *Pane) Return(env pane.Env, to pane.Page) pane.Effect {
	if to.Open != 0 {
		p.project = to.Open
	}
	p.Sync(env)
	if to.ID != 0 {
		p.table.MoveTo(uint64(to.ID))
	}
	return nil
}

// Selected implements pane.Selecter.
func (p *Pane) Selected() model.ID {
	if i := p.table.Cursor(); i < p.Len() {
		return p.scope.Deliverables[i].Task.ID
	}
	return p.project
}

// Scopes implements pane.Pane.
func (p *Pane) Scopes() []act.Scope {
	s := act.ScopeOf("scope")
	s.Enabled = func(a act.Name) (bool, string) {
		if a == "record.act" && p.Len() == 0 {
			return false, "there is no deliverable here"
		}
		return p.scope != nil, "go to a project first"
	}
	s.Short = func(a act.Name) string {
		if a == "record.act" {
			return "accept"
		}
		return ""
	}
	return []act.Scope{s}
}

// Handle implements pane.Pane.
func (p *Pane) Handle(env pane.Env, r act.Result) pane.Effect {
	if p.table.Do(string(r.Action)) {
		return nil
	}
	id := p.Selected()
	switch r.Action {
	case "record.open":
		return pane.Record(id)
	case "record.copy":
		return pane.Copy{Text: p.scope.Markdown()}
	case "record.edit":
		return form.Edit(env, id)
	case "record.act":
		return pane.Change("Accept "+env.Ctx().NameOf(id), env.Now, func(e *model.Edit) error { return e.Act(id, "accept") })
	}
	return nil
}

// Click implements pane.Mouser.
func (p *Pane) Click(_ pane.Env, x, y int, double bool) pane.Effect {
	if !p.table.Pick(x, y-p.top) || !double {
		return nil
	}
	return pane.Record(p.Selected())
}

// Wheel implements pane.Mouser.
func (p *Pane) Wheel(_ pane.Env, _, _, lines int) pane.Effect {
	p.table.Move(lines)
	return nil
}

// Title implements pane.Pane.
func (p *Pane) Title(env pane.Env) string {
	return "Scope of " + layout.Clean(env.Ctx().NameOf(p.project))
}

// Foot implements pane.Footer.
func (p *Pane) Foot() string { return p.table.Position() }

// Len implements table.Source.
func (p *Pane) Len() int {
	if p.scope == nil {
		return 0
	}
	return len(p.scope.Deliverables)
}

// ID implements table.Source.
func (p *Pane) ID(i int) uint64 { return uint64(p.scope.Deliverables[i].Task.ID) }

// Cell implements table.Source.
func (p *Pane) Cell(i, col int) table.Cell {
	d, th := &p.scope.Deliverables[i], p.env.Theme
	c := p.env.Ctx().For(p.scope.Project)
	today := c.Now.Day(c.Loc)
	switch col {
	case 0:
		ref := " " + d.Task.ID.String()
		text := layout.Clean(d.Task.Name)
		return table.Cell{Text: text + ref, Style: th.Text, Keep: len(ref), Spans: []table.Span{{From: len(text), To: len(text) + len(ref), Style: th.Faint}}}
	case 1:
		sign, st := mood(d, th)
		return table.Cell{Text: sign + " " + d.State(), Style: st}
	case 2:
		return table.Cell{Text: d.Due.Day(c.Loc).Short(today), Style: th.Dim}
	case 3, 4:
		if !d.Accepted {
			return table.Cell{}
		}
		if col == 3 {
			return table.Cell{Text: d.Task.AcceptedOn.Short(today), Style: th.Dim}
		}
		return table.Cell{Text: layout.Clean(c.NameOf(d.Task.AcceptedBy)), Style: th.Dim}
	}
	return table.Cell{Text: layout.Clean(strings.Join(bullets(d.Task.Acceptance), "; ")), Style: th.Dim}
}

// mood is the sign and the colour of a state.
func mood(d *model.Deliverable, th *theme.Theme) (string, theme.Style) {
	switch d.State() {
	case "accepted":
		return th.Glyphs.Check, th.Ok
	case "late", "no criteria":
		return th.Glyphs.Breach, th.Hot
	case "to be accepted":
		return th.Glyphs.Promise, th.Warm
	}
	return th.Glyphs.Dot, th.Dim
}

// bullets are the lines of a text without the signs of a list.
func bullets(s string) []string {
	var out []string
	for line := range strings.Lines(s) {
		if line = strings.TrimLeft(strings.TrimSpace(line), "-* "); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// Draw implements pane.Pane: the statement above, the deliverables below, and under them the criteria of
// the one under the cursor.
func (p *Pane) Draw(env pane.Env, w, h int, focused bool) []string {
	p.env = env
	if h < 1 {
		return nil
	}
	th := env.Theme
	name, about := env.Ctx().NameOf(p.project), p.project.String()+" "+th.Glyphs.Dot+" scope"
	if p.project == 0 {
		name, about = p.Title(env), ""
	}
	lines := []string{layout.Headline(w, name, about, "", th.Dim, th)}
	if p.scope != nil {
		room := max((h-8)/3, 1)
		if w < stacked { // the parts stand below one another; the deliverables need no more than their rows
			room = max(room, h-statementParts-footRoom-min(p.Len(), h/3))
		}
		lines = append(lines, layout.Blank(w))
		lines = append(lines, p.statement(th, w, room)...)
		s := fmt.Sprintf(" %d of %d deliverables accepted", p.scope.Accepted, p.Len())
		if p.scope.Unclear > 0 {
			s += fmt.Sprintf("   %d without acceptance criteria", p.scope.Unclear)
		}
		lines = append(lines, layout.Blank(w), th.Dim.Render(layout.FitWith(s, w, layout.Left, th.Glyphs.Ellipsis)))
	}
	foot := p.foot(th, w, h-len(lines))
	p.top = len(lines)
	p.table.Empty = []string{"Nothing is handed over yet: tick deliverable on the tasks that do,", "and say in their acceptance when they are accepted."}
	tall := max(h-len(lines)-len(foot), 0)
	if len(foot) > 0 {
		tall = min(tall, p.Len()+1)
	}
	lines = append(lines, p.table.Draw(w-1, tall, th, focused)...)
	return fit(env.Theme, append(lines, foot...), w, h)
}

// fit makes exactly h lines of exactly w cells.
func fit(th *theme.Theme, lines []string, w, h int) []string {
	for i := range lines {
		lines[i] = layout.FitWith(lines[i], w, layout.Left, th.Glyphs.Ellipsis)
	}
	return layout.Block(lines, w, h)
}
