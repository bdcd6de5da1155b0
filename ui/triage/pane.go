// Package triage is the full-screen queue: one decision at a time, the reason first. What
// is in it and what a verb does are rules of model/triage; here they are shown and reached
// by key.
package triage

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/triage"
	"tandem/ui/act"
	"tandem/ui/entry"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/table"
)

// typing says which line takes the keys.
type typing uint8

const (
	inList typing = iota
	inWords
	inFilter
)

// Pane is the triage screen. The queue is built in Sync, once for a snapshot and a minute.
type Pane struct {
	env    pane.Env
	snap   *model.Snapshot
	now    date.Instant
	q      *triage.Queue
	view   triage.View
	hat    model.Hat
	rows   []*triage.Item
	all    int      // rows without the filter
	bad    error    // what is wrong with the filter
	anchor model.ID // the item the cursor was on when a filter was begun
	stale  int      // rows that are late by weeks
	gen    uint64   // grows with every change of the rows
	table  *table.Table

	typing typing
	words  *entry.Entry // to the customer
	about  model.ID     // the item the words are about
	filter *entry.Entry

	last    *triage.Decision
	decided [][]model.ID // what was decided here, newest last: undo brings the cursor back to it
	why     bool         // the reason takes half of the screen
	near    nearby
	heads   [triage.Done + 1]layout.Rect // where the views stand in the header
	top     int                          // first line of the table
	part    int                          // the line of it that is a rule; -1: none
	caret   [2]int
	memo    preview
}

// nearby remembers the candidates of the item under the cursor.
type nearby struct {
	key  model.ID
	gen  uint64
	list []triage.Candidate
}

// New makes the pane over nothing; Sync fills it.
func New() *Pane {
	p := &Pane{view: triage.Now, words: entry.New("update sent"), filter: entry.New("words, or late>28 points<20 signal:late")}
	p.table = table.New(columns(triage.Now)...)
	return p
}

// Sync implements pane.Pane. The cursor stays on its item; after an undo it goes to the
// item that came back.
func (p *Pane) Sync(env pane.Env) {
	p.env = env
	if env.Snap == nil || p.q != nil && env.Snap == p.snap && env.Now == p.now {
		p.refresh()
		return
	}
	edited := p.snap != nil && env.Snap != p.snap
	p.snap, p.now = env.Snap, env.Now
	p.q = triage.Build(env.Ctx())
	old := make(map[model.ID]bool, len(p.rows))
	for _, it := range p.rows {
		old[it.Key()] = true
	}
	p.fill()
	if edited {
		p.comeBack(old)
	}
}

// refresh makes the table draw anew, as after a change of the theme.
func (p *Pane) refresh() {
	p.gen++
	p.table.SetSource(p, p.gen)
}

// fill lists the rows of the view, for the hat and the filter.
func (p *Pane) fill() {
	p.narrow()
	p.countStale()
	p.refresh()
	p.table.Empty = p.empty()
	p.table.KeepMarks(func(id uint64) bool { return p.q.Find(model.ID(id)) != nil })
}

// refill fills by a filter that is being typed: the cursor stays on the item it was on when that began as
// long as it passes, else goes to the first, whatever passed while a word was half typed.
func (p *Pane) refill() {
	p.fill()
	if !p.table.MoveTo(uint64(p.anchor)) {
		p.table.MoveToRow(0)
	}
}

// comeBack puts the cursor on what an undo brought back: something decided here that was
// not among the rows and now is.
func (p *Pane) comeBack(old map[model.ID]bool) {
	for i, keys := range slices.Backward(p.decided) {
		for _, it := range p.rows {
			if !old[it.Key()] && slices.Contains(keys, it.Key()) {
				p.table.MoveTo(uint64(it.Key()))
				p.decided = p.decided[:i]
				return
			}
		}
	}
}

// Scopes implements pane.Pane.
func (p *Pane) Scopes() []act.Scope {
	switch p.typing {
	case inWords:
		return []act.Scope{act.ScopeOf("triage.text")}
	case inFilter:
		return []act.Scope{act.ScopeOf("filter")}
	}
	s := act.ScopeOf("triage")
	s.Enabled = p.enabled
	return []act.Scope{s}
}

// Title implements pane.Pane.
func (p *Pane) Title(pane.Env) string { return "triage" }

// Foot implements pane.Footer.
func (p *Pane) Foot() string { return p.table.Position() }

// Selected implements pane.Selecter: the item's own record.
func (p *Pane) Selected() model.ID {
	if it := p.current(); it != nil {
		return it.Key()
	}
	return 0
}

// current is the item under the cursor, or nil.
func (p *Pane) current() *triage.Item {
	if i := p.table.Cursor(); i < len(p.rows) {
		return p.rows[i]
	}
	return nil
}

// targets are the items a verb acts on: the marked ones in sight with that under the cursor first
// if it is one of them, else the one under the cursor. What a filter hides is not acted on.
func (p *Pane) targets() []*triage.Item {
	if p.marked() == 0 {
		if it := p.current(); it != nil {
			return []*triage.Item{it}
		}
		return nil
	}
	var out []*triage.Item
	for _, it := range p.rows {
		if !p.table.IsMarked(uint64(it.Key())) {
			continue
		}
		if it == p.current() {
			out = append([]*triage.Item{it}, out...)
		} else {
			out = append(out, it)
		}
	}
	return out
}

// marked is how many marks are in sight.
func (p *Pane) marked() int { return len(p.table.Marked()) }

// markedWords say how many marks verbs act on, and how many the filter hides.
func (p *Pane) markedWords() string {
	n, seen := p.table.MarkCount(), p.marked()
	if seen < n {
		return fmt.Sprintf("%d marked, %d hidden", seen, n-seen)
	}
	return fmt.Sprintf("%d marked", n)
}

// candidates are those of the item under the cursor, worked out once.
func (p *Pane) candidates(it *triage.Item) []triage.Candidate {
	if it == nil {
		return nil
	}
	if p.near.key != it.Key() || p.near.gen != p.gen {
		p.near = nearby{it.Key(), p.gen, p.q.Candidates(it)}
	}
	return p.near.list
}

// Key implements pane.Texter.
func (p *Pane) Key(_ pane.Env, k tea.KeyPressMsg) pane.Effect {
	switch p.typing {
	case inWords:
		p.words.Key(k)
	case inFilter:
		if p.filter.Key(k) {
			p.refill()
			return p.selected()
		}
	}
	return nil
}

// Paste implements pane.Texter.
func (p *Pane) Paste(_ pane.Env, s string) pane.Effect {
	switch p.typing {
	case inWords:
		p.words.Paste(s)
	case inFilter:
		p.filter.Paste(s)
		p.refill()
	}
	return nil
}

// Cursor implements pane.Cursorer.
func (p *Pane) Cursor() (x, y int, ok bool) {
	return p.caret[0], p.caret[1], p.typing != inList
}

// Click implements pane.Mouser: a view in the header, or a row; twice opens the record.
func (p *Pane) Click(env pane.Env, x, y int, double bool) pane.Effect {
	for v, r := range p.heads {
		if r.Contains(x, y) {
			return p.show(triage.View(v))
		}
	}
	line, on := p.lineAt(y - p.top)
	row, ok := p.table.ClickAt(x, line)
	if !ok || !on || y < p.top || p.typing == inWords {
		return nil
	}
	p.table.MoveToRow(row)
	if double {
		return open(p, env, act.Result{})
	}
	return p.selected()
}

// Wheel implements pane.Mouser.
func (p *Pane) Wheel(_ pane.Env, _, _, lines int) pane.Effect {
	if p.typing == inWords {
		return nil
	}
	p.table.Move(lines)
	return p.selected()
}

func (p *Pane) selected() pane.Effect { return pane.Select{ID: p.Selected()} }

// show changes the view; marks do not go along, for they would act unseen.
func (p *Pane) show(v triage.View) pane.Effect {
	if v == p.view {
		return nil
	}
	p.view = v
	p.table.ClearMarks()
	p.table.SetColumns(columns(v)...)
	p.table.MoveToRow(0)
	p.fill()
	p.table.Home()
	return p.selected()
}
