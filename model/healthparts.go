package model

import (
	"fmt"
	"strings"

	"tandem/model/clock"
	"tandem/model/date"
	"tandem/model/health"
)

// satisfaction is the mean of what was answered, each measure by its number of answers: NPS moved
// from -100..100 to 0..100, CSAT as it is, CES from its scale to 0..100.
func (l *healthLook) satisfaction() (float64, bool, string) {
	s := satisfactionOf(l.answers, l.from, l.c.Now)
	if l.terms != nil {
		for _, a := range s.answers {
			l.term(a.ID, a.Detractor(), func() string {
				text := fmt.Sprintf("%s %d on %s, %s", a.Measure, a.Score, a.Scale, a.When.Short(l.c.Now, l.c.Loc))
				if a.Verbatim != "" {
					text += ": " + strconvQuote(a.Verbatim)
				}
				return text
			})
		}
	}
	value, known := s.Value()
	if !known {
		return 0, false, "nobody was asked lately"
	}
	return value, true, s.Text()
}

func strconvQuote(s string) string { return "\"" + s + "\"" }

// escalationCost is how many of 100 points an open escalation of a severity costs where the
// settings do not tell (weights health.severity_1 to health.severity_5).
var escalationCost = [6]float64{0, 50, 30, 15, 7, 3}

// escalations is 100 less what each open one costs by its severity, not below 0. A customer nobody
// has talked with and who never raised one gives no evidence.
func (l *healthLook) escalations() (float64, bool, string) {
	value, open := 100., [6]int{}
	w := l.c.Snap.Workspace()
	for _, e := range l.theirs.escalations {
		if !e.Open() || e.Opened > l.c.Now {
			continue
		}
		sev := min(max(e.Severity(), 1), 5)
		cost := escalationCost[sev]
		if w != nil && len(w.Weights) > 0 {
			cost = w.Weight(fmt.Sprintf("health.severity_%d", sev), cost)
		}
		value -= cost
		open[sev]++
		l.term(e.ID, true, func() string { return fmt.Sprintf("severity %d costs %g: %s", sev, cost, e.Title) })
	}
	var parts []string
	n := 0
	for sev, k := range open {
		if n += k; k > 0 {
			parts = append(parts, fmt.Sprintf("%d of severity %d", k, sev))
		}
	}
	if n == 0 && len(l.theirs.escalations) == 0 && l.lastTalk() == 0 {
		return 0, false, "none was ever raised, and nobody has talked with them"
	}
	if n == 0 {
		return 100, true, "none is open"
	}
	return max(value, 0), true, fmt.Sprintf("%d open: %s", n, strings.Join(parts, ", "))
}

// lastTalk is the newest contact with anybody there.
func (l *healthLook) lastTalk() date.Instant { return l.c.Snap.lastTalks()[l.a.ID] }

// clocks is the share of due times that were met, of all four clocks of each escalation that was
// alive in the window. One that is over and still goes on counts as not met.
func (l *healthLook) clocks() (float64, bool, string) {
	met, missed := 0, 0
	for _, e := range l.theirs.escalations {
		if !e.Open() && max(e.Resolved, e.Opened) < l.from || e.Opened > l.c.Now {
			continue
		}
		x := l.c.Clocks(e)
		k, m := 0, 0
		for i := range x.All {
			k, m = k+x.All[i].Kept, m+x.All[i].Missed
			if x.All[i].State == clock.Breached && x.All[i].Stop == 0 {
				m++
			}
		}
		met, missed = met+k, missed+m
		if k+m > 0 {
			l.term(e.ID, m > 0, func() string { return fmt.Sprintf("%d of %d due times met: %s", k, k+m, e.Title) })
		}
	}
	if met+missed == 0 {
		return 0, false, "no due time has passed"
	}
	return share100(met, met+missed), true, fmt.Sprintf("%d of %s met", met, countOf(met+missed, "due time", "due times"))
}

// promises is the share of what was kept in time of what came to a verdict (see Promise.Verdict) in
// the window: broken, late and overdue ones count as not kept, what is still open does not count.
func (l *healthLook) promises() (float64, bool, string) {
	kept, n, late := 0, 0, 0
	from := l.from.Day(l.c.Loc)
	for _, p := range l.c.Snap.PromisesOf(l.a.ID) {
		v := p.Verdict(l.today)
		if v == Undecided || max(p.ClosedOn, p.Due) < from {
			continue
		}
		n++
		word := string(v)
		switch {
		case v == Kept:
			kept++
		case p.Open():
			late++
			word = "overdue since " + p.Due.Short(l.today)
		}
		l.term(p.ID, v != Kept, func() string { return word + ": " + p.What })
	}
	if n == 0 {
		return 0, false, "none was due"
	}
	why := fmt.Sprintf("%d of %d kept in the last %d days", kept, n, l.c.Snap.Workspace().HealthDays())
	if late > 0 {
		why += fmt.Sprintf(", %d overdue", late)
	}
	return share100(kept, n), true, why
}

// sponsor falls from 100 after two weeks of silence to 0 at the quiet days of the settings, by the
// newest contact with the sponsor, either way.
func (l *healthLook) sponsor() (float64, bool, string) {
	if l.a.Sponsor == 0 {
		return 0, false, "no sponsor is named"
	}
	name := l.c.NameOf(l.a.Sponsor)
	last := l.c.LastTalk(l.a.Sponsor)
	if last == 0 || last > l.c.Now {
		return 0, false, "no contact with " + name + " is logged"
	}
	quiet := 90
	if w := l.c.Snap.Workspace(); w != nil && w.QuietDays > 0 {
		quiet = w.QuietDays
	}
	days := int(l.today - last.Day(l.c.Loc))
	good := min(sponsorCalm, float64(quiet)/2)
	l.term(l.a.Sponsor, days > sponsorCalm, func() string { return "last contact " + last.Short(l.c.Now, l.c.Loc) })
	why := name + ", " + countOf(days, "day", "days") + " since the last contact"
	if days == 0 {
		why = name + " was talked with today"
	}
	return health.Falling(float64(days), good, float64(quiet)), true, why
}

// sponsorCalm is for how many days nobody minds the silence of a sponsor.
const sponsorCalm = 14

// delivery is the share of orders on time in full: by order, against the day it is due (see
// Order.Due), early counts; due and not there in full fails, or refused; what is not there and not
// yet due is left out, cancelled ones too.
func (l *healthLook) delivery() (float64, bool, string) {
	good, n, requested := 0, 0, 0
	from := l.from.Day(l.c.Loc)
	for _, x := range l.orders {
		due := x.Due()
		if due == 0 || x.Status == "cancelled" || due < from || !x.There() && due >= l.today {
			continue
		}
		ok := x.There() && x.Delivered <= due
		n++
		if x.Promised == 0 {
			requested++
		}
		if ok {
			good++
		}
		l.term(x.ID, !ok, func() string { return orderWords(x, due, l.today) + ": " + x.Title })
	}
	if n == 0 {
		return 0, false, "no order was due"
	}
	by := "the promised day"
	switch {
	case requested == n:
		by = "the requested day"
	case requested > 0:
		by += ", else the requested one"
	}
	return share100(good, n), true, fmt.Sprintf("%d of %s on time in full, against %s", good, countOf(n, "order", "orders"), by)
}

// orderWords says what became of an order that was due.
func orderWords(x *Order, due, today date.Day) string {
	switch {
	case x.Status == "refused":
		return "refused, " + x.DueWord() + " for " + due.Short(today)
	case x.Delivered == 0:
		return "not delivered, " + x.DueWord() + " for " + due.Short(today)
	case x.Delivered > due:
		return countOf(int(x.Delivered-due), "day", "days") + " late"
	case !x.InFull():
		return "not in full"
	}
	return "on time in full"
}

// standards is the share of those in force whose newest reading meets the target.
func (l *healthLook) standards() (float64, bool, string) {
	met, n := 0, 0
	for _, x := range l.theirs.standards {
		last := l.c.Snap.LastReading(x.ID)
		if !x.In(l.today) || last == nil {
			continue
		}
		ok := x.Direction.Met(last.Value, x.Target)
		n++
		if ok {
			met++
		}
		l.term(x.ID, !ok, func() string {
			return fmt.Sprintf("%s %s, %s %s agreed: %s", last.Value.Trim(0), x.Unit, x.Direction, x.Target.Trim(0), x.Name)
		})
	}
	if n == 0 {
		return 0, false, "no standard has a reading"
	}
	return share100(met, n), true, fmt.Sprintf("%d of %s met", met, countOf(n, "standard", "standards"))
}

// benefits is the share of those reached or on course of all that say something: one without a
// reading that is not due yet says nothing.
func (l *healthLook) benefits() (float64, bool, string) {
	good, n := 0, 0
	for _, x := range l.theirs.benefits {
		if x.Status == "given up" || x.Status == "planned" && x.Planned >= l.today && l.c.Snap.LastReading(x.ID) == nil {
			continue
		}
		behind := x.Behind(l.c.Snap, l.today)
		n++
		if !behind {
			good++
		}
		l.term(x.ID, behind, func() string {
			if behind {
				return "behind its course: " + x.Name
			}
			return "on course: " + x.Name
		})
	}
	if n == 0 {
		return 0, false, "none was measured"
	}
	return share100(good, n), true, fmt.Sprintf("%d of %d on course", good, n)
}

// forecastDays is how many working days after its target a project may end before it counts
// nothing.
const forecastDays = 20

// forecast is the mean over the live projects that have a target and a plan: 100 where the
// schedule ends by the target, less five for each working day after it.
func (l *healthLook) forecast() (float64, bool, string) {
	sum, n, worst, name := 0., 0, 0, ""
	for _, p := range l.projects {
		late, ok := l.c.Slip(p)
		if !ok || !p.Phase.Live() {
			continue
		}
		n++
		sum += health.Falling(float64(late), 0, forecastDays)
		if late > worst {
			worst, name = late, p.Name
		}
		l.term(p.ID, late > 0, func() string { return slipWords(late) + ": " + p.Name })
	}
	switch {
	case n == 0:
		return 0, false, "no project has both a plan and a target"
	case worst == 0:
		return sum / float64(n), true, countOf(n, "project ends", "projects end") + " by the target"
	}
	return sum / float64(n), true, fmt.Sprintf("%s ends %s after its target", name, countOf(worst, "working day", "working days"))
}

func slipWords(late int) string {
	switch {
	case late > 0:
		return countOf(late, "working day", "working days") + " after the target"
	case late < 0:
		return countOf(-late, "working day", "working days") + " before the target"
	}
	return "on the day of the target"
}

// Slip is how many working days after its target a project ends by its schedule, less than 0
// before it. ok is false where it has no target or nothing is planned.
func (c *Ctx) Slip(p *Project) (days int, ok bool) {
	finish := c.FinishForecast(p)
	if finish == 0 || p.TargetFinish == 0 {
		return 0, false
	}
	return c.DaysLate(p, p.TargetFinish, finish), true
}

// Workdays is how many working days of a project's calendar lie after day a up to and with day b, as
// DaysLate counts them; less than 0 where b is before a.
func (c *Ctx) Workdays(p *Project, a, b date.Day) int {
	loc := c.For(p).Loc
	return c.DaysLate(p, dayEnd(a, loc), dayEnd(b, loc))
}

// FinishForecast is when a project ends by its schedule; the stored finish where nothing is planned, 0
// where neither tells.
func (c *Ctx) FinishForecast(p *Project) date.Instant {
	if s := c.Snap.Schedule(p.ID); len(s.Tasks()) > 0 && s.Finish != 0 {
		return s.Finish
	}
	return p.Finish
}

func share100(n, of int) float64 { return 100 * float64(n) / float64(of) }

// countOf is a number with its noun.
func countOf(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
