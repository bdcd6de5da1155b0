package model

import (
	"strings"
	"time"

	"tandem/model/clock"
	"tandem/model/date"
	"tandem/model/worktime"
)

// clockFields are what the four clocks say of an escalation in a list: the one that is due first.
func clockFields() []Field {
	next := func(f func(c *Ctx, k *clock.Clock) Val) func(*Ctx, *Escalation) Val {
		return func(c *Ctx, e *Escalation) Val {
			if !e.Open() {
				return None()
			}
			k := c.Clocks(e).Next()
			if k == nil {
				return None()
			}
			return f(c, k)
		}
	}
	due := func(c *Ctx, e *Escalation) Val {
		at := c.NextDue(e)
		if at == worktime.Never {
			return Val{Key: Key{Num: float64(at), Set: true}, Text: "never"}
		}
		n := *c
		n.Loc = c.clockZone(e)
		return ValTime(&n, at)
	}
	return []Field{
		Calc("clock", next(func(_ *Ctx, k *clock.Clock) Val { return ValText(k.Which.Title()) }), Width(14),
			Help("which of its clocks is due first")),
		Calc("clock_due", due, Width(20), Label("Next due"), Help("when the clock that is due first is due; paused: if it went on now")),
		Calc("clock_left", next(func(_ *Ctx, k *clock.Clock) Val {
			if k.Due == worktime.Never {
				return None()
			}
			v := ValNum(float64(k.Left)/60, 2)
			v.Show = ClockLeft(k)
			return v
		}), Width(20), Label("Time left"), Help("minutes of working time until then, below zero once it is over")),
		Calc("clock_bar", next(func(_ *Ctx, k *clock.Clock) Val {
			v := ValText(ClockBar(k, clockCells, true) + " " + ClockLeft(k))
			v.Show = ClockBar(k, clockCells, false) + " " + ClockLeft(k)
			v.Key.Num, v.Key.Str = float64(k.Due), ""
			return v
		}), Width(24), Label("Clock bar"), Help("how much of its time is used, and what is left")),
		Calc("clock_state", next(func(_ *Ctx, k *clock.Clock) Val { return ValText(string(k.State)) }), Width(9),
			Help("running, paused or breached")),
		Calc("waiting_share", func(c *Ctx, e *Escalation) Val {
			x := c.Clocks(e)
			if len(x.Waited) == 0 || x.Life == 0 {
				return None()
			}
			return ValNum(x.WaitShare("")*100, 0)
		}, Width(6), Label("Waited %"), Help("share of its life spent waiting for somebody")),
	}
}

// NextDue is when an open escalation is due next: by the clock that is due first. 0 where nothing is
// owed, worktime.Never where the hours have no such time.
func (c *Ctx) NextDue(e *Escalation) date.Instant {
	if !e.Open() {
		return 0
	}
	if k := c.Clocks(e).Next(); k != nil {
		return k.Due
	}
	due, _ := c.UpdateDue(e)
	return due
}

// UpdateDue is when the customer of an open escalation is owed our next word: as the clock says, for what
// they were told (Escalation.NextUpdate) is just one of the things it rests on, and is void once we have
// spoken again. Where nothing says when it began there is no clock, and what they were told stands. 0
// where nothing is owed, worktime.Never where the hours have no such time; paused: if it went on now.
func (c *Ctx) UpdateDue(e *Escalation) (due date.Instant, paused bool) {
	if !e.Open() {
		return 0, false
	}
	x := c.Clocks(e)
	switch k := &x.All[clock.Update]; {
	case k.Going():
		return k.Due, k.State == clock.Paused
	case x.Opened == 0:
		return e.NextUpdate, e.Status == "waiting" && e.Waiting.On == "customer"
	}
	return 0, false
}

// LastWords is when the customer spoke last and when we did, by its log; opening it was the customer.
func (e *Escalation) LastWords() (in, out date.Instant) {
	for x := range e.Counted() {
		switch {
		case x.Kind != "contact":
		case x.Direction == "in":
			in = max(in, x.At)
		default:
			out = max(out, x.At)
		}
	}
	return in, out
}

// Unanswered is when the customer of an open escalation last wrote what we have not answered, whether
// or not an agreement says by when we should; 0 where nothing waits for an answer.
func (c *Ctx) Unanswered(e *Escalation) date.Instant {
	if !e.Open() {
		return 0
	}
	x := c.Clocks(e)
	in, out := e.LastWords()
	switch reply := &x.All[clock.Reply]; {
	case reply.Start != 0 && reply.Stop == 0:
		return max(in, reply.Start)
	case in > max(out, x.All[clock.Update].Start):
		return in
	}
	return 0
}

// clockZone is the zone an escalation's clocks are told in.
func (c *Ctx) clockZone(e *Escalation) *time.Location {
	if x := c.Clocks(e); x.Hours != nil {
		return x.Hours.Location()
	}
	return c.For(e).Loc
}

// ClockTime words a moment in the zone of a clock or a log, as Instant.Short does, and names the zone by
// its city where its clocks show another hour than the workspace's and a time of day is told: "today 04:45 New York".
func (c *Ctx) ClockTime(at date.Instant, loc *time.Location) string {
	text := at.Short(c.Now, loc)
	if strings.Contains(text, ":") {
		text += c.zoneOf(at, loc)
	}
	return text
}

// zoneOf names a zone by its city, behind a blank, where its clocks show another hour at a moment than
// the workspace's: " New York"; else "".
func (c *Ctx) zoneOf(at date.Instant, loc *time.Location) string {
	if c.Snap == nil || c.Snap.Workspace() == nil || loc == nil {
		return ""
	}
	if c.homeHour(at, loc) {
		return ""
	}
	zone := loc.String()
	return " " + strings.ReplaceAll(zone[strings.LastIndex(zone, "/")+1:], "_", " ")
}

// homeHour reports whether a zone's clocks show the same hour at a moment as the workspace's.
func (c *Ctx) homeHour(at date.Instant, loc *time.Location) bool {
	_, home := at.In(c.Snap.Ctx(c.Now).Loc).Zone()
	_, there := at.In(loc).Zone()
	return there == home
}

// ShortTime words a moment in a zone, as Instant.Short does, for a cell of a list: where a time of day is told
// and the zone's clocks show another hour than the workspace's, it is named by its short name, or its
// offset where it has none: "today 04:45 EST", "Mon 09:00 +03".
func (c *Ctx) ShortTime(at date.Instant, loc *time.Location) string {
	text := at.Short(c.Now, loc)
	if strings.Contains(text, ":") {
		text += c.ZoneTag(at, loc)
	}
	return text
}

// ZoneTag is the short name of a zone behind a blank, as ShortTime puts it behind a time of day; "" where
// that is the workspace's own.
func (c *Ctx) ZoneTag(at date.Instant, loc *time.Location) string {
	if c.Snap == nil || c.Snap.Workspace() == nil || loc == nil || c.homeHour(at, loc) {
		return ""
	}
	return " " + at.In(loc).Format("MST")
}

// clockCells is how wide the bar in a list is.
const clockCells = 8
