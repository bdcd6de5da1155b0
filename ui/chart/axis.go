// Package chart draws time as cells: an axis of dates, and under it one line for each row of a
// list with the bars, markers and links of a plan.
//
// It knows rectangles, numbers and the theme. Moments are date.Instants of the clock on the wall,
// counted as if every day had 24 hours: whoever has a zone shifts them before (see Wall), so that
// a day is as wide as any other and midnight lies where the eye expects it. Nothing here reads a
// clock or keeps a record, and a Picture draws the rows it is given, so that the cost of a frame
// depends on the screen alone.
package chart

import (
	"time"

	"tandem/model/date"
)

// Lengths of time in seconds. A month and a year are those of the mean Gregorian calendar.
const (
	hour  = 3600
	day   = 24 * hour
	week  = 7 * day
	month = 2629746
	year  = 12 * month
)

// scales are the lengths of time that a cell may stand for, finest first.
var scales = [...]int64{hour / 4, hour / 2, hour, 2 * hour, 4 * hour, 8 * hour, 12 * hour, day, 2 * day, week / 2, week, 2 * week, month, 3 * month, year}

// Scales is how many scales there are; they are numbered from 0, the finest.
const Scales = len(scales)

// The years that can be shown: what lies outside is drawn at their edge.
var (
	first = date.YMD(1, time.January, 8).At(0, 0, nil)
	last  = date.YMD(9900, time.January, 1).At(0, 0, nil)
)

// Axis lays time on cells: From is where cell 0 begins, Scale the number of the scale, W how many
// cells there are.
type Axis struct {
	From  date.Instant
	Scale int
	W     int
}

// Wall is the moment as the clock on the wall in loc shows it, for an Axis; none stays none.
func Wall(i date.Instant, loc *time.Location) date.Instant {
	if i == 0 {
		return 0
	}
	_, offset := i.In(loc).Zone()
	return i + date.Instant(offset)
}

// Cell is how many seconds one cell stands for.
func (a Axis) Cell() int64 { return scales[max(0, min(a.Scale, Scales-1))] }

// To is where the last cell ends.
func (a Axis) To() date.Instant { return a.From + date.Instant(int64(a.W)*a.Cell()) }

// eighths is how many eighths of a cell t lies right of the axis' begin; far beyond both edges
// all moments are alike.
func (a Axis) eighths(t date.Instant) int {
	far := int64(a.W+64) * a.Cell()
	d := max(-far, min(int64(t-a.From), far))
	return int(floorDiv(d*8, a.Cell()))
}

// X is the cell that t lies in; outside of 0 to W-1 where it cannot be seen.
func (a Axis) X(t date.Instant) int { return int(floorDiv(int64(a.eighths(t)), 8)) }

// At is the moment at which cell x begins.
func (a Axis) At(x int) date.Instant { return a.From + date.Instant(int64(x)*a.Cell()) }

// At this and coarser scales the cells of a week are counted from Monday, below from midnight.
const weekly = 9

// snap moves the begin to where a cell begins whatever was panned or zoomed before, so that
// Mondays stay at the same side of a cell: instant 0 was a Monday.
func (a Axis) snap() Axis {
	a.From = max(first, min(a.From, last))
	a.From -= a.From % date.Instant(a.grain())
	return a
}

// grain is the least by which the begin of the axis moves: a cell within the day, then a day, then a week.
func (a Axis) grain() int64 {
	if a.Scale >= weekly {
		return week
	}
	return min(a.Cell(), day)
}

// Pan moves the axis by so many cells, to the right where n is above 0: by whole grains, the nearest there
// are and one at least, so that as far back leads to where it was.
func (a Axis) Pan(n int) Axis {
	g, way := a.grain(), int64(n)*a.Cell()
	half := g / 2
	if way < 0 {
		half = -half
	}
	if steps := (way + half) / g; steps != 0 {
		way = steps * g
	} else if way != 0 { // less than half a grain
		way = way / max(way, -way) * g
	}
	a.From += date.Instant(way)
	return a.snap()
}

// Zoom goes n scales finer, or coarser where n is below 0, and keeps the moment t in its place;
// one that is not in sight gives way to the middle.
func (a Axis) Zoom(n int, t date.Instant) Axis {
	x := a.X(t)
	if t == 0 || x < 0 || x >= a.W {
		x, t = a.W/2, a.At(a.W/2)
	}
	a.Scale = max(0, min(a.Scale-n, Scales-1))
	a.From = t - date.Instant(int64(x)*a.Cell())
	return a.snap()
}

// Center puts t at so many hundredths of the width.
func (a Axis) Center(t date.Instant, percent int) Axis {
	a.From = t - date.Instant(int64(a.W*percent/100)*a.Cell())
	return a.snap()
}

// Fit is the finest scale at which from..to can be seen at once, and a little before and after.
func Fit(from, to date.Instant, w int) Axis {
	a := Axis{W: w}
	for ; a.Scale < Scales; a.Scale++ {
		used := int(int64(max(to-from, 0))/a.Cell()) + 1
		a.From = from - date.Instant(int64(max(0, min((w-used)/2, 3)))*a.Cell())
		if a = a.snap(); a.X(to) < w-1 || a.Scale == Scales-1 {
			break
		}
	}
	return a
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
