package worktime

import (
	"cmp"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"tandem/model/date"
)

// firstDay and lastDay bound what a calendar knows: the years 1 to 9999.
const firstDay = date.Day(1)

var lastDay = date.YMD(9999, time.December, 31)

// Calendar is working time, compiled. It never changes; what is cached in it grows with the
// dates that are asked for.
type Calendar struct {
	loc   *time.Location
	scale date.Scale
	empty bool
	segs  []segment    // from firstDay on, without gaps
	off   []*offDays   // rules that take days off, year by year
	both  [2]*Calendar // an intersection over two zones; then segs is nil
	lo    int          // the first and the last block there is
	hi    int
	grow  sync.Mutex // held while the table grows
	tab   atomic.Pointer[table]
}

// segment is a run of days that follow one pattern.
type segment struct {
	from date.Day
	pat  *pattern
	cum  int64 // nominal seconds of the days before from, counted from firstDay
}

// pattern is the hours of each weekday, Monday first, and the seconds of the days before it. told
// has a bit for each rule of off days that does not hold where the pattern does.
type pattern struct {
	told  uint64
	hours [7][]Interval
	pre   [8]int64
}

func patternOf(w Week) *pattern {
	p := &pattern{}
	for d := range w {
		for _, h := range w[d] {
			p.put(d, h)
		}
	}
	for i := range p.hours {
		p.hours[i] = joined(sorted(p.hours[i]))
		p.pre[i+1] = p.pre[i]
		for _, h := range p.hours[i] {
			p.pre[i+1] += int64(h.To - h.From)
		}
	}
	return p
}

// put adds an interval of a time.Weekday, split at midnight.
func (p *pattern) put(weekday int, h Interval) {
	i := (weekday + 6) % 7
	p.hours[i] = append(p.hours[i], Interval{h.From, min(h.To, daySeconds)})
	if h.To > daySeconds {
		i = (i + 1) % 7
		p.hours[i] = append(p.hours[i], Interval{0, h.To - daySeconds})
	}
}

// joined merges intervals that touch.
func joined(list []Interval) []Interval {
	var out []Interval
	for _, h := range list {
		if n := len(out); n > 0 && out[n-1].To == h.From {
			out[n-1].To = h.To
			continue
		}
		out = append(out, h)
	}
	return out
}

// before is the nominal seconds from firstDay up to a day, were the pattern always followed.
func (p *pattern) before(d date.Day) int64 {
	n := int64(d - firstDay)
	return n/7*p.pre[7] + p.pre[n%7]
}

// day is the hours of a day; 1 January of year 1 was a Monday.
func (p *pattern) day(d date.Day) []Interval { return p.hours[(d-firstDay)%7] }

// compile lays work weeks over the week and exceptions over both. The first one told wins, so
// they are laid in reverse. Holidays take their days off when those are looked at.
func compile(s Spec) *Calendar {
	var b builder
	b.lay(firstDay, lastDay, patternOf(s.Week))
	for _, w := range slices.Backward(s.Weeks) {
		b.lay(w.From, cmp.Or(w.To, lastDay), patternOf(w.over(s.Week)))
	}
	known := map[string]*pattern{}
	for _, x := range slices.Backward(s.Exceptions) {
		key := hoursKey(x.Hours)
		if known[key] == nil {
			known[key] = patternOf(Week{x.Hours, x.Hours, x.Hours, x.Hours, x.Hours, x.Hours, x.Hours})
			known[key].told = 1
		}
		b.lay(x.From, max(x.To, x.From), known[key])
	}
	c := b.calendar(s.Zone, s.Scale)
	if s.Holidays != nil {
		c.off = []*offDays{{rule: s.Holidays}}
	}
	return c
}

func hoursKey(hours []Interval) string {
	var key []byte
	for _, h := range hours {
		key = append(append(key, h.String()...), ',')
	}
	return string(key)
}

// builder gathers layers of days; a later layer covers an earlier one.
type builder struct{ layers []layer }

type layer struct {
	from, to date.Day
	pat      *pattern
}

func (b *builder) lay(from, to date.Day, p *pattern) {
	from, to = max(from, firstDay), min(to, lastDay)
	if from <= to {
		b.layers = append(b.layers, layer{from, to, p})
	}
}

// calendar flattens the layers from the first day to the last. A heap of those that cover the
// day would be quicker for thousands of long ones; here it is the highest of the open ones.
func (b *builder) calendar(loc *time.Location, scale date.Scale) *Calendar {
	type edge struct {
		day date.Day
		n   int // the layer's number; its complement where it has ended
	}
	edges := make([]edge, 0, 2*len(b.layers))
	for i, l := range b.layers {
		edges = append(edges, edge{l.from, i}, edge{l.to + 1, ^i})
	}
	slices.SortFunc(edges, func(a, b edge) int { return cmp.Compare(a.day, b.day) })
	c := newCalendar(loc, scale)
	var open []int // layers that cover the day, in order
	for i := 0; i < len(edges); {
		day := edges[i].day
		for ; i < len(edges) && edges[i].day == day; i++ {
			n := edges[i].n
			at, found := slices.BinarySearch(open, max(n, ^n))
			if n >= 0 {
				open = slices.Insert(open, at, n)
			} else if found {
				open = slices.Delete(open, at, at+1)
			}
		}
		if len(open) > 0 && day <= lastDay {
			c.follow(day, b.layers[open[len(open)-1]].pat)
		}
	}
	return c
}

func newCalendar(loc *time.Location, scale date.Scale) *Calendar {
	if loc == nil {
		loc = time.UTC
	}
	u := date.Usual
	scale = date.Scale{MinutesPerDay: cmp.Or(scale.MinutesPerDay, u.MinutesPerDay),
		MinutesPerWeek: cmp.Or(scale.MinutesPerWeek, u.MinutesPerWeek), DaysPerMonth: cmp.Or(scale.DaysPerMonth, u.DaysPerMonth)}
	return &Calendar{loc: loc, scale: scale, empty: true, hi: lastBlock}
}

// follow makes the pattern hold from a day on; days come in order.
func (c *Calendar) follow(day date.Day, p *pattern) {
	var cum int64
	if n := len(c.segs); n > 0 {
		last := c.segs[n-1]
		if last.pat == p {
			return
		}
		cum = last.cum + last.pat.before(day) - last.pat.before(last.from)
	}
	c.segs = append(c.segs, segment{day, p, cum})
	c.empty = c.empty && p.pre[7] == 0
}

// seg is the number of the segment that holds a day.
func (c *Calendar) seg(d date.Day) int {
	i, found := slices.BinarySearchFunc(c.segs, d, func(s segment, d date.Day) int { return cmp.Compare(s.from, d) })
	if found {
		return i
	}
	return max(0, i-1)
}

// nominal is the seconds of work in the days before d, as if each had 24 hours.
func (c *Calendar) nominal(d date.Day) int64 {
	s := &c.segs[c.seg(d)]
	return s.cum + s.pat.before(d) - s.pat.before(s.from)
}

// Hours is the working hours of a day as its calendar tells them, in order, in seconds of the wall
// clock; none where the day is off or lies outside the years 1 to 9999. An intersection over two
// zones shows what they share on that day of the first one's clock. The caller must not change it.
func (c *Calendar) Hours(d date.Day) []Interval {
	if d < firstDay || d > lastDay {
		return nil
	}
	if c.segs != nil {
		if p := c.segs[c.seg(d)].pat; !c.isOff(d, p) {
			return p.day(d)
		}
		return nil
	}
	var out []Interval
	start, end := firstReach(c.loc, int64(dayStart(d))), firstReach(c.loc, int64(dayStart(d+1)))
	for s := range c.Spans(start, end, Pauses{}) {
		from := int(int64(s.From) + int64(offset(c.loc, s.From)) - int64(dayStart(d)))
		out = append(out, Interval{from, from + int(s.To-s.From)})
	}
	return out
}
