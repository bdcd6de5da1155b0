// Package slip shows how the forecast of each milestone moved over time: the milestone trend chart,
// from baselines, reports as sent, and the journal.
package slip

import (
	"context"
	"fmt"
	"strings"
	"time"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/act"
	"tandem/ui/dialog"
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
	slips   []model.Slip
	past    journal
	asked   question
	got     question
	env     pane.Env
	want    model.ID // where the cursor goes once the rows are there
	top     int      // the line the table begins at, as last drawn
	left    int
}

// journal is what the plan said at moments of the past. It is read once for a project: the past does
// not change.
type journal struct {
	project model.ID
	looks   []model.Look
	read    bool
}

// question is what the lines depend on.
type question struct {
	snap    *model.Snapshot
	project model.ID
	read    bool
}

// New makes an empty page; Return says which project it is about.
func New() *Pane {
	return &Pane{table: table.New(
		table.Column{Name: "sign", Title: "", Width: 2, Priority: 9},
		table.Column{Name: "name", Title: "milestone", Width: 34, Min: 28, Flex: 1, Priority: 9},
		table.Column{Name: "slip", Title: "slip", Width: 9, Align: layout.Right, Priority: 8},
		table.Column{Name: "now", Title: "forecast", Width: 10, Align: layout.Right, Priority: 7},
		table.Column{Name: "trend", Title: "trend", Width: 10, Priority: 6},
		table.Column{Name: "first", Title: "first told", Width: 10, Align: layout.Right, Priority: 5},
		table.Column{Name: "moves", Title: "moved", Width: 6, Align: layout.Right, Priority: 4},
	)}
}

// Sync implements pane.Pane.
func (p *Pane) Sync(env pane.Env) { p.env = env }

// Needs implements pane.Needer: the journal once, then the lines for each state of the workspace.
func (p *Pane) Needs(env pane.Env, _, _ int) pane.Effect {
	if env.Cold || p.project == 0 {
		return nil
	}
	if p.past.project != p.project {
		return p.readJournal(env)
	}
	q := question{env.Snap, p.project, p.past.read}
	if q == p.asked {
		return nil
	}
	p.asked = q
	c, looks := env.Ctx(), p.past.looks
	return pane.Ask{Owner: p, Run: func(context.Context) (pane.Effect, error) {
		slips := c.Slips(q.project, append(c.Looks(q.project), looks...))
		return pane.Run(func() pane.Effect { p.learn(q, slips); return nil }), nil
	}}
}

// readJournal asks for the past of the project.
func (p *Pane) readJournal(env pane.Env) pane.Effect {
	p.past = journal{project: p.project}
	id, loc := p.project, env.Ctx().Loc
	var looks []model.Look
	return pane.Moments{Owner: &p.past, At: model.SlipTimes(env.Snap.JournalFrom(id), env.Now, loc),
		Look: func(at date.Instant, was *model.Snapshot) {
			if l := model.LookBack(was, id, at); len(l.Finish) > 0 {
				looks = append(looks, l)
			}
		},
		Done: func() pane.Effect {
			if p.past.project == id {
				p.past.looks, p.past.read = looks, true
			}
			return nil
		}}
}

func (p *Pane) learn(q question, slips []model.Slip) {
	if q == p.asked {
		fresh := len(p.slips) == 0
		p.got, p.slips = q, slips
		p.table.SetSource(p, p.env.Rev+1)
		if fresh && p.want == 0 {
			p.table.MoveToRow(worst(slips))
		}
		if p.want != 0 {
			p.table.MoveTo(uint64(p.want))
			p.want = 0
		}
	}
}

// worst is the open milestone that slipped most, the first where none did.
func worst(slips []model.Slip) int {
	at := -1
	for i := range slips {
		if s := &slips[i]; !s.Reached && (at < 0 || s.By > slips[at].By) {
			at = i
		}
	}
	return max(at, 0)
}

// Here implements pane.Placed.
func (p *Pane) Here() (pane.Page, bool) { return pane.Page{Open: p.project, ID: p.Selected()}, true }

// Return implements pane.Placed.
func (p *Pane) Return(env pane.Env, to pane.Page) pane.Effect {
	if to.Open != 0 && to.Open != p.project {
		p.project, p.slips, p.asked = to.Open, nil, question{}
		p.table.SetSource(p, env.Rev)
	}
	if to.ID != 0 && !p.table.MoveTo(uint64(to.ID)) {
		p.want = to.ID
	}
	return nil
}

// Selected implements pane.Selecter.
func (p *Pane) Selected() model.ID {
	if s := p.current(); s != nil {
		return s.Task
	}
	return p.project
}

func (p *Pane) current() *model.Slip {
	if i := p.table.Cursor(); i < len(p.slips) {
		return &p.slips[i]
	}
	return nil
}

// Scopes implements pane.Pane.
func (p *Pane) Scopes() []act.Scope {
	s := act.ScopeOf("slip")
	s.Enabled = func(a act.Name) (bool, string) {
		switch a {
		case "record.open", "record.edit", "record.why", "record.copy":
			return p.current() != nil, "there is no milestone here"
		case "plan.correct":
			return p.Selected().Is(model.TaskPrefix), "go to a milestone first"
		}
		return true, ""
	}
	return []act.Scope{s}
}

// Handle implements pane.Pane.
func (p *Pane) Handle(env pane.Env, r act.Result) pane.Effect {
	if p.table.Do(string(r.Action)) {
		return nil
	}
	if f := handlers[r.Action]; f != nil && p.current() != nil {
		return f(p, env)
	}
	return nil
}

var handlers = map[act.Name]func(*Pane, pane.Env) pane.Effect{
	"record.open": func(p *Pane, _ pane.Env) pane.Effect { return pane.Record(p.Selected()) },
	"record.edit": func(p *Pane, env pane.Env) pane.Effect { return form.Edit(env, p.Selected()) },
	"record.copy": func(p *Pane, env pane.Env) pane.Effect {
		return pane.Copy{Text: model.SlipMarkdown(env.Ctx(), p.project, p.slips)}
	},
	"record.why": func(p *Pane, env pane.Env) pane.Effect {
		s := p.current()
		return pane.Open{Overlay: dialog.Message("How it moved", append([]string{s.Name, ""}, s.Lines(p.ctx(env))...))}
	},
	"plan.correct": func(p *Pane, env pane.Env) pane.Effect {
		s := p.current()
		why := ""
		if s.By > 0 {
			why = model.SignedSpan(p.ctx(env), s.By, date.Days) + " since it was first told"
		}
		return pane.Change("Corrective action for "+s.Task.String(), env.Now, func(e *model.Edit) error {
			_, err := model.Correct(e, s.Task, why)
			return err
		})
	},
}

// ctx is that of the project: its zone and its days.
func (p *Pane) ctx(env pane.Env) *model.Ctx {
	if pr, ok := model.Find[*model.Project](env.Snap, p.project); ok {
		return env.Ctx().For(pr)
	}
	return env.Ctx()
}

// Click implements pane.Mouser.
func (p *Pane) Click(_ pane.Env, x, y int, double bool) pane.Effect {
	if !p.table.Pick(x-p.left, y-p.top) || !double {
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
	return "Milestones of " + layout.Clean(env.Ctx().NameOf(p.project))
}

// Foot implements pane.Footer.
func (p *Pane) Foot() string { return p.table.Position() }

// Len implements table.Source.
func (p *Pane) Len() int { return len(p.slips) }

// ID implements table.Source.
func (p *Pane) ID(i int) uint64 { return uint64(p.slips[i].Task) }

// Cell implements table.Source.
func (p *Pane) Cell(i, col int) table.Cell {
	s, th := &p.slips[i], p.env.Theme
	c := p.ctx(p.env)
	today := c.Now.Day(c.Loc)
	st := mood(s, th)
	switch col {
	case 0:
		return table.Cell{Text: string(letterOf(i)), Style: st}
	case 1:
		ref := " " + s.Task.String()
		text := layout.Clean(s.Name)
		return table.Cell{Text: text + ref, Style: th.Text, Keep: len(ref), Spans: []table.Span{{From: len(text), To: len(text) + len(ref), Style: th.Faint}}}
	case 2:
		return table.Cell{Text: model.SignedSpan(c, s.By, date.Days), Style: st, Whole: true}
	case 3:
		return table.Cell{Text: s.Points[len(s.Points)-1].Finish.Day(c.Loc).Short(today), Style: th.Text}
	case 4:
		return table.Cell{Text: sign(s, th) + " " + s.Trend(), Style: st}
	case 5:
		return table.Cell{Text: s.Points[0].Finish.Day(c.Loc).Short(today), Style: th.Dim}
	}
	return table.Cell{Text: fmt.Sprint(s.Moves), Style: th.Dim}
}

// mood is the colour of a line: what slips, what came back, what holds.
func mood(s *model.Slip, th *theme.Theme) theme.Style {
	switch {
	case s.Reached:
		return th.Dim
	case s.By > 0 && s.Last > 0:
		return th.Hot
	case s.By > 0:
		return th.Warm
	case s.Moves > 0:
		return th.Ok
	}
	return th.Info
}

func sign(s *model.Slip, th *theme.Theme) string {
	switch s.Trend() {
	case "reached":
		return th.Glyphs.Check
	case "slipping":
		return th.Glyphs.Up
	case "recovering":
		return th.Glyphs.Down
	}
	return th.Glyphs.Right
}

// The least room of a chart, and from which width it stands beside the table.
const (
	leastPlotW = 30
	leastPlotH = 5
	beside     = 150
	headLines  = 2
)

// Draw implements pane.Pane: the chart over the table, or beside it where there is width.
func (p *Pane) Draw(env pane.Env, w, h int, focused bool) []string {
	p.env = env
	if h <= headLines {
		return layout.Block(nil, w, h)
	}
	th := env.Theme
	lines := p.head(env, w)
	h -= headLines
	p.table.Empty = p.empty(env)
	loc := p.ctx(env).Loc
	if len(p.slips) == 0 || h < 12 || w < leastPlotW+labelWidth {
		p.top, p.left = headLines, 0
		return layout.Block(append(lines, p.table.Draw(w, h, th, focused)...), w, h+headLines)
	}
	if w >= beside {
		tw := min(w/2, 100)
		rows := min(len(p.slips)+1, h)
		left := append(p.table.Draw(tw, rows, th, focused), layout.Block(p.moved(env, tw, h-rows), tw, h-rows)...)
		right := p.chart(th, w-tw-3, h, loc)
		p.top, p.left = headLines, 0
		for i := range h {
			lines = append(lines, left[i]+layout.Blank(2)+layout.Pad(right[i], w-tw-2, layout.Left))
		}
		return layout.Block(lines, w, h+headLines)
	}
	rows := min(len(p.slips)+1, max(h*2/5, 4))
	ph := h - rows - 1
	lines = append(lines, p.chart(th, w-1, ph, loc)...)
	lines = append(lines, layout.Blank(w))
	p.top, p.left = len(lines), 0
	return layout.Block(append(lines, p.table.Draw(w-1, rows, th, focused)...), w, h+headLines)
}

// moved is how the milestone under the cursor came to where it is: look by look, the newest first.
func (p *Pane) moved(env pane.Env, w, h int) []string {
	s := p.current()
	if s == nil || h < 4 {
		return nil
	}
	th := env.Theme
	title := "  How " + s.Task.String() + " " + layout.Clean(s.Name) + " moved"
	out := []string{"", "", th.Title.Render(layout.FitWith(title, w, layout.Left, th.Glyphs.Ellipsis)),
		th.Header.Render(layout.FitWith(fmt.Sprintf("  %-16s due", "looked at"), w, layout.Left, th.Glyphs.Ellipsis))}
	for _, l := range s.Lines(p.ctx(env)) {
		out = append(out, th.Dim.Render(layout.FitWith("  "+layout.Clean(l), w, layout.Left, th.Glyphs.Ellipsis)))
	}
	return out
}

// chart draws all lines, that under the cursor last and bright.
func (p *Pane) chart(th *theme.Theme, w, h int, loc *time.Location) []string {
	if h < leastPlotH+2 || w < leastPlotW {
		return layout.Block(nil, w, h)
	}
	f := newPlot(p.slips, p.env.Now, w-labelWidth, h-2, loc, th.ASCII)
	f.diagonal(th.Faint)
	at := min(p.table.Cursor(), len(p.slips)-1)
	for i := range p.slips {
		if i != at {
			f.line(&p.slips[i], letterOf(i), th.Dim, loc)
		}
	}
	if at >= 0 {
		f.line(&p.slips[at], letterOf(at), mood(&p.slips[at], th).With(theme.Bold), loc)
	}
	return layout.Block(f.draw(th), w, h)
}

// head says what the page is, and what it rests on.
func (p *Pane) head(env pane.Env, w int) []string {
	th := env.Theme
	slipping := 0
	for i := range p.slips {
		if p.slips[i].By > 0 && !p.slips[i].Reached {
			slipping++
		}
	}
	right := ""
	if len(p.slips) > 0 {
		right = fmt.Sprintf("%d of %d later than first told", slipping, len(p.slips))
	}
	st := th.Ok
	if slipping > 0 {
		st = th.Hot
	}
	sub := " right: when somebody looked; up: when it was due; dotted line: reached"
	if !p.past.read && p.project != 0 {
		sub += "   reading the journal ..."
	}
	name, about := env.Ctx().NameOf(p.project), p.project.String()+" "+th.Glyphs.Dot+" milestones"
	if p.project == 0 {
		name, about = p.Title(env), ""
	}
	return []string{layout.Headline(w, name, about, right, st, th),
		th.Dim.Render(layout.FitWith(sub, w, layout.Left, th.Glyphs.Ellipsis))}
}

func (p *Pane) empty(env pane.Env) []string {
	switch {
	case p.project == 0:
		return []string{"Go to a project first."}
	case p.asked != p.got || !p.past.read:
		return []string{"Looking back ..."}
	}
	return []string{"This project has no milestone with a date.", "", "Tick milestone on the tasks that are one; from then on this chart shows",
		"how their forecast moves. " + strings.Repeat(env.Key("slip", "baseline.take", "b")+" ", 2) + "keeps the plan of today to look back at."}
}
