package model

import (
	"math"

	"tandem/model/date"
	"tandem/model/money"
)

// Outcome is what a plan comes to: the numbers by which scenarios are held side by side.
type Outcome struct {
	Name          string // "as it is", or that of the scenario
	Scenario      ID     // 0: the live plan
	Start, Finish date.Instant
	Target        date.Instant
	Late          int64 // seconds of working time past the target finish; less than 0: before it
	Work          date.Span
	Cost          money.Amount // of the tasks
	Budget        money.Amount // of the cost lines
	Critical      []ID         // the critical path
	Float         int64        // mean total float of the open tasks, seconds
	Near          int          // open tasks with less than two days of float, the critical ones among them
	Open          int          // leaf tasks that are not done
	Exposure      Exposure
	Stored        string // why the plan cannot be computed, "" where it can
	Schedule      *Schedule
	Figures       *Figures
}

// Exposure is what the open risks of a plan are expected to cost: chance times impact, the
// opportunities less than 0 (expected monetary value, PMBOK Guide).
type Exposure struct {
	Money money.Amount
	// Delay is the expected delay of the finish in seconds of work: chance times delay of the risks
	// that hit a critical task, or no task in particular. It says nothing of delays that meet.
	Delay int64
	Risks int
}

// nearCritical is the float below which a task can become critical unnoticed: two days.
const nearCritical = 2

// Outcome works the numbers of a project out of the context's snapshot.
func (c *Ctx) Outcome(project ID) (*Outcome, error) {
	f, err := c.Figures(project)
	if err != nil {
		return nil, err
	}
	p, _ := Find[*Project](c.Snap, project)
	c = c.For(p)
	x := c.Snap.Schedule(project)
	o := &Outcome{Name: "as it is", Start: x.Start, Finish: x.Finish, Target: p.TargetFinish, Work: f.Work, Cost: f.Cost, Critical: x.Critical(),
		Stored: x.Stored, Schedule: x, Figures: f}
	if p.TargetFinish != 0 && x.Finish != 0 {
		o.Late = c.HoursOf(p).Diff(p.TargetFinish, x.Finish)
	}
	o.floats(c, x)
	o.budget(c, f, project)
	o.Exposure = c.exposure(f, x)
	return o, nil
}

// floats looks at the float of what is still to be done.
func (o *Outcome) floats(c *Ctx, x *Schedule) {
	day := c.Scale.Seconds(date.Days)
	sum := int64(0)
	for i, l := range x.at.Lines {
		if l.Summary || l.Complete || l.Inactive || x.dates[i].EarlyStart == 0 {
			continue
		}
		o.Open++
		sum += max(0, x.dates[i].TotalFloat)
		if x.dates[i].TotalFloat < nearCritical*day {
			o.Near++
		}
	}
	if o.Open > 0 {
		o.Float = sum / int64(o.Open)
	}
}

// budget adds up the cost lines.
func (o *Outcome) budget(c *Ctx, f *Figures, project ID) {
	sum := summer{c: c, f: f}
	for l := range Each[*CostLine](c.Snap, CostLinePrefix) {
		if l.Project == project {
			sum.add(&o.Budget, sum.in(l.Planned))
		}
	}
}

// exposure adds up the open risks of the schedule's project. One whose tasks are all done or out
// of the plan cannot hit any more.
func (c *Ctx) exposure(f *Figures, x *Schedule) Exposure {
	var out Exposure
	sum := summer{c: c, f: f}
	delay := 0.0
	for r := range Each[*Risk](c.Snap, RiskPrefix) {
		hits, critical := r.hits(x)
		if r.Project != x.Project.ID || !r.Open() || !hits {
			continue
		}
		out.Risks++
		chance, sign := r.likely(), 1.0
		if r.Opportunity {
			sign = -1
		}
		a := sum.in(money.Amount{Minor: int64(math.Round(sign * chance * threePoint(r.CostLow.Minor, r.CostLikely.Minor, r.CostHigh.Minor))), Code: r.CostLikely.Code})
		sum.add(&out.Money, a)
		if critical {
			delay += sign * chance * threePoint(r.DelayLow.N, r.DelayLikely.N, r.DelayHigh.N)
		}
	}
	out.Delay = int64(math.Round(delay))
	if out.Money.Code == "" {
		out.Money.Code = c.Currency
	}
	return out
}

// hits reports whether a risk can still hit the plan, and whether where it hits nothing can wait.
func (r *Risk) hits(x *Schedule) (hits, critical bool) {
	if len(r.Tasks) == 0 {
		return true, true
	}
	for _, id := range r.Tasks {
		i, ok := x.at.at.find(id)
		if !ok || x.at.Lines[i].Complete || x.at.Lines[i].Inactive {
			continue
		}
		hits = true
		critical = critical || x.dates[i].Critical
	}
	return hits, critical
}

// likely is the chance of a risk, 0 to 1: as told in percent, else by its probability on the
// PMBOK scale; one that has happened is certain.
func (r *Risk) likely() float64 {
	switch {
	case r.Status == "triggered":
		return 1
	case r.Chance > 0:
		return float64(r.Chance) / 100_00
	case r.Probability >= 0 && r.Probability < len(probabilityScale):
		return probabilityScale[r.Probability]
	}
	return 0
}

// threePoint is the mean of a three-point estimate by PERT, (low + 4 likely + high) / 6; where only
// one is told, that one.
func threePoint(low, likely, high int64) float64 {
	if low == 0 && high == 0 {
		return float64(likely)
	}
	return (float64(low) + 4*float64(likely) + float64(high)) / 6
}

// Contrast is a scenario beside the live plan.
type Contrast struct {
	*Outcome
	Branch   *Branch
	FinishBy int64 // seconds of working time the finish is later; less than 0: earlier
	CostBy   money.Amount
	BudgetBy money.Amount
	RiskBy   money.Amount
	Moved    []ID // tasks whose dates differ, in outline order; their IDs in Branch.After
	Added    int
	Dropped  int
	OnPath   []ID // critical in the scenario and not in the live plan
	OffPath  []ID // the other way round
}

// Contrast works a scenario out and holds it against the live plan's outcome.
func (c *Ctx) Contrast(live *Outcome, x *Scenario) (*Contrast, error) {
	b := c.Branch(x)
	after := *c
	after.Snap = b.After
	o, err := after.Outcome(x.Project)
	if err != nil {
		return nil, err
	}
	o.Name, o.Scenario = x.Name, x.ID
	if o.Stored == "" {
		o.Stored = b.ownCircle(live.Schedule, o.Schedule)
	}
	out := &Contrast{Outcome: o, Branch: b, CostBy: less(o.Cost, live.Cost), BudgetBy: less(o.Budget, live.Budget), RiskBy: less(o.Exposure.Money, live.Exposure.Money)}
	p, _ := Find[*Project](c.Snap, x.Project)
	if live.Finish != 0 && o.Finish != 0 && live.Stored == "" && o.Stored == "" {
		out.FinishBy = c.HoursOf(p).Diff(live.Finish, o.Finish)
	}
	for i, t := range o.Schedule.Tasks() {
		was, known := live.Schedule.Of(t.ID)
		is := o.Schedule.dates[i]
		old, _ := Find[*Task](c.Snap, t.ID)
		switch {
		case !known:
			out.Added++
		case t.Inactive && old != nil && !old.Inactive:
			out.Dropped++
			continue
		case t.Inactive || o.Stored != "" || is.Start == was.Start && is.Finish == was.Finish:
			continue
		}
		out.Moved = append(out.Moved, t.ID)
	}
	if o.Stored == "" {
		out.OnPath, out.OffPath = missing(o.Critical, live.Critical), missing(live.Critical, o.Critical)
	}
	return out, nil
}

// ownCircle names a circle that a scenario closes and the live plan has not; "" where there is none.
// The dates of such a plan are those without the links in it: nothing to hold beside the live ones.
func (b *Branch) ownCircle(live, after *Schedule) string {
	known := map[string]bool{}
	for _, circle := range live.circles() {
		known[tasksIn(circle)] = true
	}
	for _, circle := range after.circles() {
		if !known[tasksIn(circle)] {
			return b.Ref(circle[0]).String() + " " + b.round(append(circle, circle[0]))
		}
	}
	return ""
}

// less is a minus b, in the currency that either has.
func less(a, b money.Amount) money.Amount {
	out := money.Amount{Minor: a.Minor - b.Minor, Code: a.Code}
	if out.Code == "" {
		out.Code = b.Code
	}
	return out
}

// missing lists what is in a and not in b.
func missing(a, b []ID) []ID {
	has := make(map[ID]bool, len(b))
	for _, id := range b {
		has[id] = true
	}
	var out []ID
	for _, id := range a {
		if !has[id] {
			out = append(out, id)
		}
	}
	return out
}
