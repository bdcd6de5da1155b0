package model

import (
	"tandem/model/clock"
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
	return []Field{
		Calc("clock", next(func(_ *Ctx, k *clock.Clock) Val { return ValText(k.Which.Title()) }), Width(14),
			Help("which of its clocks is due first")),
		Calc("clock_due", next(func(c *Ctx, k *clock.Clock) Val {
			if k.Due == worktime.Never {
				return Val{Key: Key{Num: float64(k.Due), Set: true}, Text: "never"}
			}
			n := *c
			n.Loc = k.Hours().Location()
			return ValTime(&n, k.Due)
		}), Width(12), Help("when that clock is due; paused: if it went on now")),
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

// clockCells is how wide the bar in a list is.
const clockCells = 8
