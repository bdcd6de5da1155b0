package worktime

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"slices"

	"tandem/model/date"
)

// Span is a stretch of time from one instant up to another.
type Span struct{ From, To date.Instant }

// Pauses are stretches in which a clock stands still: in order, without overlap. The zero value
// is none. A pause that has not ended yet runs to Never.
type Pauses struct{ list []Span }

// Pause makes pauses of spans in any order; those that overlap or touch are joined, empty ones left
// out. An end of none (0) is Never. Its error joins one *Error for each span without a start or
// whose end lies before it, at "pauses[i]".
func Pause(list ...Span) (Pauses, error) {
	var errs []error
	ordered := make([]Span, 0, len(list))
	for i, s := range list {
		s.To = cmp.Or(s.To, Never)
		place := func() string { return fmt.Sprintf("pauses[%d]", i) }
		switch {
		case s.From == 0:
			errs = append(errs, &Error{place(), "has no start"})
		case s.To < s.From:
			errs = append(errs, &Error{place(), "ends before it starts"})
		case s.To > s.From:
			ordered = append(ordered, s)
		}
	}
	slices.SortFunc(ordered, func(a, b Span) int { return cmp.Compare(a.From, b.From) })
	var p Pauses
	for _, s := range ordered {
		if n := len(p.list); n > 0 && s.From <= p.list[n-1].To {
			p.list[n-1].To = max(p.list[n-1].To, s.To)
			continue
		}
		p.list = append(p.list, s)
	}
	return p, errors.Join(errs...)
}

// Spans yields the pauses in order.
func (p Pauses) Spans() iter.Seq[Span] { return slices.Values(p.list) }

// after is the pauses that end after t.
func (p Pauses) after(t date.Instant) []Span {
	i, _ := slices.BinarySearchFunc(p.list, t, func(s Span, t date.Instant) int {
		if s.To <= t {
			return -1
		}
		return 1
	})
	return p.list[i:]
}

// Due is Add with pauses cut out, by either rule for the boundary: with Closing the first instant
// at which so much work is done, with Opening the last one before more is done. Where a pause
// begins counts as a closing, its end as an opening. It is Never where a pause without end comes
// first. Negative work is Sub and knows no pauses.
func (c *Calendar) Due(start date.Instant, work int64, p Pauses, b Boundary) date.Instant {
	switch {
	case start == 0 || start == Never:
		return start
	case work < 0:
		return c.Sub(start, -work)
	case work == 0 && b == Closing && c.counts(start, p):
		return start
	case work == 0:
		b = Opening // outside of hours it is the next opening by either rule
	}
	work = min(work, maxWork)
	t := start
	for _, x := range p.after(start) {
		if x.From > t {
			room := c.Pos(x.From) - c.Pos(t)
			if work < room || work == room && b == Closing {
				break
			}
			work -= room
		}
		if t = x.To; t == Never {
			return Never
		}
	}
	return c.At(c.Pos(t)+work, b)
}

// counts reports whether work is done right before or right after t, outside of pauses.
func (c *Calendar) counts(t date.Instant, p Pauses) bool {
	before, after := c.Prev(t) == t, c.Next(t) == t
	for _, x := range p.after(t - 1) {
		before = before && !(x.From < t && t <= x.To)
		after = after && !(x.From <= t && t < x.To)
	}
	return before || after
}

// Spent is Between with pauses cut out.
func (c *Calendar) Spent(a, b date.Instant, p Pauses) int64 {
	n := c.Between(a, b)
	if n == 0 {
		return 0
	}
	for _, x := range p.after(a) {
		if x.From >= b {
			break
		}
		n -= c.Between(max(a, x.From), min(b, x.To))
	}
	return n
}

// Spans yields the stretches of work from a to b with pauses cut out, in order: what an elapsed
// time is made of. A pause within a stretch parts it. With b Never it goes on to the end of time,
// or until no longer asked.
func (c *Calendar) Spans(a, b date.Instant, p Pauses) iter.Seq[Span] {
	return func(yield func(Span) bool) {
		rest := p.after(a)
		for t := a; t != 0 && t < b; {
			t = c.Next(t)
			for len(rest) > 0 && rest[0].To <= t {
				rest = rest[1:]
			}
			if len(rest) > 0 && rest[0].From <= t {
				t = rest[0].To
				continue
			}
			if t >= b {
				return
			}
			end := min(b, c.closing(t, b))
			if len(rest) > 0 {
				end = min(end, rest[0].From)
			}
			if !yield(Span{t, end}) {
				return
			}
			t = end
		}
	}
}

// closing is the end of the stretch of work in which t lies; past until it is not looked for, since
// around the clock there is none.
func (c *Calendar) closing(t, until date.Instant) date.Instant {
	for t < until {
		b := c.blockAt(t)
		s, off := c.spansOf(b), int32(t-b.start)
		i, _ := slices.BinarySearchFunc(s.list, off, func(x span, off int32) int {
			if x.to <= off {
				return -1
			}
			return 1
		})
		if i == len(s.list) || s.list[i].from > off {
			return t
		}
		if t = b.start + date.Instant(s.list[i].to); t < b.end {
			return t
		}
		if b == c.blockAt(t) {
			return t // the last block
		}
	}
	return t
}
