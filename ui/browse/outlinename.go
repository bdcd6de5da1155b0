package browse

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/entry"
	"tandem/ui/layout"
	"tandem/ui/pane"
)

// adding is a new task while its name is typed, in the line of the outline where it will be.
type adding struct {
	at   model.Place
	line *entry.Entry
	x, y int // the cell of the text cursor in the pane, as last drawn
}

// startNaming opens a line for a new task at a place beside or under the row at hand. On a project
// it is the end of its outline.
func (p *Pane) startNaming(env pane.Env, w model.Where) pane.Effect {
	id := p.Selected()
	l := p.list()
	if id == 0 || !l.outlined() {
		return nil
	}
	if id.Is(model.ProjectPrefix) {
		w = model.Under
	}
	p.adding = &adding{at: model.Place{Anchor: id, Where: w}, line: entry.New("the name of a new task; an empty one ends it")}
	p.toPlace(env)
	if p.unkept == "" {
		return nil
	}
	p.adding.line.Set(p.unkept)
	p.adding.line.Marked = true // another name takes its place at the first letter
	p.unkept = ""
	return pane.Toast{Text: "This is what you had typed before."}
}

// stopNaming takes the line away. A name that was typed and not kept is offered at the next new task.
func (p *Pane) stopNaming() {
	if p.adding != nil {
		p.unkept = strings.TrimSpace(p.adding.line.Value())
		p.adding = nil
	}
}

// leaveName takes the line away at a key, and says where a name that was typed is found again.
func (p *Pane) leaveName(env pane.Env) pane.Effect {
	p.stopNaming()
	sel := pane.Select{ID: p.Selected()}
	if p.unkept == "" {
		return sel
	}
	key := env.Key("browse", "record.new", "n")
	if sel.ID.Is(model.ProjectPrefix) { // there that key begins a project
		key = env.Key("outline", "outline.child", "N")
	}
	return pane.Effects{sel, pane.Toast{Text: "Not added: " + p.unkept + ". " + key + " offers the name again."}}
}

// toPlace brings the line where the new task will be into sight.
func (p *Pane) toPlace(env pane.Env) {
	l, a := p.list(), p.adding
	if a.at.Where == model.Under && l.folds[a.at.Anchor] || a.at.Anchor.Is(model.ProjectPrefix) {
		l.folds[a.at.Anchor] = false
		l.build(env, true)
	}
	if row, before := p.lineOf(); !before {
		l.table.MoveToRow(row)
	}
}

// lineOf is the row after which the new task will be, or before which.
func (p *Pane) lineOf() (row int, before bool) {
	l, a := p.list(), p.adding
	row, ok := l.rows.Row(uint64(a.at.Anchor))
	if !ok {
		return l.table.Cursor(), false
	}
	if a.at.Where == model.Above {
		return row, true
	}
	last := row
	for last+1 < l.rows.Len() && l.rows.depth[last+1] > l.rows.depth[row] {
		last++
	}
	return last, false
}

// depthOf is how far the new task is indented.
func (p *Pane) depthOf() int {
	l, a := p.list(), p.adding
	row, ok := l.rows.Row(uint64(a.at.Anchor))
	if !ok {
		return 1
	}
	if a.at.Where == model.Under {
		return int(l.rows.depth[row]) + 1
	}
	return int(l.rows.depth[row])
}

// handleName does the actions of the scope taskname.
func (p *Pane) handleName(env pane.Env, r act.Result) pane.Effect {
	a := p.adding
	switch r.Action {
	case "taskname.keep":
		return p.keepName(env)
	case "taskname.indent":
		a.indent(env)
		p.toPlace(env)
	case "taskname.outdent":
		a.outdent(env)
		p.toPlace(env)
	case "taskname.leave":
		return p.leaveName(env)
	case "entry.clear":
		a.line.Clear()
	}
	return nil
}

// indent puts the new task under the one above it.
func (a *adding) indent(env pane.Env) {
	switch a.at.Where {
	case model.Below:
		a.at.Where = model.Under
	case model.Above:
		if id := neighbour(env.Snap, a.at.Anchor, -1); id != 0 {
			a.at = model.Place{Anchor: id, Where: model.Under}
		}
	default:
		if id := lastUnder(env.Snap, a.at.Anchor); id != 0 {
			a.at = model.Place{Anchor: id, Where: model.Under}
		}
	}
}

// outdent puts the new task after the summary it would be under.
func (a *adding) outdent(env pane.Env) {
	if a.at.Anchor.Is(model.ProjectPrefix) {
		return
	}
	if a.at.Where == model.Under {
		a.at.Where = model.Below
		return
	}
	if t, ok := model.Find[*model.Task](env.Snap, a.at.Anchor); ok && t.Parent != 0 {
		a.at = model.Place{Anchor: t.Parent, Where: model.Below}
	}
}

// lastUnder is the last task right under another one or a project's top; 0 for none.
func lastUnder(s *model.Snapshot, id model.ID) (last model.ID) {
	project, parent := id, model.ID(0)
	if t, ok := model.Find[*model.Task](s, id); ok {
		project, parent = t.Project, id
	}
	for _, l := range s.Plan(project).Lines {
		if l.Parent == parent && (parent != 0 || l.Depth == 0) {
			last = l.ID
		}
	}
	return last
}

// neighbour is the task so many places after another one under the same summary; 0 for none.
func neighbour(s *model.Snapshot, id model.ID, n int) model.ID {
	t, ok := model.Find[*model.Task](s, id)
	if !ok {
		return 0
	}
	var all []model.ID
	at := 0
	for _, l := range s.Plan(t.Project).Lines {
		if l.Parent == t.Parent {
			if l.ID == id {
				at = len(all)
			}
			all = append(all, l.ID)
		}
	}
	if at+n < 0 || at+n >= len(all) {
		return 0
	}
	return all[at+n]
}

// task is the new task as far as its place says what it is.
func (a *adding) task(s *model.Snapshot) *model.Task {
	t := &model.Task{Project: a.at.Anchor}
	if x, ok := model.Find[*model.Task](s, a.at.Anchor); ok {
		if t.Project, t.Parent = x.Project, x.Parent; a.at.Where == model.Under {
			t.Parent = x.ID
		}
	}
	return t
}

// keepName adds the task and opens the line for the next one.
func (p *Pane) keepName(env pane.Env) pane.Effect {
	a := p.adding
	name := strings.TrimSpace(a.line.Value())
	if name == "" {
		p.adding = nil
		return pane.Select{ID: p.Selected()}
	}
	var made model.ID
	at := a.at
	e := pane.Change("New task "+name, env.Now, func(e *model.Edit) (err error) {
		o := model.NewOutliner(e)
		if made, err = o.Add(at, func(t *model.Task) { t.Name = name }); err != nil {
			return err
		}
		if err := o.Save(); err != nil {
			return err
		}
		return e.StartFromNow(made)
	})
	late := env.Ctx().NotBeforeWords(a.task(env.Snap)) // not where the plan alone says when
	e.Quiet, e.Label = late == "", e.Label+late
	e.Then = func([]model.ID) pane.Effect {
		if p.adding != a {
			return nil
		}
		a.line.Clear()
		p.list().reveal(p.env, made)
		a.at = model.Place{Anchor: made, Where: model.Below}
		p.toPlace(p.env)
		return pane.Select{ID: made}
	}
	return e
}

// typeName takes keys and pastes of the line. Pasted lines are one task each.
func (p *Pane) typeName(_ pane.Env, k tea.KeyPressMsg) pane.Effect {
	p.adding.line.Key(k)
	return nil
}

// drawNaming puts the line of the new task between the rows of the list.
func (p *Pane) drawNaming(env pane.Env, n *drawn, w int) {
	a, l := p.adding, p.list()
	row, before := p.lineOf()
	y := row - l.table.Offset() + 2 // the heading is line 0
	if before {
		y--
	}
	y = min(max(y, 1), max(len(n.rows), 1))
	room := w
	if p.gantt.left > 0 {
		room = p.gantt.left
	}
	x := min(2+2*p.depthOf(), max(room-12, 0))
	th := env.Theme
	lead := layout.Blank(max(x, 0)) + th.Accent.Render(th.Glyphs.Then+" ")
	line := layout.FitWith(lead+a.line.Draw(max(room-x-3, 4), th, true), w, layout.Left, th.Glyphs.Ellipsis)
	rows := make([]string, 0, len(n.rows)+1)
	rows = append(append(append(rows, n.rows[:y]...), line), n.rows[y:]...)
	if len(rows) > n.body && n.body > 1 {
		if y >= n.body { // the rows move up to make room
			rows = append(rows[:1], rows[2:]...)
			y--
		} else {
			rows = rows[:n.body]
		}
	}
	n.rows = rows
	a.x, a.y = x+2+a.line.Cursor(), len(n.head)+y
}
