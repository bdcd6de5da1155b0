package model

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"tandem/model/clock"
	"tandem/model/date"
	"tandem/model/worktime"
)

// ClockLength words seconds of working time for people: "47 min", "2 h 18", "3 d 2 h". A day is
// one of the scale.
func ClockLength(sec int64, scale date.Scale) string {
	if sec < 0 {
		sec = -sec
	}
	day := scale.Seconds(date.Days)
	switch min := sec / 60; {
	case sec < 60 && sec > 0:
		return strconv.FormatInt(sec, 10) + " s"
	case min < 60:
		return strconv.FormatInt(min, 10) + " min"
	case sec < 2*day || min < 10*60:
		return fmt.Sprintf("%d h %02d", min/60, min%60)
	default:
		d, h := sec/day, sec%day/3600
		if h == 0 {
			return fmt.Sprintf("%d d", d)
		}
		return fmt.Sprintf("%d d %d h", d, h)
	}
}

// ClockLeft words how a clock stands in a few signs: "47 min left", "2 h 18 over", "met in 14 min of
// 30 min", "paused, 3 h 00 left", "never due"; "" where nothing is owed.
func ClockLeft(k *clock.Clock) string {
	if k.State == clock.None {
		return ""
	}
	scale := k.Hours().Scale()
	length := func(sec int64) string { return ClockLength(sec, scale) }
	switch {
	case k.State == clock.Breached && k.Stop != 0:
		return length(k.Elapsed) + " of " + length(k.Target) + ", too late"
	case k.State == clock.Met, k.State == clock.Stopped:
		return length(k.Elapsed) + " of " + length(k.Target)
	case k.Due == worktime.Never:
		return "never due: no working time"
	case k.State == clock.Breached:
		return length(k.Left) + " over"
	case k.State == clock.Paused:
		return "paused, " + length(k.Left) + " left"
	}
	return length(k.Left) + " left"
}

// ClockSaid words how a clock stands, as ClockLeft does, in a sentence beside dates and other ages: what it
// is over is called working time, where its hours are not all hours: "14 h 00 of working time over".
func ClockSaid(k *clock.Clock) string {
	s := ClockLeft(k)
	if head, ok := strings.CutSuffix(s, " over"); ok {
		return head + worked(k.Hours()) + " over"
	}
	return s
}

// worked names time counted in hours behind a length: " of working time"; "" where they are all hours.
func worked(hours *worktime.Calendar) string {
	if hours == nil || hours.Scale().Seconds(date.Days) >= 24*3600 {
		return ""
	}
	return " of working time"
}

// ClockShare is how much of its target a clock has used, 0 to 1.
func ClockShare(k *clock.Clock) float64 {
	switch {
	case k.State == clock.None, k.Due == worktime.Never:
		return 0
	case k.State == clock.Breached:
		return 1
	case k.Target <= 0:
		return 1
	}
	return min(max(float64(k.Elapsed)/float64(k.Target), 0), 1)
}

// ClockBar draws the share used in n cells, of block signs or of ASCII. A clock that has begun
// shows a cell, and one that is not over leaves one. Without a cell there is no bar.
func ClockBar(k *clock.Clock, n int, ascii bool) string {
	if n <= 0 {
		return ""
	}
	on, off := barSigns(ascii)
	share := ClockShare(k)
	full := int(share*float64(n) + .5)
	if share > 0 && full == 0 {
		full = 1
	}
	if share < 1 && full >= n {
		full = n - 1
	}
	full = max(full, 0)
	return strings.Repeat(on, full) + strings.Repeat(off, max(n-full, 0))
}

// spansShown is how many stretches are told before the rest is summed up.
const spansShown = 4

// ClockWhy says what the time of a clock is made of: "4 h 20 = today 13:40-18:00". Of one that goes
// on it is the time left, past due the time it is over, of one that stopped the time it took. The zone
// is named as ClockTime does, once: "4 h 20 = today 13:40-18:00 New York".
func (c *Ctx) ClockWhy(k *clock.Clock) string {
	if k.State == clock.None || k.Due == worktime.Never {
		return ""
	}
	spans, total := k.Ahead(), k.Left
	if k.Stop != 0 {
		spans, total = k.Spans(), k.Elapsed
	}
	loc := k.Hours().Location()
	today := c.Now.Day(loc)
	var out []string
	last, more, zone := date.Day(0), 0, ""
	var rest int64
	for s := range spans {
		if len(out) == spansShown {
			more++
			rest += int64(s.To - s.From)
			if more >= 400 {
				break
			}
			continue
		}
		day := s.From.Day(loc)
		text := s.From.In(loc).Format("15:04") + "-" + clockEnd(s.To, day, loc)
		if day != last {
			text = clockDay(day, today) + " " + text
			last = day
		}
		zone = cmp.Or(zone, c.zoneOf(s.From, loc))
		out = append(out, text)
	}
	if len(out) == 0 {
		return ""
	}
	out[len(out)-1] += zone
	if more > 0 {
		out = append(out, fmt.Sprintf("and %d more (%s)", more, ClockLength(rest, k.Hours().Scale())))
	}
	return ClockLength(total, k.Hours().Scale()) + " = " + strings.Join(out, ", ")
}

// WaitLine is how long somebody was waited for in words, and the seconds of work behind it.
type WaitLine struct {
	Text string // "vendor 1 h 15 (spare part, Shipfast)"
	Work int64
}

// WaitLines are the waits of an escalation in order, each with whom and what was waited for and its own
// time; one for the same thing from the same is told once, with the time of both.
func WaitLines(x *clock.Clocks) []WaitLine {
	type wait struct{ party, who, what string }
	var order []wait
	work := map[wait]int64{}
	for _, s := range x.Spells {
		w := wait{s.Party, s.Who, strings.TrimRight(s.What, ".")}
		if _, seen := work[w]; !seen {
			order = append(order, w)
		}
		work[w] += s.Work
	}
	out := make([]WaitLine, len(order))
	for i, w := range order {
		text := cmp.Or(w.party, "nobody named") + " " + ClockLength(work[w], x.Hours.Scale())
		if why := strings.Trim(w.what+", "+w.who, ", "); why != "" {
			text += " (" + why + ")"
		}
		out[i] = WaitLine{text, work[w]}
	}
	return out
}

// PauseText words a pause of a clock with its times of day: "vendor Shipfast, spare part, 19 Nov 10:00 to
// today 11:00", "closed, Thu 15:00 to today 10:00". The zone is named as ClockTime does, once.
func (c *Ctx) PauseText(k *clock.Clock, p clock.Pause) string {
	loc := k.Hours().Location()
	who := strings.Trim(strings.TrimSpace(p.Party+" "+p.Who)+", "+p.What, ", ")
	from := who + ", " + c.momentText(p.From, loc)
	if p.To == 0 {
		return from + c.zoneOf(p.From, loc) + " to now"
	}
	return from + " to " + c.momentText(p.To, loc) + cmp.Or(c.zoneOf(p.To, loc), c.zoneOf(p.From, loc))
}

// momentText is a moment in a sentence, with its time of day whatever the day: "Mon 23 11:00".
func (c *Ctx) momentText(at date.Instant, loc *time.Location) string {
	s := at.Short(c.Now, loc)
	if hour := at.In(loc).Format("15:04"); !strings.HasSuffix(s, hour) {
		s += " " + hour
	}
	return s
}

// clockEnd is when a stretch that began on a day ends: at the next midnight 24:00, later with its day.
func clockEnd(to date.Instant, day date.Day, loc *time.Location) string {
	t := to.In(loc)
	switch n := to.Day(loc) - day; {
	case n == 0:
		return t.Format("15:04")
	case n == 1 && t.Hour()+t.Minute()+t.Second() == 0:
		return "24:00"
	}
	return t.Format("Mon 15:04")
}

// clockDay names a day in a sentence. A weekday alone is one of the six days ahead, so that no two days of
// one text are called the same; what has gone by has its date.
func clockDay(d, today date.Day) string {
	switch d {
	case today:
		return "today"
	case today + 1:
		return "tomorrow"
	case today - 1:
		return "yesterday"
	}
	if d > today && d < today+7 {
		return d.Weekday().String()[:3]
	}
	return d.Short(today)
}
