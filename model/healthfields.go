package model

// healthCells is how wide the bar in a list is.
const healthCells = 8

// healthFields are what the health of an account says in a list. While records are still being
// read they say nothing, for health looks at many, or what they said last.
func healthFields() []Field {
	of := func(f func(c *Ctx, a *Account, h *Health) Val) func(*Ctx, *Account) Val {
		return func(c *Ctx, a *Account) Val {
			if c.Snap == nil || c.Cold {
				return None()
			}
			h := c.Health(a)
			if !h.Known {
				return None()
			}
			return f(c, a, h)
		}
	}
	bar := func(score int) Val {
		v := ValNum(float64(score), 0)
		v.Show = padLeft(v.Text, 3) + " " + HealthBar(score, healthCells, false)
		return v
	}
	known := of(func(_ *Ctx, _ *Account, h *Health) Val { return bar(h.Score) })
	return []Field{
		Calc("health", func(c *Ctx, a *Account) Val {
			if score, ok := c.Told[a.ID]; ok && c.Cold {
				return bar(score)
			}
			return known(c, a)
		}, Width(12), Help("0 to 100: satisfaction, escalations, clocks, promises, sponsor, deliveries, standards, benefits and forecast, weighed")),
		Calc("health_gap", of(func(_ *Ctx, _ *Account, h *Health) Val {
			if h.Target == 0 {
				return None()
			}
			v := ValNum(float64(h.Score-h.Target), 0)
			if h.Score > h.Target {
				v.Show = "+" + v.Text
			}
			return v
		}), Width(8), Label("To target"), Help("points of health above the account's target, or below it")),
		Calc("health_known", of(func(_ *Ctx, _ *Account, h *Health) Val {
			v := ValNum(h.Share*100, 0)
			v.Show += "%"
			return v
		}), Width(7), Label("Evidence"), Help("share of the weight of health that there is evidence for")),
		Calc("sponsor_silence", func(c *Ctx, a *Account) Val {
			if c.Snap == nil || c.Cold || a.Sponsor == 0 {
				return None()
			}
			last := c.LastTalk(a.Sponsor)
			if last == 0 || last > c.Now {
				return None()
			}
			v := ValNum(float64(c.Now.Day(c.Loc)-last.Day(c.Loc)), 0)
			v.Show += " d"
			return v
		}, Width(8), Label("Silence"), Help("days since the last contact with the sponsor")),
	}
}

func padLeft(s string, w int) string {
	for len(s) < w {
		s = " " + s
	}
	return s
}
