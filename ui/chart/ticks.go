package chart

import (
	"strconv"
	"strings"
	"time"

	"tandem/model/date"
	"tandem/ui/theme"
)

// unit is a step of the calendar that the axis may be labelled by.
type unit struct {
	length int64 // seconds, about
	room   int   // cells that a label and a gap want
	floor  func(t time.Time) time.Time
	next   func(t time.Time) time.Time
	label  func(t time.Time) string
}

// stepped are steps of so many hours within a day.
func stepped(hours int) unit {
	return unit{int64(hours) * hour, 3,
		func(t time.Time) time.Time {
			return t.Truncate(time.Hour).Add(-time.Duration(t.Hour()%hours) * time.Hour)
		},
		func(t time.Time) time.Time { return t.Add(time.Duration(hours) * time.Hour) },
		func(t time.Time) string { return t.Format("15") }}
}

func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

func monday(t time.Time) time.Time {
	return midnight(t).AddDate(0, 0, -(int(t.Weekday())+6)%7)
}

// months are steps of so many months, counted from January.
func months(n, room int, label func(time.Time) string) unit {
	return unit{int64(n) * month, room,
		func(t time.Time) time.Time {
			return time.Date(t.Year(), t.Month()-time.Month((int(t.Month())-1)%n), 1, 0, 0, 0, 0, time.UTC)
		},
		func(t time.Time) time.Time { return t.AddDate(0, n, 0) }, label}
}

// years are steps of so many years.
func years(n int) unit {
	return unit{int64(n) * year, 5,
		func(t time.Time) time.Time {
			return time.Date(max(t.Year()-t.Year()%n, 1), time.January, 1, 0, 0, 0, 0, time.UTC)
		},
		func(t time.Time) time.Time {
			return time.Date(t.Year()-t.Year()%n+n, time.January, 1, 0, 0, 0, 0, time.UTC)
		},
		func(t time.Time) string { return strconv.Itoa(t.Year()) }}
}

func format(layout string) func(time.Time) string {
	return func(t time.Time) string { return t.Format(layout) }
}

var (
	days  = unit{day, 3, midnight, func(t time.Time) time.Time { return t.AddDate(0, 0, 1) }, format("2")}
	weeks = unit{week, 3, monday, func(t time.Time) time.Time { return t.AddDate(0, 0, 7) }, format("2")}
)

// levels are the pairs of label lines an axis can have, finest first: the lower, and the upper,
// which says what the lower leaves out.
var levels = []struct{ low, high unit }{
	{stepped(1), named(days, "Mon 2 Jan 2006", 15)},
	{stepped(3), named(days, "Mon 2 Jan 2006", 15)},
	{stepped(6), named(days, "Mon 2 Jan", 10)},
	{stepped(12), named(days, "Mon 2 Jan", 10)},
	{days, months(1, 9, format("Jan 2006"))},
	{weeks, months(1, 9, format("Jan 2006"))},
	{months(1, 4, format("Jan")), years(1)},
	{months(3, 3, func(t time.Time) string { return "Q" + strconv.Itoa((int(t.Month())+2)/3) }), years(1)},
	{years(1), nothing},
	{years(5), nothing},
	{years(20), nothing},
}

// nothing stands above years.
var nothing = unit{length: 1000 * year, floor: years(1000).floor, next: years(1000).next, label: func(time.Time) string { return "" }}

func named(u unit, layout string, room int) unit {
	u.label, u.room = format(layout), room
	return u
}

// level picks the finest labels that have room at a scale; where even the coarsest have none, they
// are thinned out as they are written.
func (a Axis) level() (low, high unit) {
	for _, l := range levels {
		if l.low.length >= int64(l.low.room)*a.Cell() && l.high.length >= int64(l.high.room)*a.Cell() {
			return l.low, l.high
		}
	}
	l := levels[len(levels)-1]
	return l.low, l.high
}

// tick is a label and the cell it begins in.
type tick struct {
	x    int
	text string
}

// ticks are the labels of a unit that can be written without touching one another. The one that
// began before the first cell stands at the edge where sticky is set.
func (a Axis) ticks(u unit, sticky bool) []tick {
	var out []tick
	if a.W <= 0 {
		return nil
	}
	t := u.floor(a.From.In(time.UTC))
	free := 0
	for range a.W + 2 {
		next := u.next(t)
		x, end := a.nearest(t), a.nearest(next)
		if x >= a.W {
			break
		}
		text := u.label(t)
		if x < 0 && sticky {
			x = 0
			for len(text)+1 > end && strings.Contains(text, " ") { // the year can wait
				text = text[:strings.LastIndexByte(text, ' ')]
			}
		}
		if room := min(max(end, x+1), a.W) - x; text != "" && x >= free && len(text) <= a.W-x && (!sticky || len(text) < room || end > a.W) {
			out = append(out, tick{x, text})
			free = x + len(text) + 1
		}
		t = next
	}
	return out
}

// nearest is the cell whose begin is nearest to t: steps of the calendar that are not of one length,
// such as months, then stand as evenly as they can.
func (a Axis) nearest(t time.Time) int { return floorEighth(a.eighths(date.Of(t)) + 3) }

// Head is the two label lines of the axis, each of exactly W cells. The cell of now is marked in
// the lower one.
func (a Axis) Head(now date.Instant, th *theme.Theme) (high, low string) {
	l, h := a.level()
	high = a.line(a.ticks(h, true), -1, th.Header, th)
	at := a.X(now)
	if now == 0 || at < 0 || at >= a.W {
		at = -1
	}
	return high, a.line(a.ticks(l, l.length >= month), at, th.Header, th)
}

// line writes labels; the one that begins in the cell of now, or covers it, stands out, and where
// there is none a sign does.
func (a Axis) line(ticks []tick, now int, st theme.Style, th *theme.Theme) string {
	var b strings.Builder
	at := 0
	pad := func(to int) {
		if now >= at && now < to {
			st.Append(&b, strings.Repeat(" ", now-at))
			th.Accent.With(theme.Bold).Append(&b, th.Glyphs.SortDown)
			at = now + 1
		}
		st.Append(&b, strings.Repeat(" ", max(to-at, 0)))
		at = max(at, to)
	}
	for _, k := range ticks {
		pad(k.x)
		if k.x < at {
			continue // the sign stands there
		}
		style := st
		if now >= k.x && now < k.x+len(k.text) {
			style = th.Accent.With(theme.Bold)
		}
		style.Append(&b, k.text)
		at = k.x + len(k.text)
	}
	pad(a.W)
	return b.String()
}
