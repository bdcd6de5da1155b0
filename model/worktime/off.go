package worktime

import (
	"slices"
	"sync"

	"tandem/model/date"
)

// offDays are the days that a rule takes off, year by year: the public holidays of a country. A
// year is worked out when a day of it is first asked for, and then kept.
type offDays struct {
	rule  func(year int) []date.Day
	known sync.Map // year -> []date.Day
}

// year lists the days of a year, in order.
func (o *offDays) year(y int) []date.Day {
	if list, ok := o.known.Load(y); ok {
		return list.([]date.Day)
	}
	list := slices.Clone(o.rule(y))
	slices.Sort(list)
	list = slices.DeleteFunc(slices.Compact(list), func(d date.Day) bool { return d < yearStart(y) || d >= yearStart(y+1) })
	o.known.Store(y, list)
	return list
}

func yearStart(y int) date.Day { return date.YMD(y, 1, 1) }

// maxOff is how many rules one calendar may hold: as many as a pattern has bits to say that it does
// not mind them.
const maxOff = 64

// isOff reports whether a rule takes the day off. What an exception says of the day goes before
// any rule of its own calendar.
func (c *Calendar) isOff(d date.Day, p *pattern) bool {
	if len(c.off) == 0 {
		return false
	}
	y := d.Time().Year()
	for i, o := range c.off {
		if p.told&(1<<i) != 0 {
			continue
		}
		if _, found := slices.BinarySearch(o.year(y), d); found {
			return true
		}
	}
	return false
}

// offWork is the nominal seconds of work that rules take away from the days first to last.
func (c *Calendar) offWork(first, last date.Day) int64 {
	if len(c.off) == 0 {
		return 0
	}
	var n int64
	for y := first.Time().Year(); y <= last.Time().Year(); y++ {
		for i, o := range c.off {
			for _, d := range o.year(y) {
				if d < first || d > last {
					continue
				}
				p := c.segs[c.seg(d)].pat
				if p.told&(1<<i) != 0 || c.offBefore(d, p, i) {
					continue
				}
				for _, h := range p.day(d) {
					n += int64(h.To - h.From)
				}
			}
		}
	}
	return n
}

// offBefore reports whether a rule ahead of the i-th takes the day off already.
func (c *Calendar) offBefore(d date.Day, p *pattern, i int) bool {
	for j, o := range c.off[:i] {
		if p.told&(1<<j) == 0 {
			if _, found := slices.BinarySearch(o.year(d.Time().Year()), d); found {
				return true
			}
		}
	}
	return false
}
