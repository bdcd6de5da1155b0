// Package board shows the work of a project as cards in columns: what waits, what is under way and
// what is done, how full each column is against its limit, and who has what. Cards are moved by key
// and by mouse.
package board

import (
	"context"
	"slices"

	"tandem/model"
	"tandem/model/flow"
	"tandem/ui/act"
	"tandem/ui/pane"
)

// lanes says how the board is parted from top to bottom.
type lanes uint8

const (
	noLanes lanes = iota
	byPerson
	byDeliverable
	laneKinds
)

// lane is one part of the board: cards by column.
type lane struct {
	id    model.ID
	name  string
	cells [][]*model.Task
	tall  int   // the most cards of a column
	more  []int // cards that do not show, by column: of what is done the newest stand for all
}

// Pane is the board of one project.
type Pane struct {
	env     pane.Env
	snap    *model.Snapshot
	project model.ID
	board   *model.Board
	kind    lanes
	sprint  bool // only the cards of the sprint under way
	lanes   []lane

	lane, col, row int       // of the cursor
	at             model.ID  // the card under it
	top            []int     // the first card that shows, by column; with lanes the first line, in top[0]
	size           [2]int    // of the last frame
	tall, gap      int       // lines of a card in it, and below it
	deep           bool      // the last line of a card says more
	low            int       // lines of a card that is done, where not the same
	spots          []spot    // where cards stand in it
	heads          [][3]int  // columns in it: which, from, to
	drag           dragState // a card held by the mouse

	asked *model.Snapshot
	known facts
	fkey  frameKey
	frame []string
	gen   int
}

// facts are what is worked out off the event loop.
type facts struct {
	snap  *model.Snapshot
	flow  *model.Flow
	sched *model.Schedule
	old   int // days past which a card is older than 85 of 100 finished ones; 0: too few were
}

// dragState is a card under the mouse, and the column it hangs over; -1 for none.
type dragState struct {
	id   model.ID
	over int
	on   bool
}

// New makes the page over nothing; Return tells which project it is about.
func New() *Pane { return &Pane{drag: dragState{over: -1}} }

// Sync implements pane.Pane: the cursor stays on its card.
func (p *Pane) Sync(env pane.Env) {
	p.env = env
	p.gen++
	if env.Snap == nil || env.Snap == p.snap && p.board != nil {
		return
	}
	p.snap = env.Snap
	first, at := p.board == nil, p.at
	if p.deal(); first && at == 0 {
		p.begin() // the records were still being read when the page was opened
	}
}

// deal lays the cards out anew.
func (p *Pane) deal() {
	p.gen++
	if p.project == 0 || p.snap == nil || p.env.Cold {
		p.board = nil
		return
	}
	p.board = p.snap.Board(p.project)
	p.lanes = p.lanes[:0]
	only := p.onlySprint()
	find := map[model.ID]int{}
	for c, list := range p.board.Cards {
		for _, t := range list {
			if only != 0 && t.Sprint != only {
				continue
			}
			id := p.laneOf(t)
			i, ok := find[id]
			if !ok {
				i = len(p.lanes)
				find[id] = i
				p.lanes = append(p.lanes, lane{id: id, cells: make([][]*model.Task, len(p.board.Columns))})
			}
			p.lanes[i].cells[c] = append(p.lanes[i].cells[c], t)
			if p.board.Columns[c].Stage != model.StageDone {
				p.lanes[i].tall = max(p.lanes[i].tall, len(p.lanes[i].cells[c]))
			}
		}
	}
	p.fold()
	if len(p.lanes) == 0 {
		p.lanes = append(p.lanes, lane{cells: make([][]*model.Task, len(p.board.Columns)), more: make([]int, len(p.board.Columns))})
	}
	p.nameLanes()
	if len(p.top) != len(p.board.Columns) {
		p.top = make([]int, len(p.board.Columns))
	}
	p.find(p.at)
}

// leastDone is how many cards of a done column a lane shows at least.
const leastDone = 2

// fold keeps what is done from stretching the lanes: of it so many cards show as there is room for
// beside the work that is not.
func (p *Pane) fold() {
	for i := range p.lanes {
		l := &p.lanes[i]
		l.more = make([]int, len(l.cells))
		room := max(l.tall, leastDone)
		for c, list := range l.cells {
			if p.board.Columns[c].Stage != model.StageDone {
				continue
			}
			if p.kind != noLanes && len(list) > room {
				l.more[c], l.cells[c] = len(list)-room, list[:room]
			}
			l.tall = max(l.tall, len(l.cells[c]))
		}
	}
}

// onlySprint is the sprint whose cards alone show; 0 for all.
func (p *Pane) onlySprint() model.ID {
	if !p.sprint {
		return 0
	}
	if s := p.snap.CurrentSprint(p.project); s != nil && s.Status == "active" {
		return s.ID
	}
	return 0
}

// laneOf is the lane a card lies in: that of the first person on it, or of the deliverable it
// belongs to, else of the topmost summary it is under.
func (p *Pane) laneOf(t *model.Task) model.ID {
	switch p.kind {
	case byPerson:
		for _, a := range t.Assignments {
			if a.Person != 0 {
				return a.Person
			}
		}
	case byDeliverable:
		top := model.ID(0)
		for n := 0; t != nil && n < 64; n++ {
			if t.Deliverable {
				return t.ID
			}
			if p.snap.Plan(p.project).Summary(t.ID) {
				top = t.ID
			}
			t, _ = model.Find[*model.Task](p.snap, t.Parent)
		}
		return top
	}
	return 0
}

// nameLanes names and orders the lanes: people by name, deliverables as in the outline, and last
// what has none.
func (p *Pane) nameLanes() {
	c := p.env.Ctx()
	order := map[model.ID]int{}
	if p.kind == byDeliverable {
		for i, l := range p.snap.Plan(p.project).Lines {
			order[l.ID] = i
		}
	}
	for i := range p.lanes {
		l := &p.lanes[i]
		switch {
		case l.id != 0:
			l.name = c.NameOf(l.id)
		case p.kind == byPerson:
			l.name = "nobody yet"
		case p.kind == byDeliverable:
			l.name = "no deliverable"
		}
	}
	slices.SortStableFunc(p.lanes, func(a, b lane) int {
		switch {
		case (a.id == 0) != (b.id == 0):
			if a.id == 0 {
				return 1
			}
			return -1
		case p.kind == byDeliverable:
			return order[a.id] - order[b.id]
		}
		return compare(a.name, b.name)
	})
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// find puts the cursor on a card; where it is gone it stays at its place.
func (p *Pane) find(id model.ID) {
	if id != 0 {
		for l := range p.lanes {
			for c, list := range p.lanes[l].cells {
				for r, t := range list {
					if t.ID == id {
						p.lane, p.col, p.row = l, c, r
						p.settle()
						return
					}
				}
			}
		}
	}
	p.settle()
}

// settle keeps the cursor on the board.
func (p *Pane) settle() {
	p.lane = min(max(p.lane, 0), len(p.lanes)-1)
	p.col = min(max(p.col, 0), len(p.board.Columns)-1)
	p.row = max(min(p.row, len(p.cell())-1), 0)
	p.at = 0
	if t := p.card(); t != nil {
		p.at = t.ID
	}
}

// cell is the list of cards the cursor is in.
func (p *Pane) cell() []*model.Task { return p.lanes[p.lane].cells[p.col] }

// card is the one under the cursor; nil where the column is empty.
func (p *Pane) card() *model.Task {
	if p.board == nil || len(p.cell()) == 0 {
		return nil
	}
	return p.cell()[min(p.row, len(p.cell())-1)]
}

// Needs implements pane.Needer: the ages of the cards come from the journal, late and critical from
// the schedule, both off the event loop.
func (p *Pane) Needs(env pane.Env, _, _ int) pane.Effect {
	if p.board == nil || p.asked == env.Snap || env.Cold {
		return nil
	}
	p.asked = env.Snap
	c, project := env.Ctx(), p.project
	return pane.Past{Owner: p, Project: project, Work: func(ctx context.Context, past *model.Past) pane.Effect {
		f := facts{snap: c.Snap, flow: model.FlowOf(c, project, past), sched: c.Snap.Schedule(project)}
		if days, _ := f.flow.Cycles(f.flow.Last-90, f.flow.Last); len(days) >= 5 {
			f.old = flow.Percentile(days, 85)
		}
		return pane.Run(func() pane.Effect {
			p.known = f
			p.gen++
			return nil
		})
	}}
}

// Scopes implements pane.Pane.
func (p *Pane) Scopes() []act.Scope {
	s := act.ScopeOf("board")
	s.Enabled = p.enabled
	return []act.Scope{s}
}

// Title implements pane.Pane.
func (p *Pane) Title(pane.Env) string { return "board" }

// Selected implements pane.Selecter.
func (p *Pane) Selected() model.ID { return p.at }

// Here implements pane.Placed.
func (p *Pane) Here() (pane.Page, bool) { return pane.Page{Open: p.project, ID: p.at}, true }

// Return implements pane.Placed. A card that is named takes the cursor.
func (p *Pane) Return(env pane.Env, to pane.Page) pane.Effect {
	p.env = env
	if to.Open != 0 && to.Open != p.project {
		p.project, p.at, p.lane, p.col, p.row, p.asked, p.known = to.Open, 0, 0, 0, 0, nil, facts{}
		p.snap = env.Snap
		p.deal()
		p.begin()
	}
	switch {
	case to.ID != 0 && p.board != nil:
		p.find(to.ID)
	case to.ID != 0:
		p.at = to.ID // looked for when the cards are there
	}
	return nil
}

// begin puts the cursor on the first card under way, for that is what a board is looked at for.
func (p *Pane) begin() {
	if p.board == nil {
		return
	}
	for _, stage := range []model.BoardStage{model.StageWorking, model.StageWaiting, model.StageDone} {
		for c, col := range p.board.Columns {
			if col.Stage == stage && len(p.board.Cards[c]) > 0 {
				p.find(p.board.Cards[c][0].ID)
				return
			}
		}
	}
}

var (
	_ pane.Placed   = (*Pane)(nil)
	_ pane.Needer   = (*Pane)(nil)
	_ pane.Mouser   = (*Pane)(nil)
	_ pane.Dragger  = (*Pane)(nil)
	_ pane.Selecter = (*Pane)(nil)
	_ pane.Footer   = (*Pane)(nil)
)
