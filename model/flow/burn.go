package flow

import "tandem/model/date"

// Mark is what is known of an item from a day on: whether it belongs to the sprint, what it is
// worth and whether it is done.
type Mark struct {
	Day  date.Day
	In   bool
	Size float64
	Done bool
}

// Effort is one item of a sprint and its marks in order.
type Effort struct {
	ID    uint64
	Marks []Mark
}

// at is what holds at the end of a day.
func (e *Effort) at(d date.Day) Mark {
	var m Mark
	for _, x := range e.Marks {
		if x.Day > d {
			break
		}
		m = x
	}
	return m
}

// Burn is a sprint day by day. Entry 0 of Left and Scope is its beginning: what was in it at the
// end of its first day, of which nothing was burnt yet; entry i is the end of its i-th day. They
// end with the day of today, or with the sprint.
type Burn struct {
	Left, Scope []float64 // what is left to do, and all that is in the sprint
	Ideal       []float64 // for all days, also those to come
	Added       []Change  // after the first day
	Removed     []Change
}

// Change is an item that came into a sprint after its first day, or left it, or changed its size by
// so much.
type Change struct {
	ID   uint64
	Day  date.Day
	Size float64
}

// BurnDown follows the items of a sprint from its first to its last day, as far as today. start is
// what the ideal line begins with; 0: what was in the sprint on its first day. The ideal line falls
// by the same on each day on which work says that somebody works (nil: on all).
func BurnDown(items []Effort, first, last, today date.Day, start float64, work func(date.Day) bool) Burn {
	var b Burn
	if first == 0 || last < first {
		return b
	}
	sum := func(d date.Day) (left, scope float64) {
		for i := range items {
			if m := items[i].at(d); m.In {
				scope += m.Size
				if !m.Done {
					left += m.Size
				}
			}
		}
		return left, scope
	}
	_, scope := sum(first)
	if start <= 0 {
		start = scope
	}
	b.Left, b.Scope = append(b.Left, scope), append(b.Scope, scope)
	for d := first; d <= min(last, today); d++ {
		left, scope := sum(d)
		b.Left, b.Scope = append(b.Left, left), append(b.Scope, scope)
		if d > first {
			b.changed(items, d)
		}
	}
	b.Ideal = ideal(first, last, start, work)
	return b
}

// changed notes what happened to the scope on a day.
func (b *Burn) changed(items []Effort, d date.Day) {
	for i := range items {
		was, is := items[i].at(d-1), items[i].at(d)
		by := 0.0
		switch {
		case was.In && is.In:
			by = is.Size - was.Size
		case is.In:
			by = is.Size
		case was.In:
			by = -was.Size
		}
		switch {
		case !was.In && !is.In:
		case by > 0 || is.In && !was.In:
			b.Added = append(b.Added, Change{items[i].ID, d, by})
		case by < 0 || was.In && !is.In:
			b.Removed = append(b.Removed, Change{items[i].ID, d, -by})
		}
	}
}

// ideal is the straight way from start to nothing over the days that are worked on.
func ideal(first, last date.Day, start float64, work func(date.Day) bool) []float64 {
	days := 0
	for d := first; d <= last; d++ {
		if work == nil || work(d) {
			days++
		}
	}
	out := []float64{start}
	gone := 0
	for d := first; d <= last; d++ {
		if work == nil || work(d) {
			gone++
		}
		left := start
		if days > 0 {
			left = start * float64(days-gone) / float64(days)
		}
		out = append(out, left)
	}
	return out
}
