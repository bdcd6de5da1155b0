package board

import (
	"errors"
	"fmt"
	"strings"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/dialog"
	"tandem/ui/form"
	"tandem/ui/pane"
)

type handler = func(*Pane, pane.Env) pane.Effect

// handlers is what each action does here.
var handlers = map[act.Name]handler{
	"move.left":     func(p *Pane, _ pane.Env) pane.Effect { return p.across(-1) },
	"move.right":    func(p *Pane, _ pane.Env) pane.Effect { return p.across(1) },
	"move.down":     func(p *Pane, _ pane.Env) pane.Effect { return p.along(1) },
	"move.up":       func(p *Pane, _ pane.Env) pane.Effect { return p.along(-1) },
	"move.pagedown": func(p *Pane, _ pane.Env) pane.Effect { return p.along(p.page()) },
	"move.pageup":   func(p *Pane, _ pane.Env) pane.Effect { return p.along(-p.page()) },
	"move.halfdown": func(p *Pane, _ pane.Env) pane.Effect { return p.along(max(p.page()/2, 1)) },
	"move.halfup":   func(p *Pane, _ pane.Env) pane.Effect { return p.along(-max(p.page()/2, 1)) },
	"move.top":      func(p *Pane, _ pane.Env) pane.Effect { return p.along(-1 << 30) },
	"move.bottom":   func(p *Pane, _ pane.Env) pane.Effect { return p.along(1 << 30) },
	"card.on":       func(p *Pane, env pane.Env) pane.Effect { return p.move(env, p.at, p.col+1) },
	"card.back":     func(p *Pane, env pane.Env) pane.Effect { return p.move(env, p.at, p.col-1) },
	"card.down":     func(p *Pane, env pane.Env) pane.Effect { return p.rank(env, 1) },
	"card.up":       func(p *Pane, env pane.Env) pane.Effect { return p.rank(env, -1) },
	"board.lanes":   func(p *Pane, _ pane.Env) pane.Effect { return p.part() },
	"board.sprint":  func(p *Pane, _ pane.Env) pane.Effect { return p.narrow() },
	"record.open":   func(p *Pane, _ pane.Env) pane.Effect { return p.open() },
	"record.new":    (*Pane).newCard,
	"record.edit":   (*Pane).edit,
}

// Handle implements pane.Pane.
func (p *Pane) Handle(env pane.Env, r act.Result) pane.Effect {
	if f := handlers[r.Action]; f != nil && p.board != nil {
		return f(p, env)
	}
	return nil
}

// enabled says why an action cannot run now.
func (p *Pane) enabled(a act.Name) (bool, string) {
	if p.board == nil {
		return false, "the workspace is still opening"
	}
	switch a {
	case "card.on", "card.back", "card.up", "card.down", "record.open", "record.edit":
		if p.at == 0 {
			return false, "there is no card under the cursor"
		}
		if a == "card.back" && p.col == 0 || a == "card.on" && p.col == len(p.board.Columns)-1 {
			return false, "the board ends here"
		}
		if (a == "card.up" || a == "card.down") && p.board.Columns[p.col].Stage == model.StageDone {
			return false, "what is done stays in the order in which it was finished"
		}
	case "board.sprint":
		if s := p.snap.CurrentSprint(p.project); !p.sprint && (s == nil || s.Status != "active") {
			return false, "no sprint is under way"
		}
	}
	return true, ""
}

func (p *Pane) selected() pane.Effect { return pane.Select{ID: p.at} }

// across goes to the column beside, at the same height.
func (p *Pane) across(by int) pane.Effect {
	row := p.row
	p.col += by
	p.settle()
	p.row = max(min(row, len(p.cell())-1), 0)
	p.settle()
	return p.selected()
}

// along goes down or up the column, and on into the next lane.
func (p *Pane) along(by int) pane.Effect {
	for by != 0 {
		to := p.row + by
		n := len(p.cell())
		switch {
		case to < 0 && p.lane > 0 && p.row == 0:
			by++
			p.lane--
			p.row = max(len(p.cell())-1, 0)
			if len(p.cell()) == 0 {
				p.row = 0
			}
			continue
		case to >= n && p.lane < len(p.lanes)-1 && p.row >= n-1:
			by--
			p.lane++
			p.row = 0
			continue
		case to < 0 && p.lane > 0:
			by += p.row
			p.row = 0
			continue
		case to >= n && p.lane < len(p.lanes)-1:
			by -= n - 1 - p.row
			p.row = n - 1
			continue
		}
		p.row = max(min(to, n-1), 0)
		by = 0
	}
	p.settle()
	return p.selected()
}

// page is how many cards show at once.
func (p *Pane) page() int { return max((p.size[1]-headLines)/max(p.tall, 1), 1) }

// move puts a card into another column. A hard limit asks for the reason first; what passes a soft
// one is done and warned of.
func (p *Pane) move(env pane.Env, id model.ID, to int) pane.Effect {
	t, ok := model.Find[*model.Task](p.snap, id)
	if !ok || to < 0 || to >= len(p.board.Columns) || p.board.Of(id) == to {
		return nil
	}
	col := p.board.Columns[to]
	if n := len(p.board.Cards[to]); col.Hard && col.Limit > 0 && n >= col.Limit {
		return p.askWhy(t, to, n)
	}
	return p.moveFor(env, t, to, "")
}

// askWhy asks why a hard limit is to be passed.
func (p *Pane) askWhy(t *model.Task, to, n int) pane.Effect {
	col := p.board.Columns[to]
	hint := fmt.Sprintf("%s holds %d of at most %d: why one more?", col.Name, n, col.Limit)
	read := func(s string) (string, error) {
		if strings.TrimSpace(s) == "" {
			return "", errors.New("the limit is hard: say in a few words why it is passed, or finish something there first")
		}
		return "It is kept with the move.", nil
	}
	return pane.Open{Overlay: dialog.Ask(fmt.Sprintf("Past the limit of %s", col.Name), hint, read, func(s string) pane.Effect {
		return p.moveFor(p.env, t, to, strings.TrimSpace(s))
	})}
}

// moveFor moves for a reason, which the journal's label tells too.
func (p *Pane) moveFor(env pane.Env, t *model.Task, to int, reason string) pane.Effect {
	col := p.board.Columns[to]
	label := fmt.Sprintf("Move %s to %s", t.ID, col.Name)
	if reason != "" {
		label += ", past its limit: " + reason
	}
	e := pane.Change(label, env.Now, func(e *model.Edit) error { return e.MoveCard(t.ID, to, reason) })
	e.Then = func([]model.ID) pane.Effect {
		p.find(t.ID)
		if p.board != nil && to < len(p.board.Columns) && p.board.Over(to) {
			return pane.Effects{pane.Toast{Text: fmt.Sprintf("%s holds %d now, more than its limit of %d.", col.Name, len(p.board.Cards[to]), col.Limit), Bad: true}, p.selected()}
		}
		return p.selected()
	}
	return e
}

// rank moves the card among those that show beside it.
func (p *Pane) rank(env pane.Env, by int) pane.Effect {
	list := p.cell()
	to := p.row + by
	if to < 0 || to >= len(list) {
		return nil
	}
	id, other := p.at, list[to].ID
	return pane.Change(fmt.Sprintf("Move %s %s", id, map[bool]string{true: "down", false: "up"}[by > 0]), env.Now, func(e *model.Edit) error {
		b := e.Base().Board(p.project) // lanes and sprints leave cards out: pass those too
		from, past := b.Place(id), b.Place(other)
		return e.RankCard(id, past-from)
	})
}

// part goes on to the next kind of lanes.
func (p *Pane) part() pane.Effect {
	p.kind = (p.kind + 1) % laneKinds
	clear(p.top)
	p.deal()
	return p.selected()
}

// narrow shows the sprint under way alone, or all.
func (p *Pane) narrow() pane.Effect {
	p.sprint = !p.sprint
	clear(p.top)
	p.deal()
	return p.selected()
}

func (p *Pane) open() pane.Effect {
	return pane.Record(p.at)
}

// newCard starts a task in the column of the cursor.
func (p *Pane) newCard(env pane.Env) pane.Effect {
	preset := map[string]string{"project": p.project.String(), "column": p.board.Columns[p.col].Name}
	if p.board.Columns[p.col].Stage == model.StageDone {
		delete(preset, "column")
	}
	if s := p.onlySprint(); s != 0 {
		preset["sprint"] = s.String()
	}
	return pane.Open{Overlay: form.New(env, env.Snap.Schema().Prefix(model.TaskPrefix), nil, preset)}
}

func (p *Pane) edit(env pane.Env) pane.Effect {
	return form.Edit(env, p.at)
}

// Click implements pane.Mouser: a card takes the cursor and may be dragged, twice opens it; a
// column's heading takes the cursor to its first card.
func (p *Pane) Click(_ pane.Env, x, y int, double bool) pane.Effect {
	if p.board == nil {
		return nil
	}
	p.drag = dragState{over: -1}
	for _, s := range p.spots {
		if x >= s.x && x < s.x+s.w && y >= s.y && y < s.y+s.h {
			p.find(s.id)
			if double {
				return p.open()
			}
			p.drag = dragState{id: s.id, over: -1, on: true}
			return p.selected()
		}
	}
	if c := p.columnAt(x); c >= 0 {
		p.col = c
		if y < headLines {
			p.lane, p.row = 0, 0
		}
		p.settle()
	}
	return p.selected()
}

// columnAt is the column drawn at x; -1 beside them.
func (p *Pane) columnAt(x int) int {
	for _, h := range p.heads {
		if x >= h[1] && x < h[2] {
			return h[0]
		}
	}
	return -1
}

// Drag implements pane.Dragger: the card goes to the column it is let go over.
func (p *Pane) Drag(env pane.Env, x, _ int, done bool) pane.Effect {
	if !p.drag.on || p.board == nil {
		return nil
	}
	over := p.columnAt(x)
	if over != p.drag.over {
		p.drag.over = over
		p.gen++
	}
	if !done {
		return nil
	}
	id := p.drag.id
	p.drag = dragState{over: -1}
	p.gen++
	if over < 0 || over == p.board.Of(id) {
		return nil
	}
	return p.move(env, id, over)
}

// Wheel implements pane.Mouser.
func (p *Pane) Wheel(_ pane.Env, x, _, lines int) pane.Effect {
	if p.board == nil {
		return nil
	}
	if c := p.columnAt(x); c >= 0 && p.kind == noLanes && c != p.col {
		p.col = c
		p.settle()
	}
	if lines > 0 {
		return p.along(1)
	}
	return p.along(-1)
}
