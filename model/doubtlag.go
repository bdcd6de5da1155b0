package model

import (
	"slices"

	"tandem/model/date"
)

// doubtLinks finds lags with which the task would lie after 2199, or with a lead before 1900, and tells
// the longest that does not. Each counts from what it waits for, as that is stored, else from the start
// of the project, else from now; a percentage is one of the other's duration.
func doubtLinks(c *Ctx, t *Task, found []Problem) []Problem {
	for i := range t.Links {
		l := &t.Links[i]
		if l.Lag.N == 0 || l.Predecessor == 0 {
			continue
		}
		if p := doubtLag(c, t, l); p != "" {
			found = append(found, Problem{Field: "links", Message: p})
		}
	}
	return found
}

// doubtLag is what is to be said of one lag, "" where it can be meant.
func doubtLag(c *Ctx, t *Task, l *TaskLink) string {
	own := c.For(t)
	other, _ := Find[*Task](c.Snap, l.Predecessor)
	from := lagFrom(c, t, other, l.Type)
	until, lead := meantUntil(own.Loc), l.Lag.N < 0
	if lead {
		until = meantFrom(own.Loc)
	}
	whole := int64(1) // of how many seconds the lag is a part
	size := float64(max(l.Lag.N, -l.Lag.N))
	if l.Lag.Unit == date.Percent {
		if other == nil || other.Duration.N <= 0 {
			return ""
		}
		whole = other.Duration.N
		size = size / 100_00 * float64(whole)
	}
	room := int64(max(until-from, from-until))
	if lead != (until < from) || size < float64(room)/sparse {
		return ""
	}
	if !l.Lag.Elapsed() {
		room = own.HoursOf(t).Between(min(from, until), max(from, until))
	}
	if size <= float64(room) {
		return ""
	}
	most := wholeUnits(own.Scale, l.Lag.Unit, room)
	if l.Lag.Unit == date.Percent {
		most = date.Span{N: int64(float64(room)/float64(whole)) * 100_00, Unit: date.Percent}.Text(own.Scale)
	}
	text := "the lag after " + l.Predecessor.String() + ": " + l.Lag.Text(own.Scale)
	if lead {
		return text + " leads before the year 1900; -" + most + " is the longest that does not, from " + from.Day(own.Loc).String() + " back"
	}
	return text + " leads past the year 2199; " + most + " is the longest that does not, from " + from.Day(own.Loc).String() + " on"
}

// lagFrom is the moment that a lag is counted from, as far as it is known without a schedule.
func lagFrom(c *Ctx, t, other *Task, typ LinkType) date.Instant {
	var from date.Instant
	if other != nil {
		from = other.Finish
		if typ == SS || typ == SF {
			from = other.Start
		}
	}
	if p, ok := Find[*Project](c.Snap, t.Project); ok && from == 0 {
		from = p.Start
	}
	if from == 0 {
		from = c.Now
	}
	return from
}

// withoutFinish takes what is said of the finish away: it follows from a length that is named.
func withoutFinish(found []Problem) []Problem {
	return slices.DeleteFunc(found, func(p Problem) bool { return p.Field == "finish" })
}
