package model

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tandem/model/date"
)

// BoardStage says what a column of a board means for the work in it.
type BoardStage string

// The stages. Work that is waiting was not begun; the time from working to done is its cycle time.
const (
	StageWaiting BoardStage = "waiting"
	StageWorking BoardStage = "working"
	StageDone    BoardStage = "done"
)

// BoardColumn is a column of a project's board.
type BoardColumn struct {
	Name  string
	Limit int        // of cards in it at once; 0: none
	Hard  bool       // the limit is only passed with a reason
	Stage BoardStage // empty: by its place, see BoardColumns
}

// Move is a card's way from one column to another. What is moved by key, mouse or command line
// notes it; a column that is changed in a form is told by the journal alone.
type Move struct {
	At       date.Instant
	From, To string
	Reason   string // why a hard limit was passed
	Was      Pct    // of the work done before, where the move completed it
}

func boardFields() []Field {
	return []Field{
		Text("name", func(x *BoardColumn) *string { return &x.Name }),
		Int("limit", func(x *BoardColumn) *int { return &x.Limit }, Between(0, 9999)),
		Flag("hard", func(x *BoardColumn) *bool { return &x.Hard }),
		Enum("stage", func(x *BoardColumn) *BoardStage { return &x.Stage }, OneOf("waiting: not begun", "working", "done")),
	}
}

func moveFields() []Field {
	return []Field{
		Time("at", func(x *Move) *date.Instant { return &x.At }),
		Text("from", func(x *Move) *string { return &x.From }),
		Text("to", func(x *Move) *string { return &x.To }),
		Text("reason", func(x *Move) *string { return &x.Reason }),
		Percent("was", func(x *Move) *Pct { return &x.Was }),
	}
}

// checkBoard says what is wrong with the columns of a board.
func checkBoard(cols []BoardColumn) []Problem {
	var out []Problem
	bad := func(i int, msg string) { out = append(out, Problem{Field: "columns", Message: rowOf(i) + msg}) }
	seen := map[string]bool{}
	for i, c := range cols {
		k := columnKey(c.Name)
		switch {
		case k == "":
			bad(i, "has no name")
		case seen[k]:
			bad(i, fmt.Sprintf("%q is there twice", c.Name))
		case c.Hard && c.Limit == 0:
			bad(i, "is hard without a limit")
		}
		seen[k] = true
	}
	return out
}

func columnKey(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

// BoardColumns are the columns of the project's board: its own, else those its method begins with.
// Each has a stage: where none is told the first is waiting, the last done and all between
// working.
func (p *Project) BoardColumns() []BoardColumn {
	cols := slices.Clone(p.Columns)
	if len(cols) == 0 {
		cols = methodColumns(p.Method)
	}
	for i := range cols {
		switch {
		case cols[i].Stage != "":
		case i == len(cols)-1:
			cols[i].Stage = StageDone
		case i == 0:
			cols[i].Stage = StageWaiting
		default:
			cols[i].Stage = StageWorking
		}
	}
	return cols
}

// methodColumns are the columns a board begins with. Kanban limits what is under way from the
// first day; the others leave that to the team.
func methodColumns(m Method) []BoardColumn {
	switch m {
	case "kanban":
		return []BoardColumn{{Name: "Backlog", Stage: StageWaiting}, {Name: "Ready", Stage: StageWaiting, Limit: 5}, {Name: "Doing", Stage: StageWorking, Limit: 3},
			{Name: "Review", Stage: StageWorking, Limit: 2}, {Name: "Done", Stage: StageDone}}
	case "scrum", "hybrid", "lean":
		return []BoardColumn{{Name: "Backlog", Stage: StageWaiting}, {Name: "Ready", Stage: StageWaiting}, {Name: "Doing", Stage: StageWorking},
			{Name: "Review", Stage: StageWorking}, {Name: "Done", Stage: StageDone}}
	}
	return []BoardColumn{{Name: "To do", Stage: StageWaiting}, {Name: "Doing", Stage: StageWorking}, {Name: "Done", Stage: StageDone}}
}

// Board is how the tasks of a project lie in its columns. It belongs to a snapshot and does not
// change.
type Board struct {
	Project *Project
	Columns []BoardColumn
	Cards   [][]*Task // by column, in their order from the top; what is done as it was finished, the newest first

	at    map[string]int // by columnKey
	place map[ID]int     // the column of each card
	first [3]int         // the first column of each stage: waiting, working, done; -1 for none
}

// Board lays out the board of a project. On it are the tasks that are worked on: neither
// summaries, nor milestones, nor what is inactive. Columns that only tasks name, such as those an
// import brought, stand before the first done one; see extra. Of no project it is the usual one, empty.
func (s *Snapshot) Board(project ID) *Board {
	p, ok := Find[*Project](s, project)
	if !ok {
		b := newBoard(&Project{}, nil)
		b.deal(nil)
		return b
	}
	plan := s.Plan(project)
	var tasks []*Task
	for i := range plan.Lines {
		l := &plan.Lines[i]
		if t, ok := Find[*Task](s, l.ID); ok && !l.Summary && t.carded() {
			tasks = append(tasks, t)
		}
	}
	b := newBoard(p, tasks)
	b.deal(tasks)
	return b
}

// carded reports whether the task, if nothing is under it, is a card of the board.
func (t *Task) carded() bool { return !t.Inactive && !t.Milestone }

func newBoard(p *Project, tasks []*Task) *Board {
	b := &Board{Project: p, Columns: p.BoardColumns(), at: map[string]int{}}
	for i, c := range b.Columns {
		b.at[columnKey(c.Name)] = i
	}
	last := len(b.Columns)
	for i, c := range b.Columns {
		if c.Stage == StageDone {
			last = i
			break
		}
	}
	own := slices.Clone(b.Columns)
	extra := b.extra(tasks)
	b.Columns = slices.Insert(b.Columns, last, extra...)
	for i, c := range b.Columns {
		b.at[columnKey(c.Name)] = i
	}
	b.first = [3]int{-1, -1, -1}
	for _, c := range slices.Concat(own, extra) { // those of the project come before what tasks alone name
		if n := stageNumber(c.Stage); b.first[n] < 0 {
			b.first[n] = b.at[columnKey(c.Name)]
		}
	}
	return b
}

// extra are the columns that only tasks name, in the order of the tasks. One that came from a
// tracker with nothing but complete cards in it is a done one, as "Resolved" is; those stand last, next to the
// project's own.
func (b *Board) extra(tasks []*Task) (out []BoardColumn) {
	at := map[string]int{}
	for _, t := range tasks {
		k := columnKey(t.Column)
		if _, own := b.at[k]; own || k == "" {
			continue
		}
		i, known := at[k]
		if !known {
			i = len(out)
			at[k] = i
			out = append(out, BoardColumn{Name: strings.TrimSpace(t.Column), Stage: StageDone})
		}
		if !t.Complete() || !t.tracked() {
			out[i].Stage = StageWorking
		}
	}
	slices.SortStableFunc(out, func(x, y BoardColumn) int { return stageNumber(x.Stage) - stageNumber(y.Stage) })
	return out
}

func stageNumber(s BoardStage) int {
	switch s {
	case StageWaiting:
		return 0
	case StageDone:
		return 2
	}
	return 1
}

// deal puts the cards into their columns.
func (b *Board) deal(tasks []*Task) {
	b.Cards = make([][]*Task, len(b.Columns))
	b.place = make(map[ID]int, len(tasks))
	for _, t := range tasks {
		i := b.column(t.Column, t.Complete(), t.Started())
		b.Cards[i] = append(b.Cards[i], t)
		b.place[t.ID] = i
	}
	for i, list := range b.Cards {
		done := b.Columns[i].Stage == StageDone
		slices.SortStableFunc(list, func(x, y *Task) int {
			if done && x.ActualFinish != y.ActualFinish {
				return cmp.Compare(y.ActualFinish, x.ActualFinish)
			}
			return cmp.Or(cmp.Compare(x.rank(), y.rank()), cmp.Compare(x.ID, y.ID))
		})
	}
}

// rank is the task's place among the cards of a board: its own where somebody moved it, else that
// in the outline, with room between for others.
func (t *Task) rank() int {
	if t.Rank != 0 {
		return t.Rank
	}
	return t.Order << 10
}

// column is where a task of a column and a state lies. What is complete lies in a done column and
// nothing else does, whatever the record says: progress is also told elsewhere than on the board.
func (b *Board) column(name string, complete, started bool) int {
	i, named := b.at[columnKey(name)]
	stage := StageWorking
	if named {
		stage = b.Columns[i].Stage
	}
	switch {
	case named && complete == (stage == StageDone):
		return i
	case complete:
		return b.nearest(2, 1, 0)
	case started:
		return b.nearest(1, 0, 2)
	}
	return b.nearest(0, 1, 2)
}

// nearest is the first column of the first of the stages that has one.
func (b *Board) nearest(stages ...int) int {
	for _, s := range stages {
		if b.first[s] >= 0 {
			return b.first[s]
		}
	}
	return 0
}

// Of is the column of a card; -1 where the task is none.
func (b *Board) Of(id ID) int {
	if i, ok := b.place[id]; ok {
		return i
	}
	return -1
}

// Named is the column of that name; -1 where there is none. Case does not matter.
func (b *Board) Named(name string) int {
	if i, ok := b.at[columnKey(name)]; ok {
		return i
	}
	return -1
}

// Over reports whether a column holds more cards than its limit.
func (b *Board) Over(column int) bool {
	l := b.Columns[column].Limit
	return l > 0 && len(b.Cards[column]) > l
}

// Len is the number of cards.
func (b *Board) Len() int { return len(b.place) }

// Place is a card's place in its column, from 0; -1 where it is no card.
func (b *Board) Place(id ID) int {
	i := b.Of(id)
	if i < 0 {
		return -1
	}
	return slices.IndexFunc(b.Cards[i], func(t *Task) bool { return t.ID == id })
}
