// Package flow measures how work flows over a board: how much lies in each column on each day, how
// many items are finished in a week, how long an item takes and how old is what is under way. It
// knows days and the numbers of columns, never records: moves in, series out.
//
// Terms and rules are those of the Kanban Guide (2020): work in progress is what has started and
// not finished, throughput is items finished in a unit of time, the cycle time of an item runs from
// its start to its finish, its age from its start to today.
package flow

import (
	"math"
	"slices"

	"tandem/model/date"
)

// Gone is the column of an item that is not on the board.
const Gone = -1

// Step is a move: from that day on the item lies in the column, or is Gone.
type Step struct {
	Day    date.Day
	Column int
}

// Item is one piece of work and its moves in order. Of several moves on a day the last counts for
// that day's end.
type Item struct {
	ID    uint64
	Steps []Step
}

// Stage is what a column means for the work in it.
type Stage uint8

// The stages of a column.
const (
	Waiting Stage = iota
	Working
	Done
)

// Board is the stages of the columns, from the left.
type Board []Stage

// of is the stage of a column; ok is false for Gone.
func (b Board) of(column int) (s Stage, ok bool) {
	if column < 0 || column >= len(b) {
		return 0, false
	}
	return b[column], true
}

// At is the column of the item at the end of a day, Gone before its first move.
func (x *Item) At(d date.Day) int {
	n, _ := slices.BinarySearchFunc(x.Steps, d, func(s Step, d date.Day) int {
		if s.Day <= d {
			return -1
		}
		return 1
	})
	if n == 0 {
		return Gone
	}
	return x.Steps[n-1].Column
}

// Span is the time an item took: from the day it was first worked on to the day it was finished
// for the last time. Finished is 0 where it is not; Started is 0 where it was never worked on.
type Span struct {
	ID                uint64
	Started, Finished date.Day
}

// Days is the cycle time of a finished item in days, the first and the last one counted: what is
// begun and finished on one day took one day. 0 where it is not finished.
func (s Span) Days() int {
	if s.Finished == 0 || s.Started == 0 {
		return 0
	}
	return int(s.Finished-s.Started) + 1
}

// SpanOf follows an item over the board. One that went from waiting straight to done took that one
// day. Work that was put back to wait keeps its start: the time in between was spent on it all the
// same.
func (b Board) SpanOf(x *Item) Span {
	s := Span{ID: x.ID}
	for _, step := range x.Steps {
		stage, ok := b.of(step.Column)
		switch {
		case !ok || stage == Waiting:
			s.Finished = 0
		case stage == Working:
			s.Finished = 0
			if s.Started == 0 {
				s.Started = step.Day
			}
		case s.Finished == 0:
			s.Finished = step.Day
			if s.Started == 0 {
				s.Started = step.Day
			}
		}
	}
	return s
}

// Cumulative counts the items in each column at the end of each day from first to last: out[d][c].
// The cost is that of the moves and of the table, whatever the number of items.
func Cumulative(items []Item, columns int, first, last date.Day) [][]int {
	n := int(last-first) + 1
	if n <= 0 || columns <= 0 {
		return nil
	}
	diff := make([]int, (n+1)*columns)
	add := func(d date.Day, c, by int) {
		if c >= 0 && c < columns && d <= last {
			diff[int(max(d, first)-first)*columns+c] += by
		}
	}
	for i := range items {
		from := Gone
		for _, s := range items[i].Steps {
			add(s.Day, from, -1)
			add(s.Day, s.Column, 1)
			from = s.Column
		}
	}
	out := make([][]int, n)
	sum := make([]int, columns)
	for d := range out {
		out[d] = make([]int, columns)
		for c := range sum {
			sum[c] += diff[d*columns+c]
			out[d][c] = sum[c]
		}
	}
	return out
}

// InProgress counts the items under way at the end of each day of a cumulative table.
func (b Board) InProgress(table [][]int) []int {
	out := make([]int, len(table))
	for d, row := range table {
		for c, n := range row {
			if s, ok := b.of(c); ok && s == Working {
				out[d] += n
			}
		}
	}
	return out
}

// Throughput counts the items finished in each of the weeks (seven days each) that end with last,
// oldest first.
func Throughput(spans []Span, weeks int, last date.Day) []int {
	out := make([]int, max(weeks, 0))
	for _, s := range spans {
		ago := int(last-s.Finished) / 7
		if s.Finished != 0 && s.Finished <= last && ago < len(out) {
			out[len(out)-1-ago]++
		}
	}
	return out
}

// Percentile is the value that so many percent of the values do not exceed, by the nearest-rank
// method: always one of the values. values need not be in order; 0 where there are none.
func Percentile(values []int, percent float64) int {
	if len(values) == 0 {
		return 0
	}
	s := slices.Clone(values)
	slices.Sort(s)
	rank := int(math.Ceil(percent / 100 * float64(len(s))))
	return s[min(max(rank, 1), len(s))-1]
}

// Little holds the averages of a stretch of days that Little's law ties: the work in progress, the
// items that leave in a day, the days an item stays. Where as many come as leave, Days is near WIP
// divided by Rate (J. D. C. Little, 1961).
type Little struct {
	WIP, Rate, Days float64
	Finished        int
}

// Law is the cycle time that Little's law expects of the averages; 0 where nothing was finished.
func (l Little) Law() float64 {
	if l.Rate == 0 {
		return 0
	}
	return l.WIP / l.Rate
}

// Averages measures the days from first to last. Work in progress is counted at the ends of days,
// so an item that took n days was counted n-1 times: Days is told in the same way, without the
// day of the finish.
func (b Board) Averages(items []Item, spans []Span, first, last date.Day) Little {
	var l Little
	n := float64(last-first) + 1
	if n <= 0 {
		return l
	}
	for _, w := range b.InProgress(Cumulative(items, len(b), first, last)) {
		l.WIP += float64(w)
	}
	l.WIP /= n
	for _, s := range spans {
		if s.Finished >= first && s.Finished <= last {
			l.Finished++
			l.Days += float64(s.Finished - s.Started)
		}
	}
	if l.Finished > 0 {
		l.Days /= float64(l.Finished)
	}
	l.Rate = float64(l.Finished) / n
	return l
}
