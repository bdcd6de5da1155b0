package worktime

import (
	"slices"
	"sync/atomic"

	"tandem/model/date"
)

// A table cuts time into blocks of 512 days of the zone. Each knows its position by arithmetic
// alone; its spans are worked out when it is first looked into. So a year-long question costs
// two look-ups, a far one no walk.
const (
	blockBits = 9
	blockDays = 1 << blockBits
	timeShift = 16 // a slot of time is 18 hours
	workShift = 14 // a slot of work is 4.6 hours
)

// originBlock holds the moment whose position is 0: midnight of 10 August 2019, near to what
// most plans are about.
const originBlock = 1440

var lastBlock = int(lastDay-firstDay) >> blockBits

type table struct {
	first  int // number of blocks[0]
	blocks []*block
	// perWork is how many blocks there are to a second of work.
	perWork float64
}

// likely is the block in which the second of work after a position is done, if that is where it
// would be were all blocks alike, or right beside. Most do hold about the same work. nil where not.
func (t *table) likely(pos int64) *block {
	guess := int(float64(pos-t.blocks[0].pos) * t.perWork)
	for i := max(guess-1, 0); i <= guess+1 && i < len(t.blocks); i++ {
		if b := t.blocks[i]; pos < b.pos+b.work {
			if pos < b.pos {
				return nil
			}
			return b
		}
	}
	return nil
}

type block struct {
	start, end date.Instant
	pos        int64 // position at start
	work       int64 // seconds of work in it
	spans      atomic.Pointer[spans]
}

// spans is the working stretches of one block, relative to its start.
type spans struct {
	list   []span
	byTime []int32 // for each slot of time, the first span that ends after its start
	byWork []int32 // for each slot of work, the span in which it begins
}

// span is a stretch of work, and the work of its block before it, in seconds.
type span struct{ from, to, cum int32 }

// firstOf is the first day of a block.
func firstOf(n int) date.Day { return firstDay + date.Day(n)<<blockBits }

// blockAt is the block of an instant; the first or the last one where there is none.
func (c *Calendar) blockAt(t date.Instant) *block {
	tab := c.tab.Load()
	n := min(max(blockGuess(t), c.lo), c.hi)
	for {
		if tab == nil || n < tab.first || n >= tab.first+len(tab.blocks) {
			tab = c.reach(n)
		}
		b := tab.blocks[n-tab.first]
		switch {
		case t < b.start && n > c.lo:
			n--
		case t >= b.end && n < c.hi:
			n++
		default:
			return b
		}
	}
}

// blockGuess is the block an instant lies in, or one beside it: zones move the edges by hours.
func blockGuess(t date.Instant) int {
	if t >= dayStart(lastDay) {
		return lastBlock
	}
	return int(max(0, t)/daySeconds) >> blockBits
}

// reach returns a table that holds block n. It grows at least twofold, so that a search that goes
// on and on stays cheap.
func (c *Calendar) reach(n int) *table {
	c.grow.Lock()
	defer c.grow.Unlock()
	tab := c.tab.Load()
	if tab == nil {
		tab = &table{first: originBlock, blocks: []*block{c.newBlock(originBlock)}}
	}
	last := tab.first + len(tab.blocks) - 1
	if n >= tab.first && n <= last {
		c.tab.Store(tab)
		return tab
	}
	next := &table{first: tab.first, blocks: slices.Clone(tab.blocks)}
	if n > last {
		want := min(max(n, last+len(tab.blocks)), c.hi)
		for i := last + 1; i <= want; i++ {
			prev := next.blocks[len(next.blocks)-1]
			b := c.newBlock(i)
			b.pos = prev.pos + prev.work
			next.blocks = append(next.blocks, b)
		}
	} else {
		next.first = max(min(n, tab.first-len(tab.blocks)), c.lo)
		front := make([]*block, tab.first-next.first)
		pos := tab.blocks[0].pos
		for i := len(front) - 1; i >= 0; i-- {
			front[i] = c.newBlock(next.first + i)
			pos -= front[i].work
			front[i].pos = pos
		}
		next.blocks = append(front, tab.blocks...)
	}
	tail := next.blocks[len(next.blocks)-1]
	if work := tail.pos + tail.work - next.blocks[0].pos; work > 0 {
		next.perWork = float64(len(next.blocks)) / float64(work)
	}
	c.tab.Store(next)
	return next
}

// newBlock is a block that knows its ends and its work, and lies at position 0.
func (c *Calendar) newBlock(n int) *block {
	b := &block{start: firstReach(c.loc, int64(dayStart(firstOf(n)))), end: firstReach(c.loc, int64(dayStart(firstOf(n+1))))}
	b.work = c.workOf(b, n)
	return b
}

// workOf is the work in a block: the hours of its days, put right on those on which the clock
// is changed.
func (c *Calendar) workOf(b *block, n int) int64 {
	if c.segs == nil {
		list := c.build(b)
		b.spans.Store(list)
		return list.total()
	}
	first, last := firstOf(n), min(firstOf(n+1)-1, lastDay)
	work := c.nominal(last+1) - c.nominal(first) - c.offWork(first, last)
	for _, x := range changes(c.loc, first, last) {
		for d := x.first; d <= x.last; d++ {
			for _, h := range c.Hours(d) {
				s := c.onDay(d, h)
				work += int64(s.To-s.From) - int64(h.To-h.From)
			}
		}
	}
	return work
}

// onDay lays an interval on the wall clock of a day.
func (c *Calendar) onDay(d date.Day, h Interval) Span {
	return Span{firstReach(c.loc, int64(dayStart(d))+int64(h.From)), firstReach(c.loc, int64(dayStart(d))+int64(h.To))}
}

// spansOf is the block's spans, built on the first look. Two goroutines may build them at the
// same time; they build the same.
func (c *Calendar) spansOf(b *block) *spans {
	s := b.spans.Load()
	if s == nil {
		s = c.build(b)
		b.spans.Store(s)
	}
	return s
}

func (c *Calendar) build(b *block) *spans {
	s := &spans{}
	if c.segs == nil {
		c.shared(b, s)
	} else {
		c.days(b, s)
	}
	s.index(b.end - b.start)
	return s
}

// days fills in the spans of a block day by day.
func (c *Calendar) days(b *block, s *spans) {
	first := dayAt(int64(b.start) + int64(offset(c.loc, b.start)))
	last := min(first+blockDays-1, lastDay)
	moves := changes(c.loc, first, last)
	off := int64(offset(c.loc, b.start))
	seg := c.seg(first)
	for d := first; d <= last; d++ {
		for seg+1 < len(c.segs) && c.segs[seg+1].from <= d {
			seg++
		}
		for len(moves) > 0 && moves[0].last < d {
			off, moves = int64(moves[0].after), moves[1:]
		}
		p := c.segs[seg].pat
		if c.isOff(d, p) {
			continue
		}
		for _, h := range p.day(d) {
			x := Span{dayStart(d) + date.Instant(int64(h.From)-off), dayStart(d) + date.Instant(int64(h.To)-off)}
			if len(moves) > 0 && d >= moves[0].first {
				x = c.onDay(d, h)
			}
			s.add(x.From-b.start, x.To-b.start)
		}
	}
}

// add appends a stretch; one that begins where the last ended makes it longer.
func (s *spans) add(from, to date.Instant) {
	n := len(s.list)
	switch {
	case to <= from:
	case n > 0 && int32(from) == s.list[n-1].to:
		s.list[n-1].to = int32(to)
	default:
		s.list = append(s.list, span{int32(from), int32(to), int32(s.total())})
	}
}

// total is the seconds of work in the block.
func (s *spans) total() int64 {
	if n := len(s.list); n > 0 {
		x := s.list[n-1]
		return int64(x.cum + x.to - x.from)
	}
	return 0
}

// index makes the slots by which a span is found at once.
func (s *spans) index(length date.Instant) {
	s.byTime = make([]int32, int(length>>timeShift)+1)
	i := int32(0)
	for slot := range s.byTime {
		for int(i) < len(s.list) && int64(s.list[i].to) <= int64(slot)<<timeShift {
			i++
		}
		s.byTime[slot] = i
	}
	s.byWork = make([]int32, int(s.total()>>workShift)+1)
	i = 0
	for slot := range s.byWork {
		for int(i) < len(s.list)-1 && int64(s.list[i+1].cum) <= int64(slot)<<workShift {
			i++
		}
		s.byWork[slot] = i
	}
}

// workBefore is the work of the block before an offset from its start.
func (s *spans) workBefore(off date.Instant) int64 {
	if off <= 0 || len(s.list) == 0 {
		return 0
	}
	slot := int(off >> timeShift)
	if slot >= len(s.byTime) {
		return s.total()
	}
	for i := int(s.byTime[slot]); i < len(s.list); i++ {
		x := s.list[i]
		switch {
		case off <= date.Instant(x.from):
			return int64(x.cum)
		case off <= date.Instant(x.to):
			return int64(x.cum) + int64(off) - int64(x.from)
		}
	}
	return s.total()
}

// at is the last instant with a position: the one right after which that second of work is done.
func (c *Calendar) at(pos int64) date.Instant {
	var b *block
	if tab := c.tab.Load(); tab != nil {
		b = tab.likely(pos)
	}
	if b == nil {
		if b = c.holding(pos); b == nil {
			return Never
		}
	}
	s, rest := c.spansOf(b), int32(pos-b.pos)
	j := s.byWork[rest>>workShift]
	for int(j)+1 < len(s.list) && s.list[j+1].cum <= rest {
		j++
	}
	return b.start + date.Instant(s.list[j].from+rest-s.list[j].cum)
}

// holding is the block in which the second of work after a position is done; nil where there is
// none. The table grows until it reaches so far.
func (c *Calendar) holding(pos int64) *block {
	if c.empty {
		return nil
	}
	tab := c.tab.Load()
	if tab == nil {
		tab = c.reach(originBlock)
	}
	for {
		head, tail := tab.blocks[0], tab.blocks[len(tab.blocks)-1]
		last := tab.first + len(tab.blocks) - 1
		switch {
		case pos < head.pos && tab.first == c.lo, pos >= tail.pos+tail.work && last >= c.hi:
			return nil
		case pos < head.pos:
			tab = c.reach(tab.first - 1)
		case pos >= tail.pos+tail.work:
			tab = c.reach(last + 1)
		default:
			i, _ := slices.BinarySearchFunc(tab.blocks, pos, func(b *block, pos int64) int {
				if b.pos+b.work <= pos {
					return -1
				}
				return 1
			})
			return tab.blocks[i]
		}
	}
}
