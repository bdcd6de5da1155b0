package worktime

import (
	"slices"
	"time"

	"tandem/model/date"
)

// Intersect is the calendar of the time in which both work, in the zone and with the scale of a.
// Calendars of two zones meet in absolute time, stretch by stretch: that has to be walked, so such
// a calendar knows the years from 1850 to 2250 only.
func Intersect(a, b *Calendar) *Calendar {
	if a == b {
		return a
	}
	c := newCalendar(a.loc, a.scale)
	if a.segs == nil || b.segs == nil || !sameZone(a.loc, b.loc) || len(a.off)+len(b.off) > maxOff {
		c.both = [2]*Calendar{a, b}
		c.lo, c.hi = blockGuess(dayStart(date.YMD(1850, time.January, 1))), blockGuess(dayStart(date.YMD(2250, time.January, 1)))
		c.empty = a.empty || b.empty
		return c
	}
	c.off = slices.Concat(a.off, b.off)
	known := map[[2]*pattern]*pattern{}
	for i, j := 0, 0; i < len(a.segs) && j < len(b.segs); {
		key := [2]*pattern{a.segs[i].pat, b.segs[j].pat}
		if known[key] == nil {
			known[key] = meet(key[0], key[1])
			known[key].told = key[0].told | key[1].told<<len(a.off)
		}
		c.follow(max(a.segs[i].from, b.segs[j].from), known[key])
		nextA, nextB := lastDay+1, lastDay+1
		if i+1 < len(a.segs) {
			nextA = a.segs[i+1].from
		}
		if j+1 < len(b.segs) {
			nextB = b.segs[j+1].from
		}
		if nextA <= nextB {
			i++
		}
		if nextB <= nextA {
			j++
		}
	}
	return c
}

// meet is the pattern of the hours in both.
func meet(a, b *pattern) *pattern {
	p := &pattern{}
	for d := range p.hours {
		for _, x := range a.hours[d] {
			for _, y := range b.hours[d] {
				if from, to := max(x.From, y.From), min(x.To, y.To); from < to {
					p.hours[d] = append(p.hours[d], Interval{from, to})
				}
			}
		}
		p.pre[d+1] = p.pre[d]
		for _, h := range p.hours[d] {
			p.pre[d+1] += int64(h.To - h.From)
		}
	}
	return p
}

// shared fills in the spans of a block with what two calendars have in common.
func (c *Calendar) shared(b *block, s *spans) {
	for x := range c.both[0].Spans(b.start, b.end, Pauses{}) {
		for y := range c.both[1].Spans(x.From, x.To, Pauses{}) {
			s.add(max(y.From, b.start)-b.start, min(y.To, b.end)-b.start)
		}
	}
}
