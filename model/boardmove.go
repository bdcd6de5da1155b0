package model

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// LimitError refuses to put one more card into a column that is full. A hard limit is only passed
// with a reason.
type LimitError struct {
	Column BoardColumn
	Cards  int // in the column already
}

func (e *LimitError) Error() string {
	return fmt.Sprintf("%s holds %d and its limit of %d is hard: finish something there first, or say why not", e.Column.Name, e.Cards, e.Column.Limit)
}

// MoveCard moves a task to a column of its project's board, given by its place. A hard limit of the
// column refuses it with a LimitError unless there is a reason, which is kept with the move. Into
// a done column the task is complete, by now; out of one it is as far as it was before; into a
// working one it has begun.
func (e *Edit) MoveCard(id ID, column int, reason string) error {
	t, ok := e.Get(id).(*Task)
	if !ok {
		return noSuch(id)
	}
	b := e.board(t.Project)
	from := b.Of(id)
	switch {
	case from < 0:
		return fmt.Errorf("%s is no card of the board: summaries, milestones and what is inactive are not", id)
	case column < 0 || column >= len(b.Columns):
		return errors.New("there is no such column")
	case from == column:
		return nil
	}
	to := b.Columns[column]
	reason = strings.TrimSpace(reason)
	if n := len(b.Cards[column]); to.Hard && to.Limit > 0 && n >= to.Limit && reason == "" {
		return &LimitError{to, n}
	}
	return Update(e, id, func(t *Task) error {
		m := Move{At: e.Ctx.Now, From: b.Columns[from].Name, To: to.Name, Reason: reason}
		if to.Stage == StageDone && !t.Complete() {
			m.Was = t.Done
		}
		was, back := t.was()
		t.Column = to.Name
		t.Moves = append(t.Moves[:len(t.Moves):len(t.Moves)], m)
		switch {
		case to.Stage == StageDone:
			t.complete(e)
		case t.Complete():
			t.reopen(was, back)
		}
		if to.Stage == StageWorking && t.ActualStart == 0 {
			t.ActualStart = e.Ctx.Now
		}
		if to.Stage == StageWaiting && t.Done == 0 {
			t.ActualStart = 0
		}
		return nil
	})
}

// board is the board as the edit has left it so far. One that nothing was moved on yet is that of
// the snapshot.
func (e *Edit) board(project ID) *Board {
	if len(e.list) == 0 {
		return e.base.Board(project)
	}
	return e.base.With(e.list).Board(project)
}

// complete sets a task to finished by the edit's moment.
func (t *Task) complete(e *Edit) {
	if t.Complete() {
		return
	}
	t.Done, t.ActualFinish = 100_00, e.Ctx.Now
	if t.ActualStart == 0 {
		t.ActualStart = e.Ctx.Now
	}
	t.Remaining.N, t.Remaining.Unit = 0, t.Duration.Unit
}

// was is how far the task was before the move that completed it; ok is false where no move did.
func (t *Task) was() (done Pct, ok bool) {
	if n := len(t.Moves); n > 0 && columnKey(t.Moves[n-1].To) == columnKey(t.Column) {
		return t.Moves[n-1].Was, true
	}
	return 0, false
}

// reopen takes back that a task is complete. It is as far as it was; where nobody knows, half of
// the work is taken as done, so that it counts as begun and not as finished.
func (t *Task) reopen(was Pct, known bool) {
	if !known {
		was = 50_00
	}
	t.Done, t.ActualFinish = min(was, 99_00), 0
	t.Remaining.N, t.Remaining.Unit = t.Duration.N*int64(100_00-t.Done)/100_00, t.Duration.Unit
}

// RankCard moves a card by so many places up (below 0) or down within its column. It changes places
// with the cards between, one after the other; at the end of the column it stays.
func (e *Edit) RankCard(id ID, by int) error {
	t, ok := e.Get(id).(*Task)
	if !ok {
		return noSuch(id)
	}
	b := e.board(t.Project)
	switch {
	case b.Of(id) < 0:
		return fmt.Errorf("%s is no card of the board", id)
	case b.Columns[b.Of(id)].Stage == StageDone:
		return errors.New("what is done stays in the order in which it was finished")
	}
	return e.rankIn(b.Cards[b.Of(id)], id, by)
}

// rankIn changes a task's place in a list that is in the order of ranks: it takes its new place, and
// those it passes move up by one. The ranks stay with the places; where two are equal, as of tasks
// that nobody ordered, the later one gets the next number, so that the list has the order it shows.
func (e *Edit) rankIn(list []*Task, id ID, by int) error {
	at := slices.IndexFunc(list, func(t *Task) bool { return t.ID == id })
	if at < 0 {
		return noSuch(id)
	}
	to := min(max(at+by, 0), len(list)-1)
	if to == at {
		return nil
	}
	ranks := make([]int, len(list))
	for i, t := range list {
		ranks[i] = t.rank()
	}
	t := list[at]
	list = slices.Insert(slices.Delete(slices.Clone(list), at, at+1), to, t)
	from := min(at, to)
	last, before := math.MinInt, ID(0)
	if from > 0 {
		last, before = ranks[from-1], list[from-1].ID
	}
	for i := from; i < len(list); i++ {
		x := list[i]
		n := max(ranks[i], last)
		if n == last && x.ID < before {
			n++
		}
		if n == 0 && x.Order != 0 { // a rank of 0 is none, see rank
			n++
		}
		if n != x.rank() {
			if err := Update(e, x.ID, func(t *Task) error { t.Rank = n; return nil }); err != nil {
				return err
			}
		}
		last, before = n, x.ID
	}
	return nil
}
