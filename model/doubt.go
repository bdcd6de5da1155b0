package model

import (
	"fmt"
	"time"

	"tandem/model/date"
)

// Doubts lists what about a record can hardly be meant: a date outside the years 1900 to 2199, and
// what the kind's own Doubt finds. Unlike Problems they refuse nothing: the value is kept as it was
// given, and every surface that takes values names them at their field. The record need not be in
// c.Snap yet, but what it names should be.
func (k *Kind) Doubts(c *Ctx, r Record) Problems {
	var out []Problem
	for i := range k.Fields {
		f := &k.Fields[i]
		if f.Type != TypeDate && f.Type != TypeTime || f.ReadOnly || f.IsZero(r) {
			continue
		}
		at := date.Instant(f.Key(c, r).Num)
		if at.Day(nil).Meant() {
			continue
		}
		var loc *time.Location // a day has none
		if f.Type == TypeTime {
			loc = c.For(r).Loc
		}
		out = append(out, Problem{Field: f.Name, Message: at.Day(loc).String() + notMeant})
	}
	if k.Doubt != nil {
		out = k.Doubt(c, r, out)
	}
	for i := range out {
		out[i].ID = r.Base().ID
	}
	return out
}

const notMeant = " lies outside the years 1900 to 2199; is the year right?"

// meantUntil and meantFrom bound the years that somebody can mean, in a zone.
func meantUntil(loc *time.Location) date.Instant { return date.YMD(date.EndYear, 1, 1).At(0, 0, loc) }
func meantFrom(loc *time.Location) date.Instant  { return date.YMD(date.FirstYear, 1, 1).At(0, 0, loc) }

// sparse is more clock time than any calendar in use spends on a second of work.
const sparse = 200

// doubtTask finds what of a task can hardly be meant: lags (doubtLinks), its length (doubtLength), a
// code that is another's (doubtWBS), actual dates to come (doubtActuals) and estimates out of order (disorder).
func doubtTask(c *Ctx, r Record, found []Problem) []Problem {
	t := r.(*Task)
	return disorder(t, doubtActuals(c, t, doubtWBS(c, t, doubtLength(c, t, doubtLinks(c, t, found)))))
}

// doubtActuals finds what has begun or ended after today. Progress that is typed of a task takes its planned
// dates, as in Microsoft Project; where those are still to come somebody has to say when it was.
func doubtActuals(c *Ctx, t *Task, found []Problem) []Problem {
	loc := c.For(t).Loc
	today := c.Now.Day(loc)
	for _, x := range [...]struct {
		at          date.Instant
		field, when string
	}{{t.ActualStart, "actual_start", "began"}, {t.ActualFinish, "actual_finish", "ended"}} {
		if day := x.at.Day(loc); x.at != 0 && day > today && day.Meant() {
			found = append(found, Problem{Field: x.field, Message: "is " + x.at.In(loc).Format("2 Jan 2006") + ", after today: set " + x.field + " where it " + x.when + " earlier"})
		}
	}
	return found
}

// doubtLength finds a duration with which the task ends after 2199, and tells the longest that does
// not. It begins when it is planned to, else with its project, else now. A finish that follows from
// it is then no news.
func doubtLength(c *Ctx, t *Task, found []Problem) []Problem {
	if t.Duration.N <= 0 || t.Complete() || t.Manual && t.Finish != 0 {
		return found
	}
	start := t.Start
	if t.ActualStart != 0 {
		start = t.ActualStart
	}
	if p, ok := Find[*Project](c.Snap, t.Project); ok && start == 0 {
		start = p.Start
	}
	if start == 0 {
		start = c.Now
	}
	own := c.For(t)
	until := meantUntil(own.Loc)
	if start >= until || t.Duration.N < int64(until-start)/sparse || c.Snap.Plan(t.Project).Summary(t.ID) {
		return found
	}
	most := int64(until - start)
	if !t.Duration.Elapsed() {
		most = c.HoursOf(t).Between(start, until)
	}
	if t.Duration.N <= most {
		return found
	}
	return append(withoutFinish(found), Problem{Field: "duration", Message: tooLong(own.Scale, t.Duration, most) + ", from " + start.Day(own.Loc).String() + " on"})
}

// tooLong says of a length that leads past 2199 which is the longest that does not, in its own unit.
func tooLong(scale date.Scale, d date.Span, most int64) string {
	return fmt.Sprintf("%s ends after the year 2199; %s is the longest that does not", d.Text(scale), wholeUnits(scale, d.Unit, most))
}

// tooEarly is tooLong for a plan that is scheduled from its finish.
func tooEarly(scale date.Scale, d date.Span, most int64) string {
	return fmt.Sprintf("%s begins before the year 1900; %s is the longest that does not", d.Text(scale), wholeUnits(scale, d.Unit, most))
}

// wholeUnits is as many whole units as there are in a length, or the length where there are none.
func wholeUnits(scale date.Scale, u date.Unit, seconds int64) string {
	if n := scale.Seconds(u); seconds >= n {
		seconds = seconds / n * n
	}
	return date.Span{N: seconds, Unit: u}.Text(scale)
}
